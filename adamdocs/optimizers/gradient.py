"""Rules that scale every coordinate alike, or look only at signs."""

from typing import Any, NamedTuple

import numpy as np

from adamdocs.optimizers.base import Init, Update, rule, sign


class SgdState(NamedTuple):
    """State of `sgd` and `sign_descent`: the number of steps taken."""

    t: int


class MomentumState(NamedTuple):
    """State of `momentum` and `nesterov`: steps taken and the buffer m."""

    t: int
    m: Any


class LionState(NamedTuple):
    """State of `lion`: steps taken, average m, and the interpolation c whose sign is the step."""

    t: int
    m: Any
    c: Any


@rule(memory=())
def sgd(lr: Any = 0.01) -> tuple[Init, Update]:
    """Gradient descent, called stochastic when the gradient is.

        θ_t = θ_{t−1} − lr · g_t

    Source: A. Cauchy, Comptes rendus 25 (1847), 536–538; with noisy gradients H. Robbins and
    S. Monro, Ann. Math. Statist. 22 (1951), 400–407, doi:10.1214/aoms/1177729586.

    Args:
        lr: learning rate, in units of θ per unit of g.

    Raises:
        ValueError: `lr` is negative, not finite or of the wrong shape.
    """

    def init(theta: Any) -> SgdState:
        return SgdState(t=0)

    def update(g: Any, state: SgdState, theta: Any) -> tuple[Any, SgdState]:
        return -lr * g, SgdState(state.t + 1)

    return init, update


@rule(memory=())
def sign_descent(lr: Any = 1e-3) -> tuple[Init, Update]:
    """Sign descent (signSGD): every coordinate moves by the learning rate.

        θ_t = θ_{t−1} − lr · sign(g_t)

    Source: J. Bernstein, Y.-X. Wang, K. Azizzadenesheli, A. Anandkumar, signSGD, ICML 2018,
    arXiv:1802.04434, Algorithm 1. It is Adam with β₁ = β₂ = 0 and ε = 0.

    Args:
        lr: learning rate, in units of θ.

    Raises:
        ValueError: `lr` is negative, not finite or of the wrong shape.
    """

    def init(theta: Any) -> SgdState:
        return SgdState(t=0)

    def update(g: Any, state: SgdState, theta: Any) -> tuple[Any, SgdState]:
        return -lr * sign(g), SgdState(state.t + 1)

    return init, update


@rule(memory=("m",))
def momentum(
    lr: Any = 0.01, b1: Any = 0.9, *, ema: bool = False, negative_momentum: bool = False
) -> tuple[Init, Update]:
    """Heavy-ball momentum; with `ema=True` the moving-average form of it.

        m_t = β₁ m_{t−1} + g_t              (heavy ball)
        m_t = β₁ m_{t−1} + (1 − β₁) g_t     (ema)
        θ_t = θ_{t−1} − lr · m_t

    The two forms take the same path when the rate of the second is 1/(1 − β₁) times the first's.

    Source: B. T. Polyak, USSR Comput. Math. Math. Phys. 4 (1964), 1–17,
    doi:10.1016/0041-5553(64)90137-5. Negative momentum: G. Gidel et al., AISTATS 2019,
    arXiv:1807.04740.

    Args:
        lr: learning rate, in units of θ per unit of g.
        b1: decay β₁ of the buffer, in [0, 1).
        ema: weigh the new gradient by 1 − β₁.
        negative_momentum: let `b1` lie in (−1, 1), as games between players want it.

    Raises:
        ValueError: an argument is outside its range or of the wrong shape.
    """
    weight = 1 - b1 if ema else 1.0

    def init(theta: Any) -> MomentumState:
        return MomentumState(t=0, m=np.zeros_like(theta))

    def update(g: Any, state: MomentumState, theta: Any) -> tuple[Any, MomentumState]:
        m = b1 * state.m + weight * g
        return -lr * m, MomentumState(state.t + 1, m)

    return init, update


@rule(memory=("m",))
def nesterov(lr: Any = 0.01, b1: Any = 0.9) -> tuple[Init, Update]:
    """Nesterov's accelerated gradient in the form used for training networks.

        m_t = β₁ m_{t−1} + g_t
        θ_t = θ_{t−1} − lr · (g_t + β₁ m_t)

    Here θ is the point at which the gradient is taken, the look-ahead point of Nesterov's two
    sequences.

    Source: Y. Nesterov, Soviet Math. Dokl. 27 (1983), 372–376; this form: I. Sutskever, J. Martens,
    G. Dahl, G. Hinton, ICML 2013, equations 3–4, and Y. Bengio, N. Boulanger-Lewandowski,
    R. Pascanu, arXiv:1212.0901, section 3.5.

    Args:
        lr: learning rate, in units of θ per unit of g.
        b1: decay β₁ of the buffer, in [0, 1).

    Raises:
        ValueError: an argument is outside its range or of the wrong shape.
    """

    def init(theta: Any) -> MomentumState:
        return MomentumState(t=0, m=np.zeros_like(theta))

    def update(g: Any, state: MomentumState, theta: Any) -> tuple[Any, MomentumState]:
        m = b1 * state.m + g
        return -lr * (g + b1 * m), MomentumState(state.t + 1, m)

    return init, update


@rule(memory=("m",))
def lion(
    lr: Any = 1e-4, b1: Any = 0.9, b2: Any = 0.99, *, weight_decay: Any = 0.0
) -> tuple[Init, Update]:
    """Lion: the sign of an average that weighs the newest gradient more than its memory does.

        c_t = β₁ m_{t−1} + (1 − β₁) g_t
        θ_t = θ_{t−1} − lr · sign(c_t) − lr λ θ_{t−1}
        m_t = β₂ m_{t−1} + (1 − β₂) g_t

    Source: X. Chen et al., Symbolic Discovery of Optimization Algorithms, NeurIPS 2023,
    arXiv:2302.06675, Algorithm 2.

    Args:
        lr: learning rate, in units of θ.
        b1: weight β₁ of the memory in the step, in [0, 1).
        b2: decay β₂ of the memory, in [0, 1).
        weight_decay: decoupled decay λ, scaled by the rate.

    Raises:
        ValueError: an argument is outside its range or of the wrong shape.
    """

    def init(theta: Any) -> LionState:
        zeros = np.zeros_like(theta)
        return LionState(t=0, m=zeros, c=zeros)

    def update(g: Any, state: LionState, theta: Any) -> tuple[Any, LionState]:
        c = b1 * state.m + (1 - b1) * g
        m = b2 * state.m + (1 - b2) * g
        step = -lr * sign(c) - (lr * weight_decay) * theta
        return step, LionState(state.t + 1, m, c)

    return init, update

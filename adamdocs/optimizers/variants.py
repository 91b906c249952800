"""Rules that wrap Adam's step: two kinds of weight decay, and optimism for games."""

from typing import Any, NamedTuple

import numpy as np

from adamdocs.optimizers.adam import AdamState, EpsPlacement, adam
from adamdocs.optimizers.base import Init, Update, rule


class AdamL2State(NamedTuple):
    """State of `adam_l2`: Adam's symbols, and the gradient with the penalty's added."""

    t: int
    b1_power: Any
    b2_power: Any
    m: Any
    v: Any
    m_hat: Any
    v_hat: Any
    denominator: Any
    g_l2: Any


class AdamWState(NamedTuple):
    """State of `adamw`: Adam's symbols, and the part of the step that is decay."""

    t: int
    b1_power: Any
    b2_power: Any
    m: Any
    v: Any
    m_hat: Any
    v_hat: Any
    denominator: Any
    decay: Any


class OptimisticAdamState(NamedTuple):
    """State of `optimistic_adam`: Adam's symbols, and the direction m̂ / (√v̂ + ε)."""

    t: int
    b1_power: Any
    b2_power: Any
    m: Any
    v: Any
    m_hat: Any
    v_hat: Any
    denominator: Any
    direction: Any


@rule(memory=("m", "v"))
def adam_l2(
    lr: Any = 1e-3,
    b1: Any = 0.9,
    b2: Any = 0.999,
    eps: Any = 1e-8,
    weight_decay: Any = 0.01,
    *,
    eps_placement: EpsPlacement = "outside",
) -> tuple[Init, Update]:
    """Adam on a loss with the penalty ½ λ θ²: the decay passes through both moments.

        g'_t = g_t + λ θ_{t−1},   then Adam with g'_t

    This is what `weight_decay` means in PyTorch's `Adam`.

    Source: the baseline of I. Loshchilov and F. Hutter, ICLR 2019, arXiv:1711.05101, Algorithm 2.

    Args:
        lr: learning rate α, in units of θ.
        b1: decay β₁ of the first moment, in [0, 1).
        b2: decay β₂ of the second moment, in [0, 1).
        eps: ε, in units of g; of g² when inside the root.
        weight_decay: λ, in units of g per unit of θ.
        eps_placement: as in `adam`.

    Raises:
        ValueError: an argument is outside its range or of the wrong shape.
    """
    base = adam(lr, b1, b2, eps, eps_placement=eps_placement)

    def init(theta: Any) -> AdamL2State:
        return AdamL2State._make((*base.init(theta), np.zeros_like(theta)))

    def update(g: Any, state: AdamL2State, theta: Any) -> tuple[Any, AdamL2State]:
        g_l2 = g + weight_decay * theta
        step, moments = base.update(g_l2, AdamState._make(state[:-1]), theta)
        return step, AdamL2State._make((*moments, g_l2))

    return init, update


@rule(memory=("m", "v"))
def adamw(
    lr: Any = 1e-3,
    b1: Any = 0.9,
    b2: Any = 0.999,
    eps: Any = 1e-8,
    weight_decay: Any = 0.01,
    *,
    decay_scaled_by_lr: bool = True,
    eps_placement: EpsPlacement = "outside",
) -> tuple[Init, Update]:
    """AdamW: Adam's step, and beside it a decay that never meets the moments.

        θ_t = θ_{t−1} − lr · m̂_t / (√v̂_t + ε) − lr λ θ_{t−1}     (scaled by lr)
        θ_t = θ_{t−1} − lr · m̂_t / (√v̂_t + ε) − λ θ_{t−1}        (as in the paper)

    The paper multiplies both parts by a schedule η_t which is not the learning rate; PyTorch, Optax
    and Keras scale the decay by the rate. `adamdocs.runs` multiplies the whole step by a schedule,
    so either form follows its source under one.

    Source: I. Loshchilov and F. Hutter, ICLR 2019, arXiv:1711.05101, Algorithm 2.

    Args:
        lr: learning rate α, in units of θ.
        b1: decay β₁ of the first moment, in [0, 1).
        b2: decay β₂ of the second moment, in [0, 1).
        eps: ε, in units of g; of g² when inside the root.
        weight_decay: λ; per unit of lr when scaled by it, else a fraction a step.
        decay_scaled_by_lr: multiply the decay by `lr`.
        eps_placement: as in `adam`.

    Raises:
        ValueError: an argument is outside its range or of the wrong shape.
    """
    base = adam(lr, b1, b2, eps, eps_placement=eps_placement)
    rate = lr * weight_decay if decay_scaled_by_lr else weight_decay

    def init(theta: Any) -> AdamWState:
        return AdamWState._make((*base.init(theta), np.zeros_like(theta)))

    def update(g: Any, state: AdamWState, theta: Any) -> tuple[Any, AdamWState]:
        adam_step, moments = base.update(g, AdamState._make(state[:-1]), theta)
        decay = rate * theta
        return adam_step - decay, AdamWState._make((*moments, decay))

    return init, update


@rule(memory=("m", "v", "direction"))
def optimistic_adam(
    lr: Any = 1e-3,
    b1: Any = 0.9,
    b2: Any = 0.999,
    eps: Any = 1e-8,
    *,
    negative_momentum: bool = False,
) -> tuple[Init, Update]:
    """Optimistic Adam: twice the new step, less the last one, as if the next gradient were known.

        d_t = m̂_t / (√v̂_t + ε),   d_0 = 0
        θ_t = θ_{t−1} − 2 lr · d_t + lr · d_{t−1}

    Source: C. Daskalakis, A. Ilyas, V. Syrgkanis, H. Zeng, Training GANs with Optimism, ICLR 2018,
    arXiv:1711.00141, Algorithm 1.

    Args:
        lr: learning rate, in units of θ.
        b1: decay β₁ of the first moment, in [0, 1).
        b2: decay β₂ of the second moment, in [0, 1).
        eps: ε, in units of g.
        negative_momentum: let `b1` lie in (−1, 1).

    Raises:
        ValueError: an argument is outside its range or of the wrong shape.
    """
    base = adam(lr, b1, b2, eps, negative_momentum=negative_momentum)

    def init(theta: Any) -> OptimisticAdamState:
        return OptimisticAdamState._make((*base.init(theta), np.zeros_like(theta)))

    def update(g: Any, state: OptimisticAdamState, theta: Any) -> tuple[Any, OptimisticAdamState]:
        _, moments = base.update(g, AdamState._make(state[:-1]), theta)
        direction = moments.m_hat / moments.denominator
        step = -2 * lr * direction + lr * state.direction
        return step, OptimisticAdamState._make((*moments, direction))

    return init, update

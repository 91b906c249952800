"""Adam, and AMSGrad, which never forgets its largest second moment."""

from typing import Any, Literal, NamedTuple

import numpy as np

from adamdocs.optimizers.base import Init, Update, larger, root, rule

EpsPlacement = Literal["outside", "inside", "efficient"]


class AdamState(NamedTuple):
    """State of `adam`: every symbol of Algorithm 1, the powers β₁ᵗ and β₂ᵗ included."""

    t: int
    b1_power: Any
    b2_power: Any
    m: Any
    v: Any
    m_hat: Any
    v_hat: Any
    denominator: Any


class AmsgradState(NamedTuple):
    """State of `amsgrad`: Adam's symbols and the running maximum."""

    t: int
    b1_power: Any
    b2_power: Any
    m: Any
    v: Any
    v_max: Any
    m_hat: Any
    v_hat: Any
    denominator: Any


def denominator_of(v_hat: Any, eps: Any, placement: EpsPlacement, b2_power: Any) -> Any:
    """Adam's denominator with ε outside the root, inside it, or as the efficient form's ε̂.

        outside:    √v̂_t + ε
        inside:     √(v̂_t + ε)
        efficient:  √v̂_t + ε̂ / √(1 − β₂ᵗ)

    The last is what α_t = α √(1 − β₂ᵗ) / (1 − β₁ᵗ), θ_t = θ_{t−1} − α_t m_t / (√v_t + ε̂) computes:
    the form at the end of section 2 of arXiv:1412.6980, which Keras uses.
    """
    if placement == "inside":
        return np.sqrt(v_hat + eps)
    if placement == "efficient":
        return np.sqrt(v_hat) + eps / root(1 - b2_power)
    return np.sqrt(v_hat) + eps


def check_efficient(name: str, eps_placement: EpsPlacement, correct_v: bool) -> None:
    """Refuse ε̂ without the correction of v that defines it.

    Raises:
        ValueError: naming the rule and both arguments.
    """
    if eps_placement == "efficient" and not correct_v:
        raise ValueError(
            f"{name}: eps_placement='efficient' needs correct_v=True, got correct_v={correct_v}"
        )


@rule(memory=("m", "v"))
def adam(
    lr: Any = 1e-3,
    b1: Any = 0.9,
    b2: Any = 0.999,
    eps: Any = 1e-8,
    *,
    correct_m: bool = True,
    correct_v: bool = True,
    eps_placement: EpsPlacement = "outside",
    negative_momentum: bool = False,
) -> tuple[Init, Update]:
    """Adam: a moving average of gradients over the root of a moving average of their squares.

        m_t = β₁ m_{t−1} + (1 − β₁) g_t         v_t = β₂ v_{t−1} + (1 − β₂) g_t²
        m̂_t = m_t / (1 − β₁ᵗ)                   v̂_t = v_t / (1 − β₂ᵗ)
        θ_t = θ_{t−1} − lr · m̂_t / (√v̂_t + ε)

    Source: D. P. Kingma and J. Ba, ICLR 2015, arXiv:1412.6980, Algorithm 1.

    Args:
        lr: learning rate α, in units of θ.
        b1: decay β₁ of the first moment, in [0, 1).
        b2: decay β₂ of the second moment, in [0, 1).
        eps: ε, in units of g; of g² when inside the root.
        correct_m: correct the bias of m; without it m̂ = m.
        correct_v: correct the bias of v; without it v̂ = v.
        eps_placement: `"outside"` the root (Algorithm 1, PyTorch, Optax), `"inside"` it, or
            `"efficient"`: ε̂ beside the uncorrected root (end of the paper's section 2, Keras).
        negative_momentum: let `b1` lie in (−1, 1), as games between players want it.

    Raises:
        ValueError: an argument is outside its range or of the wrong shape.
    """
    check_efficient("adam", eps_placement, correct_v)

    def init(theta: Any) -> AdamState:
        zeros = np.zeros_like(theta)
        return AdamState(0, 1.0, 1.0, m=zeros, v=zeros, m_hat=zeros, v_hat=zeros, denominator=zeros)

    def update(g: Any, state: AdamState, theta: Any) -> tuple[Any, AdamState]:
        b1_power = state.b1_power * b1
        b2_power = state.b2_power * b2
        m = b1 * state.m + (1 - b1) * g
        v = b2 * state.v + (1 - b2) * (g * g)
        m_hat = m / (1 - b1_power) if correct_m else m
        v_hat = v / (1 - b2_power) if correct_v else v
        denominator = denominator_of(v_hat, eps, eps_placement, b2_power)
        step = -lr * (m_hat / denominator)
        return step, AdamState(state.t + 1, b1_power, b2_power, m, v, m_hat, v_hat, denominator)

    return init, update


@rule(memory=("m", "v", "v_max"))
def amsgrad(
    lr: Any = 1e-3,
    b1: Any = 0.9,
    b2: Any = 0.999,
    eps: Any = 1e-8,
    *,
    maximum_of: Literal["v", "v_hat"] = "v",
    correct_m: bool = True,
    correct_v: bool = True,
    eps_placement: EpsPlacement = "outside",
) -> tuple[Init, Update]:
    """AMSGrad: Adam with the largest second moment so far in the denominator.

        m_t, v_t, m̂_t as in Adam
        v_max = max(v_max, v_t),      v̂_t = v_max / (1 − β₂ᵗ)     (maximum of v)
        v_max = max(v_max, v_t / (1 − β₂ᵗ)),      v̂_t = v_max     (maximum of v̂)
        θ_t = θ_{t−1} − lr · m̂_t / (√v̂_t + ε)

    The denominator of the second order never falls; that of the first falls while 1 − β₂ᵗ rises.

    Source: S. J. Reddi, S. Kale, S. Kumar, ICLR 2018, arXiv:1904.09237, Algorithm 2, which corrects
    neither moment (`correct_m=False, correct_v=False`; the two orders are then one).

    Args:
        lr: learning rate α, in units of θ.
        b1: decay β₁ of the first moment, in [0, 1).
        b2: decay β₂ of the second moment, in [0, 1).
        eps: ε, in units of g; of g² when inside the root. The paper has none.
        maximum_of: `"v"`, corrected afterwards (PyTorch, Keras), or `"v_hat"` (Optax).
        correct_m: correct the bias of m.
        correct_v: correct the bias of v.
        eps_placement: as in `adam`.

    Raises:
        ValueError: an argument is outside its range or of the wrong shape.
    """
    check_efficient("amsgrad", eps_placement, correct_v)

    def init(theta: Any) -> AmsgradState:
        zeros = np.zeros_like(theta)
        return AmsgradState(0, 1.0, 1.0, zeros, zeros, zeros, zeros, zeros, zeros)

    def update(g: Any, state: AmsgradState, theta: Any) -> tuple[Any, AmsgradState]:
        b1_power = state.b1_power * b1
        b2_power = state.b2_power * b2
        m = b1 * state.m + (1 - b1) * g
        v = b2 * state.v + (1 - b2) * (g * g)
        m_hat = m / (1 - b1_power) if correct_m else m
        correction = 1 - b2_power if correct_v else 1.0
        if maximum_of == "v":
            v_max = larger(state.v_max, v)
            v_hat = v_max / correction
        else:
            v_max = larger(state.v_max, v / correction)
            v_hat = v_max
        denominator = denominator_of(v_hat, eps, eps_placement, b2_power)
        step = -lr * (m_hat / denominator)
        return step, AmsgradState(
            state.t + 1, b1_power, b2_power, m, v, v_max, m_hat, v_hat, denominator
        )

    return init, update

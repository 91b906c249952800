"""Rules that divide each coordinate by the size of its own past gradients, without momentum."""

from typing import Any, Literal, NamedTuple

import numpy as np

from adamdocs.optimizers.base import Init, Update, rule


class AdaptiveState(NamedTuple):
    """State of `adagrad` and `rmsprop`: steps taken, v, and the denominator with ε."""

    t: int
    v: Any
    denominator: Any


def _denominator(v: Any, eps: Any, eps_placement: str) -> Any:
    return np.sqrt(v + eps) if eps_placement == "inside" else np.sqrt(v) + eps


@rule(memory=("v",))
def adagrad(
    lr: Any = 0.01,
    eps: Any = 1e-10,
    *,
    initial: Any = 0.0,
    eps_placement: Literal["outside", "inside"] = "outside",
) -> tuple[Init, Update]:
    """AdaGrad: divide by the root of the sum of all squared gradients so far.

        v_t = v_{t−1} + g_t²
        θ_t = θ_{t−1} − lr · g_t / (√v_t + ε)      (outside)
        θ_t = θ_{t−1} − lr · g_t / √(v_t + ε)      (inside)

    Source: J. Duchi, E. Hazan, Y. Singer, JMLR 12 (2011), 2121–2159, diagonal form; v is their
    diag(G).

    Args:
        lr: learning rate, in units of θ.
        eps: ε, in units of g (outside) or g² (inside).
        initial: v₀, in units of g². Keras and Optax start at 0.1.
        eps_placement: `"outside"` the root (PyTorch) or `"inside"` (Keras, Optax).

    Raises:
        ValueError: an argument is outside its range or of the wrong shape.
    """

    def init(theta: Any) -> AdaptiveState:
        zeros = np.zeros_like(theta)
        return AdaptiveState(t=0, v=zeros + initial, denominator=zeros)

    def update(g: Any, state: AdaptiveState, theta: Any) -> tuple[Any, AdaptiveState]:
        v = state.v + g * g
        denominator = _denominator(v, eps, eps_placement)
        return -lr * (g / denominator), AdaptiveState(state.t + 1, v, denominator)

    return init, update


@rule(memory=("v",))
def rmsprop(
    lr: Any = 1e-3,
    b2: Any = 0.9,
    eps: Any = 1e-8,
    *,
    initial: Any = 0.0,
    eps_placement: Literal["outside", "inside"] = "outside",
) -> tuple[Init, Update]:
    """RMSProp: divide by the root of a moving average of squared gradients, which forgets.

        v_t = β₂ v_{t−1} + (1 − β₂) g_t²
        θ_t = θ_{t−1} − lr · g_t / (√v_t + ε)      (outside)
        θ_t = θ_{t−1} − lr · g_t / √(v_t + ε)      (inside)

    Source: T. Tieleman and G. Hinton, Lecture 6.5, COURSERA: Neural Networks for Machine Learning,
    2012.

    Args:
        lr: learning rate, in units of θ.
        b2: decay β₂ of v, in [0, 1).
        eps: ε, in units of g (outside) or g² (inside).
        initial: v₀, in units of g².
        eps_placement: `"outside"` the root (PyTorch) or `"inside"` (Optax's default, Keras).

    Raises:
        ValueError: an argument is outside its range or of the wrong shape.
    """

    def init(theta: Any) -> AdaptiveState:
        zeros = np.zeros_like(theta)
        return AdaptiveState(t=0, v=zeros + initial, denominator=zeros)

    def update(g: Any, state: AdaptiveState, theta: Any) -> tuple[Any, AdaptiveState]:
        v = b2 * state.v + (1 - b2) * (g * g)
        denominator = _denominator(v, eps, eps_placement)
        return -lr * (g / denominator), AdaptiveState(state.t + 1, v, denominator)

    return init, update

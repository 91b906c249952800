"""Rules that change one of Adam's averages: AdaMax the second, Nadam the first."""

from typing import Any, Literal, NamedTuple

import numpy as np

from adamdocs.optimizers.adam import EpsPlacement, denominator_of
from adamdocs.optimizers.base import Init, Update, larger, rule
from adamdocs.portable import exp

LN_096 = -0.040821994520255166  # ln 0.96, the base of Nadam's schedule


class AdamaxState(NamedTuple):
    """State of `adamax`: steps taken, β₁ᵗ, average m, decaying maximum u, and m̂."""

    t: int
    b1_power: Any
    m: Any
    u: Any
    m_hat: Any
    denominator: Any


class NadamState(NamedTuple):
    """State of `nadam`: Adam's symbols, the schedule μ_t, μ_{t+1} and its running product."""

    t: int
    mu_power: Any
    mu: Any
    mu_next: Any
    mu_product: Any
    b2_power: Any
    m: Any
    v: Any
    m_hat: Any
    v_hat: Any
    denominator: Any


@rule(memory=("m", "u"))
def adamax(
    lr: Any = 2e-3,
    b1: Any = 0.9,
    b2: Any = 0.999,
    eps: Any = 1e-8,
    *,
    eps_placement: Literal["outside", "inside"] = "inside",
) -> tuple[Init, Update]:
    """AdaMax: Adam with a decaying maximum of |g| in place of the root mean square.

        m_t = β₁ m_{t−1} + (1 − β₁) g_t         m̂_t = m_t / (1 − β₁ᵗ)
        u_t = max(β₂ u_{t−1}, |g_t| + ε)        θ_t = θ_{t−1} − lr · m̂_t / u_t          (inside)
        u_t = max(β₂ u_{t−1}, |g_t|)            θ_t = θ_{t−1} − lr · m̂_t / (u_t + ε)    (outside)

    Source: D. P. Kingma and J. Ba, ICLR 2015, arXiv:1412.6980, Algorithm 2, which has no ε.

    Args:
        lr: learning rate α, in units of θ.
        b1: decay β₁ of the first moment, in [0, 1).
        b2: decay β₂ of the maximum, in [0, 1).
        eps: ε, in units of g.
        eps_placement: ε `"inside"` the maximum (PyTorch, Optax) or `"outside"` it (Keras).

    Raises:
        ValueError: an argument is outside its range or of the wrong shape.
    """
    inside, outside = (eps, 0.0) if eps_placement == "inside" else (0.0, eps)

    def init(theta: Any) -> AdamaxState:
        zeros = np.zeros_like(theta)
        return AdamaxState(0, 1.0, m=zeros, u=zeros, m_hat=zeros, denominator=zeros)

    def update(g: Any, state: AdamaxState, theta: Any) -> tuple[Any, AdamaxState]:
        b1_power = state.b1_power * b1
        m = b1 * state.m + (1 - b1) * g
        u = larger(b2 * state.u, np.abs(g) + inside)
        m_hat = m / (1 - b1_power)
        denominator = u + outside
        step = -lr * (m_hat / denominator)
        return step, AdamaxState(state.t + 1, b1_power, m, u, m_hat, denominator)

    return init, update


@rule(memory=("m", "v"))
def nadam(
    lr: Any = 2e-3,
    b1: Any = 0.9,
    b2: Any = 0.999,
    eps: Any = 1e-8,
    *,
    mu_decay: Any = 0.004,
    eps_placement: EpsPlacement = "outside",
) -> tuple[Init, Update]:
    """Nadam: Adam with Nesterov's look-ahead, and a momentum that is warmed up.

        μ_t = β₁ (1 − ½ · 0.96^(t ψ)),   P_t = μ_1 μ_2 … μ_t
        m_t, v_t, v̂_t as in Adam
        m̂_t = (1 − μ_t) g_t / (1 − P_t) + μ_{t+1} m_t / (1 − P_{t+1})
        θ_t = θ_{t−1} − lr · m̂_t / (√v̂_t + ε)

    ψ = 0.004 is the schedule of the paper and of PyTorch, ψ = 1 that of Keras, and ψ = ∞ the
    constant μ_t = β₁ of Optax.

    Source: T. Dozat, Incorporating Nesterov Momentum into Adam, ICLR workshop 2016.

    Args:
        lr: learning rate α, in units of θ.
        b1: limit β₁ of the momentum, in [0, 1).
        b2: decay β₂ of the second moment, in [0, 1).
        eps: ε, in units of g; of g² when inside the root.
        mu_decay: ψ, at least 0.
        eps_placement: as in `adam`.

    Raises:
        ValueError: an argument is outside its range or of the wrong shape.
    """
    ratio = exp(mu_decay * LN_096)  # 0.96^ψ; at ψ = ∞ so small that μ_t = β₁ to the last bit
    mu_ratio = ratio.item() if ratio.ndim == 0 else ratio  # a plain float keeps float16 arrays so

    def init(theta: Any) -> NadamState:
        zeros = np.zeros_like(theta)
        mu = b1 * (1 - 0.5 * mu_ratio)
        return NadamState(
            0, mu_ratio, mu, mu, 1.0, 1.0, zeros, zeros, m_hat=zeros, v_hat=zeros, denominator=zeros
        )

    def update(g: Any, state: NadamState, theta: Any) -> tuple[Any, NadamState]:
        mu = state.mu_next
        mu_power = state.mu_power * mu_ratio
        mu_next = b1 * (1 - 0.5 * mu_power)
        mu_product = state.mu_product * mu
        b2_power = state.b2_power * b2
        m = b1 * state.m + (1 - b1) * g
        v = b2 * state.v + (1 - b2) * (g * g)
        ahead = mu_product * mu_next
        m_hat = ((1 - mu) * g) / (1 - mu_product) + (mu_next * m) / (1 - ahead)
        v_hat = v / (1 - b2_power)
        denominator = denominator_of(v_hat, eps, eps_placement, b2_power)
        step = -lr * (m_hat / denominator)
        return step, NadamState(
            state.t + 1,
            mu_power,
            mu,
            mu_next,
            mu_product,
            b2_power,
            m,
            v,
            m_hat,
            v_hat,
            denominator,
        )

    return init, update

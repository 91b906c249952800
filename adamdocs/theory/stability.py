"""Where fixed-rate Adam stops converging, how it then hovers, how uncertain v̂ is (learn/9, 13).

Arguments broadcast.
"""

import math

import numpy as np
from numpy.typing import NDArray

from adamdocs.theory import _checks as check
from adamdocs.theory._checks import Numbers
from adamdocs.theory.averages import effective_sample_size


def adam_stability_threshold(lr: Numbers, b1: Numbers = 0.9) -> Numbers:
    """Largest preconditioned curvature λ/(√v̂ + ε) at which Adam converges.

        2 (1 + β₁) / ((1 − β₁) lr),   38/lr for β₁ = 0.9

    With v̂ at rest Adam is momentum as a moving average on a loss whose curvature is divided by
    √v̂ + ε: `ema_momentum_stable_rate` solved for the curvature.

    Source: J. M. Cohen et al., Adaptive Gradient Methods at the Edge of Stability, 2022,
    arXiv:2207.14484.

    Raises:
        ValueError: `lr` is not positive, or `b1` not in [0, 1).
    """
    b1 = check.beta("b1", b1)
    return 2.0 * (1.0 + b1) / ((1.0 - b1) * check.positive("lr", lr))


def limit_cycle_rms(lr: Numbers, b1: Numbers = 0.9) -> Numbers:
    """Root mean square distance from the minimum at which fixed-rate Adam hovers.

        lr (1 − β₁) / (2 (1 + β₁))

    Near the minimum of ½λθ² the gradients shrink, √v̂ follows, and λ/√v̂ grows until it passes
    `adam_stability_threshold`; θ then grows, and √v̂ with it. So √v̂ hovers at λ over the threshold,
    and √v̂ is the root mean square of λθ over v's memory. Exact for β₁ = 0 (lr/2 either side, as
    RMSProp), else an estimate of the right size: v lags, and θ comes in bursts.

    Raises:
        ValueError: `lr` is not positive, or `b1` not in [0, 1).
    """
    return 1.0 / adam_stability_threshold(lr, b1)


def hovering_rms(
    lr: Numbers, curvature: Numbers, deviation: Numbers = 1.0, b1: Numbers = 0.9
) -> Numbers:
    """Root mean square distance from the minimum of ½λθ² at which Adam hovers, with noise or none.

        E θ² = lr² / (q (2 + (1 − k) q)),   k = (1 − β₁)/(1 + β₁),
        (σ/(lr·λ))² q² (2 + (1 − k) q) = 2 − k q

    With v̂ at rest Adam is momentum as a moving average at the rate lr/√v̂, whose variance
    `heavy_ball_noise_variance` gives: λ² E θ² = q σ²/(2 − k q) with q = lr·λ/√v̂. And v̂ is the mean
    square of the gradient, σ² + λ² E θ²: the cubic, which rises in q on the left and falls on the
    right. Where noise rules, q = lr·λ/σ is small and E θ² = lr·σ/(2λ): a loss of lr·σ/4 whatever
    the curvature. Without noise q = 2/k, at the edge of stability, and E θ is `limit_cycle_rms`.
    It is as good as v̂ is still: for β₂ near 1; bursts are not in it.

    Args:
        lr: learning rate, in units of θ.
        curvature: λ > 0.
        deviation: σ ≥ 0 of independent noise on the gradient.
        b1: β₁ in [0, 1).

    Raises:
        ValueError: an argument is outside its range.
    """
    lr, wall = check.positive("lr", lr), check.positive("curvature", curvature)
    noise = check.not_negative("deviation", deviation) / (lr * wall)
    k = (1.0 - check.beta("b1", b1)) / (1.0 + b1)
    low, high = np.zeros(np.broadcast_shapes(np.shape(noise), np.shape(k))), 2.0 / k
    for _ in range(200):
        q = 0.5 * (low + high)
        short = noise**2 * q**2 * (2.0 + (1.0 - k) * q) < 2.0 - k * q
        low, high = np.where(short, q, low), np.where(short, high, q)
    return (lr / np.sqrt(high * (2.0 + (1.0 - k) * high)))[()]


def noise_step_rms(t: int, b1: float = 0.9, b2: float = 0.999) -> float:
    """Root mean square of Adam's t-th step under independent normal gradients of mean 0, exactly.

        E[m̂²/v̂] = ∫₀^∞ Σ w_i²/(1 + 2s u_i) · Π (1 + 2s u_i)^(−½) ds

    with the weights w of m̂ and u of v̂, each of sum 1. Write 1/v̂ as ∫ exp(−s v̂) ds: under the
    integral the gradients are normal again, with the variances 1/(1 + 2s u_i). `noise_rms` takes v̂
    at its mean instead. By the trapezoidal rule in ln s, which converges exponentially here.

    Args:
        t: step, one whole number ≥ 1.
        b1: β₁, one number in [0, 1).
        b2: β₂, one number in [0, 1), and above 0 where β₁ is: `memoryless_noise_tail`.

    Raises:
        ValueError: an argument is outside its range.
    """
    w, u = _weights("b1", b1, t), _weights("b2", b2, t)
    if np.any((u == 0) & (w > 0)):
        raise ValueError(f"b2 must be above 0 where b1 is, or the mean is infinite, got {b2!r}")
    return math.sqrt(_over_inverse_v_hat(u, w * w))


def inverse_root_rms(t: int, b2: float = 0.999) -> float:
    """Root mean square of 1/√v̂_t under independent normal gradients of mean 0 and variance 1.

        E[1/v̂] = ∫₀^∞ Π (1 + 2s u_i)^(−½) ds,   infinite for t ≤ 2

    as in `noise_step_rms`. 1/v̂_1 = 1/g² has no mean, for the density of g at 0 is not 0; nor has
    1/v̂_2. Its infinite variance is what L. Liu et al., ICLR 2020, arXiv:1908.03265, rectify. With
    β₂ near 1 it is √(t/(t − 2)) for a start, as for the mean of t squares.

    Raises:
        ValueError: `t` is not one whole number ≥ 1, or `b2` not one number in (0, 1).
    """
    check.inside_unit("b2", check.one_number("b2", b2))
    u = _weights("b2", b2, t)
    return math.inf if len(u) <= 2 else math.sqrt(_over_inverse_v_hat(u))


def _weights(name: str, beta: float, t: int) -> NDArray[np.float64]:
    """Weights of a bias-corrected average of t gradients."""
    beta = float(check.beta(name, check.one_number(name, beta)))
    ages = np.arange(check.one_count("t", t) - 1.0, -1.0, -1.0)
    return np.asarray(beta**ages / np.sum(beta**ages))


def _over_inverse_v_hat(
    u: NDArray[np.float64], squares: NDArray[np.float64] | None = None
) -> float:
    """E[1/v̂], or E[m̂²/v̂] with the squared weights of m̂, by the trapezoidal rule in ln s."""
    ln_s, width = np.linspace(-50.0, 80.0, 3251, retstep=True)
    total = 0.0
    for s in np.exp(ln_s):
        grown = 1.0 + 2.0 * s * u
        inner = 1.0 if squares is None else float(np.sum(squares / grown))
        total += s * inner * math.exp(-0.5 * float(np.sum(np.log(grown))))
    return total * float(width)


def v_hat_relative_variance(t: Numbers = math.inf, b2: Numbers = 0.999) -> Numbers:
    """Variance of v̂_t over its squared mean under independent normal gradients of mean zero.

        2 (1 − β₂)(1 + β₂ᵗ) / ((1 + β₂)(1 − β₂ᵗ))

    Var[g²] = E[g⁴] − E[g²]² = 3σ⁴ − σ⁴, divided by the effective sample size of the average. It is
    2 at t = 1.

    Args:
        t: step, ≥ 1; infinite for the limit.
        b2: β₂ in [0, 1).

    Raises:
        ValueError: an argument is outside its range.
    """
    return 2.0 / effective_sample_size(check.beta("b2", b2), t)

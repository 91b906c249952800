"""Gradient descent and heavy ball on ½ Σ λᵢθᵢ², coordinate by coordinate (learn/1, 2).

`curvature` is λ, the second derivative along a coordinate, in units of loss over θ²; learning rates
are in units of θ² over loss. Arguments broadcast unless a shape is given.
"""

import math

import numpy as np

from adamdocs.theory import _checks as check
from adamdocs.theory._checks import Numbers
from adamdocs.theory._series import first_integer

_LONGEST_SEARCH = 1_000_000


def gradient_descent_stable_rate(curvature: Numbers) -> Numbers:
    """Learning rate above which gradient descent diverges; the largest curvature decides.

        lr < 2 / λ

    A step multiplies θ by 1 − lr·λ, whose magnitude is below 1 exactly then; at equality θ changes
    sign forever.

    Raises:
        ValueError: `curvature` is not positive and finite.
    """
    return 2.0 / check.positive("curvature", curvature)


def gradient_descent_best_rate(smallest: Numbers, largest: Numbers) -> Numbers:
    """Learning rate with the least worst-case factor for curvatures from `smallest` to `largest`.

        lr = 2 / (λ_min + λ_max)

    max |1 − lr·λ| is least where both ends are equal: 1 − lr·λ_min = lr·λ_max − 1.

    Raises:
        ValueError: not 0 < `smallest` ≤ `largest`.
    """
    smallest, largest = _interval(smallest, largest)
    return 2.0 / (smallest + largest)


def gradient_descent_best_factor(condition: Numbers) -> Numbers:
    """Factor on the distance per step of gradient descent at its best rate.

        (κ − 1) / (κ + 1),   κ = λ_max / λ_min

    It is 1 − lr·λ_min at `gradient_descent_best_rate`.

    Raises:
        ValueError: `condition` is below 1 or not finite.
    """
    condition = check.at_least("condition", condition, 1)
    return (condition - 1.0) / (condition + 1.0)


def gradient_descent_iterate(
    theta: Numbers, curvature: Numbers, lr: Numbers, t: Numbers
) -> Numbers:
    """θ after t steps of gradient descent on ½λθ².

        θ_t = (1 − lr·λ)ᵗ θ_0

    Raises:
        ValueError: `theta` is not finite, `curvature` or `lr` not positive, `t` not whole and ≥ 0.
    """
    theta = check.real("theta", theta)
    factor = 1.0 - check.positive("lr", lr) * check.positive("curvature", curvature)
    return theta * factor ** check.steps("t", t, least=0)


def heavy_ball_stable_rate(curvature: Numbers, b1: Numbers) -> Numbers:
    """Learning rate above which heavy ball, m ← β₁m + g, θ ← θ − lr·m, diverges.

        lr < 2 (1 + β₁) / λ

    θ obeys z² − (1 + β₁ − lr·λ) z + β₁ = 0. As β₁ < 1, a root can leave the unit circle only
    through z = −1, where 2 (1 + β₁) = lr·λ.

    Raises:
        ValueError: `curvature` is not positive, or `b1` not in [0, 1).
    """
    return 2.0 * (1.0 + check.beta("b1", b1)) / check.positive("curvature", curvature)


def ema_momentum_stable_rate(curvature: Numbers, b1: Numbers) -> Numbers:
    """Learning rate above which momentum as a moving average, m ← β₁m + (1 − β₁)g, diverges.

        lr < 2 (1 + β₁) / ((1 − β₁) λ)

    It is heavy ball at the rate (1 − β₁)·lr: see `ema_rate`.

    Raises:
        ValueError: `curvature` is not positive, or `b1` not in [0, 1).
    """
    return ema_rate(heavy_ball_stable_rate(curvature, b1), b1)


def ema_rate(lr: Numbers, b1: Numbers) -> Numbers:
    """Rate at which momentum as a moving average takes the steps of heavy ball at `lr`.

        lr_ema = lr / (1 − β₁)

    By induction the average is (1 − β₁) times heavy ball's m at every step.

    Raises:
        ValueError: `lr` is not positive, or `b1` not in [0, 1).
    """
    return check.positive("lr", lr) / (1.0 - check.beta("b1", b1))


def heavy_ball_best_rate(smallest: Numbers, largest: Numbers) -> Numbers:
    """Learning rate of the optimal heavy ball for curvatures from `smallest` to `largest`.

        lr = 4 / (√λ_min + √λ_max)²

    The slower root has magnitude √β₁ where (1 − √β₁)² ≤ lr·λ ≤ (1 + √β₁)² and more elsewhere; the
    least β₁ for which this interval holds every λ makes both its ends equalities.

    Source: B. T. Polyak, USSR Comput. Math. Math. Phys. 4 (1964), 1–17,
    doi:10.1016/0041-5553(64)90137-5.

    Raises:
        ValueError: not 0 < `smallest` ≤ `largest`.
    """
    smallest, largest = _interval(smallest, largest)
    return 4.0 / (np.sqrt(smallest) + np.sqrt(largest)) ** 2


def heavy_ball_best_b1(condition: Numbers) -> Numbers:
    """Momentum of the optimal heavy ball.

        β₁ = ((√κ − 1) / (√κ + 1))²

    It solves √(lr·λ_min) = 1 − √β₁ and √(lr·λ_max) = 1 + √β₁: see `heavy_ball_best_rate`.

    Raises:
        ValueError: `condition` is below 1 or not finite.
    """
    return heavy_ball_best_factor(condition) ** 2


def heavy_ball_best_factor(condition: Numbers) -> Numbers:
    """Factor on the distance per step of the optimal heavy ball, in the long run.

        √β₁ = (√κ − 1) / (√κ + 1)

    Gradient descent has κ in place of √κ: see `heavy_ball_best_b1`.

    Raises:
        ValueError: `condition` is below 1 or not finite.
    """
    root = np.sqrt(check.at_least("condition", condition, 1))
    return (root - 1.0) / (root + 1.0)


def heavy_ball_factor(curvature: Numbers, lr: Numbers, b1: Numbers) -> Numbers:
    """Factor on the distance per step of heavy ball, in the long run.

        max |z|,   z² − (1 + β₁ − lr·λ) z + β₁ = 0

    Complex roots have |z|² = β₁, their product. β₁ = 0 is gradient descent: |1 − lr·λ|.

    Raises:
        ValueError: `curvature` or `lr` is not positive, or `b1` not in [0, 1).
    """
    total, b1 = _recurrence(curvature, lr, b1)
    root = np.sqrt(np.maximum(total**2 - 4.0 * b1, 0.0))
    return np.maximum(0.5 * (np.abs(total) + root), np.sqrt(b1))


def heavy_ball_iterate(
    theta: Numbers, curvature: Numbers, lr: Numbers, b1: Numbers, t: Numbers
) -> Numbers:
    """θ after t steps of heavy ball, m ← β₁m + g, θ ← θ − lr·m, on ½λθ² from m = 0.

        θ_t = (u_{t+1} − β₁ u_t) θ_0,   u_t = (z₁ᵗ − z₂ᵗ) / (z₁ − z₂)

    with the roots of z² − (1 + β₁ − lr·λ) z + β₁; u_t = t zᵗ⁻¹ where they coincide. Eliminating m
    gives θ_{t+1} = (1 + β₁ − lr·λ) θ_t − β₁ θ_{t−1}. u_t solves it with u_0 = 0, u_1 = 1, and the
    combination begins with 1 and 1 − lr·λ, as θ does.

    Raises:
        ValueError: `theta` is not finite, `curvature` or `lr` not positive, `b1` not in [0, 1), or
            `t` not whole and ≥ 0.
    """
    theta, t = check.real("theta", theta), check.steps("t", t, least=0)
    total, b1 = _recurrence(curvature, lr, b1)
    return theta * (_lucas(total, b1, t + 1.0) - b1 * _lucas(total, b1, t))


def settling_step(
    theta: Numbers, curvature: Numbers, lr: float, tolerance: float, b1: float = 0.0
) -> int:
    """First t from which ½ Σ λᵢθᵢ² stays below `tolerance` for ever under heavy ball.

        min { T : loss(θ_t) < tolerance for all t ≥ T },   β₁ = 0: gradient descent

    u_t of `heavy_ball_iterate` is a sum of t products of t − 1 roots, hence |u_t| ≤ t ρᵗ⁻¹ with ρ
    of `heavy_ball_factor`. That envelope falls from t = 1 / (1 − ρ) on; where it is below the
    tolerance the search ends, and every loss up to there is evaluated.

    Args:
        theta: start, shape (d,).
        curvature: λ, shape (d,).
        lr: learning rate, one number.
        tolerance: in units of the loss.
        b1: momentum, one number.

    Raises:
        ValueError: the shapes differ, an argument is out of range, the rate does not converge, or
            not within a million steps.
    """
    start, walls = check.vector("theta", theta), check.vector("curvature", curvature)
    if start.shape != walls.shape:
        raise ValueError(f"theta must have curvature's shape {walls.shape}, got {start.shape}")
    limit = check.positive("tolerance", check.one_number("tolerance", tolerance))
    rho = heavy_ball_factor(walls, check.one_number("lr", lr), check.one_number("b1", b1))
    if np.max(rho) >= 1:
        raise ValueError(f"lr must make heavy ball converge, got {lr!r} with b1 = {b1!r}")

    def quiet(t: int) -> bool:
        reach = np.abs(start) * (t + 1 + b1 * t / np.maximum(rho, 1e-300)) * rho**t
        return t > _LONGEST_SEARCH or bool(0.5 * np.sum(walls * reach**2) < limit)

    last = first_integer(quiet, math.ceil(1.0 / (1.0 - np.max(rho))))
    if last > _LONGEST_SEARCH:
        raise ValueError(f"lr must settle within {_LONGEST_SEARCH} steps, got {lr!r}")
    t = np.arange(last + 1.0)[:, None]
    losses = 0.5 * np.sum(walls * heavy_ball_iterate(start, walls, lr, b1, t) ** 2, axis=1)
    loud = np.flatnonzero(losses >= limit)
    return int(loud[-1]) + 1 if loud.size else 0


def _interval(smallest: Numbers, largest: Numbers) -> tuple[Numbers, Numbers]:
    low, high = check.positive("smallest", smallest), check.positive("largest", largest)
    if np.any(low > high):
        raise ValueError(f"smallest must be at most largest = {largest!r}, got {smallest!r}")
    return low, high


def _recurrence(curvature: Numbers, lr: Numbers, b1: Numbers) -> tuple[Numbers, Numbers]:
    """Sum and product of the two roots."""
    b1 = check.beta("b1", b1)
    return 1.0 + b1 - check.positive("lr", lr) * check.positive("curvature", curvature), b1


def _lucas(total: Numbers, b1: Numbers, t: Numbers) -> Numbers:
    """(z₁ᵗ − z₂ᵗ) / (z₁ − z₂), without cancelling where the roots nearly coincide."""
    total, b1, t = np.broadcast_arrays(total, b1, t)
    size, gap2 = np.abs(total), total**2 - 4.0 * b1
    with np.errstate(divide="ignore", invalid="ignore"):
        # Complex roots √β₁·exp(±iφ).
        phi = np.arctan2(np.sqrt(np.maximum(-gap2, 0.0)), size)
        turning = np.sqrt(b1) ** (t - 1.0) * np.sin(t * phi) / np.sin(phi)
        # Real roots: the larger one times a geometric sum in their ratio, 1 − gap.
        root = np.sqrt(np.maximum(gap2, 0.0))
        larger = 0.5 * (size + root)
        gap = np.where(larger > 0, root / larger, 0.0)
        terms = np.where(gap > 0, -np.expm1(t * np.log1p(-gap)) / gap, t)
        real = larger ** (t - 1.0) * terms
    # Both roots change sign with their sum: u_t takes the sign (−1)ᵗ⁻¹.
    sign = np.where(total < 0, -1.0, 1.0) ** (t - 1.0)
    return np.where(t == 0, 0.0, sign * np.where(gap2 < 0, turning, real))[()]

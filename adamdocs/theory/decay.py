"""Weight decay beside Adam's step (AdamW) and through its root (L2): shrink rates, fixed points.

For learn/11. λ is `weight_decay`, in AdamW scaled by the learning rate as in PyTorch (for the
paper's unscaled form put λ/lr). Arguments broadcast.
"""

from itertools import product

import numpy as np
from numpy.typing import ArrayLike, NDArray

from adamdocs.theory import _checks as check
from adamdocs.theory._checks import Numbers
from adamdocs.theory._series import falling_root


def adamw_shrink(n: Numbers, lr: Numbers, weight_decay: Numbers) -> Numbers:
    """Fraction of θ left after n steps of AdamW without a loss gradient.

        (1 − lr·λ)ⁿ

    m = 0, so that each step is the decay alone.

    Raises:
        ValueError: `n` is not whole and ≥ 0, `lr` not positive, or `weight_decay` negative.
    """
    rate = check.positive("lr", lr) * check.not_negative("weight_decay", weight_decay)
    return (1.0 - rate) ** check.steps("n", n, least=0)


def adamw_time_constant(lr: Numbers, weight_decay: Numbers) -> Numbers:
    """Steps in which AdamW without a loss gradient shrinks θ by a factor e.

        −1 / ln(1 − lr·λ)

    Less than a step short of 1/(lr·λ), since −ln(1 − x) lies between x and x/(1 − x).

    Raises:
        ValueError: `lr` or `weight_decay` is not positive, or lr·λ not below 1.
    """
    rate = check.positive("lr", lr) * check.positive("weight_decay", weight_decay)
    if np.any(rate >= 1):
        raise ValueError(f"lr * weight_decay must be below 1, got {np.max(rate):g}")
    return np.asarray(-1.0 / np.log1p(-rate))[()]


def adamw_noiseless_fixed_point(weight_decay: Numbers) -> Numbers:
    """Where AdamW comes to rest on ½(θ − 1)² without noise, for a small learning rate.

        min(1, 1/λ)

    The step is sign(1 − θ) against λθ: below 1 they balance at θ = 1/λ, and if 1/λ > 1 the sign
    holds θ at 1. The curvature does not matter: it is the minimum over the box |θ| ≤ 1/λ.

    Raises:
        ValueError: `weight_decay` is negative or not finite.
    """
    return 1.0 / np.maximum(1.0, check.not_negative("weight_decay", weight_decay))


def adamw_noisy_fixed_point(weight_decay: Numbers, deviation: Numbers) -> Numbers:
    """Where AdamW comes to rest on ½(θ − 1)² when the noise dwarfs the gradient.

        1 / (1 + λσ)

    (1 − θ)/σ = λθ, `adamw_fixed_point` with σ far above 1 − θ: ridge regression with penalty λσ.

    Raises:
        ValueError: `weight_decay` or `deviation` is negative or not finite.
    """
    product = check.not_negative("weight_decay", weight_decay) * check.not_negative(
        "deviation", deviation
    )
    return 1.0 / (1.0 + product)


def adamw_fixed_point(weight_decay: Numbers, deviation: Numbers = 0.0) -> Numbers:
    """Where AdamW comes to rest on ½(θ − 1)² with gradient noise of a standard deviation σ.

        (1 − θ) / √((1 − θ)² + σ²) = λθ

    The mean step is E[m̂]/√E[v̂], for a learning rate so small that θ hardly moves within the memory
    of v, and β₂ near 1. The left side falls and the right side rises in θ: one root, found to the
    last digit. For curvature h divide σ by h.

    Args:
        weight_decay: λ ≥ 0.
        deviation: σ ≥ 0; 0 gives `adamw_noiseless_fixed_point`.

    Raises:
        ValueError: an argument is negative or not finite.
    """
    decay, sigma = np.broadcast_arrays(
        check.not_negative("weight_decay", weight_decay), check.not_negative("deviation", deviation)
    )

    def excess(theta: Numbers) -> Numbers:
        distance = 1.0 - theta
        return distance / np.hypot(distance, np.maximum(sigma, 1e-300)) - decay * theta

    ends = np.zeros(decay.shape), np.ones(decay.shape)
    root: Numbers = np.where(
        sigma == 0, adamw_noiseless_fixed_point(decay), falling_root(excess, *ends)
    )
    return root[()]


def l2_fixed_point(weight_decay: Numbers) -> Numbers:
    """Where L2 inside Adam comes to rest on ½(θ − 1)², with symmetric noise or without.

        1 / (1 + λ)

    The gradient that Adam sees is (θ − 1) + λθ + noise, whose mean is 0 there and nowhere else:
    ridge regression. For curvature h divide λ by h.

    Raises:
        ValueError: `weight_decay` is negative or not finite.
    """
    return 1.0 / (1.0 + check.not_negative("weight_decay", weight_decay))


def box_minimizer(hessian: ArrayLike, center: ArrayLike, bound: float) -> NDArray[np.float64]:
    """Minimizer of ½(θ − c)ᵀH(θ − c) over the box |θ_i| ≤ bound, shape `(d,)`.

        [H(θ − c)]_i = 0 where |θ_i| < bound,   sign(θ_i) · [H(θ − c)]_i ≤ 0 where |θ_i| = bound

    These Karush–Kuhn–Tucker conditions have one solution. Of the 3^d ways to hold coordinates at
    either end and leave the others free it is the first that satisfies them: for small d.

    Args:
        hessian: H, symmetric and positive definite, shape `(d, d)`.
        center: c, the minimizer without the box, shape `(d,)`.
        bound: half the side of the box, > 0.

    Raises:
        ValueError: a shape is wrong, a number not finite, `hessian` not symmetric and positive
            definite, or `bound` not positive.
    """
    c = check.vector("center", center)
    H = _positive_definite("hessian", hessian, len(c))
    side = float(check.positive("bound", check.one_number("bound", bound)))
    theta = c
    for signs in product((0.0, 1.0, -1.0), repeat=len(c)):
        theta = side * np.array(signs)
        free = theta == 0
        pull = H[np.ix_(free, ~free)] @ (theta - c)[~free]
        theta[free] = c[free] - np.linalg.solve(H[np.ix_(free, free)], pull)
        outward = (H @ (theta - c) * signs)[~free]
        if np.all(np.abs(theta) <= side) and np.all(outward <= 0):
            break
    return theta


def _positive_definite(name: str, value: ArrayLike, d: int) -> NDArray[np.float64]:
    matrix = np.asarray(check.real(name, value))
    right = matrix.shape == (d, d) and np.array_equal(matrix, matrix.T)
    if not right or np.linalg.eigvalsh(matrix)[0] <= 0:
        raise ValueError(f"{name} must be symmetric, ({d}, {d}), positive definite, got {value!r}")
    return matrix


def l2_shrink_rate(theta: Numbers, weight_decay: Numbers, deviation: Numbers) -> Numbers:
    """Rate at which L2 inside Adam shrinks θ under pure noise, in units of lr·λ; AdamW's is 1.

        1 / √(σ² + λ²θ²)

    The gradient is λθ + noise, so that the mean step is lr·λθ/√(λ²θ² + σ²). An approximation: v̂ is
    taken at its mean for the present θ (lr small, β₂ near 1), and E[m̂/√v̂] as E[m̂]/√E[v̂].

    Args:
        theta: parameter.
        weight_decay: λ ≥ 0.
        deviation: σ ≥ 0 of the noise, in units of g.

    Raises:
        ValueError: an argument is outside its range, or both λθ and σ are 0.
    """
    pull = check.real("theta", theta) * check.not_negative("weight_decay", weight_decay)
    size = np.hypot(pull, check.not_negative("deviation", deviation))
    if np.any(size == 0):
        raise ValueError("deviation must not be 0 where theta or weight_decay is")
    return 1.0 / size


def l2_shrink(
    n: Numbers,
    lr: Numbers,
    weight_decay: Numbers,
    deviation: Numbers = 0.0,
    theta: Numbers = 1.0,
) -> Numbers:
    """θ after n steps of L2 inside Adam under pure noise, from `theta`.

        F(θ_n) = F(θ_0) − lr·λ·n,   F(θ) = R − σ·artanh(σ/R),   R = √(σ² + λ²θ²)

    F′ = R/θ, which integrates dθ/dn = −lr·λθ/R, the rate of `l2_shrink_rate` with its
    approximations. Without noise R = λθ and θ_n = θ_0 − lr·n whatever λ, 0 at the least: each step
    is one full learning rate, and Adam with a memory stays above (`l2_shrink_with_memory`).

    Args:
        n: number of steps, ≥ 0.
        lr: learning rate, > 0.
        weight_decay: λ > 0.
        deviation: σ ≥ 0 of the noise.
        theta: start, > 0.

    Raises:
        ValueError: an argument is outside its range.
    """
    n, lr = check.steps("n", n, least=0), check.positive("lr", lr)
    decay, theta = check.positive("weight_decay", weight_decay), check.positive("theta", theta)
    sigma = check.not_negative("deviation", deviation)
    n, lr, decay, sigma, theta = np.broadcast_arrays(n, lr, decay, sigma, theta)
    pull = decay * theta

    def excess(log_ratio: Numbers) -> Numbers:
        # F(θ_n) − F(θ_0) + lr·λ·n with artanh(σ/R) = ln((σ + R)/λθ), in x = −ln(θ_n/θ_0).
        before, after = np.hypot(sigma, pull), np.hypot(sigma, pull * np.exp(-log_ratio))
        noise = np.log((sigma + before) / (sigma + after)) - log_ratio
        return lr * decay * n - before + after + sigma * noise

    # θ never falls faster than at the rate lr·λ/σ.
    furthest = np.where(sigma > 0, lr * decay * n / np.maximum(sigma, 1e-300), 0.0)
    ratio = np.exp(-falling_root(excess, np.zeros(n.shape), furthest))
    return np.where(sigma > 0, theta * ratio, np.maximum(theta - lr * n, 0.0))[()]


def l2_shrink_with_memory(n: Numbers, lr: Numbers, theta: Numbers = 1.0) -> Numbers:
    """θ after n steps of L2 inside Adam without a loss gradient while v forgets nothing.

        θ_n ≈ θ_0 (1 − s + s²/4),   s = lr·n/θ_0

    whatever λ. In units of θ_0, √v̂/λ is the root mean square of 1 − s so far, 1 − s/2 to first
    order; integrate dθ/ds = −(1 − s)/(1 − s/2) ≈ −(1 − s/2). Next terms: s³/24 for β₂ → 1, and
    the lag β₁/(1 − β₁) of m times lr/2 · s.

    Args:
        n: number of steps, ≥ 0, with lr·n at most `theta`.
        lr: learning rate, > 0.
        theta: start, > 0.

    Raises:
        ValueError: an argument is outside its range.
    """
    n, lr = check.steps("n", n, least=0), check.positive("lr", lr)
    theta = check.positive("theta", theta)
    s = lr * n / theta
    if np.any(s > 1):
        raise ValueError(f"n must be at most theta/lr for the expansion, got {np.max(n):g}")
    return theta * (1.0 - s + 0.25 * s * s)

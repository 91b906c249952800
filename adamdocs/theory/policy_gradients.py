"""The policy gradient of a bandit: its mean, its covariance and what a baseline does to it.

A policy draws arm a with probability π_a, a softmax of preferences; the arm pays its value q_a plus
noise of variance σ². With a baseline b REINFORCE's estimate from one draw, of reward r, is

    g = (r − b)(e_a − π)

with e_a the unit vector of the arm (connections/reinforcement-learning).
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from adamdocs.theory import _checks as check

Array = NDArray[np.float64]


def softmax(preferences: ArrayLike) -> Array:
    """Probabilities, or weights that are positive and of sum 1, in the last axis.

        π_a = exp(h_a) / Σ_i exp(h_i)

    The largest preference is subtracted from all first, so that no exponential overflows.

    Args:
        preferences: h, `(..., K)`.

    Raises:
        ValueError: a preference is not finite, or there is none.
    """
    h = np.asarray(check.real("preferences", preferences))
    if h.ndim == 0 or h.shape[-1] == 0:
        raise ValueError(f"preferences must be an array of one or more, got {preferences!r}")
    grown = np.exp(h - h.max(-1, keepdims=True))
    return np.asarray(grown / grown.sum(-1, keepdims=True))


def bandit_gradient(policy: ArrayLike, values: ArrayLike) -> Array:
    """Gradient of the expected reward in the preferences, the mean of REINFORCE's estimate.

        ∇(π·q) = E[g] = π_i (q_i − π·q)   for every baseline, since Σ_a π_a (e_a − π) = 0

    Source: R. S. Sutton and A. G. Barto, Reinforcement Learning, second edition (2018), section
    2.8; R. J. Williams, Machine Learning 8 (1992) 229–256.

    Args:
        policy: π, probabilities of the arms, all above 0.
        values: q, expected reward of each arm.

    Raises:
        ValueError: the policy is none, or the values are not as many finite numbers.
    """
    p, q = _arms(policy, values)
    return p * (q - p @ q)


def bandit_covariance(
    policy: ArrayLike, values: ArrayLike, deviation: float = 1.0, baseline: float = 0.0
) -> Array:
    """Covariance of REINFORCE's estimate from one draw, shape `(arms, arms)`.

        Σ_a π_a ((q_a − b)² + σ²)(e_a − π)(e_a − π)ᵀ − E[g] E[g]ᵀ

    Args:
        policy: π, probabilities of the arms, all above 0.
        values: q, expected reward of each arm.
        deviation: σ ≥ 0 of the rewards of an arm.
        baseline: b.

    Raises:
        ValueError: an argument is outside its range or of another shape.
    """
    p, q = _arms(policy, values)
    sigma, b = _numbers(deviation, baseline)
    s = np.eye(len(p)) - p  # s[a] = e_a − π
    squares = (q - b) ** 2 + sigma**2
    mean = bandit_gradient(p, q)
    return s.T * (p * squares) @ s - np.outer(mean, mean)


def bandit_best_baseline(policy: ArrayLike, values: ArrayLike) -> float:
    """Constant baseline under which the variances of all coordinates have the least sum.

        b = Σ_a w_a q_a / Σ_a w_a,   w_a = π_a |e_a − π|²

    The derivative in b of Σ_a w_a ((q_a − b)² + σ²) vanishes there. It is the expected reward π·q
    if the policy is uniform or all values are equal.

    Source: E. Greensmith, P. L. Bartlett and J. Baxter, J. Mach. Learn. Res. 5 (2004) 1471–1530.

    Raises:
        ValueError: the policy is none, or the values are not as many finite numbers.
    """
    p, q = _arms(policy, values)
    w = p * ((np.eye(len(p)) - p) ** 2).sum(1)
    return float(w @ q / w.sum())


def relative_noise(
    mean: ArrayLike, gradient_covariance: ArrayLike, stretch: ArrayLike | None = None
) -> float:
    """Noise of a step in the preferences over its signal, if every coordinate is stretched.

        tr(P D C D P) / |P D μ|²,   D = diag(d),   P = I − 11ᵀ/K

    P takes off what all preferences
    share, which changes no policy. A factor that all coordinates share cancels.

    Source: H. Han and H. Yang, arXiv:2602.01460 (2026), define the ratio of noise to signal.

    Args:
        mean: μ, `(K,)`.
        gradient_covariance: C, `(K, K)`.
        stretch: d, `(K,)`; 1 if not given.

    Raises:
        ValueError: an argument is not finite or of another shape, or nothing is left of the signal.
    """
    mean = check.vector("mean", mean)
    C = check.real("gradient_covariance", gradient_covariance)
    d = np.ones(len(mean)) if stretch is None else check.vector("stretch", stretch)
    if np.shape(C) != (len(mean),) * 2 or d.shape != mean.shape:
        raise ValueError(
            f"gradient_covariance must be square and stretch a vector, both for {len(mean)} "
            f"coordinates, got {np.shape(C)} and {d.shape}"
        )
    P = np.eye(len(mean)) - 1 / len(mean)
    signal = P @ (d * mean)
    if signal @ signal <= 1e-30 * (d * mean) @ (d * mean):
        raise ValueError(f"mean must differ between coordinates, got {mean}: there is no signal")
    return float(np.trace(P @ (d[:, None] * C * d) @ P) / (signal @ signal))


def _numbers(deviation: float, baseline: float) -> tuple[float, float]:
    sigma = check.one_number("deviation", deviation)
    b = check.one_number("baseline", baseline)
    return float(check.not_negative("deviation", sigma)), float(check.real("baseline", b))


def _arms(policy: ArrayLike, values: ArrayLike) -> tuple[Array, Array]:
    p, q = check.vector("policy", policy), check.vector("values", values)
    if np.any(p <= 0) or abs(p.sum() - 1) > 1e-9:
        raise ValueError(f"policy must be positive and of sum 1, got {policy!r}")
    if p.shape != q.shape:
        raise ValueError(f"values must be one an arm, {len(p)} of them, got {len(q)}")
    return p, q

"""Sums and searches that several closed forms share, written to lose no digits."""

from collections.abc import Callable

import numpy as np

from adamdocs.theory._checks import Numbers


def one_minus_power(beta: Numbers, t: Numbers) -> Numbers:
    """1 − βᵗ for β in [0, 1) and t in [0, ∞], exact to rounding also where βᵗ is near 1."""
    with np.errstate(divide="ignore", invalid="ignore"):
        result = -np.expm1(np.multiply(t, np.log(beta)))
    # 0 · log 0 is not a number, yet β⁰ = 1 for β = 0 too.
    return np.where(np.equal(t, 0), 0.0, result)[()]


def geometric_sum(ratio: Numbers, n: Numbers) -> Numbers:
    """1 + q + … + qⁿ⁻¹ for any q in [0, ∞] and n in [1, ∞]; infinite for q ≥ 1, n = ∞."""
    ratio, n = np.broadcast_arrays(np.asarray(ratio, float), np.asarray(n, float))
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        log_ratio = np.log(ratio)
        result = np.expm1(n * log_ratio) / np.expm1(log_ratio)
    result = np.where(ratio == 1, n, np.where(np.isinf(ratio), np.where(n > 1, ratio, 1.0), result))
    return np.where(ratio == 0, 1.0, result)[()]


def first_integer(holds: Callable[[int], bool], start: int = 1) -> int:
    """First integer ≥ start where a predicate that stays true once true holds."""
    if holds(start):
        return start
    low, width = start, 1
    while not holds(low + width):
        low, width = low + width, 2 * width
    high = low + width
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def falling_root(function: Callable[[Numbers], Numbers], low: Numbers, high: Numbers) -> Numbers:
    """Where a decreasing function changes sign, bisected down to neighbouring floats."""
    low, high = np.asarray(low, float), np.asarray(high, float)
    while True:
        middle = 0.5 * (low + high)
        if np.all((middle <= low) | (middle >= high)):
            return middle[()]
        above = function(middle) > 0
        low, high = np.where(above, middle, low), np.where(above, high, middle)

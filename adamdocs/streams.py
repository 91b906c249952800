"""Gradient sequences that ask one question each, in portable arithmetic.

Every factory returns an array of shape `(steps, 1)`: time, then one coordinate. Join several along
the last axis with `np.concatenate`. `STREAMS` lists them by name.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from adamdocs.checks import check_count, check_finite
from adamdocs.portable import Mulberry32

Array = NDArray[np.float64]


def _times(name: str, steps: int) -> NDArray[np.int64]:
    """Step numbers 1 … steps as a column."""
    check_count(f"{name}: steps", steps)
    return np.arange(1, steps + 1)[:, None]


def constant(steps: int, size: float = 1.0) -> Array:
    """The same gradient at every step: g_t = size.

    Raises:
        ValueError: `steps` is not a positive integer or `size` is not finite.
    """
    times = _times("constant", steps)
    check_finite("constant: size", size)
    return np.full(times.shape, float(size))


def alternating(steps: int, size: float = 1.0) -> Array:
    """A gradient that changes sign at every step: g_t = size, −size, size, …

    Raises:
        ValueError: `steps` is not a positive integer or `size` is not finite.
    """
    times = _times("alternating", steps)
    check_finite("alternating: size", size)
    return np.where(times % 2 == 1, float(size), -float(size))


def flip(steps: int, at: int, size: float = 1.0) -> Array:
    """A gradient that keeps its size and changes sign once: g_t = size for t < at, then −size.

    Args:
        steps: length.
        at: the first step of the new sign.
        size: gradient before it.

    Raises:
        ValueError: `steps` or `at` is not a positive integer or `size` is not finite.
    """
    times = _times("flip", steps)
    check_count("flip: at", at)
    check_finite("flip: size", size)
    return np.where(times < at, float(size), -float(size))


def spike(
    steps: int, at: int, size: float = 100.0, background: float = 1.0, width: int = 1
) -> Array:
    """A gradient out of the ordinary for a few steps: g_t = size for at ≤ t < at + width.

    With `background=0` it is silence, then a burst.

    Args:
        steps: length.
        at: first step of the spike.
        size: gradient in the spike.
        background: gradient elsewhere.
        width: number of steps the spike lasts.

    Raises:
        ValueError: `steps`, `at` or `width` is not a positive integer, or a size is not finite.
    """
    times = _times("spike", steps)
    check_count("spike: at", at)
    check_count("spike: width", width)
    check_finite("spike: size", size)
    check_finite("spike: background", background)
    return np.where((times >= at) & (times < at + width), float(size), float(background))


def sparse(steps: int, every: int = 10, size: float = 1.0) -> Array:
    """A gradient that is zero except at every n-th step: g_t = size when n divides t.

    Args:
        steps: length.
        every: n.
        size: gradient at those steps.

    Raises:
        ValueError: `steps` or `every` is not a positive integer or `size` is not finite.
    """
    times = _times("sparse", steps)
    check_count("sparse: every", every)
    check_finite("sparse: size", size)
    return np.where(times % every == 0, float(size), 0.0)


def recurring(steps: int, every: int, size: float = 100.0, background: float = 1.0) -> Array:
    """A gradient out of the ordinary at the first and at every n-th step after it.

        g_t = size when n divides t − 1, else background

    Args:
        steps: length.
        every: n, the period.
        size: gradient at those steps.
        background: gradient elsewhere.

    Raises:
        ValueError: `steps` or `every` is not a positive integer, or a size is not finite.
    """
    times = _times("recurring", steps)
    check_count("recurring: every", every)
    check_finite("recurring: size", size)
    check_finite("recurring: background", background)
    return np.where((times - 1) % every == 0, float(size), float(background))


def noisy(steps: int, mean: float = 0.0, deviation: float = 1.0, seed: int = 1) -> Array:
    """A gradient of known mean under white noise: g_t = mean + deviation · z_t.

    z_t are the normals of `adamdocs.portable.Mulberry32(seed)`.

    Args:
        steps: length.
        mean: expected gradient.
        deviation: standard deviation of the noise, at least 0.
        seed: integer in [0, 2³²).

    Raises:
        ValueError: an argument is outside its range.
    """
    times = _times("noisy", steps)
    check_finite("noisy: mean", mean)
    check_finite("noisy: deviation", deviation)
    if deviation < 0:
        raise ValueError(f"noisy: deviation must be at least 0, got {deviation!r}")
    return mean + deviation * Mulberry32(seed).standard_normal(times.shape)


def growing(steps: int, ratio: float, size: float = 1.0) -> Array:
    """A gradient that grows by one factor a step: g_t = size · ratio^(t−1), by running product.

    With ratio = β₂/β₁ it drives Adam's step towards its supremum.

    Args:
        steps: length.
        ratio: factor a step; below 1 the gradient shrinks.
        size: first gradient.

    Raises:
        ValueError: `steps` is not a positive integer, an argument is not finite, or the sequence
            overflows: the message names the step.
    """
    times = _times("growing", steps)
    check_finite("growing: ratio", ratio)
    check_finite("growing: size", size)
    g = float(size)
    column = np.zeros(times.shape)
    for i in range(steps):
        check_finite(f"growing: the gradient of step {i + 1}", g)
        column[i, 0] = g
        g = g * ratio
    return column


STREAMS: dict[str, Callable[..., Array]] = {
    factory.__name__: factory
    for factory in (constant, alternating, flip, spike, sparse, recurring, noisy, growing)
}

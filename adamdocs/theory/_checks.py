"""Checks of the closed forms' arguments: each returns the argument as floats or refuses it."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

# A float or an array of floats: scalars in, scalars out; arrays broadcast.
type Numbers = Any


def _floats(name: str, value: ArrayLike) -> NDArray[np.float64]:
    try:
        array = np.asarray(value)
    except ValueError:  # rows of unequal length
        array = np.asarray(None)
    if array.dtype.kind not in "iuf":
        raise ValueError(f"{name} must be a real number or an array of them, got {value!r}")
    return array.astype(np.float64)


def _require(
    name: str, array: NDArray[np.float64], good: NDArray[np.bool_], allowed: str
) -> Numbers:
    if not np.all(good):
        raise ValueError(f"{name} must be {allowed}, got {float(array[~good].flat[0])!r}")
    return array[()]


def real(name: str, value: ArrayLike) -> Numbers:
    array = _floats(name, value)
    return _require(name, array, np.isfinite(array), "finite")


def positive(name: str, value: ArrayLike) -> Numbers:
    array = _floats(name, value)
    return _require(name, array, (array > 0) & np.isfinite(array), "positive and finite")


def at_least(name: str, value: ArrayLike, least: float) -> Numbers:
    array = _floats(name, value)
    good = (array >= least) & np.isfinite(array)
    return _require(name, array, good, f"finite and at least {least:g}")


def not_negative(name: str, value: ArrayLike) -> Numbers:
    return at_least(name, value, 0)


def beta(name: str, value: ArrayLike) -> Numbers:
    array = _floats(name, value)
    return _require(name, array, (array >= 0) & (array < 1), "in [0, 1)")


def inside_unit(name: str, value: ArrayLike) -> Numbers:
    array = _floats(name, value)
    return _require(name, array, (array > 0) & (array < 1), "in (0, 1)")


def steps(name: str, value: ArrayLike, least: int = 1) -> Numbers:
    array = _floats(name, value)
    good = (array >= least) & np.isfinite(array) & (array == np.floor(array))
    return _require(name, array, good, f"whole and at least {least}")


def steps_or_infinity(name: str, value: ArrayLike, least: int = 1) -> Numbers:
    array = _floats(name, value)
    good = (array >= least) & (array == np.floor(array))
    return _require(name, array, good, f"whole and at least {least}, or infinity")


def one_number(name: str, value: Any) -> float:
    """Refuse an array where a search needs a single number."""
    array = _floats(name, value)
    if array.ndim:
        raise ValueError(f"{name} must be one number, got an array of shape {array.shape}")
    return float(array)


def one_count(name: str, value: Any, least: int = 1) -> int:
    return int(steps(name, one_number(name, value), least))


def vector(name: str, value: ArrayLike) -> NDArray[np.float64]:
    """Refuse what is not a finite, non-empty array with one axis."""
    array = _floats(name, value)
    if array.ndim != 1 or array.size == 0:
        raise ValueError(f"{name} must be a non-empty vector, got shape {array.shape}")
    real(name, array)
    return array

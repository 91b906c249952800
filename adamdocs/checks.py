"""Checks of arguments, with one wording for the whole package."""

import math
from typing import Any

import numpy as np


def check_count(label: str, value: Any, least: int = 1) -> None:
    """Refuse what is not an integer of at least `least`.

    Raises:
        ValueError: naming the argument, its value and what is allowed.
    """
    whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
    if not whole or value < least:
        raise ValueError(f"{label} must be an integer of at least {least}, got {value!r}")


def check_finite(label: str, value: Any) -> None:
    """Refuse what is no number, infinite or NaN.

    Raises:
        ValueError: naming the argument, its value and what is allowed.
    """
    if not (is_number(value) and math.isfinite(value)):
        raise ValueError(f"{label} must be finite, got {value!r}")


def check_fraction(label: str, value: Any) -> None:
    """Refuse what is no number in [0, 1].

    Raises:
        ValueError: naming the argument, its value and what is allowed.
    """
    if not (is_number(value) and 0 <= value <= 1):
        raise ValueError(f"{label} must be in [0, 1], got {value!r}")


def is_number(value: Any) -> bool:
    """Whether it is a single number, and no truth value."""
    return isinstance(value, int | float | np.number) and not isinstance(value, bool)

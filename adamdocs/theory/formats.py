"""Floating-point formats, and the gradients whose square they lose (learn/7).

Rounding is to the nearest number of the format, ties to even, gradual underflow included, as
IEEE 754-2019 prescribes. Arguments broadcast; a format is a name in `FLOAT_FORMATS`.
"""

from typing import NamedTuple

import numpy as np

from adamdocs.theory import _checks as check
from adamdocs.theory._checks import Numbers


class FloatFormat(NamedTuple):
    """A binary floating-point format.

    Attributes:
        precision: bits of the significand, the hidden one included.
        least_exponent: exponent of the smallest normal number 2^e.
        greatest_exponent: exponent of the largest power of two 2^e.
    """

    precision: int
    least_exponent: int
    greatest_exponent: int

    @property
    def smallest_subnormal(self) -> float:
        """Smallest positive number, 2^(least_exponent − precision + 1)."""
        return float(np.ldexp(1.0, self.least_exponent - self.precision + 1))

    @property
    def smallest_normal(self) -> float:
        """Smallest number of full precision, 2^least_exponent."""
        return float(np.ldexp(1.0, self.least_exponent))

    @property
    def largest(self) -> float:
        """Largest finite number, (2 − 2^(1 − precision)) · 2^greatest_exponent."""
        return float(np.ldexp(2.0 - np.ldexp(1.0, 1 - self.precision), self.greatest_exponent))


FLOAT_FORMATS: dict[str, FloatFormat] = {
    "binary16": FloatFormat(11, -14, 15),
    "bfloat16": FloatFormat(8, -126, 127),
    "binary32": FloatFormat(24, -126, 127),
    "binary64": FloatFormat(53, -1022, 1023),
}


def float_format(name: str) -> FloatFormat:
    """Format of a name in `FLOAT_FORMATS`.

    Raises:
        ValueError: there is no such format.
    """
    if name not in FLOAT_FORMATS:
        raise ValueError(f"name must be one of {', '.join(FLOAT_FORMATS)}, got {name!r}")
    return FLOAT_FORMATS[name]


def round_to_format(x: Numbers, name: str) -> Numbers:
    """Number nearest to x in a format; infinite beyond its range.

        u · round(x / u),   u = 2^(max(⌊log₂|x|⌋, e_min) − p + 1), round half to even

    u is the spacing of the format's numbers about x, constant below the smallest normal number.

    Args:
        x: finite numbers.
        name: a name in `FLOAT_FORMATS`.

    Raises:
        ValueError: `x` is not finite, or there is no such format.
    """
    x, kind = np.asarray(check.real("x", x)), float_format(name)
    # frexp puts the significand in [½, 1), hence the 1.
    exponent = np.maximum(np.frexp(x)[1] - 1, kind.least_exponent) - kind.precision + 1
    rounded = np.ldexp(np.rint(np.ldexp(x, -exponent)), exponent)
    return np.where(np.abs(rounded) > kind.largest, np.copysign(np.inf, x), rounded)[()]


def square_underflow(name: str) -> float:
    """Largest gradient whose square rounds to zero in a format.

        g² ≤ ½ · smallest subnormal

    A tie goes to the even neighbour, zero.

    Raises:
        ValueError: there is no such format.
    """
    return float(second_moment_underflow(name, 0.0))


def second_moment_underflow(name: str, b2: Numbers = 0.999) -> Numbers:
    """Largest gradient for which the first v = (1 − β₂) g² rounds to zero in a format.

        (1 − β₂) g² ≤ ½ · smallest subnormal

    for a product that is rounded once. Where g² is rounded first the limit on it moves by at most
    half a smallest subnormal.

    Args:
        name: a name in `FLOAT_FORMATS`.
        b2: β₂ in [0, 1).

    Raises:
        ValueError: there is no such format, or `b2` is outside its range.
    """
    # Two roots, because half the smallest subnormal of binary64 is itself zero.
    root = np.sqrt(float_format(name).smallest_subnormal) * np.sqrt(0.5)
    return root / np.sqrt(1.0 - check.beta("b2", b2))


def square_overflow(name: str) -> float:
    """Smallest gradient whose square is infinite in a format.

        g² ≥ (2 − 2^(−p)) · 2^e_max

    Halfway from the largest number to the power of two that would follow it; the tie is even there.

    Raises:
        ValueError: there is no such format.
    """
    kind = float_format(name)
    # Two roots, because the square itself is infinite in binary64.
    root = np.sqrt(np.ldexp(1.0, kind.greatest_exponent // 2 * 2))
    return float(root * np.sqrt((2.0 - 2.0**-kind.precision) * 2.0 ** (kind.greatest_exponent % 2)))


def stalled_sum(size: Numbers, name: str) -> Numbers:
    """Where a sum of equal increments stops growing, rounded to a format after each addition.

        2^⌈p + log₂ x⌉

    From 2^e on an increment x of at most half the spacing 2^(e − p + 1) is rounded off, a tie
    because it goes to the even neighbour. Below 2^e it is over half a spacing and at most one: the
    sum meets 2^e itself. So does Adam's v where β₂ rounds to 1, with x = (1 − β₂) g².

    Args:
        size: x ≥ 0, small enough for the sum to be a number of the format.
        name: a name in `FLOAT_FORMATS`.

    Raises:
        ValueError: `size` is outside its range, or there is no such format.
    """
    size, kind = check.not_negative("size", size), float_format(name)
    mantissa, exponent = np.frexp(size)
    power = np.where(mantissa == 0.5, exponent - 1, exponent) + kind.precision
    return np.where(size > 0, np.ldexp(1.0, power), 0.0)[()]


def first_step_in_format(g: Numbers, name: str, b2: Numbers = 0.999) -> Numbers:
    """Size of Adam's first step at ε = 0 when v = (1 − β₂) g² is kept in a format.

        |g| / √(round(v) / (1 − β₂))

    in units of the learning rate; everything else is exact. Infinite where v rounds to zero.

    Args:
        g: gradient, not 0; v must lie within binary64.
        name: a name in `FLOAT_FORMATS`.
        b2: β₂ in [0, 1).

    Raises:
        ValueError: an argument is outside its range, or there is no such format.
    """
    size = check.positive("the magnitude of g", np.abs(check.real("g", g)))
    kept = 1.0 - check.beta("b2", b2)
    with np.errstate(divide="ignore"):
        return size * np.sqrt(kept) / np.sqrt(round_to_format(kept * size * size, name))

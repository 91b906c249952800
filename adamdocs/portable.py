"""Arithmetic that gives the same bits in every language: exp, cos, sin and random numbers.

IEEE 754 fixes the result of `+ - * / sqrt floor` and of comparisons to the last bit; it does not
fix `exp` or `cos`, and two mathematics libraries disagree on them. The functions here use the fixed
operations alone, in one order, so that the JavaScript on the site can repeat them exactly.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

LOG2_E = 1.4426950408889634
LN_2_HIGH = 0.6931471803691238  # its last 21 bits are zero: k * LN_2_HIGH is exact for |k| < 2**21
LN_2_LOW = 1.9082149292705877e-10
EXP_TERMS = 14
EXP_LIMIT = 700.0

PI_2 = 6.283185307179586
# Highest power first: (-1)^k / (2k + 1)! and (-1)^k / (2k)!, enough for an eighth of a turn.
SINE_SERIES = (
    1 / 355687428096000,
    -1 / 1307674368000,
    1 / 6227020800,
    -1 / 39916800,
    1 / 362880,
    -1 / 5040,
    1 / 120,
    -1 / 6,
)
COSINE_SERIES = (
    -1 / 6402373705728000,
    1 / 20922789888000,
    -1 / 87178291200,
    1 / 479001600,
    -1 / 3628800,
    1 / 40320,
    -1 / 720,
    1 / 24,
    -1 / 2,
)


def _powers_of_two(count: int) -> Array:
    powers = [1.0]
    for _ in range(count):
        powers.append(powers[-1] * 2.0)
    return np.array(powers)


POWERS_OF_TWO = _powers_of_two(1023)


def exp(x: ArrayLike) -> Array:
    """Exponential function by range reduction and a Taylor series in Horner's order.

    exp(x) = 2^k · exp(r), k = ⌊x / ln 2 + ½⌋, r = x − k ln 2, |r| ≤ ½ ln 2; fourteen terms of the
    series leave a relative error below 2⁻⁵². Arguments beyond ±700 count as ±700; NaN stays NaN.

    Shapes: any; the result has the shape of `x`.
    """
    x = np.asarray(x, dtype=np.float64)
    number = x == x
    x = np.where(x > EXP_LIMIT, EXP_LIMIT, np.where(x < -EXP_LIMIT, -EXP_LIMIT, x))
    k = np.floor(np.where(number, x, 0.0) * LOG2_E + 0.5)
    r = (x - k * LN_2_HIGH) - k * LN_2_LOW
    series = np.ones_like(r)
    for i in range(EXP_TERMS, 0, -1):
        series = 1.0 + (r * series) / i
    scale = POWERS_OF_TWO[np.abs(k).astype(np.int64)]
    return np.where(k < 0.0, series / scale, series * scale)


def sin_turns(u: ArrayLike) -> Array:
    """Sine of an angle given in turns, sin(2πu), by reduction to an eighth of a turn and a series.

    The reduction is exact, and so are the results at whole, half and quarter turns; elsewhere the
    error is below 2.3e-16 beyond that of the angle itself.

    Shapes: any; the result has the shape of `u`. Units: `u` in turns.
    """
    u = np.asarray(u, dtype=np.float64)
    r = u - np.floor(u + 0.5)  # in [-1/2, 1/2)
    r = np.where(r > 0.25, 0.5 - r, np.where(r < -0.25, -0.5 - r, r))
    size = np.abs(r)
    near_zero = size <= 0.125
    z = PI_2 * np.where(near_zero, size, 0.25 - size)
    square = z * z
    sine = z * (1.0 + square * _horner(SINE_SERIES, square))
    cosine = 1.0 + square * _horner(COSINE_SERIES, square)
    value = np.where(near_zero, sine, cosine)
    signed: Array = np.where(r < 0.0, -value, value)
    return signed


def _horner(coefficients: tuple[float, ...], x: Array) -> Array:
    total: Array = np.full_like(x, coefficients[0])
    for coefficient in coefficients[1:]:
        total = coefficient + x * total
    return total


def cos_turns(u: ArrayLike) -> Array:
    """Cosine of an angle given in turns, cos(2πu) = sin(2π(u + ¼)).

    The argument is reduced to [−½, ½] before the quarter turn is added, which is then exact or
    rounds where the cosine is flat.

    Shapes: any; the result has the shape of `u`. Units: `u` in turns.
    """
    u = np.asarray(u, dtype=np.float64)
    return sin_turns(0.25 - np.abs(u - np.floor(u + 0.5)))


class Mulberry32:
    """Portable random numbers: the mulberry32 generator and normals made of twelve uniforms.

    The n-th draw of a stream hashes `seed + n · 0x6D2B79F5 mod 2³²` (T. Ettinger's mulberry32,
    public domain), so that the same seed gives the same numbers in NumPy and in JavaScript. With an
    array of seeds each seed is a stream of its own: row i of a draw is what `Mulberry32(seeds[i])`
    alone would have drawn, so a batch over seeds equals the loop over seeds.

    Its period is 2³² and its quality that of a demonstration; do not use it for cryptography.

    Args:
        seed: one integer, or an array of them, in [0, 2³²).

    Raises:
        ValueError: a seed is not an integer in that range.
    """

    def __init__(self, seed: int | NDArray[np.int64]) -> None:
        seeds = np.asarray(seed)
        if seeds.dtype.kind not in "iu" or np.any(seeds < 0) or np.any(seeds >= 1 << 32):
            raise ValueError(f"Mulberry32: seed must be integers in [0, 2**32), got {seed!r}")
        self._state = seeds.astype(np.uint32)

    def random(self, size: int | tuple[int, ...] = ()) -> Array:
        """Uniform numbers in [0, 1), multiples of 2⁻³².

        Args:
            size: shape of the draw; with an array of seeds it must begin with the seeds' shape.

        Raises:
            ValueError: `size` does not begin with the shape of the seeds.
        """
        shape = (size,) if isinstance(size, int) else tuple(size)
        batch = self._state.shape
        if shape[: len(batch)] != batch:
            raise ValueError(
                f"Mulberry32: size must begin with the seeds' shape {batch}, got {shape}"
            )
        count = 1
        for length in shape[len(batch) :]:
            count = count * length
        n = np.arange(1, count + 1, dtype=np.uint32)
        with np.errstate(over="ignore"):  # arithmetic modulo 2**32 is meant
            states = self._state[..., None] + n * np.uint32(0x6D2B79F5)
            self._state = self._state + np.uint32(count & 0xFFFFFFFF) * np.uint32(0x6D2B79F5)
            z = (states ^ (states >> np.uint32(15))) * (states | np.uint32(1))
            z = z ^ (z + (z ^ (z >> np.uint32(7))) * (z | np.uint32(61)))
        z = z ^ (z >> np.uint32(14))
        uniform: Array = z / 4294967296.0
        return uniform.reshape(shape)

    def standard_normal(self, size: int | tuple[int, ...] = ()) -> Array:
        """Approximately normal numbers: the sum of twelve uniforms less six (Irwin–Hall).

        Mean 0, variance 1, excess kurtosis −0.1, never beyond ±6.

        Args:
            size: shape of the draw; with an array of seeds it must begin with the seeds' shape.

        Raises:
            ValueError: `size` does not begin with the shape of the seeds.
        """
        shape = (size,) if isinstance(size, int) else tuple(size)
        uniforms = self.random((*shape, 12))
        total = uniforms[..., 0]
        for i in range(1, 12):
            total = total + uniforms[..., i]
        return total - 6.0

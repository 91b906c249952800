"""The span of an axis, and the round values that it names."""

import math
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from adamdocs.drawing.numerals import number_text

Array = NDArray[np.float64]
Scale = Literal["linear", "log"]
RAISED = str.maketrans("−0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
SCALES: tuple[Scale, ...] = get_args(Scale)


@dataclass(frozen=True)
class Span:
    """What an axis covers, evenly spaced in b(x): x itself, or log₁₀ x.

        fraction(x) = (b(x) − low) / (high − low)

    Attributes:
        scale: which b.
        low: b of the axis' lower end.
        high: b of its upper end.
        whole: whether the values count something, so that no tick may stand between integers.
    """

    scale: Scale
    low: float
    high: float
    whole: bool = False

    @classmethod
    def of(cls, values: Array, scale: Scale, margin: float) -> "Span":
        """The span of these values, with a margin at both ends, as a fraction of their own.

        Args:
            values: finite, at least one; above 0 on a log scale.
            scale: spacing of the axis.
            margin: what is added at either end.
        """
        bent = _bent(values, scale)
        low, high = float(bent.min()), float(bent.max())
        size = max(abs(low), abs(high))
        if high - low <= 1e-10 * (1 if scale == "log" else size):
            room = 0.5 if scale == "log" else 0.1 * size or 1.0
        else:
            room = margin * (high - low)
        return cls(scale, low - room, high + room, bool((values == np.floor(values)).all()))

    def fraction(self, values: Any) -> Array:
        """Where values lie: 0 at the lower end, 1 at the upper."""
        fraction: Array = (_bent(values, self.scale) - self.low) / (self.high - self.low)
        return fraction

    def ticks(self, count: int) -> list[float]:
        """About `count` round values: 1, 2 or 5 times a power of ten; decades on a log scale."""
        if self.scale == "linear":
            return _rounds(self.low, self.high, count, least=float(self.whole))
        decades = range(math.ceil(self.low), math.floor(self.high) + 1)
        if len(decades) > 1:
            every = math.ceil(len(decades) / count)
            return [float(f"1e{power}") for power in decades if power % every == 0]
        low, high = 10.0**self.low, 10.0**self.high
        powers = range(math.floor(self.low), math.ceil(self.high) + 1)
        between = [float(f"{n}e{power}") for power in powers for n in (1, 2, 5)]
        within = [value for value in between if low <= value <= high]
        return within if len(within) > 1 else _rounds(low, high, count)


def tick_texts(ticks: list[float]) -> list[str]:
    """The ticks in words, with as many digits as tell every one exactly.

    Powers of ten are written as such, as in the charts: 10⁻⁶.
    """
    exact = (d for d in range(6, 18) if all(float(f"{x:.{d}g}") == x for x in ticks))
    digits = next(exact)
    texts = [number_text(x, digits) for x in ticks]
    if any("e" in text and not text.startswith("1e") for text in texts):
        return texts
    return [f"10{text[2:].translate(RAISED)}" if "e" in text else text for text in texts]


def _bent(values: Any, scale: Scale) -> Array:
    values = np.asarray(values, np.float64)
    # Libraries of mathematics disagree about the last bit of a logarithm.
    return np.round(np.log10(values), 12) if scale == "log" else values


def _rounds(low: float, high: float, count: int, least: float = 0.0) -> list[float]:
    """Multiples of a round step, written as decimals so that 3 · 0.1 is 0.3."""
    mantissa, exponent = f"{max((high - low) / count, least):.6e}".split("e")
    step = next(n for n in (1, 2, 5, 10) if n >= float(mantissa))
    unit = float(f"{step}e{exponent}")
    first, last = math.ceil(low / unit - 1e-9), math.floor(high / unit + 1e-9)
    return [float(f"{i * step}e{exponent}") for i in range(first, last + 1)]

"""Adam as a few formulas, each of which can be replaced.

They are those of Algorithm 1 of arXiv:1412.6980, for one coordinate.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Settings(NamedTuple):
    """Adam's hyper-parameters; the defaults are those of the paper."""

    lr: float = 1e-3
    b1: float = 0.9
    b2: float = 0.999
    eps: float = 1e-8


class Symbols(NamedTuple):
    """What one step computes, in the order of the algorithm."""

    m: float
    v: float
    m_hat: float
    v_hat: float
    theta: float


class Before(NamedTuple):
    """What a step begins with: the count t of this step, its gradient, and what is remembered."""

    t: int
    g: float
    m: float
    v: float
    m_hat: float
    v_hat: float


Average = Callable[[Before, float, Settings], float]
Correct = Callable[[float, Before, float], float]
Quotient = Callable[[Before, Symbols, Settings], float]


def _corrected(average: float, was: Before, decay: float) -> float:
    return average / (1 - decay**was.t)


@dataclass(frozen=True)
class Formula:
    """An optimizer of Adam's kind; as it stands, Adam.

        m = first(m, g)              v = second(v, g)
        m̂ = correct_m(m, t)          v̂ = correct_v(v, t)
        θ = θ − lr · rate(t) · over(m̂, v̂)

    Attributes:
        reads: what it makes of its settings.
        first: the first moment, given what was before and the new gradient.
        second: the second moment; its middle argument is the new first one.
        correct_m: correction of the first.
        correct_v: correction of the second.
        counted: what the corrections take for t.
        over: the quotient.
        rate: factor of the learning rate.
        keeps: whether the moments outlive the step.
    """

    reads: Callable[[Settings], Settings] = lambda settings: settings
    first: Average = lambda was, _, s: s.b1 * was.m + (1 - s.b1) * was.g
    second: Average = lambda was, _, s: s.b2 * was.v + (1 - s.b2) * was.g**2
    correct_m: Correct = _corrected
    correct_v: Correct = _corrected
    counted: Callable[[int], int] = lambda t: t
    over: Quotient = lambda _, now, s: now.m_hat / (math.sqrt(now.v_hat) + s.eps)
    rate: Callable[[int], float] = lambda _: 1.0
    keeps: bool = True

    def run(self, gradients: Sequence[float], start: float, settings: Settings) -> list[Symbols]:
        """What each step computes; not a number where the formula has no value."""
        settings = self.reads(settings)
        was, theta, path = Before(0, 0.0, 0.0, 0.0, 0.0, 0.0), start, []
        for t, g in enumerate(gradients, start=1):
            was = was._replace(t=self.counted(t), g=g)
            try:
                now = self._step(was, theta, settings, self.rate(t))
            except (ArithmeticError, ValueError):
                now = Symbols(*[math.nan] * len(Symbols._fields))
            theta = now.theta
            path.append(now)
            if self.keeps:
                was = Before(t, g, now.m, now.v, now.m_hat, now.v_hat)
        return path

    def _step(self, was: Before, theta: float, settings: Settings, rate: float) -> Symbols:
        m = self.first(was, math.nan, settings)
        v = self.second(was, m, settings)
        m_hat = self.correct_m(m, was, settings.b1)
        v_hat = self.correct_v(v, was, settings.b2)
        now = Symbols(m, v, m_hat, v_hat, theta)
        moved = settings.lr * rate * self.over(was, now, settings)
        return now._replace(theta=theta - moved)


ADAM = Formula()

"""The page, and its races: who settles when, at every rate of a grid.

A run has *settled* at the first step from which its loss stays within `TOLERANCE` of that of the
minimum nearest to its end, for the last tenth of the run at least. Every gradient carries noise of
deviation `NOISE`, so that no run can land on a minimum exactly.
"""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from adamdocs import streams
from adamdocs.explainers.framework import Explainer
from adamdocs.landscapes import LANDSCAPES, Landscape, ravine
from adamdocs.optimizers import RULES, Rule
from adamdocs.runs import Trace, descend
from adamdocs.schedules import Schedule

page = Explainer("learn/race", topic="Comparing optimizers")

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

TOLERANCE = 1e-6
NOISE = 1e-6
STEPS = 1000
SIX = ("sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam")
COURSES = tuple(name for name, make in LANDSCAPES.items() if len(make().start) == 2)
BOWLS = ("ravine", "booth")  # the convex ones
RATES = np.array([10 ** (k / 50) for k in range(-200, 51)])  # fifty a decade, 0.0001 to 10
WIDE = np.array([10 ** (k / 5) for k in range(-30, 16)])  # five a decade, a millionth to 1000
UNITS = (1e-3, 1.0, 1e3)  # in which the loss may be measured


def noisy_run(
    rule: Rule,
    landscape: Landscape,
    *,
    steps: int = STEPS,
    units: Array | float = 1.0,
    schedule: Schedule | None = None,
    seed: int = 1,
) -> Trace:
    """A run under the noise that all runs share; `units` multiply its gradients."""
    noise = NOISE * streams.noisy(2 * steps, seed=seed).reshape(steps, 2)

    def gradient(theta: Array, t: int, rng: object) -> Array:
        slope: Array = units * (landscape.grad(theta) + noise[t - 1])
        return slope

    kept = ("loss", "theta")
    return descend(rule, landscape, steps=steps, gradient=gradient, schedule=schedule, keep=kept)


def excess(trace: Trace, landscape: Landscape, end: int | None = None) -> Array:
    """Distance of every loss up to a step from that of the minimum nearest to the place there."""
    minima = np.array(landscape.minimisers)
    theta, loss = trace.theta[:end], trace.loss[:end]
    far = np.sum((theta[-1][..., None, :] - minima) ** 2, axis=-1)
    away: Array = np.abs(loss - landscape.value(minima)[far.argmin(axis=-1)])
    return away


def settled(away: Array, diverged: NDArray[np.int64]) -> Array:
    """Step from which each run stays within the tolerance; infinite if there is none."""
    loud = ~(away < TOLERANCE)
    last = len(loud) - np.argmax(loud[::-1], axis=0)
    first = np.where(loud.any(axis=0), last + 1.0, 1.0)
    late = loud[-max(1, len(loud) // 10) :].any(axis=0)
    return np.where(late | (diverged > 0), np.inf, first)


def race(rule: str, landscape: Landscape, rates: Array, steps: int = STEPS) -> Array:
    """Step at which a rule has settled on a landscape, for every rate."""
    trace = noisy_run(RULES[rule](lr=rates[:, None]), landscape, steps=steps)
    return settled(excess(trace, landscape), trace.diverged)


@cache
def on_ravine(rule: str, angle: int = 0, condition: float = 100.0, steps: int = STEPS) -> Array:
    """The same on the ravine, at the rates of the grid."""
    return race(rule, ravine(condition, angle), RATES, steps)


@cache
def _on_course(rule: str, course: str) -> Array:
    """Settling steps: at `RATES` in the loss's own unit, then at `WIDE` in all `UNITS`."""
    rates = np.concatenate([RATES, np.tile(WIDE, len(UNITS))])
    units = np.concatenate([np.ones(len(RATES)), np.repeat(UNITS, len(WIDE))])
    landscape = LANDSCAPES[course]()
    trace = noisy_run(RULES[rule](lr=rates[:, None]), landscape, units=units[:, None])
    return settled(excess(trace, landscape), trace.diverged)


def on_course(rule: str, course: str) -> Array:
    """Step at which a rule has settled on a course, at the rates of the grid."""
    return _on_course(rule, course)[: len(RATES)]


def fewest(rule: str, course: str) -> float:
    """The least of them."""
    return float(on_course(rule, course).min())


def best_rate(rule: str, course: str) -> float:
    """The rate that settles first; of equals the first."""
    return float(RATES[on_course(rule, course).argmin()])


def best_turned(rule: str) -> float:
    """The same on the ravine turned by 45 degrees."""
    return float(RATES[on_ravine(rule, 45).argmin()])


def winners(course: str, rules: Sequence[str] = SIX) -> list[str]:
    """The rules that settle first on a course, each at its best rate."""
    steps = {rule: fewest(rule, course) for rule in rules}
    return [rule for rule in rules if steps[rule] == min(steps.values())]


def wins(rule: str, rules: Sequence[str] = SIX) -> int:
    """Courses on which no other rule settles before this one."""
    return sum(rule in winners(course, rules) for course in COURSES)


@cache
def served(rule: str) -> Array:
    """Courses, of nine in three units each, that a rule settles on at each of the `WIDE` rates."""
    settles = [np.isfinite(_on_course(rule, course)[len(RATES) :]) for course in COURSES]
    by_unit = np.sum(settles, axis=0).reshape(len(UNITS), -1)
    total: Array = by_unit.sum(axis=0).astype(float)
    return total


def served_unscaled(rule: str, lr: float) -> int:
    """Courses, of nine in their own units, that a rule settles on at a rate of the grid."""
    nearest = int(np.abs(np.log(RATES / lr)).argmin())
    return sum(bool(np.isfinite(on_course(rule, course)[nearest])) for course in COURSES)

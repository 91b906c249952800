"""The page and the runs its parts share: gradient descent on the ravine, rates swept for all rules.

A run has *settled* at the first step from which its loss stays below `TOLERANCE`.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from adamdocs import theory
from adamdocs.explainers.framework import Explainer
from adamdocs.landscapes import Landscape, parabola, plateau, ravine
from adamdocs.optimizers import RULES, Rule, sgd
from adamdocs.runs import Trace, descend
from adamdocs.sweeps import RATES, sweep

page = Explainer("learn/fixed-rate", topic="A fixed rate")

FLOOR, WALL = 1.0, 100.0  # curvatures of the ravine: along it, across it
START = (10.0, 1.0)
BEST = float(theory.gradient_descent_best_rate(FLOOR, WALL))
EDGE = float(theory.gradient_descent_stable_rate(WALL))
HALF_EDGE = EDGE / 2  # crosses to the middle of the ravine in one step
TOLERANCE = 1e-6
SWEPT = 1000  # steps of every run that chooses a rate
FIVE = ("sgd", "momentum", "adagrad", "rmsprop", "adam")


@cache
def on_ravine(lr: float, steps: int = 500) -> Trace:
    """Gradient descent on the ravine from (10, 1)."""
    return descend(sgd(lr), ravine(), steps=steps)


@cache
def across(lr: float, steps: int = 12) -> NDArray[np.float64]:
    """Where gradient descent is on the wall alone, from 1 on, start included."""
    return descend(sgd(lr), parabola(WALL), [1.0], steps=steps).path()[:, 0]


def factors(rates: NDArray[np.float64], curvature: float) -> NDArray[np.float64]:
    """What one step leaves of the distance to the minimum, for every rate."""
    step = descend(sgd(rates[:, None]), parabola(curvature), [1.0], steps=1)
    left: NDArray[np.float64] = np.abs(step.theta[0, :, 0])
    return left


@cache
def settled(
    lr: float,
    condition: float = WALL,
    start: tuple[float, float] = START,
    most: int = 2000,
) -> int:
    """First step from which the loss of gradient descent stays below the tolerance."""
    return settling(descend(sgd(lr), ravine(condition), start, steps=most, keep="loss"))


def settled_at_best(condition: float) -> int:
    """The same at the best rate of a ravine of this condition number."""
    rate = float(theory.gradient_descent_best_rate(FLOOR, condition))
    return settled(rate, float(condition), most=6000)


@cache
def fewest(condition: float) -> int:
    """The least of these steps for rates up to the best, a thousandth of it apart."""
    rates = rates_up_to_best(condition)
    return min(settled(rate, condition, most=6000) for rate in rates)


def rates_up_to_best(condition: float) -> list[float]:
    """Rates up to the best of a ravine of this condition number, a thousandth of it apart."""
    rate = float(theory.gradient_descent_best_rate(FLOOR, condition))
    return [rate * thousandths / 1000 for thousandths in range(980, 1001)]


def settling(trace: Trace) -> int:
    """First step from which a run's loss stays below the tolerance."""
    loud = np.flatnonzero(trace.loss >= TOLERANCE)
    if len(loud) == len(trace.t):
        raise ValueError(f"{trace.rule} has not settled after {len(trace.t)} steps")
    return int(trace.t[loud[-1]]) + 1 if len(loud) else 1


def fastest(landscape: Landscape, start: tuple[float, ...], low: float, high: float) -> float:
    """Rate between two others that leaves the least of the farthest coordinate, by thirds."""
    for _ in range(100):
        third = (high - low) / 3
        rates = np.array([[low + third], [high - third]])
        left = np.abs(descend(sgd(rates), landscape, start, steps=50).theta[-1]).max(axis=-1)
        low, high = (low, high - third) if left[0] < left[1] else (low + third, high)
    return 0.5 * (low + high)


@page.experiment()
def swept(rule: str, steps: int = SWEPT) -> NDArray[np.float64]:
    """Largest loss over the last tenth of a run on the ravine, for every rate of the grid."""
    return sweep(RULES[rule], ravine(), steps=steps)


def chosen(rule: str, steps: int = SWEPT) -> float:
    """The rate of the grid with the least of these: what `best_rate` gives."""
    return RATES[int(swept(rule, steps).argmin())]


def good(rule: str) -> NDArray[np.float64]:
    """The rates of the grid at which the last tenth of the run stays below the tolerance."""
    return np.array(RATES)[swept(rule) < TOLERANCE]


def tied(rule: str) -> NDArray[np.float64]:
    """The rates of the grid that end within a factor of three of the chosen one."""
    loss = swept(rule)
    return np.array(RATES)[loss <= 3 * float(loss.min())]


def bounces(landscape: Landscape | None = None, steps: int = 300) -> NDArray[np.float64]:
    """Where gradient descent is on the line to its start at rate 3, start included.

    The landscape is round, with curvature 1 at its minimum, zero: so the walk stays on that line.
    """
    path = descend(sgd(3.0), landscape or plateau(), steps=steps, keep="theta").path()
    along: NDArray[np.float64] = path @ path[0] / np.linalg.norm(path[0])
    return along


def length_ratio(rule: Rule, steps: int) -> float:
    """The longest of a run's steps on the ravine over the shortest."""
    lengths = np.linalg.norm(descend(rule, ravine(), steps=steps).step, axis=-1)
    return float(lengths.max() / lengths.min())

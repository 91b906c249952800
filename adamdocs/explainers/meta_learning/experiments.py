"""The page and its runs on landscapes: the last loss as a function of the rate, and its slope."""

import math
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from adamdocs.explainers.framework import Explainer
from adamdocs.labs.hypergradient import GROUNDS, along_the_run, by_autograd, by_complex_step
from adamdocs.landscapes import Landscape, ravine
from adamdocs.optimizers import adam
from adamdocs.runs import descend
from adamdocs.sweeps import RATES

page = Explainer("connections/meta-learning", topic="Meta-learning")

DEFAULTS = {"b1": 0.9, "b2": 0.999}
ENDS = (1e-3, 1.0)  # of the rates that the page looks at
NARROW = (0.4, 0.6)
FINE = 2001  # rates between the ends, and 4001 in the narrow window, whose minima are counted
NUDGE, FAR = 1.01, 1.5  # a tangent foretells a nudge if its factor is less than FAR wrong
STARTS, OUTER_STEPS, OUTER_RATE = 41, 100, 0.1
HORIZONS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)

Array = NDArray[np.float64]


def between(ends: tuple[float, float], count: int) -> Array:
    """Rates from one end to the other, evenly on a logarithmic axis."""
    return np.asarray(np.geomspace(*ends, count))


@cache
def slopes(name: str, steps: int, ends: tuple[float, float] = ENDS, count: int = 201) -> Array:
    """Rates, last losses and slopes, `(3, count)`."""
    rates = between(ends, count)
    return np.stack([rates, *along_the_run(name, steps, rates)])


@cache
def apart(name: str, steps: int, lr: float) -> float:
    """Largest relative difference between exact derivatives of one run.

    In the rate by the complex step and by the tangent; up to 200 steps also in the rate and both
    decays by autograd and by the complex step.
    """
    ground, given = GROUNDS[name][0], {"lr": lr, **DEFAULTS}
    exact = by_complex_step(ground, steps, given)[1]
    along = float(along_the_run(name, steps, lr)[1])
    worst = abs(along - exact["lr"]) / abs(exact["lr"])
    if steps <= 200:
        back = by_autograd(ground, steps, given)[1]
        worst = max(worst, *(abs(back[key] - exact[key]) / abs(exact[key]) for key in given))
    return worst


def minima(losses: Array) -> int:
    """Local minima on a grid: losses below both neighbors'."""
    inner = losses[1:-1]
    return int(((inner < losses[:-2]) & (inner < losses[2:])).sum())


@page.experiment()
def courses(name: str) -> dict[str, Array]:
    """Last loss and mean loss over the run for many rates, `(steps, rates)`, of 20 … 1000 steps."""
    rates = between(ENDS, FINE)[:, None]
    run = descend(adam(rates), GROUNDS[name][0], steps=1000, keep="loss").loss
    times = np.array(HORIZONS)
    means = np.cumsum(run, axis=0)[times - 1] / times[:, None]
    return {"rates": rates[:, 0], "last": run[times - 1], "mean": means}


def valleys(name: str, steps: int, what: str = "last") -> int:
    """Local minima of the last or the mean loss, of 2,001 rates from 0.001 to 1."""
    return minima(courses(name)[what][HORIZONS.index(steps)])


@page.experiment()
def narrow() -> dict[int, Array]:
    """Last losses of Rosenbrock's valley for 4,001 rates from 0.4 to 0.6, by number of steps."""
    rates = np.linspace(*NARROW, 4001)[:, None]
    run = descend(adam(rates), GROUNDS["rosenbrock"][0], steps=2000, keep="loss", every=500).loss
    return {500 * (k + 1): losses for k, losses in enumerate(run)}


@cache
def foretold(name: str, steps: int, ends: tuple[float, float] = NARROW) -> float:
    """Share of 201 rates at which the slope foretells what one percent more rate does.

    It does if the change that it foretells is the run's to a factor of 1.5, sign included.
    """
    rates, losses, slope = slopes(name, steps, ends)
    after, _ = along_the_run(name, steps, NUDGE * rates)
    ratio = slope * (NUDGE - 1) * rates / (after - losses)
    return float(((ratio > 1 / FAR) & (ratio < FAR)).mean())


@cache
def steepness(name: str, steps: int, ends: tuple[float, float] = NARROW) -> float:
    """Median over 201 rates of |d log L/d log lr|: percent of loss for a percent of rate."""
    rates, losses, slope = slopes(name, steps, ends)
    return float(np.median(np.abs(slope * rates / losses)))


# Descent on the hyper-parameters themselves, with the same Adam.


def last_loss(name: str, steps: int, start: float) -> Landscape:
    """Logarithm of L as a landscape over log lr, from a rate; beyond 1 it is as at 1."""

    def at(u: Any) -> tuple[Array, Array, Array]:
        rates = np.minimum(np.exp(np.asarray(u)[..., 0]), 1.0)
        return rates, *along_the_run(name, steps, rates)

    def value(u: Any) -> Any:
        return np.log(at(u)[1])

    def grad(u: Any) -> Any:
        rates, losses, slope = at(u)
        return (slope * rates / losses)[..., None]

    view = ((math.log(ENDS[0]), math.log(ENDS[1])),)
    return Landscape("last_loss", value, grad, (math.log(start),), (), view, "this page")


class Descents(NamedTuple):
    """Descents on the rate.

    Attributes:
        rates: at which they end, `(starts,)`.
        losses: the last losses there.
        best: least last loss of 2,001 rates.
        best_rate: its rate.
    """

    rates: Array
    losses: Array
    best: float
    best_rate: float

    @property
    def share(self) -> float:
        """Share that ends within twice the best."""
        return float((self.losses < 2 * self.best).mean())


@page.experiment()
def descents(name: str, steps: int) -> Descents:
    """A hundred steps of Adam on log lr for log L, from 41 rates between 0.001 and 1."""
    starts = np.log(between(ENDS, STARTS))[:, None]
    run = descend(
        adam(OUTER_RATE),
        last_loss(name, steps, 0.001),
        starts,
        steps=OUTER_STEPS,
        project=lambda u: np.minimum(u, 0.0),
        keep="theta",
        every=OUTER_STEPS,
    )
    rates = np.exp(run.theta[-1, :, 0])
    losses, _ = along_the_run(name, steps, rates)
    all_rates = between(ENDS, FINE)
    grid = courses(name)["last"][HORIZONS.index(steps)]
    best = int(np.argmin(grid))
    return Descents(rates, losses, float(grid[best]), float(all_rates[best]))


@page.experiment()
def all_three() -> tuple[Array, Array]:
    """Descent from the rate 0.001 on the rate and both decays, 20 steps on the ravine.

    On the logarithm of the rate and the log-odds of the decays, by the complex step.

    Returns:
        Last losses, one an outer step, and the hyper-parameters `(outer steps, 3)`.
    """
    names = ("lr", "b1", "b2")
    passed: list[list[float]] = []

    def grad(u: Array) -> Array:
        lr, b1, b2 = (float(one) for one in (np.exp(u[0]), *(1 / (1 + np.exp(-u[1:])))))
        loss, slope = by_complex_step(ravine(), 20, {"lr": lr, "b1": b1, "b2": b2})
        passed.append([loss, lr, b1, b2])
        bend = np.array([lr, b1 * (1 - b1), b2 * (1 - b2)])
        return np.asarray(np.array([slope[name] for name in names]) * bend / loss)

    odds = [math.log(DEFAULTS[name] / (1 - DEFAULTS[name])) for name in ("b1", "b2")]
    start = (math.log(0.001), *odds)
    view = ((-7.0, 0.0),) * 3
    ground = Landscape(
        "three", lambda u: np.zeros(u.shape[:-1]), grad, start, (), view, "this page"
    )
    descend(adam(OUTER_RATE), ground, steps=OUTER_STEPS, keep="theta", every=OUTER_STEPS)
    found = np.array(passed)
    return found[:, 0], found[:, 1:]


@page.experiment()
def horizons(far: bool = True) -> Array:
    """Mean loss of 100 runs on the ravine under unit noise, `(horizons, rates of the sweep)`.

    From the usual start, or from the minimum.
    """
    walls = np.array([1.0, 100.0])

    def noisy(theta: Array, t: int, rng: Any) -> Array:
        return np.asarray(walls * theta + rng.standard_normal(theta.shape[1:]))

    run = descend(
        adam(np.array(RATES)[:, None, None]),
        ravine(),
        np.broadcast_to([10.0, 1.0] if far else [0.0, 0.0], (len(RATES), 100, 2)),
        steps=1000,
        gradient=noisy,
        rng=np.random.default_rng(1),
        keep="loss",
    ).loss
    return np.asarray(run[np.array(HORIZONS) - 1].mean(axis=-1))


def best_rate(steps: int, far: bool = True) -> float:
    """Rate of the sweep's grid with the least mean loss after so many steps."""
    return float(RATES[int(np.argmin(horizons(far)[HORIZONS.index(steps)]))])


def short_costs(steps: int, far: bool = True) -> float:
    """Mean loss after 1,000 steps at the rate that is best for fewer, over that of the best."""
    late = horizons(far)[-1]
    return float(late[RATES.index(best_rate(steps, far))] / late.min())

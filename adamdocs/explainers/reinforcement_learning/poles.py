"""Runs on CartPole: rates chosen on seeds of their own, learners compared on fresh ones."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import numpy as np

from adamdocs.explainers.reinforcement_learning.experiments import Array, page
from adamdocs.labs.cartpole import Baseline, Learner, reinforce
from adamdocs.labs.chance import Interval, mean_interval, paired_interval
from adamdocs.optimizers import Rule, adam, sgd

UPDATES, EPISODES = 50, 8
SEEDS, TUNING = tuple(range(20)), tuple(range(1000, 1008))
SCALES = (0.01, 1.0, 100.0)

# Rule, baseline, and the grid of rates: eight, each twice the one before.
LEARNERS: dict[str, tuple[Callable[..., Rule], Baseline, int]] = {
    "sgd": (sgd, "none", -11),
    "sgd baseline": (sgd, "mean", -10),
    "sgd normalized": (sgd, "normalized", 2),
    "adam": (adam, "none", -5),
    "adam baseline": (adam, "mean", -5),
    "adam unaveraged": (partial(adam, b1=0.0), "mean", -5),
    "adam normalized": (adam, "normalized", -5),
    "adam normalized unaveraged": (partial(adam, b1=0.0), "normalized", -5),
}
SCALED = ("sgd baseline", "adam baseline", "sgd normalized")


class Sweep(NamedTuple):
    """Mean return of each rate, over updates and tuning seeds, and the rates."""

    rates: Array
    returns: Array

    @property
    def best(self) -> float:
        """Rate of the largest mean return, inside the grid."""
        at = int(self.returns.argmax())
        if at in (0, len(self.rates) - 1):
            raise ValueError(f"rates: {self.rates[at]:g} is on the edge of the grid; widen it")
        return float(self.rates[at])


@page.experiment()
def swept() -> dict[str, Sweep]:
    """Every learner at eight rates."""
    grids = {name: np.ldexp(1.0, np.arange(low, low + 8)) for name, (_, _, low) in LEARNERS.items()}
    courses = reinforce(
        [
            Learner(make(grids[name][:, None, None]), baseline)
            for name, (make, baseline, _) in LEARNERS.items()
        ],
        seeds=TUNING,
        updates=UPDATES,
        episodes=EPISODES,
    )
    return {
        name: Sweep(grids[name], course.returns.mean((0, -1)))
        for name, course in zip(LEARNERS, courses, strict=True)
    }


class Run(NamedTuple):
    """A learner's course on fresh seeds, `(updates, seeds)` both: returns, gradients' lengths."""

    returns: Array
    lengths: Array


@page.experiment()
def compared() -> dict[tuple[str, float], Run]:
    """Every learner at the sweep's rate, some with rewards in other units."""
    wanted = [(name, 1.0) for name in LEARNERS]
    wanted += [(name, scale) for name in SCALED for scale in SCALES if scale != 1.0]
    courses = reinforce(
        [
            Learner(LEARNERS[name][0](swept()[name].best), LEARNERS[name][1], scale)
            for name, scale in wanted
        ],
        seeds=SEEDS,
        updates=UPDATES,
        episodes=EPISODES,
    )
    return {
        key: Run(course.returns, course.lengths)
        for key, course in zip(wanted, courses, strict=True)
    }


def mean_returns(name: str, scale: float = 1.0) -> Array:
    """Return over all updates, one a seed."""
    return np.asarray(compared()[name, scale].returns.mean(0))


def earned(name: str, scale: float = 1.0) -> Interval:
    """Its mean over seeds."""
    return mean_interval(mean_returns(name, scale))


def ahead(name: str, other: str) -> Interval:
    """A learner's mean return minus another's, over pairs of seeds."""
    return paired_interval(mean_returns(name), mean_returns(other))


def worst_scale(name: str) -> float:
    """Least mean return over the scales of rewards, over that at scale one."""
    at = [float(earned(name, scale).mean) for scale in SCALES]
    return min(at) / at[SCALES.index(1.0)]

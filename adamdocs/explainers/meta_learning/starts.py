"""Starts learned by MAML on sine waves, by gradient descent or Adam inside, tuned and judged."""

from collections.abc import Callable, Sequence
from itertools import product
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from adamdocs.explainers.meta_learning.experiments import page
from adamdocs.labs.chance import Interval, mean_interval, paired_interval
from adamdocs.labs.maml import (
    Order,
    after_adapting,
    first_start,
    learn_start,
    meta_gradient,
    waves,
)
from adamdocs.optimizers import Rule, adam, sgd

Array = NDArray[np.float64]
TUNING, SEEDS = (100, 101, 102), tuple(range(10))
OUTERS = (0.01, 0.03, 0.1, 0.3)
INNERS = {"sgd": (0.01, 0.02, 0.05, 0.1), "adam": (0.01, 0.03, 0.1, 0.3)}
MAKES: dict[str, Callable[..., Rule]] = {"sgd": sgd, "adam": adam}
OUTER_STEPS, INNER_STEPS = 150, 3
ORDERS: dict[str, Order | None] = {"MAML": "second", "first order": "first", "joint": None}
ORDER: tuple[Order, Order] = ("second", "first")
DEPTHS = (1, 2, 3, 5, 8)
TUNED_ON, FRESH = 50, 100  # new waves a seed to choose rates by, and to compare gradients on


class Learned(NamedTuple):
    """An entrant.

    Attributes:
        inner: inner rate, the best for the tuning seeds.
        outer: outer rate, likewise.
        losses: mean loss on new waves after adapting, one a fresh seed.
        start: what was learned, `(seeds, 1, size)`.
    """

    inner: float
    outer: float
    losses: Array
    start: Array

    @property
    def interval(self) -> Interval:
        """Mean loss with its interval."""
        return mean_interval(self.losses)


def _start(name: str, kind: str, inner: Any, outer: Any, seeds: Sequence[int]) -> Array:
    """A learned start; rates are numbers, or `(seeds, 1, 1)`."""
    order = ORDERS[kind]
    return learn_start(
        None if order is None else MAKES[name](inner),
        adam(outer),
        seeds,
        order=order or "second",
        inner_steps=INNER_STEPS,
        steps=OUTER_STEPS,
    )


def _best_pair(name: str, kind: str) -> tuple[float, float]:
    """Inner and outer rate with the least mean loss, of all pairs; one batch of runs."""
    pairs = list(product(INNERS[name], OUTERS))
    seeds = TUNING * len(pairs)
    inner, outer = np.repeat(np.array(pairs), len(TUNING), axis=0).T[..., None, None]
    with np.errstate(all="ignore"):  # too large a rate overflows, and is not chosen
        start = _start(name, kind, inner, outer, seeds)
        rule = MAKES[name](inner)
        losses = after_adapting(rule, start, seeds, steps=INNER_STEPS, count=TUNED_ON)
    means = losses.reshape(len(pairs), len(TUNING)).mean(axis=1)
    return pairs[int(np.argmin(np.where(np.isfinite(means), means, np.inf)))]


@page.experiment()
def learned(name: str, kind: str) -> Learned:
    """An entrant at its own best pair of rates."""
    inner, outer = _best_pair(name, kind)
    start = _start(name, kind, inner, outer, SEEDS)
    losses = after_adapting(MAKES[name](inner), start, SEEDS, steps=INNER_STEPS)
    return Learned(inner, outer, losses, start)


def less(one: tuple[str, str], other: tuple[str, str]) -> Interval:
    """Loss of one entrant less another's, seed by seed."""
    return paired_interval(learned(*one).losses, learned(*other).losses)


@page.experiment()
def from_joint(steps: int) -> dict[str, Array]:
    """Loss after more inner steps from the jointly trained start, by rule, at the best rate.

    The best of the inner rates for the tuning seeds, one number a fresh seed.
    """
    joint = learned("sgd", "joint")
    tuning = _start("sgd", "joint", 0.0, joint.outer, TUNING)
    found = {}
    for name, make in MAKES.items():
        with np.errstate(all="ignore"):
            tried = [
                after_adapting(make(rate), tuning, TUNING, steps=steps, count=TUNED_ON).mean()
                for rate in INNERS[name]
            ]
        best = INNERS[name][int(np.nanargmin(tried))]
        found[name] = after_adapting(make(best), joint.start, SEEDS, steps=steps)
    return found


@page.experiment()
def untaught() -> Array:
    """Loss of networks that learned nothing, after three inner steps of gradient descent."""
    inner = sgd(learned("sgd", "joint").inner)
    return after_adapting(inner, first_start(SEEDS), SEEDS, steps=INNER_STEPS)


@page.experiment()
def one_adam_step() -> tuple[Array, Array]:
    """Losses by MAML and by first order with a single inner step of Adam, at equal rates."""
    rule = adam(0.1)
    found = []
    for order in ("second", "first"):
        start = learn_start(rule, adam(0.03), SEEDS, order=order, inner_steps=1, steps=OUTER_STEPS)
        found.append(after_adapting(rule, start, SEEDS, steps=1))
    return found[0], found[1]


RULES: dict[str, Any] = {
    "gradient descent": lambda: sgd(0.05),
    "Adam": lambda: adam(0.1),
    "Adam at a tenth": lambda: adam(0.01),
    "Adam without memory": lambda: adam(0.1, 0.0, 0.0),
}


@page.experiment()
def agreement(rule: str, depth: int) -> Array:
    """Cosine between a wave's first-order and its exact meta-gradient, `(seeds, waves)`.

    At the jointly trained starts, for 100 new waves a seed.
    """
    drawn = waves([np.random.default_rng((seed, 10)) for seed in SEEDS], FRESH, 10, 10)
    start = learned("sgd", "joint").start
    exact, first = (meta_gradient(RULES[rule](), start, drawn, depth, o) for o in ORDER)
    size = np.sqrt((exact * exact).sum(-1) * (first * first).sum(-1))
    return np.asarray((exact * first).sum(-1) / size)


def typical(rule: str, depth: int) -> Interval:
    """Median over waves of that cosine, its mean over seeds with its interval."""
    return mean_interval(np.median(agreement(rule, depth), axis=1))

"""Reddi, Kale and Kumar's second version: the large gradient by chance, for a million gradients.

Steps do not depend on the place, so that averages are filtered for many gradients at once, and
walls are kept block by block: a run of "step, then back between the walls" is one step and one pair
of walls. A test holds it against the package's rules, gradient by gradient.
"""

from typing import NamedTuple

import numpy as np
from scipy.signal import lfilter

from adamdocs.explainers.amsgrad.experiments import B1, Array, page
from adamdocs.explainers.amsgrad.reddi import PERIOD, SMALL, THEIRS
from adamdocs.labs.chance import share_interval
from adamdocs.portable import Mulberry32

CHANCE = 0.01  # of a large gradient
RATES = (0.5, 2.0, 8.0)
MIDDLE = RATES.index(2.0)
SEEDS, DRAWS = 100, 1_000_000
SHOWN = (20_000, 40_000, 100_000, 200_000, 400_000, 1_000_000)
SHORT = SHOWN[0]
CHUNK, BLOCK = 4000, 40  # gradients filtered at once; and between two looks at the walls


class Late(NamedTuple):
    """Places at `SHOWN`, `(looks, rates, seeds)`, and the gradients' means, `(looks, seeds)`."""

    adam: Array
    pytorch: Array
    mean: Array


class Averages:
    """Adam's and AMSGrad's steps at rate 1, chunk after chunk; both moments corrected."""

    def __init__(self, seeds: int) -> None:
        self.t = 0
        self.m, self.v, self.top = (np.zeros((seeds, 1)) for _ in range(3))

    def steps(self, g: Array) -> tuple[Array, Array]:
        """Steps on these gradients, `(seeds, many)`: Adam's, and AMSGrad's with the maximum of v.

        The rate falls like 1/√t.
        """
        t = self.t + np.arange(1.0, g.shape[1] + 1)
        self.t += g.shape[1]
        m, self.m = lfilter([1 - B1], [1, -B1], g, zi=self.m)
        v, self.v = lfilter([1 - THEIRS], [1, -THEIRS], g * g, zi=self.v)
        top = np.maximum(np.maximum.accumulate(v, axis=1), self.top)
        self.top = top[:, -1:]
        m *= -np.sqrt((1 - THEIRS**t) / t) / (1 - B1**t)
        return m / np.sqrt(v), m / np.sqrt(top)


def walked(theta: Array, steps: Array) -> Array:
    """Places between −1 and 1, `(rates, seeds)`, after steps `(seeds, many)` times every rate.

    In units of a rate the steps are those at rate 1, and the walls as much farther out.
    """
    blocks = np.ascontiguousarray(np.moveaxis(steps.reshape(len(steps), -1, BLOCK), -1, 0))
    whole, reached = blocks.sum(axis=0), np.empty_like(theta)
    for row, lr in enumerate(RATES):
        end = 1.0 / lr
        low, high = np.full_like(whole, -end), np.full_like(whole, end)
        for step in blocks:
            for wall in (low, high):
                np.clip(np.add(wall, step, out=wall), -end, end, out=wall)
        place = theta[row] / lr
        for k in range(whole.shape[1]):
            place = np.minimum(np.maximum(place + whole[:, k], low[:, k]), high[:, k])
        reached[row] = lr * place
    return reached


@page.experiment()
def late(seeds: int = SEEDS, shown: tuple[int, ...] = SHOWN) -> Late:
    """Where the runs are at some gradients, multiples of `CHUNK`, from 0 on."""
    draw, averages = Mulberry32(np.arange(seeds)), Averages(seeds)
    theta, total = np.zeros((2, len(RATES), seeds)), np.zeros(seeds)
    kept: list[tuple[Array, Array]] = []
    while averages.t < shown[-1]:
        g = np.where(draw.random((seeds, CHUNK)) < CHANCE, -SMALL * PERIOD, SMALL)
        total += g.sum(axis=1)
        for rule, steps in enumerate(averages.steps(g)):
            theta[rule] = walked(theta[rule], steps)
        if averages.t in shown:
            kept.append((theta.copy(), total / averages.t))
    places = np.stack([place for place, _ in kept])
    return Late(places[:, 0], places[:, 1], np.stack([mean for _, mean in kept]))


def right(rule: str, at: int = SHORT, lr: float = RATES[MIDDLE]) -> int:
    """How many runs are left of 0, the right side, after `at` gradients."""
    return int((getattr(late(), rule)[SHOWN.index(at), RATES.index(lr)] < 0).sum())


def likely(rule: str, at: int = SHORT, lr: float = RATES[MIDDLE]) -> tuple[float, float]:
    """The interval of that count, in runs of `SEEDS`."""
    low, high = share_interval(right(rule, at, lr), SEEDS)
    return SEEDS * low, SEEDS * high


def moments() -> tuple[float, float]:
    """Mean and deviation of the gradients, over a hundred equally likely."""
    round_ = np.append(np.full(99, SMALL), -SMALL * PERIOD)
    return float(round_.mean()), float(round_.std())

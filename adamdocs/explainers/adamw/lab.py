"""Digits with wrong labels: λ and the rate tuned by AdamW and by Adam with L2, then compared.

Both are chosen together on the validation images of the tuning seeds; test images are those of
seeds that no choice has seen.
"""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adamdocs.explainers.adamw.experiments import page
from adamdocs.labs.chance import Interval, mean_interval, paired_interval
from adamdocs.labs.digits import Digits, accuracy, digits, fit
from adamdocs.labs.network import DIGITS
from adamdocs.optimizers import Rule, adam_l2, adamw
from adamdocs.schedules import cosine

Array = NDArray[np.float64]
IMAGES, WRONG, STEPS, BATCH = 300, 0.3, 240, 50
NARROW, WIDE = 16, 32  # hidden units
TUNING, FRESH = range(6), range(100, 130)
LRS = (0.003, 0.01, 0.03, 0.1)
DECAYS = {
    "adamw": (0.0, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0),
    "l2": (0.0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3),
}
# The wide network is tuned around what was best for the narrow one.
NEAR = {
    "adamw": ((0.003, 0.01, 0.03), (0.1, 0.3, 1.0, 3.0)),
    "l2": ((0.003, 0.01, 0.03, 0.1), (0.003, 0.01, 0.03, 0.1)),
}
MAKE: dict[str, Callable[..., Rule]] = {"adamw": adamw, "l2": adam_l2}


class Setting(NamedTuple):
    """A rule's rate and decay."""

    lr: float
    weight_decay: float


class Grid(NamedTuple):
    """Accuracy on validation images, `(rates, decays, seeds)`, and the best of the cells."""

    lrs: tuple[float, ...]
    decays: tuple[float, ...]
    each: Array
    best: Setting
    best_without: Setting

    @property
    def accuracy(self) -> Array:
        """Its mean over the seeds, `(rates, decays)`."""
        return np.asarray(self.each.mean(axis=-1))


@cache
def _task(seeds: range) -> Digits:
    return digits(seeds, train=IMAGES, wrong=WRONG)


@page.experiment()
def grid(name: str, hidden: int = NARROW) -> Grid:
    """Every rate with every decay, on the tuning seeds.

    Raises:
        ValueError: the best cell lies at the edge of the grid, no decay apart.
    """
    lrs, decays = (LRS, DECAYS[name]) if hidden == NARROW else NEAR[name]
    across = [array.reshape(-1, 1, 1) for array in np.meshgrid(lrs, decays, indexing="ij")]
    rule = MAKE[name](lr=across[0], weight_decay=across[1])
    task = _task(TUNING)
    done = fit(rule, task, steps=STEPS, batch=BATCH, hidden=hidden, schedule=cosine(STEPS))
    told = np.where(done.diverged, 1 / DIGITS, accuracy(done.theta, task.validation))
    each = told.reshape(len(lrs), len(decays), -1)
    mean = each.mean(axis=-1)
    row, column = np.unravel_index(mean.argmax(), mean.shape)
    if row in (0, len(lrs) - 1) or column in (0, len(decays) - 1):
        raise ValueError(f"{name}: best at {lrs[row]:g} and {decays[column]:g}, widen the grid")
    best = Setting(lrs[int(row)], decays[int(column)])
    without = Setting(lrs[int(mean[:, 0].argmax())], decays[0])
    return Grid(lrs, decays, each, best, without)


@page.experiment()
def told(name: str, setting: Setting, hidden: int = NARROW) -> Array:
    """Part of the test images that are told right, one a fresh seed."""
    task = _task(FRESH)
    rule = MAKE[name](lr=setting.lr, weight_decay=setting.weight_decay)
    done = fit(rule, task, steps=STEPS, batch=BATCH, hidden=hidden, schedule=cosine(STEPS))
    return np.where(done.diverged, 1 / DIGITS, accuracy(done.theta, task.test))


def tuned(name: str, hidden: int = NARROW) -> Array:
    """The same of a rule at its best cell; `"none"` is Adam without decay at its best rate."""
    if name == "none":
        return told("adamw", grid("adamw", hidden).best_without, hidden)
    return told(name, grid(name, hidden).best, hidden)


def result(name: str, hidden: int = NARROW) -> Interval:
    """Its mean over the fresh seeds, with its interval, in percent."""
    return mean_interval(100 * tuned(name, hidden))


def ahead(name: str, other: str, hidden: int = NARROW) -> Interval:
    """Points by which one is ahead of another, seed by seed."""
    return paired_interval(100 * tuned(name, hidden), 100 * tuned(other, hidden))


def kept(up: bool) -> Interval:
    """Points that keeping λ is ahead of keeping lr·λ when the rate leaves AdamW's best cell."""
    best, lrs = grid("adamw").best, LRS
    lr = lrs[lrs.index(best.lr) + (1 if up else -1)]
    same_decay = Setting(lr, best.weight_decay)
    same_product = Setting(lr, best.lr * best.weight_decay / lr)
    return paired_interval(100 * told("adamw", same_decay), 100 * told("adamw", same_product))


def best_decays(name: str) -> list[float]:
    """The best decay at each rate, from the mean over the tuning seeds."""
    found = grid(name)
    return [found.decays[int(row.argmax())] for row in found.accuracy]


def best_lead() -> Interval:
    """Points that L2's best cell is ahead of the one at the next higher rate."""
    found = grid("l2")
    row, column = found.lrs.index(found.best.lr), found.decays.index(found.best.weight_decay)
    return paired_interval(100 * found.each[row, column], 100 * found.each[row + 1, column])


def top_lead() -> Interval:
    """Points that L2's best decay at the largest rate is ahead of its best cell's decay there."""
    found = grid("l2")
    of = {decay: 100 * told for decay, told in zip(found.decays, found.each[-1], strict=True)}
    return paired_interval(of[best_decays("l2")[-1]], of[found.best.weight_decay])

"""Runs that meet one batch out of the ordinary, clipped or not."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from adamdocs.explainers.tuning.experiments import (
    BATCH,
    EVERY,
    FIRST_LAYER,
    HIDDEN,
    SEEDS,
    STEPS,
    Array,
    page,
    rule_of,
    task,
    train,
    tuned,
)
from adamdocs.labs import digits
from adamdocs.labs.network import DIGITS
from adamdocs.optimizers import adam, sgd

AT, SIZE, LIMIT = 60, 100.0, 1.0  # step of the outlier, its norm over the batch's own, the clip
SMALL_LIMIT = 0.01  # a limit that every batch exceeds


def clip(g: Array, limit: float) -> Array:
    """A gradient shortened to a norm where it is longer."""
    norm = np.sqrt((g * g).sum(-1, keepdims=True))
    return np.asarray(g * np.minimum(1.0, limit / norm))


def _changes(size: float, limit: float) -> Callable[[Array, int], Array]:
    """What is done to each gradient: one of them turned at random and stretched, all clipped."""
    width = FIRST_LAYER // 64 * (65 + DIGITS) + DIGITS
    way = np.stack([np.random.default_rng((seed, 9)).standard_normal(width) for seed in SEEDS])
    way /= np.sqrt((way * way).sum(-1, keepdims=True))

    def change(g: Array, t: int) -> Array:
        if size and t == AT:
            g = size * np.sqrt((g * g).sum(-1, keepdims=True)) * way
        return clip(g, limit) if limit else g

    return change


class Course(NamedTuple):
    """Loss on the validation images at every tenth step, `(kept, seeds)`; accuracy at the end."""

    loss: Array
    accuracy: Array


@page.experiment()
def shaken(name: str, size: float = SIZE, limit: float = 0.0) -> Course:
    """A run at its tuned rate that meets an outlier (`size` 0 means none), clipped (0: not)."""
    done = train(rule_of(name), change=_changes(size, limit), every=EVERY)
    shown = task().validation
    return Course(
        np.stack([digits.loss(x, shown) for x in done.trace.theta]),
        digits.accuracy(done.theta, task().test),
    )


def rise(name: str, size: float = SIZE, limit: float = 0.0) -> Array:
    """Largest loss from the outlier on over the loss before it, seed by seed."""
    course = shaken(name, size, limit).loss
    before = course[AT // EVERY - 2]
    return np.asarray(course[AT // EVERY - 1 :].max(0) / before)


def setback(name: str, size: float = SIZE, limit: float = 0.0) -> Array:
    """Loss at the end over that of the run without an outlier, seed by seed."""
    return np.asarray(shaken(name, size, limit).loss[-1] / shaken(name, 0.0).loss[-1])


@page.experiment()
def always_clipped(name: str) -> Array:
    """Loss at the end where every gradient is cut to a hundredth, on the validation images."""
    make = {"sgd": sgd, "adam": adam}[name]
    done = train(make(lr=tuned(name)), change=lambda g, t: clip(g, SMALL_LIMIT))
    return digits.loss(done.theta, task().validation)


@page.experiment()
def norms() -> Array:
    """Norm of every gradient of Adam's run, `(steps, seeds)`."""
    kept: list[Array] = []

    def spy(g: Array, t: int) -> Array:
        kept.append(np.sqrt((g * g).sum(-1)))
        return g

    train(rule_of("adam"), change=spy)
    return np.stack(kept)


@page.experiment()
def relearned(name: str) -> Array:
    """Training loss sixty steps after all labels have moved on by one, in the middle of a run."""
    rule, images = rule_of(name), task().train
    moved = task()._replace(train=images._replace(labels=(images.labels + 1) % DIGITS))
    first = train(rule, keep=["m", "v"])
    b1, b2 = rule.hyper["b1"], rule.hyper["b2"]
    end = first.trace.state
    kept = {"t": STEPS, "m": end.m[-1], "v": end.v[-1]}
    kept |= {"b1_power": b1**STEPS, "b2_power": b2**STEPS}
    after = rule._replace(init=lambda theta: rule.init(theta)._replace(**kept))
    done = digits.fit(after, moved, steps=60, batch=BATCH, hidden=HIDDEN, start=first.theta)
    return digits.loss(done.theta, moved.train)

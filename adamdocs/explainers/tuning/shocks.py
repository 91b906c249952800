"""Runs that meet one batch out of the ordinary, clipped or not."""

from collections.abc import Callable

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
from adamdocs.explainers.tuning.stalls import going_on
from adamdocs.labs import digits
from adamdocs.labs.network import DIGITS
from adamdocs.optimizers import adam, sgd

AT, SIZE, LIMIT = 60, 100.0, 1.0  # step of the outlier, its norm over the batch's own, the clip
SMALL_LIMIT = 0.01  # a limit that every batch exceeds


def clip(g: Array, limit: float) -> Array:
    """A gradient shortened to a norm where it is longer."""
    norm = np.sqrt((g * g).sum(-1, keepdims=True))
    return np.asarray(g * np.minimum(1.0, limit / norm))


def changes(size: float, limit: float) -> Callable[[Array, int], Array]:
    """What is done to each gradient: one of them turned at random and stretched, all clipped."""
    width = FIRST_LAYER // 64 * (65 + DIGITS) + DIGITS
    way = np.stack([np.random.default_rng((seed, 9)).standard_normal(width) for seed in SEEDS])
    way /= np.sqrt((way * way).sum(-1, keepdims=True))

    def change(g: Array, t: int) -> Array:
        if size and t == AT:
            g = size * np.sqrt((g * g).sum(-1, keepdims=True)) * way
        return clip(g, limit) if limit else g

    return change


LOOKS = (*range(EVERY, AT - 1, EVERY), *range(AT - 1, 101), *range(110, STEPS + 1, EVERY))


@page.experiment()
def shaken(name: str, size: float, limit: float) -> Array:
    """A run at its tuned rate that meets an outlier (`size` 0 means none), clipped (0: not).

    Returns:
        Loss on the validation images at the steps LOOKS, one by one around the outlier,
        `(looks, seeds)`.
    """
    done = train(rule_of(name), change=changes(size, limit), every=1)
    shown = task().validation
    return np.stack([digits.loss(done.trace.theta[t - 1], shown) for t in LOOKS])


def at_step(name: str, t: int, size: float = SIZE, limit: float = 0.0) -> Array:
    """Loss after one of the steps LOOKS, seed by seed."""
    return np.asarray(shaken(name, size, limit)[LOOKS.index(t)])


def rise(name: str) -> Array:
    """Largest loss from the outlier on over the loss one step before it, seed by seed."""
    since = shaken(name, SIZE, 0.0)[LOOKS.index(AT) :]
    return np.asarray(since.max(0) / at_step(name, AT - 1))


def behind(name: str, steps: int) -> Array:
    """Loss some steps after the outlier over that of the run without it, seed by seed."""
    return np.asarray(at_step(name, AT + steps) / at_step(name, AT + steps, 0.0))


def setback(name: str, limit: float = 0.0) -> Array:
    """Loss at the end over that of the run without an outlier, seed by seed."""
    return np.asarray(at_step(name, STEPS, SIZE, limit) / at_step(name, STEPS, 0.0))


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
def relearned(lr: float, b2: float) -> Array:
    """Training loss sixty steps after all labels have moved on by one, in the middle of a run."""
    rule, images = adam(lr, b2=b2), task().train
    moved = task()._replace(train=images._replace(labels=(images.labels + 1) % DIGITS))
    first = train(rule, keep=["m", "v"])
    end = first.trace.state
    after = going_on(rule, end.m[-1], end.v[-1], STEPS)
    done = digits.fit(after, moved, steps=60, batch=BATCH, hidden=HIDDEN, start=first.theta)
    return digits.loss(done.theta, moved.train)

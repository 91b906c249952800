"""How the best rate moves with the batch, and what becomes of gradients that are accumulated."""

from functools import cache
from typing import NamedTuple

import numpy as np

from adamdocs import theory
from adamdocs.explainers.tuning.experiments import (
    SEEDS,
    Array,
    column,
    page,
    rule_of,
    task,
    train,
)
from adamdocs.labs import digits
from adamdocs.labs.chance import Interval, mean_interval
from adamdocs.labs.network import first_weights, gradient
from adamdocs.optimizers import adam, sgd
from adamdocs.streams import noisy

SIZES = (8, 32, 128)
MIDDLE = 32
SHOWN = 3200  # images shown in every run
FIXED = 100  # steps of every run where it is not the images that are fixed
BATCH_RATES = tuple(2.0**k for k in range(-8, -2))
MICRO, COUNT = 8, 4  # images of a micro-batch, micro-batches of a batch


class Best(NamedTuple):
    """The best rate of every batch size and seed, `(sizes, seeds)`, in powers of two."""

    log2: Array


@page.experiment()
def best_rates(fix: str, memories: str) -> Best:
    """Best rate for every batch and seed, on a parabola through the logarithms of three losses.

    Args:
        fix: "images", so that larger batches make fewer steps, or "steps".
        memories: "kept", or "scaled" by the square root rule, with the middle batch as it is.
    """
    found = []
    for size in SIZES:
        b1, b2 = 0.9, 0.999
        if memories == "scaled":
            _, b1, b2 = (float(x) for x in theory.square_root_rule(size / MIDDLE))
        steps = SHOWN // size if fix == "images" else FIXED
        done = train(adam(column(BATCH_RATES), b1, b2), steps=steps, batch=size)
        losses = digits.loss(done.theta, task().validation)
        found.append([_lowest(np.log(row)) for row in losses.T])
    return Best(np.array(found))


def _lowest(height: Array) -> float:
    """Where the parabola through the least of the heights and its neighbors is lowest."""
    at = int(np.clip(height.argmin(), 1, len(height) - 2))
    left, middle, right = height[at - 1 : at + 2]
    return float(np.log2(BATCH_RATES[at]) + 0.5 * (left - right) / (left - 2 * middle + right))


@cache
def exponent(fix: str = "images", memories: str = "kept") -> Interval:
    """Power of the batch with which the best rate grows, by least squares, seed by seed."""
    x = np.log2(SIZES) - np.mean(np.log2(SIZES))
    return mean_interval(x @ best_rates(fix, memories).log2 / (x @ x))


@cache
def micro_gradients() -> Array:
    """Gradients of four micro-batches at the first weights, `(count, seeds, d)`."""
    theta, shown = first_weights(SEEDS, 16), task().train
    parts = (slice(i * MICRO, (i + 1) * MICRO) for i in range(COUNT))
    return np.stack([gradient(theta, shown.images[:, s], shown.labels[:, s]) for s in parts])


def accumulated_error() -> float:
    """Largest difference of the mean of micro-batches from the batch, over the largest entry."""
    theta, shown = first_weights(SEEDS, 16), task().train
    rows = slice(0, MICRO * COUNT)
    whole = gradient(theta, shown.images[:, rows], shown.labels[:, rows])
    return float(np.abs(micro_gradients().mean(0) - whole).max() / np.abs(whole).max())


def longest_stretch(name: str = "adam", steps: int = 20) -> float:
    """Longest of the steps on sums of four gradients over that on their means, same gradients."""
    g = noisy(steps, 1.0, 1.0)
    rule = {"adam": adam(1.0), "sgd": sgd(1.0)}[name]
    lengths = []
    for scale in (COUNT, 1):
        state, theta, longest = rule.init(np.zeros(1)), np.zeros(1), 0.0
        for row in scale * g:
            step, state = rule.update(row, state, theta)
            longest = max(longest, float(np.abs(step).max()))
        lengths.append(longest)
    return lengths[0] / lengths[1]


@page.experiment()
def summed_loss(name: str) -> Array:
    """Loss at the end on sums of four micro-batches over that on their means, seed by seed."""
    shown = task().validation
    summed, mean = (
        digits.loss(train(rule_of(name), change=lambda g, t, c=scale: c * g).theta, shown)
        for scale in (float(COUNT), 1.0)
    )
    return np.asarray(summed / mean)

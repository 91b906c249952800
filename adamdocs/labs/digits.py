"""Handwritten digits: a small network on real images, trained with many seeds and rates at once.

    task = digits(range(20), train=300)
    done = fit(adam(lr=1e-3), task, steps=600)
    accuracy(done.theta, task.test)  # one number a seed

A seed decides everything that chance decides: which images are learned from, the first weights, and
the order of the batches. The same seed is the same chance for every rule and rate.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.datasets import load_digits

from adamdocs.checks import check_count, check_fraction
from adamdocs.labs.network import DIGITS, first_weights, forward, gradient
from adamdocs.optimizers import Rule
from adamdocs.runs import Trace, play
from adamdocs.schedules import Schedule

Array = NDArray[np.float64]
TEST, VALIDATION = 500, 250


class Images(NamedTuple):
    """Images `(seeds, n, 64)` with values in [0, 1], and their labels `(seeds, n)`."""

    images: Array
    labels: NDArray[np.int64]


class Digits(NamedTuple):
    """One split of the images for each seed. Rates are chosen on `validation`, never on `test`."""

    seeds: tuple[int, ...]
    train: Images
    validation: Images
    test: Images


class Fit(NamedTuple):
    """Networks after training.

    Attributes:
        theta: weights `(..., seeds, d)`; of a run that diverged, the last finite ones.
        trace: the run, with the fields that were to be kept.
        diverged: which runs met a value that is not finite, `(..., seeds)`.
    """

    theta: Array
    trace: Trace
    diverged: NDArray[np.bool_]


@cache
def _shipped() -> tuple[Array, NDArray[np.int64]]:
    data = load_digits()
    return data.data / 16.0, data.target.astype(np.int64)


def digits(seeds: Iterable[int], *, train: int = 1000, wrong: float = 0.0) -> Digits:
    """Split scikit-learn's 1,797 images of 8 × 8 pixels, anew for every seed.

    The images are the test set of E. Alpaydin and C. Kaynak, “Optical Recognition of Handwritten
    Digits”, UCI Machine Learning Repository (1998).

    Args:
        seeds: integers of at least 0.
        train: number of images to learn from, 1 … 1,047; 250 validate and 500 test.
        wrong: part of the labels to learn from that are drawn anew at random, in [0, 1].

    Raises:
        ValueError: an argument is outside its range, or there is no seed.
    """
    images, labels = _shipped()
    chosen = tuple(seeds)
    for seed in chosen:
        check_count("digits: seeds", seed, least=0)
    if not chosen:
        raise ValueError("digits: seeds must hold at least one integer")
    check_count("digits: train", train)
    most = len(labels) - TEST - VALIDATION
    if train > most:
        raise ValueError(f"digits: train must be at most {most}, got {train}")
    check_fraction("digits: wrong", wrong)
    orders = [np.random.default_rng((seed, 0)).permutation(len(labels)) for seed in chosen]
    parts = {
        "test": slice(0, TEST),
        "validation": slice(TEST, TEST + VALIDATION),
        "train": slice(TEST + VALIDATION, TEST + VALIDATION + train),
    }
    split = {
        name: Images(
            np.stack([images[order[part]] for order in orders]),
            np.stack([labels[order[part]] for order in orders]),
        )
        for name, part in parts.items()
    }
    for seed, row in zip(chosen, split["train"].labels, strict=True):
        rng = np.random.default_rng((seed, 1))
        redrawn = rng.random(train) < wrong
        row[redrawn] = rng.integers(0, DIGITS, int(redrawn.sum()))
    return Digits(chosen, **split)


def fit(
    rule: Rule,
    task: Digits,
    *,
    steps: int,
    batch: int = 50,
    hidden: int = 32,
    schedule: Schedule | None = None,
    start: Array | None = None,
    change: Callable[[Array, int], Array] | None = None,
    keep: Iterable[str] = (),
    every: int | None = None,
) -> Fit:
    """Train a network for every seed, and for every rate of a batch `(rates, 1, 1)`.

    Args:
        rule: the update rule; a batch of hyper-parameters is `(n, 1, 1)`.
        task: what to learn.
        steps: number of steps.
        batch: images a step; at most as many as there are.
        hidden: units in the one hidden layer.
        schedule: factor of the step at t = 1, 2, …
        start: first weights `(seeds, d)`; drawn by the seeds if not given.
        change: `change(g, t)` in place of each gradient g of shape `(..., seeds, d)`, such as
            clipping.
        keep: further fields to keep; `theta` always is.
        every: keep every n-th step and the last; the last alone if not given.

    Raises:
        ValueError: an argument is outside its range or of the wrong shape.
    """
    check_count("fit: steps", steps)
    check_count("fit: batch", batch)
    size = task.train.labels.shape[1]
    if batch > size:
        raise ValueError(f"fit: batch must be at most {size}, the images there are, got {batch}")
    theta = first_weights(task.seeds, hidden) if start is None else start
    order = np.stack([_order(seed, size, steps * batch) for seed in task.seeds])
    rows = np.arange(len(task.seeds))[:, None]

    def field(thetas: tuple[Array, ...], t: int, rng: Any) -> list[Array]:
        drawn = order[:, (t - 1) * batch : t * batch]
        g = gradient(thetas[0], task.train.images[rows, drawn], task.train.labels[rows, drawn])
        return [g if change is None else change(g, t)]

    (trace,) = play(
        [rule],
        field,
        [theta],
        steps=steps,
        schedule=schedule,
        keep={"theta", *keep},
        every=every or steps,
    )
    return Fit(trace.theta[-1], trace, trace.diverged > 0)


def _order(seed: int, size: int, needed: int) -> NDArray[np.int64]:
    """Images in the order in which they are shown: each once, then each once again, …"""
    rng = np.random.default_rng((seed, 2))
    rounds = [rng.permutation(size) for _ in range(-(-needed // size))]
    return np.concatenate(rounds)[:needed]


def accuracy(theta: Array, shown: Images) -> Array:
    """Part of the images that are told right, `(..., seeds)`.

    Of equally likely digits the least is said; a network whose weights are not finite is wrong.
    """
    said = forward(theta, shown.images).scores.argmax(-1)
    return np.asarray((said == shown.labels).mean(-1))


def loss(theta: Array, shown: Images) -> Array:
    """Mean cross-entropy in nats, `(..., seeds)`."""
    scores = forward(theta, shown.images).scores
    right = (scores * (np.arange(DIGITS) == shown.labels[..., None])).sum(-1)
    top = scores.max(-1, keepdims=True)
    log_total = top[..., 0] + np.log(np.exp(scores - top).sum(-1))
    return np.asarray((log_total - right).mean(-1))


class Sweep(NamedTuple):
    """What each rate came to.

    Attributes:
        rates: the grid.
        accuracy: on the validation images, `(rates, seeds)`; a tenth, that of a blind guess, where
            a run diverged.
    """

    rates: tuple[float, ...]
    accuracy: Array

    @property
    def best(self) -> float:
        """Rate of the best mean accuracy; of equals the least."""
        return self.rates[int(self.accuracy.mean(-1).argmax())]


def sweep(
    make: Callable[..., Rule],
    task: Digits,
    rates: Sequence[float],
    *,
    hyper: dict[str, Any] | None = None,
    **how: Any,
) -> Sweep:
    """Train with every rate of a grid, and see how the validation images are told.

    Args:
        make: factory of the rule; it is given `lr` and `hyper`.
        task: what to learn; its seeds should not be those of the comparison that follows.
        rates: learning rates.
        hyper: further hyper-parameters, the same for every rate.
        how: further arguments of `fit`.

    Raises:
        ValueError: as in `fit`, or the best rate lies on the edge of the grid, beyond which there
            may be a better one.
    """
    column = np.array(rates, dtype=np.float64)[:, None, None]
    done = fit(make(lr=column, **(hyper or {})), task, **how)
    told = np.where(done.diverged, 1 / DIGITS, accuracy(done.theta, task.validation))
    found = Sweep(tuple(map(float, rates)), told)
    if found.best in (found.rates[0], found.rates[-1]):
        raise ValueError(
            f"rates: {make.__name__} does best at {found.best:g}, on the edge of the grid; widen it"
        )
    return found

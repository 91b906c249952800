"""The page's runs on digits: curvature along a run, and what a warm-up is worth."""

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adamdocs.explainers.schedules.experiments import page
from adamdocs.labs import curvature
from adamdocs.labs.chance import Interval, mean_interval, paired_interval
from adamdocs.labs.digits import accuracy, digits, fit
from adamdocs.optimizers import adam
from adamdocs.schedules import Schedule, cosine, warmup

Array = NDArray[np.float64]

EDGE_RATE, EDGE_STEPS, EDGE_WARMUP = 0.02, 500, 50
NETWORKS = 5
RISING_STEPS = 400
TRIALS = 8
SWEPT = (0.003, 0.01, 0.03, 0.1, 0.3, 0.5)
HIGH, USUAL = 0.3, 0.01
LENGTHS = (0, 4, 10, 40, 200)


class Course(NamedTuple):
    """Curvature along a run.

    Attributes:
        t: steps.
        curvature: largest preconditioned curvature before each step's move, `(times, networks)`.
        threshold: of stability at the rate of that step, `(times,)`.
        loss: `(times, networks)`.
    """

    t: NDArray[np.int64]
    curvature: Array
    threshold: Array
    loss: Array


def edge_schedule() -> Schedule:
    """A tenth of the run to rise, then half a cosine to zero."""
    return warmup(EDGE_WARMUP, cosine(EDGE_STEPS - EDGE_WARMUP))


@page.experiment()
def along_a_run(schedule: bool) -> Course:
    """Full-batch Adam on 200 digits, with a constant rate or with warm-up and cosine; β₂ = 0.99."""
    shown = digits(range(NETWORKS), train=200).train
    factor = edge_schedule() if schedule else lambda t: 1.0
    first = curvature.first_weights(range(NETWORKS), 24)
    run = curvature.train(
        adam(EDGE_RATE, 0.9, 0.99),
        shown,
        first,
        steps=EDGE_STEPS,
        schedule=factor,
        keep=("theta", "denominator"),
    )
    path = run.path()
    times = np.array([1, 2, 3, 5, 8, 12, *range(18, EDGE_STEPS, 16)])
    return Course(
        times,
        np.array(
            [
                curvature.preconditioned_curvature(
                    path[t - 1], run.state.denominator[t - 1], shown, products=12
                )
                for t in times
            ]
        ),
        np.array([38.0 / (EDGE_RATE * factor(int(t))) for t in times]),
        np.array([curvature.loss(path[t - 1], shown) for t in times]),
    )


def over_threshold(schedule: bool) -> Array:
    """Curvature over its threshold, `(times, networks)`."""
    course = along_a_run(schedule)
    return course.curvature / course.threshold[:, None]


def restless_losses() -> Array:
    """Mean loss of each network over the last hundred steps at the constant rate."""
    course = along_a_run(schedule=False)
    return np.asarray(course.loss[course.t > EDGE_STEPS - 100].mean(axis=0))


def first_limit(schedule: bool) -> float:
    """Preconditioned curvature up to which the first step, gradient descent, is stable: 2/rate."""
    return 2 / (EDGE_RATE * (edge_schedule()(1) if schedule else 1.0))


def settled_at_edge() -> Interval:
    """Mean of curvature over threshold in the second half at a constant rate, over networks."""
    late = along_a_run(schedule=False).t > EDGE_STEPS // 2
    return mean_interval(over_threshold(schedule=False)[late].mean(axis=0))


@cache
def told(
    length: int, rates: tuple[float, ...] = SWEPT, batch: int = 50, b2: float = 0.999
) -> Array:
    """Part of the test images told right, `(rates, TRIALS)`, after a warm-up and a cosine.

    A run that diverged tells a tenth, as a blind guess does.
    """
    return _told(length, rates, batch, b2)[0]


@cache  # by place: the same call has one key, however it is written
def _told(length: int, rates: tuple[float, ...], batch: int, b2: float) -> tuple[Array, Array]:
    # Of the test images, and of the validation images, which choose rates.
    task = digits(range(TRIALS), train=300)
    falls = cosine(RISING_STEPS - length)
    done = fit(
        adam(np.array(rates)[:, None, None], 0.9, b2),
        task,
        steps=RISING_STEPS,
        batch=batch,
        schedule=warmup(length, falls) if length else falls,
    )
    test, validation = (
        np.asarray(np.where(done.diverged, 0.1, accuracy(done.theta, part)))
        for part in (task.test, task.validation)
    )
    return test, validation


def gained(rate: float, length: int = 40, batch: int = 50) -> Interval:
    """What a warm-up adds to the part told right at one rate, seed by seed."""
    rates = SWEPT if batch == 50 else (rate,)
    with_it, without = (told(n, rates, batch)[rates.index(rate)] for n in (length, 0))
    return paired_interval(with_it, without)


@cache
def by_length(b2: float) -> Array:
    """Part told right at the high rate after warm-ups of `LENGTHS`, `(lengths, TRIALS)`."""
    return np.array([told(n, (HIGH,), b2=b2)[0] for n in LENGTHS])


def best_rate(length: int) -> float:
    """Rate of `SWEPT` with the most validation images told right, by the mean."""
    return SWEPT[int(_told(length, SWEPT, 50, 0.999)[1].mean(axis=1).argmax())]


def best_told(length: int) -> Array:
    """Part of the test images told right at that rate, `(TRIALS,)`."""
    return np.asarray(told(length)[SWEPT.index(best_rate(length))])


def longer_gain(long: int, short: int, b2: float = 0.99) -> Interval:
    """What a longer warm-up adds to the part told right at the high rate, seed by seed."""
    found = by_length(b2)
    return paired_interval(found[LENGTHS.index(long)], found[LENGTHS.index(short)])

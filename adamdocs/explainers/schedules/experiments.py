"""The page and its runs on quadratics: hovering, schedules at tuned rates, averages."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from adamdocs import theory
from adamdocs.explainers.framework import Explainer
from adamdocs.labs.chance import Interval, mean_interval, paired_interval
from adamdocs.landscapes import parabola, ravine
from adamdocs.optimizers import adam, schedule_free
from adamdocs.runs import Trace, descend
from adamdocs.schedules import (
    Schedule,
    constant,
    cosine,
    inverse_sqrt,
    linear,
    step_decay,
    warmup,
)
from adamdocs.sweeps import RATES

page = Explainer("learn/schedules", topic="Schedules")

B1, B2 = 0.9, 0.999
STEPS = 1000
KAPPA = 100.0
TUNING, TESTING = 100, 1000  # runs that a rate of the grid gets, and fresh ones to report
PAIRS = 10_000  # runs that two schedules are compared over
GRID = tuple(rate for rate in RATES if rate >= 0.001)
SHAPES: dict[str, Schedule] = {
    "constant": constant(),
    "1/√t": inverse_sqrt(),
    "step decay": step_decay(334),
    "linear": linear(STEPS),
    "cosine": cosine(STEPS),
    "warm-up, cosine": warmup(100, cosine(STEPS - 100)),
    "cosine to a tenth": cosine(STEPS, 0.1),
}
AVERAGES = {"half averaged": 0.5, "all averaged": 0.0}

Array = NDArray[np.float64]


# How far Adam hovers at a constant rate.


@cache
def hovering(noises: tuple[float, ...], b1: float = B1, lr: float = 0.01) -> Array:
    """Root mean square of θ in learning rates, on ½θ², at each noise σ/(lr·λ).

    From a tenth of a learning rate, so that v̂ soon forgets where it began; 32 runs each.
    """
    sigma = lr * np.array(noises)[:, None, None]

    def noisy(theta: Array, t: int, rng: Any) -> Array:
        return np.asarray(theta + sigma * rng.standard_normal(theta.shape[1:]))

    theta = descend(
        adam(lr, b1, B2, 1e-12),
        parabola(1.0),
        np.full((len(noises), 32, 1), 0.1 * lr),
        steps=16_000,
        gradient=noisy,
        rng=np.random.default_rng(1),
        keep="theta",
        every=5,
    ).theta[1200:]
    rms: Array = np.sqrt(np.mean(theta * theta, axis=(0, 2, 3))) / lr
    return rms


@cache
def hovering_without_noise() -> float:
    """The same with no noise at all, from 100 starts, over the second half of 20,000 steps."""
    lr = 0.01
    starts = np.linspace(2.5, 7.5, 100)[:, None] * lr
    rule = adam(lr, B1, B2, 1e-300)
    theta = descend(rule, parabola(1.0), starts, steps=20_000, keep="theta", every=5).theta[2000:]
    return float(np.sqrt(np.mean(theta * theta))) / lr


@cache
def come_to_rest(lr: float) -> float:
    """Mean loss on the noisy ravine at a constant rate, from where it hovers: nothing to wait for.

    400 runs of 4,000 steps, of which the last 3,000 count.
    """
    walls = np.array([1.0, KAPPA])

    def noisy(theta: Array, t: int, rng: Any) -> Array:
        return np.asarray(walls * theta + rng.standard_normal(theta.shape))

    rng = np.random.default_rng(6)
    start = theory.hovering_rms(lr, walls) * rng.standard_normal((400, 2))
    loss = descend(
        adam(lr),
        ravine(KAPPA),
        start,
        steps=4000,
        gradient=noisy,
        rng=rng,
        keep="loss",
        every=50,
    ).loss
    return float(loss[20:].mean())


@cache
def after_cut(ratio: float = 0.1, distance: float = 0.0, noise: float = 1.0) -> tuple[float, float]:
    """Mean loss of 400 runs on ½θ² before the rate 0.1 is cut at step 1000, and 1000 steps later.

    One parabola, one minimum: there is no other valley to find.
    """

    def noisy(theta: Array, t: int, rng: Any) -> Array:
        return np.asarray(theta + noise * rng.standard_normal(theta.shape))

    loss = descend(
        adam(0.1),
        parabola(1.0),
        np.full((400, 1), distance),
        steps=2000,
        gradient=noisy,
        rng=np.random.default_rng(2),
        schedule=step_decay(1000, ratio),
        keep="loss",
        every=10,
    ).loss.mean(axis=1)
    return float(loss[80:100].mean()), float(loss[180:].mean())


# Schedules without noise: what becomes of the cycle.


@cache
def without_noise(name: str, lr: float = 0.01, steps: int = 6000) -> tuple[Array, Array]:
    """Steps, and the root mean square of θ in learning rates over 24 starts and 60 steps.

    β₂ = 0.99, whose bursts come ten times as often as the default's.
    """
    shapes: dict[str, Schedule] = {
        "constant": constant(),
        "1/√t": inverse_sqrt(),
        "step decay": step_decay(steps // 3),
        "linear": linear(steps),
        "cosine": cosine(steps),
    }
    starts = np.linspace(0.5, 1.5, 24)[:, None] * 5 * lr
    theta = descend(
        adam(lr, B1, 0.99, 1e-300),
        parabola(1.0),
        starts,
        steps=steps,
        schedule=shapes[name],
        keep="theta",
    ).theta[:, :, 0]
    windows = theta.reshape(-1, 60, theta.shape[1])
    rms: Array = np.sqrt(np.mean(windows * windows, axis=(1, 2))) / lr
    times = np.asarray(60.0 * (np.arange(len(rms)) + 0.5), np.float64)
    return times, rms


# Schedules under noise, each at the rate that is best for it.


class Outcome(NamedTuple):
    """A schedule on the noisy ravine.

    Attributes:
        lr: the rate of the grid with the least mean loss at the end, over the tuning runs.
        losses: losses at the end of the fresh runs, `(TESTING,)`.
        times: kept steps.
        course: mean loss of the fresh runs at those.
    """

    lr: float
    losses: Array
    times: NDArray[np.int64]
    course: Array

    @property
    def interval(self) -> Interval:
        """Mean loss at the end, with its interval."""
        return mean_interval(self.losses)


def noisy_runs(
    rates: tuple[float, ...],
    runs: int,
    seed: int,
    *,
    schedule: Schedule | None = None,
    make: Callable[..., Any] = adam,
    **options: Any,
) -> Trace:
    """Runs `(rates, runs)` from (10, 1) with unit noise on both slopes, the same at every rate."""
    walls = np.array([1.0, KAPPA])

    def noisy(theta: Array, t: int, rng: Any) -> Array:
        return np.asarray(walls * theta + rng.standard_normal(theta.shape[1:]))

    return descend(
        make(np.array(rates)[:, None, None]),
        ravine(KAPPA),
        np.broadcast_to([10.0, 1.0], (len(rates), runs, 2)),
        steps=STEPS,
        gradient=noisy,
        rng=np.random.default_rng(seed),
        schedule=schedule,
        **options,
    )


def best_rate(losses: Callable[[tuple[float, ...], int], Array]) -> float:
    """Rate with the least mean loss: of the grid over 100 runs, then of nine about it over 400.

    The nine are four to a rate of the grid, from the one below the best to the one above.

    Args:
        losses: losses at the end `(rates, runs)` for rates and a number of runs.

    Raises:
        ValueError: the best rate is at the edge of the grid.
    """
    found = int(np.argmin(losses(GRID, TUNING).mean(axis=1)))
    if found in (0, len(GRID) - 1):
        raise ValueError(f"the best rate {GRID[found]} is at the edge of the grid: widen it")
    near = tuple(float(f"{GRID[found] * 10 ** (k / 40):.3g}") for k in range(-4, 5))
    return near[int(np.argmin(losses(near, 4 * TUNING).mean(axis=1)))]


@cache
def scheduled(name: str, lr: float | None = None) -> Outcome:
    """A schedule of `SHAPES`, at its own best rate if none is given."""
    schedule = SHAPES[name]

    def last(rates: tuple[float, ...], runs: int) -> Array:
        trace = noisy_runs(rates, runs, 3, schedule=schedule, keep="loss", every=STEPS)
        return np.asarray(trace.loss[-1])

    lr = best_rate(last) if lr is None else lr
    fresh = noisy_runs((lr,), TESTING, 4, schedule=schedule, keep="loss", every=10)
    return Outcome(lr, fresh.loss[-1, 0], fresh.t, fresh.loss[:, 0].mean(axis=1))


@cache
def averaged(name: str) -> Outcome:
    """The mean of the points of the second half, or of all, at a constant rate."""
    ground = ravine(KAPPA)

    def mean_point(rates: tuple[float, ...], runs: int, seed: int = 3) -> Array:
        theta = noisy_runs(rates, runs, seed, keep="theta").theta
        return np.asarray(ground.value(theta[int(STEPS * AVERAGES[name]) :].mean(axis=0)))

    lr = best_rate(mean_point)
    return Outcome(lr, mean_point((lr,), TESTING, 4)[0], np.array([STEPS]), np.array([]))


@cache
def free_of_schedule(b1: float = B1) -> Outcome:
    """Schedule-Free AdamW's average, at its own best rate; b1 = 0: gradients at z."""
    ground = ravine(KAPPA)
    make = partial(schedule_free, b1=b1)

    def last_average(rates: tuple[float, ...], runs: int, seed: int = 3) -> Array:
        trace = noisy_runs(rates, runs, seed, make=make, keep="x", every=STEPS)
        return np.asarray(ground.value(trace.state.x[-1]))

    lr = best_rate(last_average)
    return Outcome(lr, last_average((lr,), TESTING, 4)[0], np.array([STEPS]), np.array([]))


@cache
def at_the_end(name: str) -> Array:
    """Losses at the end of `PAIRS` fresh runs of a schedule at its best rate."""
    outcome, schedule = scheduled(name), SHAPES[name]
    trace = noisy_runs((outcome.lr,), PAIRS, 9, schedule=schedule, keep="loss", every=STEPS)
    return np.asarray(trace.loss[-1, 0])


def against_cosine(name: str) -> tuple[float, float]:
    """Loss at the end less the cosine's, run by run, over the cosine's mean; and half width."""
    behind = paired_interval(at_the_end(name), at_the_end("cosine"))
    mean = float(at_the_end("cosine").mean())
    return float(behind.mean) / mean, float(behind.half_width) / mean

"""The page and the runs its parts share. Every rate is 1, so that a step is in learning rates."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from adamdocs import streams
from adamdocs.explainers.framework import Explainer
from adamdocs.landscapes import ravine
from adamdocs.optimizers import adam
from adamdocs.runs import Trace, feed

Array = NDArray[np.float64]

page = Explainer("learn/moments", topic="Moments")

B1, B2 = 0.9, 0.999
MEAN, DEVIATION = 1.0, 2.0  # of the gradient that the page follows
NOISE = 20.0  # deviation of every gradient measured on the ravine: twice the slope of its floor
SIZE = 500.0  # of gradients that agree, and of those that alternate
DRIFT = 0.02  # growth a step of a mean that does not stay, in deviations of the noise

RUN = 2_000  # gradients of the one run that is drawn
RUNS, STEPS = 100, 12_000
SETTLED = 2_000  # steps after which v has filled
EVERY = 10  # steps between those that are looked at: neighbors are much the same


@cache
def noise(seed: int = 1) -> Array:
    """Normal draws of mean 0 and deviation 1 for many long runs, shape (steps, runs)."""
    return streams.noisy(STEPS * RUNS, seed=seed).reshape(STEPS, RUNS)


@cache
def steps_at(means: tuple[float, ...], deviation: float = 1.0, b1: float = B1) -> Array:
    """Adam's steps after v has filled, along the mean, shape (times, means, runs)."""
    g = np.array(means)[:, None] + deviation * noise()[:, None, :]
    trace = feed(adam(1.0, b1, B2, 0.0), g, keep="step", every=EVERY)
    settled: Array = -trace.step[trace.t > SETTLED]
    return settled


def steps(mean: float, deviation: float = 1.0, b1: float = B1) -> Array:
    """The same for one mean, all times and runs in a row."""
    return steps_at((mean,), deviation, b1).ravel()


def rms(values: Array) -> float:
    """Root mean square."""
    return float(np.sqrt(np.mean(values * values)))


@cache
def walks(b1: float, length: int) -> Array:
    """Distances over `length` settled steps under noise alone, in learning rates."""
    theta = [
        feed(adam(1.0, b1, B2, 0.0), noise(seed), keep="theta", every=length).theta
        for seed in (1, 2, 3, 4)
    ]
    first = -(-SETTLED // length)  # from the first position after v has filled
    return np.concatenate([np.diff(one[first - 1 :], axis=0).ravel() for one in theta])


@page.experiment()
def ages(b1: float = B1, b2: float = B2) -> tuple[Array, Array]:
    """Weights in m and v of the gradient of 0, 1, 2, … steps ago: one gradient, then silence."""
    state = feed(adam(1.0, b1, b2), streams.spike(30_000, at=1, size=1.0, background=0.0)).state
    return state.m[:, 0], state.v[:, 0]


def sample_size(weights: Array) -> float:
    """How many equally weighted gradients have a mean as noisy as this weighted one."""
    return float(weights.sum() ** 2 / np.sum(weights * weights))


@cache
def agreeing() -> Trace:
    """Gradients of +500 throughout."""
    return feed(adam(1.0, B1, B2, 0.0), streams.constant(1000, SIZE))


@cache
def alternating() -> Trace:
    """Gradients of +500 and −500 in turn."""
    return feed(adam(1.0, B1, B2, 0.0), streams.alternating(1000, SIZE))


@cache
def many_draws() -> Array:
    """A hundred thousand gradients of the mean and deviation that the page follows."""
    return streams.noisy(100_000, MEAN, DEVIATION)[:, 0]


@cache
def slopes() -> tuple[float, float]:
    """The ravine's two slopes at its start: along the floor and up the wall."""
    along, across = ravine().grad(np.array(ravine().start))
    return float(along), float(across)


@cache
def errors(decays: tuple[float, ...]) -> tuple[Array, Array, Array]:
    """Errors of m̂ about a mean that drifts: of drift alone, of noise alone, of both (rms)."""
    length, runs, late = 2500, 200, 2000
    drift = DRIFT * np.arange(1, length + 1)[:, None, None] * np.ones((1, len(decays), runs))
    alone = streams.noisy(length * runs).reshape(length, 1, runs) * np.ones((1, len(decays), 1))
    rule = adam(1.0, np.array(decays)[:, None], B2)

    def error(g: Array) -> Array:
        trace = feed(rule, g, keep="m_hat", every=EVERY)
        kept = trace.t > late
        target = drift[trace.t[kept] - 1] if g is not alone else 0.0
        off = trace.state.m_hat[kept] - target
        root: Array = np.sqrt(np.mean(off * off, axis=(0, 2)))
        return root

    return error(drift), error(alone), error(drift + alone)

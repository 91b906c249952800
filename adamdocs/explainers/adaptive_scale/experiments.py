"""The page and the runs its parts share."""

from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from adamdocs import streams
from adamdocs.explainers.framework import Explainer
from adamdocs.landscapes import LANDSCAPES, parabola, ravine
from adamdocs.optimizers import RULES, Rule, adagrad, rmsprop, sgd
from adamdocs.runs import Trace, descend, feed
from adamdocs.schedules import inverse_sqrt
from adamdocs.sweeps import RATES, SETTLED, best_rate

Array = NDArray[np.float64]

page = Explainer("learn/adaptive-scale", topic="Adaptive scale")

CONDITION = 100.0
START = (10.0, 1.0)  # of the ravine, along its floor and across it
STEPS = 300  # of the runs by which rates are chosen
SMALL = 1e-6  # a loss below it counts as arrived
B2 = 0.9
RATE = 0.1  # of RMSProp on the parabola; any other gives the same picture in its own units
FAR = 10_000  # steps under a constant gradient
EVERY, SEEN = 50, 2000  # the rare coordinate: its period, and the steps
RUNS, MANY_RUNS = 200, 2000  # noisy runs for every rate of a sweep, and for a number in the text
WEIGHTS = {"frequent": (1.0, 0.0), "rare": (0.0, 1.0), "both": (1.0, 1.0)}


@cache
def rate(rule: str, angle: int = 0, condition: float = CONDITION) -> float:
    """Rate at which a rule does best on the ravine."""
    return best_rate(RULES[rule], ravine(condition, angle), steps=STEPS)


@cache
def on_ravine(rule: str, angle: int = 0, condition: float = CONDITION, steps: int = 1000) -> Trace:
    """A rule on the ravine at its best rate."""
    lr = rate(rule, angle, condition)
    return descend(RULES[rule](lr=lr), ravine(condition, angle), steps=steps)


def descent_at_best_rate(angle: int = 0) -> Trace:
    """Gradient descent on the ravine at 2/(λ_min + λ_max), between two rates of the sweep."""
    lr = 2.0 / (1.0 + CONDITION)
    return descend(sgd(lr), ravine(CONDITION, angle), steps=1000)


def arrival(trace: Trace) -> int:
    """First step from which the loss stays small."""
    return int(trace.t[np.flatnonzero(trace.loss >= SMALL)[-1]]) + 1


def effective_rates(trace: Trace) -> Array:
    """Each coordinate's own rate at each step: the learning rate over the denominator."""
    rates: Array = trace.hyper["lr"] / trace.state.denominator
    return rates


def detour(trace: Trace) -> float:
    """Angle in degrees between the first step and the straight way to the minimum at zero."""
    step, way = trace.step[0], -trace.start
    cosine = step @ way / np.linalg.norm(step) / np.linalg.norm(way)
    return float(np.degrees(np.arccos(cosine)))


@cache
def under_constant(rule: str) -> Array:
    """Step sizes under a gradient of 1 at rate 1."""
    sizes: Array = -feed(RULES[rule](lr=1.0), streams.constant(FAR)).step[:, 0]
    return sizes


@cache
def spiked(rule: str) -> Array:
    """Steps after one gradient of 1000 among gradients of 1, over those without it."""
    before, after = 100, 1000
    g = streams.spike(before + 1 + after, at=before + 1, size=1000.0)
    with_it, without = (feed(RULES[rule](lr=1.0), x).step for x in (g, np.ones_like(g)))
    quotient: Array = (with_it / without)[before + 1 :, 0]
    return quotient


@cache
def apart(rule: str, ratio: float = 1000.0) -> Trace:
    """A hundred steps at rate 1 of two coordinates whose gradients are `ratio` and 1."""
    return feed(RULES[rule](lr=1.0), np.tile([ratio, 1.0], (100, 1)))


@cache
def on_parabola(lr: float = RATE, steps: int = 400) -> Array:
    """Distance of RMSProp from the minimum of θ², from 5."""
    distance: Array = np.abs(descend(rmsprop(lr, B2), parabola(), steps=steps).theta[:, 0])
    return distance


@cache
def ends(landscape: str, starts: tuple[float, ...]) -> Array:
    """Largest distance of RMSProp from the minimum at the end of a run, in learning rates."""
    points = np.array(starts)[:, None]
    trace = descend(rmsprop(RATE, B2), LANDSCAPES[landscape](), points, steps=2000, keep="theta")
    farthest: Array = np.abs(trace.theta[-100:, :, 0]).max(axis=0) / RATE
    return farthest


@cache
def noise(runs: int) -> Array:
    """Gradient noise for every step, run and coordinate of the rare coordinate's example."""
    return streams.noisy(SEEN * runs * 2).reshape(SEEN, runs, 2)


@page.experiment()
def frequent_and_rare(
    rule: str, deviation: float = 1.0, rates: tuple[float, ...] = RATES, runs: int = RUNS
) -> Array:
    """Mean square distances of both coordinates over the last tenth of the run, for every rate.

    Both start 1 away from their target and have curvature 1; the second has a gradient at every
    fiftieth step only. Gradient descent's rate falls like 1/√t, as AdaGrad's does; that of "clock"
    like one over the root of the number of gradients that the coordinate itself has seen.
    """
    make: Callable[..., Rule] = adagrad if rule == "adagrad" else sgd
    z = deviation * noise(runs)

    def gradient(theta: Array, t: int, rng: None) -> Array:
        weight = np.array([1.0, t % EVERY == 0])
        if rule == "clock":
            weight /= np.sqrt([t, max(1, t // EVERY)])
        noisy: Array = (theta + z[t - 1]) * weight
        return noisy

    trace = descend(
        make(lr=np.array(rates)[:, None, None]),
        ravine(1.0),
        np.ones((1, runs, 2)),
        steps=SEEN,
        gradient=gradient,
        schedule=inverse_sqrt() if rule == "sgd" else None,
        keep="theta",
    )
    errors: Array = (trace.theta[-SEEN // SETTLED :] ** 2).mean(axis=(0, 2))
    return errors


def chosen(rule: str, by: str, deviation: float = 1.0) -> int:
    """Place in `RATES` of the rate that is best for one coordinate, or for the sum of both."""
    return int((frequent_and_rare(rule, deviation) @ WEIGHTS[by]).argmin())


def errors_at(rule: str, by: str, deviation: float = 1.0) -> Array:
    """Mean square distances of both coordinates at that rate, over many runs."""
    lr = RATES[chosen(rule, by, deviation)]
    errors: Array = frequent_and_rare(rule, deviation, (lr,), MANY_RUNS)[0]
    return errors

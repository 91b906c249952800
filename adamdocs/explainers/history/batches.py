"""Runs with mini-batches: a ravine that is moved for every gradient."""

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from adamdocs import streams, theory
from adamdocs.explainers.history.experiments import CHOSEN, KAPPA, START, page, rate
from adamdocs.landscapes import ravine
from adamdocs.optimizers import RULES, Rule, adam, adam_l2, adamw, amsgrad, rmsprop
from adamdocs.portable import Mulberry32
from adamdocs.runs import descend, feed

Array = NDArray[np.float64]

MOVED = 0.1  # standard deviation of the ravine's moves, along each axis
WALLS = np.array([1.0, KAPPA])
BATCHES, RUNS = 10_000, 100
FALLS_AFTER = 100  # steps after which a falling rate is half the first
PERIOD, LARGE, SMALL_ONE = 101, 10_100.0, -100.0  # of the rare batch along the floor
PERIODS = 600
DRIFT_RATE = 0.1
DECAY, SLOW = 0.01, 1e-6  # weight decay, and a rate so small that the weight hardly moves
STILL = 3000  # gradients of noise


def falling(t: int) -> float:
    """Factor of the learning rate: like 1/t in the long run."""
    return 1.0 / (1.0 + t / FALLS_AFTER)


@page.experiment()
def mean_loss(rule: str, falls: bool = False, lr: float | None = None) -> Array:
    """Mean loss of many noisy runs after every step; at the best rate without noise, or `lr`."""

    def gradient(theta: Array, t: int, rng: Any) -> Array:
        g: Array = WALLS * (theta + MOVED * rng.standard_normal(theta.shape))
        return g

    run = descend(
        RULES[rule](lr=rate(rule) if lr is None else lr),
        ravine(KAPPA),
        np.tile(START, (RUNS, 1)),
        steps=BATCHES,
        gradient=gradient,
        rng=Mulberry32(1),
        schedule=falling if falls else None,
        keep="loss",
    )
    mean: Array = run.loss.mean(axis=1)
    return mean


def last_tenth(losses: Array) -> float:
    """Mean over the last tenth of a run."""
    return float(losses[-len(losses) // 10 :].mean())


@cache
def expected_loss(falls: bool = False) -> Array:
    """Mean loss of gradient descent after every step, in closed form."""
    t = np.arange(1, BATCHES + 1)
    rates = CHOSEN["sgd"] * (np.array([falling(int(i)) for i in t]) if falls else np.ones(len(t)))
    loss = np.zeros(len(t))
    for start, wall in zip(START, WALLS, strict=True):
        error = theory.noisy_descent_course(start, float(wall), rates, float(wall) * MOVED)
        loss += 0.5 * wall * error
    return loss


def rare_batches() -> Array:
    """One period of what the batches add to the gradient along the floor; its mean is 0.99."""
    return theory.reddi_gradients(PERIOD, LARGE, SMALL_ONE)


BEST_PLACE = -float(rare_batches().mean())


@page.experiment()
def drifts(name: str, b2: float = 0.999) -> Array:
    """Place along the floor, averaged over each period, of a run that starts at the minimum."""
    rules: dict[str, Rule] = {
        "adam": adam(DRIFT_RATE, b2=b2),
        "amsgrad": amsgrad(DRIFT_RATE),
        "rmsprop": rmsprop(DRIFT_RATE),
    }
    batches, landscape = rare_batches(), ravine(KAPPA)

    def gradient(theta: Array, t: int, rng: Any) -> Array:
        g: Array = landscape.grad(theta) + np.array([batches[(t - 1) % PERIOD], 0.0])
        return g

    run = descend(
        rules[name],
        landscape,
        [BEST_PLACE, 0.0],
        steps=PERIOD * PERIODS,
        gradient=gradient,
        keep="theta",
    )
    places: Array = run.theta[:, 0].reshape(PERIODS, PERIOD).mean(axis=1)
    return places


def where_drift_ends(b1: float, b2: float) -> float:
    """Place at which Adam's settled moments move the parameter nowhere over a period."""
    low, high = -40.0, 1000.0
    for _ in range(80):
        middle = 0.5 * (low + high)
        right = theory.periodic_drift(rare_batches() + middle, b1, b2) > 0
        low, high = (middle, high) if right else (low, middle)
    return low


@page.experiment()
def pull(deviation: float, decoupled: bool = False) -> float:
    """Decay that a weight of 1 gets under noise, as a share of lr·λ.

    It is what runs without decay are ahead of runs with it on the same gradients, noise alone.
    """
    runs = 50
    noise = streams.noisy(STILL * runs, 0.0, deviation).reshape(STILL, runs, 1)
    make = adamw if decoupled else adam_l2
    with_it, without = (
        feed(rule, noise, np.ones((runs, 1)), keep="theta", every=STILL).theta[-1]
        for rule in (make(SLOW, weight_decay=DECAY), adam(SLOW))
    )
    return float((without - with_it).mean() / (SLOW * DECAY * STILL))

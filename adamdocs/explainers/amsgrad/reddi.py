"""Reddi, Kale and Kumar's example, its gradients in a fixed round."""

from functools import cache
from typing import Any

import numpy as np

from adamdocs import streams, theory
from adamdocs.explainers.amsgrad.experiments import B1, Array, make
from adamdocs.optimizers import adam
from adamdocs.runs import feed, play
from adamdocs.schedules import inverse_sqrt

PERIOD, SMALL = 101, -10.0
THEIRS = 0.99  # the β₂ of the paper's experiment
RATE, ROUNDS, START = 0.5, 200, 1.0
WALKED = (THEIRS, 0.999, 0.9999)  # the β₂ of Adam's runs
MEMORIES = (0.99, 0.998, 0.9985, 0.999, 0.9995, 0.9996, 0.9998)
LEAST, MOST = 0.9977, 0.9999  # ends of the figure
LONG, COUNTED = 320, 20  # rounds of a run, and of these the last, over which the drift is taken
PERIODS = (31, 41, 61, 81, 101, 141, 201, 281, 401)
BETAS = (0.9, 0.0)
MARGIN = 1.1  # how much larger the large gradient is in the example's variant
NEAR = 0.04  # of a memory: how far to both sides of its turn the variant is run


def gradients(period: int = PERIOD, outweighs: float = 1.0) -> Array:
    """One round of gradients: a large one, that times ten times the period, and tens against it."""
    return theory.reddi_gradients(period, -SMALL * period * outweighs, SMALL)


def inside(theta: Array) -> Array:
    """The nearest place between −1 and 1."""
    return np.minimum(np.maximum(theta, -1.0), 1.0)


@cache
def online(rule: str, start: float = START) -> Array:
    """Places between −1 and 1 where gradients come in rounds and the rate falls like 1/√t.

    A column for each β₂ of `WALKED`, or for AMSGrad the first of them.
    """
    g = np.tile(gradients(), ROUNDS)
    b2 = np.array(WALKED if rule == "adam" else WALKED[:1])[:, None]

    def field(thetas: Any, t: int, rng: Any) -> list[Array]:
        return [np.full_like(thetas[0], g[t - 1])]

    (run,) = play(
        [make(rule, RATE, b2=b2)],
        field,
        [np.full((len(b2), 1), start)],
        steps=len(g),
        schedule=inverse_sqrt(),
        project=inside,
        keep="theta",
    )
    places: Array = run.theta[:, :, 0]
    return places


def by_round(rule: str, b2: float = THEIRS) -> Array:
    """Mean place of each round."""
    places = online(rule)[:, WALKED.index(b2)]
    means: Array = places.reshape(-1, PERIOD).mean(axis=1)
    return means


@cache
def drifts() -> Array:
    """Change of place per round in the long run: a row for each β₁, a column for each β₂."""
    rule = adam(1.0, np.array(BETAS)[:, None, None], np.array(MEMORIES)[:, None])
    g = streams.recurring(LONG * PERIOD, PERIOD, -SMALL * PERIOD, SMALL)
    run = feed(rule, g[:, None], keep="theta", every=PERIOD * COUNTED)
    drift: Array = (run.theta[-1] - run.theta[-2])[..., 0] / COUNTED
    return drift


def measured_turn(b1: float = B1) -> float:
    """β₂ at which the drift is none, on a line through the two measured next to it."""
    low, high = MEMORIES.index(0.9995), MEMORIES.index(0.9996)
    row = drifts()[BETAS.index(b1)]
    share = row[low] / (row[low] - row[high])
    return float(MEMORIES[low] + share * (MEMORIES[high] - MEMORIES[low]))


@cache
def turn(period: int, b1: float = B1, outweighs: float = 1.0) -> float:
    """Memory 1/(1 − β₂) at which the exact drift changes its sign."""
    return 1.0 / (1.0 - theory.drift_sign_change(gradients(period, outweighs), b1, 0.5))


@cache
def measured_margin(period: int) -> float:
    """The same by runs, where the large gradient is a tenth larger than that of the example."""
    memories = turn(period, outweighs=MARGIN) * np.array([1 - NEAR, 1.0, 1 + NEAR])
    rounds = round(10 * memories[-1] / period) + 1
    g = streams.recurring(rounds * period, period, -SMALL * period * MARGIN, SMALL)
    rule = adam(1.0, b2=(1 - 1 / memories)[:, None])
    places = feed(rule, g, keep="theta", every=period).theta[..., 0]
    drift = places[-1] - places[-2]
    return float(np.interp(0.0, -drift, memories))

"""Reddi, Kale and Kumar's example: gradients in a fixed round, and gradients by chance."""

from functools import cache
from typing import Any

import numpy as np

from adamdocs import streams, theory
from adamdocs.explainers.amsgrad.experiments import B1, Array, make
from adamdocs.labs.chance import Interval, mean_interval
from adamdocs.optimizers import adam
from adamdocs.portable import Mulberry32
from adamdocs.runs import feed, play
from adamdocs.schedules import inverse_sqrt

PERIOD, SMALL = 101, -10.0
THEIRS = 0.99  # the β₂ of the paper's experiment
RATE, ROUNDS = 0.5, 200
MEMORIES = (0.99, 0.998, 0.9985, 0.999, 0.9994, 0.9996, 0.9998)
LEAST, MOST = 0.9977, 0.9999  # ends of the figure
LONG, COUNTED = 400, 20  # rounds of a run, and of these the last, over which the drift is taken
CHANCE = 0.01  # of a large gradient
RATES = (0.5, 2.0, 8.0)
SEEDS, DRAWS = 40, 20_000
LAST = 2000  # steps over which a place is averaged
PERIODS = (31, 41, 61, 81, 101, 141, 201, 281, 401)
BETAS = (0.9, 0.0)


def gradients(period: int = PERIOD) -> Array:
    """One round of gradients: a large one, ten times the period, and tens against it."""
    return theory.reddi_gradients(period, -SMALL * period, SMALL)


def inside(theta: Array) -> Array:
    """The nearest place between −1 and 1."""
    return np.minimum(np.maximum(theta, -1.0), 1.0)


@cache
def online(rule: str, b2: float, lr: float = RATE) -> Array:
    """Places between −1 and 1 where gradients come in rounds and the rate falls like 1/√t."""
    g = np.tile(gradients(), ROUNDS)

    def field(thetas: Any, t: int, rng: Any) -> list[Array]:
        return [np.full_like(thetas[0], g[t - 1])]

    (run,) = play(
        [make(rule, lr, b2=b2)],
        field,
        [[0.0]],
        steps=len(g),
        schedule=inverse_sqrt(),
        project=inside,
        keep="theta",
    )
    places: Array = run.theta[:, 0]
    return places


def by_round(places: Array) -> Array:
    """Mean place of each round."""
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
    low, high = MEMORIES.index(0.9994), MEMORIES.index(0.9996)
    row = drifts()[BETAS.index(b1)]
    share = row[low] / (row[low] - row[high])
    return float(MEMORIES[low] + share * (MEMORIES[high] - MEMORIES[low]))


@cache
def turn(period: int, b1: float = B1) -> float:
    """Memory 1/(1 − β₂) at which the exact drift changes its sign."""
    return 1.0 / (1.0 - theory.drift_sign_change(gradients(period), b1, 0.5))


@cache
def by_chance(rule: str) -> Array:
    """Places at the end where the large gradient comes by chance: a row a rate, a column a seed."""
    uniform = Mulberry32(np.arange(SEEDS)).random((SEEDS, DRAWS))
    g = np.where(uniform < CHANCE, -SMALL * PERIOD, SMALL)[..., None]

    def field(thetas: Any, t: int, rng: Any) -> list[Array]:
        return [np.broadcast_to(g[:, t - 1], thetas[0].shape)]

    (run,) = play(
        [make(rule, np.array(RATES)[:, None, None], b2=THEIRS)],
        field,
        [np.zeros((len(RATES), SEEDS, 1))],
        steps=DRAWS,
        schedule=inverse_sqrt(),
        project=inside,
        keep="theta",
        every=100,
    )
    late: Array = run.theta[-LAST // 100 :, :, :, 0].mean(axis=0)
    return late


def intervals(rule: str) -> Interval:
    """Mean place over the seeds at every rate, with its interval."""
    return mean_interval(by_chance(rule))


def chance_moments() -> tuple[float, float]:
    """Mean and deviation of the gradients that come by chance, over a hundred equally likely."""
    round_ = np.append(np.full(99, SMALL), -SMALL * PERIOD)
    return float(round_.mean()), float(round_.std())

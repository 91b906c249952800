"""Runs of two players on xy that the page's figures, numbers and claims ask."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adamdocs import theory
from adamdocs.explainers.framework import Explainer
from adamdocs.labs.bilinear import Duel, duel
from adamdocs.theory.games import Play

page = Explainer("connections/gan", topic="Games")

Array = NDArray[np.float64]
LR = 0.01
DESCENT = 0.1  # rate of gradient descent
LONG, SETTLED = 20_000, 4000  # steps of a run, and those at its end that are looked at
EVERY = 20
LOOK = 14_000  # steps of the picture
BETAS = (-0.5, -0.25, 0.0, 0.25, 0.5, 0.7, 0.8, 0.9)
CIRCLING: tuple[Play, ...] = ("simultaneous", "alternating")
NEAR, FAR = LR, LR / 10  # rates at which a start at (1, 0) is 100 and 1000 learning rates out


class Circles(NamedTuple):
    """Distances from the saddle at the end, in learning rates, `(β₁,)` each."""

    mean: Array
    least: Array
    most: Array


@page.experiment()
def circles(playing: Play) -> Circles:
    """Where Adam ends for every β₁, from a fifth inside the closed form's circle.

    Where that has none, from 20 learning rates away.
    """
    betas = np.array(BETAS)[:, None]
    start = np.maximum(0.8 * theory.adam_game_radius(betas, 0.999, playing), 20.0)
    rates = 1 / start  # xy has no scale of its own: from (1, 0) the rate says how far out
    run = duel("adam", playing, lr=rates, b1=betas, steps=LONG, start=(1.0, 0.0), every=EVERY)
    late = run.distance[-SETTLED // EVERY :] * start[:, 0]
    return Circles(late.mean(0), late.min(0), late.max(0))


def circle(b1: float, playing: Play = "simultaneous") -> float:
    """Mean distance at the end, in learning rates."""
    return float(circles(playing).mean[BETAS.index(b1)])


@page.experiment()
def both_sides() -> Duel:
    """Adam's players from (1, 0), at the rates `NEAR` and `FAR`."""
    rates = np.array([[NEAR], [FAR]])
    return duel("adam", lr=rates, b1=0.9, steps=LOOK, start=(1.0, 0.0), every=EVERY)


@page.experiment()
def short_memory() -> float:
    """Where Adam ends at β₁ = 0 and β₂ = 0.9, in learning rates."""
    run = duel("adam", lr=1.0, b1=0.0, b2=0.9, steps=1500, start=(12.0, 0.0))
    return float(run.distance[-500:].mean())


def descent(playing: Play, steps: int = 600, lr: float = DESCENT, b1: float = 0.0) -> Duel:
    """Gradient descent of both players from (1, 1)."""
    return duel("descent", playing, lr=lr, b1=b1, steps=steps)


def pace(distance: Array) -> float:
    """Factor on the distance per step, over the second half of a run."""
    half = len(distance) // 2
    return float((distance[-1] / distance[half]) ** (1 / (len(distance) - 1 - half)))

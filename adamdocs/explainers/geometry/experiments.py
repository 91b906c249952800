"""The page and the runs its parts share: what is multiplied, what is turned, and who notices.

A run has *arrived* at the first of a hundred steps in a row whose loss is below the tolerance. To
stay below it for good is more than Adam can do at a fixed rate: see the page.
"""

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from adamdocs import theory
from adamdocs.explainers.framework import Explainer
from adamdocs.landscapes import Landscape, ravine
from adamdocs.landscapes.base import ELEMENTARY
from adamdocs.optimizers import RULES, Rule, adam, momentum, sgd, shampoo
from adamdocs.runs import Trace, descend

page = Explainer("learn/geometry", topic="Units and axes")

Array = NDArray[np.float64]

START = (10.0, 1.0)  # along the floor and across it, whatever the angle
TOLERANCE = 1e-6
IN_A_ROW = 100
ANGLES = tuple(range(0, 50, 5))
STEPS = {100.0: 500, 1000.0: 1000, 10_000.0: 3400}  # enough for Adam's best at every angle
FINE = 50  # rates a decade
ADAM_RATES = tuple(10 ** (k / FINE) for k in range(-65, 26))
BALL_RATES = tuple(10 ** (k / FINE) for k in range(-200, -99))
SHAMPOO_RATES = tuple(10 ** (k / FINE) for k in range(125, 176))
SHAMPOO_STARTS = tuple((10.0, k / 10) for k in range(6, 15))


def arrival(loss: ArrayLike, tolerance: float = TOLERANCE) -> Array:
    """First of a hundred steps in a row with a loss below the tolerance; infinite if none."""
    low = (np.asarray(loss) < tolerance).astype(np.int32)
    count = np.concatenate([np.zeros_like(low[:1]), low.cumsum(axis=0, dtype=np.int32)])
    held = count[IN_A_ROW:] - count[:-IN_A_ROW] == IN_A_ROW
    return np.where(held.any(axis=0), held.argmax(axis=0) + 1.0, np.inf)


@cache
def arrivals_of_adam(condition: float) -> Array:
    """Adam's arrival on the ravine, for every angle and rate, shape `(angles, rates)`."""
    turned = [ravine(condition, angle) for angle in ANGLES]

    def each(what: str, theta: Array) -> Array:
        values = [getattr(one, what)(row) for one, row in zip(turned, theta, strict=True)]
        return np.asarray(np.stack(values))

    many = Landscape(
        "turned ravines",
        value=lambda theta: each("value", theta),
        grad=lambda theta: each("grad", theta),
        start=START,
        minimisers=((0.0, 0.0),),
        view=((-12.0, 12.0), (-12.0, 12.0)),
        source=ELEMENTARY,
    )
    starts = np.array([one.start for one in turned])[:, None, :]
    rates = np.reshape(ADAM_RATES, (-1, 1))
    # A hundred steps more than the slowest best rate needs; slower rates count as not arriving.
    steps = STEPS[condition] + IN_A_ROW
    run = descend(adam(rates), many, np.repeat(starts, len(rates), 1), steps=steps, keep="loss")
    return arrival(run.loss)


def adam_arrives(condition: float, angle: int) -> float:
    """Adam's steps at the best rate of the grid."""
    return float(arrivals_of_adam(condition)[ANGLES.index(angle)].min())


def adam_rate(condition: float, angle: int) -> float:
    """That rate; of equals the first."""
    return ADAM_RATES[int(arrivals_of_adam(condition)[ANGLES.index(angle)].argmin())]


@cache
def momentum_arrives(condition: float, angle: int) -> tuple[float, float]:
    """Momentum's steps at the best rate of its grid, by runs, and that rate."""
    rule = momentum(np.reshape(BALL_RATES, (-1, 1)))
    steps = STEPS[condition] + IN_A_ROW
    found = arrival(descend(rule, ravine(condition, angle), steps=steps, keep="loss").loss)
    return float(found.min()), BALL_RATES[int(found.argmin())]


@cache
def descent_arrives(condition: float, angle: int) -> float:
    """Gradient descent's steps at the best rate of momentum's grid, by runs."""
    rule = sgd(np.reshape(BALL_RATES, (-1, 1)))
    found = arrival(descend(rule, ravine(condition, angle), steps=4700, keep="loss").loss)
    return float(found.min())


@cache
def on_ravine(
    rule: str, lr: float, angle: int, condition: float = 100.0, steps: int = 1000
) -> Trace:
    """A rule on the ravine."""
    return descend(RULES[rule](lr=lr), ravine(condition, angle), steps=steps)


@cache
def shampoo_arrives(condition: float, angle: int) -> float:
    """Shampoo's steps at its best rate, the two parameters being a column of a matrix.

    Median over nine starts: from a single one a rate of the grid can cancel a coordinate at once.
    """
    flat = ravine(condition, angle)
    turn = np.deg2rad(angle)
    away = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    starts = np.array(SHAMPOO_STARTS) @ away
    column: Any = tuple((x,) for x in flat.start)
    upright = Landscape(
        "ravine of a column",
        value=lambda theta: flat.value(theta[..., 0]),
        grad=lambda theta: flat.grad(theta[..., 0])[..., None],
        start=column,
        minimisers=(),
        view=(),
        source=ELEMENTARY,
    )
    rule = shampoo(np.reshape(SHAMPOO_RATES, (-1, 1, 1, 1)))
    many = np.repeat(starts[None, :, :, None], len(SHAMPOO_RATES), 0)
    found = arrival(descend(rule, upright, many, steps=150, keep="loss").loss)
    return float(np.median(found.min(axis=0)))


def multiplied(
    rule: Rule, factors: ArrayLike, *, angle: int = 0, condition: float = 1000.0, steps: int = 500
) -> Trace:
    """A run on the ravine whose gradients are multiplied, coordinate by coordinate."""
    landscape = ravine(condition, angle)

    def gradient(theta: Array, t: int, rng: Any) -> Array:
        return np.asarray(factors * landscape.grad(theta))

    return descend(rule, landscape, steps=steps, gradient=gradient)


def both_when_multiplied(factor: float, eps: float) -> tuple[Array, Array]:
    """Adam's points before and after the gradients across the ravine are multiplied.

    At the rate that is best for the ravine as it is.
    """
    rule = adam(adam_rate(1000.0, 0), eps=eps)
    before, after = (multiplied(rule, (1.0, c)).theta for c in (1.0, factor))
    return before, after


def apart_when_multiplied(factor: float, eps: float) -> float:
    """Largest change of Adam's path, in learning rates."""
    before, after = both_when_multiplied(factor, eps)
    return float(np.abs(before - after).max() / adam_rate(1000.0, 0))


def divided_condition(angle: int, condition: float = 100.0) -> float:
    """Condition number that Adam's first division leaves of the ravine."""
    hessian = theory.rotated_hessian(1.0, condition, angle)
    return theory.rescaled_condition(hessian, first_division(angle, condition))


@cache
def first_division(angle: int, condition: float = 100.0) -> Array:
    """√v̂ of Adam's first step at the start."""
    run = descend(adam(eps=0.0), ravine(condition, angle), steps=1)
    return np.asarray(np.sqrt(run.state.v_hat[0]))

"""The regression's runs: ten measurements of 442 patients, in units of the reader's choice."""

from functools import cache
from typing import Any

import numpy as np

from adamdocs import theory
from adamdocs.explainers.geometry import patients
from adamdocs.explainers.geometry.experiments import Array, arrival, page
from adamdocs.explainers.geometry.patients import B1, BELOW_LIMIT, LEFT, STEPS, UNITS
from adamdocs.labs.chance import Interval, mean_interval, paired_interval
from adamdocs.labs.regression import (
    Regression,
    diabetes,
    examples,
    hessian,
    least_squares,
    squared_error,
)
from adamdocs.landscapes import Landscape
from adamdocs.optimizers import RULES, adam, sgd
from adamdocs.runs import descend

PRESSURE = "bp"
ADAM_RATES = tuple(10 ** (k / 20) for k in range(-40, 41))  # twenty a decade
BATCH, NOISY_STEPS = 16, 400
SEEDS, TUNING_SEEDS = 20, 8
NOISY_RATES = tuple(10 ** (k / 10) for k in range(-45, 11))  # ten a decade
NEAR_STEPS, NEAR_BATCH, NEAR_RUNS = 4000, 8, 20
STEEP = 8  # of the ten directions along the Hessian's own axes


@cache
def task(unit: str) -> Regression:
    """The regression with blood pressure in a unit, all else as measured; or standardized."""
    if unit == "standardized":
        return diabetes(standardized=True)
    return diabetes(units={PRESSURE: UNITS[unit]})


@cache
def bowl(unit: str, factor: float = 1.0, loss_unit: float = 1.0) -> Landscape:
    """`squared_error` of a task as the quadratic it is, as a share of what can be gained.

    Ten numbers a step instead of 442: the loss is (θ − θ*)ᵀH(θ − θ*)/2 over its value at the start.
    All features are multiplied by `factor`, and the loss by `loss_unit`.
    """
    curvature = factor * factor * hessian(task(unit))
    best = least_squares(task(unit)) / factor
    scale = loss_unit / (0.5 * best @ curvature @ best)

    def value(theta: Any) -> Any:
        away = theta - best
        return 0.5 * scale / loss_unit * ((away @ curvature) * away).sum(-1)

    def grad(theta: Any) -> Any:
        return loss_unit * ((theta - best) @ curvature)

    plain = squared_error(task(unit))
    return plain._replace(value=value, grad=grad, minimisers=(tuple(best.tolist()),))


def rates(rule: str, unit: str) -> Array:
    """Rates of Adam, or of a rule that has a limit: two decades below it; twenty a decade."""
    if rule == "adam":
        return np.array(ADAM_RATES)
    steepest = float(np.linalg.eigvalsh(hessian(task(unit)))[-1])
    return np.asarray(theory.heavy_ball_stable_rate(steepest, B1[rule]) * BELOW_LIMIT)


@page.experiment()
def arrivals(
    rule: str, unit: str, factor: float = 1.0, loss_unit: float = 1.0, eps: float | None = None
) -> Array:
    """Steps to come below a hundredth of the loss above the minimum, for every rate.

    All features are multiplied by `factor`, and Adam's rates are divided by it.
    """
    hyper = {} if eps is None else {"eps": eps}
    rule_at_all = RULES[rule](lr=rates(rule, unit)[:, None] / factor, **hyper)
    run = descend(rule_at_all, bowl(unit, factor, loss_unit), steps=STEPS, keep="loss")
    return np.where(run.diverged > 0, np.inf, arrival(run.loss, LEFT))


@cache
def closed_steps(rule: str, unit: str) -> float:
    """Steps of gradient descent or momentum at the best rate of its grid, in closed form.

    For counts that no run reaches: by bisection, as late losses only fall.
    """
    walls, axes = np.linalg.eigh(hessian(task(unit)))
    start = axes.T @ least_squares(task(unit))
    goal = LEFT * (walls * start**2).sum()
    lr = rates(rule, unit)[:, None]
    low, high = np.ones_like(lr), np.full_like(lr, 1e12)
    for _ in range(60):
        middle = np.sqrt(low * high)
        theta = theory.heavy_ball_iterate(start, walls, lr, B1[rule], np.floor(middle))
        there = (walls * theta**2).sum(axis=-1, keepdims=True) < goal
        low, high = np.where(there, low, middle), np.where(there, middle, high)
    return float(np.ceil(high).min())


def steps_at_best(rule: str, unit: str) -> float:
    """The fewest of these steps over all rates."""
    return float(arrivals(rule, unit).min())


def rate_at_best(rule: str, unit: str) -> float:
    """The rate that needs them; of equals the first."""
    return float(rates(rule, unit)[int(arrivals(rule, unit).argmin())])


@cache
def long_descent() -> float:
    """Gradient descent's steps in millimeters at the best rate of its grid."""
    rule = sgd(rates("sgd", "mm")[:, None])
    run = descend(rule, bowl("mm"), steps=30_500, keep="loss")
    return float(arrival(run.loss, LEFT).min())


@cache
def pressure_after_ridge(ridge: float, unit: str) -> float:
    """What a standard deviation more of blood pressure adds to the prediction under ridge."""
    measured = task(unit)
    column = measured.names.index(PRESSURE)
    return float(least_squares(measured, ridge)[column] * measured.X[:, column].std())


@cache
def with_batches(rule: str, unit: str, rates: tuple[float, ...], seed: int, runs: int) -> Array:
    """Mean share of the loss left over the last tenth of noisy runs, `(rates, runs)`.

    Every gradient is that of 16 patients, drawn anew; the same for every rule and unit.
    """
    start = np.zeros((len(rates), runs, 10))
    lr = np.reshape(rates, (-1, 1, 1))
    run = descend(
        RULES[rule](lr=lr),
        bowl(unit),
        start,
        steps=NOISY_STEPS,
        gradient=examples(task(unit), BATCH),
        rng=np.random.default_rng(seed),
        keep="loss",
    )
    left = run.loss[-NOISY_STEPS // 10 :].mean(axis=0)
    return np.where(run.diverged > 0, np.inf, left)


@cache
def noisy_rate(rule: str, unit: str) -> float:
    """Rate whose mean over the tuning seeds is least."""
    left = with_batches(rule, unit, NOISY_RATES, 2, TUNING_SEEDS).mean(axis=1)
    return NOISY_RATES[int(left.argmin())]


def left_with_batches(rule: str, unit: str) -> Array:
    """Share of the loss left at that rate, one number a seed, of seeds not used for tuning."""
    return np.asarray(with_batches(rule, unit, (noisy_rate(rule, unit),), 1, SEEDS)[0])


def share_left(rule: str, unit: str) -> Interval:
    """Its mean with the interval."""
    return mean_interval(left_with_batches(rule, unit))


def adam_over_descent(unit: str) -> Interval:
    """Adam's share minus gradient descent's, seed by seed."""
    return paired_interval(left_with_batches("adam", unit), left_with_batches("sgd", unit))


@cache
def near_the_minimum() -> tuple[Array, Array]:
    """Curvatures of the ten features, and Adam's √v̂ at the minimum, `(NEAR_RUNS, 10)`.

    Adam stands there, at a rate that does not move it, and sees batches of 8 patients.
    """
    measured = task("mm")
    run = descend(
        adam(1e-12, eps=0.0),
        bowl("mm"),
        np.tile(least_squares(measured), (NEAR_RUNS, 1)),
        steps=NEAR_STEPS,
        gradient=examples(measured, NEAR_BATCH),
        rng=np.random.default_rng(3),
        keep="v_hat",
        every=NEAR_STEPS,
    )
    return np.diag(hessian(measured)), np.asarray(np.sqrt(run.state.v_hat[-1]))


def exponent_near() -> Interval:
    """The power of the curvature that √v̂ follows there, one a run."""
    return mean_interval([patients.exponent(root) for root in near_the_minimum()[1]])


@cache
def before_noise() -> Array:
    """Adam's √v̂ at its first step of full gradients, standardized, from equal distances of 1."""
    away = np.ones(10)
    measured = task("mm")
    diagonal = np.diag(hessian(measured))
    run = descend(
        adam(1e-12, eps=0.0),
        bowl("mm"),
        least_squares(measured) + away,
        steps=1,
        gradient=lambda theta, t, rng: diagonal * (theta - least_squares(measured)),
        keep="v_hat",
    )
    return np.asarray(np.sqrt(run.state.v_hat[-1]))


def steep_ones() -> tuple[float, float]:
    """Condition number of the `STEEP` steepest directions, and the part of the loss off them.

    Standardized, along the Hessian's own axes, the loss being that of the start.
    """
    measured = task("standardized")
    walls, axes = np.linalg.eigh(hessian(measured))
    loss = walls * (axes.T @ least_squares(measured)) ** 2
    return float(walls[-1] / walls[-STEEP]), float(loss[:-STEEP].sum() / loss.sum())


@cache
def first_detour(rule: str, unit: str) -> float:
    """Angle in degrees between a rule's first step and the straight way to the minimum."""
    hyper = {"eps": 0.0} if rule == "adam" else {}
    step = descend(RULES[rule](lr=1e-6, **hyper), bowl(unit), steps=1).step[0]
    return patients.angle(step, least_squares(task(unit)))

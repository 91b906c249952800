"""Runs on digits: rates chosen on some seeds, compared on other seeds' test images."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from adamdocs.explainers.generalisation.experiments import page
from adamdocs.labs.chance import LEVEL, Interval, mean_interval, paired_interval
from adamdocs.labs.digits import Sweep, accuracy, digits, fit, loss, sweep
from adamdocs.labs.network import gradient
from adamdocs.optimizers import RULES
from adamdocs.schedules import cosine

Array = NDArray[np.float64]
TASKS: dict[str, dict[str, Any]] = {
    "thousand": {"train": 1000},
    "three_hundred": {"train": 300},
    "wrong": {"train": 400, "wrong": 0.2},
    "hundred": {"train": 100},
}
THREE = ("thousand", "three_hundred", "wrong")
FOUR = ("sgd", "momentum", "adam", "adamw")
NAMES = {"sgd": "SGD", "momentum": "SGD with momentum", "adam": "Adam", "adamw": "AdamW"}
STEPS, BATCH, HIDDEN = 300, 25, 24
EIGHT = range(8)
RATES = {  # eight a rule, each twice the one before
    "sgd": tuple(2.0 ** (k - 4) for k in EIGHT),
    "momentum": tuple(2.0 ** (k - 7) for k in EIGHT),
    "adam": tuple(2.0 ** (k - 10) for k in EIGHT),
    "adamw": tuple(2.0 ** (k - 10) for k in EIGHT),
}
SEEDS = tuple(range(24))
TUNING, AGAIN = 1000, 2000  # first of six seeds that rates are chosen on
POWER = 0.8
SHORT = 40  # steps of the race for the least loss on the images learned from


class Ended(NamedTuple):
    """Networks at the end of training, one number a seed."""

    test: Array
    train: Array
    train_loss: Array


def how(batch: int = BATCH, steps: int = STEPS) -> dict[str, Any]:
    """What all runs have in common."""
    return {"steps": steps, "batch": batch, "hidden": HIDDEN, "schedule": cosine(steps)}


@page.experiment()
def tuned(rule: str, task: str, batch: int = BATCH, first: int = TUNING) -> Sweep:
    """Validation accuracy of six seeds at each of eight rates."""
    learned = digits(range(first, first + 6), **TASKS[task])
    return sweep(RULES[rule], learned, RATES[rule], **how(batch))


@page.experiment()
def trained(rule: str, task: str, lr: float, batch: int = BATCH) -> Ended:
    """Networks of 24 fresh seeds at one rate."""
    learned = digits(SEEDS, **TASKS[task])
    theta = fit(RULES[rule](lr=lr), learned, **how(batch)).theta
    test, train = (accuracy(theta, shown) for shown in (learned.test, learned.train))
    return Ended(test, train, loss(theta, learned.train))


def ended(rule: str, task: str, batch: int = BATCH, first: int = TUNING) -> Ended:
    """The same at the rate chosen for the rule, the task and the batch."""
    return trained(rule, task, tuned(rule, task, batch, first).best, batch)


def difference(rule: str, task: str, other: str = "momentum", first: int = TUNING) -> Interval:
    """Test accuracy of one rule minus another's, over pairs of seeds."""
    return paired_interval(
        ended(rule, task, first=first).test, ended(other, task, first=first).test
    )


def detectable(found: Interval) -> float:
    """True difference that such an interval would leave 0 out for, with the chance `POWER`.

    (t₀.₉₇₅ + t₀.₈) · s/√n,   by Student's t for both
    """
    quantiles = [float(stdtrit(found.runs - 1, q)) for q in ((1 + LEVEL) / 2, POWER)]
    return float(found.half_width) * sum(quantiles) / quantiles[0]


@page.experiment()
def sharpness(rule: str, task: str = "three_hundred") -> Array:
    """Largest eigenvalue of the second derivatives of the training loss, one a seed.

    Forty power iterations; the second derivative along v by a central difference of gradients.
    """
    learned = digits(SEEDS, **TASKS[task])
    lr = tuned(rule, task).best
    theta = fit(RULES[rule](lr=lr), learned, **how()).theta
    v = np.random.default_rng(0).standard_normal(theta.shape)
    for _ in range(40):
        v /= np.linalg.norm(v, axis=-1, keepdims=True)
        ahead, behind = (gradient(theta + h * v, *learned.train) for h in (1e-4, -1e-4))
        bent = (ahead - behind) / 2e-4
        found, v = (v * bent).sum(-1), bent
    return np.asarray(found)


def typical_sharpness(rule: str) -> Interval:
    """Mean and interval of the sharpness's natural logarithm."""
    return mean_interval(np.log(np.maximum(sharpness(rule), 1e-12)))


@page.experiment()
def least_loss(rule: str, batch: int) -> float:
    """Least loss, over the rates, on the hundred images learned from after a few steps.

    The geometric mean over 12 seeds; a run that diverged counts as a blind guess.
    """
    learned = digits(range(3000, 3012), **TASKS["hundred"])
    column = np.array(RATES[rule] + (2 * RATES[rule][-1],))[:, None, None]
    done = fit(RULES[rule](lr=column), learned, **how(batch, SHORT))
    left = np.where(done.diverged, np.log(10.0), loss(done.theta, learned.train))
    return float(np.exp(np.log(left).mean(-1)).min())


def gain_of_noise() -> Interval:
    """Test accuracy of SGD in batches of ten minus that with all hundred images at each step."""
    return paired_interval(ended("sgd", "hundred", 10).test, ended("sgd", "hundred", 100).test)

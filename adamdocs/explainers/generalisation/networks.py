"""Runs on digits: rates chosen on validation images, rules compared on test images."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from adamdocs.explainers.generalisation.experiments import page
from adamdocs.labs.chance import LEVEL, Interval, paired_interval
from adamdocs.labs.digits import Sweep, accuracy, digits, fit, loss, sweep
from adamdocs.labs.network import gradient
from adamdocs.optimizers import RULES
from adamdocs.schedules import cosine

Array = NDArray[np.float64]
TASKS: dict[str, dict[str, Any]] = {
    "thousand": {"train": 1000},
    "three_hundred": {"train": 300},
    "wrong": {"train": 400, "wrong": 0.2},
}
THREE = ("thousand", "three_hundred", "wrong")
RULED = ("sgd", "momentum", "adam")
NAMES = {"sgd": "SGD", "momentum": "SGD with momentum", "adam": "Adam"}
STEPS, BATCH, HIDDEN = 300, 25, 24
EIGHT = range(8)
RATES = {  # eight a rule, each twice the one before
    "sgd": tuple(2.0 ** (k - 5) for k in EIGHT),
    "momentum": tuple(2.0 ** (k - 7) for k in EIGHT),
    "adam": tuple(2.0 ** (k - 9) for k in EIGHT),
}
PILOT = tuple(range(1000, 1006))  # seeds of the sweeps
GROUPS, GROUP = 12, 3  # groups of fresh seeds, each of which chooses its rate anew
SEEDS = tuple(range(GROUPS * GROUP))
FEW = tuple(range(12))  # seeds whose curvature is measured
ROOM = 12  # networks trained at once for each rate: more are slower
COMPARED = tuple((task, other) for task in THREE for other in ("momentum", "sgd"))
TOGETHER = 1 - (1 - LEVEL) / len(COMPARED)  # by Bonferroni
POWER = 0.8
BROKEN = 0.8  # accuracy below which a rate is too large


class Ended(NamedTuple):
    """Networks at the end of training, `(rates, seeds)`."""

    validation: Array
    test: Array
    train: Array


class Bent(NamedTuple):
    """Largest curvature of the training loss, and that loss, one a seed."""

    curvature: Array
    loss: Array


HOW: dict[str, Any] = {  # what all runs have in common
    "steps": STEPS,
    "batch": BATCH,
    "hidden": HIDDEN,
    "schedule": cosine(STEPS),
}


@page.experiment()
def tuned(rule: str, task: str) -> Sweep:
    """Validation accuracy of the sweep's six seeds at each of eight rates."""
    return sweep(RULES[rule], digits(PILOT, **TASKS[task]), RATES[rule], **HOW)


def best(rule: str, task: str) -> float:
    """Rate that the sweep found best."""
    return tuned(rule, task).best


def breaks_at(rule: str, task: str) -> float:
    """Least multiple of the best rate at which fewer than four fifths are told right."""
    found = tuned(rule, task)
    mean = found.accuracy.mean(-1)
    return min(
        rate / found.best
        for rate, told in zip(found.rates, mean, strict=True)
        if rate > found.best and told < BROKEN
    )


def run(rule: str, task: str, rates: tuple[float, ...], seeds: tuple[int, ...]) -> Ended:
    """Train with every rate and seed; a run that diverged is a blind guess."""
    column = np.array(rates)[:, None, None]
    parts = []
    for first in range(0, len(seeds), ROOM):
        learned = digits(seeds[first : first + ROOM], **TASKS[task])
        done = fit(RULES[rule](lr=column), learned, **HOW)
        shown = (learned.validation, learned.test, learned.train)
        parts.append([np.where(done.diverged, 0.1, accuracy(done.theta, of)) for of in shown])
    return Ended(*(np.concatenate(part, -1) for part in zip(*parts, strict=True)))


@page.experiment()
def trained(rule: str, task: str) -> Ended:
    """Networks of all fresh seeds at the sweep's best rate, half of it and twice it."""
    rate = best(rule, task)
    return run(rule, task, (rate / 2, rate, 2 * rate), SEEDS)


def chosen(rule: str, task: str) -> NDArray[np.int64]:
    """Which of the three rates each group's validation images prefer, `(groups,)`."""
    return np.asarray(grouped(trained(rule, task).validation).argmax(0))


def grouped(values: Array) -> Array:
    """Means over groups of seeds, `(rates, groups)`."""
    return np.asarray(values.reshape(len(values), GROUPS, GROUP).mean(-1))


def told(rule: str, task: str) -> Ended:
    """Accuracies of every group at the rate that it chose, `(groups,)` each."""
    choice = chosen(rule, task)[None]
    picked = (np.take_along_axis(grouped(part), choice, 0)[0] for part in trained(rule, task))
    return Ended(*picked)


def difference(rule: str, task: str, other: str = "momentum", level: float = LEVEL) -> Interval:
    """Test accuracy of one rule minus another's, over pairs of groups."""
    return paired_interval(told(rule, task).test, told(other, task).test, level)


def detectable(found: Interval) -> float:
    """True difference that such an interval would leave 0 out for, with the chance `POWER`.

    (t₀.₉₇₅ + t₀.₈) · s/√n,   by Student's t for both
    """
    quantiles = [float(stdtrit(found.runs - 1, q)) for q in ((1 + LEVEL) / 2, POWER)]
    return float(found.half_width) * sum(quantiles) / quantiles[0]


@page.experiment()
def sharpness(rule: str, task: str) -> Bent:
    """Largest eigenvalue of the second derivatives H of the training loss, at the sweep's rate.

    Power iterations on H, whose eigenvalue largest in size may be negative, then on H plus that
    size; H along v by a central difference of gradients.
    """
    learned = digits(FEW, **TASKS[task])
    theta = fit(RULES[rule](lr=best(rule, task)), learned, **HOW).theta
    v = np.random.default_rng(0).standard_normal(theta.shape)
    shift = np.zeros((len(FEW), 1))
    for number in range(45):
        v /= np.linalg.norm(v, axis=-1, keepdims=True)
        ahead, behind = (gradient(theta + h * v, *learned.train) for h in (1e-4, -1e-4))
        bent = (ahead - behind) / 2e-4
        found = (v * bent).sum(-1)
        if number == 15:
            shift = np.where(found < 0, -found, 0.0)[:, None]
        v = bent + shift * v
    return Bent(np.asarray(found), loss(theta, learned.train))


def sharper(other: str, task: str) -> Interval:
    """Natural logarithm of Adam's curvature over another rule's, over pairs of seeds."""
    ours, theirs = (np.log(sharpness(r, task).curvature) for r in ("adam", other))
    return paired_interval(ours, theirs)

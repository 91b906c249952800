"""The page, its lab, and the runs that tell how wide the band of good rates is."""

from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from adamdocs import schedules
from adamdocs.explainers.framework import Explainer
from adamdocs.labs import digits
from adamdocs.labs.chance import Interval, mean_interval
from adamdocs.labs.network import PIXELS, forward
from adamdocs.optimizers import Rule, adam, sgd

page = Explainer("learn/tuning", topic="Tuning")

Array = NDArray[np.float64]
STEPS, BATCH, HIDDEN = 300, 32, 16
SEEDS, OTHERS = tuple(range(10)), tuple(range(100, 105))  # compared, and rates chosen by
FIRST_LAYER = PIXELS * HIDDEN
RATES = (
    *(float(f"{digit}e{power}") for power in (-3, -2, -1) for digit in ("1", "1.8", "3.2", "5.6")),
    1.0,
)
DEFAULT = 1e-3
WARM = 30
EVERY, FIRST = 10, 10  # steps between looks, and steps that are looked at one by one
GOOD = 2.5  # a rate is good while its loss is at most so many times the least
CHANCE = "training on real images has no closed form"


@cache
def task(seeds: tuple[int, ...] = SEEDS) -> digits.Digits:
    """The images, split anew for every seed."""
    return digits.digits(seeds)


def column(rates: Any) -> Array:
    """Rates as a batch beside the seeds."""
    return np.reshape(np.array(rates, dtype=np.float64), (-1, 1, 1))


def train(rule: Rule, seeds: tuple[int, ...] = SEEDS, **how: Any) -> digits.Fit:
    """The page's network trained by a rule; `how` are further arguments of `fit`."""
    chosen = {"steps": STEPS, "batch": BATCH, "hidden": HIDDEN} | how
    return digits.fit(rule, task(seeds), **chosen)


class Swept(NamedTuple):
    """What every rate of `RATES` came to.

    Attributes:
        loss: on the validation images at every tenth step, `(kept, rates, seeds)`.
        ratio: length of a step over that of the weights, first layer, late in the run, `(rates,)`.
        silent: part of the hidden units that no validation image excites, in the end, `(rates,
            seeds)`.
    """

    loss: Array
    ratio: Array
    silent: Array


@page.experiment()
def swept(warm: int) -> Swept:
    """Adam at every rate, with a warm-up of some steps or without (0)."""
    done = train(
        adam(column(RATES)),
        schedule=schedules.warmup(warm) if warm else None,
        keep=["step"],
        every=EVERY,
    )
    shown = task().validation
    step, theta = (x[..., :FIRST_LAYER] for x in (done.trace.step, done.trace.theta))
    ratio = np.sqrt((step * step).sum(-1) / (theta * theta).sum(-1))
    return Swept(
        np.stack([digits.loss(x, shown) for x in done.trace.theta]),
        np.median(ratio[len(ratio) // 2 :], axis=(0, -1)),
        silent(done.theta),
    )


@page.experiment()
def first_steps(warm: int) -> Array:
    """Validation loss of the same runs after each of the first ten steps, `(10, rates, seeds)`."""
    schedule = schedules.warmup(warm) if warm else None
    done = train(adam(column(RATES)), steps=FIRST, schedule=schedule, every=1)
    return np.stack([digits.loss(x, task().validation) for x in done.trace.theta])


def silent(theta: Array, seen: digits.Digits | None = None) -> Array:
    """Part of the hidden units that no validation image excites, `(..., seeds)`."""
    hidden = forward(theta, (seen or task()).validation.images).hidden
    return np.asarray(1.0 - (hidden.max(-2) > 0).mean(-1))


RULES: dict[str, tuple[Any, dict[str, Any], tuple[float, ...]]] = {
    "sgd": (sgd, {}, (0.1, 0.18, 0.32, 0.56, 1.0, 1.8)),
    "adam": (adam, {}, RATES[2:9]),
    "adam_95": (adam, {"b2": 0.95}, RATES[2:9]),
}


@page.experiment()
def tuned(name: str) -> float:
    """Rate of the least mean loss on the validation images of the other seeds."""
    make, hyper, rates = RULES[name]
    done = train(make(lr=column(rates), **hyper), OTHERS)
    losses = digits.loss(done.theta, task(OTHERS).validation)
    at = int(np.where(done.diverged, np.inf, losses).mean(-1).argmin())
    if at in (0, len(rates) - 1):
        raise ValueError(f"{name} does best at {rates[at]:g}, on the edge of the grid; widen it")
    return rates[at]


def rule_of(name: str) -> Rule:
    """A rule at its rate; `adam_95_same` is Adam with β₂ = 0.95 at the rate of `adam`."""
    if name == "adam_95_same":
        return adam(tuned("adam"), b2=0.95)
    make, hyper, _ = RULES[name]
    rule: Rule = make(lr=tuned(name), **hyper)
    return rule


def final(warm: int = 0) -> Interval:
    """Loss in the end at every rate, its mean over the seeds with the interval."""
    return mean_interval(swept(warm).loss[-1])


def at_rate(rate: float) -> int:
    """Place of a rate in the grid.

    Raises:
        ValueError: the grid does not have it.
    """
    return RATES.index(rate)


def good_band(warm: int = 0) -> tuple[float, float]:
    """Ends of the rates whose mean loss is at most GOOD times the least of all."""
    losses = final(warm).mean
    good = np.flatnonzero(losses <= GOOD * min(final(0).mean.min(), final(WARM).mean.min()))
    if len(good) != good[-1] - good[0] + 1:
        raise ValueError("the good rates are not next to one another")
    return RATES[good[0]], RATES[good[-1]]


def decades(warm: int = 0) -> float:
    """Width of the band of good rates, in powers of ten."""
    low, high = good_band(warm)
    return float(np.log10(high / low))

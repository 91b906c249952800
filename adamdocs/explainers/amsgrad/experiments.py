"""The page, its spikes, and what AMSGrad does with a first gradient and on a flat bowl."""

from functools import cache
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from adamdocs import streams
from adamdocs.explainers.framework import Explainer
from adamdocs.landscapes import quartic
from adamdocs.optimizers import adam, amsgrad
from adamdocs.optimizers.base import Rule
from adamdocs.runs import descend, feed

page = Explainer("learn/amsgrad", topic="Memory and convergence")

Array = NDArray[np.float64]

B1, B2 = 0.9, 0.999
# What each library takes the maximum of.
ORDERS: dict[str, Literal["v", "v_hat"]] = {"pytorch": "v", "optax": "v_hat"}
SIZES = (10.0, 100.0, 1000.0, 10_000.0)  # of a spike, in gradients of the background
LEAD, AFTER = 12_000, 11_000  # gradients before a spike, and from it on
SILENCE = 9000
FIRST = 100.0  # a first gradient, in gradients of those that follow
FOLLOWING = 10_000
SLOW_RATE, PATIENCE, TARGET = 1.0, 4000, 0.1  # on the quartic bowl
TRIAL, TRIED = 2000, np.geomspace(0.01, 100.0, 161)  # steps, and rates


def make(rule: str, lr: Any = 1.0, **hyper: Any) -> Rule:
    """Adam, or AMSGrad in the order of the library that its name tells."""
    if rule == "adam":
        return adam(lr, **hyper)
    return amsgrad(lr, maximum_of=ORDERS[rule], **hyper)


@page.experiment()
def spiked(rule: str) -> dict[float, Array]:
    """Steps from a spike on, against the gradients' sign, for every size of `SIZES`."""
    made = [streams.spike(LEAD + AFTER, at=LEAD + 1, size=size) for size in SIZES]
    run = feed(make(rule), np.concatenate(made, axis=1), keep="step")
    return dict(zip(SIZES, -run.step[LEAD:].T, strict=True))


def half_at(size: float, rule: str = "adam") -> int:
    """First gradient after a spike from which the step is at least half a learning rate."""
    below = np.flatnonzero(spiked(rule)[size] < 0.5)
    return int(below[-1]) + 1 if below.size else 0


@cache
def kicks(sizes: tuple[float, ...]) -> Array:
    """Distance that one gradient after a long silence moves the parameter, for each size."""
    lone = [streams.spike(SILENCE + 400, SILENCE + 1, size, background=0.0) for size in sizes]
    run = feed(adam(1.0, eps=1e-300), np.concatenate(lone, axis=1), keep="theta", every=400)
    distance: Array = np.abs(run.theta[-1])
    return distance


@cache
def calming(b2: float) -> Array:
    """Effective rate 1/√v from a spike on, where the gradients after it are tiny; v uncorrected."""
    g = np.concatenate([np.ones(1000), [100.0], np.full(9000, 0.01)])[:, None]
    run = feed(adam(1.0, b2=b2, correct_m=False, correct_v=False), g, keep="denominator")
    rate: Array = 1.0 / run.state.denominator[1000:, 0]
    return rate


@cache
def after_first(rule: str) -> Array:
    """Steps where the first gradient is a hundred times as large as all others."""
    run = feed(make(rule), streams.spike(FOLLOWING, at=1, size=FIRST), keep="step")
    size: Array = -run.step[:, 0]
    return size


@cache
def slowly(rule: str) -> Array:
    """Distance from the quartic bowl's bottom after every step from 10, at rate 1."""
    start = [10.0]
    run = descend(make(rule, SLOW_RATE), quartic(), start, steps=PATIENCE, keep="theta")
    away: Array = np.abs(run.theta[:, 0])
    return away


def reached(rule: str) -> int:
    """Steps after which it is below a tenth for good, at that rate.

    Raises:
        ValueError: it is not at the end.
    """
    away = slowly(rule)
    if away[-1] >= TARGET:
        raise ValueError(f"steps: {rule} is {away[-1]} away after {PATIENCE}")
    return int(np.flatnonzero(away >= TARGET)[-1]) + 2


@cache
def fastest(rule: str) -> tuple[float, int]:
    """Rate of `TRIED` at which a rule gets there, for good, in the fewest steps; and how many.

    Raises:
        ValueError: the best rate is an end of the grid, beyond which a better one might lie.
    """
    run = descend(make(rule, TRIED[:, None]), quartic(), [10.0], steps=TRIAL, keep="theta")
    above = np.abs(run.theta[:, :, 0]) >= TARGET
    last = TRIAL - np.argmax(above[::-1], axis=0)
    best = int(np.argmin(last))
    if best in (0, len(TRIED) - 1):
        raise ValueError(f"rates: the best of {rule} is an end of the grid; make it wider")
    return float(TRIED[best]), int(last[best]) + 1


@cache
def settles(size: float) -> int:
    """Gradients after a spike until m is back at 1, to one percent."""
    g = streams.spike(600, at=301, size=size)
    m = feed(adam(1.0), g, keep="m").state.m[300:, 0]
    return int(np.flatnonzero(np.abs(m - 1) > 0.01)[-1]) + 1

"""Runs whose loss is level: from the start, by three causes, or late."""

from typing import Any, NamedTuple

import numpy as np

from adamdocs.explainers.tuning.experiments import (
    BATCH,
    EVERY,
    FIRST,
    HIDDEN,
    SEEDS,
    STEPS,
    Array,
    column,
    page,
    silent,
    task,
    train,
    tuned,
)
from adamdocs.labs import digits
from adamdocs.labs.network import first_weights
from adamdocs.optimizers import Rule, adam

SMALL, HOT, DEAD = 1e-5, 0.1, 0.32  # rates: far too small, too large for the end, far too large
WASTED, TENTH = 150, 30  # steps at the rate that silences; steps at a tenth of the rate
FALLING = ("best", "hot", "dead")


class Level(NamedTuple):
    """One of the runs that are level from the start, seed by seed; losses of validation images.

    Attributes:
        before: loss of the first weights.
        peak: largest loss after one of the first ten steps.
        loss: after 300 steps.
        early: part of the hidden units that are silent after ten steps.
        late: the same after 300.
        stride: root mean square step in the second half of the run, in learning rates.
    """

    before: Array
    peak: Array
    loss: Array
    early: Array
    late: Array
    stride: Array


@page.experiment()
def level(cause: str) -> Level:
    """A run that is level from the start, or the one at the tuned rate.

    Args:
        cause: "small" or "large" for a rate that is so by far; "labels" for labels drawn at
            random, at the tuned rate; "none" for the tuned rate.
    """
    seen = digits.digits(SEEDS, wrong=1.0 if cause == "labels" else 0.0)
    lr = {"small": SMALL, "large": DEAD}.get(cause, tuned("adam"))
    how: dict[str, Any] = {"batch": BATCH, "hidden": HIDDEN}
    first = digits.fit(adam(lr), seen, steps=FIRST, every=1, **how)
    done = digits.fit(adam(lr), seen, steps=STEPS, every=EVERY, keep=["step"], **how)
    shown, half = seen.validation, STEPS // EVERY // 2
    return Level(
        digits.loss(first_weights(SEEDS, HIDDEN), shown),
        np.max([digits.loss(x, shown) for x in first.trace.theta], axis=0),
        digits.loss(done.theta, shown),
        silent(first.theta, seen),
        silent(done.theta, seen),
        np.sqrt((done.trace.step[half:] ** 2).mean((0, -1))) / lr,
    )


@page.experiment()
def revived() -> Array:
    """Loss of a silent network after 300 more steps by a fresh Adam at the tuned rate."""
    wasted = train(adam(DEAD), steps=WASTED)
    return digits.loss(train(adam(tuned("adam")), start=wasted.theta).theta, task().validation)


def going_on(rule: Rule, m: Any, v: Any, before: int) -> Rule:
    """The rule, begun with the state of a run of `before` steps."""
    b1, b2 = rule.hyper["b1"], rule.hyper["b2"]
    kept = {"t": before, "m": m, "v": v, "b1_power": b1**before, "b2_power": b2**before}
    return rule._replace(init=lambda theta: rule.init(theta)._replace(**kept))


@page.experiment()
def after_thirty(factor: float) -> Array:
    """Loss thirty steps after the rate was multiplied by a factor, over the loss before.

    The rates before it are the tuned one, HOT and DEAD; `(rates, seeds)`.
    """
    rates = column((tuned("adam"), HOT, DEAD))
    done = train(adam(rates), keep=["m", "v"])
    end = done.trace.state
    rule = going_on(adam(factor * rates), end.m[-1], end.v[-1], STEPS)
    later = train(rule, steps=TENTH, start=done.theta)
    before, after = (digits.loss(x, task().validation) for x in (done.theta, later.theta))
    return np.asarray(after / before)


def tenth(run: str) -> Array:
    """Loss thirty steps after the rate fell to a tenth, over the loss before, seed by seed."""
    return np.asarray(after_thirty(0.1)[FALLING.index(run)])


def same(run: str) -> Array:
    """The same where the rate stays."""
    return np.asarray(after_thirty(1.0)[FALLING.index(run)])

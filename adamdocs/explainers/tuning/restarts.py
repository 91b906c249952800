"""Runs that resume a trained network with a part of Adam's state lost."""

from functools import cache
from typing import Any, NamedTuple

import numpy as np

from adamdocs import schedules
from adamdocs.explainers.tuning.experiments import Array, page, task, train, tuned
from adamdocs.labs import digits
from adamdocs.labs.chance import Interval, paired_interval
from adamdocs.optimizers import Rule, adam
from adamdocs.optimizers.adam import AdamState

B1, B2 = 0.9, 0.999
BEFORE, AFTER, APART = 1000, 200, 4  # steps before and after the interruption, and between looks
EARLY = 300  # steps before an early one
SLOW = 1 / 3


class Trained(NamedTuple):
    """Weights after a long run, and Adam's moments."""

    theta: Array
    m: Array
    v: Array


@page.experiment()
def trained(before: int = BEFORE) -> Trained:
    """The network after some steps at the tuned rate."""
    done = train(adam(tuned("adam")), steps=before, keep=["m", "v"])
    return Trained(done.theta, done.trace.state.m[-1], done.trace.state.v[-1])


def resumed(rule: Rule, before: int, m: Any, v: Any, lost: str) -> Rule:
    """Adam that begins with the state of a run of `before` steps, but for what is lost.

    Args:
        rule: Adam.
        before: steps of that run.
        m: its first moment.
        v: its second moment, uncorrected.
        lost: letters of what is not there again: any of m, v and t.
    """

    def init(theta: Any) -> AdamState:
        state: AdamState = rule.init(theta)
        if "t" not in lost:
            state = state._replace(t=before, b1_power=B1**before, b2_power=B2**before)
        if "m" not in lost:
            state = state._replace(m=m)
        return state if "v" in lost else state._replace(v=v)

    return rule._replace(init=init)


def _seen() -> digits.Images:
    """A quarter of the images that were learned from."""
    images, labels = task().train
    return digits.Images(images[:, :250], labels[:, :250])


class Resumed(NamedTuple):
    """What came after the interruption.

    Attributes:
        loss: training loss before it and at every fourth step since, `(1 + looks, seeds)`.
        stride: root mean square step over the tuned rate, at the same steps, `(looks,)`.
    """

    loss: Array
    stride: Array


@page.experiment()
def after(lost: str, warm: int = 0, slow: float = 1.0, before: int = BEFORE) -> Resumed:
    """The run that resumes without a part of its state.

    Args:
        lost: letters of the parts, any of m, v and t.
        warm: steps of a warm-up, 0 for none.
        slow: factor of the rate.
        before: steps before the interruption.
    """
    start, lr = trained(before), tuned("adam")
    done = train(
        resumed(adam(slow * lr, B1, B2), before, start.m, start.v, lost),
        steps=AFTER,
        start=start.theta,
        schedule=schedules.warmup(warm) if warm else None,
        keep=["step"],
        every=APART,
    )
    losses = [digits.loss(theta, _seen()) for theta in (start.theta, *done.trace.theta)]
    return Resumed(np.stack(losses), np.sqrt((done.trace.step**2).mean((-1, -2))) / lr)


@cache
def jump(lost: str, warm: int = 0, slow: float = 1.0) -> Interval:
    """Rise of the largest loss of those steps over that of the run that lost nothing."""
    return paired_interval(after(lost, warm, slow).loss.max(0), after("").loss.max(0))


@cache
def times_larger(lost: str, warm: int = 0, slow: float = 1.0, before: int = BEFORE) -> float:
    """Median over the seeds of the largest loss over that of the run that lost nothing."""
    whole = after("", before=before).loss.max(0)
    return float(np.median(after(lost, warm, slow, before).loss.max(0) / whole))


def first_step_of(lost: str, before: int = 20_000) -> float:
    """First step after a resumption under a constant gradient, in learning rates."""
    kept = np.ones(1) * (1 - B1**before), np.ones(1) * (1 - B2**before)
    rule = resumed(adam(1.0, B1, B2, eps=0.0), before, *kept, lost)
    step, _ = rule.update(np.ones(1), rule.init(np.zeros(1)), np.zeros(1))
    return -float(step[0])

"""Runs that resume a trained network with a part of Adam's state lost."""

from functools import cache
from typing import Any, NamedTuple

import numpy as np

from adamdocs import schedules
from adamdocs.explainers.tuning.experiments import Array, page, task, train, tuned
from adamdocs.labs import digits
from adamdocs.labs.chance import Interval, mean_interval, paired_interval
from adamdocs.optimizers import Rule, adam
from adamdocs.optimizers.adam import AdamState
from adamdocs.runs import feed

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
        stride: root mean square step over the tuned rate, at the same steps, `(looks, seeds)`.
    """

    loss: Array
    stride: Array


def after(lost: str, warm: int = 0, slow: float = 1.0, before: int = BEFORE) -> Resumed:
    """The run that resumes without a part of its state; the arguments are those of `gone_on`."""
    return gone_on(lost, warm, slow, before)


@page.experiment()
def gone_on(lost: str, warm: int, slow: float, before: int) -> Resumed:
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
    return Resumed(np.stack(losses), np.sqrt((done.trace.step**2).mean(-1)) / lr)


@cache
def jump(lost: str, warm: int = 0, slow: float = 1.0) -> Interval:
    """Rise of the largest loss of those steps over that of the run that lost nothing."""
    return paired_interval(after(lost, warm, slow).loss.max(0), after("").loss.max(0))


def warmed(before: int) -> Interval:
    """What a warm-up of a hundred steps adds to the largest loss after all is lost."""
    cold = after("mvt", before=before).loss.max(0)
    return paired_interval(after("mvt", 100, before=before).loss.max(0), cold)


def ratios(lost: str, warm: int = 0, slow: float = 1.0, before: int = BEFORE) -> Array:
    """Largest loss over that of the run that lost nothing, seed by seed."""
    whole = after("", before=before).loss.max(0)
    return np.asarray(after(lost, warm, slow, before).loss.max(0) / whole)


def times_larger(lost: str, warm: int = 0, slow: float = 1.0, before: int = BEFORE) -> float:
    """Their median."""
    return float(np.median(ratios(lost, warm, slow, before)))


def end_ratio(lost: str) -> float:
    """Median of the loss after 200 steps over that of the run that lost nothing."""
    return float(np.median(after(lost).loss[-1] / after("").loss[-1]))


def stride(lost: str) -> Interval:
    """Root mean square step since the interruption, in learning rates: mean over the seeds."""
    return mean_interval(np.median(after(lost).stride, axis=0))


def first_step_of(lost: str, before: int = BEFORE) -> float:
    """First step after a resumption under a constant gradient, in learning rates."""
    return float(steps_of(lost, 1, before)[0])


def steps_of(lost: str, count: int, before: int = BEFORE) -> Array:
    """Steps after a resumption under a constant gradient, in learning rates."""
    kept = np.ones(1) * (1 - B1**before), np.ones(1) * (1 - B2**before)
    rule = resumed(adam(1.0, B1, B2, eps=0.0), before, *kept, lost)
    return np.asarray(-feed(rule, np.ones((count, 1)), keep="step").step[:, 0])

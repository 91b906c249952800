"""Numbers of outliers, half precision and decay."""

from functools import cache

import numpy as np

from adamdocs import streams, theory
from adamdocs.explainers.tuning.details import DECAY, half, low_over_high, told
from adamdocs.explainers.tuning.experiments import CHANCE, Array, page
from adamdocs.explainers.tuning.shocks import (
    LIMIT,
    SIZE,
    always_clipped,
    norms,
    relearned,
    rise,
    setback,
    shaken,
)
from adamdocs.labs.chance import Interval, mean_interval, paired_interval
from adamdocs.optimizers import adam
from adamdocs.runs import feed


@cache
def after_outlier(b2: float, size: float = SIZE, steps: int = 2000) -> Array:
    """Steps from the outlier on, in learning rates, after a long run of equal gradients."""
    g = streams.spike(10_000 + steps, at=10_001, size=size)
    return np.asarray(-feed(adam(1.0, b2=b2), g, keep="step").step[10_000:, 0])


def halved_for(b2: float) -> int:
    """Steps after the outlier until Adam's are back at half their size for good."""
    return int(np.flatnonzero(after_outlier(b2) < 0.5)[-1]) + 1


def farther(gradients: int) -> float:
    """Way made from the outlier on with β₂ = 0.95, over that with 0.999."""
    short, long = (after_outlier(b2)[:gradients].sum() for b2 in (0.95, 0.999))
    return float(short / long)


def expected_farther(gradients: int) -> float:
    """The same in closed form."""
    k = np.arange(gradients)
    short, long = (theory.step_after_spike(k, SIZE, b2=b2).sum() for b2 in (0.95, 0.999))
    return float(short / long)


def change(name: str, limit: float = 0.0) -> Interval:
    """Loss at the end over that without an outlier, its mean over the seeds."""
    return mean_interval(setback(name, SIZE, limit))


@page.number(pinned=101, reason=CHANCE, form=".0f")
def sgd_rise() -> float:
    """Gradient descent's loss after the outlier over that before it."""
    return float(rise("sgd").mean())


@page.number(pinned=6.7, reason=CHANCE, form=".1f")
def sgd_setback() -> float:
    """Gradient descent's loss in the end over that without an outlier."""
    return float(change("sgd").mean)


@page.number(pinned=4.4, reason=CHANCE, form=".1f")
def sgd_setback_within() -> float:
    """Half width of its interval."""
    return float(change("sgd").half_width)


@page.number(pinned=1.03, reason=CHANCE, form=".2f")
def sgd_clipped() -> float:
    """The same of the run that is clipped."""
    return float(change("sgd", LIMIT).mean)


@page.number(pinned=0.08, reason=CHANCE, form=".2f")
def sgd_clipped_within() -> float:
    """Half width of its interval."""
    return float(change("sgd", LIMIT).half_width)


@page.number(pinned=0.87, reason=CHANCE, form=".2f")
def adam_rise() -> float:
    """Adam's largest loss after the outlier over that before it."""
    return float(rise("adam").mean())


@page.number(pinned=1.33, reason=CHANCE, form=".2f")
def adam_setback() -> float:
    """Adam's loss in the end over that without an outlier."""
    return float(change("adam").mean)


@page.number(pinned=0.19, reason=CHANCE, form=".2f")
def adam_setback_within() -> float:
    """Half width of its interval."""
    return float(change("adam").half_width)


@page.number(pinned=1.01, reason=CHANCE, form=".2f")
def adam_clipped() -> float:
    """The same of the run that is clipped."""
    return float(change("adam", LIMIT).mean)


@page.number(pinned=0.06, reason=CHANCE, form=".2f")
def adam_clipped_within() -> float:
    """Half width of its interval."""
    return float(change("adam", LIMIT).half_width)


@page.number(pinned=1.13, reason=CHANCE, form=".2f")
def short_setback() -> float:
    """The same of Adam with β₂ = 0.95, not clipped."""
    return float(change("adam_95").mean)


@page.number(pinned=0.06, reason=CHANCE, form=".2f")
def short_setback_within() -> float:
    """Half width of its interval."""
    return float(change("adam_95").half_width)


@page.number(pinned=0.57, reason=CHANCE, form=".2f")
def usual_norm() -> float:
    """Median norm of the gradients of Adam's run."""
    return float(np.median(norms()))


@page.number(pinned=0.07, reason=CHANCE, form=".0%")
def over_limit() -> float:
    """Part of them above the clipping limit."""
    return float((norms() > LIMIT).mean())


@page.number(pinned=0.19, reason=CHANCE, form=".2f")
def adam_always() -> float:
    """Adam's loss where every gradient is cut to a hundredth."""
    return float(always_clipped("adam").mean())


@page.number(pinned=0.04, reason=CHANCE, form=".2f")
def adam_always_within() -> float:
    """Half width of its interval."""
    return float(mean_interval(always_clipped("adam")).half_width)


@page.number(pinned=2.03, reason=CHANCE, form=".2f")
def sgd_always() -> float:
    """Gradient descent's."""
    return float(always_clipped("sgd").mean())


@page.number(pinned=0.19, reason=CHANCE, form=".2f")
def sgd_loss() -> float:
    """Gradient descent's loss without clipping."""
    return float(shaken("sgd", 0.0).loss[-1].mean())


@page.number(expect=lambda: theory.step_after_spike(0, SIZE), form=".2f", tolerance=1e-3)
def outlier_step() -> float:
    """Adam's step on a gradient a hundred times the usual one, in learning rates."""
    return float(after_outlier(0.999)[0])


@page.number(expect=lambda: theory.step_after_spike(0, SIZE, b2=0.95), form=".2f", tolerance=1e-3)
def outlier_step_short() -> float:
    """The same with β₂ = 0.95."""
    return float(after_outlier(0.95)[0])


@page.number(expect=lambda: np.ceil(theory.half_recovery(SIZE)), form=",d")
def halved_long() -> float:
    """Steps for which the outlier halves Adam's."""
    return halved_for(0.999)


@page.number(expect=lambda: np.ceil(theory.half_recovery(SIZE, 0.95)), form="d")
def halved_short() -> float:
    """The same with β₂ = 0.95."""
    return halved_for(0.95)


@page.number(expect=lambda: expected_farther(1000), form=".1f", tolerance=1e-3)
def farther_in_1000() -> float:
    """Way made in a thousand gradients with β₂ = 0.95, over that with 0.999."""
    return farther(1000)


@page.number(expect=lambda: expected_farther(100), form=".2f", tolerance=1e-3)
def farther_in_100() -> float:
    """The same in a hundred."""
    return farther(100)


@page.number(expect=lambda: theory.burst_peak(0.9, 0.999)[1], form=".2f", tolerance=5e-4)
def burst_long() -> float:
    """Longest step when equal gradients follow a silence."""
    return longest_after_silence(0.999)


@page.number(expect=lambda: theory.burst_peak(0.9, 0.95)[1], form=".2f", tolerance=1e-3)
def burst_short() -> float:
    """The same with β₂ = 0.95."""
    return longest_after_silence(0.95)


def longest_after_silence(b2: float) -> float:
    """Longest step on equal gradients after ten thousand zeros."""
    g = streams.spike(10_100, at=10_001, size=1.0, background=0.0, width=100)
    return float(-feed(adam(1.0, b2=b2), g, keep="step").step.min())


@page.number(expect=lambda: 10, form="d")
def half_lost_runs() -> float:
    """Runs of ten that meet a value that is not finite at ε = 1e-8 in float16."""
    return int((half(1e-8).diverged > 0).sum())


@page.number(expect=lambda: 1, form="d")
def half_lost_at() -> float:
    """Last step at which one of them does."""
    return int(half(1e-8).diverged.max())


@page.number(pinned=3, reason=CHANCE, form="d")
def half_later() -> float:
    """The same at ε = 1e-7, where all ten do too."""
    found = half(1e-7).diverged
    return int(found.max()) if (found > 0).all() else 0


@page.number(pinned=0.55, reason=CHANCE, form=".2f")
def half_raised() -> float:
    """Loss after sixty steps at ε = 1e-4 in float16."""
    return float(half(1e-4).loss.mean())


@page.number(pinned=0.41, reason=CHANCE, form=".2f")
def double_loss() -> float:
    """Loss after sixty steps in float64 at the default ε."""
    return float(half(1e-8, "float64").loss.mean())


@page.number(pinned=0.07, reason=CHANCE, form=".2f")
def half_cost_within() -> float:
    """Half width of the interval of their difference."""
    return float(paired_interval(half(1e-4).loss, half(1e-8, "float64").loss).half_width)


def spared() -> Interval:
    """Points of accuracy that sparing the biases gains."""
    return paired_interval(100 * told(DECAY, spare=True), 100 * told(DECAY, spare=False))


@page.number(pinned=-0.12, reason=CHANCE, form=".2f")
def sparing_gains() -> float:
    """What sparing the biases gains in accuracy, in points."""
    return float(spared().mean)


@page.number(pinned=0.2, reason=CHANCE, form=".2f")
def sparing_gains_within() -> float:
    """Half width of its interval."""
    return float(spared().half_width)


@page.number(pinned=0.3, reason=CHANCE, form=".2f")
def low_way() -> float:
    """Way left of the weights with the lowest gradients over that of those with the highest."""
    return float(mean_interval(low_over_high()).mean)


@page.number(pinned=0.36, reason=CHANCE, form=".2f")
def low_way_within() -> float:
    """Half width of its interval."""
    return float(mean_interval(low_over_high()).half_width)


@page.number(pinned=0.92, reason=CHANCE, form=".2f")
def relearned_long() -> float:
    """Loss sixty steps after all labels have changed."""
    return float(relearned("adam").mean())


@page.number(pinned=1.38, reason=CHANCE, form=".2f")
def relearned_short() -> float:
    """The same with β₂ = 0.95."""
    return float(relearned("adam_95").mean())


@page.number(pinned=0.19, reason=CHANCE, form=".2f")
def relearned_within() -> float:
    """Half width of the interval of their difference."""
    return float(paired_interval(relearned("adam"), relearned("adam_95")).half_width)

"""Numbers of runs that meet an outlier."""

import numpy as np

from adamdocs.explainers.tuning.experiments import CHANCE, STEPS, page
from adamdocs.explainers.tuning.shocks import (
    LIMIT,
    always_clipped,
    at_step,
    behind,
    norms,
    rise,
    setback,
)
from adamdocs.labs.chance import mean_interval, paired_interval


@page.number(pinned=80, reason=CHANCE, form=".0f")
def sgd_rise() -> float:
    """Gradient descent's largest loss since the outlier over that one step before it, median."""
    return float(np.median(rise("sgd")))


@page.number(pinned=27, reason=CHANCE, form=".0f")
def sgd_rise_from() -> float:
    """Least of the ten seeds."""
    return float(rise("sgd").min())


@page.number(pinned=575, reason=CHANCE, form=".0f")
def sgd_rise_to() -> float:
    """Largest."""
    return float(rise("sgd").max())


@page.number(pinned=1.06, reason=CHANCE, form=".2f")
def adam_rise() -> float:
    """Adam's."""
    return float(mean_interval(rise("adam")).mean)


@page.number(pinned=0.03, reason=CHANCE, form=".2f")
def adam_rise_within() -> float:
    """Half width of its interval."""
    return float(mean_interval(rise("adam")).half_width)


@page.number(pinned=0.999, reason=CHANCE, form=".3f")
def short_rise() -> float:
    """Adam's with β₂ = 0.95."""
    return float(mean_interval(rise("adam_95")).mean)


@page.number(pinned=0.004, reason=CHANCE, form=".3f")
def short_rise_within() -> float:
    """Half width of its interval."""
    return float(mean_interval(rise("adam_95")).half_width)


@page.number(pinned=1.24, reason=CHANCE, form=".2f")
def adam_behind() -> float:
    """Adam's loss ten steps after the outlier over that without it."""
    return float(mean_interval(behind("adam", 10)).mean)


@page.number(pinned=0.1, reason=CHANCE, form=".2f")
def adam_behind_within() -> float:
    """Half width of its interval."""
    return float(mean_interval(behind("adam", 10)).half_width)


@page.number(pinned=6.7, reason=CHANCE, form=".1f")
def sgd_setback() -> float:
    """Gradient descent's loss in the end over that without an outlier."""
    return float(mean_interval(setback("sgd")).mean)


@page.number(pinned=4.4, reason=CHANCE, form=".1f")
def sgd_setback_within() -> float:
    """Half width of its interval."""
    return float(mean_interval(setback("sgd")).half_width)


@page.number(pinned=3.2, reason=CHANCE, form=".1f")
def sgd_middle() -> float:
    """The same, median."""
    return float(np.median(setback("sgd")))


@page.number(pinned=1.9, reason=CHANCE, form=".1f")
def sgd_middle_from() -> float:
    """Least of the ten seeds."""
    return float(setback("sgd").min())


@page.number(pinned=20.9, reason=CHANCE, form=".1f")
def sgd_middle_to() -> float:
    """Largest."""
    return float(setback("sgd").max())


@page.number(pinned=1.03, reason=CHANCE, form=".2f")
def sgd_clipped() -> float:
    """The same of the run that is clipped."""
    return float(mean_interval(setback("sgd", LIMIT)).mean)


@page.number(pinned=0.08, reason=CHANCE, form=".2f")
def sgd_clipped_within() -> float:
    """Half width of its interval."""
    return float(mean_interval(setback("sgd", LIMIT)).half_width)


@page.number(pinned=1.33, reason=CHANCE, form=".2f")
def adam_setback() -> float:
    """Adam's loss in the end over that without an outlier."""
    return float(mean_interval(setback("adam")).mean)


@page.number(pinned=0.19, reason=CHANCE, form=".2f")
def adam_setback_within() -> float:
    """Half width of its interval."""
    return float(mean_interval(setback("adam")).half_width)


@page.number(pinned=1.01, reason=CHANCE, form=".2f")
def adam_clipped() -> float:
    """The same of the run that is clipped."""
    return float(mean_interval(setback("adam", LIMIT)).mean)


@page.number(pinned=0.06, reason=CHANCE, form=".2f")
def adam_clipped_within() -> float:
    """Half width of its interval."""
    return float(mean_interval(setback("adam", LIMIT)).half_width)


@page.number(pinned=1.13, reason=CHANCE, form=".2f")
def short_setback() -> float:
    """The same of Adam with β₂ = 0.95, not clipped."""
    return float(mean_interval(setback("adam_95")).mean)


@page.number(pinned=0.06, reason=CHANCE, form=".2f")
def short_setback_within() -> float:
    """Half width of its interval."""
    return float(mean_interval(setback("adam_95")).half_width)


@page.number(pinned=0.99, reason=CHANCE, form=".2f")
def short_clipped() -> float:
    """The same, clipped."""
    return float(mean_interval(setback("adam_95", LIMIT)).mean)


@page.number(pinned=0.01, reason=CHANCE, form=".2f")
def short_clipped_within() -> float:
    """Half width of its interval."""
    return float(mean_interval(setback("adam_95", LIMIT)).half_width)


@page.number(pinned=0.21, reason=CHANCE, form=".2f")
def short_spared() -> float:
    """How much less the run with β₂ = 0.95 is set back."""
    return float(paired_interval(setback("adam"), setback("adam_95")).mean)


@page.number(pinned=0.14, reason=CHANCE, form=".2f")
def short_spared_within() -> float:
    """Half width of its interval."""
    return float(paired_interval(setback("adam"), setback("adam_95")).half_width)


@page.number(pinned=0.24, reason=CHANCE, form=".2f")
def short_spared_same() -> float:
    """How much less the run with β₂ = 0.95 is set back, at the same rate."""
    return float(paired_interval(setback("adam"), setback("adam_95_same")).mean)


@page.number(pinned=0.16, reason=CHANCE, form=".2f")
def short_spared_same_within() -> float:
    """Half width of its interval."""
    return float(paired_interval(setback("adam"), setback("adam_95_same")).half_width)


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
    return float(mean_interval(always_clipped("adam")).mean)


@page.number(pinned=0.04, reason=CHANCE, form=".2f")
def adam_always_within() -> float:
    """Half width of its interval."""
    return float(mean_interval(always_clipped("adam")).half_width)


@page.number(pinned=0.026, reason=CHANCE, form=".3f")
def adam_always_more() -> float:
    """What that adds."""
    return float(paired_interval(always_clipped("adam"), at_step("adam", STEPS, 0.0)).mean)


@page.number(pinned=0.025, reason=CHANCE, form=".3f")
def adam_always_more_within() -> float:
    """Half width of its interval."""
    return float(paired_interval(always_clipped("adam"), at_step("adam", STEPS, 0.0)).half_width)


@page.number(pinned=2.03, reason=CHANCE, form=".2f")
def sgd_always() -> float:
    """Gradient descent's loss where every gradient is cut to a hundredth."""
    return float(mean_interval(always_clipped("sgd")).mean)


@page.number(pinned=0.04, reason=CHANCE, form=".2f")
def sgd_always_within() -> float:
    """Half width of its interval."""
    return float(mean_interval(always_clipped("sgd")).half_width)


@page.number(pinned=0.19, reason=CHANCE, form=".2f")
def sgd_loss() -> float:
    """Gradient descent's loss without clipping."""
    return float(mean_interval(at_step("sgd", STEPS, 0.0)).mean)


@page.number(pinned=0.05, reason=CHANCE, form=".2f")
def sgd_loss_within() -> float:
    """Half width of its interval."""
    return float(mean_interval(at_step("sgd", STEPS, 0.0)).half_width)

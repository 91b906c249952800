"""Numbers of resumed runs."""

import numpy as np

from adamdocs import theory
from adamdocs.explainers.tuning.experiments import CHANCE, page
from adamdocs.explainers.tuning.restarts import (
    EARLY,
    SLOW,
    after,
    first_step_of,
    jump,
    times_larger,
)


@page.number(expect=lambda: theory.resumed_step(1, lose_m=True), form=".2f")
def first_m() -> float:
    """First step after m is lost, under a constant gradient, in learning rates."""
    return first_step_of("m")


@page.number(expect=lambda: theory.resumed_step(1, lose_t=True), form=".2f", tolerance=1e-6)
def first_t() -> float:
    """The same after t is lost."""
    return first_step_of("t")


@page.number(
    expect=lambda: theory.resumed_step(1, lose_m=True, lose_v=True, lose_t=True), form=".2f"
)
def first_all() -> float:
    """The same after all is lost."""
    return first_step_of("mvt")


@page.number(
    expect=lambda: theory.resumed_step(1, lose_m=True, lose_v=True), form=".2f", tolerance=1e-6
)
def first_mv() -> float:
    """The same after m and v are lost and t is kept."""
    return first_step_of("mv")


@page.number(expect=lambda: theory.resumed_step(1, lose_v=True), form=".1f", tolerance=1e-6)
def first_v() -> float:
    """The same after v is lost."""
    return first_step_of("v")


@page.number(pinned=1.0, reason=CHANCE, form=".1f")
def peak_m() -> float:
    """Largest loss after m is lost over that of the run that lost nothing, median."""
    return times_larger("m")


@page.number(pinned=0.8, reason=CHANCE, form=".1f")
def peak_t() -> float:
    """The same after t is lost."""
    return times_larger("t")


@page.number(pinned=5.7, reason=CHANCE, form=".1f")
def peak_all() -> float:
    """The same after all is lost."""
    return times_larger("mvt")


@page.number(pinned=59, reason=CHANCE, form=".0f")
def peak_mv() -> float:
    """The same after m and v are lost."""
    return times_larger("mv")


@page.number(pinned=10000, reason=CHANCE, form=",.0f")
def peak_v() -> float:
    """The power of ten below the same after v is lost."""
    return float(10 ** np.floor(np.log10(times_larger("v"))))


@page.number(pinned=0.046, reason=CHANCE, form=".3f")
def jump_all() -> float:
    """Rise of the largest loss where all is lost."""
    return float(jump("mvt").mean)


@page.number(pinned=0.027, reason=CHANCE, form=".3f")
def jump_all_within() -> float:
    """Half width of its interval."""
    return float(jump("mvt").half_width)


@page.number(pinned=0.056, reason=CHANCE, form=".3f")
def jump_warm() -> float:
    """The same with a warm-up of twenty steps."""
    return float(jump("mvt", 20).mean)


@page.number(pinned=0.035, reason=CHANCE, form=".3f")
def jump_warm_within() -> float:
    """Half width of its interval."""
    return float(jump("mvt", 20).half_width)


@page.number(pinned=0.061, reason=CHANCE, form=".3f")
def jump_long_warm() -> float:
    """The same with a warm-up of a hundred."""
    return float(jump("mvt", 100).mean)


@page.number(pinned=0.027, reason=CHANCE, form=".3f")
def jump_long_warm_within() -> float:
    """Half width of its interval."""
    return float(jump("mvt", 100).half_width)


@page.number(pinned=0.0, reason=CHANCE, form=".3f")
def jump_slow() -> float:
    """The same at a third of the rate, without a warm-up."""
    return abs(round(float(jump("mvt", 0, SLOW).mean), 3))


@page.number(pinned=0.003, reason=CHANCE, form=".3f")
def jump_slow_within() -> float:
    """Half width of its interval."""
    return float(jump("mvt", 0, SLOW).half_width)


@page.number(pinned=0.04, reason=CHANCE, form=".2f")
def stride_kept() -> float:
    """Root mean square step of the run that lost nothing, in learning rates."""
    return float(np.median(after("").stride))


@page.number(pinned=0.15, reason=CHANCE, form=".2f")
def stride_lost() -> float:
    """The same of the run that lost all."""
    return float(np.median(after("mvt").stride))


@page.number(pinned=1.3, reason=CHANCE, form=".1f")
def peak_all_early() -> float:
    """Largest loss after all is lost at step 300, over that of the run that lost nothing."""
    return times_larger("mvt", before=EARLY)


@page.number(pinned=1.0, reason=CHANCE, form=".1f")
def peak_warm_early() -> float:
    """The same with a warm-up of a hundred steps."""
    return times_larger("mvt", 100, before=EARLY)


@page.number(pinned=8.2, reason=CHANCE, form=".1f")
def peak_warm() -> float:
    """The same at step 1000."""
    return times_larger("mvt", 100)

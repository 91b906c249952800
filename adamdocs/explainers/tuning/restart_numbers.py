"""Numbers of resumed runs."""

import numpy as np

from adamdocs.explainers.tuning.experiments import CHANCE, page
from adamdocs.explainers.tuning.restarts import (
    BEFORE,
    EARLY,
    SLOW,
    end_ratio,
    jump,
    ratios,
    stride,
    warmed,
)


@page.number(pinned=1.0, reason=CHANCE, form=".1f")
def peak_m() -> float:
    """Largest loss after m is lost over that of the run that lost nothing, median."""
    return float(np.median(ratios("m")))


@page.number(pinned=1.0, reason=CHANCE, form=".1f")
def peak_m_from() -> float:
    """Least of the ten seeds."""
    return float(ratios("m").min())


@page.number(pinned=4.9, reason=CHANCE, form=".1f")
def peak_m_to() -> float:
    """Largest."""
    return float(ratios("m").max())


@page.number(pinned=0.8, reason=CHANCE, form=".1f")
def peak_t() -> float:
    """The same after t is lost, median."""
    return float(np.median(ratios("t")))


@page.number(pinned=0.3, reason=CHANCE, form=".1f")
def peak_t_from() -> float:
    """Least of the ten seeds."""
    return float(ratios("t").min())


@page.number(pinned=1.0, reason=CHANCE, form=".1f")
def peak_t_to() -> float:
    """Largest."""
    return float(ratios("t").max())


@page.number(pinned=5.7, reason=CHANCE, form=".1f")
def peak_all() -> float:
    """The same after all is lost, median."""
    return float(np.median(ratios("mvt")))


@page.number(pinned=1.5, reason=CHANCE, form=".1f")
def peak_all_from() -> float:
    """Least of the ten seeds."""
    return float(ratios("mvt").min())


@page.number(pinned=29, reason=CHANCE, form=".0f")
def peak_all_to() -> float:
    """Largest."""
    return float(ratios("mvt").max())


@page.number(pinned=59, reason=CHANCE, form=".0f")
def peak_mv() -> float:
    """The same after m and v are lost, median."""
    return float(np.median(ratios("mv")))


@page.number(pinned=12, reason=CHANCE, form=".0f")
def peak_mv_from() -> float:
    """Least of the ten seeds."""
    return float(ratios("mv").min())


@page.number(pinned=112, reason=CHANCE, form=".0f")
def peak_mv_to() -> float:
    """Largest."""
    return float(ratios("mv").max())


@page.number(pinned=66000, reason=CHANCE, form=",.0f")
def peak_v() -> float:
    """The same after v is lost, median, in whole thousands."""
    return float(np.round(np.median(ratios("v")), -3))


@page.number(pinned=2124, reason=CHANCE, form=",.0f")
def peak_v_from() -> float:
    """Least of the ten seeds."""
    return float(ratios("v").min())


@page.number(pinned=22, reason=CHANCE, form=".0f")
def peak_v_to() -> float:
    """Largest, in millions."""
    return float(ratios("v").max() / 1e6)


@page.number(pinned=0.046, reason=CHANCE, form=".3f")
def jump_all() -> float:
    """Rise of the largest loss where all is lost."""
    return float(jump("mvt").mean)


@page.number(pinned=0.027, reason=CHANCE, form=".3f")
def jump_all_within() -> float:
    """Half width of its interval."""
    return float(jump("mvt").half_width)


@page.number(pinned=0.0, reason=CHANCE, form=".3f")
def jump_slow() -> float:
    """The same at a third of the rate."""
    return abs(round(float(jump("mvt", 0, SLOW).mean), 3))


@page.number(pinned=0.003, reason=CHANCE, form=".3f")
def jump_slow_within() -> float:
    """Half width of its interval."""
    return float(jump("mvt", 0, SLOW).half_width)


@page.number(pinned=0.035, reason=CHANCE, form=".3f")
def stride_kept() -> float:
    """Root mean square step of the run that lost nothing, in learning rates."""
    return float(stride("").mean)


@page.number(pinned=0.007, reason=CHANCE, form=".3f")
def stride_kept_within() -> float:
    """Half width of its interval."""
    return float(stride("").half_width)


@page.number(pinned=0.125, reason=CHANCE, form=".3f")
def stride_lost() -> float:
    """The same of the run that lost all."""
    return float(stride("mvt").mean)


@page.number(pinned=0.025, reason=CHANCE, form=".3f")
def stride_lost_within() -> float:
    """Half width of its interval."""
    return float(stride("mvt").half_width)


@page.number(pinned=1.3, reason=CHANCE, form=".1f")
def peak_all_early() -> float:
    """The same after all is lost at step 300, median."""
    return float(np.median(ratios("mvt", before=EARLY)))


@page.number(pinned=0.9, reason=CHANCE, form=".1f")
def peak_all_early_from() -> float:
    """Least of the ten seeds."""
    return float(ratios("mvt", before=EARLY).min())


@page.number(pinned=2.7, reason=CHANCE, form=".1f")
def peak_all_early_to() -> float:
    """Largest."""
    return float(ratios("mvt", before=EARLY).max())


@page.number(pinned=1.0, reason=CHANCE, form=".1f")
def peak_warm_early() -> float:
    """The same with a warm-up of a hundred steps, median."""
    return float(np.median(ratios("mvt", 100, before=EARLY)))


@page.number(pinned=0.9, reason=CHANCE, form=".1f")
def peak_warm_early_from() -> float:
    """Least of the ten seeds."""
    return float(ratios("mvt", 100, before=EARLY).min())


@page.number(pinned=1.6, reason=CHANCE, form=".1f")
def peak_warm_early_to() -> float:
    """Largest."""
    return float(ratios("mvt", 100, before=EARLY).max())


@page.number(pinned=8.2, reason=CHANCE, form=".1f")
def peak_warm() -> float:
    """The same at step 1000, median."""
    return float(np.median(ratios("mvt", 100)))


@page.number(pinned=1.7, reason=CHANCE, form=".1f")
def peak_warm_from() -> float:
    """Least of the ten seeds."""
    return float(ratios("mvt", 100).min())


@page.number(pinned=24, reason=CHANCE, form=".0f")
def peak_warm_to() -> float:
    """Largest."""
    return float(ratios("mvt", 100).max())


@page.number(pinned=1.1, reason=CHANCE, form=".1f")
def peak_slow() -> float:
    """The same at a third of the rate, without a warm-up, median."""
    return float(np.median(ratios("mvt", 0, SLOW)))


@page.number(pinned=0.5, reason=CHANCE, form=".1f")
def peak_slow_from() -> float:
    """Least of the ten seeds."""
    return float(ratios("mvt", 0, SLOW).min())


@page.number(pinned=1.5, reason=CHANCE, form=".1f")
def peak_slow_to() -> float:
    """Largest."""
    return float(ratios("mvt", 0, SLOW).max())


@page.number(pinned=0.015, reason=CHANCE, form=".3f")
def warm_adds() -> float:
    """What a warm-up of a hundred steps adds to the largest loss after all is lost."""
    return float(warmed(BEFORE).mean)


@page.number(pinned=0.022, reason=CHANCE, form=".3f")
def warm_adds_within() -> float:
    """Half width of its interval."""
    return float(warmed(BEFORE).half_width)


@page.number(pinned=-0.027, reason=CHANCE, form=".3f")
def warm_adds_early() -> float:
    """The same at step 300."""
    return float(warmed(EARLY).mean)


@page.number(pinned=0.031, reason=CHANCE, form=".3f")
def warm_adds_early_within() -> float:
    """Half width of its interval."""
    return float(warmed(EARLY).half_width)


@page.number(pinned=1.11, reason=CHANCE, form=".2f")
def end_t() -> float:
    """Loss 200 steps after t is lost, over that of the run that lost nothing, median."""
    return end_ratio("t")


@page.number(pinned=1.06, reason=CHANCE, form=".2f")
def end_all() -> float:
    """The same after all is lost."""
    return end_ratio("mvt")

"""Numbers of the page: what a warm-up is worth to networks that tell digits."""

from adamdocs.explainers.schedules.edge_numbers import TRAINED
from adamdocs.explainers.schedules.experiments import page
from adamdocs.explainers.schedules.network import (
    HIGH,
    LENGTHS,
    USUAL,
    best_rate,
    best_told,
    by_length,
    gained,
    longer_gain,
    told,
)
from adamdocs.labs.chance import mean_interval, paired_interval


@page.number(form=".2f", pinned=0.47, reason=TRAINED)
def without_high() -> float:
    """Part told right at the high rate without a warm-up."""
    return float(told(0)[4].mean())


@page.number(form=".2f", pinned=0.17, reason=TRAINED)
def without_high_least() -> float:
    """The least of its seeds."""
    return float(told(0)[4].min())


@page.number(form=".2f", pinned=0.8, reason=TRAINED)
def without_high_most() -> float:
    """The most of its seeds."""
    return float(told(0)[4].max())


@page.number(form=".2f", pinned=0.14, reason=TRAINED)
def without_highest() -> float:
    """Part told right at the highest rate without a warm-up."""
    return float(told(0)[5].mean())


@page.number(form=".2f", pinned=0.45, reason=TRAINED)
def high_gain() -> float:
    """What the warm-up adds at the high rate."""
    return float(gained(HIGH).mean)


@page.number(form=".2f", pinned=0.19, reason=TRAINED)
def high_gain_width() -> float:
    """Half width of its interval."""
    return float(gained(HIGH).half_width)


@page.number(form=".3f", pinned=0.006, reason=TRAINED)
def tenth_gain() -> float:
    """What the warm-up adds at the rate 0.1."""
    return float(gained(0.1).mean)


@page.number(form=".3f", pinned=0.008, reason=TRAINED)
def tenth_gain_width() -> float:
    """Half width of its interval."""
    return float(gained(0.1).half_width)


@page.number(form=".2f", pinned=0.92, reason=TRAINED)
def with_high() -> float:
    """Part told right at the high rate with one of forty steps."""
    return float(told(40)[4].mean())


@page.number(form=".3f", pinned=0.944, reason=TRAINED)
def best_without() -> float:
    """Part told right at the best rate without a warm-up."""
    return float(best_told(0).mean())


@page.number(form=".3f", pinned=0.944, reason=TRAINED)
def best_with() -> float:
    """Part told right at the best rate with one of forty steps."""
    return float(best_told(40).mean())


@page.number(form=".3f", pinned=0.0, reason=TRAINED)
def best_gain() -> float:
    """What the warm-up adds, each at its best rate."""
    return float(paired_interval(best_told(40), best_told(0)).mean)


@page.number(form=".3f", pinned=0.006, reason=TRAINED)
def best_gain_width() -> float:
    """Half width of its interval."""
    return float(paired_interval(best_told(40), best_told(0)).half_width)


@page.number(form="g", pinned=0.03, reason=TRAINED)
def best_rate_without() -> float:
    """Best rate without a warm-up."""
    return best_rate(0)


@page.number(form="g", pinned=0.01, reason=TRAINED)
def best_rate_with() -> float:
    """Best rate with one."""
    return best_rate(40)


@page.number(form=".3f", pinned=-0.002, reason=TRAINED)
def usual_gain() -> float:
    """What the warm-up adds at the usual rate."""
    return float(gained(USUAL).mean)


@page.number(form=".3f", pinned=0.004, reason=TRAINED)
def usual_gain_width() -> float:
    """Half width of its interval."""
    return float(gained(USUAL).half_width)


@page.number(form=".1f", pinned=0.5, reason=TRAINED)
def exact_gain() -> float:
    """What the warm-up adds at the high rate where every gradient is that of all images."""
    return float(gained(HIGH, batch=300).mean)


@page.number(form=".1f", pinned=0.2, reason=TRAINED)
def exact_gain_width() -> float:
    """Half width of its interval."""
    return float(gained(HIGH, batch=300).half_width)


@page.number(form=".2f", pinned=0.92, reason=TRAINED)
def ten_steps() -> float:
    """Part told right at the high rate after ten steps of warm-up, β₂ = 0.99."""
    return float(by_length(0.99)[LENGTHS.index(10)].mean())


@page.number(form=".2f", pinned=0.91, reason=TRAINED)
def untuned_steps() -> float:
    """The same after 2/(1 − β₂) = 200 steps."""
    return float(by_length(0.99)[LENGTHS.index(200)].mean())


@page.number(form=".2f", pinned=0.92, reason=TRAINED)
def ten_steps_long_memory() -> float:
    """Part told right at the high rate after ten steps of warm-up, β₂ = 0.999."""
    return float(told(10, (HIGH,), b2=0.999).mean())


@page.number(form=".2f", pinned=0.8, reason=TRAINED)
def four_steps() -> float:
    """Part told right at the high rate after four steps of warm-up, β₂ = 0.99."""
    return float(by_length(0.99)[LENGTHS.index(4)].mean())


@page.number(form=".2f", pinned=0.09, reason=TRAINED)
def four_steps_width() -> float:
    """Half width of its interval."""
    return float(mean_interval(by_length(0.99)[LENGTHS.index(4)]).half_width)


@page.number(form=".3f", pinned=-0.015, reason=TRAINED)
def full_length_gain() -> float:
    """What 200 steps of warm-up add to 10, β₂ = 0.99."""
    return float(longer_gain(200, 10).mean)


@page.number(form=".3f", pinned=0.017, reason=TRAINED)
def full_length_gain_width() -> float:
    """Half width of its interval."""
    return float(longer_gain(200, 10).half_width)


@page.number(form=".2f", pinned=0.01, reason=TRAINED)
def ten_steps_width() -> float:
    """Half width of the interval after ten steps, the larger of the two β₂."""
    found = by_length(0.99)[LENGTHS.index(10)], told(10, (HIGH,), b2=0.999)[0]
    return float(max(mean_interval(one).half_width for one in found))

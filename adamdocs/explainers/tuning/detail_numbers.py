"""Numbers of half precision, decay, low gradients and labels that change."""

import numpy as np

from adamdocs.explainers.tuning.details import DECAY, half, low_over_high, told
from adamdocs.explainers.tuning.experiments import CHANCE, page
from adamdocs.explainers.tuning.shocks import relearned
from adamdocs.labs.chance import Interval, mean_interval, paired_interval

NARROW = ("float16", "float16")  # formats of gradients and of state
WIDE, DOUBLE = (1e-8, "float16", "float32"), (1e-8, "float64", "float64")


@page.number(expect=lambda: 10, form="d")
def half_lost_runs() -> float:
    """Runs of ten that meet a value that is not finite at ε = 1e-8, all in float16."""
    return int((half(1e-8, *NARROW).diverged > 0).sum())


@page.number(expect=lambda: 1, form="d")
def half_lost_at() -> float:
    """Last step at which one of them does."""
    return int(half(1e-8, *NARROW).diverged.max())


@page.number(pinned=3, reason=CHANCE, form="d")
def half_later() -> float:
    """The same at ε = 1e-7, where all ten do too."""
    found = half(1e-7, *NARROW).diverged
    return int(found.max()) if (found > 0).all() else 0


@page.number(pinned=0.55, reason=CHANCE, form=".2f")
def half_raised() -> float:
    """Loss after sixty steps at ε = 1e-4, all in float16."""
    return float(mean_interval(half(1e-4, *NARROW).loss).mean)


@page.number(pinned=0.14, reason=CHANCE, form=".2f")
def half_cost() -> float:
    """Its difference from that in float64."""
    return float(paired_interval(half(1e-4, *NARROW).loss, half(*DOUBLE).loss).mean)


@page.number(pinned=0.07, reason=CHANCE, form=".2f")
def half_cost_within() -> float:
    """Half width of its interval."""
    return float(paired_interval(half(1e-4, *NARROW).loss, half(*DOUBLE).loss).half_width)


@page.number(pinned=0.41, reason=CHANCE, form=".2f")
def double_loss() -> float:
    """Loss after sixty steps in float64 at ε = 1e-8."""
    return float(mean_interval(half(*DOUBLE).loss).mean)


@page.number(expect=lambda: 0, form="d")
def wide_lost_runs() -> float:
    """Runs of ten that meet such a value with gradients in float16 and state in float32."""
    return int((half(*WIDE).diverged > 0).sum())


@page.number(pinned=0.0001, reason=CHANCE, form=".4f")
def wide_cost() -> float:
    """What float16 gradients and a float32 state change about the loss, in size."""
    return abs(float(paired_interval(half(*WIDE).loss, half(*DOUBLE).loss).mean))


@page.number(pinned=0.0001, reason=CHANCE, form=".4f")
def wide_cost_within() -> float:
    """Half width of its interval."""
    return float(paired_interval(half(*WIDE).loss, half(*DOUBLE).loss).half_width)


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


def ratios(*, live: bool) -> list[float]:
    """Way of the weights of low gradients over that of high ones, in order."""
    return sorted(one.ratio for one in low_over_high(live=live))


@page.number(pinned=1.6, reason=CHANCE, form=".1f")
def low_live() -> float:
    """Way still made by weights of low gradients over that of high ones, median."""
    return float(np.median(ratios(live=True)))


@page.number(pinned=1.2, reason=CHANCE, form=".1f")
def low_live_from() -> float:
    """Least of the ten seeds."""
    return ratios(live=True)[0]


@page.number(pinned=1.9, reason=CHANCE, form=".1f")
def low_live_to() -> float:
    """Largest."""
    return ratios(live=True)[-1]


@page.number(pinned=0.03, reason=CHANCE, form=".2f")
def low_all() -> float:
    """The same with the weights of silent units."""
    return float(np.median(ratios(live=False)))


@page.number(pinned=0.02, reason=CHANCE, form=".2f")
def low_all_from() -> float:
    """Least of the ten seeds."""
    return ratios(live=False)[0]


@page.number(pinned=1.5, reason=CHANCE, form=".1f")
def low_all_to() -> float:
    """Largest."""
    return ratios(live=False)[-1]


@page.number(pinned=0.84, reason=CHANCE, form=".0%")
def low_silent() -> float:
    """Part of the weights of low gradients that belong to silent units, mean of ten seeds."""
    return float(np.mean([one.silent for one in low_over_high(live=False)]))


@page.number(pinned=0.92, reason=CHANCE, form=".2f")
def relearned_fast() -> float:
    """Loss sixty steps after all labels have changed, β₂ = 0.999, at the rate 0.018."""
    return float(mean_interval(relearned(0.018, 0.999)).mean)


@page.number(pinned=1.39, reason=CHANCE, form=".2f")
def relearned_fast_short() -> float:
    """The same with β₂ = 0.95."""
    return float(mean_interval(relearned(0.018, 0.95)).mean)


@page.number(pinned=0.47, reason=CHANCE, form=".2f")
def relearned_fast_more() -> float:
    """What the short memory adds."""
    return float(paired_interval(relearned(0.018, 0.95), relearned(0.018, 0.999)).mean)


@page.number(pinned=0.16, reason=CHANCE, form=".2f")
def relearned_fast_within() -> float:
    """Half width of its interval."""
    return float(paired_interval(relearned(0.018, 0.95), relearned(0.018, 0.999)).half_width)


@page.number(pinned=0.75, reason=CHANCE, form=".2f")
def relearned_slow() -> float:
    """Loss sixty steps after all labels have changed, β₂ = 0.999, at the rate 0.01."""
    return float(mean_interval(relearned(0.01, 0.999)).mean)


@page.number(pinned=1.38, reason=CHANCE, form=".2f")
def relearned_slow_short() -> float:
    """The same with β₂ = 0.95."""
    return float(mean_interval(relearned(0.01, 0.95)).mean)


@page.number(pinned=0.63, reason=CHANCE, form=".2f")
def relearned_slow_more() -> float:
    """What the short memory adds."""
    return float(paired_interval(relearned(0.01, 0.95), relearned(0.01, 0.999)).mean)


@page.number(pinned=0.12, reason=CHANCE, form=".2f")
def relearned_slow_within() -> float:
    """Half width of its interval."""
    return float(paired_interval(relearned(0.01, 0.95), relearned(0.01, 0.999)).half_width)

"""Numbers of Reddi, Kale and Kumar's example."""

from adamdocs import theory
from adamdocs.explainers.amsgrad.experiments import page
from adamdocs.explainers.amsgrad.reddi import (
    BETAS,
    CHANCE,
    MEMORIES,
    PERIOD,
    SMALL,
    by_chance,
    by_round,
    chance_moments,
    drifts,
    gradients,
    intervals,
    measured_turn,
    online,
)

WALK = "a run between two walls, at a falling rate"
SEEDS = "the outcome of 40 seeds"


def ends(rule: str, b2: float) -> float:
    """Mean place over the last ten rounds."""
    return float(by_round(online(rule, b2))[-10:].mean())


@page.number(pinned=0.99, reason=WALK, form=".2f")
def adam_ends() -> float:
    """Where Adam ends with a β₂ of 0.99."""
    return ends("adam", 0.99)


@page.number(pinned=-0.79, reason=WALK, form=".2f")
def patient_ends() -> float:
    """Where Adam ends with a β₂ of 0.9999."""
    return ends("adam", 0.9999)


@page.number(pinned=-0.95, reason=WALK, form=".2f")
def amsgrad_ends() -> float:
    """Where AMSGrad ends with a β₂ of 0.99."""
    return ends("pytorch", 0.99)


@page.number(expect=lambda: theory.drift_sign_change(gradients()), form=".5f", tolerance=1e-6)
def turn_default() -> float:
    """β₂ from which on Adam drifts the right way, with a β₁ of 0.9."""
    return measured_turn()


@page.number(expect=lambda: theory.drift_sign_change(gradients(), 0.0), form=".5f", tolerance=1e-6)
def turn_zero() -> float:
    """The same without momentum."""
    return measured_turn(0.0)


@page.number(expect=lambda: round(1 / (1 - theory.drift_sign_change(gradients())), -1), form=",.0f")
def turn_memory() -> float:
    """The same as a memory length, to tens, with a β₁ of 0.9."""
    return round(1 / (1 - measured_turn()), -1)


@page.number(
    expect=lambda: theory.drift_memory(PERIOD) * (1 - theory.drift_sign_change(gradients())) - 1,
    form=".1%",
    tolerance=0.02,
)
def estimate_error() -> float:
    """By how much the estimate of that memory exceeds what the runs show."""
    return theory.drift_memory(PERIOD) * (1 - measured_turn()) - 1


def drift(b1: float, b2: float) -> float:
    """Measured drift per round."""
    return float(drifts()[BETAS.index(b1), MEMORIES.index(b2)])


@page.number(expect=lambda: theory.periodic_drift(gradients(), 0.9, 0.99), form=".1f")
def drift_theirs() -> float:
    """Distance Adam moves in a round with a β₂ of 0.99, in learning rates."""
    return drift(0.9, 0.99)


@page.number(expect=lambda: theory.periodic_drift(gradients()), form=".3f", tolerance=1e-6)
def drift_default() -> float:
    """The same at the defaults."""
    return drift(0.9, 0.999)


@page.number(expect=lambda: theory.periodic_drift(gradients(), 0.0), form=".3f", tolerance=1e-6)
def drift_zero() -> float:
    """The same without momentum."""
    return drift(0.0, 0.999)


@page.number(pinned=0.28, reason=SEEDS, form=".2f")
def chance_amsgrad_first() -> float:
    """Mean final place of AMSGrad at the smallest rate."""
    return float(intervals("pytorch").mean[0])


@page.number(pinned=0.81, reason=SEEDS, form=".2f")
def chance_adam() -> float:
    """Mean final place of Adam at a rate of 2/√t."""
    return float(intervals("adam").mean[1])


@page.number(pinned=0.04, reason=SEEDS, form=".2f")
def chance_adam_half() -> float:
    """Half the width of its interval."""
    return float(intervals("adam").half_width[1])


@page.number(pinned=-0.11, reason=SEEDS, form=".2f")
def chance_amsgrad() -> float:
    """Mean final place of AMSGrad at a rate of 2/√t."""
    return float(intervals("pytorch").mean[1])


@page.number(pinned=0.17, reason=SEEDS, form=".2f")
def chance_amsgrad_half() -> float:
    """Half the width of its interval."""
    return float(intervals("pytorch").half_width[1])


@page.number(pinned=6, reason="the outcome of 120 runs", form="d")
def chance_adam_right() -> float:
    """Of Adam's runs at all rates, how many end left of 0."""
    return int((by_chance("adam") < 0).sum())


@page.number(pinned=23, reason=SEEDS, form="d")
def chance_right() -> float:
    """Of 40 runs of AMSGrad at that rate, how many end left of 0."""
    return int((by_chance("pytorch")[1] < 0).sum())


@page.number(
    expect=lambda: (1 - CHANCE) * CHANCE * (SMALL * (PERIOD + 1)) ** 2 / 0.2**2, form=",.0f"
)
def needed() -> float:
    """Gradients after which the standard error of their mean is the mean."""
    mean, deviation = chance_moments()
    return (deviation / mean) ** 2

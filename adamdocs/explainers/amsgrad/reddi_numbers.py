"""Numbers of Reddi, Kale and Kumar's example."""

import math

from scipy.optimize import brentq

from adamdocs import theory
from adamdocs.explainers.amsgrad.experiments import page
from adamdocs.explainers.amsgrad.reddi import (
    BETAS,
    MARGIN,
    MEMORIES,
    PERIOD,
    by_round,
    drifts,
    gradients,
    measured_margin,
    measured_turn,
    turn,
)

WALK = "a run between two walls, at a falling rate"


def ends(rule: str, b2: float = 0.99) -> float:
    """Mean place over the last round."""
    return float(by_round(rule, b2)[-1])


@page.number(pinned=-0.19, reason=WALK, form=".2f")
def adam_begins() -> float:
    """Mean place of Adam with a β₂ of 0.99 over the first round."""
    return float(by_round("adam")[0])


@page.number(pinned=-0.21, reason=WALK, form=".2f")
def amsgrad_begins() -> float:
    """The same of AMSGrad."""
    return float(by_round("pytorch")[0])


@page.number(pinned=0.99, reason=WALK, form=".2f")
def adam_ends() -> float:
    """Mean place of Adam with a β₂ of 0.99 over the last round."""
    return ends("adam")


@page.number(pinned=0.05, reason=WALK, form=".2f")
def default_ends() -> float:
    """The same with a β₂ of 0.999."""
    return ends("adam", 0.999)


@page.number(pinned=-0.15, reason=WALK, form=".2f")
def patient_ends() -> float:
    """The same with a β₂ of 0.9999."""
    return ends("adam", 0.9999)


@page.number(pinned=23, reason=WALK, form="d")
def patient_turns() -> float:
    """Round up to which that run goes the wrong way."""
    return int(by_round("adam", 0.9999)[5:].argmax()) + 6


@page.number(pinned=-0.30, reason=WALK, form=".2f")
def amsgrad_ends() -> float:
    """Mean place of AMSGrad with a β₂ of 0.99 over the last round."""
    return ends("pytorch")


@page.number(expect=lambda: theory.drift_sign_change(gradients()), form=".5f", tolerance=1e-6)
def turn_default() -> float:
    """β₂ from which on Adam drifts the right way, with a β₁ of 0.9."""
    return measured_turn()


@page.number(expect=lambda: theory.drift_sign_change(gradients(), 0.0), form=".5f", tolerance=1e-6)
def turn_zero() -> float:
    """The same without momentum."""
    return measured_turn(0.0)


@page.number(
    expect=lambda: 1 / (1 - theory.drift_sign_change(gradients())), form=",.0f", tolerance=1e-4
)
def turn_memory() -> float:
    """The same as a memory length, with a β₁ of 0.9."""
    return 1 / (1 - measured_turn())


SLOW_TURN = "runs that settle to so long a memory are too long; runs of period 101 bear the sum out"


@page.number(pinned=9228, reason=SLOW_TURN, form=",.0f")
def memory_202() -> float:
    """The exact sum's memory at twice the period."""
    return turn(202)


@page.number(pinned=38_266, reason=SLOW_TURN, form=",.0f")
def memory_401() -> float:
    """The exact sum's memory at a period of 401."""
    return turn(401)


@page.number(expect=lambda: turn(101, outweighs=MARGIN), form=",.0f", tolerance=1e-3)
def margin_101() -> float:
    """Memory that is needed where the large gradient is a tenth larger."""
    return measured_margin(101)


@page.number(expect=lambda: turn(401, outweighs=MARGIN), form=",.0f", tolerance=2e-4)
def margin_401() -> float:
    """The same at a period of 401."""
    return measured_margin(401)


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


@page.number(expect=lambda: 9 + math.sqrt(4081), form=".1f", tolerance=1e-9)
def estimated_period() -> float:
    """Period whose estimated memory is a thousand gradients, on the line between its neighbors."""
    return float(brentq(lambda period: period * (period - 18.0) / 4.0 - 1000.0, 18.0, 200.0))

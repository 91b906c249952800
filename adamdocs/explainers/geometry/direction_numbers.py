"""Numbers in the text: directions of the regression, and the second moment at its minimum."""

from adamdocs.explainers.geometry import patients
from adamdocs.explainers.geometry.experiments import page
from adamdocs.explainers.geometry.unit_numbers import DRAWN
from adamdocs.explainers.geometry.units import (
    NEAR_RUNS,
    STEEP,
    exponent_near,
    first_detour,
    steep_ones,
)


@page.number(
    expect=lambda: patients.exponent(patients.root_mean_squares(8)), tolerance=1e-3, form=".3f"
)
def exponent_of_root() -> float:
    """The power of the curvature that √v̂ follows near the minimum, mean of the runs."""
    return float(exponent_near().mean)


@page.number(pinned=0.001, reason=DRAWN, form=".3f")
def exponent_of_root_within() -> float:
    """Half the width of its interval."""
    return float(exponent_near().half_width)


@page.number(pinned=20, reason="chosen", form="d")
def exponent_runs() -> float:
    """Runs that it is taken from."""
    return NEAR_RUNS


@page.number(expect=lambda: patients.condition_of_steepest(STEEP), tolerance=1e-9, form=".1f")
def condition_of_eight() -> float:
    """Condition number of the eight steepest directions, standardized."""
    return steep_ones()[0]


@page.number(expect=lambda: patients.off_the_steepest(STEEP), tolerance=1e-9, form=".1%")
def loss_off_eight() -> float:
    """Part of the loss of the start along the other two."""
    return steep_ones()[1]


@page.number(expect=lambda: patients.detour("linf", "mm"), form=".0f")
def adam_detour_mm() -> float:
    """Angle between Adam's first step and the straight way, mm."""
    return first_detour("adam", "mm")


@page.number(expect=lambda: patients.detour("linf", "standardized"), form=".0f")
def adam_detour_standardized() -> float:
    """Angle between Adam's first step and the straight way, standardized."""
    return first_detour("adam", "standardized")


@page.number(expect=lambda: patients.detour("l2", "mm"), form=".0f")
def descent_detour_mm() -> float:
    """Angle between gradient descent's first step and the straight way, mm."""
    return first_detour("sgd", "mm")


@page.number(expect=lambda: patients.detour("l2", "standardized"), form=".0f")
def descent_detour_standardized() -> float:
    """Angle between gradient descent's first step and the straight way, standardized."""
    return first_detour("sgd", "standardized")

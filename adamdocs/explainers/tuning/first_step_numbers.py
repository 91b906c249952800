"""Steps of resumed runs under a constant gradient, each in closed form."""

import numpy as np

from adamdocs import theory
from adamdocs.explainers.tuning.experiments import page
from adamdocs.explainers.tuning.restarts import BEFORE, first_step_of, steps_of


@page.number(expect=lambda: theory.resumed_step(1, BEFORE, lose_m=True), form=".2f")
def first_m() -> float:
    """First step after m is lost, under a constant gradient, in learning rates."""
    return first_step_of("m")


@page.number(expect=lambda: theory.resumed_step(1, BEFORE, lose_t=True), form=".2f", tolerance=1e-6)
def first_t() -> float:
    """The same after t is lost."""
    return first_step_of("t")


@page.number(
    expect=lambda: theory.resumed_step(1, BEFORE, lose_m=True, lose_v=True, lose_t=True), form=".2f"
)
def first_all() -> float:
    """The same after all is lost."""
    return first_step_of("mvt")


@page.number(
    expect=lambda: theory.resumed_step(1, BEFORE, lose_m=True, lose_v=True),
    form=".2f",
    tolerance=1e-6,
)
def first_mv() -> float:
    """The same after m and v are lost and t is kept."""
    return first_step_of("mv")


@page.number(expect=lambda: theory.resumed_step(1, BEFORE, lose_v=True), form=".1f", tolerance=1e-6)
def first_v() -> float:
    """The same after v is lost."""
    return first_step_of("v")


@page.number(
    expect=lambda: int((theory.resumed_step(np.arange(1, 1500), BEFORE, lose_t=True) < 0.5).sum()),
    form="d",
)
def short_without_t() -> float:
    """Steps below half after t is lost, under a constant gradient."""
    return int((steps_of("t", 1500) < 0.5).sum())

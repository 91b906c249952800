"""Numbers of two players on xy."""

import math

from adamdocs import theory
from adamdocs.explainers.gan.experiments import (
    DESCENT,
    both_sides,
    circle,
    descent,
    pace,
    page,
    short_memory,
)
from adamdocs.theory.games import Play

ORDER = "the closed form leaves out a relative order of D/T; tests/theory holds both together"
NO_DELAY = "within a few rates of the saddle the closed form says nothing"


def radius(b1: float, play: Play = "simultaneous", b2: float = 0.999) -> float:
    """The closed form of Adam's circle, in learning rates."""
    return float(theory.adam_game_radius(b1, b2, play))


@page.number(pinned=389, reason=ORDER, form=".0f")
def circle_default() -> float:
    """Mean distance at which Adam circles at its defaults, in learning rates."""
    return circle(0.9)


@page.number(expect=lambda: math.sqrt(152_000), form=".0f", tolerance=1e-9)
def circle_law() -> float:
    """The closed form of that."""
    return radius(0.9)


@page.number(pinned=154, reason=ORDER, form=".0f")
def circle_half() -> float:
    """The same at β₁ = 0.5."""
    return circle(0.5)


@page.number(expect=lambda: radius(0.0), form=".0f", tolerance=0.005)
def circle_zero() -> float:
    """The same at β₁ = 0."""
    return circle(0.0)


@page.number(expect=lambda: radius(-0.5), form=".0f", tolerance=0.006)
def circle_negative() -> float:
    """The same at β₁ = −0.5."""
    return circle(-0.5)


@page.number(pinned=379, reason=ORDER, form=".0f")
def circle_in_turn() -> float:
    """The same at the defaults, in turn."""
    return circle(0.9, "alternating")


@page.number(pinned=126, reason=ORDER, form=".0f")
def circle_half_in_turn() -> float:
    """The same at β₁ = 0.5, in turn."""
    return circle(0.5, "alternating")


@page.number(pinned=1.3, reason=NO_DELAY, form=".1f")
def circle_zero_in_turn() -> float:
    """The same at β₁ = 0, in turn."""
    return circle(0.0, "alternating")


@page.number(expect=lambda: radius(0.0, b2=0.9), form=".1f", tolerance=0.005)
def circle_short() -> float:
    """The same at β₁ = 0, β₂ = 0.9."""
    return short_memory()


@page.number(pinned=3.9, reason=ORDER, form=".1f")
def from_near() -> float:
    """Mean distance at the end of a run from (1, 0) at the rate 0.01."""
    return float(both_sides().distance[-200:, 0].mean())


@page.number(pinned=0.39, reason=ORDER, form=".2f")
def from_far() -> float:
    """The same at a rate of 0.001."""
    return float(both_sides().distance[-200:, 1].mean())


@page.number(expect=lambda: theory.game_factor(DESCENT, 0.0) - 1, form=".2%", tolerance=1e-6)
def outward() -> float:
    """What simultaneous gradient descent adds to the distance, a step, at the rate 0.1."""
    return pace(descent("simultaneous").distance) - 1


@page.number(expect=lambda: theory.game_factor(DESCENT, 0.0) ** 1000, form=".0f", tolerance=1e-9)
def after_thousand() -> float:
    """Factor on the distance after a thousand steps of it."""
    distance = descent("simultaneous", 1000).distance
    return float(distance[-1] / distance[0])


@page.number(
    expect=lambda: 1 - theory.game_factor(DESCENT, 0.0, "extragradient"),
    form=".2%",
    tolerance=1e-6,
)
def inward_ahead() -> float:
    """What looking ahead takes off the distance, a step."""
    return 1 - pace(descent("extragradient").distance)


@page.number(
    expect=lambda: 1 - theory.game_factor(DESCENT, 0.0, "optimistic"), form=".2%", tolerance=1e-3
)
def inward_optimistic() -> float:
    """What optimism takes off the distance, a step."""
    return 1 - pace(descent("optimistic").distance)


@page.number(
    expect=lambda: float(theory.alternating_distances(DESCENT, 1.0, 1.0)[1]),
    form=".2f",
    tolerance=1e-3,
)
def farthest_in_turn() -> float:
    """Largest distance in turn, from (1, 1)."""
    return float(descent("alternating").distance.max())


@page.number(
    expect=lambda: 1 - theory.game_factor(DESCENT, -0.5, "alternating"),
    form=".1%",
    tolerance=0.05,
)
def inward_negative() -> float:
    """What β₁ = −0.5 in turn takes off the distance, a step."""
    return 1 - pace(descent("alternating", 1200, b1=-0.5).distance)

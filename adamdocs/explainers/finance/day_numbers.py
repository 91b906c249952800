"""Numbers in the text: Adam on one random day a step."""

from adamdocs.explainers.finance.experiments import (
    Array,
    apart,
    inverse_volatility,
    one_day,
    optimum,
    page,
    shortfall,
)
from adamdocs.labs.chance import Interval, mean_interval

CHANCE = "an average over runs on days drawn at random: no closed form"


@page.number(pinned=0.04, reason="best of a grid: no closed form", form=".2f")
def day_rate() -> float:
    """Adam's best rate with one day a step, before it falls."""
    return one_day().rate


def distances(to: Array) -> Interval:
    """Distance of the last portfolios on single days from one."""
    return mean_interval([apart(weights, to) for weights in one_day().weights[-1]])


@page.number(pinned=0.46, reason=CHANCE, form=".2f")
def day_to_optimum() -> float:
    """Mean distance from the optimum with one day a step."""
    return float(distances(optimum()).mean)


@page.number(pinned=0.10, reason=CHANCE, form=".2f")
def day_to_optimum_within() -> float:
    """Half width of its interval."""
    return float(distances(optimum()).half_width)


@page.number(pinned=1.70, reason=CHANCE, form=".2f")
def day_to_inverse() -> float:
    """Mean distance from inverse volatility with one day a step."""
    return float(distances(inverse_volatility()).mean)


@page.number(pinned=0.03, reason=CHANCE, form=".2f")
def day_to_inverse_within() -> float:
    """Half width of its interval."""
    return float(distances(inverse_volatility()).half_width)


@page.number(pinned=0.0081, reason=CHANCE, form=".1%")
def day_lacks() -> float:
    """Mean annual utility that they lack."""
    return float(shortfall(one_day().weights[-1]).mean())


@page.number(pinned=0.971, reason=CHANCE, form=".0%")
def day_one_stock() -> float:
    """Mean largest weight without a risk term, one day a step."""
    return float(one_day().without_risk.max(-1).mean())

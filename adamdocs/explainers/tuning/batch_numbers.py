"""Numbers of batches."""

import math

from adamdocs.explainers.tuning.batches import (
    accumulated_error,
    exponent,
    longest_stretch,
    summed_loss,
)
from adamdocs.explainers.tuning.experiments import CHANCE, page
from adamdocs.labs.chance import mean_interval


@page.number(expect=lambda: 0.5, form=".2f", tolerance=0.01)
def batch_power() -> float:
    """Power of the batch with which the best rate grows, the images shown being equal."""
    return float(exponent().mean)


@page.number(pinned=0.08, reason=CHANCE, form=".2f")
def batch_power_within() -> float:
    """Half width of its interval."""
    return float(exponent().half_width)


@page.number(pinned=0.39, reason=CHANCE, form=".2f")
def scaled_power() -> float:
    """The same where the memories are scaled too."""
    return float(exponent(memories="scaled").mean)


@page.number(pinned=0.11, reason=CHANCE, form=".2f")
def scaled_power_within() -> float:
    """Half width of its interval."""
    return float(exponent(memories="scaled").half_width)


@page.number(pinned=0.11, reason=CHANCE, form=".2f")
def fixed_power() -> float:
    """The same where the number of steps is equal, not that of images."""
    return float(exponent("steps").mean)


@page.number(pinned=0.09, reason=CHANCE, form=".2f")
def fixed_power_within() -> float:
    """Half width of its interval."""
    return float(exponent("steps").half_width)


@page.number(pinned=15, reason="rounding has no closed form", form="d")
def accumulated_digits() -> float:
    """Decimal digits to which the mean of micro-batches is the batch's gradient."""
    return int(-math.log10(accumulated_error()))


@page.number(expect=lambda: 4.0, form=".0f")
def sum_stretch_sgd() -> float:
    """Gradient descent's longest step on sums of four gradients over that on their means."""
    return longest_stretch("sgd")


@page.number(expect=lambda: 1.0, form=".3f", tolerance=1e-6)
def sum_stretch_adam() -> float:
    """Adam's."""
    return longest_stretch("adam")


@page.number(pinned=13.1, reason=CHANCE, form=".1f")
def sum_loss_sgd() -> float:
    """Gradient descent's loss on sums over that on means, at the rate tuned for means."""
    return float(mean_interval(summed_loss("sgd")).mean)


@page.number(pinned=3.3, reason=CHANCE, form=".1f")
def sum_loss_sgd_within() -> float:
    """Half width of its interval."""
    return float(mean_interval(summed_loss("sgd")).half_width)


@page.number(pinned=1.0, reason=CHANCE, form=".3f")
def sum_loss_adam() -> float:
    """Adam's."""
    return float(mean_interval(summed_loss("adam")).mean)


@page.number(pinned=0.001, reason=CHANCE, form=".3f")
def sum_loss_adam_within() -> float:
    """Half width of its interval."""
    return float(mean_interval(summed_loss("adam")).half_width)

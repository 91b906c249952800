"""Numbers of rates, warm-up and batches."""

import math

import numpy as np

from adamdocs.explainers.tuning.batches import (
    accumulated_error,
    exponent,
    longest_stretch,
    summed_loss,
)
from adamdocs.explainers.tuning.experiments import (
    CHANCE,
    DEFAULT,
    HIDDEN,
    SEEDS,
    WARM,
    at_rate,
    decades,
    final,
    good_band,
    page,
    swept,
    task,
    tuned,
)
from adamdocs.labs import digits
from adamdocs.labs.chance import LEVEL, mean_interval, paired_interval

HOT, DEAD = 0.032, 0.32  # rates above the best, and far above it


@page.number(pinned=0.018, reason=CHANCE, form=".3f")
def best_rate() -> float:
    """Adam's rate in the lab, chosen by other seeds."""
    return tuned("adam")


@page.number(pinned=0.56, reason=CHANCE, form=".2f")
def sgd_rate() -> float:
    """Gradient descent's."""
    return tuned("sgd")


@page.number(pinned=0.01, reason=CHANCE, form=".2f")
def short_rate() -> float:
    """Adam's with β₂ = 0.95."""
    return tuned("adam_95")


@page.number(pinned=0.16, reason=CHANCE, form=".2f")
def best_loss() -> float:
    """Validation loss at the best rate."""
    return float(final().mean[at_rate(tuned("adam"))])


@page.number(pinned=0.02, reason=CHANCE, form=".2f")
def best_loss_within() -> float:
    """Half width of its interval."""
    return float(final().half_width[at_rate(tuned("adam"))])


@page.number(pinned=0.96, reason=CHANCE, form=".2f")
def default_loss() -> float:
    """Validation loss at the default rate."""
    return float(final().mean[at_rate(DEFAULT)])


@page.number(pinned=0.07, reason=CHANCE, form=".2f")
def default_loss_within() -> float:
    """Half width of its interval."""
    return float(final().half_width[at_rate(DEFAULT)])


@page.number(pinned=6.0, reason=CHANCE, form=".1f")
def default_over_best() -> float:
    """Mean loss at the default rate over the least."""
    return float(final().mean[at_rate(DEFAULT)] / final().mean.min())


@page.number(pinned=0.0032, reason=CHANCE, form=".4f")
def good_from() -> float:
    """Least good rate."""
    return good_band()[0]


@page.number(pinned=0.056, reason=CHANCE, form=".3f")
def good_to() -> float:
    """Largest good rate."""
    return good_band()[1]


@page.number(pinned=0.1, reason=CHANCE, form=".1f")
def good_to_warm() -> float:
    """Largest good rate with a warm-up."""
    return good_band(WARM)[1]


@page.number(pinned=1.2, reason=CHANCE, form=".1f")
def good_decades() -> float:
    """Width of the band, in powers of ten."""
    return decades()


@page.number(pinned=1.5, reason=CHANCE, form=".1f")
def good_decades_warm() -> float:
    """The same with a warm-up."""
    return decades(WARM)


@page.number(expect=lambda: math.log(10), form=".2f")
def blind_loss() -> float:
    """Loss of a network that holds all ten digits for equally likely."""
    return float(digits.loss(np.zeros((len(SEEDS), 75 * HIDDEN + 10)), task().validation).mean())


@page.number(pinned=2.25, reason=CHANCE, form=".2f")
def dead_loss() -> float:
    """Loss at a rate far above the best."""
    return float(final().mean[at_rate(DEAD)])


@page.number(pinned=0.98, reason=CHANCE, form=".0%")
def dead_units() -> float:
    """Part of the hidden units that no image excites any more at this rate."""
    return float(swept().silent[at_rate(DEAD)])


@page.number(pinned=0.0021, reason=CHANCE, form=".4f")
def stride_default() -> float:
    """Length of a step over that of the weights late in the run, first layer, default rate."""
    return float(swept().ratio[at_rate(DEFAULT)])


@page.number(pinned=0.0049, reason=CHANCE, form=".4f")
def stride_best() -> float:
    """The same at the best rate."""
    return float(swept().ratio[at_rate(tuned("adam"))])


@page.number(pinned=0.0026, reason=CHANCE, form=".4f")
def stride_from() -> float:
    """The same at the least good rate."""
    return float(swept().ratio[at_rate(good_band()[0])])


@page.number(pinned=0.0087, reason=CHANCE, form=".4f")
def stride_to() -> float:
    """The same at the largest."""
    return float(swept().ratio[at_rate(good_band()[1])])


@page.number(expect=lambda: 0.0, form="d")
def runs_diverged() -> float:
    """Runs of the sweep whose loss is not finite at some look."""
    return float((~np.isfinite(swept().loss)).any(0).sum())


def warm_change(rate: float) -> tuple[float, float]:
    """What a warm-up changes about the loss at a rate: mean over the seeds, and half width."""
    i = paired_interval(swept(WARM).loss[-1, at_rate(rate)], swept().loss[-1, at_rate(rate)])
    return float(i.mean), float(i.half_width)


@page.number(pinned=-0.04, reason=CHANCE, form=".2f")
def warm_hot() -> float:
    """What a warm-up changes about the loss at the rate above the best."""
    return warm_change(HOT)[0]


@page.number(pinned=0.03, reason=CHANCE, form=".2f")
def warm_hot_within() -> float:
    """Half width of its interval."""
    return warm_change(HOT)[1]


@page.number(pinned=-0.006, reason=CHANCE, form=".3f")
def warm_best() -> float:
    """The same at the best rate."""
    return warm_change(tuned("adam"))[0]


@page.number(pinned=0.016, reason=CHANCE, form=".3f")
def warm_best_within() -> float:
    """Half width of its interval."""
    return warm_change(tuned("adam"))[1]


@page.number(pinned=0.9, reason=CHANCE, form=".2f")
def dead_loss_warm() -> float:
    """Loss at the rate far above the best with a warm-up."""
    return float(final(WARM).mean[at_rate(DEAD)])


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


@page.number(expect=lambda: 0.95, form=".0%")
def confidence() -> float:
    """How often an interval of the page covers the true mean, for normal results."""
    return LEVEL


@page.number(expect=lambda: 4.0, form=".0f")
def sum_stretch_sgd() -> float:
    """Gradient descent's longest step on sums of four gradients over that on their means."""
    return longest_stretch("sgd")


@page.number(expect=lambda: 1.0, form=".3f", tolerance=1e-6)
def sum_stretch_adam() -> float:
    """Adam's."""
    return longest_stretch("adam")


@page.number(pinned=13.0, reason=CHANCE, form=".0f")
def sum_loss_sgd() -> float:
    """Gradient descent's loss on sums over that on means, at the rate tuned for means."""
    return float(mean_interval(summed_loss("sgd")).mean)


@page.number(pinned=1.0, reason=CHANCE, form=".3f")
def sum_loss_adam() -> float:
    """Adam's."""
    return float(mean_interval(summed_loss("adam")).mean)

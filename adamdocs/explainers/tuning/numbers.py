"""Numbers of rates, warm-up and batches."""

import math

import numpy as np

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
from adamdocs.explainers.tuning.stalls import DEAD
from adamdocs.labs import digits
from adamdocs.labs.chance import LEVEL, mean_interval, paired_interval

HOT = 0.032  # a rate above the best


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


@page.number(pinned=3.2, reason=CHANCE, form=".1f")
def next_below() -> float:
    """Loss at the next rate below the good ones, over the least."""
    return float(final().mean[at_rate(good_band()[0]) - 1] / final().mean.min())


@page.number(pinned=2.9, reason=CHANCE, form=".1f")
def next_above() -> float:
    """The same above."""
    return float(final().mean[at_rate(good_band()[1]) + 1] / final().mean.min())


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


@page.number(pinned=0.09, reason=CHANCE, form=".2f")
def dead_loss_within() -> float:
    """Half width of its interval."""
    return float(final().half_width[at_rate(DEAD)])


@page.number(pinned=0.98, reason=CHANCE, form=".0%")
def dead_units() -> float:
    """Part of the hidden units that no image excites any more at this rate."""
    return float(swept(0).silent[at_rate(DEAD)].mean())


@page.number(pinned=0.02, reason=CHANCE, form=".0%")
def dead_units_within() -> float:
    """Half width of its interval."""
    return float(mean_interval(swept(0).silent[at_rate(DEAD)]).half_width)


@page.number(pinned=0.0021, reason=CHANCE, form=".4f")
def stride_default() -> float:
    """Length of a step over that of the weights late in the run, first layer, default rate."""
    return float(swept(0).ratio[at_rate(DEFAULT)])


@page.number(pinned=0.0049, reason=CHANCE, form=".4f")
def stride_best() -> float:
    """The same at the best rate."""
    return float(swept(0).ratio[at_rate(tuned("adam"))])


@page.number(pinned=0.0091, reason=CHANCE, form=".4f")
def stride_near_silence() -> float:
    """The same at ten times the best rate."""
    return float(swept(0).ratio[at_rate(0.18)])


@page.number(pinned=1.45, reason=CHANCE, form=".2f")
def loss_near_silence() -> float:
    """Loss there."""
    return float(final().mean[at_rate(0.18)])


@page.number(pinned=0.34, reason=CHANCE, form=".2f")
def loss_near_silence_within() -> float:
    """Half width of its interval."""
    return float(final().half_width[at_rate(0.18)])


@page.number(pinned=0.0026, reason=CHANCE, form=".4f")
def stride_from() -> float:
    """The same at the least good rate."""
    return float(swept(0).ratio[at_rate(good_band()[0])])


@page.number(pinned=0.0087, reason=CHANCE, form=".4f")
def stride_to() -> float:
    """The same at the largest."""
    return float(swept(0).ratio[at_rate(good_band()[1])])


def warm_change(rate: float) -> tuple[float, float]:
    """What a warm-up changes about the loss at a rate: mean over the seeds, and half width."""
    i = paired_interval(swept(WARM).loss[-1, at_rate(rate)], swept(0).loss[-1, at_rate(rate)])
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


@page.number(pinned=0.18, reason=CHANCE, form=".2f")
def dead_loss_warm_within() -> float:
    """Half width of its interval."""
    return float(final(WARM).half_width[at_rate(DEAD)])


@page.number(expect=lambda: 0.95, form=".0%")
def confidence() -> float:
    """How often an interval of the page covers the true mean, for normal results."""
    return LEVEL

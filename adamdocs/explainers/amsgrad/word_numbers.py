"""Numbers of what is rare."""

import math

import numpy as np

from adamdocs.explainers.amsgrad.experiments import page
from adamdocs.explainers.amsgrad.words import RARITIES, behind, chosen, mean_of, visits
from adamdocs.labs.chance import mean_interval

RANDOM = "the outcome of 20 seeds"
LEARNED = "the outcome of 20 languages"


def per_gradient(rule: str, every: int) -> float:
    """Mean distance per gradient of a feature that one in `every` has."""
    return float(visits(rule)[RARITIES.index(every)].mean())


@page.number(pinned=9.7, reason=RANDOM, form=".1f")
def visit_100() -> float:
    """Learning rates that a gradient moves Adam if one in a hundred has the feature."""
    return per_gradient("adam", 100)


@page.number(pinned=0.1, reason=RANDOM, form=".1f")
def visit_100_half() -> float:
    """Half the width of its interval."""
    return float(mean_interval(visits("adam")[RARITIES.index(100)]).half_width)


@page.number(pinned=23.7, reason=RANDOM, form=".1f")
def visit_1000() -> float:
    """The same for one in a thousand."""
    return per_gradient("adam", 1000)


@page.number(pinned=0.7, reason=RANDOM, form=".1f")
def visit_1000_half() -> float:
    """Half the width of its interval."""
    return float(mean_interval(visits("adam")[RARITIES.index(1000)]).half_width)


@page.number(pinned=0.1, reason=RANDOM, form=".1f")
def visit_amsgrad_half() -> float:
    """Half the width of the interval of AMSGrad's distance for one in a hundred."""
    return float(mean_interval(visits("pytorch")[RARITIES.index(100)]).half_width)


@page.number(pinned=8.0, reason=RANDOM, form=".1f")
def visit_amsgrad_100() -> float:
    """AMSGrad's distance for one in a hundred."""
    return per_gradient("pytorch", 100)


@page.number(pinned=0.043, reason=LEARNED, form=".3f")
def sgd_frequent() -> float:
    """What SGD leaves of frequent words, in nats."""
    return float(mean_of("sgd").mean[0])


@page.number(pinned=0.371, reason=LEARNED, form=".3f")
def sgd_rare() -> float:
    """What it leaves of the others."""
    return float(mean_of("sgd").mean[1])


@page.number(pinned=0.006, reason=LEARNED, form=".3f")
def sgd_frequent_half() -> float:
    """Half the width of the interval of the first."""
    return float(mean_of("sgd").half_width[0])


@page.number(pinned=0.005, reason=LEARNED, form=".3f")
def sgd_rare_half() -> float:
    """Half the width of the interval of the second."""
    return float(mean_of("sgd").half_width[1])


@page.number(pinned=0.004, reason=LEARNED, form=".3f")
def momentum_frequent() -> float:
    """What momentum leaves of frequent words."""
    return float(mean_of("momentum").mean[0])


@page.number(pinned=0.044, reason=LEARNED, form=".3f")
def momentum_rare() -> float:
    """What it leaves of the others."""
    return float(mean_of("momentum").mean[1])


@page.number(pinned=0.04, reason=LEARNED, form=".3f")
def momentum_behind() -> float:
    """How much farther momentum is behind with rare words, in pairs."""
    return float(behind("momentum").mean)


@page.number(pinned=0.001, reason=LEARNED, form=".3f")
def momentum_behind_half() -> float:
    """Half the width of its interval."""
    return float(behind("momentum").half_width)


@page.number(pinned=0.0025, reason=LEARNED, form=".4f")
def adam_rare() -> float:
    """What Adam leaves of rare words."""
    return float(mean_of("adam").mean[1])


@page.number(pinned=0.0001, reason=LEARNED, form=".4f")
def adam_behind() -> float:
    """How much farther Adam is behind with rare words, in pairs."""
    return float(behind("adam").mean)


@page.number(pinned=0.0005, reason=LEARNED, form=".4f")
def adam_behind_half() -> float:
    """Half the width of its interval."""
    return float(behind("adam").half_width)


@page.number(pinned=0.000013, reason=LEARNED, form=".6f")
def amsgrad_apart() -> float:
    """Bound of the differences between Adam's and AMSGrad's mean excess, rounded up."""
    apart = np.abs(mean_of("adam").mean - mean_of("pytorch").mean).max()
    return math.ceil(1e6 * float(apart)) / 1e6


@page.number(pinned=32, reason="the best of a grid of rates", form=".0f")
def sgd_rate() -> float:
    """Best rate of SGD, and of momentum, on words by Zipf's law."""
    return max(chosen("sgd"), chosen("momentum"))


@page.number(pinned=0.32, reason="the best of a grid of rates", form=".2f")
def adam_rate() -> float:
    """Best rate of Adam, and of AMSGrad."""
    return max(chosen("adam"), chosen("pytorch"))

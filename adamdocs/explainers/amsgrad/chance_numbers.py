"""Numbers of the example by chance."""

from statistics import NormalDist

import numpy as np
from scipy.special import bdtrc

from adamdocs.explainers.amsgrad.by_chance import (
    CHANCE,
    DRAWS,
    RATES,
    SHORT,
    likely,
    moments,
    right,
)
from adamdocs.explainers.amsgrad.experiments import page
from adamdocs.explainers.amsgrad.reddi import PERIOD, SMALL

RUNS = "the outcome of 100 seeds"


def sign_of_mean(n: int) -> float:
    """Chance that the mean of n gradients is positive: more large ones than one in 102."""
    return float(bdtrc(n // (PERIOD + 1), n, CHANCE))


def signs_drawn(n: int) -> float:
    """Share of a million drawn counts of large gradients with which the sum is positive."""
    large = np.random.default_rng(1).binomial(n, CHANCE, 1_000_000)
    return float(((PERIOD + 1) * large > n).mean())


@page.number(expect=lambda: sign_of_mean(SHORT), form=".0%", tolerance=5e-3)
def sign_short() -> float:
    """Share of runs in which the mean of twenty thousand gradients is positive."""
    return signs_drawn(SHORT)


@page.number(expect=lambda: sign_of_mean(DRAWS), form=".0%", tolerance=5e-3)
def sign_long() -> float:
    """The same for a million."""
    return signs_drawn(DRAWS)


@page.number(expect=lambda: NormalDist().cdf(1.0), form=".0%", tolerance=5e-3)
def sign_at_error() -> float:
    """The same where the standard error of the mean is the mean, against the normal law."""
    return signs_drawn(round(needed()))


@page.number(
    expect=lambda: (1 - CHANCE) * CHANCE * (SMALL * (PERIOD + 1)) ** 2 / 0.2**2, form=",.0f"
)
def needed() -> float:
    """Gradients after which the standard error of their mean is the mean."""
    mean, deviation = moments()
    return (deviation / mean) ** 2


@page.number(pinned=63, reason=RUNS, form="d")
def chance_right() -> float:
    """Runs of AMSGrad at 2/√t, of 100, on the right side after twenty thousand gradients."""
    return right("pytorch")


@page.number(pinned=53, reason=RUNS, form=".0f")
def chance_right_low() -> float:
    """Lower end of that count's interval."""
    return likely("pytorch")[0]


@page.number(pinned=72, reason=RUNS, form=".0f")
def chance_right_high() -> float:
    """Upper end of that count's interval."""
    return likely("pytorch")[1]


@page.number(pinned=98, reason=RUNS, form="d")
def chance_late() -> float:
    """The same runs after a million gradients."""
    return right("pytorch", DRAWS)


@page.number(pinned=93, reason=RUNS, form=".0f")
def chance_late_low() -> float:
    """Lower end of that count's interval."""
    return likely("pytorch", DRAWS)[0]


@page.number(pinned=99, reason=RUNS, form=".0f")
def chance_late_high() -> float:
    """Upper end of that count's interval."""
    return likely("pytorch", DRAWS)[1]


@page.number(pinned=80, reason=RUNS, form="d")
def chance_late_slow() -> float:
    """AMSGrad's runs on the right side after a million, at the smallest rate."""
    return right("pytorch", DRAWS, RATES[0])


@page.number(pinned=80, reason=RUNS, form="d")
def chance_late_fast() -> float:
    """The same at the largest rate."""
    return right("pytorch", DRAWS, RATES[2])


@page.number(pinned=71, reason=RUNS, form=".0f")
def chance_late_low_side() -> float:
    """Lower end of either count's interval."""
    return likely("pytorch", DRAWS, RATES[0])[0]


@page.number(pinned=87, reason=RUNS, form=".0f")
def chance_late_high_side() -> float:
    """Upper end of either count's interval."""
    return likely("pytorch", DRAWS, RATES[2])[1]


@page.number(pinned=21, reason=RUNS, form="d")
def chance_adam_fast() -> float:
    """Adam's runs on the right side after twenty thousand, at the largest rate."""
    return right("adam", SHORT, RATES[2])


@page.number(pinned=14, reason=RUNS, form=".0f")
def chance_adam_fast_low() -> float:
    """Lower end of that count's interval."""
    return likely("adam", SHORT, RATES[2])[0]


@page.number(pinned=30, reason=RUNS, form=".0f")
def chance_adam_fast_high() -> float:
    """Upper end of that count's interval."""
    return likely("adam", SHORT, RATES[2])[1]


@page.number(pinned=0, reason=RUNS, form="d")
def chance_adam_others() -> float:
    """Adam's runs there at the two other rates, of 200."""
    return sum(right("adam", SHORT, lr) for lr in RATES[:2])


@page.number(pinned=0, reason=RUNS, form="d")
def chance_adam_late() -> float:
    """Adam's runs there at any rate, of 300, after a million."""
    return sum(right("adam", DRAWS, lr) for lr in RATES)


@page.number(pinned=4, reason=RUNS, form=".0f")
def chance_none_high() -> float:
    """Upper end of the interval of none in 100."""
    return likely("adam", DRAWS)[1]

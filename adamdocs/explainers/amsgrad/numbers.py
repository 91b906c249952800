"""Numbers of the page: spikes, a first gradient, a flat bowl."""

import math

import numpy as np

from adamdocs import theory
from adamdocs.explainers.amsgrad.experiments import (
    FIRST,
    FOLLOWING,
    after_first,
    calming,
    fastest,
    half_at,
    kicks,
    page,
    reached,
    spiked,
)
from adamdocs.optimizers import amsgrad
from adamdocs.runs import feed
from adamdocs.streams import spike

STAY = 5000  # gradients after a spike over which the distance is counted


@page.number(expect=theory.isolated_spike_kick, form=".1f", tolerance=1e-4)
def kick() -> float:
    """Distance in learning rates that one gradient of 100 moves Adam, after a long silence."""
    return float(kicks((0.01, 1.0, 100.0))[2])


@page.number(expect=theory.isolated_spike_kick, form=".1f", tolerance=1e-4)
def kick_small() -> float:
    """The same for a gradient of a hundredth."""
    return float(kicks((0.01, 1.0, 100.0))[0])


@page.number(expect=lambda: math.ceil(theory.half_recovery(100.0)), form=",d")
def half_100() -> float:
    """Gradients after a spike of 100 until the step is half a learning rate again."""
    return half_at(100.0)


@page.number(expect=lambda: math.ceil(theory.half_recovery(1000.0)), form=",d")
def half_1000() -> float:
    """The same for a spike of 1,000."""
    return half_at(1000.0)


@page.number(expect=lambda: math.ceil(theory.half_recovery(10_000.0)), form=",d")
def half_10000() -> float:
    """The same for a spike of 10,000."""
    return half_at(10_000.0)


@page.number(
    expect=lambda: math.ceil(theory.half_recovery(1e4)) - math.ceil(theory.half_recovery(1e3)),
    form=",d",
)
def per_decade() -> float:
    """Gradients that a ten times larger spike costs more."""
    return half_at(10_000.0) - half_at(1000.0)


@page.number(expect=lambda: theory.amsgrad_after_spike(10_999, 100.0), form=".2f", tolerance=1e-5)
def floor_100() -> float:
    """AMSGrad's step long after a spike of 100."""
    return float(spiked("pytorch")[100.0][-1])


@page.number(expect=lambda: theory.amsgrad_after_spike(10_999, 1000.0), form=".3f", tolerance=1e-5)
def floor_1000() -> float:
    """AMSGrad's step long after a spike of 1,000."""
    return float(spiked("pytorch")[1000.0][-1])


@page.number(
    expect=lambda: float(theory.step_after_spike(np.arange(STAY), 100.0).sum()),
    form=",.0f",
    tolerance=1e-4,
)
def adam_travels() -> float:
    """Learning rates that Adam moves in five thousand gradients from a spike of 100 on."""
    return float(spiked()[100.0][:STAY].sum())


@page.number(
    expect=lambda: float(theory.amsgrad_after_spike(np.arange(STAY), 100.0).sum()),
    form=",.0f",
    tolerance=1e-4,
)
def amsgrad_travels() -> float:
    """The same for AMSGrad."""
    return float(spiked("pytorch")[100.0][:STAY].sum())


def second_moment_after() -> float:
    """Uncorrected v after a thousand gradients of 1 and one of 100, in closed form."""
    return 0.999 * (1 - 0.999**1000) + 0.001 * 100.0**2


@page.number(
    expect=lambda: theory.rate_recovery(second_moment_after(), 0.01, 9000),
    form=".0f",
    tolerance=1e-5,
)
def rate_growth() -> float:
    """Factor by which the effective rate grows in nine thousand gradients of a hundredth."""
    return float(calming()[-1] / calming()[0])


@page.number(
    expect=lambda: theory.rate_recovery(second_moment_after(), 0.01, 10) - 1,
    form=".1%",
    tolerance=1e-6,
)
def growth_in_ten() -> float:
    """By how much it grows in the first ten of them."""
    return float(calming()[10] / calming()[0] - 1)


@page.number(
    expect=lambda: theory.amsgrad_after_first(FOLLOWING, FIRST), form=".2f", tolerance=1e-6
)
def pytorch_left() -> float:
    """AMSGrad's step ten thousand steps after a first gradient of 100, maximum of v."""
    return float(after_first("pytorch")[-1])


@page.number(
    expect=lambda: theory.amsgrad_after_first(FOLLOWING, FIRST, corrected=True), form=".2g"
)
def optax_left() -> float:
    """The same for the maximum of the corrected v."""
    return float(after_first("optax")[-1])


@page.number(
    expect=lambda: float(theory.amsgrad_after_first(np.arange(1, FOLLOWING), FIRST).min()),
    form=".2f",
)
def pytorch_dip() -> float:
    """AMSGrad's smallest step after that gradient, maximum of v."""
    return float(after_first("pytorch").min())


@page.number(expect=lambda: 1 / math.sqrt(1 - 0.999), form=".1f", tolerance=1e-4)
def denominator_falls() -> float:
    """Factor by which AMSGrad's denominator falls after a first gradient of 1,000, maximum of v."""
    run = feed(amsgrad(1.0), spike(10_000, at=1, size=1000.0), keep="denominator")
    return float(run.state.denominator[0, 0] / run.state.denominator[-1, 0])


FLAT = "a run on a bowl that is no parabola"


@page.number(pinned=7049, reason=FLAT, form=",d")
def slow_adam() -> float:
    """Steps of Adam from 10 to below a tenth on the quartic bowl, at a rate of a tenth."""
    return reached("adam")


@page.number(pinned=62_552, reason=FLAT, form=",d")
def slow_amsgrad() -> float:
    """The same for AMSGrad, maximum of v."""
    return reached("pytorch")


@page.number(pinned=63, reason=FLAT, form="d")
def best_adam() -> float:
    """Steps of Adam at the best of 51 rates."""
    return fastest("adam")[1]


@page.number(pinned=64, reason=FLAT, form="d")
def best_amsgrad() -> float:
    """The same for AMSGrad, maximum of v."""
    return fastest("pytorch")[1]

"""Numbers of the page: spikes, a first gradient, a flat bowl."""

import math

import numpy as np

from adamdocs import theory
from adamdocs.explainers.amsgrad.experiments import (
    B2,
    FIRST,
    FOLLOWING,
    after_first,
    calming,
    fastest,
    half_at,
    kicks,
    page,
    reached,
    settles,
    slowly,
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
    return float(spiked("adam")[100.0][:STAY].sum())


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
    return float(calming(B2)[-1] / calming(B2)[0])


@page.number(
    expect=lambda: theory.rate_recovery(second_moment_after(), 0.01, 10) - 1,
    form=".1%",
    tolerance=1e-6,
)
def growth_in_ten() -> float:
    """By how much it grows in the first ten of them."""
    return float(calming(B2)[10] / calming(B2)[0] - 1)


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


@page.number(expect=lambda: math.ceil(math.log(0.01 / (0.1 * 99)) / math.log(0.9)), form="d")
def settled_100() -> float:
    """Gradients after a spike of 100 until m is back at 1, to one percent."""
    return settles(100.0)


@page.number(expect=lambda: math.ceil(math.log(0.01 / (0.1 * 9999)) / math.log(0.9)), form="d")
def settled_10000() -> float:
    """The same for a spike of 10,000."""
    return settles(10_000.0)


@page.number(
    expect=lambda: float(theory.step_after_spike(np.arange(100), 1000.0).max()),
    form=".1f",
    tolerance=1e-4,
)
def lengthened() -> float:
    """Longest step after a spike of a thousand, in learning rates."""
    return float(spiked("adam")[1000.0].max())


@page.number(
    expect=lambda: int(np.argmax(theory.step_after_spike(np.arange(100), 1000.0) < 0.5)), form="d"
)
def lengthened_for() -> float:
    """Gradients from that spike on until the step is below half."""
    return int(np.argmax(spiked("adam")[1000.0] < 0.5))


@page.number(expect=lambda: 0.9**-5 - 1, form=".0%", tolerance=1e-3)
def growth_of_short() -> float:
    """By how much ten gradients raise the rate at most with a β₂ of 0.9."""
    rate = calming(0.9)
    return float((rate[10:] / rate[:-10]).max() - 1)


FLAT = "a run on a bowl that is no parabola"


@page.number(pinned=1795, reason=FLAT, form=",d")
def slow_adam() -> float:
    """Steps of Adam from 10 until it stays below a tenth on the quartic bowl, at rate 1."""
    return reached("adam")


@page.number(pinned=2768, reason=FLAT, form=",d")
def slow_amsgrad() -> float:
    """The same for AMSGrad, maximum of v."""
    return reached("pytorch")


@page.number(pinned=0.35, reason=FLAT, form=".2f")
def slow_optax() -> float:
    """Where AMSGrad is after four thousand steps, maximum of the corrected v."""
    return float(slowly("optax")[-1])


@page.number(pinned=61, reason=FLAT, form="d")
def best_adam() -> float:
    """Steps of Adam at the best of 161 rates."""
    return fastest("adam")[1]


@page.number(pinned=65, reason=FLAT, form="d")
def best_amsgrad() -> float:
    """The same for AMSGrad, maximum of v."""
    return fastest("pytorch")[1]


@page.number(pinned=32, reason=FLAT, form="d")
def best_optax() -> float:
    """The same for AMSGrad, maximum of the corrected v."""
    return fastest("optax")[1]

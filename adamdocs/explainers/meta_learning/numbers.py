"""Numbers of the page: runs on landscapes."""

import math
from decimal import Decimal

import numpy as np

from adamdocs.explainers.meta_learning.experiments import (
    FINE,
    HORIZONS,
    all_three,
    best_rate,
    courses,
    descents,
    foretold,
    minima,
    narrow,
    page,
    short_costs,
    steepness,
    valleys,
)
from adamdocs.labs.hypergradient import along_the_run, in_decimals

RUN = "the end of a run of Adam, which has no closed form"
COUNTED = "counted on a grid of rates"
SWEPT = "the best of a grid of rates"
CHAOS = "the end of a chaotic run; every operation of it is exact to the bit"


@page.number(pinned=4.0, reason=RUN, form=".1f")
def hero_loss() -> float:
    """Last loss of fifty steps at 0.05 in Rosenbrock's valley."""
    return float(along_the_run("rosenbrock", 50, 0.05)[0])


@page.number(pinned=-3.6, reason=RUN, form=".1f")
def hero_slope() -> float:
    """Its slope in the rate."""
    return float(along_the_run("rosenbrock", 50, 0.05)[1])


@page.number(pinned=25, reason=COUNTED, form=".0f")
def rosenbrock_valleys() -> float:
    """Local minima of the last loss of 50 steps in Rosenbrock's valley."""
    return valleys("rosenbrock", 50)


@page.number(pinned=5, reason=COUNTED, form=".0f")
def ravine_valleys() -> float:
    """The same on the ravine."""
    return valleys("ravine", 50)


@page.number(pinned=184, reason=COUNTED, form=".0f")
def ravine_valleys_1000() -> float:
    """The same after 1,000 steps."""
    return valleys("ravine", 1000)


@page.number(pinned=2, reason=COUNTED, form=".0f")
def rosenbrock_mean_valleys() -> float:
    """Local minima of the mean loss over 50 steps in Rosenbrock's valley."""
    return valleys("rosenbrock", 50, "mean")


@page.number(expect=lambda: 0.0, form=".0f")
def ravine_mean_valleys() -> float:
    """The most of the mean loss on the ravine, over 5 to 1,000 steps."""
    return max(valleys("ravine", steps, "mean") for steps in HORIZONS if steps >= 5)


@page.number(pinned=25, reason=RUN, form=".0f")
def mean_costs() -> float:
    """Last loss of 50 steps on the ravine at the rate with the least mean loss, over the least."""
    found, at = courses("ravine"), HORIZONS.index(50)
    last = found["last"][at]
    return float(last[int(np.argmin(found["mean"][at]))] / last.min())


@page.number(pinned=1, reason=COUNTED, form=".0f")
def narrow_500() -> float:
    """Local minima in Rosenbrock's valley between 0.4 and 0.6, after 500 steps."""
    return minima(narrow()[500])


@page.number(pinned=48, reason=COUNTED, form=".0f")
def narrow_1000() -> float:
    """The same after 1,000 steps."""
    return minima(narrow()[1000])


@page.number(pinned=1331, reason=COUNTED, form=",d")
def narrow_2000() -> float:
    """The same after 2,000 steps."""
    return minima(narrow()[2000])


@page.number(expect=lambda: 3999 / 3, form=",.0f", tolerance=3e-4)
def narrow_dice() -> float:
    """The same if the losses were independent draws: each inner one is the least of three."""
    rng = np.random.default_rng(1)
    return float(np.mean([minima(rng.random(4001)) for _ in range(4000)]))


# Descent on the rate.


@page.number(
    expect=lambda: 0.5 * (10 - 0.001 * 20) ** 2 + 50 * (1 - 0.001 * 20) ** 2,
    form=".1f",
    tolerance=1e-4,
)
def before_tuning() -> float:
    """Last loss of 20 steps on the ravine at the rate 0.001, each a rate long or nearly."""
    return float(along_the_run("ravine", 20, 0.001)[0])


@page.number(pinned=0.88, reason=RUN, form=".2f")
def after_tuning() -> float:
    """Last loss that a hundred steps on the rate lead to from 0.001."""
    return float(descents("ravine", 20).losses[0])


@page.number(pinned=0.70, reason=RUN, form=".2f")
def tuned_rate() -> float:
    """The rate that they lead to."""
    return float(descents("ravine", 20).rates[0])


@page.number(pinned=0.87, reason=SWEPT, form=".2f")
def best_of_grid() -> float:
    """Least last loss of 20 steps over 2,001 rates."""
    return descents("ravine", 20).best


@page.number(pinned=0.20, reason=RUN, form=".2f")
def best_of_three() -> float:
    """Least last loss that a descent on the rate and both decays passes."""
    return float(all_three()[0].min())


@page.number(pinned=0.65, reason=RUN, form=".2f")
def three_rate() -> float:
    """Its rate."""
    losses, given = all_three()
    return float(given[int(np.argmin(losses)), 0])


@page.number(pinned=0.75, reason=RUN, form=".2f")
def three_b1() -> float:
    """Its β₁."""
    losses, given = all_three()
    return float(given[int(np.argmin(losses)), 1])


@page.number(pinned=0.997, reason=RUN, form=".3f")
def three_b2() -> float:
    """Its β₂."""
    losses, given = all_three()
    return float(given[int(np.argmin(losses)), 2])


@page.number(pinned=0.93, reason="counted over 41 starts", form=".0%")
def share_20() -> float:
    """Share of descents on the rate that end within twice the best, 20 steps on the ravine."""
    return descents("ravine", 20).share


@page.number(expect=lambda: 0.0, form=".0f")
def count_50() -> float:
    """How many do so after 50 steps."""
    ended = descents("ravine", 50)
    return ended.share * len(ended.losses)


@page.number(pinned=139, reason=RUN, form=".0f")
def behind_50() -> float:
    """Median last loss that they end at, over the best."""
    ended = descents("ravine", 50)
    return float(np.median(ended.losses)) / ended.best


# Chaos.


@page.number(pinned=0.97, reason=CHAOS, form=".0%")
def foretold_1000() -> float:
    """Share of rates in the window whose slope foretells one percent more, after 1,000 steps."""
    return foretold("rosenbrock", 1000)


@page.number(pinned=0.01, reason=CHAOS, form=".0%")
def foretold_1500() -> float:
    """The same after 1,500 steps."""
    return foretold("rosenbrock", 1500)


@page.number(pinned=7.9, reason=CHAOS, form=".1f")
def steep_1000() -> float:
    """Median percent of loss for a percent of rate in the window, after 1,000 steps."""
    return steepness("rosenbrock", 1000)


@page.number(pinned=2e5, reason=CHAOS, form=".0e")
def steep_1500() -> float:
    """The same after 1,500 steps."""
    return steepness("rosenbrock", 1500)


@page.number(pinned=8e9, reason=CHAOS, form=".0e")
def steep_2000() -> float:
    """The same after 2,000 steps."""
    return steepness("rosenbrock", 2000)


@page.number(pinned=884, reason=RUN, form=".0f")
def ravine_steepness() -> float:
    """The same on the ravine."""
    return steepness("ravine", 2000)


@page.number(pinned=0.0052, reason=CHAOS, form=".4f")
def at_half() -> float:
    """Last loss of 2,000 steps in Rosenbrock's valley at the rate 0.5."""
    return float(along_the_run("rosenbrock", 2000, 0.5)[0])


@page.number(pinned=0.0520, reason=CHAOS, form=".4f")
def next_to_half() -> float:
    """The same at the next float64 number."""
    return float(along_the_run("rosenbrock", 2000, math.nextafter(0.5, 1.0))[0])


@page.number(pinned=0.1148, reason="a run in 50 digits, which more do not change", form=".4f")
def exact_at_half() -> float:
    """Last loss of 2,000 steps in Rosenbrock's valley at the rate 0.5, in 50 digits."""
    return in_decimals(2000, Decimal("0.5"))


@page.number(pinned=0.94, reason=COUNTED, form=".0%")
def foretold_ravine_10() -> float:
    """Share of rates in the window whose slope foretells, after ten steps on the ravine."""
    return foretold("ravine", 10)


@page.number(pinned=0.06, reason=COUNTED, form=".0%")
def foretold_ravine_1000() -> float:
    """The same after 1,000 steps."""
    return foretold("ravine", 1000)


# Short horizons.


@page.number(pinned=0.63, reason=SWEPT, form=".6g")
def rate_20() -> float:
    """Best rate for 20 steps on the noisy ravine."""
    return best_rate(20)


@page.number(pinned=0.032, reason=SWEPT, form=".6g")
def rate_1000() -> float:
    """Best rate for 1,000."""
    return best_rate(1000)


@page.number(pinned=33, reason=SWEPT, form=".0f")
def short_costs_20() -> float:
    """Mean loss after 1,000 steps at the best rate for 20, over that at the best."""
    return short_costs(20)


@page.number(expect=lambda: 2001.0, form=",.0f")
def grid_size() -> float:
    """Rates from 0.001 to 1 whose minima are counted."""
    return float(len(courses("ravine")["rates"]) if FINE else 0)

"""Figures of the page: the last loss as a function of the rate."""

import numpy as np

from adamdocs.drawing.charts import Chart
from adamdocs.explainers.meta_learning.experiments import (
    FINE,
    HORIZONS,
    NARROW,
    Array,
    best_rate,
    courses,
    descents,
    page,
    slopes,
    steepness,
)
from adamdocs.labs.hypergradient import along_the_run

STEPS_OF_SLOPES = (5, 10, 20, 50, 100, 200, 500, 1000, 1500, 2000)


def tangent(name: str, steps: int, rate: float, reach: float) -> tuple[Array, Array]:
    """Ends of a tangent on logarithmic axes, a factor `reach` to either side."""
    loss, slope = (float(one) for one in along_the_run(name, steps, rate))
    factors = np.array([1 / reach, reach])
    return rate * factors, loss * factors ** (slope * rate / loss)


@page.figure(
    caption="One number in, one number out: the learning rate of 50 steps of Adam in Rosenbrock's "
    "valley, and the loss at their end. Every point has an exact slope (purple). At "
    "a rate of `0.3` "
    "the slope leads downhill. Beyond, the curve has many valleys, and the slope leads into the "
    "nearest.",
    alt="Line chart, both axes logarithmic, of the last loss against the learning rate from a "
    "thousandth to 1. It falls slowly to a rate of a third, then "
    "rises and falls many times; {{rosenbrock_valleys}} local minima on a fine grid. "
    "Two tangents touch it, one on the smooth part, one in the rough.",
)
def last_loss_of_rate() -> Chart:
    """Last loss against the rate, with two tangents."""
    chart = Chart("learning rate", "loss after 50 steps", height=3.3, x_scale="log", y_scale="log")
    rates, losses, _ = slopes("rosenbrock", 50, count=601)
    chart.line("last loss", rates, losses, "ink")
    for name, rate, reach in (("tangent", 0.3, 2.2), ("tangent in the rough", 0.63, 1.07)):
        chart.line(name, *tangent("rosenbrock", 50, rate, reach), "adam")
        loss = float(along_the_run("rosenbrock", 50, rate)[0])
        chart.points(f"{name}, point", [rate], [loss], "adam", size=40)
    chart.label("tangent", (0.25, 2.4), "adam", shift=(-10, -8), align="right", bold=True)
    chart.view(x=(9e-4, 1.1), y=(0.008, 60))
    chart.ticks(x=(0.001, 0.01, 0.1, 1), y=(0.01, 0.1, 1, 10))
    return chart


@page.figure(
    caption="Last losses on the ravine, a quadratic. Rings: where a hundred steps of Adam on the "
    "rate come to, from 41 rates. After 20 steps there is one main valley, "
    "and {{share_20}} of the descents end within twice the best loss. After 50 none does: "
    "they are caught on the way to the deepest valley.",
    alt="Two curves of the last loss against the learning rate, both axes logarithmic. That of 20 "
    "steps falls smoothly into a main valley, and nearly all rings lie at its bottom. That of 50 "
    "steps ends in a row of ever deeper, narrow valleys; the rings are spread over the first few, "
    "none in the deepest.",
)
def where_descents_end() -> Chart:
    """Last losses for 20 and 50 steps, with the ends of descents on the rate."""
    chart = Chart("learning rate", "last loss", height=3.5, x_scale="log", y_scale="log")
    for steps, ink in ((20, "g"), (50, "ink")):
        found = courses("ravine")
        rates = np.r_[0:FINE:5]
        shown = found["last"][HORIZONS.index(steps)]
        # Fine where it is rough, so that no valley is cut off.
        rates = np.union1d(rates, np.flatnonzero(found["rates"] > 0.1))
        chart.line(f"{steps} steps", found["rates"][rates], shown[rates], ink)
        ended = descents("ravine", steps)
        chart.points(f"{steps} steps, ends", ended.rates, ended.losses, "adam", hollow=True)
    chart.label("20 steps", (0.2, 38), "g", shift=(0, 12), bold=True)
    chart.label("50 steps", (0.12, 1.4), "ink", shift=(-10, -4), align="right", bold=True)
    chart.view(x=(9e-3, 1.1), y=(4e-4, 150))
    chart.ticks(x=(0.01, 0.1, 1), y=(0.001, 0.01, 0.1, 1, 10, 100))
    return chart


@page.figure(
    caption="The same fifty steps on the ravine, judged by the mean of all their losses (purple) "
    "instead of the last. The valleys are gone; what remains is a slope towards large "
    "rates.",
    alt="Two curves against the learning rate, both axes logarithmic. The last loss ends in "
    "{{ravine_valleys}} narrow valleys. The mean loss over the run falls without a single local "
    "minimum up to a rate of 1.",
)
def mean_or_last() -> Chart:
    """Last and mean loss of fifty steps against the rate."""
    chart = Chart("learning rate", "loss", height=3.1, x_scale="log", y_scale="log")
    found = courses("ravine")
    at = np.flatnonzero(found["rates"] > 0.01)[::2]
    for what, ink in (("last", "ink"), ("mean", "adam")):
        chart.line(what, found["rates"][at], found[what][HORIZONS.index(50)][at], ink)
    chart.label("mean over the run", (0.3, 15), "adam", shift=(-4, 14), bold=True)
    chart.label("last", (0.14, 0.9), "ink", shift=(-14, -4), align="right", bold=True)
    chart.view(x=(0.01, 1.1), y=(4e-4, 150))
    chart.ticks(x=(0.01, 0.1, 1), y=(0.001, 0.01, 0.1, 1, 10, 100))
    return chart


@page.figure(
    caption="Percent of loss for a percent of rate: the median size over 201 rates from `0.4` to "
    "`0.6`. In Rosenbrock's valley it stays small "
    "for a thousand steps, and then explodes.",
    alt="Line chart, both axes logarithmic. The ravine's median rises steadily to "
    "{{ravine_steepness}} at two thousand steps. Rosenbrock's stays below ten up to "
    "a thousand steps, then "
    "jumps to {{steep_1500}} at `1500` and {{steep_2000}} at two thousand.",
)
def exploding_slopes() -> Chart:
    """Median size of the slope, as a power, against the length of the run."""
    chart = Chart(
        "steps of the run",
        "percent of loss for a percent of rate",
        height=3.1,
        x_scale="log",
        y_scale="log",
    )
    for name, ink in (("ravine", "g"), ("rosenbrock", "adam")):
        sizes = [steepness(name, steps) for steps in STEPS_OF_SLOPES]
        chart.line(name, STEPS_OF_SLOPES, sizes, ink)
        chart.points(f"{name}, runs", STEPS_OF_SLOPES, sizes, ink)
    chart.label(
        "Rosenbrock's valley", (1500, 1.7e5), "adam", shift=(-9, 6), align="right", bold=True
    )
    chart.label("ravine", (200, 30), "g", shift=(-6, 10), align="right", bold=True)
    chart.view(x=(4, 2600), y=(0.1, 1e11))
    chart.ticks(x=(5, 20, 100, 500, 2000), y={1: "1", 1e3: "1000", 1e6: "10⁶", 1e9: "10⁹"})
    return chart


@page.figure(
    caption="The same window of rates after 500, a thousand and "
    "two thousand steps in Rosenbrock's valley. First the loss falls; then bursts "
    "throw runs out again, and what they end at is chaos.",
    alt="Three curves of the last loss on a logarithmic axis against the learning rate. That of "
    "500 steps is smooth. That of a thousand lies eight decades lower, with small ripples. That of "
    "two thousand is noise over five decades, higher than both.",
)
def same_window_longer() -> Chart:
    """Last losses over the narrow window for three lengths of run."""
    chart = Chart("learning rate", "last loss", height=3.3, y_scale="log")
    for steps, ink in ((500, "g"), (1000, "ink"), (2000, "adam")):
        rates, losses, _ = slopes("rosenbrock", steps, NARROW)
        chart.line(f"{steps} steps", rates, losses, ink)
    chart.label("two thousand steps", (0.41, 3.0), "adam", shift=(0, 14), bold=True)
    chart.label("500 steps", (0.41, 3e-5), "g", shift=(0, -14), bold=True)
    chart.label("a thousand steps", (0.41, 5e-13), "ink", shift=(0, 14), bold=True)
    chart.view(x=NARROW, y=(1e-15, 1e3))
    chart.ticks(x=(0.4, 0.5, 0.6), y={1e-12: "10⁻¹²", 1e-8: "10⁻⁸", 1e-4: "0.0001", 1: "1"})
    return chart


@page.figure(
    caption="Short horizons ask for large rates. On the ravine under noise, the best constant "
    "rate for a run of $T$ steps falls with $T$ from {{rate_20}} at 20 to "
    "{{rate_1000}} at a thousand.",
    alt="Line chart, both axes logarithmic, of the best learning rate against the length of the "
    "run. Up to ten steps it is about 1; it then falls to {{rate_1000}} at a thousand.",
)
def best_rate_by_horizon() -> Chart:
    """Best rate of the sweep against the length of the run."""
    chart = Chart("steps of the run", "best rate", height=2.8, x_scale="log", y_scale="log")
    rates = [best_rate(steps) for steps in HORIZONS]
    chart.line("best rate", HORIZONS, rates, "adam")
    chart.points("best rate, of the grid", HORIZONS, rates, "adam")
    chart.view(x=(0.9, 1300), y=(0.02, 2))
    chart.ticks(x=(1, 10, 100, 1000), y={0.03: "0.03", 0.1: "0.1", 0.3: "0.3", 1: "1"})
    return chart

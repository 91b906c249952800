"""Figures of rates: which of them a rule tolerates, and how many courses one of them serves."""

import numpy as np

from adamdocs.drawing.charts import Chart
from adamdocs.explainers.race.experiments import (
    COURSES,
    UNITS,
    WIDE,
    Flags,
    page,
    served,
)
from adamdocs.explainers.race.tolerance import A_DECADE, GRID, LENGTHS, TOLERANT, tolerated
from adamdocs.explainers.rules import NAMES, ink


@page.figure(
    caption="The rates at which each rule has settled on Beale's function, for runs of "
    "three hundred, a thousand, three thousand and ten thousand steps, top to bottom in each row; "
    "ten rates a decade. Longer runs make room for smaller rates; for gradient descent and "
    "momentum nothing else changes. Adam loses its large "
    "rates as it gains small ones: in longer runs they break out in bursts.",
    alt="Strip chart: four bars a rule, over the learning rate. Gradient descent's widen "
    "leftward from none to {{tolerance_sgd_long}} decades, momentum's from "
    "{{tolerance_momentum_short}} to {{tolerance_momentum_long}}, and both end at a sharp upper "
    "edge. Adam's begin ten times as high, span {{tolerance_adam}} decades at a thousand steps, "
    "and at ten thousand fall into pieces that add up to {{tolerance_adam_long}}.",
)
def rates_tolerated() -> Chart:
    """Tolerated rates on Beale's function, for four lengths of a run."""
    chart = Chart("learning rate", "", height=5.4, x_scale="log")
    rows = {rule: row for row, rule in enumerate(reversed(TOLERANT))}
    for rule, row in rows.items():
        for number, length in enumerate(LENGTHS):
            height = row + 0.3 - 0.2 * number
            for low, high in stretches(tolerated(rule)[length]):
                chart.line(f"{rule}, {length} steps", [low, high], [height] * 2, ink(rule))
                chart.axes.lines[-1].set(linewidth=3.2, solid_capstyle="butt")
        chart.label(NAMES[rule], (7e-5, row), ink(rule), shift=(-4, 0), align="right")
        if row:
            chart.level(row - 0.5)
    top = rows["sgd"]
    chart.label("300 steps: none", (0.05, top + 0.3), "muted", shift=(0, 1))
    chart.label("10,000 steps", (0.05, top - 0.3), "muted", shift=(0, -1))
    chart.view(x=(2.5e-6, 16), y=(-0.6, len(rows) - 0.35))
    chart.ticks(x=(1e-4, 1e-3, 1e-2, 0.1, 1, 10), y=())
    chart.axes.spines["left"].set_visible(False)
    return chart


@page.figure(
    caption="One rate for everything, in a thousand steps: nine courses, each with its loss in "
    "its own unit, in thousands and in thousandths. At a rate of {{common_rate}} Adam settles on "
    "all {{adam_served}} of them (after three thousand steps on {{served_in_3000}}, after ten "
    "thousand on {{served_in_10000}}). No rate takes momentum beyond {{momentum_served}}, "
    "gradient descent beyond {{sgd_served}}: a change of the loss's unit moves their rates with "
    "it.",
    alt="Line chart of the courses settled on, against the common learning rate from a millionth "
    "to a thousand. Adam's line is one hill that reaches all {{adam_served}} near {{common_rate}}, "
    "AdaGrad's one of {{adagrad_served}} to the right of it. Momentum's and gradient descent's run "
    "low and nearly level from a millionth to ten, at most at {{momentum_served}} and "
    "{{sgd_served}}.",
)
def one_rate_for_all() -> Chart:
    """Courses served by each common rate."""
    chart = Chart("learning rate, the same on all", "courses settled on", height=3.3, x_scale="log")
    chart.level(len(COURSES) * len(UNITS))
    for rule in ("sgd", "momentum", "adagrad", "adam"):
        chart.line(NAMES[rule], WIDE, served(rule), ink(rule), dashed=rule == "adagrad")
    chart.label("Adam", (0.05, 24), "adam", align="right", bold=True)
    chart.label("AdaGrad", (4, 23), "v")
    chart.label("momentum", (1e-5, 10.6), "m", align="center")
    chart.label("gradient descent", (3e-5, 1.4), "ink", align="center")
    chart.view(x=(1e-6, 1e3), y=(0, 30))
    chart.ticks(x={1e-6: "10⁻⁶", 1e-4: "10⁻⁴", 0.01: "0.01", 1: "1", 100: "100"}, y=(0, 9, 18, 27))
    return chart


def stretches(good: Flags) -> list[tuple[float, float]]:
    """Ends of every stretch of good rates, half a notch of the grid around them."""
    turns = np.flatnonzero(np.diff(good.astype(int), prepend=0, append=0))
    half = 10 ** (0.5 / A_DECADE)
    pairs = zip(turns[::2], turns[1::2] - 1, strict=True)
    return [(float(GRID[first] / half), float(GRID[last] * half)) for first, last in pairs]


def peak(rule: str) -> float:
    """Rate in the middle, on a logarithmic scale, of those that serve the most courses."""
    best = np.flatnonzero(served(rule) == served(rule).max())
    return float(np.sqrt(WIDE[best[0]] * WIDE[best[-1]]))

"""Figures of the networks."""

import numpy as np

from adamdocs.drawing.charts import Chart
from adamdocs.explainers.generalisation.experiments import page
from adamdocs.explainers.generalisation.networks import (
    FOUR,
    NAMES,
    RATES,
    THREE,
    difference,
    tuned,
)
from adamdocs.explainers.rules import ink

HEADS = {
    "thousand": "1000 images",
    "three_hundred": "300 images",
    "wrong": "400 images, one label in five redrawn",
}


@page.figure(
    caption="Accuracy on new digits, minus that of SGD with momentum, in percentage points: means "
    "and {{level}} intervals over 24 pairs of seeds, every rule at its own tuned rate. Left of the "
    "line is worse. Neither Adam nor AdamW shows a deficit.",
    alt="Three groups of three points with intervals around a line at zero. Adam and AdamW lie at "
    "{{difference_adam_thousand}} and {{difference_adamw_thousand}} points with 1000 images, "
    "{{difference_adam_three_hundred}} and {{difference_adamw_three_hundred}} with 300, "
    "{{difference_adam_wrong}} and {{difference_adamw_wrong}} with wrong labels; all six intervals "
    "hold zero.",
)
def no_deficit() -> Chart:
    """Paired differences with intervals, a row a rule, a group a task."""
    chart = Chart("percentage points", "test accuracy minus that of SGD with momentum", height=3.9)
    chart.axes.axvline(0, color=chart.axes.xaxis.label.get_color(), linewidth=0.9, zorder=1)
    row = 0.0
    for task in THREE:
        chart.label(HEADS[task], (-1.42, row), "ink", bold=True)
        for rule in ("sgd", "adam", "adamw"):
            row -= 1.0
            found, color = difference(rule, task), ink(rule)
            name = f"{NAMES[rule]}, {HEADS[task]}"
            chart.line(name, 100 * np.array([found.low, found.high]), [row, row], color)
            chart.points(name, 100 * float(found.mean), row, color, size=40)
            chart.label(NAMES[rule], (-1.35, row), color)
        row -= 1.3
    chart.view(x=(-1.45, 1.45), y=(row + 0.8, 0.6))
    chart.ticks(x={-1: "−1", -0.5: "−0.5", 0: "0", 0.5: "+0.5", 1: "+1"}, y=())
    return chart


@page.figure(
    caption="How the rates were chosen: accuracy on the validation images at each of eight rates a "
    "rule, the mean of six seeds that the comparison does not use. Rings mark the best. All rules "
    "come to nearly the same height; SGD and momentum stand nearer to the edge where runs diverge.",
    alt="Four charts, one a rule, of validation accuracy against the learning rate, with a curve "
    "each for 1000 images, 300 images and 400 with wrong labels. Each curve rises to a flat top, "
    "the tops nearly equally high for all rules. SGD and momentum collapse a factor of two to "
    "eight "
    "above the best rate; Adam and AdamW decline slowly.",
)
def rates_tried() -> Chart:
    """Validation accuracy against the rate, a panel a rule."""
    first: Chart | None = None
    for number, rule in enumerate(FOUR):
        label = "learning rate" if number > 1 else ""
        chart = Chart(label, NAMES[rule], x_scale="log", height=4.6, beside=first)
        first = first or chart
        for task, dashed in (("thousand", False), ("three_hundred", False), ("wrong", True)):
            found = tuned(rule, task)
            mean = 100 * found.accuracy.mean(-1)
            faint = task == "three_hundred"
            chart.line(HEADS[task], found.rates, mean, ink(rule), dashed=dashed, faint=faint)
            chart.points(HEADS[task], found.best, mean.max(), ink(rule), size=26, hollow=True)
        rates = RATES[rule]
        chart.view(x=(rates[0] / 1.15, rates[-1] * 1.15), y=(78, 98.5))
        chart.ticks(
            x={r: f"1/{round(1 / r)}" if r < 1 else f"{r:g}" for r in rates[::2]},
            y={80: "80 %", 90: "90 %", 95: "95 %"},
        )
        if first is chart:
            for words, height in (
                ("1000 images", 95.6),
                ("300 images", 92.6),
                ("wrong labels", 89.4),
            ):
                chart.label(words, (1.25, height), "ink")
    assert first is not None
    return first

"""Figures of the networks."""

import numpy as np

from adamdocs.drawing.charts import Chart
from adamdocs.explainers.generalisation.experiments import page
from adamdocs.explainers.generalisation.networks import NAMES, RULED, THREE, difference, tuned
from adamdocs.explainers.rules import ink

HEADS = {
    "thousand": "1000 images",
    "three_hundred": "300 images",
    "wrong": "400 images, one label in five redrawn",
}
TITLES = {"three_hundred": "300 images", "wrong": "400, some labels wrong"}
SHORT = {"sgd": "SGD", "momentum": "momentum", "adam": "Adam"}


@page.figure(
    caption="Adam's accuracy on new digits minus that of SGD, with and without momentum, in "
    "percentage points: means and {{level}} intervals over {{groups}} groups of three seeds, each "
    "of which chooses its own rates. Left of the line Adam is worse. Against momentum no interval "
    "leaves zero out; plain SGD is behind Adam with right labels, and ahead with wrong ones.",
    alt="Three groups of two points with intervals around a line at zero. Adam minus momentum: "
    "{{difference_adam_momentum_thousand}} with 1000 images, "
    "{{difference_adam_momentum_three_hundred}} with 300, {{difference_adam_momentum_wrong}} with "
    "wrong labels; these intervals hold zero. Adam minus plain SGD: "
    "{{difference_adam_sgd_thousand}} and {{difference_adam_sgd_three_hundred}}, above zero, and "
    "{{difference_adam_sgd_wrong}} with wrong labels, below zero.",
)
def no_deficit() -> Chart:
    """Paired differences with intervals, a row for each other rule, a group for each task."""
    chart = Chart("percentage points", "Adam's test accuracy minus another's", height=3.3)
    chart.axes.axvline(0, color=chart.axes.xaxis.label.get_color(), linewidth=0.9, zorder=1)
    row = 0.0
    for task in THREE:
        chart.label(HEADS[task], (-1.92, row), "ink", bold=True)
        for other in ("momentum", "sgd"):
            row -= 1.0
            found, color = difference("adam", task, other), ink(other)
            name = f"Adam minus {NAMES[other]}, {HEADS[task]}"
            chart.line(name, 100 * np.array([found.low, found.high]), [row, row], color)
            chart.points(name, 100 * float(found.mean), row, color, size=40)
            chart.label(f"minus {SHORT[other]}", (-1.85, row), color)
        row -= 1.3
    chart.view(x=(-1.95, 1.15), y=(row + 0.8, 0.6))
    chart.ticks(x={-1: "−1", -0.5: "−0.5", 0: "0", 0.5: "+0.5", 1: "+1"}, y=())
    return chart


@page.figure(
    caption="The sweep: accuracy on the validation images at each of eight rates a rule, the mean "
    "of six seeds that the comparison does not use, against the rate as a multiple of the rule's "
    "best. The tops are near each other. Beyond, with right labels SGD and momentum fall first and "
    "Adam last; with wrong labels momentum and Adam fall alike, later than SGD.",
    alt="Two charts of validation accuracy against multiples of the best rate, for 300 images and "
    "for 400 with wrong labels. With 300 images SGD and momentum fall below four fifths at "
    "{{breaks_sgd_three_hundred}} and {{breaks_momentum_three_hundred}} times their best rate, "
    "Adam at {{breaks_adam_three_hundred}}. With wrong labels SGD falls at {{breaks_sgd_wrong}}, "
    "momentum and Adam at {{breaks_momentum_wrong}} times.",
)
def rates_tried() -> Chart:
    """Validation accuracy against multiples of the best rate, a panel a task."""
    first: Chart | None = None
    for task in ("three_hundred", "wrong"):
        chart = Chart("rate, times the best", TITLES[task], x_scale="log", height=3.1, beside=first)
        first = first or chart
        for rule in RULED:
            found = tuned(rule, task)
            times = np.array(found.rates) / found.best
            chart.line(SHORT[rule], times, 100 * found.accuracy.mean(-1), ink(rule))
        places = {"sgd": (2.9, 30), "momentum": (9.5, 14), "adam": (6.2, 70)}
        if task == "wrong":
            places = {"sgd": (2.9, 30), "adam": (17, 50)}
        for rule, at in places.items():
            side = "right" if rule == "sgd" else "left"
            chart.label(SHORT[rule], at, ink(rule), align=side)
        chart.view(x=(1 / 17, 200), y=(0, 100))
        chart.ticks(
            x={1 / 16: "1/16", 1: "1", 4: "4", 16: "16"},
            y={0: "0 %", 50: "50 %", 100: "100 %"},
        )
    assert first is not None
    return first

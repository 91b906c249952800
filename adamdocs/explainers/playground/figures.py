"""The figure that stands in for the race."""

import numpy as np

from adamdocs.drawing.charts import Chart
from adamdocs.explainers.playground.experiments import NAMES, page, run
from adamdocs.explainers.rules import NAMES as LABELS
from adamdocs.explainers.rules import ink
from adamdocs.landscapes import ravine

SHOWN = 24  # steps of the paths


@page.figure(
    caption="Four optimizers on the ravine, each at the rate of a sweep that was best for it. "
    "Gradient descent stops bouncing between the walls and then crawls along the floor; momentum "
    "and Adam swing and arrive: over the last tenth of the run their losses are at most "
    "{{momentum_end}} and {{adam_end}}, that of gradient descent is up to {{descent_end}}. RMSProp "
    "ends in a cycle.",
    alt="Left, a map of a narrow ravine with the first steps of four optimizers: momentum has "
    "reached the minimum, Adam is close behind, gradient descent is on its way, RMSProp is the "
    "last. Right, their losses over three hundred steps on a logarithmic axis: gradient descent "
    "falls on a straight line to {{descent_last}}, momentum and Adam fall side by side far below "
    "{{momentum_end}}, RMSProp levels off.",
)
def four_on_the_ravine() -> Chart:
    """Paths and losses of four optimizers."""
    chart = Chart("x", "y", height=3.1)
    chart.contours(ravine(), np.geomspace(0.5, 1000, 9).tolist(), (-2.5, 11.5), (-2.2, 2.2))
    losses = Chart("step t", "loss", y_scale="log", beside=chart)
    for name in NAMES:
        chart.path(LABELS[name], run(name).path()[: SHOWN + 1], ink(name))
        losses.line(LABELS[name], run(name).t, run(name).loss, ink(name))
    chart.points("minimum", 0, 0, "muted", size=20)
    chart.points("start", 10, 1, "ink", size=40, hollow=True)
    chart.label("start", (10, 1), "ink", shift=(0, 12), align="center")
    losses.label("RMSProp", (300, 40), "v", align="right")
    losses.label("gradient descent", (300, 3e-4), "ink", align="right")
    losses.label("momentum", (40, 1e-8), "m")
    losses.label("Adam", (40, 1e-10), "adam")
    powers = {100: "100", 1: "1", 1e-4: "10⁻⁴", 1e-8: "10⁻⁸", 1e-12: "10⁻¹²"}
    losses.ticks(x=(0, 100, 200, 300), y=powers)
    chart.ticks(x=(0, 5, 10), y=(-2, -1, 0, 1, 2))
    return chart

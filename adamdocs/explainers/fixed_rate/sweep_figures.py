"""Figures of swept rates: what every rate of the grid comes to."""

import numpy as np

from adamdocs.drawing.charts import Chart
from adamdocs.explainers.fixed_rate.experiments import (
    TOLERANCE,
    chosen,
    good,
    page,
    swept,
)
from adamdocs.explainers.rules import NAMES, ink
from adamdocs.optimizers import RULES
from adamdocs.sweeps import RATES

RATE = np.array(RATES)
START_LOSS = 100.0
FIVE = ("sgd", "momentum", "adagrad", "rmsprop", "adam")


@page.figure(
    caption="Five optimizers on the ravine at every rate of the grid; low is good, and lines go on "
    "below the frame. No rate is good for all. The row on top tells which of the five ends lowest "
    "at a common rate: momentum, Adam or AdaGrad, by the choice of that rate alone. Red dots mark "
    "the first rates at which gradient descent and momentum diverge.",
    alt="Line chart, both axes logarithmic: largest loss over the last tenth of a thousand steps, "
    "against the learning rate. Gradient descent is lowest at {{chosen_sgd}} and diverges above "
    "{{edge}}. Momentum is below a millionth from {{momentum_from}} to {{momentum_to}} and "
    "diverges above, Adam is from {{adam_from}} on, AdaGrad from {{adagrad_from}} on. RMSProp "
    "never gets below a thousandth. The lowest is momentum up to {{momentum_to}}, then Adam, at "
    "rates above 1 AdaGrad.",
)
def rates_swept() -> Chart:
    """Loss at the end of the run against the rate, for five rules."""
    chart = Chart(
        "learning rate",
        "largest loss over the last tenth of the run",
        height=3.7,
        x_scale="log",
        y_scale="log",
    )
    for rule in FIVE:
        loss = swept(rule)
        shown = np.isfinite(loss) & (loss > 0)
        chart.line(NAMES[rule], RATE[shown], loss[shown], ink(rule), dashed=rule == "adagrad")
        if np.isinf(loss).any():
            chart.points(f"{NAMES[rule]} diverges from", RATE[np.isinf(loss)][0], 5e4, "alarm")
    winners = np.array([swept(rule) for rule in FIVE]).argmin(axis=0)
    for i, rule in enumerate(FIVE):
        if (won := winners == i).any():
            chart.points(f"{NAMES[rule]} ends lowest", RATE[won], 1e7, ink(rule), size=18)
            middle = float(np.exp(np.log(RATE[won]).mean()))
            chart.label(NAMES[rule], (middle, 1e7), ink(rule), shift=(0, 11), align="center")
    chart.level(START_LOSS)
    chart.label("gradient descent diverges", (0.02, 5e4), "alarm", align="right")
    chart.label("momentum diverges", (0.05, 5e4), "alarm")
    chart.label("loss at the start", (1.1e-4, START_LOSS), "muted", shift=(0, 9))
    chart.label("momentum", (0.0009, 1e-8), "m", align="right", bold=True)
    chart.label("gradient\ndescent", (0.004, 1e-8), "ink", align="center", bold=True)
    chart.label("Adam", (0.058, 1e-8), "adam", bold=True)
    chart.label("RMSProp", (0.07, 0.004), "v", bold=True)
    chart.label("AdaGrad", (0.8, 1e-8), "v", bold=True)
    chart.view(x=(9e-5, 11.5), y=(1e-12, 3e8))
    losses = {1e-12: "10⁻¹²", 1e-9: "10⁻⁹", 1e-6: "10⁻⁶", 1e-3: "0.001", 1: "1", 1e7: "lowest"}
    chart.ticks(x=(1e-4, 1e-3, 1e-2, 0.1, 1, 10), y=losses)
    return chart


@page.figure(
    caption="Every rate of the grid for every rule of the package, on the ravine. Dots in the "
    "rule's color are runs that stayed below a millionth over the last tenth of their steps, the "
    "largest of them the rate that is chosen, a ring if even that run ended higher; specks are "
    "other runs that ended higher, red ones above their start. Where dots reach the right end it "
    "is the grid that ends, not the rule.",
    alt="Strip chart: one row a rule, one mark a rate. Gradient descent has {{good_for_sgd}} good "
    "rates, momentum {{good_for_momentum}}, Adam {{good_for_adam}}; RMSProp and Lion have none. "
    "Gradient descent, momentum, Nesterov and NAdam fail at large rates; the good rates of "
    "AdaGrad, Adam and most of Adam's relatives run to the end of the grid.",
)
def every_rule() -> Chart:
    """Outcome at every rate of the grid, one row a rule."""
    chart = Chart("learning rate", "rule", height=4.6, x_scale="log")
    rows = dict(enumerate(reversed(RULES)))
    for row, rule in rows.items():
        loss, own = swept(rule), ink(rule)
        low, worse = loss < TOLERANCE, ~(loss < START_LOSS)
        for name, mask, shade, size in (
            ("below a millionth", low, own, 28),
            ("below the start", ~low & ~worse, "muted", 7),
            ("above the start", worse, "alarm", 7),
        ):
            if mask.any():
                chart.points(f"{rule}, {name}", RATE[mask], row, shade, size=size)
        best = chosen(rule)
        chart.points(f"{rule}, chosen", best, row, own, size=70, hollow=best not in good(rule))
        chart.label(NAMES[rule], (1.5e-6, row), own)
    chart.view(x=(1.2e-6, 13), y=(-0.7, len(rows) - 0.3))
    chart.ticks(x=(1e-4, 1e-3, 1e-2, 0.1, 1, 10), y=())
    return chart

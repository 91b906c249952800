"""Figures of the page: after a spike, and what the order of the maximum comes to."""

import numpy as np

from adamdocs import theory
from adamdocs.drawing.charts import Chart
from adamdocs.explainers.amsgrad.experiments import (
    FIRST,
    after_first,
    page,
    spiked,
)

LAST = 11_000
TROUGH = 160  # gradients after a spike: where its name stands
SHOWN = np.unique(np.round(np.geomspace(1, LAST, 64)).astype(int))


@page.figure(
    caption="Adam's step after one spike among gradients of 1. It is longer at first, about three "
    "times, while $\\m$ holds the spike: {{settled_100}} to {{settled_10000}} gradients. $\\v$ "
    "keeps the steps short until a dot, where half a step is reached. The larger the spike, the "
    "longer: a tenfold spike costs {{per_decade}} gradients more. Dashed, AMSGrad after a spike of "
    "100: it never comes back.",
    alt="Line chart, gradients since the spike on a logarithmic axis. After spikes of a hundred, "
    "a thousand and ten thousand the step first is about three learning rates long, falls to a "
    "small fraction of one within some tens of gradients, stays there, "
    "and rises to half a learning rate after {{half_100}}, {{half_1000}} and "
    "{{half_10000}} gradients, as the closed form says. AMSGrad's step after the spike of 100 "
    "stays at {{floor_100}}.",
)
def after_a_spike() -> Chart:
    """Steps after spikes of three sizes, with the gradient at which half a step is reached."""
    chart = Chart(
        "gradients since the spike",
        "step, in learning rates",
        height=3.4,
        x_scale="log",
        y_scale="log",
    )
    chart.level(0.5)
    names = {100.0: "100", 1000.0: "1,000", 10_000.0: "10,000"}
    for size, name in names.items():
        chart.line(f"Adam, spike {name}", SHOWN, spiked("adam")[size][SHOWN - 1], "adam")
        chart.points(f"half after {name}", float(theory.half_recovery(size)), 0.5, "theory")
        chart.label(
            name, (TROUGH, float(spiked("adam")[size][TROUGH])), "adam", shift=(0, 9), bold=True
        )
    chart.line(
        "AMSGrad, spike 100", SHOWN, spiked("pytorch")[100.0][SHOWN - 1], "adam", dashed=True
    )
    chart.label(
        "AMSGrad, 100",
        (110, float(theory.amsgrad_after_spike(LAST, 100.0))),
        "adam",
        shift=(0, -11),
    )
    chart.view(x=(1, 20_000), y=(0.0025, 4.5))
    chart.ticks(
        x=(1, 10, 100, 1000, 10_000),
        y={0.01: "0.01", 0.03: "0.03", 0.1: "0.1", 0.5: "1/2", 1: "1", 3: "3"},
    )
    return chart


@page.figure(
    caption="The first gradient is a hundred times as large as all others. Adam recovers. With "
    "the maximum of $\\v$ the denominator *falls* as the correction wears off, and the step "
    "rises to {{pytorch_left}}. With the maximum of $\\vhat$ the first gradient stays in force "
    "whole: {{optax_left}} of a learning rate, for good. Dots: closed forms.",
    alt="Line chart with both axes logarithmic. All three steps begin at one learning rate and "
    "fall over some tens of steps. Adam's then rises back to 1 after a few thousand steps. "
    "AMSGrad's with the maximum of v rises from {{pytorch_dip}} to {{pytorch_left}} and stays. "
    "With the maximum of the corrected v it stays at {{optax_left}}.",
)
def two_orders() -> Chart:
    """Steps after a large first gradient for Adam and both orders of the maximum."""
    chart = Chart("step t", "step, in learning rates", height=3.3, x_scale="log", y_scale="log")
    t = SHOWN[len(after_first("adam")) >= SHOWN]
    at = np.array([10, 100, 1000, 8000])
    for rule, dashed in (("adam", False), ("pytorch", True), ("optax", True)):
        chart.line(rule, t, after_first(rule)[t - 1], "adam", dashed=dashed, faint=rule == "adam")
        if rule != "adam":
            held = theory.amsgrad_after_first(at, FIRST, corrected=rule == "optax")
            chart.points(f"{rule}, closed form", at, held, "theory")
    chart.label("Adam", (3500, 0.9), "adam", shift=(-6, 8), align="right")
    chart.label("maximum of v: PyTorch, Keras", (8000, 0.12), "adam", shift=(6, 0), align="right")
    chart.label("maximum of v̂: Optax", (8000, 0.01), "adam", shift=(6, 11), align="right")
    chart.view(x=(1, 10_000), y=(0.006, 1.6))
    chart.ticks(
        x=(1, 10, 100, 1000, 10_000), y={1: "1", 0.3: "0.3", 0.1: "0.1", 0.03: "0.03", 0.01: "0.01"}
    )
    return chart

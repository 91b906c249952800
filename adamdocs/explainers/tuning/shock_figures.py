"""Figures of outliers and of resumed runs."""

import numpy as np

from adamdocs import theory
from adamdocs.drawing.charts import Chart
from adamdocs.explainers.tuning.experiments import page
from adamdocs.explainers.tuning.recovery_numbers import after_outlier
from adamdocs.explainers.tuning.restarts import AFTER, APART, SLOW, after
from adamdocs.explainers.tuning.shocks import AT, LIMIT, LOOKS, SIZE, shaken


@page.figure(
    caption="At step 60 one gradient points anywhere and is a hundred times as long. Gradient "
    "descent's loss leaves the chart, at {{sgd_rise}} times what it was a step before (median; "
    "{{sgd_rise_from}} to {{sgd_rise_to}}). Adam's rises by a few percent, and falls more slowly "
    "from then on. Dashed: the same runs, clipped to a norm of 1. Means of ten seeds.",
    alt="Line chart of loss over 300 steps on a logarithmic axis. Gradient descent jumps at step "
    "60 by two orders of magnitude and ends {{sgd_setback}} times as high as without an outlier. "
    "Adam stops falling for a while and ends {{adam_setback}} times as high. Clipped, both fall "
    "undisturbed.",
)
def outlier_courses() -> Chart:
    """Mean loss of runs that meet an outlier, clipped or not."""
    chart = Chart("step", "loss", height=3.2, y_scale="log")
    for name, ink in (("sgd", "ink"), ("adam", "adam")):
        label = "gradient descent" if name == "sgd" else "Adam"
        for limit in (0.0, LIMIT):
            course = shaken(name, SIZE, limit).mean(-1)
            chart.line(
                f"{label}{', clipped' if limit else ''}", LOOKS, course, ink, dashed=limit > 0
            )
    chart.label("gradient descent", (150, 1.75), "ink", shift=(0, 8), bold=True)
    chart.label("Adam", (170, 0.26), "adam", shift=(0, 12), bold=True)
    chart.label("clipped", (200, 0.165), "muted", shift=(0, -14), align="center")
    chart.label("outlier", (AT, 0.11), "muted", shift=(4, 0))
    chart.line("outlier", (AT, AT), (0.09, 9.0), "rule", faint=True)
    chart.view(x=(0, 305), y=(0.09, 9))
    chart.ticks(x=(1, 60, 150, 300), y={0.2: "0.2", 0.5: "0.5", 1: "1", 2: "2", 5: "5"})
    return chart


@page.figure(
    caption="Adam's steps from one gradient on that is a hundred times the others, and is number "
    "1; the dots are the closed form. At $\\beta_2 = 0.999$ its own step is {{outlier_step}} "
    "learning rates; steps {{below_from}} to {{below_to}} are below half. At `0.95` its step is "
    "{{outlier_step_short}}, later ones are shorter, and {{below_short}} are below half.",
    alt="Line chart of step size against the number of gradients from the outlier on, logarithmic "
    "across. The long memory starts at {{outlier_step}}, falls to a third and comes back to one "
    "half after number {{below_to}}. The short memory starts at {{outlier_step_short}}, falls "
    "further and is back at one half after number {{below_short}}.",
)
def recovery() -> Chart:
    """Steps from an outlier on for two memories."""
    chart = Chart(
        "gradients from the outlier on", "step, in learning rates", height=3.0, x_scale="log"
    )
    number = np.unique(np.geomspace(1, 1999, 140).astype(int))
    dots = np.unique(np.geomspace(1, 1999, 12).astype(int))
    for b2, ink in ((0.999, "adam"), (0.95, "v")):
        chart.line(f"β₂ = {b2}", number, after_outlier(b2)[number - 1], ink)
        chart.points(
            f"β₂ = {b2}, closed form",
            dots,
            theory.step_after_spike(dots - 1, SIZE, b2=b2),
            ink,
            size=18,
        )
    chart.level(0.5)
    chart.label("half", (1.05, 0.5), "muted", shift=(0, 7))
    chart.label("β₂ = 0.999", (3, 2.7), "adam", shift=(10, 6), bold=True)
    chart.label("β₂ = 0.95", (90, 0.75), "v", shift=(-6, 6), align="right", bold=True)
    chart.view(x=(0.95, 2100), y=(0, 3.5))
    chart.ticks(x=(1, 10, 100, 1000), y=(0, 0.5, 1, 2, 3))
    return chart


@page.figure(
    caption="A trained network goes on for 200 steps with a part of Adam's state lost; training "
    "loss, median of ten seeds. Without $\\m$ nothing is seen. With all of it lost, loss goes up "
    "several times, and with a warm-up it does so later. At a third of the rate it does not. "
    "Without $\\m$ and $\\v$ but with $t$ it is worst of these.",
    alt="Line chart of training loss over 200 steps, logarithmic. The run that lost m stays with "
    "the one that lost nothing, at less than a hundredth. The one that lost everything goes "
    "several times higher, with a warm-up of a hundred steps it does so after step 100, at a "
    "third of the rate it stays low. Without m and v, with t, it goes up a hundredfold.",
)
def after_restart() -> Chart:
    """Median training loss after a resumption, by what was lost."""
    chart = Chart("steps since the interruption", "training loss", height=3.4, y_scale="log")
    t = np.arange(0, AFTER + 1, APART)
    shown = (
        ("m and v lost", after("mv"), "alarm", False),
        ("all lost", after("mvt"), "adam", False),
        ("all lost, warm-up of 100", after("mvt", 100), "adam", True),
        ("all lost, a third of the rate", after("mvt", 0, SLOW), "theory", False),
        ("m lost", after("m"), "m", False),
        ("nothing lost", after(""), "ink", False),
    )
    for name, run, ink, dashed in shown:
        chart.line(name, t, np.median(run.loss, axis=-1), ink, dashed=dashed)
    chart.label("m and v lost", (30, 0.25), "alarm", shift=(6, 8), bold=True)
    chart.label("all lost", (10, 0.024), "adam", shift=(2, 10), bold=True)
    chart.label("all lost, warm-up", (157, 0.035), "adam", shift=(0, 10), align="center")
    chart.label("nothing lost, or m", (40, 0.0031), "ink", bold=True)
    chart.label("all lost, a third of the rate", (202, 0.0026), "theory", align="right")
    chart.view(x=(0, 205), y=(2e-3, 0.7))
    chart.ticks(x=(0, 50, 100, 150, 200), y={0.01: "0.01", 0.1: "0.1"})
    return chart

"""Figures of the page: networks that tell digits."""

import numpy as np

from adamdocs.drawing.charts import Chart
from adamdocs.explainers.schedules.experiments import page
from adamdocs.explainers.schedules.network import (
    EDGE_RATE,
    EDGE_STEPS,
    NETWORKS,
    SWEPT,
    along_a_run,
    first_limit,
    told,
)
from adamdocs.labs.chance import mean_interval


def edge(schedule: bool) -> Chart:
    """Curvature of each network, and the threshold of the rate at that step."""
    course = along_a_run(schedule)
    chart = Chart("step t", "preconditioned curvature", height=3.2, x_scale="log", y_scale="log")
    for k in range(NETWORKS):
        chart.line(f"network {k + 1}", course.t, course.curvature[:, k], "adam", faint=True)
    chart.line("threshold, 38/(rate of the step)", course.t, course.threshold, "theory")
    limit = first_limit(schedule)
    chart.points("limit of the first step, 2/rate", 1, limit, "theory", size=40)
    chart.view(x=(0.85, 1.05 * EDGE_STEPS), y=(60, 3e5 if schedule else 2e4))
    chart.ticks(x=(1, 3, 10, 30, 100, 300))
    return chart


@page.figure(
    caption="Full-batch Adam on {{edge_networks}} networks at the constant rate {{edge_rate}}. "
    "The first step is taken at {{edge_first_least}} to {{edge_first_most}} times the threshold "
    "$38/\\lr$ (green line), far beyond $2/\\lr$, its own limit (green dot). Then "
    "$\\sqrt{\\vhat}$ has filled, and the preconditioned curvature (purple) climbs for a hundred "
    "steps, up to $38/\\lr$, and hovers there for the rest of the run.",
    alt="Line chart of preconditioned curvature over 500 steps, both axes logarithmic. It starts "
    "above the threshold, drops to {{edge_second}} of it at the second step, climbs back within a "
    "hundred steps, "
    "and then stays at the threshold: on average at {{edge_mean}} of it.",
)
def edge_at_a_constant_rate() -> Chart:
    """Curvature against the step at a constant rate."""
    chart = edge(schedule=False)
    edge_at = (EDGE_STEPS, 38 / EDGE_RATE)
    chart.label("38/learning rate", edge_at, "theory", shift=(-4, 14), align="right")
    chart.label("five networks", (12, 250), "adam", shift=(6, -12), bold=True)
    chart.label("first step: 2/rate", (1, 100), "theory", shift=(9, -4))
    return chart


@page.figure(
    caption="The same networks with fifty steps of warm-up and a cosine. While the rate is low "
    "the threshold is far above, and {{first_within}} of the {{edge_networks}} first steps are "
    "within their own limit (green dot). In the middle the run sits at the edge. Then the "
    "threshold "
    "rises out of reach.",
    alt="Line chart of preconditioned curvature over 500 steps, both axes logarithmic, and of the "
    "threshold, "
    "which falls steeply until step 50, and rises again without limit. The curvature "
    "lies below it, touches it from about step 100 to 300, and is left behind.",
)
def edge_under_a_schedule() -> Chart:
    """Curvature against the step under warm-up and a cosine."""
    chart = edge(schedule=True)
    chart.label("38/rate of the step", (4, 24_000), "theory", shift=(8, 8))
    chart.label("five networks", (10, 400), "adam", shift=(0, -14), align="right", bold=True)
    chart.label("first step: 2/rate", (1, 5000), "theory", shift=(10, 5))
    return chart


@page.figure(
    caption="Digits classified correctly after 400 steps, with a warm-up of 40 steps (purple) and "
    "without: means of eight seeds with their confidence intervals. Up to a rate of `0.1` no "
    "difference is decided. Beyond, the run without warm-up falls behind: at `0.3` its seeds lie "
    "between {{without_high_least}} and {{without_high_most}}, and at `0.5` they get "
    "{{without_highest}} on average, close to chance.",
    alt="Line chart of the part of test images classified correctly against the "
    "learning rate. Both lines lie near {{best_without}} up to a rate of a tenth. At three tenths "
    "the one without warm-up falls to about {{without_high}}, the one with it to {{with_high}}.",
)
def warm_up_and_rates() -> Chart:
    """Accuracy against the rate, with and without a warm-up."""
    chart = Chart("learning rate", "part classified correctly", height=3.2, x_scale="log")
    for name, length, ink in (("no warm-up", 0, "ink"), ("warm-up", 40, "adam")):
        found = mean_interval(told(length))
        chart.band(name, SWEPT, found.low, np.minimum(found.high, 1.0), ink, 0.15)
        chart.line(name, SWEPT, found.mean, ink)
        chart.points(f"{name}, mean", SWEPT, found.mean, ink)
    chart.label("40 steps of warm-up", (0.3, 0.92), "adam", shift=(-4, 16), align="right")
    chart.label("no warm-up", (0.17, 0.7), "ink", shift=(-10, -8), align="right", bold=True)
    chart.view(x=(0.0025, 0.6), y=(0, 1.06))
    chart.ticks(x=(0.003, 0.01, 0.03, 0.1, 0.3), y=(0, 0.25, 0.5, 0.75, 1))
    return chart

"""Figures of Wilson's points and of two truths."""

import numpy as np

from adamdocs import theory
from adamdocs.drawing.charts import Chart
from adamdocs.explainers.generalisation.experiments import (
    BATCHES,
    EPSILONS,
    NEGATIVES,
    POSITIVES,
    SIZES,
    Array,
    N,
    by_batch,
    by_epsilon,
    course,
    lead,
    page,
)


def frozen(scales: Array) -> float:
    """Score of a new negative point if the rates stay those of the first gradient."""
    w = theory.wilson_weighted_norm(POSITIVES, NEGATIVES, scales)
    return float(2 * w[1] - w[0])


@page.figure(
    caption="The score that a new negative point gets, step by step; above the line it is told "
    "wrong. Gradient descent is right from its first step. Adam, shown all points at once, is "
    "wrong at every step, so that stopping early does not help. In batches of ten, or with a large "
    "$\\eps$, the same Adam comes down.",
    alt="Line chart of the score of a new negative point over 300 steps. Gradient descent falls "
    "from below zero to nearly minus one. Adam with all points rises and stays at a quarter, above "
    "zero. Adam in batches of ten falls to about minus a third, Adam with epsilon a tenth farther.",
)
def score_by_step() -> Chart:
    """Scores of a new negative point along four runs."""
    chart = Chart("step", "score of a new negative point", height=3.2)
    t = np.arange(1, 301)
    chart.level(0.0)
    runs = (
        ("gradient descent", course("sgd"), "ink", False),
        ("Adam", course("adam"), "adam", False),
        ("Adam, batches of ten", course("adam", batch=10), "adam", True),
        ("Adam, ε = 0.1", course("adam", eps=0.1), "v", False),
    )
    for name, score, ink, dashed in runs:
        chart.line(name, t, score[:300], ink, dashed=dashed)
    chart.label("Adam, all points: told positive", (110, 0.36), "adam", bold=True)
    chart.label("Adam, batches of ten", (150, -0.22), "adam")
    chart.label("Adam, ε = 0.1", (124, -0.58), "v", align="left")
    chart.label("gradient descent", (60, -0.88), "ink")
    chart.view(x=(0, 300), y=(-1.05, 0.5))
    chart.ticks(x=(0, 100, 200, 300), y=(-1, -0.5, 0, 0.5))
    return chart


@page.figure(
    caption="The same score at the end of runs that fit all points. Left: it turns where $\\eps$ "
    "comes near $1/n$, the gradient of a feature that one point has. Right: the more often a point "
    "is left out, the less its own features get. Green: what rates frozen at the first gradient "
    "would come to.",
    alt="Two line charts. Left: the score of a new negative point is a quarter for epsilon up to "
    "a thousandth and falls below zero near {{turning_eps}}. Right: it is a quarter if all 200 "
    "points are shown at each step, crosses zero near fifty, and is negative for smaller batches. "
    "Frozen rates give curves of the same shape.",
)
def what_turns_it() -> Chart:
    """Final scores against ε and against the batch."""
    left = Chart("ε", "score of a new negative point", height=2.9, x_scale="log")
    left.level(0.0)
    eps = np.array(EPSILONS)
    start = theory.wilson_gradient_scales(POSITIVES, NEGATIVES, N)
    left.line("rates frozen", eps, [frozen(start + e) for e in eps], "theory", dashed=True)
    left.line("Adam", eps, by_epsilon(), "adam")
    left.label("told wrong", (3e-8, 0.33), "muted")
    left.label("Adam", (2e-2, -0.6), "adam", shift=(-6, 0), align="right", bold=True)
    left.view(x=(1e-8, 0.5), y=(-1.05, 0.45))
    left.ticks(x={1e-8: "1e−8", 1e-6: "1e−6", 1e-4: "1e−4", 1e-2: "0.01"}, y=(-1, -0.5, 0))
    right = Chart("points a step", "", x_scale="log", beside=left)
    right.level(0.0)
    size = np.array(BATCHES)
    scales = [theory.wilson_gradient_scales(POSITIVES, NEGATIVES, b) for b in BATCHES]
    right.line("rates frozen", size, [frozen(d) for d in scales], "theory", dashed=True)
    right.line("Adam, mean of six orders", size, by_batch().mean(1), "adam")
    right.points("Adam, mean of six orders", size, by_batch().mean(1), "adam", size=20)
    right.label("Adam", (14, -0.5), "adam", bold=True)
    right.label("rates frozen", (5.2, 0.13), "theory")
    right.view(x=(4.5, 230), y=(-1.05, 0.45))
    right.ticks(x=(5, 10, 20, 50, 100, 200), y=(-1, -0.5, 0))
    return left


@page.figure(
    caption="Adam's accuracy on new points minus gradient descent's, in percentage points, "
    "with {{level}} intervals over 24 draws; both fit all points. Whose preference helps is up "
    "to the truth: "
    "many features that count alike, or one.",
    alt="Two curves against the number of points, 10 to 160. Where one feature of forty counts, "
    "Adam is behind by {{sparse_loss}} points at eighty. Where all count alike, it is behind a "
    "little at ten points and ahead by {{dense_gain}} at eighty.",
)
def two_truths() -> Chart:
    """Difference of the two rules' accuracies for both truths."""
    chart = Chart("points learned from", "Adam minus gradient descent", height=3.0, x_scale="log")
    chart.level(0.0)
    for truth, ink in (("dense", "adam"), ("sparse", "alarm")):
        found = [lead(truth, n) for n in SIZES]  # type: ignore[arg-type]
        mean = 100 * np.array([i.mean for i in found])
        half = 100 * np.array([i.half_width for i in found])
        chart.band(f"{truth} truth", SIZES, mean - half, mean + half, ink, 0.2)
        chart.line(f"{truth} truth", SIZES, mean, ink)
        chart.points(f"{truth} truth", SIZES, mean, ink, size=22)
    chart.label("all forty features count alike", (24, 5.6), "adam", bold=True)
    chart.label("one feature counts", (11, -13.2), "alarm", bold=True)
    chart.view(x=(9, 180), y=(-17, 8))
    chart.ticks(x=SIZES, y={-15: "−15", -10: "−10", -5: "−5", 0: "0", 5: "+5"})
    return chart

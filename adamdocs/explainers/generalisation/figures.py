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
from adamdocs.labs.directions import Truth


def frozen(scales: Array) -> float:
    """Score of a new negative point if the rates stay those of the first gradient."""
    w = theory.wilson_weighted_norm(POSITIVES, NEGATIVES, scales)
    return float(2 * w[1] - w[0])


@page.figure(
    caption="The score that a new negative point gets, step by step, all points shown at each step "
    "(one draw, 120 of 200 positive). Above the line it is called positive. Gradient descent is "
    "right from its first step. Adam is wrong at every step, so that stopping early does not help. "
    "With a large $\\eps$ the same Adam comes down.",
    alt="Line chart of the score of a new negative point over 300 steps. Gradient descent falls "
    "from below zero to nearly minus one. Adam rises and stays at a quarter, above zero. Adam with "
    "epsilon a tenth rises a little, then falls to about minus six tenths.",
)
def score_by_step() -> Chart:
    """Scores of a new negative point along four runs."""
    chart = Chart("step", "score of a new negative point", height=3.2)
    t = np.arange(1, 301)
    chart.level(0.0)
    runs = (
        ("gradient descent", course("sgd"), "ink", False),
        ("Adam", course("adam"), "adam", False),
        ("Adam, ε = 0.1", course("adam", eps=0.1), "v", False),
    )
    for name, score, ink, dashed in runs:
        chart.line(name, t, score[:300], ink, dashed=dashed)
    chart.label("Adam: called positive", (110, 0.36), "adam", bold=True)
    chart.label("Adam, ε = 0.1", (124, -0.58), "v", align="left")
    chart.label("gradient descent", (60, -0.88), "ink")
    chart.view(x=(0, 300), y=(-1.05, 0.5))
    chart.ticks(x=(0, 100, 200, 300), y=(-1, -0.5, 0, 0.5))
    return chart


@page.figure(
    caption="The same score at the end of Adam's runs at the rate `0.01`, which fit all points. "
    "Left, one draw, all points at each step: it turns where $\\eps$ comes near $1/n$, the "
    "gradient of a feature that one point has. Right, {{few_draws}} draws, mean and range: the "
    "fewer points a step shows, the less their own features get. Green: what rates frozen at the "
    "first gradient would come to.",
    alt="Two line charts. Left: the score of a new negative point is a quarter for epsilon up to "
    "a thousandth and falls below zero at {{turning_eps}}. Right: it is a quarter if all 200 "
    "points are shown at each step and falls with the batch; it is above zero in all draws for 60 "
    "points and more, below zero in all draws for 40 and fewer. Frozen rates give curves of the "
    "same shape.",
)
def what_turns_it() -> Chart:
    """Final scores against ε and against the batch."""
    left = Chart("ε", "score of a new negative point", height=2.9, x_scale="log")
    left.level(0.0)
    eps = np.array(EPSILONS)
    start = theory.wilson_gradient_scales(POSITIVES, NEGATIVES, N)
    left.line("rates frozen", eps, [frozen(start + e) for e in eps], "theory", dashed=True)
    left.line("Adam", eps, by_epsilon(), "adam")
    left.label("called positive", (3e-8, 0.33), "muted")
    left.label("Adam", (2e-2, -0.6), "adam", shift=(-6, 0), align="right", bold=True)
    left.view(x=(1e-8, 0.5), y=(-1.05, 0.45))
    left.ticks(x={1e-8: "10⁻⁸", 1e-6: "10⁻⁶", 1e-4: "10⁻⁴", 1e-2: "0.01"}, y=(-1, -0.5, 0))
    right = Chart("points a step", "", x_scale="log", beside=left)
    right.level(0.0)
    size = np.array(BATCHES)
    scales = [theory.wilson_gradient_scales(POSITIVES, NEGATIVES, b) for b in BATCHES]
    right.line("rates frozen", size, [frozen(d) for d in scales], "theory", dashed=True)
    scores = by_batch()
    right.band("Adam, range of draws", size, scores.min(1), scores.max(1), "adam", 0.25)
    right.line("Adam, mean of draws", size, scores.mean(1), "adam")
    right.points("Adam, mean of draws", size, scores.mean(1), "adam", size=20)
    right.label("Adam", (14, -0.5), "adam", bold=True)
    right.label("rates frozen", (5.2, 0.13), "theory")
    right.view(x=(4.5, 230), y=(-1.05, 0.45))
    right.ticks(x=(5, 10, 20, 50, 100, 200), y=(-1, -0.5, 0))
    return left


@page.figure(
    caption="Adam's accuracy on new points minus gradient descent's, in percentage points, "
    "with {{level}} intervals over 24 draws. Where one feature counts, Adam's preference hurts at "
    "every number of points. Where all count alike it helps from forty points on, and with ten and "
    "twenty it hurts there too.",
    alt="Two curves against the number of points, 10 to 160. Where one feature of forty counts, "
    "Adam is behind throughout, by {{sparse_80}} points at eighty. Where all count alike, it is at "
    "{{dense_10}} points with ten, {{dense_20}} with twenty, {{dense_40}} with forty and "
    "{{dense_80}} with eighty.",
)
def two_truths() -> Chart:
    """Difference of the two rules' accuracies for both truths."""
    chart = Chart("points learned from", "Adam minus gradient descent", height=3.0, x_scale="log")
    chart.level(0.0)
    inks: dict[Truth, str] = {"dense": "adam", "sparse": "alarm"}
    for truth, ink in inks.items():
        found = [lead(truth, n) for n in SIZES]
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

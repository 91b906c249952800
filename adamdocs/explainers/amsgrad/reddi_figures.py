"""Figures of Reddi, Kale and Kumar's example, its gradients in a fixed round."""

import numpy as np

from adamdocs import theory
from adamdocs.drawing.charts import Chart
from adamdocs.explainers.amsgrad.experiments import page
from adamdocs.explainers.amsgrad.reddi import (
    BETAS,
    LEAST,
    MARGIN,
    MEMORIES,
    MOST,
    PERIODS,
    ROUNDS,
    by_round,
    drifts,
    gradients,
    turn,
)

WIDE, LEAST_WIDE = (61, 101, 201, 401), 55  # periods of the variant


@page.figure(
    caption="One gradient in 101 pushes left, by 1010; the others push right, by 10. Left is where "
    "the losses' sum is least. All runs start at 1, the worst place, from where the first gradient "
    "throws them to the middle. Adam with $\\beta_2 = 0.99$ walks back to {{adam_ends}}; at the "
    "default it walks right too, slowly; with $\\beta_2 = 0.9999$ it does so for {{patient_turns}} "
    "rounds, while its averages are young, then turns left. AMSGrad walks left. Drawn are the "
    "means of rounds.",
    alt="Line chart of the place between −1 and 1 over two hundred rounds of 101 gradients. All "
    "four runs are near {{amsgrad_begins}} in the first round. Adam with β₂ = 0.99 climbs steeply "
    "and is at {{adam_ends}} in the last; at the default it climbs slowly, to {{default_ends}}; "
    "with β₂ = 0.9999 it climbs at first, then falls, to {{patient_ends}}. AMSGrad falls slowly, "
    "to {{amsgrad_ends}}.",
)
def walks() -> Chart:
    """Mean place of each round for Adam with three memories, and for AMSGrad."""
    chart = Chart("rounds of 101 gradients", "place, −1 is best", height=3.1)
    shown = np.append(np.unique(np.geomspace(1, ROUNDS, 28).astype(int)) - 1, ROUNDS - 1)
    chart.level(0.0)
    for rule, b2 in (("adam", 0.99), ("adam", 0.999), ("adam", 0.9999), ("pytorch", 0.99)):
        places = by_round(rule, b2)[shown]
        name = f"{rule}, β₂ = {b2}"
        chart.line(name, shown + 1, places, "adam", dashed=rule != "adam", faint=b2 > 0.99)
    chart.label("Adam, β₂ = 0.99", (58, 0.78), "adam", shift=(12, -12), bold=True)
    chart.label("Adam, default 0.999", (ROUNDS, 0.05), "adam", shift=(0, 10), align="right")
    chart.label("Adam, 0.9999", (ROUNDS, -0.15), "adam", shift=(0, 8), align="right")
    chart.label("AMSGrad, 0.99", (ROUNDS, -0.3), "adam", shift=(0, -11), align="right")
    chart.view(x=(0, ROUNDS), y=(-1.05, 1.08))
    chart.ticks(x=(0, 50, 100, 150, 200), y=(-1, 0, 1))
    return chart


@page.figure(
    caption="How far Adam moves in a round, in the long run. Above the line it moves the wrong "
    "way. It turns at $\\beta_2$ = {{turn_default}} for $\\beta_1 = 0.9$, at {{turn_zero}} "
    "without momentum: on the far side of the default. Dots are runs, lines the exact sums.",
    alt="Two falling curves of the distance per round against β₂, spaced by memory length. Both "
    "are positive, the wrong way, left of {{turn_default}} and {{turn_zero}}, slightly "
    "negative right of them. At the default they are at {{drift_default}} and {{drift_zero}} "
    "learning rates a round. Dots of runs lie on the curves.",
)
def drift_against_memory() -> Chart:
    """Drift per round against β₂, closed form and runs, with and without momentum."""
    chart = Chart("β₂", "drift a round, in learning rates", height=3.2, x_scale="memory")
    memories = np.geomspace(1 / (1 - LEAST), 1 / (1 - MOST), 40)
    b2 = 1 - 1 / memories
    for row, b1 in enumerate(BETAS):
        exact = [theory.periodic_drift(gradients(), b1, beta) for beta in b2]
        chart.line(f"exact, β₁ = {b1}", b2, exact, "theory", faint=row == 1)
        chart.points(f"runs, β₁ = {b1}", MEMORIES[1:], drifts()[row, 1:], "adam", hollow=row == 1)
    chart.line("no drift", [LEAST, MOST], [0.0, 0.0], "muted")
    chart.view(x=(LEAST, MOST), y=(-0.13, 0.5))
    chart.label("wrong way", (LEAST, 0), "muted", shift=(2, 9))
    chart.label("right way", (LEAST, 0), "muted", shift=(2, -9))
    chart.label("β₁ = 0.9", (0.999, 0.105), "adam", shift=(-9, -5), align="right", bold=True)
    chart.label("β₁ = 0", (0.99835, 0.31), "adam", shift=(10, 4))
    chart.ticks(x=(0.998, 0.999, 0.9995, 0.9998), y=(-0.1, 0, 0.1, 0.2, 0.3, 0.4))
    return chart


@page.figure(
    caption="Which memory is long enough depends on the problem. In the example (upper points) "
    "Adam drifts the right way above the curve, the wrong way below it. Fix a memory, go right, "
    "and there is a problem on which it fails: that is Reddi, Kale and Kumar's order. Fix a "
    "problem, go up, and it succeeds. Lower points: the rare gradient a tenth larger, so that much "
    "less memory is enough. Points: exact; dashed: to first order.",
    alt="Chart with both axes logarithmic: memory length against period. Points rise steeply with "
    "the period along the dashed curve, past {{turn_memory}} gradients at 101. The region above is "
    "tinted. A horizontal line at the default memory of a thousand gradients crosses the curve "
    "beyond period {{longest_period}}. A second row of points, for a rare gradient a tenth larger, "
    "rises half as steeply, from {{margin_101}} at 101 to {{margin_401}} at 401.",
)
def period_and_memory() -> Chart:
    """Memory at which the drift turns, against the period, exact and to leading order."""
    chart = Chart(
        "period P of the rare gradient",
        "memory 1/(1 − β₂), in gradients",
        height=3.3,
        x_scale="log",
        y_scale="log",
    )
    fine = np.unique(np.round(np.geomspace(26, 520, 24)).astype(int))
    estimate = [theory.drift_memory(int(period)) for period in fine]
    chart.band("right way", fine, estimate, np.full(len(fine), 1e5), "adam", 0.13)
    chart.line("P(P − 18)/4", fine, estimate, "theory", dashed=True)
    chart.points("exact", PERIODS, [turn(period) for period in PERIODS], "theory")
    wide = fine[fine >= LEAST_WIDE]
    estimate = [theory.drift_memory(int(period), outweighs=MARGIN) for period in wide]
    chart.line("a tenth larger", wide, estimate, "theory", dashed=True, faint=True)
    exact = [turn(period, outweighs=MARGIN) for period in WIDE]
    chart.points("a tenth larger, exact", WIDE, exact, "theory", hollow=True)
    chart.label("a tenth larger", (281, turn(281, outweighs=MARGIN)), "theory", shift=(-2, -13))
    chart.level(1000.0, "ink")
    chart.label("default β₂", (26, 1000), "ink", shift=(4, 9))
    chart.label("Adam goes the right way", (45, 20_000), "adam", bold=True, shift=(-24, 0))
    chart.label("their example", (101, turn(101)), "theory", shift=(10, -5))
    chart.view(x=(26, 520), y=(60, 80_000))
    chart.ticks(x=(31, 51, 101, 201, 401), y={100: "100", 1000: "1,000", 10_000: "10,000"})
    return chart

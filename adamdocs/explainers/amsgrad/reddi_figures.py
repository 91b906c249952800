"""Figures of Reddi, Kale and Kumar's example."""

import numpy as np

from adamdocs import theory
from adamdocs.drawing.charts import Chart
from adamdocs.explainers.amsgrad.experiments import page
from adamdocs.explainers.amsgrad.reddi import (
    BETAS,
    LEAST,
    MEMORIES,
    MOST,
    PERIODS,
    RATES,
    ROUNDS,
    by_chance,
    by_round,
    drifts,
    gradients,
    intervals,
    online,
    turn,
)


@page.figure(
    caption="One gradient in 101 pushes left, by 1010; the others push right, by 10. Left is where "
    "the losses' sum is least. Adam with $\\beta_2 = 0.99$ walks right, to {{adam_ends}}. With "
    "a longer memory, or with AMSGrad, it stays left.",
    alt="Line chart of the place between −1 and 1 over two hundred rounds of 101 gradients. All "
    "start left, by the first, large gradient. Adam with β₂ = 0.99 climbs steadily and ends at "
    "{{adam_ends}}. Adam with β₂ = 0.9999 ends at {{patient_ends}}, AMSGrad at {{amsgrad_ends}}.",
)
def walks() -> Chart:
    """Mean place of each round for Adam with a short and a long memory, and for AMSGrad."""
    chart = Chart("rounds of 101 gradients", "place, −1 is best", height=3.1)
    rounds = np.arange(1, ROUNDS + 1)[::5]
    chart.level(0.0)
    runs = (("adam", 0.99, "Adam"), ("adam", 0.9999, "patient Adam"), ("pytorch", 0.99, "AMSGrad"))
    for rule, b2, name in runs:
        places = by_round(online(rule, b2))[::5]
        chart.line(name, rounds, places, "adam", dashed=rule != "adam", faint=b2 > 0.99)
    chart.label("Adam, β₂ = 0.99", (62, 0.58), "adam", shift=(-8, 6), align="right", bold=True)
    chart.label("Adam, β₂ = 0.9999", (ROUNDS, -0.78), "adam", shift=(0, 9), align="right")
    chart.label("AMSGrad, β₂ = 0.99", (ROUNDS, -0.94), "adam", shift=(0, -11), align="right")
    chart.view(x=(0, ROUNDS), y=(-1.2, 1.08))
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
    chart.label("β₁ = 0.9", (0.99835, 0.225), "adam", shift=(-8, 0), align="right", bold=True)
    chart.label("β₁ = 0", (0.99835, 0.31), "adam", shift=(10, 4))
    chart.ticks(x=(0.998, 0.999, 0.9995, 0.9998), y=(-0.1, 0, 0.1, 0.2, 0.3, 0.4))
    return chart


@page.figure(
    caption="Which memory is long enough depends on the problem. Above the curve Adam drifts the "
    "right way, below it the wrong way. Fix a memory, go right, and there is a problem on which "
    "it fails: that is Reddi, Kale and Kumar's order. Fix a problem, go up, and it succeeds. "
    "Points: exact; dashed: $P(P-18)/4$.",
    alt="Chart with both axes logarithmic: memory length against period. Points rise steeply with "
    "the period along the dashed curve, past {{turn_memory}} gradients at 101. The region above is "
    "tinted. A horizontal line at the default memory of a thousand gradients crosses the curve "
    "beyond period {{longest_period}}.",
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
    chart.level(1000.0, "ink")
    chart.label("default β₂", (26, 1000), "ink", shift=(4, 9))
    chart.label("Adam goes the right way", (45, 20_000), "adam", bold=True, shift=(-24, 0))
    chart.label("the wrong way", (200, 500), "alarm", bold=True)
    chart.label("their example", (101, turn(101)), "theory", shift=(10, -5))
    chart.view(x=(26, 520), y=(60, 80_000))
    chart.ticks(x=(31, 51, 101, 201, 401), y={100: "100", 1000: "1,000", 10_000: "10,000"})
    return chart


@page.figure(
    caption="The large gradient by chance, one in a hundred: where 40 runs are after twenty "
    "thousand gradients, at three rates. Adam is on the wrong side in all but "
    "{{chance_adam_right}} of 120 runs, AMSGrad is on either. Bars: mean and "
    "ninety-five percent interval over 40 seeds.",
    alt="Dot plot of final places at three rates. Adam's dots crowd near +1 at small rates and are "
    "right of 0 in all but a few runs at the largest. AMSGrad's are spread over the whole "
    "interval, with means from {{chance_amsgrad_first}} at the smallest rate to "
    "{{chance_amsgrad}} at the second.",
)
def left_to_chance() -> Chart:
    """Final places of every run against the rate, with means and intervals."""
    chart = Chart(
        "rate α, falling as α/√t", "place after 20,000, −1 is best", height=3.4, x_scale="log"
    )
    chart.level(0.0)
    for rule, name, shift in (("adam", "Adam", 0.84), ("pytorch", "AMSGrad", 1.19)):
        places, found = by_chance(rule), intervals(rule)
        hollow = rule != "adam"
        for row, lr in enumerate(RATES):
            spread = lr * shift * np.linspace(0.9, 1.1, places.shape[1])
            chart.points(f"{name}, α = {lr:g}", spread, places[row], "adam", size=9, hollow=hollow)
            ends = np.array([found.low[row], found.high[row]])
            chart.line(f"{name} interval, α = {lr:g}", [lr * shift**1.75] * 2, ends, "ink")
            chart.points(f"{name} mean, α = {lr:g}", lr * shift**1.75, found.mean[row], "ink")
    chart.label("dots: Adam", (0.31, -0.94), "adam", bold=True)
    chart.label("rings: AMSGrad", (0.82, -0.94), "adam", bold=True)
    chart.view(x=(0.28, 13), y=(-1.1, 1.12))
    chart.ticks(x={0.5: "1/2", 2: "2", 8: "8"}, y=(-1, 0, 1))
    return chart

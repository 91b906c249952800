"""Figures of what is rare: a feature, and words."""

import numpy as np

from adamdocs import theory
from adamdocs.drawing.charts import Chart
from adamdocs.explainers.amsgrad.experiments import page
from adamdocs.explainers.amsgrad.words import RARITIES, RULES, mean_of, visits
from adamdocs.labs.chance import mean_interval

NAMES = {"sgd": "SGD", "momentum": "momentum", "adam": "Adam", "pytorch": "AMSGrad"}


@page.figure(
    caption="What one gradient of a feature is worth, in learning rates, if only one in $n$ "
    "gradients has it: under Adam $\\sqrt n$ of what it would be if all had it, up to the {{kick}} "
    "of a lone one. Rings: means of 20 runs, the feature at random; their ninety-five percent "
    "intervals are no larger than the rings. Line: the feature at fixed intervals. Counted are "
    "sixteen thousand gradients after eight thousand; AMSGrad's points fall with a longer run, as "
    "a maximum grows.",
    alt="Chart with both axes logarithmic. Adam's distance per gradient rises like the square "
    "root of the rarity, from 1 to {{visit_100}} at one in a hundred and {{visit_1000}} at one in "
    "a thousand. AMSGrad's points lie somewhat lower, at {{visit_amsgrad_100}} ± "
    "{{visit_amsgrad_half}} for one in a hundred.",
)
def rare_feature() -> Chart:
    """Distance per gradient against rarity, runs and closed form."""
    chart = Chart(
        "one gradient in n has the feature",
        "distance per gradient, in learning rates",
        height=3.2,
        x_scale="log",
        y_scale="log",
    )
    every = np.unique(np.round(np.geomspace(1, 1000, 24)).astype(int))
    exact = [-theory.periodic_drift(np.eye(1, int(n))[0]) for n in every]
    chart.line("at fixed intervals", every, exact, "theory")
    chart.line("√n", every, np.sqrt(every), "muted", dashed=True)
    for rule, size in (("pytorch", 22), ("adam", 40)):
        chart.points(
            NAMES[rule],
            RARITIES,
            mean_interval(visits(rule)).mean,
            "adam",
            size=size,
            hollow=rule == "adam",
        )
    chart.label("Adam", (100, 9.7), "adam", shift=(-9, 9), align="right", bold=True)
    chart.label("AMSGrad", (100, 8.0), "adam", shift=(9, -9), bold=True)
    chart.label("√n", (1000, 31.6), "muted", shift=(-4, 8), align="right")
    chart.view(x=(0.85, 1250), y=(0.85, 42))
    chart.ticks(x=(1, 10, 100, 1000), y=(1, 3, 10, 30))
    return chart


@page.figure(
    caption="A small language with 64 words. What each rule has left to learn after "
    "60 steps at its best rate, for the frequent half of the text and for the rest. "
    "Where words follow Zipf's law, gradient descent leaves the rare ones behind, Adam and "
    "AMSGrad do not. Where all words are equally frequent, none does. Bars: ninety-five percent "
    "intervals over 20 languages.",
    alt="Dot plot, logarithmic, of excess loss for four rules. Under Zipf frequencies SGD leaves "
    "{{sgd_rare}} ± {{sgd_rare_half}} on rare words and {{sgd_frequent}} ± {{sgd_frequent_half}} "
    "on frequent ones, momentum "
    "{{momentum_rare}} and {{momentum_frequent}}; for Adam and AMSGrad the two coincide at about "
    "{{adam_rare}}. With equal frequencies they coincide for every rule.",
)
def rare_words() -> Chart:
    """Excess loss of frequent and rare words for four rules, with and without Zipf's law."""
    chart = Chart("left to learn, in nats a word", "", height=3.9, x_scale="log")
    row = 0
    ticks: dict[float, str] = {}
    for zipf in (False, True):
        for name in reversed(RULES):
            found = mean_of(name, zipf)
            chart.level(row)
            for part, word in enumerate(("frequent", "rare")):
                ends = [found.low[part], found.high[part]]
                series = f"{NAMES[name]}, {word}, {'Zipf' if zipf else 'equal'}"
                chart.line(f"{series}, interval", ends, [row, row], "adam" if part else "ink")
                ink, ring = ("adam", False) if part else ("ink", True)
                chart.points(series, found.mean[part], row, ink, size=36, hollow=ring)
            ticks[row] = NAMES[name]
            row += 1
        chart.label(
            "words by Zipf’s law" if zipf else "all words equally frequent",
            (0.6, row - 0.45),
            "ink",
            align="right",
            bold=True,
        )
        row += 1
    top = float(mean_of("sgd").mean[1]), row - 2
    chart.label("rare words", top, "adam", shift=(-9, -11), align="right", bold=True)
    chart.label(
        "frequent", (float(mean_of("sgd").mean[0]), top[1]), "ink", shift=(-8, -11), align="right"
    )
    chart.view(x=(1e-3, 0.62), y=(-0.6, row - 0.9))
    chart.ticks(x={0.001: "0.001", 0.01: "0.01", 0.1: "0.1"}, y=ticks)
    return chart

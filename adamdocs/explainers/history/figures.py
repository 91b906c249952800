"""Figures of the page."""

import math

import numpy as np

from adamdocs.drawing.charts import Chart
from adamdocs.explainers.history.batches import (
    BATCHES,
    BEST_PLACE,
    PERIOD,
    PERIODS,
    drifts,
    expected_loss,
    mean_loss,
)
from adamdocs.explainers.history.experiments import STATIONS, TRIALS, page, trial
from adamdocs.optimizers import RULES

SHORT = {"sgd": "SGD"}  # beside the rows, where a phone has little room
HEADS = {
    "upright": "upright",
    "turned": "turned 45°",
    "units": "units × 1000",
    "wrong": "bad gradient",
}


@page.figure(
    caption="One ravine, four trials: steps until the loss stays below a millionth, larger dots "
    "for more. *Upright* and *turned* each at its best rate; *units × 1000*, the loss measured in "
    "thousandths, and *bad gradient*, the first one a thousand times too large, at the upright "
    "rate. Down a column you see what a newer rule gains, along a row what it left.",
    alt="Table of dots, seven optimizers by four trials. Upright: gradient descent "
    "{{sgd_upright}} steps, heavy ball {{momentum_upright}}, Nesterov {{nesterov_upright}}, "
    "AdaGrad {{adagrad_upright}}, RMSProp {{rmsprop_upright}}, Adam {{adam_upright}}, AMSGrad "
    "{{amsgrad_upright}}. Turned, AdaGrad needs {{adagrad_turned}}, the others about as many as "
    "before. In other units the first three never arrive and the others are as before. After one "
    "bad gradient gradient descent needs {{sgd_wrong}}, AdaGrad {{adagrad_wrong}}, Adam "
    "{{adam_wrong}}, AMSGrad {{amsgrad_wrong}}.",
)
def trials() -> Chart:
    """Steps to arrive: rules by trials."""
    chart = Chart("", "", height=3.9)
    rows = {len(STATIONS) - place: one for place, one in enumerate(STATIONS)}
    for y, one in rows.items():
        chart.level(y - 0.5)
        title = f"{one.year} {SHORT.get(one.rule, one.name)}"
        chart.label(title, (-0.22, y), "muted", align="right")
        for x, name in enumerate(TRIALS):
            steps = trial(one.rule, name)
            if math.isfinite(steps):
                size = 9 * math.log10(steps) ** 2 + 8
                chart.points(f"{one.name}, {name}: {steps:.0f} steps", x, y, one.ink, size=size)
                chart.label(f"{steps:,.0f}", (x, y), one.ink, shift=(11, 0))
            else:
                chart.points(f"{one.name}, {name}: never", x, y, "alarm", size=60, hollow=True)
                chart.label("never", (x, y), "alarm", shift=(11, 0))
    for x, name in enumerate(TRIALS):
        chart.label(HEADS[name], (x, len(STATIONS) + 0.75), "muted", shift=(-7, 0))
    chart.view(x=(-1.25, 3.85), y=(0.4, len(STATIONS) + 1.1))
    chart.ticks(x=(), y=())
    for side in ("left", "bottom"):
        chart.axes.spines[side].set_visible(False)
    return chart


PLACES = {1951: 0.0, 1964: 0.95, 1983: 2.05, 2011: 3.4, 2012: 4.2, 2014: 5.1, 2017: 6.2, 2018: 6.9}
REMEMBERED = {
    (): "nothing",
    ("m",): "m",
    ("v",): "v",
    ("m", "v"): "m and v",
    ("m", "v", "v_max"): "m, v, max",
}
PARENTS = {
    "momentum": ("sgd",),
    "nesterov": ("momentum",),
    "adagrad": ("sgd",),
    "rmsprop": ("adagrad",),
    "adam": ("momentum", "rmsprop"),
    "amsgrad": ("adam",),
    "adamw": ("adam",),
}


@page.figure(
    caption="What each rule remembers of a parameter, and what it was made from. First came a "
    "memory of gradients (m, blue), half a century later one of their squares (v, orange), then "
    "both together (purple). Years of first publication, AdaGrad's that of the journal and "
    "AMSGrad's that of the conference; the axis is stretched after 2010.",
    alt="Timeline with a height for what is remembered. 1951 gradient descent: nothing. 1964 heavy "
    "ball and 1983 Nesterov: m. 2011 AdaGrad and 2012 RMSProp: v. 2014 Adam, from heavy ball and "
    "RMSProp: m and v, and from it 2017 AdamW with the same and 2018 AMSGrad with the largest v "
    "besides.",
)
def timeline() -> Chart:
    """Rules by year and by what they remember, with lines of descent."""
    heights = list(REMEMBERED)
    stations = {one.rule: (one.year, one.name, one.ink) for one in STATIONS}
    stations["adamw"] = (2017, "AdamW", "adam")
    places = {
        rule: (PLACES[year], heights.index(RULES[rule]().memory))
        for rule, (year, _, _) in stations.items()
    }
    chart = Chart("year", "remembered for each parameter", height=3.3)
    for rule, parents in PARENTS.items():
        for parent in parents:
            (x0, y0), (x1, y1) = places[parent], places[rule]
            chart.line(f"{parent} to {rule}", (x0, x1), (y0, y1), "rule")
    shifts = {
        "sgd": ((8, -11), "left"),
        "momentum": ((2, 12), "right"),
        "nesterov": ((0, -13), "center"),
        "adagrad": ((-4, 12), "right"),
        "rmsprop": ((6, -12), "center"),
        "adam": ((-8, 8), "right"),
        "amsgrad": ((-9, 5), "right"),
        "adamw": ((9, 0), "left"),
    }
    for rule, (year, name, ink) in stations.items():
        chart.points(f"{year} {name}", *places[rule], ink, size=52)
        shift, align = shifts[rule]
        chart.label(name, places[rule], ink, shift=shift, align=align, bold=True)
    chart.view(x=(-0.35, 7.6), y=(-0.6, len(heights) - 0.55))
    chart.ticks(
        x={place: str(year) for year, place in PLACES.items()},
        y={place: REMEMBERED[one] for place, one in enumerate(heights)},
    )
    return chart


@page.figure(
    caption="Mini-batches: every gradient is that of a ravine moved at random. Mean loss of a "
    "hundred runs. At a fixed rate gradient descent and Adam (purple) hover, gradient "
    "descent at {{sgd_fixed}}; with a rate that falls like 1/t (dashed) both go on falling. The "
    "green line is the closed form for gradient descent.",
    alt="Line chart, both axes logarithmic, of the mean loss against the step. The two solid lines "
    "fall and turn level, gradient descent at {{sgd_fixed}} and Adam at {{adam_fixed}}. The two "
    "dashed lines fall on, to {{sgd_falling}} and {{adam_falling}} over the last thousand of ten "
    "thousand steps. The "
    "closed form lies on gradient descent's lines.",
)
def noise() -> Chart:
    """Mean loss against the step: two rules at fixed and falling rates."""
    chart = Chart("step t", "mean loss", height=3.2, x_scale="log", y_scale="log")
    t = np.arange(1, BATCHES + 1)
    shown = np.unique(np.geomspace(1, BATCHES, 150).round().astype(int)) - 1
    for falls in (False, True):
        chart.line("closed form", t[shown], expected_loss(falls)[shown], "theory")
        for rule, ink in (("sgd", "ink"), ("adam", "adam")):
            name = f"{rule}, {'falling' if falls else 'fixed'} rate"
            chart.line(name, t[shown], mean_loss(rule, falls)[shown], ink, dashed=falls)
    chart.label("gradient descent, fixed", (t[-1], 2.0), "ink", shift=(0, 10), align="right")
    chart.label("Adam, fixed", (t[-1], 0.84), "adam", shift=(0, -10), align="right")
    chart.label("Adam, falling", (330, 0.05), "adam", align="right")
    chart.label("gradient descent, falling", (2400, 0.009), "ink", align="right")
    chart.view(x=(0.9, 11_000), y=(2e-3, 200))
    chart.ticks(x=(1, 10, 100, 1000, 10_000), y=(0.01, 1, 100))
    return chart


@page.figure(
    caption="The floor in mini-batches: the first of every hundred and one pulls hard to the left, "
    "the others gently to the right; rate `0.1`. All start at the minimum (green). Adam "
    "forgets the rare batch and drifts to {{rare_adam}}, RMSProp to {{rare_rmsprop}}, out of "
    "the picture. AMSGrad returns to the minimum; Adam with β₂ = 0.9999 climbs to "
    "{{rare_long_memory_peak}} and settles at {{rare_long_memory}}.",
    alt="Line chart of the place along the floor against the step. The minimum is at "
    "{{rare_minimum}}. AMSGrad's line ends there. Adam's rises to {{rare_adam}}; with a β₂ of "
    "0.9999 it comes to {{rare_long_memory}}. RMSProp's leaves the picture at once.",
)
def rare() -> Chart:
    """Place along the floor against the step, rare batches."""
    chart = Chart("step t", "x along the floor, mean of a period", height=3.0)
    t = PERIOD * np.arange(1, PERIODS + 1)
    shown = slice(None, None, 5)
    chart.line("minimum", (0, t[-1]), (BEST_PLACE, BEST_PLACE), "theory", dashed=True)
    rms = drifts("rmsprop")
    inside = int(np.argmax(rms > 2)) + 1
    chart.line("RMSProp", t[:inside], rms[:inside], "v")
    chart.line("Adam", t[shown], drifts("adam")[shown], "adam")
    chart.line("Adam, β₂ = 0.9999", t[shown], drifts("adam", 0.9999)[shown], "adam", faint=True)
    chart.line("AMSGrad", t[shown], drifts("amsgrad")[shown], "adam", dashed=True)
    chart.label("RMSProp", (0, 1.25), "v", shift=(10, 0))
    chart.label("Adam", (30_000, 0.95), "adam", shift=(0, 10), bold=True)
    chart.label("Adam, β₂ = 0.9999", (26_000, -0.66), "adam", shift=(0, 9))
    chart.label("AMSGrad, at the minimum", (t[-1], -1.0), "adam", shift=(0, -11), align="right")
    chart.view(x=(0, t[-1] * 1.01), y=(-1.45, 1.5))
    chart.ticks(x=(0, 20_000, 40_000, 60_000), y=(-1, 0, 1))
    return chart

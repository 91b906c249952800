"""Figures of rates and batches."""

import numpy as np

from adamdocs.drawing.charts import Chart
from adamdocs.explainers.tuning.batches import SIZES, best_rates
from adamdocs.explainers.tuning.experiments import (
    EVERY,
    RATES,
    STEPS,
    WARM,
    at_rate,
    final,
    good_band,
    page,
    swept,
    tuned,
)
from adamdocs.labs.chance import mean_interval

RATE_TICKS = {1e-3: "0.001", 1e-2: "0.01", 0.1: "0.1", 1.0: "1"}


@page.figure(
    caption="Loss after 300 steps on digits, against Adam's rate; the tint is the {{confidence}} "
    "interval over ten seeds. On the left the run crawls, on the right it ends no better than a "
    "blind guess, {{blind_loss}}. In between {{good_decades}} decades of rates are good. Dashed: "
    "a warm-up of 30 steps saves rates that are too large, and nothing else.",
    alt="Chart of loss against learning rate, both logarithmic. The curve falls from "
    "{{default_loss}} at the default to {{best_loss}} at {{best_rate}}, and climbs above "
    "{{good_to}} to {{blind_loss}}. With a warm-up it is the same up to the minimum and climbs "
    "later.",
)
def rate_band() -> Chart:
    """Loss in the end against the rate, with warm-up and without."""
    chart = Chart("learning rate", "loss", height=3.1, x_scale="log", y_scale="log")
    for warm, dashed in ((0, False), (WARM, True)):
        found = final(warm)
        name = "with warm-up" if warm else "no warm-up"
        if not warm:
            chart.band(f"{name}, interval", RATES, found.low, found.high, "adam", 0.2)
        chart.line(name, RATES, found.mean, "adam", dashed=dashed)
    chart.level(np.log(10))
    low, high = good_band()
    chart.line("good rates", (low, high), (0.115, 0.115), "theory")
    chart.label("good", (np.sqrt(low * high), 0.115), "theory", shift=(0, -9), align="center")
    chart.label("crawls", (1.05e-3, 0.4), "muted")
    chart.label("a blind guess", (1.1e-3, np.log(10)), "muted", shift=(0, 8))
    chart.label("warm-up", (0.3, 0.85), "adam", shift=(8, -4))
    chart.view(x=(9e-4, 1.1), y=(0.085, 3.6))
    chart.ticks(x=RATE_TICKS, y=(0.1, 0.2, 0.5, 1, 2))
    return chart


@page.figure(
    caption="Four rates, the same ten seeds. At `0.001` the loss falls all the time, slowly. At "
    "{{best_rate}} it falls at once and goes on. At `0.1` it falls faster at first and then stays "
    "where the good rate is not. At `0.32` it falls to that of a blind guess and lies there, "
    "level and calm.",
    alt="Line chart of loss over 300 steps. The default rate falls slowly to {{default_loss}}, "
    "{{best_rate}} fast to {{best_loss}}, a larger one fast and then levels off about three times "
    "as high, the largest lies at {{blind_loss}} throughout.",
)
def four_courses() -> Chart:
    """Mean loss over the steps at four rates."""
    chart = Chart("step", "loss", height=3.0, y_scale="log")
    t = np.arange(EVERY, STEPS + 1, EVERY)
    shown = ((1e-3, "ink"), (tuned("adam"), "theory"), (0.1, "adam"), (0.32, "alarm"))
    for rate, ink in shown:
        course = swept().loss[:, at_rate(rate)].mean(-1)
        chart.line(f"rate {rate:g}", t, course, ink)
        chart.label(f"{rate:g}", (STEPS, course[-1]), ink, shift=(6, 0), bold=True)
    chart.view(x=(0, 335), y=(0.12, 3.2))
    chart.ticks(x=(10, 100, 200, 300), y=(0.2, 0.5, 1, 2))
    return chart


@page.figure(
    caption="Length of a step over the length of the weights it moves, first layer, median over "
    "the second half of the run. Good rates have {{stride_from}} to {{stride_to}}. Where units "
    "have fallen silent the ratio drops to nothing: a calm run is not always a healthy one.",
    alt="Chart of step over weights against the rate, both logarithmic. It rises slowly from "
    "{{stride_default}} at the default through {{stride_best}} at the best rate to about a "
    "hundredth, and at the largest rates falls by seven orders of magnitude.",
)
def step_over_weights() -> Chart:
    """Update over weights, against the rate."""
    chart = Chart("learning rate", "step over weights", height=2.7, x_scale="log", y_scale="log")
    ratio = np.maximum(swept().ratio, 1e-6)
    good = np.array([good_band()[0] <= rate <= good_band()[1] for rate in RATES])
    alive = swept().ratio > 1e-6
    chart.line("step over weights", RATES, ratio, "adam", faint=True)
    chart.points("good rates", np.array(RATES)[good], ratio[good], "theory", size=36)
    other = alive & ~good
    chart.points("other rates", np.array(RATES)[other], ratio[other], "ink", size=30)
    chart.label("good", (0.012, 4e-3), "theory", shift=(0, 14), align="center", bold=True)
    chart.label("silent", (0.3, 2e-5), "alarm", shift=(4, 0))
    chart.view(x=(9e-4, 1.1), y=(1e-6, 5e-2))
    chart.ticks(x=RATE_TICKS, y={1e-6: "below", 1e-4: "0.0001", 1e-3: "0.001", 1e-2: "0.01"})
    return chart


@page.figure(
    caption="The best rate against the batch, mean and {{confidence}} interval over ten seeds. "
    "With as many images shown, so with fewer steps for larger batches, it grows like the root: "
    "power {{batch_power}} ± {{batch_power_within}}, the dashed line. With as many steps it "
    "hardly grows: {{fixed_power}} ± {{fixed_power_within}}.",
    alt="Chart of the best rate against batch sizes 8, 32 and 128, both logarithmic, with interval "
    "bars. Filled dots follow a dashed line of slope one half; rings, for equal numbers of steps, "
    "lie nearly level.",
)
def best_rate_by_batch() -> Chart:
    """Best rate against the batch, for equal images and for equal steps."""
    chart = Chart("images in a batch", "best rate", height=3.0, x_scale="log", y_scale="log")
    sizes = np.array(SIZES, dtype=float)
    for fix, ink, nudge in (("images", "adam", 0.97), ("steps", "ink", 1.03)):
        found = mean_interval(best_rates(fix).log2)
        for size, low, high in zip(sizes, found.low, found.high, strict=True):
            x = (nudge * size, nudge * size)
            chart.line(f"equal {fix}, interval", x, (2**low, 2**high), ink, faint=True)
        chart.points(
            f"equal {fix}", nudge * sizes, 2**found.mean, ink, size=44, hollow=fix == "steps"
        )
    middle = 2 ** best_rates().log2.mean()
    root = middle * np.sqrt(sizes / np.exp(np.log(sizes).mean()))
    chart.line("square root", sizes, root, "theory", dashed=True)
    chart.label("√batch", (128, root[-1]), "theory", shift=(7, 2))
    chart.label("equal images", (128, 0.049), "adam", shift=(-12, 14), align="right", bold=True)
    chart.label("equal steps", (128, 0.031), "ink", shift=(-12, -14), align="right", bold=True)
    chart.view(x=(6.5, 190), y=(8e-3, 0.075))
    chart.ticks(x=SIZES, y={0.01: "0.01", 0.02: "0.02", 0.04: "0.04"})
    return chart

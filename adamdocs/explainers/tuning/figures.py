"""Figures of rates and batches."""

import numpy as np

from adamdocs.drawing.charts import Chart
from adamdocs.explainers.tuning.batches import SIZES, best_rates
from adamdocs.explainers.tuning.details import low_over_high
from adamdocs.explainers.tuning.experiments import (
    EVERY,
    FIRST,
    RATES,
    STEPS,
    WARM,
    at_rate,
    final,
    first_steps,
    good_band,
    page,
    swept,
    tuned,
)
from adamdocs.explainers.tuning.stalls import DEAD
from adamdocs.labs.chance import mean_interval

RATE_TICKS = {1e-3: "0.001", 1e-2: "0.01", 0.1: "0.1", 1.0: "1"}


@page.figure(
    caption="Validation loss after 300 steps on digits, against Adam's rate; the tint is the "
    "{{confidence}} interval over ten seeds. On the left the run crawls, on the right it ends no "
    "better than a blind guess, {{blind_loss}}. In between {{good_decades}} decades are good: at "
    "most two and a half times the least loss, a limit of our choice. Dashed: a warm-up of 30 "
    "steps saves rates that are too large, and nothing else.",
    alt="Chart of loss against learning rate, both logarithmic. The curve falls from "
    "{{default_loss}} at a thousandth to {{best_loss}} at {{best_rate}}, and climbs above "
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
    caption="Four rates, means of the same ten seeds, with steps drawn logarithmically. At `0.001` "
    "the loss falls all the time, slowly. At {{best_rate}} it falls at once and goes on. At `0.1` "
    "it then stays higher than at the good rate. At `0.32` it jumps in the first steps, to "
    "{{large_peak}} at each seed's highest, and then falls to that of a blind guess and lies "
    "there, calm.",
    alt="Line chart of loss over 300 steps, both axes logarithmic. The default rate falls slowly "
    "to {{default_loss}}, {{best_rate}} fast to {{best_loss}}, a larger one levels off about three "
    "times as high. The largest stands near ten after the first step, comes down to "
    "{{blind_loss}} within ten steps and stays.",
)
def four_courses() -> Chart:
    """Mean loss over the steps at four rates, the first ten one by one."""
    chart = Chart("step", "loss", height=3.2, x_scale="log", y_scale="log")
    t = np.concatenate([np.arange(1, FIRST), np.arange(EVERY, STEPS + 1, EVERY)])
    shown = ((1e-3, "ink"), (tuned("adam"), "theory"), (0.1, "adam"), (DEAD, "alarm"))
    for rate, ink in shown:
        at = at_rate(rate)
        course = np.concatenate([first_steps(0)[:-1, at], swept(0).loss[:, at]]).mean(-1)
        chart.line(f"rate {rate:g}", t, course, ink)
        chart.label(f"{rate:g}", (STEPS, course[-1]), ink, shift=(6, 0), bold=True)
    chart.view(x=(0.93, 520), y=(0.12, 14))
    chart.ticks(x=(1, 3, 10, 30, 100, 300), y=(0.2, 0.5, 1, 2, 5, 10))
    return chart


@page.figure(
    caption="Length of a step over the length of the weights it moves, first layer, median over "
    "the second half of the run and ten seeds. Good rates have {{stride_from}} to {{stride_to}}; "
    "`0.18`, which is not good, has hardly more. Where all units have fallen silent the ratio "
    "drops to nothing.",
    alt="Chart of step over weights against the rate, both logarithmic. It rises slowly from "
    "{{stride_default}} at a thousandth through {{stride_best}} at the best rate to about a "
    "hundredth, and at the three largest rates lies seven or more orders of magnitude lower.",
)
def step_over_weights() -> Chart:
    """Update over weights, against the rate."""
    chart = Chart("learning rate", "step over weights", height=2.7, x_scale="log", y_scale="log")
    ratio = swept(0).ratio
    good = np.array([good_band()[0] <= rate <= good_band()[1] for rate in RATES])
    chart.line("step over weights", RATES, ratio, "adam", faint=True)
    chart.points("good rates", np.array(RATES)[good], ratio[good], "theory", size=36)
    chart.points("other rates", np.array(RATES)[~good], ratio[~good], "ink", size=30)
    chart.label("good", (0.012, 4e-3), "theory", shift=(0, 10), align="center", bold=True)
    chart.label("silent", (DEAD, ratio[at_rate(DEAD)]), "alarm", shift=(-8, 0), align="right")
    chart.view(x=(9e-4, 1.2), y=(5e-12, 1.0))
    chart.ticks(x=RATE_TICKS, y={1e-9: "10⁻⁹", 1e-6: "10⁻⁶", 1e-3: "0.001"})
    return chart


@page.figure(
    caption="Way that the fifth of the weights with the lowest gradients still makes, over that of "
    "the fifth with the highest; a dot for each of ten seeds. Among weights of live units it is "
    "above 1 in all ten. With those of silent units counted in, which have no gradient and do not "
    "move, it is far below 1 in most.",
    alt="Two rows of ten dots on a logarithmic axis. Live units: all lie between {{low_live_from}} "
    "and {{low_live_to}}. All units: eight lie near {{low_all}}, the others reach "
    "{{low_all_to}}.",
)
def low_gradients() -> Chart:
    """Way of weights of low gradients over that of high ones, seed by seed."""
    chart = Chart("way of the low over way of the high", "", height=1.9, x_scale="log")
    for row, live, ink in ((1.0, True, "theory"), (0.0, False, "ink")):
        found = np.array([one.ratio for one in low_over_high(live=live)])
        chart.points(f"{'live' if live else 'all'} units", found, np.full(10, row), ink, size=34)
    chart.line("as far", (1, 1), (-0.5, 1.5), "rule", faint=True)
    chart.view(x=(0.015, 3), y=(-0.5, 1.5))
    chart.ticks(x={0.02: "0.02", 0.1: "0.1", 1: "1"}, y={0: "all units", 1: "live units"})
    return chart


@page.figure(
    caption="The best rate against the batch, mean and {{confidence}} interval over ten seeds, "
    "decays kept. With as many images shown, so with fewer steps for larger batches, it grows "
    "like the root: "
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
        found = mean_interval(best_rates(fix, "kept").log2)
        for size, low, high in zip(sizes, found.low, found.high, strict=True):
            x = (nudge * size, nudge * size)
            chart.line(f"equal {fix}, interval", x, (2**low, 2**high), ink, faint=True)
        chart.points(
            f"equal {fix}", nudge * sizes, 2**found.mean, ink, size=44, hollow=fix == "steps"
        )
    middle = 2 ** best_rates("images", "kept").log2.mean()
    root = middle * np.sqrt(sizes / np.exp(np.log(sizes).mean()))
    chart.line("square root", sizes, root, "theory", dashed=True)
    chart.label("√batch", (128, root[-1]), "theory", shift=(7, 2))
    chart.label("equal images", (128, 0.049), "adam", shift=(-12, 14), align="right", bold=True)
    chart.label("equal steps", (128, 0.031), "ink", shift=(-12, -14), align="right", bold=True)
    chart.view(x=(6.5, 190), y=(8e-3, 0.075))
    chart.ticks(x=SIZES, y={0.01: "0.01", 0.02: "0.02", 0.04: "0.04"})
    return chart

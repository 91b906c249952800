"""Figures of the page."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from adamdocs import streams
from adamdocs.drawing.charts import Chart
from adamdocs.explainers.bias_correction.experiments import (
    STEPS,
    best,
    constant_gradient,
    down_the_ravine,
    page,
    settled,
    sizes,
    start_weights,
    swept,
)
from adamdocs.optimizers import adam
from adamdocs.runs import feed
from adamdocs.sweeps import RATES


@page.figure(
    caption="Steps under a constant gradient, at the default decays. Without correction (purple) "
    "the first is {{first_step}} learning rates, the twelfth {{worst_step}}; until step "
    "{{steps_to_ten_percent}} they are more than a tenth above the rate. Correcting only m (blue) "
    "makes it worse; correcting only v (orange) is a short warm-up. To the right blue coincides "
    "with purple, and orange with the dashed line.",
    alt="Line chart of the size of Adam's step, in learning rates, against the step number under a "
    "constant gradient; both axes logarithmic. Uncorrected steps rise from {{first_step}} to "
    "{{worst_step}} learning rates at step {{worst_step_at}} and come within ten percent at step "
    "{{steps_to_ten_percent}}. With only m corrected they start at {{m_only_first_step}}. With "
    "only v corrected they rise from {{v_only_first_step}} to 1. With both corrected they stay "
    "at 1.",
)
def step_against_t() -> Chart:
    """Step size against t for the four ways to correct."""
    chart = Chart("step t", "step, in learning rates", height=3.5, x_scale="log", y_scale="log")
    t = np.unique(np.geomspace(1, STEPS, 300).round().astype(int))
    variants: tuple[tuple[str, dict[str, bool], str], ...] = (
        ("only m corrected", {"correct_m": True}, "m"),
        ("neither corrected", {}, "adam"),
        ("only v corrected", {"correct_v": True}, "v"),
        ("both corrected", {"correct_m": True, "correct_v": True}, "ink"),
    )
    for name, switches, ink in variants:
        chart.line(name, t, sizes(constant_gradient(**switches))[t - 1], ink, dashed=ink == "ink")
    plain = sizes(constant_gradient())
    worst, near = int(plain.argmax()) + 1, settled(constant_gradient(), 0.1)
    for name, at in (("first", 1), ("largest", worst), ("within ten percent", near)):
        chart.points(f"neither corrected, {name}", at, plain[at - 1], "adam")
    chart.label(f"{plain[0]:.2f}", (1, plain[0]), "adam", shift=(9, -8), bold=True)
    peak = f"{plain[worst - 1]:.2f} at t = {worst}"
    chart.label(peak, (worst, plain[worst - 1]), "adam", shift=(0, -15), align="center", bold=True)
    chart.label(f"within 10% at t = {near:,}", (STEPS, 1), "adam", shift=(0, -14), align="right")
    chart.label("only m corrected", (5, 14.2), "m", shift=(8, 6))
    chart.label("neither corrected", (60, plain[59]), "adam", shift=(8, 6))
    chart.label("only v corrected", (7, 0.45), "v", shift=(8, -10))
    chart.label("both corrected: always 1", (1, 1), "ink", shift=(0, 9))
    chart.view(x=(0.9, 5500), y=(0.08, 45))
    chart.ticks(x=(1, 10, 100, 1000), y=(0.1, 1, 10))
    return chart


@page.figure(
    caption="Two averages of a gradient of 1, both started at zero. The first moment m is close "
    "after forty steps, when the second moment v has hardly left the ground. Divided by the "
    "weight they have gathered (dashed), both are right from the first step on.",
    alt="Line chart over 60 steps. m rises from {{first_m}} to {{m_after_60}}. v rises from "
    "{{first_v}} to {{v_after_60}}. The corrected averages are 1 throughout.",
)
def two_averages() -> Chart:
    """Both moments with and without correction."""
    trace = constant_gradient()
    corrected = constant_gradient(correct_m=True, correct_v=True)
    first = slice(0, 60)
    chart = Chart("step t", "average of a gradient of 1", height=2.7)
    chart.line("m̂ and v̂", trace.t[first], corrected.state.m_hat[first, 0], "ink", dashed=True)
    chart.line("m", trace.t[first], trace.state.m[first, 0], "m")
    chart.line("v", trace.t[first], trace.state.v[first, 0], "v")
    chart.label("m̂ and v̂, corrected", (1, 1.0), "ink", shift=(0, 9))
    chart.label("m", (22, trace.state.m[21, 0]), "m", shift=(6, -8), bold=True)
    chart.label("v", (50, trace.state.v[49, 0]), "v", shift=(0, 9), bold=True)
    chart.view(x=(0, 61), y=(0, 1.12))
    chart.ticks(x=(1, 20, 40, 60), y=(0, 0.5, 1))
    return chart


@page.figure(
    caption="What the averages are made of after twelve steps. Newer gradients count more in m, "
    "all count almost alike in v, and what is missing to a whole belongs to the zero at the start: "
    "{{zero_in_m}} of the weight in m, {{zero_in_v}} of that in v.",
    alt="Stem chart of the weights after twelve steps. In m the starting zero has {{zero_in_m}} "
    "and the gradients' weights grow towards the newest. In v the starting zero has {{zero_in_v}} "
    "and every gradient about a thousandth.",
)
def ema_weights() -> Chart:
    """Weights of the start and of each gradient in m and v."""
    in_m, in_v = start_weights(12)
    chart = Chart("gradient number; 0 is the zero at the start", "weight in the average")
    places = np.arange(13)
    chart.stems("v", places, [1 - in_v.sum(), *in_v], "v")
    chart.stems("m", places, [1 - in_m.sum(), *in_m], "m")
    chart.label("of v", (0, 1 - in_v.sum()), "v", shift=(6, 0), bold=True)
    chart.label("of m", (0, 1 - in_m.sum()), "m", shift=(10, 2), bold=True)
    chart.label("m: newer counts more", (9, in_m[9]), "m", shift=(0, 30), align="center")
    chart.label("v: about a thousandth each", (4, 0), "v", shift=(0, 26), align="center")
    chart.view(x=(-0.6, 12.6), y=(0, 1.05))
    chart.ticks(x=tuple(range(13)), y=(0, 0.25, 0.5, 0.75, 1))
    return chart


@page.figure(
    caption="Every small mark is a run without correction under a constant gradient: a purple dot "
    "if its first step exceeds the learning rate, a ring if only a later one does, gray if none "
    "does. The closed forms of the two boundaries divide the runs without exception. The defaults "
    "lie far above both lines, the decays of GPT-3 between them.",
    alt="Map of beta 1 against beta 2, spaced by memory length. Above the solid line, where "
    "beta 2 exceeds beta 1 (2 − beta 1), the first step is too large; between it and the dashed "
    "line, where the two are equal, only a later step is; below the dashed line none. The default "
    "pair is in the first region, GPT-3's pair in the second.",
)
def where_steps_are_too_large() -> Chart:
    """The (β₁, β₂) plane by memory length, with both boundaries and runs on a grid."""
    chart = Chart(
        "β₁, spaced by memory length 1/(1 − β₁)",
        "β₂, spaced by memory length 1/(1 − β₂)",
        height=4.2,
        x_scale="memory",
        y_scale="memory",
    )
    b1 = 1 - 1 / np.geomspace(1.6, 130, 200)
    turning, top = b1 * (2 - b1), np.full_like(b1, 1 - 1 / 3e4)
    chart.band("first step too large", b1, turning, top, "adam", 0.16)
    chart.band("a later step too large", b1, b1, turning, "adam", 0.07)
    chart.line("β₂ = β₁(2 − β₁)", b1, turning, "adam")
    chart.line("β₂ = β₁", b1, b1, "adam", dashed=True)
    across, up = 10 ** (np.arange(0.375, 2, 0.25)), 10 ** np.arange(0.5, 4.1, 0.5)  # off the lines
    first, later, never = outcomes(1 - 1 / across, 1 - 1 / up)
    chart.points("run: first step too large", *first, "adam", size=26)
    chart.points("run: a later step too large", *later, "adam", size=20, hollow=True)
    chart.points("run: no step too large", *never, "muted", size=26)
    chart.points("defaults", 0.9, 0.999, "ink", size=46)
    chart.points("GPT-3", 0.9, 0.95, "ink", size=46)
    chart.label("defaults", (0.9, 0.9994), "ink", bold=True, align="center")
    chart.label("GPT-3", (0.9, 0.95), "ink", shift=(8, 0), bold=True)
    chart.label("first step too large", (0.438, 0.99994), "adam", bold=True)
    chart.label("only a later step", (0.979, 0.9982), "adam", bold=True, align="center")
    chart.label("no step too large", (0.975, 0.822), "muted", bold=True, align="center")
    chart.view(x=(1 - 1 / 1.6, 1 - 1 / 130), y=(1 - 1 / 1.6, 1 - 1 / 3e4))
    chart.ticks(x=(0.5, 0.8, 0.9, 0.95, 0.99), y=(0.5, 0.9, 0.95, 0.99, 0.999, 0.9999))
    return chart


def outcomes(across: Any, up: Any) -> list[tuple[NDArray[np.float64], NDArray[np.float64]]]:
    """Decays of the runs whose first, only later, or no step exceeds the rate."""
    b1, b2 = (axis.ravel() for axis in np.meshgrid(across, up))
    rule = adam(1.0, b1[:, None], b2[:, None], 0.0, correct_m=False, correct_v=False)
    steps = -feed(rule, streams.constant(2000)[:, None, :], keep="step").step[:, :, 0]
    rounding = 1 + 1e-12
    first, later = steps[0] > rounding, steps.max(axis=0) > rounding
    return [(b1[chosen], b2[chosen]) for chosen in (first, later & ~first, ~later)]


SHOWN = (("m only", "m"), ("v only", "v"), ("neither", "adam"), ("both", "ink"))


@page.figure(
    caption="The ravine again. Left, all at a rate of one half: corrected Adam goes to "
    "x = {{overshoot_both}} beyond the minimum, uncorrected (purple) to {{overshoot_neither}}; "
    "with only m corrected (blue) the first step is {{m_only_first_step}} learning rates long. "
    "Right, the largest loss over the last tenth of 300 steps at every rate of a sweep, the least "
    "ringed: leaving corrections out moves the curve, and hardly lifts it.",
    alt="Two charts. Left, the place along the floor over forty steps from x = 10: the corrected "
    "run comes to {{overshoot_both}} at the lowest and the uncorrected one to "
    "{{overshoot_neither}}; with only m corrected it jumps to the far side at the first step. "
    "Right, the largest loss of steps 271 to 300 against the rate: four curves of like shape and "
    "like depth, their best rates {{best_both}} with both corrections, {{best_neither}} with "
    "neither, {{best_m_only}} with only m corrected and {{best_v_only}} with only v.",
)
def on_the_ravine() -> Chart:
    """Ways along the floor at one rate, and sweeps over all rates."""
    left = Chart("step t", "x along the floor, rate 0.5", height=3.2)
    right = Chart(
        "learning rate", "largest loss, steps 271–300", x_scale="log", y_scale="log", beside=left
    )
    t = np.arange(41)
    left.level(0.0)
    for name, ink in SHOWN:
        if name != "v only":  # it would hide the corrected run's first half
            left.line(name, t, down_the_ravine(name, 0.5).path()[:41, 0], ink)
        right.line(name, RATES, swept(name), ink)
        lr = best(name)
        right.points(f"{name}, best", lr, swept(name)[RATES.index(lr)], ink, hollow=True, size=46)
    left.label("neither", (12.5, -5.8), "adam", bold=True)
    left.label("both corrected", (7, 8.3), "ink")
    left.label("only m", (4, -8.3), "m")
    right.label("only m", (0.012, 1e-6), "m", align="right")
    right.label("neither", (0.012, 1e-3), "adam", align="right", bold=True)
    right.label("both", (0.17, 1e-3), "ink")
    right.label("only v", (0.25, 1e-6), "v")
    left.view(x=(0, 40), y=(-9.5, 10.8))
    left.ticks(x=(0, 10, 20, 30, 40), y=(-5, 0, 5, 10))
    right.view(x=(9e-5, 12), y=(1e-13, 1e3))
    right.ticks(x=(1e-3, 0.1, 10), y={1e-12: "10⁻¹²", 1e-6: "10⁻⁶", 1: "1"})
    return left

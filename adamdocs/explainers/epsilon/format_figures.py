"""Figures of the page: what float16, bfloat16 and float32 make of ε and of v."""

import numpy as np
from numpy.typing import NDArray

from adamdocs.drawing.charts import Chart
from adamdocs.explainers.epsilon.experiments import (
    EPS,
    TYPES,
    all_halves,
    first_step,
    large_then_small,
    page,
)

NAMES = {
    "binary16": "float16",
    "bfloat16": "bfloat16",
    "binary32": "float32",
    "binary64": "float64",
}
# One for each format, on all figures; the first two as `plot` gives them to the page's cell.
INKS = {"binary32": "adam", "bfloat16": "m", "binary16": "alarm", "binary64": "muted"}
TOP = 3e3  # where an infinite step is drawn


@page.figure(
    caption="Adam's first step in four number formats. Left, without $\\eps$: each format has an "
    "edge below which $\\v$ rounds to 0 and the step is infinite, until $\\m$ is 0 as well; "
    "float64's is far to the left. "
    "Right, at the default $\\eps$: it stands above the edges of bfloat16 and float32, and "
    "covers them. In float16 it is itself 0.",
    alt="Two charts of the first step against the gradient, logarithmic. Without ε the step is 1 "
    "down to {{half_lost}} in float16, {{bfloat_lost}} in bfloat16, {{single_lost}} in float32, "
    "and infinite below, as far as m is held. With the default ε float32 and bfloat16 fall "
    "smoothly below it as float64 does; float16 is infinite below {{half_lost}} as "
    "before, 0 from {{half_overflow}} on.",
)
def edges_of_formats() -> Chart:
    """First step in each format, without ε and with the default."""
    left = Chart(
        "gradient, ε = 0", "step, in learning rates", height=3.3, x_scale="log", y_scale="log"
    )
    right = Chart("gradient, ε = 1e−8", "", x_scale="log", y_scale="log", beside=left)
    g = np.geomspace(1e-31, 3e3, 681)
    for chart, eps in ((left, 0.0), (right, EPS)):
        chart.level(1.0)
        for name, ink in INKS.items():
            chart.line(NAMES[name], g, drawable(first_step(g, eps, name=name)), ink)
        chart.view(x=(1e-31, 3e3), y=(1e-3, 1.8 * TOP))
        chart.ticks(
            x={1e-28: "10⁻²⁸", 1e-20: "10⁻²⁰", 1e-12: "10⁻¹²", 1e-4: "10⁻⁴"},
            y={TOP: "∞", 100: "100", 10: "10", 1: "1", 0.1: "0.1", 0.01: "0.01"},
        )
    left.label("float16", (5e-3, 60), INKS["binary16"], shift=(-5, 0), align="right", bold=True)
    left.label("bfloat16", (2.2e-19, 12), INKS["bfloat16"], shift=(6, 0), bold=True)
    left.label("float32", (8e-22, 200), INKS["binary32"], shift=(-5, 0), align="right", bold=True)
    right.label("float16", (5e-3, 60), INKS["binary16"], shift=(-5, 0), align="right", bold=True)
    right.label("the other three", (1e-10, 0.01), "ink", shift=(-9, 9), align="right")
    return left


def drawable(size: NDArray[np.float64]) -> NDArray[np.float64]:
    """Infinite steps at the top, vanished ones below the bottom; 0/0 leaves a gap."""
    return np.where(np.isinf(size), TOP, np.where(size == 0, 1e-6, size))


@page.figure(
    caption="Ten thousand gradients of 1, then as many of a hundredth, and what the square root "
    "of $\\vhat$ makes of them. In float32 it forgets. In bfloat16 $\\beta_2$ rounds to 1: $\\v$ "
    "climbs until an addition no longer counts, and stays there while gradients are no larger.",
    alt="Line chart, logarithmic. The gradient's size is 1, then a hundredth. In float32 the root "
    "of v̂ follows it down within some ten thousand steps. In bfloat16 it overshoots to {{hump}}, "
    "settles at the root of {{kept_v}}, and stays there when the gradients fall.",
)
def bfloat_never_forgets() -> Chart:
    """√v̂ in float32 and bfloat16 when large gradients give way to small ones."""
    chart = Chart("step", "gradient, and √v̂", height=3.0, y_scale="log")
    t = large_then_small("binary32").t
    chart.line("|g|", t, np.where(t <= 10_000, 1.0, 0.01), "g", dashed=True)
    for name in ("binary32", "bfloat16"):
        trace = large_then_small(name)
        chart.line(f"√v̂ in {NAMES[name]}", t, np.sqrt(trace.state.v_hat[:, 0]), INKS[name])
    chart.label(
        "√v̂ in bfloat16", (19_800, 0.71), INKS["bfloat16"], shift=(0, -11), align="right", bold=True
    )
    chart.label("√v̂ in float32", (14_500, 0.1), INKS["binary32"], shift=(8, 6), bold=True)
    chart.label("size of the gradients", (12_000, 0.01), "g", shift=(0, 10))
    chart.view(x=(0, 20_200), y=(0.005, 1.7))
    chart.ticks(x=(0, 5000, 10_000, 15_000, 20_000), y=(0.01, 0.1, 1))
    return chart


@page.figure(
    caption="Positive float16 numbers as gradients, and Adam's first step in float16 at three "
    "settings of $\\eps$. An $\\eps$ that is no longer 0 makes the steps finite, not right: below "
    "the edge $\\v$ is 0, and the step is the gradient over $\\eps$. Only an $\\eps$ as large as "
    "the edge keeps it to one learning rate, and then it slows every smaller gradient.",
    alt="Chart with both axes logarithmic. At ε = 1e−7 steps rise to {{half_step_7}} learning "
    "rates at a gradient of {{half_lost}}, then drop to 1. At ε = 1e−4 they reach "
    "{{half_step_4}}. At ε = 0.0055 none exceeds 1 by more than {{half_step_safe}}, and all "
    "gradients below step too short. Above {{half_overflow}} every step is 0.",
)
def raising_eps_in_half() -> Chart:
    """First steps in float16 for all its gradients at a few ε."""
    chart = Chart(
        "gradient, in float16", "step, in learning rates", height=3.3, x_scale="log", y_scale="log"
    )
    g = all_halves()[::3]
    chart.level(1.0)
    for eps, ink, faint in ((1e-7, "alarm", False), (1e-4, "v", False), (5.5e-3, "adam", False)):
        step = first_step(g, eps, name="binary16")
        chart.line(f"ε = {eps:g}", g, drawable(step), ink, faint=faint)
    chart.label("ε = 1e−7", (1e-5, 150), "alarm", shift=(-4, 8), align="right", bold=True)
    chart.label("ε = 1e−4", (1e-5, 0.1), "v", shift=(-6, 5), align="right", bold=True)
    chart.label("ε = 0.0055", (1e-4, 0.018), "adam", shift=(8, -6), bold=True)
    chart.label("g² overflows", (240, 0.02), "muted", shift=(-4, 0), align="right")
    chart.view(x=(2e-7, 3e3), y=(1e-3, 3e5))
    chart.ticks(
        x={1e-6: "10⁻⁶", 1e-4: "10⁻⁴", 1e-2: "0.01", 1: "1", 100: "100"},
        y={1e4: "10,000", 100: "100", 1: "1", 0.01: "0.01"},
    )
    return chart


assert NAMES.keys() == TYPES.keys()

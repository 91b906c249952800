"""Figures of the page: the floor, the libraries, large ε, rest."""

import numpy as np

from adamdocs import theory
from adamdocs.drawing.charts import Chart
from adamdocs.explainers.epsilon.experiments import (
    CURVATURE,
    EPS,
    SETTLING_RATE,
    first_step,
    hovering,
    momentum_path,
    page,
    ravine_path,
)
from adamdocs.explainers.epsilon.recordings import ARGUMENTS, READINGS, VERSIONS, deviation
from adamdocs.landscapes import ravine


@page.figure(
    caption="Adam's first step against the size of the gradient, at $\\eps = 10^{-8}$ in three "
    "places. To the right of a dot gradients of all sizes step one learning rate. To its left the "
    "step shrinks with the gradient. Outside the root the dot is at $|\\g| = \\eps$; inside it, "
    "and in the paper's second form, the same number reaches far larger gradients.",
    alt="Chart with both axes logarithmic. Three curves are at one learning rate on the right and "
    "fall in proportion to the gradient on the left. They pass one half where the gradient equals "
    "ε outside the root, at {{efficient_half}} in the efficient form, {{inside_half}} inside it.",
)
def step_against_gradient() -> Chart:
    """First step against |g| for ε outside the root, inside it, and in the efficient form."""
    chart = Chart(
        "size of the gradient", "step, in learning rates", height=3.3, x_scale="log", y_scale="log"
    )
    g = np.geomspace(1e-13, 1e-1, 241)
    chart.level(1.0)
    for placement in ("inside", "efficient", "outside"):
        strong = placement == "outside"
        size = first_step(g, EPS, placement)
        chart.line(placement, g, size, "adam", dashed=placement == "inside", faint=not strong)
        half = float(theory.half_step_gradient(EPS, placement))
        chart.points(f"{placement}, half", half, first_step(half, EPS, placement), "adam")
    chart.label("half at |g| = ε", (1e-8, 0.5), "adam", shift=(-8, 2), align="right", bold=True)
    chart.label("ε outside", (1e-10, 1e-2), "adam", shift=(-6, 7), align="right")
    chart.label("ε̂", (1.5e-9, 4.7e-3), "adam", shift=(7, -5))
    chart.label("ε inside the root", (1e-6, 1e-2), "adam", shift=(9, -5))
    chart.label("one learning rate", (8e-2, 1), "muted", shift=(0, 9), align="right")
    chart.view(x=(1e-13, 1e-1), y=(1e-4, 3))
    chart.ticks(
        x={1e-12: "10⁻¹²", 1e-10: "10⁻¹⁰", 1e-8: "10⁻⁸", 1e-6: "10⁻⁶", 1e-4: "10⁻⁴", 1e-2: "0.01"},
        y={1: "1", 0.1: "0.1", 0.01: "0.01", 1e-3: "0.001", 1e-4: "0.0001"},
    )
    return chart


LIBRARIES = {"pytorch": "PyTorch", "optax": "Optax", "keras": "Keras"}


@page.figure(
    caption="How far our steps are from the recorded ones, if a library's argument is read in each "
    "of three ways. One reading of each agrees to rounding (green). Any other is off by "
    "{{wrong_reading}} learning rates or more in some step. Recorded from " + VERSIONS + ".",
    alt="Dot chart of the largest difference from the recorded steps, logarithmic. PyTorch's eps "
    "and Optax's eps agree to rounding outside the root, Optax's eps_root inside it, Keras's "
    "epsilon as the efficient form. All other readings differ by {{wrong_reading}} to 4 learning "
    "rates.",
)
def readings() -> Chart:
    """Largest difference from each library's recorded steps for every reading of its ε."""
    chart = Chart(
        "largest difference from the recorded steps, in learning rates",
        "argument",
        height=2.9,
        x_scale="log",
    )
    names = {"outside": "outside", "inside": "inside", "efficient": "ε̂"}
    rows = dict(enumerate(reversed(ARGUMENTS)))
    for row, key in rows.items():
        chart.level(row)
        for reading in READINGS:
            right = reading == ARGUMENTS[key]
            far = deviation(*key, reading)
            series = f"{LIBRARIES[key[0]]} {key[1]} read as {reading}"
            chart.points(series, far, row, "theory" if right else "alarm", size=46 if right else 24)
            if right:
                chart.label(names[reading], (far, row), "theory", shift=(9, 9), bold=True)
        chart.label("the other two", (0.5, row), "alarm", shift=(-6, 9), align="right")
    chart.view(x=(1e-15, 30), y=(-0.6, 3.7))
    chart.ticks(
        x={1e-14: "10⁻¹⁴", 1e-10: "10⁻¹⁰", 1e-6: "10⁻⁶", 1e-2: "0.01", 1: "1"},
        y={row: f"{LIBRARIES[key[0]]} {key[1]}" for row, key in rows.items()},
    )
    return chart


@page.figure(
    caption="Two of Adam's paths on the ravine, each at the best rate of its own sweep. At the "
    "default $\\eps$ it sets out diagonally: both coordinates step alike, though one has ten times "
    "the gradient. At $\\eps = 10^4$, far above every gradient here, it swings from wall to wall, "
    "and every step is momentum's (rings), to within {{paths_apart}}.",
    alt="Map of a ravine with two paths from the upper right. With the default ε the path sets "
    "out diagonally, overshoots the floor and weaves along it in slow, shrinking swings. With ε = "
    "10,000 it leaps across the floor and swings from wall to wall, along the rings of momentum.",
)
def from_adam_to_momentum() -> Chart:
    """Paths on the ravine for a small and a large ε, with momentum's."""
    chart = Chart("θ₁", "θ₂", height=3.4)
    chart.contours(ravine(), (3, 15, 50, 120, 220), x=(1.4, 10.9), y=(-2.5, 2.0))
    for eps, ink in ((EPS, "adam"), (1e4, "m")):
        chart.path(f"ε = {eps:g}", ravine_path(eps)[:28], ink)
    rings = momentum_path(1e4)[:28]
    chart.points("momentum", rings[:, 0], rings[:, 1], "m", size=30, hollow=True)
    chart.points("start", 10, 1, "ink", size=40)
    chart.label("default ε", (2.9, 0.3), "adam", align="center", bold=True)
    chart.label("ε = 10,000", (9.68, -2.17), "m", shift=(-8, -2), align="right", bold=True)
    chart.label("rings: momentum", (7.0, -1.25), "m", align="right")
    chart.ticks(x=(2, 4, 6, 8, 10), y=(-2, -1, 0, 1))
    return chart


@page.figure(
    caption="Adam at a fixed rate on $\\th^2$: how far from the minimum it hovers. Without $\\eps$ "
    "the distance is about the rate over 38. A larger $\\eps$ takes its part away, and from "
    "curvature times rate over 38 on, the parameter comes to rest. Dots are runs, the line is "
    "the closed form below.",
    alt="Line with dots. The line, the closed form, falls from {{hover_estimate}} learning rates "
    "at ε = 0 to zero where ε is curvature times rate over {{settling_ratio}}, and stays at zero "
    "beyond. The dots, root mean square distances from the minimum, start at {{hover_without}}, "
    "fall alongside, a little above it, and are zero where it is.",
)
def coming_to_rest() -> Chart:
    """Distance from the minimum in the long run against ε."""
    chart = Chart("ε, in units of curvature × rate", "distance, in learning rates", height=3.0)
    unit = CURVATURE * SETTLING_RATE
    x = np.array([1e-4, 0.004, 0.008, 0.012, 0.016, 0.02, 0.024, 0.029, 0.033, 0.038])
    limit = float(theory.settling_eps(SETTLING_RATE, CURVATURE)) / unit
    chart.line(
        "closed form", [0, limit, 0.04], [theory.limit_cycle_rms(1.0), 0, 0], "theory", dashed=True
    )
    chart.points("runs", x, hovering(tuple((x * unit).tolist())), "adam", size=34)
    chart.label("hovers", (0.008, 0.0198), "adam", shift=(10, 4), bold=True)
    chart.label("rests", (0.0335, 0), "adam", shift=(0, 14), align="center", bold=True)
    chart.label("1/38", (limit, 0), "theory", shift=(3, 9), bold=True)
    chart.view(x=(-0.0008, 0.0405), y=(-0.0026, 0.031))
    chart.ticks(x=(0, 0.01, 0.02, 0.03, 0.04), y=(0, 0.01, 0.02, 0.03))
    return chart

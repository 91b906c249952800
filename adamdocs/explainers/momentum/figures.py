"""Figures of the page."""

import numpy as np

from adamdocs import theory
from adamdocs.drawing.charts import Chart
from adamdocs.explainers.momentum.experiments import (
    B1,
    BEST_B1,
    BEST_RATE,
    GD_RATE,
    down_the_ravine,
    expected_at_best,
    hovering,
    one_gradient,
    page,
    rate_on_grid,
    settle_against_rate,
    steps_at_best,
)
from adamdocs.landscapes import ravine

SHOWN = 80


@page.figure(
    caption="Eighty steps down the ravine. Gradient descent at its optimal rate jumps from "
    "wall to wall and comes to x = {{gd_x_after_80}}. Momentum at the rate {{momentum_rate}} "
    "(blue, a dot a step) crosses the floor {{floor_crossings}} times, swinging ever less, and "
    "comes to {{momentum_x_after_80}}.",
    alt="Map of a long and narrow ravine, with two paths of eighty steps from its right end at "
    "x = 10 towards the minimum at 0. Gradient descent zigzags between the walls and ends at "
    "x = {{gd_x_after_80}}. Momentum swings about the floor in shrinking waves and ends at "
    "x = {{momentum_x_after_80}}.",
)
def two_paths() -> Chart:
    """Gradient descent and momentum on the ravine."""
    plain = down_the_ravine("sgd", GD_RATE).path()[: SHOWN + 1]
    ball = down_the_ravine("momentum", rate_on_grid(B1)).path()[: SHOWN + 1]
    chart = Chart("x, along the floor", "y, across it", height=2.9)
    chart.contours(ravine(), (0.5, 2, 8, 20, 45, 80, 125), x=(-2.4, 11.2), y=(-1.6, 1.6))
    chart.line("gradient descent", plain[:, 0], plain[:, 1], "ink", faint=True)
    chart.axes.lines[-1].set_linewidth(0.9)
    chart.path("momentum", ball, "m")
    for name, point, ink, size in (
        ("start", plain[0], "ink", 40),
        (f"gradient descent, step {SHOWN}", plain[-1], "ink", 30),
        (f"momentum, step {SHOWN}", ball[-1], "m", 30),
    ):
        chart.points(name, point[0], point[1], ink, size=size)
    chart.label("gradient descent", (2.9, 0.74), "ink", align="center")
    chart.label("momentum", (0.5, -0.3), "m", bold=True, align="center")
    chart.ticks(x=(0, 5, 10), y=(-1, 0, 1))
    return chart


@page.figure(
    caption="What becomes of one gradient. Gradient descent moves once, by one learning "
    "rate; heavy ball with β₁ = 0.9 (blue) moves as far at first, then again and again by nine "
    "tenths of the step before: half of the way in {{half_spent}} steps, {{whole_way}} learning "
    "rates in all. The rings are the moving average at ten times the rate: the same steps.",
    alt="Stem chart of the steps that follow a single gradient at step 1. Heavy ball's start at "
    "one learning rate and shrink by a tenth each; rings for the moving average at ten times the "
    "rate sit on every one of them. Gradient descent makes the first step only.",
)
def one_gradient_spent() -> Chart:
    """Steps after a single gradient: gradient descent, heavy ball, and the moving average."""
    t = np.arange(1, 31)
    ball, average = one_gradient()[:30], one_gradient(lr=1 / (1 - B1), ema=True)[:30]
    chart = Chart("step; the gradient comes at step 1", "step, in learning rates", height=2.7)
    chart.points("moving average at ten times the rate", t, average, "m", size=62, hollow=True)
    chart.stems("heavy ball", t, ball, "m")
    chart.points("gradient descent", t, one_gradient(b1=0.0)[:30], "ink", size=16)
    chart.label("gradient descent: this step, then no more", (1, 1), "ink", shift=(12, 5))
    chart.label("heavy ball", (8, ball[7]), "m", shift=(12, 9), bold=True)
    chart.label("rings: moving average, rate times ten", (13, ball[12]), "m", shift=(12, 12))
    chart.view(x=(0, 31), y=(-0.06, 1.12))
    chart.ticks(x=(1, 10, 20, 30), y=(0, 0.5, 1))
    return chart


@page.figure(
    caption="Steps until the loss stays below a millionth, from (10, 1) on the ravine; each line "
    "ends where its runs diverge. To the left they fall together. Gradient descent has to stop at "
    "an effective rate of {{gd_limit}}; momentum goes on, down to a level that its own memory "
    "sets: {{momentum_steps}} at best for β₁ = 0.9, {{b99_steps}} for β₁ = 0.99, which forgets "
    "too slowly. Just below its optimal rate the dashed line dips to {{best_decay_steps}}: what is "
    "best in the long run need not be so from one start.",
    alt="Line chart, both axes logarithmic. Four lines fall together from thousands of steps at "
    "small effective rates. Gradient descent's ends at {{gd_limit}}, having reached {{gd_steps}} "
    "steps. With β₁ = 0.67 the line dips to {{best_decay_steps}}, passes "
    "{{best_steps}} at the optimal pair and turns steeply up. With β₁ = 0.9 "
    "it is level at about {{momentum_steps}} up to {{momentum_limit}}, with β₁ = 0.99 at about "
    "{{b99_steps}}.",
)
def steps_against_rate() -> Chart:
    """Steps to settle against the effective rate, for four memories."""
    chart = Chart(
        "effective rate, learning rate/(1 − β₁)",
        "steps to settle",
        height=3.6,
        x_scale="log",
        y_scale="log",
    )
    best, effective = steps_at_best(), BEST_RATE / (1 - BEST_B1)
    chart.line("β₁ = 0.99", *settle_against_rate(0.99), "m", faint=True)
    chart.line("β₁ = 0.9", *settle_against_rate(B1), "m")
    chart.line(f"β₁ = {BEST_B1:.3f}", *settle_against_rate(BEST_B1), "m", dashed=True)
    chart.line("gradient descent", *settle_against_rate(0.0), "ink")
    chart.points("gradient descent, optimal", GD_RATE, best[0], "ink")
    chart.points("heavy ball, optimal pair", effective, best[1], "m")
    chart.label(f"gradient descent: {best[0]:.0f}", (GD_RATE, best[0]), "ink", shift=(9, 0))
    chart.label("β₁ = 0.99", (0.5, 1760), "m", shift=(0, 11), align="center")
    chart.label("β₁ = 0.9", (0.13, 172), "m", shift=(0, 11), bold=True)
    chart.label("β₁ = 0.67", (0.06, 88), "m", shift=(-8, -4), align="right")
    chart.label(f"optimal pair: {best[1]:.0f}", (effective, best[1]), "m", shift=(9, 0))
    chart.view(x=(9e-4, 5), y=(40, 11_000))
    chart.ticks(x=(0.001, 0.02, 0.1, 0.38, 3.98), y=(50, 100, 500, 1000, 5000))
    return chart


@page.figure(
    caption="Ten times the condition number costs gradient descent about ten times the steps, the "
    "optimal heavy ball less than four times. From κ = 10 to κ = 1000 gradient "
    "descent's grow {{gd_growth}}-fold, heavy ball's {{best_growth}}-fold. Dots are runs, lines "
    "the closed form.",
    alt="Line chart, both axes logarithmic, of the steps to settle against the condition number "
    "from 3 to 3000. Gradient descent rises with a slope of about 1, the optimal heavy ball with "
    "about one half; at κ = 100 they need {{gd_steps}} and {{best_steps}} steps.",
)
def steps_against_condition() -> Chart:
    """Steps to settle against κ, for gradient descent and heavy ball at their optimal settings."""
    chart = Chart("condition number κ", "steps to settle", height=3.3, x_scale="log", y_scale="log")
    dense, sparse = np.geomspace(2.5, 3000, 32), (3.0, 10.0, 30.0, 100.0, 300.0, 1000.0, 3000.0)
    expected = np.array([expected_at_best(float(kappa)) for kappa in dense])
    runs = np.array([steps_at_best(kappa) for kappa in sparse])
    for column, (name, ink) in enumerate((("gradient descent", "ink"), ("heavy ball", "m"))):
        chart.line(f"{name}, closed form", dense, expected[:, column], ink)
        chart.points(f"{name}, runs", sparse, runs[:, column], ink)
    for column, ink, shift in ((0, "ink", (-10, 8)), (1, "m", (4, -12))):
        steps = runs[3, column]
        chart.label(f"{steps:.0f}", (100, steps), ink, shift=shift, align="right", bold=True)
    chart.label("gradient descent: like κ", (620, 5200), "ink", align="right")
    chart.label("optimal heavy ball: like √κ", (170, 60), "m")
    chart.ticks(x=(3, 10, 30, 100, 300, 1000, 3000), y=(10, 100, 1000, 10_000))
    return chart


@page.figure(
    caption="Across the ravine, all at the learning rate {{momentum_rate}}. Gradient descent "
    "slides to the floor without crossing it. Heavy ball (blue) shoots through and swings "
    "on, {{wall_swing}} of the start beyond the floor at first. Nesterov's look-ahead (dashed) "
    "calms the swing.",
    alt="Line chart of the coordinate across the ravine over 60 steps. Gradient descent falls from "
    "1 to 0 within ten steps. Heavy ball crosses zero, reaches minus {{wall_swing}} of the start, "
    "and still swings after 60 steps. Nesterov's gradient swings too, but is calm after thirty.",
)
def across_the_ravine() -> Chart:
    """The coordinate across the ravine over time: three rules at one rate."""
    lr, first = rate_on_grid(B1), slice(0, 61)
    t = np.arange(61)
    plain, ball, ahead = (
        down_the_ravine(name, lr).path()[first, 1] for name in ("sgd", "momentum", "nesterov")
    )
    chart = Chart("step t", "y, across the ravine", height=3.0)
    chart.level(0.0)
    chart.line("gradient descent", t, plain, "ink")
    chart.line("heavy ball", t, ball, "m")
    chart.line("Nesterov", t, ahead, "m", dashed=True)
    chart.label("gradient descent", (1, plain[1]), "ink", shift=(8, 8))
    chart.label("heavy ball", (22, ball[22]), "m", shift=(0, 11), bold=True, align="center")
    chart.label("Nesterov (dashed)", (8.3, -0.62), "m")
    chart.view(x=(0, 60), y=(-0.9, 1.05))
    chart.ticks(x=(0, 20, 40, 60), y=(-0.5, 0, 0.5, 1))
    return chart


@page.figure(
    caption="How far from the minimum noisy gradients keep a parameter, on a bowl of curvature 1 "
    "under noise of variance 1. At small effective rates momentum is as restless as gradient "
    "descent. Near its limit gradient descent is thrown about, and there momentum is calmer. "
    "Dots are runs, lines the closed form.",
    alt="Line chart, both axes logarithmic, of the root mean square distance against the effective "
    "rate. Up to a rate of about a tenth the lines of gradient descent and of momentum with "
    "β₁ = 0.9 coincide. Then gradient descent's bends upward and ends; momentum's goes on far to "
    "the right before it does.",
)
def noise_passes_through() -> Chart:
    """Stationary distance from the minimum against the effective rate."""
    chart = Chart(
        "effective rate, learning rate/(1 − β₁)",
        "distance from the minimum, root mean square",
        height=3.2,
        x_scale="log",
        y_scale="log",
    )
    both = (0.01, 0.03, 0.1, 0.3, 1.0, 1.8)
    for name, b1, ink, at in (
        ("gradient descent", 0.0, "ink", both),
        ("momentum", B1, "m", (*both, 5.0, 15.0, 33.0)),
    ):
        limit = float(theory.ema_momentum_stable_rate(1.0, b1))
        near = limit * (1 - np.geomspace(0.01, 0.3, 20)[::-1])
        effective = np.concatenate([np.geomspace(0.008, 0.69 * limit, 60), near])
        variance = theory.heavy_ball_noise_variance(1.0, (1 - b1) * effective, b1)
        chart.line(f"{name}, closed form", effective, np.sqrt(variance), ink)
        chart.points(
            f"{name}, runs", at, hovering(at, b1), ink, size=26 if b1 else 70, hollow=not b1
        )
    chart.label("gradient descent", (1.5, 2.9), "ink", shift=(-4, 0), align="right")
    chart.label("momentum, β₁ = 0.9", (3.5, 0.8), "m", shift=(4, -10), bold=True)
    chart.view(x=(0.007, 60), y=(0.05, 20))
    chart.ticks(x=(0.01, 0.1, 1, 2, 10, 38), y=(0.1, 1, 10))
    return chart

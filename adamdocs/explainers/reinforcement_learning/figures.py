"""Figures: how much noise is left after many steps, and returns by rate and by unit."""

import numpy as np

from adamdocs import theory
from adamdocs.drawing.charts import Chart
from adamdocs.explainers.reinforcement_learning.experiments import (
    WINDOWS,
    Array,
    moved,
    noise,
    page,
    scaled_noise,
)
from adamdocs.explainers.reinforcement_learning.poles import (
    SCALES,
    UPDATES,
    compared,
    earned,
    swept,
)
from adamdocs.labs.cartpole import STEP_LIMIT
from adamdocs.labs.chance import mean_interval


def averaged(n: Array) -> Array:
    """Noise of the displacement by averages over that by plain steps."""
    return np.asarray(theory.noise_walk_rms(n) ** 2 / n)


@page.figure(
    caption="Noise over signal of how far a policy is moved, relative to plain gradients without "
    "baseline. Division by $\\sqrt{\\v}$ leaves it. $\\beta_1$ lowers it in one step, and gives it "
    "back over a hundred. A baseline lowers it for good. Dots are runs of {{draws}} steps, lines "
    "closed forms.",
    alt="Line chart over 1 to 1000 steps together, both axes logarithmic. Division by root v stays "
    "just below one. Averaging starts at a nineteenth and comes back to one. Adam does the same a "
    "little below. The baseline stays at one over {{less_by_baseline}} throughout.",
)
def noise_left() -> Chart:
    """Noise of displacements, measured and in closed form."""
    chart = Chart(
        "steps taken together", "noise over signal", height=3.3, x_scale="log", y_scale="log"
    )
    n = np.array(WINDOWS, dtype=np.float64)
    fine = np.unique(np.round(np.geomspace(1, 1000, 90)))
    scale = scaled_noise() / noise()
    found, freed = moved().noise / noise(), moved(baseline=True).noise / noise()
    chart.level(1.0)
    lines = (
        ("√v alone", np.full_like(fine, scale), found[2], "v"),
        ("β₁ alone", averaged(fine), found[1], "m"),
        ("Adam", scale * averaged(fine), found[3], "adam"),
        (
            "baseline",
            np.full_like(fine, noise(baseline=True) / noise()),
            freed[0],
            "g",
        ),
    )
    for name, line, dots, ink in lines:
        chart.line(name, fine, line, ink)
        chart.points(f"{name}, measured", n, dots, ink, size=18)
    chart.label("plain gradients", (1.1, 1.18), "muted")
    chart.label("√v alone", (1.1, 0.62), "v", bold=True)
    chart.label("β₁ alone", (3.4, 0.26), "m", align="right", bold=True)
    chart.label("Adam", (9.5, 0.2), "adam", bold=True)
    chart.label("a baseline", (60, 0.055), "g", bold=True)
    chart.view(x=(0.9, 1200), y=(0.035, 1.6))
    chart.ticks(x=(1, 10, 100, 1000), y={0.05: "1/20", 0.1: "1/10", 0.5: "1/2", 1: "1"})
    return chart


INKS = {"adam baseline": "adam", "sgd normalized": "g", "sgd baseline": "ink"}
PERCENT = 100 / STEP_LIMIT


@page.figure(
    caption="CartPole. Left: mean return of each update, rewards of one a step, each learner at "
    "its best rate. Right: the mean over all updates with every reward in another unit, at the "
    "same rates. SGD's rate fits one unit. Adam's, and SGD's on normalized advantages, fit all. "
    "Bands are {{level}} intervals over {{poles}} seeds.",
    alt="Two charts. Left: over {{updates}} updates Adam's return rises to {{late_adam_baseline}}, "
    "that of SGD on normalized advantages to {{late_sgd_normalized}}, plain SGD's to "
    "{{late_sgd_baseline}}. Right: with rewards times a hundredth, one and a hundred Adam and "
    "normalized SGD stay level, at {{earned_adam_baseline}} and {{earned_sgd_normalized}}; SGD "
    "falls from {{earned_sgd_baseline}} to {{earned_sgd_baseline_small}} and "
    "{{earned_sgd_baseline_large}}.",
)
def scales_of_rewards() -> Chart:
    """Courses at one scale, and mean returns at three."""
    left = Chart("update", "return, % of 500", height=3.1)
    t = np.arange(1, UPDATES + 1)
    right = Chart("factor of rewards", "", x_scale="log", beside=left)
    for name, ink in INKS.items():
        course = mean_interval(PERCENT * compared()[name, 1.0].returns)
        low, high = np.clip((course.low, course.high), 0, 100)  # no return is beyond
        left.band(f"{name}, interval", t, low, high, ink, 0.18)
        left.line(name, t, course.mean, ink)
        at = [earned(name, scale) for scale in SCALES]
        mean = PERCENT * np.array([float(i.mean) for i in at])
        half = PERCENT * np.array([float(i.half_width) for i in at])
        right.band(f"{name}, interval", SCALES, mean - half, mean + half, ink, 0.18)
        right.line(name, SCALES, mean, ink)
        right.points(name, SCALES, mean, ink, size=20)
    left.label("Adam", (18, 86), "adam", align="right", bold=True)
    left.label("SGD, normalized", (27.2, 29), "g", bold=True)
    left.label("SGD", (42, 7), "ink")
    right.label("Adam", (0.01, 73), "adam", bold=True)
    right.label("SGD, normalized", (0.01, 28), "g", bold=True)
    right.label("SGD", (1, 17), "ink")
    left.view(x=(0, UPDATES), y=(0, 102))
    left.ticks(x=(0, 10, 20, 30, 40, 50), y=(0, 25, 50, 75, 100))
    right.view(x=(0.0025, 320), y=(0, 102))
    right.ticks(x={0.01: "0.01", 1: "1", 100: "100"}, y={})
    return left


@page.figure(
    caption="All rates tried, on {{tuning_poles}} seeds of their own: mean return over all "
    "updates. Each learner is compared at the top of its curve. Right: on normalized advantages. "
    "On both sides averaging does not help Adam.",
    alt="Two line charts of mean return against the rate over its best, on a logarithmic axis. "
    "Left: Adam without averaging peaks highest, then Adam, Adam without a baseline, SGD with a "
    "baseline and without. Right, normalized: Adam without averaging peaks at twice the height of "
    "Adam and SGD. All fall to both sides.",
)
def rates_tried() -> Chart:
    """Sweep of every learner, rates relative to its best."""
    left = Chart("rate, over the best", "mean return, % of 500", height=3.2, x_scale="log")
    right = Chart("rate, over the best", "", x_scale="log", beside=left)
    lines = {
        "adam unaveraged": (left, "v", False),
        "adam baseline": (left, "adam", False),
        "adam": (left, "adam", True),
        "sgd baseline": (left, "ink", False),
        "sgd": (left, "ink", True),
        "adam normalized unaveraged": (right, "v", False),
        "adam normalized": (right, "adam", False),
        "sgd normalized": (right, "g", False),
    }
    for name, (chart, ink, dashed) in lines.items():
        sweep = swept()[name]
        relative = sweep.rates / sweep.best
        chart.line(name, relative, PERCENT * sweep.returns, ink, dashed=dashed)
        chart.points(name, relative, PERCENT * sweep.returns, ink, size=16)
    left.label("β₁ = 0", (0.5, 66), "v", align="right", bold=True)
    left.label("Adam", (0.2, 48), "adam", align="right", bold=True)
    left.label("no baseline", (0.26, 20), "adam")
    left.label("SGD", (0.5, 2.6), "ink")
    right.label("normalized", (0.012, 77), "muted")
    right.label("β₁ = 0", (0.3, 58), "v", align="right", bold=True)
    right.label("Adam", (0.75, 44), "adam", bold=True)
    right.label("SGD", (4.5, 34), "g", bold=True)
    ticks = {1 / 32: "1/32", 0.25: "1/4", 2: "2", 16: "16"}
    left.view(x=(0.012, 24), y=(0, 80))
    left.ticks(x=ticks, y=(0, 20, 40, 60, 80))
    right.view(x=(0.01, 24), y=(0, 80))
    right.ticks(x=ticks, y={})
    return left

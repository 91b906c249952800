"""Figures of the page: two weights, silence, resting places, the box."""

import numpy as np

from adamdocs import theory
from adamdocs.drawing.charts import Chart
from adamdocs.explainers.adamw.experiments import (
    BOX_DECAY,
    CENTER,
    KAPPA,
    RESTING_DECAYS,
    RESTING_NOISES,
    SHOWN,
    SHOWN_STEPS,
    SILENT,
    SILENT_RATE,
    box_rest,
    boxed,
    page,
    rest_of,
    resting,
    ridge_rest,
    shifted_gradient,
    shifted_hessian,
    shown,
    silence,
)
from adamdocs.landscapes import ravine

INKS = {"l2": "v", "adamw": "adam"}
NAMES = {"l2": "L2", "adamw": "AdamW"}


@page.figure(
    caption="Two weights at 1 whose gradients are noise alone, of deviation `0.1` and `10`, at "
    "$\\lambda = 0.1$ and a rate of `0.005`. Faint: one pair of runs, under a noise and under its "
    "opposite; strong: their mean; dashed: closed forms, L2's from "
    "$d\\th/dt = -\\lr\\lambda\\th/\\sqrt{\\sigma^2+\\lambda^2\\th^2}$, which leaves out the "
    "memory of $\\v$. In the mean L2 takes the quiet weight "
    "within a few hundred steps and hardly the noisy one. AdamW "
    "takes both alike: {{shown_adamw}} is left.",
    alt="Two charts of a weight against the step, from 1. In the left one gradients are quiet: the "
    "line of L2 falls to zero within five hundred steps, AdamW's falls slowly to {{shown_adamw}} "
    "at the last step. In the right one they are noisy: AdamW's line is the same, L2's ends at "
    "{{shown_l2_noisy}}. Closed forms lie close to the lines.",
)
def two_weights() -> Chart:
    """Mean of both runs of a quiet and of a noisy weight, by L2 and AdamW."""
    first: Chart | None = None
    times = np.arange(0, SHOWN_STEPS + 1, 60)
    lr, decay = SHOWN["lr"], SHOWN["weight_decay"]
    for k, weight in enumerate(("quiet", "noisy")):
        sigma = SHOWN[weight]
        chart = Chart("step", f"{weight} weight: σ = {sigma:g}", height=3.0, beside=first)
        first = first or chart
        closed = {
            "l2": theory.l2_shrink(times, lr, decay, sigma),
            "adamw": theory.adamw_shrink(times, lr, decay),
        }
        for name, ink in INKS.items():
            both = shown(name)[times, 2 * k : 2 * k + 2]
            for twin, sign in enumerate((", one noise", ", opposite noise")):
                chart.line(f"{NAMES[name]}{sign}", times, both[:, twin], ink, faint=True)
            chart.line(f"{NAMES[name]}, mean", times, both.mean(axis=1), ink)
            chart.line(f"{NAMES[name]}, closed form", times, closed[name], "theory", dashed=True)
        chart.label("AdamW", (1300, 0.52), "adam", shift=(4, 10), bold=True)
        if weight == "quiet":
            chart.label("L2", (300, 0.26), "v", shift=(-4, -6), align="right", bold=True)
        else:
            chart.label("L2", (2700, 0.87), "v", shift=(0, -11), align="center", bold=True)
        chart.view(x=(0, SHOWN_STEPS), y=(-0.15, 1.4))
        chart.ticks(x=(0, 1000, 2000, 3000), y=(0, 0.5, 1))
    assert first is not None
    return first


@page.figure(
    caption="A weight whose gradient from the loss is exactly 0, at a rate of `0.001`. Inside Adam "
    "the penalty's own gradient is all there is, and dividing it by its size takes $\\lambda$ out: "
    "L2 takes about a learning rate a step, later less, at any $\\lambda$ with $\\lambda\\th$ far "
    "above $\\eps$. Rings: $(1-\\lr t/2)^2$, which holds while $\\lr t$ is well below 1. AdamW "
    "takes "
    "$\\lr\\lambda$ of the weight.",
    alt="Chart of what is left of a weight over 500 steps. The two lines of L2, for two "
    "strengths, coincide and fall to {{silent_l2}}. AdamW's line for the stronger decay "
    "falls to {{silent_adamw}}, the one for the weaker stays at 1.",
)
def without_a_gradient() -> Chart:
    """θ over 500 steps without a gradient, for two strengths of each decay."""
    chart = Chart("step", "what is left of the weight", height=2.8)
    times = np.arange(0, SILENT + 1, 5)
    for name, ink in INKS.items():
        for decay in (0.1, 1e-4):
            series = f"{NAMES[name]}, λ = {decay:g}"
            chart.line(series, times, silence(name, decay)[times], ink, dashed=decay < 0.1)
    closed = theory.l2_shrink_with_memory(times[20::20], SILENT_RATE)
    chart.points("L2, closed form", times[20::20], closed, "theory", size=20, hollow=True)
    chart.label("L2, any λ", (300, 0.72), "v", shift=(-10, -8), align="right", bold=True)
    chart.label("AdamW, λ = 0.1", (420, 0.959), "adam", shift=(0, -13), align="center", bold=True)
    chart.label("AdamW, λ = 0.0001", (500, 1), "adam", shift=(-2, 9), align="right")
    chart.label("closed form", (100, 0.9025), "theory", shift=(-7, -7), align="right")
    chart.view(x=(0, SILENT + 5), y=(0.5, 1.06))
    chart.ticks(x=(0, 100, 200, 300, 400, 500), y=(0.5, 0.6, 0.7, 0.8, 0.9, 1))
    return chart


@page.figure(
    caption="Where runs rest on $\\tfrac12(\\th-1)^2$, against the noise of its gradients: means "
    "of {{resting_runs}} runs, their `95%` intervals hardly larger than the dots; lines are closed "
    "forms. L2 finds ridge regression's solution whatever the noise. AdamW does so at one noise "
    "only: below it AdamW decays less, above it more. As noise vanishes it ends at 1 or at the "
    "wall $1/\\lambda$.",
    alt="Chart of the resting place against the noise, which is on a logarithmic axis. L2's lines "
    "are level, at two thirds for λ = 0.5 and one third for λ = 2. AdamW's fall with the noise: "
    "for λ = 0.5 from {{rest_quiet}} to {{rest_loud}}, for λ = 2 from one half to nearly 0. They "
    "cross the level lines at a noise somewhat below 1.",
)
def resting_places() -> Chart:
    """Resting place against σ for two decays of both rules."""
    chart = Chart("noise σ of the gradient", "resting place", height=3.3, x_scale="log")
    sigma = np.geomspace(0.02, 15, 81)
    for decay in RESTING_DECAYS:
        for name, ink in INKS.items():
            series = f"{NAMES[name]}, λ = {decay:g}"
            closed = np.broadcast_to(rest_of(name, decay, sigma), sigma.shape)
            chart.line(f"{series}, closed form", sigma, closed, ink)
            chart.points(series, RESTING_NOISES, resting(name, decay).mean, ink, size=26)
    chart.label("AdamW, λ = 0.5", (0.3, 0.858), "adam", shift=(8, 7), bold=True)
    chart.label("AdamW, λ = 2", (0.3, 0.44), "adam", shift=(7, 7), bold=True)
    chart.label("L2, λ = 0.5", (15, 2 / 3), "v", shift=(0, 9), align="right", bold=True)
    chart.label("L2, λ = 2", (15, 1 / 3), "v", shift=(0, 9), align="right", bold=True)
    chart.label("1/λ", (0.03, 0.5), "theory", shift=(0, 10), bold=True)
    chart.view(x=(0.02, 15), y=(0, 1.06))
    chart.ticks(
        x={0.03: "0.03", 0.1: "0.1", 0.3: "0.3", 1: "1", 3: "3", 10: "10"},
        y=(0, 0.25, 0.5, 0.75, 1),
    )
    return chart


@page.figure(
    caption="AdamW with $\\lambda = 1$ and no noise, on a tilted ravine whose minimum (ring) lies "
    "outside the box $|\\th_i| \\le 1/\\lambda$. From every start it ends at the least loss "
    "*in the box* (green dot), where $\\th_2$ has even changed its sign. L2 ends at ridge "
    "regression's solution, {{box_apart}} from AdamW's. Here $\\beta_2 = 0.99$, so that $\\v$ "
    "forgets the way sooner.",
    alt="Map of a tilted ravine with a square from −1 to 1. Three paths of AdamW, two of them from "
    "outside, enter the square and end at one point on its right side, at {{box_second}}. The "
    "minimum of the loss lies outside to the upper right, the resting point of L2 outside "
    "between.",
)
def box() -> Chart:
    """Paths of AdamW on a tilted ravine, its box, and three minima."""
    chart = Chart("θ₁", "θ₂", height=4.0)
    H = shifted_hessian()
    shifted = ravine(KAPPA, 60)._replace(
        value=lambda theta: 0.5 * ((theta - CENTER) @ H * (theta - CENTER)).sum(-1),
        grad=shifted_gradient,
    )
    levels = (0.3, 1.5, 4.0, 8.0, 14.0, 24.0)
    chart.contours(shifted, levels, x=(-2.05, 3.0), y=(-1.75, 1.75))
    side = 1 / BOX_DECAY
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]]) * side
    chart.line("box", corners[:, 0], corners[:, 1], "theory")
    paths = boxed("adamw")
    for run in range(paths.shape[1]):
        chart.line(f"AdamW, run {run + 1}", paths[::4, run, 0], paths[::4, run, 1], "adam")
        chart.points(f"start {run + 1}", paths[0, run, 0], paths[0, run, 1], "adam", size=22)
    (rx, ry), (bx, by), (cx, cy) = ridge_rest(), box_rest(), CENTER
    l2 = boxed("l2")[-1]
    chart.points("ridge regression", rx, ry, "theory", size=90, hollow=True)
    chart.points("L2 at rest", l2[:, 0], l2[:, 1], "v", size=40)
    chart.points("minimum in the box", bx, by, "theory", size=48)
    chart.points("minimum", cx, cy, "ink", size=40, hollow=True)
    chart.label("minimum", (cx, cy), "ink", shift=(8, 0))
    chart.label("L2 (ridge)", (rx, ry), "v", shift=(10, -3), bold=True)
    chart.label("AdamW", (bx, by), "adam", shift=(9, -1), bold=True)
    chart.label("|θ| ≤ 1/λ", (-1, 1), "theory", shift=(0, 9))
    chart.ticks(x=(-2, -1, 0, 1, 2), y=(-1, 0, 1))
    return chart

"""Figures of the page: quadratics and pure noise."""

import numpy as np

from adamdocs import theory
from adamdocs.drawing.charts import Chart
from adamdocs.explainers.schedules.edge import first_steps
from adamdocs.explainers.schedules.experiments import (
    AVERAGES,
    SHAPES,
    averaged,
    free_of_schedule,
    hovering,
    page,
    scheduled,
    without_noise,
)

NOISES = tuple(float(noise) for noise in np.geomspace(1e-4, 100, 19))
TIMES = (1, 2, 3, 5, 10, 20, 50, 100)


@page.figure(
    caption="Mean loss of a thousand noisy runs, each schedule at the rate that is best for it. "
    "The constant rate has to be small: it is the slowest at first. At {{constant_end}} it has not "
    "come to rest, for $\\vhat$ still remembers the far start and shortens its steps; run on, the "
    "same rate climbs to {{constant_rests}}. Schedules that end near zero begin at two to four "
    "times its rate and end at about a third of its loss. $1/\\sqrt t$ lies between.",
    alt="Line chart of mean loss, logarithmic, over a thousand steps. The constant rate falls "
    "slowly, and is at {{constant_end}} at the end. One over root t drops at once, then falls "
    "slowly "
    "to {{root_end}}. Step decay falls in stairs; linear and cosine fall fastest at the end; all "
    "three end near {{cosine_end}}.",
)
def loss_over_time() -> Chart:
    """Mean loss against the step, for five schedules at their best rates."""
    chart = Chart("step t", "mean loss", height=3.5, y_scale="log")
    inks = {"constant": "ink", "1/√t": "g", "step decay": "theory", "linear": "m", "cosine": "adam"}
    for name, ink in inks.items():
        found = scheduled(name)
        chart.line(name, found.times, found.course, ink, dashed=name == "linear")
    chart.label("constant", (620, scheduled("constant").course[61]), "ink", shift=(6, 9), bold=True)
    chart.label("1/√t", (640, 0.034), "g")
    chart.label("linear", (475, 0.026), "m")
    chart.label("cosine", (352, 0.028), "adam", align="right", bold=True)
    chart.label("step decay", (190, 0.0045), "theory")
    chart.view(x=(0, 1000), y=(6e-4, 60))
    chart.ticks(x=(0, 250, 500, 750, 1000), y=(0.001, 0.01, 0.1, 1, 10))
    return chart


@page.figure(
    caption="How far Adam hovers from the minimum at a constant rate: one curve for every rate, "
    "curvature and noise. On the left the limit cycle, $1/38$ of a learning rate up to a noise "
    "of about a thousandth; on the right the noise decides, and the distance grows with its root. "
    "Dots are runs "
    "at the default decays, the line the closed form.",
    alt="Line chart, both axes logarithmic, of the root mean square distance in learning rates "
    "against noise over learning rate times curvature. It is level at {{hover_quiet}} up to a "
    "noise of about a thousandth, then rises and follows a root. Nineteen dots lie on the line, "
    "none more than {{hover_apart}} off.",
)
def hovering_curve() -> Chart:
    """Distance against noise, in units that make one curve of all."""
    chart = Chart(
        "noise σ/(learning rate × curvature)",
        "distance (rms), in learning rates",
        height=3.3,
        x_scale="log",
        y_scale="log",
    )
    dense = np.geomspace(5e-5, 300, 120)
    loud = dense[dense > 0.15]
    chart.line("noise alone", loud, np.sqrt(loud / 2), "rule", dashed=True)
    chart.level(float(theory.limit_cycle_rms(1.0)))
    chart.line("closed form", dense, theory.hovering_rms(1.0, 1.0, dense), "theory")
    chart.points("runs", NOISES, hovering(NOISES), "adam")
    chart.label("limit cycle, 1/38", (6e-5, 1 / 38), "muted", shift=(0, -11))
    chart.label("noise alone", (0.3, 0.39), "muted", shift=(-2, 12), align="right")
    chart.label("runs", (4.6, 1.5), "adam", shift=(10, -9), bold=True)
    chart.label("closed form", (0.022, 0.07), "theory", shift=(-8, 6), align="right")
    chart.view(x=(5e-5, 300), y=(0.012, 15))
    chart.ticks(x={1e-4: "0.0001", 0.01: "0.01", 1: "1", 100: "100"}, y=(0.1, 1, 10))
    return chart


@page.figure(
    caption="Without noise the schedule sets the size of the bursts. At a constant rate they stay "
    "as large as ever; under $1/\\sqrt t$ and a cosine each next one is smaller, by the schedule's "
    "factor (dashed: the cycle of the present rate). Near the cosine's end the bursts cease. "
    "Root mean square over 24 starts and windows of 60 steps, at $\\beta_2 = 0.99$ and a rate of "
    "`0.01` at the top.",
    alt="Line chart of the distance in learning rates against the step, logarithmic. The constant "
    "rate, once its first burst is over and the next has come, stays near {{hover_still}}. Under "
    "one over root t the bursts are fifty times "
    "smaller and shrink slowly. Under a cosine they fall slowly at first, and near the end they "
    "cease: the curve drops far below the cycle of the present rate.",
)
def cycles_without_noise() -> Chart:
    """Distance over time for three schedules, and the cycle of the present rate."""
    chart = Chart("step t", "distance (rms), in learning rates", height=3.4, y_scale="log")
    cycle, lowest = float(theory.limit_cycle_rms(1.0)), 3e-5
    for name, ink in (("constant", "ink"), ("1/√t", "g"), ("cosine", "adam")):
        t, rms = without_noise(name)
        chart.line(name, t, np.maximum(rms, lowest / 3), ink)
        factor = {"constant": np.ones(len(t)), "1/√t": t**-0.5}.get(name)
        if factor is None:
            factor = 0.5 * (1 + np.cos(np.pi * t / 6000))
        chart.line(f"cycle of the present rate, {name}", t, cycle * factor, "theory", dashed=True)
    chart.label("constant", (4600, cycle), "ink", shift=(0, 15), bold=True)
    chart.label("cosine", (5000, 0.0018), "adam", shift=(-6, -8), align="right", bold=True)
    chart.label("1/√t", (3000, 0.00048), "g", shift=(0, -14))
    chart.view(x=(0, 6000), y=(lowest, 2))
    chart.ticks(x=(0, 2000, 4000, 6000), y=(1e-4, 0.001, 0.01, 0.1, 1))
    return chart


def ends() -> dict[str, tuple[float, float, str]]:
    """Mean loss at the end, half width and ink, from the highest to the lowest."""
    restless = ("constant", "1/√t")
    found = {
        name: (scheduled(name).interval, "ink" if name in restless else "adam") for name in SHAPES
    }
    found |= {name: (averaged(name).interval, "m") for name in AVERAGES}
    found["Schedule-Free"] = free_of_schedule().interval, "m"
    rows = {name: (float(i.mean), float(i.half_width), ink) for name, (i, ink) in found.items()}
    return dict(sorted(rows.items(), key=lambda row: -row[1][0]))


@page.figure(
    caption="The end of the same race, for more entrants: mean loss with its confidence interval "
    "over a thousand fresh runs, each at its best rate. What ends near zero ends within a tenth of "
    "the cosine (purple). The mean of all points, or of the second half, at a constant rate (blue) "
    "is better still, on a quadratic; Schedule-Free, an average too, is not. The green line is "
    "what no average of a thousand gradients can be expected to beat.",
    alt="Dots with intervals on a logarithmic axis of the loss at the end. From the highest: "
    "constant {{constant_end}}, one over root t {{root_end}}, Schedule-Free, then a group from "
    "{{tenth_end}} to {{cosine_end}}: cosine to a tenth, linear, step decay, warm-up and cosine, "
    "cosine. Averaging the second half gives {{half_end}}, averaging all {{all_end}}, close to "
    "the bound.",
)
def loss_at_the_end() -> Chart:
    """Dots with intervals, a row each."""
    chart = Chart("mean loss at the end", "", height=3.9, x_scale="log")
    rows = ends()
    bound = float(0.5 * (1 + 1 / 100) / 1000)
    chart.line("bound", [bound, bound], [-0.6, len(rows) - 0.4], "theory")
    for place, (name, (mean, half, ink)) in enumerate(reversed(rows.items())):
        chart.line(f"{name}, interval", [mean - half, mean + half], [place, place], ink)
        chart.points(name, mean, place, ink, size=34)
        end, align = (mean - half, "right") if mean > 0.002 else (mean + half, "left")
        shift = (8 if align == "left" else -8, 0)
        chart.label(name, (end, place), ink, shift=shift, align=align)
    chart.view(x=(4e-4, 4.5e-3), y=(-0.6, len(rows) - 0.4))
    chart.ticks(x=(0.0005, 0.001, 0.002, 0.004), y=())
    return chart


@page.figure(
    caption="Adam's steps under pure noise (purple; dots are runs, the line the exact integral). "
    "The first is a whole learning rate, the fiftieth {{step_50}}. The factor $1/\\sqrt{\\vhat}$ "
    "alone (orange) does run away at first, infinite at $t=1$ and $2$; in the step it never shows.",
    alt="Line chart, both axes logarithmic. The root mean square of the step falls from 1 at the "
    "first step over {{step_10}} at the tenth to {{step_50}} at the fiftieth and stays there. "
    "The root mean square of one over root v-hat, infinite at the first two, comes down towards 1.",
)
def steps_under_noise() -> Chart:
    """Size of the step, and of one over the root of v̂, against t."""
    chart = Chart(
        "step t", "root mean square, in learning rates", height=3.2, x_scale="log", y_scale="log"
    )
    dense = sorted({round(float(t)) for t in np.geomspace(1, 300, 34)})
    steps = [theory.noise_step_rms(t) for t in dense]
    late = [t for t in dense if t > 2]
    chart.line("1/√v̂, of noise of size 1", late, [theory.inverse_root_rms(t) for t in late], "v")
    chart.line("step, exact", dense, steps, "adam")
    chart.points("step, runs", TIMES, first_steps(TIMES), "adam")
    chart.label("Adam's step", (10, 0.33), "adam", shift=(10, 8), bold=True)
    chart.label("1/√v̂ alone", (4, 1.42), "v", shift=(8, 7))
    chart.view(x=(0.9, 320), y=(0.16, 2.4))
    chart.ticks(x=(1, 3, 10, 30, 100, 300), y={0.2: "0.2", 0.5: "0.5", 1: "1", 2: "2"})
    return chart

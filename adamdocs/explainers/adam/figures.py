"""Figures of the page."""

import numpy as np

from adamdocs.drawing.charts import Chart
from adamdocs.explainers.adam.experiments import (
    after_silence,
    fed,
    growing,
    noise_steps,
    on_parabola,
    page,
)


@page.figure(
    caption="The same algorithm under three kinds of gradient. While they agree, every step is one "
    "learning rate; under pure noise the steps settle at {{noise_step}} (root mean square over "
    "many runs); when they alternate, the steps shrink to {{canceling_step}}.",
    alt="Line chart of the size of Adam's step, in learning rates, over 100 steps. All three lines "
    "start at 1. Under a constant gradient the line stays at 1; under noise it falls to "
    "{{noise_step}} within thirty steps; under an alternating gradient to {{canceling_step}}.",
)
def agree_or_cancel() -> Chart:
    """Step sizes under constant, noisy and alternating gradients."""
    steps = 100
    t = np.arange(1, steps + 1)
    alternating = np.abs(fed("alternating", steps).step[:, 0])
    chart = Chart("step t", "size of the step, in learning rates", height=3.0)
    chart.line("constant", t, -fed("constant", steps).step[:, 0], "adam")
    chart.line("noise", t, noise_steps(steps), "adam", faint=True)
    chart.line("alternating", t, alternating, "adam", dashed=True)
    chart.label("gradients agree", (60, 1), "adam", shift=(0, 10))
    chart.label("gradients are noise", (60, 0.23), "adam", shift=(0, 11))
    chart.label("gradients alternate", (60, 0.053), "adam", shift=(0, 10))
    chart.view(x=(0, 101), y=(0, 1.15))
    chart.ticks(x=(1, 25, 50, 75, 100), y=(0, 0.5, 1))
    return chart


@page.figure(
    caption="The largest steps that gradients can cause. A single gradient after a long silence "
    "makes one of {{one_after_silence}} learning rates, {{burst_at}} equal ones make one of "
    "{{burst_after_silence}}, and gradients that grow by {{growth}} a step come as close as one "
    "likes to {{largest_step}}, which nothing exceeds.",
    alt="Line chart of the size of the step, in learning rates, over the last forty gradients. "
    "Equal gradients after a silence start at {{one_after_silence}}, rise to "
    "{{burst_after_silence}} at gradient {{burst_at}} and fall slowly. Growing gradients hold "
    "{{largest_step}}, the upper bound.",
)
def largest_steps() -> Chart:
    """Step sizes after a silence, under equal and under growing gradients."""
    steps = 40
    k = np.arange(1, steps + 1)
    burst, worst = after_silence(steps), growing(steps)
    chart = Chart("gradient k", "size of the step, in learning rates", height=3.2)
    chart.level(1.0, "muted")
    chart.line("equal gradients after a silence", k, burst, "adam")
    chart.line("growing gradients", k, worst, "alarm")
    chart.points("one gradient after a silence", 1, burst[0], "adam")
    chart.points("the largest", int(burst.argmax()) + 1, burst.max(), "adam")
    chart.label(f"{burst[0]:.2f}", (1, burst[0]), "adam", shift=(9, -4), bold=True)
    chart.label(
        f"{burst.max():.2f}", (12, burst.max()), "adam", shift=(0, -14), bold=True, align="center"
    )
    chart.label("equal gradients after a silence", (22, 4.7), "adam")
    chart.label("gradients that keep growing", (22, worst[21]), "alarm", shift=(0, 10))
    chart.label("one learning rate", (22, 1), "muted", shift=(0, 9))
    chart.view(x=(0, 41), y=(0, 8.4))
    chart.ticks(x=(1, 10, 20, 30, 40), y=(0, 1, 2, 4, 6, 8))
    return chart


@page.figure(
    caption="Twenty steps on θ² from 5: the corrected average of the gradients and the root of the "
    "corrected average of their squares hardly differ, so each step is one learning rate, a "
    "thousandth, to within a few millionths.",
    alt="Line chart over twenty steps. m̂ and √v̂ both start at 10 and fall together, hardly at all; "
    "the two lines lie on each other.",
)
def two_averages_of_a_slope() -> Chart:
    """m̂ and √v̂ on θ² from 5."""
    trace = on_parabola()
    chart = Chart("step t", "average", height=2.6)
    chart.line("√v̂", trace.t, np.sqrt(trace.state.v_hat[:, 0]), "v")
    chart.line("m̂", trace.t, trace.state.m_hat[:, 0], "m", dashed=True)
    chart.label("√v̂", (15, np.sqrt(trace.state.v_hat[14, 0])), "v", shift=(0, 12), bold=True)
    chart.label("m̂", (15, trace.state.m_hat[14, 0]), "m", shift=(-6, -14), bold=True)
    chart.view(x=(0, 21))
    chart.ticks(x=(1, 5, 10, 15, 20))
    return chart

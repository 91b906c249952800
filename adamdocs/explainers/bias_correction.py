"""learn/bias-correction: why averages that start at zero must be corrected, and what happens if not."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from adamdocs import streams, theory
from adamdocs.drawing.charts import Chart
from adamdocs.explainers.framework import Explainer
from adamdocs.optimizers import adam
from adamdocs.runs import Trace, feed

page = Explainer("learn/bias-correction")

B1, B2 = 0.9, 0.999
STEPS = 5000


@cache
def constant_gradient(
    correct_m: bool = False,
    correct_v: bool = False,
    b1: float = B1,
    b2: float = B2,
    steps: int = STEPS,
) -> Trace:
    """Adam at rate 1 under a gradient of 1; ε = 0, so that only the averages matter."""
    rule = adam(1.0, b1, b2, 0.0, correct_m=correct_m, correct_v=correct_v)
    return feed(rule, streams.constant(steps))


def sizes(trace: Trace) -> NDArray[np.float64]:
    """Step sizes in units of the learning rate."""
    return -trace.step[:, 0]


def settled(trace: Trace, fraction: float) -> int:
    """First step from which the size stays within a fraction of 1."""
    outside = np.flatnonzero(np.abs(sizes(trace) - 1) > fraction)
    return int(trace.t[outside[-1]]) + 1 if len(outside) else 1


@page.number(expect=lambda: 1 - B1, form=".1f")
def first_m():
    """First moment after one gradient of 1."""
    return constant_gradient().state.m[0, 0]


@page.number(expect=lambda: 1 - B2, form=".3f")
def first_v():
    """Second moment after one gradient of 1."""
    return constant_gradient().state.v[0, 0]


@page.number(expect=lambda: theory.uncorrected_step(1, B1, B2), form=".2f")
def first_step():
    """First step without correction, in learning rates."""
    return sizes(constant_gradient())[0]


@page.number(expect=lambda: theory.uncorrected_peak(B1, B2)[1], form=".2f")
def worst_step():
    """Largest step without correction, in learning rates."""
    return sizes(constant_gradient()).max()


@page.number(expect=lambda: theory.uncorrected_peak(B1, B2)[0], form="d")
def worst_step_at():
    """Step number of the largest step without correction."""
    return int(sizes(constant_gradient()).argmax()) + 1


@page.number(expect=lambda: theory.steps_until_within(0.1, B1, B2), form=",d")
def steps_to_ten_percent():
    """First step from which uncorrected steps stay within ten percent of the rate."""
    return settled(constant_gradient(), 0.1)


@page.number(expect=lambda: theory.steps_until_within(0.01, B1, B2), form=",d")
def steps_to_one_percent():
    """First step from which uncorrected steps stay within one percent of the rate."""
    return settled(constant_gradient(), 0.01)


@page.number(expect=lambda: theory.first_step(B1, B2, True, False), form=".1f")
def m_only_first_step():
    """First step when only m is corrected, in learning rates."""
    return sizes(constant_gradient(correct_m=True))[0]


@page.number(expect=lambda: theory.first_step(B1, B2, False, True), form=".1f")
def v_only_first_step():
    """First step when only v is corrected, in learning rates."""
    return sizes(constant_gradient(correct_v=True))[0]


@page.number(
    expect=lambda: theory.steps_until_within(0.01, B1, B2, correct_m=False, correct_v=True),
    form="d",
)
def v_only_steps_to_one_percent():
    """First step from which steps with only v corrected stay within one percent of the rate."""
    return settled(constant_gradient(correct_v=True), 0.01)


@page.number(expect=lambda: theory.uncorrected_step(1, 0.9, 0.95), form=".3f")
def first_step_95():
    """First step without correction at β₂ = 0.95."""
    return sizes(constant_gradient(b2=0.95))[0]


@page.number(expect=lambda: theory.uncorrected_peak(0.9, 0.95)[1], form=".3f")
def worst_step_95():
    """Largest step without correction at β₂ = 0.95."""
    return sizes(constant_gradient(b2=0.95)).max()


@page.number(expect=lambda: theory.first_step(B1, B2), form=".6g")
def corrected_first_step():
    """First corrected step, in learning rates, for a gradient of 1/1000."""
    return sizes(feed(adam(1.0, B1, B2, 0.0), streams.constant(1, 1e-3)))[0]


@page.figure(
    caption="Two averages of the same gradient of 1, both started at zero. After "
    "{{worst_step_at}} steps m has nearly arrived and v has hardly left. Divided by their total "
    "weight (dashed) both are right from the first step on.",
    alt="Line chart over 60 steps. m rises from {{first_m}} to nearly 1. v rises from {{first_v}} "
    "to about 0.06. The corrected averages stay at 1.",
)
def two_averages() -> Chart:
    trace = constant_gradient()
    corrected = constant_gradient(correct_m=True, correct_v=True)
    first = slice(0, 60)
    chart = Chart("step t", "average of a gradient of 1", height=3.2)
    chart.line("m hat = v hat", trace.t[first], corrected.state.m_hat[first, 0], "ink", dashed=True)
    chart.line("m", trace.t[first], trace.state.m[first, 0], "m")
    chart.line("v", trace.t[first], trace.state.v[first, 0], "v")
    chart.label("m̂ and v̂, corrected", (1, 1.0), "ink", shift=(0, 9))
    chart.label("m", (22, trace.state.m[21, 0]), "m", shift=(6, -8))
    chart.label("v", (50, trace.state.v[49, 0]), "v", shift=(0, 9))
    chart.view(x=(0, 61), y=(0, 1.12))
    chart.ticks(x=(1, 12, 20, 40, 60), y=(0, 0.5, 1))
    return chart


@page.figure(
    caption="Without correction the step starts {{first_step}} times too large, is worst at step "
    "{{worst_step_at}}, and overshoots for {{steps_to_ten_percent}} steps before it comes within "
    "ten percent. Correcting only m makes it worse; correcting only v is a short warm-up.",
    alt="Line chart, logarithmic axes. Uncorrected steps rise from {{first_step}} to {{worst_step}} "
    "times the learning rate at step {{worst_step_at}} and come within ten percent at step "
    "{{steps_to_ten_percent}}. With only m corrected they start at {{m_only_first_step}}; with "
    "only v corrected they rise from {{v_only_first_step}} to 1. Fully corrected steps stay at 1.",
)
def step_against_t() -> Chart:
    chart = Chart("step t", "step, in learning rates", height=3.8, log_x=True, log_y=True)
    variants = (
        ("only m corrected", {"correct_m": True}, "m"),
        ("neither corrected", {}, "adam"),
        ("only v corrected", {"correct_v": True}, "v"),
        ("both corrected", {"correct_m": True, "correct_v": True}, "ink"),
    )
    for name, switches, ink in variants:
        trace = constant_gradient(**switches)
        chart.line(name, trace.t, sizes(trace), ink, dashed=name.startswith("both"))
    plain, t = sizes(constant_gradient()), settled(constant_gradient(), 0.1)
    worst = int(plain.argmax())
    chart.points("first", 1, plain[0], "adam")
    chart.points("peak", worst + 1, plain[worst], "adam")
    chart.points("within ten percent", t, plain[t - 1], "adam")
    chart.label(f"{plain[0]:.2f}", (1, plain[0]), "adam", shift=(0, -13), bold=True)
    chart.label(
        f"{plain[worst]:.2f} at t = {worst + 1}",
        (worst + 1, plain[worst]),
        "adam",
        shift=(8, 8),
        bold=True,
    )
    chart.label(
        f"within 10 % at t = {t:,}", (t, plain[t - 1]), "adam", shift=(0, 12), align="center"
    )
    chart.label(
        "only m corrected", (5, theory.first_step(B1, B2, True, False) / 5**0.5), "m", shift=(8, 6)
    )
    chart.label("neither", (60, plain[59]), "adam", shift=(8, 4))
    chart.label("only v corrected", (7, 0.45), "v", shift=(8, -10))
    chart.label("both corrected: always 1", (1, 1), "ink", shift=(0, 9))
    chart.view(x=(0.9, 5500), y=(0.08, 45))
    chart.ticks(x=(1, 10, 100, 1000), y=(0.1, 1, 10))
    return chart

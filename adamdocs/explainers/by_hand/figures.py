"""Figures of the page."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from adamdocs import theory
from adamdocs.drawing.charts import Chart
from adamdocs.explainers.by_hand.experiments import (
    FINE,
    LIMIT,
    PASSING,
    PRINTED_STOP,
    TOLERANCE,
    Stops,
    arrived,
    before,
    dropped,
    fit,
    forgetful_descent,
    on_square,
    page,
    rates_that_stop_at,
    stop,
    stops,
)
from adamdocs.landscapes import parabola
from adamdocs.optimizers import adam, sgd
from adamdocs.runs import descend

RATES = np.geomspace(1e-3, 1.0, 61)
SWINGS = 0.0425  # from this rate on a run crosses the minimum


@page.figure(
    caption="The first twenty steps on $\\th^2$ from 5. $\\m$ and the root of $\\v$ start near "
    "zero, each at its own pace; corrected, both are at the gradient from the first step on, and "
    "their quotient is one.",
    alt="Line chart over twenty steps. The first moment m climbs from {{m_1}} towards 10, the "
    "root of v stays far below it. Both corrected moments lie on the gradient, a level line at 10.",
)
def two_hats() -> Chart:
    """Moments and corrected moments on the first twenty steps."""
    run, t = on_square(), np.arange(1, 21)
    chart = Chart("step t", "gradient and averages", height=2.9)
    state = run.state
    chart.line("m", t, state.m[:20, 0], "m", dashed=True)
    chart.line("√v", t, np.sqrt(state.v[:20, 0]), "v", dashed=True)
    chart.line("√v̂", t, np.sqrt(state.v_hat[:20, 0]), "v")
    chart.points("m̂", t, state.m_hat[:20, 0], "m", size=26)
    chart.points("g", t, run.g[:20, 0], "g", size=8)
    chart.label("g, m̂ and √v̂", (10, 10), "ink", shift=(0, 13), align="center", bold=True)
    chart.label("m", (10, float(state.m[9, 0])), "m", shift=(8, -8), bold=True)
    chart.label("√v", (10, float(np.sqrt(state.v[9, 0]))), "v", shift=(4, 11), bold=True)
    chart.view(x=(0, 20.5), y=(0, 11.8))
    chart.ticks(x=(1, 5, 10, 15, 20), y=(0, 5, 10))
    return chart


@page.figure(
    caption="The program's run on $\\th^2$. The ring is what is printed. At that step the "
    "parameter has moved by less than one; the program ends after a thousand steps, at "
    "{{theta_at_1000}}; and its stop rule is met at step {{stop_step}}.",
    alt="Line chart of θ over eleven thousand steps. It falls from 5 in a nearly straight line and "
    "bends into zero after five thousand steps. A ring at step 817 and zero, what was printed, "
    "lies far below the line; a dot at step one thousand is at {{theta_at_1000}}; a dot at step "
    "{{stop_step}}, where the stop rule is met, lies on zero.",
)
def honest_run() -> Chart:
    """θ against the step, with what is printed."""
    theta = on_square().theta[:, 0]
    t = np.unique(np.concatenate([np.arange(1, 11_200, 100), [LIMIT, stop()]]))
    chart = Chart("step t", "θ", height=3.2)
    chart.level(0)
    chart.line("least way: one learning rate a step", (0, 5000), (5, 0), "theory", dashed=True)
    chart.line("run", np.append(0, t), np.append(5.0, theta[t - 1]), "adam")
    chart.points("printed: converged at step 817", PRINTED_STOP, 0, "alarm", size=60, hollow=True)
    chart.label("printed: step 817", (PRINTED_STOP, 0), "alarm", shift=(0, 15), bold=True)
    chart.points("the program ends", LIMIT, theta[LIMIT - 1], "adam", size=40)
    ends = f"the program ends at {theta[LIMIT - 1]:.2f}"
    chart.label(ends, (LIMIT, float(theta[LIMIT - 1])), "adam", shift=(9, 8), bold=True)
    chart.points("stop rule met", stop(), theta[stop() - 1], "adam", size=40)
    met = f"rule met: step {stop():,}"
    chart.label(met, (stop(), 0), "adam", shift=(0, 15), align="right", bold=True)
    chart.label("α a step", (3400, 1.6), "theory", shift=(-8, -4), align="right")
    chart.view(x=(0, 11_400), y=(-0.35, 5.3))
    chart.ticks(x=(0, 2500, 5000, 7500, 10_000), y=(0, 1, 2, 3, 4, 5))
    return chart


@page.figure(
    caption="The step at which the stop rule is met, against the learning rate. It is 817 for "
    "rates from {{rate_817_low}} to {{rate_817_high}}, and at the rate in the source "
    "{{stop_step}}, far above the thousand steps that the program allows. Where runs swing (dots, "
    "one for each rate tried) it jumps from rate to rate. Dashed: 5 divided by "
    "the rate, the least that any rate needs while steps are at most one rate long.",
    alt="Chart with both axes logarithmic. Steps fall along a line from {{stop_step}} at the "
    "source's rate through 817. Beyond a rate of {{swings_from}} dots, one for each rate tried, "
    "scatter about three hundred. The program's limit of a thousand steps crosses the line "
    "between the first two.",
)
def stop_against_rate() -> Chart:
    """Steps until the stop rule, for many rates."""
    chart = Chart(
        "learning rate α",
        "step at which the stop rule is met",
        height=3.3,
        x_scale="log",
        y_scale="log",
    )
    met = long_stops()
    least = np.array([1e-3, 0.1])
    chart.line("5/α", least, np.ceil(5 / least), "theory", dashed=True)
    chart.level(LIMIT)
    creeping = RATES < SWINGS
    chart.line("run", RATES[creeping], met.step[creeping], "adam")
    chart.points("runs that swing", RATES[~creeping], met.step[~creeping], "adam", size=14)
    middle = sum(rates_that_stop_at(PRINTED_STOP)) / 2
    chart.points("817", middle, PRINTED_STOP, "adam", size=44)
    chart.label("817: α ≈ 0.031", (middle, PRINTED_STOP), "adam", shift=(7, 17), bold=True)
    chart.points("printed for α = 0.001", 1e-3, PRINTED_STOP, "alarm", size=60, hollow=True)
    chart.label("printed", (1e-3, PRINTED_STOP), "alarm", shift=(10, -2), bold=True)
    chart.points("α = 0.001", 1e-3, stop(), "adam", size=44)
    chart.label(f"{stop():,}", (1e-3, stop()), "adam", shift=(10, 5), bold=True)
    chart.label("the program's limit", (1.0, LIMIT), "muted", shift=(0, -10), align="right")
    chart.label("5/α", (0.02, 250), "theory", shift=(-6, -4), align="right")
    chart.view(x=(8e-4, 1.1), y=(40, 20_000))
    chart.ticks(x=(0.001, 0.01, 0.1, 1), y=(100, 1000, 10_000))
    return chart


@cache
def long_stops() -> Stops:
    """Where runs at the rates of the figure end, if they may take twelve thousand steps."""
    return stops(RATES, limit=12_000)


@cache
def left() -> NDArray[np.float64]:
    """How far from the minimum the runs at `FINE` rates are told to have converged."""
    return np.abs(stops(FINE).theta)


@page.figure(
    caption="Distance from the minimum at which the program says that it has converged. At "
    "{{rates_stopped}} of {{rates_tried}} rates it does within its thousand steps; "
    "{{told_too_early}} of those runs end where $|\\g|$ is above the tolerance again (the level), "
    "up to {{told_farthest}} away. They were stopped in passing: the gradient was small because "
    "the parameter crossed the minimum, and the step that followed carried it on. Marked: the "
    "worst rate that we found by search, `0.6253`; a ten-thousandth beside it the distance is at "
    "most {{beside_passing}}.",
    alt="Scatter chart with both axes logarithmic. At rates below {{swings_from}} runs creep up "
    "to the minimum and end where the gradient is under the tolerance. Of all runs that stop, "
    "{{told_too_early}} end over it, up to {{told_farthest}} away. A rate found by search is "
    "marked far above them at {{passing_theta}}.",
)
def told_in_passing() -> Chart:
    """|θ| after the run was stopped, against the rate."""
    chart = Chart(
        "learning rate α", "|θ| where it says “converged”", height=2.9, x_scale="log", y_scale="log"
    )
    met = arrived()
    creeping, swinging = met & (FINE < SWINGS), met & (FINE >= SWINGS)
    chart.line("runs that creep up to it", FINE[creeping], left()[creeping], "adam")
    swept = np.maximum(left()[swinging], 1e-11)
    chart.points("runs that swing", FINE[swinging], swept, "adam", size=14)
    chart.label("creeping", (0.0245, 5e-8), "adam", shift=(0, -11), bold=True)
    chart.label("swinging", (0.3, 2e-5), "adam", shift=(0, 8), align="center", bold=True)
    passing = float(abs(stops(PASSING).theta[0]))
    chart.points("rate 0.6253", PASSING, passing, "alarm", size=40)
    label = f"rate 0.6253: {passing:.4f}"
    chart.label(label, (PASSING, passing), "alarm", shift=(-9, 0), align="right", bold=True)
    chart.level(TOLERANCE / 2)
    chart.label("|g| = 1e−7", (0.0188, TOLERANCE / 2), "muted", shift=(0, 8))
    chart.view(x=(0.018, 1.1), y=(5e-12, 5e-2))
    distances = {1e-10: "10⁻¹⁰", 1e-8: "10⁻⁸", 1e-6: "10⁻⁶", 1e-4: "0.0001", 1e-2: "0.01"}
    chart.ticks(x={0.02: "0.02", 0.1: "0.1", 1: "1"}, y=distances)
    return chart


@page.figure(
    caption="Loss of the line, at the source's rate of `0.01`, as its program prints it. The ring "
    "is what is printed for Adam. Gradient descent at the same rate is below Adam at all four of "
    "the printed epochs.",
    alt="Line chart of the loss over two hundred epochs, on a logarithmic axis. Gradient descent "
    "falls within twenty epochs to a few hundredths and creeps on to {{line_descent_200}}. Adam "
    "falls slowly and is at {{line_loss_200}} in the end. The printed ring at epoch 50 lies "
    "{{below_curve}} times below Adam's curve.",
)
def line_losses() -> Chart:
    """Loss of Adam and of gradient descent on the line, with the printed one."""
    chart = Chart("epoch", "loss before the update", height=3.3, y_scale="log")
    t = np.arange(1, 201)
    for name, make in (("Adam", adam), ("gradient descent", sgd)):
        run = fit(make)
        loss = [float(before(run, int(epoch))) for epoch in t]
        chart.line(name, t, loss, "adam" if make is adam else "ink")
    chart.points("printed for Adam", 50, 0.000042, "alarm", size=60, hollow=True)
    chart.label("printed for Adam", (50, 0.000042), "alarm", shift=(10, 0), bold=True)
    chart.points("Adam at epoch 50", 50, float(fit(adam).loss[48]), "adam", size=40)
    chart.label("Adam", (50, float(fit(adam).loss[48])), "adam", shift=(8, 9), bold=True)
    chart.label("gradient descent", (110, 0.016), "ink", shift=(0, 11), bold=True)
    chart.view(x=(0, 204), y=(1e-5, 150))
    chart.ticks(x=(1, 50, 100, 150, 200), y=(1e-4, 1e-2, 1, 100))
    return chart


@page.figure(
    caption="One gradient of 1 after the other, and a call that drops $\\m$ and $\\v$ each time. "
    "With the counter at 1 (dots) every step is one learning rate against the gradient's sign, as "
    "in sign descent {{citep bernstein2018}}. With a counter that goes on, the corrections divide "
    "by weights that are not there: the step shrinks to {{dropped_least}}, then grows beyond one "
    "from call {{dropped_over}} on.",
    alt="Line chart of the step over three thousand calls on a logarithmic axis. Kept averages "
    "give 1 throughout. Dropped averages with an advancing counter fall to {{dropped_least}} at "
    "call {{dropped_least_at}}, pass 1 at call {{dropped_over}} and reach {{dropped_late}}.",
)
def dropped_state() -> Chart:
    """Step sizes of calls that drop the averages."""
    chart = Chart("call t", "step, in learning rates", height=3.0, x_scale="log")
    picked = np.unique(np.geomspace(1, 3000, 90).astype(int))
    chart.level(1)
    chart.line(
        "dropped, counter goes on: closed form", picked, theory.dropped_state_step(picked), "theory"
    )
    dots = np.unique(np.geomspace(1, 3000, 16).astype(int))
    chart.points(
        "dropped, counter goes on", dots, dropped(3000, advancing=True)[dots - 1], "alarm", size=26
    )
    chart.points(
        "dropped, counter at 1", dots, dropped(3000, advancing=False)[dots - 1], "adam", size=18
    )
    chart.label("counter goes on", (600, 1.9), "alarm", shift=(-20, 10), align="right", bold=True)
    chart.label("kept, or counter at 1", (1.2, 1.0), "adam", shift=(0, 12), bold=True)
    chart.view(x=(0.9, 3400), y=(0, 3.3))
    chart.ticks(x=(1, 10, 100, 1000), y=(0, 1, 2, 3))
    return chart


@page.figure(
    caption="The same on $\\th^2$ from 5 at rate `0.1`. Calls that drop the averages get to the "
    "minimum first, at a full learning rate a step, and from then on jump across it for good. Adam "
    "slows down and comes to rest.",
    alt="Line chart of θ over three hundred steps, near zero. Without averages it falls in a "
    "straight line, and from step fifty on alternates between two values a tenth apart without "
    "end. Adam arrives later, in a curve, and stays at zero.",
)
def never_at_rest() -> Chart:
    """θ² from 5 by Adam and by calls that drop the averages."""
    chart = Chart("step t", "θ, near the minimum", height=2.9)
    t = np.arange(0, 301)
    kept = descend(adam(0.1), parabola(), [5.0], steps=300).path()[:, 0]
    chart.level(0)
    chart.line("dropped", t, forgetful_descent(0.1, 300), "alarm")
    chart.line("kept", t, kept, "adam")
    chart.label("averages dropped", (190, 0.06), "alarm", shift=(0, 12), bold=True)
    chart.label("Adam", (66, 0.36), "adam", shift=(8, 6), bold=True)
    chart.view(x=(30, 302), y=(-0.35, 1.05))
    chart.ticks(x=(50, 100, 200, 300), y=(0, 0.5, 1))
    return chart

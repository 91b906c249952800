"""Figures of the races: paths, steps to settle, a turn, a plain, a cycle."""

import numpy as np

from adamdocs import theory
from adamdocs.drawing.charts import Chart
from adamdocs.drawing.palette import MARKERS
from adamdocs.explainers.race.experiments import (
    COURSES,
    SIX,
    best_turned,
    fewest,
    on_ravine,
    page,
)
from adamdocs.explainers.race.restless import (
    CYCLE_B1,
    CYCLE_FROM,
    DISTANCES,
    SHOWN_OF_CYCLE,
    across_the_plain,
    cycle_rms,
    cycles,
    slope_at_eps,
)
from adamdocs.explainers.rules import NAMES, ink, mark
from adamdocs.landscapes import ravine
from adamdocs.optimizers import RULES
from adamdocs.runs import descend

TITLES = {
    "ravine": "ravine",
    "rosenbrock": "Rosenbrock",
    "beale": "Beale",
    "himmelblau": "four basins",
    "booth": "bowl",
    "saddle": "saddle",
    "styblinski_tang": "four depths",
    "plateau": "well in a plain",
    "rastrigin": "ripples",
}
SHOWN_OF_SLANT = 24
SLANT_LABELS = {
    "nesterov": (-0.6, 0.5),
    "momentum": (3.5, 4.1),
    "adam": (4.5, 3.3),
    "sgd": (5.7, 4.1),
    "adagrad": (6.9, 5.0),
}
NEVER = 2200  # place of the marks of who did not settle


@page.figure(
    caption="Steps to settle on nine courses, each rule at its own best rate; left is fast. All "
    "memories are $\\beta_1 = 0.9$; Adam is first on none. It needs {{adam_least}} steps or more "
    "everywhere, as momentum does: both swing, where Nesterov's look-ahead damps the swing. "
    "Gradient "
    "descent, AdaGrad and Nesterov are done sooner on the easy courses and do not settle at all on "
    "Rosenbrock's valley, where momentum and Adam do.",
    alt="Dot chart, one row a landscape, steps on a logarithmic axis. On six courses gradient "
    "descent and AdaGrad settle in fewer than a hundred steps, momentum and Adam side by side in "
    "{{adam_least}} to two hundred. On the ravine and on Beale's function gradient descent needs "
    "over four hundred. On Rosenbrock's valley momentum needs {{rosenbrock_momentum}}, Adam "
    "{{rosenbrock_adam}}, and the others do not settle.",
)
def nine_courses() -> Chart:
    """Steps to settle of five rules on nine landscapes."""
    chart = Chart("steps to settle, each at its best rate", "", height=4.4, x_scale="log")
    shifts = {"sgd": 0.2, "nesterov": 0.0, "adagrad": -0.2, "momentum": 0.13, "adam": -0.13}
    rows = {course: row for row, course in enumerate(reversed(COURSES))}
    chart.axes.hlines(list(rows.values()), 2.6, 2700, MARKERS["rule"], linewidth=0.8, zorder=0)
    for rule, shift in shifts.items():
        steps = np.array([fewest(rule, course) for course in rows])
        where = np.where(np.isfinite(steps), steps, NEVER)
        hollow = rule in ("nesterov", "adagrad")
        heights = np.array(list(rows.values())) + shift
        chart.points(NAMES[rule], where, heights, ink(rule), size=34, hollow=hollow)
        mark(chart, rule)
    for course, row in rows.items():
        chart.label(TITLES[course], (2.3, row), "muted", align="right")
    for rule, course, up, shift in (
        ("sgd", "ravine", 0.2, (6, 8)),
        ("adagrad", "ravine", -0.2, (8, -3)),
        ("nesterov", "rastrigin", 0.0, (8, -8)),
        ("momentum", "plateau", 0.13, (8, 5)),
        ("adam", "plateau", -0.13, (8, -5)),
    ):
        chart.label(NAMES[rule], (fewest(rule, course), rows[course] + up), ink(rule), shift=shift)
    at = (NEVER, rows["rosenbrock"] - 0.2)
    chart.label("not in 1,000", at, "muted", shift=(0, -12), align="center")
    chart.view(x=(0.25, 5500), y=(-0.6, len(rows) - 0.3))
    chart.ticks(x=(3, 10, 30, 100, 300, 1000), y=())
    chart.axes.spines["left"].set_visible(False)
    return chart


@page.figure(
    caption="Five optimizers on the ravine turned by 45 degrees, $\\kappa = 100$, each at the rate "
    "with which it settles first; their first {{slant_steps}} steps. Nesterov is past the "
    "minimum, the others are under way: gradient descent and AdaGrad from wall to wall, ever more "
    "slowly, momentum and Adam side by side.",
    alt="Map of the slanting ravine with five paths from a start at the upper right. After "
    "{{slant_steps}} steps Nesterov's has passed the minimum. The other four end about half "
    "way, gradient descent's and AdaGrad's after a zigzag, momentum's and Adam's close together.",
)
def down_the_slant() -> Chart:
    """Paths of the first steps on the turned ravine."""
    chart = Chart("x", "y", height=4.4)
    landscape = ravine(angle=45)
    for rule in ("sgd", "adagrad", "momentum", "nesterov", "adam"):
        made = RULES[rule](lr=best_turned(rule))
        path = descend(made, landscape, landscape.start, steps=SHOWN_OF_SLANT).path()
        chart.line(NAMES[rule], path[:, 0], path[:, 1], ink(rule))
        chart.points(f"{NAMES[rule]}, end", path[-1, 0], path[-1, 1], ink(rule), size=30)
    chart.points("minimum", 0, 0, "muted", size=60, hollow=True)
    for rule, place in SLANT_LABELS.items():
        chart.label(NAMES[rule], place, ink(rule), align="right" if place[0] < 4 else "left")
    x, y = landscape.start
    chart.label("start", (x, y), "ink", shift=(-2, 14), align="center")
    chart.axes.set_aspect("equal")
    chart.view(x=(-2.9, 10.5), y=(-1.6, 8.8))
    chart.ticks(x=(0, 4, 8), y=(0, 4, 8))
    return chart


@page.figure(
    caption="The same ravine, upright (ring) and turned by 45 degrees (dot), walls a thousand "
    "times as curved as the floor. Momentum does not notice. Adam needs {{adam_turn}} times the "
    "steps, and AdaGrad, which was done in {{upright_adagrad_steep}}, no longer settles.",
    alt="Dot chart with two marks a row. Momentum takes {{steep_momentum}} steps upright and "
    "turned, Nesterov {{steep_nesterov}}. AMSGrad goes from {{upright_amsgrad_steep}} to "
    "{{turned_amsgrad_steep}}, Adam from {{upright_adam_steep}} to {{turned_adam_steep}}, AdaGrad "
    "from {{upright_adagrad_steep}} to not settling within a thousand steps.",
)
def turned_by_45() -> Chart:
    """Steps to settle upright and turned, at κ = 1000."""
    rules = ("momentum", "nesterov", "adam", "amsgrad", "adagrad")
    chart = Chart("steps to settle, each at its best rate", "", height=2.6, x_scale="log")
    for row, rule in enumerate(reversed(rules)):
        upright, turned = (float(on_ravine(rule, angle, 1000.0).min()) for angle in (0, 45))
        end = turned if np.isfinite(turned) else NEVER
        chart.line(f"{rule}, the turn", [upright, end], [row, row], ink(rule), faint=True)
        chart.points(f"{rule}, upright", upright, row, ink(rule), size=76, hollow=True)
        chart.points(f"{rule}, turned", end, row, ink(rule), size=34)
        chart.label(NAMES[rule], (3.2, row), ink(rule), align="right", shift=(-8, 0))
        if upright != turned:
            chart.label(f"{upright:.0f}", (upright, row), ink(rule), shift=(-9, 0), align="right")
        text = f"{turned:.0f}" if np.isfinite(turned) else "not in 1,000"
        chart.label(text, (end, row), ink(rule), shift=(9, 0))
    chart.view(x=(0.7, 14_000), y=(-0.6, len(rules) - 0.4))
    chart.ticks(x=(10, 30, 100, 300, 1000), y=())
    chart.axes.spines["left"].set_visible(False)
    return chart


@page.figure(
    caption="Steps until the loss first is below a hundredth, in a well, from ever farther out on "
    "a plain that is ever flatter. Gradient descent and momentum step in proportion to the "
    "slope, so their waits explode. Adam and its relatives divide by it and walk on, "
    "AdaGrad fastest, until the slope comes down to their $\\eps$: beyond {{eps_distance}} "
    "Adam's steps shrink too. From just below 4 Adam swings past the well and has to come "
    "back; from 4 it hits at once.",
    alt="Line chart of the steps into the well, on a logarithmic axis, against the distance of the "
    "start. Gradient descent's line shoots up from 3 on and at four and a half needs "
    "{{sgd_from_afar}} steps; momentum's and Nesterov's a little later. AdaGrad, Adam and RMSProp "
    "stay below seventy steps up to a distance of {{eps_distance}}, where Adam needs "
    "{{adam_from_edge}}, and turn up steeply beyond 7.",
)
def across_a_plain() -> Chart:
    """Steps into the well against the distance of the start."""
    chart = Chart("distance of the start", "steps into the well", height=3.4, y_scale="log")
    for rule in SIX:
        steps = across_the_plain(rule)
        shown = np.isfinite(steps)
        dashed = rule in ("nesterov", "adagrad")
        chart.line(NAMES[rule], DISTANCES[shown], steps[shown], ink(rule), dashed=dashed)
    edge = slope_at_eps()
    chart.line("slope is ε", [edge, edge], [1, 3000], "rule")
    chart.label("slope is ε", (edge, 2300), "muted", shift=(-5, 0), align="right")
    chart.label("gradient\ndescent", (3.7, 190), "ink", shift=(-6, 0), align="right")
    chart.label("momentum,\nNesterov", (4.95, 700), "m", shift=(8, 0))
    chart.label("RMSProp", (5.65, 90), "v", align="center")
    chart.label("AdaGrad", (4.8, 5.5), "v", align="center")
    chart.label("Adam", (5.75, 15), "adam", bold=True, align="center")
    chart.view(x=(1, 8.1), y=(1, 3500))
    chart.ticks(x=(1, 2, 3, 4, 5, 6, 7, 8), y=(1, 10, 100, 1000))
    return chart


@page.figure(
    caption="Adam at a fixed rate on the plainest bowl, ½θ². Left, long after it arrived: bursts, "
    "and quiet in between. Right, its root mean square distance from the minimum in learning rates "
    "(dots) lies on $(1-\\beta_1)/(2(1+\\beta_1))$ (line) for memories of all lengths: "
    "{{cycle_at_default}} at the default.",
    alt="Left, Adam's distance from the minimum over two hundred steps, in learning rates: "
    "bursts of up to {{highest_burst}}, and next to nothing in between. Right, the root mean "
    "square distance falls from a half without memory to {{cycle_at_default}} at β₁ = 0.9; ten "
    "measured dots lie on the line of the closed form.",
)
def never_at_rest() -> Chart:
    """A burst, and the size of the cycle against β₁."""
    chart = Chart("step t", "distance, in learning rates", height=2.9)
    first = slice(0, SHOWN_OF_CYCLE)
    t = CYCLE_FROM + 1 + np.arange(SHOWN_OF_CYCLE)
    chart.line("Adam, β₁ = 0.9", t, cycles()[first, CYCLE_B1.index(0.9), 0], "adam")
    chart.axes.lines[-1].set_linewidth(0.7)
    chart.ticks(x=(CYCLE_FROM, CYCLE_FROM + SHOWN_OF_CYCLE))
    size = Chart("β₁", "root mean square", x_scale="memory", y_scale="log", beside=chart)
    dense = np.linspace(0.0, 0.985, 40)
    size.line("closed form", dense, theory.limit_cycle_rms(1.0, dense), "theory")
    size.points("runs", CYCLE_B1, [cycle_rms(b1) for b1 in CYCLE_B1], "adam")
    size.label("(1−β₁)/(2(1+β₁))", (0.75, 0.16), "theory")
    size.ticks(x=(0, 0.5, 0.8, 0.9, 0.95, 0.98), y=(0.005, 0.01, 0.03, 0.1, 0.5))
    size.view(x=(-0.05, 0.986))
    return chart

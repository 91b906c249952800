"""Figures of the page: the ravine turned, divided, and the balls that steps are taken from."""

from collections.abc import Callable

import numpy as np

from adamdocs import theory
from adamdocs.drawing.charts import Chart
from adamdocs.explainers.geometry.experiments import (
    ANGLES,
    Array,
    adam_arrives,
    first_division,
    momentum_arrives,
    on_ravine,
    page,
)
from adamdocs.explainers.geometry.numbers import DESCENT_RATES, WIDGET_RATE, descent_turned, settles
from adamdocs.landscapes import ravine
from adamdocs.optimizers import adam, sgd
from adamdocs.runs import feed

LEVELS = (1, 10, 50, 200, 800, 2400)
SHOWN = 60
GRADIENT = np.array([1.0, 2.0])
TURN = np.linspace(0.0, 2 * np.pi, 73)
CIRCLE = np.stack([np.cos(TURN), np.sin(TURN)])


@page.figure(
    caption="Sixty steps of momentum (blue) and Adam (purple) down twins: the ravine upright, and "
    "the same ravine, start and rates turned by 45°. Momentum's path turns with it. Adam's does "
    "not: upright it swings about the floor while it runs along it; turned it sets out straight "
    "across, with equal steps in both coordinates, and then creeps.",
    alt="Two maps of the same ravine, upright and turned by 45 degrees, each with sixty steps of "
    "momentum and Adam from the same place. Momentum's zigzag is the same in both, turned. Adam's "
    "path is a wave along the floor in the first; in the second it starts across the ravine and "
    "has covered only half of the floor when momentum is done.",
)
def twins() -> Chart:
    """Paths of both rules on both ravines, at the rates that are best upright."""
    left = Chart("x", "y, upright", height=2.9)
    right = Chart("x", "y, turned by 45°", beside=left)
    for chart, angle in ((left, 0), (right, 45)):
        low = -2.5 if angle else -6.0
        chart.contours(ravine(100.0, angle), LEVELS, x=(-3, 12), y=(low, low + 12))
        for name, ink in (("momentum", "m"), ("adam", "adam")):
            path = on_ravine(name, WIDGET_RATE[name], angle).path()[: SHOWN + 1]
            chart.line(name, path[:, 0], path[:, 1], ink)
            chart.points(f"{name}, step {SHOWN}", path[-1, 0], path[-1, 1], ink, size=38)
        chart.ticks(x=(0, 5, 10), y=(0, 5) if angle else (-5, 0, 5))
        chart.axes.set_aspect("equal")
    left.label("Adam", (4.4, 2.3), "adam", bold=True)
    left.label("momentum", (4.4, -2.4), "m", bold=True)
    right.label("Adam", (4.2, 7.4), "adam", align="right", bold=True)
    right.label("momentum", (6.2, 3.4), "m", bold=True)
    return left


@page.figure(
    caption="Steps until the loss stays below a millionth for a hundred steps, each rule at the "
    "best rate of fifty a decade for each angle. Along the axes Adam (purple) hardly notices the "
    "condition number. At κ = 10,000 five degrees more than double its steps, and from 30° on it "
    "needs more than momentum (blue), which, like gradient descent, does not notice the "
    "angle at all. "
    "Lines without dots are closed forms.",
    alt="Two line charts, steps on a logarithmic axis against the angle from 0 to 45 degrees. At "
    "κ = 1000 Adam rises from {{adam_upright}} to {{adam_turned}}, momentum stays at "
    "{{momentum_upright}}, gradient descent at {{descent_turned}}, all at the best of fifty rates "
    "a decade. At κ = 10,000 Adam rises from {{adam_upright_steep}} over {{adam_five_steep}} at 5 "
    "degrees and {{adam_30_steep}} at 30 to {{adam_turned_steep}}; momentum stays at "
    "{{momentum_steep}}, which Adam crosses between 25 and 30 degrees.",
)
def steps_against_angle() -> Chart:
    """Steps to arrive against the angle, for two condition numbers."""
    left = Chart("angle, κ = 1000", "steps to arrive", height=3.2, y_scale="log")
    right = Chart("angle, κ = 10,000", "steps to arrive", y_scale="log", beside=left)
    for chart, condition in ((left, 1000.0), (right, 10_000.0)):
        steps = [adam_arrives(condition, angle) for angle in ANGLES]
        ball = settles(condition, momentum_arrives(condition, 0)[1], 0.9)
        plain = settles(condition, DESCENT_RATES[condition])
        chart.line("gradient descent, closed form", (0, 45), (plain, plain), "ink")
        chart.line("momentum, closed form", (0, 45), (ball, ball), "m")
        at = (0, 45)
        runs = [momentum_arrives(condition, angle)[0] for angle in at]
        chart.points("momentum, runs", at, runs, "m", size=24)
        chart.line("Adam", ANGLES, steps, "adam")
        chart.points("Adam, runs", ANGLES, steps, "adam", size=24)
        for angle, align in ((0, "left"), (45, "right")):
            count = adam_arrives(condition, angle)
            chart.label(
                f"{count:,.0f}",
                (angle, count),
                "adam",
                shift=(0, 11 if angle or condition < 2000 else -12),
                align=align,
                bold=True,
            )
        chart.label("gradient descent", (22, plain), "ink", shift=(0, -11), align="center")
        chart.view(x=(-2, 47), y=(90, 100_000))
        chart.ticks(
            x={0: "0°", 15: "15°", 30: "30°", 45: "45°"},
            y={100: "100", 1000: "1,000", 10_000: "10,000", 100_000: "100,000"},
        )
    left.points("gradient descent, run", 45, descent_turned(), "ink", size=24)
    left.label("momentum", (24, 204), "m", shift=(0, -11), align="center")
    right.label("momentum", (1, 2364), "m", shift=(0, 11))
    left.label("Adam", (18, 400), "adam", shift=(-6, 10), align="center", bold=True)
    right.label("Adam", (22, 1300), "adam", shift=(6, -6), bold=True)
    return left


def ellipse(matrix: Array) -> Array:
    """Points x with xᵀ matrix x = 1, as large as fits into the unit square."""
    points = np.asarray(np.linalg.inv(np.linalg.cholesky(matrix)).T @ CIRCLE)
    return np.asarray(points / np.abs(points).max())


@page.figure(
    caption="One level line of the ravine with κ = 100 (first row), after Adam's first division "
    "by √v̂ (second), and after division by the whole matrix of curvatures (third). Along the axes "
    "(left) the division leaves {{divided_upright}}, the quotient of the distances. Turned by 45° "
    "(right) it stretches both axes nearly alike, and leaves {{divided_turned}}. A matrix can turn "
    "before it stretches: the line becomes a circle.",
    alt="Six small pictures in three rows. First row: a narrow ellipse along the horizontal axis, "
    "and the same turned by 45 degrees. Second row, divided by the root of v: the upright ellipse "
    "is much rounder, the turned one as narrow as before. Third row, divided by the matrix: two "
    "circles.",
)
def level_lines() -> Chart:
    """Level lines as they are, divided by √v̂, and by the Hessian, upright and turned."""
    hessians = [theory.rotated_hessian(1.0, 100.0, angle) for angle in (0, 45)]
    divide: tuple[tuple[tuple[str, str], str, Callable[[int, Array], Array]], ...] = (
        (("upright", "turned"), "ink", lambda angle, hessian: hessian),
        (
            ("divided by √v̂",) * 2,
            "adam",
            lambda angle, hessian: hessian / scales(first_division(angle)),
        ),
        (("by the matrix",) * 2, "theory", lambda angle, hessian: np.eye(2)),
    )
    first: Chart | None = None
    for name, ink, change in divide:
        for angle, hessian in zip((0, 45), hessians, strict=True):
            matrix = change(angle, hessian)
            values = np.linalg.eigvalsh(matrix)
            title = f"{name[angle > 0]}: κ = {values[1] / values[0]:.0f}"
            chart = (
                Chart("", title, height=5.0, beside=first)
                if first
                else Chart("", title, height=5.0)
            )
            first = first or chart
            x, y = ellipse(matrix)
            chart.line(title, x, y, ink)
            chart.view(x=(-1.3, 1.3), y=(-1.12, 1.12))
            chart.ticks(x={0: ""}, y={0: ""})
            chart.axes.set_aspect("equal")
    assert first is not None
    return first


def scales(divisor: Array) -> Array:
    """Outer product of the roots of what gradients are divided by."""
    return np.sqrt(np.outer(divisor, divisor))


@page.figure(
    caption="A gradient (1, 2), and the farthest way down it (dots) among all steps of one length. "
    "If length is the Euclidean one (left), that is gradient descent's step, along the gradient. "
    "If it is the largest coordinate (right), it is a corner, whatever the gradient in that "
    "quadrant: sign descent's step, and Adam's first. Gray lines: equal descent.",
    alt="Two pictures of steps of length one, a circle and a square, with lines of equal descent "
    "for the gradient (1, 2). On the circle the lowest line touches opposite the gradient. On the "
    "square it touches at the lower left corner.",
)
def two_balls() -> Chart:
    """Unit balls of ℓ2 and ℓ∞ with their steepest steps, by runs of gradient descent and Adam."""
    left = Chart("first coordinate of a step", "Euclidean length", height=2.9)
    right = Chart("first coordinate of a step", "largest coordinate", beside=left)
    square = np.array([[1, 1, -1, -1, 1], [1, -1, -1, 1, 1]])
    plain = feed(sgd(1.0), GRADIENT[None] / np.linalg.norm(GRADIENT)).step[0]
    corner = feed(adam(1.0, eps=0.0), GRADIENT[None]).step[0]
    for chart, ball, step, ink, name in (
        (left, CIRCLE, plain, "ink", "gradient descent"),
        (right, square, corner, "adam", "Adam’s first step"),
    ):
        for depth in (0.0, float(GRADIENT @ step)):
            x = np.array([-1.8, 1.8])
            chart.line(f"descent {depth:.3g}", x, (depth - x) / 2, "rule")
        chart.line("steps of length one", ball[0], ball[1], ink)
        chart.line(name, (0, step[0]), (0, step[1]), ink)
        chart.points(name, step[0], step[1], ink, size=44)
        chart.view(x=(-1.6, 1.6), y=(-1.6, 1.6))
        chart.ticks(x=(-1, 0, 1), y=(-1, 0, 1))
        chart.axes.set_aspect("equal")
    left.label("gradient descent", (-0.25, -1.3), "ink", align="center", bold=True)
    right.label("Adam’s first step", (0.1, -1.3), "adam", align="center", bold=True)
    return left

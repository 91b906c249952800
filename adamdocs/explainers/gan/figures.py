"""Figures of two players on xy."""

import numpy as np

from adamdocs import theory
from adamdocs.drawing.charts import Chart
from adamdocs.explainers.gan.experiments import (
    BETAS,
    CIRCLING,
    DESCENT,
    NEAR,
    both_sides,
    circles,
    descent,
    page,
)
from adamdocs.labs.bilinear import PLAYS, Duel


def hundreds(run: Duel, row: int, lr: float) -> tuple[np.ndarray, np.ndarray]:
    """Places of one row, in hundreds of learning rates."""
    return run.x[:, row] / (100 * lr), run.y[:, row] / (100 * lr)


@page.figure(
    caption="Adam on the game $xy$, at its defaults, from 100 and from 1000 learning rates away. "
    "One pair of players moves out, the other in, to the same circle, where both stay. Green: the "
    "closed form. Nobody comes to the saddle, the dot in the middle.",
    alt="Two paths in a plane. One begins near the center and winds outward, one begins far out "
    "and "
    "winds inward; both end on one circle about the center, whose radius is {{circle_default}} "
    "learning rates, as the closed form says.",
)
def one_circle() -> Chart:
    """Both paths, and the circle."""
    chart = Chart("x, in 100 learning rates", "y, in 100 learning rates", height=4.1)
    run = both_sides()
    chart.line("from 1000", *hundreds(run, 1, NEAR / 10), "adam", faint=True)
    chart.line("from 100", *hundreds(run, 0, NEAR), "adam")
    turn = np.linspace(0, 2 * np.pi, 181)
    r = float(theory.adam_game_radius()) / 100
    chart.line("closed form", r * np.cos(turn), r * np.sin(turn), "theory", dashed=True)
    chart.points("starts", [1.0, 10.0], [0.0, 0.0], "adam", hollow=True)
    chart.points("saddle", 0.0, 0.0, "ink", size=14)
    chart.label("from 1000", (10, 0), "adam", shift=(0, -14), align="right")
    chart.label("circle, by the closed form", (0, -r), "theory", shift=(0, -16), align="center")
    chart.axes.set_aspect("equal", adjustable="box")
    chart.view(x=(-6.2, 10.6), y=(-5.6, 5.6))
    chart.ticks(x=(-5, 0, 5, 10), y=(-5, 0, 5))
    return chart


WORDS = {
    "simultaneous": "both at once",
    "alternating": "in turn",
    "extragradient": "looking ahead",
    "optimistic": "optimistic",
}
INKS = {"simultaneous": "alarm", "alternating": "ink", "extragradient": "m", "optimistic": "v"}


@page.figure(
    caption="Gradient descent on $xy$ from $(1, 1)$, at the rate `0.1`: the distance from the "
    "saddle. Who moves when decides everything. Both at once spiral out by {{outward}} a step; in "
    "turn they stay between two bounds; with a look ahead, or optimism, they converge. Dashed: "
    "the closed forms, which cover the runs.",
    alt="Line chart with a logarithmic axis. Simultaneous play rises along a straight line, "
    "alternating play stays level, extragradient and optimistic play fall along nearly the same "
    "straight line.",
)
def four_plays() -> Chart:
    """Distances in all orders."""
    chart = Chart("step", "distance from the saddle", height=3.2, y_scale="log")
    t = np.arange(601)
    for play in PLAYS:
        distance = descent(play).distance
        chart.line(WORDS[play], t, distance, INKS[play], faint=play == "optimistic")
        if play in ("simultaneous", "extragradient"):
            factor = theory.game_factor(DESCENT, 0.0, play)
            chart.line(f"{play}, theory", t, np.sqrt(2) * factor**t, "theory", dashed=True)
    chart.label("both at once", (330, 9.5), "alarm", align="right", bold=True)
    chart.label("in turn", (420, 2.2), "ink")
    chart.label("looking ahead, or optimistic", (300, 0.16), "m", align="right")
    chart.view(x=(0, 600), y=(0.05, 40))
    chart.ticks(x=(0, 200, 400, 600), y={0.1: "0.1", 1: "1", 10: "10"})
    return chart


@page.figure(
    caption="Radius of Adam's circle against $\\beta_1$, at $\\beta_2 = 0.999$, in learning rates. "
    "Points: where runs of twenty thousand steps end. Lines: the closed form. Momentum widens "
    "the circle. "
    "In turn and without momentum nothing is left of it but a few rates.",
    alt="Line chart. For simultaneous play the radius rises from {{circle_negative}} at minus one "
    "half over {{circle_zero}} at zero to {{circle_default}} at `0.9`. For alternating play it is "
    "near zero up to zero, then rises to {{circle_in_turn}}. Points lie on the lines.",
)
def circle_against_momentum() -> Chart:
    """Runs on the closed form."""
    chart = Chart("β₁", "radius, in learning rates", height=3.2)
    fine = np.linspace(-0.55, 0.91, 240)
    for play in CIRCLING:
        law = theory.adam_game_radius(fine, 0.999, play)
        chart.line(
            f"{WORDS[play]}, closed form", fine, law, "theory", dashed=play != "simultaneous"
        )
        chart.points(WORDS[play], BETAS, circles(play).mean, INKS[play])
    chart.label("both at once", (0.0, 89), "alarm", shift=(-6, 14), align="right", bold=True)
    chart.label("in turn", (0.5, 126), "ink", shift=(12, -8), bold=True)
    chart.view(x=(-0.58, 0.95), y=(-12, 430))
    chart.ticks(x=(-0.5, 0, 0.5, 0.9), y=(0, 100, 200, 300, 400))
    return chart

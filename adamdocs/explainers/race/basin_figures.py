"""Maps of where runs end."""

from collections.abc import Sequence

import numpy as np

from adamdocs.drawing.charts import Chart
from adamdocs.explainers.race.basins import (
    FOUR,
    HALF,
    STEPS,
    basins,
    cell,
    centers,
    rate,
)
from adamdocs.explainers.race.experiments import page
from adamdocs.explainers.rules import NAMES, ink
from adamdocs.landscapes import LANDSCAPES, himmelblau
from adamdocs.optimizers import RULES
from adamdocs.runs import descend

STRENGTHS = (0.12, 0.34, 0.6, 0.88)  # of the tints, a minimum each
FROM = (0.6, 4.5)  # a start from which four rules end in three minima


@page.figure(
    caption="Where runs end on the landscape of four equally deep minima. Every cell is a start; "
    "cells of one tint lead to the same minimum (ringed dot). Gradient descent almost everywhere "
    "follows the slope into the nearest valley, RMSProp and Adam draw other borders, and "
    "momentum's map is torn: "
    "where it starts high it flies over a valley or two.",
    alt="Four maps of the same square of starts, each in four tints. Gradient descent's has four "
    "compact quarters with thin slivers at the top and bottom edge. Momentum's has quarters in the "
    "middle and bands and islands of other tints around. RMSProp's and Adam's look alike: four "
    "compact areas whose borders slant. {{elsewhere_sgd}} of gradient descent's starts end in "
    "another minimum than the slope leads to, {{elsewhere_momentum}} of momentum's, "
    "{{elsewhere_adam}} of Adam's.",
)
def basins_of_four_minima() -> Chart:
    """Basins of four rules on Himmelblau's function."""
    return maps("himmelblau", FOUR, 5.6)


@page.figure(
    caption="The same where the four minima differ in depth; the strongest tint leads to the "
    "deepest. The two coordinates do not interact, and Adam ends in the quarter that the slope "
    "points to; so does RMSProp (not drawn). Gradient descent at its best rate leaps across from "
    "steep starts, "
    "into better minima and into worse; so does momentum (not drawn).",
    alt="Two maps of a square of starts. Adam's is four plain quarters. Gradient descent's "
    "has the same quarters in the middle, and bands along the edges "
    "whose tints are swapped with the opposite side. The deepest minimum is reached from "
    "{{deepest_sgd}} of gradient descent's starts, {{deepest_momentum}} of momentum's and "
    "{{deepest_adam}} of Adam's.",
)
def basins_of_four_depths() -> Chart:
    """Basins of two rules on the function of Styblinski and Tang."""
    return maps("styblinski_tang", ("sgd", "adam"), 3.0)


def maps(course: str, rules: Sequence[str], height: float) -> Chart:
    """A map for each of some rules."""
    minima = np.array(LANDSCAPES[course]().minimisers)
    depth = np.argsort(-LANDSCAPES[course]().value(minima), kind="stable")
    first: Chart | None = None
    for rule in rules:
        chart = Chart("x", f"{NAMES[rule]}: y", height=height, beside=first)
        first = first or chart
        chart.axes.set_title(NAMES[rule], loc="left", color=chart.axes.title.get_color())
        cells, which = centers(course), basins(rule, course)
        for strength, minimum in zip(STRENGTHS, depth, strict=True):
            x, y = cells[which == minimum].T
            name = f"to ({minima[minimum][0]:.2f}, {minima[minimum][1]:.2f})"
            chart.areas(name, x, y, cell(course), ink(rule), strength)
        chart.points("minima", minima[:, 0], minima[:, 1], ink(rule), size=34)
        chart.view(x=(-HALF, HALF), y=(-HALF, HALF))
        chart.axes.set_aspect("equal")
        chart.ticks(x=(-4, 0, 4), y=(-4, 0, 4))
        chart.axes.set_xlabel("")
    assert first is not None
    return first


@page.figure(
    caption="Three optimizers from one start, each at the rate that is best over many "
    "starts: they end in three different minima. RMSProp ends where Adam does.",
    alt="Map of four minima, rings, and three paths from a start at the top. Gradient "
    "descent leaps to the right and ends in the upper right minimum; momentum goes far down and "
    "ends in the lower right one; Adam in the upper left one.",
)
def three_ways_down() -> Chart:
    """Paths of four rules on Himmelblau's function."""
    chart = Chart("x", "y", height=4.2)
    x, y = np.array(himmelblau().minimisers).T
    chart.points("minima", x, y, "muted", size=60, hollow=True)
    chart.view(x=(-5.4, 5.4), y=(-4, 5.4))
    for rule in ("sgd", "momentum", "adam"):
        made = RULES[rule](lr=rate(rule, "himmelblau"))
        path = descend(made, himmelblau(), FROM, steps=STEPS).path()
        chart.path(NAMES[rule], path[:32], ink(rule))
        chart.points(f"{NAMES[rule]}, end", path[-1, 0], path[-1, 1], ink(rule), size=36)
    chart.points("start", FROM[0], FROM[1], "ink", size=44, hollow=True)
    chart.label("start", FROM, "ink", shift=(0, 12), align="center")
    chart.label("gradient descent", (3.0, 2.0), "ink", shift=(10, 10))
    chart.label("momentum", (3.58, -1.85), "m", shift=(8, -12))
    chart.label("Adam", (-2.8, 3.13), "adam", shift=(0, 18), align="center")
    chart.ticks(x=(-4, -2, 0, 2, 4), y=(-4, -2, 0, 2, 4))
    return chart

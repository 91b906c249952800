"""Figures of the page: starts learned by MAML."""

import numpy as np

from adamdocs.drawing.charts import Chart
from adamdocs.explainers.meta_learning.experiments import page
from adamdocs.explainers.meta_learning.starts import DEPTHS, MAKES, ORDERS, learned, typical

NAMES = {"sgd": "gradient descent", "adam": "Adam"}
KINDS = {"MAML": "MAML", "first order": "first order", "joint": "trained jointly"}


@page.figure(
    caption="Mean squared error on new waves after three steps on ten points, with its `95%` "
    "interval over ten seeds. Every entrant has its own best pair of inner and outer rate. "
    "Differentiating through the inner steps pays; most where these are gradient descent.",
    alt="Dots with intervals. From the highest: trained jointly about {{joint_sgd}} with either "
    "inner rule, first order {{first_adam}} with Adam inside and {{first_sgd}} with gradient "
    "descent, MAML {{maml_adam}} with Adam inside and {{maml_sgd}} with gradient descent.",
)
def after_three_steps() -> Chart:
    """Dots with intervals, a row each."""
    chart = Chart("error after three inner steps", "", height=3.2)
    rows = [(name, kind) for kind in reversed(ORDERS) for name in reversed(MAKES)]
    for place, (name, kind) in enumerate(reversed(rows)):
        found = learned(name, kind).interval
        ink = "adam" if name == "adam" else "ink"
        ends = [float(found.low), float(found.high)]
        words = f"{KINDS[kind]}, {NAMES[name]}"
        chart.line(f"{words}, interval", ends, [place, place], ink)
        chart.points(words, float(found.mean), place, ink, size=34)
        right = float(found.mean) < 2.3
        at, align = (ends[1], "left") if right else (ends[0], "right")
        chart.label(words, (at, place), ink, shift=(8 if right else -8, 0), align=align)
    chart.view(x=(1.0, 3.4), y=(-0.6, len(rows) - 0.4))
    chart.ticks(x=(1, 2, 3), y=())
    return chart


@page.figure(
    caption="How far the first-order meta-gradient points the way of the exact one: the cosine "
    "between both, median over a hundred waves, mean of ten seeds, at "
    "the jointly trained start and inner rates of `0.05` and, for Adam, `0.1`. After "
    "one step of Adam they are the same, after three the first order points away. "
    "Adam without memory, $\\beta_1 = \\beta_2 = 0$, has no such trouble.",
    alt="Line chart of the cosine against the number of inner steps. Adam without memory stays at "
    "1. Gradient descent lies between {{cosine_sgd_2}} and {{cosine_sgd_8}}. Adam starts at 1, "
    "falls to {{cosine_adam_3}} at three steps, and rises to {{cosine_adam_8}} at eight.",
)
def first_against_exact() -> Chart:
    """Cosine between first-order and exact meta-gradient against the inner steps."""
    chart = Chart("inner steps", "cosine with the exact meta-gradient", height=3.2)
    chart.level(0.0)
    for rule, ink in (("gradient descent", "ink"), ("Adam without memory", "g"), ("Adam", "adam")):
        found = [float(typical(rule, depth).mean) for depth in DEPTHS]
        chart.line(rule, DEPTHS, found, ink)
        chart.points(f"{rule}, medians", DEPTHS, found, ink)
    chart.label("Adam without memory", (5, 1.0), "g", shift=(0, -12), align="center", bold=True)
    chart.label("gradient descent", (6.5, 0.53), "ink", shift=(0, 12), align="center", bold=True)
    chart.label("Adam", (3, -0.61), "adam", shift=(10, -4), bold=True)
    chart.view(x=(0.7, 8.3), y=(-0.8, 1.1))
    chart.ticks(x=np.array(DEPTHS).tolist(), y={-0.5: "−0.5", 0: "0", 0.5: "0.5", 1: "1"})
    return chart

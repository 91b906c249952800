"""Numbers of the networks: a table with a row a rule and task, and what chance leaves open."""

import math
from collections.abc import Callable

import numpy as np

from adamdocs.explainers.generalisation.experiments import page
from adamdocs.explainers.generalisation.networks import (
    COMPARED,
    FEW,
    GROUP,
    GROUPS,
    RULED,
    SEEDS,
    STEPS,
    THREE,
    TOGETHER,
    best,
    breaks_at,
    chosen,
    detectable,
    difference,
    sharper,
    sharpness,
    told,
    trained,
)
from adamdocs.labs.chance import LEVEL
from adamdocs.labs.digits import digits
from adamdocs.schedules import cosine

Measure = Callable[[], float]
TRAINED = "networks trained on images have no closed form"
# Best rate of the sweep, accuracy on images learned from and on new ones, multiple that breaks.
ROWS: dict[tuple[str, str], tuple[float, float, float, float]] = {
    ("thousand", "sgd"): (0.5, 0.977, 0.955, 4),
    ("thousand", "momentum"): (0.25, 0.991, 0.961, 2),
    ("thousand", "adam"): (0.03125, 0.990, 0.959, 8),
    ("three_hundred", "sgd"): (0.5, 0.996, 0.935, 4),
    ("three_hundred", "momentum"): (0.125, 0.999, 0.941, 4),
    ("three_hundred", "adam"): (0.03125, 0.999, 0.938, 8),
    ("wrong", "sgd"): (0.5, 0.800, 0.909, 4),
    ("wrong", "momentum"): (0.03125, 0.801, 0.905, 16),
    ("wrong", "adam"): (0.0078125, 0.800, 0.903, 16),
}
# One rule minus another: mean, half its interval, in percentage points.
APART: dict[tuple[str, str, str], tuple[float, float]] = {
    ("thousand", "adam", "momentum"): (-0.1, 0.4),
    ("thousand", "adam", "sgd"): (0.4, 0.3),
    ("thousand", "sgd", "momentum"): (-0.5, 0.3),
    ("three_hundred", "adam", "momentum"): (-0.2, 0.3),
    ("three_hundred", "adam", "sgd"): (0.3, 0.3),
    ("three_hundred", "sgd", "momentum"): (-0.6, 0.3),
    ("wrong", "adam", "momentum"): (-0.2, 0.5),
    ("wrong", "adam", "sgd"): (-0.6, 0.4),
    ("wrong", "sgd", "momentum"): (0.4, 0.4),
}


def add(name: str, about: str, pinned: float, form: str, measure: Measure) -> None:
    """Register a measured number under a name."""
    measure.__name__, measure.__doc__ = name, about
    page.number(pinned=pinned, reason=TRAINED, form=form)(measure)


def add_row(task: str, rule: str, cells: tuple[float, float, float, float]) -> None:
    """Register the numbers of one row."""
    rate, train, test, breaks = cells
    tail = f"{rule}_{task}"
    add(f"rate_{tail}", "The sweep's best rate.", rate, ".5g", lambda: best(rule, task))
    for part, about, value in (
        ("train", "Mean accuracy on the images learned from.", train),
        ("test", "Mean accuracy on new images.", test),
    ):
        add(
            f"{part}_{tail}",
            about,
            value,
            ".1%",
            lambda part=part: float(getattr(told(rule, task), part).mean()),  # type: ignore[misc]
        )
    add(
        f"breaks_{tail}",
        "Multiple of the best rate that breaks.",
        breaks,
        "d",
        lambda: breaks_at(rule, task),
    )


def add_difference(task: str, rule: str, other: str, mean: float, half: float) -> None:
    """Register a difference of test accuracies in percentage points, and half its interval."""
    tail = f"{rule}_{other}_{task}"
    add(
        f"difference_{tail}",
        "Difference of test accuracies, in percentage points.",
        mean,
        "+.1f",
        lambda: 100 * float(difference(rule, task, other).mean),
    )
    add(
        f"within_{tail}",
        "Half the width of its interval.",
        half,
        ".1f",
        lambda: 100 * float(difference(rule, task, other).half_width),
    )


for (_task, _rule), _cells in ROWS.items():
    add_row(_task, _rule, _cells)
for (_task, _rule, _other), _pair in APART.items():
    add_difference(_task, _rule, _other, *_pair)


@page.number(expect=lambda: GROUPS * GROUP, form="d")
def seeds() -> float:
    """Networks of every rule and task."""
    return float(trained("adam", "wrong").test.shape[1])


@page.number(expect=lambda: len(SEEDS) // GROUP, form="d")
def groups() -> float:
    """Groups of seeds that choose their own rates."""
    return float(told("adam", "wrong").test.size)


@page.number(expect=lambda: 0.95, form=".0%")
def level() -> float:
    """How often such an interval covers the true mean."""
    return LEVEL


def largest_deficit(level: float) -> float:
    """Largest deficit of Adam against momentum that an interval holds, in percentage points."""
    return max(-100 * float(difference("adam", task, level=level).low) for task in THREE)


add("excluded", "Deficit beyond each interval.", 0.7, ".1f", lambda: largest_deficit(LEVEL))
add("excluded_together", "Beyond all at once.", 1.0, ".1f", lambda: largest_deficit(TOGETHER))
add(
    "wider_together",
    "Factor by which intervals that hold together are wider.",
    1.5,
    ".1f",
    lambda: float(
        difference("adam", "wrong", level=TOGETHER).half_width
        / difference("adam", "wrong").half_width
    ),
)
add(
    "decided_together",
    "Of the comparisons, those whose wider interval leaves 0 out.",
    2,
    "d",
    lambda: float(sum(bool(difference("adam", *c, level=TOGETHER).decided) for c in COMPARED)),
)
add(
    "detectable_difference",
    "Seen with a chance of four in five.",
    0.7,
    ".1f",
    lambda: max(100 * detectable(difference("adam", *c)) for c in COMPARED),
)
add(
    "chosen_otherwise",
    "Choices of a group that are not the sweep's.",
    47,
    "d",
    lambda: float(sum((chosen(rule, task) != 1).sum() for rule in RULED for task in THREE)),
)
add(
    "between_seeds",
    "Deviation of momentum's accuracy over seeds at one rate, 1000 images, percentage points.",
    1.2,
    ".1f",
    lambda: 100 * float(trained("momentum", "thousand").test[1].std(ddof=1)),
)


@page.number(expect=lambda: 1797, form=",.0f")
def pool() -> float:
    """Images that every seed splits anew."""
    most = digits([0], train=1047)
    return float(sum(part.labels.size for part in (most.train, most.validation, most.test)))


@page.number(expect=lambda: 9 * GROUPS, form="d")
def choices_made() -> float:
    """Choices of rates: a group, a rule, a task each."""
    return float(sum(chosen(rule, task).size for rule in RULED for task in THREE))


@page.number(
    expect=lambda: 1 - math.exp(-0.01 * 2.0**-5 * (STEPS + 1) / 2), form=".0%", tolerance=1e-3
)
def shrunk_by_decay() -> float:
    """What AdamW's default decay takes off a weight by itself, at Adam's rate for clean labels."""
    rate, factor = best("adam", "thousand"), cosine(STEPS)
    left = sum(math.log1p(-0.01 * rate * float(factor(t))) for t in range(1, STEPS + 1))
    return -math.expm1(left)


SHARP = {"sgd": (2.1, 0.067), "momentum": (0.7, 0.013), "adam": (1.0, 0.016)}
for _rule, (_curvature, _left) in SHARP.items():
    add(
        f"sharpness_{_rule}",
        "Geometric mean of the largest curvature over the seeds.",
        _curvature,
        ".1f",
        lambda rule=_rule: float(  # type: ignore[misc]
            np.exp(np.log(sharpness(rule, "three_hundred").curvature).mean())
        ),
    )
    add(
        f"lost_{_rule}",
        "Mean loss on the images learned from.",
        _left,
        ".3f",
        lambda rule=_rule: float(sharpness(rule, "three_hundred").loss.mean()),  # type: ignore[misc]
    )
RATIOS = {"momentum": (1.4, 1.3, 1.6), "sgd": (0.50, 0.40, 0.62)}
for _other, _ends in RATIOS.items():
    for _end, _value in zip(("mean", "low", "high"), _ends, strict=True):
        add(
            f"sharper_{_other}_{_end}",
            "Adam's curvature over the other rule's.",
            _value,
            ".2g",
            lambda other=_other, end=_end: float(  # type: ignore[misc]
                np.exp(getattr(sharper(other, "three_hundred"), end))
            ),
        )


@page.number(expect=lambda: len(FEW), form="d")
def few_seeds() -> float:
    """Networks whose curvature is measured, a rule."""
    return float(sharpness("adam", "three_hundred").loss.size)

"""Numbers of the networks: a table with a row a rule and task, and what chance leaves open."""

from collections.abc import Callable

import numpy as np

from adamdocs.explainers.generalisation.experiments import page
from adamdocs.explainers.generalisation.networks import (
    AGAIN,
    SEEDS,
    detectable,
    difference,
    ended,
    gain_of_noise,
    least_loss,
    tuned,
    typical_sharpness,
)
from adamdocs.labs.chance import LEVEL

Measure = Callable[[], float]
TRAINED = "networks trained on images have no closed form"
# Rate, accuracy on images learned from and on new ones, difference from momentum, half its width.
ROWS: dict[tuple[str, str], tuple[float, float, float, float, float]] = {
    ("thousand", "sgd"): (0.5, 0.977, 0.956, -0.2, 0.4),
    ("thousand", "momentum"): (0.25, 0.990, 0.958, 0, 0),
    ("thousand", "adam"): (0.03125, 0.991, 0.961, 0.3, 0.4),
    ("thousand", "adamw"): (0.03125, 0.991, 0.961, 0.3, 0.4),
    ("three_hundred", "sgd"): (0.5, 0.996, 0.936, -0.3, 0.4),
    ("three_hundred", "momentum"): (0.125, 1.0, 0.939, 0, 0),
    ("three_hundred", "adam"): (0.03125, 1.0, 0.939, 0.0, 0.3),
    ("three_hundred", "adamw"): (0.03125, 1.0, 0.939, 0.0, 0.3),
    ("wrong", "sgd"): (0.5, 0.808, 0.910, 0.7, 0.5),
    ("wrong", "momentum"): (0.03125, 0.791, 0.903, 0, 0),
    ("wrong", "adam"): (0.0078125, 0.796, 0.907, 0.4, 0.5),
    ("wrong", "adamw"): (0.0078125, 0.796, 0.907, 0.4, 0.5),
}


def add(name: str, about: str, pinned: float, form: str, measure: Measure) -> None:
    """Register a measured number under a name."""
    measure.__name__, measure.__doc__ = name, about
    page.number(pinned=pinned, reason=TRAINED, form=form)(measure)


def add_row(task: str, rule: str, cells: tuple[float, float, float, float, float]) -> None:
    """Register the numbers of one row."""
    rate, train, test, apart, within = cells
    tail = f"{rule}_{task}"
    add(f"rate_{tail}", "Chosen rate.", rate, ".5g", lambda: tuned(rule, task).best)
    for word, place, value in (("train", 1, train), ("test", 0, test)):
        add(
            f"{word}_{tail}",
            "Mean accuracy over the seeds.",
            value,
            ".1%",
            lambda place=place: float(ended(rule, task)[place].mean()),  # type: ignore[misc]
        )
    if rule != "momentum":
        add(
            f"difference_{tail}",
            "Test accuracy minus momentum's, in percentage points.",
            apart,
            "+.1f",
            lambda: round(100 * float(difference(rule, task).mean), 1) + 0.0,
        )
        add(
            f"within_{tail}",
            "Half the width of its interval.",
            within,
            ".1f",
            lambda: 100 * float(difference(rule, task).half_width),
        )


for (_task, _rule), _cells in ROWS.items():
    add_row(_task, _rule, _cells)


@page.number(expect=lambda: 24, form="d")
def seeds() -> float:
    """Pairs of seeds."""
    return float(len(SEEDS))


@page.number(expect=lambda: 0.95, form=".0%")
def level() -> float:
    """How often such an interval covers the true mean."""
    return LEVEL


def largest_deficit() -> float:
    """Largest deficit of Adam that an interval still holds, in percentage points."""
    return max(
        -100 * float(difference("adam", t).low) for t in ("thousand", "three_hundred", "wrong")
    )


add("excluded", "Deficits beyond this are excluded in all tasks.", 0.3, ".1f", largest_deficit)


def smallest_seen() -> float:
    """Difference that every task would have shown with a chance of four in five."""
    return max(
        100 * detectable(difference("adam", t)) for t in ("thousand", "three_hundred", "wrong")
    )


add("detectable_difference", "Seen with a chance of four in five.", 0.7, ".1f", smallest_seen)


@page.number(pinned=-0.1, reason=TRAINED, form="+.1f")
def difference_again() -> float:
    """Adam minus momentum with 1000 images, rates chosen on six other seeds."""
    return 100 * float(difference("adam", "thousand", first=AGAIN).mean)


@page.number(pinned=0.4, reason=TRAINED, form=".1f")
def within_again() -> float:
    """Half the width of its interval."""
    return 100 * float(difference("adam", "thousand", first=AGAIN).half_width)


@page.number(pinned=0.9, reason=TRAINED, form=".1f")
def between_seeds() -> float:
    """Standard deviation of momentum's test accuracy over seeds, 1000 images, percentage points."""
    return 100 * float(ended("momentum", "thousand").test.std(ddof=1))


SHARP = {"sgd": 2.1, "momentum": 0.8, "adam": 1.2}
LOST = {"sgd": 0.067, "momentum": 0.013, "adam": 0.016}
for _rule, _value in SHARP.items():
    add(
        f"sharpness_{_rule}",
        "Geometric mean of the largest curvature over the seeds.",
        _value,
        ".1f",
        lambda rule=_rule: float(np.exp(typical_sharpness(rule).mean)),  # type: ignore[misc]
    )
    add(
        f"lost_{_rule}",
        "Mean loss on the images learned from.",
        LOST[_rule],
        ".3f",
        lambda rule=_rule: float(ended(rule, "three_hundred").train_loss.mean()),  # type: ignore[misc]
    )

LEAST = {
    ("sgd", 100): 0.305,
    ("momentum", 100): 0.002,
    ("adam", 100): 0.025,
    ("sgd", 10): 0.911,
    ("momentum", 10): 0.450,
    ("adam", 10): 0.663,
}
for (_rule, _batch), _value in LEAST.items():
    add(
        f"least_{_rule}_{_batch}",
        "Least training loss after forty steps.",
        _value,
        ".3f",
        lambda rule=_rule, batch=_batch: least_loss(rule, batch),  # type: ignore[misc]
    )


@page.number(pinned=-0.5, reason=TRAINED, form="+.1f")
def noise_gain() -> float:
    """Test accuracy of SGD in batches of ten minus that with all hundred images, in points."""
    return 100 * float(gain_of_noise().mean)


@page.number(pinned=0.4, reason=TRAINED, form=".1f")
def noise_gain_within() -> float:
    """Half the width of its interval."""
    return 100 * float(gain_of_noise().half_width)

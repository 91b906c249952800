"""Numbers of the networks that learn eight Gaussians."""

import math
from collections.abc import Callable

from adamdocs.explainers.gan.experiments import page
from adamdocs.explainers.gan.training import (
    CASES,
    RATES,
    RATIOS,
    SEEDS,
    chosen,
    compared,
    mean_modes,
    more_modes,
)
from adamdocs.labs.chance import LEVEL
from adamdocs.labs.mixture_gan import LEAST, MODES, full_share

TRAINED = "networks trained against each other have no closed form"
# Modes: mean, half its interval; share of samples near a center; the discriminator's rate.
ROWS: dict[tuple[str, bool], tuple[float, float, float, float]] = {
    ("sgd", True): (1.2, 0.7, 0.27, 0.2),
    ("sgd", False): (4.2, 1.0, 0.44, 0.4),
    ("adam0.9", True): (1.7, 0.7, 0.28, 0.01),
    ("adam0.9", False): (3.8, 0.7, 0.42, 0.01),
    ("adam0.5", True): (5.2, 1.0, 0.51, 0.01),
    ("adam0.5", False): (6.4, 1.0, 0.58, 0.02),
    ("adam0", True): (2.9, 0.7, 0.36, 0.02),
    ("adam0", False): (5.5, 1.2, 0.50, 0.02),
}
# One rule's modes minus another's: mean, half its interval.
APART: dict[tuple[str, str, bool], tuple[float, float]] = {
    ("adam0.9", "sgd", True): (0.4, 0.8),
    ("adam0.9", "sgd", False): (-0.4, 1.3),
    ("adam0.5", "sgd", True): (4.0, 0.8),
    ("adam0.5", "sgd", False): (2.2, 1.3),
    ("adam0.5", "adam0.9", True): (3.6, 1.0),
    ("adam0.5", "adam0.9", False): (2.6, 1.2),
    ("adam0.5", "adam0", True): (2.4, 0.7),
    ("adam0.5", "adam0", False): (0.9, 1.4),
}


def tail(*parts: str | bool) -> str:
    """Ending of a token: names without dots, `one` or `two` rates."""
    last = "one" if parts[-1] else "two"
    return "_".join([*(str(part).replace(".", "") for part in parts[:-1]), last])


def add(name: str, about: str, pinned: float, form: str, measure: Callable[[], float]) -> None:
    """Register a measured number under a name."""
    measure.__name__, measure.__doc__ = name, about
    page.number(pinned=pinned, reason=TRAINED, form=form)(measure)


def add_row(rule: str, one_rate: bool) -> None:
    """Register the numbers of one row."""
    mean, half, near, rate = ROWS[rule, one_rate]
    end = tail(rule, one_rate)
    add(f"modes_{end}", "Mean modes.", mean, ".1f", lambda: float(mean_modes(rule, one_rate).mean))
    add(
        f"within_{end}",
        "Half the interval of the mean.",
        half,
        ".1f",
        lambda: float(mean_modes(rule, one_rate).half_width),
    )
    add(
        f"rate_{end}",
        "The discriminator's rate.",
        rate,
        ".3g",
        lambda: chosen(rule, one_rate).discriminator,
    )
    if not one_rate:
        add(
            f"near_{end}",
            "Mean share of samples within two deviations of a center.",
            near,
            ".0%",
            lambda: float(compared()[rule, one_rate].near.mean()),
        )
        add(
            f"ratio_{end}",
            "The generator's rate over the discriminator's.",
            0.05 if rule == "sgd" else 0.2,
            ".3g",
            lambda: chosen(rule, one_rate).ratio,
        )


def add_difference(rule: str, other: str, one_rate: bool, mean: float, half: float) -> None:
    """Register the numbers of one difference."""
    end = tail(rule, other, one_rate)
    add(
        f"more_{end}",
        "Modes of one rule minus another's.",
        mean,
        "-.1f",
        lambda: float(more_modes(rule, other, one_rate).mean),
    )
    add(
        f"more_within_{end}",
        "Half the interval of the difference.",
        half,
        ".1f",
        lambda: float(more_modes(rule, other, one_rate).half_width),
    )


for case in CASES:
    add_row(*case)
for pair, (difference, width) in APART.items():
    add_difference(*pair, difference, width)


@page.number(expect=lambda: 10, form="d")
def gan_seeds() -> float:
    """How many seeds are compared."""
    return len(SEEDS)


@page.number(expect=lambda: 0.95, form=".0%")
def gan_level() -> float:
    """How often such an interval covers the true mean."""
    return LEVEL


@page.number(expect=lambda: 12, form="d")
def gan_grid() -> float:
    """Pairs of rates of a sweep."""
    return len(RATES["sgd"]) * len(RATIOS)


@page.number(expect=lambda: (1 - math.exp(-2)) / 8, form=".1%", tolerance=1e-9)
def full_mode() -> float:
    """Share of the data within two deviations of one center."""
    return full_share()


@page.number(expect=lambda: (1 - math.exp(-2)) / 16, form=".1%", tolerance=1e-9)
def least_mode() -> float:
    """Share of samples from which on a mode counts."""
    return LEAST * full_share()


@page.number(expect=lambda: 1 - math.exp(-2), form=".0%", tolerance=1e-9)
def near_data() -> float:
    """Share of the data within two deviations of any center."""
    return MODES * full_share()

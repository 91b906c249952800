"""Numbers in the text: the ravine, multiplied and turned."""

import math

import numpy as np

from adamdocs import theory
from adamdocs.explainers.geometry.experiments import (
    START,
    TOLERANCE,
    adam_arrives,
    adam_rate,
    apart_when_multiplied,
    arrival,
    both_when_multiplied,
    descent_arrives,
    divided_condition,
    momentum_arrives,
    on_ravine,
    page,
    shampoo_arrives,
)
from adamdocs.landscapes import ravine, rosenbrock
from adamdocs.optimizers import adam, sign_descent
from adamdocs.runs import descend

HISTORY = "Adam's path on a quadratic depends on its whole history of gradients: no closed form"
DESCENT_RATES = {1000.0: 10 ** (-135 / 50), 10_000.0: 10 ** (-185 / 50)}  # the grid's best
WIDGET_RATE = {"adam": 0.288, "momentum": 0.00363}


def settles(condition: float, lr: float, b1: float = 0.0) -> int:
    """Momentum's or gradient descent's steps in closed form, whatever the angle."""
    return theory.settling_step(START, (1.0, condition), lr, TOLERANCE, b1)


@page.number(pinned=184, reason=HISTORY, form="d")
def adam_upright() -> float:
    """Adam's steps at κ = 1000 along the axes."""
    return adam_arrives(1000.0, 0)


@page.number(pinned=537, reason=HISTORY, form="d")
def adam_turned() -> float:
    """Adam's steps at κ = 1000, turned by 45°."""
    return adam_arrives(1000.0, 45)


@page.number(pinned=207, reason=HISTORY, form="d")
def adam_upright_steep() -> float:
    """Adam's steps at κ = 10,000 along the axes."""
    return adam_arrives(10_000.0, 0)


@page.number(pinned=2926, reason=HISTORY, form=",d")
def adam_turned_steep() -> float:
    """Adam's steps at κ = 10,000, turned by 45°."""
    return adam_arrives(10_000.0, 45)


@page.number(pinned=547, reason=HISTORY, form="d")
def adam_five_steep() -> float:
    """Adam's steps at κ = 10,000, turned by 5°."""
    return adam_arrives(10_000.0, 5)


@page.number(pinned=2164, reason=HISTORY, form=",d")
def adam_25_steep() -> float:
    """Adam's steps at κ = 10,000, turned by 25°."""
    return adam_arrives(10_000.0, 25)


@page.number(pinned=2453, reason=HISTORY, form=",d")
def adam_30_steep() -> float:
    """Adam's steps at κ = 10,000, turned by 30°."""
    return adam_arrives(10_000.0, 30)


@page.number(pinned=165, reason=HISTORY, form="d")
def adam_upright_mild() -> float:
    """Adam's steps at κ = 100 along the axes."""
    return adam_arrives(100.0, 0)


@page.number(pinned=170, reason=HISTORY, form="d")
def adam_turned_mild() -> float:
    """Adam's steps at κ = 100, turned by 45°."""
    return adam_arrives(100.0, 45)


@page.number(pinned=0.209, reason=HISTORY, form=".3f")
def adam_rate_upright() -> float:
    """Adam's best rate at κ = 1000 along the axes."""
    return adam_rate(1000.0, 0)


@page.number(pinned=1.51, reason=HISTORY, form=".2f")
def adam_rate_turned() -> float:
    """Adam's best rate at κ = 1000, turned by 45°."""
    return adam_rate(1000.0, 45)


@page.number(expect=lambda: settles(1000.0, 10 ** (-128 / 50), 0.9), form="d")
def momentum_upright() -> float:
    """Momentum's steps at κ = 1000: as many along the axes as turned by 45°."""
    upright, turned = (momentum_arrives(1000.0, angle)[0] for angle in (0, 45))
    return upright if upright == turned else float("nan")


@page.number(expect=lambda: settles(10_000.0, 10 ** (-172 / 50), 0.9), form=",d")
def momentum_steep() -> float:
    """Momentum's steps at κ = 10,000, turned by 45°."""
    return momentum_arrives(10_000.0, 45)[0]


@page.number(expect=lambda: settles(1000.0, DESCENT_RATES[1000.0]), form=",d")
def descent_turned() -> float:
    """Gradient descent's steps at κ = 1000, turned by 45°."""
    return descent_arrives(1000.0, 45)


@page.number(pinned=228, reason=HISTORY, form="d")
def race_adam_turned() -> float:
    """Adam's steps at κ = 100 and 45° at the rate that is best upright."""
    return float(arrival(on_ravine("adam", WIDGET_RATE["adam"], 45).loss))


@page.number(pinned=165, reason=HISTORY, form="d")
def race_adam_upright() -> float:
    """Adam's steps at κ = 100 upright at that rate."""
    return float(arrival(on_ravine("adam", WIDGET_RATE["adam"], 0).loss))


@page.number(expect=lambda: settles(100.0, WIDGET_RATE["momentum"], 0.9), form="d")
def race_momentum() -> float:
    """Momentum's steps at κ = 100 and 45°."""
    return float(arrival(on_ravine("momentum", WIDGET_RATE["momentum"], 45).loss))


@page.number(expect=lambda: 500, tolerance=0.0, form="d")
def same_without_eps() -> float:
    """Of 500 points, those that stay bit for bit when gradients across are multiplied, ε = 0."""
    before, after = both_when_multiplied(1024.0, 0.0)
    return float((before == after).all(axis=1).sum())


@page.number(pinned=7.8e-5, reason=HISTORY, form=".1e")
def change_with_eps() -> float:
    """Largest change of Adam's path, in learning rates, when they are divided by 2²⁰, default ε."""
    return apart_when_multiplied(2.0**-20, 1e-8)


@page.number(expect=lambda: START[0] / START[1], form=".0f")
def divided_upright() -> float:
    """Condition number after the first division, upright: the distances are left."""
    return divided_condition(0)


def left_at_45() -> float:
    """κ + 2 + 1/κ = (h₁₁/d₁ + h₂₂/d₂)² d₁d₂ / det H, solved for κ, at 45°."""
    half = 0.5 * (1.0 + 100.0)
    d1, d2 = (abs(10.0 - 100.0) / math.sqrt(2), (10.0 + 100.0) / math.sqrt(2))
    total = (half / d1 + half / d2) ** 2 * d1 * d2 / 100.0 - 2.0
    return 0.5 * (total + math.sqrt(total * total - 4.0))


@page.number(expect=left_at_45, form=".0f")
def divided_turned() -> float:
    """Condition number after the first division, turned by 45°."""
    return divided_condition(45)


@page.number(expect=lambda: theory.jacobi_condition(10_000.0, 5), tolerance=1e-6, form=".0f")
def best_division_steep() -> float:
    """Least condition number that a division of the axes leaves, κ = 10,000 at 5°."""
    hessian = np.array(ravine(10_000.0, 5).grad(np.eye(2)))
    return theory.rescaled_condition(0.5 * (hessian + hessian.T), np.diag(hessian))


@page.number(pinned=13, reason="Shampoo's roots of sums of products have no closed form", form="d")
def shampoo_upright() -> float:
    """Shampoo's steps at κ = 1000 along the axes."""
    return shampoo_arrives(1000.0, 0)


@page.number(pinned=13, reason="Shampoo's roots of sums of products have no closed form", form="d")
def shampoo_turned() -> float:
    """Shampoo's steps at κ = 1000, turned by 45°."""
    return shampoo_arrives(1000.0, 45)


@page.number(expect=lambda: 300, tolerance=0.0, form="d")
def sign_steps_alike() -> float:
    """Of 300 steps down Rosenbrock's valley, those in which Adam without memory is sign descent."""
    rules = (adam(0.01, b1=0.0, b2=0.0, eps=0.0), sign_descent(0.01))
    one, other = (descend(rule, rosenbrock(), steps=300).step for rule in rules)
    return float((one == other).all(axis=1).sum())

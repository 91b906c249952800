"""The page's runs at the edge of stability, and Adam's first steps under pure noise."""

from functools import cache
from typing import Any

import numpy as np

from adamdocs import theory
from adamdocs.explainers.schedules.experiments import B1, B2, Array
from adamdocs.landscapes import parabola
from adamdocs.optimizers import adam, momentum
from adamdocs.runs import descend, feed
from adamdocs.schedules import warmup


@cache
def first_steps(times: tuple[int, ...]) -> Array:
    """Root mean square of the steps at some times under pure noise, in learning rates."""
    noise = np.random.default_rng(5).standard_normal((max(times), 100_000))
    step = feed(adam(1.0, B1, B2, 0.0), noise, keep="step").step
    rms: Array = np.sqrt(np.mean(step[np.array(times) - 1] ** 2, axis=1))
    return rms


def held(lr: float, product: float, b1: float = B1, steps: int = 200) -> Array:
    """|θ| over its start, with a preconditioned curvature of `product`/lr that does not change."""
    rule = momentum(lr, b1, ema=True)
    theta = descend(rule, parabola(product / lr), [1.0], steps=steps, keep="theta").theta
    return np.asarray(np.abs(theta[:, 0]))


@cache
def largest_held(b1: float = B1, lr: float = 0.01) -> float:
    """Largest preconditioned curvature times lr that converges, by runs a thousandth apart."""
    edge = float(theory.adam_stability_threshold(1.0, b1))
    products = edge * np.linspace(0.95, 1.05, 101)[:, None]

    def slope(theta: Array, t: int, rng: Any) -> Array:
        return np.asarray(products / lr * theta)

    rule = momentum(lr, b1, ema=True)
    run = descend(
        rule, parabola(), np.ones_like(products), steps=8000, gradient=slope, keep="theta"
    )
    late = np.abs(run.theta[-200:, :, 0]).max(axis=0)
    return float(products[(late < 0.5) & (run.diverged == 0), 0].max())


def freed(product: float, steps: int = 1000, correct: bool = False) -> Array:
    """|θ| over its start for Adam itself, whose ε is the denominator until gradients near it.

    lr = 1, ε = 1, curvature `product` and a start of 1e-9: √v̂ is nothing beside ε at first. The
    correction of m, a larger rate in the first steps, is left out, as in `held`, if not `correct`.
    """
    rule = adam(1.0, B1, B2, 1.0, correct_m=correct)
    theta = descend(rule, parabola(product), [1e-9], steps=steps, keep="theta").theta
    return np.asarray(np.abs(theta[:, 0]) / 1e-9)


def thrown(rising: int = 0, product: float = 20.0) -> float:
    """How many times as far as it started bias-corrected Adam gets, ε being the denominator."""
    run = descend(
        adam(1.0, B1, B2, 1.0),
        parabola(product),
        [1e-12],
        steps=200,
        schedule=warmup(rising) if rising else None,
        keep="theta",
    )
    return float(np.abs(run.theta).max()) / 1e-12

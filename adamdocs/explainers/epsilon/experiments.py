"""The page and the runs its parts share. Every rate is 1, so that a step is in learning rates."""

from functools import cache
from typing import Any

import ml_dtypes
import numpy as np
from numpy.typing import NDArray

from adamdocs import streams, theory
from adamdocs.explainers.framework import Explainer
from adamdocs.landscapes import parabola, ravine
from adamdocs.optimizers import adam, momentum
from adamdocs.optimizers.adam import EpsPlacement
from adamdocs.optimizers.base import Rule
from adamdocs.runs import Trace, descend, feed
from adamdocs.runs.formats import in_format
from adamdocs.sweeps import RATES, best_rate

page = Explainer("learn/epsilon", topic="Epsilon and rounding")

B1, B2, EPS = 0.9, 0.999, 1e-8
# Types that compute by themselves: the arithmetic of this page is theirs, nothing is emulated.
TYPES: dict[str, Any] = {
    "binary16": np.float16,
    "bfloat16": ml_dtypes.bfloat16,
    "binary32": np.float32,
    "binary64": np.float64,
}
CURVATURE = 2.0  # of the parabola θ²
SETTLING_RATE = 0.01
RAVINE_STEPS = 300


def in_type(rule: Rule, name: str) -> Rule:
    """The rule with gradients, state and step in a number format."""
    return in_format(rule, TYPES[name])


def first_step(
    g: Any, eps: float = EPS, placement: EpsPlacement = "outside", name: str = "binary64"
) -> NDArray[np.float64]:
    """Size of the first step for each of some gradients; infinite or NaN where it is."""
    column = np.atleast_1d(np.asarray(g, np.float64))[:, None]
    rule = in_type(adam(1.0, B1, B2, eps, eps_placement=placement), name)
    with np.errstate(all="ignore"):
        step, _ = rule.update(column, rule.init(column), column)
    size: NDArray[np.float64] = -step[:, 0]
    return size


def first_v(g: Any, name: str) -> NDArray[np.float64]:
    """Adam's v after one gradient, in a format."""
    column = np.atleast_1d(np.asarray(g, np.float64))[:, None]
    rule = in_type(adam(1.0, B1, B2), name)
    v: NDArray[np.float64] = rule.update(column, rule.init(column), column)[1].v[:, 0]
    return v


@cache
def all_halves() -> NDArray[np.float64]:
    """Every positive finite float16."""
    return np.arange(1, 0x7C00, dtype=np.uint16).view(np.float16).astype(np.float64)


def largest_lost(name: str) -> float:
    """Largest gradient whose first v is 0 in a format, by bisection between gradients."""
    low = theory.square_underflow(name) / 2
    return bisected(low, 1.0, lambda g: first_v(g, name)[0] == 0)


def largest_lost_square(name: str) -> float:
    """Largest gradient whose square is 0 in a format, likewise."""
    one = TYPES[name](1)
    low = theory.square_underflow(name) / 2
    return bisected(low, 1.0, lambda g: bool((one * TYPES[name](g)) * TYPES[name](g) == 0))


def bisected(low: float, high: float, holds: Any) -> float:
    """Largest number for which a condition holds, between one where it does and one where not."""
    for _ in range(60):
        middle = float(np.sqrt(low) * np.sqrt(high))
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low


@page.experiment()
def large_then_small(name: str, b2: float = B2, steps: int = 10_000) -> Trace:
    """Gradients of 1, as many of 0.01, and Adam with its state in a format."""
    g = np.concatenate([streams.constant(steps), streams.constant(steps, 0.01)])
    return feed(in_type(adam(1.0, B1, b2), name), g, keep=("step", "v", "v_hat"), every=50)


@cache
def hovering(eps: tuple[float, ...]) -> NDArray[np.float64]:
    """Root mean square distance from the minimum of θ², in learning rates, after 20,000 steps."""
    rule = adam(SETTLING_RATE, B1, B2, np.array(eps)[:, None])
    theta = descend(rule, parabola(), [1.0], steps=60_000, keep="theta").theta[20_000:, :, 0]
    rms: NDArray[np.float64] = np.sqrt(np.mean(theta * theta, axis=0)) / SETTLING_RATE
    return rms


@cache
def least_resting() -> float:
    """Least ε of a fine grid with which Adam, set down beside the minimum of θ², rests in it.

    With a smaller one it comes nearer while v forgets where it began, then leaves again.
    """
    eps = theory.settling_eps(SETTLING_RATE, CURVATURE) * np.linspace(0.9, 1.1, 81)
    rule, steps = adam(SETTLING_RATE, B1, B2, eps[:, None]), 40_000
    last = descend(rule, parabola(), [1e-9], steps=steps, keep="theta", every=steps).theta
    return float(eps[np.argmax(np.abs(last[-1, :, 0]) < 1e-100)])


@cache
def noise_rms(size: float, eps: float) -> float:
    """Root mean square of late steps under noise of some size."""
    g = streams.noisy(4_000 * 200, deviation=size).reshape(200, 4_000, 1)
    step = feed(adam(1.0, B1, B2, eps), g, keep="step").step[150:]
    return float(np.sqrt(np.mean(step * step)))


@cache
def best_scaled_rate(eps: float) -> float:
    """Adam's best rate on the ravine at an ε: of the sweep's rates times 1 + ε."""
    rates = [rate * (1 + eps) for rate in RATES]
    return best_rate(adam, ravine(), steps=RAVINE_STEPS, rates=rates, eps=eps)


@cache
def ravine_path(eps: float) -> NDArray[np.float64]:
    """Adam's path on the ravine at its best rate for an ε."""
    rule = adam(best_scaled_rate(eps), B1, B2, eps)
    return descend(rule, ravine(), steps=RAVINE_STEPS, keep="theta").path()


@cache
def momentum_path(eps: float) -> NDArray[np.float64]:
    """Path of bias-corrected momentum at the rate that Adam tends to for a large ε."""
    rule = momentum(theory.large_eps_rate(best_scaled_rate(eps), eps), B1, ema=True)
    corrected = descend(
        rule, ravine(), steps=RAVINE_STEPS, schedule=lambda t: 1 / (1 - B1**t), keep="theta"
    )
    return corrected.path()


def momentum_apart(eps: float = 1e4) -> float:
    """Largest distance between the two."""
    return float(np.linalg.norm(ravine_path(eps) - momentum_path(eps), axis=1).max())


def step_after_fall(count: int = 10, later: int = 1000, size: float = 1e-30) -> float:
    """Size of a late step at ε = 0: some gradients of 1, then tiny ones."""
    g = np.concatenate([streams.constant(count), streams.constant(later, size)])
    return float(-feed(adam(1.0, B1, B2, 0.0), g).step[-1, 0])


def falls_short(eps: float, size: float) -> float:
    """Fraction by which a late step under a constant gradient is shorter than momentum's."""
    g = streams.constant(400, size)
    slow = feed(adam(1.0, B1, B2, eps), g).step[-1, 0]
    averaged = feed(momentum(theory.large_eps_rate(1.0, eps), B1, ema=True), g).step[-1, 0]
    return float(1 - slow / averaged)

"""The page and the runs its parts share."""

import math
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from adamdocs import theory
from adamdocs.explainers.framework import Explainer
from adamdocs.landscapes import parabola, ravine
from adamdocs.optimizers import Rule, momentum, nesterov, sgd
from adamdocs.portable import Mulberry32
from adamdocs.runs import Trace, descend, feed

page = Explainer("learn/momentum", topic="Momentum")

B1 = 0.9
KAPPA = 100.0
START = (10.0, 1.0)
TOLERANCE = 1e-6  # a run has settled when its loss stays below
APART = 1.005  # one rate of a grid over the one before
GD_RATE = float(theory.gradient_descent_best_rate(1.0, KAPPA))
BEST_RATE = float(theory.heavy_ball_best_rate(1.0, KAPPA))
BEST_B1 = float(theory.heavy_ball_best_b1(KAPPA))

Array = NDArray[np.float64]


def settled(loss: ArrayLike) -> Array:
    """First step from which the loss of each run stays below the tolerance; infinite if none."""
    loud = np.asarray(loss) >= TOLERANCE
    last = len(loud) - np.argmax(loud[::-1], axis=0)
    return np.where(loud[-1], np.inf, np.where(loud.any(axis=0), last + 1.0, 1.0))


def grid(b1: float, condition: float = KAPPA) -> Array:
    """Rates of heavy ball half a percent apart, all that come into question as the best.

    They begin at half the rate below which the floor is crawled along (the roots of
    `theory.heavy_ball_iterate` are real there) and end where the steep wall makes a run diverge.
    """
    high = float(theory.heavy_ball_stable_rate(condition, b1))
    low = 0.5 * min((1.0 - math.sqrt(b1)) ** 2, high)
    count = math.ceil(math.log(high / low) / math.log(APART))
    return np.array([low * APART**k for k in range(count)])


@cache
def steps_on_grid(b1: float, condition: float = KAPPA) -> Array:
    """Steps to settle, at every rate of the grid, by runs."""
    steps = int(25 / (1.0 - math.sqrt(b1)))
    rule = momentum(grid(b1, condition)[:, None], b1)
    return settled(descend(rule, ravine(condition), steps=steps, keep="loss").loss)


@cache
def expected_on_grid(b1: float, condition: float = KAPPA) -> Array:
    """Steps to settle, at every rate of the grid, in closed form."""
    walls = (1.0, condition)
    rates = grid(b1, condition)
    return np.array([theory.settling_step(START, walls, lr, TOLERANCE, b1) for lr in rates])


@cache
def rate_on_grid(b1: float) -> float:
    """The rate of the grid with the fewest steps, by runs; of equals the first."""
    return float(grid(b1)[int(steps_on_grid(b1).argmin())])


@cache
def steps_at_best(condition: float = KAPPA) -> tuple[float, float]:
    """Steps to settle of gradient descent and of heavy ball, each at its optimal setting."""
    walls = (1.0, condition)
    plain = sgd(theory.gradient_descent_best_rate(*walls))
    ball = momentum(theory.heavy_ball_best_rate(*walls), theory.heavy_ball_best_b1(condition))
    enough = (10 + 7 * condition, 10 + 20 * math.sqrt(condition))
    runs = [
        descend(rule, ravine(condition), steps=int(steps), keep="loss")
        for rule, steps in zip((plain, ball), enough, strict=True)
    ]
    first, second = (float(settled(run.loss)) for run in runs)
    return first, second


def expected_at_best(condition: float = KAPPA) -> tuple[int, int]:
    """The same in closed form."""
    walls = (1.0, condition)
    lr, b1 = theory.heavy_ball_best_rate(*walls), theory.heavy_ball_best_b1(condition)
    plain = theory.gradient_descent_best_rate(*walls)
    return (
        theory.settling_step(START, walls, plain, TOLERANCE),
        theory.settling_step(START, walls, lr, TOLERANCE, b1),
    )


def effective_rates(b1: float) -> Array:
    """Effective rates lr/(1 − β₁) from slow ones up to where runs diverge, denser there."""
    limit = float(theory.ema_momentum_stable_rate(KAPPA, b1))
    near = limit * (1 - np.geomspace(0.003, 0.1, 12))
    return np.sort(np.concatenate([np.geomspace(1e-3, 0.9 * limit, 64), near]))


@cache
def settle_against_rate(b1: float) -> tuple[Array, Array]:
    """Effective rates, and the steps that heavy ball needs to settle at each."""
    effective = effective_rates(b1)
    rule = momentum((1 - b1) * effective[:, None], b1)
    return effective, settled(descend(rule, ravine(), steps=10_000, keep="loss").loss)


@cache
def down_the_ravine(name: str, lr: float, b1: float = B1, steps: int = 200) -> Trace:
    """A rule on the ravine: `sgd`, `momentum` or `nesterov`."""
    rules: dict[str, Callable[[], Rule]] = {
        "sgd": lambda: sgd(lr),
        "momentum": lambda: momentum(lr, b1),
        "nesterov": lambda: nesterov(lr, b1),
    }
    return descend(rules[name](), ravine(), steps=steps)


@cache
def one_gradient(b1: float = B1, lr: float = 1.0, ema: bool = False, steps: int = 40) -> Array:
    """Sizes of the steps after a gradient of 1 at the first step and zeros ever after."""
    g = np.zeros((steps, 1))
    g[0] = 1.0
    sizes: Array = -feed(momentum(lr, b1, ema=ema), g).step[:, 0]
    return sizes


def shrinking(rule: Rule, curvature: float = KAPPA) -> float:
    """Factor on the distance per step in the long run, for a rule that swings.

    θ_t² − θ_{t+1}θ_{t−1} shrinks by the square of it at every step: only a pair of complex
    roots remains.
    """
    theta = descend(rule, parabola(curvature), [1.0], steps=12).path()[:, 0]
    turns = theta[1:-1] ** 2 - theta[2:] * theta[:-2]
    return float(np.sqrt(turns[-1] / turns[-2]))


def swinging(b1: float) -> float:
    """Largest curvature at which heavy ball swings over the smallest, by runs at rate 1.

    Below the smallest it never changes its side, above the largest it does at every step.
    """
    low, high = ((1 - math.sqrt(b1)) ** 2, (1 + math.sqrt(b1)) ** 2)
    near = np.geomspace(0.9995, 1.0005, 801)  # no run diverges yet
    walls = np.concatenate([low * near, high * near])[:, None]

    def slope(theta: Array, t: int, rng: Any) -> Array:
        return walls * theta

    run = descend(
        momentum(1.0, b1), parabola(), np.ones_like(walls), steps=6000, gradient=slope, keep="theta"
    )
    side = run.theta[1:, :, 0] * run.theta[:-1, :, 0] > 0
    stays, alternates = side.all(axis=0)[:801], ~side.any(axis=0)[801:]
    return float(walls[801:][~alternates].max() / walls[:801][~stays].min())


def largest_rate(make: Callable[[Any], Rule]) -> float:
    """Rate above which a rule diverges on a parabola of curvature 1, by runs at many rates."""
    rates = np.geomspace(1.0, 50.0, 8001)
    run = descend(make(rates[:, None]), parabola(1.0), [1.0], steps=2000, keep="theta", every=2000)
    converged = (run.diverged == 0) & (np.abs(run.theta[-1, :, 0]) < 1)
    return float(rates[converged].max())


@cache
def spread(lr: float, b1: float = 0.0, curvature: float = 1.0) -> float:
    """Variance of θ in the long run under gradient noise of variance 1, exact to rounding.

    θ is a sum of answers to all past noise, which is independent: its variance is the sum of the
    squares of the answer to one gradient of 1.
    """

    def once(theta: Array, t: int, rng: Any) -> Array:
        return curvature * theta + (t == 1)

    steps = math.ceil(20 / (1 - theory.heavy_ball_factor(curvature, lr, b1)))
    run = descend(
        momentum(lr, b1), parabola(curvature), [0.0], steps=steps, gradient=once, keep="theta"
    )
    return float(np.sum(run.theta**2))


@cache
def hovering(effective: tuple[float, ...], b1: float) -> Array:
    """Root mean square of θ on a parabola of curvature 1, over many noisy runs, at each rate."""

    def noisy(theta: Array, t: int, rng: Any) -> Array:
        noise: Array = rng.standard_normal(theta.shape[1:])  # the same at every rate
        return theta + noise

    lr = (1 - b1) * np.array(effective)[:, None, None]
    starts = np.zeros((len(effective), 2000, 1))
    run = descend(
        momentum(lr, b1),
        parabola(1.0),
        starts,
        steps=900,
        gradient=noisy,
        rng=Mulberry32(1),
        keep="theta",
        every=50,
    )
    rms: Array = np.sqrt(np.mean(run.theta[-6:] ** 2, axis=(0, 2, 3)))
    return rms


@cache
def convex_cycle(look_ahead: bool = False) -> Array:
    """Last three points on a convex loss whose curvature is 25, 1 and 25 again, from 3.3.

    The function of Lessard, Recht and Packard (2016). Heavy ball has the setting that is optimal
    for quadratics with curvatures from 1 to 25; with `look_ahead` it is Nesterov's gradient.
    """

    def slope(theta: Array, t: int, rng: Any) -> Array:
        middle = np.where(theta < 2, theta + 24, 25 * theta - 24)
        return np.where(theta < 1, 25 * theta, middle)

    ball = momentum(theory.heavy_ball_best_rate(1.0, 25.0), theory.heavy_ball_best_b1(25.0))
    rule = nesterov(1 / 25, theory.heavy_ball_best_factor(25.0)) if look_ahead else ball
    last: Array = descend(rule, parabola(), [3.3], steps=1000, gradient=slope).theta[-3:, 0]
    return last

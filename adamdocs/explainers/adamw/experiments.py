"""The page and the runs its parts share, on single weights and in two coordinates."""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from adamdocs import streams, theory
from adamdocs.explainers.framework import Explainer
from adamdocs.labs.chance import Interval, mean_interval
from adamdocs.landscapes import ravine
from adamdocs.optimizers import Rule, adam, adam_l2, adamw, momentum, sgd
from adamdocs.runs import feed, play

page = Explainer("learn/adamw", topic="Weight decay")
Array = NDArray[np.float64]

B1, B2 = 0.9, 0.999
RULES: dict[str, Callable[..., Rule]] = {"l2": adam_l2, "adamw": adamw}
DEVIATIONS = (0.1, 1.0, 10.0)
# Shrinking: a pull so weak, at a rate so small, that the weight stays at 1.
PAIRS, STILL, SLOW, WEAK = 40, 2000, 1e-5, 0.01
# Without a gradient.
SILENT, SILENT_RATE = 500, 1e-3
# At rest: runs begin where the closed form has them, and are averaged once chance has mixed them.
RESTING_RATE, RESTING, MIXED, RUNS = 2e-3, 3000, 1000, 60
RESTING_DECAYS = (0.5, 2.0)
RESTING_NOISES = (0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
# In the box.
ANGLE, KAPPA, CENTER = 60, 10.0, np.array([2.0, 0.8])
STARTS = np.array([[0.0, 0.0], [-1.7, 1.4], [2.4, -1.5]])
BOX_DECAY, BOX_RATE, BOX_B2, BOX_STEPS = 1.0, 0.01, 0.99, 4000
# The widget and its figure.
SHOWN = {"weight_decay": 0.1, "lr": 0.005, "quiet": 0.1, "noisy": 10.0, "seed": 1, "t": 1000}
SHOWN_STEPS, SCATTERED = 3000, 400


@cache
def shrink_rates(name: str, deviation: float) -> Array:
    """Rate at which a weight of 1 shrinks under noise alone, in lr·λ, one a pair of noises."""
    noise = deviation * streams.noisy(STILL * PAIRS).reshape(STILL, PAIRS, 1)
    rule = RULES[name](SLOW, weight_decay=WEAK)
    start = np.ones((2 * PAIRS, 1))
    twins = feed(rule, np.concatenate([noise, -noise], axis=1), start, keep="theta", every=STILL)
    left = twins.theta[-1, :, 0].reshape(2, PAIRS).mean(axis=0)
    return np.asarray(-np.log(left) / (STILL * SLOW * WEAK))


def shrink(name: str, deviation: float) -> Interval:
    """Mean of these rates, with its interval."""
    return mean_interval(shrink_rates(name, deviation))


@cache
def silence(name: str, weight_decay: float, steps: int = SILENT) -> Array:
    """A weight of 1 whose gradient from the loss is 0, step by step from its start on."""
    rule = RULES[name](SILENT_RATE, weight_decay=weight_decay)
    theta = feed(rule, np.zeros((steps, 1)), [1.0], keep="theta").theta[:, 0]
    return np.insert(theta, 0, 1.0)


def silent_ratio(start: float, weight_decay: float = 0.1) -> float:
    """What AdamW leaves of a weight without a gradient over what L2 leaves of it."""
    l2, decoupled = (
        feed(make(SILENT_RATE, weight_decay=weight_decay), np.zeros((SILENT, 1)), [start]).theta[-1]
        for make in (adam_l2, adamw)
    )
    return float(decoupled[0] / l2[0])


def parabola(deviation: Array, scale: float = 1.0) -> Callable[..., list[Array]]:
    """Field of ½(θ − 1)² under noise."""

    def field(thetas: tuple[Array, ...], t: int, rng: np.random.Generator) -> list[Array]:
        (theta,) = thetas
        return [scale * (theta - 1.0) + deviation * rng.standard_normal(theta.shape)]

    return field


@cache
def resting(name: str, weight_decay: float) -> Interval:
    """Place at which a rule rests on ½(θ − 1)², with its interval, one for each noise."""
    sigma = np.array(RESTING_NOISES)[:, None, None]
    closed = np.broadcast_to(rest_of(name, weight_decay, sigma), sigma.shape)
    start = np.broadcast_to(closed, (len(sigma), RUNS, 1))
    rule = RULES[name](RESTING_RATE, weight_decay=weight_decay)
    rng = np.random.default_rng(11)
    (trace,) = play(
        [rule], parabola(sigma), [start], steps=RESTING, rng=rng, keep="theta", every=10
    )
    return mean_interval(trace.theta[MIXED // 10 :, :, :, 0].mean(axis=0))


def rest_of(name: str, weight_decay: float, deviation: Any) -> Any:
    """Closed form of that place."""
    if name == "l2":
        return theory.l2_fixed_point(weight_decay)
    return theory.adamw_fixed_point(weight_decay, deviation)


@cache
def quiet_rest(name: str = "adamw", weight_decay: float = 2.0, deviation: float = 0.0) -> float:
    """Place at which a rule rests on ½(θ − 1)², with little noise or none, from θ = 0."""
    sigma, steps = np.array([[deviation]]), 4000
    rule = RULES[name](0.01, weight_decay=weight_decay, b2=0.99)
    rng = np.random.default_rng(5)
    (trace,) = play(
        [rule],
        parabola(sigma),
        [np.zeros((RUNS, 1))],
        steps=steps,
        rng=rng,
        schedule=lambda t: 1 - (t - 1) / steps,
        keep="theta",
        every=steps,
    )
    return float(trace.theta[-1].mean())


def shifted_gradient(theta: Array) -> Array:
    """Gradient of the tilted ravine about `CENTER`."""
    g: Array = ravine(KAPPA, ANGLE).grad(theta - CENTER)
    return g


def shifted_hessian() -> Array:
    """Its Hessian, in closed form."""
    return theory.rotated_hessian(1.0, KAPPA, ANGLE)


@cache
def boxed(name: str) -> Array:
    """Paths from three starts on the tilted ravine, start included, `(steps + 1, 3, 2)`."""
    rule = RULES[name](BOX_RATE, b2=BOX_B2, weight_decay=BOX_DECAY)
    (trace,) = play(
        [rule],
        lambda thetas, t, rng: [shifted_gradient(thetas[0])],
        [STARTS],
        steps=BOX_STEPS,
        keep="theta",
    )
    return np.concatenate([STARTS[None], trace.theta])


def box_rest() -> Array:
    """Minimizer of the loss in AdamW's box, in closed form."""
    return theory.box_minimizer(shifted_hessian(), CENTER, 1 / BOX_DECAY)


def ridge_rest() -> Array:
    """Minimizer of the loss plus the penalty, in closed form."""
    H = shifted_hessian()
    found: Array = np.linalg.solve(H + BOX_DECAY * np.eye(2), H @ CENTER)
    return found


@cache
def shown(name: str) -> Array:
    """The widget's runs: both weights, each under a noise and its opposite, `(steps + 1, 4)`."""
    quiet, noisy = SHOWN["quiet"], SHOWN["noisy"]
    seed = int(SHOWN["seed"])
    noise = streams.noisy(SHOWN_STEPS, seed=seed) * np.array([quiet, -quiet, noisy, -noisy])
    rule = RULES[name](SHOWN["lr"], weight_decay=SHOWN["weight_decay"])
    return np.concatenate([np.ones((1, 4)), feed(rule, noise, np.ones(4), keep="theta").theta])


@cache
def shown_ends() -> Array:
    """Where AdamW ends at the widget's settings, one weight a noise and no opposites."""
    noise = np.random.default_rng(7).standard_normal((SHOWN_STEPS, SCATTERED))
    rule = adamw(SHOWN["lr"], weight_decay=SHOWN["weight_decay"])
    return np.asarray(feed(rule, noise, np.ones(SCATTERED)).theta[-1])


@cache
def l2_pairs_end() -> Array:
    """Where L2 leaves the noisy weight, the mean of both runs of a pair, one a noise."""
    noise = np.random.default_rng(7).standard_normal((SHOWN_STEPS, SCATTERED)) * SHOWN["noisy"]
    rule = adam_l2(SHOWN["lr"], weight_decay=SHOWN["weight_decay"])
    one, other = (feed(rule, sign * noise, np.ones(SCATTERED)).theta[-1] for sign in (1, -1))
    return np.asarray((one + other) / 2)


def apart(rule: Rule, weight_decay: float = 0.1, steps: int = 200) -> float:
    """Largest distance between a weight with λθ in its gradient and one with lr·λθ beside the step.

    On ½ · 4 (θ − 1)² from 5.
    """
    lr = rule.hyper["lr"]
    theta = np.array([[5.0], [5.0]])
    state, farthest = rule.init(theta), 0.0
    for _ in range(steps):
        inside = weight_decay * theta * np.array([[1.0], [0.0]])
        beside = lr * weight_decay * theta * np.array([[0.0], [1.0]])
        step, state = rule.update(4.0 * (theta - 1.0) + inside, state, theta)
        theta = theta + step - beside
        farthest = max(farthest, float(np.abs(theta[0, 0] - theta[1, 0])))
    return farthest


def plain(name: str) -> Rule:
    """Gradient descent, with momentum or without, or Adam, none with a decay of its own."""
    return {"sgd": sgd(0.05), "momentum": momentum(0.05), "adam": adam(0.05)}[name]


@cache
def time_constant(lr: float, scaled: bool = True, weight_decay: float = 0.01) -> float:
    """Steps to shrink a weight without a gradient by e, a fraction included, from a run of 200."""
    rule = adamw(lr, weight_decay=weight_decay, decay_scaled_by_lr=scaled)
    left = feed(rule, np.zeros((200, 1)), [1.0], keep="theta").theta[-1, 0]
    return float(-200 / np.log(left))


@cache
def edge(lr: float, scaled: bool = True, weight_decay: float = 0.5) -> float:
    """Where AdamW holds a weight whose gradient always has one sign."""
    rule = adamw(lr, weight_decay=weight_decay, decay_scaled_by_lr=scaled)
    start = [1 / weight_decay if scaled else lr / weight_decay]
    return float(feed(rule, -np.ones((100, 1)), start, keep="theta").theta[-1, 0])

"""The page and the runs its parts share. Every rate is 1, so that a step is in learning rates."""

from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from adamdocs import streams, theory
from adamdocs.explainers.framework import Explainer
from adamdocs.landscapes import absolute, ravine
from adamdocs.optimizers import adam
from adamdocs.optimizers.base import Init, Update, rule
from adamdocs.runs import Trace, descend, feed
from adamdocs.sweeps import best_rate

page = Explainer("learn/adam", topic="Step length")

B1, B2 = 0.9, 0.999
SILENCE = 30_000  # zero gradients after which the corrections have faded to a billionth
RUNS = 4_000
BEFORE = 2_000  # equal gradients before one that differs
RAVINE_STEPS = 300


@cache
def fed(name: str, steps: int) -> Trace:
    """Adam with negligible ε under a stream that is named like its function."""
    return feed(adam(1.0, B1, B2, 0.0), streams.STREAMS[name](steps))


@cache
def noise_steps(steps: int, seed: int = 1) -> NDArray[np.float64]:
    """Root mean square over many runs of each step under Gaussian noise of mean zero."""
    g = streams.noisy(steps * RUNS, seed=seed).reshape(steps, RUNS, 1)
    step = feed(adam(1.0, B1, B2, 0.0), g, keep="step").step
    rms: NDArray[np.float64] = np.sqrt(np.mean(step * step, axis=(1, 2)))
    return rms


@cache
def after_silence(steps: int, ratio: float = 1.0) -> NDArray[np.float64]:
    """Sizes of the steps under equal or growing gradients that follow a long silence."""
    g = np.concatenate([np.zeros((SILENCE, 1)), streams.growing(steps, ratio)])
    sizes: NDArray[np.float64] = -feed(adam(1.0, B1, B2), g, keep="step").step[SILENCE:, 0]
    return sizes


@page.experiment()
def growing(steps: int, b2: float = B2) -> NDArray[np.float64]:
    """Sizes of the last steps under the stream that makes the last of them as large as can be.

    Its gradients before the last thousand are too small to matter; zeros stand for them.
    """
    g = np.concatenate([np.zeros(SILENCE), theory.worst_stream(1000, B1, b2)])[:, None]
    sizes: NDArray[np.float64] = -feed(adam(1.0, B1, b2), g, keep="step").step[-steps:, 0]
    return sizes


@cache
def after_flip(b1: float = B1) -> Trace:
    """Adam from one step before its gradient turns, after a long run of one sign."""
    return feed(adam(1.0, b1, B2, 0.0), streams.flip(BEFORE + 200, at=BEFORE + 1))


@cache
def after_spike(size: float) -> NDArray[np.float64]:
    """Sizes of the steps from a single large gradient among ones on."""
    g = streams.spike(SILENCE + 201, at=SILENCE + 1, size=size)
    sizes: NDArray[np.float64] = -feed(adam(1.0), g, keep="step").step[SILENCE:, 0]
    return sizes


@cache
def noise_sizes(b2: float) -> NDArray[np.float64]:
    """Sizes of two hundred steps of 8,000 runs under Gaussian noise of mean zero, a row a run."""
    g = streams.noisy(250 * 8_000).reshape(250, 8_000, 1)
    step = feed(adam(1.0, B1, b2, 0.0), g, keep="step").step
    sizes: NDArray[np.float64] = np.abs(step[50:, :, 0]).T
    return sizes


def past_the_kink(b1: float) -> float:
    """How far Adam runs past the minimum of |θ|, in learning rates."""
    lr = 0.01
    theta = descend(adam(lr, b1, B2, 0.0), absolute(), [1.0035], steps=130, keep="theta").theta
    return float(-theta.min() / lr)


class RescaledState(NamedTuple):
    """State of `rmsprop_momentum`."""

    t: int
    b1_power: Any
    b2_power: Any
    v: Any
    n: Any


@rule(memory=("v", "n"))
def rmsprop_momentum(
    lr: Any = 1e-3, b1: Any = 0.9, b2: Any = 0.999, eps: Any = 1e-8, *, correct: bool = False
) -> tuple[Init, Update]:
    """RMSProp with momentum: an average of rescaled gradients, where Adam rescales the average.

    Source: A. Graves, 2013, arXiv:1308.0850, as described in section 5 of arXiv:1412.6980, here
    with decays like Adam's and, if `correct`, with Adam's corrections.
    """

    def init(theta: Any) -> RescaledState:
        zeros = np.zeros_like(theta)
        return RescaledState(0, 1.0, 1.0, zeros, zeros)

    def update(g: Any, state: RescaledState, theta: Any) -> tuple[Any, RescaledState]:
        b1_power, b2_power = state.b1_power * b1, state.b2_power * b2
        v = b2 * state.v + (1 - b2) * (g * g)
        v_hat = v / (1 - b2_power) if correct else v
        n = b1 * state.n + (1 - b1) * (g / (np.sqrt(v_hat) + eps))
        n_hat = n / (1 - b1_power) if correct else n
        return -lr * n_hat, RescaledState(state.t + 1, b1_power, b2_power, v, n)

    return init, update


@cache
def ravine_rate() -> float:
    """Adam's best rate on the ravine."""
    return best_rate(adam, ravine(), steps=RAVINE_STEPS)


def apart(correct: bool, b1: float = B1) -> float:
    """Largest distance on the ravine between Adam and RMSProp with momentum, in learning rates."""
    lr = ravine_rate()
    ours, theirs = (
        descend(one, ravine(), steps=RAVINE_STEPS, keep="theta").theta
        for one in (adam(lr, b1), rmsprop_momentum(lr, b1, correct=correct))
    )
    return float(np.linalg.norm(ours - theirs, axis=-1).max() / lr)


def other_past(past: NDArray[np.float64], first: float) -> NDArray[np.float64]:
    """Three gradients that begin otherwise and leave Adam the same m and v as three given ones."""
    ages = np.arange(2, -1, -1)
    m, v = (1 - B1) * B1**ages, (1 - B2) * B2**ages
    sum_m, sum_v = m @ past - m[0] * first, v @ past**2 - v[0] * first**2
    # g₃ from the first sum, put into the second: a quadratic in g₂.
    square = v[1] + v[2] * (m[1] / m[2]) ** 2
    linear = -2 * v[2] * sum_m * m[1] / m[2] ** 2
    rest = v[2] * (sum_m / m[2]) ** 2 - sum_v
    second = (-linear + np.sqrt(linear**2 - 4 * square * rest)) / (2 * square)
    return np.array([first, second, (sum_m - m[1] * second) / m[2]])

"""The page and the runs its parts share."""

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from adamdocs import streams
from adamdocs.explainers.framework import Explainer
from adamdocs.landscapes import ravine
from adamdocs.optimizers import adam
from adamdocs.runs import Trace, descend, feed
from adamdocs.schedules import warmup
from adamdocs.sweeps import best_rate, sweep

page = Explainer("learn/bias-correction", topic="Bias correction")

B1, B2 = 0.9, 0.999
STEPS = 5000
SHORT = 300  # steps of the sweeps on the ravine
VARIANTS: dict[str, dict[str, Any]] = {
    "both": {},
    "neither": {"correct_m": False, "correct_v": False},
    "m only": {"correct_v": False},
    "v only": {"correct_m": False},
}


@cache
def constant_gradient(
    correct_m: bool = False,
    correct_v: bool = False,
    b1: float = B1,
    b2: float = B2,
) -> Trace:
    """Adam at rate 1 under a gradient of 1; ε = 0, so that only the averages matter."""
    rule = adam(1.0, b1, b2, 0.0, correct_m=correct_m, correct_v=correct_v)
    return feed(rule, streams.constant(STEPS))


def sizes(trace: Trace) -> NDArray[np.float64]:
    """Step sizes in units of the learning rate."""
    step: NDArray[np.float64] = -trace.step[:, 0]
    return step


def settled(trace: Trace, fraction: float) -> int:
    """First step from which the size stays within a fraction of 1."""
    outside = np.flatnonzero(np.abs(sizes(trace) - 1) > fraction)
    return int(trace.t[outside[-1]]) + 1 if len(outside) else 1


@page.experiment()
def frozen_counter(b1: float = B1, b2: float = B2) -> float:
    """Step at which Adam settles, in learning rates, if the counter in its corrections stays 1."""
    rule = adam(1.0, b1, b2, 0.0)
    state = feed(rule, streams.constant(20_000), keep=("m", "v"), every=20_000).state
    m_hat, v_hat = state.m[-1, 0] / (1 - b1), state.v[-1, 0] / (1 - b2)
    return float(m_hat / np.sqrt(v_hat))


@cache
def start_weights(t: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Weight of every gradient in m_t and of every square in v_t, by feeding one at a time."""
    impulses = np.eye(t)[:, :, None]  # row i is a run whose only gradient comes at step i
    state = feed(adam(1.0, B1, B2), impulses).state
    return state.m[-1, :, 0], state.v[-1, :, 0]


@cache
def swept(variant: str) -> NDArray[np.float64]:
    """Largest loss over the last tenth of a run on the ravine, at every rate of the grid."""
    return sweep(adam, ravine(), steps=SHORT, **VARIANTS[variant])


@cache
def best(variant: str) -> float:
    """Rate of the grid at which that is least."""
    return best_rate(adam, ravine(), steps=SHORT, **VARIANTS[variant])


@cache
def down_the_ravine(variant: str, lr: float) -> Trace:
    """Adam on the ravine with both corrections, neither or one."""
    return descend(adam(lr, **VARIANTS[variant]), ravine(), steps=1000)


def settles(trace: Trace) -> int:
    """First step from which the loss stays below a millionth."""
    return int(np.flatnonzero(trace.loss >= 1e-6)[-1]) + 2


@cache
def warmed_up(steps: int) -> float:
    """Largest uncorrected step under a constant gradient and a linear warm-up of the rate."""
    rule = adam(1.0, B1, B2, 0.0, **VARIANTS["neither"])
    g = streams.constant(20_000)
    return float(-feed(rule, g, schedule=warmup(steps), keep="step").step.min())

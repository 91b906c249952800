"""The page and the runs its parts share. Every rate is 1, so that a step is in learning rates."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from adamdocs import streams, theory
from adamdocs.explainers.framework import Explainer
from adamdocs.landscapes import parabola
from adamdocs.optimizers import adam
from adamdocs.runs import Trace, descend, feed

page = Explainer("learn/adam")

B1, B2 = 0.9, 0.999
SILENCE = 30_000  # zero gradients after which the corrections have faded to a billionth
RUNS = 4_000


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
def after_silence(steps: int) -> NDArray[np.float64]:
    """Sizes of the steps under equal gradients that follow a long silence."""
    g = np.concatenate([np.zeros(SILENCE), np.ones(steps)])[:, None]
    sizes: NDArray[np.float64] = -feed(adam(1.0, B1, B2), g, keep="step").step[SILENCE:, 0]
    return sizes


@cache
def growing(steps: int) -> NDArray[np.float64]:
    """Sizes of the last steps under the stream that makes the last of them as large as can be.

    Its gradients before the last thousand are too small to matter; zeros stand for them.
    """
    g = np.concatenate([np.zeros(SILENCE), theory.worst_stream(1000, B1, B2)])[:, None]
    sizes: NDArray[np.float64] = -feed(adam(1.0, B1, B2), g, keep="step").step[-steps:, 0]
    return sizes


@cache
def on_parabola() -> Trace:
    """Adam with its defaults on θ² from 5."""
    return descend(adam(), parabola(), steps=20)

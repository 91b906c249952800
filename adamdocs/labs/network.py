"""A network with one hidden layer that tells digits: its scores and its gradient, batched.

    h = max(0, x A + a),   scores = h B + b,   loss = mean of −log softmax(scores)[label]

The weights of one network are a vector θ = (A, a, B, b) of d = 75·hidden + 10 numbers; those of
many networks are `(..., seeds, d)`.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adamdocs.checks import check_count

Array = NDArray[np.float64]
PIXELS, DIGITS = 64, 10


class Layers(NamedTuple):
    """The vector θ, taken apart."""

    A: Array  # (..., 64, hidden)
    a: Array  # (..., hidden)
    B: Array  # (..., hidden, 10)
    b: Array  # (..., 10)


class Forward(NamedTuple):
    """What the layers say of the images."""

    hidden: Array  # (..., n, hidden)
    scores: Array  # (..., n, 10)


def width(size: int) -> int:
    """Number of hidden units of a network of `size` weights.

    Raises:
        ValueError: no network has so many.
    """
    hidden, rest = divmod(size - DIGITS, PIXELS + 1 + DIGITS)
    if rest or hidden < 1:
        raise ValueError(f"theta: no network with one hidden layer has {size} weights")
    return hidden


def layers(theta: Array) -> Layers:
    """Views into θ, layer by layer.

    Raises:
        ValueError: as in `width`.
    """
    hidden = width(theta.shape[-1])
    ends = np.cumsum([PIXELS * hidden, hidden, hidden * DIGITS])
    A, a, B, b = np.split(theta, ends, axis=-1)
    batch = theta.shape[:-1]
    return Layers(A.reshape(*batch, PIXELS, hidden), a, B.reshape(*batch, hidden, DIGITS), b)


def first_weights(seeds: Sequence[int], hidden: int) -> Array:
    """Weights before the first step, `(seeds, d)`.

        A ~ N(0, 2/64),   B ~ N(0, 2/hidden),   a = b = 0

    Source: K. He, X. Zhang, S. Ren and J. Sun, ICCV 2015, arXiv:1502.01852, section 2.2.

    Raises:
        ValueError: `hidden` is not a positive integer.
    """
    check_count("hidden", hidden)
    drawn = []
    for seed in seeds:
        rng = np.random.default_rng((seed, 3))
        A = rng.normal(0.0, np.sqrt(2 / PIXELS), PIXELS * hidden)
        B = rng.normal(0.0, np.sqrt(2 / hidden), hidden * DIGITS)
        drawn.append(np.concatenate([A, np.zeros(hidden), B, np.zeros(DIGITS)]))
    return np.stack(drawn)


def forward(theta: Array, images: Array) -> Forward:
    """Hidden units and scores of every image, for every network.

    Args:
        theta: weights `(..., seeds, d)`.
        images: each seed's own, `(seeds, n, 64)`.
    """
    A, a, B, b = layers(theta)
    hidden = np.maximum(images @ A + a[..., None, :], 0.0)
    return Forward(hidden, hidden @ B + b[..., None, :])


def gradient(theta: Array, images: Array, labels: NDArray[np.int64]) -> Array:
    """Gradient of the mean cross-entropy, of the shape of θ.

        ∂scores = (softmax − one-hot)/n,   ∂B = hᵀ ∂scores,   ∂h = ∂scores Bᵀ where h > 0

    Args:
        theta: weights `(..., seeds, d)`.
        images: each seed's batch, `(seeds, n, 64)`.
        labels: `(seeds, n)`.
    """
    hidden, scores = forward(theta, images)
    odds = np.exp(scores - scores.max(-1, keepdims=True))
    odds /= odds.sum(-1, keepdims=True)
    odds -= np.arange(DIGITS) == labels[..., None]
    odds /= labels.shape[-1]
    behind = (odds @ layers(theta).B.swapaxes(-1, -2)) * (hidden > 0)
    g = np.empty(theta.shape)
    into = layers(g)
    into.A[...] = images.swapaxes(-1, -2) @ behind
    into.a[...] = behind.sum(-2)
    into.B[...] = hidden.swapaxes(-1, -2) @ odds
    into.b[...] = odds.sum(-2)
    return g

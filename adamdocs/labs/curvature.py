"""Curvature along a run: a smooth network on digits, and its largest preconditioned curvature.

    scores = tanh(tanh(x A + a) B + b) C + c,   loss = ½ · mean of |scores − one-hot label|²

Smooth, so that a second derivative exists everywhere, and with a squared loss, whose curvature does
not fade as the labels are learned. The weights of one network are a vector θ = (A, a, B, b, C, c);
those of many are `(seeds, d)`, each with its own images `(seeds, n, 64)`.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from adamdocs.checks import check_count
from adamdocs.labs.digits import Images
from adamdocs.labs.network import DIGITS, PIXELS
from adamdocs.optimizers import Rule
from adamdocs.runs import Trace, play
from adamdocs.schedules import Schedule

Array = NDArray[np.float64]
STRIDE = 1e-4  # length of the step of a difference of gradients, in units of θ


def shapes(hidden: int) -> tuple[tuple[int, ...], ...]:
    """Shapes of A, a, B, b, C, c."""
    return (PIXELS, hidden), (hidden,), (hidden, hidden), (hidden,), (hidden, DIGITS), (DIGITS,)


def first_weights(seeds: Sequence[int], hidden: int) -> Array:
    """Weights before the first step, `(seeds, d)`: matrices N(0, 1/rows), vectors 0.

    Raises:
        ValueError: `hidden` is not a positive integer.
    """
    check_count("hidden", hidden)
    drawn = []
    for seed in seeds:
        rng = np.random.default_rng((seed, 4))
        parts = [
            rng.normal(0.0, shape[0] ** -0.5, shape) if len(shape) == 2 else np.zeros(shape)
            for shape in shapes(hidden)
        ]
        drawn.append(np.concatenate([part.ravel() for part in parts]))
    return np.stack(drawn)


def _layers(theta: Array) -> list[Array]:
    """Views into θ, layer by layer; vectors as rows."""
    size = theta.shape[-1]
    # d = h² + 76 h + 10 for h hidden units a layer.
    hidden = round((-76 + (76**2 + 4 * (size - DIGITS)) ** 0.5) / 2)
    sizes = [int(np.prod(shape)) for shape in shapes(hidden)]
    if hidden < 1 or sum(sizes) != size:
        raise ValueError(f"theta: no network with two hidden layers has {size} weights")
    parts = np.split(theta, np.cumsum(sizes)[:-1], axis=-1)
    rows = [shape if len(shape) == 2 else (1, *shape) for shape in shapes(hidden)]
    return [part.reshape(*theta.shape[:-1], *row) for part, row in zip(parts, rows, strict=True)]


def _forward(theta: Array, shown: Images) -> tuple[Array, Array, Array]:
    """First and second hidden layer, and the scores less the labels."""
    A, a, B, b, C, c = _layers(theta)
    first = np.tanh(shown.images @ A + a)
    second = np.tanh(first @ B + b)
    return first, second, second @ C + c - (np.arange(DIGITS) == shown.labels[..., None])


def loss(theta: Array, shown: Images) -> Array:
    """½ · mean of |scores − one-hot|², `(seeds,)`.

    Raises:
        ValueError: no such network has as many weights.
    """
    missed = _forward(theta, shown)[2]
    return np.asarray(0.5 * (missed * missed).sum(-1).mean(-1))


def gradient(theta: Array, shown: Images) -> Array:
    """Gradient of the loss, of the shape of θ.

    Raises:
        ValueError: no such network has as many weights.
    """
    _, _, B, _, C, _ = _layers(theta)
    first, second, missed = _forward(theta, shown)
    last = missed / shown.labels.shape[-1]
    behind = (last @ C.swapaxes(-1, -2)) * (1 - second * second)
    front = (behind @ B.swapaxes(-1, -2)) * (1 - first * first)
    g = np.empty(theta.shape)
    into = _layers(g)
    for k, (came, went) in enumerate(
        ((shown.images, front), (first, behind), (second, last)),
    ):
        into[2 * k][...] = came.swapaxes(-1, -2) @ went
        into[2 * k + 1][...] = went.sum(-2, keepdims=True)
    return g


def train(
    rule: Rule,
    shown: Images,
    theta: Array,
    *,
    steps: int,
    schedule: Schedule | None = None,
    keep: Iterable[str] = ("theta",),
    every: int = 1,
) -> Trace:
    """Full-batch training from given weights; the arguments are those of `adamdocs.runs.play`.

    Raises:
        ValueError: as there, or no such network has as many weights.
    """

    def field(thetas: tuple[Array, ...], t: int, rng: Any) -> list[Array]:
        return [gradient(thetas[0], shown)]

    (trace,) = play([rule], field, [theta], steps=steps, schedule=schedule, keep=keep, every=every)
    return trace


def preconditioned_curvature(
    theta: Array, denominator: Array, shown: Images, products: int = 16
) -> Array:
    """Largest eigenvalue of D^(−½) H D^(−½), H the loss's Hessian and D the diagonal √v̂ + ε.

    By Lanczos' method from a fixed random vector, all vectors kept orthogonal. A product with H is
    the central difference of two gradients, `STRIDE` apart from θ on either side. The value grows
    with `products` to the eigenvalue from below.

    Args:
        theta: weights `(seeds, d)`.
        denominator: D, of the same shape, positive.
        shown: the images that the loss is over.
        products: how many products with H, at least 2.

    Returns:
        One number a seed.

    Raises:
        ValueError: an argument is outside its range or of the wrong shape.
    """
    check_count("products", products, least=2)
    if np.shape(denominator) != theta.shape or not np.all(np.asarray(denominator) > 0):
        raise ValueError(f"denominator must be positive and of theta's shape {theta.shape}")
    scale = 1.0 / np.sqrt(denominator)

    def product(q: Array) -> Array:
        along = scale * q
        small = STRIDE / np.linalg.norm(along, axis=-1, keepdims=True)
        ahead, back = (gradient(theta + side * small * along, shown) for side in (1, -1))
        return np.asarray(scale * (ahead - back) / (2.0 * small))

    q = np.broadcast_to(np.random.default_rng(0).standard_normal(theta.shape[-1]), theta.shape)
    q = q / np.linalg.norm(q, axis=-1, keepdims=True)
    basis = np.empty((products, *theta.shape))
    inner = np.zeros((*theta.shape[:-1], products, products))
    for k in range(products):
        basis[k], image = q, product(q)
        for again in (False, True):  # once more, for what rounding left
            shares = (basis[: k + 1] * image).sum(-1)
            if not again:
                inner[..., : k + 1, k] = np.moveaxis(shares, 0, -1)
            image = image - (shares[..., None] * basis[: k + 1]).sum(0)
        size = np.linalg.norm(image, axis=-1, keepdims=True)
        q = image / np.where(size > 0, size, 1.0)
    # The projection of a symmetric matrix: the upper triangle holds all of it.
    upper = np.triu(inner)
    whole = upper + np.triu(upper, 1).swapaxes(-1, -2)
    return np.asarray(np.linalg.eigvalsh(whole)[..., -1])

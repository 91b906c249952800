"""A generative adversarial network that learns eight Gaussians on a ring, batched.

    generator:      G(z) = max(0, z A + a) B + b,   z ~ N(0, I₂)
    discriminator:  D(x) = max(0, x A + a) B + b,   σ(D(x)) is its guess that x is real

The weights of a network are a vector θ = (A, a, B, b), those of many `(..., seeds, d)`. Every rate
of a rule and every seed are trained at once, each seed on its own draws:

    rule = adam(lr=np.reshape(rates, (-1, 1, 1)), b1=0.5)
    _, generator = train(rule, rule, seeds=range(12), steps=2000)
    modes(generator.theta[-1])      # of 8, one number a rate and seed

I. Goodfellow et al., NeurIPS 2014, arXiv:1406.2661, with the generator's loss that does not
saturate (section 3); the ring is that of L. Metz, B. Poole, D. Pfau and J. Sohl-Dickstein, ICLR
2017, arXiv:1611.02163, with wider Gaussians.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from adamdocs.checks import check_count
from adamdocs.optimizers import Rule
from adamdocs.runs import Trace, play

Array = NDArray[np.float64]
MODES, RADIUS, SPREAD = 8, 2.0, 0.2  # Gaussians, their distance from 0, their deviation
PLANE = 2  # coordinates of a point, and of the noise that the generator is given
HIDDEN, BATCH = 32, 32
NEAR = 2.0  # deviations from a center within which a sample counts for its mode
LEAST = 0.5  # of the samples that the data has there: less, and the mode does not count
_AHEAD = 64  # steps whose draws are made at once
_ROOM = 24  # networks whose gradients are made at once: more do not fit the processor's cache
_SHOWN = 512  # samples by which a generator is judged


class Layers(NamedTuple):
    """The vector θ, taken apart."""

    A: Array  # (..., 3, hidden): the last row is the bias a
    B: Array  # (..., hidden, out)
    b: Array  # (..., 1, out)


def layers(theta: Array, out: int) -> Layers:
    """Views into θ, layer by layer: a discriminator's `out` is 1, a generator's 2.

    Raises:
        ValueError: no network has so many weights.
    """
    hidden, rest = divmod(theta.shape[-1] - out, PLANE + 1 + out)
    if rest or hidden < 1:
        raise ValueError(f"theta: no network with {out} outputs has {theta.shape[-1]} weights")
    batch, end = theta.shape[:-1], (PLANE + 1) * hidden
    A, B, b = theta[..., :end], theta[..., end:-out], theta[..., None, -out:]
    return Layers(A.reshape(*batch, PLANE + 1, hidden), B.reshape(*batch, hidden, out), b)


def centers() -> Array:
    """Centers of the Gaussians, `(8, 2)`: at 2 (cos 2πk/8, sin 2πk/8)."""
    turn = 2 * np.pi * np.arange(MODES) / MODES
    return RADIUS * np.stack([np.cos(turn), np.sin(turn)], -1)


def first_weights(seeds: Sequence[int], out: int) -> Array:
    """Weights before the first step, `(seeds, d)`.

        A ~ N(0, 2/2),   B ~ N(0, 2/hidden),   a = b = 0

    Source: K. He, X. Zhang, S. Ren and J. Sun, ICCV 2015, arXiv:1502.01852, section 2.2.
    """
    drawn = []
    for seed in seeds:
        rng = np.random.default_rng((seed, out))
        A = rng.normal(0.0, np.sqrt(2 / PLANE), PLANE * HIDDEN)
        B = rng.normal(0.0, np.sqrt(2 / HIDDEN), HIDDEN * out)
        drawn.append(np.concatenate([A, np.zeros(HIDDEN), B, np.zeros(out)]))
    return np.stack(drawn)


def draws(rng: np.random.Generator, count: int) -> tuple[Array, Array]:
    """Real points and noise for `count` steps, `(count, 32, 3)` each: the last entry is 1."""
    which = rng.integers(0, MODES, (count, BATCH))
    real = centers()[which] + SPREAD * rng.standard_normal((count, BATCH, PLANE))
    return with_one(real), with_one(rng.standard_normal((count, BATCH, PLANE)))


def with_one(points: Array) -> Array:
    """Points `(..., 2)` with a third entry that meets the bias."""
    return np.concatenate([points, np.ones((*points.shape[:-1], 1))], -1)


def generated(theta: Array, noise: Array) -> Array:
    """What generators make of noise `(..., n, 3)`: points `(..., n, 2)`."""
    A, B, b = layers(theta, PLANE)
    return np.asarray(np.maximum(noise @ A, 0.0) @ B + b)


def gradients(discriminator: Array, generator: Array, real: Array, noise: Array) -> list[Array]:
    """Each player's gradient of its own loss, at the point where both are.

        L_D = mean −log σ(D(x)) + mean −log(1 − σ(D(G(z)))),   L_G = mean −log σ(D(G(z)))

    Args:
        discriminator: weights `(..., seeds, d)`.
        generator: weights `(..., seeds, d')`.
        real: each seed's points `(seeds, n, 3)`.
        noise: each seed's noise `(seeds, n, 3)`.
    """
    D, G = layers(discriminator, 1), layers(generator, PLANE)
    n = real.shape[-2]
    inner = np.maximum(noise @ G.A, 0.0)
    x = np.empty((*generator.shape[:-1], 2 * n, PLANE + 1))
    x[..., :n, :] = real
    x[..., n:, :PLANE] = inner @ G.B + G.b
    x[..., n:, PLANE] = 1.0
    hidden = np.maximum(x @ D.A, 0.0)
    guess = 0.5 * (1 + np.tanh(0.5 * (hidden @ D.B + D.b)))  # σ, which never overflows so
    behind = (hidden > 0) * D.B.swapaxes(-1, -2)  # ∂D/∂(before the maximum)
    uphill = behind[..., n:, :] @ D.A[..., :PLANE, :].swapaxes(-1, -2)  # ∂D/∂x of the fakes
    at_fakes = (guess[..., n:, :] - 1) / n * uphill  # ∂L_G/∂G(z)
    guess[..., :n, :] -= 1
    guess /= n  # ∂L_D/∂D(x)
    behind *= guess
    both = [np.empty(discriminator.shape), np.empty(generator.shape)]
    into = layers(both[0], 1)
    into.A[...] = x.swapaxes(-1, -2) @ behind
    into.B[...] = hidden.swapaxes(-1, -2) @ guess
    into.b[...] = guess.sum(-2, keepdims=True)
    into = layers(both[1], PLANE)
    into.A[...] = noise.swapaxes(-1, -2) @ ((at_fakes @ G.B.swapaxes(-1, -2)) * (inner > 0))
    into.B[...] = inner.swapaxes(-1, -2) @ at_fakes
    into.b[...] = at_fakes.sum(-2, keepdims=True)
    return both


def train(
    discriminator: Rule,
    generator: Rule,
    *,
    seeds: Iterable[int],
    steps: int,
    every: int | None = None,
) -> tuple[Trace, Trace]:
    """Let both networks learn at the same time, a step each on the same draws.

    Args:
        discriminator: its rule; hyper-parameters may be batches `(rows, 1, 1)`.
        generator: its rule.
        seeds: integers of at least 0, one a run: of first weights and of draws.
        steps: number of steps.
        every: keep every n-th step and the last; the last alone if not given.

    Returns:
        Traces of the discriminators and of the generators, weights `(..., seeds, d)`.

    Raises:
        ValueError: an argument is outside its range or of the wrong shape.
    """
    chosen = tuple(seeds)
    if not chosen:
        raise ValueError("train: seeds must hold at least one integer")
    for seed in chosen:
        check_count("train: seeds", seed, least=0)
    streams = [np.random.default_rng((seed, 0)) for seed in chosen]
    ready: list[Array] = []

    def field(thetas: tuple[Array, ...], t: int, rng: Any) -> list[Array]:
        place = (t - 1) % _AHEAD
        if place == 0:
            both = zip(*(draws(stream, _AHEAD) for stream in streams), strict=True)
            ready[:] = [np.stack(one, 1) for one in both]
        real, noise = ready
        rows = max(1, _ROOM // len(chosen))
        if thetas[0].ndim < 3 or len(thetas[0]) <= rows:
            return gradients(thetas[0], thetas[1], real[place], noise[place])
        parts = [
            gradients(thetas[0][i : i + rows], thetas[1][i : i + rows], real[place], noise[place])
            for i in range(0, len(thetas[0]), rows)
        ]
        return [np.concatenate(both) for both in zip(*parts, strict=True)]

    starts = [first_weights(chosen, out) for out in (1, PLANE)]
    one, other = play(
        [discriminator, generator],
        field,
        starts,
        steps=steps,
        keep={"theta"},
        every=every or steps,
    )
    return one, other


def shares(theta: Array) -> Array:
    """Share of a generator's samples within two deviations of each center, `(..., 8)`."""
    noise = with_one(np.random.default_rng(0).standard_normal((_SHOWN, PLANE)))
    with np.errstate(all="ignore"):  # a generator that diverged has samples anywhere
        x = generated(theta, noise)
        near = [((x - center) ** 2).sum(-1) < (NEAR * SPREAD) ** 2 for center in centers()]
    return np.asarray(np.stack(near, -1).mean(-2))


def full_share() -> float:
    """Share of the data within two deviations of one center: (1 − exp(−2²/2))/8."""
    return float(-np.expm1(-(NEAR**2) / 2) / MODES)


def modes(theta: Array) -> NDArray[np.int64]:
    """How many modes a generator has: those with at least half of the data's own share."""
    return np.asarray(np.count_nonzero(shares(theta) >= LEAST * full_share(), axis=-1))

"""Learning a start that is quick to adapt: MAML on sine waves, with any rule of the package inside.

    θ'_i = θ after a few steps of the inner rule on K points of wave i       (adapt)
    θ ← outer rule on the mean over waves of ∇_θ loss_i(θ'_i)                (learn_start)

The second line differentiates through the first, so through the inner rule and its state. Finn et
al. take gradient descent inside and Adam outside; here both are free. First-order MAML takes the
gradient at θ'_i for that at θ.

C. Finn, P. Abbeel and S. Levine, ICML 2017, arXiv:1703.03400: waves of amplitude 0.1 to 5 and phase
0 to π on [−5, 5], 10 points a wave. Smaller here: one hidden layer of tanh.
"""

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from adamdocs.checks import check_count
from adamdocs.labs.hypergradient import unrolled
from adamdocs.optimizers import Rule

Array = NDArray[np.float64]
Order = Literal["second", "first"]
HIDDEN = 20
SIZE = 3 * HIDDEN + 1
REACH = 5.0


class Waves(NamedTuple):
    """Points of sine waves, y = a·sin(x + φ): `points` to adapt on, `probes` to be judged by.

    Attributes:
        points: x and y, each `(..., waves, n)`.
        probes: x and y of other points of the same waves.
    """

    points: tuple[Array, Array]
    probes: tuple[Array, Array]


def waves(rngs: Sequence[np.random.Generator], count: int, shots: int, probes: int) -> Waves:
    """Draw waves, `count` for each source of randomness, each with points and probes."""
    drawn = []
    for rng in rngs:
        size, phase = rng.uniform(0.1, 5.0, (count, 1)), rng.uniform(0.0, np.pi, (count, 1))
        x = rng.uniform(-REACH, REACH, (count, shots + probes))
        drawn.append((x, size * np.sin(x + phase)))
    x, y = (np.stack(each) for each in zip(*drawn, strict=True))
    return Waves((x[..., :shots], y[..., :shots]), (x[..., shots:], y[..., shots:]))


def first_start(seeds: Sequence[int]) -> Array:
    """Weights of a network before anything is learned, `(seeds, 1, SIZE)`."""
    made = []
    for seed in seeds:
        rng = np.random.default_rng((seed, 7))
        A, a = rng.normal(0.0, 1.0, HIDDEN), rng.uniform(-2.0, 2.0, HIDDEN)
        B = rng.normal(0.0, HIDDEN**-0.5, HIDDEN)
        made.append(np.concatenate([A, a, B, [0.0]]))
    return np.stack(made)[:, None]


def _forward(theta: Any, x: Array) -> tuple[Any, Any, Any]:
    """Hidden units, the weights from them, and what the network says."""
    # Split, not sliced: autograd hands a slice back by way of a slow scatter.
    A, a, B, b = np.split(theta, (HIDDEN, 2 * HIDDEN, 3 * HIDDEN), axis=-1)
    A, a, B = (np.expand_dims(each, -2) for each in (A, a, B))
    hidden = np.tanh(x[..., None] * A + a)
    return hidden, B, np.sum(hidden * B, axis=-1) + b


def loss(theta: Any, pairs: tuple[Array, Array]) -> Any:
    """Mean squared error on points of each wave."""
    x, y = pairs
    missed = _forward(theta, x)[2] - y
    return np.mean(missed * missed, axis=-1)


def gradient(theta: Any, pairs: tuple[Array, Array]) -> Any:
    """Gradient of `loss` in θ, of θ's shape."""
    x, y = pairs
    hidden, B, said = _forward(theta, x)
    out = (said - y) * (2.0 / x.shape[-1])
    tall = np.expand_dims(out, -1)
    back = (tall * B) * (1.0 - hidden * hidden)
    parts = (
        np.sum(back * x[..., None], axis=-2),
        np.sum(back, axis=-2),
        np.sum(tall * hidden, axis=-2),
        np.sum(out, axis=-1, keepdims=True),
    )
    return np.concatenate(parts, axis=-1)


def adapt(rule: Rule, theta: Any, pairs: tuple[Array, Array], steps: int) -> Any:
    """Weights after a few steps of a rule on points of each wave, θ'.

    Raises:
        ValueError: `steps` is not a positive integer.
    """
    return unrolled(rule, lambda now: gradient(now, pairs), theta, steps)


def meta_gradient(rule: Rule, theta: Array, drawn: Waves, steps: int, order: Order) -> Array:
    """Gradient of each wave's loss after adapting, `(seeds, waves, SIZE)`.

    Order `"second"` is the gradient at θ, through every inner step; `"first"` that at θ', as if the
    steps between them did not depend on θ.

    Args:
        rule: the inner rule.
        theta: where adapting starts, `(seeds, 1, SIZE)`.
        drawn: waves of each seed.
        steps: inner steps.
        order: what is differentiated.

    Raises:
        ImportError: autograd, which the second order needs, is not installed.
        ValueError: an argument is outside its range.
    """
    if order not in get_args(Order):
        raise ValueError(f"order must be one of {', '.join(get_args(Order))}, got {order!r}")
    spread = np.broadcast_to(theta, (*drawn.points[0].shape[:2], SIZE))
    if order == "first":
        return np.asarray(gradient(adapt(rule, spread, drawn.points, steps), drawn.probes))
    from autograd import grad

    from adamdocs.labs.autodiff import bridge_numpy

    bridge_numpy()

    def adapted(start: Any) -> Any:
        return np.sum(loss(adapt(rule, start, drawn.points, steps), drawn.probes))

    return np.asarray(grad(adapted)(spread))


def learn_start(
    inner: Rule | None,
    outer: Rule,
    seeds: Sequence[int],
    *,
    order: Order = "second",
    inner_steps: int = 3,
    steps: int = 200,
    batch: int = 8,
    shots: int = 10,
) -> Array:
    """Learn a start from waves, fresh ones at every outer step, `(seeds, 1, SIZE)`.

    Without an inner rule the network fits all waves at once: joint training, MAML's baseline.

    Args:
        inner: the rule that adapts, or None.
        outer: the rule that moves the start.
        seeds: integers of at least 0, one a run.
        order: see `meta_gradient`.
        inner_steps: steps of the inner rule.
        steps: steps of the outer rule.
        batch: waves a step.
        shots: points a wave to adapt on, and as many to be judged by.

    Raises:
        ValueError: an argument is outside its range.
    """
    for label, count in (("steps", steps), ("batch", batch), ("shots", shots)):
        check_count(label, count)
    rngs = [np.random.default_rng((seed, 8)) for seed in seeds]
    theta = first_start(seeds)
    state = outer.init(theta)
    for _ in range(steps):
        drawn = waves(rngs, batch, shots, shots)
        if inner is None:
            spread = np.broadcast_to(theta, (len(theta), batch, SIZE))
            each = gradient(spread, drawn.probes)
        else:
            each = meta_gradient(inner, theta, drawn, inner_steps, order)
        step, state = outer.update(each.mean(axis=1, keepdims=True), state, theta)
        theta = theta + step
    return theta


def after_adapting(
    inner: Rule, theta: Array, seeds: Sequence[int], *, steps: int = 3, count: int = 200
) -> Array:
    """Mean loss on new waves after adapting to 10 points of each, one number a seed.

    Raises:
        ValueError: an argument is outside its range.
    """
    new = waves([np.random.default_rng((seed, 9)) for seed in seeds], count, 10, 50)
    spread = np.broadcast_to(theta, (len(theta), count, SIZE))
    return np.asarray(loss(adapt(inner, spread, new.points, steps), new.probes).mean(axis=-1))

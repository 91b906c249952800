"""Learning a start that is quick to adapt: MAML on sine waves, with any rule of the package inside.

    θ'_i = θ after a few steps of the inner rule on K points of wave i       (adapt)
    θ ← outer rule on the mean over waves of ∇_θ loss_i(θ'_i)                (learn_start)

The second line differentiates through the first, so through the inner rule and its state. Finn et
al. take gradient descent inside and Adam outside; here both are free. First-order MAML takes the
gradient at θ'_i for that at θ.

C. Finn, P. Abbeel and S. Levine, ICML 2017, arXiv:1703.03400: waves of amplitude 0.1 to 5 and phase
0 to π on [−5, 5], 10 points a wave. Smaller here: one hidden layer of tanh.
"""

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


def waves(rngs: list[np.random.Generator], count: int, shots: int, probes: int) -> Waves:
    """Draw waves, `count` for each source of randomness."""
    drawn = []
    for rng in rngs:
        size, phase = rng.uniform(0.1, 5.0, (count, 1)), rng.uniform(0.0, np.pi, (count, 1))
        x = rng.uniform(-REACH, REACH, (count, shots + probes))
        drawn.append((x, size * np.sin(x + phase)))
    x, y = (np.stack(each) for each in zip(*drawn, strict=True))
    return Waves((x[..., :shots], y[..., :shots]), (x[..., shots:], y[..., shots:]))


def first_start(seeds: list[int]) -> Array:
    """Weights of a network before anything is learned, `(seeds, 1, SIZE)`."""
    made = []
    for seed in seeds:
        rng = np.random.default_rng((seed, 7))
        A, a = rng.normal(0.0, 1.0, HIDDEN), rng.uniform(-2.0, 2.0, HIDDEN)
        B = rng.normal(0.0, HIDDEN**-0.5, HIDDEN)
        made.append(np.concatenate([A, a, B, [0.0]]))
    return np.stack(made)[:, None]


def _forward(theta: Any, x: Array) -> tuple[Any, Any, Any]:
    A, a = theta[..., None, :HIDDEN], theta[..., None, HIDDEN : 2 * HIDDEN]
    B, b = theta[..., None, 2 * HIDDEN : 3 * HIDDEN], theta[..., 3 * HIDDEN :]
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
    back = (out[..., None] * B) * (1.0 - hidden * hidden)
    parts = (
        np.sum(back * x[..., None], axis=-2),
        np.sum(back, axis=-2),
        np.sum(out[..., None] * hidden, axis=-2),
        np.sum(out, axis=-1)[..., None],
    )
    return np.concatenate(parts, axis=-1)


def adapt(rule: Rule, theta: Any, pairs: tuple[Array, Array], steps: int) -> Any:
    return unrolled(rule, lambda now: gradient(now, pairs), theta, steps)


def meta_gradient(rule: Rule, theta: Array, drawn: Waves, steps: int, order: Order) -> Array:
    spread = np.broadcast_to(theta, (*drawn.points[0].shape[:2], SIZE))
    if order == "first":
        return np.asarray(gradient(adapt(rule, spread, drawn.points, steps), drawn.probes))
    from autograd import grad

    from adamdocs.labs.autodiff import bridge_numpy

    bridge_numpy()
    return np.asarray(
        grad(lambda start: np.sum(loss(adapt(rule, start, drawn.points, steps), drawn.probes)))(
            spread
        )
    )

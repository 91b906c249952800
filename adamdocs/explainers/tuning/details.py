"""Half precision, what is spared from decay, and whether low gradients are far from their goal."""

from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from adamdocs.explainers.tuning.experiments import (
    HIDDEN,
    SEEDS,
    STEPS,
    Array,
    page,
    task,
    train,
    tuned,
)
from adamdocs.labs import digits
from adamdocs.labs.network import forward, layers
from adamdocs.optimizers import Rule, adam
from adamdocs.runs.formats import in_format

HALF_STEPS = 60
DECAY = 1.0
FEW = 200  # images, so that there is something to overfit
EARLY = 30  # step at which gradients are called low or high


class Half(NamedTuple):
    """A run with Adam in float16: step at which a seed diverged (0: never), and the loss."""

    diverged: NDArray[np.int64]
    loss: Array


FORMATS = {"float16": np.float16, "float32": np.float32}


@page.experiment()
def half(eps: float, gradient: str, state: str) -> Half:
    """Sixty steps with gradients in one format, state and step in another, weights in float64."""
    rule = adam(tuned("adam"), eps=eps)
    if state != "float64":
        rule = in_format(rule, FORMATS[state])

    def rounded(g: Array, t: int) -> Array:
        return g if gradient == "float64" else g.astype(FORMATS[gradient]).astype(np.float64)

    done = train(rule, steps=HALF_STEPS, change=rounded)
    return Half(done.trace.diverged, digits.loss(done.theta, task().validation))


def sparing(lr: float, decay: float, *, spare: bool) -> Rule:
    """AdamW, by its own formula, that decays all weights or spares the biases."""
    base = adam(lr)
    kept = np.ones(75 * HIDDEN + 10)
    if spare:
        parts = layers(kept)
        parts.a[...] = parts.b[...] = 0.0

    def update(g: Any, state: Any, theta: Any) -> tuple[Any, Any]:
        step, after = base.update(g, state, theta)
        return step - lr * decay * kept * theta, after

    return base._replace(update=update)


@page.experiment()
def told(decay: float, *, spare: bool) -> Array:
    """Part of the test images told right after learning from few, with decay."""
    seeds = (*SEEDS, *range(10, 20))
    few = digits.digits(seeds, train=FEW)
    rule = sparing(tuned("adam"), decay, spare=spare)
    done = digits.fit(rule, few, steps=STEPS, batch=32, hidden=HIDDEN)
    return digits.accuracy(done.theta, few.test)


class Way(NamedTuple):
    """Gradients of every weight, the way it still makes, and whether its unit is live at the end.

    Attributes:
        early: weighted sum of squared gradients over the first thirty steps, `(seeds, d)`.
        late: the same over the steps since.
        way: distance between step 30 and the end of the run, which is no minimum.
        live: whether some validation image excites the hidden unit that it belongs to.
    """

    early: Array
    late: Array
    way: Array
    live: NDArray[np.bool_]


@page.experiment()
def way_left() -> Way:
    """Gradients so far, and the way still made, in Adam's run at the tuned rate."""
    done = train(adam(tuned("adam")), keep=["v"], every=EARLY)
    v, theta = done.trace.state.v, done.trace.theta
    excited = forward(done.theta, task().validation.images).hidden.max(-2) > 0
    live = np.ones(done.theta.shape)
    parts = layers(live)
    parts.A[...] = excited[..., None, :]
    parts.a[...] = excited
    parts.B[...] = excited[..., :, None]
    late = v[-1] - 0.999 ** (STEPS - EARLY) * v[0]
    return Way(v[0], late, np.abs(done.theta - theta[0]), live > 0)


def lowest(size: Array, share: int = 5) -> NDArray[np.bool_]:
    """Which are in the lowest fifth."""
    return size.argsort().argsort() < len(size) // share


class Low(NamedTuple):
    """What became of weights whose gradients are low early and late, in one seed.

    Attributes:
        ratio: median way they still make over that of the weights whose gradients are high.
        silent: part of them whose hidden unit is silent at the end.
    """

    ratio: float
    silent: float


@cache
def low_over_high(*, live: bool = True) -> tuple[Low, ...]:
    """Weights that are in the lowest fifth early and late against those in the highest.

    Args:
        live: weights of live hidden units only.
    """
    found = []
    for early, late, way, alive in zip(*way_left(), strict=True):
        rows = (early > 0) & (alive if live else True)  # pixels that are never lit have none
        low = lowest(early[rows]) & lowest(late[rows])
        high = lowest(-early[rows]) & lowest(-late[rows])
        ratio = np.median(way[rows][low]) / np.median(way[rows][high])
        found.append(Low(float(ratio), float(1 - alive[rows][low].mean())))
    return tuple(found)

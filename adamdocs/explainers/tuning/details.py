"""Half precision, what is spared from decay, and whether low gradients are far from their goal."""

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
from adamdocs.labs.network import layers
from adamdocs.landscapes import ravine
from adamdocs.optimizers import Rule, adam
from adamdocs.runs import descend
from adamdocs.runs.formats import in_format

HALF_STEPS = 60
DECAY, STRONG = 1.0, 10.0
FEW = 200  # images, so that there is something to overfit
EARLY = 30  # step at which gradients are called low or high


class Half(NamedTuple):
    """A run with Adam in float16: step at which a seed diverged (0: never), and the loss."""

    diverged: NDArray[np.int64]
    loss: Array


@page.experiment()
def half(eps: float, held: str = "float16") -> Half:
    """Sixty steps with gradients, state and step in float16, the weights in float64."""
    rule = adam(tuned("adam"), eps=eps)
    done = train(in_format(rule, np.float16) if held == "float16" else rule, steps=HALF_STEPS)
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


@page.experiment()
def way_left() -> tuple[Array, Array]:
    """Root mean square gradient so far and way still to go of every weight, `(seeds, d)` each."""
    done = train(adam(tuned("adam")), keep=["v"], every=EARLY)
    return np.sqrt(done.trace.state.v[0]), np.abs(done.theta - done.trace.theta[0])


def low_over_high(share: int = 5) -> Array:
    """Median way left of the weights of lowest gradients over that of highest, seed by seed."""
    found = []
    for size, way in zip(*way_left(), strict=True):
        live = size > 0  # pixels that are never lit have no gradient and no way to go
        order = np.argsort(size[live])
        part = len(order) // share
        low, high = (
            np.median(way[live][order[rows]]) for rows in (slice(part), slice(-part, None))
        )
        found.append(low / high)
    return np.array(found)


def low_over_high_in_ravine() -> float:
    """The same of the ravine's two coordinates at its start: along the floor over across it."""
    run = descend(adam(0.1), ravine(), steps=1)
    size, way = np.abs(run.g[0]), np.abs(run.start)
    return float(way[size.argmin()] / way[size.argmax()])

"""The page, and the audited programs, rewritten from their formulas and settings.

A program's stop rule asks whether |g_t|, the gradient *before* step t, is below a tolerance; what
it prints as the minimum is θ_t, *after* that step.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from adamdocs.explainers.framework import Explainer
from adamdocs.landscapes import Landscape, parabola
from adamdocs.optimizers import Rule, adam
from adamdocs.runs import Trace, descend
from adamdocs.sweeps import best_rate

page = Explainer("learn/by-hand", topic="Printed outputs")

LR, B1, B2, EPS = 0.001, 0.9, 0.999, 1e-8  # the defaults that the audited programs name
START, TOLERANCE, LIMIT = 5.0, 1e-7, 1000  # of the program on θ²
PRINTED_STOP = 817
LINE_RATE, EPOCHS = 0.01, (50, 100, 150, 200)  # of the program that fits a line
PASSING = 0.6253  # found by search: the rule is met while θ passes its minimum, far from it after
FINE = np.geomspace(0.02, 1.0, 401)  # rates
X = np.arange(1.0, 6.0)
Y = 2.0 * X + 1.0


@cache
def on_square(lr: float = LR, steps: int = 12_000) -> Trace:
    """Adam on θ² from 5."""
    return descend(adam(lr), parabola(), [START], steps=steps)


class Stops(NamedTuple):
    """Where runs of the program end: step of the stop rule, 0 if it was not met, and θ there."""

    step: NDArray[np.int64]
    theta: NDArray[np.float64]


def stops(
    lr: ArrayLike = LR,
    b1: ArrayLike = B1,
    b2: ArrayLike = B2,
    eps: ArrayLike = EPS,
    start: ArrayLike = START,
    tolerance: ArrayLike = TOLERANCE,
    limit: int = LIMIT,
) -> Stops:
    """Run the program on θ², for every value of settings given as arrays of one length."""
    given = np.broadcast_arrays(*(np.atleast_1d(x) for x in (lr, b1, b2, eps, start, tolerance)))
    chunks = [
        _stops(*(values[k : k + 2000, None].astype(float) for values in given), limit=limit)
        for k in range(0, len(given[0]), 2000)
    ]
    return Stops(*map(np.concatenate, zip(*chunks, strict=True)))


def _stops(lr: Any, b1: Any, b2: Any, eps: Any, start: Any, tolerance: Any, *, limit: int) -> Stops:
    rule = adam(lr, b1, b2, eps)
    trace = descend(rule, parabola(), start, steps=limit, keep=("theta", "g"))
    met = np.abs(trace.g[..., 0]) < tolerance[:, 0]
    first = met.argmax(axis=0)
    last = np.where(met.any(axis=0), first, limit - 1)
    theta = np.take_along_axis(trace.theta[..., 0], last[None], axis=0)[0]
    return Stops(np.where(met.any(axis=0), first + 1, 0), theta)


@cache
def stop(lr: float = LR, limit: int = 12_000) -> int:
    """Step at which the program's stop rule is met; 0 if it is not."""
    return int(stops(lr, limit=limit).step[0])


@cache
def arrived() -> NDArray[np.bool_]:
    """At which of `FINE` rates the rule is met."""
    return stops(FINE).step > 0


@cache
def rates_that_stop_at(step: int) -> tuple[float, float]:
    """Least and largest learning rate of the interval at which the rule is met at a step.

    Around a thirtieth a larger rate stops sooner, so both ends are found by halving.
    """

    def end(after: int, low: float, high: float) -> float:
        """Where the step at which the run stops falls from above `after` to it."""
        while (middle := 0.5 * (low + high)) not in (low, high):
            found = stop(middle, limit=LIMIT)
            low, high = (middle, high) if found == 0 or found > after else (low, middle)
        return high

    return end(step, 0.025, 0.04), np.nextafter(end(step - 1, 0.025, 0.04), 0.0)


def line() -> Landscape:
    """Mean square error of y = w x + b on five points of y = 2x + 1, from w = b = 0."""

    def error(theta: Any) -> Any:
        return theta[..., 0:1] * X + theta[..., 1:2] - Y

    def value(theta: Any) -> Any:
        return (error(theta) ** 2).mean(axis=-1)

    def grad(theta: Any) -> Any:
        e = error(theta)
        return np.stack([2 * (e * X).mean(axis=-1), 2 * e.mean(axis=-1)], axis=-1)

    view = ((-1.0, 4.0), (-1.0, 4.0))
    return Landscape("line", value, grad, (0.0, 0.0), ((2.0, 1.0),), view, "five points of a line")


@cache
def fit(make: Callable[..., Rule], lr: float = LINE_RATE, epochs: int = 200) -> Trace:
    """A rule on the line."""
    return descend(make(lr), line(), steps=epochs)


@cache
def tuned(make: Callable[..., Rule]) -> float:
    """The rate of our sweep that is best for a rule on the line, over two hundred epochs."""
    return best_rate(make, line(), steps=200)


def before(trace: Trace, epoch: int) -> Any:
    """Loss before the update of an epoch: what the audited program prints."""
    return trace.start_loss if epoch == 1 else trace.loss[epoch - 2]


def epoch_line(trace: Trace, epoch: int) -> str:
    """What the program prints of an epoch: the loss before its update, w and b after it."""
    w, b = trace.theta[epoch - 1]
    return f"Epoch {epoch}: loss={before(trace, epoch):.6f} w={w:.4f} b={b:.4f}"


@cache
def dropped(steps: int, *, advancing: bool) -> NDArray[np.float64]:
    """Sizes of steps, in learning rates, of an Adam that forgets m and v between calls.

    Args:
        steps: how many calls, all with a gradient of 1.
        advancing: whether the counter in the corrections goes on; else it stays at 1.
    """
    rule = adam(1.0, B1, B2, 0.0)
    zeros = np.zeros(1)
    state, sizes = rule.init(zeros), []
    for _ in range(steps):
        step, after = rule.update(np.ones(1), state, zeros)
        sizes.append(-float(step[0]))
        state = after._replace(m=zeros, v=zeros) if advancing else rule.init(zeros)
    return np.array(sizes)


@cache
def forgetful_descent(lr: float, steps: int) -> NDArray[np.float64]:
    """θ² from 5 by calls that each begin with m = v = 0 and t = 1, start included."""
    rule, surface = adam(lr), parabola()
    theta = np.array([START])
    path = [START]
    for _ in range(steps):
        step, _ = rule.update(surface.grad(theta), rule.init(theta), theta)
        theta = theta + step
        path.append(float(theta[0]))
    return np.array(path)

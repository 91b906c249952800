"""Runs under noise: Schedule-Free on the ravine, and every rule on a small matrix."""

from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from adamdocs import schedules
from adamdocs.explainers.after_adam.experiments import make, page
from adamdocs.landscapes import ravine
from adamdocs.landscapes.base import ELEMENTARY, Landscape
from adamdocs.optimizers import adam, schedule_free
from adamdocs.optimizers.algebra import product
from adamdocs.portable import Mulberry32
from adamdocs.runs import descend
from adamdocs.sweeps import RATES

Array = NDArray[np.float64]
RAVINE_STEPS, RAVINE_RUNS = 1000, 40
RAVINE_RATES = (
    *(rate for rate in RATES if rate >= 1e-3),
    *(100 * rate for rate in RATES if 0.1 < rate <= 10.0),
)
SIDE, STEPS, RUNS = 4, 150, 4
MATRIX_RATES = (
    *(
        float(f"{digits}e{power}")
        for power in range(-4, 1)
        for digits in ("1", "1.8", "3.2", "5.6")
    ),
    10.0,
)


@page.experiment()
def on_the_ravine(kind: str, steps: int = RAVINE_STEPS) -> Array:
    """Mean loss at the end for every rate, on the ravine with unit noise in each gradient.

    Args:
        kind: "fixed" or "cosine" for Adam; "average" for Schedule-Free's x, "gradients" for its θ.
        steps: length of the runs.
    """
    landscape, count = ravine(), len(RAVINE_RATES)
    start = np.broadcast_to(np.array(landscape.start), (count, RAVINE_RUNS, 2))
    rates = np.reshape(RAVINE_RATES, (-1, 1, 1))
    free = kind in ("average", "gradients")
    trace = descend(
        schedule_free(rates) if free else adam(rates),
        landscape,
        start,
        steps=steps,
        gradient=lambda theta, t, rng: (
            landscape.grad(theta) + rng.standard_normal((RAVINE_RUNS, 2))
        ),
        rng=Mulberry32(np.arange(1, RAVINE_RUNS + 1)),
        schedule=schedules.cosine(steps) if kind == "cosine" else None,
        keep=("theta", "x") if free else "theta",
        every=steps,
    )
    end = trace.state.x[-1] if kind == "average" else trace.theta[-1]
    loss: Array = landscape.value(end).mean(axis=1)
    return loss


def best_on_the_ravine(kind: str, steps: int = RAVINE_STEPS) -> tuple[float, float]:
    """Rate of the least loss and this loss."""
    losses = on_the_ravine(kind, steps)
    return RAVINE_RATES[int(losses.argmin())], float(losses.min())


def over_the_best(rate: float, kind: str) -> float:
    """Loss at a rate of the grid, or the one nearest to it, over the least."""
    at = int(np.argmin(np.abs(np.log(np.array(RAVINE_RATES) / rate))))
    losses = on_the_ravine(kind)
    return float(losses[at] / losses.min())


def rates_below(bar: float, kind: str) -> float:
    """How many decades of rates end below a loss, on a grid of ten rates each."""
    return int((on_the_ravine(kind) <= bar).sum()) / 10


def strict_bar() -> float:
    """Twice Schedule-Free's least loss."""
    return 2 * best_on_the_ravine("average")[1]


def overtaken() -> float:
    """The rate from which on Schedule-Free's loss is above that of Adam with the cosine."""
    below = on_the_ravine("average") < on_the_ravine("cosine")
    return RAVINE_RATES[int(np.flatnonzero(below)[-1]) + 1]


@cache
def small_matrix() -> Landscape:
    """A quadratic of a 4 × 4 matrix whose curvatures, 1 to 100, lie along no axis.

    f(θ) = ½ ⟨θ − θ*, A (θ − θ*) A⟩, A of eigenvalues 1 to 10 along Hadamard's columns.
    """
    turn = 0.5 * np.array([[1, 1, 1, 1], [1, -1, 1, -1], [1, 1, -1, -1], [1, -1, -1, 1]])
    a = product(turn * np.geomspace(1, 10, SIDE), turn.T)
    goal = Mulberry32(7).standard_normal((SIDE, SIDE))

    def grad(theta: Array) -> Array:
        return np.asarray(product(product(a, theta - goal), a))

    def value(theta: Array) -> Array:
        return np.asarray(0.5 * ((theta - goal) * grad(theta)).sum(axis=(-1, -2)))

    start = tuple((0.0,) * SIDE for _ in range(SIDE))
    return Landscape("small matrix", value, grad, start, (), (), ELEMENTARY)  # type: ignore[arg-type]


class Swept(NamedTuple):
    """A rule at its best rate: the rate, and the loss."""

    rate: float
    loss: float


@cache
def on_the_matrix(rule: str) -> tuple[Swept, Swept]:
    """A rule at its best rates of the grid, one held fixed and one falling along a cosine.

    Every entry of the gradient has unit noise. The loss is the mean over the last tenth of the
    steps and over all runs; Schedule-Free's is taken at its average x.
    """
    landscape = small_matrix()
    start = np.zeros((2, len(MATRIX_RATES), RUNS, SIDE, SIDE))
    average, cosine = rule == "schedule_free", schedules.cosine(STEPS)

    def gradient(theta: Array, t: int, rng: Mulberry32) -> Array:
        return np.asarray(landscape.grad(theta) + rng.standard_normal((RUNS, SIDE, SIDE)))

    def fixed_and_falling(t: int) -> Any:
        return np.reshape([1.0, cosine(t)], (2, 1, 1, 1, 1))

    trace = descend(
        make(rule)(np.reshape(MATRIX_RATES, (-1, 1, 1, 1))),
        landscape,
        start,
        steps=STEPS,
        gradient=gradient,
        rng=Mulberry32(np.arange(1, RUNS + 1)),
        schedule=fixed_and_falling,
        keep=("loss", "x") if average else "loss",
    )
    losses = landscape.value(trace.state.x) if average else trace.loss
    with np.errstate(over="ignore"):  # rates that are no candidates
        mean = losses[-STEPS // 10 :].mean(axis=0)
    mean = np.where(trace.diverged > 0, np.inf, mean).mean(axis=-1)
    fixed, falling = (Swept(MATRIX_RATES[int(row.argmin())], float(row.min())) for row in mean)
    return fixed, falling

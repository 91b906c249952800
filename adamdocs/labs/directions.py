"""Points in all directions, told apart by a plane: what a fit's own preference is worth.

Descent on twenty draws of 80 points, told apart by a direction in which all features count:

    task = separable(range(20), n=80, truth="dense")
    accuracy(learn(sgd(lr=10.0), task, steps=1000), task)   # of new points, exactly
"""

from collections.abc import Iterable
from typing import Any, Literal, NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from adamdocs.checks import check_count
from adamdocs.optimizers import Rule
from adamdocs.runs import play
from adamdocs.schedules import Schedule

Array = NDArray[np.float64]
Truth = Literal["dense", "sparse"]


class Separable(NamedTuple):
    """Draws of points and labels.

    Attributes:
        points: normal, `(draws, n, d)`.
        labels: the sign of truth·x, `(draws, n)`.
        truth: of length 1, `(draws, d)`.
    """

    points: Array
    labels: Array
    truth: Array


def separable(seeds: Iterable[int], *, n: int, truth: Truth, d: int = 40) -> Separable:
    """Draw points, and label them by a direction.

    Args:
        seeds: integers of at least 0, one a draw; of one seed, n points are among those of more.
        n: points a draw.
        truth: `"dense"`, all features count alike, with signs drawn at random; `"sparse"`, the
            first alone counts.
        d: features.

    Raises:
        ValueError: an argument is outside its range, or there is no seed.
    """
    check_count("separable: n", n)
    check_count("separable: d", d)
    if truth not in get_args(Truth):
        raise ValueError(f"truth must be one of {', '.join(get_args(Truth))}, got {truth!r}")
    X, directions = [], []
    for seed in seeds:
        check_count("separable: seeds", seed, least=0)
        X.append(np.random.default_rng((seed, 0)).standard_normal((n, d)))
        signs = np.where(np.random.default_rng((seed, 1)).random(d) < 0.5, 1.0, -1.0)
        directions.append(signs / np.sqrt(d) if truth == "dense" else np.eye(d)[0])
    if not X:
        raise ValueError("separable: seeds must hold at least one integer")
    points, ways = np.stack(X), np.stack(directions)
    labels = np.where((points * ways[:, None]).sum(-1) > 0, 1.0, -1.0)
    return Separable(points, labels, ways)


def learn(rule: Rule, task: Separable, *, steps: int, schedule: Schedule | None = None) -> Array:
    """Weights at the end of a run from zero on the logistic loss of all points, `(..., draws, d)`.

        f(w) = mean of log(1 + exp(−y x·w))

    Args:
        rule: the update rule; a batch of hyper-parameters is `(rows, 1, 1)`.
        task: what to fit.
        steps: number of steps.
        schedule: factor of the step at t = 1, 2, …

    Raises:
        ValueError: an argument is outside its range or of the wrong shape.
    """
    signed = task.points * task.labels[..., None]
    turned = np.ascontiguousarray(signed.swapaxes(-1, -2))
    n = signed.shape[1]

    def field(thetas: tuple[Array, ...], t: int, rng: Any) -> list[Array]:
        margin = (signed @ thetas[0][..., None])[..., 0]
        pull = 1 / (1 + np.exp(np.minimum(margin, 700.0)))
        return [-(turned @ pull[..., None])[..., 0] / n]

    (trace,) = play(
        [rule],
        field,
        [np.zeros(task.truth.shape)],
        steps=steps,
        schedule=schedule,
        keep={"theta"},
        every=steps,
    )
    return np.asarray(trace.theta[-1])


def accuracy(theta: Array, task: Separable) -> Array:
    """Share of new points of the kind that are told right, `(..., draws)`: 1 − angle/π.

    Normal points have no preferred direction, so that the share on whose sign two planes differ is
    the angle between them over π.
    """
    length = np.sqrt((theta * theta).sum(-1))
    cosine = (theta * task.truth).sum(-1) / np.where(length > 0, length, 1.0)
    return np.asarray(1 - np.arccos(np.clip(cosine, -1, 1)) / np.pi)


def fits(theta: Array, task: Separable) -> Array:
    """Share of the points learned from that are told right, `(..., draws)`."""
    score = (task.points @ theta[..., None])[..., 0]
    return np.asarray((score * task.labels > 0).mean(-1))

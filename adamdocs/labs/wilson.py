"""Wilson's points, which plain descent and Adam fit exactly and differently.

A hundred draws of 200 labels, fitted at once:

    task = points(range(100), n=200, share=0.6)
    learn(adam(lr=0.01), task, steps=1000).theta[-1]   # weights of every draw
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from adamdocs.checks import check_count, check_fraction, is_number
from adamdocs.optimizers import Rule
from adamdocs.runs import Trace, play
from adamdocs.schedules import Schedule

Array = NDArray[np.float64]
OWN = (5, 1)  # features of its own that a point of label −1, of label 1 has


class Points(NamedTuple):
    """Draws of n labels, and what makes their features.

    Attributes:
        seeds: one a draw.
        labels: ±1, `(draws, n)`.
        stretch: factor of the label's feature.
    """

    seeds: tuple[int, ...]
    labels: Array
    stretch: float


def points(
    seeds: Iterable[int], *, n: int = 200, share: float = 0.6, stretch: float = 1.0
) -> Points:
    """Draw labels, each positive with the chance `share`.

    Source: A. C. Wilson, R. Roelofs, M. Stern, N. Srebro and B. Recht, NeurIPS 2017,
    arXiv:1705.08292, section 3.3, with `stretch` 1.

    Args:
        seeds: integers of at least 0, one a draw.
        n: points a draw.
        share: in [0, 1].
        stretch: factor of the label's feature.

    Raises:
        ValueError: an argument is outside its range, or there is no seed.
    """
    chosen = tuple(seeds)
    for seed in chosen:
        check_count("points: seeds", seed, least=0)
    if not chosen:
        raise ValueError("points: seeds must hold at least one integer")
    check_count("points: n", n)
    check_fraction("points: share", share)
    drawn = [np.random.default_rng((seed, 0)).random(n) for seed in chosen]
    return given(np.where(np.stack(drawn) < share, 1.0, -1.0), seeds=chosen, stretch=stretch)


def given(labels: Array, *, seeds: tuple[int, ...] | None = None, stretch: float = 1.0) -> Points:
    """Points of given labels.

    Args:
        labels: ±1, `(draws, n)`.
        seeds: of the order in which batches are drawn; 0, 1, … if not given.
        stretch: factor of the label's feature.

    Raises:
        ValueError: labels are not of that shape or not ±1, or `stretch` is not finite.
    """
    y = np.asarray(labels, dtype=np.float64)
    if y.ndim != 2 or not (np.abs(y) == 1).all():
        raise ValueError(f"labels must be 1 or −1, of shape (draws, n), got shape {y.shape}")
    if not (is_number(stretch) and np.isfinite(stretch)):
        raise ValueError(f"stretch must be finite, got {stretch!r}")
    return Points(tuple(range(len(y))) if seeds is None else seeds, y, float(stretch))


def features(labels: Array, stretch: float = 1.0) -> Array:
    """All features of one draw, `(n, 3 + 5n)`: its label's, two constant, its own."""
    n = len(labels)
    X = np.zeros((n, 3 + 5 * n))
    X[:, 0], X[:, 1:3] = stretch * labels, 1.0
    for i, y in enumerate(labels):
        X[i, 3 + 5 * i : 3 + 5 * i + OWN[int(y > 0)]] = 1.0
    return X


def learn(
    rule: Rule,
    task: Points,
    *,
    steps: int,
    batch: int | None = None,
    logistic: bool = False,
    schedule: Schedule | None = None,
    every: int | None = None,
) -> Trace:
    """Fit all draws from zero, for every row of a batch `(rows, 1, 1)` of hyper-parameters.

    The gradients of features that are always equal are equal, and so are their weights: θ holds one
    number each for the label's feature, for both constant ones, and for what is each point's own,
    `(..., draws, 2 + n)`. Nothing is approximated.

    Args:
        rule: the update rule, which must act on every coordinate by itself.
        task: what to fit.
        steps: number of steps.
        batch: points a step, drawn anew from all of them each time; all of them if not given.
        logistic: minimize the mean of log(1 + exp(−y x·w)), not half that of (x·w − y)².
        schedule: factor of the step at t = 1, 2, …
        every: keep every n-th step and the last; the last alone if not given.

    Raises:
        ValueError: an argument is outside its range or of the wrong shape.
    """
    check_count("learn: steps", steps)
    y = task.labels
    n = y.shape[1]
    size = n if batch is None else batch
    check_count("learn: batch", size)
    if size > n:
        raise ValueError(f"learn: batch must be at most {n}, got {size}")
    streams = [np.random.default_rng((seed, 1)) for seed in task.seeds]

    def field(thetas: tuple[Array, ...], t: int, rng: Any) -> list[Array]:
        score = scores(thetas[0], task)
        rest = -y / (1 + np.exp(np.minimum(y * score, 700.0))) if logistic else score - y
        if size < n:
            shown = np.zeros(y.shape)
            for row, stream in zip(shown, streams, strict=True):
                row[stream.choice(n, size, replace=False)] = 1.0
            rest = rest * shown
        g = np.empty(thetas[0].shape)
        g[..., 0] = task.stretch * (rest * y).sum(-1) / size
        g[..., 1] = rest.sum(-1) / size
        g[..., 2:] = rest / size
        return [g]

    start = np.zeros((len(y), n + 2))
    (trace,) = play(
        [rule],
        field,
        [start],
        steps=steps,
        schedule=schedule,
        keep={"theta"},
        every=every or steps,
    )
    return trace


def scores(theta: Array, task: Points) -> Array:
    """Score x·w of every point learned from, `(..., draws, n)`; its sign tells the label."""
    y = task.labels
    own = np.where(y > 0, OWN[1], OWN[0])
    common = task.stretch * y * theta[..., :1] + 2 * theta[..., 1:2]
    return np.asarray(common + own * theta[..., 2:])


def new_scores(theta: Array, task: Points) -> tuple[Array, Array]:
    """Scores of a new negative and of a new positive point, `(..., draws)` each."""
    sign, constant = task.stretch * theta[..., 0], 2 * theta[..., 1]
    return constant - sign, constant + sign

"""A linear regression on real measurements, whose units can be changed.

Adam on patients whose blood pressure is given in thousandths of its unit:

    task = diabetes(units={"bp": 1000.0})
    course = squared_error(task)
    descend(adam(lr=0.1), course, steps=1000)
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.datasets import load_diabetes

from adamdocs.checks import check_count, is_number
from adamdocs.landscapes import Landscape

Array = NDArray[np.float64]
SOURCE = "B. Efron, T. Hastie, I. Johnstone and R. Tibshirani, Ann. Statist. 32 (2004), 407–499"


class Regression(NamedTuple):
    """Measurements and what is to be told from them, both with their means taken off.

    Attributes:
        names: one a feature.
        X: features, `(n, d)`.
        y: target, `(n,)`.
    """

    names: tuple[str, ...]
    X: Array
    y: Array


@cache
def _shipped() -> tuple[tuple[str, ...], Array, Array]:
    data = load_diabetes(scaled=False)
    return tuple(data.feature_names), data.data, data.target


def diabetes(*, units: Mapping[str, float] | None = None, standardized: bool = False) -> Regression:
    """Ten measurements of 442 patients, and how far their diabetes had gone a year later.

    Age in years, sex (1 or 2), body-mass index in kg/m², blood pressure in mm Hg, and six blood
    serum values s1 … s6.

    Source: B. Efron, T. Hastie, I. Johnstone and R. Tibshirani, Ann. Statist. 32 (2004), 407–499;
    scikit-learn ships the measurements as they were taken.

    Args:
        units: factors by feature, such as `{"bp": 1000.0}` for thousandths of the unit.
        standardized: divide every feature by its standard deviation at the end, whatever its unit.

    Raises:
        ValueError: a feature is unknown, or a factor is not a finite number other than 0.
    """
    names, measured, target = _shipped()
    X = measured - measured.mean(0)
    for name, factor in (units or {}).items():
        if name not in names:
            raise ValueError(f"units: {name!r} is not among {', '.join(names)}")
        if not (is_number(factor) and np.isfinite(factor) and factor):
            raise ValueError(f"units: {name} must be finite and not 0, got {factor!r}")
        X[:, names.index(name)] *= factor
    return Regression(names, X / X.std(0) if standardized else X, target - target.mean())


def least_squares(task: Regression, ridge: float = 0.0) -> Array:
    """Minimizer of `squared_error(task, ridge)`, shape `(d,)`.

        (XᵀX/n + ridge·I) θ = Xᵀy/n

    Source: A. E. Hoerl and R. W. Kennard, Technometrics 12 (1970) 55–67, for ridge > 0.

    Raises:
        ValueError: `ridge` is not finite and at least 0.
    """
    _check_ridge(ridge)
    n, d = task.X.shape
    # As a least-squares problem with further rows: X is never squared.
    rows = np.vstack([task.X / np.sqrt(n), np.sqrt(ridge) * np.eye(d)])
    found = np.linalg.lstsq(rows, np.append(task.y / np.sqrt(n), np.zeros(d)), rcond=None)[0]
    return np.asarray(found)


def hessian(task: Regression, ridge: float = 0.0) -> Array:
    """Second derivatives of `squared_error(task, ridge)`: XᵀX/n + ridge·I, shape `(d, d)`.

    Raises:
        ValueError: `ridge` is not finite and at least 0.
    """
    _check_ridge(ridge)
    n, d = task.X.shape
    return np.asarray(task.X.T @ task.X / n + ridge * np.eye(d))


def squared_error(task: Regression, ridge: float = 0.0) -> Landscape:
    """The loss as a landscape, from θ = 0.

        f(θ) = |Xθ − y|²/(2n) + ridge·|θ|²/2

    Raises:
        ValueError: `ridge` is not finite and at least 0.
    """
    best, n = least_squares(task, ridge), len(task.y)

    def value(theta: Any) -> Any:
        rest = np.asarray(theta) @ task.X.T - task.y
        return 0.5 * (rest * rest).mean(-1) + 0.5 * ridge * (theta * theta).sum(-1)

    def grad(theta: Any) -> Any:
        rest = np.asarray(theta) @ task.X.T - task.y
        return rest @ task.X / n + ridge * theta

    reach = np.maximum(2 * np.abs(best), 1e-12)
    return Landscape(
        "squared_error",
        value,
        grad,
        start=(0.0,) * len(best),
        minimisers=(tuple(best.tolist()),),
        view=tuple((-float(r), float(r)) for r in reach),
        source=SOURCE,
    )


def examples(
    task: Regression, batch: int, ridge: float = 0.0
) -> Callable[[Array, int, Any], Array]:
    """Gradient of `squared_error` on a few measurements, drawn with replacement at each step.

    For `descend(…, gradient=examples(task, 32), rng=np.random.default_rng(seed))`. Every row of a
    batch of runs draws its own; a loss's gradient is their mean.

    Raises:
        ValueError: `batch` is not a positive integer, or `ridge` is not finite and at least 0.
    """
    check_count("examples: batch", batch)
    _check_ridge(ridge)

    def gradient(theta: Array, t: int, rng: np.random.Generator) -> Array:
        drawn = rng.integers(0, len(task.y), (*theta.shape[:-1], batch))
        X = task.X[drawn]
        rest = (X * theta[..., None, :]).sum(-1) - task.y[drawn]
        return np.asarray((rest[..., None] * X).mean(-2) + ridge * theta)

    return gradient


def _check_ridge(ridge: float) -> None:
    if not (is_number(ridge) and 0 <= ridge < np.inf):
        raise ValueError(f"ridge must be finite and at least 0, got {ridge!r}")

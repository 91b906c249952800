"""Expectations of the regression, from scikit-learn's measurements directly: no lab and no run."""

import math
from collections.abc import Mapping
from functools import cache

import numpy as np
from numpy.typing import NDArray
from sklearn.datasets import load_diabetes

from adamdocs import theory
from adamdocs.theory.geometry import Norm

Array = NDArray[np.float64]

UNITS: Mapping[str, float] = {"m": 1e-3, "mm": 1.0, "μm": 1e3}  # of mercury
COLUMN = 3  # blood pressure
LEFT = 0.01  # of the loss above the minimum: what a run has to come below
STEPS = 5000
B1 = {"sgd": 0.0, "momentum": 0.9}
BELOW_LIMIT = 10 ** (-np.arange(1, 41) / 20)  # two decades, twenty rates each


@cache
def centered(unit: str) -> tuple[Array, Array]:
    """Features and target without their means, blood pressure in a unit; or standardized."""
    data = load_diabetes(scaled=False)
    X, y = data.data - data.data.mean(0), data.target - data.target.mean()
    if unit == "standardized":
        return X / X.std(0), y
    X[:, COLUMN] *= UNITS[unit]
    return X, y


def curvature(unit: str) -> Array:
    """Second derivatives of half the mean squared error."""
    X, y = centered(unit)
    return np.asarray(X.T @ X / len(y))


def best(unit: str) -> Array:
    """Coefficients of least squares."""
    return np.asarray(np.linalg.lstsq(*centered(unit), rcond=None)[0])


def condition(unit: str) -> float:
    """Condition number from the singular values of the features."""
    values = np.linalg.svd(centered(unit)[0], compute_uv=False)
    return float((values[0] / values[-1]) ** 2)


def along_axes(unit: str) -> tuple[Array, Array, float]:
    """Start and curvatures along the Hessian's own axes, and the loss that counts as arrived."""
    walls, axes = np.linalg.eigh(curvature(unit))
    start = axes.T @ best(unit)
    return start, walls, LEFT * 0.5 * float(np.sum(walls * start**2))


def off_the_steepest(count: int) -> float:
    """Part of the loss of the start, standardized, off the steepest singular directions."""
    X, y = centered("standardized")
    left = np.linalg.svd(X, full_matrices=False)[0]
    explained = (left.T @ y) ** 2
    return float(explained[count:].sum() / explained.sum())


def condition_of_steepest(count: int) -> float:
    """Condition number of these directions, standardized."""
    values = np.linalg.svd(centered("standardized")[0], compute_uv=False)
    return float((values[0] / values[count - 1]) ** 2)


def rates(rule: str, unit: str) -> Array:
    """Rates below the limit of gradient descent or momentum."""
    steepest = float(np.linalg.eigvalsh(curvature(unit))[-1])
    return np.asarray(theory.heavy_ball_stable_rate(steepest, B1[rule]) * BELOW_LIMIT)


def steps(rule: str, unit: str, lr: float) -> int:
    """Steps of gradient descent or momentum at a rate."""
    start, walls, tolerance = along_axes(unit)
    return theory.settling_step(start, walls, lr, tolerance, B1[rule])


def flattest_alone(rule: str, unit: str) -> float:
    """Steps at the largest rate if all loss but that of the flattest direction is long gone.

    There gradient descent or momentum falls by the larger root of r² − (1 + β₁ − αλ)r + β₁ a step.
    """
    start, walls, tolerance = along_axes(unit)
    b1, lr = B1[rule], float(rates(rule, unit)[0])
    half = 0.5 * (1 + b1 - lr * walls[0])
    root = half + math.sqrt(half * half - b1)
    return math.log(tolerance / (0.5 * walls[0] * start[0] ** 2)) / (2 * math.log(root))


def pressure_after_ridge(ridge: float, unit: str) -> float:
    """What a standard deviation more of blood pressure adds, by the normal equations.

    All in millimeters: a unit smaller by c divides its coefficient's penalty by c².
    """
    X, y = centered("mm")
    penalty = np.full(X.shape[1], ridge)
    penalty[COLUMN] /= UNITS[unit] ** 2
    weights = np.linalg.solve(curvature("mm") + np.diag(penalty), X.T @ y / len(y))
    return float(weights[COLUMN] * X[:, COLUMN].std())


def root_mean_squares(batch: int) -> Array:
    """Root of a squared gradient's mean at the minimum: mean(r²x²)/batch with residuals r."""
    X, y = centered("mm")
    rest = y - X @ best("mm")
    return np.asarray(np.sqrt(((rest[:, None] * X) ** 2).mean(0) / batch))


def exponent(sizes: Array) -> float:
    """Slope of the logarithm of sizes against that of the curvatures."""
    walls = np.diag(curvature("mm"))
    return float(np.polyfit(np.log(walls), np.log(sizes), 1)[0])


def detour(norm: Norm, unit: str) -> float:
    """Angle in degrees between the steepest step in a norm and the straight way."""
    X, y = centered(unit)
    return angle(theory.steepest_step(-X.T @ y, 1.0, norm), best(unit))


def angle(step: Array, way: Array) -> float:
    """Angle between two directions in degrees."""
    cosine = step @ way / (np.linalg.norm(step) * np.linalg.norm(way))
    return float(np.degrees(np.arccos(cosine)))


def share_kept(unit: str, ridge: float) -> float:
    """Share of the coefficient that ridge on blood pressure alone keeps."""
    return float(theory.ridge_share(curvature(unit)[COLUMN, COLUMN], ridge))

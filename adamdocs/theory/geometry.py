"""Quadratics turned or divided axis by axis, and steepest steps of unit balls (learn/geometry)."""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from adamdocs.theory import _checks as check
from adamdocs.theory._checks import Numbers

type Norm = Literal["l1", "l2", "linf"]


def rotated_hessian(smallest: float, largest: float, angle: float) -> NDArray[np.float64]:
    """Hessian of the ravine ½ (λ_min x² + λ_max y²) turned counter-clockwise, shape (2, 2).

        R diag(λ_min, λ_max) Rᵀ,   R = [[cos, −sin], [sin, cos]]

    The turned loss at θ is the upright one at Rᵀθ.

    Args:
        smallest: λ_min, one number.
        largest: λ_max, one number.
        angle: in degrees.

    Raises:
        ValueError: not 0 < `smallest` ≤ `largest`, or `angle` is not finite.
    """
    low = check.positive("smallest", check.one_number("smallest", smallest))
    high = check.at_least("largest", check.one_number("largest", largest), low)
    cosine, sine = _direction(check.one_number("angle", angle))
    rotation = np.array([[cosine, -sine], [sine, cosine]])
    return np.asarray(rotation @ np.diag([low, high]) @ rotation.T)


def jacobi_condition(condition: Numbers, angle: Numbers) -> Numbers:
    """Condition number of the turned ravine after its axes are rescaled to a unit diagonal.

        (1 + |r|) / (1 − |r|),   r = h₁₂ / √(h₁₁ h₂₂)

    D^{−½} H D^{−½} with D = diag H is [[1, r], [r, 1]], whose eigenvalues are 1 ± r. Written as
    (1 + |r|)² h₁₁h₂₂ / det H it does not cancel. It is 1 at 0° and 90°, and κ itself at 45°.

    Args:
        condition: κ = λ_max / λ_min.
        angle: in degrees.

    Raises:
        ValueError: `condition` is below 1, or an argument is not finite.
    """
    condition = check.at_least("condition", condition, 1)
    cosine, sine = _direction(angle)
    product = (cosine**2 + sine**2 * condition) * (sine**2 + cosine**2 * condition)
    correlation = np.abs(cosine * sine) * (condition - 1.0) / np.sqrt(product)
    return (1.0 + correlation) ** 2 * product / condition


def rescaled_condition(hessian: ArrayLike, scale: ArrayLike) -> float:
    """Condition number that is left of a quadratic when each gradient is divided by a number.

        κ(D^{−½} H D^{−½}),   D = diag(scale)

    Descent along D⁻¹g on ½θᵀHθ is gradient descent on ½ψᵀD^{−½}HD^{−½}ψ with ψ = D^{½}θ: for
    Adam without memory of gradients the scale is √v̂, while it stands still.

    Args:
        hessian: H, symmetric and positive definite, shape (d, d).
        scale: the numbers divided by, positive, shape (d,).

    Raises:
        ValueError: the shapes do not fit, `scale` is not positive, or `hessian` is not symmetric
            and positive definite.
    """
    numbers = check.vector("scale", scale)
    check.positive("scale", numbers)
    matrix = np.asarray(check.real("hessian", hessian))
    if matrix.shape != (numbers.size, numbers.size) or not np.allclose(matrix, matrix.T):
        raise ValueError(
            f"hessian must be symmetric, one row for each of {numbers.size} numbers of scale, "
            f"got shape {matrix.shape}"
        )
    root = np.sqrt(numbers)
    curvatures = np.linalg.eigvalsh(matrix / np.outer(root, root))
    if curvatures[0] <= 0:
        least = float(curvatures[0])
        raise ValueError(f"hessian must be positive definite, got the eigenvalue {least!r}")
    return float(curvatures[-1] / curvatures[0])


def steepest_step(g: ArrayLike, radius: float, norm: Norm) -> NDArray[np.float64]:
    """The step that lowers a linear loss gᵀs most among all that are no longer than `radius`.

        l2:  −radius · g / ‖g‖₂          l∞:  −radius · sign(g)          l1:  the largest |gᵢ| alone

    gᵀs ≥ −‖g‖*·‖s‖ with the dual norm ‖g‖*, which is l2, l1 and l∞ in this order; the steps above
    attain it. For l1 the first of equals moves.

    Args:
        g: the gradient, shape (d,), not all zero.
        radius: largest norm of the step, positive.
        norm: `"l2"`, `"linf"` or `"l1"`.

    Raises:
        ValueError: `g` is no vector or all zero, `radius` not positive, or `norm` unknown.
    """
    slope = check.vector("g", g)
    length = check.positive("radius", check.one_number("radius", radius))
    if not slope.any():
        raise ValueError(f"g must not be all zero, where no step is steepest, got {g!r}")
    if norm == "l2":
        return np.asarray(-length * slope / np.linalg.norm(slope))
    if norm == "linf":
        return np.asarray(-length * np.sign(slope))
    if norm == "l1":
        step = np.zeros_like(slope)
        largest = int(np.abs(slope).argmax())
        step[largest] = -length * np.sign(slope[largest])
        return step
    raise ValueError(f"norm must be 'l2', 'linf' or 'l1', got {norm!r}")


def ridge_share(variance: Numbers, ridge: Numbers) -> Numbers:
    """Share of a single feature's coefficient that ridge regression keeps.

        h / (h + ridge)

    with the feature's variance h in its unit: the minimizer of (hθ² − 2bθ)/2 + ridge·θ²/2 is
    b/(h + ridge). In a unit c times as small, values are c times as large and h is c²h.

    Source: A. E. Hoerl and R. W. Kennard, Technometrics 12 (1970) 55–67,
    doi:10.1080/00401706.1970.10488634.

    Raises:
        ValueError: `variance` is not positive, or `ridge` negative or not finite.
    """
    variance = check.positive("variance", variance)
    return variance / (variance + check.not_negative("ridge", ridge))


def _direction(angle: Numbers) -> tuple[Numbers, Numbers]:
    radians = np.deg2rad(check.real("angle", angle))
    return np.cos(radians), np.sin(radians)

"""The ravine turned against the axes, and what a diagonal rescaling can do for it (learn/12)."""

import numpy as np
from numpy.typing import NDArray

from adamdocs.theory import _checks as check
from adamdocs.theory._checks import Numbers


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


def _direction(angle: Numbers) -> tuple[Numbers, Numbers]:
    radians = np.deg2rad(check.real("angle", angle))
    return np.cos(radians), np.sin(radians)

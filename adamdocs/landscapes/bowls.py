"""Convex bowls: parabola, ravine, Booth's function, a quartic, and a kink."""

from typing import Any

import numpy as np

from adamdocs.checks import is_number
from adamdocs.landscapes.base import ELEMENTARY, JAMIL_YANG, Landscape

COSINE = {  # of the angle in degrees, correctly rounded; the sine of a is the cosine of 90 - a
    0: 1.0,
    5: 0.9961946980917455,
    10: 0.984807753012208,
    15: 0.9659258262890683,
    20: 0.9396926207859084,
    25: 0.9063077870366499,
    30: 0.8660254037844386,
    35: 0.8191520442889918,
    40: 0.766044443118978,
    45: 0.7071067811865476,
    50: 0.6427876096865394,
    55: 0.573576436351046,
    60: 0.5,
    65: 0.42261826174069944,
    70: 0.3420201433256687,
    75: 0.25881904510252074,
    80: 0.17364817766693036,
    85: 0.08715574274765818,
    90: 0.0,
}


def parabola(curvature: float = 2.0) -> Landscape:
    """Parabola in one coordinate; at the default curvature it is θ², from 5.

        f(θ) = ½ h θ²

    Args:
        curvature: h > 0, the second derivative.

    Raises:
        ValueError: `curvature` is not positive and finite.
    """
    if not (is_number(curvature) and 0 < curvature < float("inf")):
        raise ValueError(f"parabola: curvature must be positive and finite, got {curvature!r}")

    def value(theta: Any) -> Any:
        x = theta[..., 0]
        return 0.5 * (curvature * (x * x))

    def grad(theta: Any) -> Any:
        return curvature * theta

    return Landscape("parabola", value, grad, (5.0,), ((0.0,),), ((-6.0, 6.0),), ELEMENTARY)


def ravine(condition: float = 100.0, angle: int = 0) -> Landscape:
    """Quadratic ravine: a flat floor along one axis, a wall `condition` times as steep across it.

        f = ½ (u² + κ w²),   u = x cos a + y sin a,   w = −x sin a + y cos a

    The start (u, w) = (10, 1) turns with the ravine, so that runs at two angles are twins.

    Args:
        condition: κ, the ratio of the two curvatures, at least 1.
        angle: a, in degrees, one of 0, 5, …, 90: sine and cosine are literals.

    Raises:
        ValueError: `condition` is below 1 or not finite, or `angle` is not in the table.
    """
    if not (is_number(condition) and 1 <= condition < float("inf")):
        raise ValueError(f"ravine: condition must be finite and at least 1, got {condition!r}")
    if not is_number(angle) or angle not in COSINE:
        raise ValueError(f"ravine: angle must be one of 0, 5, ..., 90 degrees, got {angle!r}")
    c, s = COSINE[angle], COSINE[90 - angle]

    def value(theta: Any) -> Any:
        x, y = theta[..., 0], theta[..., 1]
        u = c * x + s * y
        w = c * y - s * x
        return 0.5 * (u * u + condition * (w * w))

    def grad(theta: Any) -> Any:
        x, y = theta[..., 0], theta[..., 1]
        u = c * x + s * y
        w = condition * (c * y - s * x)
        return np.stack([c * u - s * w, s * u + c * w], axis=-1)

    start = (c * 10.0 - s, s * 10.0 + c)
    view = ((-12.0, 12.0), (-12.0, 12.0)) if angle else ((-12.0, 12.0), (-3.0, 3.0))
    return Landscape("ravine", value, grad, start, ((0.0, 0.0),), view, ELEMENTARY)


def booth() -> Landscape:
    """Booth's function: a quadratic bowl of condition number 9, tilted by 45 degrees.

    f = (x + 2y − 7)² + (2x + y − 5)²
    """

    def value(theta: Any) -> Any:
        x, y = theta[..., 0], theta[..., 1]
        a = (x + 2.0 * y) - 7.0
        b = (2.0 * x + y) - 5.0
        return a * a + b * b

    def grad(theta: Any) -> Any:
        x, y = theta[..., 0], theta[..., 1]
        a = (x + 2.0 * y) - 7.0
        b = (2.0 * x + y) - 5.0
        return np.stack([2.0 * a + 4.0 * b, 4.0 * a + 2.0 * b], axis=-1)

    source = f"as collected by {JAMIL_YANG}"
    view = ((-10.0, 10.0), (-10.0, 10.0))
    return Landscape("booth", value, grad, (-8.0, 0.0), ((1.0, 3.0),), view, source)


def quartic() -> Landscape:
    """A bowl ever flatter towards its bottom, from 10.

    f(θ) = ¼ θ⁴
    """

    def value(theta: Any) -> Any:
        square = theta[..., 0] * theta[..., 0]
        return 0.25 * (square * square)

    def grad(theta: Any) -> Any:
        return (theta * theta) * theta

    view = ((-11.0, 11.0),)
    return Landscape("quartic", value, grad, (10.0,), ((0.0,),), view, ELEMENTARY)


def absolute() -> Landscape:
    """A kink: the gradient keeps its size and only changes sign; at 0 it is taken as 0.

    f(θ) = |θ|
    """

    def value(theta: Any) -> Any:
        return np.abs(theta[..., 0])

    def grad(theta: Any) -> Any:
        return np.where(theta > 0.0, 1.0, np.where(theta < 0.0, -1.0, theta))

    view = ((-1.5, 1.5),)
    return Landscape("absolute", value, grad, (1.0,), ((0.0,),), view, ELEMENTARY)

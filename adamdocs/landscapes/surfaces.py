"""Surfaces that are not convex: valleys, saddles, basins, a plateau, ripples."""

from itertools import product
from typing import Any

import numpy as np

from adamdocs.landscapes.base import JAMIL_YANG, Landscape
from adamdocs.portable import cos_turns, exp, sin_turns

RASTRIGIN_MINIMA = (  # roots of x + 10π sin 2πx near the integers 0 ... 5
    0.0,
    0.9949586376523347,
    1.9899122337085495,
    2.98485570103948,
    3.979783860300754,
    4.974691390895051,
)


def rosenbrock() -> Landscape:
    """Rosenbrock's curved valley: found at once, followed slowly.

    f = (1 − x)² + 100 (y − x²)²
    """

    def value(theta: Any) -> Any:
        x, y = theta[..., 0], theta[..., 1]
        a, b = 1.0 - x, y - x * x
        return a * a + 100.0 * (b * b)

    def grad(theta: Any) -> Any:
        x, y = theta[..., 0], theta[..., 1]
        b = y - x * x
        return np.stack([-2.0 * (1.0 - x) - 400.0 * (x * b), 200.0 * b], axis=-1)

    source = "H. H. Rosenbrock, Comput. J. 3 (1960), 175–184, doi:10.1093/comjnl/3.3.175"
    view = ((-2.0, 2.0), (-1.0, 3.0))
    return Landscape("rosenbrock", value, grad, (-1.2, 1.0), ((1.0, 1.0),), view, source)


def beale() -> Landscape:
    """Beale's function: plateaus, steep corners, and a valley bent towards (3, ½).

    f = (1.5 − x + x y)² + (2.25 − x + x y²)² + (2.625 − x + x y³)²
    """

    def value(theta: Any) -> Any:
        x, y = theta[..., 0], theta[..., 1]
        square = y * y
        a = (1.5 - x) + x * y
        b = (2.25 - x) + x * square
        c = (2.625 - x) + x * (square * y)
        return (a * a + b * b) + c * c

    def grad(theta: Any) -> Any:
        x, y = theta[..., 0], theta[..., 1]
        square = y * y
        cube = square * y
        a = (1.5 - x) + x * y
        b = (2.25 - x) + x * square
        c = (2.625 - x) + x * cube
        gx = 2.0 * ((a * (y - 1.0) + b * (square - 1.0)) + c * (cube - 1.0))
        gy = 2.0 * (x * ((a + 2.0 * (b * y)) + 3.0 * (c * square)))
        return np.stack([gx, gy], axis=-1)

    source = f"E. M. L. Beale, 1958, as collected by {JAMIL_YANG}"
    view = ((-4.5, 4.5), (-4.5, 4.5))
    return Landscape("beale", value, grad, (1.0, 1.0), ((3.0, 0.5),), view, source)


def himmelblau() -> Landscape:
    """Himmelblau's function: four minima of equal depth, so the start decides.

    f = (x² + y − 11)² + (x + y² − 7)²
    """

    def value(theta: Any) -> Any:
        x, y = theta[..., 0], theta[..., 1]
        a = (x * x + y) - 11.0
        b = (x + y * y) - 7.0
        return a * a + b * b

    def grad(theta: Any) -> Any:
        x, y = theta[..., 0], theta[..., 1]
        a = (x * x + y) - 11.0
        b = (x + y * y) - 7.0
        return np.stack([4.0 * (x * a) + 2.0 * b, 2.0 * a + 4.0 * (y * b)], axis=-1)

    minimisers = (
        (3.0, 2.0),
        (-2.805118086952745, 3.131312518250573),
        (-3.779310253377747, -3.2831859912861696),
        (3.5844283403304917, -1.8481265269644036),
    )
    source = f"D. M. Himmelblau, Applied Nonlinear Programming, 1972, as collected by {JAMIL_YANG}"
    view = ((-5.0, 5.0), (-5.0, 5.0))
    return Landscape("himmelblau", value, grad, (-0.5, -1.0), minimisers, view, source)


def saddle() -> Landscape:
    """A saddle between two minima: flat at the origin, and a start barely off its ridge.

    f = x² + y⁴ − y²
    """

    def value(theta: Any) -> Any:
        x, y = theta[..., 0], theta[..., 1]
        square = y * y
        return x * x + (square * square - square)

    def grad(theta: Any) -> Any:
        x, y = theta[..., 0], theta[..., 1]
        return np.stack([2.0 * x, 4.0 * ((y * y) * y) - 2.0 * y], axis=-1)

    minimisers = ((0.0, 0.7071067811865476), (0.0, -0.7071067811865476))
    view = ((-1.5, 1.5), (-1.5, 1.5))
    source = "double well in y, elementary; no one source"
    return Landscape("saddle", value, grad, (1.2, 0.001), minimisers, view, source)


def styblinski_tang() -> Landscape:
    """Four basins of four depths; only the lower left one is the best.

    f = ½ Σ (x_i⁴ − 16 x_i² + 5 x_i), two coordinates
    """

    def value(theta: Any) -> Any:
        square = theta * theta
        each = (square * square - 16.0 * square) + 5.0 * theta
        return 0.5 * (each[..., 0] + each[..., 1])

    def grad(theta: Any) -> Any:
        return (2.0 * ((theta * theta) * theta) - 16.0 * theta) + 2.5

    deep, shallow = -2.903534027771177, 2.746802770990837
    minimisers = ((deep, deep), (deep, shallow), (shallow, deep), (shallow, shallow))
    source = f"M. A. Styblinski and T.-S. Tang, 1990, as collected by {JAMIL_YANG}"
    view = ((-5.0, 5.0), (-5.0, 5.0))
    return Landscape("styblinski_tang", value, grad, (0.5, 1.0), minimisers, view, source)


def plateau() -> Landscape:
    """A well in a plain: far out the gradient all but vanishes, whatever the loss.

    f = 1 − exp(−½ (x² + y²))
    """

    def well(theta: Any) -> Any:
        x, y = theta[..., 0], theta[..., 1]
        return exp(-0.5 * (x * x + y * y))

    def value(theta: Any) -> Any:
        return 1.0 - well(theta)

    def grad(theta: Any) -> Any:
        return theta * well(theta)[..., None]

    source = (
        "the loss of J. E. Dennis and R. E. Welsch, Commun. Stat. B 7 (1978), 345–359, "
        "doi:10.1080/03610917808812083, in two coordinates"
    )
    view = ((-5.0, 5.0), (-5.0, 5.0))
    return Landscape("plateau", value, grad, (3.0, 2.0), ((0.0, 0.0),), view, source)


def rastrigin() -> Landscape:
    """A bowl under ripples: a local minimum near every pair of small integers.

    f = Σ x_i² + 10 (1 − cos 2π x_i), two coordinates
    """

    def value(theta: Any) -> Any:
        each = theta * theta + 10.0 * (1.0 - cos_turns(theta))
        return each[..., 0] + each[..., 1]

    def grad(theta: Any) -> Any:
        return 2.0 * theta + 62.83185307179586 * sin_turns(theta)

    source = f"L. A. Rastrigin, 1974, as collected by {JAMIL_YANG}"
    view = ((-5.12, 5.12), (-5.12, 5.12))
    along = sorted({sign * x for x in RASTRIGIN_MINIMA for sign in (1.0, -1.0)})
    minimisers = tuple(product(along, along))
    return Landscape("rastrigin", value, grad, (2.2, -1.7), minimisers, view, source)

"""Loss surfaces with their gradients, starts and minimisers, in portable arithmetic.

Every factory returns a `Landscape`; `LANDSCAPES` lists them by name. Coordinates are the last axis
of `theta`; any number of batch axes may stand before it.
"""

from collections.abc import Callable

from adamdocs.landscapes.base import Landscape
from adamdocs.landscapes.bowls import absolute, booth, parabola, quartic, ravine
from adamdocs.landscapes.surfaces import (
    beale,
    himmelblau,
    plateau,
    rastrigin,
    rosenbrock,
    saddle,
    styblinski_tang,
)

LANDSCAPES: dict[str, Callable[..., Landscape]] = {
    factory.__name__: factory
    for factory in (
        parabola,
        ravine,
        rosenbrock,
        beale,
        himmelblau,
        booth,
        saddle,
        styblinski_tang,
        quartic,
        absolute,
        plateau,
        rastrigin,
    )
}

__all__ = [
    "LANDSCAPES",
    "Landscape",
    "absolute",
    "beale",
    "booth",
    "himmelblau",
    "parabola",
    "plateau",
    "quartic",
    "rastrigin",
    "ravine",
    "rosenbrock",
    "saddle",
    "styblinski_tang",
]

"""What a landscape is made of."""

from collections.abc import Callable
from typing import Any, NamedTuple

ELEMENTARY = "elementary; no one source"
JAMIL_YANG = "M. Jamil and X.-S. Yang, Int. J. Math. Model. Numer. Optim. 4 (2013), arXiv:1308.4008"


class Landscape(NamedTuple):
    """A loss surface.

    Attributes:
        name: the factory's name, a key of `LANDSCAPES`.
        value: loss of `theta` `(..., d)`, shape `(...)`.
        grad: gradient at `theta`, shape `(..., d)`.
        start: the customary or telling starting point.
        minimisers: every local minimiser.
        view: lower and upper end of each coordinate in a picture.
        source: who introduced it.
    """

    name: str
    value: Callable[[Any], Any]
    grad: Callable[[Any], Any]
    start: tuple[float, ...]
    minimisers: tuple[tuple[float, ...], ...]
    view: tuple[tuple[float, float], ...]
    source: str

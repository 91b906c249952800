"""Where runs end: rates chosen over many starts, and which minimum each start leads to."""

from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from adamdocs.explainers.race.experiments import Array, page
from adamdocs.landscapes import LANDSCAPES, Landscape
from adamdocs.optimizers import RULES
from adamdocs.runs import descend
from adamdocs.sweeps import RATES

Which = NDArray[np.int64]
FOUR = ("sgd", "momentum", "rmsprop", "adam")
STEPS = 300
NEAR = 0.1  # of a minimum, where a run is taken to have found it
SIDES = {"himmelblau": 36, "styblinski_tang": 60}  # cells of a map along each axis
HALF = 5.0  # the maps reach from -5 to 5
CHOOSING = 9  # starts along each axis over which a rate is chosen
DOWNHILL = 1e-3  # rate of the small steps that follow the slope
NOWHERE = -1


def grid(places: ArrayLike) -> Array:
    """All pairs of some places, row by row."""
    pairs: Array = np.stack(np.meshgrid(places, places), axis=-1).reshape(-1, 2)
    return pairs


def cell(course: str) -> float:
    """Side of a map's cell."""
    return 2 * HALF / SIDES[course]


def centers(course: str) -> Array:
    """Centers of a map's cells, row by row."""
    return grid(-HALF + cell(course) * (np.arange(SIDES[course]) + 0.5))


def nearest(landscape: Landscape, theta: Array) -> tuple[Which, Array]:
    """Number of the nearest minimum, and the distance to it."""
    far = np.linalg.norm(theta[..., None, :] - np.array(landscape.minimisers), axis=-1)
    return far.argmin(axis=-1), far.min(axis=-1)


@page.experiment()
def rate(rule: str, course: str) -> float:
    """The sweep's rate with the least mean number of steps until a run stays near a minimum.

    The mean is over 81 starts; a run that does not stay near one counts as one step more than it
    had.
    """
    landscape = LANDSCAPES[course]()
    starts = grid(np.linspace(-0.9 * HALF, 0.9 * HALF, CHOOSING))
    every = RULES[rule](lr=np.array(RATES)[:, None, None])
    trace = descend(every, landscape, starts, steps=STEPS, keep="theta")
    loud = nearest(landscape, trace.theta)[1] >= NEAR
    last = STEPS - np.argmax(loud[::-1], axis=0)
    first = np.where(loud.any(axis=0), np.where(loud[-1], STEPS, last) + 1, 1)
    found = np.where(trace.diverged > 0, STEPS + 1, first)
    return float(RATES[int(found.mean(axis=-1).argmin())])


@cache
def basins(rule: str, course: str) -> Which:
    """Number of the minimum that each cell of the map leads to, row by row; -1 for none."""
    return _ends(rule, course, rate(rule, course), STEPS)


@cache
def downhill(course: str) -> Which:
    """The same for a walk that follows the slope in small steps."""
    return _ends("sgd", course, DOWNHILL, 3000)


def _ends(rule: str, course: str, lr: float, steps: int) -> Which:
    landscape = LANDSCAPES[course]()
    made = RULES[rule](lr=lr)
    trace = descend(made, landscape, centers(course), steps=steps, keep="theta", every=steps)
    which, far = nearest(landscape, trace.theta[-1])
    return np.where((far < NEAR) & (trace.diverged == 0), which, NOWHERE)


def elsewhere(rule: str, course: str) -> float:
    """Share of the starts that end in another minimum than the slope leads to."""
    return float(np.mean(basins(rule, course) != downhill(course)))


def deepest(rule: str, course: str = "styblinski_tang") -> float:
    """Share of the starts that end in the deepest minimum."""
    landscape = LANDSCAPES[course]()
    lowest = int(np.argmin(landscape.value(np.array(landscape.minimisers))))
    return float(np.mean(basins(rule, course) == lowest))

"""A long line as the few places of it that a drawing can show."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Numbers = NDArray[np.int64]
MOST_POINTS = 1400  # four a unit of a figure's width


def thinned(x: Array, y: Array, run: Numbers) -> tuple[Array, Array, Numbers]:
    """The places of a line that can be told apart; all of them up to 1,400.

    Of each stretch within a column one unit wide, narrower than the line, the outermost places
    stay: leftmost, rightmost, highest and lowest. A line that goes to and fro between columns, or
    is broken everywhere, is cut into pieces of equal length instead.

    Args:
        x: places across, in the order of the line.
        y: places down.
        run: number of the unbroken run that each place is in, never falling.

    Returns:
        The places that stay, at most 1,400, and their runs.
    """
    if len(x) <= MOST_POINTS:
        return x, y, run
    starts = (np.diff(np.floor(x)) != 0) | (np.diff(run) != 0)
    stay = _outermost(np.append(0, np.cumsum(starts)), x, y)
    if len(stay) > MOST_POINTS:
        length = -(-len(x) // (MOST_POINTS // 4))
        stay = _outermost(np.arange(len(x)) // length, x, y)
    return x[stay], y[stay], run[stay]


def _outermost(group: Numbers, *coordinates: Array) -> Numbers:
    """Where each group has its first smallest and its last largest coordinates, in order."""
    stay = []
    for values in coordinates:
        order = np.lexsort((values, group))
        first = np.flatnonzero(np.diff(group[order], prepend=-1))
        last = np.append(first[1:], len(order)) - 1
        stay += [order[first], order[last]]
    return np.unique(np.concatenate(stay))

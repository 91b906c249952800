"""Room for text whose face is not known: how wide it is at most, its lines, and labels apart.

Everything is in the units of a drawing. A width holds for the site's face at a phone's 12 units and
for the wider faces of other pages at 10.2.
"""

from collections.abc import Sequence
from itertools import accumulate
from unicodedata import east_asian_width

LINE = 13.0  # from one baseline to the next
MOST_LINES = 3
_NARROW = frozenset("iIjlrft.,:;'!|()[] ")


def text_width(text: str) -> float:
    """Room that a line of text takes at most."""
    return sum(map(_letter_width, text))


def text_lines(text: str, room: float) -> list[str]:
    """Text broken at its spaces, where it has any, into at most three lines no wider than `room`.

    What is left after them is cut, and an ellipsis says so.
    """
    rest, lines = " ".join(text.split()), list[str]()
    while rest and len(lines) < MOST_LINES:
        fits = max(1, sum(width <= room for width in accumulate(map(_letter_width, rest))))
        if fits < len(rest) and " " in rest[1 : fits + 1]:
            fits = rest.rindex(" ", 0, fits + 1)
        lines.append(rest[:fits].rstrip())
        rest = rest[fits:].lstrip()
    if rest:
        lines[-1] = lines[-1][:-2] + "…"
    return lines


def apart(
    centers: Sequence[float], heights: Sequence[float], low: float, high: float
) -> list[float]:
    """Centers moved as little as possible so that no two blocks overlap, in their order.

    Without their heights, blocks that touch share one place: the mean of the places that they want
    (the least squares under an order, by pooling neighbors that violate it).

    Args:
        centers: where the blocks want to be.
        heights: how much room each needs.
        low: upper end of the room, as places count downward.
        high: lower end; blocks that need more room than there is begin at `low` and go beyond.

    Returns:
        The new centers, one a block.
    """
    order = sorted(range(len(centers)), key=lambda i: centers[i])
    above = [0.0, *accumulate(heights[i] for i in order)]
    pools: list[list[float]] = []
    for i, filled in zip(order, above, strict=False):
        pools.append([centers[i] - heights[i] / 2 - filled])
        while len(pools) > 1 and _mean(pools[-2]) > _mean(pools[-1]):
            pools[-2:] = [pools[-2] + pools[-1]]
    places = [_mean(pool) for pool in pools for _ in pool]
    moved = list(centers)
    for i, filled, place in zip(order, above, places, strict=False):
        moved[i] = max(low, min(place, high - above[-1])) + filled + heights[i] / 2
    return moved


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _letter_width(letter: str) -> float:
    if letter in _NARROW:
        return 4.2
    if east_asian_width(letter) in "WF":
        return 12.0
    return 10.2 if letter in "mwMW@%…—" else 7.8 if letter.isupper() else 6.4

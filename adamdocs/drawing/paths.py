"""Paths of an SVG in fewer characters, with the same points in the same places."""

import re

_COMMAND = re.compile(r"([MLQCz])([^MLQCz]*)")


def short_path(path: str) -> str:
    """A path without what repeats what stands before it.

        M 1 2 L 3 2 L 3 5 L 4 6 L 5 8 z   becomes   M1 2H3V5L4 6 5 8z

    Args:
        path: value of `d` with one absolute command of M, L, Q, C or z for each point, as
            Matplotlib writes it.
    """
    parts: list[str] = []
    before, place = "", ("", "")
    for letter, numbers in _COMMAND.findall(path):
        if letter == "z":
            parts.append("z")
            before, place = "z", ("", "")
            continue
        values = numbers.split()
        x, y = values[-2:]
        if letter == "L" and y == place[1]:
            letter, values = "H", [x]
        elif letter == "L" and x == place[0]:
            letter, values = "V", [y]
        # A point after that of M or L is one of L.
        again = letter == "L" and before in ("M", "L")
        parts.append((" " if again else letter) + " ".join(values))
        before, place = letter, (x, y)
    return "".join(parts)

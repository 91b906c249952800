"""Readers' own faces, shown at the width of ours until ours have come: text keeps its lines."""

from typing import NamedTuple

# English about the subject of this site, for the mean width of a face.
SAMPLE = (
    "Adam keeps two running averages of the gradient, one of its value and one of its square, and "
    "divides the first by the root of the second. Both start at zero, so that the first few steps "
    "are far too small or too large unless each average is divided by the total weight that it has "
    "gathered so far. The figure below shows what happens without: after one step the second "
    "moment holds a thousandth of what it should."
)

# Families of one width that computers and telephones have, and the mean width over SAMPLE, in units
# of the font size, of each style. Measured on the free one of each.
WIDTHS = {
    "serif": {
        "Times New Roman, Liberation Serif, Tinos": {
            "Regular": 0.3923,
            "Italic": 0.3938,
            "Bold": 0.4171,
        },
        "Noto Serif": {"Regular": 0.4671, "Italic": 0.4556, "Bold": 0.4964},
        "DejaVu Serif": {"Regular": 0.5032, "Italic": 0.5032, "Bold": 0.5555},
    },
    "sans": {
        "Arial, Liberation Sans, Arimo": {"Regular": 0.4349, "Bold": 0.4693},
        "Roboto": {"Regular": 0.4362, "Bold": 0.4419},
        "DejaVu Sans": {"Regular": 0.4988, "Bold": 0.5649},
    },
    "mono": {
        "Courier New, Liberation Mono, Cousine": {"Regular": 0.6001},
        "DejaVu Sans Mono, Menlo": {"Regular": 0.6021},
    },
}


class StandIn(NamedTuple):
    """A style of a reader's face: the family in the style sheet, full names, mean width."""

    family: str
    names: tuple[str, ...]
    width: float


def stand_ins(kind: str, style: str) -> tuple[StandIn, ...]:
    """Stand-ins for one of our faces, the first that a reader has to be taken.

    Args:
        kind: "serif", "sans" or "mono".
        style: "Regular", "Italic" or "Bold".
    """
    found = []
    for families, widths in WIDTHS[kind].items():
        suffix = "" if style == "Regular" else f" {style}"
        names = tuple(f"{family}{suffix}" for family in families.split(", "))
        found.append(StandIn(_family(families), names, widths[style]))
    return tuple(found)


def stand_in_families(kind: str) -> tuple[str, ...]:
    """What the style sheet calls them."""
    return tuple(map(_family, WIDTHS[kind]))


def _family(families: str) -> str:
    return f"Adamdocs {families.partition(',')[0]}"

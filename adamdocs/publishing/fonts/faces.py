"""The site's faces: what each is cut from, its name, and what stands in until it has come."""

from typing import NamedTuple

from adamdocs.drawing.faces import FAMILY as SANS
from adamdocs.drawing.faces import FILES
from adamdocs.publishing.fonts import characters

SERIF, CODE, MATHS, SYMBOLS = "Adamdocs Text", "Adamdocs Code", "Adamdocs Math", "Adamdocs Symbols"


class StandIn(NamedTuple):
    """A reader's own face: what the style sheet calls it, its full names, its mean width."""

    family: str
    names: tuple[str, ...]
    width: float


class Face(NamedTuple):
    """One face of the site, in parts: what nearly every page needs, and what few do.

    Attributes:
        name: begins the names of its files.
        family: its name, in files and style sheets.
        style: the rest of its name.
        source: the complete face, below `node_modules`.
        parts: characters of each part; those of an earlier one are left out.
        stand_ins: what is shown until it has come, the first that the reader has.
    """

    name: str
    family: str
    style: str
    source: str
    parts: tuple[str, ...]
    stand_ins: tuple[StandIn, ...] = ()

    @property
    def weight(self) -> int:
        """Weight as a number."""
        return 600 if "Semibold" in self.style else 400

    @property
    def slope(self) -> str:
        """Slope as CSS names it."""
        return "italic" if "Italic" in self.style else "normal"

    @property
    def package(self) -> str:
        """The npm package that brings the complete face."""
        words = self.source.split("/")
        return "/".join(words[: 2 if words[0].startswith("@") else 1])


# English about the subject of this site, for the mean width of a face.
SAMPLE = (
    "Adam keeps two running averages of the gradient, one of its value and one of its square, and "
    "divides the first by the root of the second. Both start at zero, so that the first few steps "
    "are far too small or too large unless each average is divided by the total weight that it has "
    "gathered so far. The figure below shows what happens without: after one step the second "
    "moment holds a thousandth of what it should."
)
TIMES, ARIAL, COURIER = "Adamdocs Times New Roman", "Adamdocs Arial", "Adamdocs Courier New"
NOTO, ROBOTO = "Adamdocs Noto Serif", "Adamdocs Roboto"


def _times(style: str, width: float, noto_width: float) -> tuple[StandIn, StandIn]:
    """Stand-ins for a serif, on computers and on telephones."""
    return (
        StandIn(TIMES, _named("Times New Roman, Liberation Serif, Tinos", style), width),
        StandIn(NOTO, _named("Noto Serif", style), noto_width),
    )


def _arial(style: str, width: float, roboto_width: float) -> tuple[StandIn, StandIn]:
    """Stand-ins for a sans-serif, on computers and on telephones."""
    return (
        StandIn(ARIAL, _named("Arial, Liberation Sans, Arimo", style), width),
        StandIn(ROBOTO, _named("Roboto", style), roboto_width),
    )


def _named(families: str, style: str) -> tuple[str, ...]:
    return tuple(f"{family} {style}".strip() for family in families.split(", "))


TEXT = (characters.TEXT, characters.TEXT_MORE)
_SERIF, _SANS = "source-serif/TTF/SourceSerif4-", "source-sans/TTF/SourceSans3-"
_CODE = "source-code-pro/TTF/SourceCodePro-Regular.ttf"
_MATH = "@fontsource/stix-two-math/files/stix-two-math-latin-400-normal.woff2"
_COURIER = StandIn(COURIER, _named("Courier New, Liberation Mono, Cousine", ""), 0.6001)

# The stand-ins' widths were measured over SAMPLE on Tinos, Noto Serif, Arimo, Roboto and Cousine.
FACES = (
    Face("text-400", SERIF, "Regular", f"{_SERIF}Regular.ttf", TEXT, _times("", 0.3923, 0.4671)),
    Face(
        "text-400-italic",
        SERIF,
        "Italic",
        f"{_SERIF}It.ttf",
        TEXT,
        _times("Italic", 0.3938, 0.4556),
    ),
    Face(
        "text-600", SERIF, "Semibold", f"{_SERIF}Semibold.ttf", TEXT, _times("Bold", 0.4171, 0.4964)
    ),
    Face("ui-400", SANS, "Regular", f"{_SANS}Regular.ttf", TEXT, _arial("", 0.4349, 0.4362)),
    Face("ui-600", SANS, "Semibold", f"{_SANS}Semibold.ttf", TEXT, _arial("Bold", 0.4693, 0.4419)),
    Face("code-400", CODE, "Regular", _CODE, (characters.TEXT, characters.CODE_MORE), (_COURIER,)),
    Face("math-400", MATHS, "Regular", _MATH, (characters.MATHS, characters.MATHS_MORE)),
)
FIGURES = dict(zip(("ui-400", "ui-600"), FILES, strict=True))

# What each kind of matter is set in; CSS variables are called after these.
STACKS = {
    "text": (SERIF, SYMBOLS, TIMES, NOTO, "serif"),
    "ui": (SANS, SYMBOLS, ARIAL, ROBOTO, "sans-serif"),
    "figure": (SANS, SYMBOLS, ARIAL, ROBOTO, "sans-serif"),
    "code": (CODE, SYMBOLS, COURIER, "monospace"),
    "math": (MATHS, "STIX Two Math", "Cambria Math", "math"),
}

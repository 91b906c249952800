"""The site's own style sheets: for readers one, with the colors of the theme that are in use.

It is named by what it holds: browsers may keep it for good, and a page never meets the style of
another version.
"""

import hashlib
import re
from collections.abc import Collection, Sequence

from adamdocs.publishing import scripts

FOLDER = "stylesheets/"
PALETTE = re.compile(r"assets/stylesheets/palette\.\w+\.min\.css")  # the theme's
DIGITS = 10  # of a hash in a name
_COMMENT = re.compile(r'(?P<string>"[^"]*"|\'[^\']*\')|/\*.*?\*/\n?', re.DOTALL)
_COLOR = re.compile(r"(?<![^{}])\[data-md-color-(?:accent|primary)=([\w-]+)\]\{[^{}]*\}")
# While colors change it stops every element's transitions. The theme changes them on every load,
# and all elements' styles would be computed twice for it.
_SWITCHING = re.compile(r"\[data-md-color-switching\] \*[^{}]*\{[^{}]*\}")
_MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/")


def without_comments(style: str) -> str:
    """A style sheet without its comments; strings stay as they are."""
    return _COMMENT.sub(lambda found: found["string"] or " ", style)


def of_colors(palette: str, used: Collection[str]) -> str:
    """The theme's palette without the colors that nobody has chosen, and without haste."""
    palette = _SWITCHING.sub("", _MAP.sub("", palette))
    return _COLOR.sub(lambda rule: rule[0] if rule[1] in used else "", palette)


def joined(styles: Sequence[str]) -> tuple[str, str]:
    """Style sheets as one: where it lies, and what it holds.

    Raises:
        Problem: the program that packs it is missing, or one of them is not a style sheet.
    """
    whole = scripts.style("\n".join(styles))
    digest = hashlib.sha256(whole.encode()).hexdigest()[:DIGITS]
    return f"{FOLDER}site.{digest}.css", whole

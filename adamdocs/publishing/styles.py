"""The site's style sheets: for readers two, the theme's and ours, with what is in use of them.

They are named by what they hold: browsers may keep them for good, and a page never meets the style
of another version.
"""

import hashlib
import re
from collections.abc import Collection, Sequence

from adamdocs.publishing import plain_tables, scripts

FOLDER = "stylesheets/"
THEME = re.compile(r"assets/stylesheets/main\.\w+\.min\.css")
PALETTE = re.compile(r"assets/stylesheets/palette\.\w+\.min\.css")  # the theme's
# How names of classes begin that belong to features of the theme which are off.
UNUSED = """
cards critic emojione gemoji giscus grid highlighttable katex-html key- linenodiv linenos
md-annotation md-author md-banner md-consent md-content--post md-draft md-feedback
md-header--lifted md-header__source md-meta md-nav--integrated md-nav--lifted md-nav__source
md-pagination md-path md-pin md-post md-profile md-search__suggest md-select md-sidebar--post
md-social md-source md-status md-tabs md-tag md-tooltip md-version mermaid tabbed- task-list-
twemoji
""".split()
DIGITS = 10  # of a hash in a name
_COMMENT = re.compile(r'(?P<string>"[^"]*"|\'[^\']*\')|/\*.*?\*/\n?', re.DOTALL)
_COLOR = re.compile(r"(?<![^{}])\[data-md-color-(?:accent|primary)=([\w-]+)\]\{[^{}]*\}")
# While colors change it stops every element's transitions. The theme changes them on every load,
# and all elements' styles would be computed twice for it.
_SWITCHING = re.compile(r"\[data-md-color-switching\] \*[^{}]*\{[^{}]*\}")
_MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/")
_TEXT = re.compile(r"""url\((?:"[^"]*"|'[^']*'|[^"')]*)\)|"[^"]*"|'[^']*'""")
_HELD = re.compile(r"\0(\d+)\0")
_RULE = re.compile(r"(?P<selectors>[^{};]+)\{(?P<body>[^{}]*)\}")
_EMPTY = re.compile(r"@(?:media|supports)[^{};]*\{\s*\}")
_FEATURE = re.compile(rf"\.(?:{'|'.join(map(re.escape, UNUSED))})")
_ICON = re.compile(r"(?P<name>--md-[\w-]+):\s*\0\d+\0(?:;|(?=\}))")


def without_comments(style: str) -> str:
    """A style sheet without its comments; strings stay as they are."""
    return _COMMENT.sub(lambda found: found["string"] or " ", style)


def of_colors(palette: str, used: Collection[str]) -> str:
    """The theme's palette without the colors that nobody has chosen, and without haste."""
    palette = _SWITCHING.sub("", _MAP.sub("", palette))
    return _COLOR.sub(lambda rule: rule[0] if rule[1] in used else "", palette)


def of_tables(style: str) -> str:
    """The theme's style sheet, with its tables asked for by the class that ours have."""
    return style.replace(plain_tables.THEMES, plain_tables.OURS)


def of_features(style: str, others: str) -> str:
    """The theme's style sheet without the features that are off, and without what they alone used.

    The larger half of it is of no use to any page, and no page is shown before it has come.

    Args:
        style: the theme's.
        others: all style sheets that may ask for an icon of the theme.
    """
    texts: list[str] = []

    def held(text: re.Match[str]) -> str:
        texts.append(text[0])
        return f"\0{len(texts) - 1}\0"

    style = _TEXT.sub(held, _MAP.sub("", style))
    style = _RULE.sub(_of_features, style)
    while (fewer := _EMPTY.sub("", style)) != style:
        style = fewer
    asked = set(re.findall(r"var\((--[\w-]+)", style + others))
    style = _ICON.sub(lambda icon: icon[0] if icon["name"] in asked else "", style)
    return _HELD.sub(lambda number: texts[int(number[1])], style)


def _of_features(rule: re.Match[str]) -> str:
    kept = [one for one in _selectors(rule["selectors"]) if not _FEATURE.search(one)]
    return f"{','.join(kept)}{{{rule['body']}}}" if kept else ""


def _selectors(text: str) -> list[str]:
    """The selectors of a rule; commas in the parentheses of one do not part it."""
    found, depth = [""], 0
    for letter in text:
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and not depth:
            found.append("")
        else:
            found[-1] += letter
    return found


def joined(name: str, styles: Sequence[str]) -> tuple[str, str]:
    """Style sheets as one: where it lies, and what it holds.

    Args:
        name: what the one is called, before its hash.
        styles: those that it holds, in this order.

    Raises:
        Problem: the program that packs it is missing, or one of them is not a style sheet.
    """
    whole = scripts.style("\n".join(styles))
    digest = hashlib.sha256(whole.encode()).hexdigest()[:DIGITS]
    return f"{FOLDER}{name}.{digest}.css", whole

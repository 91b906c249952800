"""Every figure of the site on one page, small, with the way to where it stands and to its files.

    {{gallery}}

Pages come in the order of the navigation, figures in the order of their page. A drawing is loaded
when it comes into view, in the shades of the theme that is shown. Of its caption and of its
alternative text stand the first sentences: all figures' words weigh more than a page may.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from xml.etree import ElementTree as Tree

from markdown.blockprocessors import BlockProcessor

from adamdocs.drawing.standalone import sides
from adamdocs.publishing.elements import WHAT, appended, downloads, drawn
from adamdocs.publishing.pages import PAGE, SITE, Page, beginning, plain
from adamdocs.publishing.problems import Problem, log

GALLERY = re.compile(r"^\{\{\s*gallery\s*\}\}\s*$")
DRAWINGS = {"svg": "ad-light", "dark.svg": "ad-dark"}
PIXELS = 5  # a drawing's unit, so that sides are whole and their ratio is right


class Card(NamedTuple):
    """A figure in the gallery: whose it is, its name, and its number on the page that shows it."""

    slug: str
    name: str
    number: int


class Gallery(BlockProcessor):
    """All figures as cards, under a heading for each page and behind a list of the pages."""

    def test(self, parent: Tree.Element, block: str) -> bool:
        """Whether the block is the token."""
        return GALLERY.match(block) is not None

    def run(self, parent: Tree.Element, blocks: list[str]) -> None:
        """Replace the block."""
        blocks.pop(0)
        here = PAGE.get()
        groups = list(gathered(SITE.get()))
        contents = Tree.SubElement(parent, "nav", {"aria-label": "Pages with figures"})
        contents.set("class", "ad-gallery-pages")
        pages = Tree.SubElement(contents, "ul")
        for page, cards in groups:
            line = Tree.SubElement(pages, "li")
            appended(line, "a", page.title, href=f"#{_id(page.slug)}").tail = f" {len(cards)}"
        for page, cards in groups:
            heading = Tree.SubElement(parent, "h2", {"id": _id(page.slug)})
            appended(heading, "a", page.title, href=here.way(page))
            grid = Tree.SubElement(parent, "div", {"class": "ad-gallery"})
            for card in cards:
                try:
                    _append(grid, here, page, card)
                except Problem as problem:
                    log.warning("%s", problem)


def gathered(site: tuple[Page, ...]) -> Iterator[tuple[Page, list[Card]]]:
    """The pages that show figures, each with those that stand there.

    A figure stands on the page that computes it; one that is not shown there, on the first that
    shows it. Figures that no page shows stand nowhere: the test of the prose tells of them. What is
    no figure is told where it is named.
    """
    at_home = {one for page in site for one in page.shown("figure") if one[0] == page.slug}
    seen: set[tuple[str, str]] = set()
    for page in site:
        cards = []
        for number, figure in enumerate(page.shown("figure"), start=1):
            slug, name = figure
            drawn_here = slug == page.slug or figure not in at_home
            known = name in page.pages.get(slug, {}).get("figures", {})
            if drawn_here and known and figure not in seen:
                seen.add(figure)
                cards.append(Card(*figure, number))
        if cards:
            yield page, cards


def _append(grid: Tree.Element, here: Page, page: Page, card: Card) -> None:
    """Append a figure.

    Raises:
        Problem: there is no such figure, or its words name a number that is not there.
    """
    slug, name, number = card
    entry = here.entry("figures", f"{slug}:{name}")
    words = {"alt": beginning(plain(entry["alt"], here)), "loading": "lazy", **_size(entry)}
    figure = Tree.SubElement(grid, "figure", {"class": "ad-card", "id": f"{_id(slug)}-{name}"})
    for form, theme in DRAWINGS.items():
        source = {"class": theme, "src": drawn(here, slug, name, form)}
        Tree.SubElement(figure, "img", source | words)
    caption = Tree.SubElement(figure, "figcaption")
    place = appended(caption, "strong", "")
    appended(place, "a", f"{page.title}, Figure {number}", href=f"{here.way(page)}#figure-{name}")
    place.tail = " "
    appended(caption, "span", beginning(entry["caption"]))
    downloads(caption, here, slug, name, tuple(WHAT))


def _size(entry: dict[str, Any]) -> dict[str, str]:
    """How large a drawing is, for the room that it takes before it is there."""
    width, height = (str(round(PIXELS * side)) for side in sides(entry["svg"]))
    return {"width": width, "height": height}


def _id(slug: str) -> str:
    return slug.replace("/", "-")

"""Pieces that several kinds of block are made of."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from xml.etree import ElementTree as Tree

from adamdocs.publishing.pages import Page

WHAT = {
    "svg": ("SVG", "This figure as SVG"),
    "dark.svg": ("dark SVG", "This figure as SVG, for a dark page or slide"),
    "png": ("PNG", "This figure as PNG"),
    "csv": ("data", "What this figure draws, as CSV"),
}
USUAL = ("svg", "png", "csv")


def appended(parent: Tree.Element, tag: str, text: str, **attributes: str) -> Tree.Element:
    """Append an element whose text goes through the inline patterns."""
    element = Tree.SubElement(parent, tag, attributes)
    element.text = text
    return element


def permalink(parent: Tree.Element, anchor: str) -> None:
    """Append a link to a place, as headings have it: seen when pointed to or in focus."""
    link = appended(parent, "a", "¶", href=f"#{anchor}", title="Permanent link")
    link.set("class", "headerlink")


def lettered[Item](
    items: Iterable[Item], name: Callable[[Item], str], style: str
) -> Iterator[tuple[list[str], list[Item]]]:
    """Items by their first letter, in order: Markdown that opens each group, and those in it.

    Args:
        items: in the order of their names.
        name: of an item.
        style: class of the division that holds a group, which `</div>` closes.
    """
    for letter, group in groupby(items, key=lambda item: name(item)[0].upper()):
        opening = ["", f"## {letter} {{ #letter-{letter.lower()} }}", ""]
        yield [*opening, f'<div class="{style}" markdown="1">', ""], list(group)


def downloads(
    parent: Tree.Element, page: Page, slug: str, name: str, forms: tuple[str, ...] = USUAL
) -> None:
    """Append links to the files of a figure."""
    links = Tree.SubElement(parent, "span", {"class": "ad-downloads"})
    for form in forms:
        label, title = WHAT[form]
        link = appended(links, "a", label, href=drawn(page, slug, name, form), title=title)
        link.set("download", f"{name}.{form}")


def drawn(page: Page, slug: str, name: str, form: str) -> str:
    """The way from a page to a file of a figure."""
    return f"{page.root}figures/{slug}/{name}.{form}"

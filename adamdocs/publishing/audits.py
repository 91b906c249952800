"""An audit on a page: what is printed, what comes out, and the search for what would print it.

    {{audit converged_at}}

A card with a row for each, which a phone stacks: no table of it would fit there. Settings, command
and search are folded below what they led to.
"""

from collections.abc import Iterable
from typing import Any
from xml.etree import ElementTree as Tree

from markdown.util import AtomicString

from adamdocs.publishing.elements import appended, permalink

LABELS = {True: "Comes out", False: "Does not come out", "depends": "It depends"}
KINDS = {True: "yes", False: "no", "depends": "depends"}


def audit_element(parent: Tree.Element, name: str, number: int, entry: dict[str, Any]) -> None:
    """Append the card of an audit.

    Args:
        parent: where to.
        name: of the audit, for its anchor.
        number: among the page's audits.
        entry: its words and what came of its run.
    """
    agrees = entry["agrees"]
    kind = KINDS[agrees]
    box = Tree.SubElement(
        parent, "div", {"class": f"ad-audit ad-audit-{kind}", "id": f"audit-{name}"}
    )
    head = Tree.SubElement(box, "p", {"class": "ad-audit-head"})
    appended(head, "strong", LABELS[agrees], **{"class": "ad-verdict"}).tail = " "
    appended(head, "span", f"Audit {number}. {entry['heard']}")
    permalink(head, f"audit-{name}")
    rows = Tree.SubElement(box, "dl", {"class": "ad-audit-rows"})
    if entry["prints"]:
        _output(_row(rows, "Printed"), entry["prints"])
    else:
        _row(rows, "It says").text = f"“{entry['says']}”"
    _output(_row(rows, "Comes out"), entry["text"])
    if entry["differences"]:
        _row(rows, "Difference").text = ", ".join(entry["differences"])
    appended(box, "p", entry["holds"])
    more = Tree.SubElement(box, "details")
    searched = ", and the search" if entry["tried"] else ""
    appended(more, "summary", f"Settings and command{searched}")
    rows = Tree.SubElement(more, "dl")
    _row(rows, "Settings").text = entry["settings"]
    _output(_row(rows, "Run it"), entry["command"], tag="code")
    if entry["tried"]:
        _sentences(_row(rows, "Would print it"), entry["tried"])


def _row(rows: Tree.Element, title: str) -> Tree.Element:
    Tree.SubElement(rows, "dt").text = title
    return Tree.SubElement(rows, "dd")


def _output(cell: Tree.Element, text: str, tag: str = "samp") -> None:
    """Lines to the letter: atomic, so that no inline pattern reads them."""
    for line in text.split("\n"):
        output = Tree.SubElement(cell, tag, {"class": "ad-output"})
        output.text = AtomicString(line)


def _sentences(cell: Tree.Element, sentences: Iterable[str]) -> None:
    items = Tree.SubElement(cell, "ul")
    for sentence in sentences:
        Tree.SubElement(items, "li").text = sentence

"""A page's figures and widgets as slides, one to a screen, for whoever speaks about them.

The slides are sections of one page, each with its place and ways to the next and back, so that they
work without a script. The script adds keys, and the present slide's address.
"""

from collections.abc import Iterable
from typing import Any

from adamdocs.publishing.framing import Frame, Piece, Shown, as_markup, as_text, moved, talk


def write(frame: Frame, shown: Iterable[Shown]) -> None:
    """Write the slides of every page that shows something.

    Args:
        frame: makes pages.
        shown: the pages of the site and what they show.
    """
    for page in shown:
        if not page.pieces:
            continue
        address = talk(page.slug)
        root = "../" * address.count("/")
        anchors = {f"#{piece.anchor}" for piece in page.pieces}
        slides = [
            _slide(piece, moved(piece.content, page.url, root, anchors.__contains__))
            for piece in page.pieces
        ]
        values = {
            "page": page,
            "slides": slides,
            "heading": as_markup(page.heading),
            "heading_text": as_text(page.heading),
            "has_widgets": any(piece.element for piece in page.pieces),
        }
        frame.write("talk.html", address, values)


def _slide(piece: Piece, content: str) -> dict[str, Any]:
    return {
        "anchor": piece.anchor,
        "number": piece.number,
        "words": piece.words,
        "content": as_markup(content),
        "kind": "widget" if piece.element else "figure",
        "ratio": f"{piece.ratio:.3f}",
    }

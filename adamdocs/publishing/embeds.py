"""Every figure and widget on a page of its own, for frames on other people's pages.

Such a page has the piece, its caption, and a line that leads back. Called with `#embed`, as from
the link below every figure, it shows the code of the frame too. `?theme=dark` or `light` chooses a
theme for it, and a widget takes its settings from the query, as on its own page.
"""

import math
import re
from collections.abc import Iterable

from adamdocs.publishing.framing import Frame, Piece, Shown, as_markup, embed, moved

WIDTH = 680  # pixels of a figure at a desk
LINE, LETTERS = 24, 92  # pixels between lines of a caption, and how many letters one holds
AROUND = 64  # pixels above, below and for the line that leads back
HEAD_ROOM = 1.04  # another browser's faces may be larger


def write(frame: Frame, shown: Iterable[Shown]) -> None:
    """Write the pages of all pieces.

    Args:
        frame: makes pages.
        shown: the pages of the site and what they show.
    """
    rooms = frame.style_text()
    for page in shown:
        for piece in page.pieces:
            address = embed(page.slug, piece)
            root = "../" * address.count("/")
            values = {
                "page": page,
                "piece": piece,
                "content": as_markup(moved(piece.content, page.url, root)),
                "height": height(piece, rooms),
                "width": WIDTH,
            }
            frame.write("embed.html", address, values)


def height(piece: Piece, rooms: str) -> int:
    """How many pixels of height a frame needs at a desk; the page measures it where it can.

    Args:
        piece: a figure or a widget.
        rooms: the style sheet that keeps room for widgets.
    """
    reserved = re.search(rf"\b{piece.element}\s*{{\s*min-height:\s*(\d+)px", rooms)
    if piece.element and reserved:
        needed = int(reserved[1]) + AROUND
    else:
        lines = math.ceil(len(piece.words) / LETTERS) + 1
        needed = math.ceil(WIDTH / piece.ratio) + lines * LINE + AROUND
    return math.ceil(needed * HEAD_ROOM / 10) * 10

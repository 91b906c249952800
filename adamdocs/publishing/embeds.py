"""Every figure and widget on a page of its own, for frames on other people's pages.

Such a page has the piece, its caption, and a line that leads back. Called with `#embed`, as from
the link below every figure, it shows the code of the frame too. `?theme=dark` or `light` chooses a
theme for it, and a widget takes its settings from the query, as on its own page.
"""

import html
import math
import re
from collections.abc import Iterable

from adamdocs.publishing.framing import Frame, Piece, Shown, as_markup, embed, moved

WIDTH = 680  # pixels of a figure at a desk
LINE, LETTERS = 24, 92  # pixels between lines of a caption, and how many letters one holds
WRAPPED = 3  # lines that a widget's words have more than on their page, which is wider
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
                "code": _code(frame, page, piece, height(piece, rooms)),
            }
            frame.write("embed.html", address, values)


def _code(frame: Frame, page: Shown, piece: Piece, high: int) -> str:
    """The line that shows a piece on another page."""
    given = {
        "src": frame.base + embed(page.slug, piece),
        "title": f"{frame.name}, {page.title}, Figure {piece.number}",
        "width": "100%",
        "height": str(high),
        "style": "border: 0",
        "loading": "lazy",
    }
    if piece.element:
        given["allow"] = "clipboard-write"
    attributes = " ".join(f'{name}="{html.escape(value)}"' for name, value in given.items())
    return f"<iframe {attributes}></iframe>"


def height(piece: Piece, rooms: str) -> int:
    """How many pixels of height a frame needs at a desk; the page measures it where it can.

    Args:
        piece: a figure or a widget.
        rooms: the style sheet that keeps room for widgets.
    """
    room = _room(piece, rooms) if piece.element else 0
    if room:
        room += WRAPPED * LINE
    else:
        lines = math.ceil(piece.letters / LETTERS) + 1
        room = math.ceil(WIDTH / piece.ratio) + lines * LINE
    return math.ceil((room + AROUND) * HEAD_ROOM / 10) * 10


def _room(piece: Piece, rooms: str) -> int:
    """What a style sheet keeps for a widget at a desk; 0 if it keeps nothing.

    Such rules come first there, and of two the one that asks for a setting is the narrower.
    """
    tag = re.search(rf"<{piece.element}\b[^>]*>", piece.content)
    settings = html.unescape(tag[0]) if tag else ""
    kept: dict[str, int] = {}
    for rule in re.finditer(
        rf"(?<![\w-]){piece.element}(?:\[settings\*=(['\"])(?P<part>.*?)\1\])?"
        r"\s*{\s*min-height:\s*(?P<high>\d+)px",
        rooms,
    ):
        part = (rule["part"] or "").replace("\\", "")
        if part in settings:
            kept.setdefault(part, int(rule["high"]))
    return kept[max(kept, key=len)] if kept else 0

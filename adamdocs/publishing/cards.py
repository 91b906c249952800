"""The picture that stands for a page where it is linked: its question, and its first figure.

Drawn once for what it shows, kept in `.cache/cards` by content, and the same bytes every time; and
with it the mark for places where browsers draw no SVG.
"""

import hashlib
import io
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from adamdocs.drawing.faces import FILES
from adamdocs.drawing.palette import INKS
from adamdocs.files import write_whole
from adamdocs.publishing import fonts, keys, workers
from adamdocs.publishing.folders import sweep, touch
from adamdocs.publishing.problems import Problem

if TYPE_CHECKING:
    from PIL.Image import Image

ROOT = keys.PACKAGE.parent
STORE = ROOT / ".cache" / "cards"
FOLDER = "cards/"
SIZE = (1200, 630)  # as large as networks show them
MARGIN = 64
COLUMN = 470  # for the words, where a figure stands beside them
BAR = 14
GAP = 40
LARGEST, SMALLEST = 76, 40  # of the question's letters
SHADES = 96  # colors of a picture: what keeps it light
MARK = 320
ICONS = {"images/icon-32.png": 32, "images/icon-180.png": 180}  # a tab's, a phone's home screen's
INK = {ink.name: ink.light for ink in INKS}


class Card(NamedTuple):
    """What a page's picture shows.

    Attributes:
        slug: of the page.
        title: its question.
        site: name of the site.
        figure: PNG of a figure; the mark stands in its place if there is none.
    """

    slug: str
    title: str
    site: str
    figure: Path | None


def build(cards: Sequence[Card], mark: str) -> tuple[dict[str, str], dict[str, Path]]:
    """Draw what is missing of the pages' pictures and of the icons.

    Args:
        cards: what the pictures show.
        mark: the site's mark, as SVG.

    Returns:
        The address of each page's picture below the site, by slug; every file, by address.

    Raises:
        Problem: a question is too long for a picture.
    """
    recipe = _recipe(mark)
    tasks: list[Card | int] = [*cards, *ICONS.values()]
    stored = {task: STORE / f"{_key(task, recipe)}.png" for task in tasks}
    todo = [task for task, path in stored.items() if not touch([path])]
    if todo:
        STORE.mkdir(parents=True, exist_ok=True)
        with workers.processes(min(workers.cores(), len(todo))) as executor:
            for task, picture in zip(todo, executor.map(draw, todo), strict=True):
                write_whole(stored[task], picture)
        sweep(path for path in STORE.iterdir() if path not in stored.values())
    addresses = {card.slug: _address(card, stored[card]) for card in cards}
    files = {addresses[card.slug]: stored[card] for card in cards}
    return addresses, files | {address: stored[side] for address, side in ICONS.items()}


def _address(card: Card, path: Path) -> str:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:10]
    return f"{FOLDER}{card.slug.replace('/', '-')}.{digest}.png"


def _recipe(mark: str) -> str:
    """Identity of how pictures are drawn: our code, the library, the faces, the mark."""
    here = Path(__file__)
    ours = [path.read_text(encoding="utf-8") for path in (here, here.with_name("brand.py"))]
    return keys.digest(*ours, version("pillow"), repr(INK), repr(fonts.build()), mark)


def _key(task: Card | int, recipe: str) -> str:
    if isinstance(task, int):
        return keys.digest(recipe, str(task))
    figure = task.figure.stem if task.figure else ""  # the name is a key of what it holds
    return keys.digest(recipe, task.title, task.site, figure)


def draw(task: Card | int) -> bytes:
    """Draw a page's picture, or the mark so many pixels wide, as PNG. Runs in a worker.

    Raises:
        Problem: its question is too long.
    """
    from adamdocs.publishing import brand  # a server must not keep an old one

    return _packed(brand.raster(task) if isinstance(task, int) else _drawn(task))


def _drawn(card: Card) -> "Image":
    from PIL import Image, ImageDraw

    from adamdocs.publishing import brand

    picture = Image.new("RGB", SIZE, INK["paper"])
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, SIZE[0], BAR), fill=INK["adam"])
    _question(picture, card)
    _sign(picture, card.site)
    left = MARGIN + COLUMN + GAP
    room = (left, MARGIN, SIZE[0] - MARGIN // 2, SIZE[1] - MARGIN // 2)
    if card.figure:
        shown = _fitted(Image.open(card.figure).convert("RGB"), room)
    else:
        shown = brand.raster(MARK, INK["paper"])
    middle = ((room[0] + room[2] - shown.width) // 2, (room[1] + room[3] - shown.height) // 2)
    picture.paste(shown, middle)
    return picture


def _fitted(figure: "Image", room: tuple[int, int, int, int]) -> "Image":
    """A figure as large as its room allows."""
    from PIL import Image

    ratio = min((room[2] - room[0]) / figure.width, (room[3] - room[1]) / figure.height)
    size = (round(figure.width * ratio), round(figure.height * ratio))
    return figure.resize(size, Image.Resampling.LANCZOS)


def _question(picture: "Image", card: Card) -> None:
    """Write the title as large as its column allows."""
    from PIL import ImageDraw, ImageFont

    pen, words = ImageDraw.Draw(picture), card.title.replace("'", "’")
    room = SIZE[1] - 3 * MARGIN - GAP
    for size in range(LARGEST, SMALLEST - 1, -2):
        font = ImageFont.truetype(str(FILES[1]), size, layout_engine=ImageFont.Layout.BASIC)
        lines, high = _wrapped(words, font), round(1.18 * size)
        if max(font.getlength(line) for line in lines) <= COLUMN and len(lines) * high <= room:
            break
    else:
        raise Problem(
            f"{card.slug}: its heading is too long for the picture that links show; "
            f"say it in fewer words, or in shorter ones: “{card.title}”"
        )
    for number, line in enumerate(lines):
        pen.text((MARGIN, MARGIN + number * high), line, font=font, fill=INK["ink"])


def _wrapped(words: str, font: Any) -> list[str]:
    """Words in lines that are no wider than the column, if none of them is."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > COLUMN:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _sign(picture: "Image", name: str) -> None:
    """Put the mark and the site's name into the corner."""
    from PIL import ImageDraw, ImageFont

    from adamdocs.publishing import brand

    side = 44
    at = (MARGIN, SIZE[1] - MARGIN - side)
    picture.paste(brand.raster(side, INK["paper"]), at)
    font = ImageFont.truetype(str(FILES[1]), 34, layout_engine=ImageFont.Layout.BASIC)
    place = (at[0] + side + 16, at[1] + side // 2)
    ImageDraw.Draw(picture).text(place, name, font=font, fill=INK["muted"], anchor="lm")


def _packed(picture: "Image") -> bytes:
    """A picture as PNG of few colors."""
    from PIL import Image

    few = picture.quantize(SHADES, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    buffer = io.BytesIO()
    few.save(buffer, format="PNG", optimize=True)
    return buffer.getvalue()

"""Figures and widgets as they stand on a finished page, and the pages that show them alone.

What `learn/adam/` shows at `#figure-x` is on two more pages, made of the same elements: by itself
on `embed/learn/adam/x/`, for frames on other people's pages (see `embeds`), and at `#figure-x` of
`talk/learn/adam/`, one to a screen (see `talk`). Neither has the theme's frame, nor is in the
sitemap or in the search.
"""

import html
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from adamdocs.files import write_whole
from adamdocs.publishing.pages import Page, beginning

TEMPLATES = Path(__file__).parent / "frames"
SCRIPTS = tuple(f"javascripts/frames/{name}.js" for name in ("theme", "embed", "talk"))
STYLE = "stylesheets/frames.css"  # after those that all pages load
FACES = ("ui-400", "ui-600")

BOX = re.compile(
    r'<(?P<tag>figure|div) class="ad-(?:figure|widget)" id="figure-(?P<name>\w+)">'
    r"(?P<inner>.*?)</(?P=tag)>",
    re.DOTALL,
)
CONTROLS = re.compile(
    r'<a class="headerlink".*?</a>|<p class="ad-as-drawn">.*?</p>'
    r'|<span class="ad-downloads">.*?</span>',
    re.DOTALL,
)
DOWNLOADS = re.compile(r'(<span class="ad-downloads">.*?)(</span>)', re.DOTALL)
CAPTION = re.compile(r"<figcaption><strong>.*?</strong>(.*?)</figcaption>", re.DOTALL)
NUMBER = re.compile(r"<figcaption><strong>Figure (\d+)\.</strong>")
WIDGET = re.compile(r'<(adam(?:-[a-z]+)+)(?=[^>]* id="widget-(\w+)")')
HEADING = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
SIDES = re.compile(r'viewBox="\S+ \S+ (\S+) (\S+)"')
LINK = re.compile(r'(<a\b[^>]*?\shref=")([^":]*)(")')
TAG = re.compile(r"<[^>]+>")


class Piece(NamedTuple):
    """A figure or a widget.

    Attributes:
        name: of the figure.
        number: among its page's figures.
        content: its elements, links as on its page; without downloads.
        element: of the widget, such as `adam-race`; empty for a figure.
        ratio: of the drawing's width to its height.
        words: how its caption begins, as text.
        letters: how many its whole caption has.
    """

    name: str
    number: int
    content: str
    element: str
    ratio: float
    words: str
    letters: int

    @property
    def anchor(self) -> str:
        """Its place on its page and among the slides."""
        return f"figure-{self.name}"


class Shown(NamedTuple):
    """A page and what it shows.

    Attributes:
        slug: of the page.
        url: of the page, from the root of the site.
        title: what the navigation calls it.
        heading: its first heading, which may hold formulas.
        pieces: in their order.
    """

    slug: str
    url: str
    title: str
    heading: str
    pieces: tuple[Piece, ...]


def taken(content: str, page: Page, url: str) -> tuple[str, Shown]:
    """A finished page's content, with a link to each piece alone; and the pieces.

    Args:
        content: of the page, formulas and links in place.
        page: the page.
        url: of the page, from the root of the site.
    """
    pieces = []

    def linked(box: re.Match[str]) -> str:
        piece = _piece(box)
        pieces.append(piece)
        what = "widget" if piece.element else "figure"
        way = f"{_root(url)}{embed(page.slug, piece)}#embed"
        link = f'<a class="ad-embed" href="{way}" title="Put this {what} on your page">embed</a>'
        return DOWNLOADS.sub(rf"\1{link}\2", box[0], count=1)

    content = BOX.sub(linked, content)
    heading = HEADING.search(content)
    words = CONTROLS.sub("", heading[1]).strip() if heading else html.escape(page.title)
    return content, Shown(page.slug, url, page.title, words, tuple(pieces))


def _piece(box: re.Match[str]) -> Piece:
    inner = CONTROLS.sub("", box["inner"])
    widget, number, caption = WIDGET.search(inner), NUMBER.search(inner), CAPTION.search(inner)
    box_of = SIDES.search(inner)
    content = inner if widget else f'<figure class="ad-figure">{inner}</figure>'
    words = as_text(caption[1]) if caption else ""
    return Piece(
        name=box["name"],
        number=int(number[1]) if number else 0,
        content=content.strip(),
        element=widget[1] if widget else "",
        ratio=float(box_of[1]) / float(box_of[2]) if box_of else 1.0,
        words=beginning(words),
        letters=len(words),
    )


def embed(slug: str, piece: Piece) -> str:
    """Where a piece is by itself, from the root of the site."""
    return f"embed/{slug}/{piece.name}/"


def talk(slug: str) -> str:
    """Where a page's pieces are slides, from the root of the site."""
    return f"talk/{slug}/"


def moved(content: str, url: str, root: str, keep: Callable[[str], bool] = lambda _: False) -> str:
    """Elements of one page for another: their links lead to where they led.

    Args:
        content: the elements.
        url: of the page they stand on, from the root of the site.
        root: the way from the other page to that root.
        keep: of which links stay as they are.
    """

    def lead(link: re.Match[str]) -> str:
        path, mark, anchor = link[2].partition("#")
        if keep(link[2]):
            return link[0]
        target = posixpath.normpath(posixpath.join(url, path)) if path else url.rstrip("/")
        slash = "/" if target not in ("", ".") and (not path or path.endswith(("/", ".."))) else ""
        target = "" if target == "." else target
        return f"{link[1]}{root}{target}{slash}{mark}{anchor}{link[3]}"

    return LINK.sub(lead, content)


def _root(url: str) -> str:
    """The way from a page to the root of the site."""
    return "../" * url.count("/") or "./"


class Frame:
    """Makes pages from a template, with what the built site has of faces, styles and scripts.

    Args:
        site: folder of the built site.
        base: the address that it will have.
        name: of the site.
        parts: of faces, as the fonts give them.
        styles: the style sheets, from the root of the site.
    """

    def __init__(
        self,
        site: Path,
        base: str,
        name: str,
        parts: Iterable[tuple[str, Path]],
        styles: Iterable[str],
    ) -> None:
        self.site, self.base, self.name = site, base, name
        self._styles = [path for path in styles if (site / path).is_file()]
        known = faces(parts)
        self._environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._common = {
            "site_name": name,
            "styles": self._styles,
            "faces": [known[face] for face in FACES if face in known],
            "scripts": dict(self._scripts()),
        }

    def style_text(self) -> str:
        """All that the style sheets say."""
        return "".join((self.site / path).read_text(encoding="utf-8") for path in self._styles)

    def _scripts(self) -> Iterator[tuple[str, str]]:
        for path in sorted(self.site.glob("javascripts/**/*.js")):
            if path.parent.name == "frames" or path.name == "widgets.js":
                yield path.stem, path.relative_to(self.site).as_posix()

    def write(self, template: str, address: str, values: dict[str, Any]) -> None:
        """Write a page.

        Args:
            template: its template.
            address: where it goes, from the root of the site.
            values: what the template asks for; texts are escaped, `Markup` is not.
        """
        root = _root(address)
        page = self._environment.get_template(template).render(
            self._common, root=root, address=address, **values
        )
        place = self.site / address / "index.html"
        place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(place, page.encode())


def faces(parts: Iterable[tuple[str, Path]]) -> dict[str, str]:
    """Address of the first part of every face."""
    found: dict[str, str] = {}
    for address, _ in parts:
        found.setdefault(Path(address).name.partition(".")[0], address)
    return found


def as_text(content: str) -> str:
    """The words of some elements."""
    return " ".join(html.unescape(TAG.sub("", content)).split())


def as_markup(content: str) -> Markup:
    """Elements that the build has made, which a template takes as they are."""
    return Markup(content)

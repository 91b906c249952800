"""Every figure can be read by ear, has a caption, and can be taken away: SVG, PNG and its data."""

import csv
import io
import re
import zlib
from xml.etree import ElementTree

import pytest

from .addresses import Broken, destination
from .built import BODY_LINE, ROOT

SHORTEST = 20  # characters of an alternative text that says something
PLACEHOLDERS = ("no description has been provided", "{{", "lorem")
OUTPUT = "ad-cell-output"  # what a cell shows: the code above it says what it is
DOWNLOADS = {"svg", "png", "csv"}
PICTURES = ROOT / ".github" / "pictures"
PNG = b"\x89PNG\r\n\x1a\n"


def nameless_pictures(site, page):
    """Pictures of the page's content without words for those who do not see them."""
    found = []
    for picture in page.all("img", "svg"):
        if not picture.inside("main") or picture.inside("svg", "nav", "button", "a", "label"):
            continue
        if picture.get("aria-hidden") == "true" or picture.get("role") == "presentation":
            continue
        words = alternative(page, picture)
        if len(words) < SHORTEST or words.lower().startswith(PLACEHOLDERS):
            found.append(page.at(picture, f"<{picture.tag}> has the alternative text {words!r}"))
    return found


def alternative(page, picture):
    """What a screen reader says of a picture."""
    if picture.tag == "img":
        return picture.get("alt").strip()
    if picture.get("role") != "img":
        return ""
    named = set(picture.get("aria-labelledby").split())
    texts = [element.text for element in page.elements if element.get("id") in named]
    return picture.get("aria-label").strip() or " ".join(texts)


def beside(figure):
    """What holds a figure's downloads: itself, or what its widget stands in."""
    above = figure
    while above.parent is not None:
        above = above.parent
        if "ad-widget" in above.get("class").split():
            return above
    return figure


def poor_figures(site, page):
    """Figures without picture, caption or downloads, and downloads that are not what they say."""
    found = []
    for figure in page.all("figure"):
        if figure.inside_class(OUTPUT):
            continue
        complaints = []
        captions = [caption for caption in figure.all("figcaption") if caption.text]
        if len(captions) != 1:
            complaints.append("needs one figcaption with text")
        if not figure.all("svg", "img", "table", "canvas"):
            complaints.append("shows nothing")
        if {"ad-figure", "ad-card"} & {*figure.get("class").split()}:
            links = beside(figure).all("a")
            offered = [link.get("href") for link in links if "download" in link.attributes]
            kinds = [address.rpartition(".")[2] for address in offered]
            complaints += [
                f"has no download of its {kind}" for kind in sorted(DOWNLOADS - {*kinds})
            ]
            for kind, address in zip(kinds, offered, strict=True):
                complaints += wrong_download(site, page, kind, address)
        name = figure.get("id") or "figure"
        found += [page.at(figure, f"{name} {complaint}") for complaint in complaints]
    return found


def wrong_download(site, page, kind, address):
    try:
        file, _ = destination(site, page.path, address)
    except Broken as broken:
        return [f"offers {broken}"]
    content = (site.folder / file).read_bytes()
    try:
        {"svg": check_svg, "png": check_png, "csv": check_csv}[kind](content)
    except (ValueError, ElementTree.ParseError, zlib.error) as error:
        return [f"offers {file}, which is no good {kind}: {error}"]
    return []


def check_svg(content):
    """A drawing that stands alone: sized, named, and without the page's colours and faces."""
    root = ElementTree.fromstring(content)
    title = root.find("{http://www.w3.org/2000/svg}title")
    if not root.tag.endswith("}svg") or not root.get("viewBox"):
        raise ValueError("it has no viewBox")
    if title is None or len(title.text or "") < SHORTEST or title.text.startswith("{{"):
        raise ValueError("its title says nothing")
    if b"var(--" in content:
        raise ValueError("it uses properties of the page's style sheet")


def check_png(content):
    """A whole raster: signature, chunks that match their sums, pixels that unpack."""
    if not content.startswith(PNG):
        raise ValueError("it has no PNG signature")
    at, kinds, pixels = len(PNG), [], b""
    while at < len(content):
        length = int.from_bytes(content[at : at + 4])
        chunk = content[at + 4 : at + 8 + length]
        if int.from_bytes(content[at + 8 + length : at + 12 + length]) != zlib.crc32(chunk):
            raise ValueError(f"its chunk {chunk[:4]!r} is torn")
        kinds.append(chunk[:4])
        pixels += chunk[4:] if chunk[:4] == b"IDAT" else b""
        at += 12 + length
    if kinds[:1] != [b"IHDR"] or kinds[-1:] != [b"IEND"] or not zlib.decompress(pixels):
        raise ValueError("it is not whole")


def check_csv(content):
    """A table with a header, at least one row, as many cells in each, and finite numbers."""
    header, *rows = csv.reader(io.StringIO(content.decode("utf-8")))
    if not rows or not all(header):
        raise ValueError("it needs a header and a row")
    for number, row in enumerate(rows, start=2):
        if len(row) != len(header) or not all(row):
            raise ValueError(
                f"row {number} has {len([c for c in row if c])} of {len(header)} cells"
            )
    if not any(is_number(cell) for cell in rows[0]):
        raise ValueError("it holds no numbers")


def is_number(text):
    try:
        float(text)
    except ValueError:
        return False
    return True


def test_every_picture_has_words_for_those_who_do_not_see_it(site):
    assert site.findings(nameless_pictures) == []


def test_every_figure_has_a_caption_and_downloads_that_open(site):
    assert site.findings(poor_figures) == []


def test_the_site_has_figures(site):
    assert sum(len(page.all("figure")) for page in site.pages.values()) > 0


@pytest.mark.parametrize(
    "picture",
    [
        '<img src="other/">',
        '<img src="other/" alt="a chart">',
        '<img src="other/" alt="No description has been provided for this image">',
        '<svg role="img"></svg>',
        '<svg aria-label="A line that rises from one to six and falls"></svg>',
        '<svg role="img" aria-labelledby="gone"></svg>',
        '<svg role="img" aria-labelledby="a"><title id="a">{{alt}}</title></svg>',
    ],
)
def test_a_picture_without_words_is_found(small, picture):
    (found,) = small(picture).findings(nameless_pictures)
    assert found.startswith(f"index.html:{BODY_LINE}: <{picture[1:4]}> has the alternative text")


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">'
    "<title>A line that rises from one to six and falls again</title></svg>"
)
CSV = "series,x,y\na,1,2\n"


def png(pixels=b"\x00" * 4):
    def chunk(kind, data):
        body = kind + data
        return len(data).to_bytes(4) + body + zlib.crc32(body).to_bytes(4)

    header = b"\x00\x00\x00\x01" * 2 + b"\x08\x02\x00\x00\x00"
    return (
        PNG + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(pixels)) + chunk(b"IEND", b"")
    )


FILES = {"a.svg": SVG, "a.png": png(), "a.csv": CSV}
FIGURE = (
    '<figure class="ad-figure" id="f"><svg></svg><figcaption>It rises. <a href="a.svg" download>SVG'
    '</a><a href="a.png" download>PNG</a><a href="a.csv" download>data</a></figcaption></figure>'
)


def test_a_good_figure_is_good(small):
    output = f'<div class="ad-cell-output"><div>{FIGURE.replace("figcaption", "div")}</div></div>'
    assert small(FIGURE + output, files=FILES).findings(poor_figures) == []


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("<svg></svg>", "", "f shows nothing"),
        ("figcaption", "div", "f needs one figcaption"),
        ('<a href="a.png" download>', '<a href="a.png">', "f has no download of its png"),
        ("a.csv", "b.csv", "f offers b.csv leads nowhere"),
    ],
)
def test_a_figure_that_lacks_something_is_found(small, old, new, finding):
    (found,) = small(FIGURE.replace(old, new), files=FILES).findings(poor_figures)
    assert finding in found


@pytest.mark.parametrize(
    ("name", "content", "finding"),
    [
        ("a.svg", SVG.replace("</svg>", ""), "no element found"),
        ("a.svg", SVG.replace(' viewBox="0 0 1 1"', ""), "it has no viewBox"),
        ("a.svg", SVG.replace("A line", "").replace("that rises from one to six", ""), "its title"),
        ("a.svg", SVG.replace("<title", '<g fill="var(--ad-m)"/><title'), "properties of the page"),
        ("a.png", b"GIF89a", "no PNG signature"),
        ("a.png", png()[:-12], "it is not whole"),
        ("a.png", png().replace(b"\x08\x02", b"\x08\x03"), "is torn"),
        ("a.csv", "series,x,y\n", "a header and a row"),
        ("a.csv", "series,x,y\na,1\n", "row 2 has 2 of 3 cells"),
        ("a.csv", "series,x,y\na,1,\n", "row 2 has 2 of 3 cells"),
        ("a.csv", "series\na\n", "it holds no numbers"),
    ],
)
def test_a_download_that_does_not_open_is_found(small, name, content, finding):
    (found,) = small(FIGURE, files=FILES | {name: content}).findings(poor_figures)
    assert f"offers {name}, which is no good {name[2:]}" in found
    assert finding in found


def test_the_readme_shows_figures_as_they_are_now(site):
    """Mend it with: cp site/figures/learn/*/NAME.svg .github/pictures/."""
    text = (ROOT / "README.md").read_text()
    shown = set(re.findall(r'(?:src|srcset)="(\.github/pictures/[^"]+)"', text))
    assert shown == {f".github/pictures/{path.name}" for path in PICTURES.iterdir()}
    for path in PICTURES.iterdir():
        (figure,) = site.folder.glob(f"figures/*/*/{path.name}")
        assert path.read_bytes() == figure.read_bytes(), path.name

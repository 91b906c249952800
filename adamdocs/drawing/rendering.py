"""From a chart to files: SVG that follows the page, SVG and PNG that stand alone, and the table."""

import io
import re
from collections.abc import Callable
from typing import Any, NamedTuple
from xml.etree import ElementTree

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.colors import to_hex, to_rgba_array

from adamdocs.drawing import faces
from adamdocs.drawing.charts import RC, Chart
from adamdocs.drawing.palette import MARKERS, painted, themed
from adamdocs.drawing.paths import short_path
from adamdocs.drawing.standalone import SVG, standalone

PNG_DPI = 200
ALT = "{{alt}}"
ElementTree.register_namespace("", "http://www.w3.org/2000/svg")
ElementTree.register_namespace("xlink", "http://www.w3.org/1999/xlink")  # `<use href>` breaks pages
DRAWN = ", ".join([*(f"'{name}'" for name in faces.FAMILIES), "sans-serif"])


class NoChart(TypeError):
    """A function that should draw a chart gave something else."""


class Rendering(NamedTuple):
    """A drawn figure: `inline` SVG for a page, three forms that stand alone, and its `csv`."""

    inline: str
    svg: str
    dark: str
    png: bytes
    csv: str


def render(name: str, draw: Callable[[], Chart]) -> Rendering:
    """Draw a chart once and write it in every form, the same bytes every time.

    Args:
        name: prefix of the identifiers inside the SVG, unique on its page.
        draw: function that makes the chart.

    Returns:
        The forms, `ALT` standing where the page's builder writes the alternative text.

    Raises:
        NoChart: `draw` gave something that is not a chart.
        FileNotFoundError: the site's faces are not made yet.
    """
    faces.register()
    settings: dict[Any, Any] = mpl.rcParamsDefault | RC | {"svg.hashsalt": name}
    with mpl.rc_context(settings):
        chart = draw()
        if not isinstance(chart, Chart):
            got = type(chart).__name__
            raise NoChart(f"{name} must return a Chart, got {got}; end it with `return chart`")
        svg = io.StringIO()
        FigureCanvasSVG(chart.figure)
        no_metadata = dict.fromkeys(("Creator", "Date", "Format", "Type"))
        chart.figure.savefig(svg, format="svg", metadata=no_metadata)
        png = _png(chart)
    drawing = tidy(svg.getvalue(), name)
    alone = standalone(drawing)
    light, dark = painted(alone), painted(alone, dark=True)
    return Rendering(themed(labelled(drawing)), light, dark, png, chart.csv())


def labelled(drawing: str) -> str:
    """A drawing whose title is a label, which no browser pops up over the curves."""
    drawing = re.sub(r"<title\b.*?</title>", "", drawing, count=1)
    return re.sub(r'aria-labelledby="[^"]*"', f'aria-label="{ALT}"', drawing, count=1)


def tidy(svg: str, name: str) -> str:
    """Matplotlib's SVG as a small fragment for a page.

    No prologue, metadata, fixed size or empty groups; identifiers prefixed with `name`, unused ones
    dropped; coordinates to a tenth; the page's figure face; a title for readers who do not see.
    """
    root = ElementTree.fromstring(svg)
    used = set(re.findall(r'(?:href="#|url\(#)([^")]+)', svg))
    _prune(root)
    for element in root.iter():
        element.tail = None
        element.text = element.text if element.tag == f"{SVG}text" else None
        for key, value in list(element.attrib.items()):
            fixed = element is root and key in ("width", "height", "version")
            if fixed or (key == "id" and value not in used) or value.startswith("rotate(-0 "):
                del element.attrib[key]
            else:
                element.set(key, _tidy_value(key, value, name))
    title = ElementTree.Element(f"{SVG}title", id=f"{name}-title")
    title.text = ALT
    root.insert(0, title)
    root.attrib |= {"role": "img", "aria-labelledby": f"{name}-title", "stroke-linejoin": "round"}
    return ElementTree.tostring(root, encoding="unicode")


def _prune(parent: ElementTree.Element) -> None:
    """Drop what draws nothing, and groups that only wrap."""
    kept: list[ElementTree.Element] = []
    for child in parent:
        _prune(child)
        if child.tag in (f"{SVG}metadata", f"{SVG}style"):
            continue
        if child.tag == f"{SVG}path" and child.get("style") == "fill: none":
            continue
        if child.tag in (f"{SVG}g", f"{SVG}defs") and len(child) == 0:
            continue
        wraps = child.tag == f"{SVG}g" and not set(child.attrib) - {"id"}
        kept += list(child) if wraps else [child]
    parent[:] = kept


def _tidy_value(key: str, value: str, name: str) -> str:
    if key == "id":
        return f"{name}-{value}"
    value = value.replace("url(#", f"url(#{name}-").replace(DRAWN, "var(--ad-figure-font)")
    if key.endswith("href"):
        return value.replace("#", f"#{name}-")
    digits = 1 if key in ("d", "x", "y") else 2

    def shortened(number: re.Match[str]) -> str:
        return f"{float(number[0]):.{digits}f}".rstrip("0").rstrip(".")

    value = " ".join(re.sub(rf"-?\d+\.\d{{{digits + 1},}}", shortened, value).split())
    return short_path(value) if key == "d" else value


def _png(chart: Chart) -> bytes:
    """Raster in the light shades, on paper."""
    for artist in chart.figure.findobj():
        for kind in ("color", "facecolor", "edgecolor", "markerfacecolor", "markeredgecolor"):
            _repaint(artist, kind)
    buffer = io.BytesIO()
    FigureCanvasAgg(chart.figure)
    chart.figure.savefig(
        buffer,
        format="png",
        dpi=PNG_DPI,
        facecolor=painted(MARKERS["paper"]),
        metadata={"Software": None},
    )
    return buffer.getvalue()


def _repaint(artist: Artist, kind: str) -> None:
    get, put = getattr(artist, f"get_{kind}", None), getattr(artist, f"set_{kind}", None)
    if get is None or put is None:
        return
    colours = [to_hex(colour, keep_alpha=True) for colour in to_rgba_array(get())]
    shades = [painted(colour) for colour in colours]
    if shades != colours:
        put(shades if len(shades) > 1 else shades[0])

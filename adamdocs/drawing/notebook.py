"""Charts in notebooks: the figures' hand, an alternative text, and the page's colors."""

import html
from collections.abc import Callable

from adamdocs.drawing.charts import Chart
from adamdocs.drawing.palette import with_fallback
from adamdocs.drawing.rendering import ALT, FAMILY, render


class Shown:
    """A drawn chart as a notebook displays it."""

    def __init__(self, markup: str) -> None:
        self._markup = markup

    def _repr_html_(self) -> str:
        return self._markup


def show(draw: Callable[[], Chart], *, caption: str, alt: str) -> Shown:
    """Draw a chart and display it when it is the last value of a cell.

    Args:
        draw: function that makes the chart; its name becomes the figure's.
        caption: what to see.
        alt: what a reader who does not see the figure should know.

    Raises:
        TypeError: `draw` gave something that is not a chart.
    """
    svg = with_fallback(render(draw.__name__, draw).inline)
    svg = svg.replace("var(--ad-figure-font)", f"var(--ad-figure-font, {FAMILY})")
    svg = svg.replace(ALT, html.escape(alt))
    caption = f"<figcaption>{html.escape(caption, quote=False)}</figcaption>"
    return Shown(f'<figure class="ad-figure" id="figure-{draw.__name__}">{svg}{caption}</figure>')

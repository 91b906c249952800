"""What every widget owes its readers: links, a file, a figure in print, room, no barriers.

The page is one of `widget_pages.alone`, with one widget.
"""

import csv
import io

from .conftest import HEIGHT, NARROW, WIDE
from .test_access import RUN
from .widget_pages import DRAWN, STATE, caption, link_of, put


def comes_back(page, go, changes):
    """Check that a link to a changed state shows it to somebody else.

    Returns the state that Reset leaves there.
    """
    state = page.evaluate(STATE) | changes
    put(page, **changes)
    assert page.evaluate(STATE) == state
    link, told = link_of(page), caption(page)
    other = go(link)
    assert other.evaluate(STATE) == state
    assert caption(other) == told
    other.get_by_role("button", name="Reset").click()
    other.evaluate(DRAWN)
    return other.evaluate(STATE)


def ignores(go, name, entries, whole):
    """Check that a link with these entries for a widget leaves its state whole, and says so.

    Every such link has one for `__proto__` too.
    """
    page = go("?" + "&".join(f"{name}.{one}" for one in [*entries, "__proto__=1"]))
    assert page.evaluate(STATE) == whole
    assert "ignored" in page.locator(".notice").inner_text()
    assert page.errors == []


def rows_of(page):
    """The file that a reader can take along: a mapping a row, from its heads to texts."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Run as CSV").click()
    return list(csv.DictReader(io.StringIO(download.value.path().read_text(encoding="utf-8"))))


def is_for_print(page, tag):
    """Check that the figure is hidden while the widget is seen, and takes its place in print."""
    figure, charts = page.locator(f"{tag} > figure"), page.locator("svg.chart:visible")
    assert not figure.is_visible()
    assert charts.count() > 0
    page.emulate_media(media="print")
    assert figure.is_visible()
    assert charts.count() == 0


def axe_findings(page, axe, scheme, states=({}, {})):
    """What axe-core finds in a scheme, in the first state on a phone, in the second at a desk.

    The page must let foreign scripts in: `bypass_csp=True`.
    """
    page.evaluate(f"document.body.dataset.mdColorScheme = '{scheme}'")
    page.evaluate(axe)
    found = []
    for width, changes in zip((NARROW, WIDE), states, strict=True):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        put(page, **changes)
        found += [f"{width} px: {one}" for one in page.evaluate(RUN, None)]
    return found


def overhangs(page, width):
    """What is outside a page of this width: the page itself if it scrolls sideways, and texts."""
    wide = page.evaluate("document.documentElement.scrollWidth")
    found = [f"the page is {wide} px wide"] if wide != width else []
    for text in page.locator("svg.chart text").all():
        box = text.bounding_box()
        if box["x"] < 0 or box["x"] + box["width"] > width:
            found.append(text.text_content())
    return found

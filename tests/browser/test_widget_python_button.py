"""The button that opens a widget's state in Python, and the literals that its cell is made of."""

import ast

import numpy as np
import pytest

from .serving import serving
from .test_widget_python import BODY, STRANGE, TAGS
from .widget_pages import DRAWN, opened, write_page

LIVE = '<meta name="ad-live" content="">'
OPEN_JS = """export const openCell = (widget, source) => {
  globalThis.opened = [widget.name, source];
};
"""
BUTTON = "Open in Python"


def literals(page, values):
    code = """async (values) => {
      const { literal } = await import("/scripts/widgets/python.js");
      return values.map((value) => literal(value));
    }"""
    return page.evaluate(code, values)


@pytest.fixture
def page(tab, tmp_path):
    """`page(head)`: a page with all three widgets, and a stand-in for what opens cells."""
    with serving(tmp_path) as origin:

        def go(head=""):
            write_page(tmp_path, BODY, {"live/open.js": OPEN_JS}, head)
            return opened(tab(), origin, ",".join(TAGS))

        yield go


def test_literals_are_floats_of_the_same_bits(page):
    rng = np.random.default_rng(2014)
    drawn = rng.integers(0, 2**64, 2000, dtype=np.uint64).view(np.float64)
    values = [*STRANGE, 1e16, -1e15, 1e-4, 9e-5, 0.001, 100.0, *drawn[np.isfinite(drawn)].tolist()]
    written = literals(page(), values)
    read = [ast.literal_eval(text) for text in written]
    assert all(type(value) is float for value in read)
    assert [value.hex() for value in read] == [value.hex() for value in values]
    assert max(map(len, written)) <= max(map(len, map(repr, values)))
    assert literals(page(), [1.0, 0.001, 1e-8, 1e21]) == ["1.0", "0.001", "1e-8", "1e21"]


def test_the_button_stands_where_python_runs(page):
    assert page().get_by_role("button", name=BUTTON).count() == 0
    live = page(LIVE)
    for tag in TAGS:
        button = live.locator(tag).locator('button[title="Open this state in Python"]')
        assert button.text_content() == BUTTON
        assert button.evaluate("(one) => one.previousSibling.textContent") == "Run as CSV"
        assert button.evaluate("(one) => one.nextSibling.textContent") in (
            "Reset",
            "Copy arithmetic",
        )


def test_the_button_hands_the_state_over(page):
    live = page(LIVE)
    live.evaluate("document.querySelector('adam-warmup').set({ b2: 0.9, t: 3 })")
    live.evaluate(DRAWN)
    live.locator("adam-warmup").get_by_role("button", name=BUTTON).click()
    live.wait_for_function("() => globalThis.opened")
    name, source = live.evaluate("globalThis.opened")
    assert name == "warmup"
    assert "b1, b2 = 0.9, 0.9\n" in source
    assert source == live.evaluate("document.querySelector('adam-warmup').python()")


def test_a_reader_without_a_network_is_told(page):
    live = page(LIVE)
    live.route("**/live/open.js", lambda route: route.abort())
    ledger = live.locator("adam-ledger")
    ledger.get_by_role("button", name=BUTTON).click()
    ledger.locator(".notice.bad", has_text="reload the page and try again").wait_for()

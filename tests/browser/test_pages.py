"""What holds on every page, which is opened on a phone and at a desk once each and looked at."""

import pytest

from .conftest import HEIGHT, NARROW, NARROWEST, WIDE
from .serving import layouts, where
from .test_access import COLOURS, SCHEME, barriers, switch_theme
from .test_contrast import samples
from .test_faces import strangers
from .test_keyboard import missing, tabbing
from .test_labels import LABELS, SMALLEST
from .test_layout import TOO_WIDE, unreadable
from .test_theme import strange_face, unchanged
from .watching import SETTLED

TO_THE_TOP = """() => {
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute('tabindex');
}"""


def resize(page, width):
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.evaluate(SETTLED)


def test_a_phone_shows_a_page_whole_legible_and_without_barriers(reader, origin, axe, address):
    page = reader(origin + where(address), NARROWEST)
    found = {"too wide": page.evaluate(TOO_WIDE)}
    resize(page, NARROW)
    found["labels"] = page.evaluate(LABELS, SMALLEST)
    assert page.evaluate(SCHEME) == "default"
    found["barriers"] = barriers(page, axe)
    switch_theme(page)
    found["barriers in the dark"] = barriers(page, axe, COLOURS)
    assert not any(found.values()), found


def test_so_does_a_desk_in_the_site_s_faces_in_the_dark_and_by_keyboard(
    reader, origin, site, axe, address
):
    """The header and the navigation before the text are the same on all pages: test_keyboard.

    Of what only a desk shows the light colors are looked at where there is one of each kind.
    """
    page = reader(origin + where(address))
    assert strange_face(page) is None
    found = {"labels": page.evaluate(LABELS, SMALLEST), "faces": strangers(page)}
    if address in samples(site):
        found["barriers in the light"] = barriers(page, axe, COLOURS)
    found["as it was in the light"] = unchanged(page)
    assert page.evaluate(SCHEME) == "slate"
    found["barriers"] = barriers(page, axe)
    page.evaluate(TO_THE_TOP)
    lost = address == "404.html"  # nothing there to skip
    found["by keyboard"] = tabbing(page, skipping=not lost, leaping=True)
    assert not any(found.values()), found
    assert missing(page) == (["the skip link"] if lost else [])


def test_a_page_reads_without_javascript(reader, origin, address):
    page = reader(origin + where(address), scripts=False)
    assert page.evaluate("document.documentElement.className") == "no-js"
    assert unreadable(page) == []


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_a_page_is_the_same_when_its_window_changed_as_when_it_was_opened_so(
    reader, origin, site, width
):
    """Else a phone's first look would be another than the one that is tested."""
    boxes = """() => [...document.querySelectorAll('article, article figure, article p')]
      .map((one) => Math.round(one.getBoundingClientRect().height))"""
    for address in layouts(site):
        other = reader(origin + where(address), NARROWEST)
        resize(other, width)
        changed = other.evaluate(boxes)
        assert reader(origin + where(address), width).evaluate(boxes) == changed, address

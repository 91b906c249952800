"""What holds on every page, opened on a phone, and on a sample of each kind at a desk.

`scripts/prove pages` opens every page at a desk too.
"""

import pytest

from .conftest import HEIGHT, NARROW, NARROWEST, WIDE
from .sampling import LOST, layouts
from .serving import where
from .test_access import COLOURS, SCHEME, barriers
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
    found["as it was in the light"] = unchanged(page)
    found["barriers in the dark"] = barriers(page, axe, COLOURS)
    assert not any(found.values()), found


def test_so_does_a_desk_in_the_site_s_faces_in_both_themes_and_by_keyboard(
    reader, origin, axe, sample
):
    """The header and the navigation before the text are the same on all pages: test_keyboard."""
    page = reader(origin + where(sample))
    assert strange_face(page) is None
    found = {"labels": page.evaluate(LABELS, SMALLEST), "faces": strangers(page)}
    found["barriers in the light"] = barriers(page, axe, COLOURS)
    found["as it was in the light"] = unchanged(page)
    assert page.evaluate(SCHEME) == "slate"
    found["barriers"] = barriers(page, axe)
    page.evaluate(TO_THE_TOP)
    lost = sample == LOST  # nothing there to skip
    found["by keyboard"] = tabbing(page, skipping=not lost, leaping=True)
    assert not any(found.values()), found
    assert missing(page) == (["the skip link"] if lost else [])


def test_a_page_reads_without_javascript(reader, origin, address):
    page = reader(origin + where(address), scripts=False)
    assert page.evaluate("document.documentElement.className") == "no-js"
    assert unreadable(page) == []


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_a_page_is_the_same_when_its_window_changed_as_when_it_was_opened_so(reader, origin, width):
    """Else a phone's first look would be another than the one that is tested."""
    boxes = """() => [...document.querySelectorAll('article, article figure, article p')]
      .map((one) => Math.round(one.getBoundingClientRect().height))"""
    for address in layouts():
        other = reader(origin + where(address), NARROWEST)
        resize(other, width)
        changed = other.evaluate(boxes)
        assert reader(origin + where(address), width).evaluate(boxes) == changed, address

"""The search finds symbols, claims, rules and sources by what readers type."""

import time

import pytest

from .serving import BELOW
from .watching import Watch

FOUND = (  # what is typed: where it should lead, and among how many pages from the first
    ("beta2", "reference/symbols/#symbol-beta_2", 1),
    ("beta_2", "reference/symbols/#symbol-beta_2", 1),
    ("β₂", "reference/symbols/#symbol-beta_2", 1),
    ("v hat", "reference/symbols/#symbol-vhat_t", 1),
    ("epsilon hat", "reference/symbols/#symbol-hat-epsilon", 1),
    ("m_t", "reference/symbols/#symbol-m_t", 1),
    ("second moment", "reference/symbols/#symbol-v_t", 3),
    ("epsilon", "learn/epsilon/", 1),
    ("adam", "learn/adam/", 1),
    ("amsgrad", "learn/amsgrad/", 1),
    ("Lion", "reference/optimizers/#lion", 3),
    ("small updates when uncertain", "learn/adam/#claim-large_when_confident", 1),
    ("small updates when uncertain", "reference/claims/#learn-adam-large_when_confident", 3),
    ("Converged at step 817", "learn/by-hand/#claim-converges_at_817", 1),
    ("1412.6980", "reference/bibliography/#ref-kingma2015", 1),
)
PATIENCE = 3  # seconds
FIELD = ".md-search__input"
ITEM = ".md-search-result__item"
FIRST = """(count) => [...document.querySelectorAll('.md-search-result__item')].slice(0, count)
  .map((item) => [...item.querySelectorAll('a')].map(({ href }) => href))"""


@pytest.fixture(scope="module")
def searching(browser, origin):
    """A page whose search is open."""
    with browser.new_context() as context:
        page = context.new_page()
        watch = Watch(page, origin)
        watch.go(f"{BELOW}learn/adam/")
        page.locator(FIELD).click()
        yield page
        assert (watch.complaints, watch.violations()) == ([], [])


def test_what_readers_type_leads_to_its_place(searching, origin):
    missed = []
    for query, place, within in FOUND:
        searching.locator(FIELD).fill("")
        searching.keyboard.press("Backspace")  # the search listens to keys
        searching.locator(ITEM).first.wait_for(state="detached")
        searching.keyboard.type(query)
        searching.keyboard.press("Shift")  # β is no key
        shown, deadline = [], time.monotonic() + PATIENCE
        while not any(f"{origin}{BELOW}{place}" in links for links in shown):
            if time.monotonic() > deadline:  # results follow each key
                missed.append((query, place, shown))
                break
            searching.wait_for_timeout(20)
            shown = searching.evaluate(FIRST, within)
    assert missed == []

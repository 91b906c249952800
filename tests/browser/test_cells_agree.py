"""Every live cell shows in Pyodide, to the letter, what it showed in CPython at build time."""

import pytest

from tests.site.built import SITE

from .cells import tab_of
from .serving import BELOW, deployed
from .test_cells_leave import follow
from .watching import SETTLED, Watch

# What cells show: text by kind; a drawing as its elements with their attributes and texts.
SHOWN = """() => {
  const drawn = (node) => node.nodeType === Node.TEXT_NODE ? node.data : [
    node.localName,
    Object.fromEntries([...node.attributes].map(({ name, value }) => [name, value]).toSorted()),
    ...[...node.childNodes].map(drawn),
  ];
  const shown = (block) =>
    block.matches('pre') ? [block.dataset.kind, block.textContent] : drawn(block.firstElementChild);
  return [...document.querySelectorAll('adam-cell:not([alone]) .ad-cell-output')].map((place) =>
    [...place.children].map(shown));
}"""
PAGES = sorted(
    path.relative_to(SITE).as_posix().removesuffix("index.html")
    for path in SITE.rglob("index.html")
    if "<adam-cell" in path.read_text(encoding="utf-8")
)
STATUS = "(cells) => cells.map(({ dataset }) => dataset.status)"


@pytest.fixture(scope="module")
def watch(browser, origin, site):
    """A tab that goes from page to page as a reader does, so that Python starts once."""
    with tab_of(browser) as tab:
        deployed(tab, site, origin + BELOW)
        watch = Watch(tab, origin)
        watch.go(BELOW)
        yield watch


@pytest.mark.parametrize("where", PAGES or ["(no site)"])
def test_cells_show_in_the_browser_what_the_page_says(watch, where):
    page = watch.tab
    watch.complaints.clear()
    follow(page, where)
    page.evaluate(SETTLED)
    said = page.evaluate(SHOWN)
    assert said
    cells = page.locator("adam-cell")
    cells.last.get_by_role("button", name="Run", exact=True).click()
    while cells.last.get_attribute("data-status") in (None, "waiting", "running"):
        page.wait_for_timeout(50)
    assert cells.evaluate_all(STATUS) == ["done"] * len(said)
    assert page.evaluate(SHOWN) == said
    assert watch.complaints == []
    assert watch.violations() == []

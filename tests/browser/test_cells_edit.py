"""A cell's editor: fetched on the first focus, in the code's place, for hands and keyboards."""

import json

import pytest

from adamdocs.cells import Session

from .serving import BELOW
from .watching import Watch

ADDRESS = f"{BELOW}learn/adam/"
BOXES = """() => [...document.querySelectorAll('article > *, adam-cell > *')]
  .filter(({ hidden }) => !hidden)
  .map((one) => one.getBoundingClientRect())
  .map(({ top, height }) => [Math.round((top + scrollY) * 10), Math.round(height * 10)])"""
FOCUSED = "document.activeElement"


@pytest.fixture
def opened(tab, origin):
    """`opened(width)`: a page with cells, and what it loads."""

    def go(width=1440, **settings):
        page = tab(width, **settings)
        watch = Watch(page, origin)
        watch.go(ADDRESS)
        return page, watch

    return go


def cell(page):
    return page.locator("adam-cell").first


def enter(page):
    """Go into the first cell's code; the editor comes."""
    cell(page).locator("pre[role=textbox]").focus()
    cell(page).locator(".cm-content").wait_for()
    page.evaluate("() => new Promise(requestAnimationFrame)")


def source(page):
    return cell(page).evaluate("(cell) => cell.source")


@pytest.mark.parametrize("width", [1440, 390])
def test_the_editor_stands_where_the_code_stood(opened, width):
    page, watch = opened(width)
    before = page.evaluate(BOXES)
    code = cell(page).locator("pre[role=textbox]").inner_text().rstrip("\n")
    enter(page)
    lines = cell(page).locator(".cm-line").all_inner_texts()
    assert "\n".join(line.rstrip("\n") for line in lines) == code
    assert page.evaluate(BOXES) == before
    assert watch.complaints == []


def test_the_editor_comes_with_the_first_focus_and_not_before(opened):
    page, watch = opened()
    assert not [url for url in watch.loaded if "/editor" in url or "/queue" in url]
    before = len(watch.loaded)
    enter(page)
    came = watch.loaded[before:]
    assert len([url for url in came if "/editor" in url]) == 1
    assert not [url for url in came if "/live/" in url]


def test_the_cursor_goes_where_the_pointer_went(opened):
    page, _ = opened()
    pre = cell(page).locator("pre[role=textbox]")
    line = pre.get_by_text("alternating", exact=True).last
    line.scroll_into_view_if_needed()
    box = line.bounding_box()
    page.mouse.click(box["x"] + 1, box["y"] + box["height"] / 2)
    cell(page).locator(".cm-content").wait_for()
    page.evaluate("() => new Promise((done) => setTimeout(done, 50))")
    page.keyboard.type("X")
    assert "g = Xalternating(steps=48)" in source(page)


def test_keys_write_indent_undo_and_leave(opened):
    page, _ = opened()
    enter(page)
    original = source(page)
    page.keyboard.press("Control+End")
    page.keyboard.type("\nif True:\npass")
    assert source(page) == f"{original}\nif True:\n    pass"
    page.keyboard.press("Shift+Tab")
    assert source(page).endswith("\npass")
    page.keyboard.press("Tab")
    assert source(page).endswith("\n    pass")
    for _ in range(6):
        page.keyboard.press("Control+z")
    assert source(page) == original
    page.keyboard.press("Escape")
    assert page.evaluate(f"{FOCUSED}.textContent") == "Run"
    page.keyboard.press("Tab")
    assert page.evaluate(f"{FOCUSED}.textContent") == "Open as notebook"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(f"{FOCUSED}.matches('.cm-content')")


def test_a_key_runs_and_reset_brings_code_and_output_back(opened):
    page, watch = opened()
    one = cell(page)
    said = one.locator(".ad-cell-output").inner_html()
    original = source(page)
    assert not one.get_by_role("button", name="Reset").is_visible()
    enter(page)
    page.keyboard.press("Control+a")
    page.keyboard.type("print('changed')")
    assert one.get_by_role("button", name="Reset").is_visible()
    page.keyboard.press("Control+Enter")
    while one.get_attribute("data-status") in (None, "waiting", "running"):
        page.wait_for_timeout(20)
    assert one.locator(".ad-cell-output").inner_text().strip() == "changed"
    one.get_by_role("button", name="Reset").click()
    one.get_by_role("button", name="Reset").wait_for(state="hidden")
    assert source(page) == original
    assert one.locator(".cm-content").inner_text().startswith("from adamdocs.drawing.curves")
    assert one.locator(".ad-cell-output").inner_html() == said
    assert not one.get_by_role("button", name="Reset").is_visible()
    assert page.evaluate(f"{FOCUSED}.textContent") == "Run"
    assert watch.complaints == []


def test_names_are_told_to_a_screen_reader(opened):
    page, _ = opened()
    assert cell(page).get_attribute("role") == "group"
    assert cell(page).get_attribute("aria-label") == "Python, cell 1"
    box = page.get_by_role("textbox", name="Python, cell 1", exact=True)
    assert box.count() == 1
    enter(page)
    editor = page.get_by_role("textbox", name="Python, cell 1. Escape leaves.", exact=True)
    assert editor.count() == 1


def test_a_notebook_holds_the_cells_as_they_stand(opened, site):
    page, watch = opened()
    page.evaluate("() => { document.querySelector('adam-cell').source = 'changed = 3\\nchanged' }")
    with page.expect_download() as download:
        cell(page).get_by_role("button", name="Open as notebook").click()
    assert download.value.suggested_filename == "adam-cells.ipynb"
    notebook = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    ids = [part["id"] for part in notebook["cells"]]
    assert len(set(ids)) == len(ids)
    code = ["".join(p["source"]) for p in notebook["cells"] if p["cell_type"] == "code"]
    install, first, second = code
    assert first == "changed = 3\nchanged"
    assert "growing" in second
    words = ["".join(p["source"]) for p in notebook["cells"] if p["cell_type"] == "markdown"]
    assert words[0].startswith("# How does Adam choose the size of its steps?")
    assert words[1:] == ["## Algorithm 1, line by line", "## How large can a step be?"]
    wheel = install.removeprefix("%pip install -q ")
    assert wheel.startswith(watch.origin + BELOW)
    response = page.request.get(wheel)
    assert response.ok
    assert response.body()[:2] == b"PK"
    session = Session()
    assert session.run(first, "cell 1", lambda kind, text: None) == ""


def test_without_scripts_cells_are_code_and_output(tab, origin):
    page = tab(java_script_enabled=False)
    page.goto(origin + ADDRESS)
    assert cell(page).locator("pre > code").is_visible()
    assert "last ten steps" in cell(page).locator(".ad-cell-output").inner_text()
    assert page.locator("adam-cell button").count() == 0
    assert not cell(page).locator(".ad-cell-bar").is_visible()


def test_a_keyboard_passes_through_and_is_not_caught(opened):
    page, _ = opened()
    enter(page)
    original = source(page)
    page.keyboard.press("Tab")
    assert page.evaluate(f"{FOCUSED}.textContent") == "Run"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(f"{FOCUSED}.matches('.cm-content')")
    page.keyboard.press("Shift+Tab")
    assert not page.evaluate(f"document.querySelector('adam-cell').contains({FOCUSED})")
    assert source(page) == original
    enter_again = cell(page).locator(".cm-content")
    enter_again.focus()
    page.keyboard.type("#")
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    assert not page.evaluate(f"document.querySelector('adam-cell').contains({FOCUSED})")
    assert source(page) == f"#{original}"


def test_who_goes_in_is_told_how_to_run_and_leave(opened):
    page, _ = opened()
    enter(page)
    assert cell(page).locator(".ad-cell-status").inner_text() == "Ctrl-Enter runs, Escape leaves."


def test_a_pointer_selects_still_code_and_its_copy_button_copies(opened):
    page, watch = opened()
    pre = cell(page).locator("pre[role=textbox]")
    pre.scroll_into_view_if_needed()
    first, last = (pre.get_by_text(text, exact=True).last for text in ("plot", "feed"))
    a, b = first.bounding_box(), last.bounding_box()
    page.mouse.move(min(a["x"], b["x"]) - 60, min(a["y"], b["y"]) + 4)
    page.mouse.down()
    page.wait_for_timeout(200)
    page.mouse.move(b["x"] + b["width"], b["y"] + b["height"] / 2, steps=4)
    page.mouse.up()
    page.wait_for_timeout(200)
    selected = page.evaluate("() => getSelection().toString()")
    assert "feed" in selected
    assert selected in source(page)
    copy = pre.locator("button[data-md-type=copy]")
    pre.hover()
    copy.click()
    page.wait_for_timeout(100)
    assert cell(page).locator(".cm-content").count() == 0
    assert watch.complaints == []


TEXTS = """(cell) => {
  window.__said = [];
  new MutationObserver(() => window.__said.push(cell.news.textContent))
    .observe(cell.news, { childList: true, characterData: true, subtree: true });
}"""


def test_a_run_is_told_aloud_once_at_its_begin_and_once_at_its_end(opened):
    page, _ = opened()
    one = cell(page)
    assert one.evaluate("(cell) => cell.news.textContent") == ""
    one.evaluate(TEXTS)
    one.evaluate("(cell) => { cell.source = 'import time; time.sleep(2.5)' }")
    one.get_by_role("button", name="Run", exact=True).click()
    stop = one.get_by_role("button", name="Stop")
    stop.wait_for()
    assert not one.get_by_role("button", name="Reset").is_visible()
    stop.focus()
    while one.get_attribute("data-status") in (None, "waiting", "running"):
        page.wait_for_timeout(20)
    assert page.evaluate(f"{FOCUSED}.textContent") == "Run"
    assert one.get_by_role("button", name="Reset").is_visible()
    said = page.evaluate("window.__said")
    assert len(said) <= 3, said
    assert said[-1].startswith("Done in ")


def test_a_part_that_does_not_come_is_told(opened):
    page, _ = opened()
    page.route("**/parts/editor.js", lambda route: route.abort())
    page.route("**/parts/notebook.js", lambda route: route.abort())
    lost = "A part of this site could not be loaded. Try again, or reload the page."
    cell(page).locator("pre[role=textbox]").focus()
    status = cell(page).locator(".ad-cell-status")
    status.get_by_text(lost).wait_for()
    cell(page).evaluate("(cell) => cell.show('', '')")
    cell(page).get_by_role("button", name="Open as notebook").click()
    status.get_by_text(lost).wait_for()


def test_long_output_can_be_scrolled_by_keyboard(opened):
    page, _ = opened()
    one = cell(page)
    one.evaluate("(cell) => { cell.source = 'for i in range(200): print(i)' }")
    one.get_by_role("button", name="Run", exact=True).click()
    while one.get_attribute("data-status") in (None, "waiting", "running"):
        page.wait_for_timeout(20)
    page.wait_for_timeout(100)
    shown = one.locator(".ad-cell-output pre")
    assert shown.get_attribute("tabindex") == "0"
    shown.focus()
    page.keyboard.press("End")
    page.wait_for_timeout(300)
    assert shown.evaluate("(pre) => pre.scrollTop") > 0

"""Live cells run down the page: Python comes with the first run, names and errors go on."""

import json

import pytest

from .cells import (
    PAGE,
    cell,
    click,
    edit,
    live,
    put,
    ran,
    read,
    run,
    status,
    stop,
    tab_of,
    until_shown,
    visit,
    wait,
)
from .watching import Watch

TOLD = """() => {
  const { status } = document.querySelector("adam-cell");
  window.__told = [];
  new MutationObserver(() => window.__told.push(status.textContent))
    .observe(status, { childList: true });
}"""


@pytest.fixture(scope="module")
def page(browser, origin):
    """A page whose Python the tests of this file share."""
    with tab_of(browser) as tab:
        yield visit(tab, origin)


def files_of(site):
    """The list of Python's files, and the files on it."""
    [name] = [path for path in site.files if path.startswith("live/runtime.")]
    listed = json.loads(site.read(name))["files"]
    sizes = {one["path"]: one["size"] for one in listed}
    return sorted([name.removeprefix("live/"), *sizes]), sum(sizes.values())


@pytest.mark.parametrize("path", [PAGE, "/learn/adam/"], ids=["below", "root"])
def test_python_is_fetched_by_the_first_run_alone(browser, origin, site, path):
    listed, _ = files_of(site)
    with tab_of(browser) as tab:
        watch = Watch(tab, origin)
        visit(tab, origin, "1 + 1", address=path)
        tab.wait_for_load_state("networkidle")
        scripts = {url for url in watch.loaded if url.endswith(".js")}
        assert live(watch.loaded) == []
        assert run(tab, 1) == [["text", "2\n"]]
        assert live(watch.loaded) == listed
        chunks = {url for url in watch.loaded if url.endswith(".js")} - scripts
        assert any("/queue." in url for url in chunks)
        assert not any("/editor." in url for url in watch.loaded)
        del watch.loaded[:]
        visit(tab, origin, "1 + 2", address=path)
        assert run(tab, 1) == [["text", "3\n"]]
        assert live(watch.loaded) == []
        assert (watch.complaints, watch.violations()) == ([], [])


def megabytes(texts, begin="Loading Python: "):
    """Megabytes so far, and in all, of every text about the download."""
    parts = [text.removeprefix(begin).split() for text in texts if text.startswith(begin)]
    return [float(part[0]) for part in parts], {float(part[2]) for part in parts}


def test_the_download_is_counted_up_to_the_whole(browser, origin, site):
    _, size = files_of(site)
    with tab_of(browser) as tab:
        visit(tab, origin, "1 + 1")
        hint = status(tab)[1]
        tab.evaluate(TOLD)
        run(tab, 1)
        texts = tab.evaluate("window.__told")
        done, whole = megabytes(texts)
        assert hint == f"Change it, run it. The first run loads {size / 1e6:.1f} MB."
        assert whole == {round(size / 1e6, 1)}
        assert done == sorted(done)
        assert len(set(done)) > 5
        assert done[-1] == round(size / 1e6, 1)
        assert [text for text in dict.fromkeys(texts) if ":" not in text] == [
            "Loading Python",
            "Starting Python",
            "Running",
            texts[-1],
        ]
        assert texts[-1].startswith("Done")
        # A reader who comes again is not told of a download.
        visit(tab, origin, "1 + 1")
        assert status(tab)[1] == ""


# Modules whose source was read, but for the package's own, whose source readers may ask for.
READ = """import sys
specs = [module.__spec__ for module in [*sys.modules.values()] if hasattr(module, "__spec__")]
read = {spec.name for spec in specs if spec and spec.has_location and spec.origin.endswith(".py")}
sorted(name for name in read if name.partition(".")[0] != "adamdocs")"""


def test_a_start_compiles_nothing_that_the_build_could(browser, origin):
    with tab_of(browser) as tab:
        (shown,) = run(visit(tab, origin, READ), 1)
    assert shown == ["text", "[]\n"], "let scripts/web/bytecode.mjs import these too"


def test_cells_above_run_first_and_share_their_names(page):
    put(page, "a = 2\nprint('one')", "b = a + 1\nprint('two')", "a * b", "print('below')")
    assert run(page, 3) == [["text", "6\n"]]
    assert [read(page, 1), read(page, 2)] == [[["text", "one\n"]], [["text", "two\n"]]]
    assert read(page, 4) == [["text", "as built"]]
    assert status(page, 4)[0] is None


def test_cells_above_do_not_run_again(page):
    put(page, "ran = []", "ran.append(2)", "ran.append(3)\nran")
    assert run(page, 3) == [["text", "[2, 3]\n"]]
    assert run(page, 3) == [["text", "[2, 3, 3]\n"]]


def test_an_edited_cell_above_runs_again_and_all_below_it(page):
    put(page, "rate = 1", "doubled = 2 * rate", "doubled")
    assert run(page, 3) == [["text", "2\n"]]
    edit(page, 1, "rate = 5")
    assert run(page, 3) == [["text", "10\n"]]
    # What the middle cell made is as old when the reader ran the first one himself.
    edit(page, 1, "rate = 7")
    run(page, 1)
    assert run(page, 3) == [["text", "14\n"]]


def test_a_text_from_the_editor_runs(page):
    put(page, "1 + 1", "x")
    cell(page, 1).locator("pre[role=textbox]").click()
    cell(page, 1).locator(".cm-content").wait_for()
    page.keyboard.press("Control+A")
    page.keyboard.type("x = 'typed'\n")
    page.keyboard.press("Control+Enter")
    wait(page, 1)
    assert read(page, 1) == []
    assert run(page, 2) == [["text", "'typed'\n"]]


def test_a_failing_cell_above_ends_the_run(page):
    put(page, "kept = 1", "1 / 0", "print('never')", "kept")
    click(page, 3)
    wait(page, 3)
    assert status(page, 1)[0] == "done"
    assert status(page, 2) == ["error", "Ended with an error."]
    assert status(page, 3) == ["failed", "Not run: cell 2 failed."]
    assert read(page, 3) == [["text", "as built"]]
    edit(page, 2, "kept += 1")
    assert run(page, 4) == [["text", "2\n"]]


def test_a_cell_that_failed_after_it_ran_runs_again(page):
    flaky = "tries = globals().get('tries', 0) + 1\nassert tries != 2\ntries"
    put(page, flaky, "tries")
    assert run(page, 2) == [["text", "1\n"]]
    [[kind, _]] = run(page, 1)
    assert kind == "error"
    assert run(page, 2) == [["text", "3\n"]]


def test_a_cell_that_stands_alone_has_names_of_its_own(page):
    put(page, "name = 'ours'", "name", "name = 'its own'\nname")
    cell(page, 3).evaluate("(cell) => cell.setAttribute('alone', '')")
    assert run(page, 2) == [["text", "'ours'\n"]]
    assert run(page, 3) == [["text", "'its own'\n"]]
    assert run(page, 2) == [["text", "'ours'\n"]]
    edit(page, 3, "1 / 0")
    [[_, error]] = run(page, 3)
    assert 'File "this cell", line 1' in error


def test_errors_carry_the_cells_name_and_line(page):
    put(page, "def divide(a):\n    return a / 0", "# two\n\ndivide(1)", "x = 1\ny = (\nz = 2")
    [[kind, error]] = run(page, 2)
    assert kind == "error"
    assert error.startswith('Traceback (most recent call last):\n  File "cell 2", line 3, in <mod')
    assert 'File "cell 1", line 2, in divide\n    return a / 0\n' in error
    assert error.endswith("\nZeroDivisionError: division by zero\n")
    edit(page, 2, "pass")
    [[kind, error]] = run(page, 3)
    assert kind == "error"
    assert error.startswith('  File "cell 3", line 2\n    y = (\n')
    assert "SyntaxError: '(' was never closed" in error


SHOWN = {
    "2**10": [["text", "1024\n"]],
    "import numpy as np\nnp.arange(3) / 2": [["text", "array([0. , 0.5, 1. ])\n"]],
    "None": [],
    "display('a', 2)": [["text", "'a'\n2\n"]],
    "'<b>no markup</b>'": [["text", "'<b>no markup</b>'\n"]],
    "import sys\nprint('note', file=sys.stderr)": [["note", "note\n"]],
}


@pytest.mark.parametrize("source", SHOWN)
def test_the_last_value_is_shown(page, source):
    assert ran(page, source) == SHOWN[source]


def test_warnings_are_notes_in_every_run(page):
    source = "import warnings\nwarnings.warn('careful', stacklevel=1)\n1 is 1"
    (note, text) = ran(page, source)
    assert note[0] == "note"
    assert "cell 1:3: SyntaxWarning" in note[1]
    assert "cell 1:2: UserWarning: careful\n  warnings.warn(" in note[1]
    assert text == ["text", "True\n"]
    assert run(page, 1) == [note, text]


def test_prints_and_drawings_come_in_their_order(page):
    source = """
import sys
from adamdocs.drawing.curves import plot
class Plain:
    def _repr_html_(self): return "plain"
print("before")
display(plot([1, 2]))
print("between")
print("aside", file=sys.stderr)
print("more")
display(Plain())
print("after")
plot([2, 1])
"""
    shown = ran(page, source)
    kinds = ["text", "markup", "text", "note", "text", "markup", "text", "markup"]
    assert [kind for kind, _ in shown] == kinds
    texts = [text for kind, text in shown if kind != "markup"]
    assert texts == ["before\n", "between\n", "aside\n", "more\n", "after\n"]
    assert all(shown[at][1].startswith('<figure class="ad-figure"><svg') for at in (1, 7))
    assert shown[5][1] == "plain"


def test_input_meets_the_end_of_a_file(page):
    prompt, [kind, error] = ran(page, "name = input('Name? ')")
    assert prompt == ["text", "Name? "]
    assert kind == "error"
    assert error.endswith("EOFError: EOF when reading a line\n")


def test_an_exit_ends_the_cell_and_not_python(page):
    put(page, "stays = 1", "import sys\nsys.exit()\nprint('never')", "stays")
    [[kind, error]] = run(page, 2)
    assert (kind, error.splitlines()[-1]) == ("error", "SystemExit")
    edit(page, 2, "stays += 1")
    assert run(page, 3) == [["text", "2\n"]]


@pytest.mark.parametrize("order", [range(1, 11), range(10, 0, -1)], ids=["down", "up"])
def test_ten_cells_asked_in_one_go_run_in_their_order_and_once(page, order):
    put(page, "order = [1]", *(f"order.append({n})\nprint(order)" for n in range(2, 11)))
    run(page, *order)
    assert read(page, 10) == [["text", f"{list(range(1, 11))}\n"]]
    assert {status(page, n)[0] for n in range(1, 11)} == {"done"}


def test_a_second_click_on_a_cell_that_runs_is_no_second_run(page):
    put(page, "count = globals().get('count', 0) + 1\nprint('on')\nwhile True: pass")
    click(page, 1)
    until_shown(page, "on")
    page.evaluate("document.querySelector('adam-cell').run()")
    stop(page)
    assert status(page) == ["stopped", "Stopped."]

"""Live cells that go on for ever, fill memory or break Python: the page lives, and the next run."""

import pytest

from .cells import (
    ANEW,
    FRAMES,
    cell,
    click,
    edit,
    put,
    ran,
    read,
    run,
    status,
    stop,
    tab_of,
    until_shown,
    until_told,
    visit,
    wait,
)

MOST = 64 * 1024
CUT = ["cut", "The rest is cut: a cell shows at most 64 KB of text."]
FOCUSED = "(element) => element === document.activeElement"
ENDLESS = "print('on')\nwhile True: pass"
# Workers of ours; the theme's search has one that is a file.
COUNTED = """
window.__workers = [];
window.Worker = class extends Worker {
  constructor(address, ...more) {
    super(address, ...more);
    if (address.startsWith("blob:")) window.__workers.push(this);
    this.on = true;
  }
  terminate() { super.terminate(); this.on = false; }
};
"""
WORKERS = """() => [window.__workers.length, window.__workers.filter(({ on }) => on).length]"""
FULL = ["full", f"Memory was used up. {ANEW}"]
BROKEN = ["crashed", f"Python broke down. {ANEW}"]
TOO_DEEP = ["crashed", f"Python broke down: its calls went too deep. {ANEW}"]


@pytest.fixture(scope="module")
def page(browser, origin):
    """A page whose Python the tests of this file share, as far as it lives."""
    with tab_of(browser) as tab:
        yield visit(tab, origin)


def test_stop_ends_a_cell_and_those_that_wait(page):
    count = "for i in range(500): print(i)\n"
    put(page, "kept = 1", f"left = 1\n{count}{ENDLESS}", "kept", "'left' in globals()", "kept")
    click(page, 1, 2, 3)
    until_shown(page, "on", 2)
    assert [status(page, n)[0] for n in (1, 2, 3)] == ["done", "running", "waiting"]
    stop(page, 2)
    assert status(page, 2) == status(page, 3) == ["stopped", "Stopped."]
    assert read(page, 2) == [["text", "".join(f"{i}\n" for i in range(500)) + "on\n"]]
    assert cell(page, 2).locator(".ad-run").evaluate(FOCUSED)
    assert not cell(page, 2).get_by_role("button", name="Stop").is_visible()
    # The next Python has fresh names, and the first cell runs again for them.
    edit(page, 2, "")
    assert run(page, 5) == [["text", "1\n"]]
    assert read(page, 4) == [["text", "False\n"]]


@pytest.mark.parametrize("text", ["'x' * 100", "'x', end=''"], ids=["lines", "tiny writes"])
def test_a_flood_is_cut_while_it_goes_on_and_the_page_lives(page, text):
    put(page, f"while True: print({text})")
    click(page, 1)
    until_shown(page, CUT[1])
    assert page.evaluate(FRAMES)
    assert status(page)[0] == "running"
    *shown, cut = read(page)
    assert cut == CUT
    assert sum(len(text) for _, text in shown) == MOST
    stop(page)
    assert read(page) == [*shown, CUT]


def test_both_streams_share_what_a_cell_may_show(page):
    source = "import sys\nfor i in range(50000):\n    print('x')\n    print('y', file=sys.stderr)"
    *shown, cut = ran(page, source)
    assert cut == CUT
    assert [kind for kind, _ in shown[:4]] == ["text", "note", "text", "note"]
    assert sum(len(text) for _, text in shown) == MOST


def test_a_huge_value_is_cut(page):
    shown, cut = ran(page, "list(range(10**6))")
    assert (shown[0], len(shown[1]), cut) == ("text", MOST, CUT)
    assert ran(page, "None") == []


def test_an_error_after_a_flood_is_told(page):
    text, cut, error = ran(page, "for i in range(10**5): print(i)\n1 / 0")
    assert (len(text[1]), cut) == (MOST, CUT)
    assert error[1].endswith("ZeroDivisionError: division by zero\n")


HUNGRY = {
    "blocks": "x = []\nwhile True: x.append(bytearray(10**7))",
    "objects": "x = []\nwhile True: x.append(object())",
    "an array": "import numpy as np\nnp.ones(10**8)",
}


@pytest.mark.parametrize("name", HUNGRY)
def test_memory_that_is_used_up_is_told_and_the_next_run_works(page, name):
    put(page, HUNGRY[name], "1 + 1")
    [[kind, error]] = run(page, 1)
    last = HUNGRY[name].count("\n") + 1
    assert kind == "error"
    assert error.startswith(f'Traceback (most recent call last):\n  File "cell 1", line {last}')
    assert "MemoryError" in error.splitlines()[-1]
    assert status(page) == FULL
    edit(page, 1, "x = 1")
    assert run(page, 2) == [["text", "2\n"]]


def test_what_no_memory_could_hold_is_numpys_error(page):
    put(page, "kept = 1", "import numpy as np\nnp.ones(10**9)", "kept")
    [[kind, error]] = run(page, 2)
    assert kind == "error"
    assert error.splitlines()[-1].startswith("ValueError: array is too big")
    edit(page, 2, "kept += 1")
    assert run(page, 3) == [["text", "2\n"]]


def test_memory_is_free_again_in_the_same_python(page):
    source = "import numpy as np\nfor i in range(100): np.ones(10**7).sum()\n'done'"
    assert ran(page, source) == [["text", "'done'\n"]]


def test_deep_recursion_is_an_error(page):
    put(page, "def deep(n): return deep(n + 1)", "deep(0)", "1 + 1")
    [[kind, error]] = run(page, 2)
    assert kind == "error"
    assert error.splitlines()[-1] == "RecursionError: maximum recursion depth exceeded"
    edit(page, 2, "")
    assert run(page, 3) == [["text", "2\n"]]


CRASHES = {
    "abort": ("import os\nos.abort()", BROKEN),
    "exit": ("import os\nos._exit(1)", BROKEN),
    "closed": ("import js\njs.close()\nwhile True: pass", BROKEN),
    "depth": ("class A:\n    def __getattr__(self, n): return getattr(self, n)\nA().x", TOO_DEEP),
}


@pytest.mark.parametrize("name", CRASHES)
def test_a_python_that_breaks_down_is_replaced(page, name):
    source, told = CRASHES[name]
    put(page, "before = 1", f"print('on')\n{source}", "before")
    click(page, 2, 3)
    wait(page, 2, 3)
    assert status(page, 2) == told
    assert read(page, 2) == [["text", "on\n"]]
    # The cell that waited has its names from a Python that is gone; it asks for all above again.
    assert status(page, 3) == ["failed", "Not run: cell 2 failed."]
    edit(page, 2, "")
    assert run(page, 3) == [["text", "1\n"]]


LATER = """import js
from pyodide.ffi import create_proxy
js.setTimeout(create_proxy(lambda: 1 / 0), 0)
"""


def test_an_error_in_javascript_after_a_cell_has_ended(browser, origin):
    with tab_of(browser) as tab:
        tab.add_init_script(COUNTED)
        visit(tab, origin, "kept = 1", LATER, "kept")
        run(tab, 2)
        tab.evaluate(
            """async () => {
              for (let i = 0; i < 1000 && window.__workers.length < 2; i++)
                await new Promise((done) => setTimeout(done, 10));
            }"""
        )
        assert tab.evaluate(WORKERS) == [2, 1]
        edit(tab, 2, "")
        assert run(tab, 3) == [["text", "1\n"]]


def test_stops_while_python_starts_leave_one_python(browser, origin):
    with tab_of(browser) as tab:
        tab.add_init_script(COUNTED)
        visit(tab, origin, "1 + 1")
        for made in (1, 2):
            click(tab, 1)
            until_told(tab, "Starting Python")
            stop(tab)
            assert status(tab) == ["stopped", "Stopped."]
            assert tab.evaluate(WORKERS) == [made, 0]
        assert run(tab, 1) == [["text", "2\n"]]
        assert tab.evaluate(WORKERS) == [3, 1]


def test_a_stop_during_the_download_leaves_one_python_and_one_result(browser, origin):
    held = []
    with tab_of(browser) as tab:
        tab.add_init_script(COUNTED)
        tab.route("**/live/numpy-*", lambda route: held.append(route))
        visit(tab, origin, "print('once')", "1 + 1")
        click(tab, 1)
        until_told(tab, "Loading Python: ")
        stop(tab)
        assert status(tab) == ["stopped", "Stopped."]
        assert read(tab) == [["text", "as built"]]
        assert cell(tab, 1).locator(".ad-run").evaluate(FOCUSED)
        click(tab, 1)
        until_told(tab, "Loading Python: ")
        while len(held) < 2:  # Stop has ended the first
            tab.wait_for_timeout(20)
        held[1].continue_()
        wait(tab, 1)
        assert len(held) == 2
        assert read(tab) == [["text", "once\n"]]
        assert run(tab, 2) == [["text", "2\n"]]
        assert tab.evaluate(WORKERS) == [1, 1]


FORGED = """import js
from pyodide.ffi import to_js
def send(**message): js.postMessage(to_js(message, dict_converter=js.Object.fromEntries))
js.postMessage(None)
send(done="")
send(done="MemoryError")
send(crashed="no")
send(ready=True)
send(kind="text", text="forged")
send(kind='"]', text="forged")
send(kind="markup", text="<img src=x onerror=alert(1)>")
js.onmessage = None
print("true")
"""


def test_forged_messages_do_nothing(page):
    errors = []
    page.on("pageerror", lambda error: errors.append(error))
    put(page, FORGED, "1 + 1")
    assert run(page, 1) == [["text", "true\n"]]
    assert status(page)[0] == "done"
    assert run(page, 2) == [["text", "2\n"]]
    put(page, f"{FORGED}while True: send(kind='text', text='x' * 1000)")
    click(page, 1)
    until_shown(page, "true")
    assert page.evaluate(FRAMES)
    stop(page)
    assert read(page) == [["text", "true\n"]]
    assert ran(page, "1 + 1") == [["text", "2\n"]]
    assert errors == []


def test_strange_pieces_are_shown_as_text(page):
    errors = []
    page.on("pageerror", lambda error: errors.append(error))
    source = """import sys
emit = sys._getframe().f_back.f_back.f_locals["emit"]
for kind in ('"]', "", None, 7, "constructor", "<b>"): emit(kind, "<img src=x>\\n")
emit("text", None)
emit("markup", 7)
"""
    put(page, source, "1 + 1")
    click(page, 1)
    wait(page, 1)
    assert cell(page, 1).locator("img").count() == 0
    assert run(page, 2) == [["text", "2\n"]]
    assert errors == []

"""Live cells where something is missing: an old browser, a file that does not come, no network."""

import gzip

import pytest

from .cells import (
    ANEW,
    PAGE,
    cell,
    click,
    edit,
    live,
    read,
    run,
    status,
    stop,
    tab_of,
    until_shown,
    until_told,
    visit,
)
from .watching import Watch

AGAIN = "Run the cell again; if that does not help, reload the page."
TWO = [["text", "2\n"]]
WITHOUT = {
    "WebAssembly": "it has no WebAssembly",
    "Worker": "it has no workers",
    "DecompressionStream": "it cannot unpack what Python comes in",
}


@pytest.fixture(scope="module")
def seen(browser, origin):
    """A profile in which Python ran once: what comes from its store need not be fetched."""
    with tab_of(browser) as tab:
        visit(tab, origin, "1 + 1")
        assert run(tab, 1) == TWO
        yield tab.context


@pytest.fixture
def kept(seen):
    """A new tab of that profile."""
    tab = seen.new_page()
    yield tab
    tab.close()


@pytest.mark.parametrize("name", WITHOUT)
def test_a_browser_that_cannot_run_python_says_why(browser, origin, name):
    with tab_of(browser, permissions=["clipboard-read", "clipboard-write"]) as tab:
        tab.add_init_script(f"delete window.{name}")
        watch = Watch(tab, origin)
        tab.goto(origin + PAGE, wait_until="networkidle")
        built = cell(tab, 1).locator("code").inner_text()
        shown = read(tab)
        assert run(tab, 1) == shown
        assert status(tab) == ["failed", f"This browser cannot run Python: {WITHOUT[name]}."]
        assert cell(tab, 1).locator("code").is_visible()
        cell(tab, 1).locator(".md-code__button, .md-clipboard").first.click()
        assert tab.evaluate("navigator.clipboard.readText()").strip() == built.strip()
        assert live(watch.loaded) == []


def blocked(status_code=None, **answer):
    """A way to answer a request: with nothing, or with this."""

    def handle(route):
        if status_code is None:
            route.abort()
        else:
            route.fulfill(status=status_code, **answer)

    return handle


def altered(route):
    """A file of the same length in which a byte is another."""
    content = bytearray(route.fetch().body())
    content[len(content) // 2] ^= 0xFF
    route.fulfill(body=bytes(content))


def cut(route):
    """The first half of a file."""
    content = route.fetch().body()
    route.fulfill(body=content[: len(content) // 2])


PORTAL = blocked(200, body="<!doctype html><title>Log in</title>", content_type="text/html")
ANOTHER = blocked(200, body=gzip.compress(b"no wheel"))
FAILURES = [
    ("runtime.", blocked(404), "answered 404"),
    ("runtime.", PORTAL, "came damaged"),
    ("numpy-", blocked(), "could not be reached"),
    ("pyodide.asm.wasm", blocked(403), "answered 403"),
    ("pyodide.asm.wasm", PORTAL, "came damaged"),
    ("python_stdlib", cut, "came damaged"),
    ("worker.js", altered, "came damaged"),
    ("adamdocs-", ANOTHER, "came damaged"),
]
FORGET = """async (part) => {
  for (const name of await caches.keys()) {
    const store = await caches.open(name);
    for (const { url } of await store.keys()) if (url.includes(part)) await store.delete(url);
  }
}"""
KEPT = """async () => {
  const names = await caches.keys();
  const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return all.flat().map(({ url }) => url);
}"""


def test_a_file_that_does_not_come_is_named_and_the_next_run_tries_again(kept, origin):
    visit(kept, origin, "1 + 1")
    for part, handle, why in FAILURES:
        kept.evaluate(FORGET, f"/live/{part}")
        kept.route(f"**/live/{part}*", handle)
        assert run(kept, 1) == [["text", "as built"]]
        state, told = status(kept)
        assert state == "failed"
        assert told.startswith(f"Python could not be loaded: {part}")
        assert told.endswith(f" {why}. {AGAIN}")
        assert not any(f"/live/{part}" in url for url in kept.evaluate(KEPT))
        kept.unroute(f"**/live/{part}*")
    watch = Watch(kept, origin)
    assert run(kept, 1) == TWO
    came = [name for name in live(watch.loaded) if not name.startswith("runtime.")]
    assert [name[: len(part)] for name in came] == [part]
    assert len(kept.evaluate(KEPT)) == 6  # the list and the files on it


def test_files_that_came_are_kept_when_another_failed(browser, origin):
    with tab_of(browser) as tab:
        tab.route("**/live/worker.js*", blocked(404))
        visit(tab, origin, "1 + 1")
        run(tab, 1)
        assert status(tab)[1].endswith(f" answered 404. {AGAIN}")
        assert len(live(tab.evaluate(KEPT))) == 4  # all files but this one; the list comes last
        tab.unroute("**/live/worker.js*")
        click(tab, 1)
        until_told(tab, "Starting Python")
        assert len(live(tab.evaluate(KEPT))) == 6


KEEPS = """async () => {
  try {
    const store = await caches.open("test");
    await store.put("/test", new Response("test"));
    return (await store.match("/test")) !== undefined;
  } catch {
    return false;
  }
}"""
BROKEN_STORES = {
    "none": "delete window.caches; delete Window.prototype.caches;",
    "refused": "CacheStorage.prototype.open = async () => { throw new Error('private'); };",
    "full": "Cache.prototype.put = async () => { throw new Error('full'); };",
    "unreadable": """
      for (const name of ["match", "keys", "delete"])
        Cache.prototype[name] = async () => { throw new Error('broken'); };
    """,
}


@pytest.mark.parametrize("name", BROKEN_STORES)
def test_python_comes_where_nothing_can_be_kept(browser, origin, name):
    with tab_of(browser) as tab:
        tab.add_init_script(BROKEN_STORES[name])
        errors = []
        tab.on("pageerror", lambda error: errors.append(error))
        visit(tab, origin, "1 + 1")
        assert tab.evaluate(KEEPS) is False
        click(tab, 1)
        until_told(tab, "Starting Python")
        assert errors == []


def test_what_an_older_site_left_is_forgotten(kept, origin):
    visit(kept, origin, "1 + 1")
    old = f"{origin}/adam/live/numpy-1.bin"
    kept.evaluate(
        """async (old) => {
          const [name] = await caches.keys();
          await (await caches.open(name)).put(old, new Response("old"));
        }""",
        old,
    )
    assert old in kept.evaluate(KEPT)
    click(kept, 1)
    until_told(kept, "Starting Python")
    assert old not in kept.evaluate(KEPT)
    assert len(kept.evaluate(KEPT)) == 6


def test_without_the_network_python_begins_anew_all_the_same(kept, origin):
    visit(kept, origin, "x = 1", "x + 1", "print('on')\nwhile True: pass", "import os\nos.abort()")
    assert run(kept, 2) == TWO
    kept.context.set_offline(True)
    try:
        click(kept, 3)
        until_shown(kept, "on", 3)
        stop(kept, 3)
        assert run(kept, 2) == TWO
        edit(kept, 3, "")
        run(kept, 4)
        assert status(kept, 4) == ["crashed", f"Python broke down. {ANEW}"]
        assert run(kept, 2) == TWO
    finally:
        kept.context.set_offline(False)


def test_a_queue_that_does_not_come_is_told(kept, origin):
    kept.route("**/parts/queue.js", blocked())
    visit(kept, origin, "1 + 1")
    assert run(kept, 1) == [["text", "as built"]]
    lost = "A part of this site could not be loaded. Try again, or reload the page."
    assert status(kept) == ["failed", lost]
    assert cell(kept, 1).locator("code").inner_text() == "1 + 1"


POLICY = """() => {
  const meta = document.createElement("meta");
  meta.httpEquiv = "Content-Security-Policy";
  meta.content = "worker-src 'none'";
  document.head.append(meta);
}"""
REFUSING = """() => {
  window.Worker = class { constructor() { throw new DOMException("no more workers"); } };
}"""
BREAKING = """() => {
  const { Worker } = window;
  window.Worker = class extends Worker {
    constructor(address, options) {
      const script = new Blob(["throw new Error('no room')"], { type: "text/javascript" });
      super(URL.createObjectURL(script), options);
      window.Worker = Worker; // the next one is whole
    }
  };
}"""


@pytest.mark.parametrize(
    "change", [POLICY, REFUSING, BREAKING], ids=["policy", "refused", "broken"]
)
def test_a_worker_that_cannot_start_is_told(kept, origin, change):
    visit(kept, origin, "1 + 1")
    kept.evaluate(change)
    assert run(kept, 1) == [["text", "as built"]]
    state, told = status(kept)
    assert state == "failed"
    assert told.startswith("Python could not be started in this browser: ")
    if change == BREAKING:
        assert told.endswith("no room.")
        assert run(kept, 1) == TWO

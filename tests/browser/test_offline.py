"""Reading without the network: what was read reads again, and what is not stored is said not to be.

The site is a copy here, so that a test can put another build in its place.
"""

import re
import shutil
from collections import Counter
from urllib.parse import urlsplit

import pytest

from adamdocs.publishing import redirects
from adamdocs.publishing.keys import PACKAGE

from .cells import run, status
from .serving import BELOW, serving
from .watching import SETTLED, weight

READ = "learn/moments/"  # a page with figures, formulas and a widget
NEXT = "learn/momentum/"
UNREAD = "learn/race/"
RUNS = "learn/adam/"  # a page with cells
STATUS = "reference/offline/"
STORE = PACKAGE.parent / "docs" / "javascripts" / "offline" / "store.js"
LATER = 9500  # compressed bytes that the worker adds when it first comes: itself, and one page
MOST = 20_000_000  # bytes that are kept at most
# The ways below the site's root that are kept; once everything is there, if it is waited for.
KEPT = """async (waits) => {
  const { scope } = await navigator.serviceWorker.ready;
  const store = await caches.open(`adamdocs-offline ${new URL(scope).pathname}`);
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  const isKept = (one) => one.startsWith(scope) && !one.endsWith("/sw.js");
  const wanted = [location.href, `${scope}reference/offline/`, ...loaded].filter(isKept);
  for (let end = performance.now() + 9000; ; ) {
    const kept = (await store.keys()).map(({ url }) => url);
    const missing = wanted.filter((one) => !kept.includes(one));
    if (!waits || !missing.length) return kept.map((one) => one.slice(scope.length));
    if (performance.now() > end) throw new Error(`not kept: ${missing.join(" ")}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}"""
# Pages of so many bytes in the place of all that is kept.
FILL = """async ([ways, size]) => {
  const { scope } = await navigator.serviceWorker.ready;
  const name = `adamdocs-offline ${new URL(scope).pathname}`;
  await caches.delete(name);
  const store = await caches.open(name);
  const headers = { "content-type": "text/html" };
  const content = new Blob(["<title>Old</title>", new Uint8Array(size)]);
  for (const way of ways) await store.put(scope + way, new Response(content, { headers }));
}"""
SIZE = """async () => {
  const { scope } = await navigator.serviceWorker.ready;
  const store = await caches.open(`adamdocs-offline ${new URL(scope).pathname}`);
  const answers = await Promise.all((await store.keys()).map((key) => store.match(key)));
  const blobs = await Promise.all(answers.map((answer) => answer.blob()));
  return blobs.reduce((sum, { size }) => sum + size, 0);
}"""
DROP = """async (part) => {
  const { scope } = await navigator.serviceWorker.ready;
  const store = await caches.open(`adamdocs-offline ${new URL(scope).pathname}`);
  const keys = (await store.keys()).filter(({ url }) => url.includes(part));
  for (const key of keys) await store.delete(key);
  return keys.length;
}"""
BREAK = """() => {
  CacheStorage.prototype.open = () => Promise.reject(new Error("broken"));
}"""
# Once there is no newer worker to come.
INSTALLED = """async () => {
  const worker = await navigator.serviceWorker.ready;
  await worker.update();
  for (let left = 400; left && !worker.waiting; left--)
    await new Promise((done) => setTimeout(done, 20));
}"""
PYTHON = """async () => {
  const store = await caches.open("adamdocs-live /adam/live/");
  await store.put("/adam/live/part", new Response("x".repeat(2e6)));
}"""
# Of the site's own faces; others stand in for them while they come.
FACES = """[...document.fonts].filter(({ family }) => /Adamdocs (Text|Sans|Code|Math)/.test(family))
  .map(({ status }) => status)"""
# What the widget says before and after its first slider was moved.
MOVE = """async () => {
  const { shadowRoot } = document.querySelector("adam-moments");
  const words = () => shadowRoot.querySelector(".caption").textContent;
  const before = words();
  const slider = shadowRoot.querySelector("input[type=range]");
  slider.value = slider.max;
  slider.dispatchEvent(new Event("input", { bubbles: true }));
  for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame);
  return [before, words()];
}"""


@pytest.fixture
def copy(site, tmp_path):
    """The site without what no page loads, to be changed."""
    folder = tmp_path / "site"
    ignored = shutil.ignore_patterns("figures", "*.bin", "*.map", "*.zip")
    shutil.copytree(site.folder, folder, ignore=ignored)
    return folder


@pytest.fixture
def asked():
    """What the server is asked, in order."""
    return []


@pytest.fixture
def host():
    """How the server behaves: see serving.py. A test may change what is in it."""
    return {"every": {}, "trouble": {}}


@pytest.fixture
def reading(tab, copy, asked, host):
    """`reading(address)`: a page in a browser with the worker, once all that it loaded is kept."""
    page = tab(worker=True)
    with serving(copy, asked=asked, **host) as origin:

        def go(address=READ):
            page.goto(f"{origin}{BELOW}{address}")
            page.evaluate(SETTLED)
            page.evaluate(KEPT, True)
            return page

        yield go
        page.context.close()


def told(page):
    """What the page on reading offline says of the store."""
    return page.locator("#ad-stored").inner_text()


def go(page, address):
    page.goto(page.url.split(BELOW)[0] + BELOW + address)
    page.evaluate(SETTLED)


def test_a_page_reads_again_and_nothing_was_loaded_twice(reading, asked, copy):
    page = reading()
    page.wait_for_load_state("networkidle")
    twice = {path for path, times in Counter(asked).items() if times > 1}
    assert twice <= {f"{BELOW}images/mark.svg"}  # which is a picture, and the tab's icon
    names = page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
    seen = {urlsplit(name).path for name in names} | {BELOW + READ}
    assert set(asked) - seen == {f"{BELOW}sw.js", BELOW + STATUS}
    assert weight([copy / "sw.js", copy / STATUS / "index.html"]) <= LATER
    heading, figures = page.locator("h1").inner_text(), page.locator(".ad-figure svg").count()

    page.context.set_offline(True)
    page.reload()
    page.evaluate(SETTLED)
    assert page.locator("h1").inner_text() == heading
    assert page.locator(".ad-figure svg").count() == figures > 0
    faces = page.evaluate(FACES)
    assert "loaded" in faces
    assert "error" not in faces
    before, after = page.evaluate(MOVE)
    assert before != after
    page.locator(".md-search__input").focus()
    page.keyboard.type("momentum")
    page.locator(".md-search-result__link").first.wait_for()


def test_a_page_that_was_never_read_is_said_not_to_be_stored(reading):
    page = reading()
    page.context.set_offline(True)
    asked = f"{UNREAD}?seed=2"
    go(page, asked)
    assert page.url.endswith(f"{BELOW}{STATUS}?for=learn%2Frace%2F%3Fseed%3D2")
    words = "“A fair race” is not stored here, and the network does not answer."
    assert words in page.locator("h1 + p").inner_text()
    link = page.locator("#ad-stored li a")
    assert link.all_inner_texts() == ["Moments"]
    link.click()
    page.locator("adam-moments").wait_for()
    go(page, "<b>no</b>/such/")
    assert "“%3Cb%3Eno%3C/b%3E/such/” is not stored" in page.locator("h1 + p").inner_text()
    go(page, asked)
    page.context.set_offline(False)
    page.reload()
    assert page.url.endswith(BELOW + asked)


def test_what_the_browser_remembers_by_itself_is_no_answer_of_the_network(reading, host):
    host["every"]["Cache-Control"] = "max-age=600"
    page = reading()
    page.evaluate(DROP, READ)
    page.context.set_offline(True)
    page.reload()
    assert "“Moments” is not stored here" in page.locator("h1 + p").inner_text()


def test_a_page_that_fails_again_is_not_asked_for_a_third_time(reading, host):
    page = reading()
    way = BELOW + UNREAD
    host["trouble"][way] = {"cut": "GET"}  # and to HEAD it answers
    go(page, UNREAD)
    assert "“A fair race” is not stored here" in page.locator("h1 + p").inner_text()
    host["trouble"].clear()
    page.reload()
    assert page.url.endswith(way)


def test_a_stored_page_opens_by_all_of_its_addresses(reading):
    page = reading()
    page.context.set_offline(True)
    for address in (
        "learn/moments?seed=2#references",
        "learn/moments/index.html?seed=2#references",
    ):
        go(page, address)
        page.locator("adam-moments").wait_for()
        assert page.url.endswith("?seed=2#references")
        assert len(set(page.evaluate(MOVE))) == 2
    go(page, STATUS)
    assert page.locator("#ad-stored li a").all_inner_texts() == ["Moments"]
    go(page, f"{UNREAD}index.html")
    assert "“A fair race” is not stored here" in page.locator("h1 + p").inner_text()


def test_slides_and_frames_are_kept_as_well(reading, copy):
    page = reading()
    ways = ["talk/learn/moments/", *sorted(frame_ways(copy))[:1]]
    for way in ways:
        reading(way)
    page.context.set_offline(True)
    for way in ways:
        go(page, way)
        assert page.url.endswith(way)
        assert page.locator("main svg").count() > 0
    go(page, STATUS)
    assert page.locator("#ad-stored li a").first.inner_text().startswith("Moments, Figure")


def frame_ways(folder):
    """The figures of the page in frames of their own."""
    frames = (folder / "embed" / READ).iterdir()
    return (f"{frame.relative_to(folder).as_posix()}/" for frame in frames)


def test_every_page_has_the_mark_that_the_worker_looks_for(site):
    [mark] = re.findall(r"const OURS = '(.+)';", STORE.read_text())
    texts = {str(path): path.read_text() for path in site.folder.rglob("*.html")}
    texts["old addresses"] = redirects.PAGE
    assert [name for name, text in texts.items() if mark not in text] == []


@pytest.mark.parametrize("trouble", [{"status": 503}, {"seconds": 20}, {"cut": "GET"}])
def test_a_host_that_is_down_or_hangs_hides_nothing_that_is_stored(reading, host, trouble):
    page = reading()
    host["trouble"][""] = trouble
    page.reload()
    page.evaluate(SETTLED)
    assert len(set(page.evaluate(MOVE))) == 2
    if "status" in trouble:
        go(page, UNREAD)
        assert page.title() == "Down"  # the host's own words, where nothing is stored


def test_a_new_build_takes_the_place_of_the_old_one(reading, copy):
    page = reading()
    [style] = [
        path for path in page.evaluate(KEPT, False) if path.endswith(".css") and "site." in path
    ]
    new = re.sub(r"\.\w+\.css", ".0123456789.css", style)
    (copy / style).rename(copy / new)
    for address in (READ, STATUS):
        file = copy / address / "index.html"
        text = file.read_text().replace(style, new).replace("<h1 ", "<h1 data-new ")
        file.write_text(text)
    worker = copy / "sw.js"
    worker.write_text("// Another build" + worker.read_text())

    page.reload()
    assert page.locator("h1[data-new]").count() == 1
    page.evaluate(INSTALLED)
    page.evaluate(KEPT, True)
    for _ in range(100):
        kept = page.evaluate(KEPT, False)
        if style not in kept:
            break
        page.wait_for_timeout(20)
    assert new in kept
    assert style not in kept
    page.context.set_offline(True)
    page.reload()
    page.evaluate(SETTLED)
    assert page.locator("h1[data-new]").count() == 1
    page.context.set_offline(False)
    shutil.rmtree(copy / READ)
    assert page.reload().status == 404
    assert READ not in page.evaluate(KEPT, False)


def test_a_page_of_a_later_build_comes_with_its_own_scripts(reading, copy, site):
    page = reading("")
    map_of_pages = copy / "sitemap.xml"  # the theme goes at once to what it names
    address = page.url
    map_of_pages.write_text(map_of_pages.read_text().replace(site.base, address))
    reading()
    [build] = {path.parent.name for path in (copy / "javascripts").glob("*/access.js")}
    (copy / "javascripts" / build).rename(copy / "javascripts" / "0123456789ab")
    for address in (NEXT, STATUS):
        file = copy / address / "index.html"
        file.write_text(file.read_text().replace(build, "0123456789ab"))
    with page.expect_event("load"):
        page.locator(f'nav a[href$="{NEXT}"]').first.click()
    page.evaluate(SETTLED)
    page.evaluate(KEPT, True)
    page.context.set_offline(True)
    page.reload()
    page.evaluate(SETTLED)
    assert page.url.endswith(NEXT)
    assert page.evaluate("customElements.get('adam-cell') !== undefined")


def test_a_reader_removes_what_is_stored_and_begins_anew(reading):
    page = reading()
    page.evaluate(PYTHON)
    go(page, STATUS)
    assert re.search(r"Stored in this browser: \d\.\d MB, with these pages", told(page))
    assert "Python for the cells is stored too: 2.0 MB" in told(page)
    page.get_by_role("button", name="Remove all and store nothing").click()
    page.locator("#ad-stored", has_text="stores only this page").wait_for()
    assert "Python" not in told(page)
    assert page.evaluate("caches.keys()") == ["adamdocs-offline /adam/"]
    nothing = sorted(page.evaluate(KEPT, False))
    assert nothing == ["keep-nothing", STATUS]
    go(page, UNREAD)
    go(page, STATUS)
    assert sorted(page.evaluate(KEPT, False)) == nothing
    page.get_by_role("button", name="Store the pages that I read").click()
    page.locator("#ad-stored", has_text="Stored in this browser").wait_for()
    reading(READ)
    assert READ in page.evaluate(KEPT, True)


def test_python_is_kept_by_the_same_wish_and_removed_by_itself(tab, origin):
    page = tab(worker=True)
    page.goto(origin + BELOW + RUNS)
    page.evaluate(KEPT, True)

    def ran():
        go(page, RUNS)
        run(page, 1)
        assert status(page)[0] == "done"
        go(page, STATUS)
        return told(page)

    go(page, STATUS)
    page.get_by_role("button", name="Remove all and store nothing").click()
    page.locator("#ad-stored", has_text="stores only this page").wait_for()
    assert "Python" not in ran()
    assert page.evaluate("caches.keys()") == ["adamdocs-offline /adam/"]
    page.evaluate(PYTHON)  # as of another tab, where it came at that moment
    page.reload()
    assert "Python for the cells is stored too: 2.0 MB" in told(page)
    page.get_by_role("button", name="Remove Python").click()
    page.locator("#ad-stored", has_not_text="Python").wait_for()
    page.get_by_role("button", name="Store the pages that I read").click()
    page.locator("#ad-stored", has_text="Stored in this browser").wait_for()
    assert re.search(r"Python for the cells is stored too: \d+\.\d MB", ran())
    assert page.locator("#ad-stored li a").all_inner_texts() == ["Adam"]


def test_no_other_page_can_remove_what_is_stored(reading, tmp_path):
    page = reading()
    before = page.evaluate(KEPT, True)
    form = (
        f'<form method="post" action="{page.url.split(READ)[0]}{STATUS}">'
        '<input name="keep" value="nothing"></form>'
        "<script>onload = () => document.forms[0].submit()</script>"
    )
    (tmp_path / "other").mkdir()
    with serving(tmp_path / "other") as other:
        for policy in ("unsafe-url", "no-referrer"):
            says = f'<meta name="referrer" content="{policy}">'
            (tmp_path / "other" / "index.html").write_text(says + form)
            page.goto(other)
            page.wait_for_url(f"**/{STATUS}?refused")
            assert page.get_by_text("Nothing was changed").is_visible()
    assert set(before) <= set(page.evaluate(KEPT, False))


def test_a_broken_store_breaks_no_page(reading):
    page = reading()
    assert page.evaluate(DROP, "javascripts/") > 3
    page.context.set_offline(True)
    page.reload()
    page.wait_for_load_state()
    assert page.locator("adam-moments svg").count() > 0  # the figure that the widget would replace
    page.context.set_offline(False)
    page.reload()
    page.evaluate(SETTLED)
    page.evaluate(KEPT, True)
    page.context.set_offline(True)
    page.reload()
    page.evaluate(SETTLED)
    assert len(set(page.evaluate(MOVE))) == 2

    page.context.set_offline(False)
    page.context.service_workers[0].evaluate(BREAK)
    page.reload()
    page.evaluate(SETTLED)
    assert len(set(page.evaluate(MOVE))) == 2


def test_what_is_kept_stays_below_its_bound_and_is_of_the_site(reading, copy):
    page = reading()
    old = [f"old/{n}/" for n in range(6)]
    page.evaluate(FILL, [old, MOST // 5])
    reading(READ)
    kept = page.evaluate(KEPT, False)
    assert page.evaluate(SIZE) <= MOST
    assert READ in kept
    left = [way for way in kept if way in old]
    assert left == old[-len(left) :]
    assert 0 < len(left) < 5

    (copy / "hotel").mkdir()
    (copy / "hotel" / "index.html").write_text("<title>Log in</title>")
    before = set(kept)
    for way in ("hotel/", "gone.0123456789.js", "licenses.txt"):
        page.evaluate("(way) => fetch(`/adam/${way}`).then((answer) => answer.text())", way)
    page.wait_for_timeout(100)
    assert set(page.evaluate(KEPT, False)) - before == {"licenses.txt"}

"""A visit to any page is quiet, still and light: nothing from elsewhere, no complaint, no jump."""

import pytest

from adamdocs.publishing import csp

from .conftest import profile
from .sampling import LOST, layouts
from .serving import BELOW, serving, where
from .watching import Watch, files, weight

SCRIPTS = (
    36_000  # compressed bytes of our own on one page: 30 KB of widgets, 6 of cells and questions
)
FIRST_VISIT = 250_000  # compressed bytes of all that the first page of a reader loads
NEXT_PAGE = 120_000  # of what a page adds when the home page was seen before
WORKER = "sw.js"  # comes when a page rests: test_offline.py says with what; here it is only weighed

UNUSED = 4000  # milliseconds after which a browser complains of what was preloaded in vain

STRANGER = "http://elsewhere.test/"
FROM_A_WORKER = """
  const code = "fetch('http://elsewhere.test/worker').catch(() => 0)";
  new Worker(URL.createObjectURL(new Blob([code])));
"""


@pytest.fixture(scope="session")
def seen_at_home(browser, origin, site):
    """Files that the home page loads, and with it every reader who began there."""
    with profile(browser) as context:
        watch = Watch(context.new_page(), origin)
        watch.go(BELOW)
        return files(watch.loaded, site.folder) | {site.folder / WORKER}


@pytest.fixture(scope="session")
def slow_origin(site):
    """The site where pages come in pieces, style sheets late, images and scripts later still.

    So a page is painted before its end is known and before an image has its size, and after the
    faces it asked for early.
    """
    delays = {".css": 0.1, ".js": 0.2, ".png": 0.3, ".svg": 0.3}
    with serving(site.folder, delays=delays, pieces=6) as slow:
        yield slow


def test_a_visit_is_quiet_still_and_light(tab, slow_origin, site, seen_at_home, address):
    watch = Watch(tab(), slow_origin)
    watch.go(where(address))
    assert watch.complaints == []
    assert watch.violations() == []
    assert watch.shifts() == []
    loaded = files(watch.loaded, site.folder) | {site.folder / WORKER}
    assert len(loaded) > 4
    assert weight(loaded) <= FIRST_VISIT
    assert weight(loaded - seen_at_home) <= NEXT_PAGE
    ours = {file for file in loaded if file.is_relative_to(site.folder / "javascripts")}
    assert weight(ours) <= SCRIPTS


def test_nothing_that_a_page_asks_for_early_goes_unused(tab, origin):
    watches = []
    for address in [*layouts(), LOST]:
        watches.append(Watch(tab(), origin))
        watches[-1].go(where(address))
    watches[-1].tab.wait_for_timeout(UNUSED)
    assert [complaint for watch in watches for complaint in watch.complaints] == []


def test_the_server_that_rebuilds_may_add_its_script_to_a_page(tab, served, tmp_path):
    origin = served("<p>Text.</p>")
    csp.protect(tmp_path, serving=True)
    page = tmp_path / "index.html"
    page.write_text(page.read_text() + "<script>document.title = 'reloads'</script>")
    watch = look(tab, origin)
    assert watch.tab.title() == "reloads"
    assert (watch.complaints, watch.violations()) == ([], [])


def look(tab, origin):
    watch = Watch(tab(), origin)
    watch.go("/")
    return watch


def test_a_small_page_that_is_right_is_quiet_and_still(tab, served):
    watch = look(tab, served("<p>Nothing to see.</p>"))
    assert (watch.complaints, watch.violations(), watch.shifts()) == ([], [], [])


COMPLAINTS = {
    f"<img src='{STRANGER}image' alt=''>": f"{STRANGER}image is outside the site",
    f"<link rel='stylesheet' href='{STRANGER}css'>": f"{STRANGER}css is outside the site",
    f"<script>fetch('{STRANGER}data').catch(() => 0)</script>": f"{STRANGER}data is outside",
    f"<script>navigator.sendBeacon('{STRANGER}log')</script>": f"{STRANGER}log is outside",
    f"<script>{FROM_A_WORKER}</script>": f"{STRANGER}worker is outside the site",
    "<img src='gone.png' alt=''>": "/gone.png answers 404",
    "<script>console.warn('careful')</script>": "console warning: careful",
    "<script>console.error('wrong')</script>": "console error: wrong",
    "<script>nothing.here</script>": "error: nothing is not defined",
    "<script>Promise.reject(new Error('late'))</script>": "error: late",
}


def test_a_page_that_reaches_out_or_complains_is_found(tab, served):
    found = look(tab, served("\n".join(COMPLAINTS))).complaints
    for body, complaint in COMPLAINTS.items():
        assert any(complaint in one for one in found), body


def test_what_the_policy_blocks_is_found(tab, served):
    meta = '<meta http-equiv="Content-Security-Policy" content="script-src \'self\'">'
    watch = look(tab, served("<script>let a = 1</script>", head=meta))
    assert watch.violations() == ["script-src-elem blocked inline"]
    assert "violates the following Content Security Policy" in watch.complaints[0]


def test_a_page_that_jumps_is_found(tab, served):
    late = "document.querySelector('#late').style.height = '300px'"
    jump = f"requestAnimationFrame(() => setTimeout(() => {{ {late} }}, 100))"  # once it is seen
    watch = look(tab, served(f"<div id='late'></div><p>Below.</p><script>{jump}</script>"))
    (shift,) = watch.shifts()
    assert "by P" in shift


def test_a_heavy_page_is_found(tab, served, tmp_path):
    noise = "/*" + " ".join(str(n * n * 7919) for n in range(60_000)) + "*/"
    body = "<script src='big.js'></script><script src='big.js?again'></script>"  # counts once
    watch = look(tab, served(body, files={"big.js": noise}))
    assert FIRST_VISIT < weight(files(watch.loaded, tmp_path)) < 2 * FIRST_VISIT


def test_what_is_preloaded_in_vain_is_found(tab, served):
    early = "<link rel='preload' as='font' type='font/woff2' crossorigin href='a.woff2'>"
    watch = look(tab, served(head=early, files={"a.woff2": b""}))
    watch.tab.wait_for_timeout(UNUSED)
    assert any("preloaded using link preload but not used" in one for one in watch.complaints)

"""One browser a worker, a server of the built site, and every page of it."""

import os
import shutil
from contextlib import ExitStack

import pytest
from playwright.sync_api import sync_playwright

from adamdocs.publishing.bench_browser import COMMANDS
from tests.site.built import MISSING, ROOT, SITE, Site, small_site

from .sampling import every_page, samples
from .serving import serving
from .watching import SETTLED

pytest.register_assert_rewrite(f"{__package__}.widget_checks")  # it says what differs

NO_BROWSER = (
    "no Chromium was found: set CHROMIUM to its path, or run scripts/test, which can get one"
)
AXE = ROOT / "scripts/web/node_modules/axe-core/axe.min.js"
NO_AXE = "axe-core is missing: scripts/test sets it up"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # there is no outside
    # The shell knows nothing of the network; it loads images as early as Chrome does on a good one.
    "--blink-settings=lazyLoadingImageMarginPxUnknown=1250",
]
WIDE, NARROW, NARROWEST = 1440, 390, 320  # a desk, a phone, the narrowest phone
HEIGHT = 900
PATIENCE = 10_000  # milliseconds
PASSED = pytest.StashKey[bool]()
NO_WORKER = "delete Navigator.prototype.serviceWorker"


def pytest_generate_tests(metafunc):
    """A test that asks for `address` runs once for every page, for `sample` once for each of a few.

    With `--every-page` the samples are all pages too.
    """
    sampled = "sample" in metafunc.fixturenames
    if sampled or "address" in metafunc.fixturenames:
        few = sampled and not metafunc.config.getoption("--every-page")
        chosen = (samples() if few and every_page() else every_page()) or ["(no site)"]
        name = "sample" if sampled else "address"
        metafunc.parametrize(name, chosen, ids=[one or "home" for one in chosen])


@pytest.fixture(scope="session")
def site():
    """The site as `scripts/build` left it."""
    if not (SITE / "index.html").is_file():
        pytest.fail(MISSING, pytrace=False)
    return Site(SITE)


@pytest.fixture(scope="session")
def origin(site):
    """Where the built site is served."""
    with serving(site.folder) as origin:
        yield origin


@pytest.fixture(scope="session")
def browser():
    """A browser that reaches nothing but this machine."""
    command = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, COMMANDS)), None)
    if command is None:
        pytest.fail(NO_BROWSER, pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=command, args=FLAGS)
        yield browser
        browser.close()


def profile(browser, *, worker=False, **settings):
    """A new profile; without the site's worker a test sees and routes all that pages ask for."""
    context = browser.new_context(**settings)
    if not worker:
        context.add_init_script(NO_WORKER)
    return context


@pytest.fixture
def tab(browser):
    """`tab(width, …)`: a new tab in a profile of its own, closed after the test."""
    with ExitStack() as opened:

        def open_tab(width=WIDE, **settings):
            settings = {"viewport": {"width": width, "height": HEIGHT}} | settings
            context = profile(browser, **settings)
            context.set_default_timeout(PATIENCE)
            opened.callback(context.close)
            return context.new_page()

        yield open_tab


@pytest.fixture(scope="session")
def lasting(browser):
    """Two tabs that stay open, with JavaScript and without: a new one costs more than a page."""
    tabs = {}
    for scripts in (True, False):
        context = profile(browser, java_script_enabled=scripts, reduced_motion="reduce")
        context.set_default_timeout(PATIENCE)
        context.add_init_script("localStorage.clear()")
        tabs[scripts] = context.new_page()
    return tabs


@pytest.fixture
def reader(lasting):
    """`reader(url, width)`: a page in a tab that others used before; it remembers no settings."""

    def go(url, width=WIDE, scripts=True):
        page = lasting[scripts]
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.goto(url)
        if scripts:
            page.evaluate(SETTLED)
        return page

    return go


@pytest.fixture(scope="session")
def axe():
    """The source of axe-core."""
    if not AXE.is_file():
        pytest.fail(NO_AXE, pytrace=False)
    return AXE.read_text(encoding="utf-8")


@pytest.fixture
def served(tmp_path):
    """`served(body, head, files)`: the origin of a small site that is right but for these."""
    with ExitStack() as opened:
        yield lambda *args, **kw: opened.enter_context(
            serving(small_site(tmp_path, *args, **kw).folder)
        )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Let fixtures know how their test went."""
    report = yield
    if call.when == "call":
        item.stash[PASSED] = report.passed
    return report


@pytest.fixture(scope="session")
def shared_workshop(browser, tmp_path_factory):
    """What all tests of widgets share."""
    from .workshop import Workshop  # it takes profiles from here

    folder = tmp_path_factory.mktemp("widgets")
    with serving(folder, kept=True) as origin:
        yield Workshop(browser, folder, origin)


@pytest.fixture
def workshop(shared_workshop, request):
    """Pages with widgets of the test's own, and tabs that show them."""
    yield shared_workshop
    shared_workshop.clear(keep=request.node.stash.get(PASSED, False))

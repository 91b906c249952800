"""What readers take from the host: requests and bytes of a visit, and of a million a day.

Bytes are those that a host sends which packs texts. A browser shows each page of the navigation
once, with an empty cache, until nothing more is asked for. The host counts: no page knows of what
the worker asks for. A file counts once: who asks for it again hears that it is as it was.
"""

import gzip
import statistics
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any

from adamdocs.publishing import offline
from adamdocs.publishing.bench_browser import SITE, addresses, browsing
from adamdocs.publishing.bench_live import PAGE, READY, SOURCE
from adamdocs.publishing.hosted import PACKED
from adamdocs.publishing.hosting import hashed

READERS = 1_000_000
PEAK = 4  # times the mean of a day, in its busiest hour; assumed, as are the next two
MORE = 2  # pages that a reader goes on to
RUNNING = 0.05  # share of readers who run a cell
DAY = 24 * 60 * 60  # seconds
# Widgets are fetched when their page stands; a busy machine may be still before they are asked for.
STANDS = "() => !document.querySelector(':not(:defined), [id^=widget-]:not([drawn], [failed])')"
WORKS = "navigator.serviceWorker.ready.then(() => true)"
QUIET = 1000  # milliseconds after which a page that stands asks for no more


def visits(tell: Callable[[str, str], None]) -> None:
    """Measure the first page of a reader, the next one, one of a later day, and a first Run.

    Raises:
        Problem: the site is not built, or there is no browser.
    """
    asked: list[str] = []
    with browsing(asked) as (browser, origin):
        of_page = {page: loaded(browser, origin, page, asked) for page in addresses()}
        run = loaded(browser, origin, PAGE, asked, run=True) - of_page[PAGE]
    first = [*of_page.values()]
    following = [files - of_page[""] for page, files in of_page.items() if page]
    later = [{file for file in files if not hashed(file)} for files in first]
    kinds = {
        "first visit": first,
        "next page, after the home page": following,
        "page on a later day, the hashed files kept": later,
        "first Run of a cell": [run],
    }
    middle = {what: told(what, sets, tell) for what, sets in kinds.items()}
    share = dict(zip(kinds, (1, MORE, 0, RUNNING), strict=True))
    requests, size = (
        sum(share[what] * both[part] for what, both in middle.items()) for part in (0, 1)
    )
    tell(
        f"a first visit, {MORE} pages more, and a Run by {RUNNING:.0%}, requests", f"{requests:.0f}"
    )
    a_day(requests, size, tell)


def loaded(
    browser: Any, origin: str, address: str, asked: list[str], *, run: bool = False
) -> set[str]:
    """Files of the site that a browser with an empty cache asks for to show a page.

    Args:
        browser: which shows it.
        origin: where the site is served.
        address: of the page.
        asked: what the host was asked for, which it goes on telling.
        run: whether to run a cell there, too.
    """
    with browser.new_context() as context:
        page, before = context.new_page(), len(asked)
        page.goto(origin + address, wait_until="networkidle")
        page.wait_for_function(STANDS)
        if (SITE / offline.ADDRESS).is_file():
            page.evaluate(WORKS)
        page.wait_for_timeout(QUIET)
        if run:
            page.evaluate(READY, [SOURCE, False])
    named = (f"{way[1:]}index.html" if way.endswith("/") else way[1:] for way in asked[before:])
    return {name for name in named if (SITE / name).is_file()}


def told(
    what: str, sets: Sequence[Collection[str]], tell: Callable[[str, str], None]
) -> tuple[float, float]:
    """Tell what some pages take, the middle one and the largest, and a million of them a day.

    Returns:
        Requests and bytes of the middle one.
    """
    requests = [len(files) for files in sets]
    sizes = [sum(sent(SITE / name) for name in files) for files in sets]
    middle, most = statistics.median(requests), max(requests)
    tell(f"{what}, requests", f"{middle:.0f} (≤ {most})")
    size = statistics.median(sizes)
    tell("  bytes", f"{size / 1000:.0f} (≤ {max(sizes) / 1000:.0f}) KB")
    a_day(middle, size, tell)
    return middle, size


def a_day(requests: float, size: float, tell: Callable[[str, str], None]) -> None:
    """Tell what a million readers take in a day."""
    rate = requests * READERS / DAY
    tell(f"  {READERS:,} a day", f"{size * READERS / 1e9:,.0f} GB")
    tell(f"  requests a second, mean and {PEAK} times that", f"{rate:,.0f}, {PEAK * rate:,.0f}")


def sent(path: Path) -> int:
    """Bytes that a host sends for a file."""
    content = path.read_bytes()
    return len(content if path.suffix in PACKED else gzip.compress(content, 9, mtime=0))

"""The built site on this machine, and a browser to measure it with."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from adamdocs.publishing import keys, navigation
from adamdocs.publishing.hosted import hosted
from adamdocs.publishing.problems import Problem

ROOT = keys.PACKAGE.parent
SITE = ROOT / "site"
COMMANDS = ("chromium-headless-shell", "chromium", "chromium-browser")
COMMANDS += ("google-chrome", "google-chrome-stable")


def addresses() -> list[str]:
    """Addresses of the pages of the navigation.

    Raises:
        Problem: the site is not built, or lacks one.
    """
    return navigation.addresses(ROOT / navigation.CONFIG, SITE)


@contextmanager
def browsing(asked: list[str] | None = None) -> Iterator[tuple[Any, str]]:
    """Chromium, and the address where the built site is served meanwhile.

    Args:
        asked: is told the way of everything that is asked for, by pages or by their workers.

    Raises:
        Problem: the site is not built, or there is no browser.
    """
    if not (SITE / "index.html").is_file():
        raise Problem("site/ is missing; run scripts/build first")
    command = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, COMMANDS)), None)
    if command is None:
        raise Problem("no Chromium was found; install one or name it in CHROMIUM")
    from playwright.sync_api import sync_playwright

    with hosted(SITE, asked) as origin, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=command, args=["--no-sandbox"])
        yield browser, origin
        browser.close()

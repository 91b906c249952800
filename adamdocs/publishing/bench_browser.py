"""The built site on this machine, and a browser to measure it with."""

import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from adamdocs.publishing import keys
from adamdocs.publishing.problems import Problem

SITE = keys.PACKAGE.parent / "site"
COMMANDS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


@contextmanager
def browsing() -> Iterator[tuple[Any, str]]:
    """Chromium, and the address where the built site is served meanwhile.

    Raises:
        Problem: the site is not built, or there is no browser.
    """
    if not (SITE / "index.html").is_file():
        raise Problem("site/ is missing; run scripts/build first")
    command = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, COMMANDS)), None)
    if command is None:
        raise Problem("no Chromium was found; install one or name it in CHROMIUM")
    from playwright.sync_api import sync_playwright

    with _served() as origin, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=command, args=["--no-sandbox"])
        yield browser, origin
        browser.close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def _served() -> Iterator[str]:
    handler = partial(_Quiet, directory=str(SITE))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()

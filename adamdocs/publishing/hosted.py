"""The built site on this machine, as hosts that read `_headers` serve it, compressed."""

import functools
import gzip
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from adamdocs.publishing import hosting

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
PACKED = {".png", ".woff2", ".gz", ".bin", ".whl"}  # compressed as they are
ASKED_AGAIN = "public, max-age=0, must-revalidate"


class _Host(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else a body waits 40 ms for the head before it to be received
    site: Path
    asked: list[str] | None

    def handle(self) -> None:
        """Answer until the browser has gone, which needs no farewell."""
        with suppress(ConnectionError):
            super().handle()

    def do_GET(self) -> None:
        """Answer with a file of the site, or with its page for readers who are lost."""
        path = unquote(urlsplit(self.path).path)
        if self.asked is not None:
            self.asked.append(path)
        file = (self.site / path.lstrip("/")).resolve()
        if file.is_dir() and not path.endswith("/"):
            self._answer(301, b"", {"Location": f"{path}/"})
            return
        file = file / "index.html" if file.is_dir() else file
        found = file.is_relative_to(self.site) and file.is_file()
        file = file if found else self.site / "404.html"
        content, headers = _as_sent(file, hosting.hashed(file.relative_to(self.site).as_posix()))
        self._answer(200 if found else 404, content, headers)

    def _answer(self, status: int, content: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@functools.cache
def _as_sent(file: Path, hashed: bool) -> tuple[bytes, dict[str, str]]:
    """What a host sends for a file, and what it says about it; every browser takes gzip."""
    content = file.read_bytes() if file.is_file() else b""
    headers = {
        "Content-Type": TYPES.get(file.suffix, "application/octet-stream"),
        "Cache-Control": hosting.KEPT if hashed else ASKED_AGAIN,
    }
    if file.suffix not in PACKED:
        content = gzip.compress(content, 9, mtime=0)
        headers["Content-Encoding"] = "gzip"
    return content, headers


@contextmanager
def hosted(site: Path, asked: list[str] | None = None) -> Iterator[str]:
    """Host a folder on this machine while the context lasts; gives the address of its root.

    Args:
        site: the folder.
        asked: is told the way of everything that is asked for.
    """
    handler = type("Host", (_Host,), {"site": site.resolve(), "asked": asked})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        _as_sent.cache_clear()

"""A server of static files on this machine, as plain as the ones that publish sites."""

import http.server
import re
import sys
import threading
import time
from contextlib import contextmanager
from itertools import pairwise
from types import MappingProxyType
from urllib.parse import unquote, urlsplit

BELOW = "/adam/"  # the site is served here too, as from a folder of a larger site
TYPES = {
    ".css": "text/css",
    ".csv": "text/csv",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript",
    ".json": "application/json",
    ".mjs": "text/javascript",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
PAUSE = 0.1  # seconds between two pieces of a page


def cut(body, count):
    """A page in so many pieces: its frame, then the text in whole lines, no formula in two."""
    head, mark, text = body.partition(b"<article")
    lines = re.findall(rb"(?:<math.*?</math>|[^\n])*\n?", text, re.DOTALL)
    bounds = [round(len(lines) * number / count) for number in range(count + 1)]
    pieces = [b"".join(lines[one:next_]) for one, next_ in pairwise(bounds)]
    return [head + mark + pieces[0], *pieces[1:]]


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else a body waits 40 ms for the head before it to be received
    folder = None
    delays = MappingProxyType({})  # seconds by suffix
    pieces = 1  # in how many a page comes
    every = MappingProxyType({})  # headers of every answer
    kept = False  # whether a browser may keep all but pages
    trouble = MappingProxyType({})  # what is wrong with the host, by path or, for all, by ""
    asked = None  # a list of what is asked, if somebody wants to know

    def do_GET(self):
        path = unquote(urlsplit(self.path).path)
        if self.asked is not None:
            self.asked.append(path)
        trouble = self.trouble.get(path, self.trouble.get("", {}))
        time.sleep(trouble.get("seconds", 0))
        if trouble.get("cut") == self.command:
            self.close_connection = True
            return
        if "status" in trouble:
            self.answer(trouble["status"], b"<title>Down</title>")
            return
        way = path.removeprefix(BELOW).lstrip("/")
        file = (self.folder / way).resolve()
        if file.is_dir() and not path.endswith("/"):
            self.answer(301, b"", location=f"{path}/")
            return
        file = file / "index.html" if file.is_dir() else file
        if file.is_relative_to(self.folder) and file.is_file():
            self.answer(200, file.read_bytes(), file.suffix)
            return
        lost = self.folder / "404.html"
        self.answer(404, lost.read_bytes() if lost.is_file() else b"", ".html")

    def answer(self, status, body, suffix=".html", **headers):
        time.sleep(self.delays.get(suffix, 0))
        self.send_response(status)
        self.send_header("Content-Type", TYPES.get(suffix, "application/octet-stream"))
        self.send_header("Content-Length", str(len(body)))
        for name, value in {**self.every, **headers}.items():
            self.send_header(name, value)
        if self.kept and suffix != ".html":
            self.send_header("Cache-Control", "max-age=3600")
        self.end_headers()
        if self.command != "HEAD":
            for number, piece in enumerate(cut(body, self.pieces if suffix == ".html" else 1)):
                time.sleep(PAUSE if number else 0)
                self.wfile.write(piece)

    do_HEAD = do_GET

    def log_message(self, *_):
        pass


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """Tell what went wrong, but not that a tab was closed before all had come."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(*_)


@contextmanager
def serving(folder, **settings):
    """Serve a folder at `/` and at `/adam/` while the context lasts; gives the origin."""
    handler = type("Handler", (_Handler,), {"folder": folder.resolve(), **settings})
    server = _Server(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def where(address):
    """A page's way from the origin: below a folder, where relative addresses show their faults.

    The 404 page is met as by a reader who is lost.
    """
    return "/no/such/page/" if address == "404.html" else BELOW + address


def deployed(page, site, address):
    """Let the sitemap name the address where the site is served, as it does where it is published.

    The theme takes the pages that the sitemap names for its own, and reloads for all others.
    """
    sitemap = site.read("sitemap.xml").replace(site.base, address)
    page.route("**/sitemap.xml", lambda route: route.fulfill(body=sitemap, content_type="text/xml"))
    return page

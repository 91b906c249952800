"""The site is served for Lighthouse as a real host serves it."""

import gzip
import http.client
from contextlib import suppress
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from adamdocs.publishing.hosted import hosted

PAGE = b"<p>Words.</p>" * 100


@pytest.fixture
def asked(tmp_path):
    """`asked(path)`: the status, the headers and the content of an answer."""
    site = tmp_path / "site"
    for name, content in {
        "index.html": PAGE,
        "404.html": b"lost",
        "learn/index.html": PAGE,
        "a.0123456789.woff2": b"packed",
        "sw.js": b"works",
    }.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(content)
    (tmp_path / "secret.txt").write_text("not of the site")
    with hosted(site) as origin:
        parts = urlsplit(origin)
        connection = http.client.HTTPConnection(parts.hostname, parts.port)

        def ask(path):
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()

        yield ask
        connection.close()


def test_pages_come_compressed_and_are_asked_for_again(asked):
    for path in ("/", "/index.html", "/learn/", "/learn/?query=1"):
        status, headers, content = asked(path)
        assert (status, headers["Content-Encoding"]) == (200, "gzip")
        assert gzip.decompress(content) == PAGE
        assert headers["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert headers["Content-Type"].startswith("text/html")


def test_whoever_counts_is_told_of_every_question(tmp_path):
    (tmp_path / "index.html").write_bytes(PAGE)
    told = []
    with hosted(tmp_path, told) as origin:
        for way in ("", "?query=1", "sw.js"):
            with suppress(HTTPError):
                urlopen(origin + way).close()
    assert told == ["/", "/", "/sw.js"]


def test_what_is_packed_comes_as_it_is(asked):
    status, headers, content = asked("/a.0123456789.woff2")
    assert (status, headers["Content-Encoding"], content) == (200, None, b"packed")


def test_what_is_named_by_what_it_holds_is_kept_for_a_year_and_nothing_else(asked):
    assert asked("/a.0123456789.woff2")[1]["Cache-Control"] == "public, max-age=31536000, immutable"
    assert asked("/sw.js")[1]["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_readers_who_are_lost_are_told_and_nothing_outside_is_served(asked):
    for path in ("/nowhere", "/../secret.txt", "/%2e%2e/secret.txt"):
        status, _, content = asked(path)
        assert (status, gzip.decompress(content)) == (404, b"lost")
    status, headers, _ = asked("/learn")
    assert (status, headers["Location"]) == (301, "/learn/")

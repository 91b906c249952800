"""The site is served for Lighthouse as a real host serves it."""

import gzip
import http.client
from urllib.parse import urlsplit

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
        "a.woff2": b"packed",
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


def test_pages_come_compressed_and_are_asked_for_again_soon(asked):
    for path in ("/", "/index.html", "/learn/", "/learn/?query=1"):
        status, headers, content = asked(path)
        assert (status, headers["Content-Encoding"]) == (200, "gzip")
        assert gzip.decompress(content) == PAGE
        assert headers["Cache-Control"] == "public, max-age=600"
        assert headers["Content-Type"].startswith("text/html")


def test_what_is_packed_comes_as_it_is_and_is_kept_for_a_year(asked):
    status, headers, content = asked("/a.woff2")
    assert (status, headers["Content-Encoding"], content) == (200, None, b"packed")
    assert headers["Cache-Control"] == "public, max-age=31536000"


def test_readers_who_are_lost_are_told_and_nothing_outside_is_served(asked):
    for path in ("/nowhere", "/../secret.txt", "/%2e%2e/secret.txt"):
        status, _, content = asked(path)
        assert (status, gzip.decompress(content)) == (404, b"lost")
    status, headers, _ = asked("/learn")
    assert (status, headers["Location"]) == (301, "/learn/")

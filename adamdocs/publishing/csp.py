"""The Content-Security-Policy: one, the same on every page, so that no page can load a stranger.

It names the hash of every inline script of the whole site, because instant navigation runs the next
page's scripts under the policy of the first. It stands in a meta element: any server will do.
"""

import base64
import hashlib
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

from adamdocs.files import write_whole
from adamdocs.publishing.problems import Problem

POLICY = {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",  # Python in the reader's browser is WebAssembly
    "worker-src": "'self' blob:",  # only a blob worker inherits this policy
    "connect-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",  # figures and formulas carry style attributes
    "img-src": "'self' data:",  # the theme's icons and a notebook's plots
    "font-src": "'self'",
    "base-uri": "'self'",
    "form-action": "'self'",
}
_CHARSET = re.compile(r"<meta charset=[^>]*>", re.IGNORECASE)
_OWN = re.compile(r'\s*<meta http-equiv="Content-Security-Policy"[^>]*>')

_SUSPECT = re.compile(
    r"[\s\"'/]on\w+\s*=|javascript(?!s)|&#(?!x27;)|&(?:colon|newline|tab)", re.IGNORECASE
)
_SCRIPT = re.compile(  # or a comment, in which none counts
    r"""<!--.*?-->|<script\b((?:[^>"']|"[^"]*"|'[^']*')*)>(.*?)</script""",
    re.DOTALL | re.IGNORECASE,
)


class _Reader(HTMLParser):
    """What stands in attributes and no hash can allow."""

    def __init__(self) -> None:
        super().__init__()
        self.handlers: list[tuple[int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name.startswith("on"):
                self.handlers.append((self.getpos()[0], f"{name} on <{tag}>"))
            elif re.match(r"\s*javascript:", value or "", re.IGNORECASE):
                self.handlers.append((self.getpos()[0], f"a javascript: address on <{tag}>"))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)


def _runs(attributes: str) -> bool:
    """Whether a script with these attributes is a program that stands in the page, not data."""
    if re.search(r"\ssrc\s*=", attributes, re.IGNORECASE):
        return False
    found = re.search(r"""\stype\s*=\s*["']?([^"'\s>]*)""", attributes, re.IGNORECASE)
    kind = found[1].lower() if found else ""
    return "/" not in kind or kind.endswith(("javascript", "ecmascript"))


def hashes(page: str) -> set[str]:
    """Source expressions that allow the inline scripts of a page."""
    found = (match for match in _SCRIPT.finditer(page) if match[1] is not None)
    scripts = (match[2] for match in found if _runs(match[1]))
    digests = (hashlib.sha256(text.encode()).digest() for text in scripts)
    return {f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests}


def handlers(page: str) -> list[tuple[int, str]]:
    """Line and description of every event handler and script that stands in an attribute."""
    if not _SUSPECT.search(page):  # to read all pages element by element takes its time
        return []
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.handlers


def policy(allowed: set[str], directives: Mapping[str, str] = POLICY) -> str:
    """The policy that allows these sources for scripts besides the site's own files."""
    scripts = " ".join([directives["script-src"], *sorted(allowed)])
    given = {**directives, "script-src": scripts}
    return "; ".join(f"{name} {sources}" for name, sources in given.items())


def governed(page: str, policy: str) -> str:
    """A page under a policy, and under no other."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return _CHARSET.sub(lambda charset: f"{charset[0]}\n      {meta}", _OWN.sub("", page), 1)


def protect(site: Path, *, serving: bool = False) -> None:
    """Write the policy into every page of a built site.

    Args:
        site: folder of the pages.
        serving: allow all inline scripts, for the server that rebuilds: it adds one of its own to
            every page, which changes with every build.

    Raises:
        Problem: a page has an event handler in an attribute, or no place for the policy.
    """
    pages = {path: path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))}
    problems: list[str] = []
    allowed = {"'unsafe-inline'"} if serving else set()
    for path, page in pages.items():
        name = path.relative_to(site).as_posix()
        problems += [
            f"{name}:{line}: {what} would be blocked; use addEventListener in a file of "
            "docs/javascripts"
            for line, what in handlers(page)
        ]
        if not _CHARSET.search(page, 0, 1024):
            problems.append(f"{name}: must begin with a head that holds <meta charset=utf-8>")
        if not serving:
            allowed |= hashes(page)
    if problems:
        raise Problem("\n".join(problems))
    for path, page in pages.items():
        write_whole(path, governed(page, policy(allowed)).encode())

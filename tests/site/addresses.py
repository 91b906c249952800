"""Every address in a site's files, and what it leads to."""

import posixpath
import re
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from .built import Element, Page

ATTRIBUTES = {
    "a": ("href", "xlink:href", "ping"),
    "area": ("href",),
    "audio": ("src",),
    "blockquote": ("cite",),
    "button": ("formaction",),
    "embed": ("src",),
    "feimage": ("href", "xlink:href"),
    "form": ("action",),
    "iframe": ("src",),
    "image": ("href", "xlink:href"),
    "img": ("src", "srcset"),
    "input": ("src", "formaction"),
    "link": ("href",),
    "object": ("data",),
    "q": ("cite",),
    "script": ("src",),
    "source": ("src", "srcset"),
    "track": ("src",),
    "use": ("href", "xlink:href"),
    "video": ("src", "poster"),
}
FOLLOWED = {"a", "area", "blockquote", "q"}  # by a reader's hand; a browser loads all others
NAMED = {
    "canonical",
    "alternate",
    "feed",
    "license",
    "author",
    "prev",
    "next",
}  # rel= of links not loaded
_CSS = re.compile(
    r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"'\s]*))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')"""
)


class Address(NamedTuple):
    """An address as it stands in a file, and whether a browser loads it unasked."""

    text: str
    line: int
    loaded: bool


def in_css(css, line=1):
    """Addresses in a style sheet or a style attribute."""
    css = re.sub(r"/\*.*?\*/", lambda comment: re.sub(r"[^\n]", " ", comment[0]), css, flags=re.S)
    for match in _CSS.finditer(css):
        text = next(group for group in match.groups() if group is not None)
        yield Address(text.strip(), line + css.count("\n", 0, match.start()), loaded=True)


def in_element(element: Element):
    """Addresses in one element's attributes and style."""
    rel = set(element.get("rel").lower().split())
    loaded = element.tag not in FOLLOWED and not (element.tag == "link" and rel and rel <= NAMED)
    for name in ATTRIBUTES.get(element.tag, ()):
        if name not in element.attributes:
            continue
        value = element.get(name)
        texts = [part.split()[0] for part in value.split(",")] if name == "srcset" else [value]
        for text in texts:
            yield Address(text.strip(), element.line, loaded or name == "ping")
    yield from in_css(element.get("style"), element.line)
    for name in ("fill", "stroke", "filter", "mask", "clip-path", "marker-end", "marker-start"):
        yield from in_css(element.get(name), element.line)
    if element.tag == "style":
        yield from in_css("".join(map(str, element.children)), element.line)
    if element.tag == "meta" and element.get("http-equiv").lower() == "refresh":
        target = element.get("content").partition("=")[2].strip("'\" ")
        yield Address(target, element.line, loaded=False)


def in_page(page: Page):
    """Every address of a page."""
    return [address for element in page.elements for address in in_element(element)]


def outside(text):
    """Whether an address leads away from the files beside it."""
    parts = urlsplit(text)
    return bool(parts.netloc) or parts.scheme in ("http", "https", "ws", "wss", "ftp", "blob")


class Broken(Exception):
    """An address that leads nowhere, and why."""


def destination(site, path, text):
    """Where an address in a file of the site leads: a file of the site and a fragment.

    None if it leads out of the site, or holds its data itself.

    Raises:
        Broken: it should lead to a file of the site and does not.
    """
    if site.base and text.startswith(site.base):
        address = urlsplit(text.removeprefix(site.base))
        inner = address.path
    elif outside(text) or urlsplit(text).scheme:
        return None
    else:
        address = urlsplit(text)
        inner = _from_root(site, path, address.path)
    if not address.path and inner == path:
        return path, unquote(address.fragment)
    folder = not inner or inner.rsplit("/", 1)[-1] in ("", ".", "..")
    file = posixpath.normpath(unquote(inner) or ".")
    if file == ".." or file.startswith("../"):
        raise Broken(f"{text} leaves the site")
    if folder:
        file = posixpath.normpath(f"{file}/index.html")
    if file not in site.files:
        slash = f"{file}/index.html" in site.files
        raise Broken(f"{text} misses its closing /" if slash else f"{text} leads nowhere")
    return file, unquote(address.fragment)


def _from_root(site, path, way):
    """The way from the site's root that an address without a host names."""
    root = urlsplit(site.base).path or "/"
    if path == "404.html" and way:
        if not way.startswith("/"):
            raise Broken(f"{way} is relative, but 404.html answers at any depth")
        if not way.startswith(root):
            raise Broken(f"{way} is not below {root}, where the site is built for")
        return way.removeprefix(root)
    if way.startswith("/"):
        raise Broken(f"{way} begins with /: it breaks where the site is served below a folder")
    return posixpath.join(posixpath.dirname(path), way) if way else path

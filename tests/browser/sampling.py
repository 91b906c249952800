"""Pages of the built site: all of them, and a few that between them have each tag and class."""

import re
from functools import cache

from tests.site.built import FRAMED, SITE

LOST = "404.html"


@cache
def every_page():
    """The source of every page that is not framed, by its address."""
    sources = {path.relative_to(SITE).as_posix(): path for path in sorted(SITE.rglob("*.html"))}
    return {
        name.removesuffix("index.html"): path.read_text(encoding="utf-8")
        for name, path in sources.items()
        if not name.startswith(FRAMED)
    }


def layouts():
    """One page of each layout: the home page, an explainer, a notebook."""
    addresses = sorted(every_page().keys() - {LOST}, reverse=True)
    return list({address.split("/")[0]: address for address in addresses}.values())


@cache
def samples():
    """The 404 page, one of each layout, and one that has each tag and class.

    Of the pages that would do, the one that brings most comes first.
    """
    held = {address: kinds(text) for address, text in every_page().items()}
    chosen = [*layouts(), LOST]
    while missing := set().union(*held.values()).difference(*(held[one] for one in chosen)):
        chosen.append(max(held, key=lambda address: len(held[address] & missing)))
    return sorted(chosen)


def kinds(text):
    """Tags and classes that a page holds."""
    classes = " ".join(re.findall(r'class="([^"]*)"', text)).split()
    return {*re.findall(r"<([a-z][\w-]*)", text), *(f".{name}" for name in classes)}

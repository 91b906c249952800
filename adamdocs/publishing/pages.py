"""The page being converted, and how tokens find what they name."""

import re
from contextvars import ContextVar
from typing import Any, NamedTuple

from adamdocs.publishing.problems import Problem

NUMBER = r"\{\{\s*((?:[\w/-]+:)?[a-z_][a-z0-9_]*)\s*\}\}"


class Page(NamedTuple):
    """The page being converted.

    Attributes:
        slug: its path below `docs/`, without suffix.
        source: its file, for messages.
        text: its Markdown, to find the line of a token.
        root: the way from its folder to `docs/`.
        pages: the artefacts' index, by page.
    """

    slug: str
    source: str
    text: str
    root: str
    pages: dict[str, Any]

    def find(self, kind: str, token: str) -> dict[str, Any]:
        """The entry of a number, figure, claim or exercise.

        Raises:
            Problem: there is none; the message names file and line, and what there is.
        """
        slug, _, name = token.rpartition(":")
        known = self.pages.get(slug or self.slug, {}).get(kind, {})
        if name in known:
            entry: dict[str, Any] = known[name]
            return entry
        there = ", ".join(sorted(known)) or "none"
        where = slug or self.slug
        raise Problem(f"{self.at(token)}: unknown {kind[:-1]} {name!r}; {where} has: {there}")

    def at(self, words: str) -> str:
        """File and line in which some text stands."""
        for number, line in enumerate(self.text.splitlines(), start=1):
            if words in line:
                return f"{self.source}:{number}"
        return self.source


PAGE: ContextVar[Page] = ContextVar("page")


def plain(text: str, page: Page) -> str:
    """Text with every number token replaced, for alternative texts and files."""
    return re.sub(NUMBER, lambda token: str(page.find("numbers", token[1])["text"]), text)

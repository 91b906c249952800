"""The page being converted, and how tokens find what they name."""

import difflib
import re
from contextvars import ContextVar
from pathlib import PurePath
from typing import Any, NamedTuple

from adamdocs.publishing.keys import Snapshot
from adamdocs.publishing.problems import Problem

# Tokens that name no number.
WHOLE = (
    "gallery|references|bibliography|symbols|glossary|optimizers|claims|sources|parity|parity_rules"
)
NUMBER = rf"\{{\{{\s*(?!(?:{WHOLE})\s*\}}\}})((?:[\w/-]+:)?[a-z_][a-z0-9_]*)\s*\}}\}}"

SHOWN = re.compile(r"^[ \t]*\{\{\s*(\w+)\s+([\w/:-]+)\s*\}\}\s*$", re.MULTILINE)
SENTENCES = re.compile(r"(?<=[.?!]) (?=[A-Z{$“*])")
TELLING = 30  # characters: "Two charts." says nothing


class Page(NamedTuple):
    """The page being converted.

    Attributes:
        slug: its path below `docs/`, without suffix.
        source: its file, for messages.
        text: its Markdown, to find the line of a token.
        root: the way from its folder to `docs/`.
        pages: the artefacts' index, by page.
        snapshot: of the package when the build began; taken anew where it is needed and missing.
        title: what the navigation calls it.
    """

    slug: str
    source: str
    text: str
    root: str
    pages: dict[str, Any]
    snapshot: Snapshot | None = None
    title: str = ""

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
        mend = self._mend(kind, slug, name, known)
        raise Problem(f"{self.at(token)}: unknown {kind[:-1]} {token!r}; {mend}")

    def entry(self, kind: str, token: str) -> dict[str, Any]:
        """What `find` finds, in words that mean the same numbers on this page.

        Raises:
            Problem: as `find`.
        """
        entry, slug = self.find(kind, token), token.rpartition(":")[0]
        if not slug:
            return entry
        words = {key: value for key, value in entry.items() if key != "svg"}
        return entry | {key: qualified(value, slug) for key, value in words.items()}

    def shown(self, kind: str) -> list[tuple[str, str]]:
        """The figures or exercises that the page shows, in its order: of which page, and which."""
        order = []
        for shown, token in SHOWN.findall(self.text):
            slug, _, name = token.rpartition(":")
            slug = slug or self.slug
            if shown == "widget" and kind == "figure":
                known = self.pages.get(slug, {}).get("widgets", {})
                order.append((slug, known.get(name, {}).get("figure", "")))
            elif shown == kind:
                order.append((slug, name))
        return order

    def place(self, kind: str, name: str) -> int:
        """Which of the page's figures or exercises it is, from 1; 0 if it is not shown."""
        order = [shown for _, shown in self.shown(kind)]
        return order.index(name) + 1 if name in order else 0

    def way(self, other: "Page") -> str:
        """The way from this page to the source of another."""
        return f"{self.root}{other.slug}{PurePath(other.source).suffix}"

    def _mend(self, kind: str, slug: str, name: str, known: dict[str, Any]) -> str:
        near = difflib.get_close_matches(name, known, n=1)
        if near:
            return f"write {near[0]!r}?"
        page = slug or self.slug
        homes = [other for other in sorted(self.pages) if name in self.pages[other].get(kind, {})]
        if homes:
            return f"write '{homes[0]}:{name}', whose it is?"
        if page not in self.pages:
            return f"there is no explainer of {page}; name a page before a colon, or write one"
        module = self.pages[page]["module"].replace(".", "/")
        return f"define it in {module}, or name one of: {', '.join(sorted(known)) or 'none'}"

    def at(self, words: str, beside: str = "") -> str:
        """File and line in which some words stand.

        Args:
            words: what to look for; a token's name is found in tokens before elsewhere.
            beside: what else the line has, if some line has both.
        """
        whole = re.compile(rf"(?<![\w/:-]){re.escape(words)}(?![\w-])")

        def fits(line: str) -> tuple[bool, bool]:
            in_token = any(whole.search(token) for token in re.findall(r"\{\{.*?\}\}", line))
            return in_token, beside in line

        lines = enumerate(self.text.splitlines(), start=1)
        found = [(number, line) for number, line in lines if words in line]
        if not found:
            return self.source
        best = max(found, key=lambda pair: fits(pair[1]))
        return f"{self.source}:{best[0]}"


PAGE: ContextVar[Page] = ContextVar("page")
SITE: ContextVar[tuple[Page, ...]] = ContextVar("site")  # in the order of the navigation


def qualified(value: Any, slug: str) -> Any:
    """Texts of another page's entry, their number tokens made to name that page."""
    if isinstance(value, str):
        return re.sub(NUMBER, lambda t: t[0] if ":" in t[1] else f"{{{{{slug}:{t[1]}}}}}", value)
    return value


def plain(text: str, page: Page) -> str:
    """Text with every number token replaced, for alternative texts and files."""
    return re.sub(NUMBER, lambda token: str(page.find("numbers", token[1])["text"]), text)


def beginning(words: str) -> str:
    """The first sentences of a text that say something."""
    first, *rest = re.split(SENTENCES, words)
    for sentence in rest:
        if len(first) >= TELLING:
            break
        first = f"{first} {sentence}"
    return first

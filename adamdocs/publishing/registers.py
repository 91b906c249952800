"""Pages that are made of a register: sources, symbols, terms, rules, recordings, claims.

    {{bibliography}}   {{symbols}}   {{glossary}}   {{optimizers}}   {{parity}}   {{parity_rules}}
    {{claims}}    every claim, audit and citation, by topic
    {{sources}}   what the texts of docs/sources.toml say, each sentence with its verdict

Each stands on a line of its own, for the Markdown that is made of the register.
"""

import re
from collections.abc import Callable, Iterator

from markdown.preprocessors import Preprocessor

from adamdocs.publishing import (
    cheat_sheet,
    citations,
    glossary,
    ledger,
    ledger_page,
    parity,
    symbols,
)
from adamdocs.publishing.pages import SITE
from adamdocs.publishing.problems import Problem, log


def _bibliography() -> Iterator[str]:
    """The page of all sources, which knows what the pages of rules and of claims cite."""
    cited: dict[str, set[str]] = {}
    for token, keys in (("optimizers", cheat_sheet.cited), ("sources", ledger.own_citations)):
        for page in SITE.get(()):
            if _token(token).search(page.text):
                cited.setdefault(page.slug, set()).update(keys())
    return citations.bibliography(cited)


def _token(names: str) -> re.Pattern[str]:
    return re.compile(rf"^\{{\{{\s*({names})\s*\}}\}}\s*$", re.MULTILINE)


PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "bibliography": _bibliography,
    "symbols": symbols.page,
    "glossary": glossary.page,
    "optimizers": cheat_sheet.page,
    "claims": ledger_page.claims,
    "sources": ledger_page.sources,
    "parity": parity.page,
    "parity_rules": parity.rules,
}
LINE = _token("|".join(PAGES))


class Registers(Preprocessor):
    """The lines of such a token."""

    def run(self, lines: list[str]) -> list[str]:
        """Replace every such line outside fences."""
        out: list[str] = []
        fence = None
        for line in lines:
            opening = re.match(r"\s*(`{3,}|~{3,})", line)
            if opening and fence is None:
                fence = opening[1]
            elif opening and line.strip() == fence:
                fence = None
            found = None if fence else LINE.match(line)
            if found is None:
                out.append(line)
                continue
            try:
                out += PAGES[found[1]]()
            except Problem as problem:
                for one in str(problem).splitlines():
                    log.warning("%s", one)
        return out

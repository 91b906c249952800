"""The page of all symbols, and the test that pages use no other.

    {{symbols}}

stands for `docs/symbols.toml`: each symbol in its color, its meaning and unit, its name in code.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from adamdocs.publishing.mathml import OURS
from adamdocs.publishing.pages import PAGE, SITE, Page
from adamdocs.publishing.problems import Problem
from adamdocs.publishing.tables import ROOT, refuse, table

FILE = "docs/symbols.toml"
NEEDED, ALLOWED = ("shown", "means", "page"), ("macros", "unit", "also", "place")
LIBRARIES = {"ours": "here", "pytorch": "PyTorch", "keras": "Keras", "optax": "Optax"}
GREEK = """alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu
    xi rho varrho sigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Sigma
    Upsilon Phi Psi Omega ell""".split()
OPERATORS = {"sign"}  # ours, and no quantity
_MACRO = re.compile(rf"\\({'|'.join(sorted({*OURS, *GREEK}, key=len, reverse=True))})(?![A-Za-z])")


def read(root: Path = ROOT) -> list[tuple[str, list[dict[str, Any]]]]:
    """Groups of symbols, each with its title.

    Raises:
        Problem: an entry lacks something; or a macro of the site has none.
    """
    groups = []
    for group in table(FILE, root).get("group", ()):
        refuse(FILE, f'"{group.get("title", "[[group]]")}"', group, ("title", "symbol"), root=root)
        for symbol in group["symbol"]:
            escaped = str(symbol.get("shown", "[[group.symbol]]")).replace("\\", "\\\\")
            refuse(FILE, f'"{escaped}"', symbol, NEEDED, (*ALLOWED, *LIBRARIES), root=root)
        groups.append((group["title"], group["symbol"]))
    known = {macro for _, symbols in groups for one in symbols for macro in one.get("macros", ())}
    for name in OURS:
        if rf"\{name}" not in known and name not in OPERATORS:
            raise Problem(f"{FILE}: no entry for the macro \\{name}; add a [[group.symbol]] for it")
    return groups


def listed(root: Path = ROOT) -> frozenset[str]:
    """The macros that pages may use, without their backslash."""
    macros = [m for _, group in read(root) for one in group for m in one.get("macros", ())]
    return frozenset(macro.removeprefix("\\") for macro in macros) | OPERATORS


def unlisted(formula: str, known: frozenset[str]) -> Iterator[tuple[int, str]]:
    """Offset and macro of every symbol in a formula that is not listed."""
    for found in _MACRO.finditer(formula):
        if found[1] not in known:
            yield found.start(), found[0]


def page() -> Iterator[str]:
    """Markdown of the page of all symbols."""
    here = PAGE.get()
    for title, symbols in read():
        yield from ("", f"## {title}", "", '<div class="ad-symbols" markdown="1">', "")
        for symbol in symbols:
            yield f"${symbol['shown']}$ {{ #{place(symbol)} }}"
            yield f":   {_first_up(symbol['means'])}. {led(here, symbol['page'], 'Defined on')}."
            facts = [f"Unit: {symbol['unit']}."] if "unit" in symbol else []
            typed = [f"`{name}`" for name in written(symbol) if name.isascii()]
            facts += [f"Also written {', '.join(typed)}."] if typed else []
            facts += [code for code in [_names(symbol)] if code]
            if facts:
                yield f'    <span class="ad-fact">{" ".join(facts)}</span>'
            yield ""
        yield "</div>"


def written(symbol: Mapping[str, str]) -> list[str]:
    """What readers type for it, in the order of the table."""
    return symbol["also"].split("; ") if "also" in symbol else []


def place(symbol: Mapping[str, str]) -> str:
    """Its place on the page: named by the table, or else by its LaTeX."""
    named = symbol.get("place") or re.sub(r"[^A-Za-z0-9_]+", "-", symbol["shown"]).strip("-")
    return f"symbol-{named}"


def _names(symbol: Mapping[str, str]) -> str:
    """What programs call it."""
    said = []
    for library, called in LIBRARIES.items():
        if library in symbol:
            words = map(_coded, symbol[library].split("; "))
            said.append(f"{called} {', '.join(words)}")
    return f"In code: {'; '.join(said)}." if said else ""


def _coded(words: str) -> str:
    """`momentum in SGD` with both names as code."""
    return " in ".join(f"`{name}`" for name in words.split(" in "))


def _first_up(words: str) -> str:
    return words[0].upper() + words[1:]


def led(here: Page, address: str, words: str) -> str:
    """Some words and a link to a page of the site, named as the navigation does.

    Args:
        here: the page that links.
        address: slug of the other page, an anchor allowed.
        words: what stands before the link.

    Raises:
        Problem: the site has no such page.
    """
    slug, mark, anchor = address.partition("#")
    for other in SITE.get(()):
        if other.slug == slug:
            return f"{words} [{other.title}]({here.way(other)}{mark}{anchor})"
    raise Problem(f"{here.source}: there is no page {slug!r}; mend `page` of the entry")

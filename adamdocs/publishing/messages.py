"""Warnings of the site generator in the builder's own form: file, line, what is wrong, the mend."""

import re
from pathlib import Path

from adamdocs.publishing.problems import one_line

IN_PAGE = re.compile(
    r"Doc file '(?P<page>[^']+)' contains an? (?P<kind>[a-z ]*)link '(?P<words>[^']*)'"
)
IN_NAV = re.compile(
    r"(?:A reference|An absolute path) to '(?P<words>[^']+)' is included in the 'nav'"
)
NOT_IN_NAV = "The following pages exist in the docs directory, but are not included"
OF_PAGE = re.compile(r"Error (?:reading|building) page '(?P<page>[^']+)':")


def mended(message: str, root: Path, docs: str = "docs") -> str:
    """A warning with its place in front and its mend behind, as far as they can be told.

    Args:
        message: what the site generator says.
        root: folder that holds `mkdocs.yml`.
        docs: folder of the pages, from there.
    """
    said = one_line(message).rstrip(".")
    if found := IN_PAGE.search(said):
        place = at(root, f"{docs}/{found['page']}", found["words"])
        kind = f"{found['kind']}link".removesuffix(" ")
        rest = said[found.end() :].lstrip(", ")
        return f"{place}: {kind} '{found['words']}', {rest}; mend the link, or what it leads to"
    if found := IN_NAV.search(said):
        return f"{at(root, 'mkdocs.yml', found['words'])}: {said}; mend the line, or add the page"
    if said.startswith(NOT_IN_NAV):
        pages = re.findall(r"- (\S+)", said)
        return (
            f"{at(root, 'mkdocs.yml', 'nav:')}: no line under nav for {', '.join(pages)}; add one"
        )
    if found := OF_PAGE.search(said):
        return f"{docs}/{found['page']}: {said[found.end() :].strip()}"
    return said


def at(root: Path, name: str, words: str) -> str:
    """A file and, if some words stand in it, the first line that has them."""
    path = root / name
    if path.is_file():
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        for number, line in enumerate(lines, start=1):
            if words in line:
                return f"{name}:{number}"
    return name

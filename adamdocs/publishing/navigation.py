"""The pages of the navigation, where they stand in a site that is built.

A built site has more: frames, slides, old addresses. Whoever counts pages counts these.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from adamdocs.publishing.problems import Problem

CONFIG = "mkdocs.yml"
ENTRY = re.compile(r"^ +- (?P<title>[^:\n]+): (?P<file>\S+)\.(?P<kind>md|ipynb)$", re.MULTILINE)


def entries(config: str) -> Iterator[tuple[str, str]]:
    """Title and source of every page, in the order of the navigation.

    Args:
        config: text of a `mkdocs.yml`.
    """
    for entry in ENTRY.finditer(config):
        yield entry["title"], f"{entry['file']}.{entry['kind']}"


def addresses(config: Path, site: Path) -> list[str]:
    """Where the pages are, from the root of the site, in the order of the navigation.

    Args:
        config: the file `mkdocs.yml`.
        site: folder of the site that was built of it.

    Raises:
        Problem: it names no page, or one that the site does not have.
    """
    slugs = [file.rpartition(".")[0] for _, file in entries(config.read_text(encoding="utf-8"))]
    found = ["" if slug == "index" else f"{slug}/" for slug in slugs]
    if not found:
        raise Problem(f"{config.name}: its navigation names no page")
    for address in found:
        if not (site / address / "index.html").is_file():
            raise Problem(f"{site.name}/{address}index.html is missing; run scripts/build first")
    return found

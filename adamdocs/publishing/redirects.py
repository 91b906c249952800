"""Old addresses of pages: `docs/redirects.toml` names the page that took each one's place.

    "learn/old-name" = "learn/new-name"

An old address is a small page that leads on. With scripts, the place on the page is kept; without,
the browser goes to its top. Plugins that do the same put a script into each such page, whose hashes
would lengthen the security policy of every page.
"""

import html
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path, PurePosixPath

from adamdocs.publishing.messages import at
from adamdocs.publishing.pages import Page
from adamdocs.publishing.problems import Problem
from adamdocs.publishing.tables import ROOT, table

FILE = "docs/redirects.toml"
SLUG = re.compile(r"[\w-]+(/[\w-]+)*")

PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title} has moved - {name}</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="ad-page" content="moved">
<meta name="description" content="The page {title} has moved here from {old}.">
<link rel="canonical" href="{canonical}">
<link rel="icon" href="{root}images/mark.svg">
{go}
</head>
<body>
<main>
<h1>{title} has moved</h1>
<p>Go on to <a href="{way}">{title}</a>.</p>
</main>
</body>
</html>
"""
REFRESH = '<meta http-equiv="refresh" content="0; url={way}">'
WITH_SCRIPT = '<script type="module" src="{root}{script}"></script>\n<noscript>{refresh}</noscript>'


def redirects(slugs: Collection[str], root: Path = ROOT) -> dict[str, str]:
    """The slug that took each old one's place.

    Args:
        slugs: of the pages that there are.
        root: folder of the project.

    Raises:
        Problem: an old address is a page, a new one is none, or one is written wrong; a line each.
    """
    found = table(FILE, root) if (root / FILE).is_file() else {}
    problems = [
        f"{at(root, FILE, f'"{old}"')}: {wrong}"
        for old, new in found.items()
        for wrong in _wrong(old, new, found, slugs)
    ]
    if problems:
        raise Problem("\n".join(problems))
    return found


def leads_on(page: str) -> bool:
    """Whether a page stands at an old address."""
    return 'http-equiv="refresh"' in page.partition("</head>")[0]


def moved(root: Path = ROOT) -> dict[str, str]:
    """The table as it is written, for those who look back and not at the pages that there are.

    Raises:
        Problem: it is no TOML.
    """
    found = table(FILE, root) if (root / FILE).is_file() else {}
    return {old: new for old, new in found.items() if isinstance(new, str)}


def _wrong(
    old: str, new: object, found: Mapping[str, object], slugs: Collection[str]
) -> Iterator[str]:
    """What will not do about an entry, and the mend."""
    if not isinstance(new, str) or not all(SLUG.fullmatch(one) for one in (old, new)):
        yield (
            f'"{old}" = {new!r} will not do; name both pages by their path below docs/ without '
            'suffix, as in "learn/old-name" = "learn/new-name"'
        )
    elif old in slugs:
        yield f'"{old}" is a page that is there, and cannot lead on; drop the line or the page'
    elif new in found:
        yield f'"{old}" leads to "{new}", which leads on itself; write "{found[new]}"'
    elif new not in slugs:
        yield f'"{old}" leads to "{new}", and no page is there; name one that is'


def pages(
    found: Mapping[str, str], site: tuple[Page, ...], name: str, address: str, script: str = ""
) -> Iterator[tuple[str, str]]:
    """Every old address as a file and its text.

    Args:
        found: as `redirects` gives them.
        site: the pages.
        name: of the site.
        address: where it is published; ends in a slash.
        script: address of the script that leads on, below the site; none if empty.
    """
    titles = {page.slug: page.title for page in site}
    for old, new in found.items():
        root = "../" * len(PurePosixPath(old).parts)
        place = "" if new == "index" else f"{new}/"
        way = root + place
        go = REFRESH.format(way=way)
        if script:
            go = WITH_SCRIPT.format(root=root, script=script, refresh=go)
        words = {"title": html.escape(titles[new]), "name": html.escape(name), "old": old}
        text = PAGE.format(
            **words, canonical=html.escape(address + place), root=root, way=way, go=go
        )
        yield f"{old}/index.html", text

"""The Markdown extension under Zensical: told which page comes. All that knows Zensical's inside.

`mkdocs_hooks` does the same for MkDocs. Zensical runs in a Python of its own, and finds the sources
and the index that the builder has written through its environment.
"""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

from adamdocs.publishing import navigation, pages
from adamdocs.publishing.keys import Snapshot

DOCS, ARTEFACTS = "ADAMDOCS_DOCS", "ADAMDOCS_ARTEFACTS"
FIRST = 1000  # before everything of ours, which asks for the page


def site_of(config: str, docs: Path, index: dict[str, Any]) -> dict[str, pages.Page]:
    """The pages of a navigation as the extension knows them, by file, in its order.

    Args:
        config: text of a `mkdocs.yml`.
        docs: the folder of their sources.
        index: the artefacts' index.
    """
    snapshot, found = Snapshot(), {}
    for title, file in navigation.entries(config):
        found[file] = pages.Page(
            slug=file.rsplit(".", 1)[0],
            source=f"docs/{file}",
            text=(docs / file).read_text(encoding="utf-8"),
            root="../" * file.count("/"),
            pages=index["pages"],
            snapshot=snapshot,
            title=title,
        )
    return found


@cache
def _site() -> dict[str, pages.Page]:
    docs = Path(os.environ[DOCS])
    index = json.loads(Path(os.environ[ARTEFACTS]).read_text(encoding="utf-8"))
    return site_of((docs.parent / "mkdocs.yml").read_text(encoding="utf-8"), docs, index)


class _Tells(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        """Set what the processors after this one read."""
        context: Any = self.md.preprocessors["rendering_context"]
        pages.SITE.set(tuple(_site().values()))
        pages.PAGE.set(_site()[context.page.path])
        return lines


class ZensicalPages(Extension):
    """Registered beside the extension of the site."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the processor."""
        md.preprocessors.register(_Tells(md), "adamdocs-zensical", FIRST)


def makeExtension(**kwargs: Any) -> ZensicalPages:
    """What Python-Markdown calls."""
    return ZensicalPages(**kwargs)

"""What MkDocs adds to the pages of a site that is published: heads, pictures, feed, old addresses.

Called by `mkdocs_hooks`.
"""

import html
from collections.abc import Mapping
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation

from adamdocs.publishing import (
    claims_feed,
    claims_history,
    edition,
    heads,
    redirects,
)
from adamdocs.publishing.pages import SITE, Page
from adamdocs.publishing.problems import Problem, log

OTHER_LANGUAGES = "assets/javascripts/lunr/"  # which the search would need for them
UNNAMED = "assets/images/favicon.png"  # of the theme: no page names it


def drop_unasked(files: Files) -> None:
    """Leave out what the theme brings and no page asks for."""
    for name, file in list(files.src_uris.items()):
        if name.startswith((OTHER_LANGUAGES, UNNAMED)) or name.endswith(".css.map"):
            files.remove(file)


def date_pages(nav: Navigation) -> None:
    """Give every page the day of this edition, which MkDocs writes into the packed map's head.

    Raises:
        Problem: `CITATION.cff` does not name it.
    """
    day = edition.edition().day.isoformat()
    for page in nav.pages:
        page.update_date = day


def add_feed(files: Files, config: MkDocsConfig) -> None:
    """Add the feed of the ledger's changes, which templates find as `config.extra.feed`.

    Raises:
        Problem: the record of the ledger is missing or broken.
    """
    changes = claims_history.changes()
    if not changes:
        raise Problem(f"{claims_history.FILE}: holds nothing; run scripts/claims, which fills it")
    content = claims_feed.feed(changes, edition.edition(), config.site_name, _address(config))
    files.append(File.generated(config, claims_feed.ADDRESS, content=content))
    config.extra["feed"] = claims_feed.ADDRESS


def describe(
    env: Any, files: Files, config: MkDocsConfig, known: Mapping[str, Page], mark: str
) -> None:
    """Tell the templates what every page says of itself, and add the pictures.

    Args:
        env: of the templates.
        files: of the site; their pages are converted.
        config: of the site.
        known: the pages as the extension knows them, by source.
        mark: the site's mark, as SVG.

    Raises:
        Problem: `CITATION.cff` is broken.
    """
    sources = [
        heads.Source(
            known[file.src_uri],
            file.page.content or "",
            html.unescape(file.page.meta.get("description", config.site_description or "")),
            file.page.url.removeprefix("./"),
        )
        for file in files.documentation_pages()
        if file.page is not None and file.src_uri in known
    ]
    site = heads.Site(config.site_name, _address(config), edition.edition())
    try:
        env.globals["abouts"], pictures = heads.abouts(sources, site, mark)
    except Problem as problem:
        for line in str(problem).splitlines():
            log.warning("%s", line)
        return
    for address, path in pictures.items():
        files.append(File.generated(config, address, abs_src_path=str(path)))


def add_moved(files: Files, config: MkDocsConfig) -> None:
    """Add a small page at each address that a page had before.

    Raises:
        Problem: an old address is a page, or a new one is none.
    """
    site = SITE.get(())
    found = redirects.redirects({page.slug for page in site})
    script = config.extra.get("alone", {}).get("moved", "")
    for place, text in redirects.pages(found, site, config.site_name, _address(config), script):
        files.append(File.generated(config, place, content=text))


def _address(config: MkDocsConfig) -> str:
    return config.site_url or "/"

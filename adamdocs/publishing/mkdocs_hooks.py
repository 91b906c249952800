"""What MkDocs calls: artefacts in, pages to the extension, notebooks stored.

This module, `mkdocs_files`, `mkdocs_published` and `mkdocs_commands` are all that knows MkDocs.
"""

import html
import os
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from adamdocs.files import write_whole
from adamdocs.publishing import (
    archive,
    artefacts,
    cells,
    citations,
    csp,
    descriptions,
    embeds,
    execution,
    extension,
    fonts,
    framing,
    hosting,
    keys,
    ledger_data,
    mkdocs_files,
    mkdocs_published,
    notebooks,
    notices,
    offline,
    pages,
    plain_tables,
    searching,
    take_along,
    talk,
    whitespace,
)
from adamdocs.publishing.problems import Problem, log

ROOT = artefacts.ROOT

_index: dict[str, Any] = {}
_pages: dict[str, pages.Page] = {}
_aside: list[str] = []
_cells: dict[str, list[str]] = {}
_shown: dict[str, framing.Shown] = {}
_serving = False
_snapshot: keys.Snapshot | None = None


def on_startup(*, command: str, dirty: bool) -> None:
    """Remember whether the pages are for the server that rebuilds."""
    global _serving
    _serving = command == "serve"


def on_config(config: MkDocsConfig) -> None:
    """Make missing artefacts. The server shows the last ones if the new ones cannot be made."""
    fonts.build()
    try:
        fresh = artefacts.refresh()
    except Problem as problem:
        fresh = _index or artefacts.read_index()
        if not _serving or not fresh:
            raise
        for line in str(problem).splitlines():
            log.warning("%s", line)
    if fresh is not _index:
        _index.clear()
        _index.update(fresh)
    global _snapshot
    _snapshot = keys.Snapshot()
    notebooks.prepare()
    plugin = config.plugins.get("mkdocs-jupyter")
    if plugin is not None:
        plugin.config["cache"] = False  # it knows nothing of our sources, and tears when killed


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Add faces, what the package draws for all pages, and every figure's downloads."""
    files.append(File.generated(config, "stylesheets/fonts.css", content=fonts.stylesheet()))
    for address, face in fonts.build():
        files.append(File.generated(config, address, abs_src_path=str(face)))
    for address, text in _index["files"].items():
        files.append(File.generated(config, address, content=text))
    for slug, page in _index["pages"].items():
        for name, figure in page["figures"].items():
            made, address = artefacts.STORE / figure["key"], f"figures/{slug}/{name}"
            for form in ("png", "csv"):
                source = str(made.with_suffix(f".{form}"))
                files.append(File.generated(config, f"{address}.{form}", abs_src_path=source))
            for form in ("svg", "dark.svg"):
                drawing = _titled(made.with_suffix(f".{form}"), slug, figure["alt"])
                files.append(File.generated(config, f"{address}.{form}", content=drawing))
    if notices.LOCK.is_file():
        files.append(File.generated(config, notices.ADDRESS, content=notices.licenses()))
    mkdocs_published.drop_unasked(files)
    mkdocs_files.place(files, config, serving=_serving)


def _titled(drawing: Path, slug: str, alt: str) -> str:
    """A drawing that stands alone, named by its alternative text."""
    page = pages.Page(
        slug=slug, source=f"figures of {slug}", text="", root="", pages=_index["pages"]
    )
    alt = pages.plain(alt, page)
    return drawing.read_text(encoding="utf-8").replace("{{alt}}", html.escape(alt))


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Tell the extension which pages there are, begin their cells, and add the ledger's data."""
    site = tuple(_known(page) for page in nav.pages)
    pages.SITE.set(site)
    execution.begin(site)
    mkdocs_published.date_pages(nav)
    _shown.clear()
    if any(page.slug == ledger_data.SLUG for page in site):
        content = ledger_data.claims(site, _index["pages"], config.site_url or "/")
        files.append(File.generated(config, ledger_data.ADDRESS, content=content))
        mkdocs_published.add_feed(files, config)
    mkdocs_published.add_moved(files, config)


def _known(page: MkDocsPage) -> pages.Page:
    """A page as the extension knows it."""
    source = Path(page.file.abs_src_path or "")
    text = source.read_text(encoding="utf-8") if source.is_file() else ""
    slug = page.file.src_uri.rsplit(".", 1)[0]
    return pages.Page(
        slug=slug,
        source=os.path.relpath(source, ROOT) if text else page.file.src_uri,
        text=notebooks.readable(text) if source.suffix == ".ipynb" else text,
        root="../" * page.file.src_uri.count("/"),
        pages=_index["pages"],
        snapshot=_snapshot,
        title=page.title or slug,
    )


@event_priority(-100)
def on_pre_page(page: MkDocsPage, config: MkDocsConfig, files: Files) -> None:
    """Tell the extension which page comes; take a notebook from our store if nothing changed."""
    known = _known(page)
    _pages[page.file.src_uri] = known
    pages.PAGE.set(known)
    source = Path(page.file.abs_src_path or "")
    if source.suffix == ".ipynb" and "mkdocs-jupyter" in config.plugins:
        _use_store(page, source, known, config)


def _use_store(page: Any, source: Path, known: pages.Page, config: MkDocsConfig) -> None:
    """Put our store between a notebook's page and the plugin that executes it."""
    settings = repr(sorted(config.plugins["mkdocs-jupyter"].config.items()))
    convert = page._mkdocs_jupyter_content

    def converted() -> dict[str, Any]:
        try:
            made = notebooks.converted(source, known, settings, convert)
        except Problem as problem:
            log.warning("%s", problem)
            return {"content": "This notebook could not be executed."}
        _cells[page.file.src_uri] = made["cells"]
        with suppress(Problem):  # an unknown number is told when the page is converted
            _take_along(page, source, known, made["shown"], config)
        return made

    page._mkdocs_jupyter_content = converted


def _take_along(
    page: MkDocsPage, source: Path, known: pages.Page, shown: Any, config: MkDocsConfig
) -> None:
    """Put a notebook for readers' own Jupyter beside its page."""
    site, runtime = config.site_url or "", config.extra.get("live")
    wheel = urljoin(site, runtime.wheel) if runtime else None
    made = take_along.notebook(source, shown, known, urljoin(site, page.file.url), wheel)
    place = Path(config.site_dir, page.file.dest_uri).with_name(source.name)
    place.parent.mkdir(parents=True, exist_ok=True)
    write_whole(place, made.encode())


def on_page_content(content: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Put a notebook's cells in their places, and describe a page that does not do so itself."""
    content = notebooks.with_cells(content, _cells.get(page.file.src_uri, []))
    description = page.meta.get("description") or descriptions.opening(content)
    if description:
        page.meta["description"] = html.escape(description)  # it will stand in an attribute
    content, shown = framing.taken(content, _pages[page.file.src_uri], page.url)
    _shown[shown.slug] = shown
    page.meta["talk"] = framing.talk(shown.slug) if shown.pieces else None
    return content


@event_priority(100)
def _before_search(context: Any, page: MkDocsPage, config: MkDocsConfig, nav: Any) -> None:
    page.content, _aside[:] = searching.set_aside(page.content or "")


@event_priority(-100)
def _after_search(context: Any, page: MkDocsPage, config: MkDocsConfig, nav: Any) -> None:
    plugin = config.plugins.get("material/search")
    if plugin is not None:
        known, found = _pages[page.file.src_uri], plugin.search_index.entries
        searching.complete(known, page.url, page.content or "", found)
    page.content = searching.put_back(page.content or "", _aside)


# The plugin between these two indexes words: neither drawings nor the elements of formulas.
on_page_context = CombinedEvent(_before_search, _after_search)


@event_priority(-100)
def on_post_page(output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
    """Drop the notebook plugin's loader, box tables, report tokens that nothing replaced."""
    output = plain_tables.boxed(whitespace.tight(notebooks.without_mathjax(output)))
    if not config.extra.get("live"):
        output = output.replace(cells.BAR, "")
    known = _pages[page.file.src_uri]
    for line in (*extension.left_over(output, known), *citations.problems(known)):
        log.warning("%s", line)
    return output


def on_env(env: Any, config: MkDocsConfig, files: Files) -> None:
    """Tell the templates where the first part of every face is, and what pages are about."""
    env.globals["faces"] = framing.faces(fonts.build())
    mkdocs_published.describe(env, files, config, _pages, _index["files"]["images/mark.svg"])


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    """Write what shows figures alone, every page's policy, and what hosts and readers need."""
    site, docs = Path(config.site_dir), Path(config.docs_dir)
    styles = [*map(str, config.extra_css), framing.STYLE]
    address = config.site_url or "/"
    frame = framing.Frame(site, address, config.site_name, fonts.build(), styles)
    embeds.write(frame, _shown.values())
    talk.write(frame, _shown.values())
    csp.protect(site, serving=_serving)
    if config.extra.get("archive"):
        archive.publish(site, docs)
    if offline.is_here(docs) and not _serving:
        offline.write_worker(site, docs)
    hosting.write(site, address)
    notebooks.tidy()


def on_build_error(error: Exception) -> None:
    """Let cells that nobody will ask for be."""
    execution.leave()

"""The one module that knows MkDocs: artefacts in, pages' names to the extension, notebooks cleaned."""

import os
import re
import shutil
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage
from nbclient.exceptions import CellExecutionError

from adamdocs.drawing.palette import stylesheet
from adamdocs.publishing import artefacts, notebooks, pages
from adamdocs.publishing.problems import Problem

CONFIG = artefacts.ROOT / "mkdocs.yml"
NOTEBOOK_CACHE = ".cache/notebooks"

_index: dict[str, Any] = {}
_page_in_work = ""


def build_site() -> None:
    """Build the site strictly; `site/` is replaced once the new one is complete.

    Raises:
        Problem: something is wrong with a page; the message or the warnings before it say what.
    """
    new = artefacts.ROOT / ".cache" / "site"
    config = load_config(str(CONFIG), site_dir=str(new))
    config.plugins.on_startup(command="build", dirty=False)
    try:
        mkdocs_build(config)
    except Abort as error:
        raise Problem("the site was not built; mend what the warnings name") from error
    except CellExecutionError as error:
        raise Problem(f"{_page_in_work}: {_of_cell(error)}") from error
    except MkDocsException as error:
        raise Problem(str(error)) from error
    finally:
        config.plugins.on_shutdown()
    site = artefacts.ROOT / "site"
    shutil.rmtree(site, ignore_errors=True)
    new.replace(site)


def _of_cell(error: CellExecutionError) -> str:
    """What a notebook's cell raised, and the line of the cell that did."""
    cell = re.search(r"-{10,}\n(.*?)\n-{10,}", str(error), re.DOTALL)
    first = cell[1].strip().splitlines()[0] if cell else ""
    return f"the cell that begins {first!r} raised {error.ename}: {error.evalue}"


def serve_site() -> None:
    """Serve the site on this machine and rebuild what changes."""
    mkdocs_serve(str(CONFIG), watch=[str(artefacts.ROOT / "adamdocs")])


def on_config(config: MkDocsConfig) -> None:
    """Make missing artefacts, and tell the notebook plugin when executions are out of date."""
    try:
        _index.clear()
        _index.update(artefacts.refresh())
    except Problem as problem:
        raise PluginError(str(problem)) from problem
    plugin = config.plugins.get("mkdocs-jupyter")
    if plugin is not None:
        plugin.config["cache_dir"] = f"{NOTEBOOK_CACHE}/{notebooks.execution_key()}"


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Add the palette and every figure's downloads."""
    files.append(File.generated(config, "stylesheets/palette.css", content=stylesheet()))
    for slug, page in _index["pages"].items():
        for name, figure in page["figures"].items():
            base = artefacts.STORE / figure["key"]
            for form in ("svg", "png", "csv"):
                made = str(base.with_suffix(f".{form}"))
                files.append(
                    File.generated(config, f"figures/{slug}/{name}.{form}", abs_src_path=made)
                )


@event_priority(100)
def on_pre_page(page: MkDocsPage, config: MkDocsConfig, files: Files) -> None:
    """Remember which page is being made, for errors that do not say."""
    global _page_in_work
    _page_in_work = _source(page)


@event_priority(-100)
def on_page_markdown(
    markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files
) -> str | None:
    """Tell the extension which page it converts; strip what nbconvert added to a notebook."""
    source = Path(page.file.abs_src_path or page.file.src_uri)
    pages.PAGE.set(
        pages.Page(
            slug=page.file.src_uri.rsplit(".", 1)[0],
            source=_source(page),
            text=source.read_text(encoding="utf-8") if source.is_file() else markdown,
            root="../" * page.file.src_uri.count("/"),
            pages=_index["pages"],
        )
    )
    is_notebook = page.file.src_uri.endswith(".ipynb")
    return notebooks.as_page(markdown) if is_notebook else None


def _source(page: MkDocsPage) -> str:
    """File of a page, from the project's root."""
    return os.path.relpath(page.file.abs_src_path or page.file.src_uri, artefacts.ROOT)


@event_priority(-100)
def on_post_page(output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
    """Remove the third-party loader that the notebook plugin puts on every page."""
    return notebooks.without_mathjax(output)

"""Building and serving through MkDocs: what it says in our words, its result put in place whole."""

import logging
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from adamdocs.publishing import artefacts, workers
from adamdocs.publishing.folders import put_folder, sweep
from adamdocs.publishing.messages import mended
from adamdocs.publishing.problems import Problem, one_line, say

ROOT = artefacts.ROOT
CONFIG = ROOT / "mkdocs.yml"
SITE = ROOT / "site"
CACHE = ROOT / ".cache"
MKDOCS = logging.getLogger("mkdocs")


def build_site(*, live: bool = True, archive: bool = False) -> None:
    """Build the site strictly; `site/` is replaced once the new one is complete.

    Args:
        live: whether readers can run Python; without it cells are code and what it shows.
        archive: whether to put the whole site beside its pages, as one file that opens from a disk.

    Raises:
        Problem: something is wrong with a page; `site/` is as it was.
    """
    began = time.monotonic()
    sweep(CACHE.glob("site-*"))
    with tempfile.TemporaryDirectory(prefix="site-", dir=CACHE) as folder, _collected() as lines:
        new = Path(folder) / "site"
        try:
            config = load_config(str(CONFIG), site_dir=str(new))
            config.extra["live"] = live and config.extra.get("live", False)
            config.extra["archive"] = archive
            config.plugins.on_startup(command="build", dirty=False)
            try:
                mkdocs_build(config)
            finally:
                config.plugins.on_shutdown()
        except (Problem, MkDocsException) as error:
            own = str(error).splitlines() if isinstance(error, Problem) else []
            raise Problem("\n".join([*lines, *own] or [one_line(error)])) from error
        except Exception as error:
            if not lines:
                raise
            raise Problem("\n".join([*lines[:-1], f"{lines[-1]} {_raised(error)}"])) from error
        put_folder(new, SITE)
    seconds, address = time.monotonic() - began, config.site_url or "/"
    say(f"Site: built into site/ in {seconds:.1f} s for {address}; SITE_URL sets another address")


def _raised(error: Exception) -> str:
    """Which error it was, and where, for those that MkDocs tells in its message alone."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"({type(error).__name__} in {Path(frame.filename).name}:{frame.lineno})"


@contextmanager
def _collected() -> Iterator[list[str]]:
    """What MkDocs and the extension warn of, a line each, in place of their own output."""
    handler = _Lines(logging.WARNING)
    MKDOCS.addHandler(handler)
    propagated, MKDOCS.propagate = MKDOCS.propagate, False
    try:
        yield handler.lines
    finally:
        MKDOCS.removeHandler(handler)
        MKDOCS.propagate = propagated


class _Lines(logging.Handler):
    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        line = mended(record.getMessage(), ROOT)
        if line not in self.lines:
            self.lines.append(line)


def serve_site(address: str | None = None) -> None:
    """Serve the site on this machine and rebuild what changes; what is wrong is told, and shown.

    Args:
        address: host and port; those of `mkdocs.yml` if not given.

    Raises:
        Problem: the address is taken, or the first build found no figures to show.
    """
    workers.warm()
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    handler.addFilter(_mend)
    MKDOCS.addHandler(handler)
    MKDOCS.propagate = False
    logging.getLogger("mkdocs.livereload").setLevel(logging.INFO)
    options: dict[str, Any] = {"strict": False, "watch": [str(ROOT / "adamdocs")]}
    if address:
        options["dev_addr"] = address
    try:
        mkdocs_serve(str(CONFIG), **options)
    except MkDocsException as error:
        raise Problem(one_line(error)) from error
    except OSError as error:
        where = address or "the address of mkdocs.yml"
        raise Problem(
            f"{where}: {error.strerror}; stop what is there, or give --address"
        ) from error


def _mend(record: logging.LogRecord) -> bool:
    if record.levelno >= logging.WARNING:
        record.msg, record.args = mended(record.getMessage(), ROOT), ()
    return True

"""Running live cells while the site is built: once for what they depend on, in a process apart."""

import ast
import json
import re
import textwrap
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from pathlib import Path

from adamdocs.cells import Session
from adamdocs.files import write_whole
from adamdocs.publishing import keys, workers
from adamdocs.publishing.folders import sweep, touch
from adamdocs.publishing.pages import Page
from adamdocs.publishing.problems import Problem, one_line

STORE = keys.PACKAGE.parent / ".cache" / "cells"
MAKERS = (Path(__file__), Path(workers.__file__))  # what shapes an output beside its cell
ABOVE = ("explainers", "publishing")  # floors that no cell and no notebook may import
PATIENCE = 60.0  # seconds a cell may take
FENCE = re.compile(
    r"^(?P<in>[ \t]*)(?P<ticks>`{3,})\s*python\s+live\b.*\n"
    r"(?P<code>(?:.*\n)*?)(?P=in)(?P=ticks)\s*$",
    re.MULTILINE,
)
OPENING = re.compile(r"^\s*(?:`{3,}|~{3,})\s*python\s+live\b")

Piece = tuple[str, str]
_BEGUN: dict[Path, Future[list[list[Piece]]]] = {}


def outputs(sources: list[str], page: Page) -> list[list[Piece]]:
    """What the cells of a page show, from the store if nothing they depend on has changed.

    Raises:
        Problem: a cell ends with an error or its Python, takes too long, or imports what the keys
            of cells leave out; the message names its file and line.
    """
    for number, source in enumerate(sources, start=1):
        refuse_floors_above(source, _place(page, sources, number))
    stored = _stored(sources, page)
    if touch([stored]):
        kept: list[list[Piece]] = json.loads(stored.read_text(encoding="utf-8"))
        return kept
    begun = _BEGUN.pop(stored, None)
    return begun.result() if begun else _made(sources, page, stored)


def begin(site: Iterable[Page]) -> None:
    """Run the cells of all pages whose outputs are not kept, a page on each core, meanwhile.

    What goes wrong is told when the page asks for its `outputs`.
    """
    for page in site:
        sources = [
            textwrap.dedent(found["code"]).strip("\n") for found in FENCE.finditer(page.text)
        ]
        stored = _stored(sources, page)
        if sources and stored not in _BEGUN and not stored.exists():
            _BEGUN[stored] = _threads().submit(_made, sources, page, stored)


def leave() -> None:
    """Begin nothing more of what `begin` was told to; what runs comes to its end."""
    for begun in _BEGUN.values():
        begun.cancel()
    _BEGUN.clear()


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(workers.cores(), thread_name_prefix="cells")


def _stored(sources: list[str], page: Page) -> Path:
    """Where the outputs of cells are kept."""
    snapshot = page.snapshot or keys.Snapshot()
    made_by = [path.read_text(encoding="utf-8") for path in MAKERS]
    return STORE / f"{keys.digest(*sources, *made_by, snapshot.key(ABOVE))}.json"


def _made(sources: list[str], page: Page, stored: Path) -> list[list[Piece]]:
    snapshot = page.snapshot or keys.Snapshot()
    shown = list(_run(sources, page))
    if snapshot.stands(ABOVE):  # else it is of sources that were edited meanwhile
        STORE.mkdir(parents=True, exist_ok=True)
        write_whole(stored, json.dumps(shown).encode())
        sweep(STORE.iterdir())
    return shown


def _run(sources: list[str], page: Page) -> Iterator[list[Piece]]:
    """What each cell shows, as they run in a process of their own."""
    number = 1
    try:
        for pieces in workers.apart(f"{__name__}:executed", sources, patience=PATIENCE):
            errors = [text for kind, text in pieces if kind == "error"]
            if errors:
                line = _line_in_cell(errors[0], number)
                said = f"cell {number} raised {_raised(errors[0])}; mend the cell"
                raise Problem(f"{_place(page, sources, number, line)}: {said}")
            yield pieces
            number += 1
    except TimeoutError:
        said = f"cell {number} took longer than {PATIENCE:g} seconds; shorten it"
        raise Problem(f"{_place(page, sources, number)}: {said}") from None
    except EOFError:
        said = f"cell {number} ended its Python; mend the cell"
        raise Problem(f"{_place(page, sources, number)}: {said}") from None


def executed(sources: list[str]) -> Iterator[list[Piece]]:
    """Run cells in order, up to the first that ends with an error; what each showed."""
    session = Session()
    for number, source in enumerate(sources, start=1):
        pieces: list[Piece] = []
        error = session.run(source, f"cell {number}", lambda *piece, to=pieces: to.append(piece))
        yield pieces
        if error:
            return


def refuse_floors_above(source: str, place: str) -> None:
    """Refuse imports of floors that readers' browsers cannot run and keys of cells leave out.

    Raises:
        Problem: the code imports one.
    """
    try:
        tree = ast.parse(source)
    except SyntaxError:  # told when it is run
        return
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in names:
            if any(f"{name}.".startswith(f"adamdocs.{floor}.") for floor in ABOVE):
                raise Problem(f"{place}: a cell cannot import {name}; import from a lower floor")


def _place(page: Page, sources: list[str], number: int, line: int = 0) -> str:
    """File and line of a cell's fence, or of a line of the cell."""

    def bare(lines: list[str]) -> list[str]:
        return [line.strip() for line in lines]

    text, wanted = page.text.splitlines(), sources[number - 1].split("\n")
    found = [
        start
        for start, opening in enumerate(text, start=1)
        if OPENING.match(opening) and bare(text[start : start + len(wanted)]) == bare(wanted)
    ]
    before = sources[: number - 1].count(sources[number - 1])
    return f"{page.source}:{found[before] + line}" if before < len(found) else page.source


def _line_in_cell(error: str, number: int) -> int:
    """The last line of a cell that a traceback names."""
    lines = re.findall(rf'File "cell {number}", line (\d+)', error)
    return int(lines[-1]) if lines else 0


def _raised(error: str) -> str:
    """What a traceback says below its frames."""
    last = error.rpartition("Traceback (most recent call last):\n")[2]
    said = re.search(r"^\S.*", last, re.MULTILINE | re.DOTALL)
    return one_line(said[0] if said else last)

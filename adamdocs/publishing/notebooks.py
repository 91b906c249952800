"""Notebooks: executed once for what they depend on, and made into pages like the others."""

import contextlib
import hashlib
import html
import json
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from nbclient.exceptions import CellExecutionError

from adamdocs.files import write_whole
from adamdocs.publishing import cells, keys
from adamdocs.publishing.execution import ABOVE, Piece, refuse_floors_above
from adamdocs.publishing.folders import sweep, touch
from adamdocs.publishing.pages import Page
from adamdocs.publishing.problems import Problem, one_line

CACHE = keys.PACKAGE.parent / ".cache"
STORE = CACHE / "notebooks"
MAKERS = (Path(__file__), Path(cells.__file__))  # of pages

# nbconvert reads it from a file. A kernel that is asked to end sometimes aborts on the way (closing
# what its threads still use), after all that it had to say: it is killed. What a cell prints comes
# in as many parts as chance will have it: they are joined after it ran.
SETTINGS = {
    "NotebookClient": {"shutdown_kernel": "immediate"},
    "CoalesceStreamsPreprocessor": {"enabled": True},
    "Exporter": {
        "default_preprocessors": [
            f"nbconvert.preprocessors.{name}Preprocessor"
            for name in ("TagRemove", "Execute", "CoalesceStreams", "HighlightMagics")
        ]
    },
}

_COMMENT = re.compile(r"<!--.*?-->\s*", re.DOTALL)
_STYLE = re.compile(r"<style\b.*?</style>\s*", re.DOTALL)
_SCRIPT = re.compile(r"<script\b.*?</script>\s*", re.DOTALL)
_CELL = re.compile(r'<div class="jp-Cell jp-CodeCell[^"]*">\s*(?=<div class="jp-Cell jp-CodeCell)')
_ID = re.compile(r' id="([^"]*)"')
_CODE = re.compile(
    r'<div class="highlight[^"]*">\s*<pre>(?:<span></span>)?(.*?)\s*</pre>\s*</div>', re.DOTALL
)
_OUTPUT = re.compile(r'<div class="jp-Rendered\w+[^"]*jp-OutputArea-output[^"]*"([^>]*)>\s*')
_PLACE = re.compile(r'<div data-live="(\d+)">\s*</div>')
_TEXT = re.compile(r"<pre>(.*?)</pre>", re.DOTALL)


def prepare() -> None:
    """Let kernels neither see the settings of whoever builds nor depend on chance."""
    os.environ["IPYTHONDIR"] = str(CACHE / "ipython")
    os.environ["MPLCONFIGDIR"] = str(CACHE / "matplotlib")
    os.environ["PYTHONHASHSEED"] = "0"  # the order in which a set is printed


def tidy() -> None:
    """Remove pages that no notebook has needed for an hour."""
    if STORE.is_dir():
        sweep(STORE.iterdir())


def converted(
    source: Path, page: Page, settings: str, convert: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    """A notebook as a page, from the store if nothing it depends on has changed.

    Args:
        source: the notebook.
        page: its page; what messages call it, and the key of what it can import.
        settings: of the conversion.
        convert: executes and converts it; its result's `content` is HTML.

    Returns:
        That result; `content` has places for the live cells, `cells` holds these, and `shown` what
        each of them shows.

    Raises:
        Problem: a cell raised an error, or imports a floor that no cell may.
    """
    _refuse_floors_above(source, page)
    snapshot = page.snapshot or keys.Snapshot()
    own = hashlib.sha256(b"".join(path.read_bytes() for path in (source, *MAKERS))).hexdigest()
    stored = STORE / f"{keys.digest(page.source, own, settings, snapshot.key(ABOVE))}.json"
    if touch([stored]):
        made: dict[str, Any] = json.loads(stored.read_text(encoding="utf-8"))
        return made
    try:
        with _kernels():
            made = convert()
    except CellExecutionError as error:
        raise Problem(_of_cell(error, source, page.source)) from error
    made["content"], made["cells"], made["shown"] = as_page(made["content"], _needs(source))
    if snapshot.stands(ABOVE):  # else it is of sources that were edited meanwhile
        STORE.mkdir(parents=True, exist_ok=True)
        write_whole(stored, json.dumps(made).encode())
    return made


@contextlib.contextmanager
def _kernels() -> Iterator[None]:
    """Let kernels be reached by sockets in a folder: a free port may be taken when they start.

    The folder's name is short: a socket's path may have 103 bytes.
    """
    with tempfile.TemporaryDirectory(prefix="adamdocs-", dir="/tmp") as folder:
        reached = {"KernelManager": {"transport": "ipc", "ip": f"{folder}/kernel"}}
        settings = Path(folder, "jupyter_nbconvert_config.json")
        settings.write_text(json.dumps(SETTINGS | reached), encoding="utf-8")
        os.environ["JUPYTER_CONFIG_DIR"] = os.environ["JUPYTER_RUNTIME_DIR"] = folder
        yield


def _refuse_floors_above(source: Path, page: Page) -> None:
    try:
        parts = json.loads(source.read_text(encoding="utf-8"))["cells"]
        code = ["".join(part["source"]) for part in parts if part["cell_type"] == "code"]
    except (ValueError, KeyError, TypeError):  # no notebook: told when it is read
        return
    for number, text in enumerate(code, start=1):
        refuse_floors_above(text, f"{page.source}: cell [{number}]")


def _needs(source: Path) -> dict[str, list[str]]:
    """Packages that cells need and readers' browsers do not have, by the cells' ids.

    Such a cell has them in its metadata, as {"needs": ["skfolio"]}. It runs when the site is built.
    """
    parts = json.loads(source.read_text(encoding="utf-8"))["cells"]
    return {
        part["id"]: part["metadata"]["needs"]
        for part in parts
        if "id" in part and part.get("metadata", {}).get("needs")
    }


def as_page(
    content: str, needs: Mapping[str, list[str]] = MappingProxyType({})
) -> tuple[str, list[str], list[list[Piece]]]:
    """What nbconvert made, without style sheet, scripts and comments, and its code as live cells.

    The cells are put back when Markdown is done with the rest: see `with_cells`.

    Args:
        content: HTML.
        needs: packages, by the ids of cells that cannot run in a browser for want of them; these
            stay as they were when the site was built.
    """
    for pattern in (_COMMENT, _STYLE, _SCRIPT):
        content = pattern.sub("", content)
    content = content.replace('id="cell-id=', 'id="').replace(' tabindex="0"', "")
    parts, made, shown, done = [], list[str](), list[list[Piece]](), 0
    for cell in _CELL.finditer(content):
        end = _end_of_division(content, cell.start())
        text = content[cell.start() : end]
        parts.append(content[done : cell.start()])
        done = end
        code = _CODE.search(text)
        if code is not None:  # else it is empty
            parts.append(f'<div data-live="{len(made)}"></div>')
            shown.append(_shown(text, code.end()))
            still = f'<div class="highlight"><pre><code>{code[1]}</code></pre></div>'
            output, name = cells.output_element(shown[-1]), _ID.search(text)
            lacking = needs.get(name[1]) if name else None
            made.append(
                cells.still_element(still, output, lacking)
                if lacking
                else cells.cell_element(still, output)
            )
    return "".join([*parts, content[done:]]), made, shown


def with_cells(content: str, made: list[str]) -> str:
    """A page with its live cells."""
    return _PLACE.sub(lambda place: made[int(place[1])], content) if made else content


def _shown(made: str, start: int) -> list[Piece]:
    """What a code cell of nbconvert shows, from some place on."""
    pieces = []
    for output in _OUTPUT.finditer(made, start):
        inner = made[output.end() : _end_of_division(made, output.start())].removesuffix("</div>")
        text = _TEXT.match(inner)
        if text is None:
            pieces.append(("markup", inner.strip()))
        else:
            kind = "note" if "stderr" in output[1] else "text"
            plain = html.unescape(re.sub(r"<[^>]+>", "", text[1]))  # colors of a terminal aside
            pieces.append((kind, plain.removesuffix("\n") + "\n"))
    return pieces


def _end_of_division(text: str, start: int) -> int:
    """Where the division that begins at `start` has ended."""
    depth = 0
    for tag in re.finditer(r"<(/?)div\b", text[start:]):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return text.index(">", start + tag.end()) + 1
    return len(text)


def without_mathjax(page: str) -> str:
    """A page without the loader that the notebook plugin appends to every page."""
    return re.sub(r"<script data-mkdocs-jupyter-mathjax=.*?</script>\s*", "", page, flags=re.DOTALL)


def readable(text: str) -> str:
    """A notebook's JSON with every string as it is read, line by line, to find words in it."""
    return "\n".join(
        re.sub(r'"(?:[^"\\]|\\.)*"', lambda found: _unescaped(found[0]), line)
        for line in text.splitlines()
    )


def _unescaped(string: str) -> str:
    try:
        return str(json.loads(string)).replace("\n", " ")
    except json.JSONDecodeError:
        return string


def _of_cell(error: CellExecutionError, source: Path, name: str) -> str:
    """What a cell raised, with the line of the notebook's file that did."""
    count = re.findall(r"In\s?\[(\d+)\], line (\d+)", _plain(str(error)))
    said = f"{error.ename}: {one_line(_plain(error.evalue))}".removesuffix(": ")
    if not count:
        return f"{name}: a cell raised {said}; mend the cell"
    cell, line = map(int, count[0])
    return f"{name}{_line_of(source, cell, line)}: cell [{cell}] raised {said}; mend the cell"


def _plain(text: str) -> str:
    """Text without the terminal's colors."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def _line_of(source: Path, cell: int, line: int) -> str:
    """`:line` in the notebook's file, of a line of the code cell with that number."""
    text = source.read_text(encoding="utf-8")
    code = [c for c in json.loads(text)["cells"] if c["cell_type"] == "code" and c["source"]]
    if cell > len(code) or isinstance(code[cell - 1]["source"], str):
        return ""
    wanted, before = code[cell - 1]["source"], text.splitlines()
    quoted = [json.dumps(part, ensure_ascii=False) for part in wanted]
    for start in range(len(before)):
        rows = [row.strip().removesuffix(",") for row in before[start : start + len(quoted)]]
        if rows == quoted:
            return f":{start + line}"
    return ""

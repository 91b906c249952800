"""A page's notebook for readers' own Jupyter: it needs nothing of the site but one wheel.

Formulas are in common LaTeX, tokens are numbers, links lead to the site, outputs are those of the
build, and a first cell installs the package.
"""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from adamdocs.publishing.citations import in_markdown
from adamdocs.publishing.execution import Piece
from adamdocs.publishing.mathml import common
from adamdocs.publishing.pages import Page, plain

INSTALL = "%pip install -q {}"
_LINK = re.compile(r"\]\((?!https?:|#)([^)\s]+?)\.(?:md|ipynb)(#[^)\s]*)?\)")
_STREAMS = {"text": "stdout", "note": "stderr"}


def notebook(
    source: Path, shown: list[list[Piece]], page: Page, address: str, wheel: str | None
) -> str:
    """The notebook as JSON.

    Args:
        source: the notebook as its author wrote it.
        shown: what its code cells showed.
        page: its page, for the numbers that its text names.
        address: where its page is published.
        wheel: where the package is published; without it no cell installs it.
    """
    whole: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    outputs = iter(shown)
    for cell in whole["cells"]:
        text = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            text = common(in_markdown(plain(text, page)))
            cell["source"] = _lines(_LINK.sub(lambda link: _linked(link, address), text))
        elif text.strip():
            cell["outputs"] = [_output(*piece) for piece in next(outputs, [])]
    if wheel:
        extra = whole["metadata"].get("extra")  # of ours, with what its cells need
        what = f'"adamdocs[{extra}] @ {wheel}"' if extra else wheel
        whole["cells"].insert(1, _code("install", INSTALL.format(what)))
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _linked(link: re.Match[str], address: str) -> str:
    """A link between sources as one between published pages: each is a folder there."""
    here = urljoin(address, "..")
    return f"]({urljoin(here, link[1])}/{link[2] or ''})"


def _output(kind: str, text: str) -> dict[str, Any]:
    if kind == "markup":
        data = {"text/html": _lines(text)}
        return {"output_type": "display_data", "metadata": {}, "data": data}
    return {"output_type": "stream", "name": _STREAMS[kind], "text": _lines(text)}


def _code(name: str, text: str) -> dict[str, Any]:
    """A code cell that has not run."""
    empty: dict[str, Any] = {"metadata": {}, "execution_count": None, "outputs": []}
    return {"cell_type": "code", "id": name, "source": _lines(text), **empty}


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)

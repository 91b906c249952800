"""Live cells: Python on a page that the build runs, and that readers can change and run.

    ```python live
    from adamdocs.optimizers import adam
    ...
    ```

The cells of a page share their names. The build executes them in order and puts beneath each what
it shows; it fails where one of them does. A notebook's cells come out the same.
"""

import html
from collections.abc import Iterable
from typing import Any

from markdown import Markdown
from markdown.postprocessors import Postprocessor

from adamdocs.publishing.execution import Piece, outputs
from adamdocs.publishing.pages import PAGE
from adamdocs.publishing.problems import Problem, log

MARK = "<!--ad-cell {}-->"
BAR = '<div class="ad-cell-bar"></div>'  # where a script puts buttons


class Cells(Postprocessor):
    """The live cells of one page, collected while it is converted, then run."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self._sources: list[str] = []

    def register(self) -> None:
        """Let fences that say `live` come here."""
        self.md.block_level_elements.append("adam-cell")
        self.md.postprocessors.register(self, "adamdocs-cells", -20)
        self._fences.extend_super_fences("python", self._collect, _says_live, None)

    @property
    def _fences(self) -> Any:
        """What reads all fences."""
        fences = getattr(self.md.preprocessors["fenced_code_block"], "extension", None)
        if fences is None:
            raise Problem("mkdocs.yml: name pymdownx.superfences before adamdocs' own extension")
        return fences

    def _collect(self, src: str, **more: Any) -> str:
        """One fence, as superfences hands it over."""
        self._sources.append(src)
        code = self._fences.superfences[0]["formatter"](src=src, **more)
        return cell_element(code, MARK.format(len(self._sources)))

    def run(self, text: str) -> str:
        """Put what each cell shows in its place."""
        if MARK.format(len(self._sources)) not in text:
            return text  # a heading, or a page without cells
        try:
            shown = outputs(self._sources, PAGE.get())
        except Problem as problem:
            log.warning("%s", problem)
            shown = [[] for _ in self._sources]
        for number, pieces in enumerate(shown, start=1):
            text = text.replace(MARK.format(number), output_element(pieces))
        self._sources = []
        return text


def _says_live(language: str, inputs: Any, options: Any, attrs: Any, md: Markdown) -> bool:
    # A formatter needs them, and finds what the validator before it has read.
    md.preprocessors["fenced_code_block"].get_hl_settings()  # type: ignore[attr-defined]
    for word in [key for key, value in inputs.items() if key == value != "live"]:
        place = PAGE.get().at(f"python {word}")
        log.warning("%s: unknown word %r after python; write live, or leave it out", place, word)
    return "live" in inputs


def cell_element(code: str, output: str) -> str:
    """A cell: highlighted code, and what it shows."""
    return f"<adam-cell>{code}{BAR}{output}</adam-cell>"


def still_element(code: str, output: str, needs: Iterable[str]) -> str:
    """Code that ran when the site was built and cannot run here, what it shows, and why."""
    packages = html.escape(" and ".join(needs))
    note = f"<p>Ran when the site was built. It needs {packages}, which browsers do not have.</p>"
    return f'<div class="ad-still-cell">{code}{note}{output}</div>'


def output_element(pieces: Iterable[Piece]) -> str:
    """What a cell shows: text in one block as long as its kind stays, drawings as they are."""
    blocks: list[Piece] = []
    for kind, text in pieces:
        if blocks and blocks[-1][0] == kind != "markup":
            blocks[-1] = (kind, blocks[-1][1] + text)
        else:
            blocks.append((kind, text))
    inner = "".join(
        text if kind == "markup" else f'<pre data-kind="{kind}">{html.escape(text)}</pre>'
        for kind, text in blocks
    )
    return f'<div class="ad-cell-output">{inner}</div>'

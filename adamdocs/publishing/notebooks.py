"""Notebook pages as pages: what nbconvert adds for a page of its own goes, cells look like code."""

import re

from adamdocs.publishing import keys

FLOORS_OF_NOTEBOOKS = ("explainers", "publishing")  # what no notebook imports

_STYLE = re.compile(r"<style\b.*?</style>\s*", re.DOTALL)
_SCRIPT = re.compile(r"<script\b.*?</script>\s*", re.DOTALL)
_COPY = re.compile(
    r'<div class="zeroclipboard-container">.*?</clipboard-copy>\s*</div>'
    r'|<div (?:id="[^"]*" )?class="clipboard-copy-txt"[^>]*>.*?</div>',
    re.DOTALL,
)
_PROMPT = re.compile(
    r'<div class="jp-(?:Input|Output)(?:Collapser|Prompt)[^"]*"[^>]*>.*?</div>', re.DOTALL
)


def execution_key() -> str:
    """Key of all that can change what a notebook prints, its own cells aside."""
    parts = []
    for path in sorted(keys.PACKAGE.rglob("*.py")):
        name = path.relative_to(keys.PACKAGE)
        if name.parts[0] not in FLOORS_OF_NOTEBOOKS:
            parts += [name.as_posix(), path.read_text(encoding="utf-8")]
    return keys.digest(*parts, *keys.library_versions())


def as_page(converted: str) -> str:
    """nbconvert's output without its style sheet, scripts, prompts and copy buttons."""
    for pattern in (_STYLE, _SCRIPT, _COPY, _PROMPT):
        converted = pattern.sub("", converted)
    return converted.replace("highlight-ipynb", "highlight")


def without_mathjax(page: str) -> str:
    """A page without the loader that the notebook plugin appends to every page."""
    return re.sub(r"<script data-mkdocs-jupyter-mathjax=.*?</script>\s*", "", page, flags=re.DOTALL)

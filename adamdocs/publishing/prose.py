r"""What the site's prose must not hold: typed numbers, dead tokens, hype, British spellings.

Looks at the pages, the Markdown cells of notebooks, the words of figures, claims and questions, and
those of the tables beside the pages. Symbols in formulas are those of `docs/symbols.toml`.
A number is free of a token where it is a choice and not a result: in code, or in a formula that
defines a symbol, such as `$\beta_1 = 0.9$` (in plain text: β₁ = 0.9). Quotations and references
are somebody else's words.
"""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from adamdocs.explainers import Explainer, discover
from adamdocs.explainers.pieces import where_defined
from adamdocs.publishing.pages import NUMBER
from adamdocs.publishing.problems import Problem, say
from adamdocs.publishing.symbols import listed, unlisted
from adamdocs.publishing.wording import unwanted

ROOT = Path(__file__).resolve().parents[2]
NAMED = (
    r"(?:arXiv:|doi:|[Cc]hapters?|[Ee]quations?|[Ff]igures?|[Ss]ections?|[Tt]ables?|[Vv]ersions?)"
)
PRODUCTS = (
    "BY GPT JAX Keras Matplotlib MkDocs NumPy Optax PyTorch Pyodide Python SciPy TensorFlow WCAG"
)
_GREEK = r"(?:[α-ω][₀-₉]*|(?:alpha|beta|epsilon|gamma|lambda|mu|rho)(?: \d)?)"
CHOSEN = re.compile(rf"{_GREEK}\s?(?:=|of)\s?\d+(?:\.\d+)?")
ELSEWHERE = re.compile(
    rf"(?:{NAMED}|\b(?:{'|'.join(PRODUCTS.split())}))[ -]?\d[\d.]*(?:, \d[\d.]*)*"
)
TYPED = {
    "percentage": re.compile(r"\d+(?:\.\d+)?\s?(?:%|percent\b|per cent\b)"),
    "factor": re.compile(r"\d+(?:\.\d+)?(?:\s?×|[ -]?fold\b|\s+times\b|x\b)"),
    "large number": re.compile(r"(?<![\d,])\d{1,3}(?:,\d{3})+(?!\d)"),
    "power of ten": re.compile(r"\b\d+(?:\.\d+)?e[-−+]?\d+\b"),
    "decimal": re.compile(r"(?<![\w.,])\d+\.\d+(?![\d.]*\w)"),
}
IN_FORMULA = re.compile(r"\d+\.\d+|\d+\{,\}\d{3}|\d\s*\\%")
RECORD = "docs/claims-history.toml"  # of what claims said, numbers and all
SENTENCES = ("says", "means", "unit", "differs", "none", "title")  # of the tables beside pages
RESULTS = ("m", "v", "mhat", "vhat", "u", "step")  # never a choice of whoever writes
_AMOUNT = r"[-+]?\d+(?:\.\d+)?(?:\s*\\cdot\s*10\^\{?-?\d+\}?)?|[-+]?10\^\{?-?\d+\}?"
_SYMBOL = rf"\\?(?!(?:{'|'.join(RESULTS)})(?![A-Za-z]))[A-Za-z]+(?:_(?:\w|\{{[^}}]*\}}))?"
_SIDE = rf"(?:{_AMOUNT}|{_SYMBOL}|[\[(]\s*(?:{_AMOUNT})\s*,\s*(?:{_AMOUNT})\s*[\])])"
DEFINITION = re.compile(
    rf"\s*{_SIDE}(?:\s*(?:=|<|>|\\in|\\le|\\ge|\\lt|\\gt)\s*{_SIDE})+\s*[.,;]?\s*"
)
SEPARATOR = re.compile(r"\\qquad|\\quad|\\text\{[^}]*\}|;|(?<!\{),(?![^\[(]*[\])])")

_FENCE = re.compile(r"^([ \t]*)(`{3,}|~{3,}).*?^\1\2[ \t]*$", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_FORMULA = re.compile(r"\$\$(.+?)\$\$|(?<![\\$\w])\$(?!\s)([^$]+?)(?<!\s)\$", re.DOTALL)
_TOKEN = re.compile(r"\{\{.*?\}\}")
_HIDDEN = re.compile(
    r"<!--.*?-->|<[A-Za-z/][^>]*>|\]\([^)]*\)|<https?:[^>]*>|\{:[^}]*\}|\{\s?[.#][^}]*\}", re.DOTALL
)
_QUOTED = re.compile(r"“[^”]*”", re.DOTALL)
_REFERENCES = re.compile(r"^(#+) References\b.*?(?=^\1 |\Z)", re.DOTALL | re.MULTILINE)
_FRONT = re.compile(r"\A---\n.*?^---$", re.DOTALL | re.MULTILINE)


class Text(NamedTuple):
    """Some words of the site: the page they belong to, their file, and the line they begin in."""

    slug: str
    file: str
    line: int
    words: str

    def at(self, offset: int) -> str:
        """File and line of a place in the words."""
        return f"{self.file}:{self.line + self.words.count(chr(10), 0, offset)}"


def findings(root: Path = ROOT) -> list[str]:
    """A line for everything that is wrong in the project's prose, with its place and mend."""
    pages = {slug: page for slug, (_, page) in discover().items()}
    texts = [*_pages(root), *_tables(root), *_notebooks(root), *_words(pages)]
    found = [line for text in texts for line in (*checked(text), *_unknown(text, pages))]
    known = listed()
    return [
        *found,
        *(line for text in texts for line in _strange(text, known)),
        *_dead(texts, pages),
    ]


def checked(text: Text) -> Iterator[str]:
    """What is wrong with one text in itself."""
    words, formulas = _visible(text.words)
    for offset, formula in formulas:
        for piece in SEPARATOR.split(formula):
            number = IN_FORMULA.search(piece)
            if number and not DEFINITION.fullmatch(piece):
                yield (
                    f"{text.at(offset)}: the formula holds the number {number[0]}; measure it and "
                    "write {{its_name}}, or define a symbol by it alone"
                )
    typed = CHOSEN.sub(_blank, ELSEWHERE.sub(_blank, words))
    for kind, pattern in TYPED.items():
        for match in pattern.finditer(typed):
            yield (
                f"{text.at(match.start())}: {' '.join(match[0].split())} is a {kind} typed by "
                "hand; measure it and write {{its_name}}, or mark a choice as `code`"
            )
        typed = pattern.sub(_blank, typed)
    for offset, mend in unwanted(words):
        yield f"{text.at(offset)}: {mend}"


def _visible(words: str) -> tuple[str, list[tuple[int, str]]]:
    """The prose of a text, all else blanked in its place, and its formulas with their offsets."""
    words = _FRONT.sub(_description, words)
    for pattern in (_REFERENCES, _FENCE, _CODE):
        words = pattern.sub(_blank, words)
    formulas = [(match.start(), match[1] or match[2]) for match in _FORMULA.finditer(words)]
    formulas = [(offset, _TOKEN.sub("", formula)) for offset, formula in formulas]
    for pattern in (_FORMULA, _TOKEN, _HIDDEN, _QUOTED):
        words = pattern.sub(_blank, words)
    return words, formulas


def _blank(match: re.Match[str]) -> str:
    """As many lines, and nothing on them."""
    return re.sub(r"[^\n]", " ", match[0])


def _description(match: re.Match[str]) -> str:
    """Of a page's head, what readers see."""
    lines, shown = [], False
    for line in match[0].splitlines():
        if not line.startswith(" "):
            shown = line.startswith(("title:", "description:"))
        lines.append(line if shown else "")
    return "\n".join(lines)


def _pages(root: Path) -> Iterator[Text]:
    for path in sorted((root / "docs").rglob("*.md")):
        slug = path.relative_to(root / "docs").with_suffix("").as_posix()
        words = path.read_text(encoding="utf-8")
        yield Text(slug, path.relative_to(root).as_posix(), 1, words)


def _tables(root: Path) -> Iterator[Text]:
    """The sentences of every table, each from its line; what is on record is as it was."""
    for path in sorted({*(root / "docs").glob("*.toml")} - {root / RECORD}):
        name = path.relative_to(root).as_posix()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if re.match(rf'({"|".join(SENTENCES)}) = "', line):
                (words,) = tomllib.loads(line).values()
                yield Text(f"reference/{path.stem}", name, number, words)


def _notebooks(root: Path) -> Iterator[Text]:
    """Every Markdown cell, from the line of the file in which it begins."""
    for path in sorted((root / "docs").rglob("*.ipynb")):
        if ".ipynb_checkpoints" in path.parts:
            continue
        name = path.relative_to(root).as_posix()
        text = path.read_text(encoding="utf-8")
        starts = [
            n for n, line in enumerate(text.splitlines(), 1) if re.match(r'\s*"source": ', line)
        ]
        try:
            cells = json.loads(text)["cells"]
        except (ValueError, KeyError):
            raise Problem(f"{name}: is no notebook; save it again from Jupyter") from None
        slug = path.relative_to(root / "docs").with_suffix("").as_posix()
        for start, cell in zip(starts, cells, strict=True):
            if cell["cell_type"] == "markdown":
                yield Text(slug, name, start + 1, "".join(cell["source"]))


def _words(pages: dict[str, Explainer]) -> Iterator[Text]:
    """Words of figures, claims, exercises, predictions and audits."""
    for slug, page in pages.items():
        for figure in page.figures.values():
            yield from _of(slug, figure.draw, figure.caption, figure.alt)
        for claim in page.claims.values():
            said = (claim.holds, claim.otherwise, claim.statistic)
            yield from _of(slug, claim.test, *said)
        for exercise in page.exercises.values():
            measure = page.numbers[exercise.name].measure
            yield from _of(slug, measure, exercise.question, exercise.solution)
        for one in page.predictions.values():
            yield from _of(slug, one.choose, one.question, *one.choices, one.solution)
        for audit in page.audits.values():
            yield from _of(slug, audit.run, audit.settings, audit.holds)


def _of(slug: str, function: Any, *words: str) -> Iterator[Text]:
    file, _, line = where_defined(function).rpartition(":")
    for one in words:
        yield Text(slug, file, int(line), one)


def _strange(text: Text, known: frozenset[str]) -> Iterator[str]:
    """Symbols that no entry explains."""
    for start, formula in _visible(text.words)[1]:
        for offset, macro in unlisted(formula, known):
            yield (
                f"{text.at(start + 2 + offset)}: the symbol {macro} is not in docs/symbols.toml; "
                "add it there, or use one that is"
            )


def _unknown(text: Text, pages: dict[str, Explainer]) -> Iterator[str]:
    for kind, slug, name, offset in _used(text):
        page = pages.get(slug)
        if page is None or name not in getattr(page, kind):
            what = f"unknown {kind[:-1]} '{slug}:{name}'"
            yield f"{text.at(offset)}: {what}; mend its name, or define it"


def _used(text: Text) -> Iterator[tuple[str, str, str, int]]:
    """Kind, page, name and offset of every token of a text, those in code aside."""
    words = text.words
    for pattern in (_FENCE, _CODE):
        words = pattern.sub(_blank, words)
    for match in _TOKEN.finditer(words):
        number = re.fullmatch(NUMBER, match[0])
        block = re.fullmatch(
            r"\{\{\s*(figure|claim|exercise|prediction|audit|widget)\s+(\S+?)\s*\}\}", match[0]
        )
        if number or block:
            kind, token = (block[1], block[2]) if block else ("number", number[1] if number else "")
            slug, _, name = token.rpartition(":")
            yield f"{kind}s", slug or text.slug, name, match.start()


def _dead(texts: list[Text], pages: dict[str, Explainer]) -> Iterator[str]:
    """What is computed and shown nowhere."""
    used = {(kind, slug, name) for text in texts for kind, slug, name, _ in _used(text)}
    for slug, page in pages.items():
        shown = (
            widget for widget in page.widgets.values() if ("widgets", slug, widget.name) in used
        )
        used |= {("figures", slug, widget.figure) for widget in shown}
    for slug, page in pages.items():
        kinds: dict[str, dict[str, Any]] = {
            "figures": {figure.name: figure.draw for figure in page.figures.values()},
            "numbers": {number.name: number.measure for number in page.numbers.values()},
            "claims": {claim.name: claim.test for claim in page.claims.values()},
            "predictions": {one.name: one.choose for one in page.predictions.values()},
            "audits": {audit.name: audit.run for audit in page.audits.values()},
            "widgets": {widget.name: widget.settings for widget in page.widgets.values()},
        }
        for kind, functions in kinds.items():
            for name, function in functions.items():
                shown_as = "exercises" if name in page.exercises else kind
                if (shown_as, slug, name) not in used:
                    yield (
                        f"{where_defined(function)}: the {shown_as[:-1]} {name} is shown nowhere; "
                        "name it on a page, or leave it out"
                    )


def main() -> int:
    """Print all findings: exit status 1 if there are any."""
    found = findings()
    for line in found:
        say(line)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())

"""What stands on a line of its own: figures, claims, exercises, and the package's own source.

{{figure step_against_t}}
{{claim early_steps_are_too_small}}
{{exercise half_memory}}
{{prediction smaller_b2}}
{{audit converged_at}}
{{widget warm_up}}
{{source adamdocs.optimizers.adam:adam.update}}
{{api adamdocs.optimizers}}
"""

import ast
import html
import re
import textwrap
from typing import Any
from xml.etree import ElementTree as Tree

from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.preprocessors import Preprocessor
from markdown.util import AtomicString

from adamdocs.publishing import keys
from adamdocs.publishing.audits import audit_element
from adamdocs.publishing.elements import appended, downloads, permalink
from adamdocs.publishing.pages import PAGE, Page, plain
from adamdocs.publishing.problems import Problem, log
from adamdocs.publishing.reference import reference

BLOCK = re.compile(
    r"^\{\{\s*(figure|claim|exercise|prediction|audit|widget)\s+((?:[\w/-]+:)?[a-z_][a-z0-9_]*)\s*\}\}\s*$"
)
SOURCE = re.compile(r"^\{\{\s*source\s+([\w.]+):([\w.]+)\s*\}\}\s*$")
API = re.compile(r"^\{\{\s*api\s+([\w.]+)\s*\}\}\s*$")
LINKED = "ad-linked"  # class of code whose names are symbols: see `beside`
LABELS = {"true": "True", "false": "False", "depends": "It depends"}


class Blocks(BlockProcessor):
    """Figures, claims and exercises as elements of the page, each once."""

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser)
        self._shown: set[tuple[str, str]] = set()

    def test(self, parent: Tree.Element, block: str) -> bool:
        """Whether the block is one of these tokens."""
        return BLOCK.match(block) is not None

    def run(self, parent: Tree.Element, blocks: list[str]) -> None:
        """Replace the block."""
        match = BLOCK.match(blocks.pop(0))
        assert match is not None
        kind, token = match[1], match[2]
        page = PAGE.get()
        slug, _, name = token.rpartition(":")
        try:
            entry = page.entry(f"{kind}s", token)
            if (kind, name) in self._shown:
                raise Problem(
                    f"{page.at(token)}: a {kind} {name!r} is on this page already; leave one out"
                )
            self._shown.add((kind, name))
            if kind == "figure":
                self._figure(parent, page, slug or page.slug, name, entry)
            elif kind == "widget":
                self._widget(parent, page, slug or page.slug, name, entry)
            elif kind == "claim":
                self._claim(parent, page, name, entry)
            elif kind == "prediction":
                self._prediction(parent, name, entry)
            elif kind == "audit":
                audit_element(parent, name, page.place("audit", name), entry)
            else:
                answer = page.find("numbers", token)
                self._exercise(parent, page, name, entry, answer)
        except Problem as problem:
            log.warning("%s", problem)

    def _figure(
        self,
        parent: Tree.Element,
        page: Page,
        slug: str,
        name: str,
        entry: dict[str, Any],
        *,
        id_here: bool = True,
    ) -> None:
        svg = entry["svg"].replace("{{alt}}", html.escape(plain(entry["alt"], page)))
        figure = Tree.SubElement(parent, "figure", {"class": "ad-figure"})
        if id_here:
            figure.set("id", f"figure-{name}")
        figure.text = self.parser.md.htmlStash.store(svg)
        caption = Tree.SubElement(figure, "figcaption")
        number = f"Figure {page.place('figure', name)}."
        appended(caption, "strong", number).tail = " "
        appended(caption, "span", entry["caption"])
        if id_here:
            permalink(caption, f"figure-{name}")
            downloads(caption, page, slug, name)

    def _widget(
        self, parent: Tree.Element, page: Page, slug: str, name: str, entry: dict[str, Any]
    ) -> None:
        """The element with its settings, around the figure that stands in for it."""
        drawn = entry["figure"]
        box = Tree.SubElement(parent, "div", {"class": "ad-widget", "id": f"figure-{drawn}"})
        element = Tree.SubElement(
            box,
            entry["element"],
            {
                "id": f"widget-{name}",
                "number": str(page.place("figure", drawn)),
                "settings": entry["settings"],
            },
        )
        figure = page.entry("figures", drawn if slug == page.slug else f"{slug}:{drawn}")
        self._figure(element, page, slug, drawn, figure, id_here=False)
        words = Tree.SubElement(box, "p", {"class": "ad-as-drawn"})
        words.text = "As drawn for print: "
        downloads(words, page, slug, drawn)
        permalink(words, f"figure-{drawn}")

    def _prediction(self, parent: Tree.Element, name: str, entry: dict[str, Any]) -> None:
        """A question with its choices, and its answer folded away; a script makes them buttons."""
        box = Tree.SubElement(
            parent,
            "adam-guess",
            {"id": f"prediction-{name}", "right": entry["right"]},
        )
        self.parser.parseChunk(box, entry["question"])
        permalink(box[0], f"prediction-{name}")
        choices = Tree.SubElement(box, "ul", {"class": "ad-choices"})
        for choice in entry["choices"]:
            Tree.SubElement(choices, "li").text = AtomicString(choice)
        details = Tree.SubElement(box, "details", {"class": "question"})
        appended(details, "summary", "Commit to an answer, then open")
        self.parser.parseChunk(details, f"**{entry['right']}.** {entry['solution']}")

    def _claim(self, parent: Tree.Element, page: Page, name: str, entry: dict[str, Any]) -> None:
        verdict = entry["verdict"]
        box = Tree.SubElement(
            parent, "div", {"class": f"ad-claim ad-claim-{verdict}", "id": f"claim-{name}"}
        )
        says = Tree.SubElement(box, "p", {"class": "ad-claim-says"})
        appended(says, "strong", LABELS[verdict], **{"class": "ad-verdict"}).tail = " "
        appended(says, "span", entry["says"], **{"class": "ad-said"})
        permalink(says, f"claim-{name}")
        holds = f"{entry['holds']} {entry['otherwise']}"
        if entry["heard"]:
            holds += f" *Heard in* {entry['heard']}."
        appended(box, "p", holds, **{"class": "ad-claim-holds"})
        needed = f"{entry['relation']}\N{NO-BREAK SPACE}{entry['threshold']}"
        needed = needed.replace("<=", "≤").replace(">=", "≥")
        test = f"Test: the claim holds if {entry['statistic']} is {needed}."
        test += f" It is {entry['finding']}"
        if verdict == "depends":
            test += f", and {entry['otherwise_finding']} where the claim fails"
        test += "."
        seen = _evidence(entry["evidence"], page)
        appended(box, "p", f"{test} {seen}", **{"class": "ad-claim-test"})

    def _exercise(
        self,
        parent: Tree.Element,
        page: Page,
        name: str,
        entry: dict[str, Any],
        answer: dict[str, Any],
    ) -> None:
        """A question, and its answer folded away; a script checks what the reader types."""
        box = Tree.SubElement(
            parent,
            "adam-guess",
            {
                "id": f"exercise-{name}",
                "answer": repr(answer["value"]),
                "unit": repr(answer["unit"]),
            },
        )
        number = page.place("exercise", name)
        self.parser.parseChunk(box, f"**Exercise {number}.** {entry['question']}")
        permalink(box[0], f"exercise-{name}")
        details = Tree.SubElement(box, "details")
        appended(details, "summary", f"Answer to exercise {number}")
        self.parser.parseChunk(details, entry["solution"])


def _evidence(tokens: tuple[str, ...], page: Page) -> str:
    """Links to what shows the claim: figures, exercises, audits of this page, or other words."""
    links = []
    for token in tokens:
        kind, _, name = token.partition(" ")
        number = page.place(kind, name) if kind in ("figure", "exercise", "audit") else 0
        shown = f"{kind.capitalize()}\N{NO-BREAK SPACE}{number}"
        links.append(f"[{shown}](#{kind}-{name})" if number else token)
    return f"See {', '.join(links)}."


class Sources(Preprocessor):
    """A function's source as a fence, and a module's reference, as they stand in the package."""

    def run(self, lines: list[str]) -> list[str]:
        """Replace every such line outside fences."""
        out: list[str] = []
        fence = None
        for line in lines:
            opening = re.match(r"\s*(`{3,}|~{3,})", line)
            if opening and fence is None:
                fence = opening[1]
            elif opening and line.strip() == fence:
                fence = None
            source = None if fence else SOURCE.match(line)
            api = None if fence else API.match(line)
            try:
                if source is not None:
                    rule = source[1].startswith("adamdocs.optimizers")
                    head = f"```{{.python .{LINKED}}}" if rule else "```python"
                    out += [head, *function_source(*source.groups()).splitlines(), "```"]
                elif api is not None:
                    out += reference(api[1]).splitlines()
                else:
                    out.append(line)
            except Problem as problem:
                log.warning("%s: %s", PAGE.get().at(line), problem)
        return out


def function_source(module: str, name: str) -> str:
    """Source of a function of the package, without docstrings and annotations, from its file.

    Args:
        module: dotted name, such as `adamdocs.optimizers.adam`.
        name: the function; dots lead into nested ones, as in `adam.update`.

    Raises:
        Problem: there is no such module or function.
    """
    path = keys.source_of(module)
    if path is None or not module.startswith("adamdocs"):
        raise Problem(f"unknown module {module!r}; write it as adamdocs.optimizers.adam")
    node: ast.AST = keys.tree(path)
    for part in name.split("."):
        inner = {
            child.name: child
            for child in ast.iter_child_nodes(node)
            if isinstance(child, ast.FunctionDef | ast.ClassDef)
        }
        if part not in inner:
            raise Problem(
                f"unknown function {name!r} in {module}; it has: {', '.join(sorted(inner))}"
            )
        node = inner[part]
    assert isinstance(node, ast.FunctionDef | ast.ClassDef)
    lines = path.read_text(encoding="utf-8").splitlines()
    dropped = {
        number
        for inner_node in ast.walk(node)
        if isinstance(inner_node, ast.FunctionDef | ast.ClassDef)
        and ast.get_docstring(inner_node) is not None
        for number in range(inner_node.body[0].lineno, (inner_node.body[0].end_lineno or 0) + 1)
    }
    for number, start, end in _annotations(node):
        lines[number - 1] = lines[number - 1][:start] + lines[number - 1][end:]
    kept = [
        lines[number - 1]
        for number in range(node.lineno, (node.end_lineno or node.lineno) + 1)
        if number not in dropped
    ]
    return textwrap.dedent("\n".join(kept)).strip("\n")


def _annotations(function: ast.AST) -> list[tuple[int, int, int]]:
    """Line and columns of every annotation in a function's signatures, the last one first."""
    found = []
    for node in ast.walk(function):
        if isinstance(node, ast.arg) and node.annotation is not None:
            note = node.annotation
            found.append((node.lineno, node.col_offset + len(node.arg), note.end_col_offset or 0))
        elif isinstance(node, ast.FunctionDef) and node.returns is not None:
            note = node.returns
            found.append((note.lineno, note.col_offset - len(" -> "), note.end_col_offset or 0))
    return sorted(found, reverse=True)

"""The Markdown extension: formulas, number tokens and figures. Knows Python-Markdown, not MkDocs.

    {{first_step}}                          a number of this page
    {{learn/bias-correction:first_step}}    a number of another page
    {{figure step_against_t}}               a figure, on a line of its own
    $\\m_t$, $$ … $$                         formulas; tokens work inside them

Tokens in code stay as they are. What a page is called, and which artefacts there are, stands in
`PAGE`, set by whoever converts it.
"""

import html
import re
from contextvars import ContextVar
from typing import Any, NamedTuple
from xml.etree import ElementTree as Tree

from markdown import Extension, Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.inlinepatterns import InlineProcessor
from markdown.postprocessors import Postprocessor

from adamdocs.publishing.mathml import Mathematics
from adamdocs.publishing.problems import Problem, log

NUMBER = r"\{\{\s*((?:[\w/-]+:)?[a-z_][a-z0-9_]*)\s*\}\}"
FIGURE = re.compile(r"^\{\{\s*figure\s+((?:[\w/-]+:)?[a-z_][a-z0-9_]*)\s*\}\}\s*$")
FORMULA = re.compile(
    r'<(span|div) class="arithmatex">\s*\\([(\[])(.*?)\\[)\]]\s*</\1>', flags=re.DOTALL
)


class Page(NamedTuple):
    """The page being converted.

    Attributes:
        slug: its path below `docs/`, without suffix.
        source: its file, for messages.
        text: its Markdown, to find the line of a token.
        root: the way from its folder to `docs/`.
        pages: the artefacts' index, by page.
    """

    slug: str
    source: str
    text: str
    root: str
    pages: dict[str, Any]

    def find(self, kind: str, token: str) -> dict[str, Any]:
        """The entry of a number or figure.

        Raises:
            Problem: there is none; the message names file and line, and what there is.
        """
        slug, _, name = token.rpartition(":")
        known = self.pages.get(slug or self.slug, {}).get(kind, {})
        if name in known:
            entry: dict[str, Any] = known[name]
            return entry
        there = ", ".join(sorted(known)) or "none"
        where = slug or self.slug
        raise Problem(f"{self.at(token)}: unknown {kind[:-1]} {name!r}; {where} has: {there}")

    def at(self, words: str) -> str:
        """File and line in which some text stands."""
        for number, line in enumerate(self.text.splitlines(), start=1):
            if words in line:
                return f"{self.source}:{number}"
        return self.source


PAGE: ContextVar[Page] = ContextVar("page")


def plain(text: str, page: Page) -> str:
    """Text with every number token replaced, for alternative texts and files."""
    return re.sub(NUMBER, lambda token: str(page.find("numbers", token[1])["text"]), text)


class Numbers(InlineProcessor):
    """`{{name}}` as a `<data>` element holding the value at full precision."""

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Tree.Element | str, int, int]:
        """Replace one token."""
        try:
            number = PAGE.get().find("numbers", m[1])
        except Problem as problem:
            log.warning("%s", problem)
            return m[0], m.start(0), m.end(0)
        element = Tree.Element("data", {"value": repr(number["value"]), "class": "ad-number"})
        element.text = number["text"]
        return element, m.start(0), m.end(0)


class Figures(BlockProcessor):
    """`{{figure name}}` as a figure with caption, alternative text and downloads."""

    def test(self, parent: Tree.Element, block: str) -> bool:
        """Whether the block is a figure token."""
        return FIGURE.match(block) is not None

    def run(self, parent: Tree.Element, blocks: list[str]) -> None:
        """Replace the block by the figure."""
        match = FIGURE.match(blocks.pop(0))
        assert match is not None
        page, token = PAGE.get(), match[1]
        try:
            figure = page.find("figures", token)
            alt = plain(figure["alt"], page)
        except Problem as problem:
            log.warning("%s", problem)
            return
        slug, name = page.slug, token
        if ":" in token:
            slug, _, name = token.rpartition(":")
        element = Tree.SubElement(parent, "figure", {"class": "ad-figure", "id": f"figure-{name}"})
        svg = figure["svg"].replace("{{alt}}", html.escape(alt))
        element.text = self.parser.md.htmlStash.store(svg)
        caption = Tree.SubElement(element, "figcaption")
        Tree.SubElement(caption, "span").text = figure["caption"]
        downloads = Tree.SubElement(caption, "span", {"class": "ad-downloads"})
        for form, label in (("svg", "SVG"), ("png", "PNG"), ("csv", "data")):
            address = f"{page.root}figures/{slug}/{name}.{form}"
            link = Tree.SubElement(
                downloads, "a", {"href": address, "download": "", "title": f"{label} of this figure"}
            )
            link.text = label


class Formulas(Postprocessor):
    """Arithmatex's `\\(…\\)` and `\\[…\\]` as MathML, number tokens inside them replaced."""

    mathematics = Mathematics()

    def run(self, text: str) -> str:
        """Convert every formula of a page."""
        return FORMULA.sub(self._convert, text)

    def _convert(self, match: re.Match[str]) -> str:
        tex, block, page = html.unescape(match[3]).strip(), match[2] == "[", PAGE.get()
        try:
            full = re.sub(NUMBER, lambda token: str(page.find("numbers", token[1])["tex"]), tex)
            mathml = self.mathematics.mathml(full, block=block)
        except Problem as problem:
            log.warning("%s", problem)
        except ValueError as error:
            first = tex.splitlines()[0]
            log.warning("%s: bad formula %r: %s", page.at(first), first, error)
        else:
            return f'<div class="ad-formula">{mathml}</div>' if block else mathml
        return match[0]


class AdamdocsExtension(Extension):
    """Everything above, registered."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the processors."""
        md.parser.blockprocessors.register(Figures(md.parser), "adamdocs-figures", 175)
        md.inlinePatterns.register(Numbers(NUMBER, md), "adamdocs-numbers", 175)
        md.postprocessors.register(Formulas(md), "adamdocs-formulas", -10)


def makeExtension(**kwargs: Any) -> AdamdocsExtension:  # noqa: N802
    """What Python-Markdown calls."""
    return AdamdocsExtension(**kwargs)

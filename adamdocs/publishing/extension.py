r"""The Markdown extension: formulas, number tokens and figures. Knows Python-Markdown, not MkDocs.

    {{first_step}}                          a number of this page
    {{learn/bias-correction:first_step}}    a number of another page
    {{figure step_against_t}}               a block of its own: see `blocks`
    {{gallery}}                             every figure of the site: see `gallery`
    {{cite kingma2015}}                     a source: see `citations`
    {{glossary}}                            a page made of a register: see `registers`
    ```python live                          code that the build runs: see `cells`
    $\m_t$, $$ … $$                          formulas; tokens work inside them

Tokens in code stay as they are. What a page is called, and which artefacts there are, stands in
`PAGE`, set by whoever converts it.
"""

import html
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as Tree

from markdown import Extension, Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.postprocessors import Postprocessor

from adamdocs.publishing.beside import Beside, Marks
from adamdocs.publishing.blocks import Blocks, Sources
from adamdocs.publishing.cells import Cells
from adamdocs.publishing.citations import TOKEN as CITATION
from adamdocs.publishing.citations import Citations, Rest
from adamdocs.publishing.gallery import Gallery
from adamdocs.publishing.glossary import Links
from adamdocs.publishing.mathml import Mathematics
from adamdocs.publishing.pages import NUMBER, PAGE, WHOLE, Page
from adamdocs.publishing.problems import Problem, log
from adamdocs.publishing.registers import Registers

FORMULA = re.compile(
    r'([(\[“]*)<(span|div) class="arithmatex">\s*\\([(\[])(.*?)\\[)\]]\s*</\2>'
    r"((?:[-’'][a-z]+)?[.,;:?!)\]”]*)",
    flags=re.DOTALL,
)
BLOCKS = f"figure|claim|exercise|prediction|audit|widget|source|beside|api|{WHOLE}"
TOKEN_LIKE = re.compile(r"\{\{.*?\}\}")
FORMULA_LIKE = re.compile(r"\$\$|\$[^$\n<]*\\[A-Za-z]+")
KEPT = re.compile(r"<(pre|code|math|script|style)\b.*?</\1>", flags=re.DOTALL)
SIGN = re.compile(
    r"(<(pre|code|math|samp|script|style)\b.*?</\2>|<[^>]*>)"
    r"|(?<=\S) (±|(?<=\b.. |[\s(>]. )=) (?=\S)",
    flags=re.DOTALL,
)
MISSING = "?"


class Numbers(InlineProcessor):
    """`{{name}}` as a `<data>` element holding the value at full precision."""

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[Tree.Element | str, int, int]:
        """Replace one token."""
        try:
            number = PAGE.get().find("numbers", m[1])
        except Problem as problem:
            log.warning("%s", problem)
            return MISSING, m.start(0), m.end(0)
        element = Tree.Element("data", {"value": repr(number["value"]), "class": "ad-number"})
        element.text = number["text"]
        return element, m.start(0), m.end(0)


class Formulas(Postprocessor):
    r"""Arithmatex's `\(…\)` and `\[…\]` as MathML, number tokens inside them replaced."""

    mathematics = Mathematics()

    def run(self, text: str) -> str:
        """Convert every formula of a page."""
        return FORMULA.sub(self._convert, text)

    def _convert(self, match: re.Match[str]) -> str:
        before, tex, block, after = match[1], match[4], match[3] == "[", match[5]
        page = PAGE.get()
        while (plainer := html.unescape(tex)) != tex:  # a notebook's cells come escaped twice
            tex = plainer
        tex = tex.strip()
        try:
            full = re.sub(NUMBER, lambda token: str(page.find("numbers", token[1])["tex"]), tex)
            mathml = self.mathematics.mathml(full, block=block)
        except Problem as problem:
            log.warning("%s", problem)
        except ValueError as error:
            first = tex.splitlines()[0]
            log.warning("%s: bad formula %r: %s; mend the LaTeX", page.at(first), first, error)
        else:
            if block:
                return f'{before}<div class="ad-formula">{mathml}</div>{after}'
            # Browsers break a line beside any formula, even before a full stop.
            held = f'<span class="ad-joined">{before}{mathml}{after}</span>'
            return held if before or after else mathml
        return f"{before}{MISSING}{after}"


class Equations(Postprocessor):
    """`7 ± 2` and `κ = 100` of running text on one line, whichever element holds a part of them."""

    def run(self, text: str) -> str:
        """Put spaces at which no line breaks around the signs of a page."""
        return SIGN.sub(lambda found: found[1] or f"\xa0{found[3]}\xa0", text)


LIVE_LIKE = re.compile(r"^\s*(?:`{3,}|~{3,})[ {.]*(?!python\s)(\w+)[ .]+live\b", re.MULTILINE)


def left_over(converted: str, page: Page) -> Iterator[str]:
    """A warning for every token or formula that stands in a finished page, code aside."""
    for fence in LIVE_LIKE.finditer(page.text):
        words = fence[0].strip()
        yield f"{page.at(words)}: {words} makes no live cell; begin it with ```python live"
    text = html.unescape(KEPT.sub("", converted))
    for token in dict.fromkeys(TOKEN_LIKE.findall(text)):
        if re.match(rf"\{{\{{\s*({BLOCKS})\b", token):
            mend = "put it in a paragraph of its own, between empty lines"
        elif re.fullmatch(NUMBER, token) or re.fullmatch(CITATION, token):
            mend = "take it out of the raw HTML or give its element markdown=1"
        else:
            mend = "write {{name}}, {{page:name}} or {{figure name}}, or mark it as code"
        yield f"{page.at(token, beside='<')}: {token} was not replaced; {mend}"
    for formula in dict.fromkeys(FORMULA_LIKE.findall(text)):
        mend = "put $$ on lines of their own between empty lines, and $ close to its formula"
        yield f"{page.at(formula)}: {formula} was not converted; {mend}"


class AdamdocsExtension(Extension):
    """Everything above, registered."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the processors."""
        md.preprocessors.register(Registers(md), "adamdocs-registers", 31)
        md.preprocessors.register(Sources(md), "adamdocs-sources", 30)  # before fences are stashed
        md.parser.blockprocessors.register(Blocks(md.parser), "adamdocs-blocks", 175)
        md.parser.blockprocessors.register(Gallery(md.parser), "adamdocs-gallery", 174)
        md.parser.blockprocessors.register(Beside(md.parser), "adamdocs-beside", 176)
        md.parser.blockprocessors.register(Rest(md.parser), "adamdocs-references", 173)
        md.inlinePatterns.register(Numbers(NUMBER, md), "adamdocs-numbers", 175)
        md.inlinePatterns.register(Citations(CITATION, md), "adamdocs-citations", 174)
        md.treeprocessors.register(Links(md), "adamdocs-glossary", 10)  # once words are in place
        Cells(md).register()
        md.postprocessors.register(Marks(md), "adamdocs-marks", -5)
        md.postprocessors.register(Formulas(md), "adamdocs-formulas", -10)
        md.postprocessors.register(Equations(md), "adamdocs-equations", -11)  # once they stand


def makeExtension(**kwargs: Any) -> AdamdocsExtension:
    """What Python-Markdown calls."""
    return AdamdocsExtension(**kwargs)

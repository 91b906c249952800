"""Pages print: text and figures on paper, the controls left out."""

import pytest

from .sampling import layouts
from .serving import BELOW
from .watching import SETTLED

PAPER = 718  # the pixels of a sheet of A4 within its margins

CONTROLS = """.ad-as-drawn, .ad-guess-verdict, .md-header, .md-sidebar, .md-search, .md-skip,
  .md-footer__inner, .ad-downloads, .headerlink, .md-clipboard, .md-code__nav, .md-top,
  button, input"""
ON_PAPER = """([controls, content]) => {
  const seen = (element) => element.checkVisibility({ opacityProperty: true,
    visibilityProperty: true }) && element.getBoundingClientRect().height > 0;
  const brightness = (color) =>
    color.match(/[0-9.]+/g).slice(0, 3).reduce((sum, one) => sum + one / 765, 0);
  const name = ({ tagName, className }) => `<${tagName.toLowerCase()} class="${className}">`;
  return [
    ...[...document.querySelectorAll(controls)].filter(seen).map((e) => `${name(e)} is printed`),
    ...[...document.querySelectorAll(content)].filter((e) => !seen(e))
      .map((e) => `${name(e)} is not printed`),
    ...[...document.querySelectorAll('article :is(p, pre, table, div, td)')]
      .filter((e) => seen(e) && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1)
      .filter((e) => getComputedStyle(e).overflowX !== 'visible')
      .map((e) => `${name(e)} is cut off`),
    ...[...document.querySelectorAll('article :is(p, li, figcaption)')].filter(seen)
      .map((e) => getComputedStyle(e).color).filter((color) => brightness(color) > 0.5)
      .slice(0, 1).map((color) => `letters in ${color} on white paper`),
  ];
}"""
# A reader's answers, the downloads and how a page is cited stay on the screen.
WORDS = "article p:not(.ad-guess-verdict, .ad-as-drawn, .ad-cite-page p)"
CODE = "article pre:not(.ad-sources pre, .ad-cite-page pre)"  # that is BibTeX
CONTENT = f"h1, h2, {WORDS}, article li, figure, figure > svg, figcaption, math, {CODE}"


def misprints(page):
    """Controls that would be printed and content that would not."""
    page.emulate_media(media="print")
    return page.evaluate(ON_PAPER, [CONTROLS, CONTENT])


def test_one_page_of_each_layout_prints_without_controls(tab, origin):
    assert len(layouts()) >= 3
    for address in [*layouts(), "reference/parity/"]:
        page = tab(PAPER, color_scheme="dark")  # and paper is light
        page.goto(origin + BELOW + address)
        page.evaluate(SETTLED)
        assert misprints(page) == [], address


def test_the_longest_explainer_makes_a_pdf_of_several_pages(tab, origin, site):
    longest = max(
        (page for page in site.pages.values() if page.all("figure")),
        key=lambda page: len(page.source),
    )
    page = tab()
    page.goto(origin + BELOW + longest.address)
    pdf = page.pdf(format="A4")
    assert pdf.startswith(b"%PDF-")
    assert pdf.count(b"/Type /Page\n") > 1


@pytest.mark.parametrize(
    ("body", "finding"),
    [
        ("<button type='button'>x</button>", '<button class=""> is printed'),
        ("<style>@media print { h1 { display: none } }</style>", '<h1 class=""> is not printed'),
        ("<style>@media print { button { display: none } }</style><button>x</button>", None),
        ("<article><p style='color: #eee'>Pale</p></article>", "letters in rgb(238, 238, 238)"),
        (
            "<article><div style='overflow: auto'><p style='width: 900px'>x</p></div></article>",
            '<div class=""> is cut off',
        ),
        ("<article><details><p>Folded</p></details></article>", '<p class=""> is not printed'),
    ],
)
def test_what_prints_wrongly_is_found(tab, served, body, finding):
    page = tab(PAPER)
    page.goto(served(body))
    found = misprints(page)
    assert len(found) == (finding is not None)
    assert all(one.startswith(finding) for one in found)

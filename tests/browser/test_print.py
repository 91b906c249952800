"""Pages print: text and figures on paper, the controls left out."""

import pytest

from .serving import BELOW, layouts

CONTROLS = """.md-header, .md-sidebar, .md-search, .md-skip, .md-footer__inner, .ad-downloads,
  .headerlink, .md-clipboard, .md-code__nav, .md-top, button, input""".replace("\n", "")
ON_PAPER = """([controls, content]) => {
  const seen = (element) => element.checkVisibility({ opacityProperty: true,
    visibilityProperty: true }) && element.getBoundingClientRect().height > 0;
  const name = ({ tagName, className }) => `<${tagName.toLowerCase()} class="${className}">`;
  return [
    ...[...document.querySelectorAll(controls)].filter(seen).map((e) => `${name(e)} is printed`),
    ...[...document.querySelectorAll(content)].filter((e) => !e.closest('details:not([open])'))
      .filter((e) => !seen(e)).map((e) => `${name(e)} is not printed`),
  ];
}"""
# A reader's answers and the downloads stay on the screen.
WORDS = "article p:not(.ad-guess-verdict, .ad-as-drawn)"
CONTENT = f"h1, h2, {WORDS}, article li, figure, figure > svg, figcaption, math, article pre"


def misprints(page):
    """Controls that would be printed and content that would not."""
    page.emulate_media(media="print")
    return page.evaluate(ON_PAPER, [CONTROLS, CONTENT])


def test_one_page_of_each_layout_prints_without_controls(tab, origin, site):
    assert len(layouts(site)) >= 3
    for address in layouts(site):
        page = tab()
        page.goto(origin + BELOW + address)
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
    ],
)
def test_what_prints_wrongly_is_found(tab, served, body, finding):
    page = tab()
    page.goto(served(body))
    assert misprints(page) == ([] if finding is None else [finding])

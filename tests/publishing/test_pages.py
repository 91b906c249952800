"""Tokens and formulas in Markdown: where they work, and where they are left alone."""

import logging
import re

import markdown
import pytest

from adamdocs.publishing.extension import left_over
from adamdocs.publishing.messages import mended
from adamdocs.publishing.pages import PAGE, Page

NUMBER = {"value": 3.1622776601683795, "text": "3.16", "tex": "3.16"}
BIG = {"value": -1750.0, "text": "−1,750", "tex": "-1{,}750"}
FIGURE = {
    "svg": '<svg role="img" aria-label="{{alt}}"></svg>',
    "caption": "From *{{size}}*, $x^2$.",
    "alt": "From {{size}} & on.",
}
PAGES = {
    "learn/one": {
        "module": "adamdocs.explainers.one",
        "numbers": {"size": NUMBER, "big": BIG},
        "figures": {"shape": FIGURE},
    },
    "index": {"module": "adamdocs.explainers.index", "numbers": {"size": BIG}, "figures": {}},
}
EXTENSIONS = [
    "md_in_html",
    "toc",
    "attr_list",
    "tables",
    "admonition",
    "pymdownx.arithmatex",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    "pymdownx.superfences",
    "adamdocs.publishing.extension",
]


def convert(text, slug="learn/one", pages=PAGES):
    page = Page(slug=slug, source="docs/page.md", text=text, root="../", pages=pages)
    PAGE.set(page)
    options = {"pymdownx.arithmatex": {"generic": True}}
    return markdown.Markdown(extensions=EXTENSIONS, extension_configs=options).convert(text)


def test_a_number_keeps_its_full_precision_beside_its_text():
    assert convert("It is {{size}}.") == (
        '<p>It is <data class="ad-number" value="3.1622776601683795">3.16</data>.</p>'
    )


def test_a_number_of_another_page_is_named_with_its_page():
    assert ">3.16</data>" in convert("{{learn/one:size}}", slug="index")
    assert ">−1,750</data>" in convert("{{ size }}", slug="index")


@pytest.mark.parametrize(
    "text",
    [
        "# Of {{size}}",
        "*{{size}}*",
        "**{{size}}**",
        "[{{size}}](#there)",
        "| a |\n| - |\n| {{size}} |",
        "- {{size}}",
        "> {{size}}",
        '!!! note "So"\n\n    {{size}}',
        '<div markdown="1">\n{{size}}\n</div>',
        "A“{{size}}”",
    ],
)
def test_numbers_work_wherever_markdown_does(text):
    html = convert(text)
    assert ">3.16</data>" in html
    assert list(left_over(html, PAGE.get())) == []


@pytest.mark.parametrize(
    "text",
    [
        "`{{size}}`",
        "```\n{{size}}\n```",
        "```python\nx = f'{{size}}'\n{{figure shape}}\n```",
        "    {{size}}\n",
        "- a\n\n    ```\n    {{size}}\n    {{figure shape}}\n    ```",
        "~~~\n{{source adamdocs.optimizers.adam:adam}}\n~~~",
        "`` {{figure shape}} ``",
    ],
)
def test_tokens_in_code_are_left_alone(text, caplog):
    html = convert(text)
    assert "{{" in re.sub(r"<[^>]+>", "", html)
    assert "ad-number" not in html
    assert "<svg" not in html
    assert caplog.records == []
    assert list(left_over(html, PAGE.get())) == []


def test_numbers_work_in_formulas():
    html = convert("$x = {{size}}$ and\n\n$$\ny = {{big}}\n$$")
    assert "<mn>3.16</mn>" in html
    assert ">1</mn>" in html
    assert '<div class="ad-formula"><math' in html
    assert list(left_over(html, PAGE.get())) == []


def test_a_formula_keeps_its_source_as_alternative_text():
    html = convert("$\\frac{\\m_t}{2} < {{size}}$")
    assert 'alttext="\\frac{m_t}{2} &lt; 3.16"' in html
    assert 'class="ad-symbol ad-m"' in html


def test_dollars_in_code_and_prose_are_no_formulas():
    html = convert("`$x$` costs 5$ or 6$.")
    assert "<math" not in html


def test_a_figure_has_its_words_and_downloads():
    html = convert("{{figure shape}}")
    assert 'aria-label="From 3.16 &amp; on."' in html
    assert re.search(
        r"<figcaption><strong>Figure 1\.</strong> <span>From <em><data [^>]+>3.16</data></em>, "
        r'<span class="ad-joined"><m',
        html,
    )
    for form in ("svg", "png", "csv"):
        assert f'href="../figures/learn/one/shape.{form}"' in html


def test_a_figure_in_a_fold_is_counted():
    html = convert("!!! note\n\n    {{figure shape}}\n")
    assert "<strong>Figure 1.</strong>" in html


def test_a_figure_of_another_page_speaks_of_the_numbers_of_its_own():
    html = convert("{{figure learn/one:shape}}", slug="index")
    assert 'aria-label="From 3.16 &amp; on."' in html
    assert 'value="3.1622776601683795"' in html
    assert 'href="../figures/learn/one/shape.svg"' in html


def test_a_missing_number_is_told_and_leaves_a_question_mark(caplog):
    with caplog.at_level(logging.WARNING):
        html = convert("First.\n\nIt is {{sise}}.")
    assert html.endswith("<p>It is ?.</p>")
    assert [record.message for record in caplog.records] == [
        "docs/page.md:3: unknown number 'sise'; write 'size'?"
    ]


def test_a_number_that_another_page_has_is_pointed_to(caplog):
    convert("{{big}}", slug="index")
    (record,) = caplog.records
    assert record.message.endswith("unknown number 'big'; write 'learn/one:big', whose it is?")


def test_the_place_of_a_token_is_not_that_of_a_longer_one_or_of_prose():
    text = "The size.\n\n`size`\n\n{{sizes}} {{size_2}}\n\n{{size}}\n"
    page = Page("learn/one", "docs/page.md", text, "", PAGES)
    assert page.at("size") == "docs/page.md:7"
    assert page.at("The size.") == "docs/page.md:1"
    assert page.at("nowhere") == "docs/page.md"


@pytest.mark.parametrize(
    ("html", "mend"),
    [
        ("<p>{{size}}</p>", "take it out of the raw HTML"),
        ('<img alt="{{size}}">', "take it out of the raw HTML"),
        ("<p>{{figure shape}}</p>", "put it in a paragraph of its own"),
        ("<p>{{Size}}</p>", "write {{name}}"),
    ],
)
def test_tokens_left_over_are_told(html, mend):
    page = Page("learn/one", "docs/page.md", "", "", PAGES)
    (line,) = left_over(html, page)
    assert "was not replaced; " in line
    assert mend in line


@pytest.mark.parametrize("text", ["So $$\nx^2\n$$", "It is $ \\frac12 $."])
def test_formulas_left_over_are_told(text):
    (line,) = left_over(convert(text), PAGE.get())
    assert "was not converted; put $$ on lines of their own" in line


@pytest.mark.parametrize(
    "html",
    [
        "<pre>{{size}}</pre>",
        "<code>{{size}}</code>",
        '<math alttext="x^{{a}}"><mi>x</mi></math>',
        "<script>a={{}}</script>",
        "<style>{{}}</style>",
    ],
)
def test_braces_in_code_formulas_and_scripts_are_no_tokens(html):
    assert list(left_over(html, Page("learn/one", "docs/page.md", "", "", PAGES))) == []


MESSAGES = {
    "Doc file 'a.md' contains a link 'b.md', but the target is not found.": (
        "docs/a.md:2: link 'b.md', but the target is not found; mend the link, or what it leads to"
    ),
    "Doc file 'a.md' contains an unrecognized relative link 'c', it was left as is.": (
        "docs/a.md:3: unrecognized relative link 'c', it was left as is; "
        "mend the link, or what it leads to"
    ),
    "A reference to 'c.md' is included in the 'nav' configuration, which is not found.": (
        "mkdocs.yml:2: A reference to 'c.md' is included in the 'nav' configuration, which is not "
        "found; mend the line, or add the page"
    ),
    'The following pages exist in the docs directory, but are not included in the "nav" '
    "configuration:\n  - d.md\n  - e.md": "mkdocs.yml:1: no line under nav for d.md, e.md; add one",
    "Error reading page 'a.md': no such thing": "docs/a.md: no such thing",
    "Anything else.\nIn two lines.": "Anything else. In two lines",
}


@pytest.mark.parametrize(("said", "told"), MESSAGES.items())
def test_what_mkdocs_says_gets_its_place_and_mend(tmp_path, said, told):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_text("# A\n[x](b.md)\n[x](c)\n")
    (tmp_path / "mkdocs.yml").write_text("nav:\n  - c.md\n")
    assert mended(said, tmp_path) == told


def test_a_formula_and_what_touches_it_stay_on_one_line():
    html = convert("Mean ($x$). Each $n$-th of “$y$”, so $z$ is free.\n")
    joined = re.findall(r'<span class="ad-joined">(.*?)</span>', html)
    around = [re.sub(r"<math.*?</math>", "_", one) for one in joined]
    assert around == ["(_).", "_-th", "“_”,"]
    assert "so <math" in html


EQUATIONS = {
    "At 7 ± 2 it turns.": "At 7~±~2 it turns.",
    "Where κ = 100 it crawls.": "Where κ~=~100 it crawls.",
    "**κ** ± *2*": "<strong>κ</strong>~±~<em>2</em>",
    "What is lost = gained": "What is lost = gained",
    "`a = 1 ± 2`": "<code>a = 1 ± 2</code>",
}


@pytest.mark.parametrize("text", EQUATIONS)
def test_no_line_breaks_beside_the_signs_of_an_equation(text):
    assert convert(text) == f"<p>{EQUATIONS[text]}</p>".replace("~", "\xa0")

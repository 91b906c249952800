"""The gallery finds every figure where it stands, and follows what changes."""

import logging
import re

import pytest

from adamdocs.publishing.extension import left_over
from adamdocs.publishing.gallery import Card, gathered
from adamdocs.publishing.pages import PAGE, SITE, Page

from .test_pages import PAGES, convert

DRAWN = {"svg": '<svg viewBox="0 0 403.2 216" aria-label="{{alt}}"></svg>', "alt": "Of {{size}}."}
SHAPES = {
    name: DRAWN | {"caption": f"The {name} of {{{{size}}}}, $x^2$."}
    for name in ("first", "second", "third")
}
KNOWN = {
    "learn/one": PAGES["learn/one"]
    | {"figures": SHAPES, "widgets": {"push": {"figure": "second"}}},
    "learn/two": {"module": "two", "numbers": {"size": PAGES["index"]["numbers"]["size"]}}
    | {"figures": SHAPES, "widgets": {}},
}
GALLERY = "docs/reference/figures.md"


def shelf(slug, text, title="", suffix="md"):
    return Page(slug, f"docs/{slug}.{suffix}", text, "../", KNOWN, title=title or slug)


def gallery(*site, text="{{gallery}}"):
    """The gallery of a site, as HTML."""
    SITE.set(site)
    return convert(text, slug="reference/figures", pages=KNOWN)


ONE = shelf("learn/one", "{{figure third}}\n\n{{widget push}}\n\n{{figure first}}\n", "One")
TWO = shelf("learn/two", "{{figure first}}\n", "Two")
HOME = shelf("index", "{{figure learn/one:first}}\n\n{{figure learn/two:second}}\n", "Home")


def test_figures_stand_on_their_own_page_or_else_on_the_first_that_shows_them():
    assert [(page.slug, cards) for page, cards in gathered((HOME, TWO, ONE))] == [
        ("index", [Card("learn/two", "second", 2)]),
        ("learn/two", [Card("learn/two", "first", 1)]),
        (
            "learn/one",
            [
                Card("learn/one", "third", 1),
                Card("learn/one", "second", 2),
                Card("learn/one", "first", 3),
            ],
        ),
    ]


def test_a_figure_that_no_page_shows_and_a_page_without_figures_are_left_out():
    assert list(gathered((shelf("learn/one", "{{first_step}}\n"),))) == []


def test_what_is_no_figure_is_told_by_its_page_alone(caplog):
    html = gallery(shelf("learn/one", "{{figure furst}}\n\n{{figure first}}\n", "One"))
    assert "One, Figure 2" in html
    assert "furst" not in html
    assert caplog.records == []


def test_a_card_has_words_numbers_and_ways():
    html = gallery(ONE, TWO)
    (card,) = re.findall(r'<figure class="ad-card" id="learn-two-first">.*?</figure>', html, re.S)
    assert card.count('alt="Of −1,750."') == 2
    assert card.count('loading="lazy"') == 2
    assert card.count('width="2086"') == card.count('height="1150"') == 2
    for form in ("svg", "dark.svg"):
        assert f'src="../figures/learn/two/first.{form}"' in card
    for form in ("svg", "dark.svg", "png", "csv"):
        assert f'download="first.{form}" href="../figures/learn/two/first.{form}"' in card
    assert '<a href="../learn/two.md#figure-first">Two, Figure 1</a>' in card
    assert re.search(r"The first of <data [^>]*>−1,750</data>, <span [^>]*><math", card)
    assert '<a href="../learn/one.md#figure-first">One, Figure 3</a>' in html


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("A line of points that falls to 0.5. It rises.", "A line of points that falls to 0.5."),
        (
            "Two charts. Left, a line falls to zero. Right, it rises.",
            "Two charts. Left, a line falls to zero.",
        ),
        (
            "Where all of the runs of {{size}} end. $x^2$ is small.",
            "Where all of the runs of −1,750 end.",
        ),
        ("Two charts.", "Two charts."),
    ],
)
def test_a_card_has_the_first_sentences_that_say_something(monkeypatch, words, seen):
    monkeypatch.setitem(SHAPES, "first", DRAWN | {"caption": words, "alt": words})
    html = gallery(TWO)
    assert html.count(f'alt="{seen}"') == 2
    (caption,) = re.findall(r"</strong> <span>(.*?)</span><span", html)
    assert re.sub(r"<[^>]+>", "", caption) == seen


def test_pages_have_a_heading_and_a_line_in_the_list():
    html = gallery(TWO, ONE)
    assert [*re.findall(r"<h2 id=\"([^\"]+)\">", html)] == ["learn-two", "learn-one"]
    assert '<li><a href="#learn-one">One</a> 3</li>' in html
    assert '<h2 id="learn-one"><a href="../learn/one.md">One</a></h2>' in html


def test_a_notebook_is_led_to_by_its_own_name():
    notebook = shelf("notebooks/one", "{{figure learn/two:third}}\n", suffix="ipynb")
    assert 'href="../notebooks/one.ipynb#figure-third"' in gallery(notebook)


def test_a_number_that_is_missing_is_told_with_its_place(caplog, monkeypatch):
    monkeypatch.setitem(SHAPES["first"], "alt", "Of {{sise}}.")
    with caplog.at_level(logging.WARNING):
        gallery(TWO)
    (record,) = caplog.records
    assert "unknown number 'learn/two:sise'; write 'size'?" in record.message


@pytest.mark.parametrize("text", ["Here: {{gallery}}", "- {{gallery}}", "<p>{{ gallery }}</p>"])
def test_a_gallery_within_other_words_is_told(text, caplog):
    html = gallery(TWO, text=text)
    if "<figure" not in html:
        (line,) = left_over(html, PAGE.get())
        assert "was not replaced; put it in a paragraph of its own" in line
    assert caplog.records == []


@pytest.fixture
def hung(project):
    """The small project with a gallery, built."""
    project.write(GALLERY, "# Figures\n\n{{gallery}}\n")
    project.edit("mkdocs.yml", "hooks:", "  - Figures: reference/figures.md\nhooks:")
    build(project)
    return project


def build(project):
    done = project.run("build")
    assert (done.status, done.errors) == (0, [])
    return project.built()


def shown(project):
    return build(project)["reference/figures/index.html"].decode()


def test_a_built_gallery_leads_to_figures_and_files(hung):
    site = hung.built()
    html = site["reference/figures/index.html"].decode()
    assert '<a href="../../learn/tiny/#figure-steps">Tiny, Figure 1</a>' in html
    assert 'id="figure-steps"' in site["learn/tiny/index.html"].decode()
    for source in re.findall(r'(?:src|href)="../../(figures/[^"]+)"', html):
        assert site[source]


@pytest.mark.parametrize(
    ("old", "new", "then"),
    [
        ("It starts at", "It begins at", "It begins at <data"),
        ("A line from", "A curve from", 'alt="A curve from 3.16."'),
        ("height=2.0", "height=3.0", 'height="1150"'),
        ('form=".2f"', 'form=".3f"', ">3.162</data>"),
    ],
    ids=["a caption", "an alternative text", "a drawing", "a number"],
)
def test_what_changes_of_a_figure_changes_in_the_gallery(hung, old, new, then):
    before = shown(hung)
    hung.edit("adamdocs/explainers/tiny.py", old, new)
    after = shown(hung)
    assert then not in before
    assert then in after


def test_what_changes_of_a_page_changes_in_the_gallery(hung):
    hung.edit("mkdocs.yml", "Tiny:", "Small:")
    hung.edit("docs/learn/tiny.md", "{{figure steps}}\n", "")
    hung.edit("docs/index.md", "# Home\n", "# Home\n\n{{figure learn/tiny:steps}}\n")
    assert '<a href="../../#figure-steps">Home, Figure 1</a>' in shown(hung)
    hung.edit("docs/index.md", "{{figure learn/tiny:steps}}\n", "")
    assert "ad-card" not in shown(hung)

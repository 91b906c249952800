"""Figures and widgets are taken from finished pages, and shown alone with links that still lead."""

import re

import pytest

from adamdocs.publishing import embeds, talk
from adamdocs.publishing.framing import Frame, moved, taken
from adamdocs.publishing.pages import Page

DRAWING = '<svg viewBox="0 0 400 200"><use xlink:href="#a"/></svg>'
LINK = '<a class="headerlink" href="#figure-{}" title="x">¶</a>'
FILES = '<span class="ad-downloads"><a href="../../figures/one.svg">SVG</a></span>'
FIGURE = (
    f'<figure class="ad-figure" id="figure-one">{DRAWING}<figcaption><strong>Figure 1.</strong> '
    '<span>It rises, see <a href="../adam/#b">Adam</a> &amp; <a href="#figure-two">2</a>. More.'
    f"</span>{LINK.format('one')}{FILES}</figcaption></figure>"
)
WIDGET = (
    '<div class="ad-widget" id="figure-two"><adam-race id="widget-race" number="2"><figure '
    f'class="ad-figure">{DRAWING}<figcaption><strong>Figure 2.</strong> <span>It falls.</span>'
    f'</figcaption></figure></adam-race>\n<p class="ad-as-drawn">As drawn: {FILES}'
    f"{LINK.format('two')}</p>\n</div>"
)
CONTENT = f'<h1 id="top">Why <em>m</em>?{LINK.format("x")}</h1><p>a</p>{FIGURE}<p>b</p>{WIDGET}'
PAGE = Page("learn/one", "docs/learn/one.md", "", "", {}, title="One")


def test_pieces_are_taken_in_order_and_linked_to_where_they_are_alone():
    content, shown = taken(CONTENT, PAGE, "learn/one/")
    one, two = shown.pieces
    assert (one.name, one.number, one.element, one.ratio) == ("one", 1, "", 2)
    assert (two.name, two.number, two.element) == ("two", 2, "adam-race")
    assert one.words == "It rises, see Adam & 2. More."
    assert shown.heading == "Why <em>m</em>?"
    for name, what in (("one", "figure"), ("two", "widget")):
        link = f'<a class="ad-embed" href="../../embed/learn/one/{name}/#embed" title="Put this'
        assert content.count(f"{link} {what} on your page") == 1
    for piece in shown.pieces:
        assert "headerlink" not in piece.content
        assert "ad-downloads" not in piece.content
        assert piece.content.count("<figure") == piece.content.count("</figure>") == 1


def test_a_widget_may_have_a_name_of_several_words():
    content = CONTENT.replace("adam-race", "adam-first-step")
    _, shown = taken(content, PAGE, "learn/one/")
    assert [piece.element for piece in shown.pieces] == ["", "adam-first-step"]


def test_a_page_without_figures_is_as_it_was():
    content, shown = taken("<p>a</p>", PAGE, "learn/one/")
    assert (content, shown.pieces, shown.heading) == ("<p>a</p>", (), "One")


@pytest.mark.parametrize(
    ("url", "link", "led"),
    [
        ("learn/one/", "../adam/#b", "ROOT/learn/adam/#b"),
        ("learn/one/", "#b", "ROOT/learn/one/#b"),
        ("learn/one/", "../..", "ROOT/"),
        ("learn/one/", "../../references.bib", "ROOT/references.bib"),
        ("learn/one/", "../../reference/claims/", "ROOT/reference/claims/"),
        ("", "learn/adam/", "ROOT/learn/adam/"),
        ("", "#b", "ROOT/#b"),
        ("learn/one/", "https://example.org/x", "https://example.org/x"),
    ],
)
def test_a_link_leads_to_where_it_led(url, link, led):
    text = f'<a title="x" href="{link}">x</a><use xlink:href="#a"/>'
    assert moved(text, url, "ROOT/") == text.replace(f'"{link}"', f'"{led}"')


def test_the_height_of_a_frame_is_that_of_what_it_holds():
    _, shown = taken(CONTENT, PAGE, "learn/one/")
    figure, widget = shown.pieces
    drawn = embeds.WIDTH / 2
    assert drawn + 100 < embeds.height(figure, "") < drawn + 200
    rooms = "adam-moments {\n  min-height: 10px;\n}\nadam-race {\n  min-height: 1120px;\n}"
    assert 1180 < embeds.height(widget, rooms) < 1300
    tight = re.sub(r"\s+", "", rooms)
    assert embeds.height(widget, tight) == embeds.height(widget, rooms)
    assert embeds.height(widget, "") < 1000


def test_pages_are_written_with_what_the_site_has(tmp_path):
    _, shown = taken(CONTENT, PAGE._replace(title="One & <two>"), "learn/one/")
    for name in ("javascripts/ab/widgets.js", "javascripts/ab/frames/talk.js"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    frame = Frame(tmp_path, "https://example.org/adam/", "Adamdocs", [], ["stylesheets/site.css"])
    embeds.write(frame, [shown])
    talk.write(frame, [shown])
    alone = (tmp_path / "embed/learn/one/two/index.html").read_text(encoding="utf-8")
    assert "<title>One &amp; &lt;two&gt;, Figure 2 - Adamdocs</title>" in alone
    assert 'href="https://example.org/adam/learn/one/#figure-two"' in alone
    assert 'src="https://example.org/adam/embed/learn/one/two/"' in alone
    assert 'src="../../../../javascripts/ab/widgets.js"' in alone
    assert "stylesheets/site.css" not in alone
    figure = (tmp_path / "embed/learn/one/one/index.html").read_text(encoding="utf-8")
    assert "widgets.js" not in figure
    assert 'href="../../../../learn/adam/#b"' in figure
    slides = (tmp_path / "talk/learn/one/index.html").read_text(encoding="utf-8")
    assert slides.count('<section class="ad-slide') == 3
    assert '<a href="#figure-two">2</a>' in slides  # a slide of this page
    assert 'aria-label="2 of 2"' in slides
    assert 'src="../../../javascripts/ab/frames/talk.js"' in slides
    talk.write(frame, [shown._replace(slug="learn/none", pieces=())])
    assert not (tmp_path / "talk/learn/none").exists()

"""Figures and widgets are taken from finished pages, and shown alone with links that still lead."""

import html
import re
from html.parser import HTMLParser

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
RULES = 'settings="{&quot;rules&quot;: [&quot;adam&quot;]}"'
TITLE = 'One & <two> "three"'
PAGE = Page("learn/one", "docs/learn/one.md", "", "", {}, title="One")


def elements(code):
    """Tags and attributes of some HTML, as a browser reads them."""
    found = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, given: found.append((tag, dict(given)))
    parser.feed(code)
    return found


def test_pieces_are_taken_in_order_and_linked_to_where_they_are_alone():
    content, shown = taken(CONTENT, PAGE, "learn/one/")
    one, two = shown.pieces
    assert (one.name, one.number, one.element, one.ratio) == ("one", 1, "", 2)
    assert (two.name, two.number, two.element) == ("two", 2, "adam-race")
    assert one.words == "It rises, see Adam & 2. More."
    assert one.letters == len(one.words)
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
    assert 1230 < embeds.height(widget, rooms) < 1350
    whole = figure._replace(letters=figure.letters + 10 * embeds.LETTERS)
    assert embeds.height(whole, "") >= embeds.height(figure, "") + 10 * embeds.LINE
    tight = re.sub(r"\s+", "", rooms)
    assert embeds.height(widget, tight) == embeds.height(widget, rooms)
    assert embeds.height(widget, "") < 1000


def test_the_height_of_a_frame_heeds_the_settings_that_need_more_room():
    _, shown = taken(CONTENT.replace("<adam-race ", f"<adam-race {RULES} "), PAGE, "learn/one/")
    bare = taken(CONTENT, PAGE, "learn/one/")[1].pieces[1]
    adam = shown.pieces[1]
    rooms = (
        "adam-race{min-height:1120px}adam-race[settings*='\"adam\"']{min-height:1540px}"
        "@media (max-width:32em){adam-race{min-height:930px}"
        ".wide adam-race[settings*='\"adam\"']{min-height:1082px}}"
    )
    assert embeds.height(adam, rooms) - embeds.height(bare, rooms) == pytest.approx(437, abs=10)
    other = rooms.replace("""'"adam"'""", r'''"\"adam\""''')
    assert other != rooms
    assert embeds.height(adam, other) == embeds.height(adam, rooms)
    assert embeds.height(adam, rooms.replace('"adam"', '"sgd"')) == embeds.height(bare, rooms)


def test_pages_are_written_with_what_the_site_has(tmp_path):
    _, shown = taken(CONTENT, PAGE._replace(title=TITLE), "learn/one/")
    for name in ("javascripts/ab/widgets.js", "javascripts/ab/frames/talk.js"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    frame = Frame(tmp_path, "https://example.org/adam/", "Adamdocs", [], ["stylesheets/site.css"])
    embeds.write(frame, [shown])
    talk.write(frame, [shown])
    alone = (tmp_path / "embed/learn/one/two/index.html").read_text(encoding="utf-8")
    assert "<title>One &amp; &lt;two&gt; &#34;three&#34;, Figure 2 - Adamdocs</title>" in alone
    (code,) = re.findall(r"<textarea[^>]*>(.*?)</textarea>", alone, re.DOTALL)
    ((tag, given),) = elements(html.unescape(code))
    assert (tag, given.pop("height").isdigit()) == ("iframe", True)
    assert given == {
        "src": "https://example.org/adam/embed/learn/one/two/",
        "title": f"Adamdocs, {TITLE}, Figure 2",
        "width": "100%",
        "style": "border: 0",
        "loading": "lazy",
        "allow": "clipboard-write",
    }
    assert 'src="../../../../javascripts/ab/widgets.js"' in alone
    assert "stylesheets/site.css" not in alone
    figure = (tmp_path / "embed/learn/one/one/index.html").read_text(encoding="utf-8")
    assert "widgets.js" not in figure
    assert 'href="../../../../learn/adam/#b"' in figure
    slides = (tmp_path / "talk/learn/one/index.html").read_text(encoding="utf-8")
    assert slides.count('<section class="ad-slide') == 3
    assert '<a href="#figure-two">2</a>' in slides  # a slide of this page
    assert 'aria-label="1 of 2, Figure 1: It rises, see Adam &amp; 2. More."' in slides
    assert slides.count('aria-label="Slides, 2 of 2"') == 1
    assert 'src="../../../javascripts/ab/frames/talk.js"' in slides
    talk.write(frame, [shown._replace(slug="learn/none", pieces=())])
    assert not (tmp_path / "talk/learn/none").exists()

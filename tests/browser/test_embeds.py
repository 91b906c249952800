"""Figures and widgets work in frames on another origin, and their pages offer the code for it."""

import html
import re

import pytest

from .conftest import HEIGHT
from .serving import serving
from .test_access import RUN
from .watching import SETTLED, Watch

FIGURE = "embed/learn/bias-correction/two_averages/"
WIDGET = "embed/learn/bias-correction/step_against_t/"
PAPER = "getComputedStyle(document.documentElement).backgroundColor"
OFFERED = re.compile(r'<iframe [^>]*height="(\d+)"')
COLUMN, SPARE = 680, 250  # pixels: of a frame's width, and of height that may be left over
IN_FRAMES = """(pieces) => Promise.all(pieces.map(([way, width, height]) => {
  const frame = Object.assign(document.createElement('iframe'), { src: way, width, height });
  frame.style.border = 0;
  document.body.append(frame);
  return new Promise((done) => { frame.onload = done; });
}))"""
HIGH = "Math.ceil(document.querySelector('#piece').getBoundingClientRect().height)"
DARK, LIGHT = "rgb(21, 23, 28)", "rgb(255, 255, 255)"


@pytest.fixture
def elsewhere(tmp_path):
    """`elsewhere(code)`: the origin of a page of somebody else that holds this code."""
    opened = []

    def serve(code):
        page = f"<!doctype html><title>Elsewhere</title><h1>Elsewhere</h1>{code}"
        (tmp_path / "index.html").write_text(page, encoding="utf-8")
        context = serving(tmp_path)
        opened.append(context)
        return context.__enter__()

    yield serve
    for context in opened:
        context.__exit__(None, None, None)


def test_the_code_that_is_offered_works_on_another_origin(tab, origin, elsewhere, axe):
    page = tab(width=1000)
    watch = Watch(page, origin)
    watch.go("/learn/bias-correction/?warm_up.b2=0.99")
    page.locator("#figure-step_against_t .ad-embed").click()
    page.wait_for_url(f"**/{WIDGET}?warm_up.b2=0.99#embed")
    page.evaluate(SETTLED)
    page.get_by_role("checkbox").first.check()
    page.get_by_label("Theme").select_option("dark")
    assert page.evaluate(PAPER) == DARK
    page.evaluate(axe)
    assert page.evaluate(RUN, None) == []
    code = page.get_by_role("textbox").input_value()
    address = html.unescape(re.search(r'src="([^"]*)"', code)[1])
    query = "?warm_up.correct_m=on&warm_up.b2=0.99&theme=dark"
    assert address.partition("?")[0] == f"{origin}/{WIDGET}"
    assert sorted(address.partition("?")[2].split("&")) == sorted(query[1:].split("&"))
    high = page.locator("#piece").bounding_box()["height"]
    assert high <= int(re.search(r'height="(\d+)"', code)[1]) <= high + 40
    assert (watch.complaints, watch.violations()) == ([], [])

    other = tab(width=736, color_scheme="light")
    problems = []
    other.on("pageerror", lambda error: problems.append(error))
    other.goto(elsewhere(code))
    frame = other.frame_locator("iframe")
    assert other.locator("iframe").get_attribute("title") == ("Adamdocs, Bias correction, Figure 1")
    frame.get_by_text("cursor at step").wait_for()
    inner = other.frames[1]
    assert inner.evaluate(PAPER) == DARK
    assert inner.evaluate("document.cookie + localStorage.length + sessionStorage.length") == "00"
    assert inner.evaluate("document.documentElement.scrollHeight <= innerHeight")
    before = frame.locator(".caption").inner_text()
    assert "both corrected" not in before.lower()
    frame.get_by_role("checkbox").nth(1).check()
    other.wait_for_timeout(100)
    assert frame.locator(".caption").inner_text() != before
    assert frame.get_by_role("link", name="Adamdocs, Bias correction").get_attribute("target")
    assert problems == []


def test_every_piece_has_room_in_the_frame_that_is_offered(tab, origin, site):
    offered = {
        path.removesuffix("index.html"): int(OFFERED.search(html.unescape(site.read(path)))[1])
        for path in site.framed
        if path.startswith("embed/")
    }
    page = tab(width=1000)
    holder = f"{origin}/frames"  # of the site's origin, without its policy: frames may be there
    page.route(
        holder, lambda route: route.fulfill(body="<title>x</title>", content_type="text/html")
    )
    page.goto(holder)
    page.evaluate(IN_FRAMES, [[f"/{way}", COLUMN, high] for way, high in offered.items()])
    found = {frame.url.removeprefix(f"{origin}/"): frame for frame in page.frames[1:]}
    assert set(found) == set(offered)
    assert len(offered) > 100
    short = []
    for way, high in offered.items():
        found[way].evaluate(SETTLED)
        needed = found[way].evaluate(HIGH)
        if not needed <= high <= needed + SPARE:
            short.append(f"{way} needs {needed}, and is offered {high}")
    assert short == []


def test_a_figure_alone_follows_the_system_or_what_is_asked(tab, origin):
    for scheme, query, paper in (
        ("dark", "", DARK),
        ("dark", "?theme=light", LIGHT),
        ("light", "?theme=dark", DARK),
        ("light", "?theme=%3Cb%3E", LIGHT),
    ):
        page = tab(width=390, color_scheme=scheme)
        watch = Watch(page, origin)
        watch.go(f"/{FIGURE}{query}")
        assert page.evaluate(PAPER) == paper, (scheme, query)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert not page.locator("#embed").is_visible()
        assert (watch.complaints, watch.violations(), watch.shifts()) == ([], [], [])


def test_without_scripts_it_follows_the_system_and_offers_the_code(tab, origin):
    page = tab(width=390, color_scheme="dark", java_script_enabled=False)
    page.goto(f"{origin}/{WIDGET}#embed")
    assert page.locator("figure svg").is_visible()
    assert page.locator("textarea").is_visible()
    assert not page.get_by_role("button").first.is_visible()
    page.set_viewport_size({"width": 1440, "height": HEIGHT})
    assert page.locator("main").bounding_box()["width"] <= 720

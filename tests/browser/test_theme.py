"""The dark switch recolors a page and its figures (on more: test_pages.py), and keys press it."""

import pytest

from .serving import BELOW
from .test_access import switch_theme
from .watching import becomes

COLOURS = """() => ({
  page: getComputedStyle(document.body).backgroundColor,
  figures: [...document.querySelectorAll('figure > svg')].map((drawing) =>
    [...drawing.querySelectorAll('path, text, use, rect')].map((part) => {
      const { stroke, fill } = getComputedStyle(part);
      return `${stroke} ${fill}`;
    })),
})"""
FACES = """() => [...document.fonts].filter(({ status }) => status !== 'unloaded')
  .map(({ family, status }) => `${family.replaceAll('"', '')} ${status}`)"""
TEXT_FACE = """() => getComputedStyle(document.querySelector('main p')).fontFamily
  .split(',')[0].replaceAll('"', '')"""


def unchanged(page):
    """What keeps its colour when the reader changes the theme."""
    light = page.evaluate(COLOURS)
    switch_theme(page)
    dark = page.evaluate(COLOURS)
    found = ["the page"] if light["page"] == dark["page"] else []
    for number, (before, after) in enumerate(zip(light["figures"], dark["figures"], strict=True)):
        same = sum(one == other for one, other in zip(before, after, strict=True))
        if same > len(before) / 2:
            found.append(f"figure {number}: {same} of {len(before)} parts")
    return found


def strange_face(page):
    """The text's face, if it is not one that came with the site; the stand-ins do not count."""
    face = page.evaluate(TEXT_FACE)
    states = {one for one in page.evaluate(FACES) if one.startswith(f"{face} ")}
    return None if states == {f"{face} loaded"} else f"{face}: {sorted(states)}"


@pytest.mark.parametrize("key", ["Space", "Enter"])
def test_a_keyboard_presses_the_theme_switch(reader, origin, key):
    page = reader(origin + BELOW)
    page.locator(".md-option[name=__palette]").first.focus()
    for scheme in ("slate", "default"):
        page.keyboard.press(key)
        assert becomes(page, "(now) => document.body.dataset.mdColorScheme === now", scheme)
        assert page.evaluate("document.activeElement.matches('.md-option')")


DARK = {"color_scheme": "dark", "java_script_enabled": False}


def test_without_a_script_the_theme_is_the_system_s_and_has_no_switch(tab, origin):
    page = tab(**DARK)
    page.goto(origin + BELOW)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 23, 28)"
    assert page.locator("[data-md-component=palette]").is_hidden()


def test_the_theme_is_remembered_on_the_next_page(tab, origin):
    page = tab()
    page.goto(origin + BELOW)
    switch_theme(page)
    page.reload()
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"


def test_a_reader_whose_system_is_dark_begins_in_the_dark(tab, origin):
    page = tab(color_scheme="dark")
    page.goto(origin + BELOW)
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"


MOVING = """() => [...document.querySelectorAll('*')].flatMap((element) =>
  [undefined, '::before', '::after'].map((part) => getComputedStyle(element, part)))
  .filter(({ transitionDuration, animationDuration }) =>
    /[1-9]/.test(transitionDuration + animationDuration)).length"""


def test_a_reader_who_wants_less_motion_gets_none(reader, origin):
    assert reader(origin + BELOW).evaluate(MOVING) == 0


def test_motion_is_found(reader, served):
    page = reader(served("<p style='transition: all 1s'>x</p><b style='animation: a 1s'>x</b>"))
    assert page.evaluate(MOVING) == 2


SWITCH = """
<form data-md-component="palette"><label id="switch">Dark</label></form>
<style>[data-md-color-scheme="slate"] { --ink: white; background: black }</style>
<figure><svg><path stroke="COLOUR" d="M 0 0 L 9 9"/></svg></figure>
<script>
  document.body.dataset.mdColorScheme = 'default';
  document.querySelector('label').onclick = () => (document.body.dataset.mdColorScheme = 'slate');
</script>
"""


def test_a_figure_that_keeps_its_colours_is_found(reader, served):
    page = reader(served(SWITCH.replace("COLOUR", "#123456")))
    assert unchanged(page) == ["figure 0: 1 of 1 parts"]


def test_a_figure_that_follows_the_theme_is_right(reader, served):
    page = reader(served(SWITCH.replace("COLOUR", "var(--ink, black)")))
    assert unchanged(page) == []


def test_a_face_that_is_missing_is_found(reader, served):
    css = "@font-face { font-family: Own; src: url(gone.woff2) } p { font-family: Own, serif }"
    page = reader(served(f"<style>{css}</style><p>Text.</p>"))
    assert strange_face(page) == "Own: ['Own error']"


def test_a_text_in_a_face_of_the_readers_machine_is_found(reader, served):
    page = reader(served("<p style='font-family: serif'>Text.</p>"))
    assert strange_face(page) == "serif: []"

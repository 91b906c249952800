"""Slides: by keys, by links without scripts, legible from the last row, present in the address."""

import pytest

from .conftest import NARROW
from .test_access import RUN
from .watching import SETTLED, Watch, becomes

TALK = "/talk/learn/bias-correction/"
FIRST, SECOND = "#figure-step_against_t", "#figure-two_averages"
PROJECTOR = {"width": 1920, "height": 1080}
LEAST = 24  # pixels of words on a projector
SCHEME = "document.documentElement.dataset.mdColorScheme"
FOCUSED = "document.activeElement.getAttribute('aria-label')"
IN_VIEW = """() => [...document.querySelectorAll('.ad-slide')].find((slide) =>
  Math.abs(slide.getBoundingClientRect().top) < 3)?.id"""
SMALL = """(least) => {
  const found = [];
  const look = (root, zoom) => {
    for (const node of root.querySelectorAll('*')) {
      if (node.shadowRoot) look(node.shadowRoot, 1);
      const words = [...node.childNodes].filter((one) => one.nodeType === 3 && one.data.trim());
      if (!words.length || !node.checkVisibility({ visibilityProperty: true })) continue;
      if (node.closest('.away, .ad-away, sub, sup, math, option, [id^=widget-] > figure')) continue;
      const svg = node.closest('svg');
      const scale = svg?.viewBox.baseVal?.width
        ? svg.getScreenCTM().a / (svg.currentCSSZoom ?? 1) : 1;
      const size = parseFloat(getComputedStyle(node).fontSize) * scale * node.currentCSSZoom;
      if (size < least) found.push(`${words[0].data.trim()}: ${size.toFixed(1)}`);
    }
  };
  look(document, 1);
  return found;
}"""


@pytest.fixture
def talk(tab, origin):
    """`talk(anchor, …)`: the slides in a new tab, and what they complain of."""

    def go(anchor="", **settings):
        page = tab(**settings)
        watch = Watch(page, origin)
        watch.go(TALK + anchor)
        return page, watch

    return go


def test_keys_lead_through_the_slides_and_out(talk, origin):
    page, watch = talk(viewport=PROJECTOR)
    ids = page.evaluate("[...document.querySelectorAll('.ad-slide')].map(({ id }) => id)")
    count = len(ids) - 1

    def at(place, key=None):
        if key:
            page.keyboard.press(key)
            page.wait_for_timeout(120)
            name = f"{place} of {count}, Figure {place}: " if place else "Title"
            assert page.evaluate(FOCUSED).startswith(name)
            assert page.url.endswith(f"#{ids[place]}")
        assert page.evaluate(IN_VIEW) == ids[place]

    at(0)
    for place, key in enumerate(("ArrowRight", "PageDown", "Space", "ArrowRight"), start=1):
        at(place, key)
    at(3, "ArrowLeft")
    at(2, "PageUp")
    at(1, "Shift+Space")
    at(count, "End")
    at(count, "ArrowRight")
    at(0, "Home")
    at(1, "ArrowDown")
    page.get_by_role("slider").first.focus()
    before = page.locator(".caption").first.inner_text()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(120)
    assert page.locator(".caption").first.inner_text() != before
    assert page.url.endswith(FIRST)
    page.keyboard.press("Escape")
    assert page.evaluate(FOCUSED).startswith(f"1 of {count}")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    page.wait_for_url(f"{origin}/learn/bias-correction/{SECOND}")
    assert (watch.complaints, watch.violations()) == ([], [])


def test_letters_count_on_a_slide_alone_and_buttons_do_the_same(talk):
    page, watch = talk(FIRST, viewport=PROJECTOR)
    schemes = []

    def pressed(key):
        page.keyboard.press(key)
        schemes.append(page.evaluate(SCHEME))

    for key in ("t", "Shift+T", "T"):
        pressed(key)
    slide = page.locator(FIRST)
    slide.get_by_role("checkbox").first.focus()
    pressed("t")
    button = slide.get_by_role("button", name="Other theme")
    button.focus()
    pressed("t")
    pressed("Enter")
    pressed(" ")
    assert schemes == ["slate", "default", "slate", "slate", "slate", "default", "slate"]
    slide.get_by_role("button", name="Full screen").click()
    assert becomes(page, "document.fullscreenElement !== null")
    slide.focus()
    page.keyboard.press("F")
    assert becomes(page, "document.fullscreenElement === null")
    assert (watch.complaints, watch.violations()) == ([], [])


def test_slides_have_headings_and_landmarks_of_their_own(talk):
    page, _ = talk(FIRST)
    count = page.locator(".ad-slide").count()
    assert page.get_by_role("heading").count() == count
    assert page.get_by_role("heading", name="Figure 1", exact=True).count() == 1
    bars = page.evaluate("[...document.querySelectorAll('nav')].map((bar) => bar.ariaLabel)")
    assert len({*bars}) == count
    assert all(name.startswith("Slides, ") for name in bars)


def test_a_slide_opens_by_its_address_and_can_be_read_from_afar(talk, axe):
    page, watch = talk(SECOND, viewport=PROJECTOR)
    assert page.evaluate(IN_VIEW) == SECOND[1:]
    assert page.evaluate(SMALL, LEAST) == []
    page.evaluate(axe)
    found = page.evaluate(RUN, None)
    page.keyboard.press("t")
    assert found + page.evaluate(RUN, ["color-contrast"]) == []
    assert (watch.complaints, watch.violations(), watch.shifts()) == ([], [], [])


def test_a_pointer_meets_a_widget_that_is_enlarged(talk):
    page, _ = talk(FIRST, viewport=PROJECTOR)
    chart = page.locator("adam-warmup svg.chart")
    box = chart.bounding_box()
    page.mouse.click(box["x"] + 0.984 * box["width"], box["y"] + 0.4 * box["height"])
    last = page.evaluate("document.querySelector('adam-warmup').state.t")
    page.mouse.click(box["x"] + 0.5 * box["width"], box["y"] + 0.4 * box["height"])
    middle = page.evaluate("document.querySelector('adam-warmup').state.t")
    assert last > 4000
    assert 40 <= middle <= 160  # of a logarithmic axis


def test_a_phone_and_a_reader_without_scripts_follow_links(tab, origin):
    page = tab(width=NARROW, java_script_enabled=False, color_scheme="dark")
    page.goto(origin + TALK)
    page.get_by_role("link", name="Next").first.click()
    assert page.url.endswith(FIRST)
    page.locator(FIRST).get_by_role("link", name="Next").click()
    assert page.url.endswith(SECOND)
    page.wait_for_timeout(200)
    assert page.evaluate(IN_VIEW) == SECOND[1:]
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW
    assert page.locator(f"{SECOND} figure svg, {SECOND} > svg").first.is_visible()
    assert page.get_by_role("button").count() == 0


def test_a_page_leads_to_its_slides(tab, origin):
    page = tab()
    page.goto(f"{origin}/learn/bias-correction/")
    page.evaluate(SETTLED)
    page.get_by_role("link", name="Slides").click()
    page.wait_for_url(f"{origin}{TALK}")

"""A keyboard alone reaches everything in order and sees where it is; more pages: test_pages.py."""

from itertools import count, takewhile

import pytest

from .conftest import NARROW
from .serving import BELOW, where

# The stops of a page in its order. Of radio buttons a keyboard meets one; search results come
# and go with the search.
STOPS = """() => {
  const all = 'a[href], button, input, select, textarea, summary, [tabindex]';
  const deep = (root) => [...root.querySelectorAll('*')].flatMap((element) =>
    [element, ...(element.shadowRoot ? deep(element.shadowRoot) : [])]);
  const passedOver = (element) => {
    const root = element.getRootNode();
    const group = [...root.querySelectorAll(`[type=radio][name="${element.name}"]`)];
    const one = group.find(({ checked }) => checked) ?? group[0];
    return element.type === 'radio' && element !== one;
  };
  window.__parts = deep(document);
  window.__stops = __parts.filter((element) => element.matches(all)
    && element.tabIndex >= 0 && !element.disabled && !passedOver(element)
    && !element.closest('[inert], .md-search__output')
    && element.checkVisibility({ visibilityProperty: true }));
  return window.__stops.map((element) => element.outerHTML.slice(0, 80));
}"""
# A cell's code gives way to its editor when it takes the focus, and a race shows the inside of
# Adam's step when it comes near; what a reader may open is open.
EDITED = """async () => {
  document.querySelectorAll('details').forEach((one) => { one.open = true; });
  await Promise.all([...document.querySelectorAll('adam-cell')].map((cell) => cell.edit()));
  await Promise.all([...document.querySelectorAll('adam-race')].map((race) => race.open?.()));
}"""
HERE = """() => {
  let element = document.activeElement;
  while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  if (element === document.body) return null;
  const outlined = ({ outlineStyle, outlineWidth, outlineColor }) => outlineStyle !== 'none'
    && parseFloat(outlineWidth) > 0 && outlineColor !== 'rgba(0, 0, 0, 0)';
  const next = element.nextElementSibling; // the theme shows a hidden field's focus beside it
  const marks = [element, ...(element.labels ?? []), ...(next?.tagName === 'LABEL' ? [next] : [])];
  const box = marks.map((mark) => mark.getBoundingClientRect()).find(({ width }) => width > 0);
  const caret = element.matches('input[type=text], input[type=number], textarea');
  const header = document.querySelector('.md-header')?.getBoundingClientRect() ?? { bottom: 0 };
  const room = innerHeight - header.bottom;
  const frame = element.closest('label'); // a hidden button in a frame that shows its focus
  if (frame) marks.push(frame);
  const twin = (stop) => stop.type === 'radio' && element.type === 'radio'
    && stop.name === element.name && stop.getRootNode() === element.getRootNode();
  return { // a group of radio buttons is met at its other end on the way back
    stop: window.__stops.findIndex((stop) => stop === element || twin(stop)),
    passing: element.closest('.md-search__output') !== null,
    shown: caret || marks.some((mark) => outlined(getComputedStyle(mark))),
    onScreen: box !== undefined && box.right > 0 && box.bottom > 0
      && box.left < innerWidth && box.top < innerHeight,
    covered: box !== undefined && !element.closest('.md-header, .md-skip, .md-sidebar')
      && (box.height < room ? box.top : box.bottom) < header.bottom - 1,
  };
}"""
# What every page must offer to a keyboard, besides what it links to itself.
OFFERED = {
    "the skip link": ".md-skip",
    "the theme switch": ".md-option",
    "the search": ".md-search__input",
    "the navigation": ".md-nav--primary a",
    "the downloads of each figure": ".ad-downloads a",
}
# Stops that, like the one before them, are HTML's own and no part of ours, with nothing in between
# that may take the focus by itself: a browser's Tab goes through those in their order.
HTMLS_OWN = """() => {
  const ours = (part) => part && (part.localName.startsWith('adam-') || ours(part.parentElement));
  const own = (part) => !ours(part)
    && part.matches('article :is(a[href], button, summary):not([tabindex], [contenteditable])');
  const scrolls = ({ scrollWidth, clientWidth, scrollHeight, clientHeight }) =>
    scrollWidth > clientWidth || scrollHeight > clientHeight;
  const mayStop = (part) => part.matches('iframe, object, embed, audio, video, [contenteditable]')
    || (scrolls(part) && /auto|scroll/.test(getComputedStyle(part).overflow));
  const numbers = new Map(__stops.map((stop, number) => [stop, number]));
  const found = [];
  let onward = false;
  for (const part of __parts) {
    const number = numbers.get(part);
    if (number === undefined) {
      onward &&= !mayStop(part);
    } else {
      if (onward && own(part)) found.push(number);
      onward = own(part);
    }
  }
  return found;
}"""
LOOK = f"(stops) => stops.map((stop) => {{ __stops[stop].focus(); return ({HERE})(); }})"
COUNT = "(selector) => window.__stops.filter((stop) => stop.matches(selector)).length"
# A notebook's cell draws its own figures; they are no files.
FIGURES = "document.querySelectorAll('.ad-figure:has(figcaption):not(adam-cell *)').length"


def differs(page):
    """Whether the page looks different once the element in focus has lost it."""
    focused = page.screenshot()
    element = page.evaluate_handle("document.activeElement")
    element.evaluate("(element) => element.blur()")
    lost = page.screenshot()
    element.evaluate("(element) => element.focus()")
    return focused != lost


def skip(page):
    """Meet the skip link, which comes first, and go to the stop before the text; its number."""
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className").startswith("md-skip")
    return page.evaluate("""() => {
      const text = __stops.findIndex((stop) => stop.closest('article'));
      __stops[text - 1].focus();
      return text;
    }""")


def tabbing(page, *, skipping=False, back=False, leaping=False):
    """What goes wrong when a reader presses Tab to the end of a page.

    Args:
        page: as it was opened.
        skipping: from the text on, where the skip link leads, and not from the top.
        back: from the end to the top, with Shift.
        leaping: give the focus to what is HTML's own with no key pressed: a tenth of the time.
            Onward only.
    """
    page.evaluate(EDITED)
    stops = page.evaluate(STOPS)
    expected = range(skip(page) if skipping else 0, len(stops))
    leapt = set(page.evaluate(HTMLS_OWN)) if leaping else set()
    found, seen = [], []
    while len(seen) < len(expected) + 3:
        leap = list(takewhile(leapt.__contains__, count(seen[-1] + 1))) if seen else []
        if leap:
            looked = page.evaluate(LOOK, leap)
        else:
            page.keyboard.press("Shift+Tab" if back else "Tab")
            looked = [page.evaluate(HERE)]
        known = {*seen, *range(expected[0])}
        met = [here for here in looked if here and here["stop"] not in known]
        for here in met:
            if not here["passing"]:
                name = stops[here["stop"]] if here["stop"] >= 0 else "something that is no stop"
                seen.append(here["stop"])
                found += [f"{what}: {name}" for what in wrong(page, here)]
        if leap:
            page.evaluate("(stop) => __stops[stop].focus()", leap[-1])
        if len(met) < len(looked):
            break  # at the end, or at the top again
    found += [f"never reached: {stops[stop]}" for stop in expected if stop not in seen]
    if seen != sorted(seen, reverse=back):
        found.append(f"out of order: {seen}")
    return found


def wrong(page, here):
    """What is wrong with a stop as it was found."""
    if not here["onScreen"]:
        yield "off the screen"
    elif here["covered"]:
        yield "below the header"
    elif not here["shown"]:
        page.evaluate("(stop) => __stops[stop]?.focus()", here["stop"])
        if not differs(page):
            yield "no sign of the focus"


def missing(page):
    """What a page does not offer to a keyboard, of what it should."""
    offers = {what: page.evaluate(COUNT, selector) for what, selector in OFFERED.items()}
    needed = dict.fromkeys(OFFERED, 1)
    needed["the downloads of each figure"] = 3 * page.evaluate(FIGURES)
    if page.locator(".md-sidebar--primary[hidden]").count():
        needed["the navigation"] = 0
    return [what for what, count in needed.items() if offers[what] < count]


def test_tab_reaches_the_header_and_the_navigation_too_and_the_way_back(reader, origin):
    assert tabbing(reader(origin + BELOW)) == []
    assert tabbing(reader(origin + BELOW + "playground/")) == []  # without columns beside it
    assert tabbing(reader(origin + BELOW + "learn/adam/"), back=True) == []


def test_a_narrow_window_shows_the_focus_in_its_drawer_too(reader, origin, site):
    explainer = next(page for page in site.pages.values() if page.address.startswith("learn/"))
    assert tabbing(reader(origin + where(explainer.address), NARROW)) == []


def test_a_keyboard_changes_the_theme(reader, origin):
    page = reader(origin + BELOW)
    page.locator(".md-option").first.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"


def test_a_keyboard_searches_and_opens_what_was_found(tab, origin):
    page = tab()
    page.goto(origin + BELOW)
    page.locator(".md-search__input").focus()
    page.keyboard.type("bias correction")
    page.locator(".md-search-result__link").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/adam/learn/bias-correction/**")


def test_escape_leaves_the_search_and_the_keyboard_goes_on_behind_it(reader, origin):
    page = reader(origin + BELOW)
    page.keyboard.press("/")
    page.keyboard.type("bias")
    page.locator(".md-search-result__link").first.wait_for()
    page.keyboard.press("Escape")
    assert page.evaluate("document.querySelector('#__search').checked") is False
    assert page.locator(".md-search__output").is_hidden()
    page.evaluate(STOPS)
    for _ in ("what was found, which may scroll", "the next stop"):
        page.keyboard.press("Tab")
    assert page.evaluate(HERE)["stop"] >= 0


BROKEN = """
<style>.ground:focus { background: gold }</style>
<a href="other/" tabindex="2">second</a>
<a href="other/" tabindex="1">first</a>
<a href="other/">good</a>
<a href="other/" style="outline: none">hidden focus</a>
<a href="other/" style="outline: none" class="ground">good ground</a>
<a href="other/" style="position: absolute; left: -999px">off the screen</a>
<button type="button">good</button>
<button type="button" onfocus="this.blur()">trap</button>
"""


@pytest.mark.parametrize("leaping", [False, True])
def test_what_a_keyboard_cannot_use_is_found(reader, served, leaping):
    page = reader(served(f"<article>{BROKEN}</article>"))
    found = tabbing(page, leaping=leaping)
    assert any(one.startswith("no sign of the focus: ") and "outline: none" in one for one in found)
    assert any(one.startswith("off the screen: ") and "-999px" in one for one in found)
    assert any(one.startswith("never reached: ") and "trap" in one for one in found)
    assert any(one.startswith("out of order: [1, 0") for one in found)
    assert not any("good" in one for one in found)
    assert len(missing(page)) == len(OFFERED) - 1


SCROLLER = """
<article><a href="other/">one</a> <a href="other/">two</a>
<div style="overflow: auto; width: 90px; height: 30px"><p>More than has room there.</p></div>
<a href="other/">three</a> <a href="other/">four</a></article>
"""


def test_a_stop_that_is_none_of_ours_is_found_between_html_s_own(reader, served):
    page = reader(served(SCROLLER))
    found = tabbing(page)
    assert any(one.startswith("out of order: ") for one in found)
    page.reload()
    assert tabbing(page, leaping=True) == found


BELOW_THE_HEADER = """
<header class="md-header" style="position: fixed; top: 0; height: 60px; width: 100%"></header>
<a href="other/" style="position: fixed; top: 30px">half of it is hidden</a>
"""


def test_what_stops_below_the_header_is_found(reader, served):
    (found,) = tabbing(reader(served(BELOW_THE_HEADER)))
    assert found.startswith("below the header: ")


def test_a_page_that_a_keyboard_can_use_is_right(reader, served):
    page = reader(served("<a href='other/'>one</a> <button type='button'>two</button>"))
    assert tabbing(page) == []

"""The system's own colors, and more contrast where it is asked for: nothing sinks into the ground.

A drawing's inks are its author's, so nothing makes them legible on a ground that the system chose
but the style sheets; and what is told by a color alone is lost there.
"""

import pytest

from .conftest import NARROW, WIDE
from .sampling import layouts, samples
from .serving import BELOW
from .test_access import switch_theme
from .test_keyboard import tabbing
from .watching import SETTLED

FORCED = {"forced_colors": "active"}
LIGHT, DARK = {"color_scheme": "light"}, {"color_scheme": "dark"}
# Of drawings: lines and letters in a named ink stand out, haloes do not. Of icons: they are grounds
# that are cut out. Of what is pressed or chosen: it looks unlike what is not. Of verdicts: words.
LOST = """([words, lines]) => {
  const deep = (root) => [...root.querySelectorAll('*')].flatMap((element) =>
    [element, ...(element.shadowRoot ? deep(element.shadowRoot) : [])]);
  const all = deep(document).filter((element) => element.checkVisibility?.());
  const numbers = (color) => (color.match(/[\\d.]+/g) ?? []).map(Number);
  const luminance = (color) => {
    const scale = color.startsWith('color(') ? 1 : 255;
    const [r, g, b] = numbers(color.replace('srgb', '')).slice(0, 3).map((c) => c / scale)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  // Colors and shadows that the system takes the place of; they are still told as they were.
  const isForced = matchMedia('(forced-colors: active)').matches;
  const forced = (style) => isForced && style.forcedColorAdjust === 'auto';
  const ground = getComputedStyle(document.body).backgroundColor;
  const found = new Set();
  const note = (what, element) => found.add(`${what}: ${element.outerHTML.slice(0, 120)}`);

  const INKS = 'ink|muted|rule|g|m|v|adam|theory|alarm';
  const drawn = all.filter((element) => element.closest('.ad-figure > svg, svg.chart, svg.swatch'));
  for (const part of drawn) {
    const style = getComputedStyle(part), own = part.getAttribute('style') ?? '';
    const named = (property) =>
      new RegExp(`(^|[;\\\\s])${property}: *var\\\\(--ad-(${INKS})\\\\)`).test(own);
    const inked = new RegExp(`(^| )ad-(${INKS})( |$)`).test(part.getAttribute('class'));
    if (part.matches('text, tspan')) {
      if (contrast(style.fill, ground) < words) note('pale letters', part);
      if (style.stroke !== 'none' && contrast(style.stroke, ground) > 1.3)
        note('letters filled in', part);
    } else if (part.matches('path, line, use, rect, circle')) {
      if ((named('stroke') || inked) && style.stroke.startsWith('rgb(')
        && !part.matches('.ring, .hollow') && contrast(style.stroke, ground) < lines)
        note('pale line', part);
      if (named('fill') && style.fill.startsWith('rgb(') && contrast(style.fill, ground) < lines)
        note('pale area', part);
    }
  }
  for (const element of all) {
    for (const pseudo of ['::before', '::after']) {
      const style = getComputedStyle(element, pseudo);
      const { content, maskImage, backgroundColor } = style;
      if (content !== 'none' && maskImage && maskImage !== 'none'
        && numbers(backgroundColor)[3] !== 0
        && (forced(style) || contrast(backgroundColor, ground) < 3))
        note(`an icon (${pseudo})`, element);
    }
  }
  const look = (element) => {
    const style = getComputedStyle(element);
    const { borderTopWidth, fontWeight, outlineStyle } = style;
    const { borderTopColor, backgroundColor, color, boxShadow } = forced(style) ? {} : style;
    return [borderTopWidth, borderTopColor, backgroundColor, color, boxShadow, fontWeight,
      outlineStyle].join();
  };
  const pairs = [['[aria-pressed=true]', '[aria-pressed=false]'],
    ['.choice:has(:checked)', '.choice:not(:has(:checked))']];
  for (const [on, off] of pairs) {
    for (const one of all.filter((element) => element.matches(on))) {
      const others = [...one.parentElement.querySelectorAll(`:scope > ${off}`)];
      if (others.some((other) => look(other) === look(one))) note('looks as if it were off', one);
    }
  }
  for (const card of all.filter((element) => element.matches('.ad-claim, .ad-audit')))
    if (!card.querySelector('.ad-verdict')?.textContent.trim()) note('no verdict in words', card);
  return [...found];
}"""
WORDS, LINES = 4.5, 3  # what the Web Content Accessibility Guidelines ask of letters and of lines
MORE_WORDS = 7
EXPLAINER = BELOW + "learn/adam/"  # with a widget, figures, a question, claims


@pytest.fixture
def seen(tab):
    """`seen(url, **media)`: a page as a reader of these settings has it, in a tab of its own.

    Playwright takes a setting of `None` for "as it was": other tests' tab would keep it.
    """

    def go(url, width=WIDE, **media):
        page = tab(width, reduced_motion="reduce")
        page.emulate_media(**media)
        page.goto(url)
        page.evaluate(SETTLED)
        return page

    return go


def choose(page):
    """Answer the first question of a page and open what is folded, for their looks to be seen."""
    page.evaluate("""() => {
      document.querySelectorAll('details').forEach((one) => { one.open = true; });
      document.querySelector('adam-guess button[aria-pressed]')?.click();
    }""")


def test_nothing_is_lost_where_the_system_chooses_the_colors(seen, origin):
    lost = {}
    assert len(samples()) > len(layouts())
    for address in samples():
        page = seen(origin + BELOW + address, **FORCED, **LIGHT)
        choose(page)
        for ground in (LIGHT, DARK):
            page.emulate_media(**FORCED, **ground)
            switch_theme(page)  # away from the system's, which must not matter
            if found := page.evaluate(LOST, [WORDS, LINES]):
                lost[address, ground["color_scheme"]] = found
    assert lost == {}


def test_a_reader_who_asks_for_more_contrast_gets_it(seen, origin):
    page = seen(origin + EXPLAINER, contrast="more")
    choose(page)
    for _ in ("dark", "light"):
        switch_theme(page)
        assert page.evaluate(LOST, [MORE_WORDS, LINES]) == []


def test_a_keyboard_shows_where_it_is_in_the_system_s_colors(seen, origin):
    page = seen(origin + EXPLAINER, NARROW, **FORCED, **DARK)
    assert tabbing(page) == []


BROKEN = """
<style>
  :root { --ad-m: #223; --ad-ink: white; --ad-paper: #000 }
  .icon::before { content: ""; background: CanvasText; mask-image: url(data:,) }
  button { border-color: red } [aria-pressed="true"] { border-color: blue }
  .ad-figure svg { forced-color-adjust: none }
</style>
<figure class="ad-figure"><svg>
  <path style="stroke: var(--ad-m)" d="M0 0H9" id="pale"/>
  <path style="stroke: var(--ad-ink)" d="M0 0H9" id="good"/>
  <text style="fill: var(--ad-m)">pale</text>
  <text style="fill: var(--ad-ink); stroke: var(--ad-ink)">blob</text>
  <text style="fill: var(--ad-ink); stroke: var(--ad-paper)">halo</text>
</svg></figure>
<p class="icon">An icon</p>
<div><button aria-pressed="true">on</button><button aria-pressed="false">off</button></div>
<div class="ad-claim">No verdict.</div>
"""


def test_what_sinks_into_the_ground_is_found(seen, served):
    found = "\n".join(seen(served(BROKEN), **FORCED, **DARK).evaluate(LOST, [WORDS, LINES]))
    assert 'pale line: <path style="stroke: var(--ad-m)"' in found
    assert 'pale letters: <text style="fill: var(--ad-m)">' in found
    assert "letters filled in: " in found
    assert 'an icon (::before): <p class="icon">' in found
    assert 'looks as if it were off: <button aria-pressed="true">' in found
    assert "no verdict in words: " in found
    assert not any(f">{word}<" in found for word in ("halo", "good"))
    assert 'id="good"' not in found

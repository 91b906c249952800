"""What fits a narrow phone and what reads without JavaScript; on all pages: test_pages.py."""

from .conftest import NARROWEST
from .serving import BELOW

TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth, found = [];
  const whole = document.documentElement.scrollWidth;
  if (whole > width) found.push(`the page is ${whole} pixels wide`);
  const style = (element) => getComputedStyle(element);
  const scrolls = (element) => element && (
    ['auto', 'scroll'].includes(style(element).overflowX) || scrolls(element.parentElement));
  const name = ({ tagName, id, className }) =>
    `<${tagName.toLowerCase()} id="${id}" class="${className}">`;
  const all = document.querySelectorAll('article, article *, main > :not(div), .md-footer *');
  for (const element of all) {
    const { left, right, width: own } = element.getBoundingClientRect();
    if (!own || element.ownerSVGElement) continue;
    if ((right > width + 1 || left < -1) && !scrolls(element))
      found.push(`${name(element)} reaches from ${left.toFixed()} to ${right.toFixed()}`);
    const cut = ['hidden', 'clip'].includes(style(element).overflowX)
      && style(element).textOverflow !== 'ellipsis';
    if (cut && own > 1 && element.scrollWidth > element.clientWidth + 1)
      found.push(`${name(element)} cuts off its content`);
  }
  return found;
}"""

UNREADABLE = """() => {
  const found = [];
  const name = (element) =>
    `<${element.tagName.toLowerCase()}> ${element.id || element.textContent.trim().slice(0, 40)}`;
  const parts = 'h1, h2, h3, h4, p, li, td, pre, math, figure, figcaption, summary, img';
  for (const element of document.querySelectorAll('main')[0].querySelectorAll(
      parts.split(', ').map((part) => `article ${part}, main > ${part}`).join(', '))) {
    const folded = element.closest('details:not([open])');
    if (folded && element.closest('summary')?.parentElement !== folded) continue;
    if (!element.textContent.trim() && element.tagName !== 'IMG') continue;
    if (element.matches('.ad-dark')) continue; // a drawing for the other theme
    const { width, height } = element.getBoundingClientRect();
    const seen = element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    if (!seen || width < 1 || height < 1) found.push(`${name(element)} is not visible`);
  }
  for (const drawing of document.querySelectorAll('figure > svg')) {
    const { width, height } = drawing.getBoundingClientRect();
    if (width < 200 || height < 100)
      found.push(`${name(drawing)} is ${width.toFixed()} by ${height.toFixed()} pixels`);
  }
  return found;
}"""


# Each folded part is clicked where its summary is seen, so that what lies above it is in the way.
OPEN = """() => [...document.querySelectorAll('details')].flatMap((folded, number) => {
  const summary = folded.querySelector(':scope > summary');
  if (!folded.open) {
    summary.scrollIntoView({ block: 'center' });
    const { left, top, width, height } = summary.getBoundingClientRect();
    const met = document.elementFromPoint(left + width / 2, top + height / 2);
    if (summary.contains(met)) summary.click();
  }
  return folded.open ? [] : [`details ${number} does not open`];
})"""


def unreadable(page):
    """What a reader cannot see or open, folded parts opened one after the other."""
    found = page.evaluate(UNREADABLE)
    return found + page.evaluate(OPEN) + page.evaluate(UNREADABLE)


def test_a_reader_without_javascript_finds_the_next_page(reader, origin):
    page = reader(origin + BELOW, scripts=False)
    page.locator("article [href^='learn/']").first.click()
    assert page.url.startswith(origin + BELOW)
    assert page.url != origin + BELOW
    page.locator(".md-nav--primary a:visible", has_text="Home").click()
    assert page.url == origin + BELOW


TOO_WIDE_PARTS = """
<p id="wide" style="width: 400px">x</p>
<p id="left" style="margin-left: -30px">x</p>
<p id="cut" style="overflow: hidden"><b style="padding-left: 400px">x</b></p>
<div id="scroller" style="overflow: auto"><p id="inside" style="width: 400px">x</p></div>
<p id="fits">x</p>
"""


def test_what_is_too_wide_for_a_phone_is_found(reader, served):
    page = reader(served(f"<article>{TOO_WIDE_PARTS}</article>"), NARROWEST)
    found = "\n".join(page.evaluate(TOO_WIDE))
    assert "the page is 408 pixels wide" in found
    assert '<p id="wide" class=""> reaches from 8 to 408' in found
    assert '<p id="left" class=""> reaches from -22 to ' in found
    assert '<p id="cut" class=""> cuts off its content' in found
    assert not any(f'id="{name}"' in found for name in ("scroller", "inside", "fits"))


UNREADABLE_PARTS = """
<h2 style="opacity: 0">Pale</h2>
<p hidden>Unseen</p>
<figure><svg style="height: 0"><text>Flat</text></svg></figure>
<details><summary>Opens</summary><p hidden>Unseen inside</p><p>Seen inside</p></details>
<details><summary inert>Stuck</summary><p>Never seen</p></details>
<details><summary>Covered</summary><p>Never seen</p></details>
<div style="position: relative; top: -40px; height: 40px"></div>
<p>Plain</p>
"""


def test_what_only_javascript_would_show_is_found(reader, served):
    page = reader(served(f"<article>{UNREADABLE_PARTS}</article>"), scripts=False)
    found = "\n".join(unreadable(page))
    for hidden in ("Pale", "Unseen", "Unseen inside"):
        assert f"> {hidden} is not visible" in found
    assert "Flat is 300 by 0 pixels" in found
    assert "details 1 does not open" in found
    assert "details 2 does not open" in found
    assert "Plain" not in found
    assert "Seen inside" not in found.replace("Unseen inside", "")

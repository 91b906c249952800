"""What widgets cost a reader: bytes of script, and milliseconds of script a frame."""

import gzip
import statistics
from collections.abc import Callable, Iterator
from typing import Any

from adamdocs.publishing.bench_browser import SITE, addresses, browsing

WAIT = 2500  # milliseconds a widget plays

# Every frame's script is timed: what a widget does on input, and what it does when it is drawn.
TIMED = """
const frame = requestAnimationFrame.bind(window);
window.__spent = [];
window.requestAnimationFrame = (callback) => frame((now) => {
  const began = performance.now();
  callback(now);
  window.__spent.push(performance.now() - began);
});
"""
LOADED = "performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)"
DRAG = """async (element) => {
  const spent = [];
  const frame = () => new Promise((done) => setTimeout(() => requestAnimationFrame(done)));
  for (const slider of element.shadowRoot.querySelectorAll('.slider input')) {
    const before = slider.value;
    for (const value of [...Array(Number(slider.max) + 1).keys(), before]) {
      window.__spent.length = 0;
      const began = performance.now();
      slider.value = value;
      slider.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
      const handled = performance.now() - began;
      await frame();
      await frame();
      spent.push(handled + Math.max(0, ...window.__spent));
    }
  }
  return spent;
}"""


def widgets(tell: Callable[[str, str], None]) -> None:
    """Measure every widget of the built pages in Chromium.

    Raises:
        Problem: the site is not built, or there is no browser.
    """
    with browsing() as (browser, origin):
        for address in _pages():
            page = browser.new_page()
            page.add_init_script(TIMED)
            page.goto(origin + address, wait_until="networkidle")
            loaded = page.evaluate(LOADED)
            tell(address, f"{_bytes(loaded) / 1000:.1f} KB of script")
            _measure(page, tell)
            page.close()


def _pages() -> Iterator[str]:
    """Addresses of the pages that hold widgets."""
    for address in addresses():
        if ' id="widget-' in (SITE / address / "index.html").read_text(encoding="utf-8"):
            yield address


def _measure(page: Any, tell: Callable[[str, str], None]) -> None:
    for widget in page.query_selector_all("[id^=widget-]"):
        name = widget.evaluate("(element) => element.localName")
        play = widget.query_selector("button[aria-label=Play]")
        if play is not None:
            page.evaluate("window.__spent.length = 0")
            play.click()
            page.wait_for_timeout(WAIT)
            _tell(tell, f"  {name} playing", page.evaluate("window.__spent"))
            widget.evaluate("(element) => element.stop()")
        _tell(tell, f"  {name} dragging", widget.evaluate(DRAG))


def _tell(tell: Callable[[str, str], None], what: str, spent: list[float]) -> None:
    ordered = sorted(spent) or [0.0]
    high = ordered[int(0.95 * (len(ordered) - 1))]
    tell(f"{what}, ms of script a frame: median, 95%, largest", "")
    tell("", f"{statistics.median(ordered):.1f}, {high:.1f}, {ordered[-1]:.1f}")


def _bytes(paths: list[str]) -> int:
    """Compressed bytes of the scripts of ours among some paths."""
    files = [SITE / path.lstrip("/") for path in set(paths) if path.startswith("/javascripts/")]
    return sum(len(gzip.compress(file.read_bytes(), 9, mtime=0)) for file in files)

"""How long a reader waits for Python: on a first visit, on a later one, and after Stop."""

import statistics
from collections.abc import Callable
from typing import Any

from adamdocs.publishing.bench_browser import browsing
from adamdocs.publishing.live import FOLDER

PAGE = "learn/bias-correction/"
VISITS = 3
SOURCE = "import numpy as np\nfloat(np.ones(3).sum())"

# Seconds from a click on Run until a cell is done, or from a click on Stop until the next one is.
READY = """async ([source, stop]) => {
  const cell = document.querySelector('adam-cell');
  const until = async (reached) => {
    while (!reached()) await new Promise((done) => setTimeout(done, 5));
  };
  cell.source = source;
  if (stop) {
    cell.source = 'while True: pass';
    await cell.run();
    await until(() => cell.status.textContent.startsWith('Running'));
    cell.source = source;
  }
  const began = performance.now();
  if (stop) await cell.stop();
  await cell.run();
  await until(() => cell.dataset.status === 'done');
  return (performance.now() - began) / 1000;
}"""
SENT = """(folder) => performance.getEntriesByType('resource')
  .filter(({ name }) => name.includes(`/${folder}`))
  .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)"""


def live(tell: Callable[[str, str], None]) -> None:
    """Measure every wait in browsers that were never here before.

    Raises:
        Problem: the site is not built, or there is no browser.
    """
    seconds: dict[str, list[float]] = {"first visit": [], "later visit": [], "after Stop": []}
    sent = 0
    with browsing() as (browser, origin):
        for _ in range(VISITS):
            with browser.new_context() as context:
                page = _opened(context, origin)
                seconds["first visit"].append(page.evaluate(READY, [SOURCE, False]))
                sent = page.evaluate(SENT, FOLDER)
                seconds["after Stop"].append(page.evaluate(READY, [SOURCE, True]))
                page.close()
                page = _opened(context, origin)
                seconds["later visit"].append(page.evaluate(READY, [SOURCE, False]))
    middle = {what: statistics.median(times) for what, times in seconds.items()}
    tell("fetched for the first run, packed", f"{sent / 1e6:.1f} MB")
    for what, time in middle.items():
        tell(f"from Run to the first result, {what}", f"{time:.1f} s")
    tell("later visit against first", f"{middle['later visit'] / middle['first visit']:.2f} x")


def _opened(context: Any, origin: str) -> Any:
    page = context.new_page()
    page.goto(origin + PAGE, wait_until="networkidle")
    return page

"""What a browser does and says while it shows a page."""

import gzip
from urllib.parse import urlsplit

from .serving import BELOW

VIOLATIONS = """
window.__violations = [];
document.addEventListener('securitypolicyviolation', (event) =>
  window.__violations.push(`${event.effectiveDirective} blocked ${event.blockedURI}`));
"""
SHIFTS = """
window.__shifts = [];
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) {
    const moved = (shift.sources ?? []).map(({ node }) => node?.className || node?.nodeName);
    window.__shifts.push(`${shift.value.toFixed(4)} by ${moved.join(', ')}`);
  }
}).observe({ type: 'layout-shift', buffered: true });
"""
SETTLED = """async () => {
  await document.fonts.ready;
  const coming = ':not(:defined), [id^=widget-]:not([drawn], [failed])';
  for (let frame = 0; frame < 300 && document.querySelector(coming); frame++)
    await new Promise(requestAnimationFrame);
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
}"""


def becomes(page, expression, argument=None):
    """Whether something is true soon; pages' policy forbids what `wait_for_function` does."""
    for _ in range(250):
        if page.evaluate(expression, argument):
            return True
        page.wait_for_timeout(20)
    return False


class Watch:
    """Everything a tab loads and complains about from now on.

    Args:
        tab: a tab that has not gone anywhere yet.
        origin: what it may load from.
    """

    def __init__(self, tab, origin):
        self.tab, self.origin = tab, origin
        self.loaded, self.complaints = [], []
        tab.add_init_script(VIOLATIONS)
        tab.add_init_script(SHIFTS)
        tab.on("request", self._requested)
        tab.on("response", self._answered)
        tab.on("requestfailed", lambda request: self.complain(f"{request.url} failed"))
        tab.on("pageerror", lambda error: self.complain(f"error: {error}"))
        tab.on("console", self._said)

    def complain(self, text):
        self.complaints.append(text)

    def _requested(self, request):
        if request.url.startswith(("data:", "blob:")):
            return
        self.loaded.append(request.url)
        if not request.url.startswith(self.origin + "/"):
            self.complain(f"{request.url} is outside the site")

    def _answered(self, response):
        if response.status >= 400 and not response.request.is_navigation_request():
            self.complain(f"{response.url} answers {response.status}")

    def _said(self, message):
        lost = "404 (Not Found)" in message.text and self.tab.url == message.location.get("url")
        if message.type in ("error", "warning") and not lost:  # the 404 page itself answers 404
            self.complain(f"console {message.type}: {message.text}")

    def go(self, address):
        """Open an address below the origin and wait until nothing moves any more."""
        self.tab.goto(self.origin + address, wait_until="networkidle")
        self.tab.evaluate(SETTLED)

    def violations(self):
        """What the page's policy had to block."""
        return self.tab.evaluate("window.__violations")

    def shifts(self):
        """Everything that moved after it was first painted."""
        return self.tab.evaluate("window.__shifts")


def files(urls, folder):
    """Files of the site behind these addresses, the search index left out."""
    found = set()
    for url in urls:
        way = urlsplit(url).path
        way = way.removeprefix(BELOW) if way.startswith(BELOW) else way.removeprefix("/")
        file = folder / way / "index.html" if way.endswith("/") or not way else folder / way
        file = file if file.is_file() else folder / "404.html"
        if file.name != "search_index.json":
            found.add(file)
    return found


def weight(loaded):
    """Compressed bytes of some files, as a server sends them."""
    packed = {".woff2", ".png"}
    contents = ((file.suffix, file.read_bytes()) for file in loaded)
    return sum(
        len(content if suffix in packed else gzip.compress(content, 9, mtime=0))
        for suffix, content in contents
    )

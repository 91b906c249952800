"""Pages with widgets of a test's own, in tabs that later tests use again.

Such a tab knows the scripts and the faces, and so is ready in half the time of a new one.
"""

from collections import defaultdict

from .conftest import HEIGHT, PATIENCE, WIDE, profile
from .widget_pages import opened, write_page

IDLE = 2  # tabs of one kind that wait for a test
FORGET = "() => { localStorage.clear(); sessionStorage.clear(); }"


class Workshop:
    """A folder of one page at a time, its origin, and the tabs that show it.

    Args:
        browser: what opens tabs.
        folder: served at the origin; what is not a page may be kept by tabs.
        origin: where it is served.
    """

    def __init__(self, browser, folder, origin):
        self.origin = origin
        self._browser, self._folder = browser, folder
        self._idle = defaultdict(list)
        self._busy = []
        self._extra = {}

    def write(self, body, extra=None, head=""):
        """Put widgets on the page; `extra` holds further scripts by name."""
        for name, text in (extra or {}).items():
            if self._extra.setdefault(name, text) != text:
                raise ValueError(f"{name}: tabs keep another script of that name; rename this one")
        write_page(self._folder, body, extra, head)

    def go(self, tags, query="", *, width=WIDE, ignoring=None, **settings):
        """Open the page in a tab that no one else has until the test ends; it keeps complaints.

        Args:
            tags: selector of the widgets to wait for.
            query: of the address.
            width: of the window.
            ignoring: pattern of messages that are no complaints.
            settings: of the tab's profile.
        """
        kind = repr(sorted(settings.items()))
        page = self._idle[kind].pop() if self._idle[kind] else self._new(settings)
        self._busy.append((kind, page))
        page.errors, page.ignoring, page.origin = [], ignoring, self.origin
        page.set_viewport_size({"width": width, "height": HEIGHT})
        return opened(page, f"{self.origin}/{query}", tags)

    def _new(self, settings):
        context = profile(self._browser, **settings)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()

        def complain(text):
            if not (page.ignoring and page.ignoring.search(text)):
                page.errors.append(text)

        page.on("pageerror", lambda error: complain(str(error)))
        page.on("console", lambda said: complain(said.text))
        return page

    def clear(self, *, keep):
        """End a test: tabs wait for the next one as it would open them, or are closed.

        Args:
            keep: whether the test passed; nobody knows what state a failed one left.
        """
        for kind, page in self._busy:
            if keep and len(self._idle[kind]) < IDLE:
                page.evaluate(FORGET)
                page.mouse.move(-1, -1)
                page.emulate_media(media="null")
                page.goto("about:blank")
                self._idle[kind].append(page)
            else:
                page.context.close()
        self._busy.clear()

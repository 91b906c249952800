"""`<adam-race>`: its numbers are the mirror's, its words follow them, every hand can use it."""

import csv
import io
import json
import re

import pytest

from adamdocs.landscapes import ravine

from .conftest import NARROW, NARROWEST, WIDE
from .serving import where
from .test_access import RUN
from .widget_pages import DRAWN, alone

TAG = "adam-race"
RATES = {"lr_sgd": 0.016, "lr_momentum": 0.01, "lr_rmsprop": 0.04, "lr_adam": 0.4}
SETTINGS = {"landscape": "ravine", "steps": 300, "t": 24, **RATES}
# A run apart from the widget.
APART = """async ([name, hyper, surface, settings]) => {
  const { LANDSCAPES } = await import("/scripts/landscapes.js");
  const { RULES } = await import("/scripts/optimizers.js");
  const { descend } = await import("/scripts/runs.js");
  const [word, of] = surface;
  const run = descend(RULES[name](hyper), LANDSCAPES[word](of), settings);
  return { loss: run.loss, theta: run.theta };
}"""
GL = re.compile("GL Driver Message.*ReadPixels")  # a screenshot of the surface takes time
STATE = f"JSON.parse(JSON.stringify(document.querySelector('{TAG}').state))"
SETTLED = """async () => {
  const widget = document.querySelector("adam-race");
  await widget.tune(false);
  await new Promise((done) => setTimeout(done, 50));
}"""
FOCUSED = f"document.querySelector('{TAG}').shadowRoot.activeElement?.ariaLabel"


@pytest.fixture
def race(workshop):
    """`race(query, changes, width=…)`: a page with one widget."""
    return alone(workshop, TAG, "race", SETTINGS, GL)


def put(page, **changes):
    page.evaluate(f"document.querySelector('{TAG}').set({json.dumps(changes)})")
    page.evaluate(DRAWN)


def caption(page):
    return re.sub(r"\s+", " ", page.locator(".caption").text_content())


def shown(page):
    """Losses of the table by optimizer."""
    rows = page.locator(".runners tbody tr").all()
    return {
        row.get_attribute("data-name"): row.locator("data").get_attribute("value") for row in rows
    }


def opened_part(page, title):
    part = page.locator("summary", has_text=title)
    part.click()
    page.evaluate(DRAWN)
    return part.locator("..")


@pytest.mark.parametrize(
    ("changes", "surface"),
    [
        ({}, ["ravine", {"angle": 0}]),
        ({"angle": 45, "x": 3.21, "y": -0.5, "b1": 0.5, "b2": 0.9}, ["ravine", {"angle": 45}]),
        ({"landscape": "himmelblau", "x": -4, "y": 4.2, "steps": 500}, ["himmelblau", {}]),
    ],
)
def test_losses_are_those_of_runs_apart(race, changes, surface):
    page = race()
    put(page, **changes, t=77)
    state = page.evaluate(STATE)
    decays = {"b1": state["b1"], "b2": state["b2"]}
    hypers = {"sgd": {}, "momentum": {"b1": state["b1"]}, "rmsprop": {}, "adam": decays}
    found = shown(page)
    assert list(found) == list(hypers)
    for name, hyper in hypers.items():
        given = hyper | {"lr": state[f"lr_{name}"]}
        settings = {"steps": state["steps"], "start": [state["x"], state["y"]]}
        run = page.evaluate(APART, [name, given, surface, settings])
        assert float(found[name]) == pytest.approx(run["loss"][76], rel=1e-12), name


def test_the_table_of_the_run_is_every_step(race):
    page = race()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Run as CSV").click()
    rows = list(csv.reader(io.StringIO(waiting.value.path().read_text(encoding="utf-8"))))
    assert rows[0][:4] == ["t", "sgd_x", "sgd_y", "sgd_loss"]
    assert [float(x) for x in rows[1][:4]] == [0, 10, 1, 100]
    assert len(rows) == 302
    hyper, settings = {"lr": 0.016}, {"steps": 300}
    run = page.evaluate(APART, ["sgd", hyper, ["ravine", {}], settings])
    assert [float(x) for x in rows[-1][1:4]] == [*run["theta"][-1], run["loss"][-1]]


def test_the_caption_follows_the_state(race):
    page = race()
    assert "Ravine, step 24 of 300: Momentum is lowest, at 0.691" in caption(page)
    assert "RMSProp ends in a cycle." in caption(page)
    put(page, rules=["sgd"], t=3, lr_sgd=0.019)
    assert "Gradient descent has come from 100 to" in caption(page)
    assert re.search(r"takes back \d+\.?\d*% of the one before", caption(page))
    put(page, lr_sgd=0.022)
    assert "Gradient descent leaves for good by step" in caption(page)
    assert "diverges" in page.locator("svg.losses").text_content()


def test_events_are_told_where_they_happen(race):
    """Exactly at 2/λ gradient descent swings for ever; a little below it comes to rest."""
    page = race(changes={"rules": ["sgd"], "lr_sgd": 0.02})
    kind = f"document.querySelector('{TAG}').runs[0].event?.kind"
    assert page.evaluate(kind) == "cycles"
    put(page, lr_sgd=0.0195)
    assert page.evaluate(kind) is None
    put(page, rules=["adam"], landscape="parabola")  # none of the race: nothing may change
    assert page.evaluate(STATE)["landscape"] == "ravine"
    put(page, lr_adam=3, b1=0, b2=0.5, steps=1000)
    assert page.evaluate(kind) == "cycles"


def test_a_run_that_overflows_says_so(race):
    page = race(changes={"rules": ["sgd", "adam"], "lr_sgd": 10, "t": 300})
    assert "overflow" in page.locator(".runners tbody tr").first.text_content()
    assert "overflow" in page.locator("svg.over").text_content()
    assert page.errors == []


def test_best_rates_are_those_of_the_sweep(race):
    page = race()
    page.locator("select").select_option("rosenbrock")
    page.evaluate(SETTLED)
    rates = page.evaluate("""async () => {
      const { rosenbrock } = await import("/scripts/landscapes.js");
      const { adam, momentum } = await import("/scripts/optimizers.js");
      const { best_rate } = await import("/scripts/sweeps.js");
      const given = { steps: 300, hyper: { b1: 0.9 } };
      return [best_rate(momentum, rosenbrock(), given),
        best_rate(adam, rosenbrock(), { steps: 300, hyper: { b1: 0.9, b2: 0.999 } })];
    }""")
    state = page.evaluate(STATE)
    assert [state["lr_momentum"], state["lr_adam"]] == rates
    assert [state["x"], state["y"]] == [-1.2, 1]


def test_the_sweep_is_drawn_and_its_button_takes_the_best(race):
    page = race(changes={"lr_sgd": 0.001})
    part = opened_part(page, "Every learning rate")
    page.evaluate(SETTLED)
    assert part.locator("svg path").count() >= 5
    assert "Gradient descent 0.001" in part.text_content()
    page.get_by_role("button", name="Take the best of these rates").click()
    page.evaluate(SETTLED)
    assert page.evaluate(STATE)["lr_sgd"] == 0.016
    page.locator("select").select_option("saddle")
    page.evaluate(SETTLED)
    assert page.evaluate(STATE)["lr_sgd"] != 0.016
    assert page.errors == []


def test_optimizers_join_at_their_best_rate_and_leave(race):
    page = race()
    opened_part(page, "More optimizers")
    page.get_by_role("button", name="AdaGrad").click()
    page.evaluate(SETTLED)
    assert list(shown(page)) == ["sgd", "momentum", "adagrad", "rmsprop", "adam"]
    assert page.evaluate(STATE)["lr_adagrad"] == 7.9
    for name in ("Gradient descent", "Momentum", "AdaGrad", "RMSProp", "Adam"):
        page.get_by_role("button", name=name, exact=True).click()
        page.evaluate(DRAWN)
    assert list(shown(page)) == ["adam"], "the last one stays"


def test_the_start_is_moved_by_keys(race):
    page = race()
    page.locator(".start").focus()
    assert page.evaluate(FOCUSED) == "Start at x 10, y 1; arrow keys move it"
    page.keyboard.press("ArrowLeft")
    page.evaluate(DRAWN)
    one = page.evaluate(STATE)
    assert one["x"] < 10
    page.keyboard.press("Shift+ArrowUp")
    page.evaluate(DRAWN)
    assert page.evaluate(STATE)["y"] > 1.5
    assert page.evaluate(FOCUSED).startswith("Start at x 9.8")


def box_of(page, selector):
    return page.locator(selector).bounding_box()


def test_the_start_is_dragged_and_stays_in_the_map(race):
    page = race(width=WIDE)
    start, whole = box_of(page, ".start .held"), box_of(page, ".map")
    page.mouse.move(start["x"] + 7, start["y"] + 7)
    page.mouse.down()
    page.mouse.move(start["x"] - 100, start["y"] + 60, steps=4)
    page.evaluate(DRAWN)
    moved = page.evaluate(STATE)
    assert moved["x"] < 8
    assert moved["y"] < 0
    page.mouse.move(whole["x"] - 400, whole["y"] + whole["height"] + 300)
    page.mouse.up()
    page.evaluate(DRAWN)
    held = box_of(page, ".start .held")
    assert whole["x"] - 10 <= held["x"] <= whole["x"] + whole["width"]
    assert held["y"] <= whole["y"] + whole["height"] + 10


def test_a_press_beside_the_start_moves_nothing(race):
    page = race()
    whole = box_of(page, ".map")
    page.mouse.click(whole["x"] + 30, whole["y"] + 30)
    page.evaluate(DRAWN)
    assert page.evaluate(STATE)["x"] == 10


def test_a_finger_on_the_start_does_not_scroll_and_beside_it_does(race):
    page = race(width=NARROW, has_touch=True)
    page.locator(".map").scroll_into_view_if_needed()
    start, whole = box_of(page, ".start .held"), box_of(page, ".map")
    client = page.context.new_cdp_session(page)

    def swipe(x, y):
        before = page.evaluate("scrollY")
        client.send(
            "Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]}
        )
        for i in range(1, 9):
            point = {"x": x - 4 * i, "y": y - 12 * i}
            client.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
            page.evaluate(DRAWN)
        client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        page.wait_for_timeout(300)
        return page.evaluate("scrollY") - before

    assert swipe(start["x"] + 7, start["y"] + 7) == 0
    assert page.evaluate(STATE)["y"] > 1.5
    assert swipe(whole["x"] + 40, whole["y"] + 150) != 0


def test_the_ravine_turns_with_its_start(race):
    page = race()
    angle = page.get_by_label("Ravine turned by")
    angle.focus()
    for _ in range(9):
        page.keyboard.press("ArrowRight")
        page.evaluate(DRAWN)
    state = page.evaluate(STATE)
    assert state["angle"] == 45
    assert [state["x"], state["y"]] == list(ravine(angle=45).start)
    assert float(shown(page)["sgd"]) == pytest.approx(23.1, rel=0.01)
    put(page, x=5, y=5)
    angle.focus()
    page.keyboard.press("ArrowLeft")
    page.evaluate(DRAWN)
    state = page.evaluate(STATE)
    assert state["x"] ** 2 + state["y"] ** 2 == pytest.approx(50, rel=1e-3)
    assert state["x"] > state["y"]


def test_inside_adams_step(race):
    page = race()
    page.locator(".inside").evaluate("inside => inside.scrollIntoView()")
    page.locator(".within").wait_for()
    rows = page.locator(".within tbody td").all_text_contents()
    state = page.evaluate(
        f"""(() => {{ const {{ run }} = document.querySelector('{TAG}').runs[3];
        const of = (name) => run.state[name][23];
        return [run.g[23], of("m"), of("v"), of("m_hat"), of("v_hat").map(Math.sqrt),
          run.step[23].map((x) => x / 0.4)]; }})()"""
    )
    values = [float(cell.replace("−", "-").replace(",", "")) for cell in rows]
    assert values == pytest.approx([x for pair in state for x in pair], rel=1e-3)
    factor = 1 / (1 - 0.9**24)
    assert f"m × {factor:.4g}" in page.locator(".within").text_content()
    put(page, rules=["sgd"])
    assert not page.locator(".inside").is_visible()


def test_a_link_brings_the_race_back_and_a_hostile_one_nothing(race):
    page = race("?race.rules=sgd-lion&race.angle=30&race.lr_sgd=0.005&race.t=9")
    state = page.evaluate(STATE)
    assert state["rules"] == ["sgd", "lion"]
    assert [state["angle"], state["lr_sgd"], state["t"]] == [30, 0.005, 9]
    page = race("?race.rules=evil&race.landscape=__proto__&race.x=1e999&race.steps=-1")
    assert page.evaluate(STATE)["rules"] == ["sgd", "momentum", "rmsprop", "adam"]
    assert "ignored" in page.locator(".notice").first.text_content()
    assert page.errors == []


def test_without_webgl_the_map_stays(race):
    page = race()
    page.evaluate(
        """() => {
          const own = HTMLCanvasElement.prototype.getContext;
          HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
            return kind === "webgl2" ? null : own.call(this, kind, ...rest);
          };
        }"""
    )
    page.get_by_role("button", name="3-D").click()
    page.wait_for_timeout(300)
    assert "draws no 3-D" in page.locator(".notice").first.text_content()
    assert page.evaluate(STATE)["solid"] is False
    assert page.locator(".map canvas").count() == 2


@pytest.mark.parametrize("width", [NARROWEST, NARROW, WIDE])
@pytest.mark.parametrize("dark", [False, True])
def test_nothing_overflows_and_axe_finds_nothing(race, axe, width, dark):
    page = race(width=width, bypass_csp=True)
    if dark:
        page.evaluate("document.body.dataset.mdColorScheme = 'slate'")
    for summary in page.locator("summary").all():
        if summary.is_visible():
            summary.click()
    page.evaluate(SETTLED)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(axe)
    found = page.evaluate(RUN, None)
    assert found == []
    assert page.errors == []


def test_the_map_is_drawn_in_both_themes(race):
    """Pixels of the ground follow the theme."""
    page = race()
    pixel = """(() => { const canvas = document.querySelector("adam-race").shadowRoot
      .querySelector("canvas"); return [...canvas.getContext("2d")
      .getImageData(5, 5, 1, 1).data]; })()"""
    light = page.evaluate(pixel)
    page.evaluate("document.body.dataset.mdColorScheme = 'slate'")
    page.evaluate(DRAWN)
    dark = page.evaluate(pixel)
    assert sum(light[:3]) > 600 > 300 > sum(dark[:3]) > 0


def look_of(page):
    """The map as it is seen."""
    page.evaluate(DRAWN)
    return page.locator(".map").screenshot()


@pytest.fixture
def solid(race):
    """The race on a surface; WebGL2 is drawn by the processor here."""
    page = race(changes={"solid": True})
    page.wait_for_selector(".risen")
    page.evaluate(DRAWN)
    return page


def test_the_surface_is_drawn_turned_and_left(solid):
    first = look_of(solid)
    assert len(first) > 10_000, "an empty canvas packs into less"
    solid.get_by_label("Surface seen from").focus()
    solid.keyboard.press("ArrowRight")
    assert look_of(solid) != first
    assert solid.evaluate(STATE)["yaw"] == -25
    whole = box_of(solid, ".map")
    solid.mouse.move(whole["x"] + 20, whole["y"] + 20)
    solid.mouse.down()
    solid.mouse.move(whole["x"] + 60, whole["y"] + 60)
    solid.mouse.up()
    solid.evaluate(DRAWN)
    state = solid.evaluate(STATE)
    assert [state["yaw"], state["pitch"]] == [-7, 68]
    solid.get_by_role("button", name="3-D").click()
    solid.evaluate(DRAWN)
    assert solid.locator(".risen").count() == 0
    assert not solid.get_by_label("Surface seen from").is_visible()
    assert solid.errors == []


def test_the_start_follows_the_hand_on_the_surface(solid):
    start = box_of(solid, ".start .held")
    at = [start["x"] + start["width"] / 2, start["y"] + start["height"] / 2]
    solid.mouse.move(*at)
    solid.mouse.down()
    for i in range(1, 9):
        solid.mouse.move(at[0] - 10 * i, at[1] - 4 * i)
        solid.evaluate(DRAWN)
    solid.mouse.up()
    solid.evaluate(DRAWN)
    held = box_of(solid, ".start .held")
    assert abs(held["x"] + held["width"] / 2 - at[0] + 80) < 6
    assert abs(held["y"] + held["height"] / 2 - at[1] + 32) < 6
    assert solid.evaluate(STATE)["x"] < 9


def test_marks_lie_on_their_trails_on_the_surface(solid):
    put(solid, t=300)
    near = """(() => { const widget = document.querySelector("adam-race");
      const [x, y] = widget.place([0, 0]); return [x, y]; })()"""
    x, y = solid.evaluate(near)
    whole = box_of(solid, ".map")
    assert 0 < x < whole["width"]
    assert 0 < y < whole["height"]


def test_a_lost_surface_gives_the_map_back(solid):
    solid.evaluate(f"""document.querySelector('{TAG}').shadowRoot.querySelector('.risen')
      .getContext('webgl2').getExtension('WEBGL_lose_context').loseContext()""")
    solid.wait_for_timeout(200)
    assert solid.evaluate(STATE)["solid"] is False
    assert solid.locator(".risen").count() == 0


def test_the_surface_is_fetched_only_when_it_is_asked_for(race):
    page = race()
    loaded = "performance.getEntriesByType('resource').map((one) => one.name).join(' ')"
    assert "race.js" in page.evaluate(loaded)
    assert "surface" not in page.evaluate(loaded)


ROOM = f"""() => {{
  const widget = document.querySelector("{TAG}");
  const ends = (one) => one.getBoundingClientRect().bottom;
  return ends(widget) - ends(widget.shadowRoot.querySelector(".widget"));
}}"""


@pytest.mark.parametrize("width", [390, 1440])
def test_the_inside_of_a_step_is_there_where_it_is_in_sight_and_nothing_is_blank(
    reader, origin, width
):
    page = reader(origin + where("playground/"))
    page.set_viewport_size({"width": width, "height": 900})
    page.reload()
    page.locator(".inside").scroll_into_view_if_needed()
    page.locator(".inside table").wait_for(timeout=5000)
    assert abs(page.evaluate(ROOM)) < 2
    page.evaluate(f"document.querySelector('{TAG}').set({{ rules: ['sgd'] }})")
    page.locator(".inside").wait_for(state="hidden")
    assert abs(page.evaluate(ROOM)) < 2, "room is kept for what the reader left out"

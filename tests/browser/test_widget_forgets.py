"""`<adam-forgets>`: its lines are the package's, its words follow them, every hand can use it."""

import numpy as np
import pytest

from adamdocs import theory
from adamdocs.optimizers import adam, amsgrad
from adamdocs.runs import feed
from adamdocs.streams import recurring, spike

from .conftest import NARROW, NARROWEST
from .widget_checks import axe_findings, comes_back, ignores, is_for_print, overhangs, rows_of
from .widget_pages import ALONE, DRAWN, FOCUSED, STATE, alone, caption, put

TAG = "adam-forgets"
WHOLE = {"scene": "rounds", "period": 101, "size": 100, "b2": 0.99, "b1": 0.9, "order": "v"}
LEAD, AFTER, ROUNDS = 9000, 6500, 80
LINES = f"""(() => {{
  const {{ adam, amsgrad }} = {ALONE}.run;
  return [adam, amsgrad].map((line) => line.map(String));
}})()"""


@pytest.fixture
def forgets(workshop):
    """`forgets(query, changes, width=…)`: a page with one widget."""
    return alone(workshop, TAG, "memory", {})


def lines_of(scene, period, size, b2, b1, order):
    """What the widget shows, by the package: both lines."""
    rules = adam(1.0, b1, b2), amsgrad(1.0, b1, b2, maximum_of=order)
    if scene == "rounds":
        g = recurring(ROUNDS * period, period, 10.0 * period, -10.0)
        return [feed(rule, g, keep="theta", every=period).theta[:, 0] for rule in rules]
    g = spike(LEAD + AFTER, LEAD + 1, size)
    return [-feed(rule, g, keep="step").step[LEAD:, 0] for rule in rules]


STATES = [
    {},
    {"period": 21, "b2": 0.9999, "b1": 0, "order": "v_hat"},
    {"scene": "spike", "b2": 0.999},
    {"scene": "spike", "size": 1000, "b2": 0.9, "b1": 0.5, "order": "v_hat"},
    {"scene": "spike", "size": 1, "b2": 0},
]


@pytest.mark.parametrize("changes", STATES)
def test_the_lines_are_the_packages_runs_to_the_bit(forgets, changes):
    page = forgets()
    put(page, **changes)
    for theirs, ours in zip(page.evaluate(LINES), lines_of(**WHOLE | changes), strict=True):
        assert np.array_equal(np.array(theirs, dtype=float), ours)
    assert page.errors == []


def test_a_spike_does_not_leave_another_ones_averages_behind(forgets):
    page = forgets()
    for changes in ({"scene": "spike", "b2": 0.999}, {"b2": 0.99}, {"b2": 0.999}, {"b1": 0.5}):
        put(page, **changes)
        state = page.evaluate(STATE)
        ours = lines_of(**state)[0]
        assert float(page.evaluate(LINES)[0][-1]) == ours[-1]


def test_the_drift_turns_where_the_closed_form_has_it(forgets):
    page = forgets()
    for b2, way in ((0.9994, "wrong"), (0.9998, "right")):
        put(page, b2=b2)
        exact = theory.periodic_drift(theory.reddi_gradients(), 0.9, b2)
        assert (exact > 0) == (way == "wrong")
        assert f"learning rates a round the {way} way, AMSGrad" in caption(page)


@pytest.mark.parametrize(("period", "b1", "b2"), [(101, 0.9, 0.99), (401, 0, 0.9999), (2, 0.99, 0)])
def test_drifts_are_the_closed_forms(forgets, period, b1, b2):
    page = forgets()
    put(page, period=period, b1=b1, b2=b2)
    gradients = theory.reddi_gradients(period, 10.0 * period, -10.0)
    drifts = page.evaluate(f"{ALONE}.run.drifts")
    exact = [theory.periodic_drift(gradients, b1, b2), theory.amsgrad_drift(gradients, b2)]
    assert drifts == pytest.approx(exact, rel=1e-9)
    put(page, order="v_hat")
    first = 1.0 / (10.0 * period)  # the corrected maximum is that of the first gradient
    drifts = page.evaluate(f"{ALONE}.run.drifts")
    assert drifts == pytest.approx([exact[0], -gradients.sum() * first], rel=1e-9)


def test_a_scene_begins_with_the_beta_of_its_text_and_reset_stays_in_it(forgets):
    page = forgets()
    page.locator("label").filter(has_text="One spike").click()
    page.evaluate(DRAWN)
    assert page.evaluate(STATE) == WHOLE | {"scene": "spike", "b2": 0.999}
    assert f"half after {int(np.ceil(theory.half_recovery(100))):,} gradients" in caption(page)
    put(page, size=30, b2=0.9, order="v_hat")
    page.get_by_role("button", name="Reset").click()
    page.evaluate(DRAWN)
    assert page.evaluate(STATE) == WHOLE | {"scene": "spike", "b2": 0.999}
    page.locator("label").filter(has_text="Rare gradients").click()
    page.evaluate(DRAWN)
    assert page.evaluate(STATE) == WHOLE


def test_the_caption_tells_of_the_first_rounds_where_they_differ(forgets):
    page = forgets()
    put(page, b2=0.9999)
    turns = [int(np.argmax(line)) + 1 for line in lines_of(**WHOLE | {"b2": 0.9999})]
    assert f"for Adam up to round {turns[0]}, AMSGrad up to round {turns[1]}:" in caption(page)
    put(page, b2=0.999)
    assert "for AMSGrad up to round" in caption(page)
    put(page, b2=0.9999, period=201)
    assert "for Adam beyond round 80, AMSGrad up to" in caption(page)
    put(page, **WHOLE)
    assert "Before that" not in caption(page)


def test_half_is_where_the_closed_form_has_it(forgets):
    page = forgets()
    for size, b2 in ((100, 0.999), (1000, 0.999), (30, 0.99)):
        put(page, scene="spike", size=size, b2=b2)
        half = int(np.ceil(theory.half_recovery(size, b2)))
        assert f"Adam is back at half after {half:,} gradients." in caption(page)
        assert f"half after {half:,}" in page.locator("svg.chart text").all_text_contents()


STORIES = {
    "Of 101 gradients one is 1,010, the others −10; down is the right way. With a memory of 100 "
    "gradients Adam moves, in the end, 1.9 learning rates a round the wrong way, AMSGrad 0.079 "
    "learning rates a round the right way.": {},
    "A spike of 3 among gradients of 1. Adam never falls below half.": {
        "scene": "spike",
        "size": 3,
    },
    "AMSGrad is still below half after 6,500, at 0.302.": {"scene": "spike", "b2": 0.999},
    "Adam is still below half after 6,500, at 0.122": {
        "scene": "spike",
        "b2": 0.9999,
        "size": 1000,
    },
}


def test_the_caption_follows_the_state(forgets):
    page = forgets()
    for words, changes in STORIES.items():
        put(page, **WHOLE | changes)
        assert words in caption(page)
    page.get_by_role("status").filter(has_text="still below half").wait_for(state="attached")


def test_a_keyboard_reaches_and_moves_everything(forgets):
    page = forgets()
    reached = []
    for _ in range(20):
        page.keyboard.press("Tab")
        name = page.evaluate(FOCUSED)
        if name and name not in reached:
            reached.append(name)
            if name not in ("Reset", "Copy link", "Run as CSV"):
                page.keyboard.press("ArrowLeft" if "period" in name else "ArrowRight")
        page.evaluate(DRAWN)
        if name == "Reset":
            break
    assert reached[:3] == ["Rare gradients", "beta 2", "size of the spike"]
    assert {"beta 1", "Copy link", "Run as CSV", "Reset"} <= set(reached)
    state = page.evaluate(STATE)
    expected = {"scene": "spike", "b2": 0.9992, "size": 300, "b1": 0.95, "order": "v_hat"}
    assert state == {**WHOLE, **expected}


def test_a_link_brings_the_state_back(forgets):
    changes = {"scene": "spike", "size": 30, "b2": 0.9985, "b1": 0.5, "order": "v_hat"}
    assert comes_back(forgets(), forgets, changes) == WHOLE | {"scene": "spike", "b2": 0.999}


HOSTILE = ["b2=1", "b2=NaN", "period=1", "period=2.5", "size=1e9", "scene=<b>", "order=w"]


def test_a_hostile_link_is_ignored(forgets):
    ignores(forgets, "memory", HOSTILE, WHOLE)


def test_the_file_holds_both_lines(forgets):
    rows = rows_of(forgets(changes={"period": 31}))
    assert [int(row["round"]) for row in rows] == list(range(1, ROUNDS + 1))
    for name, ours in zip(("adam", "amsgrad"), lines_of(**WHOLE | {"period": 31}), strict=True):
        assert [float(row[name]) for row in rows] == ours.tolist()


def test_the_figure_is_for_readers_without_the_widget(forgets):
    is_for_print(forgets(), TAG)


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_axe_finds_nothing(forgets, axe, scheme):
    page = forgets(width=NARROW, bypass_csp=True)
    states = {"scene": "rounds"}, {"scene": "spike"}
    assert axe_findings(page, axe, scheme, states) == []


def test_nothing_scrolls_sideways_on_the_narrowest_phone(forgets):
    page = forgets(width=NARROWEST)
    for changes in (*STATES, {"b2": 0.9}, {"b2": 0.9999}):
        put(page, **WHOLE | changes)
        assert overhangs(page, NARROWEST) == [], changes

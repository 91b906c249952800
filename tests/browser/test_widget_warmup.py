"""`<adam-warmup>`: its numbers are the mirror's, its words follow them, every hand can use it."""

import pytest

from .conftest import NARROW, NARROWEST
from .widget_checks import axe_findings, comes_back, ignores, is_for_print, overhangs, rows_of
from .widget_pages import DRAWN, FOCUSED, STATE, TABLE, alone, caption, put, texts

TAG = "adam-warmup"
SETTINGS = {"b1": 0.9, "b2": 0.999, "correct_m": False, "correct_v": False}
# A run apart from the widget, by the loop that the widget does without.
APART = """async ([hyper, times]) => {
  const { constant } = await import("/scripts/streams.js");
  const { feed } = await import("/scripts/runs.js");
  const { adam } = await import("/scripts/optimizers.js");
  const { step, state } = feed(adam({ lr: 1, eps: 0, ...hyper }), constant({ steps: 5000 }));
  const { m, v, m_hat, v_hat, b1_power, b2_power } = state;
  return times.map((t) => t - 1).map((i) => [m[i][0], v[i][0], 1 - b1_power[i], 1 - b2_power[i],
    m_hat[i][0], v_hat[i][0], -step[i][0]].map(String));
}"""


@pytest.fixture
def warmup(workshop):
    """`warmup(query, changes, width=…)`: a page with one widget."""
    return alone(workshop, TAG, "warm_up", SETTINGS)


def region(page):
    return page.locator(".regions [aria-pressed=true]").all_inner_texts()


COMBINATIONS = [(m, v) for m in (False, True) for v in (False, True)]


@pytest.mark.parametrize(("m", "v"), COMBINATIONS)
@pytest.mark.parametrize(("b1", "b2"), [(0.9, 0.999), (0.99, 0.5), (0, 0.9999)])
def test_the_table_is_the_mirrors_run_to_the_bit(warmup, m, v, b1, b2):
    hyper = {"b1": b1, "b2": b2, "correct_m": m, "correct_v": v}
    page = warmup(changes={"b1": b1, "b2": b2})
    page.get_by_role("checkbox", name="correct m").set_checked(m)
    page.get_by_role("checkbox", name="correct v").set_checked(v)
    times = [1, 2, 12, 1751, 5000]
    for t, expected in zip(times, page.evaluate(APART, [hyper, times]), strict=True):
        put(page, t=t)
        assert page.evaluate(TABLE) == expected
    assert page.locator(".tally thead th").first.inner_text() == "t = 5,000"
    assert page.errors == []


def test_the_first_sight_shows_the_point(warmup):
    page = warmup()
    assert caption(page).startswith(
        "Neither corrected: the first step is 3.16 learning rates, the largest 6.57 at t = 12; "
        "from t = 1,751 on it is within 10%. At t = 12,"
    )
    written = texts(page)
    assert {"3.16", "6.57 at t = 12", "within 10% at t = 1,751", "neither corrected"} <= set(
        written
    )
    assert {"only m corrected", "only v corrected", "both corrected: always 1"} <= set(written)
    assert region(page) == ["first step too large"]


STORIES = {
    "Only m corrected: the first step is the largest, 31.6": {"correct_m": True},
    "Only v corrected: the first step is 0.1 learning rates, and the next ones warm up; "
    "from t = 22 on": {"correct_v": True},
    "Both corrected: every step is one learning rate": {"correct_m": True, "correct_v": True},
    "the first step is 0.316 learning rates, too small, and none is too large": {"b2": 0.9},
    "the first step is 0.447 learning rates, the largest 1.097 at t = 20": {"b2": 0.95},
    "at t = 5,000 it is still 1.59.": {"b2": 0.9999},
    "the first step is 1 learning rate, the largest": {"b1": 0.99, "b2": 0.9999},
    "At t = 1, m has gathered 10% of its weight, v 0.1%.": {"t": 1},
}


def test_the_caption_follows_the_state(warmup):
    page = warmup()
    for words, changes in STORIES.items():
        put(page, **SETTINGS | {"t": 12} | changes)
        assert words in caption(page)
    page.get_by_role("status").filter(has_text=words).wait_for(state="attached")


# The figure's map: above β₁ (2 − β₁) the first step, above β₁ a later one.
PAIRS = [(0.9, 0.993), (0.9, 0.985), (0.9, 0.93), (0.9, 0.85), (0.5, 0.8), (0.5, 0.7), (0, 0)]


def test_the_region_is_the_one_of_the_map(warmup):
    page = warmup()
    names = ["first step too large", "only a later step", "no step too large"]
    for b1, b2 in PAIRS:
        put(page, b1=b1, b2=b2, correct_m=True)
        assert region(page) == [names[0 if b2 > b1 * (2 - b1) else 1 if b2 > b1 else 2]]
    for name in reversed(names):
        page.get_by_role("button", name=name).click()
        page.evaluate(DRAWN)
        assert region(page) == [name]


def test_lines_that_coincide_share_a_name(warmup):
    page = warmup(changes={"b1": 0})
    written = texts(page)
    assert "neither corrected, only m corrected" in written
    put(page, b2=0)
    assert "all four alike" in texts(page)
    assert page.errors == []


def test_a_keyboard_reaches_and_moves_everything(warmup):
    page = warmup()
    reached = []
    for _ in range(20):
        page.keyboard.press("Tab")
        name = page.evaluate(FOCUSED)
        if name and name not in reached:
            reached.append(name)
        if name in ("correct m", "correct v"):
            page.keyboard.press("Space")
        elif name in ("cursor at step t", "beta 1", "beta 2"):
            page.keyboard.press("ArrowRight")
        page.evaluate(DRAWN)
        if name == "Reset":
            break
    assert reached[:8] == [
        *("correct m", "correct v", "cursor at step t", "beta 1", "beta 2"),
        *("first step too large", "only a later step", "no step too large"),
    ]
    assert {"Copy link", "Run as CSV", "Reset"} <= set(reached)
    moved = page.evaluate(STATE)
    assert moved == {"t": 13, "b1": 0.93, "b2": 0.9993, "correct_m": True, "correct_v": True}
    values = page.get_by_role("slider", name="beta 2").get_attribute("aria-valuetext")
    assert values == "0.9993"


def test_a_hand_takes_the_cursor_along(warmup):
    page = warmup()
    box = page.locator("svg.chart").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 100)
    page.mouse.down()
    page.evaluate(DRAWN)
    middle = page.evaluate(STATE)["t"]
    page.mouse.move(box["x"] + box["width"] + 50, box["y"] + 100)
    page.evaluate(DRAWN)
    assert 50 < middle < 200
    assert page.evaluate(STATE)["t"] == 5000
    page.mouse.move(box["x"], box["y"])
    page.mouse.up()
    page.mouse.move(box["x"] + 200, box["y"])
    page.evaluate(DRAWN)
    assert page.evaluate(STATE)["t"] == 1


def test_a_link_brings_the_state_back(warmup):
    changes = {"b1": 0.95, "b2": 0.9985, "correct_m": True, "correct_v": True, "t": 345}
    assert comes_back(warmup(), warmup, changes) == SETTINGS | {"t": 12}


HOSTILE = ["b1=1", "b2=1e9", "b2=NaN", "t=0", "t=1.5", "correct_m=<b>", "b1=-0.5"]


def test_a_hostile_link_is_ignored(warmup):
    ignores(warmup, "warm_up", HOSTILE, SETTINGS | {"t": 12})


def test_the_file_holds_all_four_runs(warmup):
    page = warmup()
    rows = rows_of(page)
    assert len(rows) == 5000
    for name, (m, v) in {"neither": (False, False), "only_m": (True, False)}.items():
        hyper = {"b1": 0.9, "b2": 0.999, "correct_m": m, "correct_v": v}
        [expected] = page.evaluate(APART, [hyper, [12]])
        assert rows[11][f"step_{name}_corrected"] == expected[-1]
        assert [rows[11]["m"], rows[11]["v"]] == expected[:2]


def test_the_figure_is_for_readers_without_the_widget(warmup):
    is_for_print(warmup(), TAG)


def test_a_symbol_makes_its_lines_stand_out(warmup):
    page = warmup()
    page.locator("#prose-m .ad-symbol").hover()
    page.evaluate(DRAWN)
    assert page.locator(TAG).get_attribute("data-linked") == "m"


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_axe_finds_nothing(warmup, axe, scheme):
    page = warmup(width=NARROW, bypass_csp=True)
    assert axe_findings(page, axe, scheme) == []


def test_nothing_scrolls_sideways_on_the_narrowest_phone(warmup):
    page = warmup(width=NARROWEST)
    for changes in ({}, {"b2": 0.9999}, {"b1": 0.99, "b2": 0}):
        put(page, **SETTINGS | changes)
        assert overhangs(page, NARROWEST) == [], changes

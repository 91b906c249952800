"""`<adam-epsilon>`: its numbers are the mirror's, its words follow them, every hand can use it."""

import math

import pytest

from adamdocs import theory

from .conftest import NARROW, NARROWEST
from .widget_checks import axe_findings, comes_back, ignores, is_for_print, overhangs, rows_of
from .widget_pages import DRAWN, FOCUSED, STATE, TABLE, alone, caption, put, texts

TAG = "adam-epsilon"
START = {"eps": 1e-8, "placement": "outside", "format": "binary64", "b1": 0.9, "b2": 0.999}
WHOLE = START | {"steps": 1, "at": 1e-8}
# A run apart from the widget: every step of one gradient.
APART = """async ([{ format, placement, steps, at, ...hyper }]) => {
  const { in_format, round_to_format } = await import("/scripts/formats.js");
  const { adam } = await import("/scripts/optimizers.js");
  const rule = in_format(adam({ lr: 1, eps_placement: placement, ...hyper }), format);
  let state = rule.init([at]);
  let step;
  for (let t = 0; t < steps; t++) [step, state] = rule.update([at], state, [at]);
  const { m, v, m_hat, v_hat } = state;
  return [round_to_format(at, format), m[0], v[0], -step[0], m_hat[0], v_hat[0]].map(String);
}"""


@pytest.fixture
def epsilon(workshop):
    """`epsilon(query, changes, width=…)`: a page with one widget."""
    return alone(workshop, TAG, "floor", START)


STATES = [
    {},
    {"format": "binary16", "at": 1e-3},
    {"format": "bfloat16", "steps": 1000, "at": 3.0, "b2": 0.9999},
    {"format": "binary32", "placement": "inside", "eps": 1e-16, "at": 3e-9, "steps": 5},
    {"placement": "efficient", "eps": 3e-5, "at": 1e-5, "b1": 0.5, "b2": 0.5, "steps": 20},
    {"format": "binary16", "eps": 0, "at": 1e-24},  # 0/0
    {"format": "bfloat16", "b1": 0, "b2": 0, "eps": 1, "at": 1e4},
]


@pytest.mark.parametrize("changes", STATES)
def test_the_table_is_the_mirrors_run_to_the_bit(epsilon, changes):
    page = epsilon()
    put(page, **changes)
    assert page.evaluate(TABLE) == page.evaluate(APART, [WHOLE | changes])
    assert page.errors == []


@pytest.mark.parametrize("placement", ["outside", "inside", "efficient"])
@pytest.mark.parametrize("eps", [1e-12, 3e-5])
def test_half_is_where_the_closed_form_has_it(epsilon, placement, eps):
    page = epsilon()
    put(page, eps=eps, placement=placement)
    found = page.evaluate(f"document.querySelector('{TAG}').facts.half")
    assert found == pytest.approx(theory.half_step_gradient(eps, placement), rel=0.01)


def test_edges_are_where_the_closed_form_has_them(epsilon):
    page = epsilon()
    for name in ("binary16", "bfloat16", "binary32", "binary64"):
        put(page, format=name)
        edges = page.evaluate(f"document.querySelector('{TAG}').edges")
        if name == "binary64":
            assert edges["lost"] == 0
        else:
            expected = theory.second_moment_underflow(name)
            assert edges["lost"] == pytest.approx(expected, rel=0.01)
            assert edges["lost"] < edges["kept"] < edges["lost"] * (1 + 1e-9)
    put(page, format="binary16")
    edges = page.evaluate(f"document.querySelector('{TAG}').edges")
    assert edges["overflow"] == pytest.approx(theory.square_overflow("binary16"), rel=1e-3)


STORIES = {
    "ε = 1e−8 outside the root, float64, first step. Half a learning rate at |g| = 1e−8": {},
    "Every gradient here steps one learning rate, however small.": {"eps": 0},
    "The format has no such ε: it is 0. v is 0 for gradients up to 0.0055, and their steps are "
    "infinite. From 256 on g2 is infinite and the step 0.": {"format": "binary16"},
    "and their steps reach 54.5.": {"format": "binary16", "eps": 1e-4},
    "v is 0 for gradients up to 2.1e−19; there ε alone divides.": {"format": "bfloat16"},
    "Rounding makes steps of up to 1.52; exactly, none is above 1.": {
        "format": "bfloat16",
        "steps": 1000,
    },
    "Here ε̂/√(1 − β₂ᵗ) is rounded as one number, 2.98e−7.": {
        "format": "binary16",
        "placement": "efficient",
    },
    "ε = 1e−8 as ε̂, float64, step 1,000.": {"placement": "efficient", "steps": 1000},
    "Half a learning rate at |g| = 5.8e−5": {"placement": "inside"},
    "The format rounds |g| = 1e−8 to 0, and the step is 0/0.": {"format": "binary16", "eps": 0},
}


def test_the_caption_follows_the_state(epsilon):
    page = epsilon()
    for words, changes in STORIES.items():
        put(page, **WHOLE | changes)
        assert words in caption(page).replace("²", "2")
    page.get_by_role("status").filter(has_text="0/0").wait_for(state="attached")


def test_nearly_whole_is_told_only_where_every_later_step_is(epsilon):
    page = epsilon()
    for changes, whole in (({}, True), ({"format": "bfloat16", "steps": 1000}, False)):
        put(page, **WHOLE | changes)
        assert ("within 1% of a whole one" in caption(page)) == whole
    put(page, **WHOLE | {"format": "binary16", "placement": "efficient"})
    assert "no such ε" not in caption(page)


def test_a_format_takes_the_cursor_to_a_gradient_that_it_holds(epsilon):
    page = epsilon()
    put(page, format="binary32")
    assert page.evaluate(STATE)["at"] == 1e-8
    put(page, format="binary16")
    assert page.evaluate(STATE)["at"] == 1e-3
    assert "At |g| = 0.001 the step is ∞." in caption(page)
    put(page, at=1e-9)
    assert page.locator("table.values data").nth(3).text_content() == "0/0"


def test_what_happens_is_written_on_the_chart(epsilon):
    page = epsilon()
    assert "half at |g| = 1e−8" in texts(page)
    put(page, format="binary16")
    assert {"∞", "v is 0 below 0.0055", "g² is infinite"} <= set(texts(page))
    put(page, eps=1e-4)
    assert "up to 54.5" in texts(page)
    put(page, eps=0, format="binary64")
    assert "no floor: size does not count" in texts(page)
    assert page.errors == []


def test_a_keyboard_reaches_and_moves_everything(epsilon):
    page = epsilon()
    reached = []
    for _ in range(24):
        page.keyboard.press("Tab")
        name = page.evaluate(FOCUSED)
        if name and name not in reached:
            reached.append(name)
            if name != "Reset":
                page.keyboard.press("ArrowRight")
        page.evaluate(DRAWN)
        if name == "Reset":
            break
    symbols = [name for name in reached if name.endswith(("moment", "rates", "holds it"))]
    assert len(symbols) == 6
    assert [name for name in reached if name not in symbols][:7] == [
        *("float64", "epsilon", "outside the root", "cursor", "step t", "beta 1", "beta 2"),
    ]
    assert {"Copy link", "Run as CSV", "Reset"} <= set(reached)
    assert page.evaluate(STATE) == {
        "eps": 3e-8,
        "placement": "inside",
        "format": "binary32",
        "steps": 2,
        "at": 3e-8,
        "b1": 0.93,
        "b2": 0.9993,
    }


def test_a_hand_takes_the_cursor_along(epsilon):
    page = epsilon()
    box = page.locator("svg.chart").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 100)
    page.mouse.down()
    page.evaluate(DRAWN)
    assert -12 < math.log10(page.evaluate(STATE)["at"]) < -7
    page.mouse.move(box["x"] + box["width"] + 50, box["y"] + 100)
    page.evaluate(DRAWN)
    assert page.evaluate(STATE)["at"] == 1e4
    page.mouse.move(box["x"], box["y"] + 100)
    page.mouse.up()
    page.evaluate(DRAWN)
    assert page.evaluate(STATE)["at"] == 1e-24
    assert page.errors == []


def test_a_link_brings_the_state_back(epsilon):
    changes = {"eps": 3e-5, "placement": "efficient", "format": "bfloat16", "steps": 50}
    changes |= {"at": 3e-21, "b1": 0.95, "b2": 0.9985}
    assert comes_back(epsilon(), epsilon, changes) == WHOLE


HOSTILE = ["eps=-1", "eps=NaN", "eps=2", "format=float8", "placement=<b>", "steps=1.5", "at=0"]


def test_a_hostile_link_is_ignored(epsilon):
    ignores(epsilon, "floor", HOSTILE, WHOLE)


def test_the_file_holds_the_whole_curve(epsilon):
    page = epsilon(changes={"format": "bfloat16"})
    rows = rows_of(page)
    assert len(rows) == 225
    assert float(rows[0]["g"]) == 1e-24
    assert float(rows[-1]["g"]) == pytest.approx(1e4)
    for row in rows[::40]:
        [_, m, v, size, m_hat, v_hat] = page.evaluate(
            APART, [WHOLE | {"format": "bfloat16", "at": float(row["g"])}]
        )
        assert [row["m"], row["v"], row["size"]] == [m, v, size]
        assert [row["m_hat"], row["v_hat"]] == [m_hat, v_hat]


def test_the_figure_is_for_readers_without_the_widget(epsilon):
    is_for_print(epsilon(), TAG)


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_axe_finds_nothing(epsilon, axe, scheme):
    page = epsilon(width=NARROW, bypass_csp=True, changes={"format": "binary16"})
    assert axe_findings(page, axe, scheme) == []


def test_nothing_scrolls_sideways_on_the_narrowest_phone(epsilon):
    page = epsilon(width=NARROWEST)
    for changes in ({}, {"format": "binary16"}, {"format": "binary32", "eps": 0}, {"eps": 1}):
        put(page, **WHOLE | changes)
        assert overhangs(page, NARROWEST) == [], changes

"""`<adam-moments>`: its draws are the mirror's, its curves the closed forms', its words follow."""

import itertools

import numpy as np
import pytest

from adamdocs import theory

from .conftest import NARROW, NARROWEST, WIDE
from .widget_checks import axe_findings, comes_back, ignores, is_for_print, overhangs, rows_of
from .widget_pages import ALONE, DRAWN, FOCUSED, STATE, TABLE, alone, caption, put, texts

TAG = "adam-moments"
SETTINGS = {"mean": 1, "deviation": 2, "b1": 0.9, "b2": 0.999, "seed": 1, "t": 300}
# A run apart from the widget, by the loop that the widget does without.
APART = """async ([{ mean, deviation, seed, b1, b2 }, times]) => {
  const { noisy } = await import("/scripts/streams.js");
  const { feed } = await import("/scripts/runs.js");
  const { adam } = await import("/scripts/optimizers.js");
  const g = noisy({ steps: 1000, mean, deviation, seed });
  const { step, state } = feed(adam({ lr: 1, eps: 0, b1, b2 }), g);
  return times.map((t) => t - 1).map((i) =>
    [state.m_hat[i][0], state.v_hat[i][0], -step[i][0]].map(String));
}"""
# Closed forms of the view for rows of arguments, in full precision.
CLOSED = """async ([name, rows]) => {
  const normal = await import("/scripts/widgets/moments/normal.js");
  return rows.map((row) => normal[name](...row));
}"""


@pytest.fixture
def moments(workshop):
    """`moments(query, changes, width=…)`: a page with one widget."""
    return alone(workshop, TAG, "moments", SETTINGS)


FORMS = {
    "density": (theory.normal_density, ("x", "mean", "deviation")),
    "mgf": (theory.normal_mgf, ("s", "mean", "deviation")),
    "second_moment": (theory.second_moment, ("mean", "deviation")),
    "signal_ratio": (theory.signal_ratio, ("mean", "deviation")),
}
RANGES = {"x": (-8, 8), "s": (-1, 1), "mean": (-2, 2), "deviation": (0.3, 2.5)}


@pytest.mark.parametrize("name", FORMS)
def test_the_closed_forms_are_those_of_the_theory(moments, name):
    form, arguments = FORMS[name]
    rng = np.random.default_rng(5)
    rows = np.stack([rng.uniform(*RANGES[one], 2000) for one in arguments], axis=1)
    edges = np.stack(np.meshgrid(*(RANGES[one] for one in arguments)), axis=-1)
    rows = np.concatenate([rows, edges.reshape(-1, len(arguments))])
    found = np.array(moments().evaluate(CLOSED, [name, rows.tolist()]))
    assert np.allclose(found, form(*rows.T), rtol=1e-12, atol=0)


def test_a_gradient_that_is_zero_has_no_ratio(moments):
    page = moments(changes={"mean": 0, "deviation": 0})
    assert caption(page) == "Every gradient is zero: the ratio has no value."
    shown = page.locator("table.tally data").all_text_contents()
    assert shown == ["0", "0", "0", "0", "0", "—", "—"]
    assert page.errors == []


STATES = [
    {},
    {"mean": -1.3, "deviation": 0.7, "seed": 999},
    {"mean": 2, "deviation": 0, "b1": 0.99, "b2": 0.9},
    {"mean": 0, "deviation": 2.5, "b1": 0, "b2": 0.9999, "seed": 17},
]


@pytest.mark.parametrize("changes", STATES)
def test_the_table_is_the_mirrors_run_to_the_bit(moments, changes):
    page = moments()
    put(page, **changes)
    state = SETTINGS | changes
    times = [1, 2, 77, 1000]
    for t, (m_hat, v_hat, ratio) in zip(times, page.evaluate(APART, [state, times]), strict=True):
        put(page, t=t)
        values = page.evaluate(TABLE)
        assert [values[1], values[3], values[6]] == [m_hat, v_hat, ratio]
        mean, deviation = state["mean"], state["deviation"]
        exact = [mean, theory.second_moment(mean, deviation), deviation**2]
        exact.append(theory.signal_ratio(mean, deviation))
        assert [float(values[i]) for i in (0, 2, 4, 5)] == pytest.approx(exact, rel=1e-12)
    assert page.locator(".tally thead th").last.inner_text() == "after draw 1,000"
    assert page.errors == []


def test_the_first_sight_shows_the_point(moments):
    page = moments()
    assert caption(page).startswith(
        "A gradient with mean 1 and standard deviation 2: its second moment is 5, not its "
        "variance 4. After 300 draws,"
    )
    assert {"mean μ", "√(μ² + σ²)", "M(s)", "slope 1", "curvature 5"} <= set(texts(page))
    assert page.locator(".cases [aria-pressed=true]").all_inner_texts() == ["mostly noise"]
    assert "not kept" in page.locator("table.tally").inner_text()


STORIES = {
    "their ratio is 1 from the first draw on.": {"deviation": 0},
    "their ratio is −1 from the first draw on.": {"mean": -1, "deviation": 0},
    "its second moment is 1, as is its variance.": {"mean": 0, "deviation": 1},
    "by chance alone: there is no signal.": {"mean": 0, "deviation": 1},
    "where the gradient's is −0.625; the step goes the wrong way.": {
        "mean": -2,
        "deviation": 2.5,
        "t": 1,
    },
    "After one draw,": {"t": 1},
    "After 1,000 draws,": {"t": 1000},
}


def test_the_caption_follows_the_state(moments):
    page = moments()
    for words, changes in STORIES.items():
        put(page, **SETTINGS | changes)
        assert words in caption(page)
    page.get_by_role("status").filter(has_text="After 1,000 draws,").wait_for(state="attached")


def test_cases_lead_to_their_gradients(moments):
    page = moments()
    found = {}
    for name in ("steady", "mostly noise", "all noise"):
        button = page.get_by_role("button", name=name)
        button.click()
        page.evaluate(DRAWN)
        assert button.get_attribute("aria-pressed") == "true"
        state = page.evaluate(STATE)
        found[name] = (state["mean"], state["deviation"])
    assert found == {"steady": (1, 0), "mostly noise": (1, 2), "all noise": (0, 1)}


def test_other_draws_come_one_seed_after_the_other(moments):
    page = moments(changes={"seed": 998})
    seen = []
    for seed in (998, 999, 1):
        assert page.evaluate(STATE)["seed"] == seed
        seen.append(tuple(page.evaluate(TABLE)))
        page.get_by_role("button", name="Draw again").click()
        page.evaluate(DRAWN)
    assert len(set(seen)) == 3
    assert len({values[0::2][:3] for values in seen}) == 1  # the gradient itself is the same


def test_a_keyboard_reaches_and_moves_everything(moments):
    page = moments()
    reached = []
    for _ in range(24):
        page.keyboard.press("Tab")
        name = page.evaluate(FOCUSED)
        if name and name not in reached:
            reached.append(name)
        if name in ("One step on", "Draw again"):
            page.keyboard.press("Enter")
        elif name in ("mean", "standard deviation", "beta 1", "beta 2"):
            page.keyboard.press("ArrowRight")
        page.evaluate(DRAWN)
        if name == "Reset":
            break
    wanted = ["Play", "One step back", "One step on", "Step", "mean", "standard deviation"]
    wanted += ["Draw again", "steady", "mostly noise", "all noise", "beta 1", "beta 2"]
    assert [name for name in reached if name in wanted] == wanted
    assert {"Copy link", "Run as CSV", "Reset"} <= set(reached)
    moved = {"mean": 1.1, "deviation": 2.1, "b1": 0.95, "b2": 0.9999, "seed": 2, "t": 301}
    assert page.evaluate(STATE) == moved
    assert page.get_by_role("slider", name="mean").get_attribute("aria-valuetext") == "1.1"


def test_it_plays_to_the_end_in_leaps_where_motion_is_unwanted(moments):
    page = moments(changes={"t": 900}, reduced_motion="reduce")
    page.get_by_role("button", name="Play").click()
    seen = set()
    while len(seen) < 400 and (t := page.evaluate(STATE)["t"]) < 1000:
        seen.add(t)
        page.evaluate("new Promise(requestAnimationFrame)")
    assert page.evaluate(STATE)["t"] == 1000
    assert all(t % 10 == 0 for t in seen)
    page.get_by_role("button", name="Play").wait_for()
    assert page.errors == []


def test_a_link_brings_the_state_back(moments):
    changes = {"mean": -0.7, "deviation": 1.4, "b1": 0.95, "b2": 0.99, "seed": 42, "t": 87}
    assert comes_back(moments(), moments, changes) == SETTINGS


HOSTILE = ["mean=3", "deviation=-1", "b2=NaN", "t=0", "seed=1.5", "b1=<b>"]


def test_a_hostile_link_is_ignored(moments):
    ignores(moments, "moments", HOSTILE, SETTINGS)


def test_the_file_holds_every_draw(moments):
    page = moments()
    rows = rows_of(page)
    assert len(rows) == 1000
    assert list(rows[0]) == ["t", "g", "m", "v", "m_hat", "v_hat", "step"]
    [(m_hat, v_hat, ratio)] = page.evaluate(APART, [SETTINGS, [300]])
    assert [rows[299]["m_hat"], rows[299]["v_hat"]] == [m_hat, v_hat]
    assert float(rows[299]["step"]) == -float(ratio)


def test_the_figure_is_for_readers_without_the_widget(moments):
    is_for_print(moments(), TAG)


def test_a_symbol_makes_its_marks_stand_out(moments):
    page = moments()
    page.locator("#prose-m .ad-symbol").hover()
    page.evaluate(DRAWN)
    assert page.locator(TAG).get_attribute("data-linked") == "m"


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_axe_finds_nothing(moments, axe, scheme):
    page = moments(width=NARROW, bypass_csp=True)
    assert axe_findings(page, axe, scheme) == []


EXTREMES = [
    {},
    {"mean": -2, "deviation": 2.5},
    {"mean": 2, "deviation": 2.5},
    {"mean": 2, "deviation": 0.1},
    {"mean": 0, "deviation": 0},
]


@pytest.mark.parametrize("width", [NARROWEST, NARROW, WIDE])
def test_nothing_leaves_the_page_and_no_name_covers_another(moments, width):
    page = moments(width=width)
    for changes in EXTREMES:
        put(page, **SETTINGS | changes)
        assert overhangs(page, width) == [], changes
        bold = page.locator("svg.chart text.bold").all()
        named = [(one.text_content(), one.bounding_box()) for one in bold]
        assert len(named) == 8
        covered = [
            (name, other)
            for (name, one), (other, two) in itertools.combinations(named, 2)
            if overlap(one, two)
        ]
        assert covered == [], changes


def overlap(one, other):
    """Whether two boxes share more than slack: letters here are wider than the site's."""
    across = min(one["x"] + one["width"], other["x"] + other["width"]) - max(one["x"], other["x"])
    top = max(one["y"], other["y"])
    down = min(one["y"] + one["height"], other["y"] + other["height"]) - top
    return across > 0.4 * min(one["width"], other["width"]) and down > 5


PLACES = f"{ALONE}.was.held"


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_a_name_keeps_its_place_while_a_slider_goes_to_and_fro(moments, width):
    page = moments(width=width)
    flickers = []
    for deviation in (0.5, 1, 2):
        for mean in range(-20, 20, 3):
            seen = []
            for tenths in (mean, mean + 1, mean, mean + 1):
                put(page, mean=tenths / 10, deviation=deviation)
                seen.append(page.evaluate(PLACES))
            flickers += [(deviation, mean)] if seen[1] != seen[2] or seen[2] != seen[3] else []
    assert len(flickers) <= 1  # of 42: there no place is free before and after


def test_a_leap_to_another_gradient_takes_the_highest_places(moments):
    page = moments()
    first = page.evaluate(PLACES)
    for mean in range(10, -21, -1):
        put(page, mean=mean / 10)
    put(page, **SETTINGS)
    assert page.evaluate(PLACES) == first

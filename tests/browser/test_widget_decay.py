"""`<adam-decay>`: its numbers are the mirror's runs and the package's closed forms."""

import numpy as np
import pytest

from adamdocs import theory
from adamdocs.explainers.adamw.experiments import SHOWN, shown

from .conftest import NARROW, NARROWEST, WIDE
from .watching import becomes
from .widget_checks import axe_findings, comes_back, ignores, is_for_print, overhangs, rows_of
from .widget_pages import ALONE, DRAWN, FOCUSED, STATE, alone, caption, put, texts

TAG = "adam-decay"
WHOLE = {"loss": "none", **SHOWN}
TABLE = f"""[...{ALONE}.shadowRoot
  .querySelectorAll("table.tally data")].map((one) => Number(one.value))"""
ENDS = f"{ALONE}.ends"
# A run apart from the widget: one weight under one noise.
APART = """async ([{ loss, weight_decay, lr, seed, t }, deviation, name]) => {
  const rules = await import("/scripts/optimizers.js");
  const { noisy } = await import("/scripts/streams.js");
  const z = noisy({ steps: 3000, seed });
  const rule = rules[name]({ lr, weight_decay });
  const pull = loss === "parabola" ? 1 : 0;
  const ends = [deviation, -deviation].map((size) => {
    let [theta, state, step] = [[1], rule.init([1])];
    for (let i = 0; i < t; i++) {
      const g = [pull * (theta[0] - 1) + size * z[i][0]];
      [step, state] = rule.update(g, state, theta);
      theta = [theta[0] + step[0]];
    }
    return theta[0];
  });
  return (ends[0] + ends[1]) / 2;
}"""


@pytest.fixture
def decay(workshop):
    """`decay(query, changes, width=…)`: a page with one widget."""
    return alone(workshop, TAG, "two", WHOLE)


STATES = [
    {},
    {"loss": "parabola", "t": 1},
    {"weight_decay": 2, "lr": 0.02, "quiet": 0, "noisy": 1, "loss": "parabola", "t": 3000},
    {"weight_decay": 0, "lr": 5e-4, "quiet": 30, "noisy": 0, "seed": 999, "t": 1234},
]


@pytest.mark.parametrize("changes", STATES)
def test_the_table_is_the_mirrors_run_to_the_bit(decay, changes):
    page = decay()
    put(page, **changes)
    state, table = WHOLE | changes, page.evaluate(TABLE)
    for row, weight in enumerate(("quiet", "noisy")):
        for column, name in enumerate(("adam_l2", "adamw")):
            alone = page.evaluate(APART, [state, state[weight], name])
            assert table[4 * row + 2 * column] == alone
    assert page.errors == []


def test_the_figures_runs_are_the_widgets(decay):
    page = decay()
    table = page.evaluate(TABLE)
    for column, name in enumerate(("l2", "adamw")):
        at = shown(name)[WHOLE["t"]].reshape(2, 2).mean(axis=1)
        assert [table[2 * column], table[4 + 2 * column]] == at.tolist()


@pytest.mark.parametrize("decays", [{"weight_decay": 0.05}, {"weight_decay": 2, "lr": 0.01}])
@pytest.mark.parametrize("loss", ["none", "parabola"])
def test_closed_forms_are_the_packages(decay, decays, loss):
    page = decay()
    put(page, loss=loss, quiet=0.3, noisy=3, t=700, **decays)
    state, table = page.evaluate(STATE), page.evaluate(TABLE)
    lam, lr = state["weight_decay"], state["lr"]
    for row, sigma in enumerate((0.3, 3.0)):
        if loss == "none":
            closed = theory.l2_shrink(700, lr, lam, sigma), theory.adamw_shrink(700, lr, lam)
        else:
            closed = theory.l2_fixed_point(lam), theory.adamw_fixed_point(lam, sigma)
        assert [table[4 * row + 1], table[4 * row + 3]] == pytest.approx(closed, rel=1e-9)


def test_silence_follows_the_closed_form_with_memory(decay):
    page = decay()
    put(page, quiet=0, lr=1e-3, t=500)
    l2, closed, adamw, power = page.evaluate(TABLE)[:4]
    assert closed == pytest.approx(theory.l2_shrink_with_memory(500, 1e-3))
    assert l2 == pytest.approx(closed, abs=3e-3)
    assert adamw == pytest.approx(power) == theory.adamw_shrink(500, 1e-3, 0.1)
    put(page, t=1500)
    values = page.evaluate(TABLE.replace("Number(one.value)", "one.value"))
    assert values[1] == "NaN"  # the expansion ends where lr·n is 1


def test_runs_rest_where_the_closed_forms_are(decay):
    page = decay()
    put(page, loss="parabola", weight_decay=0.5, lr=5e-3, quiet=0.1, noisy=1)
    ends = page.evaluate(ENDS)
    assert ends["l2"] == pytest.approx([theory.l2_fixed_point(0.5)] * 2, abs=0.02)
    expected = theory.adamw_fixed_point(0.5, np.array([0.1, 1.0]))
    assert ends["adamw"] == pytest.approx(expected.tolist(), abs=0.02)


STORIES = {
    "λ = 0.1, learning rate 0.005. Gradients are noise alone. In the mean of a pair, "
    "after 3,000 steps L2 leaves 0 of the quiet weight and 0.86 of the noisy; AdamW 0.22 of both. "
    "AdamW's time constant is 2,000 steps.": {},
    "Mean of the last third: L2 has the quiet weight at 0.33 and the noisy at 0.33; AdamW the "
    "quiet weight at 0.53 and the noisy at 0.29. Faint": {
        "loss": "parabola",
        "weight_decay": 2,
        "quiet": 0,
        "noisy": 1,
    },
    "and the noisy at 0.54. Not all are at rest yet.": {"loss": "parabola"},
    "after 3,000 steps L2 leaves 1 of both; AdamW 1 of both. Faint": {"weight_decay": 0},
}


def test_the_caption_follows_the_state(decay):
    page = decay()
    for words, changes in STORIES.items():
        put(page, **WHOLE | changes)
        assert words in caption(page)


def test_lines_have_their_names_and_the_time_constant_its_mark(decay):
    page = decay()
    assert texts(page).count("L2") == texts(page).count("AdamW") == 2
    assert "1/(αλ)" in texts(page)
    put(page, loss="parabola")
    assert "1/(αλ)" not in texts(page)
    assert page.errors == []


def test_a_keyboard_reaches_and_moves_everything(decay):
    page = decay()
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
    assert reached[:7] == [
        "gradients are noise alone",
        "λ, weight decay",
        "learning rate",
        "cursor",
        "quiet: σ, deviation of its noise",
        "noisy: σ, deviation of its noise",
        "seed of the noise",
    ]
    assert {"Copy link", "Run as CSV", "Reset"} <= set(reached)
    assert page.evaluate(STATE) == {
        "loss": "parabola",
        "weight_decay": 0.2,
        "lr": 0.01,
        "quiet": 0.3,
        "noisy": 30,
        "seed": 2,
        "t": 1050,
    }


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_a_hand_takes_the_cursor_along_in_either_panel(decay, width):
    page = decay(width=width)
    page.locator("svg.chart").scroll_into_view_if_needed()
    box = page.locator("svg.chart").bounding_box()
    for x, y in ((0.3, 0.2), (0.9, 0.8)):
        page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])
        page.mouse.down()
        part = x if width == NARROW else (2 * x) % 1
        assert becomes(page, f"(part) => Math.abs({STATE}.t / 3000 - part) < 0.15", part)
        page.mouse.move(box["x"] + box["width"] + 40, box["y"] + y * box["height"])
        assert becomes(page, f"{STATE}.t === 3000")
        page.mouse.up()
    assert page.errors == []


def test_a_link_brings_the_state_back(decay):
    changes = {"loss": "parabola", "weight_decay": 0.5, "lr": 0.02, "quiet": 0, "noisy": 3}
    changes |= {"seed": 7, "t": 777}
    assert comes_back(decay(), decay, changes) == WHOLE


HOSTILE = ["weight_decay=-1", "lr=NaN", "lr=9", "loss=<b>", "seed=1.5", "t=0", "quiet=31"]


def test_a_hostile_link_is_ignored(decay):
    ignores(decay, "two", HOSTILE, WHOLE)


def test_the_file_holds_every_step_of_every_run(decay):
    rows = rows_of(decay())
    assert len(rows) == 3000
    for name in ("l2", "adamw"):
        quiet, twin, loud, other = shown(name)[1:].T
        columns = {"quiet": quiet, "quiet_twin": twin, "noisy": loud, "noisy_twin": other}
        for column, expected in columns.items():
            assert [float(row[f"{name}_{column}"]) for row in rows] == expected.tolist()


def test_the_figure_is_for_readers_without_the_widget(decay):
    is_for_print(decay(), TAG)


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_axe_finds_nothing(decay, axe, scheme):
    page = decay(width=NARROW, bypass_csp=True)
    assert axe_findings(page, axe, scheme) == []


def test_nothing_scrolls_sideways_on_the_narrowest_phone(decay):
    page = decay(width=NARROWEST)
    for changes in ({}, {"loss": "parabola"}, {"lr": 0.05, "noisy": 30}, {"weight_decay": 3}):
        put(page, **WHOLE | changes)
        assert overhangs(page, NARROWEST) == [], changes

"""`<adam-hyper>`: its losses and slopes are the package's to the bit, its words follow them."""

import numpy as np
import pytest

from adamdocs.labs.hypergradient import along_the_run
from adamdocs.streams import growing

from .conftest import NARROW, NARROWEST
from .widget_checks import axe_findings, comes_back, ignores, is_for_print, overhangs, rows_of
from .widget_pages import DRAWN, FOCUSED, STATE, TABLE, alone, caption, put, texts

TAG = "adam-hyper"
START = {"ground": "rosenbrock", "steps": 50, "at": 100}
WHOLE = START | {"zoom": 0, "middle": 0.5, "b1": 0.9, "b2": 0.999}
CHAOS = {"steps": 2000, "zoom": 1, "middle": 0.5, "at": 60}


@pytest.fixture
def hyper(workshop):
    """`hyper(query, changes, width=…)`: a page with one widget."""
    return alone(workshop, TAG, "rate", START)


STATES = [
    {},
    {"ground": "ravine", "steps": 20, "at": 0},
    {"ground": "ravine", "steps": 2000, "at": 120, "b1": 0.5, "b2": 0.95},
    {"steps": 1, "b1": 0, "b2": 0.9},
    {"steps": 500, "zoom": 3, "middle": 0.123456789012345, "at": 7},
    CHAOS,
]


@pytest.mark.parametrize("changes", STATES)
def test_losses_and_slopes_are_the_packages_to_the_bit(hyper, changes):
    page = hyper()
    put(page, **changes)
    state = WHOLE | changes
    rows = rows_of(page)
    rates, losses, slopes = (
        np.array([float(row[name]) for row in rows]) for name in ("lr", "loss", "slope")
    )
    ratio = rates[1] / rates[0]
    assert growing(121, ratio, rates[0])[:, 0] == pytest.approx(rates, rel=1e-13)
    ours = along_the_run(state["ground"], state["steps"], rates, state["b1"], state["b2"])
    assert losses.tobytes() == ours[0].tobytes()
    assert slopes.tobytes() == ours[1].tobytes()
    shown = [float(one) for one in page.evaluate(TABLE)]
    at = state["at"]
    assert shown[:2] == [losses[at], slopes[at]]
    nudged = along_the_run(
        state["ground"], state["steps"], 1.01 * rates[at], state["b1"], state["b2"]
    )
    assert shown[2] == pytest.approx(rates[at] * slopes[at] / losses[at], rel=1e-9)
    assert shown[3] == pytest.approx(100 * (nudged[0] / losses[at] - 1), rel=1e-6)
    minima = (losses[1:-1] < losses[:-2]) & (losses[1:-1] < losses[2:])
    found = int(minima.sum())
    valleys = "one local minimum" if found == 1 else f"{found or 'no'} local minima"
    assert valleys in caption(page)
    assert page.errors == []


def test_the_rates_go_from_a_thousandth_to_one(hyper):
    rows = rows_of(hyper())
    assert float(rows[0]["lr"]) == pytest.approx(1e-3)
    assert float(rows[-1]["lr"]) == pytest.approx(1)
    assert len(rows) == 121


def test_the_caption_says_whether_the_slope_foretells(hyper):
    page = hyper()
    put(page, at=40)
    assert "a run agrees" in caption(page)
    assert "tangent" in texts(page)
    put(page, **CHAOS)
    assert "a run does not agree" in caption(page)
    assert "tangent: no guide" in texts(page)
    assert page.errors == []


def test_the_window_is_drawn_closer_about_the_rate_and_wider_again(hyper):
    page = hyper()
    rate = "document.querySelector('[id^=widget-]').rate"
    before = page.evaluate(rate)
    for zoom in (1, 2):
        page.get_by_role("button", name="Ten times closer").click()
        page.evaluate(DRAWN)
        assert page.evaluate(STATE)["zoom"] == zoom
        assert page.evaluate(rate) == pytest.approx(before, rel=1e-12)
    for _ in range(2):
        page.get_by_role("button", name="Ten times wider").click()
        page.evaluate(DRAWN)
    assert page.evaluate(STATE)["zoom"] == 0
    assert page.evaluate(rate) == pytest.approx(before, rel=1e-12)
    assert not page.get_by_role("button", name="Ten times wider").is_enabled()
    assert page.errors == []


def test_a_keyboard_reaches_and_moves_everything(hyper):
    page = hyper()
    reached = []
    for _ in range(20):
        page.keyboard.press("Tab")
        name = page.evaluate(FOCUSED)
        if name and name not in reached:
            reached.append(name)
            if name == "Ten times closer":
                page.keyboard.press("Enter")
            elif name != "Reset":
                page.keyboard.press("ArrowRight")
        page.evaluate(DRAWN)
        if name == "Reset":
            break
    wanted = {"Rosenbrock's valley", "steps of a run", "learning rate", "Ten times closer"}
    assert wanted <= set(reached)
    assert {"beta 1", "beta 2", "Copy link", "Run as CSV", "Reset"} <= set(reached)
    state = page.evaluate(STATE)
    assert state["ground"] == "ravine"
    assert [state[key] for key in ("steps", "zoom", "b1", "b2")] == [100, 1, 0.95, 0.9999]


def test_a_hand_takes_the_rate_along(hyper):
    page = hyper()
    box = page.locator("svg.chart").bounding_box()
    page.mouse.move(box["x"] + box["width"] + 30, box["y"] + 100)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 100)
    page.mouse.down()
    page.evaluate(DRAWN)
    assert 45 < page.evaluate(STATE)["at"] < 65
    page.mouse.move(box["x"] + box["width"] + 50, box["y"] + 100)
    page.mouse.up()
    page.evaluate(DRAWN)
    assert page.evaluate(STATE)["at"] == 120
    assert page.errors == []


def test_a_link_brings_the_state_back(hyper):
    changes = {"ground": "ravine", "steps": 200, "at": 7, "zoom": 4, "middle": 0.1234567890123456}
    changes |= {"b1": 0.5, "b2": 0.99}
    assert comes_back(hyper(), hyper, changes) == WHOLE


HOSTILE = ["ground=<b>", "steps=1.5", "steps=2001", "at=121", "zoom=9", "middle=0", "b1=1"]


def test_a_hostile_link_is_ignored(hyper):
    ignores(hyper, "rate", HOSTILE, WHOLE)


def test_the_figure_is_for_readers_without_the_widget(hyper):
    is_for_print(hyper(), TAG)


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_axe_finds_nothing(hyper, axe, scheme):
    page = hyper(width=NARROW, bypass_csp=True)
    assert axe_findings(page, axe, scheme, ({}, CHAOS)) == []


def test_nothing_scrolls_sideways_on_the_narrowest_phone(hyper):
    page = hyper(width=NARROWEST)
    for changes in ({}, CHAOS, {"ground": "ravine", "steps": 2000}, {"zoom": 8, "steps": 1}):
        put(page, **WHOLE | changes)
        assert overhangs(page, NARROWEST) == [], changes

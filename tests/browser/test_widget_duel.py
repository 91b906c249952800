"""`<adam-duel>`: its run is the package's, its words follow it, every hand can use it."""

import numpy as np
import pytest

from adamdocs import theory
from adamdocs.labs.bilinear import METHODS, PLAYS, duel

from .conftest import NARROW, NARROWEST
from .widget_checks import axe_findings, comes_back, ignores, is_for_print, overhangs, rows_of
from .widget_pages import ALONE, DRAWN, FOCUSED, STATE, alone, caption, put, texts

TAG = "adam-duel"
WHOLE = {"method": "adam", "play": "simultaneous", "lr": 0.02, "b1": 0.9, "x": 1, "y": 0, "t": 6000}
STEPS = 6000
PLACES = f"(() => {{ const {{ x, y }} = {ALONE}.run; return [x, y].map((z) => z.map(String)); }})()"


@pytest.fixture
def players(workshop):
    """`players(query, changes, width=…)`: a page with one widget."""
    return alone(workshop, TAG, "players", {})


def run_of(state):
    """What the widget shows, by the package."""
    settings = {key: state[key] for key in ("lr", "b1")}
    start = (state["x"], state["y"])
    return duel(state["method"], state["play"], start=start, steps=STEPS, **settings)


STATES = [
    *({"play": play} for play in PLAYS),
    *({"method": "descent", "play": play, "lr": 0.1, "b1": 0, "y": -3.5} for play in PLAYS),
    {"method": "descent", "lr": 1, "b1": -0.5},  # leaves all numbers behind
    {"b1": -0.5, "x": 0, "y": 0},
]


@pytest.mark.parametrize("changes", STATES)
def test_the_run_is_the_packages_to_the_bit(players, changes):
    page = players()
    put(page, **changes)
    run = run_of(WHOLE | changes)
    for theirs, ours in zip(page.evaluate(PLACES), (run.x, run.y), strict=True):
        assert np.array_equal(np.array(theirs, dtype=float), ours)
    assert page.errors == []


@pytest.mark.parametrize("play", PLAYS)
def test_the_circle_is_the_closed_form(players, play):
    page = players()
    for b1 in (0.9, 0.5, 0.0, -0.5):
        put(page, play=play, b1=b1, lr=0.05)
        circle = page.evaluate(f"{ALONE}.facts.circle")
        assert circle == pytest.approx(0.05 * theory.adam_game_radius(b1, 0.999, play))


@pytest.mark.parametrize("play", PLAYS)
@pytest.mark.parametrize("b1", [-0.3, 0.0, 0.1, 0.6])
def test_descent_goes_where_the_closed_form_says(players, play, b1):
    page = players()
    for lr in (0.005, 0.02, 0.2):
        put(page, method="descent", play=play, lr=lr, b1=b1)
        facts = page.evaluate(f"{ALONE}.facts")
        factor = theory.game_factor(lr, b1, play)
        ways = {-1: "in", 0: "circles", 1: "out"}
        assert facts["kind"] == ways[int(np.sign(round((factor - 1) * 1e10)))], (lr, factor)
        assert facts["factor"] == pytest.approx(factor, abs=0.02 * abs(factor - 1) + 2e-6)


STORIES = {
    "Adam at the rate 0.02 with β₁ = 0.9, both move at once. They move away from the saddle": {},
    "on the way to a circle at 7.8, 390 learning rates. At step 6,000 they are 7.15 away.": {},
    "They come nearer, but only to a circle at 1.55, 155 learning rates": {
        "b1": 0.5,
        "lr": 0.01,
        "x": 10,
    },
    "They end on a circle at": {"b1": -0.5, "lr": 0.01, "x": 1.5},
    "They end within": {"b1": 0, "play": "alternating", "lr": 0.05, "x": 0.3},
    "They spiral out, 0.5 % a step.": {"method": "descent", "b1": 0, "lr": 0.1},
    "They circle, 0.976 to 1.03 from the saddle, and come no nearer.": {
        "method": "descent",
        "play": "alternating",
        "b1": 0,
        "lr": 0.1,
    },
    "They come nearer, 0.5 % a step": {
        "method": "descent",
        "play": "extragradient",
        "b1": 0,
        "lr": 0.1,
    },
    "both foresee the change of the gradient. They come nearer, 0.51 % a step": {
        "method": "descent",
        "play": "optimistic",
        "b1": 0,
        "lr": 0.1,
    },
    "At the saddle nobody moves.": {"x": 0, "y": 0},
}


def test_the_caption_follows_the_state(players):
    page = players()
    for words, changes in STORIES.items():
        put(page, **WHOLE | changes)
        assert words in caption(page)


def test_what_happens_is_written_on_the_chart(players):
    page = players()
    assert {"moves out to its circle", "closed form: 390 rates"} <= set(texts(page))
    put(page, method="descent", b1=0, lr=0.1)
    assert "spirals out, 0.5 % a step" in texts(page)
    put(page, play="alternating")
    assert "circles, up to 1.03" in texts(page)
    put(page, play="optimistic")
    assert "converges, 0.51 % a step" in texts(page)
    assert page.errors == []


def test_the_transport_shows_where_they_are(players):
    page = players()
    run = run_of(WHOLE)
    put(page, t=1234)
    assert f"At step 1,234 they are {run.distance[1234]:.3g} away." in caption(page)
    page.get_by_role("button", name="One step on").click()
    page.evaluate(DRAWN)
    assert page.evaluate(STATE)["t"] == 1235
    put(page, t=5990)
    page.get_by_role("button", name="Play").click()
    page.get_by_role("button", name="Play").wait_for(timeout=10_000)
    assert page.evaluate(STATE)["t"] == 6000


def test_a_keyboard_reaches_and_moves_everything(players):
    page = players()
    reached = []
    for _ in range(24):
        page.keyboard.press("Tab")
        name = page.evaluate(FOCUSED)
        if name and name not in reached:
            reached.append(name)
            if name not in ("Play", "Reset"):
                page.keyboard.press("ArrowLeft")
        page.evaluate(DRAWN)
        if name == "Reset":
            break
    assert reached[0] in ("Adam", "Gradient descent")
    assert any(name.startswith("Start at x 1, y 0") for name in reached)
    assert {"Step", "learning rate", "beta 1", "Copy link", "Run as CSV"} <= set(reached)
    state = page.evaluate(STATE)
    assert state["method"] == "descent"
    assert state["play"] == "optimistic"
    assert state["x"] < 1
    assert (state["lr"], state["b1"]) == (0.01, 0.8)


def test_a_hand_moves_the_start_and_the_cursor(players):
    page = players()
    start = page.locator(".start .held").bounding_box()
    at = start["x"] + start["width"] / 2, start["y"] + start["height"] / 2
    page.mouse.move(*at)
    page.mouse.down()
    page.mouse.move(at[0] - 60, at[1] - 40, steps=4)
    page.evaluate(DRAWN)
    state = page.evaluate(STATE)
    assert state["x"] < 0 < state["y"]
    page.mouse.up()
    far = page.locator("svg.far").bounding_box()
    page.mouse.click(far["x"] + far["width"] / 2, far["y"] + far["height"] / 2)
    page.evaluate(DRAWN)
    assert 2000 < page.evaluate(STATE)["t"] < 4500
    assert page.errors == []


def test_a_link_brings_the_state_back(players):
    changes = {"method": "descent", "play": "optimistic", "lr": 0.2, "b1": -0.3, "x": -2.5}
    changes |= {"y": 4.25, "t": 17}
    assert comes_back(players(), players, changes) == WHOLE


HOSTILE = ["lr=0", "lr=NaN", "b1=1", "play=<b>", "method=sgd", "x=11", "y=1e9", "t=0", "t=1.5"]


def test_a_hostile_link_is_ignored(players):
    ignores(players, "players", HOSTILE, WHOLE)


def test_the_file_holds_the_whole_run(players):
    page = players(changes={"play": "alternating", "b1": 0})
    rows = rows_of(page)
    run = run_of(WHOLE | {"play": "alternating", "b1": 0})
    assert len(rows) == STEPS + 1
    assert [float(row["t"]) for row in rows[:3]] == [0, 1, 2]
    for name in ("x", "y", "distance"):
        assert np.array_equal([float(row[name]) for row in rows], getattr(run, name))


def test_the_registry_is_the_labs(players):
    page = players()
    schema = page.evaluate(
        f"Object.entries({ALONE}.constructor.schema).map(([k, v]) => [k, v.words])"
    )
    words = {key: some for key, some in schema if some}
    assert set(words["method"]) == set(METHODS)
    assert words["play"] == list(PLAYS)


def test_the_figure_is_for_readers_without_the_widget(players):
    is_for_print(players(), TAG)


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_axe_finds_nothing(players, axe, scheme):
    page = players(width=NARROW, bypass_csp=True)
    other = {"method": "descent", "b1": 0, "lr": 0.1}
    assert axe_findings(page, axe, scheme, ({}, other)) == []


def test_nothing_scrolls_sideways_on_the_narrowest_phone(players):
    page = players(width=NARROWEST)
    for changes in ({}, {"method": "descent", "lr": 1}, {"play": "optimistic", "b1": 0}, {"x": 0}):
        put(page, **WHOLE | changes)
        assert overhangs(page, NARROWEST) == [], changes

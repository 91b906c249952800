"""<adam-ledger>: every line of its arithmetic is the package's run, and the reader can push it."""

import math

import pytest

from adamdocs.landscapes import LANDSCAPES
from adamdocs.optimizers import adam
from adamdocs.runs import descend

from .conftest import NARROWEST
from .widget_checks import axe_findings, overhangs, rows_of
from .widget_pages import DRAWN, element, put

ROWS = """() => [...document.querySelector('adam-ledger').shadowRoot.querySelectorAll(
  'table.ledger tbody tr')].map((row) => [
    row.querySelector('td').textContent, Number(row.querySelector('data').value)])"""
CAPTION = "document.querySelector('adam-ledger').shadowRoot.querySelector('.caption').textContent"


@pytest.fixture
def ledger(workshop):
    """A page with a ledger as it comes."""
    workshop.write(element("adam-ledger"))
    return workshop.go("adam-ledger", bypass_csp=True)


def expected(t, landscape="parabola", start=5.0, **settings):
    trace = descend(adam(**settings), LANDSCAPES[landscape](), [start], steps=t)
    state = trace.state
    names = ("m", "v", "m_hat", "v_hat", "denominator")
    return [
        trace.g[-1, 0],
        *(getattr(state, name)[-1, 0] for name in names),
        trace.step[-1, 0],
        trace.theta[-1, 0],
    ]


@pytest.mark.parametrize(
    ("state", "settings"),
    [
        ({"t": 1}, {}),
        ({"t": 20}, {}),
        (
            {"t": 7, "landscape": "quartic", "start": -4, "lr": 0.5, "b1": 0.5},
            {"lr": 0.5, "b1": 0.5},
        ),
        (
            {"t": 3, "landscape": "absolute", "start": 0.5, "lr": 0.2, "eps": 0.01, "b2": 0.9},
            {"lr": 0.2, "eps": 0.01, "b2": 0.9},
        ),
    ],
)
def test_every_value_is_the_package_s_to_the_bit(ledger, state, settings):
    put(ledger, **state)
    task = {key: state[key] for key in ("landscape", "start") if key in state}
    assert [value for _, value in ledger.evaluate(ROWS)] == expected(state["t"], **task, **settings)


def evaluated(arithmetic):
    """What a line of arithmetic comes to."""
    for old, new in (("−", "-"), ("·", "*"), ("²", "**2"), ("√", "math.sqrt 1*"), (",", "")):
        arithmetic = arithmetic.replace(old, new)
    first, _, rest = arithmetic.partition("math.sqrt 1*")
    if rest:
        root, _, eps = rest.partition(" + ")
        return math.sqrt(float(root)) + float(eps)
    return eval(first, {})


@pytest.mark.parametrize("t", [1, 2, 13])
def test_the_arithmetic_that_is_shown_comes_to_the_value_beside_it(ledger, t):
    put(ledger, t=t, lr=0.5)
    slope, *lines = ledger.evaluate(ROWS)
    assert slope[0].startswith("the slope at θ = ")
    for arithmetic, value in lines:
        assert evaluated(arithmetic) == pytest.approx(value, rel=1e-7, abs=1e-9)


def test_the_caption_tells_the_step(ledger):
    assert ledger.evaluate(CAPTION) == (
        "At step 1 the parameter moves down by one learning rate, to θ = 4.999."
    )
    put(ledger, start=-5, lr=0.1)
    assert "moves up by one learning rate, to θ = −4.9" in ledger.evaluate(CAPTION)
    put(ledger, start=0)
    assert "stays" in ledger.evaluate(CAPTION)


def test_a_keyboard_goes_through_the_steps(ledger):
    scrub = ledger.locator("adam-ledger .transport input")
    scrub.focus()
    for key, t in (("ArrowRight", 2), ("End", 20), ("ArrowLeft", 19), ("Home", 1)):
        ledger.keyboard.press(key)
        ledger.evaluate(DRAWN)
        assert f"Step {t} of 20 on θ²" in ledger.locator("adam-ledger table caption").inner_text()


def test_the_run_can_be_taken_along(ledger):
    table = rows_of(ledger)
    trace = descend(adam(), LANDSCAPES["parabola"](), [5.0], steps=20)
    assert [float(row["theta"]) for row in table] == trace.theta[:, 0].tolist()
    assert [float(row["v_hat"]) for row in table] == trace.state.v_hat[:, 0].tolist()


def test_nobody_is_kept_out(ledger, axe):
    for scheme in ("default", "slate"):
        assert axe_findings(ledger, axe, scheme) == [], scheme
    ledger.set_viewport_size({"width": NARROWEST, "height": 800})
    ledger.evaluate(DRAWN)
    assert overhangs(ledger, NARROWEST) == []


MARK = """() => {
  const chart = document.querySelector('adam-ledger').shadowRoot.querySelector('svg.chart');
  const ring = chart.querySelector('.ring.ad-theory');
  return [chart.textContent, ring && Number(ring.getAttribute('cx'))];
}"""
TAU = 1e-7


def met(steps, **settings):
    g = descend(adam(**settings), LANDSCAPES["parabola"](), [5.0], steps=steps).g[:, 0]
    return int((abs(g) < TAU).argmax()) + 1 if (abs(g) < TAU).any() else 0


@pytest.mark.parametrize("lr", [0.001, 0.03102, 0.1])
def test_the_chart_marks_where_the_stop_rule_is_met(ledger, lr):
    put(ledger, lr=lr, steps=1000)
    words, ring = ledger.evaluate(MARK)
    step = met(1000, lr=lr)
    assert (ring is not None) == (step > 0)
    assert step == 0 or f"|g| < 1e−7: step {step}" in words
    if step:
        put(ledger, t=step)
        assert "Here |g| is below 1e−7 for the first time." in ledger.evaluate(CAPTION)
        put(ledger, t=step - 1)
        assert "for the first time" not in ledger.evaluate(CAPTION)


def test_a_pointer_on_the_chart_takes_the_cursor_along(ledger):
    put(ledger, steps=1000)
    chart = ledger.locator("adam-ledger svg.chart")
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    middle = box["y"] + box["height"] / 2
    ledger.mouse.move(box["x"] + box["width"] * 0.3, middle)
    ledger.mouse.down()
    ledger.mouse.move(box["x"] + box["width"] * 0.6, middle)
    ledger.mouse.up()
    ledger.evaluate(DRAWN)
    at = "document.querySelector('adam-ledger').state.t"
    assert 400 < ledger.evaluate(at) < 700
    ledger.mouse.click(box["x"] + box["width"] - 1, middle)
    ledger.evaluate(DRAWN)
    assert ledger.evaluate(at) == 1000


def test_a_shorter_run_keeps_the_cursor_inside_it(ledger):
    put(ledger, steps=1000, t=900)
    put(ledger, steps=100)
    assert "At step 100 " in ledger.evaluate(CAPTION)

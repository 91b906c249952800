"""Slopes of the last loss: three ways that share no code, differences, closed forms, bad input."""

import math
from decimal import Decimal

import numpy as np
import pytest

from adamdocs.labs.hypergradient import (
    GROUNDS,
    along_the_run,
    by_autograd,
    by_complex_step,
    final_loss,
    in_decimals,
    unrolled,
)
from adamdocs.landscapes import parabola, ravine, rosenbrock
from adamdocs.optimizers import RULES, adam, momentum, sgd
from adamdocs.runs import descend

HYPER = {"lr": 0.05, "b1": 0.9, "b2": 0.999}


@pytest.mark.parametrize("name", GROUNDS)
@pytest.mark.parametrize("lr", [0.003, 0.05, 0.5])
def test_autograd_agrees_with_the_complex_step_to_twelve_digits(name, lr):
    ground, hyper = GROUNDS[name][0], HYPER | {"lr": lr}
    value, slopes = by_autograd(ground, 40, hyper)
    other, exact = by_complex_step(ground, 40, hyper)
    assert value == pytest.approx(other, rel=1e-13)
    assert list(slopes) == ["lr", "b1", "b2"]
    assert slopes == pytest.approx(exact, rel=1e-12)


@pytest.mark.parametrize("name", GROUNDS)
@pytest.mark.parametrize(
    ("b1", "b2", "steps"),
    [(0.9, 0.999, 30), (0.5, 0.9, 30), (0.0, 0.99, 10)],  # without momentum rounding grows faster
)
def test_the_tangent_agrees_with_the_complex_step(name, b1, b2, steps):
    ground = GROUNDS[name][0]
    rates = np.array([0.001, 0.02, 0.3, 1.0])
    losses, slopes = along_the_run(name, steps, rates, b1, b2)
    for lr, loss, slope in zip(rates, losses, slopes, strict=True):
        value, exact = by_complex_step(ground, steps, {"lr": lr, "b1": b1, "b2": b2})
        assert loss == pytest.approx(value, rel=1e-12)
        assert slope == pytest.approx(exact["lr"], rel=1e-11)


@pytest.mark.parametrize("name", GROUNDS)
def test_the_loss_is_that_of_a_run_to_the_bit(name):
    rates = np.geomspace(1e-3, 1, 50)
    run = descend(adam(rates[:, None]), GROUNDS[name][0], steps=300, keep="loss")
    losses, _ = along_the_run(name, 300, rates)
    assert losses.tobytes() == run.loss[-1].tobytes()
    single, slope = along_the_run(name, 300, rates[7])
    assert single == losses[7]
    assert slope.shape == ()


@pytest.mark.parametrize("name", GROUNDS)
def test_second_derivatives_are_those_of_the_gradient(name):
    ground, bend = GROUNDS[name]
    rng = np.random.default_rng(0)
    theta, along = rng.normal(size=(2, 20, 2))
    exact = ground.grad(theta + 1e-30j * along).imag / 1e-30
    assert bend(theta, along) == pytest.approx(exact, rel=1e-12, abs=1e-12)


def test_differences_agree():
    h = 1e-6
    for key in HYPER:
        ends = [final_loss(rosenbrock(), 25, HYPER | {key: HYPER[key] + s * h}) for s in (1, -1)]
        numeric = (ends[0] - ends[1]) / (2 * h)
        assert by_complex_step(rosenbrock(), 25, HYPER)[1][key] == pytest.approx(numeric, rel=1e-5)


def test_gradient_descent_has_the_slope_of_its_closed_form():
    for steps, lr in ((1, 0.3), (10, 0.1), (50, 0.02)):
        loss, slope = by_complex_step(parabola(1.0), steps, {"lr": lr}, make=sgd, start=[3.0])
        assert loss == pytest.approx(4.5 * (1 - lr) ** (2 * steps), rel=1e-12)
        assert slope["lr"] == pytest.approx(-2 * steps * loss / (1 - lr), rel=1e-12)


def test_any_rule_and_start_can_be_differentiated():
    given = {"lr": 0.01, "b1": 0.8}
    options = {"make": momentum, "start": [1.0, -2.0]}
    back = by_autograd(ravine(), 15, given, **options)
    along = by_complex_step(ravine(), 15, given, **options)
    assert back[1] == pytest.approx(along[1], rel=1e-11)


@pytest.mark.parametrize("name", ["sgd", "adam", "adamw", "nadam"])
def test_the_bare_loop_is_the_projects_loop(name):
    rule = RULES[name](lr=0.01)
    ground = ravine()
    start = np.array(ground.start)
    assert unrolled(rule, ground.grad, start, 37).tolist() == (
        descend(rule, ground, steps=37, keep="theta").theta[-1].tolist()
    )


def test_bad_input_is_refused():
    with pytest.raises(ValueError, match="name must be one of 'ravine', 'rosenbrock', got 'booth'"):
        along_the_run("booth", 10, 0.1)
    with pytest.raises(ValueError, match="steps must be an integer of at least 1, got 0"):
        along_the_run("ravine", 0, 0.1)
    with pytest.raises(ValueError, match="steps must be an integer"):
        final_loss(ravine(), 1.5, HYPER)
    with pytest.raises(ValueError, match="adam: lr must be finite and at least 0"):
        by_complex_step(ravine(), 10, HYPER | {"lr": -0.1})


def test_decimals_run_the_same_adam_and_more_digits_do_not_change_what_fifty_say():
    for steps, lr in ((1, 0.5), (50, 0.05), (300, 0.5)):
        expected = along_the_run("rosenbrock", steps, lr)[0]
        assert in_decimals(steps, Decimal.from_float(lr)) == pytest.approx(
            float(expected), rel=1e-9
        )
    half, after = (Decimal.from_float(lr) for lr in (0.5, math.nextafter(0.5, 1.0)))
    exact = in_decimals(2000, half)
    assert in_decimals(2000, half, 70) == pytest.approx(exact, rel=1e-12)
    assert in_decimals(2000, after) == pytest.approx(exact, rel=1e-6)
    with pytest.raises(ValueError, match="digits must be an integer of at least 1, got 0"):
        in_decimals(1, half, 0)

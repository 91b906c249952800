"""The regression's closed forms against its gradient, and its units."""

import numpy as np
import pytest

from adamdocs.labs.regression import diabetes, examples, hessian, least_squares, squared_error
from adamdocs.optimizers import adam
from adamdocs.runs import descend


@pytest.mark.parametrize("ridge", [0.0, 0.3])
@pytest.mark.parametrize("standardized", [False, True])
def test_least_squares_has_no_slope(ridge, standardized):
    task = diabetes(standardized=standardized)
    course = squared_error(task, ridge)
    best = least_squares(task, ridge)
    scale = np.abs(task.X).mean(0) * np.abs(task.y).mean()
    assert (np.abs(course.grad(best)) < 1e-10 * scale).all()
    assert course.minimisers == (tuple(best),)


def test_gradient_and_second_derivatives_are_those_of_the_loss():
    task = diabetes(standardized=True)
    course = squared_error(task, 0.1)
    theta = np.random.default_rng(1).normal(size=(3, 10))
    ahead = np.random.default_rng(2).normal(size=(3, 10))
    slope = (course.value(theta + 1e-5 * ahead) - course.value(theta - 1e-5 * ahead)) / 2e-5
    np.testing.assert_allclose((course.grad(theta) * ahead).sum(-1), slope, rtol=1e-6)
    bend = course.grad(theta + ahead) - course.grad(theta)
    np.testing.assert_allclose(bend, ahead @ hessian(task, 0.1), rtol=1e-9)


def test_a_unit_changes_its_coefficient_and_nothing_else():
    plain, other = diabetes(), diabetes(units={"bp": 1000.0})
    at = plain.names.index("bp")
    factor = np.where(np.arange(10) == at, 1000.0, 1.0)
    np.testing.assert_array_equal(other.X, plain.X * factor)
    np.testing.assert_allclose(least_squares(other) * factor, least_squares(plain), rtol=1e-6)
    np.testing.assert_allclose(
        diabetes(units={"bp": 1000.0}, standardized=True).X, diabetes(standardized=True).X
    )


def test_the_data_are_those_that_are_described():
    task = diabetes()
    assert task.X.shape == (442, 10)
    assert task.names == ("age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6")
    np.testing.assert_allclose(task.X.mean(0), 0, atol=1e-12)
    np.testing.assert_allclose(diabetes(standardized=True).X.std(0), 1)


def test_examples_give_the_gradient_on_average():
    task = diabetes(standardized=True)
    theta = np.zeros((200_000, 10))
    g = examples(task, 2)(theta, 1, np.random.default_rng(0))
    error = g.std(0) / np.sqrt(len(g))
    assert (np.abs(g.mean(0) - squared_error(task).grad(theta[0])) < 5 * error).all()


def test_a_run_on_examples_nears_least_squares():
    task = diabetes(standardized=True)
    course = squared_error(task, 0.1)
    trace = descend(
        adam(lr=0.3),
        course,
        np.zeros((4, 10)),
        steps=500,
        gradient=examples(task, 32, 0.1),
        rng=np.random.default_rng(3),
        keep="loss",
    )
    least = course.value(np.array(course.minimisers[0]))
    assert (trace.loss[-1] < 1.05 * least).all()
    assert (trace.start_loss > 1.7 * least).all()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: diabetes(units={"height": 2.0}), "'height' is not among age"),
        (lambda: diabetes(units={"bp": 0.0}), "bp must be finite and not 0"),
        (lambda: squared_error(diabetes(), -1.0), "ridge"),
        (lambda: least_squares(diabetes(), np.inf), "ridge"),
        (lambda: hessian(diabetes(), np.nan), "ridge"),
        (lambda: examples(diabetes(), 0), "batch"),
        (lambda: examples(diabetes(), 2, -1.0), "ridge"),
    ],
)
def test_bad_arguments_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()

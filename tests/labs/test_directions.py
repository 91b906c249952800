"""Accuracy of a plane against counted points, and the gradient against differences."""

import numpy as np
import pytest

from adamdocs.labs import directions
from adamdocs.optimizers import sgd


def test_accuracy_is_that_of_counted_points():
    task = directions.separable([1, 2], n=30, truth="dense", d=5)
    theta = np.random.default_rng(3).normal(size=(2, 5))
    new = np.random.default_rng(4).normal(size=(200_000, 5))
    counted = [
        np.mean((new @ w > 0) == (new @ v > 0)) for w, v in zip(theta, task.truth, strict=True)
    ]
    np.testing.assert_allclose(directions.accuracy(theta, task), counted, atol=4e-3)
    np.testing.assert_allclose(directions.accuracy(task.truth, task), 1, atol=1e-7)
    np.testing.assert_allclose(directions.accuracy(0 * theta, task), 0.5)


def test_one_step_is_the_gradient_of_the_loss():
    task = directions.separable([1], n=12, truth="sparse", d=4)

    def loss(w):
        return np.log1p(np.exp(-task.labels[0] * (task.points[0] @ w))).mean()

    step = directions.learn(sgd(1.0), task, steps=1)[0]
    slope = [(loss(1e-6 * e) - loss(-1e-6 * e)) / 2e-6 for e in np.eye(4)]
    np.testing.assert_allclose(step, -np.array(slope), atol=1e-9)


def test_truths_and_nested_draws():
    small = directions.separable([7], n=10, truth="sparse")
    large = directions.separable([7], n=40, truth="dense")
    np.testing.assert_array_equal(small.points[0], large.points[0, :10])
    np.testing.assert_array_equal(small.labels[0], np.sign(small.points[0, :, 0]))
    np.testing.assert_allclose(np.abs(large.truth), 1 / np.sqrt(40))
    theta = directions.learn(sgd(30.0), small, steps=300)
    assert directions.fits(theta, small) == 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"seeds": []}, "at least one"),
        ({"seeds": [-1]}, "seeds"),
        ({"n": 0}, "separable: n"),
        ({"d": 0}, "separable: d"),
        ({"truth": "deep"}, "truth must be one of dense, sparse"),
    ],
)
def test_bad_arguments_are_named(change, message):
    asked = {"seeds": [0], "n": 5, "truth": "dense"} | change
    with pytest.raises(ValueError, match=message):
        directions.separable(asked.pop("seeds"), **asked)

"""The short form of Wilson's points against all their features, run by run."""

import numpy as np
import pytest

from adamdocs import theory
from adamdocs.labs import wilson
from adamdocs.optimizers import adam, sgd
from adamdocs.runs import play


@pytest.mark.parametrize("logistic", [False, True])
@pytest.mark.parametrize("batch", [None, 3])
def test_runs_are_those_of_all_features(logistic, batch):
    task = wilson.points([4], n=7, stretch=1.3)
    y = task.labels[0]
    X = wilson.features(y, 1.3)
    stream = np.random.default_rng((4, 1))

    def field(thetas, t, rng):
        shown = np.ones(7)
        if batch:
            shown = np.zeros(7)
            shown[stream.choice(7, batch, replace=False)] = 1.0
        score = X @ thetas[0]
        rest = -y / (1 + np.exp(y * score)) if logistic else score - y
        return [X.T @ (rest * shown) / (batch or 7)]

    (long,) = play([adam(0.05)], field, [np.zeros(38)], steps=60)
    short = wilson.learn(adam(0.05), task, steps=60, batch=batch, logistic=logistic, every=1)
    np.testing.assert_allclose(short.theta[:, 0, 0], long.theta[:, 0], atol=1e-9)
    np.testing.assert_allclose(short.theta[:, 0, 1], long.theta[:, 1], atol=1e-9)
    np.testing.assert_allclose(short.theta[:, 0, 2:], long.theta[:, 3::5], atol=1e-9)
    np.testing.assert_allclose(
        wilson.scores(short.theta[-1], task)[0], X @ long.theta[-1], atol=1e-9
    )


def test_descent_ends_at_the_least_norm_and_adam_at_equal_weights():
    task = wilson.given(np.repeat([1.0, -1.0], [12, 8])[None])
    for rule, weights in (
        (sgd(0.2), theory.wilson_minimum_norm(12, 8)),
        (adam(0.005, eps=0.0), theory.wilson_equal_weights(12, 8)),
    ):
        theta = wilson.learn(rule, task, steps=4000).theta[-1, 0]
        np.testing.assert_allclose(theta[[0, 1, 2, -1]], weights, atol=1e-5)


def test_new_points_score_by_the_common_features():
    task = wilson.given(np.array([[1.0, -1.0]]), stretch=3.0)
    negative, positive = wilson.new_scores(np.array([[0.5, 0.25, 9.0, 9.0]]), task)
    assert (negative[0], positive[0]) == (-1.0, 2.0)


def test_a_seed_is_one_draw():
    one, many = wilson.points([3], n=50), wilson.points([1, 3], n=50)
    np.testing.assert_array_equal(one.labels[0], many.labels[1])
    run = [wilson.learn(adam(0.01), t, steps=20, batch=5).theta[-1] for t in (one, many)]
    np.testing.assert_array_equal(run[0][0], run[1][1])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: wilson.points([]), "at least one"),
        (lambda: wilson.points([-1]), "seeds"),
        (lambda: wilson.points([0], n=0), "points: n"),
        (lambda: wilson.points([0], share=1.1), "share"),
        (lambda: wilson.given(np.array([[1.0, 0.5]])), "labels must be 1 or"),
        (lambda: wilson.given(np.array([[1.0]]), stretch=np.inf), "stretch"),
        (lambda: wilson.learn(sgd(0.1), wilson.points([0], n=5), steps=0), "steps"),
        (lambda: wilson.learn(sgd(0.1), wilson.points([0], n=5), steps=1, batch=6), "at most 5"),
    ],
)
def test_bad_arguments_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()

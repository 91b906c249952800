"""The network's gradient against differences, its splits, and training."""

import numpy as np
import pytest

from adamdocs.labs.digits import accuracy, digits, fit, loss, sweep
from adamdocs.labs.network import first_weights, gradient, layers, width
from adamdocs.optimizers import adam, sgd


def test_gradient_is_that_of_the_loss():
    task = digits((0, 1), train=20)
    theta = first_weights(task.seeds, 4) + 0.01  # no hidden unit lies on its corner
    g = gradient(theta, *task.train)
    rng = np.random.default_rng(0)
    for _ in range(20):
        ahead = rng.normal(size=theta.shape)
        slope = (
            loss(theta + 1e-6 * ahead, task.train) - loss(theta - 1e-6 * ahead, task.train)
        ) / 2e-6
        np.testing.assert_allclose((g * ahead).sum(-1), slope, rtol=1e-5)


def test_a_batch_of_networks_is_its_networks():
    task = digits((3, 4), train=30)
    one = first_weights(task.seeds, 5)
    many = np.stack([one, 2 * one])
    np.testing.assert_allclose(gradient(many, *task.train)[0], gradient(one, *task.train))
    np.testing.assert_allclose(loss(many, task.train)[1], loss(2 * one, task.train))
    np.testing.assert_array_equal(accuracy(many, task.test)[0], accuracy(one, task.test))


def test_weights_lie_where_the_docstring_says():
    theta = np.arange(75.0 * 3 + 10)
    parts = layers(theta)
    assert width(theta.size) == 3
    assert parts.A.shape == (64, 3)
    assert parts.A[0, 1] == 1
    assert parts.a[0] == 192
    assert parts.B.shape == (3, 10)
    assert parts.B[0, 0] == 195
    assert parts.b[-1] == theta[-1]


def test_splits_share_no_image_and_follow_the_seed():
    task = digits((5, 6), train=1047)
    for seed in range(2):
        parts = [part.images[seed] for part in (task.train, task.validation, task.test)]
        every = np.vstack(parts)
        assert every.shape == (1797, 64)
        whole = np.vstack(
            [part.images[1 - seed] for part in (task.train, task.validation, task.test)]
        )
        np.testing.assert_array_equal(every[np.lexsort(every.T)], whole[np.lexsort(whole.T)])
    assert (task.test.images[0] != task.test.images[1]).any()
    np.testing.assert_array_equal(digits((6,), train=1047).test.images[0], task.test.images[1])


def test_wrong_labels_are_redrawn_among_those_to_learn_from_alone():
    seeds = range(20)
    right, wrong = digits(seeds, train=400), digits(seeds, train=400, wrong=0.5)
    changed = (right.train.labels != wrong.train.labels).mean()
    assert changed == pytest.approx(0.45, abs=0.03)  # a tenth of the redrawn are right again
    np.testing.assert_array_equal(right.test.labels, wrong.test.labels)
    np.testing.assert_array_equal(right.validation.labels, wrong.validation.labels)


def test_every_image_is_shown_once_a_round():
    from adamdocs.labs.digits import _order

    order = _order(1, 7, 20)
    assert sorted(order[:7]) == sorted(order[7:14]) == list(range(7))
    assert (order[:7] != order[7:14]).any()


def test_training_learns_and_is_the_same_again():
    task = digits(range(2), train=500)
    first, again = (fit(adam(lr=0.01), task, steps=150) for _ in range(2))
    np.testing.assert_array_equal(first.theta, again.theta)
    assert (accuracy(first.theta, task.test) > 0.9).all()
    assert not first.diverged.any()


def test_rates_of_a_batch_are_the_runs_alone():
    task = digits((1,), train=60)
    rates = np.array([0.01, 0.1])[:, None, None]
    together = fit(sgd(lr=rates), task, steps=20, batch=10)
    alone = fit(sgd(lr=0.1), task, steps=20, batch=10)
    np.testing.assert_allclose(together.theta[1], alone.theta, rtol=1e-9)


def test_a_step_is_the_rule_at_the_gradient_of_the_batch():
    task = digits((2,), train=10)
    start = first_weights(task.seeds, 32)
    done = fit(sgd(lr=0.5), task, steps=1, batch=10)
    np.testing.assert_allclose(done.theta, start - 0.5 * gradient(start, *task.train), atol=1e-15)
    clipped = fit(sgd(lr=0.5), task, steps=1, batch=10, change=lambda g, t: g * 0)
    np.testing.assert_array_equal(clipped.theta, start)


def test_what_is_kept_is_every_nth_step():
    done = fit(adam(lr=0.01), digits((0,), train=60), steps=7, keep=("v",), every=3)
    assert done.trace.t.tolist() == [3, 6, 7]
    assert done.trace.state.v.shape == (3, 1, 75 * 32 + 10)


def test_a_sweep_ends_within_its_grid():
    task = digits(range(2), train=200)
    found = sweep(adam, task, (1e-6, 0.01, 1e6), steps=60)
    assert found.best == 0.01
    assert found.accuracy.shape == (3, 2)
    with pytest.raises(ValueError, match="edge of the grid"):
        sweep(adam, task, (1e-6, 0.01), steps=60)


def test_a_diverged_run_is_a_blind_guess():
    task = digits((0,), train=60)
    with np.errstate(all="ignore"):
        found = sweep(sgd, task, (1e-4, 0.1, 1e300), steps=20)
    assert found.accuracy[-1, 0] == 0.1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: digits(()), "at least one"),
        (lambda: digits((-1,)), "seeds"),
        (lambda: digits((0,), train=1048), "at most 1047"),
        (lambda: digits((0,), wrong=1.5), "wrong"),
        (lambda: fit(adam(), digits((0,), train=10), steps=1, batch=11), "at most 10"),
        (lambda: fit(adam(), digits((0,), train=60), steps=0), "steps"),
        (lambda: width(84), "84 weights"),
        (lambda: width(10), "10 weights"),
        (lambda: first_weights((0,), 0), "hidden"),
    ],
)
def test_bad_arguments_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()

"""The smooth network's gradient against differences, its curvature against a whole Hessian."""

import numpy as np
import pytest

from adamdocs.labs.curvature import (
    first_weights,
    gradient,
    loss,
    preconditioned_curvature,
    train,
)
from adamdocs.labs.digits import digits
from adamdocs.optimizers import adam, sgd

TASK = digits((0, 1), train=15).train


def test_gradient_is_that_of_the_loss():
    theta = first_weights((0, 1), 4)
    g, rng = gradient(theta, TASK), np.random.default_rng(0)
    for _ in range(20):
        ahead = 1e-5 * rng.normal(size=theta.shape)
        rise = loss(theta + ahead, TASK) - loss(theta - ahead, TASK)
        np.testing.assert_allclose(2 * (g * ahead).sum(-1), rise, rtol=1e-6)


def hessian(theta):
    """By differences along every axis, for both networks at once."""
    rows = []
    for axis in np.eye(theta.shape[-1]):
        sides = (gradient(theta + side * 1e-5 * axis, TASK) for side in (1, -1))
        rows.append(np.subtract(*sides) / 2e-5)
    return np.stack(rows, axis=1)


def test_curvature_is_the_largest_eigenvalue():
    theta = first_weights((0, 1), 2)
    denominator = 0.1 + np.random.default_rng(1).random(theta.shape)
    root = np.sqrt(denominator)
    scaled = hessian(theta) / (root[:, :, None] * root[:, None, :])
    expected = np.linalg.eigvalsh(scaled)[:, -1]
    found = preconditioned_curvature(theta, denominator, TASK, products=40)
    np.testing.assert_allclose(found, expected, rtol=1e-6)
    assert np.all(preconditioned_curvature(theta, denominator, TASK, products=5) < expected)


def test_descent_ends_near_its_edge_of_stability():
    theta = train(sgd(0.5), TASK, first_weights((0, 1), 3), steps=400).theta[-1]
    flat = np.ones_like(theta)
    sharp = preconditioned_curvature(theta, flat, TASK, products=30)
    np.testing.assert_allclose(sharp, 2 / 0.5, rtol=0.25)


def test_training_lowers_the_loss_the_same_way_every_time():
    first = first_weights((0, 1), 3)
    runs = [train(adam(0.01), TASK, first, steps=80).theta[-1] for _ in range(2)]
    assert np.all(loss(runs[0], TASK) < 0.5 * loss(first, TASK))
    np.testing.assert_array_equal(*runs)


def test_bad_input_is_refused():
    theta = first_weights((0, 1), 2)
    with pytest.raises(ValueError, match="theta: no network with two hidden layers has 165 weig"):
        gradient(theta[:, :-1], TASK)
    with pytest.raises(ValueError, match="hidden must be an integer of at least 1, got 0"):
        first_weights((0,), 0)
    for wrong in (np.zeros_like(theta), np.ones(3)):
        with pytest.raises(ValueError, match="denominator must be positive and of theta's shape"):
            preconditioned_curvature(theta, wrong, TASK)
    with pytest.raises(ValueError, match="products must be an integer of at least 2, got 1"):
        preconditioned_curvature(theta, np.ones_like(theta), TASK, products=1)

"""AdaGrad's and RMSProp's closed forms against their runs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adamdocs import theory
from adamdocs.landscapes import parabola
from adamdocs.optimizers import adagrad, rmsprop
from adamdocs.runs import descend
from adamdocs.streams import constant, sparse
from tests.theory.helpers import TINY, moves


@pytest.mark.parametrize("size", [1.0, 0.02])
def test_adagrad_under_a_constant_gradient(size):
    run = moves(adagrad(0.3, eps=0.0), constant(500, size))
    t = np.arange(1, 501)
    assert np.allclose(run, theory.adagrad_constant_step(t, 0.3), rtol=1e-11)
    assert np.allclose(np.cumsum(run), theory.adagrad_distance(t, 0.3), rtol=1e-11)


def test_adagrad_counts_only_the_gradients_of_a_sparse_coordinate():
    run = moves(adagrad(1.0, eps=TINY), sparse(200, every=10))[9::10]
    assert np.allclose(run, theory.adagrad_constant_step(np.arange(1, 21)), rtol=1e-12)


@given(t=st.integers(1, 20_000), lr=st.floats(1e-6, 1e3))
def test_adagrad_distance_lies_within_its_bounds(t, lr):
    low, high = theory.adagrad_distance_bounds(t, lr)
    assert low <= theory.adagrad_distance(t, lr) <= high * (1 + 1e-12)


def test_adagrad_distance_bounds_are_as_stated():
    assert theory.adagrad_distance_bounds(1) == (pytest.approx(2 * (2**0.5 - 1)), 1.0)
    low, high = theory.adagrad_distance_bounds([1, 3], 10.0)
    assert low == pytest.approx([20 * (2**0.5 - 1), 20.0])
    assert high == pytest.approx([10.0, 10 * (2 * 3**0.5 - 1)])


@pytest.mark.parametrize("b2", [0.0, 0.9, 0.999])
def test_rmsprop_under_a_constant_gradient(b2):
    run = moves(rmsprop(0.2, b2, eps=0.0), constant(400, -3.0))
    expected = theory.rmsprop_constant_step(np.arange(1, 401), b2, 0.2)
    assert np.allclose(-run, expected, rtol=1e-11)


def test_the_rate_is_the_unit_by_default():
    assert theory.adagrad_constant_step(4) == 0.5
    assert theory.adagrad_distance(2) == pytest.approx(1 + 0.5**0.5)
    assert theory.rmsprop_constant_step(1) == pytest.approx(10**0.5)


def test_rmsprop_ends_in_its_cycle():
    lr = np.array([[0.01], [0.3], [0.01], [0.3]])
    b2, tolerance = np.array([[0.9], [0.9], [0.99], [0.99]]), [[1e-7], [1e-7], [1e-4], [1e-4]]
    theta = descend(rmsprop(lr, b2, eps=TINY), parabola(7.0), [1.0], steps=4000).theta[-50:]
    assert np.all(np.abs(np.abs(theta) / theory.rmsprop_limit_cycle(lr) - 1.0) < tolerance)
    assert np.all(theta[1:] * theta[:-1] < 0)

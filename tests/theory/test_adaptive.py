"""AdaGrad's and RMSProp's closed forms against their runs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adamdocs import theory
from adamdocs.landscapes import parabola
from adamdocs.optimizers import adagrad, rmsprop, sgd
from adamdocs.runs import descend
from adamdocs.schedules import inverse_sqrt
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


@pytest.mark.parametrize("lr", [0.3, 5.0, 7.9])
def test_adagrad_on_a_parabola_whatever_its_curvature(lr):
    t, starts = np.arange(41), np.array([10.0, 1.0, -0.2])
    expected = theory.adagrad_parabola_iterate(starts, lr, t[:, None])
    for curvature in (0.01, 1.0, 700.0):
        run = descend(adagrad(lr, eps=TINY), parabola(curvature), starts[:, None], steps=40)
        assert np.allclose(run.path()[..., 0], expected, rtol=1e-9, atol=1e-12)


def test_adagrad_stays_at_a_minimum():
    assert theory.adagrad_parabola_iterate(0.0, 0.5, 9) == 0.0


def test_noisy_descent_course_is_the_run_and_the_two_special_cases():
    rates = 0.016 / (1.0 + np.arange(1, 201) / 30)
    run = descend(
        sgd(0.016), parabola(100.0), [3.0], steps=200, schedule=lambda t: 1 / (1 + t / 30)
    )
    expected = theory.noisy_descent_course(3.0, 100.0, rates, 0.0)
    assert np.allclose(expected, run.theta[:, 0] ** 2, rtol=1e-9)
    t = np.arange(1, 201)
    course = theory.noisy_descent_course(3.0, 1.0, 0.7 / np.sqrt(t), 1.5)
    assert np.allclose(course, theory.noisy_descent_error(3.0, 0.7, t, 1.5), rtol=1e-12)
    assert theory.noisy_descent_course(0.0, 1.0, [1.0]) == [1.0]  # noise of deviation 1
    level = theory.noisy_descent_course(3.0, 100.0, np.full(2000, 0.016), 2.0)[-1]
    expected = theory.heavy_ball_noise_variance(100.0, 0.016, 0.0, 4.0)
    assert level == pytest.approx(expected, rel=1e-12)


def test_noisy_descent_course_refuses_what_it_cannot_follow():
    for bad in ((0.1, 1.0, []), (0.1, 1.0, [0.1, -0.1]), (0.1, 0.0, [0.1]), ([1, 2], 1.0, [0.1])):
        with pytest.raises(ValueError, match="rates|curvature|theta"):
            theory.noisy_descent_course(*bad)
    with pytest.raises(ValueError, match="deviation"):
        theory.noisy_descent_course(0.1, 1.0, [0.1], -1.0)


def test_noisy_descent_error_without_noise_is_the_run():
    run = descend(sgd(0.7), parabola(1.0), [3.0], steps=30, schedule=inverse_sqrt())
    t = np.arange(31)
    assert np.allclose(theory.noisy_descent_error(3.0, 0.7, t, 0.0), run.path()[:, 0] ** 2)


@pytest.mark.parametrize("every", [1, 4])
def test_noisy_descent_error_is_the_mean_of_runs(every):
    runs, steps, s = 20_000, 24, 1.5
    noise = s * np.random.default_rng(1).standard_normal((steps, runs, 1))

    def gradient(theta, t, rng):
        return (theta + noise[t - 1]) * (t % every == 0)

    starts = np.full((runs, 1), 2.0)
    options = {"steps": steps, "gradient": gradient, "schedule": inverse_sqrt()}
    run = descend(sgd(0.6), parabola(1.0), starts, **options)
    error = np.mean(run.theta[every - 1 :: every, :, 0] ** 2, axis=1)
    t = np.arange(1, steps // every + 1)
    expected = theory.noisy_descent_error(2.0, 0.6 / np.sqrt(every), t, s)
    assert np.allclose(error, expected, rtol=0.05)
    assert theory.noisy_descent_error(2.0, 1.0, 1) == 1.0  # one full step leaves the noise alone


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


def test_rmsprop_ends_at_the_edge_of_stability():
    run = descend(rmsprop(0.1), parabola(7.0), [1.0], steps=2000)
    rate = 0.1 / run.state.denominator[-1, 0]
    assert rate == pytest.approx(theory.gradient_descent_stable_rate(7.0), rel=1e-6)

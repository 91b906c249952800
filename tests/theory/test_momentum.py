"""Heavy ball under noise, and Nesterov's gradient, against runs."""

import numpy as np
import pytest

from adamdocs import theory
from adamdocs.landscapes import parabola
from adamdocs.optimizers import momentum, nesterov
from adamdocs.portable import Mulberry32
from adamdocs.runs import descend

CASES = [(2.0, 0.05, 0.0), (2.0, 0.9, 0.0), (0.5, 0.01, 0.9), (3.0, 0.6, 0.5), (1.0, 3.7, 0.9)]


@pytest.mark.parametrize(("curvature", "lr", "b1"), CASES)
def test_noise_variance_is_the_sum_of_squared_answers_to_one_gradient(curvature, lr, b1):
    def once(theta, t, rng):
        return curvature * theta + (t == 1)

    run = descend(momentum(lr, b1), parabola(curvature), [0.0], steps=6000, gradient=once)
    expected = theory.heavy_ball_noise_variance(curvature, lr, b1, 1.7)
    assert 1.7 * np.sum(run.theta**2) == pytest.approx(expected, rel=1e-9)


def test_noise_variance_of_noisy_runs():
    curvature, lr, b1, deviation = 2.0, 0.1, 0.8, 1.5

    def noisy(theta, t, rng):
        return curvature * theta + deviation * rng.standard_normal(theta.shape)

    starts = np.zeros((4000, 1))
    rule, rng = momentum(lr, b1), Mulberry32(1)
    run = descend(rule, parabola(curvature), starts, steps=300, gradient=noisy, rng=rng)
    expected = theory.heavy_ball_noise_variance(curvature, lr, b1, deviation**2)
    assert np.mean(run.theta[200:] ** 2) == pytest.approx(expected, rel=0.02)


def test_noise_at_equal_effective_rates():
    b1, small, large = 0.9, 1e-4, 1.0
    for lr, ratio in ((small, 1.0), (large, 1.0 / (2.0 - 0.1 / 1.9))):
        ball = theory.heavy_ball_noise_variance(1.0, lr * (1 - b1), b1)
        plain = theory.heavy_ball_noise_variance(1.0, lr, 0.0)
        assert ball / plain == pytest.approx(ratio, rel=1e-4)
    assert theory.heavy_ball_noise_variance(1.0, 0.5, 0.0) == pytest.approx(1 / 3, rel=1e-15)


def test_noise_variance_refuses_rates_that_diverge():
    with pytest.raises(ValueError, match=r"lr must make heavy ball converge, got .*2\.0"):
        theory.heavy_ball_noise_variance(1.0, 2.0, 0.0)


@pytest.mark.parametrize("b1", [0.0, 0.5, 0.9, 0.99])
def test_nesterov_stable_rate(b1):
    curvature = 3.0
    limit = theory.nesterov_stable_rate(curvature, b1)
    rates = limit * np.array([[0.99], [1.01]])
    theta = descend(nesterov(rates, b1), parabola(curvature), [1.0], steps=900).theta[-50:, :, 0]
    late = np.max(np.abs(theta), axis=0)
    assert late[0] < 0.01
    assert late[1] > 100
    assert theory.nesterov_factor(curvature, limit, b1) == pytest.approx(1.0, rel=1e-12)


@pytest.mark.parametrize(("lr", "b1"), [(0.05, 0.8), (0.289, 0.9), (0.6, 0.99)])
def test_nesterov_factor_of_complex_roots(lr, b1):
    theta = descend(nesterov(lr, b1), parabola(1.0), [1.0], steps=30).path()[:, 0]
    turns = theta[1:-1] ** 2 - theta[2:] * theta[:-2]  # this contracts by the roots' product
    factor = theory.nesterov_factor(1.0, lr, b1)
    assert np.allclose(turns[1:] / turns[:-1], factor**2, rtol=1e-6)


@pytest.mark.parametrize(("lr", "b1"), [(1e-3, 0.5), (1.2, 0.4), (0.7, 0.0), (1.3, 0.9)])
def test_nesterov_factor_of_real_roots(lr, b1):
    theta = descend(nesterov(lr, b1), parabola(1.0), [1.0], steps=200).theta[:, 0]
    assert abs(theta[-1] / theta[-2]) == pytest.approx(
        theory.nesterov_factor(1.0, lr, b1), rel=1e-9
    )


@pytest.mark.parametrize("curvature", [0.2, 1.0, 30.0])
@pytest.mark.parametrize("b1", [0.01, 0.5, 0.9])
def test_nesterov_factor_is_the_larger_root(curvature, b1):
    """Also near the double root, at 1 − lr·λ = 4β₁/(1 + β₁)², and near the one at 0."""
    double = 1 - 4 * b1 / (1 + b1) ** 2
    for product in (double - 1e-5, double + 1e-5, 0.97, 0.5 * double, 1.5):
        left = 1 - product
        larger = np.abs(np.roots([1.0, -(1 + b1) * left, b1 * left])).max()
        factor = theory.nesterov_factor(curvature, product / curvature, b1)
        assert factor == pytest.approx(larger, rel=1e-7)

"""Adam's edge of stability, its limit cycle and the noise in v̂, against runs."""

import math

import numpy as np
import pytest

from adamdocs import theory
from adamdocs.landscapes import parabola
from adamdocs.optimizers import adam
from adamdocs.runs import descend, feed
from tests.theory.helpers import TINY, impulses


@pytest.mark.parametrize("b1", [0.0, 0.5, 0.9])
@pytest.mark.parametrize("lr", [0.01, 2.0])
def test_adam_stability_threshold(b1, lr):
    threshold = theory.adam_stability_threshold(lr, b1)
    # ε = 1 far above the gradients is the whole denominator: the preconditioned curvature is λ.
    for factor, converges in ((0.997, True), (1.003, False)):
        # The correction of m would be a larger rate in the first steps.
        rule = adam(lr, b1, eps=1.0, correct_m=False)
        theta = descend(rule, parabola(threshold * factor), [1e-12], steps=400).theta[-50:, 0]
        assert (np.max(np.abs(theta)) < 0.5e-12) == converges
        assert (np.max(np.abs(theta)) > 3e-12) != converges


def test_threshold_at_the_defaults():
    assert theory.adam_stability_threshold(0.01) == pytest.approx(3800.0)
    assert theory.adam_stability_threshold([1.0, 2.0]) == pytest.approx([38.0, 19.0])


def test_limit_cycle_rms():
    cases = [(0.0, 0.9, 1e-6), (0.5, 0.99, 0.07), (0.9, 0.95, 0.1), (0.9, 0.99, 0.1)]
    rows = np.array([(lr, *case) for lr in (0.01, 0.5) for case in cases])
    lr, b1, b2, tolerance = (column[:, None] for column in rows.T)
    # Gradients of rounding size keep θ from coming to rest at exactly 0.
    theta = descend(
        adam(lr, b1, b2, TINY),
        parabola(2.0),
        [1.0],
        steps=8000,
        gradient=lambda theta, t, rng: 2.0 * theta + 1e-13 * rng.standard_normal(theta.shape),
        rng=np.random.default_rng(11),
        keep=["theta"],
    ).theta[2000:]
    ratio = np.sqrt(np.mean(theta**2, axis=0)) / theory.limit_cycle_rms(lr, b1)
    assert np.all(np.abs(ratio - 1.0) < tolerance)


def test_limit_cycle_at_the_defaults():
    assert theory.limit_cycle_rms(0.01) == pytest.approx(0.01 / 38)


@pytest.mark.parametrize("b2", [0.0, 0.9, 0.999])
def test_relative_variance_of_v_hat_from_the_runs_weights(b2):
    v_weights = feed(adam(b2=b2), impulses(200)).state.v_hat
    expected = 2.0 * np.sum(v_weights**2, axis=1)
    found = theory.v_hat_relative_variance(np.arange(1, 201), b2)
    assert np.allclose(found, expected, rtol=1e-10)
    assert theory.v_hat_relative_variance(math.inf, b2) == pytest.approx(2 * (1 - b2) / (1 + b2))


def test_relative_variance_of_v_hat_under_noise():
    noise = np.random.default_rng(12).standard_normal((100, 5000))
    v_hat = feed(adam(), noise, keep=["v_hat"]).state.v_hat
    t = np.array([1, 10, 100])
    assert np.allclose(v_hat[t - 1].var(axis=1), theory.v_hat_relative_variance(t), rtol=0.12)


@pytest.mark.parametrize(("b1", "b2"), [(0.9, 0.99), (0.5, 0.995), (0.9, 0.999)])
def test_hovering_with_noise_and_without(b1, b2):
    lr, wall = 0.01, 3.0
    noise = np.array([1e-9, 0.01, 0.1, 1.0, 10.0])[:, None, None] * lr * wall
    theta = descend(
        adam(lr, b1, b2, TINY),
        parabola(wall),
        np.full((5, 32, 1), 0.1 * lr),
        steps=9000,
        gradient=lambda theta, t, rng: wall * theta + noise * rng.standard_normal(theta.shape[1:]),
        rng=np.random.default_rng(13),
        keep=["theta"],
        every=5,
    ).theta[800:]
    found = np.sqrt(np.mean(theta**2, axis=(0, 2, 3)))
    expected = theory.hovering_rms(lr, wall, noise[:, 0, 0], b1)
    assert np.allclose(found[0], expected[0], rtol=0.1)
    assert np.allclose(found[1:], expected[1:], rtol=0.03)


def test_hovering_has_both_limits():
    for b1 in (0.0, 0.5, 0.9):
        edge = theory.limit_cycle_rms(0.02, b1)
        assert theory.hovering_rms(0.02, 5.0, 0.0, b1) == pytest.approx(edge, rel=1e-12)
        loud = theory.hovering_rms(0.02, 5.0, 1e7, b1)
        assert loud == pytest.approx(math.sqrt(0.02 * 1e7 / (2 * 5.0)), rel=1e-6)
    assert theory.hovering_rms(1e-6, 1.0) == pytest.approx(math.sqrt(1e-6 / 2), rel=1e-5)


def test_hovering_is_consistent_with_momentum_at_the_rate_it_implies():
    lr, wall, noise, b1 = 0.3, 2.0, 1.7, 0.9
    spread = theory.hovering_rms(lr, wall, noise, b1) ** 2
    own = lr / math.sqrt(noise**2 + wall**2 * spread)
    again = theory.heavy_ball_noise_variance(wall, (1 - b1) * own, b1, noise**2)
    assert spread == pytest.approx(again, rel=1e-12)


@pytest.mark.parametrize(("b1", "b2"), [(0.9, 0.999), (0.5, 0.9), (0.0, 0.99)])
def test_exact_step_under_noise(b1, b2):
    noise = np.random.default_rng(14).standard_normal((20, 200_000))
    step = feed(adam(1.0, b1, b2, 0.0), noise, keep=["step"]).step
    for t in (1, 2, 5, 20):
        found = np.sqrt(np.mean(step[t - 1] ** 2))
        assert theory.noise_step_rms(t, b1, b2) == pytest.approx(found, rel=0.006)


def test_the_first_two_steps_under_noise_have_closed_forms():
    assert theory.noise_step_rms(1, 0.7, 0.8) == pytest.approx(1.0, rel=1e-10)
    assert theory.noise_step_rms(5, 0.0, 0.0) == pytest.approx(1.0, rel=1e-10)  # a sign
    # On a circle cos²/(c cos² + d sin²) has the mean 1/(√c (√c + √d)).
    (a, b), (c, d) = ((beta / (1 + beta), 1 / (1 + beta)) for beta in (0.7, 0.8))
    roots = math.sqrt(c), math.sqrt(d)
    expected = (a**2 / roots[0] + b**2 / roots[1]) / sum(roots)
    assert theory.noise_step_rms(2, 0.7, 0.8) == pytest.approx(math.sqrt(expected), rel=1e-9)


def test_noise_in_v_hat_hardly_enters_the_step():
    for t in (1, 2, 10, 100):
        assert theory.noise_step_rms(t) == pytest.approx(theory.noise_rms(t), rel=1e-3)


def test_inverse_root_of_v_hat():
    assert theory.inverse_root_rms(1) == theory.inverse_root_rms(2) == math.inf
    # With equal weights v̂ is a mean of t squares, and E[t/χ²_t] = t/(t − 2).
    for t in (3, 7, 30):
        expected = math.sqrt(t / (t - 2))
        assert theory.inverse_root_rms(t, 1 - 1e-9) == pytest.approx(expected, rel=1e-6)
    noise = np.random.default_rng(15).standard_normal((10, 400_000))
    v_hat = feed(adam(1.0, b2=0.9), noise, keep=["v_hat"]).state.v_hat[-1]
    expected = theory.inverse_root_rms(10, 0.9)
    assert np.sqrt(np.mean(1 / v_hat)) == pytest.approx(expected, rel=0.01)

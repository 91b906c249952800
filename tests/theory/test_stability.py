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

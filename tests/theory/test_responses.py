"""Alternating, noisy and turning gradients: closed forms against runs."""

import functools
import math

import numpy as np
import pytest

from adamdocs import theory
from adamdocs.optimizers import adam
from adamdocs.runs import feed
from adamdocs.streams import alternating, flip
from tests.theory.helpers import adam_moves, impulses

MOMENTA = (0.0, 0.5, 0.9, 0.99)


@functools.cache
def after_flip(before):
    """Steps after a flip for every momentum: shape (steps, momenta)."""
    momenta = np.array(MOMENTA)[:, None]
    return adam_moves(flip(before + 700, at=before + 1), momenta)[before:]


@pytest.mark.parametrize("b1", MOMENTA)
@pytest.mark.parametrize("b2", [0.9, 0.999])
def test_alternating_step(b1, b2):
    sizes = np.abs(adam_moves(alternating(60, 3.0), b1, b2))
    assert np.allclose(sizes, theory.alternating_step(np.arange(1, 61), b1), rtol=1e-10)


def test_alternating_limit():
    sizes = np.abs(adam_moves(alternating(501)))
    assert theory.alternating_step() == pytest.approx(sizes[-1], rel=1e-12)
    assert theory.alternating_step() == pytest.approx(1 / 19)


@pytest.mark.parametrize("b1", MOMENTA)
def test_noise_rms_is_that_of_the_runs_weights(b1):
    m_hat = feed(adam(b1=b1), impulses(150)).state.m_hat
    expected = np.sqrt(np.sum(m_hat**2, axis=1))
    assert np.allclose(theory.noise_rms(np.arange(1, 151), b1), expected, rtol=1e-11)
    assert theory.noise_rms(math.inf, b1) == pytest.approx(theory.noise_rms(10_000, b1))


def test_noise_rms_of_sampled_steps():
    noise = np.random.default_rng(4).standard_normal((50, 6000))
    sizes = adam_moves(noise)
    t = np.array([1, 10, 50])
    rms = np.sqrt(np.mean(sizes[t - 1] ** 2, axis=1))
    # At t = 10 the mean of the ratio is 1 % off the ratio of the means; the rest is sampling.
    assert np.allclose(rms, theory.noise_rms(t), rtol=0.03)
    assert theory.noise_rms(t) == pytest.approx([1.0, 0.33, 0.23], abs=0.005)


@pytest.mark.parametrize("b1", MOMENTA)
@pytest.mark.parametrize("before", [1, 4, 30])
def test_flip_step(b1, before):
    sizes = adam_moves(flip(before + 60, at=before + 1, size=2.0), b1)
    expected = theory.flip_step(np.arange(0, 61), b1, before)
    assert np.allclose(sizes[before - 1 :], expected, atol=1e-11)


@pytest.mark.parametrize("b1", MOMENTA)
@pytest.mark.parametrize("before", [1, 4, 30, math.inf])
def test_delay_overshoot_and_recovery_after_a_flip(b1, before):
    after = after_flip(2300 if math.isinf(before) else before)[:, MOMENTA.index(b1)]
    delay = theory.flip_delay(b1, before)
    # 2 · 0.5 − 1 = 0 is no step the old way, up to rounding in the run.
    assert delay == np.sum(after > 1e-12)
    overshoot = theory.flip_overshoot(b1, before)
    assert overshoot == pytest.approx(np.sum(after[:delay]), abs=1e-8)
    for fraction in (0.5 + 1e-6, 0.01):
        late = np.flatnonzero(after + 1.0 > fraction)
        first = int(late[-1]) + 2 if late.size else 1
        assert theory.flip_recovery(fraction, b1, before) == first


def test_flip_at_the_defaults():
    assert theory.flip_delay() == 6 == math.floor(math.log(2) / -math.log(0.9))
    assert theory.flip_overshoot() == pytest.approx(18 * (1 - 0.9**6) - 6)
    assert theory.flip_recovery(0.01) == 51
    assert theory.flip_recovery(0.25, 0.5) == 3  # 2 · 0.5³ is the fraction itself

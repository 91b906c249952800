"""Weight decay: shrink rates and fixed points against runs of AdamW and of Adam with L2."""

import functools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adamdocs import theory
from adamdocs.landscapes import parabola
from adamdocs.optimizers import adam_l2, adamw
from adamdocs.runs import descend, feed
from tests.theory.helpers import adam_moves


@pytest.mark.parametrize(("weight_decay", "left"), [(0.1, 0.951), (1e-4, 0.99995)])
def test_adamw_shrink_without_a_loss(weight_decay, left):
    rule = adamw(1e-3, weight_decay=weight_decay)
    theta = feed(rule, np.zeros((500, 1)), start=[1.0]).theta[:, 0]
    expected = theory.adamw_shrink(np.arange(1, 501), 1e-3, weight_decay)
    assert np.allclose(theta, expected, rtol=1e-12)
    assert expected[-1] == pytest.approx(left, rel=1e-3)
    assert theory.adamw_shrink(0, 0.1, 0.1) == 1.0


@pytest.mark.parametrize(("lr", "decay"), [(1e-3, 0.01), (0.1, 0.5), (0.5, 1.9)])
def test_time_constant_is_where_e_is_reached(lr, decay):
    n = theory.adamw_time_constant(lr, decay)
    assert (1 - lr * decay) ** n == pytest.approx(np.exp(-1))
    assert 0 < 1 / (lr * decay) - n < 1


def test_l2_fixed_point_of_runs_under_any_noise():
    deviation = np.array([0.0, 0.3, 3.0])[:, None, None]
    theta = descend(
        adam_l2(0.002, weight_decay=np.array([0.5, 2.0])[:, None, None, None]),
        parabola(),
        np.broadcast_to(1 / np.array([1.5, 3.0])[:, None, None, None], (2, 3, 100, 1)),
        steps=4000,
        gradient=lambda theta, t, rng: theta - 1 + deviation * rng.standard_normal(theta.shape),
        rng=np.random.default_rng(12),
        keep=["theta"],
    ).theta[2000:]
    expected = theory.l2_fixed_point(np.array([[0.5], [2.0]]))
    assert np.allclose(theta.mean(axis=(0, 3, 4)), expected, atol=6e-3)
    for decay in (0.0, 0.5, 7.0):  # where the two gradients cancel
        fixed = theory.l2_fixed_point(decay)
        assert (fixed - 1) + decay * fixed == pytest.approx(0.0, abs=1e-15)


def test_box_minimizer_against_projected_descent():
    rng = np.random.default_rng(4)
    for d in (1, 2, 3, 4):
        root = rng.standard_normal((d, d))
        H, center = root @ root.T + 0.2 * np.eye(d), 2 * rng.standard_normal(d)
        theta, rate = np.zeros(d), 1 / np.linalg.eigvalsh(H)[-1]
        for _ in range(5000):
            theta = np.clip(theta - rate * H @ (theta - center), -0.8, 0.8)
        assert np.allclose(theory.box_minimizer(H, center, 0.8), theta, atol=1e-9)
    assert theory.box_minimizer([[3.0]], [0.5], 1.0).tolist() == [0.5]
    assert theory.box_minimizer([[3.0]], [-5.0], 1.0).tolist() == [-1.0]
    assert theory.box_minimizer([[0.5]], [-0.9], 0.8).tolist() == [-0.8]  # where little pulls


def test_adamw_without_noise_ends_in_a_box():
    decays = np.array([[0.1], [0.5], [2.0], [5.0]])
    steps = 8000
    rule = adamw(0.01, weight_decay=decays)
    theta = descend(
        rule,
        parabola(),
        [0.0],
        steps=steps,
        gradient=lambda theta, t, rng: theta - 1.0,
        schedule=lambda t: 1 - (t - 1) / steps,
        keep=["theta"],
    ).theta[-1]
    expected = theory.adamw_noiseless_fixed_point(decays)
    assert np.allclose(theta, expected, atol=8e-3)
    assert np.array_equal(theory.adamw_fixed_point(decays), expected)
    assert theory.adamw_noiseless_fixed_point([0.0, 0.5, 4.0]).tolist() == [1.0, 1.0, 0.25]


def test_adamw_with_noise():
    deviation = np.array([0.3, 1.0, 10.0])[:, None, None]
    lr = np.array([1e-3, 3e-3, 5e-3])[:, None, None]
    expected = theory.adamw_fixed_point(0.5, deviation)
    theta = descend(
        adamw(lr, weight_decay=0.5),
        parabola(),
        np.broadcast_to(expected, (3, 200, 1)),
        steps=6000,
        gradient=lambda theta, t, rng: theta - 1 + deviation * rng.standard_normal(theta.shape),
        rng=np.random.default_rng(8),
        keep=["theta"],
    ).theta[3000:]
    assert np.allclose(theta.mean(axis=(0, 2)), expected[..., 0], atol=4e-3)


@given(decay=st.floats(0.0, 100.0), deviation=st.floats(1e-3, 1e3))
def test_adamw_fixed_point_solves_its_equation(decay, deviation):
    theta = theory.adamw_fixed_point(decay, deviation)
    left = (1 - theta) / np.hypot(1 - theta, deviation)
    assert left == pytest.approx(decay * theta, rel=1e-9, abs=1e-12)
    assert 0 < theta <= min(1.0, theory.adamw_noiseless_fixed_point(decay)) + 1e-12
    assert theta <= theory.adamw_noisy_fixed_point(decay, deviation) + 1e-12


def test_adamw_fixed_point_between_its_limits():
    decay = np.array([0.1, 0.5, 2.0, 10.0])
    tiny = theory.adamw_fixed_point(decay, 1e-9)
    assert np.allclose(tiny, theory.adamw_noiseless_fixed_point(decay), atol=1e-8)
    huge = theory.adamw_fixed_point(decay, 1e5)
    assert np.allclose(huge, theory.adamw_noisy_fixed_point(decay, 1e5), rtol=1e-9)
    assert theory.adamw_noisy_fixed_point(0.5, 10.0) == pytest.approx(1 / 6)


@pytest.mark.parametrize("deviation", [0.1, 1.0, 10.0])
def test_l2_shrink_rate_is_adams_mean_step_on_the_pull(deviation):
    theta, decay = 0.8, 0.5
    noise = deviation * np.random.default_rng(9).standard_normal((2000, 300))
    # Opposite noises in pairs: what is even in them averages out.
    steps = adam_moves(decay * theta + np.concatenate([noise, -noise], axis=1))[1000:].mean()
    rate = theory.l2_shrink_rate(theta, decay, deviation)
    assert steps / (decay * theta) == pytest.approx(rate, rel=0.02)


DEVIATIONS = np.array([0.1, 1.0, 10.0])


@functools.cache
def mean_under_noise(make):
    """Mean θ of 400 runs under pure noise, a column a deviation; noises come in opposite pairs."""
    noise = np.random.default_rng(10).standard_normal((600, 200, 3)) * DEVIATIONS
    pairs = np.concatenate([noise, -noise], axis=1)
    rule = make(0.01, weight_decay=0.1)
    return feed(rule, pairs, start=np.ones((400, 3)), keep=["theta"]).theta.mean(axis=1)


def test_l2_shrink_of_a_run():
    theta = mean_under_noise(adam_l2)
    expected = theory.l2_shrink(np.array([[100], [600]]), 0.01, 0.1, DEVIATIONS)
    rates = np.log(theta[99] / theta[599]) / np.log(expected[0] / expected[1])
    assert np.allclose(rates, 1.0, rtol=0.03)
    assert np.allclose(theta[[99, 599]], expected, atol=0.02)


def test_adamw_shrinks_alike_under_any_noise():
    theta = mean_under_noise(adamw)
    expected = theory.adamw_shrink(np.arange(1, 601)[:, None], 0.01, 0.1)
    assert np.allclose(theta, expected, rtol=1e-10)


@pytest.mark.parametrize("decay", [0.1, 3.0])
def test_l2_shrink_without_noise_or_memory_is_one_rate_a_step(decay):
    rule = adam_l2(0.01, b1=0.0, b2=0.0, eps=0.0, weight_decay=decay)
    theta = feed(rule, np.zeros((150, 1)), start=[2.0]).theta[:, 0]
    expected = theory.l2_shrink(np.arange(1, 151), 0.01, decay, theta=2.0)
    assert np.allclose(theta, expected, rtol=1e-12)
    assert theory.l2_shrink([100, 250], 0.01, decay).tolist() == pytest.approx([0.0, 0.0])


def test_l2_shrink_integrates_its_rate():
    lr, decay, start, n = 2e-4, 2.0, 1.5, 2000
    deviation = np.array([0.05, 0.7, 20.0])

    def slope(x):
        return -lr * decay * x * theory.l2_shrink_rate(x, decay, deviation)

    theta = np.full(3, start)
    for _ in range(n):  # midpoint rule, error of order (lr λ/σ)²
        theta = theta + slope(theta + 0.5 * slope(theta))
    assert np.allclose(theta, theory.l2_shrink(n, lr, decay, deviation, start), rtol=3e-6)
    assert np.allclose(theory.l2_shrink(0, lr, decay, deviation, start), start)


@pytest.mark.parametrize("decay", [0.1, 1e-4])
def test_l2_shrink_with_memory(decay):
    rule = adam_l2(1e-3, eps=1e-12, weight_decay=decay)
    theta = feed(rule, np.zeros((1000, 1)), start=[2.0]).theta[:, 0]
    n = np.array([1, 100, 400, 1000])
    expected = theory.l2_shrink_with_memory(n, 1e-3, 2.0)
    # Error: s³/72 and the lag of m, at most 9 · lr · s/2.
    s = n * 1e-3 / 2.0
    assert np.all(np.abs(theta[n - 1] - expected) <= 2.0 * (s**3 / 24 + 9e-3 / 2 * s) + 1e-12)
    assert np.all(theta >= theory.l2_shrink(np.arange(1, 1001), 1e-3, decay, theta=2.0))


def test_l2_shrink_with_memory_errs_by_its_next_term():
    rule = adam_l2(1e-3, b1=0.0, b2=1 - 1e-9, eps=0.0, weight_decay=1.0)
    theta = feed(rule, np.zeros((2000, 1)), start=[5.0]).theta[:, 0]
    n = np.array([1200, 1600, 2000])
    error = theta[n - 1] - theory.l2_shrink_with_memory(n, 1e-3, 5.0)
    assert np.allclose(error / (5.0 * (n * 1e-3 / 5.0) ** 3 / 24), 1.0, atol=0.25)
    assert theory.l2_shrink_with_memory(1000, 1e-3) == 0.25


def test_l2_leaves_the_same_whatever_its_strength():
    left = [
        feed(adam_l2(1e-3, weight_decay=decay), np.zeros((500, 1)), start=[1.0]).theta[-1, 0]
        for decay in (0.1, 1e-3)
    ]
    assert left == pytest.approx([theory.l2_shrink_with_memory(500, 1e-3)] * 2, abs=3e-3)
    assert left == pytest.approx([0.56, 0.56], abs=1e-3)


def test_what_is_refused():
    with pytest.raises(ValueError, match="deviation must not be 0 where theta or weight_decay is"):
        theory.l2_shrink_rate([1.0, 0.0], 0.1, 0.0)
    for decay in (1.0, 2.0):
        with pytest.raises(ValueError, match=rf"lr \* weight_decay must be below 1, got {decay:g}"):
            theory.adamw_time_constant(1.0, [0.5, decay])
    with pytest.raises(ValueError, match="n must be at most theta/lr for the expansion, got 1001"):
        theory.l2_shrink_with_memory([1, 1001], 1e-3)

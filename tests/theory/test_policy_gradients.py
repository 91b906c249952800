"""A bandit's policy gradient: closed forms against sums over arms, differences and draws."""

import numpy as np
import pytest

from adamdocs import theory

POLICY = np.array([0.5, 0.2, 0.25, 0.05])
VALUES = np.array([1.0, -2.0, 0.5, 3.0])


def test_softmax_is_of_sum_one_and_unmoved_by_a_common_shift():
    h = np.array([[0.0, np.log(3.0)], [1000.0, 1000.0], [-2000.0, 0.0]])
    np.testing.assert_allclose(theory.softmax(h), [[0.25, 0.75], [0.5, 0.5], [0, 1]], rtol=1e-15)
    np.testing.assert_allclose(theory.softmax(np.log(POLICY) - 7), POLICY, rtol=1e-14)


def test_softmax_of_no_rows_has_none_and_rows_have_an_entry():
    assert theory.softmax(np.empty((0, 3))).shape == (0, 3)
    for empty in (np.empty((2, 0)), np.empty(0), 1.0):
        with pytest.raises(ValueError, match="preferences must be an array of one or more"):
            theory.softmax(empty)


def test_gradient_is_the_slope_of_the_expected_reward():
    h = np.log(POLICY)

    def reward(at):
        grown = np.exp(at)
        return grown @ VALUES / grown.sum()

    slope = [(reward(h + d) - reward(h - d)) / 2e-6 for d in 1e-6 * np.eye(4)]
    np.testing.assert_allclose(theory.bandit_gradient(POLICY, VALUES), slope, atol=1e-9)


@pytest.mark.parametrize("baseline", [0.0, 0.7, -3.0])
def test_covariance_and_mean_are_those_of_draws(baseline):
    rng = np.random.default_rng(5)
    arm = rng.choice(4, 400_000, p=POLICY)
    reward = VALUES[arm] + 1.5 * rng.standard_normal(arm.size)
    g = (reward - baseline)[:, None] * (np.eye(4)[arm] - POLICY)
    covariance = theory.bandit_covariance(POLICY, VALUES, 1.5, baseline)
    scatter = np.sqrt(covariance.diagonal().max() / arm.size)
    np.testing.assert_allclose(g.mean(0), theory.bandit_gradient(POLICY, VALUES), atol=5 * scatter)
    np.testing.assert_allclose(np.cov(g.T), covariance, atol=0.02 * covariance.max())
    np.testing.assert_allclose(covariance.sum(1), 0, atol=1e-12)  # preferences are free by one


def test_covariance_is_of_rewards_of_deviation_one_and_without_a_baseline_by_default():
    expected = theory.bandit_covariance(POLICY, VALUES, 1.0, 0.0)
    np.testing.assert_array_equal(theory.bandit_covariance(POLICY, VALUES), expected)


def test_best_baseline_is_a_minimum():
    best = theory.bandit_best_baseline(POLICY, VALUES)
    least = np.trace(theory.bandit_covariance(POLICY, VALUES, 0.3, best))
    for step in (-1e-3, 1e-3, -2.0, 2.0):
        assert np.trace(theory.bandit_covariance(POLICY, VALUES, 0.3, best + step)) > least
    # Two arms: the value of the other one, by which all variance of the draw is gone.
    two = (0.9, 0.1), (1.0, 0.0)
    assert theory.bandit_best_baseline(*two) == pytest.approx(0.1, rel=1e-14)
    np.testing.assert_allclose(theory.bandit_covariance(*two, 0.0, 0.1), 0, atol=1e-16)
    uniform = np.full(4, 0.25)
    assert theory.bandit_best_baseline(uniform, VALUES) == pytest.approx(uniform @ VALUES)


@pytest.mark.parametrize("stretch", [None, (7.0,) * 4, (1.0, 0.2, 3.0, 2.0)])
def test_relative_noise_is_that_of_draws_up_to_a_common_shift(stretch):
    rng = np.random.default_rng(6)
    arm = rng.choice(4, 300_000, p=POLICY)
    reward = VALUES[arm] + rng.standard_normal(arm.size)
    step = reward[:, None] * (np.eye(4)[arm] - POLICY) * (1.0 if stretch is None else stretch)
    step = step + rng.normal(size=(arm.size, 1))  # moves all preferences alike
    step = step - step.mean(1, keepdims=True)
    mean = theory.bandit_gradient(POLICY, VALUES)
    covariance = theory.bandit_covariance(POLICY, VALUES)
    drawn = step.var(0).sum() / (step.mean(0) ** 2).sum()
    assert theory.relative_noise(mean, covariance, stretch) == pytest.approx(drawn, rel=0.03)


def test_relative_noise_by_hand():
    mean, covariance = [3.0, -3.0], [[9.0, -9.0], [-9.0, 9.0]]
    assert theory.relative_noise(mean, covariance) == pytest.approx(1.0, rel=1e-15)
    assert theory.relative_noise(mean, covariance, [5.0, 0.0]) == pytest.approx(1.0, rel=1e-15)


@pytest.mark.parametrize("size", [1e-20, 1.0, 1e20])
def test_what_rounding_leaves_of_equal_means_is_no_signal(size):
    covariance = size**2 * np.eye(3)
    for equal in (np.full(3, 0.1 * size), np.zeros(3)):
        with pytest.raises(ValueError, match="there is no signal"):
            theory.relative_noise(equal, covariance)
    # tr P = 2 over the sum of squared deviations from the mean, 2
    noise = theory.relative_noise(size * np.array([1.0, 2.0, 3.0]), covariance)
    assert noise == pytest.approx(1.0, rel=1e-14)


def test_a_billionth_of_a_policys_sum_is_rounding_and_more_is_not():
    for sign in (-1, 1):
        assert theory.bandit_gradient([0.5, 0.5 + sign * 0.9995e-9], [1, 1]).shape == (2,)
        with pytest.raises(ValueError, match="policy must be positive and of sum 1"):
            theory.bandit_gradient([0.5, 0.5 + sign * 1.0005e-9], [1, 1])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: theory.bandit_gradient([0.5, 0.6], [1, 2]), "policy must be positive and of sum"),
        (lambda: theory.bandit_gradient([1.0, 0.0], [1, 2]), "policy must be positive"),
        (lambda: theory.bandit_gradient([0.5, 0.5], [1, 2, 3]), "values must be one an arm"),
        (lambda: theory.bandit_best_baseline([0.5, 0.5], [1, np.nan]), "values must be finite"),
        (lambda: theory.bandit_covariance([0.5, 0.5], [1, 2], -1.0), "deviation"),
        (lambda: theory.bandit_covariance([0.5, 0.5], [1, 2], 1.0, np.inf), "baseline"),
        (lambda: theory.relative_noise([2.0, 2.0], np.eye(2)), "there is no signal"),
        (
            lambda: theory.relative_noise([1.0, 2.0], np.eye(3)),
            "gradient_covariance must be square",
        ),
    ],
)
def test_bad_arguments_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()

"""Portfolios against all supports tried out, against the equations they solve, and against runs."""

from itertools import combinations

import numpy as np
import pytest

from adamdocs import theory
from adamdocs.optimizers import adam, sgd
from adamdocs.runs import feed
from adamdocs.theory import portfolios


def market(seed, d=5):
    rng = np.random.default_rng(seed)
    root = rng.normal(size=(d, d + 2))
    return rng.normal(0.5, 1.0, d), root @ root.T / d


def tried_out(mean, covariance, aversion):
    """The best of the stationary points of every set of assets whose weights are not negative."""
    best, found = -np.inf, None
    for count in range(1, len(mean) + 1):
        for held in map(list, combinations(range(len(mean)), count)):
            inverse = np.linalg.inv(covariance[np.ix_(held, held)])
            ones = np.ones(count)
            price = (ones @ inverse @ mean[held] - aversion) / (ones @ inverse @ ones)
            w = np.zeros(len(mean))
            w[held] = inverse @ (mean[held] - price) / aversion
            utility = mean @ w - aversion / 2 * w @ covariance @ w
            if w.min() >= 0 and utility > best:
                best, found = utility, w
    return found


@pytest.fixture
def systems(monkeypatch):
    """The linear systems solved so far; a search that goes in circles fails."""
    solve, found = np.linalg.solve, []

    def watched(matrix, right):
        assert len(found) < 200
        found.append(matrix)
        return solve(matrix, right)

    monkeypatch.setattr(np.linalg, "solve", watched)
    return found


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("aversion", [0.05, 1.0, 30.0])
def test_the_optimum_is_the_best_of_all_supports(seed, aversion):
    mean, covariance = market(seed)
    found = theory.mean_variance_weights(mean, covariance, aversion)
    np.testing.assert_allclose(found, tried_out(mean, covariance, aversion), atol=1e-10)


@pytest.mark.parametrize(("seed", "d", "aversion"), [(2, 8, 3.0), (5, 8, 30.0), (10, 5, 3.0)])
def test_an_asset_bought_on_the_way_may_be_sold_again(systems, seed, d, aversion):
    mean, covariance = market(seed, d)
    found = theory.mean_variance_weights(mean, covariance, aversion)
    assert len(systems) > (found > 0).sum()  # one system for each asset if none is sold
    np.testing.assert_allclose(found, tried_out(mean, covariance, aversion), atol=1e-10)


def test_the_first_asset_to_be_sold_off_is_sold_and_the_rest_keep_their_course():
    now, target = np.array([0.5, 0.3, 0.2, 0.0]), np.array([0.9, -0.1, -0.3, 0.5])
    gone, weights = portfolios._first_gone(now, target, [2, 0, 1, 3])
    assert gone == 2  # after 0.4 of the way, asset 1 after three quarters of it
    np.testing.assert_allclose(weights, [0.66, 0.14, 0.0, 0.2], atol=1e-15)
    gone, weights = portfolios._first_gone(np.array([0.5, 0.5]), np.array([1.0, 0.0]), [0, 1])
    assert (gone, weights.tolist()) == (1, [1.0, 0.0])


@pytest.mark.parametrize(
    ("mean", "covariance"),
    [
        ([1.0, 1.45], [[1.0, 1.47], [1.47, 2.25]]),  # the other one has the larger mean
        ([1.0, 0.4], [[1.0, 0.45], [0.45, 0.25]]),  # and the smaller risk
    ],
)
def test_an_optimum_of_one_asset_is_found_at_once(systems, mean, covariance):
    assert theory.mean_variance_weights(mean, covariance, 1.0).tolist() == [1.0, 0.0]
    assert len(systems) == 1


@pytest.mark.parametrize(
    "hundredths",
    [
        [[4, 3, 4], [3, 4, 3], [4, 3, 7]],
        [[4, -2, -1], [-2, 4, 3], [-1, 3, 7]],
        [[9, -1, 1], [-1, 4, 3], [1, 3, 7]],
        [[14, -1, 2], [-1, 4, 3], [2, 3, 7]],
    ],
)
def test_an_asset_that_changes_nothing_but_for_rounding_is_left_alone(systems, hundredths):
    """Without a mean, the marginal utility of the last asset is that of those held."""
    covariance = np.array(hundredths) / 100
    found = theory.mean_variance_weights(np.zeros(3), covariance, 1.0)
    np.testing.assert_allclose(found, tried_out(np.zeros(3), covariance, 1.0), atol=1e-12)
    assert len(systems) <= 4


@pytest.mark.parametrize("unit", [1e-12, 1e12])
def test_the_optimum_has_no_unit(unit):
    mean, covariance = market(3, 8)
    found = theory.mean_variance_weights(unit * mean, unit * covariance, 4.0)
    expected = theory.mean_variance_weights(mean, covariance, 4.0)
    np.testing.assert_allclose(found, expected, atol=1e-12)


def test_the_optimum_is_the_same_for_days_and_years():
    mean, covariance = market(3, 8)
    daily = theory.mean_variance_weights(mean / 252, covariance / 252, 4.0)
    np.testing.assert_allclose(theory.mean_variance_weights(mean, covariance, 4.0), daily)


@pytest.mark.parametrize("seed", range(6))
def test_risk_parity_shares_alike(seed):
    covariance = market(seed, 7)[1]
    weights = theory.risk_parity_weights(covariance)
    assert weights.min() > 0
    assert weights.sum() == pytest.approx(1, rel=1e-14)
    np.testing.assert_allclose(theory.risk_shares(weights, covariance), 1 / 7, rtol=1e-10)


@pytest.mark.parametrize(
    ("covariance", "most"),
    [
        (market(0, 7)[1], 8),
        (market(1, 60)[1], 16),  # whole steps of Newton's method alone would miss it
        (np.outer([-1, 1, 1, 1, 1], [-1, 1, 1, 1, 1]) * (0.99 + 0.01 * np.eye(5)), 16),
    ],
)
def test_risk_parity_is_found_in_a_few_steps(systems, covariance, most):
    weights = theory.risk_parity_weights(covariance)
    assert weights.min() > 0
    assert len(systems) <= most
    shares = theory.risk_shares(weights, covariance)
    np.testing.assert_allclose(shares, 1 / len(weights), rtol=1e-12)


def test_risk_parity_is_inverse_volatility_under_equal_correlations(systems):
    sigma = np.array([0.1, 0.2, 0.5, 3.0])
    covariance = (0.3 + 0.7 * np.eye(4)) * np.outer(sigma, sigma)
    even = theory.inverse_volatility_weights(covariance)
    np.testing.assert_allclose(even, (1 / sigma) / (1 / sigma).sum())
    np.testing.assert_allclose(theory.risk_parity_weights(covariance), even, rtol=1e-12)
    assert len(systems) == 1  # where the search begins


def test_risk_shares_are_the_slopes_of_the_volatility():
    covariance, w = market(1)[1], np.array([0.5, 0.2, -0.1, 0.3, 0.1])

    def volatility(w):
        return np.sqrt(w @ covariance @ w)

    ends = [w * (1 + 1e-6 * np.eye(5)[i]) for i in range(5)]
    slopes = [(volatility(end) - volatility(w)) / 1e-6 / volatility(w) for end in ends]
    np.testing.assert_allclose(theory.risk_shares(w, covariance), slopes, atol=1e-5)


@pytest.mark.parametrize(("rule", "power"), [(sgd(1.0), 0.0), (adam(1.0, eps=0.0), 0.5)])
def test_drift_is_that_of_runs(rule, power):
    g = np.random.default_rng(5).normal(0.3, 2.0, (3000, 200, 1))
    steps = -feed(rule, -g).step[500:] if power else -feed(rule, g).step[500:]
    expected = theory.divided_drift(0.3, 2.0, power)
    assert abs(steps.mean()) == pytest.approx(expected, rel=0.05)


def test_drift_by_hand():
    drifts = theory.divided_drift(-3.0, 4.0, [0.0, 0.5, 1.0, 2.0])
    np.testing.assert_allclose(drifts, [-3, -3 / 5, -3 / 25, -3 / 625], rtol=1e-15)
    assert theory.divided_drift(3.0, 4.0) == pytest.approx(0.6, rel=1e-15)


def test_an_even_batch_has_as_much_risk_as_reward():
    mean, deviation = 0.08 / 252, 0.2 / np.sqrt(252)
    days = theory.even_batch(0.08 / 0.2)
    assert deviation**2 / days == pytest.approx(mean**2, rel=1e-12)
    assert theory.even_batch(-1.0) == 252


def test_error_of_a_mean_is_that_of_its_sample():
    rng = np.random.default_rng(0)
    days = rng.normal(0.0, 0.2 / np.sqrt(252), (2000, 7 * 252))
    spread = (252 * days.mean(1)).std()
    assert theory.error_of_mean(0.2, 7) == pytest.approx(spread, rel=0.05)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: theory.inverse_volatility_weights([1.0]), r"a square matrix, got shape \(1,\)"),
        (lambda: theory.inverse_volatility_weights(np.ones((2, 3))), r"square .* shape \(2, 3\)"),
        (lambda: theory.inverse_volatility_weights(np.ones((0, 0))), r"square .* shape \(0, 0\)"),
        (lambda: theory.inverse_volatility_weights([[1.0, 0.5], [0.2, 1.0]]), "symmetric"),
        (lambda: theory.risk_parity_weights([[1.0, 2.0], [2.0, 1.0]]), "positive definite"),
        (lambda: theory.risk_parity_weights([[-0.5]]), r"the eigenvalue -0\.5"),
        (lambda: theory.risk_parity_weights([[0.0]]), r"the eigenvalue 0\.0"),
        (lambda: theory.risk_shares([1.0], np.eye(2)), "weights must hold 2"),
        (lambda: theory.risk_shares([0.0, 0.0], np.eye(2)), "not all be 0"),
        (lambda: theory.mean_variance_weights([1.0], np.eye(2), 1.0), "mean must hold 2"),
        (lambda: theory.mean_variance_weights([1.0, 2.0], np.eye(2), 0.0), "aversion"),
        (lambda: theory.divided_drift(1.0, 0.0), "deviation"),
        (lambda: theory.divided_drift(1.0, 1.0, -1.0), "power"),
        (lambda: theory.even_batch(0.0), "ratio"),
        (lambda: theory.error_of_mean(0.1, 0.0), "years"),
    ],
)
def test_bad_arguments_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize("unit", [1e-6, 1.0])
def test_a_billionth_of_asymmetry_is_rounding_and_more_is_not(unit):
    other = unit * np.array([[2.0, 1.0], [1.0 + 0.9995e-9, 2.0]])
    np.testing.assert_allclose(theory.inverse_volatility_weights(other), 0.5)
    other[1, 0] = unit * (1.0 + 1.0005e-9)
    with pytest.raises(ValueError, match="covariance must be symmetric"):
        theory.inverse_volatility_weights(other)

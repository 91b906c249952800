"""The gradient is that of the utility, and three ways lead to one end."""

import numpy as np
import pytest

from adamdocs import theory
from adamdocs.labs import portfolio
from adamdocs.labs.portfolio import (
    by_skfolio,
    drawn_days,
    drawn_returns,
    slopes,
    utility,
)
from adamdocs.optimizers import adam
from adamdocs.prices import estimates, sp500
from adamdocs.runs import descend
from adamdocs.theory import softmax


@pytest.fixture(scope="module")
def market():
    return sp500("2010-01-01", "2016-12-31")


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("aversion", [5.0, 20.0])
def test_skfolio_finds_the_closed_forms(market, aversion):
    mean, covariance = estimates(market.returns)
    found = by_skfolio(market.returns, aversion)
    best = theory.mean_variance_weights(mean, covariance, aversion)
    np.testing.assert_allclose(found["mean-variance"], best, atol=1e-5)
    even = theory.inverse_volatility_weights(covariance)
    np.testing.assert_allclose(found["inverse volatility"], even, rtol=1e-9)
    parity = theory.risk_parity_weights(covariance)
    np.testing.assert_allclose(found["risk parity"], parity, atol=1e-5)


def test_the_gradient_is_that_of_the_utility(market):
    course = utility(*estimates(market.returns), 5.0)
    rng = np.random.default_rng(1)
    z, ahead = rng.normal(size=(2, 3, 20))
    slope = (course.value(z + 1e-5 * ahead) - course.value(z - 1e-5 * ahead)) / 2e-5
    np.testing.assert_allclose((course.grad(z) * ahead).sum(-1), slope, rtol=1e-6, atol=1e-14)


def test_days_give_the_gradient_on_average(market):
    mean, covariance = estimates(market.returns)
    w = softmax(np.random.default_rng(2).normal(size=20))
    each = slopes(market.returns, w, 5.0)
    np.testing.assert_allclose(each.mean(0), -mean + 5.0 * covariance @ w, rtol=1e-9)
    z = np.log(w)
    drawn = drawn_days(market.returns, 5.0)(np.tile(z, (100_000, 1)), 1, np.random.default_rng(3))
    error = drawn.std(0) / np.sqrt(len(drawn))
    assert (np.abs(drawn.mean(0) - utility(mean, covariance, 5.0).grad(z)) < 5 * error).all()


def test_a_drawn_day_has_the_slope_of_that_day(market):
    one = market.returns[:2]  # two days: their deviations from the mean are opposite
    w = softmax(np.arange(20) / 7)
    both = slopes(one, w, 3.0)
    expected = {tuple(np.round(portfolio.through_softmax(w, row), 15)) for row in both}
    drawn = drawn_days(one, 3.0)(np.tile(np.log(w), (50, 1)), 1, np.random.default_rng(0))
    assert {tuple(np.round(row, 15)) for row in drawn} == expected


def test_rows_may_differ_in_aversion(market):
    z = np.random.default_rng(2).normal(size=(2, 3, 20))

    def drawn(aversion):
        return drawn_days(market.returns, aversion)(z, 1, np.random.default_rng(4))

    both = drawn([[5.0], [0.0]])
    np.testing.assert_array_equal(both[0], drawn(5.0)[0])
    np.testing.assert_array_equal(both[1], drawn(0.0)[1])


def test_batches_have_the_second_moment_of_the_closed_form(market):
    rows = market.returns
    means = drawn_returns(rows, 16, (40_000,), seed=1)
    expected = theory.second_moment(rows.mean(0), rows.std(0) / 4)
    np.testing.assert_allclose((means**2).mean(0), expected, rtol=0.1)


@pytest.mark.parametrize("aversion", [2.0, 5.0, 20.0])
def test_adam_ends_at_the_optimum(market, aversion):
    mean, covariance = estimates(market.returns)
    trace = descend(adam(0.05), utility(mean, covariance, aversion), steps=4000, keep="theta")
    best = theory.mean_variance_weights(mean, covariance, aversion)
    assert np.abs(softmax(trace.theta[-1]) - best).sum() < 1e-3


def test_a_missing_package_is_one_sentence(monkeypatch):
    monkeypatch.setattr(portfolio, "find_spec", lambda name: None)
    with pytest.raises(ModuleNotFoundError, match=r'pip install "adamdocs\[connections\]"$'):
        by_skfolio(np.eye(3), 1.0)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: utility([0.1, 0.2], np.eye(3), 1.0), "do not fit"),
        (lambda: utility([0.1], [[1.0]], -1.0), "aversion"),
        (lambda: utility([0.1], [[1.0]], True), "aversion"),
        (lambda: slopes(np.eye(3), np.ones(3), np.inf), "aversion"),
        (lambda: drawn_days(np.eye(3), -1.0), "aversion"),
        (lambda: drawn_days(np.eye(3), [1.0, -1.0]), "aversion"),
        (lambda: drawn_returns(np.eye(3), 0, (2,), 1), "batch"),
        (lambda: by_skfolio([[1.0, 2.0]], 1.0), "two or more rows"),
    ],
)
def test_bad_arguments_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()

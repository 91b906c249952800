"""The prices are skfolio's, and a portfolio's return is the weighted mean of simple returns."""

import numpy as np
import pytest

from adamdocs import prices
from adamdocs.prices import annual, estimates, sp500


@pytest.fixture(scope="module")
def market():
    return sp500("2010-01-01", "2016-12-31")


@pytest.mark.filterwarnings("ignore")
def test_the_prices_are_those_that_skfolio_loads(market):
    from skfolio.datasets import load_sp500_dataset

    prices = load_sp500_dataset()
    returns = prices.pct_change().loc["2010-01-01":"2016-12-31"]
    assert market.names == tuple(prices.columns)
    assert (market.days == returns.index.to_numpy()).all()
    np.testing.assert_allclose(market.returns, returns.to_numpy(), rtol=1e-12, atol=1e-15)
    mean, covariance = estimates(market.returns)
    np.testing.assert_allclose(mean, returns.mean(), rtol=1e-10)
    np.testing.assert_allclose(covariance, returns.cov(), rtol=1e-10)


def test_a_portfolio_s_return_is_the_mean_of_simple_returns(market):
    w = np.linspace(1, 2, 20) / 30
    own = market.returns @ w
    mean, volatility = annual([w, 2 * w], *estimates(market.returns))
    assert mean == pytest.approx(252 * own.mean() * np.array([1, 2]), rel=1e-10)
    assert volatility == pytest.approx(252**0.5 * own.std(ddof=1) * np.array([1, 2]), rel=1e-10)


def test_two_days_are_enough_for_an_estimate():
    mean, covariance = estimates([[0.01, 0.02], [0.03, 0.0]])
    np.testing.assert_allclose(mean, [0.02, 0.01])
    np.testing.assert_allclose(covariance, [[2e-4, -2e-4], [-2e-4, 2e-4]])


@pytest.mark.parametrize(("first", "last"), [("2010-01-04", "2010-01-05"), ("2016-12-30",) * 2])
def test_the_first_and_the_last_day_count(market, first, last):
    days = market.days[(market.days >= np.datetime64(first)) & (market.days <= np.datetime64(last))]
    if first == last:
        with pytest.raises(ValueError, match="fewer than two returns"):
            sp500(first, last)
    else:
        np.testing.assert_array_equal(sp500(first, last).days, days)
        assert len(days) == 2


def test_a_missing_package_is_one_sentence(monkeypatch):
    prices._shipped.cache_clear()
    with monkeypatch.context() as patch:
        patch.setattr(prices, "find_spec", lambda name: None)
        with pytest.raises(ModuleNotFoundError, match=r'pip install "adamdocs\[connections\]"$'):
            sp500("2010-01-01", "2011-01-01")
    prices._shipped.cache_clear()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: sp500("January", "2011-01-01"), "first must be a day"),
        (lambda: sp500("2011-01-01", "tomorrow"), "last must be a day"),
        (
            lambda: sp500("2011-01-01", "2010-01-01"),
            "fewer than two returns from 2011-01-01 to 2010-01-01; there are 1990-01-03 …",
        ),
        (lambda: estimates([[0.1, 0.2]]), "two or more rows"),
        (lambda: estimates([0.1, 0.2]), "two or more rows"),
        (lambda: estimates([[0.1], [np.nan]]), "two or more rows"),
    ],
)
def test_bad_arguments_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()

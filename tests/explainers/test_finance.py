"""What the page says of pandas and of RiskMetrics, and that its own helpers are right."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import spearmanr

from adamdocs.explainers.finance import experiments, moment_numbers
from adamdocs.prices import TRADING_DAYS


@pytest.mark.parametrize("b2", [0.94, 0.999])
def test_v_hat_in_calendar_order_is_pandas_weighted_mean_of_squares(b2):
    days, found = experiments.in_order("BAC", b2)
    whole = experiments.market("1990-01-01", "2022-12-31")
    r = pd.Series(whole.returns[:, whole.names.index("BAC")], index=days)
    expected = np.sqrt(TRADING_DAYS * (r**2).ewm(alpha=1 - b2).mean())
    np.testing.assert_allclose(found, expected, rtol=1e-9)


def test_rank_correlation_is_spearmans():
    one, other = np.random.default_rng(0).normal(size=(2, 20))
    expected = spearmanr(one, other).statistic
    assert experiments.rank_correlation(one, other) == pytest.approx(expected, rel=1e-12)


def test_the_optimum_lacks_nothing_and_everything_else_something():
    assert experiments.shortfall(experiments.optimum()) == pytest.approx(0, abs=1e-15)
    others = np.random.default_rng(1).dirichlet(np.ones(20), 100)
    assert (experiments.shortfall(others) > 0).all()


def test_with_the_budget_a_day_s_square_is_that_against_the_portfolio():
    rows = experiments.market().returns
    w = experiments.inverse_volatility()
    against = w**2 * ((rows - (rows @ w)[:, None]) ** 2).mean(0)
    found = moment_numbers.rank_of_days(w, budget=True)
    ranked = experiments.rank_correlation(against, experiments.volatility())
    assert found == pytest.approx(ranked, abs=0.02)


def test_without_risk_single_days_end_in_hd_about_as_often_as_in_unh():
    held = experiments.one_day().without_risk.argmax(-1)
    hd, unh = (int((held == experiments.stock(name)).sum()) for name in ("HD", "UNH"))
    assert min(hd, unh) >= 6
    assert abs(hd - unh) <= 3

"""Numbers in the text: what v measures, and what steps and drifts come of it."""

import math

import numpy as np

from adamdocs import theory
from adamdocs.explainers.finance.day_numbers import CHANCE
from adamdocs.explainers.finance.experiments import (
    AVERSION,
    COUNT,
    Array,
    correlation,
    drift,
    estimated,
    in_order,
    inverse_volatility,
    market,
    moments,
    page,
    rank_correlation,
    sharpe,
    volatility,
)
from adamdocs.explainers.finance.numbers import SAMPLE
from adamdocs.labs.chance import Interval, mean_interval
from adamdocs.labs.portfolio import slopes, through_softmax
from adamdocs.optimizers import adam
from adamdocs.runs import feed

RISKMETRICS = 0.94


def ranks() -> Interval:
    """Rank correlation of v̂ and variance over the stocks, one random day a step."""
    return mean_interval([rank_correlation(v, volatility()) for v in moments().v_hat])


@page.number(pinned=0.994, reason=CHANCE, form=".3f")
def rank_one_day() -> float:
    """Its mean."""
    return float(ranks().mean)


@page.number(pinned=0.002, reason=CHANCE, form=".3f")
def rank_one_day_within() -> float:
    """Half width of its interval."""
    return float(ranks().half_width)


def v_of_all_days() -> Array:
    """v̂ after 100 gradients of all days, −μ each."""
    fed = np.tile(-estimated()[0], (100, 1))
    return np.asarray(feed(adam(1.0), fed, keep=("v_hat",)).state.v_hat[-1])


@page.number(
    expect=lambda: rank_correlation(theory.second_moment(estimated()[0], 0.0), volatility()),
    form=".2f",
)
def rank_all_days() -> float:
    """Rank correlation of v̂ and variance with all days a step."""
    return rank_correlation(v_of_all_days(), volatility())


def rank_of_days(weights: Array, budget: bool) -> float:
    """Rank correlation with the variance of a day's squared gradient, in the mean over all days."""
    g = slopes(market().returns, weights, AVERSION)
    if budget:
        g = through_softmax(weights, g)
    return rank_correlation((g**2).mean(0), volatility())


@page.number(pinned=0.33, reason=SAMPLE, form=".2f")
def rank_budget_even() -> float:
    """With the budget, at inverse-volatility weights."""
    return rank_of_days(inverse_volatility(), budget=True)


@page.number(pinned=0.90, reason=SAMPLE, form=".2f")
def rank_budget_equal() -> float:
    """With the budget, at equal weights."""
    return rank_of_days(np.full(COUNT, 1 / COUNT), budget=True)


def half_life(b2: float) -> float:
    """Days after which a day's part in v is half, from a run: one gradient, then none."""
    v = feed(adam(1.0, b2=b2), np.eye(1, 3).T, keep=("v",)).state.v[:, 0]
    return math.log(0.5) / math.log(v[2] / v[1])


@page.number(expect=lambda: theory.half_life(RISKMETRICS), tolerance=1e-9, form=".0f")
def riskmetrics_half() -> float:
    """Days, for RiskMetrics' decay."""
    return half_life(RISKMETRICS)


@page.number(expect=lambda: theory.half_life(0.999), tolerance=1e-9, form=".0f")
def adam_half() -> float:
    """Days, for Adam's default."""
    return half_life(0.999)


def peak(b2: float) -> float:
    """Largest √v̂ of BAC's returns in calendar order."""
    return float(in_order("BAC", b2)[1].max())


@page.number(pinned=2.25, reason=SAMPLE, form=".0%")
def bac_peak() -> float:
    """With RiskMetrics' decay."""
    return peak(RISKMETRICS)


@page.number(pinned=0.77, reason=SAMPLE, form=".0%")
def bac_peak_default() -> float:
    """With Adam's default."""
    return peak(0.999)


@page.number(pinned=0.42, reason=SAMPLE, form=".0%")
def bac_2016_default() -> float:
    """√v̂ at the end of 2016 with Adam's default."""
    when, values = in_order("BAC", 0.999)
    return float(values[when <= np.datetime64("2016-12-31")][-1])


@page.number(pinned=0.25, reason=SAMPLE, form=".0%")
def bac_2016() -> float:
    """√v̂ at the end of 2016 with RiskMetrics' decay."""
    when, values = in_order("BAC", RISKMETRICS)
    return float(values[when <= np.datetime64("2016-12-31")][-1])


@page.number(pinned=0.998, reason=CHANCE, form=".3f")
def drift_sharpe() -> float:
    """Correlation of Adam's mean steps with the Sharpe ratios."""
    return correlation(drift("adam"), sharpe())


@page.number(pinned=0.74, reason=CHANCE, form=".2f")
def drift_mean() -> float:
    """Correlation of Adam's mean steps with the means."""
    return correlation(drift("adam"), estimated()[0])


@page.number(pinned=0.997, reason=CHANCE, form=".3f")
def descent_drift_mean() -> float:
    """Correlation of gradient descent's mean steps with the means."""
    return correlation(drift("sgd"), estimated()[0])


@page.number(pinned=0.78, reason=CHANCE, form=".2f")
def descent_drift_sharpe() -> float:
    """Correlation of gradient descent's mean steps with the Sharpe ratios."""
    return correlation(drift("sgd"), sharpe())


@page.number(pinned=1.02, reason=CHANCE, form=".2f")
def drift_slope() -> float:
    """Slope of Adam's mean steps against those of the closed form."""
    expected = theory.divided_drift(estimated()[0], volatility())
    return float(np.polyfit(expected, drift("adam"), 1)[0])


def fifths(sizes: Array) -> float:
    """Mean of the four most volatile stocks' numbers over that of the four calmest."""
    order = np.argsort(volatility())
    return float(sizes[order[-4:]].mean() / sizes[order[:4]].mean())


@page.number(pinned=0.97, reason=CHANCE, form=".2f")
def steps_of_wild() -> float:
    """Size of a step in the four most volatile stocks over that in the four calmest."""
    return fifths(moments().step)


@page.number(pinned=0.33, reason=CHANCE, form=".2f")
def risk_steps_of_wild() -> float:
    """The same with parameters in units of risk."""
    return fifths(moments().step_in_risk)


@page.number(pinned=0.24, reason=CHANCE, form=".2f")
def step_size() -> float:
    """Root mean square of a step, in learning rates, in the mean over the stocks."""
    return float(moments().step.mean())


@page.number(expect=lambda: fifths(volatility()), form=".1f")
def wild_volatility() -> float:
    """Volatility of the four most volatile stocks over that of the four calmest."""
    own = market().returns.std(0, ddof=1)
    order = np.argsort(own)
    return float(own[order[-4:]].mean() / own[order[:4]].mean())

"""Figures of the page: what v measures, and what steps and drifts come of it."""

import numpy as np

from adamdocs import theory
from adamdocs.drawing.charts import Chart
from adamdocs.explainers.finance.experiments import (
    drift,
    estimated,
    in_order,
    moments,
    page,
    sharpe,
    volatility,
)
from adamdocs.explainers.finance.moment_numbers import RISKMETRICS, v_of_all_days
from adamdocs.prices import TRADING_DAYS

PERCENT = 100.0
ROOT = TRADING_DAYS**0.5
SHOWN = ("2006-01-01", "2013-01-01")


@page.figure(
    caption="Adam's √v̂, fed with the returns of Bank of America day by day in calendar order, as "
    "annual volatility. With β₂ = `0.94` (solid) it is RiskMetrics' estimate of 1996. With Adam's "
    "default, `0.999` (dashed), it still carries the crisis of 2008 years later.",
    alt="Line chart from 2006 to 2013. With RiskMetrics' decay the volatility is low until 2007, "
    "peaks at {{bac_peak}} in March 2009, and is down to a seventh of that in 2010. With Adam's "
    "default it rises slowly to {{bac_peak_default}} and falls so slowly that only a spike of 2011 "
    "crosses it; at the end of 2016 the two are at {{bac_2016}} and {{bac_2016_default}}.",
)
def calendar() -> Chart:
    """√v̂ of one stock in calendar order."""
    chart = Chart("year", "√v̂ of Bank of America, percent a year", height=3.0)
    for b2, dashed in ((RISKMETRICS, False), (0.999, True)):
        when, values = in_order("BAC", b2)
        shown = (when >= np.datetime64(SHOWN[0])) & (when < np.datetime64(SHOWN[1]))
        years = 1970 + when[shown].astype(float) / 365.2425
        chart.line(f"β₂ = {b2}", years[::2], PERCENT * values[shown][::2], "v", dashed=dashed)
    chart.label("β₂ = 0.94, RiskMetrics", (2009.4, 190), "v", bold=True)
    chart.label("β₂ = 0.999, Adam's default", (2010.0, 130), "v")
    chart.view(x=(2006, 2013), y=(0, 235))
    chart.ticks(x={year: str(year) for year in range(2006, 2013)}, y=(0, 50, 100, 150, 200))
    return chart


@page.figure(
    caption="What √v̂ comes to for each stock. On one random day a step (full, first of ten runs) "
    "it is the stock's volatility: the dots lie on the diagonal. On all days at once "
    "(open) it is the size of the mean return, whatever the volatility.",
    alt="Scatter chart, both axes logarithmic, of √v̂ against volatility for twenty stocks. Dots "
    "for one day a step lie on the diagonal, from {{calmest}} to {{wildest}}. Dots for all days a "
    "step lie far below, without order: rank correlation {{rank_all_days}}.",
)
def what_v_measures() -> Chart:
    """√v̂ against volatility, one day and all days a step."""
    chart = Chart(
        "volatility, percent a year",
        "√v̂, times √252, in percent",
        height=3.2,
        x_scale="log",
        y_scale="log",
    )
    own = PERCENT * ROOT * volatility()
    ends = np.array([12.0, 65.0])
    chart.line("equal", ends, ends, "rule")
    chart.points("one day", own, PERCENT * ROOT * np.sqrt(moments().v_hat[0]), "v", size=34)
    every = PERCENT * ROOT * np.sqrt(v_of_all_days())
    chart.points("all days", own, every, "v", size=34, hollow=True)
    chart.label("one random day a step", (22, 34), "v", align="right", bold=True)
    chart.label("all days a step", (21, 2.6), "v")
    chart.view(x=(12, 65), y=(0.15, 80))
    chart.ticks(x=(15, 20, 30, 40, 60), y=(0.3, 1, 3, 10, 30))
    return chart


@page.figure(
    caption="One random day a step, without a risk term. Left: Adam's mean step follows the Sharpe "
    "ratio (green: closed form). Right: its single steps, in learning rates, are as large for calm "
    "as for volatile stocks. If parameters are measured in units of risk (open), "
    "steps in money are smaller where volatility is larger.",
    alt="Two charts of twenty stocks. Left: Adam's mean step in learning rates against the annual "
    "Sharpe ratio, on a line; correlation {{drift_sharpe}}. Right, both axes logarithmic: size of "
    "steps against volatility, level at {{step_size}} learning rates for weights in money, falling "
    "in inverse proportion for parameters in units of risk.",
)
def drift_and_steps() -> Chart:
    """Mean steps against Sharpe ratios; sizes of steps against volatilities."""
    left = Chart("Sharpe ratio, a year", "mean step / learning rate", height=3.0)
    right = Chart(
        "volatility, percent", "size of a step", x_scale="log", y_scale="log", beside=left
    )
    order = np.argsort(sharpe())
    expected = theory.divided_drift(estimated()[0], volatility())
    left.line("closed form", sharpe()[order], expected[order], "theory")
    left.points("Adam", sharpe(), drift("adam"), "adam", size=30)
    left.label("μ/√(μ² + σ²)", (0.72, 0.02), "theory")
    left.view(x=(0, 1.4), y=(0, 0.092))
    left.ticks(x=(0, 0.5, 1), y=(0, 0.03, 0.06, 0.09))
    own, sizes = PERCENT * ROOT * volatility(), moments()
    right.points("money", own, sizes.step, "adam", size=30)
    right.points("units of risk", own, sizes.step_in_risk, "adam", size=30, hollow=True)
    right.label("in money", (57, 0.3), "adam", align="right", bold=True)
    right.label("in units of risk", (14, 0.115), "adam")
    right.view(x=(12, 65), y=(0.07, 0.6))
    right.ticks(x=(15, 30, 60), y=(0.1, 0.2, 0.4))
    return left

"""What the page asks: predictions and exercises, their answers computed."""

import numpy as np

from adamdocs import theory
from adamdocs.explainers.finance.experiments import (
    YEARS,
    apart,
    course,
    end,
    estimated,
    inverse_volatility,
    market,
    page,
    rate,
    sharpe,
    stock,
    volatility,
)
from adamdocs.labs.portfolio import utility
from adamdocs.optimizers import adam, sgd
from adamdocs.prices import TRADING_DAYS
from adamdocs.runs import descend, feed
from adamdocs.theory import softmax

SPREAD = "A mix that leans to calm stocks"
SOME = "The few stocks of the best Sharpe ratios"
ONE = "A single stock"


@page.prediction(
    question="Take the risk term away: the loss is minus the mean return, the weights are a "
    "softmax, and Adam runs with the gradient of all days. What does it buy?",
    choices=(SPREAD, SOME, ONE),
    right=ONE,
    solution="UNH, the stock of the largest mean, with {{one_stock}} of the money, at a volatility "
    "of {{one_stock_volatility}} against {{equal_volatility}} for equal weights. HD has the best "
    "Sharpe ratio, {{hd_sharpe}}, and gets next to nothing. A linear loss has its minimum in a "
    "corner, and the division by $\\sqrt{\\vhat}$ changes the way, not the minimum.",
)
def without_risk() -> str:
    """What Adam holds when risk does not count."""
    w = end("adam", 0.0)
    if w.max() > 0.99:
        return ONE
    return SPREAD if apart(w, inverse_volatility()) < 0.5 else SOME


@page.exercise(
    question="UNH has an annual Sharpe ratio of {{unh_sharpe}}. At how many days in a "
    "batch is $\\v$ half risk, half reward (to the nearest day)?",
    solution="A mean of $B$ days has the second moment $\\sigma^2/B + \\mu^2$. Both parts are "
    "equal at $B = \\sigma^2/\\mu^2 = 252/S^2$: **{{even_days}}**, less than a year. With larger "
    "batches $\\v$ measures more reward than risk.",
    form=".0f",
    expect=lambda: theory.even_batch(float(sharpe()[stock("UNH")])),
)
def even_days() -> float:
    """Batch at which the mean and the variance of UNH's mean return count alike."""
    own = market().returns[:, stock("UNH")]
    return float((own.std(ddof=1) / own.mean()) ** 2)


@page.number(expect=lambda: TRADING_DAYS**0.5 / np.sqrt(even_days()), tolerance=1e-9, form=".3f")
def unh_sharpe() -> float:
    """UNH's annual Sharpe ratio."""
    return float(sharpe()[stock("UNH")])


@page.exercise(
    question="Two stocks have the same Sharpe ratio; one has four times the volatility of the "
    "other. On single days Adam moves both weights equally fast. How many times as fast "
    "does it move the calm one if its parameters are $x_i = \\sigma_i w_i$, in units of "
    "risk?",
    solution="The gradient in $x_i$ is $r_i/\\sigma_i$, of one size for both, so steps in "
    "$x$ are equal. In money they are divided by $\\sigma_i$: **{{calm_advantage}}** times. "
    "That is $\\mu/\\sigma^2$ for each, the way to the optimum of uncorrelated stocks.",
    form=".0f",
    expect=lambda: theory.divided_drift(1e-6, 0.01, 1.0) / theory.divided_drift(4e-6, 0.04, 1.0),
    tolerance=1e-4,
)
def calm_advantage() -> float:
    """Quotient of the distances in money of two stocks whose days are one stream, scaled."""
    days = np.random.default_rng(6).normal(0.05, 1.0, (2000, 1))
    sigma = np.array([0.01, 0.04])
    returns = days * sigma
    steps = feed(adam(1.0, eps=0.0), -returns / sigma).step.sum(0) / sigma
    return float(steps[0] / steps[1])


@page.exercise(
    question="Means and covariances are written per year instead of per day: both are multiplied "
    "by `252`, γ stays. Adam (with $\\eps = 0$) keeps its rate and its path. By what must "
    "gradient descent's rate be divided to keep its path?",
    solution="All gradients are multiplied by `252`. Gradient descent's rate is divided by "
    "**{{year_factor}}**; in Adam's step any factor cancels. That is why its best rate "
    "here, {{adam_rate}}, is an ordinary number and gradient descent's is {{descent_rate}}.",
    form="d",
    expect=lambda: TRADING_DAYS,
)
def year_factor() -> float:
    """The divisor among 1 … 400 that keeps gradient descent's losses, and Adam's kept by 1."""
    mean, covariance = estimated()
    year = utility(TRADING_DAYS * mean, TRADING_DAYS * covariance, 5.0)
    divisors = np.arange(1.0, 401.0)
    rule = sgd(0.1 * rate("sgd") / divisors[:, None])
    daily = descend(sgd(0.1 * rate("sgd")), course(), steps=20, keep="theta").theta
    yearly = descend(rule, year, np.zeros((400, len(mean))), steps=20, keep="theta").theta
    same = np.isclose(softmax(yearly), softmax(daily)[:, None], rtol=1e-9).all((0, 2))
    still = adam(0.1, eps=0.0)
    ends = [descend(still, unit, steps=20, keep="theta").theta[-1] for unit in (course(), year)]
    if not np.allclose(ends[0], ends[1], rtol=1e-9):
        raise ValueError("Adam's path depends on the unit of time")
    return float(divisors[same][0])


@page.exercise(
    question="UNH's volatility is {{one_stock_volatility}} a year. How many years of days make the "
    "standard error of its annual mean two percentage points (to the nearest whole number)?",
    solution="The error is $\\sigma/\\sqrt{T}$, so $T$ is the square of the volatility over "
    "`0.02`: **{{years_needed}}** years. The optimum above is exact for inexact means.",
    form=".0f",
    expect=lambda: YEARS * (theory.error_of_mean(one_volatility(), YEARS) / 0.02) ** 2,
)
def years_needed() -> float:
    """Years until the standard error of UNH's annual mean is two points."""
    return (one_volatility() / 0.02) ** 2


def one_volatility() -> float:
    """UNH's annual volatility."""
    return float(TRADING_DAYS**0.5 * volatility()[stock("UNH")])

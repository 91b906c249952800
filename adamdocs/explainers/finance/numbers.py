"""Numbers in the text: the stocks, the portfolios, and the ways to them."""

import numpy as np

from adamdocs import theory
from adamdocs.explainers.finance.experiments import (
    COUNT,
    YEARS,
    Array,
    apart,
    arrivals,
    end,
    estimated,
    inverse_volatility,
    market,
    optimum,
    page,
    path,
    rate,
    sharpe,
    shortfall,
    solved,
    stock,
    volatility,
)
from adamdocs.prices import TRADING_DAYS, annual

SAMPLE = "a statistic of recorded prices: no closed form"
HISTORY = "Adam's path depends on its whole history of gradients: no closed form"


def annual_volatility(weights: Array) -> float:
    """Annual volatility of a portfolio."""
    return float(annual(weights, *estimated())[1])


@page.number(pinned=1762, reason=SAMPLE, form=",d")
def days() -> float:
    """Trading days from 2010 to 2016."""
    return len(market().days)


@page.number(pinned=0.1398, reason=SAMPLE, form=".0%")
def calmest() -> float:
    """Least annual volatility of a stock."""
    return float(TRADING_DAYS**0.5 * volatility().min())


@page.number(pinned=0.5683, reason=SAMPLE, form=".0%")
def wildest() -> float:
    """Largest annual volatility of a stock, AMD's."""
    return float(TRADING_DAYS**0.5 * volatility()[stock("AMD")])


@page.number(pinned=0.1787, reason=SAMPLE, form=".0%")
def amd_mean() -> float:
    """AMD's annual mean of simple returns."""
    return float(TRADING_DAYS * estimated()[0][stock("AMD")])


@page.number(
    expect=lambda: TRADING_DAYS * np.log1p(market().returns[:, stock("AMD")]).mean(),
    tolerance=1e-9,
    form=".0%",
)
def amd_log() -> float:
    """AMD's annual mean of logarithmic returns: the growth of its price, end over start."""
    growth = np.prod(1 + market().returns[:, stock("AMD")])
    return float(np.log(growth) * TRADING_DAYS / len(market().days))


@page.number(pinned=0.2798, reason=SAMPLE, form=".0%")
def unh_mean() -> float:
    """UNH's annual mean return, the largest."""
    return float(TRADING_DAYS * estimated()[0].max())


@page.number(
    expect=lambda: theory.error_of_mean(TRADING_DAYS**0.5 * volatility()[stock("UNH")], YEARS),
    tolerance=2e-3,
    form=".0%",
)
def unh_error() -> float:
    """Standard error of that mean, from the days."""
    own = market().returns[:, stock("UNH")]
    return float(TRADING_DAYS * own.std(ddof=1) / np.sqrt(len(own)))


@page.number(pinned=1.29, reason=SAMPLE, form=".2f")
def hd_sharpe() -> float:
    """HD's annual Sharpe ratio, the largest."""
    return float(sharpe().max())


@page.number(expect=lambda: optimum()[stock("HD")], tolerance=1e-5, form=".1%")
def in_hd() -> float:
    """HD's weight, by skfolio's solver."""
    return float(solved()["mean-variance"][stock("HD")])


@page.number(expect=lambda: optimum()[stock("UNH")], tolerance=1e-5, form=".1%")
def in_unh() -> float:
    """UNH's weight, by skfolio's solver."""
    return float(solved()["mean-variance"][stock("UNH")])


@page.number(expect=lambda: optimum()[stock("AAPL")], tolerance=1e-5, form=".1%")
def in_aapl() -> float:
    """AAPL's weight, by skfolio's solver."""
    return float(solved()["mean-variance"][stock("AAPL")])


@page.number(pinned=3.9e-5, reason=HISTORY, form=".6f")
def to_optimum() -> float:
    """Distance of Adam's last portfolio from skfolio's optimum."""
    return apart(end("adam"), solved()["mean-variance"])


@page.number(pinned=8.8e-4, reason="it has the size of the last rates: no closed form", form=".4f")
def descent_to_optimum() -> float:
    """Distance of gradient descent's."""
    return apart(end("sgd"), solved()["mean-variance"])


@page.number(expect=lambda: apart(optimum(), inverse_volatility()), tolerance=1e-4, form=".2f")
def to_inverse_volatility() -> float:
    """Distance of Adam's last portfolio from skfolio's inverse volatility."""
    return apart(end("adam"), solved()["inverse volatility"])


@page.number(
    expect=lambda: apart(optimum(), theory.risk_parity_weights(estimated()[1])),
    tolerance=1e-4,
    form=".2f",
)
def to_risk_parity() -> float:
    """Distance of Adam's last portfolio from skfolio's risk parity."""
    return apart(end("adam"), solved()["risk parity"])


@page.number(expect=lambda: annual_volatility(optimum()), tolerance=1e-4, form=".1%")
def end_volatility() -> float:
    """Annual volatility of Adam's last portfolio."""
    return annual_volatility(end("adam"))


@page.number(
    expect=lambda: np.sqrt(TRADING_DAYS * estimated()[1].mean()), tolerance=1e-9, form=".1%"
)
def equal_volatility() -> float:
    """Annual volatility of equal weights."""
    return annual_volatility(np.full(COUNT, 1 / COUNT))


@page.number(pinned=0.1043, reason=SAMPLE, form=".0%")
def equal_lacks() -> float:
    """Annual utility that equal weights lack."""
    return float(shortfall(np.full(COUNT, 1 / COUNT)))


@page.number(expect=lambda: annual_volatility(inverse_volatility()), tolerance=1e-6, form=".1%")
def even_volatility() -> float:
    """Annual volatility of skfolio's inverse-volatility portfolio."""
    return annual_volatility(solved()["inverse volatility"])


@page.number(
    expect=lambda: theory.risk_shares(optimum(), estimated()[1])[stock("HD")],
    tolerance=1e-3,
    form=".0%",
)
def hd_risk() -> float:
    """HD's share of the variance of Adam's last portfolio."""
    return float(theory.risk_shares(end("adam"), estimated()[1])[stock("HD")])


@page.number(
    expect=lambda: theory.risk_shares(inverse_volatility(), estimated()[1]).max(),
    tolerance=1e-6,
    form=".1%",
)
def even_most_risk() -> float:
    """Largest share of variance in skfolio's inverse-volatility portfolio."""
    return float(theory.risk_shares(solved()["inverse volatility"], estimated()[1]).max())


@page.number(expect=lambda: 1 / COUNT, tolerance=1e-3, form=".0%")
def parity_share() -> float:
    """Largest share of variance in skfolio's risk parity."""
    return float(theory.risk_shares(solved()["risk parity"], estimated()[1]).max())


@page.number(pinned=45, reason=HISTORY, form="d")
def adam_steps() -> float:
    """Adam's steps with all days until it lacks at most a basis point a year."""
    return float(arrivals("adam").min())


@page.number(pinned=364, reason="steps along a curved path: no closed form", form="d")
def descent_steps() -> float:
    """Gradient descent's."""
    return float(arrivals("sgd").min())


@page.number(pinned=0.5, reason="best of a grid: no closed form", form=".1f")
def adam_rate() -> float:
    """Adam's best rate."""
    return rate("adam")


@page.number(pinned=20_000, reason="best of a grid: no closed form", form=",d")
def descent_rate() -> float:
    """Gradient descent's best rate."""
    return rate("sgd")


def at_mean(rule: str, mean: float = 0.2) -> float:
    """Annual volatility where a path at a tenth of its best rate first has some annual mean."""
    means, risks = annual(path(rule, share=0.1), *estimated())
    k = int(np.argmax(means >= mean))
    return float(np.interp(mean, means[k - 1 : k + 1], risks[k - 1 : k + 1]))


@page.number(pinned=0.1479, reason=HISTORY, form=".1%")
def adam_at_20() -> float:
    """Volatility of Adam's path at a mean of 20 %."""
    return at_mean("adam")


@page.number(pinned=0.1509, reason="a point of a curved path: no closed form", form=".1%")
def descent_at_20() -> float:
    """Volatility of gradient descent's path at a mean of 20 %."""
    return at_mean("sgd")


@page.number(pinned=0.99995, reason=HISTORY, form=".3%")
def one_stock() -> float:
    """Largest weight when all days are seen and risk does not count."""
    return float(end("adam", 0.0).max())


@page.number(
    expect=lambda: TRADING_DAYS**0.5 * volatility()[stock("UNH")], tolerance=1e-3, form=".1%"
)
def one_stock_volatility() -> float:
    """Annual volatility of that portfolio."""
    return annual_volatility(end("adam", 0.0))

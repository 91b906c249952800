"""The page, its twenty stocks, and the runs that several of its parts ask."""

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from adamdocs import prices, theory
from adamdocs.explainers.framework import Explainer
from adamdocs.labs import portfolio
from adamdocs.landscapes import Landscape
from adamdocs.optimizers import RULES, Rule, adam, sgd
from adamdocs.runs import descend, feed, play
from adamdocs.schedules import linear
from adamdocs.sweeps import RATES

page = Explainer("connections/finance", topic="Finance")

Array = NDArray[np.float64]

FIRST, LAST = "2010-01-01", "2016-12-31"
YEARS = 7
AVERSION = 5.0
COUNT = 20  # stocks
LONG = 2000  # steps with all days
GRIDS = {
    "adam": tuple(rate for rate in RATES if rate >= 0.01),
    "sgd": tuple(1e4 * rate for rate in RATES if rate >= 0.01),
}
BASIS_POINT = 1e-4  # a hundredth of a percentage point a year

SEEDS = 20
DAYS_DRAWN = 16_000
DAY_RATES = (0.01, 0.02, 0.04, 0.08, 0.16)
KEPT = 400  # steps between two that the figure shows

MOMENT_SEEDS, MOMENT_STEPS, SETTLED = 10, 5000, 1000
DRIFT_SEEDS, DRIFT_STEPS = 400, 3000


@cache
def market(first: str = FIRST, last: str = LAST) -> prices.Market:
    """Daily returns of the twenty stocks."""
    return prices.sp500(first, last)


@cache
def estimated() -> tuple[Array, Array]:
    """Mean and covariance of daily returns."""
    return prices.estimates(market().returns)


def volatility() -> Array:
    """Daily volatility of each stock."""
    return np.asarray(np.sqrt(np.diag(estimated()[1])))


def sharpe() -> Array:
    """Annual Sharpe ratio of each stock, over a riskless rate of 0."""
    return np.asarray(estimated()[0] / volatility() * prices.TRADING_DAYS**0.5)


def stock(name: str) -> int:
    """Its number."""
    return market().names.index(name)


def course(aversion: float = AVERSION) -> Landscape:
    """Minus the utility, in z with weights softmax(z)."""
    return portfolio.utility(*estimated(), aversion)


@cache
def optimum(aversion: float = AVERSION) -> Array:
    """The mean-variance optimum, in closed form."""
    return theory.mean_variance_weights(*estimated(), aversion)


def inverse_volatility() -> Array:
    """Weights in inverse proportion to the volatilities, in closed form."""
    return theory.inverse_volatility_weights(estimated()[1])


@page.experiment()
def solved() -> dict[str, Array]:
    """Portfolios by skfolio's solver."""
    return portfolio.by_skfolio(market().returns, AVERSION)


def full_runs(rule: str, rates: ArrayLike, aversion: float = AVERSION) -> Array:
    """Weights `(LONG, rates, d)` under the gradient of all days; the rates fall linearly to 0."""
    column = np.reshape(rates, (-1, 1))
    run = descend(
        RULES[rule](lr=column),
        course(aversion),
        np.zeros((len(column), COUNT)),
        steps=LONG,
        schedule=linear(LONG),
        keep="theta",
    )
    return theory.softmax(run.theta)


@cache
def arrivals(rule: str) -> Array:
    """For every rate of the grid the first step from which on a run lacks at most a basis point."""
    late = shortfall(full_runs(rule, GRIDS[rule])) > BASIS_POINT
    never = late[-1]
    first = np.where(late.any(0), LONG - late[::-1].argmax(0) + 1, 1)
    return np.where(never, np.inf, first)


def rate(rule: str) -> float:
    """Rate of the grid that arrives first; of equals the first."""
    return GRIDS[rule][int(arrivals(rule).argmin())]


@cache
def path(rule: str, aversion: float = AVERSION, share: float = 1.0) -> Array:
    """Weights `(LONG + 1, d)` at a share of the best rate, from equal weights."""
    run = full_runs(rule, [share * rate(rule)], aversion)[:, 0]
    return np.concatenate([np.full((1, COUNT), 1 / COUNT), run])


def end(rule: str = "adam", aversion: float = AVERSION) -> Array:
    """The last portfolio of `path`."""
    return np.asarray(path(rule, aversion)[-1])


def apart(one: ArrayLike, other: ArrayLike) -> float:
    """Sum of the absolute differences of two portfolios' weights: 0 to 2."""
    return float(np.abs(np.asarray(one) - np.asarray(other)).sum())


def shortfall(weights: ArrayLike) -> Array:
    """Annual utility that portfolios `(..., d)` lack to the optimum."""
    mean, covariance = estimated()

    def utility(w: Array) -> Array:
        return np.asarray(w @ mean - AVERSION / 2 * ((w @ covariance) * w).sum(-1))

    lack = utility(optimum()) - utility(np.asarray(weights))
    return np.asarray(prices.TRADING_DAYS * lack)


class Ends(NamedTuple):
    """Portfolios of runs on one random day a step.

    Attributes:
        rate: the learning rate, which falls linearly to 0.
        steps: of which the portfolios are kept.
        weights: `(steps, SEEDS, d)`.
        without_risk: the last portfolios without a risk term, `(SEEDS, d)`.
    """

    rate: float
    steps: Array
    weights: Array
    without_risk: Array


@page.experiment()
def one_day() -> Ends:
    """Adam on one day drawn at random each step, at the best of `DAY_RATES` on other seeds."""

    def run(rates: ArrayLike, seeds: int, key: int, aversion: ArrayLike, every: int) -> Array:
        column, averse = np.broadcast_arrays(np.reshape(rates, (-1, 1)), aversion)
        drawn = portfolio.drawn_days(market().returns, averse)
        (found,) = play(
            [adam(lr=column[..., None])],
            lambda thetas, t, rng: [drawn(thetas[0], t, rng)],
            [np.zeros((len(column), seeds, COUNT))],
            steps=DAYS_DRAWN,
            rng=np.random.default_rng(key),
            schedule=linear(DAYS_DRAWN),
            keep="theta",
            every=every,
        )
        return theory.softmax(found.theta)

    lacking = shortfall(run(DAY_RATES, 4, 1, AVERSION, DAYS_DRAWN)[-1]).mean(-1)
    best = DAY_RATES[int(lacking.argmin())]
    weights = run(best, SEEDS, 2, [[AVERSION], [0.0]], KEPT)
    steps = KEPT * np.arange(1.0, len(weights) + 1)
    return Ends(best, steps, weights[:, 0], weights[-1, 1])


class Moments(NamedTuple):
    """What Adam's state and steps come to under the gradient −r of one random day a step.

    Attributes:
        v_hat: after the last step, `(MOMENT_SEEDS, d)`.
        step: root mean square of a step in money, in learning rates, `(d,)`.
        step_in_risk: the same with parameters in units of risk, `(d,)`.
    """

    v_hat: Array
    step: Array
    step_in_risk: Array


@page.experiment()
def moments() -> Moments:
    """Runs on days that do not look at the weights; w = x / volatility in units of risk."""
    shape = (MOMENT_STEPS, MOMENT_SEEDS)
    drawn = portfolio.drawn_returns(market().returns, 1, shape, seed=4)
    unit = volatility() / volatility().mean()
    money = feed(adam(1.0), -drawn, keep=("v_hat", "step"))
    risk = feed(adam(1.0), -drawn / unit, keep=("step",))

    def size(steps: Array) -> Array:
        return np.asarray(np.sqrt((steps[SETTLED:] ** 2).mean((0, 1))))

    return Moments(money.state.v_hat[-1], size(money.step), size(risk.step / unit))


@page.experiment()
def drift(rule: str) -> Array:
    """Mean step in learning rates under −r of one random day, `(d,)`, over all seeds and steps."""
    rows, rng = market().returns, np.random.default_rng(5)

    def days(thetas: tuple[Array, ...], t: int, _: object) -> list[Array]:
        return [-rows[rng.integers(0, len(rows), DRIFT_SEEDS)]]

    made: Rule = {"adam": adam, "sgd": sgd}[rule](lr=1.0)
    start = np.zeros((DRIFT_SEEDS, COUNT))
    (run,) = play([made], days, [start], steps=DRIFT_STEPS, keep=("theta",), every=DRIFT_STEPS)
    return np.asarray(run.theta[-1].mean(0) / DRIFT_STEPS)


@cache
def in_order(name: str, b2: float) -> tuple[NDArray[np.datetime64], Array]:
    """Annual √v̂ of one stock's returns day by day since 1990, in calendar order, and the days."""
    whole = market("1990-01-01", "2022-12-31")
    fed = -whole.returns[:, [whole.names.index(name)]]
    v_hat = feed(adam(1.0, b2=b2), fed, keep=("v_hat",)).state.v_hat[:, 0]
    return whole.days, np.sqrt(prices.TRADING_DAYS * v_hat)


def rank_correlation(one: Array, other: Array) -> float:
    """Spearman's: the correlation of ranks; of numbers all of which differ."""
    return correlation(*(np.argsort(np.argsort(values)).astype(float) for values in (one, other)))


def correlation(one: Array, other: Array) -> float:
    """Pearson's."""
    return float(np.corrcoef(one, other)[0, 1])

"""Portfolios of real stocks, as a loss of numbers that Adam can move.

    market = sp500("2010-01-01", "2016-12-31")
    course = utility(*estimates(market.returns), aversion=5.0)
    trace = descend(adam(lr=0.02), course, steps=1000)
    softmax(trace.theta[-1])                             # the portfolio

Returns are simple returns of one day, p_t/p_{t−1} − 1, because the return of a portfolio is the
weighted mean of *these*, not of logarithms. Mean and covariance are those of the sample; for a year
they are multiplied by 252, the volatility by √252, as if days were not correlated.
"""

import gzip
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from adamdocs.checks import check_count, is_number
from adamdocs.landscapes import Landscape

Array = NDArray[np.float64]
TRADING_DAYS = 252  # a year
MISSING = 'skfolio is missing, which ships the prices: pip install "adamdocs[connections]"'
SOURCE = "H. Markowitz, J. Finance 7 (1952) 77–91"


class Market(NamedTuple):
    """Daily returns of some stocks.

    Attributes:
        names: ticker symbols, `d` of them.
        days: the day that each return ends on, `(n,)`.
        returns: simple returns, `(n, d)`.
    """

    names: tuple[str, ...]
    days: NDArray[np.datetime64]
    returns: Array


@cache
def _shipped() -> tuple[tuple[str, ...], NDArray[np.datetime64], Array]:
    found = find_spec("skfolio")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError(MISSING)
    # Its file, because to import skfolio takes seconds; a test holds both against each other.
    folder = Path(found.submodule_search_locations[0])
    with gzip.open(folder / "datasets" / "data" / "sp500_dataset.csv.gz", "rt") as file:
        names = tuple(next(file).strip().split(",")[1:])
        rows = [line.strip().split(",") for line in file]
    days = np.array([row[0] for row in rows], dtype="datetime64[D]")
    return names, days, np.array([row[1:] for row in rows], dtype=np.float64)


def sp500(first: str, last: str) -> Market:
    """Twenty stocks of the S&P 500, 1990-01-03 to 2022-12-28.

    skfolio ships their closing prices, adjusted for dividends and splits and rounded to a tenth of
    a cent, for tests and examples. All twenty traded through all of the 33 years: companies that
    failed, merged or left are not among them, so that their means are those of survivors.

    Args:
        first: the first day whose return counts, as `"2010-01-01"`.
        last: the last day.

    Raises:
        ModuleNotFoundError: skfolio is not installed.
        ValueError: a day is none, or fewer than two returns lie between them.
    """
    names, days, prices = _shipped()
    ends = [_day("first", first), _day("last", last)]
    inside = (days[1:] >= ends[0]) & (days[1:] <= ends[1])
    if inside.sum() < 2:
        raise ValueError(f"fewer than two returns from {first} to {last}; there are {days[1]} …")
    return Market(names, days[1:][inside], (prices[1:] / prices[:-1] - 1)[inside])


def _day(name: str, text: str) -> np.datetime64:
    try:
        return np.datetime64(text, "D")
    except ValueError:
        raise ValueError(f"{name} must be a day such as '2010-01-01', got {text!r}") from None


def estimates(returns: ArrayLike) -> tuple[Array, Array]:
    """Sample mean `(d,)` and covariance `(d, d)`, the latter over n − 1.

    Raises:
        ValueError: not two or more rows of finite returns.
    """
    rows = _returns(returns)
    return rows.mean(0), np.atleast_2d(np.cov(rows.T))


def annual(weights: ArrayLike, mean: ArrayLike, covariance: ArrayLike) -> tuple[Array, Array]:
    """Annual mean return and volatility of portfolios `(..., d)`, from daily estimates."""
    w = np.asarray(weights)
    variance = ((w @ covariance) * w).sum(-1)
    return np.asarray(TRADING_DAYS * (w @ mean)), np.asarray(np.sqrt(TRADING_DAYS * variance))


def softmax(z: ArrayLike) -> Array:
    """Weights of a long-only portfolio without cash, positive and of sum 1: e^z_i / Σ_j e^z_j."""
    z = np.asarray(z, dtype=np.float64)
    powers = np.exp(z - z.max(-1, keepdims=True))
    return np.asarray(powers / powers.sum(-1, keepdims=True))


def through_softmax(weights: Array, slope: Array) -> Array:
    """Gradient in z of what has the gradient `slope` in w = softmax(z).

    w_i (q_i − Σ_j w_j q_j)
    """
    return np.asarray(weights * (slope - (weights * slope).sum(-1, keepdims=True)))


def utility(mean: ArrayLike, covariance: ArrayLike, aversion: float) -> Landscape:
    """Minus the mean-variance utility of a period, in z with w = softmax(z), from equal weights.

        f(z) = −μᵀw + (γ/2) wᵀΣw

    It has no minimizer: where the best weight is 0, z goes to −∞.

    Args:
        mean: μ, `(d,)`.
        covariance: Σ, `(d, d)`.
        aversion: risk aversion γ ≥ 0; with 0 risk does not count.

    Raises:
        ValueError: shapes do not fit, or the aversion is negative or not finite.
    """
    mu, matrix = np.asarray(mean, dtype=np.float64), np.asarray(covariance, dtype=np.float64)
    if mu.ndim != 1 or matrix.shape != (len(mu), len(mu)):
        raise ValueError(f"mean and covariance do not fit: shapes {mu.shape} and {matrix.shape}")
    _check_aversion(aversion)

    def value(z: Any) -> Any:
        w = softmax(z)
        return -(w @ mu) + aversion / 2 * ((w @ matrix) * w).sum(-1)

    def grad(z: Any) -> Any:
        w = softmax(z)
        return through_softmax(w, -mu + aversion * (w @ matrix))

    count = len(mu)
    return Landscape(
        "utility",
        value,
        grad,
        start=(0.0,) * count,
        minimisers=(),
        view=((-5.0, 5.0),) * count,
        source=SOURCE,
    )


def slopes(returns: ArrayLike, weights: ArrayLike, aversion: float) -> Array:
    """Gradient in w of each day's share of minus the utility, `(n, d)`; its mean is −μ + γΣw.

        −r + γ n/(n−1) (r − μ)(r − μ)ᵀw

    Raises:
        ValueError: not two or more rows of finite returns, or a negative aversion.
    """
    rows = _returns(returns)
    _check_aversion(aversion)
    apart = rows - rows.mean(0)
    factor = aversion * len(rows) / (len(rows) - 1)
    return np.asarray(-rows + factor * apart * (apart @ np.asarray(weights))[:, None])


def drawn_days(returns: ArrayLike, aversion: ArrayLike) -> Callable[[Array, int, Any], Array]:
    """Gradient of `utility` on one day, drawn with replacement at each step, one for each row.

    For `descend(…, gradient=drawn_days(returns, 5.0), rng=np.random.default_rng(seed))`. The
    aversion is one number, or an array that is broadcast against the rows.

    Raises:
        ValueError: not two or more rows of finite returns, or a negative aversion.
    """
    rows = _returns(returns)
    for one in np.ravel(aversion).tolist():
        _check_aversion(one)
    apart = rows - rows.mean(0)
    factor = np.asarray(aversion)[..., None] * len(rows) / (len(rows) - 1)

    def gradient(z: Array, t: int, rng: np.random.Generator) -> Array:
        drawn = rng.integers(0, len(rows), z.shape[:-1])
        w, off = softmax(z), apart[drawn]
        slope = -rows[drawn] + factor * off * (off * w).sum(-1, keepdims=True)
        return through_softmax(w, slope)

    return gradient


def drawn_returns(returns: ArrayLike, batch: int, shape: tuple[int, ...], seed: int) -> Array:
    """Mean returns of batches of days drawn with replacement, `(*shape, d)`.

    Raises:
        ValueError: not two or more rows of finite returns, or a batch that is no positive integer.
    """
    rows = _returns(returns)
    check_count("batch", batch)
    drawn = np.random.default_rng((seed, batch)).integers(0, len(rows), (*shape, batch))
    return np.asarray(rows[drawn].mean(-2))


def by_skfolio(returns: ArrayLike, aversion: float) -> dict[str, Array]:
    """Portfolios that skfolio's solver finds, from the same sample mean and covariance.

    skfolio maximizes μᵀw − λ wᵀΣw, so that its risk aversion λ is γ/2.

    Returns:
        Weights `(d,)` by name: `"mean-variance"`, `"inverse volatility"`, `"risk parity"`.

    Raises:
        ModuleNotFoundError: skfolio is not installed.
        ValueError: not two or more rows of finite returns, or the aversion is not positive.
    """
    rows = _returns(returns)
    _check_aversion(aversion)
    if find_spec("skfolio") is None:
        raise ModuleNotFoundError(MISSING)
    from skfolio.optimization import (  # it takes seconds
        InverseVolatility,
        MeanRisk,
        ObjectiveFunction,
        RiskBudgeting,
    )

    best = MeanRisk(ObjectiveFunction.MAXIMIZE_UTILITY, risk_aversion=aversion / 2)
    models = (best, InverseVolatility(), RiskBudgeting())
    names = ("mean-variance", "inverse volatility", "risk parity")
    return {
        name: np.asarray(model.fit(rows).weights_)
        for name, model in zip(names, models, strict=True)
    }


def _returns(returns: ArrayLike) -> Array:
    rows = np.asarray(returns, dtype=np.float64)
    if rows.ndim != 2 or len(rows) < 2 or not np.isfinite(rows).all():
        raise ValueError(f"returns must be two or more rows of finite numbers, got {rows.shape}")
    return rows


def _check_aversion(aversion: float) -> None:
    if not (is_number(aversion) and 0 <= aversion < np.inf):
        raise ValueError(f"aversion must be finite and at least 0, got {aversion!r}")

"""Prices of real stocks, recorded: their returns, and the statistics of those.

    market = sp500("2010-01-01", "2016-12-31")
    mean, covariance = estimates(market.returns)

Returns are simple returns of one day, p_t/p_{t−1} − 1, because the return of a portfolio is the
weighted mean of *these*, not of logarithms. Mean and covariance are those of the sample; for a year
they are multiplied by 252, the volatility by √252, as if days were not correlated.
"""

import gzip
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
TRADING_DAYS = 252  # a year
MISSING = 'skfolio is missing, which ships the prices: pip install "adamdocs[connections]"'


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
    rows = check_returns(returns)
    return rows.mean(0), np.atleast_2d(np.cov(rows.T))


def annual(weights: ArrayLike, mean: ArrayLike, covariance: ArrayLike) -> tuple[Array, Array]:
    """Annual mean return and volatility of portfolios `(..., d)`, from daily estimates."""
    w = np.asarray(weights)
    variance = ((w @ covariance) * w).sum(-1)
    return np.asarray(TRADING_DAYS * (w @ mean)), np.asarray(np.sqrt(TRADING_DAYS * variance))


def check_returns(returns: ArrayLike) -> Array:
    """The returns as an array.

    Raises:
        ValueError: not two or more rows of finite numbers.
    """
    rows = np.asarray(returns, dtype=np.float64)
    if rows.ndim != 2 or len(rows) < 2 or not np.isfinite(rows).all():
        raise ValueError(f"returns must be two or more rows of finite numbers, got {rows.shape}")
    return rows

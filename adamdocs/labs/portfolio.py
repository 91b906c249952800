"""Portfolios of real stocks, as a loss of numbers that Adam can move.

    market = sp500("2010-01-01", "2016-12-31")
    course = utility(*estimates(market.returns), aversion=5.0)
    trace = descend(adam(lr=0.02), course, steps=1000)
    softmax(trace.theta[-1])                             # the portfolio

The returns are those of `adamdocs.prices`, and mean and covariance those of a day.
"""

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from adamdocs.checks import check_count, is_number
from adamdocs.landscapes import Landscape
from adamdocs.prices import MISSING, check_returns
from adamdocs.theory import softmax

Array = NDArray[np.float64]
SOURCE = "H. Markowitz, J. Finance 7 (1952) 77–91"


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
    rows = check_returns(returns)
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
    rows = check_returns(returns)
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
    rows = check_returns(returns)
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
    rows = check_returns(returns)
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


def _check_aversion(aversion: float) -> None:
    if not (is_number(aversion) and 0 <= aversion < np.inf):
        raise ValueError(f"aversion must be finite and at least 0, got {aversion!r}")

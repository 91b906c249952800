"""Portfolios in closed form: what a risk term asks for, who bears the risk (connections/finance).

Weights are shares of the money; means and covariances are those of simple returns over one period.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from adamdocs.theory import _checks as check
from adamdocs.theory._checks import Numbers

Array = NDArray[np.float64]
SLACK = 1e-12  # of a marginal utility, relative to its terms: what rounding leaves
NEWTON = 100  # steps at most; ten are usual, all where correlations are within 1e-8 of ±1


def inverse_volatility_weights(covariance: ArrayLike) -> Array:
    """Weights in inverse proportion to the volatilities.

        w_i = (1/σ_i) / Σ_j (1/σ_j),   σ_i² = Σ_ii

    Args:
        covariance: of the returns, `(d, d)`, symmetric and positive definite.

    Raises:
        ValueError: it is not such a matrix.
    """
    each = 1 / np.sqrt(np.diag(_covariance(covariance)))
    return np.asarray(each / each.sum())


def risk_shares(weights: ArrayLike, covariance: ArrayLike) -> Array:
    """Share of each asset in a portfolio's variance; they sum to 1.

        w_i (Σw)_i / wᵀΣw

    Euler's theorem for the volatility, homogeneous of degree 1 in w. A hedge's share is negative.

    Args:
        weights: of the portfolio, `(d,)`, not all 0.
        covariance: of the returns.

    Raises:
        ValueError: no covariance, weights of another length, or all of them 0.
    """
    matrix = _covariance(covariance)
    w = _of_length("weights", weights, len(matrix))
    if not w.any():
        raise ValueError("weights must not all be 0: there is no risk to share")
    parts = w * (matrix @ w)
    return np.asarray(parts / parts.sum())


def risk_parity_weights(covariance: ArrayLike) -> Array:
    """The long-only portfolio in whose variance all assets have the same share.

        x_i (Σx)_i = 1  for every i,   w = x / Σ_j x_j

    x is the one minimum of the convex ½ xᵀΣx − Σ_i ln x_i, found here by Newton's method. Maillard,
    Roncalli and Teiletche (2010) describe the portfolio.

    Args:
        covariance: of the returns, `(d, d)`, symmetric and positive definite.

    Raises:
        ValueError: it is not such a matrix.
    """
    matrix = _covariance(covariance)
    # In correlations every coordinate has one scale; equal ones solve the mean of the equations.
    sigma = np.sqrt(np.diag(matrix))
    rho = matrix / np.outer(sigma, sigma)
    x = np.full(len(rho), 1 / np.sqrt(rho.sum() / len(rho)))
    for _ in range(NEWTON):
        slope = rho @ x - 1 / x
        move = np.linalg.solve(rho + np.diag(1 / x**2), slope)
        decrement = float(np.sqrt(max(slope @ move, 0.0)))
        # A damped step of a self-concordant function stays positive and cannot miss.
        x = x - move / (1 + decrement if decrement > 0.25 else 1)
        if decrement < 1e-9:  # of which the next would be the square
            break
    weights = x / sigma
    return np.asarray(weights / weights.sum())


def mean_variance_weights(mean: ArrayLike, covariance: ArrayLike, aversion: float) -> Array:
    """The long-only, fully invested portfolio of the largest mean-variance utility.

        max μᵀw − (γ/2) wᵀΣw   subject to  Σw_i = 1,  w ≥ 0

    Among the assets held, γ(Σw)_i = μ_i − λ with one λ; among the others γ(Σw)_i ≥ μ_i − λ (Karush,
    Kuhn and Tucker). Exact up to rounding: the set of assets held is found by adding the one of the
    largest marginal utility and dropping those whose weight would become negative, and a linear
    system gives their weights. Markowitz (1952) poses the problem.

    Args:
        mean: of the returns, μ, `(d,)`.
        covariance: of the returns, Σ, positive definite.
        aversion: risk aversion γ, positive; it is the same for daily and for annual returns.

    Raises:
        ValueError: an argument is outside its range or of the wrong shape.
    """
    matrix = _covariance(covariance)
    mu = _of_length("mean", mean, len(matrix))
    bent = float(check.positive("aversion", check.one_number("aversion", aversion))) * matrix
    held = [int(np.argmax(mu - np.diag(bent) / 2))]
    w, price = _on_support(mu, bent, held)
    # An asset comes in for a gain above rounding, so utility rises and no set of assets comes back.
    while True:
        size = np.abs(mu) + np.abs(bent) @ w
        gain = mu - bent @ w - price - SLACK * np.maximum(size, size[held].max())
        gain[held] = 0.0
        if gain.max() <= 0:
            return w
        held.append(int(np.argmax(gain)))
        target, price = _on_support(mu, bent, held)
        while target[held].min() <= 0:
            gone, w = _first_gone(w, target, held)
            held.remove(gone)
            target, price = _on_support(mu, bent, held)
        w = target


def divided_drift(mean: Numbers, deviation: Numbers, power: Numbers = 0.5) -> Numbers:
    """Mean step, in learning rates, under gradients divided by a power of their second moment.

        μ / (μ² + σ²)^p

    The average over many periods, once the second moment has settled and if it does not depend on
    the gradient at hand: p = 0 is gradient descent, p = ½ is Adam with ε = 0. For μ far below σ, as
    with daily returns, they follow the mean μ and the Sharpe ratio μ/σ, and p = 1 follows μ/σ²,
    which is the mean-variance optimum of uncorrelated assets times γ.

    Args:
        mean: μ.
        deviation: σ > 0.
        power: p ≥ 0.

    Raises:
        ValueError: an argument is outside its range.
    """
    mu, sigma = check.real("mean", mean), check.positive("deviation", deviation)
    return mu / (mu**2 + sigma**2) ** check.not_negative("power", power)


def even_batch(ratio: Numbers, periods: Numbers = 252) -> Numbers:
    """Days in a batch whose mean return has a second moment of half risk, half reward.

        σ²/B = μ²,   B = σ²/μ² = periods / S²

    Args:
        ratio: annual Sharpe ratio S, the annual mean over the annual volatility, not 0.
        periods: trading days a year, positive.

    Raises:
        ValueError: an argument is outside its range.
    """
    ratio = np.abs(check.real("ratio", ratio))
    return check.positive("periods", periods) / check.positive("ratio", ratio) ** 2


def error_of_mean(volatility: Numbers, years: Numbers) -> Numbers:
    """Standard error of an annual mean return; more frequent returns do not make it smaller.

        σ / √T

    with σ the annual volatility and T the years observed, if returns of different days are not
    correlated. Merton (1980).

    Args:
        volatility: σ ≥ 0.
        years: T > 0.

    Raises:
        ValueError: an argument is outside its range.
    """
    return check.not_negative("volatility", volatility) / np.sqrt(check.positive("years", years))


def _on_support(mu: Array, bent: Array, held: list[int]) -> tuple[Array, float]:
    """Weights that are best with these assets alone, signs free, and λ, the price of the budget."""
    count = len(held)
    system = np.ones((count + 1, count + 1))
    system[:count, :count] = bent[np.ix_(held, held)]
    system[count, count] = 0.0
    found = np.linalg.solve(system, np.append(mu[held], 1.0))
    weights = np.zeros(len(mu))
    weights[held] = found[:count]
    return weights, float(found[count])


def _first_gone(w: Array, target: Array, held: list[int]) -> tuple[int, Array]:
    """The asset whose weight is first to reach 0 on the way to a target, and all weights there."""
    falling = [i for i in held if target[i] <= 0]
    shares = [w[i] / (w[i] - target[i]) for i in falling]
    first = int(np.argmin(shares))
    return falling[first], w + shares[first] * (target - w)


def _covariance(covariance: Any) -> Array:
    """A covariance, or one error."""
    matrix = np.asarray(check.real("covariance", covariance))
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1] or not matrix.size:
        raise ValueError(f"covariance must be a square matrix, got shape {matrix.shape}")
    if not np.allclose(matrix, matrix.T, rtol=1e-9, atol=0.0):
        raise ValueError(f"covariance must be symmetric, got {matrix.tolist()!r}")
    least = float(np.linalg.eigvalsh(matrix)[0])
    if not least > 0:
        raise ValueError(f"covariance must be positive definite, got the eigenvalue {least!r}")
    return matrix


def _of_length(name: str, value: ArrayLike, length: int) -> Array:
    found = check.vector(name, value)
    if len(found) != length:
        raise ValueError(f"{name} must hold {length} numbers, one an asset, got {len(found)}")
    return found

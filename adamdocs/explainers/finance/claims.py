"""What is said about Adam and risk, put to the test."""

import numpy as np

from adamdocs import theory
from adamdocs.explainers.finance.experiments import (
    COUNT,
    LONG,
    apart,
    correlation,
    drift,
    end,
    estimated,
    moments,
    page,
    rank_correlation,
    rate,
    sharpe,
    volatility,
)
from adamdocs.explainers.finance.moment_numbers import fifths, rank_of_days, ranks, v_of_all_days
from adamdocs.explainers.finance.numbers import annual_volatility, at_mean
from adamdocs.explainers.pieces import Finding
from adamdocs.labs.portfolio import utility
from adamdocs.optimizers import adam
from adamdocs.runs import descend
from adamdocs.schedules import linear
from adamdocs.theory import softmax

ESSAY = "a chapter of an online course, on computational finance: "


@page.claim(
    says="Adam's second moment is a measure of each asset's risk.",
    verdict="depends",
    heard=f"{ESSAY}“a direct, data-driven measure of the experienced risk”",
    holds="It is, if the gradient is the return of one random day and nothing else: then "
    "$\\v$ estimates $\\sigma^2 + \\mu^2$, and $\\mu$ is small.",
    otherwise="With the gradient of all days $\\v$ is the square of the *mean*, the reward and not "
    "the risk. A batch of $B$ days gives $\\sigma^2/B + \\mu^2$.",
    statistic="the rank correlation of $\\vhat$ and variance over the twenty stocks, mean of ten "
    "runs,",
    evidence=("figure what_v_measures",),
    form=".3f",
    counter_example={"days": "all"},
)
def v_measures_risk(days: str = "one") -> Finding:
    """v̂ orders the stocks as their variances do."""
    if days == "all":
        return Finding(rank_correlation(v_of_all_days(), volatility()), ">=", 0.95)
    return Finding(float(ranks().mean), ">=", 0.95)


@page.claim(
    says="The variance of an asset's return is the size of its gradient's fluctuations.",
    verdict="depends",
    heard=f"{ESSAY}the variance of its returns “corresponds to the magnitude of its gradient "
    "fluctuations”",
    holds="For weights that are free it is. Weights that sum to one through a softmax have another "
    "gradient, $w_i(r_p - r_i)$ with the portfolio's return $r_p$: its square measures the "
    "stock's risk *relative to the portfolio*, times the square of its own weight.",
    otherwise="At equal weights the order is still much the same, {{rank_budget_equal}}; at "
    "inverse-volatility weights little is left of it.",
    statistic="the rank correlation of a day's mean squared gradient, at inverse-volatility "
    "weights and with the risk term, and variance",
    evidence=("[The budget](#when-v-is-a-measure-of-risk)",),
    form=".2f",
    counter_example={"budget": True},
)
def fluctuations_are_risk(budget: bool = False) -> Finding:
    """Squared gradients order the stocks as their variances do."""
    even = theory.inverse_volatility_weights(estimated()[1])
    return Finding(rank_of_days(even, budget), ">=", 0.95)


@page.claim(
    says="By dividing by √v, Adam implicitly manages risk.",
    verdict="false",
    heard=f"{ESSAY}“is implicitly performing risk management”",
    holds="Without a risk term in the loss Adam puts {{one_stock}} of the money into one stock, "
    "and on single random days {{day_one_stock}}: HD, of the best Sharpe ratio, "
    "about as often as UNH. That it is one stock the loss decides; the division only sways which.",
    otherwise="Put the risk into the loss, here with a risk aversion of 50, and any optimizer "
    "manages it.",
    statistic="annual volatility of Adam's last portfolio over that of equal weights",
    evidence=("figure ways",),
    form=".2f",
    counter_example={"aversion": 50.0},
)
def manages_risk(aversion: float = 0.0) -> Finding:
    """Adam's portfolio is not riskier than no decision at all."""
    equal = annual_volatility(np.full(COUNT, 1 / COUNT))
    return Finding(annual_volatility(end("adam", aversion)) / equal, "<=", 1.0)


@page.claim(
    says="Adam takes smaller steps for assets that are volatile.",
    verdict="false",
    heard=f"{ESSAY}“to take smaller steps” for “assets that have proven to be volatile”",
    holds="The division makes steps *equally* large, about {{step_size}} learning rates for every "
    "stock; gradient descent's are larger for volatile ones.",
    otherwise="With each parameter in units of risk, $x_i = \\sigma_i w_i$, equal steps in $x$ are "
    "steps in proportion to $1/\\sigma$ in money: position sizing by volatility, but by the unit.",
    statistic="size of Adam's steps in money for the four most volatile stocks over that for the "
    "four calmest",
    evidence=("figure drift_and_steps",),
    form=".2f",
    counter_example={"unit": "risk"},
)
def smaller_steps(unit: str = "money") -> Finding:
    """Steps of volatile stocks are at most three quarters as large."""
    made = moments()
    return Finding(fifths(made.step if unit == "money" else made.step_in_risk), "<=", 0.75)


@page.claim(
    says="With the same loss, Adam ends in a less risky portfolio than gradient descent.",
    verdict="false",
    heard="the conclusion that the comparison with finance invites",
    holds="The loss is strictly convex in the weights and has one minimum, and both end there: "
    "{{to_optimum}} and {{descent_to_optimum}} from skfolio's optimum.",
    otherwise="The ways differ a little. Where the annual mean first reaches a fifth, Adam's "
    "volatility is {{adam_at_20}} and gradient descent's {{descent_at_20}}.",
    statistic="annual volatility of Adam's portfolio less that of gradient descent's, in "
    "percentage points,",
    evidence=("figure ways", "figure money_and_risk"),
    form=".4f",
    counter_example={"where": "under way"},
)
def less_risky(where: str = "end") -> Finding:
    """Adam's volatility is lower by a tenth of a point at least."""
    if where == "under way":
        return Finding(100 * (at_mean("adam") - at_mean("sgd")), "<=", -0.1)
    lower = annual_volatility(end("adam")) - annual_volatility(end("sgd"))
    return Finding(100 * lower, "<=", -0.1)


@page.claim(
    says="Adam finds inverse-volatility weights, or risk parity, by itself.",
    verdict="false",
    heard=f"{ESSAY}“discovering a cornerstone concept of finance all on its own”",
    holds="Its last portfolio is {{to_inverse_volatility}} from inverse volatility and "
    "{{to_risk_parity}} from risk parity, where 2 is the distance of portfolios that share no "
    "stock.",
    otherwise="Where inverse volatility *is* the optimum Adam finds it: uncorrelated stocks "
    "of one Sharpe ratio $s$, and a risk aversion of $s\\sum_j 1/\\sigma_j$.",
    statistic="sum of absolute differences between Adam's weights and inverse volatility's",
    evidence=("figure money_and_risk",),
    form=".2f",
    counter_example={"world": "uncorrelated, one Sharpe ratio"},
)
def finds_inverse_volatility(world: str = "stocks") -> Finding:
    """Adam ends within a tenth of inverse volatility."""
    mean, covariance = estimated()
    even = theory.inverse_volatility_weights(covariance)
    if world == "stocks":
        return Finding(apart(end("adam"), even), "<=", 0.1)
    sigma = volatility()
    ratio = float(np.mean(mean / sigma))
    made = utility(ratio * sigma, np.diag(sigma**2), ratio * float(np.sum(1 / sigma)))
    run = descend(adam(rate("adam")), made, steps=LONG, schedule=linear(LONG), keep="theta")
    return Finding(apart(softmax(run.theta[-1]), even), "<=", 0.1)


@page.claim(
    says="On single days, Adam drifts toward assets by their Sharpe ratio, not by their mean.",
    verdict="true",
    holds="Its mean step is $\\lr\\,\\mu/\\sqrt{\\sigma^2+\\mu^2}$. Gradient descent's is "
    "$\\lr\\,\\mu$.",
    otherwise="Gradient descent drifts by the mean: {{descent_drift_mean}}.",
    statistic="correlation of mean steps with Sharpe ratios over the twenty stocks, 400 runs of "
    "3000 days,",
    evidence=("figure drift_and_steps",),
    form=".3f",
    counter_example={"rule": "sgd"},
)
def drifts_by_sharpe(rule: str = "adam") -> Finding:
    """Mean steps are in proportion to Sharpe ratios."""
    return Finding(correlation(drift(rule), sharpe()), ">=", 0.99)

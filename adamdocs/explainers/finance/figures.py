"""Figures of the page: the portfolios, and the ways to them."""

from functools import cache

import numpy as np

from adamdocs import theory
from adamdocs.drawing.charts import Chart
from adamdocs.explainers.finance.experiments import (
    KEPT,
    Array,
    end,
    estimated,
    inverse_volatility,
    market,
    one_day,
    optimum,
    page,
    path,
    solved,
    stock,
    volatility,
)
from adamdocs.labs.chance import mean_interval
from adamdocs.prices import TRADING_DAYS, annual

AVERSIONS = tuple(np.geomspace(0.3, 3000, 40))
PERCENT = 100.0
WIDEST = 30.0  # volatility in the picture, percent


@cache
def frontier() -> tuple[Array, Array]:
    """Annual volatilities and means of the optima from little risk aversion to much."""
    best = np.stack([theory.mean_variance_weights(*estimated(), float(g)) for g in AVERSIONS])
    return places(best)


def places(weights: Array) -> tuple[Array, Array]:
    """Annual volatilities and means of portfolios in percent."""
    means, risks = annual(weights, *estimated())
    return PERCENT * risks, PERCENT * means


def place(weights: Array) -> tuple[float, float]:
    """Annual volatility and mean of one."""
    risk, mean = places(weights)
    return float(risk), float(mean)


@page.figure(
    caption="Annual volatility and mean return of portfolios of twenty stocks, 2010 to 2016. From "
    "equal weights Adam (purple) and gradient descent take slightly different ways, each "
    "at a tenth of its best rate, and end at one place: the optimum for risk aversion 5, on the "
    "frontier (green) that no long-only portfolio is above. Without the risk term Adam ends in the "
    "one stock of the largest mean (ring). Nothing pulls it toward inverse volatility (orange). "
    "Four stocks are too volatile for the picture.",
    alt="Scatter of stocks by annual volatility, from {{calmest}} on, and mean. A curve bounds "
    "all portfolios from above. Two nearly equal paths lead from equal weights at "
    "{{equal_volatility}} volatility to one point of that curve, at {{end_volatility}}. Without a "
    "risk term Adam is at the curve's far end, the stock UNH at {{one_stock_volatility}}. Inverse "
    "volatility lies below the start, at {{even_volatility}}, away from both paths.",
)
def ways() -> Chart:
    """Paths in the plane of risk and return."""
    chart = Chart("volatility, percent a year", "mean return, percent a year", height=4.0)
    chart.line("frontier", *frontier(), "theory")
    names, risks = market().names, PERCENT * TRADING_DAYS**0.5 * volatility()
    means = PERCENT * TRADING_DAYS * estimated()[0]
    near = [name for name in names if risks[stock(name)] < WIDEST]
    for name in near:
        chart.points(name, risks[stock(name)], means[stock(name)], "rule", size=22)
    for name, dx, dy, align in (
        ("HD", 9, 0, "left"),
        ("AAPL", 8, 0, "left"),
        ("WMT", 8, 0, "left"),
        ("JPM", 8, 0, "left"),
    ):
        at = stock(name)
        chart.label(name, (risks[at], means[at]), "muted", shift=(dx, dy), align=align)
    chart.points("Adam, no risk term", *place(end("adam", 0.0)), "adam", size=40, hollow=True)
    chart.line("gradient descent", *places(path("sgd", share=0.1)), "ink")
    chart.line("Adam", *places(path("adam", share=0.1)), "adam")
    chart.points("skfolio's optimum", *place(solved()["mean-variance"]), "theory", size=74)
    chart.points("Adam's last portfolio", *place(end()), "adam", size=26)
    chart.points("equal weights", *place(path("adam")[0]), "ink", size=34)
    for name in ("inverse volatility", "risk parity"):
        chart.points(name, *place(solved()[name]), "v", size=34)
    chart.label("Adam", (14.4, 15.9), "adam", align="right", shift=(-5, 0), bold=True)
    chart.label("gradient descent", (15.3, 20.6), "ink", shift=(7, 0))
    chart.label("optimum", place(optimum()), "theory", shift=(-9, 10), align="right", bold=True)
    chart.label("Adam, no risk term:", place(end("adam", 0.0)), "adam", shift=(9, 7))
    chart.label("all in UNH", place(end("adam", 0.0)), "adam", shift=(9, -7))
    chart.label("frontier", (20.4, 28.9), "theory", align="center")
    chart.label("equal weights", place(path("adam")[0]), "ink", shift=(9, 2))
    chart.label("inverse volatility, risk parity", (15.5, 10.7), "v")
    chart.view(x=(11, WIDEST), y=(6, 31))
    chart.ticks(x=(15, 20, 25), y=(10, 15, 20, 25, 30))
    return chart


@page.figure(
    caption="Who gets the money (left) and who brings the risk (right), stocks ordered from calm "
    "(bottom) to volatile. Adam's last portfolio (purple) lies in the rings of skfolio's optimum: "
    "three stocks, of which HD brings {{hd_risk}} of the variance. Inverse volatility (orange) "
    "spreads the money, and with it the risk nearly evenly.",
    alt="Two dot charts with a row for each of twenty stocks. Adam's weights and skfolio's optimum "
    "coincide: {{in_hd}} HD, {{in_unh}} UNH, {{in_aapl}} AAPL and nothing else. The "
    "inverse-volatility weights fall slowly with volatility, all below eight percent. Shares of "
    "variance: Adam's are {{hd_risk}} for HD; those of inverse volatility are at most "
    "{{even_most_risk}}.",
)
def money_and_risk() -> Chart:
    """Weights and risk shares of Adam's end, the optimum and inverse volatility."""
    left = Chart("percent of money", "weight", height=5.0)
    right = Chart("percent of variance", "share of risk", beside=left)
    order, rows = np.argsort(volatility()), np.arange(len(volatility()))
    names = {float(row): market().names[k] for row, k in zip(rows, order, strict=True)}
    for chart in (left, right):
        for name, weights, ink, size, hollow in (
            ("skfolio's optimum", solved()["mean-variance"], "theory", 62, True),
            ("inverse volatility", inverse_volatility(), "v", 24, False),
            ("Adam's last portfolio", end(), "adam", 20, False),
        ):
            shown = weights if chart is left else theory.risk_shares(weights, estimated()[1])
            chart.points(name, PERCENT * shown[order], rows, ink, size=size, hollow=hollow)
        chart.view(x=(-3, 54), y=(-0.7, 19.7))
    left.ticks(x=(0, 20, 40), y=names)
    right.ticks(x=(0, 20, 40), y=dict.fromkeys(names, ""))
    left.label("Adam,", (46, 11.6), "adam", align="center", bold=True)
    left.label("in the optimum", (46, 10.7), "theory", align="center")
    left.label("inverse volatility", (12, 4), "v")
    return left


@page.figure(
    caption="Adam on one random day a step, with the risk term: distance of the portfolio from the "
    "optimum (purple) and from inverse volatility (orange), mean of 20 runs and its interval. "
    "Gradients of single days are noisy, and the way is long; it leads toward the "
    "optimum all the same, and away from inverse volatility, whose distance ends at that of the "
    "optimum itself (hairline).",
    alt="Line chart of distance against steps up to sixteen thousand. The distance from the "
    "optimum falls to {{day_to_optimum}} ± {{day_to_optimum_within}}. The distance "
    "from inverse volatility rises to {{day_to_inverse}} ± {{day_to_inverse_within}}, where the "
    "optimum lies at {{to_inverse_volatility}}.",
)
def single_days() -> Chart:
    """Distances on single days against steps."""
    chart = Chart("steps, one random day each", "distance between portfolios", height=3.0)
    found = one_day()
    chart.level(float(np.abs(optimum() - inverse_volatility()).sum()))
    for name, to, ink in (
        ("from the optimum", optimum(), "adam"),
        ("from inverse volatility", inverse_volatility(), "v"),
    ):
        away = mean_interval(np.abs(found.weights - to).sum(-1))
        chart.band(name, found.steps, away.low, away.high, ink, 0.18)
        chart.line(name, found.steps, away.mean, ink)
    chart.label("from inverse volatility", (20 * KEPT, 1.55), "v")
    chart.label("from the optimum", (26 * KEPT, 0.9), "adam", bold=True)
    chart.view(x=(0, 16_400), y=(0, 2))
    chart.ticks(x=(0, 4000, 8000, 12_000, 16_000), y=(0, 0.5, 1, 1.5, 2))
    return chart

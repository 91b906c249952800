"""What the page asks: a prediction and exercises, their answers computed."""

import math
from statistics import NormalDist

import numpy as np

from adamdocs.explainers.generalisation.experiments import (
    FEW_DRAWS,
    RATE,
    SHARE,
    N,
    balanced,
    fitted,
    over_draws,
    page,
)
from adamdocs.labs import wilson
from adamdocs.labs.chance import mean_interval
from adamdocs.optimizers import adam, sgd


@page.prediction(
    question="Adam saw all 200 points at each step, and then labels {{accuracy_adam}} of new "
    "points correctly. Now show it ten at a time, and change nothing else. How many are "
    "right?",
    choices=("As many as before", "Fewer, about half", "A few more", "All of them"),
    right="All of them",
    solution="All: {{accuracy_batches}}, after each of {{few_draws}} draws. A point's own features "
    "have a gradient in the share $q = 1/20$ of the steps, and Adam's scale lets such a feature "
    "come [about $\\sqrt q$ of the way](adam.md). Say the label's feature has the weight $a$, a "
    "point's own have $\\sqrt q\\,a$, and the two constant ones $c$ each. Fitting both labels "
    "asks for $a + 2c + \\sqrt q\\,a = 1$ and $-a + 2c - 5\\sqrt q\\,a = -1$, so that "
    "$a = 1/(1 + 3\\sqrt q)$ and $c = \\sqrt q\\,a$: the constant features need only balance five "
    "own features against one, and these are small now. A new "
    "negative point scores $2c - a = (2\\sqrt q - 1)/(1 + 3\\sqrt q)$, here "
    "{{score_by_root}}; the runs have {{score_in_tens}}.",
)
def ten_at_a_time() -> str:
    """What batches of ten do to the accuracy on new points."""
    found = float(over_draws("adam", FEW_DRAWS, 10).accuracy.mean())
    if found > 0.999:
        return "All of them"
    if abs(found - SHARE) < 1e-9:
        return "As many as before"
    return "A few more" if found > SHARE else "Fewer, about half"


@page.exercise(
    question="Multiply the label feature by a factor. From which factor on does Adam, with all "
    "points at each step, label new negative points correctly?",
    solution="With the factor $k$ the signs fit the points with all weights equal to "
    "$\\pm 1/(k+3)$. A new point then scores $(ky + 2)/(k + 3)$, which has the label's sign if $k$ "
    "is more than **{{factor_needed}}**. In gradient descent what the feature adds to a score "
    "grows as $k^2$ from the first step on.",
    form=".0f",
    expect=lambda: 2.0,
)
def factor_needed() -> float:
    """Factor at which Adam's score of a new negative point changes its sign, to a hundredth."""
    low, high = 1.0, 3.0
    for _ in range(10):
        middle = 0.5 * (low + high)
        task = balanced(stretch=middle)
        wrong = wilson.new_scores(fitted(adam(RATE), task), task)[0][0] > 0
        low, high = (middle, high) if wrong else (low, middle)
    return round(0.5 * (low + high), 2)


@page.exercise(
    question="Gradient descent from zero, one step, all points. From which share of positive "
    "points on does it no longer label a new negative point correctly?",
    solution="After one step $w$ is proportional to $X^\\top y = (n, b, b, \\dots)$, and a new "
    "negative point scores $2b - n$ of it: not below zero from $b = n/2$ on, that is from "
    "**{{first_step_share}}** of positive points. Later steps mend it; here stopping early would "
    "hurt gradient descent.",
    form=".2f",
    expect=lambda: 0.75,
)
def first_step_share() -> float:
    """Least share of positives at which one step of gradient descent is wrong on negatives."""
    for positives in range(N // 2, N):
        task = balanced(positives=positives)
        if wilson.new_scores(wilson.learn(sgd(0.2), task, steps=1).theta[-1], task)[0][0] >= 0:
            return positives / N
    raise AssertionError("it is never wrong")


@page.exercise(
    question="Paired differences of test accuracy scatter with a standard deviation of `0.9` "
    "percentage points from seed to seed. Which least number of seeds makes the {{level}} interval "
    "by Student's t narrower than `± 0.1`?",
    solution="The half-width is nearly twice $s/\\sqrt n$, so that $n$ is somewhat below $18^2$. "
    "The normal distribution would say {{seeds_by_normal}}; by Student's t it is "
    "**{{seeds_needed}}**. Precision grows with the square root of the number of seeds: ten times "
    "finer costs a hundred times as many.",
    form="d",
    expect=lambda: math.ceil((1.959964 * 9) ** 2 + 1.959964**2 / 2),
)
def seeds_needed() -> float:
    """Least number of pairs whose interval is narrower than a tenth of a point each way."""
    for n in range(2, 1000):
        z = np.arange(n) - (n - 1) / 2
        if mean_interval(0.9 * z / z.std(ddof=1)).half_width < 0.1:
            return n
    raise AssertionError("a thousand are not enough")


@page.number(expect=lambda: math.ceil((1.959964 * 9) ** 2), form="d")
def seeds_by_normal() -> float:
    """Least number whose interval by the normal distribution is so narrow."""
    return float(next(n for n in range(2, 1000) if NormalDist().inv_cdf(0.975) * 9 < math.sqrt(n)))


@page.exercise(
    question="In the long run a network labels 94 of a hundred digits correctly. It is tested on "
    "500. With which standard deviation, in percentage points, does its measured accuracy scatter?",
    solution="$\\sqrt{a(1-a)/500}$ at $a = 0.94$ is **{{test_scatter}}** points: more than most "
    "differences that are reported between optimizers. Pairs of runs on the same test images share "
    "a part of it, single runs on different ones nothing.",
    form=".2f",
    expect=lambda: 100 * math.sqrt(0.94 * 0.06 / 500),
    tolerance=4e-3,
)
def test_scatter() -> float:
    """Deviation of the measured accuracy of such a network over 400,000 tests."""
    right = np.random.default_rng(1).binomial(500, 0.94, 400_000) / 500
    return 100 * float(right.std())

"""What the page asks: a prediction and exercises, their answers computed."""

import math

import numpy as np

from adamdocs.explainers.generalisation.experiments import (
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
    question="Adam sees all 200 points at each step, and then tells {{accuracy_adam}} of new "
    "points "
    "right. Now show it ten points at a time, and change nothing else. How many?",
    choices=("As many as before", "Fewer, about half", "A few more", "All of them"),
    right="All of them",
    solution="All: {{accuracy_batches}}, after each of 24 draws. In nineteen steps of twenty a "
    "point's own features have no gradient. Adam's scale gives a feature that is seen in a share "
    "$q$ of steps [about $\\sqrt q$ of the way](adam.md), and so the label's feature, seen in all, "
    "gets ahead.",
)
def ten_at_a_time() -> str:
    """What batches of ten do to the accuracy on new points."""
    found = float(over_draws("adam", 24, 10).accuracy.mean())
    if found > 0.999:
        return "All of them"
    if abs(found - SHARE) < 1e-9:
        return "As many as before"
    return "A few more" if found > SHARE else "Fewer, about half"


@page.exercise(
    question="Multiply the label's feature by a factor. From which factor on does Adam, with all "
    "points at each step, tell new negative points right?",
    solution="With the factor $k$ the signs fit the points with all weights equal to "
    "$\\pm 1/(k+3)$. A new point then scores $(ky + 2)/(k + 3)$, which has the label's sign if $k$ "
    "is more than **{{factor_needed}}**. Gradient descent gives the feature $k^2$ of the weight "
    "without asking.",
    form=".0f",
    expect=lambda: 2.0,
    tolerance=2e-3,
)
def factor_needed() -> float:
    """Factor of the label's feature at which Adam's score of a new negative point changes sign."""
    low, high = 1.0, 3.0
    for _ in range(10):
        middle = 0.5 * (low + high)
        task = balanced(stretch=middle)
        wrong = wilson.new_scores(fitted(adam(0.01), task), task)[0][0] > 0
        low, high = (middle, high) if wrong else (low, middle)
    return 0.5 * (low + high)


@page.exercise(
    question="Gradient descent from zero, one step, all points. From which share of positive "
    "points on does it no longer tell a new negative point right?",
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
    question="Paired differences of test accuracy scatter with a deviation of `0.9` percentage "
    "points from seed to seed. How many seeds make the {{level}} interval narrower than `± 0.1`?",
    solution="The half-width is about twice $s/\\sqrt n$, so $n$ is somewhat below $18^2$; by "
    "Student's t it is **{{seeds_needed}}**. The accuracy asked for grows with the root of the "
    "seeds: ten times finer costs a hundred times as many.",
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


@page.exercise(
    question="A network tells 94 of a hundred digits right in the long run. It is tested on 500. "
    "With which standard deviation, in percentage points, does its measured accuracy scatter?",
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

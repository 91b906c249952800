"""What the page asks: predictions and exercises, their answers computed."""

from typing import Any

import numpy as np

from adamdocs.explainers.meta_learning.experiments import page, valleys
from adamdocs.explainers.meta_learning.starts import typical
from adamdocs.labs.hypergradient import by_complex_step, unrolled
from adamdocs.landscapes import parabola
from adamdocs.optimizers import Rule, adam, sgd

TINY = 1e-30


@page.prediction(
    question="Fifty steps of Adam on the ravine, $\\tfrac12(x^2 + 100y^2)$: a quadratic, as "
    "tame as "
    "losses come. How many local minima does the last loss have, as a function of the learning "
    "rate between `0.001` and 1?",
    choices=("None or one", "Five", "Fifty"),
    right="Five",
    solution="A fine grid finds {{ravine_valleys}}. Each is a rate at which the last step happens "
    "to land close to the minimum. After a thousand there are {{ravine_valleys_1000}}.",
)
def valleys_of_a_quadratic() -> str:
    """What the grid of 2,001 rates says."""
    found = valleys("ravine", 50)
    places = {"None or one": found <= 1, "Five": 2 <= found < 16, "Fifty": found >= 16}
    return next(words for words, holds in places.items() if holds)


@page.prediction(
    question="MAML with three inner steps of Adam at `0.1`. A cheap meta-gradient leaves out all "
    "second derivatives. Compared with the exact one, the cheap gradient of a typical task "
    "points",
    choices=("Nearly the same way", "At about a right angle to it", "Away from it"),
    right="Away from it",
    solution="Its cosine with the exact one is {{cosine_adam_3}}. After a *single* step of Adam "
    "it would be 1.",
)
def cheap_gradient() -> str:
    """What a hundred waves and ten seeds say."""
    cosine = float(typical("Adam", 3).mean)
    if cosine > 0.5:
        return "Nearly the same way"
    return "Away from it" if cosine < -0.25 else "At about a right angle to it"


@page.exercise(
    question="One step of Adam on $\\th^2$ from 5, at a learning rate $\\lr$. What is the slope of "
    "the loss after it in $\\lr$, at $\\lr = 0.1$ (one digit after the point)?",
    solution="The first step is one learning rate long: $L = (5 - \\lr)^2$, so the slope is "
    "$-2(5 - \\lr)$: **{{slope_of_a_step}}**.",
    form=".1f",
    expect=lambda: -2 * (5 - 0.1),
    tolerance=1e-6,
)
def slope_of_a_step() -> float:
    """The slope by a complex step through the package's rule."""
    return by_complex_step(parabola(), 1, {"lr": 0.1})[1]["lr"]


@page.exercise(
    question="Ten steps of gradient descent on $\\tfrac12\\th^2$ at a rate of `0.1`. By how many "
    "percent does one percent more rate change the last loss, to first order (two digits after "
    "the point, with its sign)?",
    solution="$L = \\tfrac12\\th_0^2(1-\\lr)^{2T}$ and $\\dfrac{d\\log L}{d\\log\\lr} = "
    "-\\dfrac{2T\\lr}{1-\\lr}$: **{{percent_for_percent}}**. It is proportional to $T$: slopes of "
    "ever longer runs grow even where nothing is chaotic.",
    form=".2f",
    expect=lambda: -2 * 10 * 0.1 / (1 - 0.1),
    tolerance=1e-12,
)
def percent_for_percent() -> float:
    """The same by a complex step through ten steps."""
    loss, slope = by_complex_step(parabola(1.0), 10, {"lr": 0.1}, make=sgd)
    return slope["lr"] * 0.1 / loss


def through(rule: Rule, theta: float, curvature: float) -> float:
    """Derivative of θ after one step on a parabola in the θ before."""

    def gradient(theta: Any) -> Any:
        return curvature * theta

    return float(unrolled(rule, gradient, np.array([theta + 1j * TINY]), 1).imag[0] / TINY)


@page.exercise(
    question="A task is a parabola of curvature 1, its minimum wherever it likes. MAML adapts "
    "by one "
    "step of gradient descent at a rate of `0.2`. How many times as large as the exact "
    "meta-gradient is the first-order one (two digits after the point)?",
    solution="The adapted weight is $\\th' = \\th - \\lr(\\th - c)$, whose derivative in $\\th$ is "
    "$1-\\lr$. The exact meta-gradient is $1-\\lr$ times that at $\\th'$: the first order is "
    "**{{first_over_exact}}** times as large. On one parabola it points the right way; with "
    "unequal curvatures it does not.",
    form=".2f",
    expect=lambda: 1 / (1 - 0.2),
    tolerance=1e-12,
)
def first_over_exact() -> float:
    """One over what a complex step through the inner step gives."""
    return 1 / through(sgd(0.2), 3.0, 1.0)


@page.exercise(
    question="Now one step of Adam at a rate of `0.1`, with the default $\\eps$, on a parabola of "
    "curvature 1, at a place where the gradient is only $10^{-4}$. What is the derivative of "
    "$\\th'$ in $\\th$ (two digits after the point)?",
    solution="$\\th' = \\th - \\lr\\,\\g/(|\\g|+\\eps)$, so it is $1 - \\lr\\eps/(|\\g|+\\eps)^2$: "
    "**{{through_adam}}**. At a gradient of 1 the second term is $10^{-9}$; at $\\g = 0$ it is "
    "ten million. The slope of a sign is a spike.",
    form=".2f",
    expect=lambda: 1 - 0.1 * 1e-8 / (1e-4 + 1e-8) ** 2,
    tolerance=1e-9,
)
def through_adam() -> float:
    """What a complex step through the inner step gives."""
    return through(adam(0.1), 1e-4, 1.0)

"""What is said of learning rates, put to the test."""

from collections.abc import Callable

import numpy as np

from adamdocs import theory
from adamdocs.explainers.claims.experiments import ANSWER, ARTICLE, CHAPTER, START, TUTORIAL, page
from adamdocs.explainers.pieces import Finding
from adamdocs.landscapes import parabola, ravine
from adamdocs.optimizers import RULES, Rule, adagrad, adam, sgd
from adamdocs.runs import descend, feed
from adamdocs.streams import constant


@page.claim(
    says="With a small learning rate gradient descent takes thousands of steps to move a little.",
    verdict="depends",
    topic="A fixed rate",
    heard=f"{TUTORIAL}, of “too small”",
    holds="How many depends on rate and curvature. Half of the way down the floor of the ravine, "
    "which has curvature 1, takes {{crawling_steps}} steps at a rate of `0.0001`.",
    otherwise="At the ravine's best rate it takes {{walking_steps}}.",
    statistic="steps for half of the way",
    evidence=("[A fixed learning rate](../learn/fixed-rate.md)",),
    counter_example={"lr": theory.gradient_descent_best_rate(1, 100)},
)
def small_rates_crawl(lr: float = 1e-4) -> Finding:
    """Half of the way takes more than a thousand steps."""
    return Finding(half_way(lr), ">", 1000)


def half_way(lr: float) -> float:
    """Steps of gradient descent until half of the floor is behind it."""
    path = descend(sgd(lr=lr), ravine(), START, steps=8000, keep=["theta"]).theta[:, 0]
    return float(np.argmax(path <= START[0] / 2) + 1)


@page.number(expect=lambda: np.ceil(np.log(0.5) / np.log1p(-1e-4)), form=",d")
def crawling_steps() -> float:
    """Steps of gradient descent at a rate of 0.0001 for half of the ravine's floor."""
    return half_way(1e-4)


@page.number(
    expect=lambda: np.ceil(np.log(0.5) / np.log1p(-theory.gradient_descent_best_rate(1, 100))),
    form="d",
)
def walking_steps() -> float:
    """The same at the best rate of the ravine."""
    return half_way(float(theory.gradient_descent_best_rate(1, 100)))


@page.claim(
    says="A canyon ½ (x² + 100 y²) is a hundred times as steep across as along.",
    verdict="depends",
    topic="A fixed rate",
    heard=f"{CHAPTER}, whose formula is lost in our text",
    holds="Its *curvature* is a hundred times as large across. So is its slope, at equal distances "
    "from the minimum.",
    otherwise="At the usual start (10, 1) the slope across is ten times that along.",
    statistic="the slope across over the slope along",
    evidence=("[A fixed learning rate](../learn/fixed-rate.md)",),
    counter_example={"at": START},
)
def a_hundred_times_steeper(at: tuple[float, float] = (1.0, 1.0)) -> Finding:
    """The gradient's coordinates differ a hundredfold."""
    along, across = ravine().grad(np.array(at))
    return Finding(float(across / along), ">=", 100)


@page.claim(
    says="Too large a learning rate oversteps the minimum.",
    verdict="true",
    topic="A fixed rate",
    heard=ANSWER,
    holds="In a parabola any rate above one over the curvature leads to the other side, and a rate "
    "above twice that farther away than before.",
    otherwise="A smaller rate stays on its side.",
    statistic="where one step of gradient descent leads from 1 on a parabola of curvature 1, at "
    "one and a half times one over it,",
    evidence=("[A fixed learning rate](../learn/fixed-rate.md)",),
    counter_example={"lr": 0.5},
)
def large_rates_overshoot(lr: float = 1.5) -> Finding:
    """The step ends on the other side of the minimum at 0."""
    return Finding(after_one(sgd(lr), 1.0), "<", 0)


def after_one(rule: Rule, start: float, curvature: float = 1.0) -> float:
    """Where one step on a parabola leads."""
    return float(descend(rule, parabola(curvature), [start], steps=1).theta[-1, 0])


@page.claim(
    says="Adam's steps are less aggressive than those of gradient descent at a large rate.",
    verdict="true",
    topic="A fixed rate",
    heard="a tutorial on Adam, of its first steps on $\\th^2$ from 5",
    holds="Gradient descent's first step there is the rate times {{learn/by-hand:g_1}}, so above a "
    "rate of a half it oversteps the minimum; Adam's is one learning rate.",
    otherwise="At a rate of 20 Adam oversteps as well.",
    statistic="Adam's first step over that of gradient descent at a rate of 1",
    evidence=("[By hand](../learn/by-hand.md)",),
    form=".2g",
    counter_example={"lr": 20.0},
)
def less_aggressive(lr: float = 0.001) -> Finding:
    """Adam's first step is the shorter one."""
    ways = [5.0 - after_one(rule, 5.0, 2.0) for rule in (adam(lr), sgd(1.0))]
    return Finding(ways[0] / ways[1], "<", 1)


@page.claim(
    says="The learning rate of a parameter is smaller where its gradients are large.",
    verdict="true",
    topic="Adaptive scale",
    heard="an answer and an article, of Adam's rates and AdaGrad's",
    holds="By as much as the gradients are larger, with AdaGrad, RMSProp and Adam: at a thousand "
    "times the gradient a thousandth of the rate. "
    "[The step](../learn/adaptive-scale.md#claim-large_gradients_take_smaller_steps) is not "
    "smaller.",
    otherwise="Of the steps it is false: they are equal.",
    statistic="the factor on gradients of 1 over that on gradients of a thousand, the least of the "
    "three rules',",
    evidence=("[Adaptive scale](../learn/adaptive-scale.md)",),
    form=",.4g",
    counter_example={"measure": "step"},
)
def large_gradients_lower_the_rate(measure: str = "rate") -> Finding:
    """The factor on the small gradients is the larger one."""
    g = np.tile([1000.0, 1.0], (100, 1))
    quotients = []
    for name in ("adagrad", "rmsprop", "adam"):
        large, small = np.abs(feed(RULES[name](lr=1.0), g).step[-1])
        quotients.append(small / large * (1000.0 if measure == "rate" else 1.0))
    return Finding(float(min(quotients)), ">", 1.01)


@page.claim(
    says="Adam's rates adapt without decaying to zero.",
    verdict="true",
    topic="Adaptive scale",
    heard=ARTICLE,
    holds="An average of squares forgets, a sum does not: under equal gradients Adam's factor on "
    "them settles, and AdaGrad's falls as $1/\\sqrt t$.",
    otherwise="AdaGrad's is a tenth after a hundred times the steps.",
    statistic="under equal gradients, the step after ten thousand of them over that after a "
    "hundred",
    evidence=("[Adaptive scale](../learn/adaptive-scale.md)",),
    counter_example={"make": adagrad},
)
def rates_do_not_die(make: Callable[..., Rule] = adam) -> Finding:
    """At least half of the rate is left."""
    step = feed(make(lr=1.0), constant(10_000), keep="step").step[:, 0]
    return Finding(float(step[-1] / step[99]), ">=", 0.5)

"""What is said of ε, put to the test."""

import numpy as np

from adamdocs import theory
from adamdocs.explainers.claims.experiments import CHAPTER, page
from adamdocs.explainers.epsilon.experiments import in_type
from adamdocs.explainers.pieces import Finding
from adamdocs.optimizers import adam
from adamdocs.runs import feed
from adamdocs.streams import constant


@page.claim(
    says="With ε, steps vanish as gradients do.",
    verdict="true",
    topic="Epsilon and rounding",
    heard=f"{CHAPTER}: “the update vanishes gracefully”",
    holds="Gradients far below $\\eps$ take steps that shrink with them: a thousandth of $\\eps$ "
    "is worth {{faded_step}} learning rates.",
    otherwise="With $\\eps = 0$ they take whole steps, however small they are.",
    statistic="the step under constant gradients of `1e-11`, in learning rates",
    evidence=("[Epsilon](../learn/epsilon.md)",),
    counter_example={"eps": 0.0},
)
def small_gradients_fade(eps: float = 1e-8) -> Finding:
    """The step is a hundredth of a learning rate at most."""
    return Finding(faded(eps), "<=", 0.01)


def faded(eps: float) -> float:
    """Step under constant gradients of 1e-11, in learning rates."""
    return -float(feed(adam(lr=1.0, eps=eps), constant(10, size=1e-11)).step[-1, 0])


@page.number(expect=lambda: theory.step_with_eps(1e-11, 1e-8), form=".3f")
def faded_step() -> float:
    """Step under constant gradients of a thousandth of ε, in learning rates."""
    return faded(1e-8)


@page.claim(
    says="ε prevents a division by zero.",
    verdict="depends",
    topic="Epsilon and rounding",
    heard="a tutorial, an answer and a chapter on Adam, and many docstrings",
    holds="In float32 and float64 it does: where $\\v$ is 0, the default of $10^{-8}$ is what is "
    "left of the denominator. That is [not all it does](../learn/epsilon.md).",
    otherwise="In float16 $10^{-8}$ itself rounds to 0, and nothing is prevented.",
    statistic="the denominator in float32 where $\\v$ is 0",
    evidence=("[Epsilon](../learn/epsilon.md)",),
    form=".1g",
    counter_example={"name": "binary16"},
)
def prevents_division_by_zero(name: str = "binary32") -> Finding:
    """The denominator is not 0."""
    rule, nothing = in_type(adam(1.0), name), np.zeros(1)
    with np.errstate(all="ignore"):
        _, state = rule.update(nothing, rule.init(nothing), nothing)
    return Finding(float(state.denominator[0]), ">", 0)

"""What is said of weight decay, put to the test."""

import numpy as np

from adamdocs.explainers.claims.experiments import CHAPTER, page
from adamdocs.explainers.pieces import Finding
from adamdocs.optimizers import adam, adam_l2, adamw
from adamdocs.runs import feed
from adamdocs.streams import noisy


@page.claim(
    says="With L2 inside Adam, a large weight inflates its own v, and so lowers its rate.",
    verdict="depends",
    topic="Weight decay",
    heard=CHAPTER,
    holds="It does where $\\lambda\\,\\th$ is large against the gradients of the loss: a weight of "
    "`1000` at $\\lambda = 0.01$, among gradients of deviation 1.",
    otherwise="A weight of 1 there adds a hundredth to a gradient of 1, and $\\v$ hardly notices.",
    statistic="the rate that v leaves the weight, over that of a weight of 0",
    evidence=("[AdamW](../learn/adamw.md)",),
    counter_example={"weight": 1.0},
)
def large_weights_slow_themselves(weight: float = 1000.0) -> Finding:
    """The weight's rate is less than half of another's."""

    def rate(theta: float) -> float:
        state = feed(adam_l2(lr=0.0, weight_decay=0.01), noisy(4000), [theta]).state
        return float(1 / np.sqrt(state.v_hat[-1, 0]))

    return Finding(rate(weight) / rate(0.0), "<", 0.5)


@page.claim(
    says="AdamW first shrinks the weight, then takes Adam's step.",
    verdict="true",
    topic="Weight decay",
    heard=CHAPTER,
    holds="Both parts are taken of the old weight, so shrinking first and then taking the step "
    "comes to the same as taking both at once.",
    otherwise="To shrink after the step is another rule: it shrinks the step as well.",
    statistic="the largest distance between AdamW and Adam's steps on a weight that is shrunk "
    "before each, over 200 steps,",
    evidence=("[AdamW](../learn/adamw.md)",),
    form=".1g",
    counter_example={"first": False},
)
def shrinks_first(*, first: bool = True) -> Finding:
    """Both take the same path, to rounding."""
    lr, decay, g = 0.1, 0.1, noisy(200)
    path = feed(adamw(lr, weight_decay=decay), g, [1.0]).theta[:, 0]
    theta, apart = 1.0, 0.0
    for step, there in zip(feed(adam(lr), g).step[:, 0], path, strict=True):
        kept = 1 - lr * decay
        theta = theta * kept + step if first else (theta + step) * kept
        apart = max(apart, abs(theta - there))
    return Finding(float(apart), "<=", 1e-12)

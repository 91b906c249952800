"""reference/parity: how far Adam's defaults are apart between frameworks."""

import math
from itertools import combinations
from typing import Any

import numpy as np

from adamdocs import theory
from adamdocs.explainers.framework import Explainer
from adamdocs.explainers.pieces import Finding
from adamdocs.optimizers import adam

page = Explainer("reference/parity", topic="Comparing optimizers")
# What departs from our defaults in each framework's; a test holds it against the recordings.
DEFAULTS: dict[str, dict[str, Any]] = {
    "pytorch": {},
    "optax": {},
    "keras": {"eps": 1e-7, "eps_placement": "efficient"},
}


def first_steps_apart(one: str, other: str, smallest: float) -> float:
    """Largest difference of two first steps over gradients up to 1, in learning rates."""
    g = np.geomspace(smallest, 1.0, 20_001)
    taken = []
    for framework in (one, other):
        rule = adam(1.0, **DEFAULTS[framework])
        step, _ = rule.update(g, rule.init(g), g)
        taken.append(step)
    return float(np.abs(taken[0] - taken[1]).max())


def widest() -> float:
    """Gradient at which the two first steps are farthest apart: the geometric mean of both ε."""
    return math.sqrt(theory.half_step_gradient(1e-8) * theory.half_step_gradient(1e-7, "efficient"))


def widest_apart() -> float:
    """The difference there, in closed form."""
    g = widest()
    return float(theory.step_with_eps(g) - theory.step_with_eps(g, 1e-7, "efficient"))


@page.number(expect=widest_apart, form=".2f", tolerance=1e-6)
def defaults_apart() -> float:
    """Largest difference of the first steps of PyTorch's and Keras's Adam at their defaults."""
    return first_steps_apart("pytorch", "keras", 1e-12)


@page.number(expect=widest, form=".1e", tolerance=1e-3)
def apart_at() -> float:
    """The gradient at which it is largest, found on a fine grid."""
    g = np.geomspace(1e-12, 1.0, 200_001)
    one, other = (adam(1.0, **DEFAULTS[name]) for name in ("pytorch", "keras"))
    steps = [rule.update(g, rule.init(g), g)[0] for rule in (one, other)]
    return float(g[np.argmax(np.abs(steps[0] - steps[1]))])


@page.claim(
    says="Adam is the same in PyTorch, Keras and Optax.",
    verdict="depends",
    heard="whoever ports a training run and copies the learning rate",
    holds="The defaults of PyTorch and Optax are one rule to the last digits. Keras adds another "
    "number in another place. Gradients far above that number hardly notice: from a thousandth up, "
    "first steps, which differ most if gradients are equal, are within a hundredth of a learning "
    "rate.",
    otherwise="At gradients of {{apart_at}} they are {{defaults_apart}} learning rates apart. Our "
    '`eps_placement="efficient"` follows Keras, and [ε](../learn/epsilon.md) says which `epsilon` '
    "makes Keras follow the others.",
    statistic="the largest difference between first steps of any two of the three at their "
    "defaults, over gradients from a thousandth to 1, in learning rates,",
    evidence=("the matrix above",),
    form=".2g",
    counter_example={"smallest": 1e-12},
)
def adam_is_one_rule(smallest: float = 1e-3) -> Finding:
    """First steps at the defaults differ by at most a hundredth of a learning rate."""
    pairs = combinations(DEFAULTS, 2)
    return Finding(max(first_steps_apart(*pair, smallest) for pair in pairs), "<=", 0.01)

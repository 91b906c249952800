"""What the page asks: a prediction and exercises, their answers computed."""

import numpy as np

from adamdocs import streams, theory
from adamdocs.explainers.adam.experiments import page
from adamdocs.optimizers import adam
from adamdocs.runs import feed


@page.prediction(
    question="Every gradient of a run is multiplied by a hundred. What happens to Adam's steps?",
    choices=("They grow a hundredfold", "They grow tenfold", "Nothing", "They shrink"),
    right="Nothing",
    solution="Each step keeps its size, to within rounding: the largest ratio of new to old is "
    "{{hundredfold}}. The gradient enters the numerator once and the denominator as the root of "
    "its square, and so its scale cancels.",
)
def hundred_times() -> str:
    """What a run under hundredfold gradients does to the steps."""
    g = streams.noisy(500)
    plain, larger = (feed(adam(1.0), scale * g).step for scale in (1.0, 100.0))
    ratio = float(np.median(np.abs(larger / plain)))
    if abs(ratio - 1) < 0.01:
        return "Nothing"
    return "They shrink" if ratio < 1 else "They grow a hundredfold"


@page.exercise(
    question="The gradient alternates between 1 and −1, and $\\beta_1 = 0.5$ instead of the "
    "default. At which size, in learning rates, do Adam's steps settle?",
    solution="The alternating average settles at $(1-\\beta_1)/(1+\\beta_1)$ of the gradient, and "
    "$\\sqrt{\\vhat}$ is 1: **{{canceling_step_half}}** learning rates.",
    form=".3f",
    expect=lambda: theory.alternating_step(b1=0.5),
)
def canceling_step_half() -> float:
    """Size of the settled step under an alternating gradient at β₁ = 0.5."""
    return float(np.abs(feed(adam(1.0, b1=0.5, eps=0.0), streams.alternating(1000)).step[-1, 0]))


@page.exercise(
    question="Adam's gradient has been 1 for a long time and flips to −1. For how many steps does "
    "the parameter still move the old way?",
    solution="After $k$ gradients of the new sign $\\mhat$ is $2\\beta_1^{\\,k}-1$, positive while "
    "$\\beta_1^{\\,k} > 1/2$: **{{flip_lasts}}** steps.",
    form="d",
    expect=lambda: theory.flip_delay(),
)
def flip_lasts() -> float:
    """Number of steps in the old direction after the gradient's sign flipped."""
    steps = -feed(adam(1.0), streams.flip(3000, at=2001)).step[2000:, 0]
    return int(np.argmax(steps < 0))

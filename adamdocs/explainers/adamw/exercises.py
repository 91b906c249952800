"""What the page asks: a prediction and exercises, their answers computed."""

import numpy as np

from adamdocs import streams, theory
from adamdocs.explainers.adamw.experiments import page, silence
from adamdocs.optimizers import adam_l2, adamw
from adamdocs.runs import feed
from adamdocs.schedules import cosine

COSINE_STEPS = 20_000


@page.prediction(
    question="Two weights at 1 get no gradient from the loss for 500 steps of *Adam with L2*, at a "
    "rate of `0.001`. One has $\\lambda = 0.1$, the other a thousandth of it. Which is smaller "
    "afterwards?",
    choices=("The one with the larger λ", "The one with the smaller λ", "They are equal"),
    right="They are equal",
    solution="Both are {{silent_l2}}. The gradient that Adam sees is $\\lambda\\th$ alone, and its "
    "step does not depend on the scale of gradients: it takes about one learning rate, whatever "
    "$\\lambda$; later less, for $\\vhat$ remembers the larger weight. AdamW leaves "
    "{{silent_adamw}} and {{silent_adamw_weak}}.",
)
def stronger_decay() -> str:
    """Which weight L2 leaves smaller, a percent counting as equal."""
    ratio = silence("l2", 0.1)[-1] / silence("l2", 1e-4)[-1]
    if abs(ratio - 1) < 0.01:
        return "They are equal"
    return "The one with the larger λ" if ratio < 1 else "The one with the smaller λ"


@page.exercise(
    question="AdamW in PyTorch, `lr=3e-4`, `weight_decay=0.1`, with a cosine schedule to 0 over "
    "`20_000` steps. What part of a weight without a gradient is left?",
    solution="The decay of a step is $\\lambda$ times the *scheduled* rate, so what counts is "
    "$\\lambda$ times the sum of rates. A cosine sums to half as many full steps: "
    "$e^{-\\lr\\lambda n/2}$ for $n$ steps, **{{cosine_left}}**.",
    form=".2f",
    expect=lambda: theory.adamw_shrink(COSINE_STEPS // 2, 3e-4, 0.1),
    tolerance=1e-4,
)
def cosine_left() -> float:
    """What is left of a weight at the end of the schedule."""
    run = feed(
        adamw(3e-4, weight_decay=0.1),
        np.zeros((COSINE_STEPS, 1)),
        [1.0],
        schedule=cosine(COSINE_STEPS),
        keep="theta",
        every=COSINE_STEPS,
    )
    return float(run.theta[-1, 0])


@page.exercise(
    question="The same settings, ported to code that follows the paper and multiplies decay by the "
    "schedule alone. Which $\\lambda$ does it need?",
    solution="There the rate is not in the decay, so it must be put into $\\lambda$: "
    "$\\lr\\lambda$, **{{ported}}**. Copying `0.1` would take a tenth of every weight "
    "at each step.",
    form=".0e",
    expect=lambda: 3e-4 * 0.1,
)
def ported() -> float:
    """Fraction that AdamW takes of a weight in one step."""
    theta = feed(adamw(3e-4, weight_decay=0.1), np.zeros((1, 1)), [1.0]).theta
    return float(1 - theta[-1, 0])


@page.exercise(
    question="A weight's gradient is the same at every step, and not 0. AdamW should let the "
    "weight grow to 25 and no further. Which $\\lambda$ (PyTorch's form)?",
    solution="Adam's step is then one learning rate, the decay $\\lr\\lambda\\th$. They balance at "
    "$\\th = 1/\\lambda$, so $\\lambda = 1/25$, **{{wall_at_25}}**, at any rate.",
    form=".2f",
    expect=lambda: 1 / 25,
    tolerance=1e-6,
)
def wall_at_25() -> float:
    """Decay at which a weight of 25 under a constant gradient stays there, by bisection."""
    low, high = 1e-3, 1.0
    for _ in range(50):
        middle = (low * high) ** 0.5
        run = feed(adamw(weight_decay=middle, eps=0.0), -streams.constant(5), [25.0])
        low, high = (middle, high) if run.theta[-1, 0] > 25 else (low, middle)
    return low


@page.exercise(
    question="You change the loss from the mean over 32 examples to their sum. Adam with L2 had "
    "$\\lambda = 0.01$. Which $\\lambda$ leaves the path as it was (without $\\eps$)?",
    solution="All gradients are multiplied by 32, and $\\lambda\\th$ must be too: "
    "**{{summed}}**. AdamW's decay never meets the gradients: its $\\lambda$ would stay. "
    "{{cite zhuang2022}} call this *scale-free*.",
    form=".2f",
    expect=lambda: 32 * 0.01,
    tolerance=1e-6,
)
def summed() -> float:
    """λ with which L2 under 32-fold gradients ends where it ended, by bisection."""
    g = streams.noisy(60)

    def end(scale: float, decay: float) -> float:
        rule = adam_l2(0.01, eps=0.0, weight_decay=decay)
        return float(feed(rule, scale * g, [1.0]).theta[-1, 0])

    low, high, goal = 0.01, 10.0, end(1.0, 0.01)
    for _ in range(60):
        middle = (low * high) ** 0.5
        low, high = (middle, high) if end(32.0, middle) > goal else (low, middle)
    return low

"""What is said of the two averages, put to the test."""

from collections.abc import Callable

import numpy as np

from adamdocs.auditing import CHANGES, Settings
from adamdocs.auditing.formulas import ADAM
from adamdocs.explainers.claims.experiments import ESSAY, PAPER, TUTORIAL, lone, off_recording, page
from adamdocs.explainers.pieces import Finding
from adamdocs.optimizers import Rule, adagrad, adam, momentum, rmsprop
from adamdocs.runs import feed
from adamdocs.streams import alternating, constant, noisy


@page.claim(
    says="The root brings Adam's denominator to the scale of its numerator.",
    verdict="true",
    topic="Units and axes",
    heard="a visual essay on Adam",
    holds="With the root, a thousandfold gradient leaves the quotient as it is; without it the "
    "quotient is a thousandth. What is left of a scale is $\\eps$.",
    otherwise="Gradients near $\\eps$ feel their scale all the same.",
    statistic="the quotient under a thousandfold gradient, over that under the gradient itself",
    evidence=("[Epsilon](../learn/epsilon.md)",),
    counter_example={"rooted": False},
)
def root_makes_one_scale(rooted: bool = True) -> Finding:
    """The step does not change with the gradient's unit."""
    formula = ADAM if rooted else next(c for c in CHANGES if c.name == "no root").of(ADAM)
    settings = Settings(lr=1.0, eps=0.0)
    once, thousandfold = (formula.run([g] * 5, 0.0, settings)[-1].theta for g in (1.0, 1000.0))
    return Finding(thousandfold / once, ">", 0.5)


@page.claim(
    says="With β₁ = 0.9 the new gradient has a tenth of the weight, the past nine tenths.",
    verdict="true",
    topic="Moments",
    heard=TUTORIAL,
    holds="The new gradient's weight in $\\m$ is $1 - \\beta_1$. After bias correction it is more: "
    "in the first step all of it.",
    otherwise="The weights go with $\\beta_1$ alone.",
    statistic="the weight of the new gradient",
    evidence=("[Moments](../learn/moments.md)",),
    counter_example={"b1": 0.95},
)
def a_tenth_is_new(b1: float = PAPER["b1"]) -> Finding:
    """A lone gradient of 1 makes an average of at least a tenth, up to rounding."""
    return Finding(round(lone(adam(b1=b1), 0), 12), ">=", 0.1)


@page.claim(
    says="A new gradient counts more than one of ten steps ago.",
    verdict="true",
    topic="Moments",
    heard=TUTORIAL,
    holds="In an average with $\\beta_1 = 0.9$ a gradient of ten steps ago has $\\beta_1^{10}$ of "
    "the weight of the new one, {{ten_ago}}.",
    otherwise="In AdaGrad's sum all squares count alike, however old.",
    statistic="the weight of a gradient of ten steps ago, over that of the new one",
    evidence=("[Moments](../learn/moments.md)",),
    counter_example={"make": adagrad},
)
def newer_counts_more(make: Callable[..., Rule] = adam) -> Finding:
    """What is left of a gradient after ten steps is less than at first."""
    return Finding(lone(make(), 10) / lone(make(), 0), "<", 1)


@page.number(expect=lambda: 0.9**10, form=".2f")
def ten_ago() -> float:
    """Weight of a gradient of ten steps ago in m, over that of the new one."""
    return lone(adam(), 10) / lone(adam(), 0)


@page.claim(
    says="The first averages are heavily biased toward zero.",
    verdict="true",
    topic="Bias correction",
    heard=TUTORIAL,
    holds="Under a constant gradient $\\m$ is a tenth of it after one step, and $\\v$ a thousandth "
    "of its square.",
    otherwise="After a hundred steps hardly anything of the bias of $\\m$ is left.",
    statistic="m after the first of equal gradients, as a share of them",
    evidence=("[Bias correction](../learn/bias-correction.md)",),
    counter_example={"steps": 100},
)
def averages_start_near_zero(steps: int = 1) -> Finding:
    """The first average is less than half of the gradient."""
    return Finding(float(feed(adam(), constant(steps)).state.m[-1, 0]), "<", 0.5)


@page.claim(
    says="The paper's defaults are 0.001, 0.9 and 0.999.",
    verdict="true",
    topic="What came when",
    heard=TUTORIAL,
    holds="So says Algorithm 1 of {{cite kingma2015}}, “for the tested machine learning problems”, "
    "with an $\\eps$ of $10^{-8}$. Steps that PyTorch took at its own defaults are those at these "
    "three.",
    otherwise="The defaults of other rules are others, and so is $\\eps$ in Keras.",
    statistic="the largest difference between the steps that PyTorch's Adam took at its defaults "
    "and ours at these three, in learning rates,",
    evidence=("[Parity](parity.md#adam)",),
    form=".1g",
    counter_example={"b2": 0.99},
)
def defaults_are_the_papers(b2: float = PAPER["b2"]) -> Finding:
    """The recorded steps are those at the paper's defaults."""
    ours = {**PAPER, "b2": b2}
    return Finding(off_recording("pytorch", "adam", tuple(ours.items())), "<=", 1e-9)


@page.claim(
    says="Adam combines momentum with RMSProp.",
    verdict="true",
    topic="What came when",
    heard="a tutorial, “with bias correction on top”, and an interactive article, of the ideas",
    holds="Its step is momentum's running average over the root of RMSProp's, both corrected. That "
    "is not [RMSProp with momentum](../learn/adam.md#claim-rmsprop_plus_momentum), which divides "
    "first and averages afterwards.",
    otherwise="Without the correction on top it is another step.",
    statistic="the largest difference between Adam's steps and those put together from the states "
    "of the two, under noise, in learning rates,",
    evidence=("[Adam](../learn/adam.md)",),
    form=".1g",
    counter_example={"corrected": False},
)
def combines_both(corrected: bool = True) -> Finding:
    """Adam's step is made of what momentum and RMSProp remember, to rounding."""
    g = noisy(200)
    m = feed(momentum(1.0, PAPER["b1"], ema=True), g).state.m
    v = feed(rmsprop(1.0, PAPER["b2"]), g).state.v
    if corrected:
        t = np.arange(1, len(g) + 1)[:, None]
        m, v = m / (1 - PAPER["b1"] ** t), v / (1 - PAPER["b2"] ** t)
    put_together = -m / (np.sqrt(v) + 1e-8)
    return Finding(float(np.abs(feed(adam(1.0), g).step - put_together).max()), "<=", 1e-9)


def left_in_average(*, turning: bool) -> float:
    """Root mean square of m̂ under gradients around zero, over theirs."""
    g = alternating(4000) if turning else noisy(4000)
    m_hat = feed(adam(), g).state.m_hat[100:]
    return float(np.sqrt(np.mean(m_hat**2) / np.mean(g**2)))


@page.claim(
    says="Gradients that bounce around zero average out near zero.",
    verdict="depends",
    topic="Moments",
    heard=ESSAY,
    holds="Those that change their sign at every step do: {{alternating_left}} of their size is "
    "left in $\\mhat$.",
    otherwise="Those that are drawn at random around zero leave {{noise_left}} of it (root mean "
    "square): $\\mhat$ is the mean of only about {{learn/moments:sample_of_m}} of them.",
    statistic="the root mean square of m̂ over that of the gradients, with a tenth counted as near "
    "zero,",
    evidence=("[Moments](../learn/moments.md)",),
    form=".2g",
    counter_example={"turning": False},
)
def bouncing_averages_out(*, turning: bool = True) -> Finding:
    """The average is at most a tenth of what goes into it."""
    return Finding(left_in_average(turning=turning), "<=", 0.1)


@page.number(expect=lambda: (1 - PAPER["b1"]) / (1 + PAPER["b1"]), form=".2f", tolerance=1e-3)
def alternating_left() -> float:
    """Share of gradients that change their sign at every step that is left in m̂."""
    return left_in_average(turning=True)


@page.number(
    expect=lambda: np.sqrt((1 - PAPER["b1"]) / (1 + PAPER["b1"])), form=".2f", tolerance=0.02
)
def noise_left() -> float:
    """Share of the size of random gradients around zero that is left in m̂."""
    return left_in_average(turning=False)


@page.claim(
    says="The factor of bias correction goes to 1 as t grows.",
    verdict="true",
    topic="Bias correction",
    heard="a tutorial on Adam, and a chapter of an online course: it “vanishes”",
    holds="$1-\\beta^t$ goes to 1. At the defaults its effect on the step is below one percent "
    "from step {{learn/bias-correction:steps_to_one_percent}} on.",
    otherwise="At step 10 $\\vhat$ is still a hundred times $\\v$.",
    statistic="v̂ over v after ten thousand steps, up to one percent more counting as 1,",
    evidence=("[Bias correction](../learn/bias-correction.md)",),
    form=".5g",
    counter_example={"steps": 10},
)
def correction_fades(steps: int = 10_000) -> Finding:
    """What the slower average is multiplied by is 1 to a percent."""
    state = feed(adam(), constant(steps)).state
    return Finding(float(state.v_hat[-1, 0] / state.v[-1, 0]), "<=", 1.01)

"""What the page asks: a prediction and exercises, their answers computed."""

import math
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from adamdocs import theory
from adamdocs.explainers.schedules.edge import largest_held
from adamdocs.explainers.schedules.experiments import KAPPA, SHAPES, STEPS, after_cut, page
from adamdocs.landscapes import ravine
from adamdocs.optimizers import adam, adamw
from adamdocs.runs import descend, feed
from adamdocs.streams import constant

DECAY_RATE, DECAY = 0.01, 0.1


@cache
def decayed(name: str) -> NDArray[np.float64]:
    """A weight of 1 without gradients under AdamW and a schedule, over the run."""
    rule = adamw(DECAY_RATE, weight_decay=DECAY)
    run = feed(rule, np.zeros((STEPS, 1)), [1.0], schedule=SHAPES[name])
    theta: NDArray[np.float64] = run.theta[:, 0]
    return theta


@page.prediction(
    question="Under steady noise a run has stopped improving, and hovers above the minimum. Its "
    "rate is cut to a tenth. What will the loss settle at?",
    choices=("It stays", "A third of it is left", "A tenth of it", "A hundredth of it"),
    right="A tenth of it",
    solution="It falls about {{cut_gain}} times. The *distance* falls as the root of the rate. "
    "Only without noise does the distance fall as the rate, and the loss a hundredfold.",
)
def rate_cut_to_a_tenth() -> str:
    """What 400 runs on a parabola say."""
    before, after = after_cut()
    left = {"It stays": 1.0, "A third of it is left": 1 / 3}
    left |= {"A tenth of it": 0.1, "A hundredth of it": 0.01}
    return min(left, key=lambda words: abs(math.log(left[words] * before / after)))


@page.exercise(
    question="Under a constant gradient Adam steps one learning rate at a time. What learning rate "
    "must a cosine over a thousand steps begin with, to carry a parameter 10 units (four digits "
    "after the point)?",
    solution="The factors sum to $(T+1)/2$, as those of a straight line do, for all but the "
    "first, which is 1, cancel in pairs about one half. So $10 \\cdot 2/1001$: **{{reach}}**. A "
    "constant rate would need half, `0.0100`.",
    form=".4f",
    expect=lambda: 10 * 2 / (STEPS + 1),
)
def reach() -> float:
    """The rate with which a run under constant gradients ends ten units away."""
    run = feed(adam(1.0, eps=0.0), constant(STEPS), schedule=SHAPES["cosine"], keep="theta")
    return 10 / float(-run.theta[-1, 0])


@page.exercise(
    question="With $\\beta_1 = 0.95$ instead of `0.9`, how many times over the learning rate does "
    "the stability threshold of the preconditioned curvature lie?",
    solution="$2(1+\\beta_1)/(1-\\beta_1)$: **{{longer_memory_edge}}**. A longer memory "
    "of gradients lets steeper walls through.",
    form=".0f",
    expect=lambda: theory.adam_stability_threshold(1.0, 0.95),
    tolerance=1e-12,
)
def longer_memory_edge() -> float:
    """Largest preconditioned curvature times the rate that converges with v̂ held."""
    return float(round(largest_held(0.95)))


@page.exercise(
    question="Noise of size 1 shakes both coordinates of the ravine, the flat one of curvature 1 "
    "and the steep one of curvature 100. At which constant rate does Adam hover at a mean loss of "
    "a thousandth (in thousandths, two digits after the point)?",
    solution="Each coordinate costs $\\lr\\sigma/4$ whatever its curvature, as long as "
    "$\\lr\\lambda$ is small against $\\sigma$: $\\lr/2 = 10^{-3}$, so "
    "**{{rate_for_a_floor}}** thousandths.",
    form=".2f",
    expect=lambda: 2.0,
    tolerance=1e-12,
)
def rate_for_a_floor() -> float:
    """The rate 0.002 times the loss aimed at over the mean loss of runs with it.

    In thousandths, to the tenth that chance leaves certain.
    """
    walls = np.array([1.0, KAPPA])

    def noisy(theta: NDArray[np.float64], t: int, rng: Any) -> NDArray[np.float64]:
        return np.asarray(walls * theta + rng.standard_normal(theta.shape))

    # From where it hovers, so that nothing has to be waited for.
    spread = theory.hovering_rms(0.002, walls)
    rng = np.random.default_rng(6)
    start = spread * rng.standard_normal((1000, 2))
    rule, ground = adam(0.002), ravine(KAPPA)
    run = descend(rule, ground, start, steps=1500, gradient=noisy, rng=rng, keep="loss", every=50)
    return round(2.0 * 1e-3 / float(run.loss[10:].mean()), 1)


@page.exercise(
    question="AdamW runs a thousand steps at $\\lr = 0.01$ with the decay $\\lambda = 0.1$ under a "
    "cosine to zero. What is left of a weight of 1 that gets no gradients (four digits after the "
    "point)?",
    solution="Step $t$ leaves $1 - f_t\\lr\\lambda$, with the schedule's factor $f_t$. The factors "
    "sum to $1001/2$, a little more than half the steps, so about $e^{-1001/2000}$, a little less: "
    "**{{decay_left}}**. At a constant rate it would be $e^{-1}$.",
    form=".4f",
    expect=lambda: math.exp(-0.001 * (STEPS + 1) / 2 - 0.001**2 * 3 * STEPS / 16),
    tolerance=1e-5,
)
def decay_left() -> float:
    """What a run of AdamW on zero gradients leaves."""
    return float(decayed("cosine")[-1])


def expected_share() -> float:
    """Sum of the factors of a cosine's second half over that of its first."""
    factor = 0.5 * (1 + np.cos(np.pi * np.arange(STEPS) / STEPS))
    return float(factor[STEPS // 2 :].sum() / factor[: STEPS // 2].sum())


@page.number(expect=expected_share, form=".0%", tolerance=1e-3)
def second_half() -> float:
    """How much the second half of a cosine's run shrinks a weight, over the first."""
    theta = decayed("cosine")
    middle = theta[STEPS // 2 - 1]
    return float(np.log(theta[-1] / middle) / np.log(middle))

"""What the page asks: a prediction and exercises, their answers computed."""

import math
from itertools import product

import numpy as np

from adamdocs import theory
from adamdocs.explainers.reinforcement_learning.experiments import (
    ARMS,
    POLICY,
    SPREAD,
    less_noise,
    page,
)
from adamdocs.optimizers import momentum
from adamdocs.runs import feed


@page.prediction(
    question="One estimate has {{noise_plain}} times as much noise as signal. Divide it by "
    "$\\sqrt{\\v}$, as Adam does, with $\\beta_1 = 0$. By what factor does the noise fall, "
    "relative to the signal?",
    choices=(
        "Hardly any",
        "About 3",
        "About as much as by a baseline",
        "About 19, as by averaging",
    ),
    right="Hardly any",
    solution="By {{less_by_scale}}. $\\sqrt{\\v}$ is large where there is noise, and the signal of "
    "that coordinate is divided by it too. The baseline's factor is {{less_by_baseline}}: it takes "
    "noise away *before* the division, and leaves the mean as it is.",
)
def divided_by_root() -> str:
    """What √v alone does to noise over signal."""
    found = less_noise("scaled")
    if found < 1.5:
        return "Hardly any"
    if found < 6:
        return "About 3"
    return "About as much as by a baseline" if found < 16 else "About 19, as by averaging"


OWN = (0.3, 0.7), (0.0, 1.0)


@page.exercise(
    question="A batch of eight draws; its own mean reward is the baseline of each. Which share of "
    "the gradient is left in the mean of such estimates?",
    solution="A draw's own reward makes an eighth of the baseline that it is compared with. The "
    "rewards of the others do not depend on its arm, and subtracting them costs nothing; the "
    "eighth takes as much off the gradient: **{{own_mean_share}}** is left, for any bandit (here "
    "counted over all batches of two arms). The mean of the *other seven* leaves all "
    "{{citep kool2019}}. The baseline of this page's CartPole includes the episode itself.",
    form=".3f",
    expect=lambda: 7 / 8,
)
def own_mean_share() -> float:
    """Mean over all batches of eight draws, by their probabilities, over the gradient."""
    p, q = map(np.array, OWN)
    total = np.zeros(2)
    for arms in product((0, 1), repeat=8):
        drawn = np.array(arms)
        advantage = q[drawn] - q[drawn].mean()
        estimate = (advantage[:, None] * (np.eye(2)[drawn] - p)).mean(0)
        total += p[drawn].prod() * estimate
    return float(total[1] / theory.bandit_gradient(p, q)[1])


@page.exercise(
    question="With $\\beta_1 = 0.9$ one step has a nineteenth of a plain step's noise. After how "
    "many steps together are nine tenths of the plain ones' back?",
    solution="The sum of $n$ averages has the variance "
    "$n - 2\\beta_1(1-\\beta_1^n)/(1-\\beta_1^2)$ in units of one gradient's. Divided by $n$ it "
    "first reaches nine tenths at **{{steps_given_back}}** steps.",
    form="d",
    expect=lambda: next(n for n in range(1, 1000) if theory.noise_walk_rms(n) ** 2 / n >= 0.9),
)
def steps_given_back() -> float:
    """The same from what a single gradient does to later steps, of a run."""
    once = np.zeros((600, 1))
    once[0] = 1.0
    share = -feed(momentum(1.0, ema=True), once, keep={"step"}).step[-600:, 0]
    way = np.concatenate([[0.0], np.cumsum(share)])
    for n in range(1, 300):
        # A gradient k steps before the n begin, and one in their midst.
        earlier = way[n:601] - way[: 601 - n]
        if ((earlier[1:] ** 2).sum() + (way[1 : n + 1] ** 2).sum()) / n >= 0.9:
            return n
    raise AssertionError("not within three hundred steps")


def level_by_hand() -> float:
    """Solve (1 − 1/K)(c² + s² + 1) − μ² = 100 ((1 − 1/K)(s² + 1) − μ²), with μ² = s²/K."""
    s = float(np.var(SPREAD))
    own = (1 - 1 / ARMS) * (s + 1) - s / ARMS
    return math.sqrt(99 * own / (1 - 1 / ARMS))


@page.exercise(
    question="All arms drawn alike, values spread as above, rewards with noise of variance 1. "
    "Around which level must they lie for a baseline to lower the variance a hundredfold?",
    solution="With $c$ the level and $s^2$ the variance of the values, the sum of the variances is "
    "$(1 - 1/K)(c^2 + s^2 + 1) - s^2/K$, and the baseline takes $c^2$ away. So $c$ is "
    "**{{hundredfold_level}}**.",
    form=".1f",
    expect=level_by_hand,
    tolerance=1e-6,
)
def hundredfold_level() -> float:
    """Level by bisection on the covariances."""
    low, high = 1.0, 50.0
    for _ in range(60):
        level = 0.5 * (low + high)
        q = level + SPREAD
        totals = [np.trace(theory.bandit_covariance(POLICY, q, 1.0, b)) for b in (0.0, level)]
        low, high = (low, level) if totals[0] > 100 * totals[1] else (level, high)
    return low

"""What the page asks: a prediction and exercises, their answers computed."""

import math

import numpy as np

from adamdocs import theory
from adamdocs.explainers.amsgrad.experiments import LEAD, make, page
from adamdocs.explainers.amsgrad.reddi import SMALL, by_round, online
from adamdocs.optimizers import adam
from adamdocs.runs import feed
from adamdocs.streams import recurring, spike


@page.prediction(
    question="Of 101 gradients one is 1010 and a hundred are −10, again and again. Their sum is "
    "positive, so that the losses are least on the left, at −1. Adam runs with "
    "$\\beta_2 = 0.99$ and a falling rate. Where is it after 200 rounds?",
    choices=("At the best place, −1", "About in the middle", "At the worst place, 1"),
    right="At the worst place, 1",
    solution="It is at {{adam_ends}}. $\\v$ remembers about a hundred gradients. While the large "
    "one is fresh the denominator is large, and the large gradient itself is divided by it; by "
    "the time the last small ones come, it has been forgotten, and they count for more.",
)
def where_it_ends() -> str:
    """Where Adam ends in Reddi's example."""
    place = by_round(online("adam", 0.99))[-1]
    if abs(place) < 0.8:
        return "About in the middle"
    return "At the best place, −1" if place < 0 else "At the worst place, 1"


@page.exercise(
    question="At the defaults, a spike among gradients of 1 has passed. How large must it "
    "have been for the step to be half a learning rate only two thousand gradients later?",
    solution="Half is where $(1-\\beta_2)(G^2-1)\\,\\beta_2^{\\,k} = 3$. With $k = 2000$ that is "
    "$G = \\sqrt{1 + 3\\,\\beta_2^{-2000}/(1-\\beta_2)}$, or **{{spike_for_two_thousand}}**.",
    form=".0f",
    expect=lambda: math.sqrt(1 + 3 * 0.999**-2000 / (1 - 0.999)),
    tolerance=1e-4,
)
def spike_for_two_thousand() -> float:
    """Size of a spike after which the step is half at gradient 2,000, by bisecting runs."""
    sizes = np.geomspace(10.0, 1000.0, 400)
    g = spike(LEAD + 2001, at=LEAD + 1)
    g = np.where(g == 100.0, sizes, 1.0)
    step = -feed(adam(1.0), g, keep="step", every=LEAD + 2001).step[-1]
    return float(np.interp(-0.5, -step, sizes))


@page.exercise(
    question="In the example the large gradient is ten times the period, the others are −10. "
    "What is the longest period at which Adam's defaults still drift the right way?",
    solution="$P(P-18)/4 = 1000$, the memory of the defaults, gives 72 and a little. By the exact "
    "sum over a round the longest period is **{{longest_period}}**.",
    form="d",
    expect=lambda: max(
        period
        for period in range(60, 90)
        if theory.periodic_drift(theory.reddi_gradients(period, -SMALL * period, SMALL)) < 0
    ),
)
def longest_period() -> float:
    """Longest period with a drift the right way at Adam's defaults, by runs."""
    periods = range(68, 80)
    return max(period for period in periods if drift_of(period) < 0)


def drift_of(period: int) -> float:
    """Drift of a round, the mean of ten after a long run, in learning rates."""
    rounds = 14_000 // period
    g = recurring((rounds + 10) * period, period, -SMALL * period, SMALL)
    run = feed(adam(1.0), g, keep="theta", every=period)
    return float(run.theta[-1, 0] - run.theta[-11, 0])


@page.exercise(
    question="The first gradient of a run is fifty times as large as all later ones. How long are "
    "AMSGrad's steps in the end, in PyTorch and in Optax?",
    solution="In PyTorch $\\v_1 = (1-\\beta_2)\\,G^2$ is the maximum, and in the end nothing "
    "corrects it: $1/\\sqrt{(1-\\beta_2)\\,G^2}$, **{{fifty_pytorch}}**. In Optax the maximum is "
    "$\\vhat_1 = G^2$, and the step is $1/G$, a fiftieth. It is $1/\\sqrt{1-\\beta_2}$ times as "
    "long in PyTorch.",
    form=".2f",
    expect=lambda: theory.amsgrad_after_first(12_000, 50.0),
    tolerance=1e-6,
)
def fifty_pytorch() -> float:
    """AMSGrad's step twelve thousand steps after a first gradient of fifty, maximum of v."""
    g = spike(12_000, at=1, size=50.0)
    return float(-feed(make("pytorch"), g, keep="step", every=12_000).step[-1, 0])

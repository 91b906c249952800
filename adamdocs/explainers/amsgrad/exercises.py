"""What the page asks: a prediction and exercises, their answers computed."""

import math

import numpy as np

from adamdocs import theory
from adamdocs.explainers.amsgrad.experiments import LEAD, make, page
from adamdocs.explainers.amsgrad.reddi import SMALL, turn
from adamdocs.optimizers import adam
from adamdocs.runs import feed
from adamdocs.streams import recurring, spike


@page.prediction(
    question="The widget's example: of 101 gradients one is 1010 and a hundred are −10, which sum "
    "to 10. Adam needs a memory of {{turn_memory}} gradients to go the right way. Now let the "
    "large one be half as frequent, one in 202, and twice as large, so that a round still sums "
    "to 10. What memory does Adam need?",
    choices=("The same", "About twice as long", "More than four times as long"),
    right="More than four times as long",
    solution="It needs {{memory_202}} gradients. In a round twice as long $\\v$ falls twice as "
    "far, and twice as many small gradients profit, while the large one outweighs them by no more "
    "than before. The margin matters: with a large gradient a tenth larger the memory grows "
    "in proportion to the period, as [below](#when-the-rare-gradient-disagrees).",
)
def needed_memory() -> str:
    """How much longer a memory is needed at twice the period."""
    factor = turn(202) / turn(101)
    if factor > 4:
        return "More than four times as long"
    return "About twice as long" if factor > 1.5 else "The same"


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
    "What is the longest period at which Adam's defaults still drift the right way, first by the "
    "estimate, then by the cell above with `b2 = 0.999`?",
    solution="$P(P-18)/4 = 1000$, the memory of the defaults, gives "
    "$P = 9 + \\sqrt{4081}$ = {{estimated_period}}. The estimate is somewhat too high at 101, so "
    "that the next whole periods may do: with `P = 73` the cell's line falls still, with `P = 74` "
    "it rises. The exact sum says the same: **{{longest_period}}**.",
    form="d",
    expect=lambda: max(
        period
        for period in range(60, 90)
        if theory.periodic_drift(theory.reddi_gradients(period, -SMALL * period, SMALL)) < 0
    ),
)
def longest_period() -> float:
    """Longest period with a drift the right way at Adam's defaults, by runs."""
    periods, steps = range(68, 80), 14_000
    made = [recurring(steps, period, -SMALL * period, SMALL) for period in periods]
    theta = feed(adam(1.0), np.concatenate(made, axis=1), keep="theta").theta
    late = [theta[-1, k] - theta[-1 - 10 * period, k] for k, period in enumerate(periods)]
    return max(period for period, drift in zip(periods, late, strict=True) if drift < 0)


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

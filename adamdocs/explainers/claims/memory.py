"""What is said of what Adam and AMSGrad remember, put to the test."""

from functools import cache
from typing import Literal

import numpy as np

from adamdocs import theory
from adamdocs.explainers.amsgrad.experiments import calming, half_at
from adamdocs.explainers.claims.experiments import ARTICLE, CHAPTER, page
from adamdocs.explainers.pieces import Finding
from adamdocs.landscapes import parabola
from adamdocs.optimizers import RULES, amsgrad
from adamdocs.runs import descend, feed
from adamdocs.streams import noisy


@page.claim(
    says="AMSGrad's denominator never falls.",
    verdict="depends",
    topic="Memory and convergence",
    heard="an interactive article on Adam, whose formula takes the maximum and corrects nothing",
    holds="It does not where the maximum is taken of what is divided by: in the paper, and in "
    "Optax, which corrects first.",
    otherwise="PyTorch and Keras take the maximum of $\\v$ and correct it afterwards: the quotient "
    "falls while $1-\\beta_2^t$ rises.",
    statistic="the least ratio of a denominator to the one before, after a spike",
    evidence=("[AMSGrad](../learn/amsgrad.md)",),
    counter_example={"order": "v"},
)
def denominator_never_falls(order: Literal["v", "v_hat"] = "v_hat") -> Finding:
    """Each denominator is at least the one before."""
    g = np.r_[100.0, np.ones(99)][:, None]
    denominator = feed(amsgrad(maximum_of=order), g).state.denominator[:, 0]
    return Finding(float((denominator[1:] / denominator[:-1]).min()), ">=", 1)


@page.claim(
    says="AMSGrad's denominator never rises.",
    verdict="false",
    topic="Memory and convergence",
    heard=f"{CHAPTER}: “non-increasing”",
    holds="The reverse is meant: it is the maximum so far, which rises with every larger gradient "
    "and [never falls](#claim-denominator_never_falls). What does not rise is the rate.",
    otherwise="It is true where the first gradient is the largest.",
    statistic="the largest ratio of a denominator to the one before, where a spike follows equal "
    "gradients,",
    evidence=("[AMSGrad](../learn/amsgrad.md)",),
    form=".2f",
    counter_example={"first": True},
)
def denominator_never_rises(*, first: bool = False) -> Finding:
    """No denominator is larger than the one before, beyond rounding."""
    g = np.ones((100, 1))
    g[0 if first else 50] = 100.0
    denominator = feed(amsgrad(maximum_of="v_hat"), g).state.denominator[:, 0]
    return Finding(float((denominator[1:] / denominator[:-1]).max()), "<=", 1 + 1e-9)


@page.claim(
    says="As Adam forgets a spike, its effective rate can rise many times over.",
    verdict="true",
    topic="Memory and convergence",
    heard=f"{CHAPTER}: “increase dramatically”",
    holds="Where the gradients after it are a ten-thousandth of the spike, $1/\\sqrt{\\v}$ grows "
    "{{learn/amsgrad:rate_growth}}-fold over nine thousand of them. Slowly: it "
    "[does not jump](../learn/amsgrad.md#claim-rate_jumps).",
    otherwise="With a memory of a million gradients it hardly rises in so few.",
    statistic="the factor by which 1/√v grows in nine thousand gradients after the spike",
    evidence=("[AMSGrad](../learn/amsgrad.md)",),
    counter_example={"b2": 0.999999},
)
def forgetting_raises_the_rate(b2: float = 0.999) -> Finding:
    """It grows more than tenfold."""
    rate = calming(b2)
    return Finding(float(rate[-1] / rate[0]), ">", 10)


@page.claim(
    says="Because $\\v$ shrinks again, Adam's convergence can be destroyed.",
    verdict="depends",
    topic="Memory and convergence",
    heard=f"{ARTICLE}, of the flaw found in 2018",
    holds="On the example of {{cite reddi2018}} it is true at the default $\\beta_2$: in the long "
    "run every round of gradients leads the wrong way. But no rate spikes; between the large "
    "gradients the rate creeps up.",
    otherwise="With $\\beta_2 = 0.9996$ the same gradients lead the right way.",
    statistic="learning rates that Adam is carried in a round, the wrong way being positive,",
    evidence=("[AMSGrad](../learn/amsgrad.md)",),
    form=".2g",
    counter_example={"b2": 0.9996},
)
def forgetting_destroys(b2: float = 0.999) -> Finding:
    """In the long run the rounds lead the wrong way."""
    return Finding(theory.periodic_drift(theory.reddi_gradients(), 0.9, b2), ">", 0)


@page.claim(
    says="One huge gradient shrinks a parameter's rate for a long time.",
    verdict="depends",
    topic="Memory and convergence",
    heard=CHAPTER,
    holds="After one that is a thousand times as large as the others the step is back at half "
    "after {{learn/amsgrad:half_1000}} gradients.",
    otherwise="After one ten times as large it never falls below half.",
    statistic="gradients until the step is back at half a learning rate, more than a thousand "
    "counting as long,",
    evidence=("[AMSGrad](../learn/amsgrad.md)",),
    form=",d",
    counter_example={"size": 10.0},
)
def spike_lasts(size: float = 1000.0) -> Finding:
    """The step is below half for more than one memory length."""
    return Finding(half_at(size), ">", 1000)


@cache
def hovering(rule: str) -> tuple[float, float]:
    """How far from a parabola's minimum a rule hovers, with hardly any noise and with much.

    Root mean square over the last ten thousand of twenty thousand steps, in learning rates.
    """
    lr, noise = 0.01, noisy(20_000) * np.array([1e-6, 1.0])
    run = descend(
        RULES[rule](lr=lr),
        parabola(1.0),
        np.ones((2, 1)),
        steps=len(noise),
        gradient=lambda theta, t, rng: theta + noise[t - 1][:, None],
        keep="theta",
    )
    calm, loud = np.sqrt(np.mean(run.theta[len(noise) // 2 :, :, 0] ** 2, axis=0)) / lr
    return float(calm), float(loud)


@page.claim(
    says="AMSGrad, which has a guarantee, is more stable than Adam in practice.",
    verdict="depends",
    topic="Memory and convergence",
    heard=CHAPTER,
    holds="The guarantee is that of {{cite reddi2018}}, for convex losses and a falling rate. On a "
    "parabola at a fixed rate AMSGrad comes to rest, because its denominator stays, and Adam "
    "[hovers in bursts](../learn/race.md#claim-comes_to_rest).",
    otherwise="Under noise of size 1 neither rests, and they hover equally far.",
    statistic="AMSGrad's root mean square distance from the minimum over Adam's, a tenth less "
    "counting as equal,",
    evidence=("[The race](../learn/race.md)",),
    form=".2g",
    counter_example={"loud": True},
)
def amsgrad_is_stabler(*, loud: bool = False) -> Finding:
    """It hovers at less than nine tenths of Adam's distance."""
    return Finding(hovering("amsgrad")[loud] / hovering("adam")[loud], "<", 0.9)

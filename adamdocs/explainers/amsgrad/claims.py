"""What people get wrong about Adam's memory and AMSGrad's, put to the test."""

import numpy as np

from adamdocs import streams
from adamdocs.explainers.amsgrad.experiments import (
    B2,
    ORDERS,
    calming,
    fastest,
    half_at,
    page,
    spiked,
)
from adamdocs.explainers.amsgrad.reddi import BETAS, MEMORIES, by_chance, by_round, drifts, online
from adamdocs.explainers.amsgrad.words import RARITIES, visits
from adamdocs.explainers.pieces import Finding
from adamdocs.optimizers import amsgrad
from adamdocs.runs import feed


@page.claim(
    says="When Adam forgets a spike, its effective rate jumps.",
    verdict="false",
    heard="an article on Adam, where the rate is said to “increase dramatically” once the spike is "
    "forgotten",
    holds="It creeps. Forgetting multiplies $1/\\sqrt{\\v}$ by at most $1/\\sqrt{\\beta_2}$ a "
    "step: over nine thousand gradients a ten-thousandth of the spike it grows "
    "{{rate_growth}}-fold, but in no ten of them by more than {{growth_in_ten}}.",
    otherwise="With $\\beta_2 = 0.9$ ten gradients are enough for a large part of it.",
    statistic="the largest growth of 1/√v over ten gradients after a spike",
    evidence=("figure after_a_spike",),
    counter_example={"b2": 0.9},
)
def rate_jumps(b2: float = B2) -> Finding:
    """It grows by more than a tenth within ten gradients."""
    rate = calming(b2)
    return Finding(float((rate[10:] / rate[:-10]).max()), ">", 1.1)


@page.claim(
    says="After 1/(1 − β₂) gradients Adam has forgotten a spike.",
    verdict="false",
    heard="readings of $1/(1-\\beta_2)$ as the time after which nothing is left",
    holds="That is when $\\v$ holds a third of it. How long a third of it matters depends on its "
    "size: after a spike of a thousand half a step is reached after {{half_1000}} gradients.",
    otherwise="For a spike of a hundred it is about right, with {{half_100}}.",
    statistic="gradients until the step is half again, after a spike of a thousand, in memory "
    "lengths",
    evidence=("figure after_a_spike",),
    counter_example={"size": 100.0},
)
def forgotten_after_the_memory(size: float = 1000.0) -> Finding:
    """Half a step is reached within two memory lengths."""
    return Finding(half_at(size) * (1 - B2), "<=", 2)


@page.claim(
    says="Adam suppresses rare features.",
    verdict="false",
    heard="articles that let one rare gradient shrink a feature's rate for a long time",
    holds="A gradient of a feature that one in a hundred has moves its parameter {{visit_100}} ± "
    "{{visit_100_half}} learning rates (20 seeds), one of a feature that all have moves it one.",
    otherwise="It is true of a feature that has gradients all the time and once a large one: in "
    "the thousand gradients from a spike of a hundred on, it moves less than half as far.",
    statistic="distance per gradient of a feature that one in a hundred has, in learning rates,",
    evidence=("figure rare_feature", "figure rare_words"),
    counter_example={"alone": False},
)
def rare_features_suppressed(alone: bool = True) -> Finding:
    """A gradient of a rare feature moves its parameter less than one that always comes."""
    rare = visits("adam")[RARITIES.index(100)].mean()
    return Finding(float(rare if alone else spiked()[100.0][:1000].mean()), "<", 1)


@page.claim(
    says="Adam fails because its second moment blows up.",
    verdict="false",
    heard="summaries of {{cite reddi2018}}",
    holds="It fails because $\\v$ *falls* between the large gradients. Keep $\\v$ at its maximum, "
    "so that it is only ever larger, and the run ends on the right side.",
    otherwise="Let it fall, and the run ends at {{adam_ends}}.",
    statistic="where the run ends if v may only grow, −1 the best place and 1 the worst,",
    evidence=("figure walks",),
    counter_example={"rule": "adam"},
)
def second_moment_blows_up(rule: str = "pytorch") -> Finding:
    """The run with a larger second moment ends on the wrong side."""
    return Finding(float(by_round(online(rule, 0.99))[-10:].mean()), ">", 0)


@page.claim(
    says="Adam diverges on a convex problem, so it is broken.",
    verdict="false",
    heard="arguments that cite {{cite reddi2018}}",
    holds="For every β₂ there is a problem on which Adam goes wrong; for their problem there is a "
    "β₂ with which it does not, here from {{turn_default}} on. {{cite zhang2022}} prove the "
    "second for a class of problems: fix the problem first, then take β₂ large.",
    otherwise="At the default {{drift_default}} learning rates a round are lost on this "
    "example, which asks for a memory twice as long.",
    statistic="drift a round on their example at β₂ = 0.9996, the wrong way being positive,",
    evidence=("figure drift_against_memory", "figure period_and_memory"),
    form=".2g",
    counter_example={"b2": 0.999},
)
def diverges_so_broken(b2: float = 0.9996) -> Finding:
    """The drift in the long run is the wrong way."""
    return Finding(float(drifts()[BETAS.index(0.9), MEMORIES.index(b2)]), ">", 0)


@page.claim(
    says="AMSGrad's steps never increase.",
    verdict="false",
    heard="tutorials, and an article that calls its denominator “non-increasing”",
    holds="Its *denominator* is meant never to fall, and with PyTorch's order even that fails: "
    "under the stream of the figure the step grows again, from {{pytorch_dip}} to "
    "{{pytorch_left}}.",
    otherwise="In Optax's order no step of this stream exceeds one before it. Where $\\mhat$ "
    "recovers, as after a change of sign, steps grow in any order.",
    statistic="the largest quotient of a step and an earlier one, after a first gradient of a "
    "hundred,",
    evidence=("figure two_orders",),
    counter_example={"order": "optax"},
)
def steps_never_increase(order: str = "pytorch") -> Finding:
    """No step is longer than one before it, beyond rounding."""
    g = streams.spike(4000, at=1, size=100.0)
    size = -feed(amsgrad(1.0, maximum_of=ORDERS[order]), g, keep="step").step[:, 0]
    return Finding(float((size / np.minimum.accumulate(size)).max()), "<=", 1 + 1e-9)


@page.claim(
    says="AMSGrad finds the right side also where the large gradient comes by chance.",
    verdict="false",
    heard="figures of a single run",
    holds="Of 40 runs, {{chance_right}} end on the right side. The side shows only after hundreds "
    "of thousands of gradients: their mean is below its standard error until then.",
    otherwise="With the same gradients in fixed rounds it is true: all runs are then the same.",
    statistic="share of 40 runs that end on the right side after twenty thousand gradients, at "
    "2/√t,",
    evidence=("figure left_to_chance",),
    counter_example={"chance": False},
)
def finds_it_by_chance(chance: bool = True) -> Finding:
    """At least 95 percent of the runs do."""
    last = by_chance("pytorch")[1] if chance else by_round(online("pytorch", 0.99))[-10:]
    return Finding(float((last < 0).mean()), ">=", 0.95)


@page.claim(
    says="AMSGrad is the safe choice: at least as good as Adam.",
    verdict="false",
    heard="“without sacrificing much”, in an overview of Adam's variants; and `amsgrad=True` as a "
    "precaution",
    holds="One gradient out of the ordinary is never forgiven: in the five thousand gradients from "
    "a spike of 100 on AMSGrad moves {{amsgrad_travels}} learning rates, Adam {{adam_travels}}. A "
    "larger rate would hurt the parameters that had no spike.",
    otherwise="Without a spike, and with one parameter, the rate makes up for it: on $\\th^4/4$ "
    "the best rates of both arrive in {{best_amsgrad}} and {{best_adam}} steps.",
    statistic="distance of AMSGrad over that of Adam, in five thousand gradients after a spike of "
    "100,",
    evidence=("figure after_a_spike", "figure two_orders"),
    counter_example={"spike": False},
)
def safe_choice(spike: bool = True) -> Finding:
    """AMSGrad gets at least nine tenths as far as Adam."""
    if not spike:
        return Finding(fastest("adam")[1] / fastest("pytorch")[1], ">=", 0.9)
    ours, theirs = (spiked(rule)[100.0][:5000].sum() for rule in ("pytorch", "adam"))
    return Finding(float(ours / theirs), ">=", 0.9)

"""What people get wrong about Adam's memory and AMSGrad's, put to the test."""

import numpy as np

from adamdocs.explainers.amsgrad.by_chance import DRAWS, SEEDS, right
from adamdocs.explainers.amsgrad.experiments import (
    B2,
    after_first,
    calming,
    fastest,
    half_at,
    page,
    spiked,
)
from adamdocs.explainers.amsgrad.reddi import BETAS, MEMORIES, by_round, drifts
from adamdocs.explainers.amsgrad.words import RARITIES, visits
from adamdocs.explainers.pieces import Finding


@page.claim(
    says="When Adam forgets a spike, its effective rate jumps.",
    verdict="false",
    heard="an article that has rates “spike” once large gradients are forgotten",
    holds="It creeps. Forgetting multiplies $1/\\sqrt{\\v}$ by at most $1/\\sqrt{\\beta_2}$ a "
    "step: with gradients a ten-thousandth of the spike it grows {{rate_growth}}-fold over nine "
    "thousand of them, but in no ten by more than {{growth_in_ten}}.",
    otherwise="With $\\beta_2 = 0.9$ ten gradients can raise it by {{growth_of_short}}.",
    statistic="the largest factor of 1/√v over ten gradients after a spike",
    evidence=("figure after_a_spike",),
    form=".3f",
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
    statistic="gradients until the step is back at half, after a spike of a thousand, in memory "
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
    heard="articles, as the price of a long memory",
    holds="A gradient of a feature that one in a hundred has moves its parameter {{visit_100}} ± "
    "{{visit_100_half}} learning rates (20 seeds); a gradient of a feature that every example has "
    "moves its parameter by one.",
    otherwise="It is true of a feature that has gradients all the time and once a large one: in "
    "the thousand gradients from a spike of a hundred on, it moves less than half as far, though "
    "the first steps are longer.",
    statistic="distance per gradient of a feature that one in a hundred has, in learning rates,",
    evidence=("figure rare_feature",),
    counter_example={"alone": False},
)
def rare_features_suppressed(alone: bool = True) -> Finding:
    """A gradient of a rare feature moves its parameter less than one that always comes."""
    rare = visits("adam")[RARITIES.index(100)].mean()
    return Finding(float(rare if alone else spiked("adam")[100.0][:1000].mean()), "<", 1)


@page.claim(
    says="Adam fails because its second moment blows up.",
    verdict="false",
    heard="summaries of {{cite reddi2018}}",
    holds="It fails because $\\v$ *falls* between the large gradients. Keep $\\v$ at its maximum, "
    "so that it is only ever larger, and the run goes the right way, from {{amsgrad_begins}} in "
    "the first round to {{amsgrad_ends}} in the last of two hundred.",
    otherwise="Let it fall, and it goes from {{adam_begins}} to {{adam_ends}}.",
    statistic="how far the run goes from the first round to the last if v may only grow, the wrong "
    "way being positive,",
    evidence=("figure walks",),
    counter_example={"rule": "adam"},
)
def second_moment_blows_up(rule: str = "pytorch") -> Finding:
    """The run with a larger second moment goes the wrong way."""
    places = by_round(rule)
    return Finding(float(places[-1] - places[0]), ">", 0)


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
    heard="tutorials on AMSGrad",
    holds="Its *denominator* is meant never to fall, and with PyTorch's order even that fails: "
    "under the stream of the figure the step grows again, from {{pytorch_dip}} to "
    "{{pytorch_left}}.",
    otherwise="In Optax's order no step of this stream exceeds one before it. Where $\\mhat$ "
    "recovers, as after a change of sign, steps grow in any order.",
    statistic="the largest quotient of a step and an earlier one, in ten thousand gradients from a "
    "first one of a hundred on,",
    evidence=("figure two_orders",),
    counter_example={"order": "optax"},
)
def steps_never_increase(order: str = "pytorch") -> Finding:
    """No step is longer than one before it, beyond rounding."""
    size = after_first(order)
    return Finding(float((size / np.minimum.accumulate(size)).max()), "<=", 1 + 1e-9)


@page.claim(
    says="AMSGrad finds the right side also where the large gradient comes by chance.",
    verdict="depends",
    heard="figures of a single run",
    holds="In the long run it does: at $2/\\sqrt t$ {{chance_late}} of 100 runs (ninety-five "
    "percent interval {{chance_late_low}} to {{chance_late_high}}) are on the right side after a "
    "million gradients, where the sign of the gradients' mean is right in {{sign_long}}.",
    otherwise="After twenty thousand it is {{chance_right}} of 100 ({{chance_right_low}} to "
    "{{chance_right_high}}). So few gradients do not tell: the sign of their mean is right in "
    "{{sign_short}}.",
    statistic="share of 100 runs on the right side after a million gradients, at 2/√t,",
    evidence=("figure left_to_chance",),
    form=".2f",
    counter_example={"gradients": 20_000},
)
def finds_it_by_chance(gradients: int = DRAWS) -> Finding:
    """At least 95 percent of the runs do."""
    return Finding(right("pytorch", gradients) / SEEDS, ">=", 0.95)


@page.claim(
    says="AMSGrad is the safe choice: at least as good as Adam.",
    verdict="false",
    heard="`amsgrad=True`, set as a precaution",
    holds="One gradient out of the ordinary is never forgiven: in the five thousand gradients from "
    "a spike of 100 on AMSGrad moves {{amsgrad_travels}} learning rates, Adam {{adam_travels}}. A "
    "larger rate would hurt the parameters that had no spike.",
    otherwise="Without a spike, and with one parameter, the rate makes up for it: on $\\th^4/4$, "
    "from 10, the best of 161 rates has it below a tenth for good after {{best_amsgrad}} steps "
    "(PyTorch's order) and Adam after {{best_adam}}.",
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

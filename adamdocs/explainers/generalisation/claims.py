"""What people get wrong about Adam and new data, put to the test."""

import numpy as np

from adamdocs.explainers.generalisation.experiments import (
    ADAPTIVE,
    FEW_DRAWS,
    SHARE,
    SIZES,
    course,
    lead,
    over_draws,
    page,
)
from adamdocs.explainers.generalisation.networks import difference, sharper
from adamdocs.explainers.pieces import Finding
from adamdocs.labs.directions import Truth


@page.claim(
    says="Adam generalizes worse than SGD.",
    verdict="depends",
    heard="{{cite wilson2017}}, of trained networks; {{cite keskar2017}}",
    holds="Two cases here: Wilson's points, learned from all at once, where {{accuracy_adam}} of "
    "new points are labeled correctly instead of {{accuracy_sgd}}; and digits with a fifth of the "
    "labels redrawn, where plain SGD is ahead: Adam − SGD is {{difference_adam_sgd_wrong}} ± "
    "{{within_adam_sgd_wrong}} percentage points.",
    otherwise="With right labels Adam is ahead of plain SGD: {{difference_adam_sgd_thousand}} ± "
    "{{within_adam_sgd_thousand}} with 1000 images, {{difference_adam_sgd_three_hundred}} ± "
    "{{within_adam_sgd_three_hundred}} with 300. Against momentum no interval leaves zero out, "
    "and none reaches below −{{excluded}} (−{{excluded_together}} if all are to hold at once). "
    "{{groups}} pairs of groups of three seeds each.",
    statistic="the upper end of the interval for Adam's accuracy minus plain SGD's, in percentage "
    "points, on digits with wrong labels (the last case: 300 with right ones)",
    form=".2g",
    evidence=("figure no_deficit", "figure score_by_step"),
    counter_example={"task": "three_hundred"},
)
def adam_generalizes_worse(task: str = "wrong", other: str = "sgd") -> Finding:
    """The whole interval lies below zero."""
    return Finding(100 * float(difference("adam", task, other).high), "<", 0)


@page.claim(
    says="On Wilson's points adaptive methods fail.",
    verdict="depends",
    heard="summaries of {{cite wilson2017}}",
    holds="True with all points at each step and $\\eps$ far below $1/n$: after each of "
    "{{draws_fooled}} draws Adam, AdaGrad and RMSProp call every new point positive.",
    otherwise="In batches of ten all three label every new point correctly, after each of "
    "{{few_draws}} draws; Adam, at the rate `0.01`, does so in batches of up to a fifth of the "
    "points. With all points at each step a larger $\\eps$ turns Adam too, from "
    "{{turning_low}} … {{turning_high}} on, by the draw.",
    statistic="the best share of new points labeled correctly, over draws and the three rules,",
    form=".2g",
    evidence=("figure what_turns_it",),
    counter_example={"batch": 10},
)
def adaptive_methods_fail(batch: int | None = None) -> Finding:
    """No draw and rule has more right than the share of positives."""
    few = () if batch is None else (FEW_DRAWS, batch)
    found = [over_draws(rule, *few).accuracy.max() for rule in ADAPTIVE]
    return Finding(float(max(found)), "<=", SHARE)


@page.claim(
    says="On Wilson's points Adam should have stopped earlier.",
    verdict="false",
    holds="Shown all points, Adam has weights of one size from the first step on. What it says "
    "of a new point at the end, it has said all along.",
    otherwise="With $\\eps = 0.1$ the score changes its sign on the way; then it is training "
    "longer that helps.",
    statistic="the share of the first 300 steps after which Adam labels a new negative point "
    "correctly",
    form=".2g",
    evidence=("figure score_by_step",),
    counter_example={"eps": 0.1},
)
def stopping_early_helps(eps: float = 1e-8) -> Finding:
    """After some step it does."""
    return Finding(float((course("adam", eps=eps) < 0).mean()), ">", 0)


@page.claim(
    says="Adaptive methods overfit.",
    verdict="depends",
    holds="Where one feature of forty decides, Adam spreads the blame over all, and is behind "
    "gradient descent at all five numbers of points: {{sparse_80}} ± {{sparse_80_within}} "
    "percentage points with eighty.",
    otherwise="Where all forty count alike, Adam is ahead from forty points on, {{dense_80}} ± "
    "{{dense_80_within}} with eighty, and behind with ten and twenty. All {{fits_right}} fits "
    "get every point right that they learned from.",
    statistic="the upper end of the interval for Adam's accuracy minus gradient descent's, the "
    "largest over five numbers of points, in percentage points,",
    form=".2g",
    evidence=("figure two_truths",),
    counter_example={"truth": "dense"},
)
def adaptive_methods_overfit(truth: Truth = "sparse") -> Finding:
    """Every interval lies below zero."""
    return Finding(100 * max(float(lead(truth, n).high) for n in SIZES), "<", 0)


@page.claim(
    says="Adam finds sharper minima, and therefore generalizes worse.",
    verdict="depends",
    heard="{{cite zhou2020}}, who derive it from times of escape",
    holds="With 300 digits the first half is true against momentum: Adam's largest curvature is "
    "{{sharper_momentum_mean}} times as large [{{sharper_momentum_low}}, "
    "{{sharper_momentum_high}}; {{few_seeds}} pairs]. The second half is not seen: on new digits "
    "the difference is {{difference_adam_momentum_three_hundred}} ± "
    "{{within_adam_momentum_three_hundred}} points.",
    otherwise="Against plain SGD the first half is false: {{sharper_sgd_mean}} times "
    "[{{sharper_sgd_low}}, {{sharper_sgd_high}}]. The order of sharpness is the order of the "
    "training loss left: cross-entropy flattens as it is fitted.",
    statistic="the lower end of the interval for Adam's largest curvature over momentum's (in the "
    "last case plain SGD's), which is the first half,",
    form=".2g",
    evidence=("the table of curvatures below",),
    counter_example={"other": "sgd"},
)
def finds_sharper_minima(other: str = "momentum") -> Finding:
    """Adam's curvature is larger, by the ratio of geometric means over pairs of seeds."""
    return Finding(float(np.exp(sharper(other, "three_hundred").low)), ">", 1)

"""What people get wrong about Adam and new data, put to the test."""

import numpy as np

from adamdocs.explainers.generalisation.experiments import (
    BATCHES,
    EPSILONS,
    SHARE,
    by_batch,
    by_epsilon,
    course,
    lead,
    over_draws,
    page,
)
from adamdocs.explainers.generalisation.networks import (
    difference,
    gain_of_noise,
    least_loss,
    sharpness,
)
from adamdocs.explainers.pieces import Finding
from adamdocs.labs.chance import paired_interval
from adamdocs.labs.directions import Truth


@page.claim(
    says="Adam generalizes worse than SGD.",
    verdict="depends",
    heard="{{cite wilson2017}}, of trained networks, and comparison tables since: “can generalize "
    "slightly worse”",
    holds="True on Wilson's points, learned from all at once: {{accuracy_adam}} of new points are "
    "told right instead of {{accuracy_sgd}}.",
    otherwise="False, as far as {{seeds}} seeds can tell, of networks on digits at tuned rates: "
    "every interval holds zero, and a deficit of more than {{excluded}} percentage points is "
    "excluded.",
    statistic="the upper end of the interval for Adam's accuracy minus SGD's, in percentage "
    "points,",
    form=".2g",
    evidence=("figure no_deficit", "figure score_by_step"),
    counter_example={"task": "three_hundred"},
)
def adam_generalizes_worse(task: str | None = None) -> Finding:
    """The whole interval lies below zero."""
    if task is not None:
        return Finding(100 * float(difference("adam", task).high), "<", 0)
    found = paired_interval(over_draws("adam").accuracy, over_draws("sgd").accuracy)
    return Finding(100 * float(found.high), "<", 0)


@page.claim(
    says="On Wilson's points adaptive methods fail.",
    verdict="false",
    heard="summaries of {{cite wilson2017}}",
    holds="They fail if all points are shown at each step and $\\eps$ is far below $1/n$. With "
    "$\\eps$ from {{turning_eps}} on, or in batches of at most {{turning_batch}} of the 200 "
    "points, "
    "Adam tells every new point right.",
    otherwise="At the default $\\eps$ and with all points at each step it is true, of Adam, "
    "AdaGrad "
    "and RMSProp alike.",
    statistic="the best share of new points told right, over all settings of the figure,",
    form=".2g",
    evidence=("figure what_turns_it",),
    counter_example={"default": True},
)
def adaptive_methods_fail(default: bool = False) -> Finding:
    """No setting tells more right than the positives."""
    if default:
        return Finding(float(over_draws("adam").accuracy.max()), "<=", SHARE)
    shown = np.concatenate([by_epsilon(), by_batch().mean(1)])
    assert len(shown) == len(EPSILONS) + len(BATCHES)
    return Finding(SHARE + (1 - SHARE) * float((shown < 0).any()), "<=", SHARE)


@page.claim(
    says="Stopping early keeps Adam from fitting what does not matter.",
    verdict="false",
    holds="On Wilson's points every weight has the same size from the first step on. What Adam "
    "says "
    "of a new point at the end, it has said all along.",
    otherwise="With $\\eps = 0.1$ the score changes its sign on the way; then it is training "
    "longer that helps.",
    statistic="the share of the first 300 steps after which Adam tells a new negative point right",
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
    holds="Adam prefers weights of equal size. Where one feature of forty decides, it spreads the "
    "blame over all, and is {{sparse_loss}} percentage points behind gradient descent.",
    otherwise="Where all forty count alike, equal weights are what is wanted, and Adam is "
    "{{dense_gain}} points ahead. Both rules fit all points in both cases.",
    statistic="the upper end of the interval for Adam's accuracy minus gradient descent's with "
    "eighty points, in percentage points,",
    form=".2g",
    evidence=("figure two_truths",),
    counter_example={"truth": "dense"},
)
def adaptive_methods_overfit(truth: Truth = "sparse") -> Finding:
    """The whole interval lies below zero."""
    return Finding(100 * float(lead(truth, 80).high), "<", 0)


@page.claim(
    says="Adam finds sharper minima, and therefore generalizes worse.",
    verdict="depends",
    holds="At tuned rates with 300 digits Adam's runs end where the largest curvature is "
    "{{sharpness_adam}}, those of SGD with momentum at {{sharpness_momentum}}. On new digits the "
    "two "
    "are equal: {{difference_adam_three_hundred}} ± {{within_adam_three_hundred}} points.",
    otherwise="SGD without momentum ends at {{sharpness_sgd}}, sharper than Adam. The order is "
    "that "
    "of the training loss left, {{lost_momentum}}, {{lost_adam}} and {{lost_sgd}}: cross-entropy "
    "flattens as it is fitted.",
    statistic="the lower end of the interval for Adam's largest curvature over the other rule's",
    form=".2g",
    evidence=("the table below the figure of differences",),
    counter_example={"other": "sgd"},
)
def finds_sharper_minima(other: str = "momentum") -> Finding:
    """Adam's curvature is larger, by the ratio of geometric means over pairs of seeds."""
    found = paired_interval(np.log(sharpness("adam")), np.log(sharpness(other)))
    return Finding(float(np.exp(found.low)), ">", 1)


@page.claim(
    says="Adam wins because of gradient noise.",
    verdict="false",
    heard="discussions of {{cite zhang2020}}",
    holds="On a hundred digits, forty steps, best rates, SGD's least training loss is "
    "{{least_sgd_100}} to Adam's {{least_adam_100}} with all images at each step, without any "
    "noise. In batches of ten it is {{least_sgd_10}} to {{least_adam_10}}: noise shrinks the "
    "advantage. {{cite kunstner2023}} report a gap without noise for transformers.",
    otherwise="Against SGD with momentum, which leads in both cases, noise does help Adam: "
    "{{least_momentum_100}} to {{least_adam_100}} without, {{least_momentum_10}} to "
    "{{least_adam_10}} with it.",
    statistic="Adam's advantage over SGD, as a ratio of losses, in batches of ten, over that with "
    "all images,",
    form=".2g",
    evidence=(
        "the numbers above",
        "the same claim on [the race](race.md#claim-wins_because_of_noise)",
    ),
    counter_example={"other": "momentum"},
)
def wins_because_of_noise(other: str = "sgd") -> Finding:
    """The advantage is larger with noise than without."""
    noisy, quiet = (least_loss(other, batch) / least_loss("adam", batch) for batch in (10, 100))
    return Finding(noisy / quiet, ">", 1)


@page.claim(
    says="The noise of small batches regularizes.",
    verdict="false",
    heard="textbooks and lectures, of SGD",
    holds="Not here: on a hundred digits, after 300 steps at tuned rates, SGD in batches of ten "
    "tells {{noise_gain}} ± {{noise_gain_within}} percentage points of new digits more than with "
    "all images at each step.",
    otherwise="On Wilson's points it decides everything: Adam in batches of ten tells "
    "{{accuracy_batches}} of new points right, with all points {{accuracy_adam}}.",
    statistic="the lower end of the interval for the gain by batches of ten, in percentage points,",
    form=".2g",
    evidence=("figure what_turns_it",),
    counter_example={"wilson": True},
)
def noise_regularizes(wilson: bool = False) -> Finding:
    """The whole interval lies above zero."""
    if wilson:
        found = paired_interval(
            over_draws("adam", 24, 10).accuracy, over_draws("adam", 24).accuracy
        )
        return Finding(100 * float(found.low), ">", 0)
    return Finding(100 * float(gain_of_noise().low), ">", 0)

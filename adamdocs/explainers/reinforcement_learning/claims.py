"""Claims about Adam and policy gradients, each with the run or closed form that settles it."""

from adamdocs.explainers.pieces import Finding
from adamdocs.explainers.reinforcement_learning.experiments import (
    caution,
    less_noise,
    moved,
    page,
    saved_by_baseline,
    under_expected_reward,
)
from adamdocs.explainers.reinforcement_learning.poles import worst_scale


@page.claim(
    says="Adam provides a form of implicit variance reduction: $\\v$ grows with the variance, and "
    "the step is divided by its root.",
    verdict="false",
    heard="a chapter of an online course",
    holds="Signal and noise are divided alike, so that every coordinate keeps its ratio of one to "
    "the other. Together they are weighed anew, with arms drawn alike to {{less_by_scale}} times "
    "less noise, {{more_by_scale}} times more after a baseline. "
    "Where it falls further, the mean step [is not the gradient](#why-the-root-cannot-do-it).",
    otherwise="With $\\beta_1 = 0.9$ the single step has {{less_by_adam}} times less: that is the "
    "average's doing, and it [does not last](#what-a-baseline-does-that-averaging-does-not).",
    statistic="the factor by which $\\sqrt{\\v}$ alone ($\\beta_1 = 0$) lowers a step's noise over "
    "its signal",
    evidence=("figure noise_left",),
    counter_example={"kind": "adam"},
)
def reduces_variance(kind: str = "scaled") -> Finding:
    """The noise at least halves."""
    return Finding(less_noise(kind), ">", 2)


@page.claim(
    says="Averaging gradients with $\\beta_1 = 0.9$ reduces the variance nineteenfold.",
    verdict="depends",
    holds="Of one step, if gradients are independent: $(1+\\beta_1)/(1-\\beta_1) = 19$.",
    otherwise="Over {{draws}} steps together it is {{less_by_average_in_all}}. An average loses "
    "none of the noise.",
    statistic="the noise of plain steps over that of averaged ones, after one step (in the last "
    "case a thousand),",
    evidence=("figure noise_left",),
    counter_example={"steps": 1000},
)
def averaging_removes_noise(steps: int = 1) -> Finding:
    """Displacements by averages have half the noise at most."""
    at = 0 if steps == 1 else -1
    found = moved().noise[:, at]
    return Finding(float(found[0] / found[1]), ">", 2)


@page.claim(
    says="Where gradients are noisier Adam steps more carefully, as if it sensed how unreliable "
    "the signal is.",
    verdict="depends",
    heard="a chapter of an online course",
    holds="If an estimate is the mean of 300 draws, with a baseline, the signal shows. Rewards ten "
    "times as noisy then shorten Adam's steps to {{caution_many}} of what they were.",
    otherwise="With one draw an estimate, noise is nearly all there is, and the steps are close to "
    "their floor already: {{caution_single}} times as long.",
    statistic="the root mean square of Adam's steps after rewards became ten times as noisy, over "
    "that before,",
    evidence=("page [Moments](../learn/moments.md)",),
    form=".2f",
    counter_example={"draws": 1},
)
def cautious_where_noisy(draws: int = 300) -> Finding:
    """Steps shorten by half."""
    return Finding(caution(draws), "<", 0.5)


@page.claim(
    says="With Adam a policy gradient needs no baseline.",
    verdict="false",
    holds="On bandits whose rewards lie around 4 a baseline saves Adam {{saved_adam}} ± "
    "{{saved_within_adam}} of reward a draw, SGD {{saved_sgd}} ± {{saved_within_sgd}}, each at its "
    "best rate. On CartPole it earns Adam {{ahead_baseline_adam}} ± "
    "{{ahead_within_baseline_adam}} more.",
    otherwise="Where the good arms pay about nothing, there is nothing to subtract: around −1 it "
    "is {{saved_low_level}} ± {{saved_within_low_level}}.",
    statistic="the lower end of the interval for what a baseline saves Adam, in reward a draw,",
    form=".2f",
    evidence=("the tables above",),
    counter_example={"level": -1.0},
)
def baseline_unneeded(level: float = 4.0) -> Finding:
    """No saving is seen."""
    return Finding(float(saved_by_baseline("adam", level).low), "<=", 0)


@page.claim(
    says="Adam's learning rate holds for rewards in any unit.",
    verdict="true",
    holds="With every reward divided and multiplied by a hundred the mean return stays at "
    "{{earned_adam_baseline_small}} and {{earned_adam_baseline_large}}, from "
    "{{earned_adam_baseline}}. Adam's step has no unit of the gradient, as long as $\\eps$ is "
    "negligible.",
    otherwise="SGD's falls from {{earned_sgd_baseline}} to "
    "{{earned_sgd_baseline_small}} and {{earned_sgd_baseline_large}}. If it normalizes its "
    "advantages it stays at {{earned_sgd_normalized_small}} and {{earned_sgd_normalized_large}}: "
    "the gift is not Adam's alone.",
    statistic="the least mean return over three scales of rewards, relative to that at one,",
    form=".2f",
    evidence=("figure scales_of_rewards",),
    counter_example={"name": "sgd baseline"},
)
def any_unit(name: str = "adam baseline") -> Finding:
    """At least nine tenths of the return are kept."""
    return Finding(worst_scale(name), ">", 0.9)


@page.claim(
    says="The expected reward is the baseline that leaves the least variance.",
    verdict="depends",
    holds="If the policy still draws all arms alike it is. The best constant weighs arm $a$'s "
    "value by $\\pi_a |e_a - \\pi|^2$, which is then the same for all.",
    otherwise="A policy that draws one of three arms nine times in ten has "
    "{{more_by_expected_reward}} times the least variance under it: rarely drawn arms move "
    "$\\pi$ most, and the baseline should be near their values {{citep greensmith2004}}.",
    statistic="the variance under the baseline $\\pi \\cdot q$ over the least",
    evidence=("the closed forms `bandit_covariance` and `bandit_best_baseline`",),
    counter_example={"stage": "settled"},
)
def expected_reward_is_best(stage: str = "uniform") -> Finding:
    """It is within five percent of the least."""
    return Finding(under_expected_reward(stage), "<", 1.05)

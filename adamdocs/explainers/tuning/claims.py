"""What is said about tuning, put to the test."""

import numpy as np

from adamdocs.explainers.pieces import Finding
from adamdocs.explainers.tuning.batches import exponent, longest_stretch
from adamdocs.explainers.tuning.details import low_over_high
from adamdocs.explainers.tuning.experiments import DEFAULT, GOOD, STEPS, at_rate, final, page
from adamdocs.explainers.tuning.recovery_numbers import farther
from adamdocs.explainers.tuning.restarts import SLOW, times_larger
from adamdocs.explainers.tuning.shocks import always_clipped, at_step, clip, setback
from adamdocs.optimizers import adam


@page.claim(
    says="Adam needs no tuning of its learning rate.",
    verdict="false",
    heard="a tutorial's list of when to choose Adam: “When you don't want to spend time tuning the "
    "learning rate”",
    holds="At the default rate, `0.001`, the lab's loss after 300 steps is {{default_loss}} ± "
    "{{default_loss_within}}, and {{best_loss}} ± {{best_loss_within}} at {{best_rate}}: "
    "{{default_over_best}} times the least. What Adam spares you is the second digit: "
    "{{good_decades}} decades of rates, {{good_from}} to {{good_to}} on a grid of four a decade, "
    "stay within two and a half times the least.",
    otherwise="A rate inside that band needs no tuning, such as `0.01`. How far the default is "
    "from it depends on the length of the run, the batch and the network.",
    statistic="mean loss at the rate over the least, ten seeds,",
    evidence=("figure rate_band", "figure four_courses"),
    form=".2f",
    counter_example={"rate": 1e-2},
)
def needs_no_tuning(rate: float = DEFAULT) -> Finding:
    """The loss at the rate is at most two and a half times the least."""
    losses = final().mean
    return Finding(float(losses[at_rate(rate)] / losses.min()), "<=", GOOD)


@page.claim(
    says="Without clipping, one bad batch ruins the run.",
    verdict="false",
    holds="One gradient a hundred times as long as the others takes Adam's loss to "
    "{{adam_rise}} ± {{adam_rise_within}} times what it was a step before, as each weight's step "
    "is bounded. What it leaves is a swollen $\\v$, and with it shorter steps: 240 steps later "
    "loss is {{adam_setback}} ± {{adam_setback_within}} times that of the run without. Clipping "
    "prevents both ({{adam_clipped}} ± {{adam_clipped_within}}).",
    otherwise="It is true of gradient descent, which ends at {{sgd_setback}} ± "
    "{{sgd_setback_within}} times the loss (median {{sgd_middle}}, {{sgd_middle_from}} to "
    "{{sgd_middle_to}}).",
    statistic="loss in the end over that of the run without an outlier, mean of ten seeds,",
    evidence=("figure outlier_courses",),
    form=".2f",
    counter_example={"name": "sgd"},
)
def bad_batch_ruins(name: str = "adam") -> Finding:
    """After an outlier the run ends with at least twice the loss."""
    return Finding(float(setback(name).mean()), ">=", 2)


@page.claim(
    says="Clipping every gradient shrinks the steps.",
    verdict="false",
    holds="Cut to a norm of a hundredth, below that of every batch, gradients lose their length "
    "and keep their direction. Adam divides by their size, and ends at {{adam_always}} ± "
    "{{adam_always_within}} where it had {{best_loss}}. That costs a little: "
    "{{adam_always_more}} ± {{adam_always_more_within}}, seed by seed. A limit that is too low "
    "does not slow Adam as a low rate does.",
    otherwise="Gradient descent crawls: {{sgd_always}} ± {{sgd_always_within}} where it had "
    "{{sgd_loss}} ± {{sgd_loss_within}}. For gradient descent such a limit is the length of the "
    "step.",
    statistic="mean loss of ten seeds in the end with every gradient clipped, over that without "
    "clipping,",
    evidence=("the runs of these numbers, at the tuned rates",),
    form=".2f",
    counter_example={"name": "sgd"},
)
def clipping_shrinks_steps(name: str = "adam") -> Finding:
    """Clipping all gradients to a hundredth leaves at least twice the loss."""
    free = at_step(name, STEPS, 0.0).mean()
    return Finding(float(always_clipped(name).mean() / free), ">=", 2)


@page.claim(
    says="Clipping keeps NaN out of the weights.",
    verdict="false",
    holds="The norm of a gradient with one NaN is NaN, and so is every entry of the clipped "
    "gradient: clipping spreads it. With one infinite entry the norm is infinite: that entry "
    "becomes NaN, and all others 0. Test the norm, and skip the step.",
    otherwise="Entries that are only huge are what clipping is for, as long as their squares do "
    "not overflow.",
    statistic="share of ten weights that are finite after one step",
    evidence=("the first cell above, with `SKIP = False`",),
    form=".1f",
    counter_example={"bad": 1e30},
)
def clipping_stops_nan(bad: float = np.nan) -> Finding:
    """All weights are finite after a clipped step on a gradient with one bad entry."""
    g = np.ones(10)
    g[3] = bad
    rule, theta = adam(0.1), np.zeros(10)
    step, _ = rule.update(clip(g, 1.0), rule.init(theta), theta)
    return Finding(float(np.isfinite(theta + step).mean()), ">=", 1)


@page.claim(
    says="A shorter memory, β₂ = 0.95, gets over a bad batch sooner.",
    verdict="depends",
    holds="Under equal gradients, after an outlier of a hundred times their size, "
    "{{below_short}} steps are below half instead of {{below_long}}, and in a thousand gradients "
    "the parameter comes {{farther_in_1000}} times as far. The lab [agrees](#a-shorter-memory).",
    otherwise="In the first hundred it comes {{farther_in_100}} times as far: the short memory is "
    "hit harder, as the outlier's square enters $\\v$ with the weight of a twentieth and not of "
    "a thousandth.",
    statistic="way made in so many equal gradients from the outlier on, the short memory's over "
    "the long one's,",
    evidence=("figure recovery", "figure outlier_courses"),
    form=".2f",
    counter_example={"gradients": 100},
)
def short_memory_recovers(gradients: int = 1000) -> Finding:
    """The short memory makes more way."""
    return Finding(farther(gradients), ">=", 1.1)


@page.claim(
    says="With $k$ times the batch, multiply Adam's rate by $\\sqrt k$.",
    verdict="depends",
    heard="the square root scaling rule {{citep malladi2022}}",
    holds="From 8 to 128 images a batch the best rate grows with the batch to the power "
    "{{batch_power}} ± {{batch_power_within}} if all runs are shown the same number of images. "
    "The rule as it is cited scales both decays too; then the power is {{scaled_power}} ± "
    "{{scaled_power_within}}, an interval that ends at one half.",
    otherwise="If all runs have the same number of steps it is {{fixed_power}} ± "
    "{{fixed_power_within}}: much of the root is that fewer steps must be longer.",
    statistic="power of the batch with which the best rate grows, decays kept, mean of ten seeds,",
    evidence=("figure best_rate_by_batch",),
    form=".2f",
    counter_example={"fix": "steps"},
)
def square_root_of_batch(fix: str = "images") -> Finding:
    """The power is nearer to one half than to none."""
    return Finding(float(exponent(fix).mean), ">=", 0.25)


@page.claim(
    says="Summing the gradients of micro-batches instead of averaging them multiplies the steps.",
    verdict="false",
    holds="On one stream of twenty noisy gradients Adam's longest step on sums of four is "
    "{{sum_stretch_adam}} of that on means; in the lab the loss changes by a factor of "
    "{{sum_loss_adam}} ± {{sum_loss_adam_within}}. The factor cancels, as far as $\\eps$ is "
    "negligible. A clipping limit, an $\\eps$ near the "
    "gradients and L2 inside the gradient do notice it.",
    otherwise="It is true of gradient descent, whose steps are {{sum_stretch_sgd}} times as long.",
    statistic="longest step on sums of four gradients over that on their means",
    evidence=("the numbers of [the batch](#the-batch)",),
    form=".2f",
    counter_example={"name": "sgd"},
)
def sums_multiply_steps(name: str = "adam") -> Finding:
    """Sums make steps at least twice as long."""
    return Finding(longest_stretch(name), ">=", 2)


@page.claim(
    says="Restarting the optimizer is harmless.",
    verdict="false",
    heard="code that resumes a run from its weights alone, as in {{cite blatr2021}}",
    holds="In the 200 steps after all of Adam's state is lost at step 1000 the largest loss is "
    "{{peak_all}} times that of the run that lost nothing (median of ten seeds; {{peak_all_from}} "
    "to {{peak_all_to}}).",
    otherwise="To lose $\\m$ alone raises the median by nothing ({{peak_m_from}} to "
    "{{peak_m_to}}). Early in a run it is nearly harmless to lose all: {{peak_all_early}} times "
    "after 300 steps ({{peak_all_early_from}} to {{peak_all_early_to}}).",
    statistic="largest training loss after the interruption over that of the run that lost "
    "nothing, median of ten seeds,",
    evidence=("figure after_restart",),
    form=".1f",
    counter_example={"lost": "m"},
)
def restart_is_harmless(lost: str = "mvt") -> Finding:
    """The largest loss is at most one and a half times that of the run that lost nothing."""
    return Finding(times_larger(lost), "<=", 1.5)


@page.claim(
    says="A warm-up mends a cold restart.",
    verdict="false",
    heard="reports such as one in {{cite frdo2024}}, where five steps of it helped",
    holds="After 1000 steps it defers the jump: with a warm-up of 100 the largest loss is "
    "{{peak_warm}} times that of the run that lost nothing (median; {{peak_warm_from}} to "
    "{{peak_warm_to}}), and {{peak_all}} times without ({{peak_all_from}} to {{peak_all_to}}). "
    "Paired, it adds {{warm_adds}} ± {{warm_adds_within}} to that loss: no difference shows. Nor "
    "does one after 300 steps ({{warm_adds_early}} ± {{warm_adds_early_within}}), where there is "
    "little to mend.",
    otherwise="A third of the rate does mend it: {{peak_slow}} times ({{peak_slow_from}} to "
    "{{peak_slow_to}}).",
    statistic="largest training loss after the interruption over that of the run that lost "
    "nothing, median of ten seeds,",
    evidence=("figure after_restart",),
    form=".1f",
    counter_example={"warm": 0, "slow": SLOW},
)
def warm_up_mends(warm: int = 100, slow: float = 1.0) -> Finding:
    """The largest loss is at most one and a half times that of the run that lost nothing."""
    return Finding(times_larger("mvt", warm, slow), "<=", 1.5)


@page.claim(
    says="Parameters that consistently have low gradients are far from convergence.",
    verdict="depends",
    heard="a tutorial, as the reason why Adam gives them a higher rate",
    holds="Call gradients consistently low if their root mean square is in the lowest fifth both "
    "over the first 30 steps and over the 270 since, and high likewise. Among weights of units "
    "that are live at the end, those with low gradients still make {{low_live}} times the way of "
    "those with high ones from step 30 on (median of ten seeds; {{low_live_from}} to "
    "{{low_live_to}}).",
    otherwise="Among all weights it is {{low_all}} ({{low_all_from}} to {{low_all_to}}), as "
    "{{low_silent}} of the low ones belong to units that fell silent: no gradient, no way, and no "
    "sign of a minimum. Way means what this run still made in 300 steps; how far convergence is "
    "we did not measure.",
    statistic="way still made by weights of low gradients over that of weights of high ones, "
    "median of ten seeds,",
    evidence=("figure low_gradients",),
    form=".2f",
    counter_example={"live": False},
)
def low_gradients_far(*, live: bool = True) -> Finding:
    """Weights of low gradients still make the longer way."""
    return Finding(float(np.median([one.ratio for one in low_over_high(live=live)])), ">=", 1)

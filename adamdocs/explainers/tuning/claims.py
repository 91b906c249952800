"""What is said about tuning, put to the test."""

import numpy as np

from adamdocs.explainers.pieces import Finding
from adamdocs.explainers.tuning.batches import exponent, longest_stretch
from adamdocs.explainers.tuning.details import low_over_high, low_over_high_in_ravine
from adamdocs.explainers.tuning.experiments import DEFAULT, GOOD, at_rate, final, page
from adamdocs.explainers.tuning.restarts import BEFORE, EARLY, times_larger
from adamdocs.explainers.tuning.shock_numbers import farther
from adamdocs.explainers.tuning.shocks import SIZE, always_clipped, clip, setback, shaken
from adamdocs.optimizers import adam


@page.claim(
    says="Adam needs no tuning of its learning rate.",
    verdict="false",
    heard="a tutorial's list of when to choose Adam: “When you don't want to spend time tuning the "
    "learning rate”",
    holds="At the default rate, `0.001`, the lab's loss after 300 steps is {{default_loss}} ± "
    "{{default_loss_within}}, and {{best_loss}} ± {{best_loss_within}} at {{best_rate}}: "
    "{{default_over_best}} times the least. What Adam spares you is the second digit: "
    "{{good_decades}} decades of rates, {{good_from}} to {{good_to}}, stay within two and a half "
    "times the least.",
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
    holds="One gradient a hundred times as long as the others does not raise Adam's loss (the "
    "largest since is {{adam_rise}} times that before): the steps of each weight are bounded. "
    "What it leaves is a swollen $\\v$, and with it shorter steps: 240 steps later loss is "
    "{{adam_setback}} ± {{adam_setback_within}} times that of the run without. Clipping prevents "
    "this too ({{adam_clipped}} ± {{adam_clipped_within}}).",
    otherwise="It is true of gradient descent, which ends at {{sgd_setback}} ± "
    "{{sgd_setback_within}} times the loss.",
    statistic="loss in the end over that of the run without an outlier, mean of ten seeds,",
    evidence=("figure outlier_courses",),
    form=".2f",
    counter_example={"name": "sgd"},
)
def bad_batch_ruins(name: str = "adam") -> Finding:
    """After an outlier the run ends with at least twice the loss."""
    return Finding(float(setback(name, SIZE).mean()), ">=", 2)


@page.claim(
    says="Clipping every gradient shrinks the steps.",
    verdict="false",
    holds="Cut to a norm of a hundredth, below that of every batch, gradients lose their length "
    "and keep their direction. Adam divides by their size, and ends at {{adam_always}} ± "
    "{{adam_always_within}} where it had {{best_loss}}. So a limit that is too low does not slow "
    "Adam as a low rate does.",
    otherwise="Gradient descent crawls: {{sgd_always}} where it had {{sgd_loss}}. Its limit is a "
    "learning rate.",
    statistic="mean loss in the end with every gradient clipped, over that without clipping,",
    evidence=("figure outlier_courses",),
    form=".2f",
    counter_example={"name": "sgd"},
)
def clipping_shrinks_steps(name: str = "adam") -> Finding:
    """Clipping all gradients to a hundredth leaves at least twice the loss."""
    free = shaken(name, 0.0).loss[-1].mean()
    return Finding(float(always_clipped(name).mean() / free), ">=", 2)


@page.claim(
    says="Clipping keeps NaN out of the weights.",
    verdict="false",
    holds="The norm of a gradient with one NaN is NaN, and so is every entry of the clipped "
    "gradient: clipping spreads it. Infinity fares no better, since zero times infinity is NaN. "
    "Test the norm, and skip the step.",
    otherwise="Entries that are only huge are what clipping is for, as long as their squares do "
    "not overflow.",
    statistic="part of ten weights that are finite after one step",
    evidence=("figure outlier_courses",),
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
    holds="After an outlier of a hundred times the usual gradient steps are below half for "
    "{{halved_short}} gradients instead of {{halved_long}}, and in a thousand gradients the "
    "parameter comes {{farther_in_1000}} times as far.",
    otherwise="In the first hundred it comes {{farther_in_100}} times as far: the short memory is "
    "hit harder, as the outlier is a twentieth of $\\v$ and not a thousandth.",
    statistic="way made in so many gradients from the outlier on, the short memory's over the long "
    "one's,",
    evidence=("figure recovery",),
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
    "With the memories scaled as well the power is {{scaled_power}} ± {{scaled_power_within}}.",
    otherwise="If all runs have the same number of steps it is {{fixed_power}} ± "
    "{{fixed_power_within}}: much of the root is that fewer steps must be longer.",
    statistic="power of the batch with which the best rate grows, mean of ten seeds, less one "
    "half, in size,",
    evidence=("figure best_rate_by_batch",),
    form=".2f",
    counter_example={"fix": "steps"},
)
def square_root_of_batch(fix: str = "images") -> Finding:
    """The power is within 0.15 of one half."""
    return Finding(abs(float(exponent(fix).mean) - 0.5), "<=", 0.15)


@page.claim(
    says="Summing the gradients of micro-batches instead of averaging them multiplies the steps.",
    verdict="false",
    holds="Adam's longest step on sums of four is {{sum_stretch_adam}} of that on means: the "
    "factor cancels, as far as $\\eps$ is negligible. A clipping limit, an $\\eps$ near the "
    "gradients and L2 inside the gradient do notice it.",
    otherwise="It is true of gradient descent, whose steps are {{sum_stretch_sgd}} times as long.",
    statistic="longest step on sums of four gradients over that on their means",
    evidence=("figure best_rate_by_batch", "exercise squares_first"),
    form=".2f",
    counter_example={"name": "sgd"},
)
def sums_multiply_steps(name: str = "adam") -> Finding:
    """Sums make steps at least twice as long."""
    return Finding(longest_stretch(name), ">=", 2)


@page.claim(
    says="Restarting the optimizer is harmless.",
    verdict="false",
    heard="code that resumes a run from its weights alone",
    holds="In the 200 steps after all of Adam's state is lost the largest loss is {{peak_all}} "
    "times that of the run that lost nothing (median of ten seeds).",
    otherwise="It is harmless to lose $\\m$, or the counter $t$ if the moments are kept. Early in "
    "a run it is harmless to lose all of it: {{peak_all_early}} times after 300 steps.",
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
    verdict="depends",
    heard="issue threads, where it is the usual workaround",
    holds="It does early in a run: after 300 steps the largest loss is {{peak_all_early}} times "
    "that of the run that lost nothing, and {{peak_warm_early}} times with a warm-up of 100.",
    otherwise="After 1000 steps it defers the jump: {{jump_warm}} ± {{jump_warm_within}} with a "
    "warm-up of 20, {{jump_long_warm}} ± {{jump_long_warm_within}} with 100, {{jump_all}} ± "
    "{{jump_all_within}} without. A lower rate mends it, here a third: {{jump_slow}} ± "
    "{{jump_slow_within}}.",
    statistic="largest training loss after the interruption over that of the run that lost "
    "nothing, median of ten seeds,",
    evidence=("figure after_restart",),
    form=".1f",
    counter_example={"before": BEFORE},
)
def warm_up_mends(before: int = EARLY) -> Finding:
    """The largest loss is at most one and a half times that of the run that lost nothing."""
    return Finding(times_larger("mvt", 100, before=before), "<=", 1.5)


@page.claim(
    says="Parameters that consistently have low gradients are far from convergence.",
    verdict="false",
    heard="a tutorial, as the reason why Adam gives them a higher rate",
    holds="In the lab, thirty steps in, the fifth of the weights with the lowest gradients has "
    "{{low_way}} ± {{low_way_within}} of the way left that the fifth with the highest has "
    "(medians, ten seeds). A low gradient says that the loss hardly depends on a weight. Adam "
    "lengthens its steps all the same.",
    otherwise="On an aligned ravine it is true: the coordinate along the floor has the lower "
    "gradient and ten times the way to go.",
    statistic="way left of the weights with the lowest gradients over that of those with the "
    "highest",
    evidence=("figure step_over_weights",),
    form=".2f",
    counter_example={"where": "ravine"},
)
def low_gradients_far(where: str = "digits") -> Finding:
    """Weights of low gradients have at least as far to go."""
    found = low_over_high_in_ravine() if where == "ravine" else float(low_over_high().mean())
    return Finding(found, ">=", 1)

"""What people get wrong about the size of Adam's steps, put to the test."""

import numpy as np

from adamdocs import streams, theory
from adamdocs.explainers.adam.experiments import (
    B1,
    B2,
    BEFORE,
    after_flip,
    after_silence,
    apart,
    growing,
    other_past,
    page,
)
from adamdocs.explainers.pieces import Finding
from adamdocs.optimizers import adam
from adamdocs.runs import feed


@page.claim(
    says="Adam never steps farther than one learning rate.",
    verdict="false",
    holds="While gradients agree, a step is one learning rate. After a silence it can be "
    "{{one_after_silence}}, {{burst_after_silence}}, or anything below {{largest_step}}.",
    otherwise="It would be true if no gradient were larger than the ones before it.",
    statistic="the largest step at equal gradients after a silence, in learning rates,",
    evidence=("figure largest_steps",),
    counter_example={"silence": False},
)
def steps_stay_below_the_rate(silence: bool = True) -> Finding:
    """No step exceeds the learning rate."""
    constant = -feed(adam(1.0), streams.constant(40)).step[:, 0]
    return Finding(float((after_silence(40) if silence else constant).max()), "<=", 1)


@page.claim(
    says="No step is longer than (1 − β₁)/√(1 − β₂) learning rates, or than one where that is "
    "less than one.",
    verdict="false",
    heard="section 2.1 of {{cite kingma2015}}",
    holds="The bound is {{largest_step}}, not {{one_after_silence}}: larger by the factor "
    "$1/\\sqrt{1-\\beta_1^2/\\beta_2}$. At $\\beta_2 = 0.99$, where the paper has one learning "
    "rate, it is {{largest_step_99}}.",
    otherwise="It is true of a single gradient after zeros, the case the paper names.",
    statistic="the largest step under growing gradients, over the paper's bound,",
    evidence=("figure largest_steps", "figure largest_step_by_decays"),
    counter_example={"single": True},
)
def the_papers_bound_holds(single: bool = False) -> Finding:
    """The largest step is within the paper's bound, to rounding."""
    largest = after_silence(40)[0] if single else growing(1)[0]
    return Finding(float(largest / theory.paper_step_bound(B1, B2)), "<=", 1 + 1e-9)


@page.claim(
    says="Dividing the average by the intensity, $\\sqrt{\\vhat}$, gives a value between 0 and 1.",
    verdict="false",
    heard="tutorials that animate this quotient",
    holds="The quotient has a sign: it is the direction of the step. Under noise half of all "
    "quotients are negative, and after a silence they approach {{largest_step}} in size.",
    otherwise="It is true of nearly all steps where the gradients have a positive mean of half "
    "their noise.",
    statistic="the share of steps under pure noise whose quotient lies there",
    evidence=("figure agree_or_cancel", "figure largest_steps"),
    form=".2f",
    counter_example={"mean": 0.5},
)
def quotient_between_zero_and_one(mean: float = 0.0) -> Finding:
    """At least nine quotients in ten lie between 0 and 1."""
    g = streams.noisy(200 * 500, mean=mean).reshape(200, 500, 1)
    quotient = -feed(adam(1.0), g, keep="step").step[100:]
    return Finding(float(np.mean((quotient >= 0) & (quotient <= 1))), ">=", 0.9)


@page.claim(
    says="Larger gradients make Adam take larger steps.",
    verdict="depends",
    holds="True of gradients larger than their own past: when they grow a hundredfold within 45 "
    "steps, the steps grow too.",
    otherwise="False where all gradients are larger by one factor: both averages are multiplied "
    "alike, and no step changes, as long as $\\eps$ is negligible.",
    statistic="the largest ratio of a step to that at gradients a hundred times smaller",
    evidence=("figure largest_steps", "the prediction at the top of this page"),
    form=".3f",
    counter_example={"one_factor": True},
)
def larger_gradients_make_larger_steps(one_factor: bool = False) -> Finding:
    """Steps at hundredfold gradients are more than one percent larger."""
    if one_factor:
        g = streams.noisy(200)
        plain, larger = (feed(adam(1.0), scale * g).step for scale in (1.0, 100.0))
        return Finding(float(np.abs(larger / plain).max()), ">", 1.01)
    step = feed(adam(1.0), streams.growing(45, 100.0 ** (1 / 44))).step[:, 0]
    return Finding(float(step[-1] / step[0]), ">", 1.01)


@page.claim(
    says="Adam makes large updates when it is confident, small ones when it is uncertain.",
    verdict="depends",
    heard="tutorials, in these words or similar ones",
    holds="True where both averages are full: gradients with a mean make longer steps than noise.",
    otherwise="False after a silence. Adam then knows one gradient, which may be noise, and still "
    "steps {{one_after_silence}} learning rates; compared here are its first twenty steps.",
    statistic="the root mean square of steps under gradients whose mean is twice their noise, over "
    "that of steps under noise alone,",
    evidence=("figure agree_or_cancel", "figure largest_steps"),
    form=".2f",
    counter_example={"silence": 10_000},
)
def large_when_confident(silence: int = 0) -> Finding:
    """Steps of gradients that agree are longer than those of noise."""
    first = slice(silence, silence + 20) if silence else slice(180, 200)
    noise = streams.noisy(200 * 100).reshape(200, 100, 1)
    after = np.concatenate([np.zeros((silence, 100, 1)), noise])
    sure = feed(adam(1.0), 1.0 + 0.5 * noise, keep="step").step[180:]
    unsure = feed(adam(1.0), after, keep="step").step[first]
    return Finding(float(np.sqrt(np.mean(sure**2) / np.mean(unsure**2))), ">", 1)


@page.claim(
    says="When gradients flip, the scale drops, which helps prevent overshooting.",
    verdict="depends",
    heard="tutorials that animate this quotient",
    holds="It shortens the way: Adam keeps moving in the old direction for {{flip_steps}} steps, "
    "which lead {{flip_way}} learning rates instead of as many as there are steps.",
    otherwise="It is the average that makes Adam overshoot at all: at $\\beta_1 = 0$ Adam turns at "
    "once. What drops is $\\mhat$; the denominator does not move.",
    statistic="the way Adam still moves in the old direction, less that of as many steps at the "
    "scale held (the last case: less Adam's own at β₁ = 0), in learning rates,",
    evidence=("figure after_a_flip",),
    counter_example={"held": False},
)
def drop_prevents_overshooting(*, held: bool = True) -> Finding:
    """After a flip Adam goes on less far."""

    def way(b1: float) -> float:
        theta = after_flip(b1).theta[BEFORE - 1 :, 0]
        return float(theta[0] - theta.min())

    steps_on = int(np.argmax(after_flip().step[BEFORE:, 0] > 0))
    return Finding(way(B1) - (steps_on if held else way(0.0)), "<", 0)


@page.claim(
    says="Adam is RMSProp plus momentum.",
    verdict="false",
    heard="tutorials and comparison tables",
    holds="The ingredients are the same, their order is not: RMSProp with momentum averages "
    "rescaled gradients, Adam rescales the average. On [the ravine](fixed-rate.md), at "
    "{{best_ravine_rate}}, Adam's best rate by the site's sweep, the swap alone separates the "
    "paths by up to {{order_apart}} learning rates; leaving out both corrections as well, as "
    "RMSProp does, by {{rmsprop_apart}}.",
    otherwise="Without the average of gradients, at $\\beta_1 = 0$, and with both corrections the "
    "two are one.",
    statistic="with corrections in both, the largest distance between their paths, in learning "
    "rates,",
    evidence=("section 5 of {{cite kingma2015}}, which names both differences",),
    form=".2g",
    counter_example={"b1": 0.0},
)
def rmsprop_plus_momentum(b1: float = B1) -> Finding:
    """Both take the same path, to rounding."""
    return Finding(apart(correct=True, b1=b1), "<=", 0.001)


@page.claim(
    says="Adam remembers which paths it has explored.",
    verdict="false",
    heard="tutorials that liken Adam to a navigation system",
    holds="Of all gradients it keeps two numbers a parameter, $\\m$ and $\\v$, and a step count; "
    "of places and losses it keeps nothing. Two different pasts of three gradients each, made to "
    "leave the same two numbers, are followed by the same steps, to rounding.",
    otherwise="Pasts that leave different averages do make a difference.",
    statistic="the largest difference between fifty steps after one past and after the other",
    evidence=("the state that `adam.update` returns, above",),
    form=".1g",
    counter_example={"alike": False},
)
def remembers_explored_paths(alike: bool = True) -> Finding:
    """Steps after two different pasts differ."""
    past = np.array([1.0, 2.0, -1.0])
    other = other_past(past, 1.5) if alike else -past
    future = streams.noisy(50)[:, 0]
    one, two = (
        feed(adam(1.0), np.concatenate([before, future])[:, None]).step[3:]
        for before in (past, other)
    )
    return Finding(float(np.abs(one - two).max()), ">", 0.001)


@page.claim(
    says="With β₂ = 0 Adam has no memory at all.",
    verdict="false",
    heard="tutorials, as a thought experiment",
    holds="$\\m$ remembers as before, and that makes it dangerous: a past average is divided by "
    "the present gradient alone. Under noise {{memoryless_beyond_ten}} of the steps are longer "
    "than ten learning rates.",
    otherwise="With $\\beta_1 = 0$ as well nothing is remembered, and every step is one learning "
    "rate.",
    statistic="under noise, the share of steps whose length is not one learning rate, give or "
    "take a percent,",
    evidence=("figure without_long_memory",),
    form=".2f",
    counter_example={"b1": 0.0},
)
def no_memory_without_b2(b1: float = B1) -> Finding:
    """A step depends on the sign of the present gradient alone."""
    sizes = np.abs(feed(adam(1.0, b1, 0.0, 0.0), streams.noisy(500)).step)
    return Finding(float(np.mean(np.abs(sizes - 1) > 0.01)), "<=", 0)

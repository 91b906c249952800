"""What people get wrong about momentum, put to the test."""

import numpy as np

from adamdocs import theory
from adamdocs.explainers.momentum.experiments import (
    B1,
    GD_RATE,
    KAPPA,
    convex_cycle,
    down_the_ravine,
    page,
    settled,
    spread,
    steps_at_best,
    steps_on_grid,
)
from adamdocs.explainers.pieces import Finding
from adamdocs.landscapes import ravine
from adamdocs.optimizers import momentum
from adamdocs.runs import descend


@page.claim(
    says="The decaying average of past gradients is like momentum, but without the acceleration.",
    verdict="false",
    heard="a tutorial on Adam, of its first moment: “akin to momentum, but without the "
    "acceleration”",
    holds="Average and heavy ball take the same path once the rates are matched, so one "
    "accelerates as much as the other: {{best_steps}} steps against gradient descent's "
    "{{gd_steps}}. Even at gradient descent's own optimal rate, with nothing matched, the average "
    "with $\\beta_1 = 0.9$ needs only {{same_rate_steps}}.",
    otherwise="On a round bowl ($\\kappa = 1$) there is nothing to accelerate: gradient descent "
    "arrives in one step.",
    statistic="the steps that the average needs to settle, at the matched rate of the optimal "
    "heavy ball, over those of gradient descent at its optimal rate,",
    evidence=("figure steps_against_rate", "figure one_gradient_spent"),
    counter_example={"condition": 1.0},
)
def average_does_not_accelerate(condition: float = KAPPA) -> Finding:
    """The moving average needs as many steps as gradient descent."""
    b1 = theory.heavy_ball_best_b1(condition)
    lr = theory.ema_rate(theory.heavy_ball_best_rate(1.0, condition), b1)
    run = descend(momentum(lr, b1, ema=True), ravine(condition), steps=300, keep="loss")
    return Finding(float(settled(run.loss)) / steps_at_best(condition)[0], ">=", 1)


@page.claim(
    says="Momentum damps oscillations.",
    verdict="depends",
    heard="tutorials on Adam: “dampening oscillations”, and “smooth out the oscillations in our "
    "narrow canyon”",
    holds="It damps those of gradient descent at a rate near its limit, where the gradient changes "
    "sign at every step and cancels in the average.",
    otherwise="At the rate {{momentum_rate}} gradient descent does not oscillate at all, and "
    "momentum does: it swings {{wall_swing}} of the start beyond the floor, against 0, and each "
    "later step "
    "keeps $\\sqrt{\\beta_1} \\approx {{wall_factor_ball}}$ of the swing.",
    statistic="with gradient descent's optimal rate, the mean distance from the floor over a "
    "hundred steps with momentum ($\\beta_1 = 0.9$) over that without",
    evidence=("figure across_the_ravine", "figure two_paths"),
    form=".2g",
    counter_example={"lr": 0.0029},
)
def momentum_damps_oscillations(lr: float = GD_RATE) -> Finding:
    """Over a hundred steps momentum is closer to the floor than gradient descent."""
    ball, plain = (
        np.abs(down_the_ravine(name, lr).theta[:100, 1]).mean() for name in ("momentum", "sgd")
    )
    return Finding(float(ball / plain), "<", 1)


@page.claim(
    says="Momentum is critical for fast convergence.",
    verdict="depends",
    heard="summaries of {{cite sutskever2013}}, whose abstract says “both the initialization and "
    "the momentum are crucial”, of the deep networks it trains",
    holds="It pays where curvatures differ: at $\\kappa = 100$ the usual $\\beta_1 = 0.9$ needs "
    "{{momentum_steps}} steps instead of {{gd_steps}}.",
    otherwise="At $\\kappa = 1$ gradient descent needs one step, and $\\beta_1 = 0.9$ at its best "
    "rate {{round_momentum_steps}}: the memory is what has to be waited for.",
    statistic="gradient descent's steps to settle at its optimal rate over those of momentum "
    "($\\beta_1 = 0.9$) at the one that settles first",
    evidence=("figure steps_against_condition", "figure steps_against_rate"),
    counter_example={"condition": 1.0},
)
def momentum_is_critical(condition: float = KAPPA) -> Finding:
    """Gradient descent needs more steps than momentum."""
    plain, _ = steps_at_best(condition)
    return Finding(plain / float(steps_on_grid(B1, condition).min()), ">", 1)


@page.claim(
    says="A running average of gradients smooths the noise out of the path.",
    verdict="depends",
    heard="a tutorial on Adam, of gradient descent with momentum: “Faster, smoother path”",
    holds="It smooths the *steps*: the average's variance is {{averaged_noise}} of a "
    "gradient's. At large effective rates it also keeps the parameter closer: at 1 over the "
    "curvature the variance of $\\th$ is {{noise_large}} of gradient descent's.",
    otherwise="Every gradient is spent in full, only later, and in $\\th$ the noise adds up: at "
    "equal small effective rates the variance is {{noise_small}} of gradient descent's, and at "
    "equal learning rates, where heavy ball goes ten times as far on each gradient, "
    "{{noise_same_rate}} times.",
    statistic="at an effective rate of 1, on a bowl of curvature 1, the variance of $\\th$ in the "
    "long run with momentum ($\\beta_1 = 0.9$) over that without",
    evidence=("figure noise_passes_through",),
    counter_example={"effective": 0.01},
)
def average_smooths_noise(effective: float = 1.0) -> Finding:
    """Momentum takes at least a tenth off the variance."""
    return Finding(spread((1 - B1) * effective, B1) / spread(effective), "<", 0.9)


@page.claim(
    says="What is optimal on quadratics is at least safe on every convex function.",
    verdict="false",
    holds="On a convex function of one coordinate whose curvature is 25, 1 and 25 again, heavy "
    "ball with the optimal setting for these curvatures ends in a cycle of three points, "
    "{{cycle_top}} being the one farthest from the minimum {{citep lessard2016}}. "
    "And {{cite goujaud2025}} prove that every setting which accelerates on "
    "quadratics fails to converge on some smooth and strongly convex function.",
    otherwise="Nesterov's gradient at its usual setting for these curvatures, $\\lr = 1/25$ and "
    "$\\beta_1 = 2/3$, converges on it.",
    statistic="the largest distance from the minimum in the last three of a thousand steps",
    evidence=("exercise cycle_top",),
    counter_example={"look_ahead": True},
)
def optimal_is_safe(look_ahead: bool = False) -> Finding:
    """The run ends within a thousandth of the minimum."""
    return Finding(float(np.abs(convex_cycle(look_ahead)).max()), "<", 1e-3)

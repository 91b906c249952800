"""What the page asks: a prediction and exercises, their answers computed."""

import numpy as np

from adamdocs import streams, theory
from adamdocs.explainers.tuning.experiments import page
from adamdocs.explainers.tuning.restarts import B1, B2, resumed, times_larger
from adamdocs.optimizers import adam
from adamdocs.runs import feed

LOSSES = {
    "The first moment m": "m",
    "The second moment v": "v",
    "The step counter t": "t",
    "All three": "mvt",
}


@page.prediction(
    question="A trained network goes on at the same rate, but a part of Adam's state did not come "
    "back from the checkpoint and begins at zero. Which missing part does the most harm?",
    choices=tuple(LOSSES),
    right="The second moment v",
    solution="Without $\\v$, but with the old $\\m$ and $t$, the first step after 1000 equal "
    "gradients is {{first_v}} times as long as before, and worse for weights whose gradient "
    "has fallen silent: $\\m$ stands over nothing. If all three are lost the first step is one "
    "learning rate.",
)
def worst_loss() -> str:
    """What is lost in the run with the largest loss."""
    return max(LOSSES, key=lambda words: times_larger(LOSSES[words]))


@page.exercise(
    question="A run with $\\beta_1 = 0.9$, $\\beta_2 = 0.999$ is stopped after 500 steps of equal "
    "gradients. It resumes with the counter $t$, but without $\\m$ and $\\v$. How many learning "
    "rates long is its first step?",
    solution="$\\m = (1-\\beta_1)\\,\\g$ and $\\v = (1-\\beta_2)\\,\\g^2$ hold one gradient, and "
    "the corrections divide by the weight of 501 steps. In units of $\\g$, $\\mhat = "
    "(1-\\beta_1)/(1-\\beta_1^{501})$ and $\\vhat = (1-\\beta_2)/(1-\\beta_2^{501})$, and "
    "$\\mhat/\\sqrt{\\vhat}$ is **{{early_stop}}**. Counting from 0 as well would have made it 1.",
    form=".2f",
    expect=lambda: theory.resumed_step(1, 500, lose_m=True, lose_v=True),
)
def early_stop() -> float:
    """First step after m and v are lost at step 500, in learning rates."""
    rule = resumed(adam(1.0, B1, B2, eps=0.0), 500, None, None, "mv")
    step, _ = rule.update(np.ones(1), rule.init(np.zeros(1)), np.zeros(1))
    return -float(step[0])


@page.exercise(
    question="Gradients are 1, and one of them is 100. With $\\beta_2 = 0.99$, how many gradients "
    "later are Adam's steps back at half their size?",
    solution="$\\v$ has an excess of $(1-\\beta_2)(100^2-1)\\,\\beta_2^{\\,k}$ after $k$ "
    "gradients, and $1/\\sqrt{\\v}$ is one half where it is 3. That is at $k = "
    "\\ln\\big((1-\\beta_2)(100^2-1)/3\\big)/(-\\ln\\beta_2)$, rounded up: **{{back_at_half}}**.",
    form="d",
    expect=lambda: np.ceil(theory.half_recovery(100.0, 0.99)),
)
def back_at_half() -> float:
    """Gradients after an outlier until the step is half its size again, at β₂ = 0.99."""
    step = -feed(adam(1.0, b2=0.99), streams.spike(7000, at=5001)).step[5000:, 0]
    return int(np.flatnonzero(step < 0.5)[-1]) + 1


@page.exercise(
    question="A weight's gradient has mean 1 and, on a micro-batch, deviation 3. Four "
    "micro-batches make a batch. Someone accumulates the *squares* of the four gradients for "
    "$\\v$ in place of the square of their mean. By which factor does that shorten Adam's steps?",
    solution="The mean of the squares is $1 + 9$, the square of the mean $1 + 9/4$ on average. The "
    "root of their quotient is **{{squares_first}}**. With noise alone it would be $\\sqrt 4$: "
    "the factor of the square root rule, built into $\\v$ {{citep wang2024b}}.",
    form=".2f",
    expect=lambda: theory.square_then_average(1.0, 3.0, 4),
    tolerance=2e-3,
)
def squares_first() -> float:
    """√v of squares that are averaged over √v of the averages squared."""
    g = streams.noisy(400_000, 1.0, 3.0, seed=6).reshape(-1, 4)
    return float(np.sqrt((g * g).mean() / (g.mean(1) ** 2).mean()))


@page.exercise(
    question="A run with a batch of 256 does best at Adam's default rate. Which rate does the "
    "square root rule give for a batch of 4096?",
    solution="The batch is larger by $k = 16$, so that $\\sqrt k = 4$, and `0.001` becomes "
    "**{{rate_at_4096}}**. If memories are to span as many examples as before, $1-\\beta$ must "
    "grow with $k$: $\\beta_2$ can, $\\beta_1$ would come out below zero. The rule does not reach "
    "as far as this batch.",
    form=".3f",
    expect=lambda: theory.square_root_rule(16.0, b1=0.99)[0],
    tolerance=0.1,
)
def rate_at_4096() -> float:
    """Rate at which a walk under noise over as many examples is as wide as at the default."""
    steps, runs = 1600, 400
    wide, narrow = (
        feed(adam(1e-3), streams.noisy(n * runs).reshape(n, runs, 1), keep="theta", every=n)
        for n in (steps, steps // 16)
    )
    return 1e-3 * float(wide.theta[-1].std() / narrow.theta[-1].std())

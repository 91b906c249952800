"""Exercises of the page, their answers computed."""

import numpy as np

from adamdocs import streams, theory
from adamdocs.explainers.bias_correction.experiments import (
    B2,
    constant_gradient,
    page,
    sizes,
)
from adamdocs.optimizers import adam
from adamdocs.runs import feed


@page.exercise(
    question="With $\\beta_2 = 0.999$, after how many steps is at most half of $\\v_t$ still its "
    "starting zero?",
    solution="The zero's share is $\\beta_2^t$, so $t \\ge \\ln 2/(-\\ln\\beta_2)$: step "
    "**{{half_memory}}**.",
    form="d",
    expect=lambda: np.ceil(theory.half_life(B2)),
)
def half_memory() -> float:
    """First step at which v of a constant gradient reaches one half."""
    return int(np.argmax(constant_gradient().state.v[:, 0] >= 0.5)) + 1


@page.exercise(
    question="Adam with $\\beta_1 = 0.9$, $\\beta_2 = 0.99$ is run without any correction. How "
    "many learning rates is its first step?",
    solution="$(1-\\beta_1)/\\sqrt{1-\\beta_2}$ with these values is **{{first_step_99}}**: the "
    "pair lies on the boundary $\\beta_2 = \\beta_1(2-\\beta_1)$ of the map. Later steps still "
    "overshoot.",
    form=".6g",
    expect=lambda: theory.uncorrected_step(1, 0.9, 0.99),
)
def first_step_99() -> float:
    """First step without correction at β₂ = 0.99."""
    return float(sizes(constant_gradient(b2=0.99))[0])


@page.exercise(
    question="The gradient is $10^{-8}$, as small as the default $\\eps$. How many learning rates "
    "is the first corrected step?",
    solution="Corrected, both moments are exact after one step, so the step is "
    "$|g|/(|g|+\\eps)$: **{{step_at_eps}}**.",
    form=".2f",
    expect=lambda: theory.step_with_eps(1e-8, 1e-8),
)
def step_at_eps() -> float:
    """First corrected step for a gradient of the size of ε."""
    return float(-feed(adam(1.0), streams.constant(1, 1e-8)).step[0, 0])

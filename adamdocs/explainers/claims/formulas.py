"""Printed formulas, held against the steps that frameworks took."""

from adamdocs.explainers.claims.experiments import ARTICLE, off_recording, page
from adamdocs.explainers.pieces import Finding
from adamdocs.optimizers import amsgrad
from adamdocs.runs import feed
from adamdocs.streams import constant

OURS = 1e-9  # learning rates: rounding of these runs is far below it
INSIDE = (("eps_placement", "inside"),)


@page.claim(
    says="AdaGrad adds ε inside the root.",
    verdict="depends",
    topic="Adaptive scale",
    heard=f"{ARTICLE}, as a formula",
    holds="So do Optax and Keras, which begin the sum at a tenth.",
    otherwise="PyTorch's adds it outside. A square is meant inside and a gradient outside, so the "
    "same number is another one.",
    statistic="the largest difference between that formula's steps and those recorded of Optax, in "
    "learning rates,",
    evidence=("[Parity](parity.md#adagrad)",),
    form=".1g",
    counter_example={"framework": "pytorch"},
)
def adagrad_eps_is_inside(framework: str = "optax") -> Finding:
    """The recorded steps are those with ε inside."""
    return Finding(off_recording(framework, "adagrad", INSIDE), "<=", OURS)


@page.claim(
    says="AMSGrad divides $\\mhat$, which is corrected, by the root of the largest $\\v$, which "
    "is not.",
    verdict="false",
    topic="Memory and convergence",
    heard=f"{ARTICLE}, as a formula that takes over Adam's $\\mhat$",
    holds="That would make the first step {{mixed_first_step}} learning rates. "
    "{{cite reddi2018}} correct neither, which makes it {{bare_first_step}}; PyTorch, Optax and "
    "Keras correct both.",
    otherwise="With both corrected the formula is PyTorch's.",
    statistic="the largest difference between that formula's steps and those recorded of PyTorch, "
    "in learning rates,",
    evidence=("[Parity](parity.md#amsgrad)",),
    counter_example={"correct_v": True},
)
def amsgrad_corrects_one(*, correct_v: bool = False) -> Finding:
    """The recorded steps are those with the first average alone corrected."""
    return Finding(off_recording("pytorch", "amsgrad", (("correct_v", correct_v),)), "<=", OURS)


def first_step(*, correct_m: bool) -> float:
    """AMSGrad's first step with an uncorrected maximum, in learning rates."""
    rule = amsgrad(1.0, eps=0.0, correct_m=correct_m, correct_v=False)
    return -float(feed(rule, constant(1)).step[0, 0])


@page.number(expect=lambda: (1 - 0.999) ** -0.5, form=".1f")
def mixed_first_step() -> float:
    """AMSGrad's first step with m corrected and v not, in learning rates."""
    return first_step(correct_m=True)


@page.number(expect=lambda: (1 - 0.9) * (1 - 0.999) ** -0.5, form=".2f")
def bare_first_step() -> float:
    """AMSGrad's first step with neither corrected, in learning rates."""
    return first_step(correct_m=False)


@page.claim(
    says="AdamW adds λθ to Adam's quotient and multiplies both by the learning rate.",
    verdict="true",
    topic="Weight decay",
    heard=f"{ARTICLE}, as a formula",
    holds="So do PyTorch, Optax and Keras. {{cite loshchilov2019}} keep the rate out of the decay "
    "and multiply both by a schedule.",
    otherwise="With the paper's decay the steps are others.",
    statistic="the largest difference between that formula's steps and those recorded of PyTorch, "
    "in learning rates,",
    evidence=("[Parity](parity.md#adamw)",),
    form=".1g",
    counter_example={"scaled": False},
)
def adamw_scales_decay(*, scaled: bool = True) -> Finding:
    """The recorded steps are those with the decay scaled by the rate."""
    return Finding(off_recording("pytorch", "adamw", (("decay_scaled_by_lr", scaled),)), "<=", OURS)

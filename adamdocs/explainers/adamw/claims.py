"""What people get wrong about weight decay, put to the test."""

from adamdocs import theory
from adamdocs.explainers.adamw.experiments import (
    apart,
    page,
    plain,
    quiet_rest,
    silent_ratio,
    time_constant,
)
from adamdocs.explainers.adamw.lab import NARROW, ahead
from adamdocs.explainers.pieces import Finding


@page.claim(
    says="Weight decay is L2 regularization.",
    verdict="depends",
    heard="argument names: PyTorch's documentation of `Adam` calls its `weight_decay` an L2 "
    "penalty, and that of `AdamW` is another thing by the same name",
    holds="For gradient descent it is true: $\\lambda\\th$ in the gradient is multiplied by the "
    "rate, and so is a decay of $\\lr\\lambda$ a step. The runs differ by rounding.",
    otherwise="Inside Adam $\\lambda\\th$ is also divided by $\\sqrt{\\vhat}$ and remembered by "
    "$\\m$ and $\\v$.",
    statistic="the largest distance between a weight with λθ in its gradient and one with lr·λθ "
    "taken off beside the step, over 200 steps of gradient descent on a parabola,",
    form=".1g",
    evidence=("figure two_weights",),
    counter_example={"name": "adam"},
)
def decay_is_l2(name: str = "sgd") -> Finding:
    """The two paths are the same to rounding."""
    return Finding(apart(plain(name)), "<=", 1e-12)


@page.claim(
    says="AdamW decouples weight decay from the learning rate.",
    verdict="false",
    heard="the paper's abstract, of the paper's form; then of every AdamW",
    holds="In PyTorch, Optax and Keras the decay is $\\lr\\lambda\\th$. At ten times the rate the "
    "same $\\lambda$ shrinks weights ten times as fast: {{constant_slow}} steps for a factor $e$ "
    "at a rate of `0.001`, {{constant_fast}} at `0.01`. What AdamW decouples is the decay from the "
    "*gradients*.",
    otherwise="In the paper's form, and with `decay_scaled_by_lr=False`, the rate is not in it.",
    statistic="AdamW's time constant at λ = `0.01` and a rate of `0.001`, over that at ten times "
    "the rate,",
    evidence=("the table above",),
    counter_example={"scaled": False},
)
def decouples_rate_and_decay(scaled: bool = True) -> Finding:
    """The time constant stays the same, to a percent."""
    return Finding(time_constant(1e-3, scaled) / time_constant(1e-2, scaled), "<=", 1.01)


@page.claim(
    says="Decoupling the decay is a key reason why models generalize so well.",
    verdict="false",
    heard="a tutorial's account of AdamW, of modern models",
    holds="Where we can test it, decay is the reason and decoupling is not: on digits with wrong "
    "labels and {{fresh_seeds}} fresh seeds tuned AdamW is {{adamw_gain}} ± {{adamw_gain_half}} "
    "points ahead of no decay, and tuned L2 is {{l2_lead}} ± {{l2_lead_half}} ahead of AdamW. With "
    "twice the hidden units the two are equal. {{cite loshchilov2019}} report that AdamW "
    "generalizes better on images; our networks are far smaller, and say nothing of theirs.",
    otherwise="Against Adam without any decay AdamW is ahead.",
    statistic="the low end of the `95%` interval of AdamW's lead over Adam with L2, in points of "
    "test accuracy, both tuned,",
    form=".2g",
    evidence=("figure heat_maps",),
    counter_example={"other": "none"},
)
def decoupling_generalizes(other: str = "l2") -> Finding:
    """AdamW tells more test images right, beyond chance."""
    return Finding(float(ahead("adamw", other, NARROW).low), ">", 0)


@page.claim(
    says="Because its decay is decoupled, AdamW can regularize parameters even if they receive no "
    "gradient from the loss.",
    verdict="false",
    heard="a tutorial's account of AdamW",
    holds="L2 inside Adam does that too, and does more of it. Without a gradient it takes about a "
    "learning rate a step whatever $\\lambda$: after 500 steps at `0.001` a weight of 1 is "
    "{{silent_l2}}. AdamW leaves {{silent_adamw}} at $\\lambda = 0.1$ and {{silent_adamw_weak}} at "
    "`0.0001`. And a parameter whose `.grad` is `None` is skipped by PyTorch, decay and all.",
    otherwise="It is true of a parameter with loud gradients that cancel: there AdamW decays more.",
    statistic="what AdamW leaves of a weight over what L2 leaves, after 500 steps without a "
    "gradient at λ = `0.1`,",
    form=".2f",
    evidence=("figure without_a_gradient",),
    counter_example={"deviation": 10.0, "steps": 5000},
)
def decays_without_gradient(deviation: float = 0.0, steps: int = 500) -> Finding:
    """AdamW leaves less than L2."""
    return Finding(silent_ratio(deviation, steps), "<", 1)


@page.claim(
    says="AdamW minimizes the loss plus ½ λ |θ|².",
    verdict="false",
    heard="descriptions of AdamW as regularized training",
    holds="It rests where Adam's step and the decay balance. On $\\tfrac12(\\th-1)^2$ with "
    "$\\lambda = 2$ and no noise that is {{wall}}, the wall $1/\\lambda$; the regularized loss has "
    "its minimum at {{ridge_at_two}}. With noise it is a penalty again, of another strength for "
    "every weight, $\\lambda\\sigma$.",
    otherwise="Adam with L2 does, as far as it comes to rest.",
    statistic="the distance between where AdamW rests on that parabola and where the regularized "
    "loss is least",
    form=".2g",
    evidence=("figure resting_places", "figure box"),
    counter_example={"name": "l2"},
)
def minimizes_the_penalized_loss(name: str = "adamw") -> Finding:
    """It rests at ridge regression's solution, to a hundredth."""
    return Finding(abs(quiet_rest(name) - float(theory.l2_fixed_point(2.0))), "<=", 0.01)

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


@page.number(pinned=0.17, reason="the farthest of a path, not its end", form=".2f")
def apart_momentum() -> float:
    """Distance between both ways of decay under heavy-ball momentum."""
    return apart(plain("momentum"))


@page.claim(
    says="Weight decay is L2 regularization.",
    verdict="depends",
    heard="argument names: PyTorch's documentation of `Adam` calls its `weight_decay` an L2 "
    "penalty, and that of `AdamW` is another thing by the same name",
    holds="For plain gradient descent it is true: $\\lambda\\th$ in the gradient is multiplied "
    "by the rate, and so is a decay of $\\lr\\lambda$ a step. The runs differ by rounding. With "
    "momentum of `0.9` the decay in the gradient is remembered, the one beside the step is not, "
    "and they come {{apart_momentum}} apart.",
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
    verdict="depends",
    heard="the paper's abstract, of the paper's form",
    holds="It is true of the paper's form, `decay_scaled_by_lr=False` here: the rate is not in "
    "its decay.",
    otherwise="In PyTorch, Optax and Keras the decay is $\\lr\\lambda\\th$. At ten times the rate "
    "the same $\\lambda$ shrinks weights ten times as fast: {{constant_slow}} steps for a factor "
    "$e$ at a rate of `0.001`, {{constant_fast}} at `0.01`. What AdamW decouples is the decay from "
    "the *gradients*.",
    statistic="AdamW's time constant at λ = `0.01` and a rate of `0.001`, over that at ten times "
    "the rate,",
    evidence=("the table above",),
    counter_example={"scaled": True},
)
def decouples_rate_and_decay(scaled: bool = False) -> Finding:
    """The time constant stays the same, to a percent."""
    return Finding(time_constant(1e-3, scaled) / time_constant(1e-2, scaled), "<=", 1.01)


@page.claim(
    says="AdamW generalizes better than Adam.",
    verdict="depends",
    heard="the paper's abstract, of classifying images",
    holds="Than Adam without decay it does here, on digits with wrong labels and {{fresh_seeds}} "
    "fresh seeds: by {{adamw_gain}} ± {{adamw_gain_half}} points. Our networks are far smaller "
    "than the paper's, and say nothing of theirs.",
    otherwise="Than Adam with L2 it does not here: tuned L2 is {{l2_lead}} ± {{l2_lead_half}} "
    "ahead with 16 hidden units, and with 32 the two are not told apart.",
    statistic="the low end of the `95%` interval of AdamW's lead in points of test accuracy, both "
    "tuned,",
    form=".2g",
    evidence=("figure heat_maps",),
    counter_example={"other": "l2"},
)
def decoupling_generalizes(other: str = "none") -> Finding:
    """AdamW tells more test images right, beyond chance."""
    return Finding(float(ahead("adamw", other, NARROW).low), ">", 0)


@page.claim(
    says="Decoupled decay regularizes parameters that receive no gradient from the loss, more "
    "than L2 inside Adam does.",
    verdict="depends",
    heard="accounts of AdamW that count it among what decoupling makes possible",
    holds="Both shrink such a weight. AdamW takes more of one beyond $1/\\lambda$, such as 20 at "
    "$\\lambda = 0.1$: it takes $\\lr\\lambda\\th$ a step, L2 about a learning rate. And a "
    "parameter whose `.grad` is `None` is skipped by PyTorch, decay and all.",
    otherwise="Inside $1/\\lambda$, where most weights are, L2 takes more: of a weight of 1 it "
    "leaves {{silent_l2}}, AdamW {{silent_adamw}}.",
    statistic="what AdamW leaves of a weight of 20 over what L2 leaves, after 500 steps at `0.001` "
    "without a gradient at λ = `0.1`,",
    form=".2g",
    evidence=("figure without_a_gradient",),
    counter_example={"start": 1.0},
)
def decays_without_gradient(start: float = 20.0) -> Finding:
    """AdamW leaves less than L2."""
    return Finding(silent_ratio(start), "<", 1)


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

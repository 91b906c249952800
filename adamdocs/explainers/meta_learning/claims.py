"""What people get wrong about meta-learning and hyper-gradients, put to the test."""

from itertools import product

from adamdocs.explainers.meta_learning.experiments import (
    apart,
    descents,
    foretold,
    page,
    short_costs,
)
from adamdocs.explainers.meta_learning.starts import (
    from_joint,
    less,
    one_adam_step,
    typical,
)
from adamdocs.explainers.pieces import Finding
from adamdocs.labs.chance import paired_interval
from adamdocs.labs.hypergradient import GROUNDS

CHAPTER = "a chapter of an online course"


@page.claim(
    says="The entire training process is one giant differentiable function, so the tools of "
    "calculus apply to it.",
    verdict="depends",
    heard=CHAPTER,
    holds="On polynomial landscapes it is, and up to a hundred steps three exact methods agree to "
    "twelve digits on its slope.",
    otherwise="After two thousand steps in Rosenbrock's valley, at the rate `0.5`, two exact "
    "methods share not one digit. The function still has a slope, but float64 can compute "
    "neither: the next rate after `0.5` ends at {{next_to_half}} instead of {{at_half}}. In 50 "
    "digits both end at {{exact_at_half}}.",
    statistic="largest relative difference between exact derivatives of 100 steps, in both "
    "landscapes at the rates `0.05` and `0.5` (two thousand steps in the counter-example),",
    evidence=("figure exploding_slopes", "figure same_window_longer"),
    form=".0e",
    counter_example={"steps": 2000},
)
def one_differentiable_function(steps: int = 100) -> Finding:
    """Exact derivatives differ by less than a trillionth."""
    cases = product(GROUNDS, (0.05, 0.5))
    return Finding(max(apart(name, steps, lr) for name, lr in cases), "<", 1e-12)


@page.claim(
    says="We can use gradient descent to find the optimal hyper-parameters for our optimizer.",
    verdict="depends",
    heard=CHAPTER,
    holds="For 20 steps on the ravine, {{share_20}} of 41 descents on the rate end within twice "
    "the best last loss.",
    otherwise="For 50 steps {{count_50}} of them do: the last loss has {{ravine_valleys}} valleys "
    "then, and descents stop on the way to the deepest, at the median {{behind_50}} times the "
    "best.",
    statistic="share of 41 descents, a hundred steps of Adam on log lr for log L, that end within "
    "twice the best of two thousand rates, 20 steps on the ravine (50 in the counter-example),",
    evidence=("figure where_descents_end",),
    form=".2f",
    counter_example={"steps": 50},
)
def descent_finds_the_best(steps: int = 20) -> Finding:
    """At least half of the descents do."""
    return Finding(descents("ravine", steps).share, ">=", 0.5)


@page.claim(
    says="The longer the unroll, the better the hyper-gradient.",
    verdict="false",
    holds="In Rosenbrock's valley, at rates from `0.4` to `0.6`, the slope foretells what one "
    "percent more rate does (to a factor of one and a half) at {{foretold_1000}} of the rates "
    "after a thousand steps, and at {{foretold_1500}} after `1500`. On the ravine, without "
    "chaos, it falls from {{foretold_ravine_10}} after ten steps to {{foretold_ravine_1000}} after "
    "a thousand.",
    otherwise="In Rosenbrock's valley it does not fall from 500 to a thousand steps.",
    statistic="share of 201 rates whose slope foretells, after `1500` steps less after a "
    "thousand (500 "
    "and a thousand in the counter-example),",
    evidence=("figure exploding_slopes",),
    form=".2f",
    counter_example={"short": 500, "long": 1000},
)
def longer_unrolls_are_better(short: int = 1000, long: int = 1500) -> Finding:
    """The share does not fall."""
    return Finding(foretold("rosenbrock", long) - foretold("rosenbrock", short), ">=", 0)


@page.claim(
    says="The rate that is best for the first steps is best for the run.",
    verdict="false",
    heard="rules that move the rate by the slope of the next loss",
    holds="On the ravine under noise the best rate for 20 steps is {{rate_20}}, for a "
    "thousand it is "
    "{{rate_1000}}. Kept for a thousand steps, the former ends at {{short_costs_20}} "
    "times the loss. "
    "The short-horizon bias of {{cite wu2018}} is one towards small steps; "
    "from our far start, it is one towards large ones.",
    otherwise="From the minimum itself there is only noise to follow: the least rate is best, "
    "after 20 steps and after a thousand.",
    statistic="mean loss of 100 runs after a thousand steps at the best rate for 20, over that "
    "at the best rate, unit noise (from the minimum in the counter-example),",
    evidence=("figure best_rate_by_horizon",),
    form=".3g",
    counter_example={"far": False},
)
def short_runs_tell(far: bool = True) -> Finding:
    """The short run's rate costs at most a half more."""
    return Finding(short_costs(20, far), "<=", 1.5)


@page.claim(
    says="MAML's inner loop adapts best by an optimizer like Adam.",
    verdict="false",
    heard=f"{CHAPTER}, which has the inner loop “often using an optimizer like Adam”",
    holds="{{cite finn2017}} adapt by gradient descent and use Adam outside. On our waves, too, "
    "with three inner steps and every rate tuned, Adam inside is behind by {{adam_behind}} ± "
    "{{adam_behind_width}} of squared error.",
    otherwise="From a start that was not meta-learned, and given 20 steps, Adam adapts better: "
    "{{joint_adam_20}} against {{joint_sgd_20}}.",
    statistic="error with Adam inside less that with gradient descent inside, mean over ten "
    "seeds, MAML and three steps (joint training and 20 steps in the counter-example),",
    evidence=("figure after_three_steps",),
    form=".2f",
    counter_example={"meta": False},
)
def adam_inside_adapts_best(meta: bool = True) -> Finding:
    """Adam inside has the lower error."""
    if meta:
        return Finding(float(less(("adam", "MAML"), ("sgd", "MAML")).mean), "<", 0)
    losses = from_joint(20)
    return Finding(float(paired_interval(losses["adam"], losses["sgd"]).mean), "<", 0)


@page.claim(
    says="Adam's memories, m and v, complicate the meta-gradient.",
    verdict="depends",
    heard=CHAPTER,
    holds="From the second inner step on, at the inner rate `0.1` that is best for MAML here. "
    "After three, the gradient at the adapted weights has a cosine of {{cosine_adam_3}} ± "
    "{{cosine_adam_3_width}} with the exact meta-gradient: it points away from it. Without memory "
    "it would be exact, up to what $\\eps$ does: each step is a rate times a sign, and a sign has "
    "no slope.",
    otherwise="At a tenth of that rate the cosine is {{cosine_adam_small}}, with the same memory.",
    statistic="cosine between first-order and exact meta-gradient after three inner steps of "
    "Adam, median over 100 waves, mean of ten seeds (inner rate `0.01` in the counter-example),",
    evidence=("figure first_against_exact",),
    form=".3f",
    counter_example={"rule": "Adam at a tenth"},
)
def memory_complicates(rule: str = "Adam") -> Finding:
    """The cosine is less than a half."""
    return Finding(float(typical(rule, 3).mean), "<", 0.5)


@page.claim(
    says="First-order MAML is as good as MAML.",
    verdict="false",
    heard="summaries of {{cite finn2017}}, who found the performance of both “nearly the same” on "
    "MiniImagenet, with a network of rectified linear units",
    holds="On our waves, with units of tanh and three inner steps of gradient descent, the first "
    "order is behind by {{first_behind}} ± {{first_behind_width}} of squared error.",
    otherwise="With one inner step of Adam, at equal rates, both are the same up to chance: "
    "{{one_step_behind}} ± {{one_step_behind_width}}.",
    statistic="error of first-order MAML less MAML's, mean over ten seeds, gradient descent "
    "inside (one step of Adam in the counter-example),",
    evidence=("figure after_three_steps",),
    form=".2f",
    counter_example={"one_step": True},
)
def first_order_suffices(one_step: bool = False) -> Finding:
    """It is behind by at most a tenth."""
    if one_step:
        exact, first = one_adam_step()
        return Finding(float(paired_interval(first, exact).mean), "<=", 0.1)
    return Finding(float(less(("sgd", "first order"), ("sgd", "MAML")).mean), "<=", 0.1)

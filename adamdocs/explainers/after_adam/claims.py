"""What is said of the rules after Adam, put to the test."""

import numpy as np

from adamdocs.explainers.after_adam.experiments import (
    bytes_per_parameter,
    diagonal_step,
    eight_bit_steps,
    likeness,
    page,
    step_on,
)
from adamdocs.explainers.after_adam.trials import best_on_the_ravine, rates_below, strict_bar
from adamdocs.explainers.pieces import Finding


@page.claim(
    says="Lion needs half the memory of Adam.",
    verdict="true",
    holds="Of the *state* it is true: {{lion_bytes}} bytes per parameter for {{adam_bytes}}. Of "
    "all that training holds in memory, weights and gradients in single precision included, it "
    "is {{lion_of_all}}, and activations come on top.",
    otherwise="It is false beside Adam in eight bits, whose state is half of Lion's.",
    statistic="Lion's bytes of state over Adam's",
    evidence=("figure bytes_of_state",),
    counter_example={"beside": "adam_8bit"},
)
def lion_halves_the_memory(beside: str = "adam") -> Finding:
    """Lion's state is at most half of the other's."""
    return Finding(bytes_per_parameter("lion") / bytes_per_parameter(beside), "<=", 0.5)


@page.claim(
    says="Adafactor is Adam with less memory.",
    verdict="false",
    holds="It has no first moment, it clips its update, and a row times a column is the second "
    "moment only if squares are large or small by whole rows and columns. On a diagonal gradient "
    "of 64 rows its step is {{diagonal_64}} learning rates where Adam's is one.",
    otherwise="Where the matrix of squared gradients has rank one the first steps agree, as here "
    "on a matrix of ones. From the second on they agree only while gradients are constant: Adam "
    "averages them, Adafactor does not.",
    statistic="the largest entry of the first step on a diagonal gradient, in learning rates,",
    evidence=("exercise embedding_step", "figure bytes_of_state"),
    counter_example={"spread": True},
)
def adafactor_is_adam(spread: bool = False) -> Finding:
    """Adafactor's first step is Adam's, to a tenth."""
    return Finding(diagonal_step(64, spread), "<=", 1.1)


@page.claim(
    says="Eight-bit states change nothing.",
    verdict="depends",
    holds="While gradients are constant, and those of a block within a thousand of one another, no "
    "step is longer than Adam's by more than half. If they all turn after 300 steps, we measured "
    "one {{longest_at_turn}} times as long as Adam's longest of that time. Look how far the "
    "gradients of your matrices differ before you trust a block.",
    otherwise="A constant gradient below {{threshold}} of its block's largest loses its second "
    "moment. The steps of such gradients grow to {{lost_mean_for_ever}} learning rates on average, "
    "and to {{lost_most_for_ever}} for some, since $\\m$ is rounded too. "
    "Where the claim fails, the test has gradients down to a ten-thousandth.",
    statistic="the longest of Adam's steps in eight bits under constant gradients, over Adam's,",
    evidence=("figure lost_moments",),
    form=".2f",
    counter_example={"smallest": 1e-4},
)
def eight_bits_change_nothing(smallest: float = 1e-3) -> Finding:
    """No step in eight bits is longer than Adam's by more than half."""
    sizes = tuple(float(x) for x in np.geomspace(1, smallest, 40))
    return Finding(float(eight_bit_steps(sizes, 1000).max()), "<=", 1.5)


@page.claim(
    says="Muon is Adam for matrices.",
    verdict="false",
    holds="Muon has no second moment. It is momentum with a step that moves every direction of "
    "the matrix alike: close to Shampoo's first step (cosine {{muon_like_shampoo}}) and far from "
    "Adam's (cosine {{muon_like_adam}}; {{muon_like_adam_mean}} on average over 500 gradients of "
    "the same singular values), which moves every entry alike.",
    otherwise="On a diagonal gradient entries are directions, and the two agree (cosine "
    "{{muon_like_adam_diagonal}}) as far down as Muon's five rounds reach, about a thousandth of "
    "the norm.",
    statistic="the cosine between Muon's and Adam's first steps",
    evidence=("figure directions_of_a_step",),
    form=".2f",
    counter_example={"diagonal": True},
)
def muon_is_adam_for_matrices(diagonal: bool = False) -> Finding:
    """The two steps point nearly the same way."""
    steps = (step_on(name, diagonal) for name in ("muon", "adam"))
    return Finding(likeness(*steps), ">=", 0.9)


@page.claim(
    says="Schedule-Free needs no schedule.",
    verdict="true",
    holds="On the noisy ravine its least loss is {{free_least}}; Adam's is {{adam_fixed}} at a "
    "fixed rate and {{adam_cosine}} with a cosine that has to know the last step beforehand. It "
    "beats the fixed rate and stays behind the cosine. A warm-up, which Algorithm 1 of its authors "
    "has and we leave out, is a schedule too, though one that need not know the end.",
    otherwise="It is true of the average $x$ only: $\\th$, where the gradients are taken, "
    "is worse than Adam at a fixed rate.",
    statistic="Schedule-Free's least loss over that of Adam at a fixed rate",
    evidence=("figure loss_by_rate",),
    form=".2f",
    counter_example={"where": "gradients"},
)
def free_of_schedules(where: str = "average") -> Finding:
    """Without a schedule it comes lower than Adam without one."""
    return Finding(best_on_the_ravine(where)[1] / best_on_the_ravine("fixed")[1], "<=", 0.9)


@page.claim(
    says="Schedule-Free needs less tuning than Adam with a schedule.",
    verdict="depends",
    holds="{{free_width}} decades of rates bring it below {{strict}}, twice its least loss, and "
    "{{cosine_width}} bring Adam with a cosine there. It needs some tuning all the same: at its "
    "default rate the loss is {{free_at_default}} times the least. So it is with any default that "
    "is too small for the way: Adam's, held fixed, has {{adam_at_default}} times its least.",
    otherwise="If a loss of `0.012` will do, {{cosine_width_loose}} decades serve Adam with a "
    "cosine, and {{free_width_loose}} Schedule-Free, which is the worse from a rate of "
    "{{free_overtaken}} on.",
    statistic="decades of rates below the bar, Schedule-Free's over the cosine's,",
    evidence=("figure loss_by_rate",),
    form=".1f",
    counter_example={"bar": 0.012},
)
def free_of_tuning(bar: float | None = None) -> Finding:
    """More rates bring Schedule-Free below a loss than Adam with a cosine."""
    bar = strict_bar() if bar is None else bar
    return Finding(rates_below(bar, "average") / rates_below(bar, "cosine"), ">", 1)

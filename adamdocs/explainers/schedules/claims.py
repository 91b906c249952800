"""What people get wrong about schedules, put to the test."""

import numpy as np

from adamdocs.explainers.pieces import Finding
from adamdocs.explainers.schedules.edge import freed, held
from adamdocs.explainers.schedules.exercises import decayed
from adamdocs.explainers.schedules.experiments import after_cut, against_cosine, page
from adamdocs.explainers.schedules.network import HIGH, LENGTHS, USUAL, by_length, gained


@page.claim(
    says="A drop of the loss when the rate is cut shows that the run slides into a narrower "
    "valley.",
    verdict="false",
    heard="explanations of the stairs in training curves",
    holds="A single parabola has one valley, and there too the loss falls about {{cut_gain}} times "
    "when the rate is cut tenfold: under noise the loss at which a run hovers is proportional to "
    "its rate. A drop shows that the run was hovering, not that the valley changed.",
    otherwise="A run that is still on its way, from a start a thousand away, does not drop: the "
    "cut only slows it.",
    statistic="on one parabola under noise of size 1, the mean loss of 400 runs before the rate "
    "`0.1` is cut tenfold over that a thousand steps later",
    evidence=("figure hovering_curve",),
    counter_example={"distance": 1000.0},
)
def cut_finds_a_valley(distance: float = 0.0) -> Finding:
    """With one valley only, a cut takes at most a tenth off the loss."""
    before, after = after_cut(distance=distance)
    return Finding(before / after, "<=", 1.1)


@page.claim(
    says="Warm-up is needed because v̂ is noisy early on.",
    verdict="false",
    heard="summaries of {{cite liu2020}}, whose abstract finds the variance of the adaptive rate "
    "“problematically large in the early stage”, and presumes that warm-up reduces it",
    holds="With full batches nothing is noisy, and at the rate `0.3` a warm-up of forty steps "
    "still adds {{exact_gain}} ± {{exact_gain_width}} to the part of digits classified "
    "correctly. Under pure "
    "noise the early steps are long because $\\mhat$ averages little: the exact size, with "
    "$\\vhat$'s noise in it, and the one with $\\vhat$ at its mean differ by less than a "
    "thousandth.",
    otherwise="At the rate `0.01` there is noise, in batches of 50, and nothing to gain: "
    "{{usual_gain}} ± {{usual_gain_width}}. A warm-up answers a rate that is too high for the "
    "start.",
    statistic="part of test images classified correctly at the rate `0.3` after full-batch "
    "training, mean of "
    "eight seeds, with a warm-up less without",
    evidence=("figure steps_under_noise", "figure warm_up_and_rates"),
    form=".2g",
    counter_example={"rate": USUAL, "batch": 50},
)
def warm_up_answers_noise(rate: float = HIGH, batch: int = 300) -> Finding:
    """Where gradients are exact a warm-up adds at most a hundredth."""
    return Finding(float(gained(rate, batch=batch).mean), "<=", 0.01)


@page.claim(
    says="The cosine is the best schedule: its shape makes the difference.",
    verdict="false",
    holds="On the noisy ravine, each at its own best rate, a straight line to zero ends "
    "{{linear_behind}} ± {{linear_behind_width}} above the cosine, and a cosine that stops at a "
    "tenth {{tenth_behind}} ± {{tenth_behind_width}}. The shape is worth a few per cent; the end "
    "near zero is worth a factor of three, against {{constant_end}} at the best constant rate. On "
    "networks {{cite defazio2023}} find "
    "that the straight line matches or outperforms the cosine.",
    otherwise="Against a schedule that does not come near zero the cosine wins: "
    "$1/\\sqrt t$ ends {{root_over_cosine}} ± {{root_over_cosine_width}} times as high.",
    statistic="mean loss of ten thousand runs at the end of the straight line over that of the "
    "cosine, each at its best rate,",
    evidence=("figure loss_at_the_end", "figure loss_over_time"),
    form=".2f",
    counter_example={"name": "1/√t"},
)
def cosine_is_best(name: str = "linear") -> Finding:
    """The cosine ends at least a tenth below the other."""
    return Finding(1 + against_cosine(name)[0], ">=", 1.1)


@page.claim(
    says="Beyond its stability threshold Adam diverges.",
    verdict="depends",
    heard="readings of the threshold $38/\\lr$",
    holds="With the preconditioner held it does: at `38.1` over the rate the distance grows "
    "{{held_grows}} million times in 200 steps; at `37.9` it grows {{held_swells}} times at first, "
    "and then shrinks to nothing.",
    otherwise="Adam holds nothing: as gradients grow, $\\sqrt{\\vhat}$ grows with them, until the "
    "curvature over it is below the threshold again. With $\\eps = 1$, the preconditioner at "
    "first, and $\\m$ not corrected, the same `38.1` gets no farther than {{freed_peak}} learning "
    "rates; with the correction its first steps throw it to {{freed_corrected_peak}}.",
    statistic="farthest distance within a thousand steps, in learning rates, from a start of a "
    "billionth, at `38.1` over the rate with the preconditioner held (with $\\vhat$ free, $\\eps "
    "= 1$ and "
    "no correction of $\\m$ in the counter-example),",
    evidence=("figure edge_at_a_constant_rate",),
    form=".0e",
    counter_example={"hold": False},
)
def beyond_the_edge(hold: bool = True) -> Finding:
    """The run gets farther than a learning rate."""
    run = held(1.0, 38.1, steps=1000) if hold else freed(38.1)
    return Finding(float(run.max()) * 1e-9, ">", 1)


@page.claim(
    says="A warm-up has to last 2/(1 − β₂) steps.",
    verdict="false",
    heard="recipes after {{cite ma2021}}, whose abstract calls it a “sensible default”, not a need",
    holds="With $\\beta_2 = 0.99$ that would be 200 steps. At the rate `0.3` ten steps bring "
    "{{ten_steps}} of the digits, two hundred {{untuned_steps}}; two hundred add "
    "{{full_length_gain}} ± {{full_length_gain_width}}. With $\\beta_2 = 0.999$ it would "
    "be `2000`, five times this whole run, and again ten steps do: {{ten_steps_long_memory}} "
    "(± {{ten_steps_width}}). As a default it errs on the long side, which costs little.",
    otherwise="Four steps are too few: {{four_steps}} ± {{four_steps_width}}. What the start "
    "needs is to be found out, "
    "and does not follow from $\\beta_2$.",
    statistic="part of test images classified correctly at the rate `0.3` and $\\beta_2 = 0.99$, "
    "mean of "
    "eight seeds, after 200 steps of warm-up less after 10,",
    evidence=("figure warm_up_and_rates",),
    form=".2g",
    counter_example={"length": 4},
)
def untuned_length(length: int = 10) -> Finding:
    """The full length tells at least a hundredth more."""
    means = by_length(0.99).mean(axis=1)
    return Finding(float(means[LENGTHS.index(200)] - means[LENGTHS.index(length)]), ">=", 0.01)


@page.claim(
    says="AdamW's weight decay acts evenly throughout training.",
    verdict="false",
    heard="descriptions of decay as a constant pull towards zero",
    holds="A schedule multiplies the whole step, decay included. Under a cosine over a thousand "
    "steps the second half shrinks a weight {{second_half}} as much as the first (in logarithms), "
    "and the whole run half as much as at a constant rate.",
    otherwise="At a constant rate it does.",
    statistic="logarithm of what the second half of a thousand steps leaves of a weight without "
    "gradients over that of the first half, under a cosine,",
    evidence=("exercise decay_left",),
    form=".2f",
    counter_example={"name": "constant"},
)
def decay_is_even(name: str = "cosine") -> Finding:
    """The second half shrinks a weight at least nine tenths as much as the first."""
    theta = decayed(name)
    middle, end = theta[len(theta) // 2 - 1], theta[-1]
    return Finding(float(np.log(end / middle) / np.log(middle)), ">=", 0.9)

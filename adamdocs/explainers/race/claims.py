"""What people get wrong when they compare optimizers, put to the test."""

from adamdocs.explainers.pieces import Finding
from adamdocs.explainers.race.basins import deepest
from adamdocs.explainers.race.experiments import (
    BOWLS,
    COURSES,
    SIX,
    fewest,
    page,
    served,
    served_unscaled,
    winners,
)
from adamdocs.explainers.race.restless import at_rest, from_distance, lead, with_memories
from adamdocs.explainers.race.tolerance import decades
from adamdocs.schedules import cosine

CURVED = tuple(course for course in COURSES if course not in BOWLS)


@page.claim(
    says="Adam is the fastest optimizer.",
    verdict="false",
    heard="tutorials that race optimizers at one common rate",
    holds="At rates chosen for each, Adam settles first on {{adam_wins}} of {{courses}} "
    "landscapes, all with $\\beta_1 = 0.9$, and before gradient descent on {{adam_beats_sgd}}. On "
    "the function of Styblinski "
    "and Tang it needs {{depths_adam}} steps where gradient descent needs {{depths_sgd}}.",
    otherwise="In a race against RMSProp alone, both at fixed rates, it is true: RMSProp does not "
    "settle. With $\\beta_1 = 0.85$ for all, Adam is first on Rosenbrock's valley.",
    statistic="the share of nine landscapes on which Adam settles first among the six rules",
    form=".2g",
    evidence=("figure nine_courses",),
    counter_example={"rules": ("rmsprop", "adam")},
)
def adam_is_fastest(rules: tuple[str, ...] = SIX) -> Finding:
    """Adam settles first on most landscapes."""
    first = sum("adam" in winners(course, rules) for course in COURSES)
    return Finding(first / len(COURSES), ">", 0.5)


@page.claim(
    says="Adam is fast compared with vanilla gradient descent.",
    verdict="depends",
    heard="tutorials, of Adam on a small regression: “cleanly and fast — especially compared to "
    "vanilla gradient descent”",
    holds="True where curvatures differ a hundredfold, as on the ravine, on Beale's function and "
    "on Rosenbrock's valley.",
    otherwise="On the {{courses}} landscapes it is true of {{adam_beats_sgd}}. On Booth's bowl, "
    "whose curvatures differ ninefold, gradient descent settles in between a fourth and a fifth "
    "of Adam's steps.",
    statistic="on the ravine, Adam's steps to settle over gradient descent's, each at its best "
    "rate,",
    form=".2g",
    evidence=("figure nine_courses",),
    counter_example={"course": "booth"},
)
def faster_than_gradient_descent(course: str = "ravine") -> Finding:
    """Adam needs fewer steps than gradient descent."""
    return Finding(fewest("adam", course) / fewest("sgd", course), "<", 1)


@page.claim(
    says="Adam converges rapidly in complex, non-convex landscapes.",
    verdict="depends",
    heard="tutorials, in these words or similar ones",
    holds="In two dimensions, and against gradient descent, it is true of Beale's function and of "
    "Rosenbrock's valley. What makes Adam faster there is uneven curvature.",
    otherwise="On the other five of our seven landscapes that are not convex gradient descent is "
    "done long before. Of networks they say nothing.",
    statistic="the share of these two landscapes on which Adam settles before gradient descent "
    "(the last case: of all seven)",
    form=".2g",
    evidence=("figure nine_courses",),
    counter_example={"courses": CURVED},
)
def rapid_where_not_convex(courses: tuple[str, ...] = ("rosenbrock", "beale")) -> Finding:
    """Adam is faster than gradient descent on most of them."""
    faster = sum(fewest("adam", course) < fewest("sgd", course) for course in courses)
    return Finding(faster / len(courses), ">", 0.5)


@page.claim(
    says="Adam's defaults work everywhere.",
    verdict="false",
    heard="advice to leave Adam's settings as they are",
    holds="At the default rate of a thousandth Adam settles within a thousand steps on "
    "{{served_by_default}} of {{courses}} landscapes: it moves about a thousandth a step, so one "
    "unit in all, and most minima are farther away. The default suits parameters whose way is "
    "that short.",
    otherwise="At a rate of two tenths it settles on all of them. A single rate for many tasks is "
    "what Adam offers; which one depends on how far the parameters have to go.",
    statistic="the number of landscapes, of nine, on which Adam settles at this rate",
    form="d",
    evidence=("figure one_rate_for_all",),
    counter_example={"lr": 0.2},
)
def defaults_work(lr: float = 1e-3) -> Finding:
    """Adam settles on most landscapes."""
    return Finding(served_unscaled("adam", lr), ">=", 5)


@page.claim(
    says="Adam makes training far less sensitive to the learning rate.",
    verdict="depends",
    heard="tutorials: “dramatically less sensitive”",
    holds="In a thousand steps on Beale's function Adam tolerates {{tolerance_adam}} decades of "
    "rates, gradient descent {{tolerance_sgd}}: a decade more, and then some.",
    otherwise="In ten thousand steps the lead is less than a decade, and momentum, with "
    "{{tolerance_momentum_long}} to Adam's {{tolerance_adam_lowest}} to {{tolerance_adam_highest}} "
    "over six streams of noise, tolerates as many rates or more.",
    statistic="decades of rates that Adam tolerates beyond those of gradient descent",
    form=".1f",
    evidence=("figure rates_tolerated",),
    counter_example={"steps": 10_000},
)
def needs_no_tuning(steps: int = 1000) -> Finding:
    """Adam tolerates at least ten times the range of rates."""
    more = round(decades("adam", steps) - decades("sgd", steps), 1)
    return Finding(more, ">=", 1)


@page.claim(
    says="A rate that works for Adam on one problem works on others.",
    verdict="true",
    holds="In a thousand steps one rate, {{common_rate}}, settles on all of {{courses}} "
    "landscapes, "
    "whether their loss is counted in ones, thousands or thousandths.",
    otherwise="It does not carry over to longer runs: after three thousand steps this rate has "
    "settled on {{served_in_3000}} of {{courses_in_units}}, after ten thousand on "
    "{{served_in_10000}}. And it is false of momentum, whose best common rate settles on "
    "{{momentum_served}} of "
    "the {{courses_in_units}}: its rate has the unit of the loss in it.",
    statistic="the share of nine landscapes in three units on which one rate settles in a "
    "thousand steps",
    form=".2f",
    evidence=("figure one_rate_for_all",),
    counter_example={"rule": "momentum"},
)
def rate_carries_over(rule: str = "adam") -> Finding:
    """Some rate settles on at least nine landscapes in ten."""
    return Finding(float(served(rule).max()) / (3 * len(COURSES)), ">=", 0.9)


@page.claim(
    says="Adam is highly robust to hyper-parameter choices.",
    verdict="false",
    heard="tutorials, in these words",
    holds="The memories matter. At a rate of {{quarter}} Adam settles on all {{courses}} "
    "landscapes; with $\\beta_1 = 0.8$ on {{with_b1_8}}, with $\\beta_2 = 0.995$ on "
    "{{with_b2_995}}. "
    "A shorter memory lets the bursts of its cycle begin within the run.",
    otherwise="Toward longer memories it is more robust: $\\beta_1 = 0.95$ leaves all nine "
    "settled, "
    "most in about twice the steps.",
    statistic="with $\\beta_1 = 0.8$, the number of landscapes, of nine, on which Adam settles",
    form="d",
    evidence=("figure never_at_rest",),
    counter_example={"b1": 0.95},
)
def robust_to_memories(b1: float = 0.8) -> Finding:
    """Adam settles on all but one."""
    return Finding(with_memories(b1, 0.999), ">=", 8)


@page.claim(
    says="Adam converges to the minimum.",
    verdict="false",
    heard="tutorials, of bowl-shaped losses: “with remarkable efficiency and reliability”",
    holds="At a fixed rate it comes near and then hovers, in bursts, at a root mean square "
    "distance of {{cycle_at_default}} learning rates, on a bowl and without noise to speak of.",
    otherwise="With a rate that falls to zero the cycle shrinks with it.",
    statistic="the root mean square distance in learning rates over the last thousand of "
    "twenty thousand steps",
    form=".2g",
    evidence=("figure never_at_rest",),
    counter_example={"falling": True},
)
def comes_to_rest(falling: bool = False) -> Finding:
    """Adam ends within a thousandth of a learning rate."""
    schedule = cosine(20_000) if falling else None
    return Finding(at_rest(schedule, 20_000), "<=", 0.001)


@page.claim(
    says="Adam crosses plateaus on which gradient descent crawls.",
    verdict="true",
    heard="tutorials: a fixed stride would “crawl at a snail's pace across a flat plain”",
    holds="From a distance of four and a half gradient descent needs {{sgd_from_afar}} steps into "
    "the well, Adam {{adam_from_afar}}: dividing by the size of the gradients makes small ones as "
    "good as large ones. It is the division, not the momentum, that does it; RMSProp and AdaGrad "
    "cross as well.",
    otherwise="It is false where the slope is below $\\eps$, here from a distance of "
    "{{eps_distance}} on: at eight Adam is not in the well after three thousand steps.",
    statistic="Adam's steps into the well from a distance of four and a half (at most three "
    "thousand)",
    form="d",
    evidence=("figure across_a_plain",),
    counter_example={"distance": 8.0},
)
def crosses_plateaus(distance: float = 4.5) -> Finding:
    """Adam is in the well within a hundred steps."""
    return Finding(min(from_distance("adam", distance), 3000), "<=", 100)


@page.claim(
    says="Adam finds better minima.",
    verdict="false",
    heard="forum answers about local minima",
    holds="The start decides where a run ends; where steps are long, so does chance. On "
    "four minima of four depths Adam reaches the deepest from {{deepest_adam}} of the starts, "
    "which is what the slope alone does ({{deepest_downhill}}).",
    otherwise="Momentum at its best rate leaps, and reaches it from {{deepest_momentum}}, gradient "
    "descent from {{deepest_sgd}}.",
    statistic="the share of starts that end in the deepest minimum, less gradient descent's,",
    form=".2g",
    evidence=("figure basins_of_four_depths",),
    counter_example={"rule": "momentum"},
)
def finds_better_minima(rule: str = "adam") -> Finding:
    """More starts end in the deepest minimum than with gradient descent."""
    return Finding(deepest(rule) - deepest("sgd"), ">", 0)


@page.claim(
    says="Adam beats gradient descent because gradients are noisy.",
    verdict="false",
    heard="explanations of Adam's success",
    holds="On the turned ravine noise takes the lead away: without it Adam's mean loss is "
    "{{lead_quiet}} of gradient descent's, with noise of deviation 1 it is {{lead_noisy}} of it. "
    "The mean is over steps 271 to 300 and sixteen runs, at the best rate for each noise. {{cite "
    "kunstner2023}} find the same for Transformers: Adam's "
    "lead grows as the noise is removed.",
    otherwise="Where curvatures differ only fourfold it is gradient descent that has the lead, and "
    "noise shrinks it: Adam's loss is then {{lead_mild}} of gradient descent's.",
    statistic="Adam's loss over gradient descent's with noise, divided by the same without,",
    form=".2g",
    evidence=("the abstract of {{cite kunstner2023}}",),
    counter_example={"condition": 4.0},
)
def wins_because_of_noise(condition: float = 100.0) -> Finding:
    """Noise makes Adam's loss smaller in comparison."""
    return Finding(lead(1.0, condition) / lead(0.0, condition), "<", 1)

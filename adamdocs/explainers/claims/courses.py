"""What is said of whole landscapes, put to the test."""

from functools import cache

import numpy as np

from adamdocs.explainers.adaptive_scale.experiments import EVERY, SEEN, arrival, noise, on_ravine
from adamdocs.explainers.claims.experiments import ANSWER, CHAPTER, page
from adamdocs.explainers.geometry.units import closed_steps, steps_at_best
from adamdocs.explainers.pieces import Finding
from adamdocs.explainers.race.experiments import STEPS, fewest
from adamdocs.explainers.race.restless import lead
from adamdocs.landscapes import ravine
from adamdocs.optimizers import RULES
from adamdocs.runs import descend
from adamdocs.runs.trace import Array
from adamdocs.schedules import inverse_sqrt
from adamdocs.sweeps import RATES, SETTLED


@page.claim(
    says="Where gradients are noisy, use Adam.",
    verdict="depends",
    heard="a tutorial's list of when to use Adam",
    holds="On the turned ravine, whose curvatures differ a hundredfold, Adam's loss under noise is "
    "{{learn/race:lead_noisy}} of gradient descent's, each at its best rate. The noise is not the "
    "[reason](../learn/race.md#claim-wins_because_of_noise).",
    otherwise="Where they differ fourfold, it is {{learn/race:lead_mild}} of it.",
    statistic="Adam's mean loss under noise over gradient descent's, each at its best rate,",
    evidence=("[The race](../learn/race.md)",),
    form=".2f",
    counter_example={"condition": 4.0},
)
def adam_where_noisy(condition: float = 100.0) -> Finding:
    """Adam's loss is the smaller one."""
    return Finding(lead(1.0, condition), "<", 1)


@page.claim(
    says="Adam goes down a curved valley far faster than gradient descent.",
    verdict="true",
    heard=CHAPTER,
    holds="In Rosenbrock's valley Adam settles in {{learn/race:rosenbrock_adam}} steps at its best "
    "rate, and gradient descent not in a thousand, at any. Momentum takes fewer still, "
    "{{learn/race:rosenbrock_momentum}}.",
    otherwise="Not every loss that is not convex has such a valley: on Himmelblau's function "
    "gradient descent is done first.",
    statistic="Adam's steps to settle over gradient descent's, where a thousand that are not "
    "enough count as one more,",
    evidence=("[The race](../learn/race.md)",),
    form=".2g",
    counter_example={"course": "himmelblau"},
)
def follows_curved_valleys(course: str = "rosenbrock") -> Finding:
    """Adam needs at most three quarters of the steps."""
    return Finding(fewest("adam", course) / min(fewest("sgd", course), STEPS + 1), "<=", 0.75)


@page.claim(
    says="Adam makes of a narrow canyon a round bowl.",
    verdict="depends",
    topic="Adaptive scale",
    heard=CHAPTER,
    holds="Along the axes it nearly does: with curvatures that differ ten thousandfold it takes "
    "few more steps than in a bowl.",
    otherwise="Turned by 45°, both coordinates have the same curvature, both get the same rate, "
    "and a thousand steps are not enough.",
    statistic="Adam's steps to a small loss in a ravine with κ = 10,000, over those in a round "
    "bowl from the same start, each at its best rate,",
    evidence=("[Adaptive scale](../learn/adaptive-scale.md)",),
    form=".2g",
    counter_example={"angle": 45},
)
def canyon_becomes_bowl(angle: int = 0) -> Finding:
    """The ravine takes at most twice the steps of the bowl."""
    steps = [arrival(on_ravine("adam", angle, condition)) for condition in (10_000.0, 1.0)]
    return Finding(steps[0] / steps[1], "<=", 2)


@page.claim(
    says="Badly scaled features slow Adam down less than gradient descent.",
    verdict="true",
    topic="Units and axes",
    heard=ANSWER,
    holds="In the units that the patients were measured in Adam takes "
    "{{learn/geometry:adam_in_mm}} steps instead of {{learn/geometry:adam_standardized}}, gradient "
    "descent {{learn/geometry:descent_in_mm}} instead of {{learn/geometry:descent_standardized}}. "
    "More robust is [not immune](../learn/geometry.md#claim-scaling_is_unnecessary).",
    otherwise="With standardized features there is nothing to be robust against.",
    statistic="the factor by which the units multiply Adam's steps, over that for gradient "
    "descent's, each at its best rate,",
    evidence=("[Units and axes](../learn/geometry.md)",),
    form=".2g",
    counter_example={"unit": "standardized"},
)
def suffers_less_from_scales(unit: str = "mm") -> Finding:
    """Adam's steps grow by the smaller factor."""
    by_adam = steps_at_best("adam", unit) / steps_at_best("adam", "standardized")
    by_descent = closed_steps("sgd", unit) / closed_steps("sgd", "standardized")
    return Finding(by_adam / by_descent, "<", 1)


@cache
def rare_error(rule: str, deviation: float) -> float:
    """Mean square distance of a frequent and a rare coordinate, at the best rate for their sum.

    The runs of the page on adaptive scale, with a rate that falls like 1/√t for either rule.
    """
    runs = 40
    z = deviation * noise(runs)

    def gradient(theta: Array, t: int, rng: object) -> Array:
        noisy: Array = (theta + z[t - 1]) * np.array([1.0, t % EVERY == 0])
        return noisy

    run = descend(
        RULES[rule](lr=np.array(RATES)[:, None, None]),
        ravine(1.0),
        np.ones((1, runs, 2)),
        steps=SEEN,
        gradient=gradient,
        schedule=inverse_sqrt(),
        keep="theta",
    )
    late = run.theta[-SEEN // SETTLED :]
    with np.errstate(over="ignore", invalid="ignore"):  # of rates that diverge
        return float(np.nanmin((late**2).mean(axis=(0, 2)).sum(axis=-1)))


@page.claim(
    says="Adam handles sparse gradients well.",
    verdict="depends",
    topic="Adaptive scale",
    heard="a tutorial and an interactive article on Adam",
    holds="Of two coordinates with noisy gradients, one of which has a gradient in fifty, Adam "
    "comes nearer to both targets than gradient descent, each at its best rate, falling as "
    "$1/\\sqrt t$.",
    otherwise="With a tenth of the noise gradient descent is the nearer one.",
    statistic="gradient descent's mean square distance from both targets over Adam's",
    evidence=("[Adaptive scale](../learn/adaptive-scale.md)",),
    form=".2f",
    counter_example={"deviation": 0.1},
)
def handles_sparse_gradients(deviation: float = 1.0) -> Finding:
    """Adam's is at least a fifth smaller."""
    return Finding(rare_error("sgd", deviation) / rare_error("adam", deviation), ">", 1.25)

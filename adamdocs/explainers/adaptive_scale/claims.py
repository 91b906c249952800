"""What people get wrong about dividing by past gradients, put to the test."""

import numpy as np

from adamdocs import streams
from adamdocs.explainers.adaptive_scale.experiments import (
    arrival,
    chosen,
    detour,
    frequent_and_rare,
    on_ravine,
    page,
)
from adamdocs.explainers.pieces import Finding
from adamdocs.landscapes import LANDSCAPES
from adamdocs.optimizers import RULES, adagrad
from adamdocs.runs import feed


@page.claim(
    says="Parameters with large gradients take smaller steps, those with small gradients larger "
    "ones.",
    verdict="false",
    heard="a tutorial on Adam, and an answer that shows it with a program whose gradients are a "
    "thousandth and one, and in which both parameters move equally far",
    holds="The *factor* on the gradient is smaller where gradients are large, by as much as the "
    "gradients are larger. So the steps are equal. Gradients of 1000 and 1: the rates differ by a "
    "factor of {{rate_ratio}}, the steps by a factor of {{step_ratio}}.",
    otherwise="It is true of the factor, and so of steps measured against gradient descent's.",
    statistic="for that program's gradients, under AdaGrad, RMSProp and Adam, the farthest that "
    "the parameter with small gradients moves, over the way of the other,",
    evidence=("figure aligned_and_tilted", "figure rates_of_their_own"),
    form=".4f",
    counter_example={"measure": "factor"},
)
def large_gradients_take_smaller_steps(measure: str = "step") -> Finding:
    """The parameter with the small gradients moves at least one percent farther."""
    wave = np.resize([1.0, 0.2], 10)[:, None]  # the program divides and multiplies by five in turn
    g = wave * np.array([0.001, 1.0])
    ways = [np.abs(feed(RULES[name](lr=0.01), g).step) for name in ("adagrad", "rmsprop", "adam")]
    if measure == "factor":
        ways = [way / g for way in ways]
    return Finding(max(float(way[:, 0].sum() / way[:, 1].sum()) for way in ways), ">", 1.01)


@page.claim(
    says="Parameters with low gradients are far from convergence, so a higher rate speeds them up.",
    verdict="false",
    holds="In a bowl the gradient is low *because* the minimum is near. RMSProp raises the rate "
    "there all the same, past the edge of stability, and that is what keeps it from settling.",
    otherwise="It is true on a plateau, where gradients fade with the distance, and of the "
    "ravine's floor beside its wall at the start.",
    statistic="over a hundred distances from the minimum of a parabola, the rank correlation of "
    "distance and size of the gradient",
    evidence=("figure arrives_and_leaves", "figure rates_of_their_own"),
    form=".2f",
    counter_example={"landscape": "plateau"},
)
def low_gradients_are_far(landscape: str = "parabola") -> Finding:
    """The gradient falls with the distance from the minimum."""
    surface = LANDSCAPES[landscape]()
    distance = np.linspace(0.05, 5.0, 100)
    points = distance[:, None] * np.eye(len(surface.start))[0]
    size = np.linalg.norm(surface.grad(points), axis=1)
    ranks = np.argsort(np.argsort(size))
    return Finding(float(np.corrcoef(np.arange(len(ranks)), ranks)[0, 1]), "<", 0)


@page.claim(
    says="AdaGrad's sum only grows, so learning eventually stops completely.",
    verdict="false",
    heard="most introductions to RMSProp and Adam",
    holds="Under a constant gradient the steps fall as $1/\\sqrt t$ and their sum grows as "
    "$2\\sqrt T$: four times the steps, twice the distance. On the parabola the sum stops growing "
    "because the gradients vanish, and the rate stands still.",
    otherwise="After one gradient a million times the others, AdaGrad does stand still for all "
    "practical purposes: slow is the true charge, not stopped.",
    statistic="AdaGrad's distance after 40 thousand steps over that after 10 thousand, under a "
    "constant gradient,",
    evidence=("figure constant_gradient", "figure rates_of_their_own"),
    form=".2f",
    counter_example={"first": 1e6},
)
def adagrad_stops(first: float = 1.0) -> Finding:
    """Three quarters of the run add less than a tenth to the distance."""
    g = streams.spike(40_000, at=1, size=first, background=1.0)
    way = np.cumsum(-feed(adagrad(1.0), g, keep="step").step[:, 0])
    return Finding(float(way[-1] / way[9_999]), "<", 1.1)


@page.claim(
    says="Adaptive rates handle sparse gradients well.",
    verdict="depends",
    heard="tutorials, and the abstracts of the papers",
    holds="With noisy gradients AdaGrad does better than gradient descent whose rate falls as "
    "fast, because each coordinate has a clock of its own: the frequent coordinate settles while "
    "the rare one still learns. Gradient descent with such clocks does at least as well: AdaGrad's "
    "error is {{adagrad_over_clock}} times as large.",
    otherwise="With a tenth of the noise AdaGrad's advantage is gone.",
    statistic="gradient descent's error in both coordinates at its best rate over AdaGrad's at "
    "its best",
    evidence=("figure one_rate_for_two",),
    form=".2f",
    counter_example={"deviation": 0.1},
)
def sparse_gradients(deviation: float = 1.0) -> Finding:
    """AdaGrad's error is at least a fifth smaller."""
    descent, adaptive = (
        float(frequent_and_rare(rule, deviation)[chosen(rule, "both", deviation)].sum())
        for rule in ("sgd", "adagrad")
    )
    return Finding(descent / adaptive, ">", 1.25)


@page.claim(
    says="Equal steps lead on a more direct, diagonal path to the minimum.",
    verdict="depends",
    heard="a tutorial on Adam, of a canyon along an axis",
    holds="Upright, the first step is {{adaptive_detour}}° off the straight way, against "
    "{{sgd_detour}}° for gradient descent. But diagonal is not direct: at its best rate AdaGrad's "
    "whole path is {{adagrad_path}} straight ways long, gradient descent's {{sgd_path}}.",
    otherwise="Turned by 45°, the first step is {{adaptive_detour_tilted}}° off, more than "
    "gradient descent's.",
    statistic="the angle between AdaGrad's first step and the straight way, less that of gradient "
    "descent, in degrees,",
    evidence=("figure aligned_and_tilted",),
    form=".1f",
    counter_example={"angle": 45},
)
def diagonal_is_direct(angle: int = 0) -> Finding:
    """AdaGrad's first step points closer to the minimum than gradient descent's."""
    descent, adaptive = (detour(on_ravine(rule, angle)) for rule in ("sgd", "adagrad"))
    return Finding(adaptive - descent, "<", 0)


@page.claim(
    says="Dividing by the root of v turns a narrow canyon into a round bowl.",
    verdict="depends",
    holds="For AdaGrad, of a canyon along the axes: its curvatures cancel, and condition numbers "
    "of 1, a hundred and ten thousand give one and the same path.",
    otherwise="Turned by 45°, both coordinates have the same curvature, both get the same rate, "
    "and the canyon stays as narrow as it was.",
    statistic="AdaGrad's steps to a small loss in the ravine over those in a round bowl from the "
    "same start, each at its best rate,",
    evidence=("figure turning_the_ravine", "exercise steeper_walls"),
    form=".3g",
    counter_example={"angle": 45},
)
def canyon_becomes_bowl(angle: int = 0) -> Finding:
    """The ravine takes at most twice the steps of the bowl."""
    bowl = arrival(on_ravine("adagrad", angle, 1.0))
    return Finding(arrival(on_ravine("adagrad", angle)) / bowl, "<=", 2)

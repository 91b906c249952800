"""What people get wrong about Adam and games, put to the test."""

from adamdocs.explainers.gan.experiments import (
    BETAS,
    FAR,
    NEAR,
    both_sides,
    circle,
    descent,
    page,
)
from adamdocs.explainers.gan.training import more_modes
from adamdocs.explainers.pieces import Finding
from adamdocs.theory.games import Play

CHAPTER = "a chapter of an online course"


@page.claim(
    says="Adam damps the oscillation of two players.",
    verdict="depends",
    heard=f"{CHAPTER}, of generative adversarial networks",
    holds="It does outside of a circle, on the game $xy$ {{circle_default}} learning rates from "
    "the "
    "saddle at the defaults: from 1000 learning rates away it comes nearer, to that circle.",
    otherwise="Inside it moves away, from 100 learning rates out to the same circle. It never "
    "comes to "
    "rest at its defaults and a fixed rate; gradient descent with a look ahead does.",
    statistic="the distance from the saddle after fourteen thousand steps from $(1, 0)$ at the "
    "rate `0.001` "
    "(the last "
    "case: `0.01`), over that at the start",
    evidence=("figure one_circle", "number circle_default"),
    counter_example={"lr": NEAR},
)
def damps_games(lr: float = FAR) -> Finding:
    """The players end nearer to the saddle than they began."""
    return Finding(float(both_sides().distance[-1, (NEAR, FAR).index(lr)]), "<", 1)


@page.claim(
    says="On the game $xy$, Adam's momentum damps the oscillation.",
    verdict="false",
    heard=f"{CHAPTER}: “maintaining momentum”",
    holds="Momentum widens the circle: {{circle_zero}} learning rates without it, "
    "{{circle_half}} at "
    "$\\beta_1 = 0.5$, {{circle_default}} at `0.9`. An average of gradients is an older "
    "tangent, and in a rotation that points outward.",
    otherwise="Negative momentum narrows it, to {{circle_negative}} at $\\beta_1 = -0.5$.",
    statistic="the radius of the circle at $\\beta_1 = 0.9$ (the last case: `−0.5`), over "
    "that at 0",
    evidence=("figure circle_against_momentum",),
    counter_example={"b1": -0.5},
)
def momentum_damps(b1: float = BETAS[-1]) -> Finding:
    """The circle is smaller than without momentum."""
    return Finding(circle(b1) / circle(0.0), "<", 1)


@page.claim(
    says="Simultaneous gradient descent and ascent circle the solution endlessly.",
    verdict="false",
    heard=f"{CHAPTER}: “endlessly circle the solution”",
    holds="They spiral out, by a factor $\\sqrt{1+\\lr^2}$ a step: at the rate `0.1` they are "
    "{{after_thousand}} times as far away after a thousand steps. A smaller rate only "
    "takes longer.",
    otherwise="Players who move in turn do circle, between two bounds; so does the limit of a "
    "zero rate, the flow.",
    statistic="the largest distance from the saddle in a thousand steps at the rate `0.1`, over "
    "that at "
    "the start",
    evidence=("figure four_plays",),
    counter_example={"order": "alternating"},
)
def descent_circles(order: Play = "simultaneous") -> Finding:
    """They stay within twice the distance of the start."""
    distance = descent(order, 1000).distance
    return Finding(float(distance.max() / distance[0]), "<", 2)


@page.claim(
    says="Generative adversarial networks need Adam.",
    verdict="depends",
    heard="accounts of why practice uses it",
    holds="With one rate for both players, as most code has it, Adam at $\\beta_1 = 0.5$ is "
    "{{more_adam05_sgd_one}} ± {{more_within_adam05_sgd_one}} modes ahead of SGD.",
    otherwise="What it brings is not its default: at $\\beta_1 = 0.9$ the difference from SGD is "
    "{{more_adam09_sgd_one}} ± {{more_within_adam09_sgd_one}}, and with a rate for each player "
    "{{more_adam09_sgd_two}} ± {{more_within_adam09_sgd_two}}.",
    statistic="the lower end of the interval of Adam's modes minus SGD's, {{gan_seeds}} pairs of "
    "seeds, one rate for both players, $\\beta_1 = 0.5$ (the last case: `0.9`)",
    evidence=("figure modes_by_rule",),
    counter_example={"rule": "adam0.9"},
)
def gans_need_adam(rule: str = "adam0.5") -> Finding:
    """The whole interval lies above zero."""
    return Finding(float(more_modes(rule, "sgd", one_rate=True).low), ">", 0)


@page.claim(
    says="Lowering $\\beta_1$ from `0.9` to `0.5` helps networks that learn against each other.",
    verdict="true",
    heard="{{cite radford2016}}",
    holds="On the eight Gaussians, at `0.5` there are {{more_adam05_adam09_one}} "
    "± {{more_within_adam05_adam09_one}} more modes with "
    "one rate, {{more_adam05_adam09_two}} ± {{more_within_adam05_adam09_two}} with two, each at "
    "rates of its own "
    "choice.",
    otherwise="That 0 is better still does not show. At `0.5` "
    "there are "
    "{{more_adam05_adam0_one}} ± "
    "{{more_within_adam05_adam0_one}} more modes than at 0 with one rate, "
    "{{more_adam05_adam0_two}} ± {{more_within_adam05_adam0_two}} with two.",
    statistic="the lower end of the interval of the modes at `0.5` minus those at `0.9` (the last "
    "case: "
    "those at 0 minus those at `0.5`), one rate for both players",
    evidence=("figure modes_by_rule",),
    counter_example={"rule": "adam0", "other": "adam0.5"},
)
def lower_b1(rule: str = "adam0.5", other: str = "adam0.9") -> Finding:
    """The whole interval lies above zero."""
    return Finding(float(more_modes(rule, other, one_rate=True).low), ">", 0)

"""What the page asks: a prediction and exercises, their answers computed."""

import math

import numpy as np

from adamdocs import theory
from adamdocs.explainers.gan.experiments import both_sides, circle, descent, page
from adamdocs.labs.bilinear import duel


@page.prediction(
    question="Two players at $(1, 0)$, both with Adam at its defaults and the rate `0.01`. How "
    "far from "
    "the saddle are they after fourteen thousand steps?",
    choices=("About zero", "About one, as at the start", "About four", "Beyond a thousand"),
    right="About four",
    solution="{{from_near}}: they began 100 learning rates from the saddle, and their circle is at "
    "{{circle_default}}. At a tenth of the rate the same start is 1000 learning rates away, "
    "outside of the "
    "circle: there they come nearer, to {{from_far}}.",
)
def after_long() -> str:
    """Where the players from (1, 0) are in the end."""
    distance = float(both_sides().distance[-1, 0])
    if distance < 0.2:
        return "About zero"
    if distance < 2:
        return "About one, as at the start"
    return "About four" if distance < 6 else "Beyond a thousand"


@page.exercise(
    question="Gradient descent, both players at once, at the rate `0.1`. After how many steps "
    "are they ten "
    "times as far from the saddle?",
    solution="$(1 + \\lr^2)^{t/2} = 10$ gives $t = 2 \\ln 10 / \\ln(1 + \\lr^2)$, rounded up "
    "**{{tenfold}}** steps. "
    "At the rate `0.01` it takes a hundred times as many.",
    form=".0f",
    expect=lambda: math.ceil(math.log(10) / math.log(theory.game_factor(0.1, 0.0))),
)
def tenfold() -> float:
    """First step at which the distance is ten times that of the start."""
    distance = descent("simultaneous").distance
    return int((distance >= 10 * distance[0]).argmax())


@page.exercise(
    question="You lower $\\beta_1$ from `0.9` to `0.5` and want Adam's circle as large as before, "
    "both players "
    "moving at once. By which factor may you raise the rate?",
    solution="The circle has the radius $\\lr\\sqrt{8(1+\\beta_1)/((1-\\beta_1)(1-\\beta_2))}$. "
    "From $\\sqrt{19}$ to $\\sqrt 3$, the factor is **{{rate_factor}}**.",
    form=".1f",
    expect=lambda: math.sqrt(19 / 3),
    tolerance=0.01,
)
def rate_factor() -> float:
    """Radius at β₁ = 0.9 over that at 0.5, of runs."""
    return circle(0.9) / circle(0.5)


@page.exercise(
    question="Which rate brings gradient descent with a look ahead to the saddle of $xy$ "
    "fastest? Up "
    "to which rate does it converge at all?",
    solution="$\\sqrt{1-\\lr^2+\\lr^4}$ is least where $\\lr^2 = 1/2$: at the rate "
    "**{{best_ahead}}**, where "
    "the distance falls by $1-\\sqrt{3}/2$ of itself a step. It is 1 again at $\\lr = 1$.",
    form=".3f",
    expect=lambda: math.sqrt(0.5),
    tolerance=6e-4,
)
def best_ahead() -> float:
    """The best of the rates from 0.001 to 1, by runs."""
    rates = [k / 1000 for k in range(1, 1001)]
    run = duel("descent", "extragradient", lr=np.reshape(rates, (-1, 1)), steps=60)
    return rates[int(run.distance[-1].argmin())]


@page.exercise(
    question="Up to which rate does optimistic gradient descent converge on $xy$?",
    solution="The larger root of $\\mu^2 - (1+2i\\lr)\\mu + i\\lr$ reaches the unit circle at "
    "$\\lr = 1/\\sqrt 3$, **{{last_optimistic}}**.",
    form=".3f",
    expect=lambda: 1 / math.sqrt(3),
    tolerance=8e-4,
)
def last_optimistic() -> float:
    """Largest of the rates from 0.4 to 0.8 whose run ends nearer than it is half-way."""
    rates = [k / 1000 for k in range(400, 801)]
    column = np.reshape(rates, (-1, 1))
    distance = duel("descent", "optimistic", lr=column, steps=1200, every=600).distance
    return float(np.max(np.array(rates)[distance[2] < distance[1]]))

"""What the page asks: a prediction and exercises, their answers computed."""

from itertools import product

import numpy as np

from adamdocs import theory
from adamdocs.explainers.geometry import patients
from adamdocs.explainers.geometry.experiments import adam_arrives, page
from adamdocs.explainers.geometry.units import PRESSURE, bowl, task
from adamdocs.labs.regression import Regression, least_squares
from adamdocs.optimizers import adam, sgd
from adamdocs.runs import descend, feed

SMALLER_UNIT = 1024.0
HARDLY = "Hardly more than upright"
SOME = "Two to three times as many"
MOST = "Ten times as many or more, as at 45°"


@page.prediction(
    question="At κ = 10,000 Adam needs {{adam_upright_steep}} steps upright and "
    "{{adam_turned_steep}} at 45°. Turn the ravine by 5° only, and choose Adam's rate anew. How "
    "many steps does it need?",
    choices=(HARDLY, SOME, MOST),
    right=SOME,
    solution="It needs {{adam_five_steep}}. Five degrees mix enough of the steep wall into both "
    "coordinates that the best division of each by a number of its own leaves a condition number "
    "of {{best_division_steep}}, where upright it leaves 1. Momentum needs {{momentum_steep}} at "
    "5° as anywhere.",
)
def five_degrees() -> str:
    """How many more steps Adam needs at 5° than upright."""
    more = adam_arrives(10_000.0, 5) / adam_arrives(10_000.0, 0)
    return HARDLY if more < 1.5 else SOME if 2 <= more <= 3 else MOST if more >= 10 else "between"


@page.exercise(
    question="A model has ten parameters. In how many directions can Adam's first step point, "
    "if no gradient is zero and $\\eps = 0$?",
    solution="It is $\\pm\\lr$ in every coordinate: as many as there are corners of a cube in ten "
    "dimensions, $2^{10} =$ **{{first_directions}}**. Gradient descent's can point anywhere.",
    form=",d",
    expect=lambda: 2**10,
)
def first_directions() -> float:
    """Number of different first steps under gradients of every pattern of signs and two sizes."""
    signs = np.array(list(product((-1.0, 1.0), repeat=10)))
    sizes = np.resize([0.003, 7.0, 1.0], 10)
    gradients = np.concatenate([signs, signs * sizes])
    steps = feed(adam(1.0, eps=0.0), gradients[None]).step[0]
    return float(len(np.unique(steps, axis=0)))


@page.exercise(
    question="All features are measured in a unit smaller by the factor 1024, so that "
    "their numbers are "
    "larger by it. By what must the learning rate of gradient descent be divided "
    "for the losses to stay as they were, step by step?",
    solution="Coefficients become smaller by 1024, gradients larger by 1024. Gradient "
    "descent's rate turns a gradient into a length: it is divided by $1024^2$, "
    "**{{rate_divisor}}**. Adam's is a length: it is divided by 1024.",
    form=",d",
    expect=lambda: SMALLER_UNIT**2,
)
def rate_divisor() -> float:
    """The power of two by which gradient descent's rate is divided for equal losses."""
    plain = descend(sgd(0.25), bowl("standardized"), steps=20, keep="loss").loss
    powers = 2.0 ** np.arange(31)
    rule = sgd(0.25 / powers[:, None])
    found = descend(rule, bowl("standardized", SMALLER_UNIT), steps=20, keep="loss").loss
    return float(powers[np.isclose(found, plain[:, None], rtol=1e-9).all(axis=0)][0])


@page.exercise(
    question="The ravine with κ = 1000 is turned by 15°. Each coordinate may be divided by a "
    "number of its own, chosen as well as possible. What condition number is left (to the nearest "
    "whole number)?",
    solution="The best choice makes both curvatures on the axes equal. Then κ is $(1+|r|)/(1-|r|)$ "
    "with $r = h_{12}/\\sqrt{h_{11}h_{22}}$: **{{left_at_15}}**. Fifteen degrees undo most of what "
    "a division can do.",
    form=".0f",
    expect=lambda: theory.jacobi_condition(1000.0, 15),
    tolerance=1e-3,
)
def left_at_15() -> float:
    """Least condition number over a fine grid of quotients of the two divisors."""
    hessian = theory.rotated_hessian(1.0, 1000.0, 15)
    quotients = np.geomspace(1e-4, 1e4, 4001)
    return min(theory.rescaled_condition(hessian, [1.0, float(q)]) for q in quotients)


@page.number(expect=lambda: patients.share_kept("mm", 10.0), form=".0%")
def kept_in_millimeters() -> float:
    """Share of the coefficient that ridge keeps in millimeters."""
    return kept(pressure_alone("mm"))


def kept(measured: Regression) -> float:
    """Share of the coefficient that ridge with 10 keeps."""
    return float(least_squares(measured, 10.0)[0] / least_squares(measured)[0])


def pressure_alone(unit: str) -> Regression:
    """The regression on blood pressure alone."""
    measured = task(unit)
    column = measured.names.index(PRESSURE)
    return Regression((PRESSURE,), measured.X[:, column : column + 1], measured.y)


@page.exercise(
    question="Blood pressure has a variance of about 191 square millimeters of mercury. A ridge "
    "regression on it alone, which adds $10\\,\\th^2/2$ to half the mean squared "
    "error, keeps {{kept_in_millimeters}} of the "
    "coefficient. How much "
    "does it keep if blood pressure is measured in meters (in percent, three digits after "
    "the point)?",
    solution="The variance $h$ becomes a million times as small, the penalty stays: "
    "$h/(h+10)$ is **{{kept_in_meters}}**. The same number 10 all but removes the feature.",
    form=".3%",
    expect=lambda: patients.share_kept("m", 10.0),
)
def kept_in_meters() -> float:
    """Share of the coefficient that ridge keeps in meters."""
    return kept(pressure_alone("m"))

"""What people get wrong about scales, units and axes, put to the test."""

from adamdocs.explainers.geometry import patients
from adamdocs.explainers.geometry.experiments import (
    adam_arrives,
    adam_rate,
    arrival,
    momentum_arrives,
    multiplied,
    page,
)
from adamdocs.explainers.geometry.units import (
    arrivals,
    before_noise,
    exponent_near,
    first_detour,
    steps_at_best,
)
from adamdocs.explainers.pieces import Finding
from adamdocs.optimizers import adam


@page.claim(
    says="Adam is scale-invariant.",
    verdict="depends",
    heard="many introductions, after the abstract of {{cite kingma2015}}, which says less: "
    "“invariant to diagonal rescaling of the gradients”",
    holds="Of the *gradients* it is true: multiply those of a coordinate by 1024, and the path "
    "stays as it was. No unit does only that. In another unit the distance to go changes too, and "
    "the learning rate, which is a length, does not: {{adam_in_mm}} steps become {{adam_in_um}}.",
    otherwise="Turned by 45°, which changes no length at all, the ravine takes Adam "
    "{{adam_turned}} steps instead of {{adam_upright}}, each at the best rate.",
    statistic="Adam's steps on the ravine with κ = 1000 after the change over those before",
    evidence=("figure steps_against_angle", "figure steps_against_unit"),
    form=".2f",
    counter_example={"change": "turn"},
)
def scale_invariant(change: str = "gradients") -> Finding:
    """The change costs Adam at most a tenth more steps."""
    before = adam_arrives(1000.0, 0)
    if change == "turn":
        return Finding(adam_arrives(1000.0, 45) / before, "<=", 1.1)
    run = multiplied(adam(adam_rate(1000.0, 0)), (1.0, 1024.0))
    return Finding(float(arrival(run.loss)) / before, "<=", 1.1)


@page.claim(
    says="Adam makes it unnecessary to standardize features.",
    verdict="false",
    heard="advice that Adam adapts to the scale of each feature by itself",
    holds="Standardized, Adam needs {{adam_standardized}} steps, and {{adam_in_mm}} in the units "
    "the patients were measured in. One learning rate has to serve coefficients of which "
    "one is two thousand times another. The small constant has no part in it: with "
    "$\\eps = 0$ there are {{adam_without_eps}} steps too.",
    otherwise="Multiply *all* standardized features by 1024, and a rate divided by 1024 needs as "
    "many steps as before.",
    statistic="Adam's steps in the units of the measurement over those with standardized "
    "features, each at its best rate,",
    evidence=("figure steps_against_unit",),
    form=".2f",
    counter_example={"alike": True},
)
def scaling_is_unnecessary(alike: bool = False) -> Finding:
    """The unit costs Adam at most a quarter more steps."""
    standardized = steps_at_best("adam", "standardized")
    if alike:
        return Finding(
            float(arrivals("adam", "standardized", 1024.0).min()) / standardized, "<=", 1.25
        )
    return Finding(steps_at_best("adam", "mm") / standardized, "<=", 1.25)


@page.claim(
    says="It is ε that keeps Adam from being invariant to units.",
    verdict="false",
    heard="explanations that take the rest of Adam to be free of units",
    holds="With $\\eps = 0$ Adam's steps in millimeters are {{adam_without_eps}}, with the default "
    "{{adam_in_mm}}. The unit survives only in the learning rate.",
    otherwise="It is true where gradients are near $\\eps$: with the loss in a unit in which it is "
    "a billionth, $\\eps$ costs steps. [Epsilon](epsilon.md) says when.",
    statistic="Adam's steps at its best rate with the default ε over those with ε = 0, in "
    "millimeters,",
    evidence=("figure steps_against_unit",),
    form=".2f",
    counter_example={"loss_unit": 1e-9},
)
def eps_is_the_reason(loss_unit: float = 1.0) -> Finding:
    """ε costs Adam at least a tenth more steps."""
    default, without = (
        float(arrivals("adam", "mm", 1.0, loss_unit, eps).min()) for eps in (1e-8, 0.0)
    )
    return Finding(default / without, ">=", 1.1)


@page.claim(
    says="v approximates the diagonal of the Hessian, so that Adam approximates Newton's method.",
    verdict="false",
    heard="explanations of Adam as a second-order method. {{cite kingma2015}} say Fisher matrix, "
    "and: “more conservative in its adaption than vanilla NGD by preconditioning with the square "
    "root”",
    holds="Near the minimum of a regression $\\v$ is in proportion to the curvature, through "
    "the noise. But Adam divides by its *root*, Newton's method by the curvature. "
    "{{cite kunstner2019}} show for squared gradients in general that they need not carry the "
    "curvature at all. [Nor is $\\v$ the variance](moments.md#claim-v_is_the_variance).",
    otherwise="Without noise, with curvatures along the axes and equal distances from the minimum, "
    "a gradient is curvature times distance, and $\\sqrt{\\vhat}$ is in proportion to the "
    "curvature, until the distances differ.",
    statistic="the power of the curvature that $\\sqrt{\\vhat}$ follows over ten features near the "
    "minimum, mean of {{exponent_runs}} runs, 1 for Newton's method,",
    evidence=("figure root_of_curvature",),
    form=".2f",
    counter_example={"noise": False},
)
def approximates_newton(noise: bool = True) -> Finding:
    """√v̂ follows the curvature's power 0.9 at least."""
    power = exponent_near().mean if noise else patients.exponent(before_noise())
    return Finding(float(power), ">=", 0.9)


@page.claim(
    says="Adam sets out on a more direct, diagonal path to the minimum.",
    verdict="depends",
    heard="tutorials that draw Adam beside gradient descent",
    holds="Diagonal the first step always is; the minimum need not lie there. In the regression as "
    "it was measured Adam's first step is {{adam_detour_mm}}° off the straight way, and gradient "
    "descent's {{descent_detour_mm}}°, nearly at a right angle.",
    otherwise="With standardized features gradient descent's is {{descent_detour_standardized}}° "
    "off and Adam's {{adam_detour_standardized}}°. [By hand](by-hand.md) measures whole paths on "
    "the ravine.",
    statistic="the angle between Adam's first step and the straight way, less that of gradient "
    "descent, in degrees,",
    evidence=("figure two_balls",),
    form=".0f",
    counter_example={"unit": "standardized"},
)
def path_is_direct(unit: str = "mm") -> Finding:
    """Adam's first step points closer to the minimum than gradient descent's."""
    return Finding(first_detour("adam", unit) - first_detour("sgd", unit), "<", 0)


@page.claim(
    says="The axes are an accident, so an optimizer should not depend on them.",
    verdict="depends",
    heard="critics of rules that work coordinate by coordinate",
    holds="Where no axis means anything, as with points in space, it is a fault: "
    "{{cite ling2022}} report artifacts and mend them with one second moment a vector. At 45° "
    "the ravine takes from Adam its whole advantage over momentum; at 5° "
    "({{adam_five_steep}} steps against {{momentum_steep}}) it does not.",
    otherwise="Along the axes the dependence is the advantage. In networks axes mean something: "
    "{{cite zhang2025}} report that Adam trains transformers worse when the parameters are turned "
    "at random.",
    statistic="Adam's steps over momentum's on the ravine with κ = 10,000 at 45°, each at its "
    "best rate,",
    evidence=("figure steps_against_angle",),
    form=".2f",
    counter_example={"angle": 0},
)
def axes_are_an_accident(angle: int = 45) -> Finding:
    """Adam, which depends on the axes, needs more steps than momentum, which does not."""
    ball = momentum_arrives(10_000.0, angle)[0]
    return Finding(adam_arrives(10_000.0, angle) / ball, ">", 1)

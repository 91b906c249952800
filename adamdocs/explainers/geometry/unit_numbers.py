"""Numbers in the text: the regression, its units and its noise."""

import math

import numpy as np

from adamdocs import theory
from adamdocs.explainers.geometry import patients
from adamdocs.explainers.geometry.experiments import page
from adamdocs.explainers.geometry.units import (
    adam_over_descent,
    arrivals,
    closed_steps,
    long_descent,
    noisy_rate,
    pressure_after_ridge,
    rate_at_best,
    share_left,
    steps_at_best,
    task,
)
from adamdocs.labs.regression import hessian

HISTORY = "Adam's path on a quadratic depends on its whole history of gradients: no closed form"
DRAWN = "a mean over random batches: no closed form"


@page.number(pinned=361, reason=HISTORY, form="d")
def adam_in_m() -> float:
    """Adam's steps with blood pressure in meters of mercury."""
    return steps_at_best("adam", "m")


@page.number(pinned=125, reason=HISTORY, form="d")
def adam_in_mm() -> float:
    """Adam's steps in millimeters."""
    return steps_at_best("adam", "mm")


@page.number(pinned=3039, reason=HISTORY, form=",d")
def adam_in_um() -> float:
    """Adam's steps in micrometers."""
    return steps_at_best("adam", "μm")


@page.number(pinned=40, reason=HISTORY, form="d")
def adam_standardized() -> float:
    """Adam's steps with standardized features."""
    return steps_at_best("adam", "standardized")


@page.number(pinned=10, reason=HISTORY, form=".0f")
def rate_in_m() -> float:
    """Adam's best rate in meters."""
    return rate_at_best("adam", "m")


@page.number(pinned=167, reason=HISTORY, form="d")
def adam_at_100_mm() -> float:
    """Adam's steps in millimeters at the grid's largest rate, 100."""
    return float(arrivals("adam", "mm")[-1])


@page.number(pinned=364, reason=HISTORY, form="d")
def adam_at_100_m() -> float:
    """Adam's steps in meters at that rate."""
    return float(arrivals("adam", "m")[-1])


@page.number(pinned=3118, reason=HISTORY, form=",d")
def adam_at_100_um() -> float:
    """Adam's steps in micrometers at that rate."""
    return float(arrivals("adam", "μm")[-1])


@page.number(pinned=89, reason=HISTORY, form="d")
def adam_at_100_standardized() -> float:
    """Adam's steps with standardized features at that rate."""
    return float(arrivals("adam", "standardized")[-1])


@page.number(pinned=1.1, reason=HISTORY, form=".1f")
def rate_in_mm() -> float:
    """Adam's best rate in millimeters."""
    return rate_at_best("adam", "mm")


@page.number(pinned=0.4, reason=HISTORY, form=".1f")
def rate_in_um() -> float:
    """Adam's best rate in micrometers."""
    return rate_at_best("adam", "μm")


@page.number(pinned=5.6, reason=HISTORY, form=".1f")
def rate_standardized() -> float:
    """Adam's best rate with standardized features."""
    return rate_at_best("adam", "standardized")


@page.number(expect=lambda: patients.steps("sgd", "mm", patients.rates("sgd", "mm")[0]), form=",d")
def descent_in_mm() -> float:
    """Gradient descent's steps in millimeters."""
    return long_descent()


@page.number(
    expect=lambda: patients.steps("sgd", "standardized", patients.rates("sgd", "standardized")[1]),
    form="d",
)
def descent_standardized() -> float:
    """Gradient descent's steps with standardized features."""
    return steps_at_best("sgd", "standardized")


@page.number(
    expect=lambda: patients.steps("momentum", "mm", patients.rates("momentum", "mm")[0]), form=",d"
)
def momentum_in_mm() -> float:
    """Momentum's steps in millimeters."""
    return steps_at_best("momentum", "mm")


@page.number(
    expect=lambda: patients.steps(
        "momentum", "standardized", patients.rates("momentum", "standardized")[5]
    ),
    form="d",
)
def momentum_standardized() -> float:
    """Momentum's steps with standardized features."""
    return steps_at_best("momentum", "standardized")


@page.number(expect=lambda: patients.flattest_alone("sgd", "m") / 1e6, tolerance=1e-3, form=".1f")
def descent_in_m() -> float:
    """Millions of gradient descent's steps in meters, in closed form."""
    return closed_steps("sgd", "m") / 1e6


@page.number(expect=lambda: patients.flattest_alone("sgd", "μm") / 1e9, tolerance=1e-3, form=".1f")
def descent_in_um() -> float:
    """Billions of them in micrometers, in closed form."""
    return closed_steps("sgd", "μm") / 1e9


@page.number(
    expect=lambda: patients.flattest_alone("momentum", "m") / 1e3, tolerance=1e-3, form=".0f"
)
def momentum_in_m() -> float:
    """Thousands of momentum's steps in meters, in closed form."""
    return closed_steps("momentum", "m") / 1e3


@page.number(
    expect=lambda: patients.flattest_alone("momentum", "μm") / 1e6, tolerance=1e-3, form=".0f"
)
def momentum_in_um() -> float:
    """Millions of them in micrometers, in closed form."""
    return closed_steps("momentum", "μm") / 1e6


@page.number(expect=lambda: math.log10(patients.condition("m")), tolerance=1e-4, form=".1f")
def condition_in_m() -> float:
    """Decimal logarithm of the condition number in meters."""
    return math.log10(np.linalg.cond(hessian(task("m"))))


@page.number(expect=lambda: patients.condition("mm"), tolerance=1e-6, form=",.0f")
def condition_in_mm() -> float:
    """Condition number in millimeters."""
    return float(np.linalg.cond(hessian(task("mm"))))


@page.number(expect=lambda: math.log10(patients.condition("μm")), tolerance=1e-4, form=".1f")
def condition_in_um() -> float:
    """Decimal logarithm of the condition number in micrometers."""
    return math.log10(np.linalg.cond(hessian(task("μm"))))


@page.number(
    expect=lambda: theory.rescaled_condition(
        patients.curvature("mm"), np.diag(patients.curvature("mm"))
    ),
    tolerance=1e-6,
    form=".0f",
)
def condition_standardized() -> float:
    """Condition number with standardized features: that of the features' correlations."""
    return float(np.linalg.cond(hessian(task("standardized"))))


@page.number(pinned=125, reason=HISTORY, form="d")
def adam_without_eps() -> float:
    """Adam's steps in millimeters with ε = 0."""
    return float(arrivals("adam", "mm", eps=0.0).min())


@page.number(expect=lambda: patients.pressure_after_ridge(0.0, "m"), tolerance=1e-6, form=".1f")
def pressure_free() -> float:
    """What a standard deviation more of blood pressure adds without ridge."""
    return pressure_after_ridge(0.0, "mm")


@page.number(expect=lambda: patients.pressure_after_ridge(1.0, "mm"), tolerance=1e-6, form=".1f")
def pressure_in_mm() -> float:
    """The same under ridge, in millimeters."""
    return pressure_after_ridge(1.0, "mm")


@page.number(expect=lambda: patients.pressure_after_ridge(1.0, "m"), tolerance=1e-6, form=".3f")
def pressure_in_m() -> float:
    """The same under ridge, in meters."""
    return pressure_after_ridge(1.0, "m")


@page.number(pinned=0.055, reason=DRAWN, form=".1%")
def adam_noisy_mm() -> float:
    """Share of the loss that Adam leaves with batches, in millimeters."""
    return float(share_left("adam", "mm").mean)


@page.number(pinned=0.111, reason=DRAWN, form=".1%")
def descent_noisy_mm() -> float:
    """Share that gradient descent leaves, in millimeters."""
    return float(share_left("sgd", "mm").mean)


@page.number(pinned=0.0119, reason=DRAWN, form=".2%")
def adam_noisy_standardized() -> float:
    """Share that Adam leaves with standardized features."""
    return float(share_left("adam", "standardized").mean)


@page.number(pinned=0.0104, reason=DRAWN, form=".2%")
def descent_noisy_standardized() -> float:
    """Share that gradient descent leaves with standardized features."""
    return float(share_left("sgd", "standardized").mean)


@page.number(pinned=-5.7, reason=DRAWN, form=".1f")
def difference_mm() -> float:
    """Adam's share minus gradient descent's in percentage points, in millimeters."""
    return 100 * float(adam_over_descent("mm").mean)


@page.number(pinned=0.3, reason=DRAWN, form=".1f")
def difference_mm_within() -> float:
    """Half the width of its interval."""
    return 100 * float(adam_over_descent("mm").half_width)


@page.number(pinned=0.16, reason=DRAWN, form=".2f")
def difference_standardized() -> float:
    """Adam's share minus gradient descent's in percentage points, standardized."""
    return 100 * float(adam_over_descent("standardized").mean)


@page.number(pinned=0.04, reason=DRAWN, form=".2f")
def difference_standardized_within() -> float:
    """Half the width of its interval."""
    return 100 * float(adam_over_descent("standardized").half_width)


@page.number(pinned=0.063, reason=DRAWN, form=".3f")
def noisy_rate_mm() -> float:
    """Adam's rate in millimeters, chosen on the tuning seeds."""
    return noisy_rate("adam", "mm")


@page.number(pinned=2.5e-4, reason=DRAWN, form=".5f")
def noisy_descent_rate_mm() -> float:
    """Gradient descent's rate in millimeters, chosen likewise."""
    return noisy_rate("sgd", "mm")


@page.number(pinned=0.0126, reason=DRAWN, form=".4f")
def noisy_descent_rate_standardized() -> float:
    """Gradient descent's rate with standardized features."""
    return noisy_rate("sgd", "standardized")


@page.number(pinned=0.2, reason=DRAWN, form=".1f")
def noisy_rate_standardized() -> float:
    """Adam's rate with standardized features."""
    return noisy_rate("adam", "standardized")

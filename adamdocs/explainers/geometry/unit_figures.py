"""Figures of the page: the regression in four units, and the second moment beside the curvature."""

import numpy as np

from adamdocs.drawing.charts import Chart
from adamdocs.explainers.geometry import patients
from adamdocs.explainers.geometry.experiments import page
from adamdocs.explainers.geometry.units import (
    NEAR_BATCH,
    arrivals,
    near_the_minimum,
    rate_at_best,
    rates,
    steps_at_best,
)


@page.figure(
    caption="Adam's steps until a hundredth of the loss is left, at every rate, with one of ten "
    "features, blood pressure, in meters, millimeters or micrometers of mercury, and with all ten "
    "standardized. Dots: the best rate. Beyond it, up to a rate of 100, the "
    "lines in meters and micrometers stay level; in millimeters {{adam_in_mm}} steps become "
    "{{adam_at_100_mm}}, standardized {{adam_standardized}} become {{adam_at_100_standardized}}. "
    "Standardized, gradient descent (the lowest dot) needs {{descent_standardized}}, "
    "fewer than Adam's {{adam_standardized}}.",
    alt="Line chart, both axes logarithmic, of Adam's steps against its learning rate in four "
    "units. Each line falls to a least number: {{adam_in_um}} in "
    "micrometers, {{adam_in_m}} in meters at a rate of {{rate_in_m}}, {{adam_in_mm}} in "
    "millimeters at {{rate_in_mm}}, {{adam_standardized}} standardized. Up to a rate of 100 the "
    "first two stay there ({{adam_at_100_um}} and {{adam_at_100_m}}); the others rise, to "
    "{{adam_at_100_mm}} and {{adam_at_100_standardized}}. A dot for gradient "
    "descent on standardized features lies lowest, at {{descent_standardized}}.",
)
def steps_against_unit() -> Chart:
    """Adam's steps against the rate in four units, and gradient descent's best standardized."""
    chart = Chart(
        "Adam's learning rate", "steps to arrive", height=3.6, x_scale="log", y_scale="log"
    )
    for unit, dashed, faint in (
        ("m", True, False),
        ("mm", False, True),
        ("μm", True, True),
        ("standardized", False, False),
    ):
        steps = arrivals("adam", unit)
        steps = np.where(np.isfinite(steps), steps, np.nan)
        chart.line(f"Adam, {unit}", rates("adam", unit), steps, "adam", dashed=dashed, faint=faint)
        best = rate_at_best("adam", unit), steps_at_best("adam", unit)
        chart.points(f"Adam, {unit}, best", *best, "adam", size=34)
    chart.points(
        "gradient descent, standardized, best",
        rate_at_best("sgd", "standardized"),
        steps_at_best("sgd", "standardized"),
        "ink",
        size=40,
    )
    for name, steps, rise in (
        ("μm", 3118, 9),
        ("m", 364, 9),
        ("mm", 167, 9),
        ("standardized", 60, -14),
    ):
        chart.label(name, (100, steps), "adam", shift=(0, rise), align="right", bold=True)
    chart.label("gradient descent, standardized", (0.355, 7), "ink", shift=(10, 0))
    chart.view(x=(0.009, 110), y=(5, 6000))
    chart.ticks(x=(0.01, 0.1, 1, 10, 100), y=(10, 100, 1000))
    return chart


@page.figure(
    caption="The ten features, each with its curvature and with Adam's √v̂ when held at the "
    "minimum and shown batches of 8 patients for `4000` steps, the first of {{exponent_runs}} "
    "runs. The dots follow the root of the curvature (green, slope one half), not the curvature "
    "itself (dashed), by which Newton's method would divide.",
    alt="Scatter chart, both axes logarithmic, of √v̂ against the curvature for ten features over "
    "nearly four decades. The dots lie on a line of slope one half; their fitted slope is "
    "{{exponent_of_root}} in the mean of {{exponent_runs}} runs. A dashed line of slope one is far "
    "steeper.",
)
def root_of_curvature() -> Chart:
    """√v̂ against the diagonal of the Hessian, near the minimum."""
    curvature, measured = near_the_minimum()
    expected = patients.root_mean_squares(NEAR_BATCH)
    chart = Chart(
        "curvature along the feature's coefficient",
        "√v̂ near the minimum",
        height=3.2,
        x_scale="log",
        y_scale="log",
    )
    ends = np.array([0.15, 2000.0])
    level = np.exp(np.mean(np.log(expected) - 0.5 * np.log(curvature)))
    middle = np.exp(np.mean(np.log(curvature)))
    newton = ends / middle * level * np.sqrt(middle)
    chart.line("the curvature itself", ends, newton, "theory", dashed=True)
    chart.line("root of the curvature", ends, level * np.sqrt(ends), "theory")
    chart.points("Adam's √v̂", curvature, measured[0], "v", size=40)
    chart.label("Adam's √v̂", (1300, 640), "v", shift=(0, -20), align="right", bold=True)
    chart.label("root of the curvature", (0.2, 85), "theory")
    chart.label("Newton: the curvature", (0.7, 2.2), "theory", shift=(8, -6))
    chart.view(x=(0.15, 2000), y=(1, 4000))
    chart.ticks(x=(1, 10, 100, 1000), y=(1, 10, 100, 1000))
    return chart

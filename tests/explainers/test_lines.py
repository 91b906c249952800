"""Closed forms that a figure draws lie where its runs do: what the eye would compare, compared."""

import csv
import io
import re

import numpy as np
import pytest

from adamdocs.explainers import adamw, geometry, schedules

NOISY, QUIET = "noisy weight: σ = 10", "quiet weight: σ = 0.1"
STEEP = "κ = 10,000"


def series(chart, name, panel=""):
    """Values of a series, of the panel whose first column holds a word; sorted by x."""
    rows = [
        (float(x), float(y))
        for *which, found, x, y in csv.reader(io.StringIO(chart.csv()))
        if found == name and panel in "".join(which)
    ]
    assert rows, f"no series {name!r} in a panel with {panel!r}"
    return np.array(sorted(rows)).T


@pytest.mark.parametrize(
    ("draw", "runs", "closed", "panel", "relative", "absolute"),
    [
        (geometry.figures.steps_against_angle, "momentum, runs", None, "κ = 1000", 0, 0),
        (geometry.figures.steps_against_angle, "momentum, runs", None, STEEP, 0, 0),
        (geometry.figures.steps_against_angle, "gradient descent, run", None, "κ = 1000", 0, 0),
        (schedules.figures.hovering_curve, "runs", "closed form", "", 0.02, 0),
        (schedules.figures.steps_under_noise, "step, runs", "step, exact", "", 0.01, 0),
        (adamw.figures.two_weights, "AdamW, mean", None, QUIET, 0, 1e-6),
        (adamw.figures.two_weights, "AdamW, mean", None, NOISY, 0, 1e-6),
        (adamw.figures.two_weights, "L2, mean", None, QUIET, 0, 0.05),
        (adamw.figures.two_weights, "L2, mean", None, NOISY, 0, 0.01),
        (adamw.figures.resting_places, "AdamW, λ = 0.5", None, "", 0, 0.02),
        (adamw.figures.resting_places, "AdamW, λ = 2", None, "", 0, 0.02),
        (adamw.figures.resting_places, "L2, λ = 0.5", None, "", 0, 0.02),
        (adamw.figures.resting_places, "L2, λ = 2", None, "", 0, 0.02),
    ],
)
def test_closed_forms_lie_on_their_runs(draw, runs, closed, panel, relative, absolute):
    chart = draw()
    x, measured = series(chart, runs, panel)
    name = closed or re.sub(", (runs?|mean)$", "", runs) + ", closed form"
    at, line = series(chart, name, panel)
    if at[0] > 0:  # these axes are logarithmic
        expected = np.exp(np.interp(np.log(x), np.log(at), np.log(line)))
    else:
        expected = np.interp(x, at, line)
    assert np.allclose(measured, expected, rtol=relative + 1e-9, atol=absolute)


def test_what_l2_leaves_without_a_gradient():
    chart = adamw.figures.without_a_gradient()
    x, closed = series(chart, "L2, closed form")
    for decay in ("0.1", "0.0001"):
        at, left = series(chart, f"L2, λ = {decay}")
        assert np.interp(x, at, left) == pytest.approx(closed, abs=0.005)


def test_the_second_moment_follows_the_root_of_the_curvature():
    chart = geometry.unit_figures.root_of_curvature()
    x, measured = series(chart, "Adam's √v̂")
    at, root = series(chart, "root of the curvature")
    over = np.log(measured) - np.interp(np.log(x), np.log(at), np.log(root))
    assert np.abs(over).max() < 0.2

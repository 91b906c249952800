"""Landscapes: gradients against finite differences, minimisers, and what they refuse."""

import inspect
import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adamdocs.landscapes import LANDSCAPES, parabola, ravine
from adamdocs.landscapes.bowls import COSINE


def points(landscape, count=500):
    low, high = np.array(landscape.view).T
    return np.random.default_rng(0).uniform(low, high, (count, len(landscape.start)))


@pytest.mark.parametrize("name", LANDSCAPES)
def test_gradients_agree_with_finite_differences(name):
    landscape, h = LANDSCAPES[name](), 1e-5
    theta = points(landscape)
    gradient = landscape.grad(theta)
    for i, axis in enumerate(np.eye(len(landscape.start)) * h):
        ahead, behind = landscape.value(theta + axis), landscape.value(theta - axis)
        numeric = (ahead - behind) / (2 * h)
        scale = np.abs(gradient[:, i]).max()
        np.testing.assert_allclose(gradient[:, i], numeric, rtol=1e-6, atol=1e-7 * scale)


@pytest.mark.parametrize("angle", [5, 45, 70])
def test_gradients_of_the_turned_ravine_agree_too(angle):
    landscape, h = ravine(37.0, angle), 1e-5
    theta = points(landscape)
    for i, axis in enumerate(np.eye(2) * h):
        numeric = (landscape.value(theta + axis) - landscape.value(theta - axis)) / (2 * h)
        np.testing.assert_allclose(landscape.grad(theta)[:, i], numeric, rtol=1e-6, atol=1e-4)


@pytest.mark.parametrize("name", LANDSCAPES)
def test_minimisers_are_flat_and_lower_than_all_around(name):
    landscape = LANDSCAPES[name]()
    for minimiser in np.array(landscape.minimisers):
        size = 1.0 + np.abs(landscape.grad(minimiser + 0.01)).max()
        np.testing.assert_allclose(landscape.grad(minimiser), 0.0, atol=1e-12 * size)
        around = minimiser + 1e-3 * np.random.default_rng(1).standard_normal((50, len(minimiser)))
        assert np.all(landscape.value(around) > landscape.value(minimiser))


@pytest.mark.parametrize("name", ["himmelblau", "saddle", "styblinski_tang", "rastrigin"])
def test_no_basin_in_view_is_missing(name):
    """Follow the flow from many starts: wherever it ends in view must be listed."""
    landscape = LANDSCAPES[name]()
    theta = points(landscape)
    for _ in range(3000):
        theta = theta - 2e-3 * landscape.grad(theta)
    low, high = np.array(landscape.view).T
    inside = ((theta > low) & (theta < high)).all(axis=-1)
    distance = np.abs(theta[:, None, :] - np.array(landscape.minimisers)).max(axis=-1)
    assert inside.mean() > 0.9
    assert distance.min(axis=-1)[inside].max() < 1e-4


@pytest.mark.parametrize("name", LANDSCAPES)
def test_batches_agree_with_single_points_to_the_bit(name):
    landscape = LANDSCAPES[name]()
    theta = points(landscape, 30).reshape(5, 6, -1)
    assert landscape.value(theta).shape == (5, 6)
    for i, j in np.ndindex(5, 6):
        assert landscape.value(theta[i, j]) == landscape.value(theta)[i, j]
        np.testing.assert_array_equal(landscape.grad(theta[i, j]), landscape.grad(theta)[i, j])


@pytest.mark.parametrize("name", LANDSCAPES)
def test_starts_lie_in_view_off_the_minimisers_with_a_source(name):
    landscape = LANDSCAPES[name]()
    assert landscape.name == name
    for x, (low, high) in zip(landscape.start, landscape.view, strict=True):
        assert low < x < high
    assert landscape.start not in landscape.minimisers
    assert landscape.source
    assert inspect.getdoc(LANDSCAPES[name])


WIDE = (-12.0, 12.0)
PICTURES = {  # start, and view of each coordinate: figures, widgets and recorded runs count on them
    "parabola": ((5.0,), ((-6.0, 6.0),)),
    "ravine": ((10.0, 1.0), (WIDE, (-3.0, 3.0))),
    "rosenbrock": ((-1.2, 1.0), ((-2.0, 2.0), (-1.0, 3.0))),
    "beale": ((1.0, 1.0), ((-4.5, 4.5),) * 2),
    "himmelblau": ((-0.5, -1.0), ((-5.0, 5.0),) * 2),
    "booth": ((-8.0, 0.0), ((-10.0, 10.0),) * 2),
    "saddle": ((1.2, 0.001), ((-1.5, 1.5),) * 2),
    "styblinski_tang": ((0.5, 1.0), ((-5.0, 5.0),) * 2),
    "quartic": ((10.0,), ((-11.0, 11.0),)),
    "absolute": ((1.0,), ((-1.5, 1.5),)),
    "plateau": ((3.0, 2.0), ((-5.0, 5.0),) * 2),
    "rastrigin": ((2.2, -1.7), ((-5.12, 5.12),) * 2),
}


def test_where_runs_begin_and_what_pictures_show():
    assert {name: (make().start, make().view) for name, make in LANDSCAPES.items()} == PICTURES
    assert ravine(100.0, 45).view == (WIDE, WIDE)


def test_who_introduced_a_landscape_is_told():
    for name, make in LANDSCAPES.items():
        assert "elementary" in make().source or re.search(r"\b(19|20)\d\d\b", make().source), name
    assert "Jamil and X.-S. Yang" in LANDSCAPES["booth"]().source
    assert "arXiv:1308.4008" in LANDSCAPES["booth"]().source


def test_a_ravine_may_be_round():
    assert ravine(1).value(np.array([3.0, 4.0])) == 12.5


@given(st.floats(-3, 3), st.floats(-3, 3))
def test_values_are_those_of_the_written_formula(x, y):
    formulas = {
        "rosenbrock": (1 - x) ** 2 + 100 * (y - x**2) ** 2,
        "beale": (1.5 - x + x * y) ** 2 + (2.25 - x + x * y**2) ** 2 + (2.625 - x + x * y**3) ** 2,
        "himmelblau": (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2,
        "booth": (x + 2 * y - 7) ** 2 + (2 * x + y - 5) ** 2,
        "saddle": x**2 + y**4 - y**2,
        "styblinski_tang": 0.5 * sum(z**4 - 16 * z**2 + 5 * z for z in (x, y)),
        "plateau": 1 - math.exp(-0.5 * (x**2 + y**2)),
        "rastrigin": sum(z**2 + 10 * (1 - math.cos(2 * math.pi * z)) for z in (x, y)),
        "ravine": 0.5 * (x**2 + 100 * y**2),
        "parabola": x**2,
        "quartic": x**4 / 4,
        "absolute": abs(x),
    }
    assert set(formulas) == set(LANDSCAPES)
    for name, expected in formulas.items():
        landscape = LANDSCAPES[name]()
        theta = np.array([x, y][: len(landscape.start)])
        assert float(landscape.value(theta)) == pytest.approx(expected, rel=1e-12, abs=1e-12)


def test_the_rotation_table_is_correctly_rounded():
    for angle, cosine in COSINE.items():
        assert cosine == pytest.approx(math.cos(math.radians(angle)), abs=1.2e-16)
        assert cosine**2 + COSINE[90 - angle] ** 2 == pytest.approx(1.0, abs=3e-16)
    assert (COSINE[0], COSINE[60], COSINE[90]) == (1.0, 0.5, 0.0)


@pytest.mark.parametrize("angle", [0, 15, 45, 90])
def test_a_turned_ravine_is_the_same_ravine(angle):
    level, turned = ravine(100.0), ravine(100.0, angle)
    start = np.array(turned.start)
    assert turned.value(start) == pytest.approx(level.value(np.array(level.start)), rel=1e-13)
    assert np.sum(turned.grad(start) ** 2) == pytest.approx(
        np.sum(level.grad(np.array(level.start)) ** 2), rel=1e-13
    )


def test_a_kink_has_the_same_slope_however_near_it_is():
    near = np.array([[1e-4], [-1e-4], [0.0]])
    assert LANDSCAPES["absolute"]().grad(near).tolist() == [[1.0], [-1.0], [0.0]]


def test_bad_arguments_are_refused():
    for curvature in (0.0, -1.0, math.inf, math.nan, "2", None):
        with pytest.raises(ValueError, match="parabola: curvature must be positive and finite"):
            parabola(curvature)
    for condition in (0.5, math.inf, math.nan, "2"):
        with pytest.raises(ValueError, match="ravine: condition must be finite and at least 1"):
            ravine(condition)
    for angle in (7, -5, 95, 2.5, [5], False):
        with pytest.raises(ValueError, match="ravine: angle must be one of 0, 5, ..., 90 degrees"):
            ravine(angle=angle)

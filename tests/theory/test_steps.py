"""Adam under a constant gradient: every closed form against a run."""

import functools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adamdocs import theory
from adamdocs.streams import constant
from tests.theory.helpers import BETAS, adam_moves, last_outside

CORRECTIONS = [(False, False), (True, False), (False, True), (True, True)]
PAIRS = [(0.9, 0.999), (0.9, 0.99), (0.9, 0.95), (0.5, 0.6), (0.0, 0.9), (0.9, 0.9), (0.9, 0.5)]


@functools.cache
def run(steps, b1, b2, correct_m=False, correct_v=False, size=1.0):
    options = {"correct_m": correct_m, "correct_v": correct_v}
    return adam_moves(constant(steps, size), b1, b2, **options)


@pytest.mark.parametrize(("correct_m", "correct_v"), CORRECTIONS)
@pytest.mark.parametrize(("b1", "b2"), [(0.9, 0.999), (0.5, 0.9), (0.0, 0.0)])
def test_constant_gradient_step(b1, b2, correct_m, correct_v):
    expected = theory.constant_gradient_step(np.arange(1, 301), b1, b2, correct_m, correct_v)
    assert np.allclose(run(300, b1, b2, correct_m, correct_v), expected, rtol=1e-10)


def test_constant_gradient_step_corrects_by_default():
    assert np.all(theory.constant_gradient_step([1, 5, 50]) == 1.0)


@pytest.mark.parametrize("size", [1e-6, 7.0])
def test_uncorrected_step(size):
    expected = theory.uncorrected_step(np.arange(1, 301))
    assert np.allclose(run(300, 0.9, 0.999, size=size), expected, rtol=1e-10)


@given(g=st.floats(1e-6, 1e6), b1=BETAS, b2=BETAS, correct=st.sampled_from(CORRECTIONS))
def test_first_step(g, b1, b2, correct):
    first = run(1, b1, b2, *correct, size=g)[0]
    assert first == pytest.approx(theory.first_step(b1, b2, *correct), rel=1e-12)
    assert theory.first_step(b1, b2) == 1.0


def test_first_steps_at_the_defaults():
    assert theory.first_step(correct_m=False, correct_v=False) == pytest.approx(10**0.5)
    assert theory.first_step(correct_v=False) == pytest.approx(1000**0.5)
    assert theory.first_step(correct_m=False) == pytest.approx(0.1)


def test_the_two_boundaries_of_too_large_a_step():
    grid = np.array([0.0, 0.1, 0.3, 0.5, 0.6, 0.75, 0.8, 0.9, 0.95, 0.99])
    b1, b2 = (x.ravel()[:, None] for x in np.meshgrid(grid, grid))
    sizes = adam_moves(constant(500), b1, b2, correct_m=False, correct_v=False)
    # 0.75 = 0.5 · 1.5 and 0.99 = 0.9 · 1.1 lie on the first boundary: a step of 1, up to rounding.
    clear = np.abs(sizes[0] - 1.0) > 1e-9
    first = theory.first_step_too_large(b1, b2)[:, 0]
    assert np.array_equal(first[clear], (sizes[0] > 1.0)[clear])
    assert 0 < first.sum() < first.size
    some = theory.some_step_too_large(b1, b2)[:, 0]
    assert np.array_equal(some, np.max(sizes, axis=0) > 1.0 + 1e-9)
    assert np.all(some[first])


def test_the_boundary_of_too_large_a_first_step_is_sharp():
    b1 = np.array([0.1, 0.5, 0.9, 0.99])
    edge = 1 - (1 - b1) ** 2  # where the step is (1 − β₁)/(1 − β₁)
    assert theory.first_step_too_large(b1, edge + 1e-9).all()
    assert not theory.first_step_too_large(b1, edge - 1e-9).any()


@pytest.mark.parametrize(("b1", "b2"), PAIRS)
def test_uncorrected_peak(b1, b2):
    t, size = theory.uncorrected_peak(b1, b2)
    sizes = run(300, b1, b2)
    if math.isinf(t):
        assert np.max(sizes) <= 1.0 + 1e-12
        assert size == 1.0
        assert np.all(np.diff(sizes) > -1e-12)
    else:
        assert (t, size) == (np.argmax(sizes) + 1, pytest.approx(np.max(sizes), rel=1e-11))


def test_uncorrected_peaks_named_on_the_pages():
    assert theory.uncorrected_peak() == (12, pytest.approx(6.5685, abs=5e-5))
    assert theory.uncorrected_peak(0.9, 0.95)[1] == pytest.approx(1.0967, abs=5e-5)
    # Between steps 1 and 2 the curve is higher, but the first is the larger of the two.
    assert theory.uncorrected_peak(0.2, 0.6) == (1, pytest.approx(0.8 / 0.4**0.5))


def test_a_late_peak_is_found_to_the_step():
    t, _ = theory.uncorrected_peak(0.9999, 0.999999)
    assert t == np.argmax(theory.uncorrected_step(np.arange(1, 50_000), 0.9999, 0.999999)) + 1


@given(b1=BETAS, b2=BETAS)
def test_no_step_exceeds_the_peak(b1, b2):
    t, size = theory.uncorrected_peak(b1, b2)
    assert np.max(theory.uncorrected_step(np.arange(1, 3000), b1, b2)) <= size * (1 + 1e-12)
    assert math.isinf(t) or theory.uncorrected_step(t, b1, b2) == size


@pytest.mark.parametrize(
    ("band", "correct", "expected"),
    [
        (0.1, (False, False), 1751),
        (0.01, (False, False), 3925),
        (0.1, (True, False), 1751),
        (0.01, (False, True), 44),
        (0.01, (True, True), 1),
    ],
)
def test_steps_until_within_at_the_defaults(band, correct, expected):
    found = theory.steps_until_within(band, correct_m=correct[0], correct_v=correct[1])
    assert found == expected == last_outside(run(6000, 0.9, 0.999, *correct), band)


@pytest.mark.parametrize(("b1", "b2"), PAIRS)
@pytest.mark.parametrize("correct", CORRECTIONS)
@pytest.mark.parametrize("band", [0.5, 0.2, 0.0987, 0.003])
def test_steps_until_within(b1, b2, correct, band):
    found = theory.steps_until_within(band, b1, b2, *correct)
    assert found == last_outside(run(6000 if b2 > 0.99 else 700, b1, b2, *correct), band)


def test_a_peak_just_outside_the_band_counts():
    band = theory.uncorrected_peak(0.9, 0.95)[1] - 1 - 1e-4
    found = theory.steps_until_within(band, 0.9, 0.95)
    assert found == last_outside(run(700, 0.9, 0.95), band)


@given(
    g=st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=40),
    b1=BETAS,
    b2=BETAS,
    eps=st.floats(1e-6, 1.0),
)
def test_step_from_gradients(g, b1, b2, eps):
    run = adam_moves(np.array(g)[:, None], b1, b2, eps)
    step = theory.step_from_gradients(g, b1, b2, eps)
    assert step == pytest.approx(-run[-1], rel=1e-9, abs=1e-9)


@given(
    sizes=st.lists(st.floats(1e-6, 1e6), min_size=1, max_size=40),
    betas=st.tuples(BETAS, BETAS).map(sorted),
)
def test_no_step_is_longer_than_the_rate_while_gradients_do_not_grow(sizes, betas):
    shrinking = sorted(sizes, reverse=True)
    assert abs(theory.step_from_gradients(shrinking, *betas, eps=0.0)) <= 1 + 1e-12


def test_growing_gradients_step_farther_and_none_at_all_have_no_quotient():
    assert theory.step_from_gradients([1e-9] * 3000 + [1.0] * 12) < -5
    with pytest.raises(ValueError, match="gradients must have an entry that is not 0"):
        theory.step_from_gradients([0.0, 0.0], eps=0.0)
    assert theory.step_from_gradients([0.0]) == 0

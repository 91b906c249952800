"""Closed forms on quadratics against runs of gradient descent and heavy ball."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from adamdocs import theory
from adamdocs.landscapes import parabola, ravine
from adamdocs.optimizers import momentum, sgd
from adamdocs.runs import descend

RAVINE = {"theta": [10.0, 1.0], "curvature": [1.0, 100.0]}
MOMENTA = (0.0, 0.5, 0.9, 0.99)


def settled(loss, tolerance):
    """First t from which a run's loss stays below a tolerance, for each row."""
    loud = loss >= tolerance
    return len(loss) - np.argmax(loud[::-1], axis=0) + 1


@pytest.mark.parametrize("curvature", [0.3, 1.0, 250.0])
def test_gradient_descent_stable_rate(curvature):
    limit = theory.gradient_descent_stable_rate(curvature)
    rates = limit * np.array([[0.99], [1.0], [1.01]])
    theta = descend(sgd(rates), parabola(curvature), [2.0], steps=500).theta[:, :, 0]
    assert abs(theta[-1, 0]) < 1e-3
    assert np.allclose(np.abs(theta[:, 1]), 2.0, rtol=1e-12)
    assert np.all(theta[1:, 1] * theta[:-1, 1] < 0)
    assert abs(theta[-1, 2]) > 1e3


@pytest.mark.parametrize("b1", MOMENTA)
@pytest.mark.parametrize("ema", [False, True])
def test_momentum_stable_rates(b1, ema):
    curvature = 3.0
    form = theory.ema_momentum_stable_rate if ema else theory.heavy_ball_stable_rate
    limit = form(curvature, b1)
    rates = limit * np.array([[0.99], [1.01]])
    # Roots of magnitude √β₁ or 1 − 0.02 decay slowest below the limit.
    steps = 300 + int(10 / (1 - b1))
    trace = descend(momentum(rates, b1, ema=ema), parabola(curvature), [1.0], steps=steps)
    late = np.max(np.abs(trace.theta[-50:, :, 0]), axis=0)
    assert late[0] < 0.05
    assert late[1] > 20


def test_best_rate_contracts_both_walls_alike_and_no_rate_does_better():
    condition = 100.0
    rate = theory.gradient_descent_best_rate(1.0, condition)
    assert theory.gradient_descent_best_rate(0.25, 25.0) == pytest.approx(4 * rate)
    factor = theory.gradient_descent_best_factor(condition)
    theta = descend(sgd(rate), ravine(condition), steps=50).path()
    assert np.allclose(np.abs(theta[1:] / theta[:-1]), factor, rtol=1e-12)
    others = rate * np.array([[0.9], [0.99], [1.0], [1.005]])
    final = np.abs(descend(sgd(others), ravine(condition), [1.0, 1.0], steps=2000).theta[-1])
    assert np.argmin(np.max(final, axis=-1)) == 2


def test_gradient_descent_iterate():
    rates = np.array([[1e-3], [0.01], [0.0198], [0.021]])
    theta = descend(sgd(rates), ravine(100.0), steps=60).theta
    t = np.arange(1, 61)[:, None, None]
    expected = theory.gradient_descent_iterate(**RAVINE, lr=rates, t=t)
    assert np.allclose(theta, expected, rtol=1e-11)
    assert theory.gradient_descent_iterate(3.0, 1.0, 0.5, 0) == 3.0


RATES_AND_MOMENTA = [
    (0.0029, 0.9),  # complex roots on both walls
    (1e-4, 0.3),  # real roots
    (0.0379, 0.9),  # near the edge of stability: negative real roots on the steep wall
    (0.02, 0.0),  # gradient descent
    (4 / 121, (9 / 11) ** 2),  # the optimal pair: two double roots
    (0.025, 0.25),  # a double root at −0.5 on the steep wall, up to rounding
    (0.01, 0.0),  # both roots 0 on the steep wall
]


@pytest.mark.parametrize(("lr", "b1"), RATES_AND_MOMENTA)
def test_heavy_ball_iterate(lr, b1):
    theta = descend(momentum(lr, b1), ravine(100.0), steps=400).path()
    t = np.arange(401)[:, None]
    expected = theory.heavy_ball_iterate(**RAVINE, lr=lr, b1=b1, t=t)
    # Relative to the size reached so far in either direction: iterates cross zero.
    size = np.maximum.accumulate(np.abs(expected[::-1]), axis=0)[::-1]
    assert np.all(np.abs(theta - expected) <= 1e-9 * size + 1e-300)


@given(
    curvature=st.floats(0.01, 100),
    product=st.floats(1e-3, 3.9),
    b1=st.floats(0, 0.99),
    steps=st.integers(1, 80),
)
def test_heavy_ball_iterate_follows_any_stable_run(curvature, product, b1, steps):
    assume(product < 1.99 * (1 + b1))
    lr = product / curvature
    rule = momentum(lr, b1)
    theta = descend(rule, parabola(curvature), [1.0], steps=steps).theta[:, 0]
    expected = theory.heavy_ball_iterate(1.0, curvature, lr, b1, np.arange(1, steps + 1))
    assert np.allclose(theta, expected, rtol=1e-9, atol=1e-9 * np.max(np.abs(expected)))


@pytest.mark.parametrize("b1", MOMENTA)
def test_ema_rate_gives_the_same_path(b1):
    heavy = descend(momentum(0.004, b1), ravine(), steps=200)
    average = descend(momentum(theory.ema_rate(0.004, b1), b1, ema=True), ravine(), steps=200)
    assert np.allclose(heavy.theta, average.theta, rtol=1e-9, atol=1e-13)


@pytest.mark.parametrize(("lr", "b1", "curvature"), [(0.05, 0.8, 1.0), (1.9, 0.6, 1.0)])
def test_heavy_ball_factor_of_complex_roots(lr, b1, curvature):
    theta = descend(momentum(lr, b1), parabola(curvature), [1.0], steps=30).path()[:, 0]
    turns = theta[1:-1] ** 2 - theta[2:] * theta[:-2]  # this contracts by the roots' product
    factor = theory.heavy_ball_factor(curvature, lr, b1)
    assert np.allclose(turns[1:] / turns[:-1], factor**2, rtol=1e-6)


@pytest.mark.parametrize(("lr", "b1"), [(1e-3, 0.5), (2.7, 0.4), (0.7, 0.0), (2.1, 0.0)])
def test_heavy_ball_factor_of_real_roots(lr, b1):
    theta = descend(momentum(lr, b1), parabola(1.0), [1.0], steps=100).theta[:, 0]
    assert abs(theta[-1] / theta[-2]) == pytest.approx(
        theory.heavy_ball_factor(1.0, lr, b1), rel=1e-9
    )


@given(
    condition=st.floats(1.0, 1e6),
    smallest=st.floats(1e-3, 1e3),
    product=st.floats(1e-4, 4.0),
    b1=st.floats(0, 0.9999),
)
def test_no_heavy_ball_beats_the_optimal_pair(condition, smallest, product, b1):
    walls = smallest * np.array([1.0, condition])
    best = theory.heavy_ball_best_factor(condition)
    rate = theory.heavy_ball_best_rate(*walls)
    # Square roots of rounded differences: the double roots are known to about 1e-8.
    attained = theory.heavy_ball_factor(walls, rate, theory.heavy_ball_best_b1(condition))
    assert np.max(attained) == pytest.approx(best, abs=1e-7)
    assert np.max(theory.heavy_ball_factor(walls, product / walls[1], b1)) >= best - 1e-7


def test_optimal_heavy_ball_contracts_by_its_factor():
    condition = 100.0
    rate, b1 = theory.heavy_ball_best_rate(1.0, condition), theory.heavy_ball_best_b1(condition)
    assert (rate, b1) == pytest.approx((4 / 121, 81 / 121))
    theta = np.abs(descend(momentum(rate, b1), ravine(condition), steps=100).path())
    # Double roots: |θ_t| grows like t ρᵗ, so that t is divided out.
    slope = (theta[100] / 100) / (theta[50] / 50)
    factor = theory.heavy_ball_best_factor(condition)
    assert np.allclose(slope, factor**50, rtol=0.15)
    assert theory.heavy_ball_best_factor(condition) < theory.gradient_descent_best_factor(condition)


def test_settling_steps_of_gradient_descent_and_heavy_ball():
    rate = theory.gradient_descent_best_rate(1.0, 100.0)
    loss = descend(sgd(rate), ravine(), steps=800).loss
    assert theory.settling_step(**RAVINE, lr=rate, tolerance=1e-6) == settled(loss, 1e-6) == 461
    rate, b1 = theory.heavy_ball_best_rate(1.0, 100.0), theory.heavy_ball_best_b1(100.0)
    loss = descend(momentum(rate, b1), ravine(), steps=300).loss
    found = theory.settling_step(**RAVINE, lr=rate, tolerance=1e-6, b1=b1)
    assert found == settled(loss, 1e-6) == 69


def test_settling_steps_of_momentum_at_every_rate():
    rates = np.geomspace(2e-3, 0.02, 60)
    loss = descend(momentum(rates[:, None], 0.9), ravine(), steps=600, keep=["loss"]).loss
    found = [theory.settling_step(**RAVINE, lr=rate, tolerance=1e-6, b1=0.9) for rate in rates]
    assert found == settled(loss, 1e-6).tolist()


def test_settling_step_of_a_start_below_the_tolerance():
    assert theory.settling_step([1e-4], [1.0], lr=0.1, tolerance=1.0) == 0
    # A tolerance that is met exactly is not yet undercut.
    assert theory.settling_step([1.0], [1.0], lr=0.5, tolerance=0.125) == 2
    # Near the edge of stability iterates grow before they shrink: below, above, below for good.
    loss = descend(momentum(3.797, 0.9), parabola(1.0), [1.0], steps=500).loss
    found = theory.settling_step([1.0], [1.0], lr=3.797, tolerance=12.5, b1=0.9)
    assert loss[0] < 12.5 < np.max(loss)
    assert found == settled(loss, 12.5)


def test_settling_step_where_the_envelope_of_its_search_is_met():
    """At a double root below 0 all products of roots have one sign: no loss is below its bound."""
    loss = descend(momentum(3.61, 0.81), parabola(1.0), [1.0], steps=61).loss
    for t in range(11, 60):
        below, above = loss[t - 1] * (1 - 1e-9), loss[t - 1] * (1 + 1e-9)
        assert theory.settling_step([1.0], [1.0], 3.61, below, 0.81) == t + 1
        assert theory.settling_step([1.0], [1.0], 3.61, above, 0.81) == t
    b1, tolerance = 0.999, 0.5 * 1300.0**2  # which is undercut up to step 1200, then no more
    lr = (1 + b1**0.5) ** 2
    loss = descend(momentum(lr, b1), parabola(1.0), [1.0], steps=9000).loss
    assert theory.settling_step([1.0], [1.0], lr, tolerance, b1) == settled(loss, tolerance)


@given(
    product=st.floats(0.05, 3.5),
    b1=st.floats(0, 0.9),
    tolerance=st.floats(1e-8, 10),
    start=st.floats(0.1, 10),
)
def test_settling_step_agrees_with_any_run(product, b1, tolerance, start):
    assume(product < 1.9 * (1 + b1))
    found = theory.settling_step([start], [2.0], product / 2, tolerance, b1)
    trace = descend(momentum(product / 2, b1), parabola(2.0), [start], steps=found + 200)
    loss = np.concatenate([[start * start], trace.loss])
    assert np.all(loss[found:] < tolerance * (1 + 1e-9))
    assert found == 0 or loss[found - 1] >= tolerance * (1 - 1e-9)


def test_settling_step_refuses_what_never_settles():
    with pytest.raises(ValueError, match=r"lr must make heavy ball converge, got 0\.02"):
        theory.settling_step(**RAVINE, lr=0.02, tolerance=1e-6)
    with pytest.raises(ValueError, match="lr must settle within 1000000 steps, got 1e-06"):
        theory.settling_step(**RAVINE, lr=1e-6, tolerance=1e-6)
    with pytest.raises(ValueError, match=r"theta must have curvature's shape \(2,\), got \(1,\)"):
        theory.settling_step([1.0], [1.0, 2.0], lr=0.1, tolerance=1e-6)


def test_curvatures_in_the_wrong_order_are_refused():
    for form in (theory.gradient_descent_best_rate, theory.heavy_ball_best_rate):
        with pytest.raises(ValueError, match=r"smallest must be at most largest = 1\.0, got 2\.0"):
            form(2.0, 1.0)
        with pytest.raises(ValueError, match="smallest must be at most largest"):
            form([0.5, 2.0], 1.0)

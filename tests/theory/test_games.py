"""Two players on xy: factors, ellipses, delays and circles against runs."""

import numpy as np
import pytest

from adamdocs import theory
from adamdocs.labs.bilinear import PLAYS, duel
from adamdocs.optimizers import adam
from adamdocs.runs import play

FIRST = {  # β₁ = 0, in closed form
    "simultaneous": lambda lr: np.sqrt(1 + lr**2),
    "alternating": lambda lr: 1.0,
    "extragradient": lambda lr: np.sqrt(1 - lr**2 + lr**4),
}


def pace(distance, first, last):
    """Factor per step between two windows as long as their distance."""
    half = (last - first) // 2
    early, late = (np.log(distance[a : a + half]).mean() for a in (first, first + half))
    return np.exp((late - early) / half)


@pytest.mark.parametrize("playing", FIRST)
@pytest.mark.parametrize("lr", [0.01, 0.5, 0.9])
def test_factor_without_momentum_is_the_closed_form(playing, lr):
    assert theory.game_factor(lr, 0.0, playing) == pytest.approx(FIRST[playing](lr), rel=1e-7)


@pytest.mark.parametrize("playing", PLAYS)
@pytest.mark.parametrize(("lr", "b1"), [(0.3, 0.0), (0.1, 0.5), (0.1, -0.5), (0.05, 0.9)])
def test_factor_is_that_of_runs(playing, lr, b1):
    distance = duel("descent", playing, lr=lr, b1=b1, steps=4000).distance
    factor = theory.game_factor(lr, b1, playing)
    assert pace(distance, 1000, 4000) == pytest.approx(factor, abs=1e-6)


def test_limits_of_convergence():
    edge = 1 / np.sqrt(3)
    assert theory.game_factor(edge, 0.0, "optimistic") == pytest.approx(1.0, abs=1e-9)
    assert theory.game_factor(edge * 0.999, 0.0, "optimistic") < 1
    assert theory.game_factor(edge * 1.001, 0.0, "optimistic") > 1
    assert theory.game_factor(1.0, 0.0, "extragradient") == pytest.approx(1.0)
    assert theory.game_factor(2.1, 0.0, "alternating") > 1.3


def test_negative_momentum_alternating_converges_and_positive_does_not():
    assert theory.game_factor(0.1, -0.3, "alternating") < 1
    assert theory.game_factor(0.1, 0.3, "alternating") > 1
    assert theory.game_factor(0.1, -0.3, "simultaneous") > 1


@pytest.mark.parametrize("playing", PLAYS)
@pytest.mark.parametrize("b1", [-0.7, 0.0, 0.5, 0.9])
def test_delay_is_what_small_rates_leave_of_the_factor(playing, b1):
    lr = 1e-4
    grown = (theory.game_factor(lr, b1, playing) - 1) / lr**2
    assert grown == pytest.approx(theory.game_delay(b1, playing), abs=1e-4)


@pytest.mark.parametrize("lr", [0.1, 0.7, 1.9])
def test_alternating_descent_stays_between_its_bounds_and_touches_them(lr):
    start = (1.3, -0.4)
    distance = duel("descent", "alternating", lr=lr, steps=20_000, start=start).distance
    low, high = theory.alternating_distances(lr, *start)
    assert low * (1 - 1e-9) <= distance.min() < low * 1.0002
    assert high * 0.999 < distance.max() <= high * (1 + 1e-9)


PAIRS = [(0.9, 0.999), (0.5, 0.999), (0.5, 0.99), (0.0, 0.999), (0.0, 0.99), (-0.5, 0.99)]


@pytest.mark.parametrize("playing", PLAYS)
def test_adam_circles_at_the_radius_from_both_sides(playing):
    b1, b2 = np.array([pair for pair in PAIRS if theory.game_delay(pair[0], playing) > 0]).T
    radius, delay = theory.adam_game_radius(b1, b2, playing), theory.game_delay(b1, playing)
    error = 0.01 + delay * (1 - b2) + (0.05 if playing == "extragradient" else 0)
    for far in (0.6, 1.5):
        rates, starts = 1 / radius[:, None], (far, 0.0)  # so that every circle has the radius 1
        betas = {"b1": b1[:, None], "b2": b2[:, None]}
        run = duel("adam", playing, lr=rates, **betas, steps=20_000, start=starts, every=20)
        assert (np.abs(run.distance[-300:].mean(0) - 1) < error).all(), playing


@pytest.mark.parametrize("playing", ["alternating", "extragradient", "optimistic"])
def test_without_a_delay_adam_ends_within_a_few_rates(playing):
    assert theory.adam_game_radius(0.0, 0.99, playing) == 0
    distance = duel("adam", playing, lr=0.01, b1=0.0, b2=0.99, steps=20_000).distance
    assert distance[-1000:].max() < 10 * 0.01


def test_the_delay_is_all_there_is_a_different_game_has_the_same_circle():
    """On 5xy every gradient is five times as large, and Adam does not see it."""

    def steeper(thetas, t, rng):
        return [5 * thetas[1], -5 * thetas[0]]

    traces = play([adam(1.0)] * 2, steeper, [[300.0], [0.0]], steps=20_000, keep="theta")
    distance = np.hypot(*(one.theta[-5000:, 0] for one in traces))
    assert distance.mean() == pytest.approx(theory.adam_game_radius(), rel=0.01)


def test_alternating_descent_leaves_every_ellipse_from_a_rate_of_two_on():
    with pytest.raises(ValueError, match=r"lr must be below 2, got 2\.0"):
        theory.alternating_distances(2.0, 1.0, 0.0)


def test_the_radius_in_closed_form():
    both, momentum = theory.adam_game_radius(0.5, 0.99), 1.5 / (0.5 * 0.01)
    assert both == pytest.approx(np.sqrt(8 * momentum), rel=1e-12)
    ahead = theory.adam_game_radius(0.8, 0.99, "extragradient")  # D = 0.8/0.36 − 1/2, T = 50
    assert ahead == pytest.approx(4 * np.sqrt((20 / 9 - 0.5) * 50), rel=1e-12)


def test_a_short_memory_is_refused():
    for b1, b2 in ((0.9, 0.9), (0.0, 0.0)):  # the latter at the limit: D = 1/2 and T = 1
        with pytest.raises(ValueError, match="b2 must be nearer to 1"):
            theory.adam_game_radius(b1, b2)
    assert theory.adam_game_radius(0.0, 0.0005) == pytest.approx(np.sqrt(8), rel=1e-3)
    assert theory.adam_game_radius(0.0, 0.9) == pytest.approx(np.sqrt(80))

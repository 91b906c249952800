"""How learning rates are chosen: against closed forms, and what a careless choice would take."""

import numpy as np
import pytest

from adamdocs import theory
from adamdocs.landscapes import parabola, ravine
from adamdocs.optimizers import momentum, sgd
from adamdocs.runs import descend
from adamdocs.sweeps import RATES, best_rate, sweep


def test_rates_are_ten_a_decade():
    assert (len(RATES), RATES[0], RATES[-1]) == (51, 1e-4, 10)
    np.testing.assert_allclose(RATES, 10 ** np.linspace(-4, 1, 51), rtol=0.04)


def test_a_sweep_is_what_gradient_descent_does_on_a_parabola():
    rates, steps = [0.1, 0.5, 0.9, 1.1], 100
    theta = theory.gradient_descent_iterate(5, 2, np.array(rates), np.arange(91, 101)[:, None])
    np.testing.assert_allclose(sweep(sgd, parabola(), steps=steps, rates=rates), (theta**2).max(0))


def test_of_a_short_run_the_last_step_decides():
    rates = [0.1, 0.2]
    last = theory.gradient_descent_iterate(5, 2, np.array(rates), 6) ** 2
    np.testing.assert_allclose(sweep(sgd, parabola(), steps=6, rates=rates), last)


def test_the_best_rate_on_a_ravine_is_the_one_theory_gives():
    rates = np.geomspace(0.01, 0.03, 401)
    best = theory.gradient_descent_best_rate(1, 100)
    found = best_rate(sgd, ravine(), steps=2000, rates=rates, start=(1, 1))
    assert found == pytest.approx(best, rel=0.005)


def test_passing_through_is_not_settling():
    """Momentum that swings through the minimum at the last step is not what a sweep takes."""
    rates = [0.003, 0.03733944376797148]
    run = descend(momentum(np.array(rates)[:, None], 0.99), parabola(), steps=1000, keep="loss")
    assert run.loss[-1].argmin() == 1, "the second run ends closer to the minimum"
    assert best_rate(momentum, parabola(), steps=1000, rates=rates, b1=0.99) == 0.003


def test_a_rate_that_diverges_is_never_best_and_does_not_stop_the_others():
    found = sweep(sgd, ravine(), steps=3000, rates=[10.0, 0.01, 1e300])
    assert found[0] == found[2] == np.inf
    assert found[1] < 1e-9
    assert best_rate(sgd, ravine(), steps=3000, rates=[10.0, 0.01]) == 0.01


def test_hyper_parameters_reach_the_rule():
    still, lively = (best_rate(momentum, ravine(), steps=100, b1=b1) for b1 in (0.0, 0.9))
    assert still > lively


def test_no_rate_that_settles_is_an_error():
    with pytest.raises(ValueError, match="rates: sgd diverged on ravine at every one"):
        best_rate(sgd, ravine(), steps=3000, rates=[10.0])


def test_of_equals_the_first_is_taken():
    assert best_rate(sgd, parabola(), steps=3, rates=[0.5, 0.5000000001, 0.5], start=[1]) == 0.5

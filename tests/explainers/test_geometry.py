"""What the geometry page says of Adam: its table row by row, and its closed forms."""

import numpy as np
import pytest

from adamdocs.explainers.geometry import patients, units
from adamdocs.explainers.geometry.experiments import IN_A_ROW, arrival
from adamdocs.landscapes import ravine
from adamdocs.optimizers import adam, momentum
from adamdocs.runs import descend

STEPS, LR, C = 200, 0.125, 1024.0


def losses(rule, ground):
    return descend(rule, ground, steps=STEPS, keep="loss").loss


def in_units(ground, factors):
    """The ravine in coordinates that are smaller by the factors."""
    return ground._replace(
        value=lambda theta: ground.value(theta * factors),
        grad=lambda theta: factors * ground.grad(theta * factors),
        start=tuple(np.array(ground.start) / factors),
    )


@pytest.mark.parametrize(
    ("ground", "divisor", "same"),
    [
        (in_units(ravine(), np.array([C, C])), C, True),
        (in_units(ravine(), np.array([C, C])), 1.0, False),
        (in_units(ravine(), np.array([1.0, C])), 1.0, False),
        (in_units(ravine(), np.array([1.0, C])), C, False),
        (ravine(angle=90), 1.0, True),
        (ravine(angle=45), 1.0, False),
    ],
    ids=["all", "all, same rate", "one", "one, other rate", "turned by 90°", "turned by 45°"],
)
def test_what_adam_notices(ground, divisor, same):
    rule = adam(LR / divisor, eps=0.0)
    found, before = losses(rule, ground), losses(adam(LR, eps=0.0), ravine())
    assert np.allclose(found, before, rtol=1e-6) == same


def test_momentum_notices_units_and_no_angle():
    rule, before = momentum(0.003), losses(momentum(0.003), ravine())
    assert np.allclose(losses(rule, ravine(angle=45)), before, rtol=1e-6)
    all_smaller = in_units(ravine(), np.array([C, C]))
    assert np.allclose(losses(momentum(0.003 / C**2), all_smaller), before, rtol=1e-6)


def test_arrival_is_the_first_of_a_hundred_steps_in_a_row():
    loss = np.ones(400)
    loss[10 : 10 + IN_A_ROW - 1] = 0.0  # one too few
    loss[200 : 200 + IN_A_ROW] = 0.0
    assert arrival(loss) == 201
    loss[200] = 1.0
    assert arrival(loss) == np.inf


@pytest.mark.parametrize(("rule", "unit"), [("momentum", "mm"), ("sgd", "standardized")])
def test_closed_counts_are_those_of_runs(rule, unit):
    assert units.closed_steps(rule, unit) == units.steps_at_best(rule, unit)


@pytest.mark.parametrize("unit", ["m", "mm"])
def test_the_flattest_direction_alone_needs_these_steps(unit):
    found = patients.flattest_alone("momentum", unit)
    assert found == pytest.approx(units.closed_steps("momentum", unit), rel=0.02)

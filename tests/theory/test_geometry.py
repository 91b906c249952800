"""The turned ravine: its Hessian against the landscape's gradient, its rescaling against runs."""

import numpy as np
import pytest

from adamdocs import theory
from adamdocs.landscapes import ravine
from adamdocs.optimizers import sgd


@pytest.mark.parametrize("angle", [0, 15, 45, 75, 90])
def test_rotated_hessian_is_the_landscapes(angle):
    hessian = theory.rotated_hessian(1.0, 100.0, angle)
    gradients = ravine(100.0, angle).grad(np.eye(2))
    assert np.allclose(hessian, gradients, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("angle", [-30.0, 0.0, 1.0, 10.0, 30.0, 45.0, 60.0, 90.0])
@pytest.mark.parametrize("condition", [1.0, 100.0, 1e6])
def test_jacobi_condition_is_that_of_the_rescaled_hessian(condition, angle):
    hessian = theory.rotated_hessian(1.0, condition, angle)
    scale = 1.0 / np.sqrt(np.diag(hessian))
    values = np.linalg.eigvalsh(scale[:, None] * hessian * scale)
    assert theory.jacobi_condition(condition, angle) == pytest.approx(
        values[1] / values[0], rel=1e-8
    )


def test_descent_on_the_rescaled_ravine_takes_the_pace_of_its_condition():
    hessian = theory.rotated_hessian(1.0, 100.0, 10.0)
    scale = 1.0 / np.sqrt(np.diag(hessian))
    rescaled = scale[:, None] * hessian * scale
    condition = theory.jacobi_condition(100.0, 10.0)
    assert condition < 20
    low, high = 2 / (1 + condition), 2 * condition / (1 + condition)  # they sum to 2
    rule = sgd(theory.gradient_descent_best_rate(low, high))
    theta = np.array([1.0, 0.3])
    state, sizes = rule.init(theta), []
    for _ in range(60):
        step, state = rule.update(rescaled @ theta, state, theta)
        theta = theta + step
        sizes.append(np.linalg.norm(theta))
    pace = (sizes[-1] / sizes[0]) ** (1 / 59)
    assert pace == pytest.approx(theory.gradient_descent_best_factor(condition), rel=1e-9)


def test_jacobi_helps_upright_and_not_at_45_degrees():
    assert theory.jacobi_condition(1000.0, [0.0, 45.0, 90.0]) == pytest.approx([1.0, 1000.0, 1.0])

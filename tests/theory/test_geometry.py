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


def test_rescaling_to_a_unit_diagonal_is_jacobis():
    hessian = theory.rotated_hessian(1.0, 1000.0, 10.0)
    condition = theory.rescaled_condition(hessian, np.diag(hessian))
    assert condition == pytest.approx(theory.jacobi_condition(1000.0, 10.0), rel=1e-9)
    assert theory.rescaled_condition(hessian, [3.0, 3.0]) == pytest.approx(1000.0, rel=1e-9)


def test_rescaling_has_the_condition_of_all_directions():
    turn = np.linalg.qr(np.random.default_rng(4).normal(size=(3, 3)))[0]
    hessian = turn @ np.diag([7.0, 2.0, 50.0]) @ turn.T
    assert theory.rescaled_condition(hessian, np.full(3, 4.0)) == pytest.approx(25.0, rel=1e-12)
    for least in (-2.0, 0.0):
        with pytest.raises(ValueError, match=f"positive definite, got the eigenvalue {least}$"):
            theory.rescaled_condition(np.diag([3.0, least, 5.0]), np.ones(3))


def test_descent_with_divided_gradients_takes_the_pace_of_the_rescaled_condition():
    hessian, scale = theory.rotated_hessian(1.0, 50.0, 20.0), np.array([2.0, 11.0])
    values = np.linalg.eigvals(hessian / scale[:, None])  # of θ ↦ D⁻¹Hθ itself, not symmetric
    condition = theory.rescaled_condition(hessian, scale)
    assert condition == pytest.approx(values.max() / values.min(), rel=1e-9)
    theta, lr = np.array([1.0, 0.3]), 2 / (values.max() + values.min())
    sizes = []
    for _ in range(400):
        theta = theta - lr * (hessian @ theta) / scale
        sizes.append(np.linalg.norm(theta))
    pace = (sizes[-1] / sizes[299]) ** (1 / 100)
    assert pace == pytest.approx(theory.gradient_descent_best_factor(condition), rel=1e-6)


@pytest.mark.parametrize(
    ("norm", "order", "dual"), [("l2", 2, 2), ("linf", np.inf, 1), ("l1", 1, np.inf)]
)
def test_no_step_of_the_ball_lowers_a_linear_loss_more(norm, order, dual):
    rng = np.random.default_rng(3)
    for g in rng.standard_normal((20, 4)):
        step = theory.steepest_step(g, 0.7, norm)
        assert np.linalg.norm(step, order) == pytest.approx(0.7)
        assert g @ step == pytest.approx(-0.7 * np.linalg.norm(g, dual))
        others = rng.standard_normal((200, 4))
        others *= 0.7 / np.linalg.norm(others, order, axis=1, keepdims=True)
        assert (others @ g >= g @ step).all()


def test_a_coordinate_without_slope_stays_where_it_is():
    assert theory.steepest_step([0.0, -2.0], 1.0, "linf").tolist() == [0.0, 1.0]


def test_ridge_share_is_what_a_fit_keeps():
    rng = np.random.default_rng(5)
    x, noise = rng.standard_normal((2, 60))
    y = 2.0 * x + noise
    for unit in (1e-2, 1.0, 1e2):
        rows = np.append(unit * x / np.sqrt(60), np.sqrt(0.5))
        kept, free = (
            np.linalg.lstsq(a[:, None], b, rcond=None)[0][0]
            for a, b in ((rows, np.append(y / np.sqrt(60), 0.0)), (unit * x, y))
        )
        variance = float(((unit * x) ** 2).mean())
        assert kept / free == pytest.approx(theory.ridge_share(variance, 0.5), rel=1e-12)

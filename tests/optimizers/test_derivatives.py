"""Rules can be differentiated: by autograd over the package's own code, and by a complex step."""

import autograd
import numpy as np
import pytest

from adamdocs.labs.autodiff import bridge_numpy
from adamdocs.optimizers import RULES, adam, momentum, nadam, rmsprop

bridge_numpy()


def last_loss(name, hyper, start=(1.0, 2.0), steps=10):
    """Loss of ½(x² + 10 y²) after a few steps, as a function of anything in `hyper`."""
    rule, theta, curvature = RULES[name](**hyper), np.array(start), np.array([1.0, 10.0])
    state = rule.init(theta)
    for _ in range(steps):
        step, state = rule.update(curvature * theta, state, theta)
        theta = theta + step
    return 0.5 * (theta[0] * theta[0] + 10.0 * (theta[1] * theta[1]))


def differentiable(name):
    defaults = RULES[name]().hyper
    return [key for key in ("lr", "b1", "b2", "weight_decay") if key in defaults]


@pytest.mark.parametrize(
    ("name", "key"), [(name, key) for name in RULES for key in differentiable(name)]
)
def test_autograd_agrees_with_finite_differences(name, key):
    at = {"lr": 1e-2, "b1": 0.7, "b2": 0.8, "weight_decay": 0.05}
    base = {k: at[k] for k in differentiable(name)}

    def loss(value):
        return last_loss(name, base | {key: value})

    h = 1e-6
    numeric = (loss(at[key] + h) - loss(at[key] - h)) / (2 * h)
    assert autograd.grad(loss)(at[key]) == pytest.approx(numeric, rel=1e-5, abs=1e-7)


@pytest.mark.parametrize("make", [adam, momentum, nadam, rmsprop])
def test_autograd_agrees_with_the_complex_step(make):
    def loss(lr):
        return last_loss(make.__name__, {"lr": lr})

    h = 1e-30
    exact = loss(complex(1e-2, h)).imag / h
    assert autograd.grad(loss)(1e-2) == pytest.approx(exact, rel=1e-12)


def test_autograd_reaches_the_starting_point():
    def loss(x):
        rule, theta = adam(lr=1e-2), x
        state = rule.init(theta)
        for _ in range(5):
            step, state = rule.update(3.0 * theta, state, theta)
            theta = theta + step
        return theta[0] * theta[0]

    x, h = np.array([0.5]), 1e-6
    numeric = (loss(x + h) - loss(x - h)) / (2 * h)
    assert autograd.grad(loss)(x)[0] == pytest.approx(numeric, rel=1e-5)

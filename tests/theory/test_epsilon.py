"""What ε does to a step, in its three places, against runs."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adamdocs import theory
from adamdocs.optimizers import adam, momentum
from adamdocs.runs import feed
from adamdocs.streams import constant
from tests.theory.helpers import adam_moves

PLACEMENTS = ("outside", "inside", "efficient")


def noise(steps, seed=5):
    return np.random.default_rng(seed).standard_normal((steps, 1))


@pytest.mark.parametrize("placement", PLACEMENTS)
@pytest.mark.parametrize("g", [1e-10, 1e-8, 1e-4, -1e-6, -2.0])
@pytest.mark.parametrize("b2", [0.9, 0.999])
def test_step_with_eps(placement, g, b2):
    run = adam_moves(constant(40, g), b2=b2, eps=1e-8, eps_placement=placement)
    expected = theory.step_with_eps(g, 1e-8, placement, np.arange(1, 41), b2)
    assert np.allclose(run, expected, rtol=1e-9)


@given(power=st.floats(-12, 3), eps_power=st.floats(-12, 0), placement=st.sampled_from(PLACEMENTS))
def test_first_step_with_any_eps(power, eps_power, placement):
    g, eps = 10.0**power, 10.0**eps_power
    first = adam_moves(np.array([[g], [5.0]]), eps=eps, eps_placement=placement)[0]
    assert first == pytest.approx(theory.step_with_eps(g, eps, placement), rel=1e-9)


def test_first_steps_named_on_the_page():
    assert theory.step_with_eps(1e-8) == 0.5
    assert theory.step_with_eps(1e-4, placement="inside") == pytest.approx(math.sqrt(0.5))
    assert theory.step_with_eps(1e-4) == pytest.approx(0.9999, abs=5e-8)
    assert theory.step_with_eps(math.sqrt(1e-8 / 3), placement="inside") == pytest.approx(0.5)
    assert theory.step_with_eps(1e-30, eps=0.0) == adam_moves(constant(1, 1e-30))[0] == 1.0
    assert theory.step_with_eps(0.0) == 0.0


@pytest.mark.parametrize("b2", [0.5, 0.999])
def test_eps_of_the_efficient_form(b2):
    efficient = adam_moves(noise(60), b2=b2, eps=0.3, eps_placement="efficient")
    for t in (1, 2, 10, 60):
        eps = theory.eps_of_efficient_form(0.3, t, b2)
        assert adam_moves(noise(60), b2=b2, eps=eps)[t - 1] == pytest.approx(efficient[t - 1])
    assert theory.eps_of_efficient_form(0.3, math.inf, b2) == 0.3


@pytest.mark.parametrize("placement", PLACEMENTS)
@pytest.mark.parametrize("scale", [100.0, -0.01])
def test_eps_after_rescaling(placement, scale):
    scaled = adam_moves(scale * noise(50), eps=0.2, eps_placement=placement)
    eps = theory.eps_after_rescaling(0.2, scale, placement)
    plain = adam_moves(noise(50), eps=eps, eps_placement=placement)
    assert np.allclose(scaled, np.sign(scale) * plain, rtol=1e-9)
    assert theory.eps_after_rescaling(0.0, scale, placement) == 0.0


def test_large_eps_makes_adam_into_momentum():
    lr, eps = 0.1, 1e3
    trace = feed(adam(lr, eps=eps, correct_m=False), noise(80))
    rule = momentum(theory.large_eps_rate(lr, eps), 0.9, ema=True)
    falls_short = 1.0 - trace.step / feed(rule, noise(80)).step
    expected = theory.large_eps_shortfall(np.sqrt(trace.state.v_hat), eps)
    assert np.allclose(falls_short, expected, rtol=1e-6)
    assert np.max(expected) < 3e-3


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: theory.step_with_eps(1.0, placement="under"),
            "placement must be one of 'outside', .* got 'under'",
        ),
        (lambda: theory.eps_after_rescaling(1.0, 2.0, "above"), "placement must be .* got 'above'"),
        (lambda: theory.step_with_eps([2.0, 0.0], 0.0), "g must not be 0 where eps is 0"),
        (lambda: theory.eps_after_rescaling(1.0, 0.0), "the magnitude of scale must be positive"),
    ],
)
def test_what_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize("placement", PLACEMENTS)
@pytest.mark.parametrize("t", [1, 30])
def test_half_step_gradient(placement, t):
    g = theory.half_step_gradient(1e-6, placement, t)
    run = adam_moves(constant(t, g), eps=1e-6, eps_placement=placement)
    assert run[-1] == pytest.approx(0.5, rel=1e-9)
    first = theory.half_step_gradient(1e-6, placement)  # of the first step if none is named
    assert theory.step_with_eps(first, 1e-6, placement) == pytest.approx(0.5, rel=1e-12)
    assert adam_moves(constant(1, first), eps=1e-6, eps_placement=placement) == pytest.approx(0.5)
    assert theory.half_step_gradient(0.0, placement) == 0.0


@pytest.mark.parametrize("b1", [0.5, 0.9])
@pytest.mark.parametrize("curvature", [0.3, 2.0])
def test_settling_eps(b1, curvature):
    """Beside the limit a tiny oscillation shrinks on one side and grows on the other."""
    lr = 0.01
    for factor, grows in ((0.97, True), (1.03, False)):
        eps = factor * theory.settling_eps(lr, curvature, b1)
        theta, m = 1.0, 0.0  # v̂ negligible beside ε, corrections faded
        for _ in range(2000):
            m = b1 * m + (1 - b1) * curvature * theta
            theta -= lr * m / eps
        assert (abs(theta) > 1.0) == grows
    assert theory.settling_eps(0.01) == pytest.approx(0.01 / 38)

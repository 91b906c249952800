"""Numbers of the page."""

import numpy as np

from adamdocs import streams, theory
from adamdocs.explainers.bias_correction.experiments import (
    B1,
    B2,
    constant_gradient,
    frozen_counter,
    page,
    settled,
    sizes,
    start_weights,
)
from adamdocs.optimizers import adam
from adamdocs.runs import feed


@page.number(expect=lambda: 1 - B1, form=".1f")
def first_m() -> float:
    """First moment after one gradient of 1."""
    return float(constant_gradient().state.m[0, 0])


@page.number(expect=lambda: 1 - B2, form=".3f")
def first_v() -> float:
    """Second moment after one gradient of 1."""
    return float(constant_gradient().state.v[0, 0])


@page.number(expect=lambda: theory.ema_total_weight(B1, 60), form=".3f")
def m_after_60() -> float:
    """First moment after sixty gradients of 1."""
    return float(constant_gradient().state.m[59, 0])


@page.number(expect=lambda: theory.ema_total_weight(B2, 60), form=".3f")
def v_after_60() -> float:
    """Second moment after sixty gradients of 1."""
    return float(constant_gradient().state.v[59, 0])


@page.number(expect=lambda: theory.uncorrected_step(1, B1, B2), form=".2f")
def first_step() -> float:
    """First step without correction, in learning rates."""
    return float(sizes(constant_gradient())[0])


@page.number(expect=lambda: theory.uncorrected_peak(B1, B2)[1], form=".2f")
def worst_step() -> float:
    """Largest step without correction, in learning rates."""
    return float(sizes(constant_gradient()).max())


@page.number(expect=lambda: theory.uncorrected_peak(B1, B2)[0], form="d")
def worst_step_at() -> float:
    """Step number of the largest step without correction."""
    return int(sizes(constant_gradient()).argmax()) + 1


@page.number(expect=lambda: theory.steps_until_within(0.1, B1, B2), form=",d")
def steps_to_ten_percent() -> float:
    """First step from which uncorrected steps stay within ten percent of the rate."""
    return settled(constant_gradient(), 0.1)


@page.number(expect=lambda: theory.steps_until_within(0.01, B1, B2), form=",d")
def steps_to_one_percent() -> float:
    """First step from which uncorrected steps stay within one percent of the rate."""
    return settled(constant_gradient(), 0.01)


@page.number(expect=lambda: theory.first_step(B1, B2, correct_m=True, correct_v=False), form=".1f")
def m_only_first_step() -> float:
    """First step when only m is corrected, in learning rates."""
    return float(sizes(constant_gradient(correct_m=True))[0])


@page.number(expect=lambda: theory.first_step(B1, B2, correct_m=False, correct_v=True), form=".1f")
def v_only_first_step() -> float:
    """First step when only v is corrected, in learning rates."""
    return float(sizes(constant_gradient(correct_v=True))[0])


@page.number(
    expect=lambda: theory.steps_until_within(0.01, B1, B2, correct_m=False, correct_v=True),
    form="d",
)
def v_only_steps_to_one_percent() -> float:
    """First step from which steps with only v corrected stay within one percent of the rate."""
    return settled(constant_gradient(correct_v=True), 0.01)


@page.number(expect=lambda: theory.uncorrected_step(1, 0.9, 0.9), form=".3f")
def first_step_9() -> float:
    """First step without correction at β₂ = 0.9."""
    return float(sizes(constant_gradient(b2=0.9))[0])


@page.number(expect=lambda: theory.uncorrected_step(1, 0.9, 0.99), form=".6g")
def first_step_on_boundary() -> float:
    """First step without correction at β₂ = 0.99, on the boundary β₁(2 − β₁)."""
    return float(sizes(constant_gradient(b2=0.99))[0])


@page.number(expect=lambda: theory.uncorrected_step(1, 0.9, 0.9999), form=".6g")
def first_step_9999() -> float:
    """First step without correction at β₂ = 0.9999."""
    return float(sizes(constant_gradient(b2=0.9999))[0])


@page.number(expect=lambda: theory.uncorrected_peak(0.9, 0.99)[0], form="d")
def worst_step_99_at() -> float:
    """Step number of the largest step without correction at β₂ = 0.99."""
    return int(sizes(constant_gradient(b2=0.99)).argmax()) + 1


@page.number(expect=lambda: theory.uncorrected_step(1, 0.9, 0.95), form=".3f")
def first_step_95() -> float:
    """First step without correction at β₂ = 0.95."""
    return float(sizes(constant_gradient(b2=0.95))[0])


@page.number(expect=lambda: theory.uncorrected_peak(0.9, 0.95)[1], form=".3f")
def worst_step_95() -> float:
    """Largest step without correction at β₂ = 0.95."""
    return float(sizes(constant_gradient(b2=0.95)).max())


@page.number(expect=lambda: B1 * (2 - B1), form=".2f")
def b2_where_first_step_turns() -> float:
    """The β₂ above which the first uncorrected step exceeds the rate, found by bisecting runs."""
    low, high = 0.0, 1.0 - 1e-9
    for _ in range(60):
        middle = 0.5 * (low + high)
        rule = adam(1.0, B1, middle, 0.0, correct_m=False, correct_v=False)
        too_large = -feed(rule, streams.constant(1)).step[0, 0] > 1
        low, high = (low, middle) if too_large else (middle, high)
    return high


@page.number(expect=lambda: theory.first_step(B1, B2), form=".6g")
def corrected_first_step() -> float:
    """First corrected step, in learning rates, for a gradient of 1/1000."""
    return float(sizes(feed(adam(1.0, B1, B2, 0.0), streams.constant(1, 1e-3)))[0])


@page.number(expect=lambda: 1 - theory.ema_total_weight(B1, 12), form=".0%")
def zero_in_m() -> float:
    """Share of m that is still its starting zero after twelve steps."""
    return 1 - float(start_weights(12)[0].sum())


@page.number(expect=lambda: 1 - theory.ema_total_weight(B2, 12), form=".0%")
def zero_in_v() -> float:
    """Share of v that is still its starting zero after twelve steps."""
    return 1 - float(start_weights(12)[1].sum())


@page.number(expect=lambda: np.sqrt(1 - B2) / (1 - B1), form=".3f", tolerance=1e-6)
def frozen_counter_step() -> float:
    """Step, in learning rates, at which Adam settles when its counter stays at t = 1."""
    return frozen_counter()


@page.number(
    expect=lambda: theory.uncorrected_peak(B1, B2)[1] / theory.uncorrected_step(1, B1, B2),
    form=".2f",
)
def frozen_counter_peak() -> float:
    """Largest step, in learning rates, when the counter stays at t = 1."""
    state = constant_gradient().state
    m_hat, v_hat = state.m[:, 0] / (1 - B1), state.v[:, 0] / (1 - B2)
    return float((m_hat / np.sqrt(v_hat)).max())


@page.number(expect=lambda: theory.steps_until_within(0.1, B1, B1), form="d")
def equal_decays_to_ten_percent() -> float:
    """First step from which uncorrected steps stay within ten percent when both decays are β₁."""
    return settled(constant_gradient(b2=B1), 0.1)


@page.number(expect=lambda: theory.steps_until_within(0.1, B1, 0.95), form="d")
def steps_to_ten_percent_95() -> float:
    """First step from which uncorrected steps stay within ten percent at β₂ = 0.95."""
    return settled(constant_gradient(b2=0.95), 0.1)

"""Spikes and periodic streams: closed forms against runs."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from adamdocs import theory
from adamdocs.optimizers import adam, amsgrad
from adamdocs.runs import feed
from adamdocs.streams import spike
from tests.theory.helpers import TINY, adam_moves, moves

UNCORRECTED = {"correct_m": False, "correct_v": False}


@pytest.mark.parametrize(("b1", "b2"), [(0.9, 0.999), (0.5, 0.9), (0.0, 0.5), (0.9, 0.8)])
@pytest.mark.parametrize("size", [1.0, 500.0])
def test_isolated_spike_kick(b1, b2, size):
    # Without corrections Adam steps as it does after an endless silence.
    run = adam_moves(spike(300, at=1, size=size, background=0.0), b1, b2, TINY, **UNCORRECTED)
    expected = theory.isolated_spike_kick(b1, b2, np.arange(1, 301))
    assert np.allclose(np.cumsum(run), expected, rtol=1e-9)
    limit = theory.isolated_spike_kick(b1, b2)
    assert limit == (math.inf if b1 * b1 > b2 else pytest.approx(expected[-1], rel=1e-9))


def test_isolated_spike_kick_after_a_long_silence():
    run = adam_moves(spike(9200, at=9001, size=-3.0, background=0.0), eps=TINY)
    assert -run.sum() == pytest.approx(theory.isolated_spike_kick(), rel=1e-4)
    assert theory.isolated_spike_kick() == pytest.approx(31.77, abs=5e-3)


def test_step_after_spike():
    sizes = np.array([30.0, -30.0, 0.0, 1.0])
    b1, b2 = np.array([[0.9, 0.98], [0.5, 0.6], [0.9, 0.5]]).T[..., None]
    streams = [spike(1801, at=1401, size=2.0 * size, background=2.0) for size in sizes]
    run = adam_moves(np.concatenate(streams, axis=1), b1, b2)[1400:]
    expected = theory.step_after_spike(np.arange(401)[:, None, None], sizes, b1, b2)
    assert np.allclose(run, expected, rtol=1e-9, atol=1e-12)


def test_half_recovery_at_the_defaults():
    run = adam_moves(spike(9000 + 1300, at=9001, size=100.0))[9000:]
    below = np.flatnonzero(run < 0.5)
    assert below[-1] + 1 == math.ceil(theory.half_recovery(100.0)) == 1204


@pytest.mark.parametrize(("size", "b2"), [(100.0, 0.98), (-1000.0, 0.98), (20.0, 0.9)])
def test_half_recovery(size, b2):
    run = adam_moves(spike(2000, at=1401, size=size), 0.5, b2)[1400:]
    below = np.flatnonzero(np.abs(run) < 0.5)
    assert below[-1] + 1 == math.ceil(theory.half_recovery(size, b2))
    assert theory.half_recovery([1.0, 0.0, 5.0], 0.99).tolist() == [0.0, 0.0, 0.0]
    assert theory.half_recovery(5.0, 0.5) == pytest.approx(2.0)
    assert theory.step_after_spike(2, 5.0, 0.0, 0.5) == 0.5


def test_rate_recovery():
    stream = np.concatenate([np.ones(1000), [100.0], np.full(9000, 0.01)])[:, None]
    v = feed(adam(**UNCORRECTED), stream, keep=["v"]).state.v[:, 0]
    n = np.array([0, 1, 500, 8999])
    grown = np.sqrt(v[1000] / v[1000 + n])
    assert np.allclose(theory.rate_recovery(v[1000], 0.01, n), grown, rtol=1e-9)
    assert grown[-1] == pytest.approx(87, abs=0.5)
    assert np.all(grown <= 0.999 ** (-n / 2) * (1 + 1e-12))
    shrunk = theory.rate_recovery(v[999], 100.0, 1)
    assert shrunk == pytest.approx(np.sqrt(v[999] / v[1000]))


def test_reddi_gradients():
    gradients = theory.reddi_gradients()
    assert gradients.shape == (101,)
    assert gradients.sum() == 10.0
    assert theory.reddi_gradients(3, 3.0, -1.0).tolist() == [3.0, -1.0, -1.0]
    assert theory.reddi_gradients(1, 3.0, -1.0).tolist() == [3.0]


def drift_of_a_run(gradients, b1, b2, periods):
    stream = np.tile(gradients, periods)[:, None]
    return -adam_moves(stream, b1, b2)[-len(gradients) :].sum(axis=0)


@given(
    gradients=arrays(float, st.integers(1, 9), elements=st.floats(0.1, 10) | st.floats(-10, -0.1)),
    b1=st.floats(0, 0.9),
    b2=st.floats(0, 0.9),
)
def test_periodic_drift(gradients, b1, b2):
    periods = 2 + 400 // len(gradients)
    drift = drift_of_a_run(gradients, b1, b2, periods)
    assert theory.periodic_drift(gradients, b1, b2) == pytest.approx(drift, rel=1e-7, abs=1e-7)


def test_drift_of_reddis_example():
    gradients = theory.reddi_gradients()
    pairs = np.array([(0.9, 0.99), (0.0, 0.99), (0.9, 0.98)])
    drifts = drift_of_a_run(gradients, *pairs.T[..., None], 25)
    expected = [theory.periodic_drift(gradients, *pair) for pair in pairs]
    assert drifts == pytest.approx(expected, rel=1e-6)
    assert np.all(drifts > 1)  # away from −1, where the sum of the losses is least


def test_drift_at_the_defaults():
    gradients = theory.reddi_gradients(11, 110.0, -10.0)
    drift = drift_of_a_run(gradients, 0.9, 0.999, 600)
    assert drift == pytest.approx(theory.periodic_drift(gradients), rel=1e-4)


@pytest.mark.parametrize(("b1", "period"), [(0.9, 21), (0.5, 9), (0.0, 5)])
def test_drift_sign_change(b1, period):
    gradients = theory.reddi_gradients(period, 10.0 * period, -10.0)
    turn = theory.drift_sign_change(gradients, b1, 0.5)
    assert abs(theory.periodic_drift(gradients, b1, turn)) < 1e-9
    below = drift_of_a_run(gradients, b1, 1 - 1.1 * (1 - turn), 150)
    above = drift_of_a_run(gradients, b1, 1 - 0.9 * (1 - turn), 150)
    assert below > 1e-4
    assert above < -1e-4
    mirrored = theory.drift_sign_change(-gradients, b1, 0.5)
    assert mirrored == pytest.approx(turn, rel=1e-12)
    assert 0.9 <= theory.drift_sign_change([1.0, -1.0]) <= 0.9999999  # no drift at any memory


def test_drift_of_reddis_example_changes_sign_near_0_9995():
    gradients = theory.reddi_gradients()
    assert theory.drift_sign_change(gradients) == pytest.approx(0.9995159, abs=5e-8)
    assert theory.drift_sign_change(gradients, 0.0) == pytest.approx(0.9996028, abs=5e-8)


@pytest.mark.parametrize("b1", [0.0, 0.5, 0.9])
@pytest.mark.parametrize("period", [51, 101, 401])
def test_drift_memory_is_where_the_drift_turns_in_the_limit(b1, period):
    gradients = theory.reddi_gradients(period, 10.0 * period, -10.0)
    memory = 1.0 / (1.0 - theory.drift_sign_change(gradients, b1))
    assert memory == pytest.approx(theory.drift_memory(period, b1), rel=3.0 / period)
    assert theory.drift_memory(18) == theory.drift_memory(1, 0.5) == 0
    assert theory.drift_memory(20, 0.5) == 90  # 20 (20 − 2) / 4
    assert theory.drift_memory(20, 0.5, 1.25) == pytest.approx(20 * (20 - 2.5) / (4 * 6))
    assert theory.drift_memory(27, 0.9, 1.5) == 0 < theory.drift_memory(28, 0.9, 1.5)


@pytest.mark.parametrize("b1", [0.0, 0.9])
@pytest.mark.parametrize("outweighs", [1.1, 1.5])
def test_with_a_margin_the_memory_grows_in_proportion_to_the_period(outweighs, b1):
    found = {}
    for period in (401, 801):
        gradients = theory.reddi_gradients(period, outweighs * 10.0 * period, -10.0)
        found[period] = 1.0 / (1.0 - theory.drift_sign_change(gradients, b1, 0.5))
    slope = (found[801] - found[401]) / 400
    expected = (
        theory.drift_memory(801, b1, outweighs) - theory.drift_memory(401, b1, outweighs)
    ) / 400
    # the first order has the leading term P/(4(a − 1)) where a is near 1
    assert slope == pytest.approx(expected, rel=1.2 * (outweighs - 1))
    assert found[801] < 2.2 * found[401]


@pytest.mark.parametrize(("b1", "b2"), [(0.9, 0.99), (0.5, 0.9), (0.0, 0.5)])
def test_amsgrad_drift(b1, b2):
    gradients = np.array([7.0, -1.0, -2.0, 0.5, -1.0, -4.0, 3.0])
    stream = np.tile(gradients, 500)[:, None]
    run = -moves(amsgrad(1.0, b1, b2, 0.0), stream)[-7:].sum()
    assert theory.amsgrad_drift(gradients, b2) == pytest.approx(run, rel=1e-9)
    assert theory.amsgrad_drift(2.0**-20 * gradients, b2) == theory.amsgrad_drift(gradients, b2)
    with pytest.raises(ValueError, match="gradients must not all be 0"):
        theory.amsgrad_drift([0.0, 0.0], b2)


@pytest.mark.parametrize(("b1", "b2"), [(0.9, 0.99), (0.5, 0.9), (0.0, 0.5)])
@pytest.mark.parametrize("order", ["v", "v_hat"])
def test_amsgrad_after_spike(b1, b2, order):
    sizes = np.array([30.0, -30.0, 0.0, 1.0])
    stream = np.concatenate([spike(3401, at=3001, size=size) for size in sizes], axis=1)
    run = moves(amsgrad(1.0, b1, b2, 0.0, maximum_of=order), stream)[3000:]
    expected = theory.amsgrad_after_spike(np.arange(401)[:, None], sizes, b1, b2)
    assert np.allclose(run, expected, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(("b1", "b2"), [(0.9, 0.99), (0.5, 0.9), (0.0, 0.5)])
@pytest.mark.parametrize("order", ["v", "v_hat"])
def test_amsgrad_after_first(b1, b2, order):
    sizes = np.array([100.0, -4.0, 0.25, 1.0])
    stream = np.concatenate([spike(600, at=1, size=size) for size in sizes], axis=1)
    run = moves(amsgrad(1.0, b1, b2, 0.0, maximum_of=order), stream)
    t = np.arange(1, 601)[:, None]
    expected = theory.amsgrad_after_first(t, sizes, b1, b2, corrected=order == "v_hat")
    assert np.allclose(run, expected, rtol=1e-9)


def test_what_amsgrad_keeps_of_a_first_gradient():
    kept = [float(theory.amsgrad_after_first(20_000, 100.0, corrected=c)) for c in (False, True)]
    assert kept == pytest.approx([0.1**0.5, 0.01], rel=1e-6)
    assert theory.amsgrad_after_first(20_000, 100.0) == kept[0]


def test_what_is_refused():
    with pytest.raises(ValueError, match="spike must not be 0: the first step is 0/0"):
        theory.amsgrad_after_first(1, 0.0)
    with pytest.raises(ValueError, match="spike must not be 0 where b2 is 0"):
        theory.step_after_spike(0, 0.0, 0.9, [0.5, 0.0])
    with pytest.raises(ValueError, match="gradients must not leave v at 0"):
        theory.periodic_drift([1.0, 0.0], 0.9, 0.0)
    with pytest.raises(ValueError, match="low and high must have drifts of both signs"):
        theory.drift_sign_change([1.0])
    with pytest.raises(ValueError, match="low and high must have drifts of both signs"):
        theory.drift_sign_change(theory.reddi_gradients(11, 110.0, -10.0))  # it turns below 0.9
    with pytest.raises(ValueError, match=r"high must be finite and at least 0\.95, got 0\.9"):
        theory.drift_sign_change([1.0, -1.0], low=0.95, high=0.9)


@pytest.mark.parametrize(("b1", "b2"), [(0.9, 0.999), (0.5, 0.9), (0.9, 0.5), (0.0, 0.99)])
def test_dropped_state_step(b1, b2):
    """An update whose m and v are emptied before every call, its powers kept."""
    rule, zeros = adam(1.0, b1, b2, 0.0), np.zeros(1)
    state, steps = rule.init(zeros), []
    for _ in range(200):
        step, after = rule.update(np.array([7.0]), state, zeros)
        steps.append(-float(step[0]))
        state = after._replace(m=zeros, v=zeros)
    expected = theory.dropped_state_step(np.arange(1, 201), b1, b2)
    assert np.allclose(steps, expected, rtol=1e-10)


def test_dropped_state_is_the_uncorrected_step_turned_upside_down():
    t = np.arange(1, 3000)
    product = theory.dropped_state_step(t) * theory.uncorrected_step(t)
    assert np.allclose(product, theory.uncorrected_step(1), rtol=1e-12)


@pytest.mark.parametrize("lost", ["", "m", "v", "t", "mv", "mt", "vt", "mvt"])
@pytest.mark.parametrize(("b1", "b2"), [(0.9, 0.999), (0.5, 0.9), (0.9, 0.5)])
@pytest.mark.parametrize("before", [1, 7, 30_000])
def test_resumed_step(lost, b1, b2, before):
    """A run of equal gradients whose state is emptied in part."""
    rule, zeros = adam(1.0, b1, b2, 0.0), np.zeros(1)
    state = rule.init(zeros)
    for _ in range(min(before, 2000)):
        _, state = rule.update(np.array([-3.0]), state, zeros)
    if before > 2000:  # what 2000 steps leave open
        state = state._replace(t=before, b1_power=b1**before, b2_power=b2**before)
        state = state._replace(m=-3.0 * (1 - b1**before), v=9.0 * (1 - b2**before))
    if "m" in lost:
        state = state._replace(m=zeros)
    if "v" in lost:
        state = state._replace(v=zeros)
    if "t" in lost:
        state = state._replace(t=0, b1_power=1.0, b2_power=1.0)
    steps = []
    for _ in range(50):
        step, state = rule.update(np.array([-3.0]), state, zeros)
        steps.append(float(np.ravel(step)[0]))
    flags = {f"lose_{name}": name in lost for name in "mvt"}
    expected = theory.resumed_step(np.arange(1, 51), before, b1, b2, **flags)
    assert np.allclose(steps, expected, rtol=1e-9)


def test_a_resumption_without_loss_or_with_nothing_kept_goes_on_as_under_a_constant_gradient():
    k = np.arange(1, 100)
    assert np.allclose(theory.resumed_step(k), 1.0, rtol=1e-13)
    assert np.allclose(theory.resumed_step(k, 5, lose_m=True, lose_v=True, lose_t=True), 1.0)
    lost = theory.resumed_step(1, 40, lose_m=True, lose_v=True)
    assert lost == pytest.approx(theory.dropped_state_step(41), rel=1e-12)

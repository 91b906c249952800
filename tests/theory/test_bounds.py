"""Bounds on Adam's step: attained by the worst stream, exceeded by none."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from adamdocs import theory
from adamdocs.streams import growing, spike
from tests.theory.helpers import BETAS, TINY, adam_moves

UNCORRECTED = {"correct_m": False, "correct_v": False}
PAIRS = [(0.9, 0.999), (0.9, 0.99), (0.9, 0.81), (0.9, 0.5), (0.9, 0.9), (0.5, 0.3), (0.0, 0.9)]
# Sizes over many powers of ten, so that some streams grow as adversaries do.
GRADIENT = st.builds(
    lambda sign, power: sign * 10.0**power, st.sampled_from([-1.0, 1.0]), st.floats(-20, 20)
)


def test_paper_bound_is_the_step_after_silence():
    last = adam_moves(spike(400, at=400, size=7.0, background=0.0), 0.5, 0.9, TINY)[-1]
    assert last == pytest.approx(theory.paper_step_bound(0.5, 0.9), rel=1e-9)
    assert theory.paper_step_bound() == pytest.approx(10**0.5)
    assert theory.paper_step_bound(0.9, 0.99) == pytest.approx(1.0)
    assert theory.paper_step_bound(0.9, 0.5) == 1.0


@pytest.mark.parametrize(("b1", "b2"), PAIRS)
@pytest.mark.parametrize("t", [1, 2, 3, 12, 40])
def test_worst_stream_attains_the_bound(b1, b2, t):
    stream = theory.worst_stream(t, b1, b2)[:, None]
    corrected = adam_moves(stream, b1, b2, TINY)[-1]
    assert corrected == pytest.approx(theory.adam_step_bound(t, b1, b2), rel=1e-9)
    uncorrected = adam_moves(stream, b1, b2, TINY, **UNCORRECTED)[-1]
    bound = theory.adam_step_bound(t, b1, b2, corrected=False)
    assert uncorrected == pytest.approx(bound, rel=1e-9)


@given(
    stream=arrays(float, st.tuples(st.integers(1, 40), st.just(1)), elements=GRADIENT),
    b1=BETAS,
    b2=st.floats(0.01, 0.9995),
)
def test_no_stream_exceeds_the_bound(stream, b1, b2):
    t = np.arange(1, len(stream) + 1)
    sizes = np.abs(adam_moves(stream, b1, b2, TINY))
    assert np.all(sizes <= theory.adam_step_bound(t, b1, b2) * (1 + 1e-9))
    assert np.all(sizes <= theory.adam_step_supremum(b1, b2) * (1 + 1e-9))
    sizes = np.abs(adam_moves(stream, b1, b2, TINY, **UNCORRECTED))
    assert np.all(sizes <= theory.adam_step_bound(t, b1, b2, corrected=False) * (1 + 1e-9))


@given(
    noise=arrays(float, (30, 1), elements=st.floats(-0.5, 0.5)),
    b1=st.floats(0.05, 0.95),
    b2=st.floats(0.1, 0.999),
    t=st.integers(2, 30),
)
def test_no_stream_near_the_worst_exceeds_the_bound(noise, b1, b2, t):
    stream = theory.worst_stream(t, b1, b2)[:, None] * (1.0 + noise[:t])
    last = abs(adam_moves(stream, b1, b2, TINY)[-1])
    assert last <= theory.adam_step_bound(t, b1, b2) * (1 + 1e-9)


@given(b1=BETAS, b2=BETAS, t=st.integers(1, 500), corrected=st.booleans())
def test_bound_rises_to_the_supremum(b1, b2, t, corrected):
    now = theory.adam_step_bound(t, b1, b2, corrected)
    assert now <= theory.adam_step_bound(t + 1, b1, b2, corrected) * (1 + 1e-9)
    assert now <= theory.adam_step_supremum(b1, b2) * (1 + 1e-9)


def test_supremum_is_approached_by_a_run():
    for b1, b2, steps in ((0.9, 0.999, 7000), (0.5, 0.99, 1000)):
        tail = theory.worst_stream(200, b1, b2)[:, None]
        stream = np.concatenate([np.zeros((steps, 1)), tail])
        largest = adam_moves(stream, b1, b2, TINY)[-1]
        supremum = theory.adam_step_supremum(b1, b2)
        assert largest < supremum
        assert largest == pytest.approx(supremum, rel=2e-3)


def test_suprema_named_on_the_pages():
    assert theory.adam_step_supremum() == pytest.approx(7.2703, abs=5e-5)
    assert theory.adam_step_supremum(0.9, 0.99) == pytest.approx(2.3452, abs=5e-5)
    assert theory.adam_step_supremum(0.9, 0.9) == pytest.approx(1.0)
    assert theory.adam_step_supremum(0.9, [0.81, 0.5, 0.0]).tolist() == [math.inf] * 3
    assert theory.adam_step_supremum(0.0, 0.0) == 1.0


def test_without_memory_of_v_there_is_no_bound():
    stream = np.array([[1e6], [1.0]])
    assert adam_moves(stream, 0.9, 0.0)[-1] > 1e5
    assert theory.adam_step_bound([1, 2], 0.9, 0.0).tolist() == [1.0, math.inf]
    assert theory.adam_step_bound([1, 2], 0.0, 0.0).tolist() == [1.0, 1.0]


@pytest.mark.parametrize(("b1", "b2"), [(0.9, 0.999), (0.9, 0.5), (0.5, 0.9)])
def test_worst_stream_growth(b1, b2):
    growth = theory.worst_stream_growth(b1, b2)
    stream = theory.worst_stream(20, b1, b2)
    assert np.allclose(stream[1:] / stream[:-1], growth, rtol=1e-12)
    assert stream[-1] == 1.0
    factors = (0.9, 0.97, 1.0, 1.03, 1.1)
    last = [adam_moves(growing(20, growth * factor), b1, b2)[-1] for factor in factors]
    assert np.argmax(last) == 2


def test_worst_stream_stays_finite():
    assert theory.worst_stream(1000, 0.9, 0.5)[0] == pytest.approx(1.8**999)
    with pytest.raises(ValueError, match=r"t must keep the stream below 1e308 .*, got 1300"):
        theory.worst_stream(1300, 0.9, 0.5)
    assert theory.adam_step_bound([1, 2], 0.5, 5e-324).tolist() == [1.0, math.inf]
    assert theory.worst_stream_growth(5e-324, 0.5) == math.inf


def test_worst_stream_growth_without_momentum():
    assert theory.worst_stream_growth(0.0, 0.9) == math.inf
    assert theory.worst_stream(3, 0.0, 0.9).tolist() == [0.0, 0.0, 1.0]
    with pytest.raises(ValueError, match="b1 and b2 must not both be 0"):
        theory.worst_stream_growth([0.0, 0.5], 0.0)


@pytest.mark.parametrize("silence", [0, 1, 50])
@pytest.mark.parametrize(("b1", "b2"), [(0.9, 0.999), (0.7, 0.5), (0.0, 0.9)])
def test_burst_step_after_a_silence(silence, b1, b2):
    stream = spike(silence + 30, at=silence + 1, size=2.0, background=0.0, width=30)
    sizes = adam_moves(stream, b1, b2, TINY)[silence:]
    expected = theory.burst_step(np.arange(1, 31), b1, b2, silence)
    assert np.allclose(sizes, expected, rtol=1e-9)


def test_burst_peak_after_a_long_silence():
    stream = spike(9040, at=9001, size=3.0, background=0.0, width=40)
    sizes = adam_moves(stream, eps=TINY)[9000:]
    k, largest = theory.burst_peak()
    assert k == np.argmax(sizes) + 1 == 12
    assert largest == pytest.approx(np.max(sizes), rel=1e-4)
    assert theory.burst_step(k) == largest
    assert (
        theory.burst_peak(0.9, 0.95)[0] == np.argmax(theory.burst_step(range(1, 99), 0.9, 0.95)) + 1
    )

"""Gradient streams: what each is, and what it refuses."""

import math

import numpy as np
import pytest

from adamdocs.portable import Mulberry32
from adamdocs.streams import (
    STREAMS,
    alternating,
    constant,
    flip,
    growing,
    noisy,
    recurring,
    sparse,
    spike,
)

NEEDED = {"flip": {"at": 3}, "spike": {"at": 3}, "growing": {"ratio": 1.1}}
NEEDED |= {"recurring": {"every": 3}}


def column(*values):
    return np.array(values, dtype=float)[:, None]


def test_each_stream_is_what_its_docstring_says():
    np.testing.assert_array_equal(constant(3, 2.0), column(2, 2, 2))
    np.testing.assert_array_equal(alternating(5, 2.0), column(2, -2, 2, -2, 2))
    np.testing.assert_array_equal(flip(5, at=3), column(1, 1, -1, -1, -1))
    np.testing.assert_array_equal(spike(5, at=2, width=2), column(1, 100, 100, 1, 1))
    np.testing.assert_array_equal(spike(4, at=4, size=-3, background=0), column(0, 0, 0, -3))
    np.testing.assert_array_equal(sparse(7, every=3, size=2), column(0, 0, 2, 0, 0, 2, 0))
    np.testing.assert_array_equal(recurring(5, every=3, size=4), column(4, 1, 1, 4, 1))
    np.testing.assert_array_equal(growing(4, ratio=2.0, size=3.0), column(3, 6, 12, 24))


def test_streams_without_settings_are_of_size_one_but_for_what_stands_out():
    np.testing.assert_array_equal(constant(1), column(1))
    np.testing.assert_array_equal(alternating(2), column(1, -1))
    np.testing.assert_array_equal(spike(3, at=2), column(1, 100, 1))
    np.testing.assert_array_equal(recurring(3, every=2), column(100, 1, 100))
    np.testing.assert_array_equal(np.flatnonzero(sparse(30)), [9, 19, 29])
    np.testing.assert_array_equal(sparse(30).sum(), 3)
    np.testing.assert_array_equal(growing(3, ratio=2.0), column(1, 2, 4))
    np.testing.assert_array_equal(noisy(4), Mulberry32(1).standard_normal((4, 1)))


def test_noise_is_mean_plus_scaled_portable_normals():
    normals = Mulberry32(9).standard_normal((6, 1))
    np.testing.assert_array_equal(noisy(6, mean=0.5, deviation=2.0, seed=9), 0.5 + 2.0 * normals)
    np.testing.assert_array_equal(noisy(6, 0.5, deviation=0.25, seed=9), 0.5 + 0.25 * normals)
    np.testing.assert_array_equal(noisy(6, 0.5, deviation=0.0, seed=9), np.full((6, 1), 0.5))


@pytest.mark.parametrize("name", STREAMS)
def test_streams_are_columns_of_floats(name):
    stream = STREAMS[name](12, **NEEDED.get(name, {}))
    assert stream.shape == (12, 1)
    assert stream.dtype == np.float64


@pytest.mark.parametrize("name", STREAMS)
@pytest.mark.parametrize("steps", [0, -1, 2.5, True, "3"])
def test_bad_lengths_are_refused(name, steps):
    with pytest.raises(ValueError, match=f"^{name}: steps must be an integer of at least 1, got"):
        STREAMS[name](steps, **NEEDED.get(name, {}))


@pytest.mark.parametrize(
    ("name", "argument"),
    [(name, "size") for name in STREAMS if name != "noisy"]
    + [
        ("spike", "background"),
        ("recurring", "background"),
        ("noisy", "mean"),
        ("noisy", "deviation"),
        ("growing", "ratio"),
    ],
)
@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, "1", None, True])
def test_sizes_that_are_not_finite_are_refused(name, argument, value):
    with pytest.raises(ValueError, match=f"^{name}: {argument} must be finite, got {value!r}"):
        STREAMS[name](5, **(NEEDED.get(name, {}) | {argument: value}))


def test_other_bad_arguments_are_refused():
    with pytest.raises(ValueError, match="flip: at must be an integer of at least 1, got 0"):
        flip(5, at=0)
    with pytest.raises(ValueError, match="spike: at must be"):
        spike(5, at=1.5)
    with pytest.raises(ValueError, match="spike: width must be"):
        spike(5, at=1, width=0)
    with pytest.raises(ValueError, match="sparse: every must be"):
        sparse(5, every=0)
    with pytest.raises(ValueError, match="recurring: every must be an integer of at least 1"):
        recurring(5, every=2.5)
    with pytest.raises(ValueError, match="noisy: deviation must be at least 0, got -1"):
        noisy(5, deviation=-1.0)
    with pytest.raises(ValueError, match="Mulberry32: seed"):
        noisy(5, seed=-1)


def test_growth_that_overflows_names_the_step():
    with pytest.raises(ValueError, match="growing: the gradient of step 310 must be finite"):
        growing(400, ratio=10.0)

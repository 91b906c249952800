"""Floating-point formats against NumPy's own arithmetic, and against Adam run in them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adamdocs import theory
from adamdocs.optimizers import adam

NUMPY = {"binary16": np.float16, "binary32": np.float32, "binary64": np.float64}


def cast(x, name):
    """x in a format, by NumPy or, for bfloat16, by the upper half of binary32's bits."""
    with np.errstate(over="ignore"):
        if name != "bfloat16":
            return float(NUMPY[name](x))
        bits = int(np.float32(x).view(np.uint32))
    rounded = (bits + 0x7FFF + (bits >> 16 & 1)) & 0xFFFF0000
    return float(np.array(rounded, np.uint32).view(np.float32))


def first_v(g, name, b2):
    """Adam's v after one gradient, every operation in a format; with that gradient's step."""
    rule = adam(1.0, b2=b2, eps=0.0)
    g = np.array([g], NUMPY[name])
    with np.errstate(divide="ignore", invalid="ignore"):
        step, state = rule.update(g, rule.init(g), g)
    assert state.v.dtype == NUMPY[name]
    return float(state.v[0]), float(abs(step[0]))


@pytest.mark.parametrize("name", NUMPY)
def test_formats_are_numpys(name):
    known, kind = np.finfo(NUMPY[name]), theory.FLOAT_FORMATS[name]
    assert kind is theory.float_format(name)
    assert kind.precision == known.nmant + 1
    assert kind.smallest_subnormal == known.smallest_subnormal
    assert kind.smallest_normal == known.tiny
    assert kind.largest == known.max


def test_bfloat16_has_the_range_of_binary32_and_eight_bits():
    kind = theory.float_format("bfloat16")
    assert kind.smallest_normal == np.finfo(np.float32).tiny
    assert kind.smallest_subnormal == np.array(0x10000, np.uint32).view(np.float32)
    assert kind.largest == np.array(0x7F7F0000, np.uint32).view(np.float32)
    assert kind.precision == 8
    assert isinstance(kind, theory.FloatFormat)


@pytest.mark.parametrize("name", theory.FLOAT_FORMATS)
def test_rounding_is_the_hardwares(name):
    rng = np.random.default_rng(6)
    kind = theory.float_format(name)
    unit, top = kind.smallest_subnormal, kind.largest
    exponents = rng.uniform(np.log2(unit) - 3, np.log2(top), 2000)
    x = rng.choice([-1.0, 1.0], 2000) * 2.0**exponents
    if name == "bfloat16":  # through binary32, so that the reference rounds once
        x = x.astype(np.float32).astype(float)
    edges = [0.0, -0.0, unit, 1.5 * unit, 2.5 * unit, top, kind.smallest_normal - unit]
    ties = 1.0 + np.array([1.0, 3.0, 5.0, 7.0]) * 2.0**-kind.precision
    if name != "binary64":
        edges += [0.5 * unit, 0.51 * unit, 0.49 * unit]
        edges += (top * (1 + np.array([0.4, 0.6]) * 2.0**-kind.precision)).tolist()
    for value in (*x, *edges, *ties):
        found = theory.round_to_format(value, name)
        assert found == cast(value, name)
        assert np.signbit(found) == np.signbit(value)


@given(x=st.floats(-1e5, 1e5))
def test_rounding_to_binary16_is_numpys(x):
    assert theory.round_to_format(x, "binary16") == cast(x, "binary16")


def test_constants_that_vanish_or_stop_forgetting():
    assert theory.round_to_format(1e-8, "binary16") == 0.0
    assert theory.round_to_format(0.999, "bfloat16") == 1.0
    assert theory.round_to_format(0.999, "binary16") == np.float16(0.999) < 1.0


@pytest.mark.parametrize("name", theory.FLOAT_FORMATS)
def test_square_underflow(name):
    limit = theory.square_underflow(name)
    unit = theory.float_format(name).smallest_subnormal
    for factor, survives in ((0.999, False), (1.001, True)):
        g = np.float64(factor * limit)
        assert (g / unit * g > 0.5) == survives
        if name == "bfloat16":
            assert (cast(g * g, name) > 0) == survives
        elif name == "binary64":
            assert (g * g > 0) == survives
        else:  # a gradient of the format, one part in 2¹⁰ or better away from g
            g = NUMPY[name](factor**4 * limit)
            assert (g * g > 0) == survives


@pytest.mark.parametrize("name", ["binary16", "bfloat16", "binary32"])
def test_square_underflow_is_the_edge_itself(name):
    limit = theory.square_underflow(name)
    squares = [(limit * factor) ** 2 for factor in (1 - 1e-12, 1 + 1e-12)]
    below, above = (theory.round_to_format(square, name) for square in squares)
    assert below == 0 < above


def test_underflow_named_on_the_page():
    assert theory.square_underflow("binary16") == pytest.approx(1.726e-4, rel=1e-3)
    assert theory.second_moment_underflow("binary16") == pytest.approx(5.459e-3, rel=1e-3)
    assert theory.second_moment_underflow("binary32") == pytest.approx(8.370e-22, rel=1e-3)


@pytest.mark.parametrize("name", NUMPY)
@pytest.mark.parametrize("b2", [0.98, 0.999])
def test_second_moment_underflow_of_adam_in_the_format(name, b2):
    limit = theory.second_moment_underflow(name, b2)
    # Rounding g² moves the limit by up to half a unit in 25; g and 1 − β₂ are rounded too.
    assert first_v(0.97 * limit, name, b2)[0] == 0.0
    assert first_v(1.03 * limit, name, b2)[0] > 0.0
    assert first_v(0.97 * limit, name, b2)[1] == np.inf


@pytest.mark.parametrize("g", [9e-22, 1e-21, 3e-21, 1e-3])
def test_first_step_of_adam_in_binary32(g):
    expected = theory.first_step_in_format(g, "binary32")
    assert first_v(g, "binary32", 0.999)[1] == pytest.approx(expected, rel=2e-3)


def test_first_step_in_a_format():
    assert theory.first_step_in_format(1e-21, "binary32") == pytest.approx(0.8448, abs=5e-5)
    assert theory.first_step_in_format(8e-22, "binary32") == np.inf
    assert theory.first_step_in_format(-1e-21, "binary64") == pytest.approx(1.0, rel=1e-12)
    assert first_v(6e-3, "binary16", 0.9)[1] == pytest.approx(
        theory.first_step_in_format(6e-3, "binary16", 0.9), rel=0.02
    )


def test_unknown_formats_are_refused():
    for form in (theory.float_format, theory.square_underflow, theory.second_moment_underflow):
        with pytest.raises(ValueError, match="name must be one of binary16, .*, got 'float8'"):
            form("float8")
    with pytest.raises(ValueError, match="got 'float8'"):
        theory.round_to_format(1.0, "float8")
    with pytest.raises(ValueError, match="the magnitude of g must be positive"):
        theory.first_step_in_format(0.0, "binary32")


@pytest.mark.parametrize("name", theory.FLOAT_FORMATS)
def test_square_overflow(name):
    limit, top = theory.square_overflow(name), theory.float_format(name).largest
    assert limit == pytest.approx(np.sqrt(top), rel=3e-3)
    if name in ("binary16", "binary32"):
        below, above = (NUMPY[name](factor * limit) for factor in (0.999, 1.001))
        with np.errstate(over="ignore"):
            assert np.isfinite(below * below)
            assert np.isinf(above * above)
    elif name == "bfloat16":
        assert np.isfinite(cast((0.999 * limit) ** 2, name))
        assert np.isinf(cast((1.001 * limit) ** 2, name))
    else:
        assert np.isfinite(np.float64(limit * (1 - 1e-15)) ** 2)
        with np.errstate(over="ignore"):
            assert np.isinf(np.float64(limit * (1 + 1e-15)) ** 2)
    assert theory.square_overflow("binary16") == np.sqrt(65520.0)


def climbed(increment, precision, steps=40_000):
    """A sum that is rounded to `precision` bits after every addition of one increment."""
    v = 0.0
    for _ in range(steps):
        mantissa, exponent = np.frexp(v + increment)
        v = np.ldexp(np.rint(np.ldexp(mantissa, precision)), exponent - precision)
    return v


@pytest.mark.parametrize("x", [0.3, 1.0, 2.0, 1e-3, 0.1, 2.0**-10, 1.5 * 2.0**-12])
def test_stalled_sum(x):
    assert theory.stalled_sum(x, "bfloat16") == climbed(x, 8)
    assert theory.stalled_sum(x, "binary16") == climbed(x, 11)


def test_a_sum_of_nothing_and_unknown_formats():
    assert theory.stalled_sum(0.0, "bfloat16") == 0.0
    assert theory.stalled_sum([0.0, 1e-3], "bfloat16").tolist() == [0.0, 0.5]
    for form in (theory.square_overflow, lambda name: theory.stalled_sum(1.0, name)):
        with pytest.raises(ValueError, match="got 'float8'"):
            form("float8")

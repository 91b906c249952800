"""Portable functions against the mathematics library, and portable random numbers."""

import hashlib
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adamdocs import portable
from adamdocs.portable import Mulberry32, cos_turns, exp, sin_turns


@given(st.floats(-700, 700))
def test_exp_is_within_two_units_of_the_last_place(x):
    assert float(exp(x)) == pytest.approx(math.exp(x), rel=2 * 2**-52)


def test_exp_over_its_whole_range():
    x = np.linspace(-700, 700, 200_001)
    assert np.max(np.abs(exp(x) / np.exp(x) - 1)) <= 2 * 2**-52
    assert exp(0.0) == 1.0


def test_exp_beyond_its_range_and_of_nan():
    values = exp(np.array([1e9, np.inf, -1e9, -np.inf, np.nan]))
    assert values[0] == values[1] == exp(700.0)
    assert values[2] == values[3] == exp(-700.0)
    assert np.isnan(values[4])


@given(st.floats(-1000, 1000))
def test_sine_and_cosine_of_turns(u):
    exact = u - round(u)  # a float without rounding, so that only the series is under test
    assert float(sin_turns(u)) == pytest.approx(math.sin(2 * math.pi * exact), abs=1e-15)
    assert float(cos_turns(u)) == pytest.approx(math.cos(2 * math.pi * exact), abs=1e-15)


def test_quarter_turns_are_exact():
    np.testing.assert_array_equal(
        sin_turns([0.0, 0.25, 0.5, 0.75, 1.0, -0.25]), [0, 1, 0, -1, 0, -1]
    )
    np.testing.assert_array_equal(cos_turns([0.0, 0.25, 0.5, 0.75, 1.0, 7.0]), [1, 0, -1, 0, 1, 1])


@pytest.mark.parametrize("turns", [-1.0, -0.5, 0.5, 1.0])
@pytest.mark.parametrize("side", [-2.0, 2.0])
def test_beside_its_zeros_the_sine_keeps_every_digit(turns, side):
    """Where the angle would be rounded in its reduction, the last digits would be lost."""
    u = np.nextafter(turns, side)
    expected = math.cos(2 * math.pi * turns) * 2 * math.pi * (u - turns)
    assert float(sin_turns(u)) == pytest.approx(expected, rel=1e-15)


def test_series_are_those_of_sine_and_cosine():
    sine = [(-1) ** k / math.factorial(2 * k + 1) for k in range(8, 0, -1)]
    cosine = [(-1) ** k / math.factorial(2 * k) for k in range(9, 0, -1)]
    assert list(portable.SINE_SERIES) == sine
    assert list(portable.COSINE_SERIES) == cosine
    np.testing.assert_array_equal(portable.POWERS_OF_TWO, np.ldexp(1.0, np.arange(1024)))
    x = np.linspace(-2, 2, 9)
    np.testing.assert_array_equal(portable._horner((2.0, -3.0, 5.0), x), (2 * x - 3) * x + 5)


BITS = {
    exp: (709.5, "a4a15686fdfb34af"),
    sin_turns: (2.0, "ea5b27ad4e92de3d"),
    cos_turns: (2.0, "186f5b7d41decb54"),
}


@pytest.mark.parametrize("function", BITS)
def test_bits_are_those_that_every_recorded_number_was_made_of(function):
    """Another order or another term moves a last bit here and there, within all bounds above."""
    end, digest = BITS[function]
    at = np.arange(-160_000, 160_001) / 160_000
    bits = function(np.concatenate([at * end, 0.5 + at / 4096])).astype("<f8").tobytes()
    assert hashlib.sha256(bits).hexdigest()[:16] == digest


def mulberry32(seed, count):
    """The generator as its author's 32-bit integer program, one draw after another."""
    mask, drawn = 0xFFFFFFFF, []
    for _ in range(count):
        seed = (seed + 0x6D2B79F5) & mask
        z = ((seed ^ (seed >> 15)) * (seed | 1)) & mask
        z ^= (z + (((z ^ (z >> 7)) * (z | 61)) & mask)) & mask
        drawn.append(((z ^ (z >> 14)) & mask) / 2**32)
    return drawn


@given(st.integers(0, 2**32 - 1), st.integers(1, 50))
def test_uniforms_are_mulberry32(seed, count):
    np.testing.assert_array_equal(Mulberry32(seed).random(count), mulberry32(seed, count))


def test_uniforms_of_seed_zero_as_browsers_give_them():
    expected = [0.26642920868471265, 0.0003297457005828619, 0.2232720274478197]
    np.testing.assert_array_equal(Mulberry32(0).random(3), expected)


@given(st.integers(0, 2**32 - 1), st.integers(1, 9), st.integers(1, 9))
def test_draws_go_on_where_the_last_ended(seed, first, second):
    rng = Mulberry32(seed)
    parts = np.concatenate([rng.random(first), rng.random(second)])
    np.testing.assert_array_equal(parts, Mulberry32(seed).random(first + second))


@given(st.lists(st.integers(0, 2**32 - 1), min_size=1, max_size=4))
def test_a_batch_of_seeds_is_the_loop_over_them(seeds):
    batch = Mulberry32(np.array(seeds))
    first, second = batch.random((len(seeds), 3)), batch.standard_normal((len(seeds), 2))
    for i, seed in enumerate(seeds):
        alone = Mulberry32(seed)
        np.testing.assert_array_equal(first[i], alone.random(3))
        np.testing.assert_array_equal(second[i], alone.standard_normal(2))


def test_a_normal_is_the_sum_of_its_own_twelve_uniforms_less_six():
    rng, again = Mulberry32(5), Mulberry32(5)
    np.testing.assert_allclose(rng.standard_normal(50), again.random((50, 12)).sum(1) - 6)
    assert rng.random() == again.random()


def test_normals_have_the_moments_of_irwin_and_hall():
    z = Mulberry32(7).standard_normal(400_000)
    n = len(z)
    assert abs(z.mean()) < 4 / n**0.5
    assert z.var() == pytest.approx(1.0, abs=4 * (1.9 / n) ** 0.5)
    assert (z**4).mean() == pytest.approx(2.9, abs=0.06)
    assert np.abs(z).max() <= 6


def test_a_scalar_draw_has_no_axes():
    assert Mulberry32(1).random().shape == ()


@pytest.mark.parametrize("seed", [-1, 2**32, 1.5, "1"])
def test_bad_seeds_are_refused(seed):
    with pytest.raises(ValueError, match="Mulberry32: seed must be integers in"):
        Mulberry32(seed)


def test_a_draw_must_begin_with_the_shape_of_the_seeds():
    with pytest.raises(ValueError, match=r"seeds' shape \(2,\), got \(3, 2\)"):
        Mulberry32(np.array([1, 2])).random((3, 2))

"""The sums and searches that closed forms share."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adamdocs.theory._series import falling_root, first_integer, geometric_sum, one_minus_power


@given(beta=st.floats(0, 0.9999), t=st.integers(0, 2000))
def test_one_minus_power(beta, t):
    assert one_minus_power(beta, t) == pytest.approx(1 - beta**t, rel=1e-10, abs=1e-15)


@given(ratio=st.floats(0, 1.5), n=st.integers(1, 60))
def test_geometric_sum(ratio, n):
    expected = math.fsum(ratio**k for k in range(n))
    # Where the ratio is within rounding of 1 the quotient loses what the ratio itself has lost.
    assert geometric_sum(ratio, n) == pytest.approx(expected, rel=1e-12)


def test_geometric_sum_at_its_ends():
    assert geometric_sum([0.0, 0.5, 1.0, 2.0, math.inf], math.inf).tolist() == [
        1.0,
        2.0,
        math.inf,
        math.inf,
        math.inf,
    ]
    assert geometric_sum([0.0, 1.0, math.inf], 1).tolist() == [1.0, 1.0, 1.0]


@given(answer=st.integers(1, 10**9), start=st.integers(1, 100))
def test_first_integer(answer, start):
    asked = []

    def holds(t):
        asked.append(t)
        return t >= answer

    assert first_integer(holds, start) == max(answer, start)
    assert min(asked) >= start
    assert len(asked) < 2 * math.log2(answer) + 6


def test_falling_root_is_exact_to_the_last_digit():
    levels = np.array([0.1, 2.0, 3.0])
    root = falling_root(lambda x: levels - x * x, np.zeros(3), np.full(3, 4.0))
    assert np.allclose(root, np.sqrt(levels), rtol=2.3e-16, atol=0)
    apart = np.array([1e-12, 3.0])  # one is found long before the other
    root = falling_root(lambda x: apart - x, np.zeros(2), np.full(2, 4.0))
    assert np.allclose(root, apart, rtol=2.3e-16, atol=0)
    assert falling_root(lambda x: 1.0 - x, 0.0, 0.0) == 0.0

"""Intervals against tables of Student's distribution."""

import numpy as np
import pytest

from adamdocs.labs.chance import mean_interval, paired_interval, share_interval


def test_half_width_is_that_of_the_table():
    # n = 3: t = 4.302653 for 97.5 %, s = 1
    found = mean_interval([1.0, 2.0, 3.0])
    assert found.mean == 2.0
    assert found.half_width == pytest.approx(4.302653 / np.sqrt(3), rel=1e-6)
    assert found.runs == 3
    assert found.low == pytest.approx(2 - found.half_width)
    assert found.high == pytest.approx(2 + found.half_width)


def test_ten_results_at_ninety_percent():
    values = np.arange(10.0)
    spread = np.sqrt(((values - 4.5) ** 2).sum() / 9)
    assert mean_interval(values, 0.9).half_width == pytest.approx(
        1.833113 * spread / np.sqrt(10), rel=1e-6
    )


def test_an_interval_covers_as_often_as_it_says():
    draws = np.random.default_rng(1).normal(3.0, 2.0, (20_000, 5))
    found = mean_interval(draws)
    covered = (found.low < 3.0) & (found.high > 3.0)
    assert abs(covered.mean() - 0.95) < 4 * np.sqrt(0.95 * 0.05 / 20_000)


def test_pairs_take_off_what_they_share():
    shared = np.random.default_rng(2).normal(0.0, 100.0, 8)
    gain = np.array([1.0, 1.2, 0.8, 1.1, 0.9, 1.0, 1.05, 0.95])
    found = paired_interval(shared + gain, shared)
    assert found.mean == pytest.approx(1.0)
    assert found.half_width < 0.2
    assert found.decided
    assert not paired_interval(shared, shared[::-1]).decided


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([1.0],), "at least 2 results"),
        ((3.0,), "at least 2 results"),
        (([1.0, np.nan],), "finite"),
        (([1.0, 2.0], 1.0), "level"),
    ],
)
def test_bad_arguments_are_named(arguments, message):
    with pytest.raises(ValueError, match=message):
        mean_interval(*arguments)


def test_pairs_have_equal_shapes():
    with pytest.raises(ValueError, match="equal shapes"):
        paired_interval([1.0, 2.0], [1.0, 2.0, 3.0])


def test_a_share_s_interval_is_where_the_score_test_just_rejects():
    for count, runs in ((23, 40), (98, 100), (0, 7)):
        share = count / runs
        for end in share_interval(count, runs):
            if 1e-9 < end < 1 - 1e-9:
                score = (share - end) / np.sqrt(end * (1 - end) / runs)
                assert abs(score) == pytest.approx(1.959964, abs=1e-6)
    assert share_interval(23, 40) == pytest.approx((0.4220, 0.7149), abs=1e-4)
    assert share_interval(0, 7)[0] == pytest.approx(0.0, abs=1e-12)
    assert share_interval(7, 7)[1] == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("count", "runs", "level"), [(-1, 5, 0.9), (6, 5, 0.9), (0, 0, 0.9), (1, 5, 1.0)]
)
def test_a_share_that_is_none_is_refused(count, runs, level):
    with pytest.raises(ValueError, match="must be"):
        share_interval(count, runs, level)

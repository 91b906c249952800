"""Schedules: their values against closed forms, and what they refuse."""

import math

import pytest

from adamdocs.schedules import SCHEDULES, constant, cosine, inverse_sqrt, linear, step_decay, warmup


def values(schedule, steps):
    return [schedule(t) for t in range(1, steps + 1)]


def test_each_schedule_is_what_its_docstring_says():
    assert values(constant(), 3) == [1.0, 1.0, 1.0]
    assert values(inverse_sqrt(), 4) == pytest.approx([t**-0.5 for t in range(1, 5)])
    assert values(warmup(4), 6) == [0.25, 0.5, 0.75, 1.0, 1.0, 1.0]
    assert values(step_decay(2, 0.5), 7) == [1.0, 1.0, 0.5, 0.5, 0.25, 0.25, 0.125]
    assert values(step_decay(2), 3) == [1.0, 1.0, 0.1]


def test_cosine_falls_from_one_to_its_floor_and_stays():
    steps, floor = 10, 0.2
    expected = [0.2 + 0.8 * 0.5 * (1 + math.cos(math.pi * t / steps)) for t in range(steps)]
    assert values(cosine(steps, floor), steps) == pytest.approx(expected, abs=1e-15)
    assert cosine(steps, floor)(1) == 1.0
    assert values(cosine(steps, floor), 14)[steps:] == [floor] * 4


def test_linear_falls_by_equal_steps_to_its_floor_and_stays():
    assert values(linear(4), 6) == [1.0, 0.75, 0.5, 0.25, 0.0, 0.0]
    assert values(linear(4, 0.2), 6) == pytest.approx([1.0, 0.8, 0.6, 0.4, 0.2, 0.2])


def test_linear_and_cosine_go_equally_far():
    for steps in (1, 7, 100):
        assert sum(values(linear(steps), steps)) == pytest.approx((steps + 1) / 2)
        assert sum(values(cosine(steps), steps)) == pytest.approx((steps + 1) / 2)


def test_warmup_hands_over_to_the_schedule_after_it():
    after = cosine(8)
    assert values(warmup(3, then=after), 11)[3:] == values(after, 8)


def test_schedules_are_listed():
    assert set(SCHEDULES) == {
        "constant",
        "inverse_sqrt",
        "cosine",
        "linear",
        "warmup",
        "step_decay",
    }


@pytest.mark.parametrize("count", [0, -1, 1.5, True, None])
def test_bad_counts_are_refused(count):
    for make, name in (
        (cosine, "steps"),
        (linear, "steps"),
        (warmup, "steps"),
        (step_decay, "every"),
    ):
        with pytest.raises(ValueError, match=f"{make.__name__}: {name} must be an integer of at l"):
            make(count)


def test_a_floor_of_one_is_no_schedule():
    assert values(cosine(10, 1), 12) == values(linear(10, 1), 12) == [1.0] * 12


@pytest.mark.parametrize("value", [-0.1, 1.1, math.nan, "0"])
def test_bad_fractions_are_refused(value):
    with pytest.raises(ValueError, match=r"cosine: floor must be in \[0, 1\]"):
        cosine(10, value)
    with pytest.raises(ValueError, match=r"linear: floor must be in \[0, 1\]"):
        linear(10, value)
    with pytest.raises(ValueError, match=r"step_decay: ratio must be in \[0, 1\]"):
        step_decay(10, value)

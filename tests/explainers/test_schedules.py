"""Thresholds along the schedules page's networks, by the schedule's formula written out again."""

import numpy as np
import pytest

from adamdocs.explainers.schedules.network import (
    EDGE_RATE,
    EDGE_STEPS,
    along_a_run,
    first_limit,
    over_threshold,
)


def test_a_threshold_is_that_of_its_own_step():
    course = along_a_run(schedule=True)
    t = np.asarray(course.t, float)
    falls = 0.5 * (1 + np.cos(np.pi * (t - 51) / 450))
    factor = np.where(t <= 50, t / 50, falls)
    assert course.threshold == pytest.approx(38 / (EDGE_RATE * factor), rel=1e-12)
    assert first_limit(schedule=True) == pytest.approx(course.threshold[0] * 2 / 38, rel=1e-12)
    assert along_a_run(schedule=False).threshold == pytest.approx(1900)


def test_under_a_schedule_the_edge_is_met_in_the_middle_and_left():
    t, ratio = along_a_run(schedule=True).t, over_threshold(schedule=True).mean(axis=1)
    assert ratio[t <= 12].max() < 0.3
    assert ratio[(t > 100) & (t < 300)] == pytest.approx(1.0, abs=0.2)
    assert ratio[t > EDGE_STEPS - 25].max() < 0.3

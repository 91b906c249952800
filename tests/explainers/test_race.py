"""The fair race: what its closed forms, which are estimates there, have to do with its runs."""

import pytest

from adamdocs.explainers.race.exercises import hovering_loss, hovering_run


def test_a_long_run_hovers_where_the_estimate_says():
    assert hovering_run() == pytest.approx(hovering_loss(), rel=0.1)

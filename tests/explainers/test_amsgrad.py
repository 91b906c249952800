"""The long run by chance against the package's rules, gradient by gradient."""

import numpy as np
import pytest

from adamdocs.explainers.amsgrad import by_chance as ours
from adamdocs.explainers.amsgrad.experiments import make
from adamdocs.explainers.amsgrad.reddi import THEIRS, inside
from adamdocs.portable import Mulberry32
from adamdocs.runs import play
from adamdocs.schedules import inverse_sqrt

SEEDS = 6
LOOKS = (ours.CHUNK, 2 * ours.CHUNK)


@pytest.mark.parametrize("rule", ["adam", "pytorch"])
def test_the_filtered_run_is_the_rules_own(rule):
    draws = [Mulberry32(seed) for seed in range(SEEDS)]
    uniform = np.stack([draw.random(LOOKS[-1]) for draw in draws])
    g = np.where(uniform < 0.01, 1010.0, -10.0)

    def field(thetas, t, rng):
        return [np.broadcast_to(g[:, t - 1, None], thetas[0].shape)]

    (run,) = play(
        [make(rule, np.array(ours.RATES)[:, None, None], b2=THEIRS)],
        field,
        [np.zeros((len(ours.RATES), SEEDS, 1))],
        steps=LOOKS[-1],
        schedule=inverse_sqrt(),
        project=inside,
        keep="theta",
        every=ours.CHUNK,
    )
    found = ours.late(SEEDS, LOOKS)
    expected = run.theta[-len(LOOKS) :, :, :, 0]
    assert np.allclose(getattr(found, rule), expected, rtol=0, atol=1e-8)
    assert np.allclose(found.mean, [g[:, :at].mean(axis=1) for at in LOOKS])


def test_walls_are_kept_at_every_step():
    steps = np.random.default_rng(3).normal(0.0, 0.4, (5, 2 * ours.BLOCK))
    theta = np.linspace(-1, 1, 5) * np.ones((len(ours.RATES), 1))
    found = ours.walked(theta, steps)
    for row, lr in enumerate(ours.RATES):
        place = theta[row]
        for step in steps.T:
            place = np.clip(place + lr * step, -1.0, 1.0)
        assert found[row] == pytest.approx(place, abs=1e-12)


def test_counts_and_their_intervals():
    share = ours.right("pytorch", ours.DRAWS) / ours.SEEDS
    low, high = ours.likely("pytorch", ours.DRAWS)
    assert low / ours.SEEDS < share < high / ours.SEEDS
    assert ours.right("adam", ours.DRAWS) == 0
    mean, deviation = ours.moments()
    assert (deviation / mean) ** 2 == pytest.approx(0.99 * 0.01 * 1020**2 / 0.2**2)

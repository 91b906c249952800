"""The lab of learn/tuning: state that is lost, gradients that are clipped, silent units."""

import numpy as np
import pytest

from adamdocs import theory
from adamdocs.explainers.tuning import shocks
from adamdocs.explainers.tuning.details import lowest
from adamdocs.explainers.tuning.experiments import HIDDEN, SEEDS, silent, task, train
from adamdocs.explainers.tuning.restarts import B1, B2, resumed, steps_of
from adamdocs.explainers.tuning.shocks import AT, LIMIT, LOOKS, SIZE, SMALL_LIMIT, clip
from adamdocs.explainers.tuning.stalls import going_on
from adamdocs.labs.network import first_weights, layers
from adamdocs.optimizers import adam
from adamdocs.runs import feed
from adamdocs.streams import noisy

PARTS = ("", "m", "v", "t", "mv", "mt", "vt", "mvt")


@pytest.mark.parametrize("lost", PARTS)
@pytest.mark.parametrize("before", [1, 40, 1000])
def test_what_is_lost_is_lost_and_nothing_else(lost, before):
    k = np.arange(1, 301)
    told = {f"lose_{part}": part in lost for part in "mvt"}
    expected = theory.resumed_step(k, before, B1, B2, **told)
    np.testing.assert_allclose(steps_of(lost, 300, before), expected, rtol=1e-9)


@pytest.mark.parametrize("make", [going_on, lambda *given: resumed(*swapped(*given), "")])
def test_a_run_that_goes_on_with_its_state_was_never_interrupted(make):
    g = noisy(90, 0.3, 1.0)
    whole = feed(adam(0.01), g, keep=("step", "m", "v"))
    rule = make(adam(0.01), whole.state.m[39], whole.state.v[39], 40)
    later = feed(rule, g[40:], keep="step").step
    np.testing.assert_allclose(later, whole.step[40:], rtol=1e-12)


def swapped(rule, m, v, before):
    return rule, before, m, v


def test_clipping_keeps_the_direction_and_leaves_what_is_short():
    g = np.stack([np.full(4, 3.0), np.full(4, 0.1)])
    cut = clip(g, 1.0)
    np.testing.assert_allclose(cut[0], np.full(4, 0.5))
    np.testing.assert_array_equal(cut[1], g[1])


def test_gradients_are_clipped_on_their_way_to_adam():
    """A limit below every norm leaves the first step as long as it is, and bounds v."""
    change = shocks.changes(SIZE, SMALL_LIMIT)
    g = np.random.default_rng(1).standard_normal((len(SEEDS), 75 * HIDDEN + 10))
    for t in (1, AT):
        np.testing.assert_allclose(np.sqrt((change(g, t) ** 2).sum(-1)), SMALL_LIMIT)
    done = train(adam(0.1, eps=1e-12), steps=1, change=change, keep=["step", "v"])
    moved = done.trace.state.v[-1] > 1e-16
    np.testing.assert_allclose(np.abs(done.trace.step[-1][moved]), 0.1, rtol=1e-4)
    np.testing.assert_allclose(done.trace.state.v[-1].sum(-1), (1 - B2) * SMALL_LIMIT**2)


def test_a_clipped_outlier_is_an_ordinary_batch():
    assert abs(np.median(shocks.setback("adam", LIMIT)) - 1) < 0.05
    assert np.median(shocks.setback("adam")) > 1.2


def test_the_outlier_comes_once_and_is_seen_at_every_step_around_it():
    change = shocks.changes(SIZE, 0.0)
    g = np.random.default_rng(1).standard_normal((len(SEEDS), 75 * HIDDEN + 10))
    before, at, after = (change(g, t) for t in (AT - 1, AT, AT + 1))
    np.testing.assert_array_equal(before, g)
    np.testing.assert_array_equal(after, g)
    np.testing.assert_allclose((at * at).sum(-1), SIZE**2 * (g * g).sum(-1))
    assert {*range(AT - 1, AT + 20)} <= {*LOOKS}


def test_a_unit_is_silent_if_no_image_excites_it():
    theta = first_weights(SEEDS, HIDDEN)
    layers(theta).a[...] = 100.0
    assert silent(theta).max() == 0
    layers(theta).a[:, :4] = -100.0
    np.testing.assert_array_equal(silent(theta), 4 / HIDDEN)
    assert task().validation.images.shape[1] == 250


def test_the_lowest_fifth():
    size = np.array([5.0, 1.0, 4.0, 3.0, 2.0, 9.0, 8.0, 7.0, 6.0, 0.0])
    assert np.flatnonzero(lowest(size)).tolist() == [1, 9]

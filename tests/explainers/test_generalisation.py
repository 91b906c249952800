"""Groups of seeds choose their rates by validation images, and are judged by test images."""

import numpy as np
import pytest

from adamdocs.explainers.generalisation import experiments, networks
from adamdocs.labs import wilson
from adamdocs.labs.digits import Sweep, digits, loss


@pytest.fixture
def crafted(monkeypatch):
    """Accuracies of three rates in which validation and test disagree, group by group."""
    rng = np.random.default_rng(0)
    made = networks.Ended(*rng.random((3, 3, networks.GROUPS * networks.GROUP)))
    monkeypatch.setattr(networks, "trained", lambda rule, task: made)
    return made


def test_a_group_takes_the_rate_that_its_own_validation_images_prefer(crafted):
    for group, rate in enumerate(networks.chosen("adam", "wrong")):
        own = slice(group * networks.GROUP, (group + 1) * networks.GROUP)
        best = max(range(3), key=lambda k: sum(crafted.validation[k, own]))
        assert rate == best
        told = networks.told("adam", "wrong")
        assert told.test[group] == pytest.approx(crafted.test[best, own].mean())
        assert told.train[group] == pytest.approx(crafted.train[best, own].mean())
    assert len(set(networks.chosen("adam", "wrong"))) > 1


def test_each_kind_of_image_is_told_by_its_own_images():
    """With all labels learned from drawn at random, only those are told right."""
    task = {"train": 40, "wrong": 1.0}
    networks.TASKS["crafted"] = task
    try:
        ended = networks.run("adam", "crafted", (1e-2, 2e-2), (3, 4))
    finally:
        del networks.TASKS["crafted"]
    assert ended.train.shape == (2, 2)
    assert ended.train.min() > 0.9
    assert max(ended.test.max(), ended.validation.max()) < 0.4
    assert set(np.round(ended.test.ravel() * 500, 6) % 1) == {0.0}
    assert set(np.round(ended.validation.ravel() * 250, 6) % 1) == {0.0}


def test_the_parts_of_a_split_share_no_image():
    def all_images(seed):
        split = digits([seed], train=1047)
        parts = (split.train, split.validation, split.test)
        return np.concatenate([part.images[0] for part in parts])

    one, other = all_images(5), all_images(6)
    assert len(one) == 1797
    np.testing.assert_array_equal(np.sort(one, axis=0), np.sort(other, axis=0))


def test_a_rate_breaks_where_too_few_are_told_right(monkeypatch):
    told = np.array([[0.5], [0.9], [0.85], [0.8], [0.79], [0.1]])
    found = Sweep((1.0, 2.0, 4.0, 8.0, 16.0, 32.0), told)
    monkeypatch.setattr(networks, "tuned", lambda rule, task: found)
    assert networks.breaks_at("sgd", "wrong") == 8


def test_the_loss_bends_nowhere_more_than_by_the_curvature():
    """No random direction bends the loss more."""
    bent = networks.sharpness("momentum", "three_hundred")
    learned = digits(networks.FEW, train=300)
    rate = networks.best("momentum", "three_hundred")
    rule = networks.RULES["momentum"](lr=rate)
    theta = networks.fit(rule, learned, **networks.HOW).theta
    np.testing.assert_allclose(bent.loss, loss(theta, learned.train))
    rng = np.random.default_rng(7)
    for _ in range(20):
        v = rng.standard_normal(theta.shape)
        v *= 1e-3 / np.linalg.norm(v, axis=-1, keepdims=True)
        ends = loss(theta + v, learned.train) + loss(theta - v, learned.train)
        along = (ends - 2 * loss(theta, learned.train)) / 1e-6
        assert (along <= bent.curvature).all()


def test_wilson_turns_where_the_score_changes_its_sign():
    turn = experiments.turning()[:, None]
    for factor, wrong in ((0.98, True), (1.02, False)):
        theta = experiments.fitted(
            experiments.adam(0.01, eps=factor * turn), experiments.balanced()
        )
        score = wilson.new_scores(theta, experiments.balanced())[0][0]
        assert (score > 0) == wrong

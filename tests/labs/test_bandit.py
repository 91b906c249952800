"""Bandits: estimates against their closed forms, and runs against a plain loop."""

import numpy as np
import pytest

from adamdocs import theory
from adamdocs.labs import bandit
from adamdocs.optimizers import adam, sgd
from adamdocs.theory import softmax

POLICY, VALUES = np.array([0.6, 0.3, 0.1]), np.array([2.0, 3.0, 5.0])


@pytest.mark.parametrize(("draws", "baseline"), [(1, 0.0), (1, 2.6), (7, 1.0)])
def test_estimates_have_the_moments_of_theory(draws, baseline):
    moved = bandit.displacements(
        [sgd(1.0)],
        values=VALUES,
        policy=POLICY,
        baseline=baseline,
        draws=draws,
        deviation=0.5,
        steps=400,
        chains=500,
    )[0]
    g = np.diff(moved, axis=0).reshape(-1, 3)
    covariance = theory.bandit_covariance(POLICY, VALUES, 0.5, baseline) / draws
    scatter = np.sqrt(covariance.diagonal().max() / len(g))
    np.testing.assert_allclose(g.mean(0), theory.bandit_gradient(POLICY, VALUES), atol=5 * scatter)
    np.testing.assert_allclose(np.cov(g.T), covariance, atol=0.03 * covariance.max())


def test_all_rules_are_given_the_same_estimates():
    one, other = bandit.displacements(
        [sgd(1.0), sgd(2.0)], values=VALUES, policy=POLICY, steps=5, chains=3, seed=8
    )
    np.testing.assert_array_equal(2 * one, other)
    assert one.shape == (5, 3, 3)


@pytest.mark.parametrize("baseline", [False, True])
def test_runs_are_those_of_a_plain_loop(baseline):
    steps, lr = 60, 0.3
    task = bandit.bandits([3], around=1.0, arms=4)
    (regret,) = bandit.reinforce([bandit.Learner(adam(lr), baseline)], task, steps=steps)
    q, rng = task.values[0], np.random.default_rng((3, 1))
    chances, noises = rng.random(steps), rng.standard_normal(steps)
    rule, h = adam(lr), np.zeros(4)
    state, rewards, lost = rule.init(h), [], []
    for t in range(steps):
        p = softmax(h)
        lost.append(q.max() - p @ q)
        arm = int(np.searchsorted(np.cumsum(p)[:-1], chances[t], side="right"))
        r = q[arm] + noises[t]
        b = (np.mean(rewards) if rewards else r) if baseline else 0.0
        rewards.append(r)
        step, state = rule.update(-(r - b) * (np.eye(4)[arm] - p), state, h)
        h = h + step
    assert regret[0] == pytest.approx(np.mean(lost), rel=1e-12)


def test_learners_side_by_side_are_those_alone():
    task = bandit.bandits(range(3), around=2.0)
    rates = np.array([0.05, 0.2])[:, None, None]
    who = [bandit.Learner(sgd(rates)), bandit.Learner(adam(rates), baseline=True)]
    both = bandit.reinforce(who, task, steps=40)
    assert both[0].shape == (2, 3)
    for learner, found in zip(who, both, strict=True):
        np.testing.assert_array_equal(bandit.reinforce([learner], task, steps=40)[0], found)


def test_arms_are_drawn_with_their_probabilities():
    chances = (np.arange(1000) + 0.5) / 1000
    drawn = bandit.chosen(np.broadcast_to(POLICY, (1000, 3)), chances)
    np.testing.assert_array_equal(np.bincount(drawn), [600, 300, 100])
    # Rounding in the sum of probabilities leaves no chance without an arm.
    assert bandit.chosen(np.full(10, 0.1), np.array(np.nextafter(1.0, 0.0))) == 9


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: bandit.bandits([]), "at least one"),
        (lambda: bandit.bandits([-1]), "bandits: seeds"),
        (lambda: bandit.bandits([1], arms=1), "bandits: arms"),
        (lambda: bandit.bandits([1], around=np.inf), "bandits: around"),
        (
            lambda: bandit.displacements(
                [sgd(1.0)], values=[1.0], policy=[0.5, 0.5], steps=1, chains=1
            ),
            "values and policy",
        ),
        (
            lambda: bandit.displacements(
                [sgd(1.0)], values=VALUES, policy=POLICY, draws=0, steps=1, chains=1
            ),
            "displacements: draws",
        ),
    ],
)
def test_bad_arguments_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()

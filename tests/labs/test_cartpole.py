"""Many poles at once against gymnasium's one, and REINFORCE against a plain loop."""

import numpy as np
import pytest

from adamdocs.labs import cartpole
from adamdocs.optimizers import adam, sgd

gymnasium = pytest.importorskip("gymnasium")


def policy(seed):
    """Weights that drop the pole at once, after a while or not at all."""
    rng = np.random.default_rng(seed)
    steady = np.array([0.0, 1.0, 10.0, 3.0, 0.0]) * (seed % 3)
    return steady + rng.normal(size=5) * (0.3 if seed % 3 else 4.0)


def test_episodes_are_gymnasiums_to_the_bit():
    env = gymnasium.make("CartPole-v1")
    seeds = range(24)
    firsts, observed = [], []
    for seed in seeds:
        observed.append(env.reset(seed=seed)[0])
        firsts.append(env.unwrapped.state.copy())
    chances = np.random.default_rng(7).random((cartpole.STEP_LIMIT, len(firsts), 1))
    theta = np.stack([policy(seed) for seed in seeds])
    done = cartpole.balance(theta, np.stack(firsts, 1)[..., None], chances)
    ends = set()
    for i, seed in enumerate(seeds):
        seen, _ = env.reset(seed=seed)
        for t in range(cartpole.STEP_LIMIT):
            assert done.seen[:, t, i, 0].tobytes() == seen.tobytes()
            score = theta[i, -1] + sum(w * o for w, o in zip(theta[i], seen, strict=False))
            likely = 0.5 + 0.5 * np.tanh(0.5 * score)
            right = chances[t, i, 0] < likely
            assert done.surprise[t, i, 0] == right - likely
            seen, reward, terminated, truncated, _ = env.step(int(right))
            assert reward == 1
            if terminated or truncated:
                break
        assert done.lengths[i, 0] == t + 1
        assert not done.surprise[t + 1 :, i].any()
        ends.add((terminated, truncated))
    assert ends == {(True, False), (False, True)}


def test_first_states_are_drawn_as_gymnasium_draws_them():
    env = gymnasium.make("CartPole-v1")
    env.reset(seed=11)
    own = np.random.default_rng(11).uniform(-cartpole.START, cartpole.START, 4)
    np.testing.assert_array_equal(env.unwrapped.state, own)
    starts, chances = cartpole.draws([1, 2], 3, 8)
    assert starts.shape == (4, 2, 8)
    assert chances.shape == (500, 2, 8)
    assert 0.04 < np.abs(starts).max() <= 0.05
    np.testing.assert_array_equal(cartpole.draws([2], 3, 8)[0][:, 0], starts[:, 1])


@pytest.mark.parametrize("edge", [("x", 2.4), ("angle", 12 * 2 * np.pi / 360)])
def test_an_episode_ends_beyond_the_edge_and_not_on_it(edge):
    name, at = edge
    for sign in (-1, 1):
        for value, over in ((sign * at, False), (sign * np.nextafter(at, 9.0), True)):
            state = {"x": 0.0, "v": 0.0, "angle": 0.0, "turn": 0.0} | {name: value}
            assert cartpole.fallen([np.array([v]) for v in state.values()])[0] == over


def episodes(seed=0, theta=(0.0, 0.5, 2.0, 1.0, 0.1)):
    drawn = cartpole.draws([seed], 1, 8)
    return cartpole.balance(np.array([theta]), *drawn)


def plain_gradient(done, baseline, scale):
    """The same sums, an episode and a step at a time."""
    lengths = done.lengths[0]
    rows = []
    for e, length in enumerate(lengths):
        for t in range(length):
            to_go = scale * (length - t)
            still = [scale * (other - t) for other in lengths if other > t]
            a = to_go if baseline == "none" else to_go - np.mean(still)
            rows.append((a, done.surprise[t, 0, e] * np.append(done.seen[:, t, 0, e], 1.0)))
    a = np.array([row[0] for row in rows])
    total = (a[:, None] * np.array([row[1] for row in rows])).sum(0)
    if baseline == "normalized":
        return total / np.sqrt((a * a).mean()) / len(rows)
    return total / len(lengths)


@pytest.mark.parametrize("baseline", ["none", "mean", "normalized"])
def test_policy_gradient_is_that_of_plain_sums(baseline):
    done = episodes()
    assert len(set(done.lengths[0])) > 3
    found = cartpole.policy_gradient(done, baseline, 3.0)[0]
    np.testing.assert_allclose(found, plain_gradient(done, baseline, 3.0), rtol=1e-10)


def test_policy_gradient_is_the_slope_of_the_mean_return():
    """Without baseline, against differences of the return under common chances."""
    theta, h = np.array([0.0, 0.3, 1.0, 0.5, 0.0]), 0.1
    seeds = range(1500)
    drawn = cartpole.draws(seeds, 1, 4)

    def at(way):
        return cartpole.balance(np.broadcast_to(theta + way, (len(seeds), 5)), *drawn)

    for k, within in ((3, 0.1), (1, 0.15)):
        way = h * np.eye(5)[k]
        slope = (at(way).lengths.mean() - at(-way).lengths.mean()) / (2 * h)
        found = cartpole.policy_gradient(at(0 * way), "none")[:, k]
        assert found.mean() == pytest.approx(slope, rel=within)


def test_equal_episodes_teach_nothing_but_without_baseline():
    done = episodes()
    same = done._replace(lengths=np.full_like(done.lengths, len(done.surprise)))
    for baseline in ("mean", "normalized"):
        np.testing.assert_array_equal(cartpole.policy_gradient(same, baseline), 0)
    assert cartpole.policy_gradient(same, "none").any()


def run(rule, baseline="mean", scale=1.0):
    learner = cartpole.Learner(rule, baseline, scale)
    (course,) = cartpole.reinforce([learner], seeds=range(3), updates=6)
    return course


def test_units_of_rewards_to_the_bit():
    """A power of two scales SGD's rate, and nothing of Adam without ε."""
    unit = run(adam(0.3, eps=0.0))
    for scale in (128.0, 1 / 128):
        np.testing.assert_array_equal(run(adam(0.3, eps=0.0), scale=scale).theta, unit.theta)
        one, other = run(sgd(0.01 * scale)), run(sgd(0.01), scale=scale)
        np.testing.assert_array_equal(one.theta, other.theta)
        np.testing.assert_array_equal(one.returns, other.returns)
        normalized = [run(sgd(8.0), "normalized", s).theta for s in (1.0, scale)]
        np.testing.assert_array_equal(*normalized)


def test_learners_side_by_side_are_those_alone():
    rates = np.array([0.1, 0.5])[:, None, None]
    who = [cartpole.Learner(sgd(rates), "none"), cartpole.Learner(adam(rates), "mean")]
    both = cartpole.reinforce(who, seeds=[4, 5], updates=4, episodes=3)
    assert both[0].returns.shape == both[0].lengths.shape == (4, 2, 2)
    assert both[0].theta.shape == (2, 2, 5)
    for learner, course in zip(who, both, strict=True):
        (alone,) = cartpole.reinforce([learner], seeds=[4, 5], updates=4, episodes=3)
        np.testing.assert_array_equal(alone.theta, course.theta)
        np.testing.assert_array_equal(alone.returns, course.returns)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: cartpole.reinforce([], seeds=[], updates=1), "at least one"),
        (lambda: cartpole.reinforce([], seeds=[-1], updates=1), "reinforce: seeds"),
        (lambda: cartpole.reinforce([], seeds=[1], updates=1, episodes=0), "reinforce: episodes"),
        (lambda: cartpole.policy_gradient(episodes(), "value"), "baseline must be one of none"),
        (lambda: cartpole.policy_gradient(episodes(), "none", 0.0), "scale must be finite"),
        (lambda: cartpole.balance(np.zeros((2, 4)), *cartpole.draws([1, 2], 1, 2)), "theta must"),
        (lambda: cartpole.balance(np.zeros((3, 5)), *cartpole.draws([1, 2], 1, 2)), "theta must"),
    ],
)
def test_bad_arguments_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()

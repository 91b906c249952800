"""MAML on waves: gradients and meta-gradients against complex steps, closed facts, bad input."""

import numpy as np
import pytest

from adamdocs.labs.maml import (
    SIZE,
    adapt,
    after_adapting,
    first_start,
    gradient,
    learn_start,
    loss,
    meta_gradient,
    waves,
)
from adamdocs.optimizers import adam, momentum, rmsprop, sgd

SEEDS = (0, 1)
RULES = [sgd(0.05), adam(0.1), adam(0.1, eps=0.01), momentum(0.02), rmsprop(0.05)]


def drawn(count=3):
    return waves([np.random.default_rng(seed) for seed in SEEDS], count, 10, 12)


def test_waves_are_sines_within_their_ranges():
    x, y = drawn(200).points
    assert x.shape == (2, 200, 10)
    assert np.abs(x).max() <= 5
    # Of a sine, (y, shifted y) has a constant length: fit both parts of every wave exactly.
    for row, column in ((0, 0), (1, 150)):
        basis = np.stack([np.sin(x[row, column]), np.cos(x[row, column])], axis=-1)
        (a, b), *_ = np.linalg.lstsq(basis, y[row, column], rcond=None)
        assert basis @ [a, b] == pytest.approx(y[row, column], abs=1e-9)
        assert 0.1 <= np.hypot(a, b) <= 5
        assert b >= 0  # phases from 0 to π


def test_a_seed_draws_the_same_waves_alone_and_beside_others():
    alone = waves([np.random.default_rng(1)], 3, 10, 12)
    assert drawn().points[0][1].tolist() == alone.points[0][0].tolist()


def test_the_gradient_is_that_of_the_loss():
    pairs = drawn().points
    theta = np.broadcast_to(first_start(SEEDS), (2, 3, SIZE))
    exact = gradient(theta, pairs)
    for k in (0, 25, 45, SIZE - 1):
        step = np.zeros(SIZE, dtype=complex)
        step[k] = 1e-30j
        slope = loss(theta + step, pairs).imag / 1e-30
        assert exact[..., k] == pytest.approx(slope, rel=1e-10)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.name} {rule.hyper.get('eps')}")
@pytest.mark.parametrize("steps", [1, 3])
def test_the_meta_gradient_is_that_of_the_loss_after_adapting(rule, steps):
    pairs = drawn()
    start = first_start(SEEDS)
    exact = meta_gradient(rule, start, pairs, steps, "second")
    theta = np.broadcast_to(start, (2, 3, SIZE))
    for k in (0, 25, 45, SIZE - 1):
        step = np.zeros(SIZE, dtype=complex)
        step[k] = 1e-30j
        slope = loss(adapt(rule, theta + step, pairs.points, steps), pairs.probes).imag / 1e-30
        assert exact[..., k] == pytest.approx(slope, rel=1e-9, abs=1e-12)


def test_the_first_order_is_the_gradient_after_adapting():
    pairs, start = drawn(), first_start(SEEDS)
    spread = np.broadcast_to(start, (2, 3, SIZE))
    adapted = adapt(sgd(0.05), spread, pairs.points, 3)
    first = meta_gradient(sgd(0.05), start, pairs, 3, "first")
    assert first.tolist() == gradient(adapted, pairs.probes).tolist()


def test_both_orders_are_one_where_inner_steps_do_nothing_or_are_signs():
    pairs, start = drawn(), first_start(SEEDS)
    for rule in (sgd(0.0), adam(0.1, eps=0.0), adam(0.1, 0.0, 0.0, eps=0.0)):
        steps = 1 if rule.hyper.get("b1") else 3
        both = [meta_gradient(rule, start, pairs, steps, order) for order in ("second", "first")]
        assert both[0] == pytest.approx(both[1], rel=1e-7, abs=1e-9)
    both = [meta_gradient(adam(0.1), start, pairs, 3, order) for order in ("second", "first")]
    assert np.abs(both[0] - both[1]).max() > 0.1


def test_a_learned_start_adapts_better_than_none_and_rates_can_be_a_batch():
    before = after_adapting(sgd(0.05), first_start(SEEDS), SEEDS, count=40)
    start = learn_start(sgd(0.05), adam(0.03), SEEDS, steps=40)
    assert (after_adapting(sgd(0.05), start, SEEDS, count=40) < before).all()
    inner = np.array([0.05, 0.02]).reshape(2, 1, 1)
    batch = learn_start(sgd(inner), adam(0.03), (0, 0), steps=5)
    for k, lr in enumerate((0.05, 0.02)):
        alone = learn_start(sgd(lr), adam(0.03), (0,), steps=5)
        assert batch[k] == pytest.approx(alone[0], rel=1e-12)


def test_joint_training_adapts_nothing():
    start = learn_start(None, adam(0.03), SEEDS, steps=3)
    assert start.shape == (2, 1, SIZE)
    assert (start != first_start(SEEDS)).any()


def test_bad_input_is_refused():
    with pytest.raises(ValueError, match="order must be one of second, first, got 'third'"):
        meta_gradient(sgd(0.1), first_start(SEEDS), drawn(), 1, "third")
    with pytest.raises(ValueError, match="steps must be an integer of at least 1, got 0"):
        meta_gradient(sgd(0.1), first_start(SEEDS), drawn(), 0, "first")
    with pytest.raises(ValueError, match="batch must be an integer"):
        learn_start(sgd(0.1), adam(0.1), SEEDS, batch=0)

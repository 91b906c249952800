"""Runs against plain loops: paths, batches, noise, bounded domains, divergence, tables."""

import csv
import io
import math
import pickle
from dataclasses import FrozenInstanceError
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adamdocs import streams
from adamdocs.landscapes import LANDSCAPES, parabola, ravine
from adamdocs.optimizers import RULES, Rule, adam, adamw, momentum, sgd, sign_descent
from adamdocs.portable import Mulberry32
from adamdocs.runs import ORDERS, descend, feed, play
from adamdocs.schedules import inverse_sqrt, warmup


def by_hand(rule, gradient, theta, steps, factor=lambda t: 1.0):
    state, thetas = rule.init(theta), []
    for t in range(1, steps + 1):
        step, state = rule.update(gradient(theta), state, theta)
        theta = theta + factor(t) * step
        thetas.append(theta)
    return np.array(thetas)


@pytest.mark.parametrize("rule_name", RULES)
@pytest.mark.parametrize("landscape_name", LANDSCAPES)
def test_descend_is_the_loop_anyone_would_write(rule_name, landscape_name):
    rule, landscape = RULES[rule_name](), LANDSCAPES[landscape_name]()
    if landscape_name in ("rosenbrock", "beale") and rule_name in ("momentum", "nesterov", "sgd"):
        rule = RULES[rule_name](lr=1e-5)  # at the default rate they diverge, another test's case
    trace = descend(rule, landscape, steps=30)
    expected = by_hand(rule, landscape.grad, np.array(landscape.start), 30)
    np.testing.assert_array_equal(trace.theta, expected)
    np.testing.assert_array_equal(trace.loss, landscape.value(expected))
    np.testing.assert_array_equal(trace.g[1:], landscape.grad(expected[:-1]))
    np.testing.assert_array_equal(trace.path()[:-1] + trace.step, trace.theta)
    assert trace.diverged == 0


@given(st.data())
def test_a_batch_of_starts_and_rates_is_the_loop_over_them(data):
    name = data.draw(st.sampled_from(sorted(RULES)))
    landscape = LANDSCAPES[data.draw(st.sampled_from(sorted(LANDSCAPES)))]()
    d = len(landscape.start)
    starts = np.array(
        data.draw(
            st.lists(st.lists(st.floats(-3, 3), min_size=d, max_size=d), min_size=1, max_size=3)
        )
    )
    rates = 10.0 ** np.array(data.draw(st.lists(st.floats(-4, 2), min_size=2, max_size=2)))
    batch = descend(RULES[name](lr=rates[:, None, None]), landscape, starts, steps=25)
    assert batch.theta.shape == (25, 2, len(starts), d)
    for i, j in np.ndindex(2, len(starts)):
        alone = descend(RULES[name](lr=rates[i]), landscape, starts[j], steps=25)
        assert batch.diverged[i, j] == alone.diverged
        for key, values in alone.columns().items():
            kept = getattr(batch, key) if hasattr(batch, key) else getattr(batch.state, key)
            row = kept if kept.ndim == 1 else kept[:, i, j]
            if alone.diverged and values.ndim == 1 and key != "loss":
                continue  # shared counters run on in a batch
            np.testing.assert_array_equal(row, values, err_msg=key)


def test_a_batch_of_seeds_is_the_loop_over_them():
    def noisy(theta, t, rng):
        return ravine().grad(theta) + 0.1 * rng.standard_normal(theta.shape)

    seeds = np.array([3, 4, 5])
    starts = np.tile(ravine().start, (3, 1))
    batch = descend(adam(0.1), ravine(), starts, steps=40, gradient=noisy, rng=Mulberry32(seeds))
    for i, seed in enumerate(seeds):
        rng = Mulberry32(int(seed))
        alone = descend(adam(0.1), ravine(), steps=40, gradient=noisy, rng=rng)
        np.testing.assert_array_equal(batch.theta[:, i], alone.theta)


def test_numpy_generators_serve_as_rng_and_the_step_number_is_handed_on():
    seen = []

    def gradient(theta, t, rng):
        seen.append(t)
        return rng.standard_normal(theta.shape)

    first, second = (
        descend(sgd(0.1), ravine(), steps=5, gradient=gradient, rng=np.random.default_rng(1))
        for _ in range(2)
    )
    np.testing.assert_array_equal(first.theta, second.theta)
    assert seen == [1, 2, 3, 4, 5] * 2


@pytest.mark.parametrize("make", [sgd, adam, adamw])
def test_a_schedule_multiplies_the_whole_step_decay_included(make):
    rule = make(lr=0.05)
    trace = descend(rule, ravine(), steps=20, schedule=warmup(8, inverse_sqrt()))
    expected = by_hand(rule, ravine().grad, np.array(ravine().start), 20, warmup(8, inverse_sqrt()))
    np.testing.assert_array_equal(trace.theta, expected)


def test_projection_keeps_every_point_in_the_domain_and_the_step_unclipped():
    def box(theta):
        return np.clip(theta, -1.0, 1.0)

    trace = descend(
        sgd(1.0), parabola(1.0), [0.5], steps=3, gradient=lambda *_: np.array([-2.0]), project=box
    )
    np.testing.assert_array_equal(trace.theta[:, 0], [1.0, 1.0, 1.0])
    np.testing.assert_array_equal(trace.step[:, 0], [2.0, 2.0, 2.0])


def test_keep_and_every_thin_the_record_without_changing_the_run():
    full = descend(adam(), ravine(), steps=25)
    thin = descend(adam(), ravine(), steps=25, keep=("theta", "m_hat"), every=10)
    np.testing.assert_array_equal(thin.t, [10, 20, 25])
    np.testing.assert_array_equal(thin.theta, full.theta[[9, 19, 24]])
    np.testing.assert_array_equal(thin.state.m_hat, full.state.m_hat[[9, 19, 24]])
    assert thin.loss is thin.g is thin.state.v is None
    assert set(thin.columns()) == {"theta", "m_hat"}
    with pytest.raises(ValueError, match="path needs theta"):
        descend(adam(), ravine(), steps=2, keep="loss").path()


def test_divergence_is_recorded_and_the_row_rests_at_its_last_finite_values():
    lr = np.array([[0.1], [2.5], [1e200]])
    trace = descend(sgd(lr), parabola(), steps=400)
    theta, first_bad = np.float64(5.0), 0
    with np.errstate(over="ignore"):
        while np.isfinite(theta) and np.isfinite(theta * theta):
            last, theta, first_bad = theta, theta - 2.5 * 2.0 * theta, first_bad + 1
    np.testing.assert_array_equal(trace.diverged, [0, first_bad, 1])
    assert np.isfinite(trace.theta).all()
    assert np.isfinite(trace.loss).all()
    assert np.all(trace.theta[first_bad - 1 :, 1] == last)
    assert np.all(trace.step[first_bad - 1 :, 1] == 0)
    assert np.all(trace.step[: first_bad - 1, 1] != 0)
    assert np.all(trace.theta[:, 2] == 5.0)


def test_a_gradient_that_is_not_finite_is_divergence_even_where_the_step_hides_it():
    def broken(theta, t, rng):
        return np.where(t == 3, np.inf, 1.0) * np.ones_like(theta)

    trace = descend(sign_descent(0.1), parabola(), steps=5, gradient=broken)
    assert trace.diverged == 3
    np.testing.assert_array_equal(trace.theta[2:, 0], [trace.theta[1, 0]] * 3)
    np.testing.assert_array_equal(trace.g[:, 0], 1.0)


def test_a_second_moment_that_overflows_is_divergence_although_the_step_is_zero():
    trace = feed(adam(), streams.constant(3, 1e200))
    assert trace.diverged == 1
    assert np.isfinite(trace.state.v).all()


def test_frozen_rows_keep_their_memory():
    trace = descend(momentum(np.array([[0.1], [1e9]])), ravine(), steps=60)
    bad = trace.diverged[1]
    assert bad > 0
    assert np.all(trace.state.m[bad - 1 :, 1] == trace.state.m[bad - 2, 1])
    assert np.all(np.diff(trace.state.m[:, 0], axis=0) != 0)


def test_a_counter_runs_on_after_the_only_row_has_stopped():
    trace = descend(momentum(1e9), ravine(), steps=60)
    assert 0 < trace.diverged < 60
    np.testing.assert_array_equal(trace.state.t, trace.t)


def test_a_rule_written_by_hand_moves_each_coordinate_by_itself():
    class Nothing(NamedTuple):
        t: int

    own = Rule("own", lambda theta: Nothing(0), lambda g, state, theta: (-0.1 * g, state), {}, ())
    g = np.full((25, 3, 1), [[1.0], [1e308], [2.0]])
    ours, sgds = feed(own, g), feed(sgd(0.1), g)
    np.testing.assert_array_equal(ours.theta, sgds.theta)
    np.testing.assert_array_equal(ours.diverged, sgds.diverged)
    assert list(ours.diverged > 0) == [False, True, False]
    assert descend(own, ravine(), steps=5).theta.shape == (5, 2)


def test_feed_runs_open_loop_and_decay_sees_the_start():
    g = streams.noisy(30)
    trace = feed(adamw(weight_decay=0.1), g, [2.0])
    expected = by_hand_stream(adamw(weight_decay=0.1), g, np.array([2.0]))
    np.testing.assert_array_equal(trace.theta, expected)
    np.testing.assert_array_equal(trace.g, g)
    assert trace.loss is trace.start_loss is None


def by_hand_stream(rule, g, theta):
    state, thetas = rule.init(theta), []
    for now in g:
        step, state = rule.update(now, state, theta)
        theta = theta + step
        thetas.append(theta)
    return np.array(thetas)


def bilinear(thetas, t, rng):
    x, y = thetas
    return y, -x


def test_orders_of_play_on_the_bilinear_game():
    lr, n = 0.1, 200
    radius = {}
    for order in ORDERS:
        x, y = play([sgd(lr), sgd(lr)], bilinear, [[1.0], [0.0]], steps=n, order=order)
        radius[order] = np.hypot(x.theta[:, 0], y.theta[:, 0])
    growth = (1 + lr**2) ** (0.5 * np.arange(1, n + 1))
    np.testing.assert_allclose(radius["simultaneous"], growth, rtol=1e-12)
    shrink = ((1 - lr**2) ** 2 + lr**2) ** (0.5 * np.arange(1, n + 1))
    np.testing.assert_allclose(radius["extragradient"], shrink, rtol=1e-12)
    assert radius["alternating"].max() < 1.1
    assert radius["alternating"].min() > 0.9


def test_alternating_players_see_the_moves_before_theirs():
    x, y = play([sgd(0.5), sgd(0.5)], bilinear, [[1.0], [2.0]], steps=1, order="alternating")
    assert (x.theta[0, 0], y.theta[0, 0]) == (0.0, 2.0)
    x, y = play([sgd(0.5), sgd(0.5)], bilinear, [[1.0], [2.0]], steps=1)
    assert (x.theta[0, 0], y.theta[0, 0]) == (0.0, 2.5)


def test_extragradient_carries_the_state_through_both_halves():
    rules = [momentum(0.1, 0.5), momentum(0.1, 0.5)]
    x, _ = play(rules, bilinear, [[1.0], [2.0]], steps=1, order="extragradient")
    m = 2.0  # at the start: g = y
    ahead_y = 2.0 + 0.1 * 1.0
    m = 0.5 * m + ahead_y
    assert x.state.t[0] == 2
    assert x.theta[0, 0] == pytest.approx(1.0 - 0.1 * m, rel=1e-15)


def test_three_players_and_rows_that_stop_together():
    def field(thetas, t, rng):
        a, b, c = thetas
        return a, b * b * b, c

    starts = [np.ones((2, 1)), np.array([[1.0], [30.0]]), np.ones((2, 2))]
    traces = play([sgd(0.1)] * 3, field, starts, steps=50)
    assert [trace.theta.shape for trace in traces] == [(50, 2, 1), (50, 2, 1), (50, 2, 2)]
    bad = traces[1].diverged[1]
    assert bad > 0
    for trace in traces:
        np.testing.assert_array_equal(trace.diverged, [0, bad])
        assert np.all(trace.theta[bad - 1 :, 1] == trace.theta[bad - 2, 1])
        assert np.isfinite(trace.theta).all()


def test_play_draws_from_its_rng():
    def field(thetas, t, rng):
        return [rng.standard_normal(theta.shape) for theta in thetas]

    first, second = (
        play([sgd()] * 2, field, [[0.0], [0.0]], steps=3, rng=Mulberry32(1)) for _ in range(2)
    )
    np.testing.assert_array_equal(first[1].theta, second[1].theta)


def test_csv_gives_every_kept_number_back(tmp_path):
    trace = descend(adam(np.array([[0.1], [0.2]])), ravine(), steps=4, every=2)
    target = tmp_path / "run.csv"
    text = trace.to_csv(target)
    assert target.read_text(encoding="utf-8") == text
    assert [path.name for path in tmp_path.iterdir()] == ["run.csv"]
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 4
    for i, (k, row) in enumerate((k, row) for k in range(2) for row in range(2)):
        line = rows[i]
        assert (int(line["t"]), int(line["row"])) == (trace.t[k], row)
        assert float(line["theta_1"]) == trace.theta[k, row, 1]
        assert float(line["v_hat_0"]) == trace.state.v_hat[k, row, 0]
        assert float(line["loss"]) == trace.loss[k, row]
        assert float(line["b1_power"]) == trace.state.b1_power[k]


def test_csv_of_one_coordinate_needs_no_index_and_a_batched_beta_is_spread():
    text = feed(
        adam(b1=np.array([[0.5], [0.9]])), streams.constant(1), keep=("m", "b1_power")
    ).to_csv()
    assert text == "t,row,b1_power,m\n1,0,0.5,0.5\n1,1,0.9,0.09999999999999998\n"


def test_csv_spreads_what_a_batch_shares():
    g = np.sin(np.arange(12.0)).reshape(2, 3, 2)
    one, shared = (feed(adam(b1=b1), g).to_csv() for b1 in (0.9, np.array([[0.9]])))
    assert shared == one


def test_a_table_that_cannot_be_written_leaves_nothing(tmp_path):
    target = tmp_path / "folder"
    target.mkdir()
    with pytest.raises(OSError, match="folder"):
        feed(adam(), streams.constant(1)).to_csv(target)
    assert list(tmp_path.iterdir()) == [target]


def test_traces_are_read_only_and_travel_between_processes():
    trace = descend(adam(), ravine(), steps=3)
    with pytest.raises(ValueError, match="read-only"):
        trace.theta[0, 0] = 1.0
    with pytest.raises(ValueError, match="read-only"):
        trace.state.m[0, 0] = 1.0
    with pytest.raises(ValueError, match="read-only"):
        trace.start[0] = 1.0
    with pytest.raises(FrozenInstanceError):
        trace.theta = trace.g
    again = pickle.loads(pickle.dumps(trace))
    np.testing.assert_array_equal(again.theta, trace.theta)
    assert again.hyper["lr"] == 1e-3


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: descend(adam(), ravine(), steps=0),
            "steps must be an integer of at least 1, got 0",
        ),
        (lambda: descend(adam(), ravine(), steps=2.0), "steps must be an integer"),
        (
            lambda: descend(adam(), ravine(), steps=2, every=0),
            "every must be an integer of at least",
        ),
        (
            lambda: descend(adam(), ravine(), [1.0], steps=2),
            "start must have 2 coordinates in its last axis for ravine",
        ),
        (lambda: descend(adam(), ravine(), 1.0, steps=2), r"start must have shape \(\.\.\., coord"),
        (
            lambda: descend(adam(), ravine(), np.ones((0, 2)), steps=2),
            r"start must have shape \(\.\.\., coordinates\), got \(0, 2\)",
        ),
        (lambda: descend(adam(), ravine(), [1.0, math.nan], steps=2), "start must be finite"),
        (lambda: descend(adam(), ravine(), [1e300, 0.0], steps=2), "start must have a finite loss"),
        (
            lambda: descend(adam(), ravine, steps=2),
            "landscape must be a Landscape, such as ravine()",
        ),
        (
            lambda: descend(adam(np.ones((3, 1))), ravine(), np.ones((2, 2)), steps=2),
            "does not broadcast",
        ),
        (
            lambda: descend(adam(), ravine(), steps=2, gradient=lambda *_: np.ones(3)),
            r"gradient must have theta's shape \(2,\), got \(3,\)",
        ),
        (lambda: descend(adam(), ravine(), steps=2, keep=("speed",)), "keep: 'speed' is not among"),
        (
            lambda: descend(adam(), ravine(), steps=2, schedule=lambda t: math.nan),
            "schedule must give a finite factor, got nan at t = 1",
        ),
        (lambda: feed(adam(), [1.0, 2.0]), r"gradients must have shape .* gradients\[:, None\]"),
        (lambda: feed(adam(), np.ones((0, 1))), "none of them 0"),
        (
            lambda: feed(adam(), [[1.0], [math.nan], [math.inf]]),
            r"finite, got nan at step 2 \(index \(1, 0\)\)",
        ),
        (lambda: feed(adam(), [[math.inf]]), "got inf at step 1"),
        (lambda: feed(adam(), np.ones((3, 2)), np.ones(3)), "does not broadcast"),
        (lambda: feed(adam(), np.ones((3, 1)), keep="loss"), "keep: 'loss' is not among"),
        (
            lambda: play([sgd()] * 2, bilinear, [[1.0]], steps=1),
            "one start a rule, got 2 rules and 1",
        ),
        (lambda: play([], bilinear, [], steps=1), "one start a rule"),
        (
            lambda: play([sgd()] * 2, bilinear, [[1.0], [0.0]], steps=1, order="random"),
            "order must be one of 'simultaneous', 'alternating', 'extragradient', got 'random'",
        ),
        (
            lambda: play([sgd()] * 2, lambda *_: [np.ones(1)], [[1.0], [0.0]], steps=1),
            "field must give 2 gradients, got 1",
        ),
        (
            lambda: play([sgd()] * 2, lambda *_: [np.ones(1), np.ones(2)], [[1.0], [0.0]], steps=1),
            "field: gradient 1 must have theta's shape",
        ),
        (
            lambda: play([sgd()] * 2, bilinear, [np.ones((2, 1)), np.ones((3, 1))], steps=1),
            "starts must share their batch axes",
        ),
    ],
)
def test_bad_input_is_refused_with_the_argument_the_value_and_the_mend(call, message):
    with pytest.raises(ValueError, match=message):
        call()

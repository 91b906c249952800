"""The audited programs against plain floats: loops of their own, written from the formulas."""

import math

import numpy as np
import pytest

from adamdocs import theory
from adamdocs.explainers.by_hand import experiments as ours
from adamdocs.explainers.by_hand import search, tutorials
from adamdocs.explainers.by_hand.experiments import page
from adamdocs.optimizers import adam, sgd


def plain_square(lr, tolerance=1e-7, limit=1000, start=5.0, b1=0.9, b2=0.999, eps=1e-8):
    """Adam on θ² in floats: the step at which the rule is met, or 0, and θ after it."""
    theta, m, v, p1, p2 = start, 0.0, 0.0, 1.0, 1.0
    for t in range(1, limit + 1):
        g = 2.0 * theta
        m, v, p1, p2 = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * (g * g), p1 * b1, p2 * b2
        theta -= lr * ((m / (1 - p1)) / (math.sqrt(v / (1 - p2)) + eps))
        if abs(g) < tolerance:
            return t, theta
    return 0, theta


@pytest.mark.parametrize("lr", [0.001, 0.01, 0.03102, 0.1, 0.6253, 3.0])
def test_the_program_on_the_square_stops_where_plain_floats_stop(lr):
    step, theta = ours.stops(lr)
    assert (int(step[0]), float(theta[0])) == plain_square(lr)


def test_the_stop_rule_of_the_source_is_met_at_the_step_the_page_names():
    assert plain_square(0.001, limit=12_000)[0] == ours.stop() == 10_813


def test_the_interval_of_rates_is_exact_at_both_ends():
    low, high = ours.rates_that_stop_at(817)
    inside = [low, 0.5 * (low + high), high]
    assert [plain_square(rate)[0] for rate in inside] == [817] * 3
    assert plain_square(np.nextafter(low, 0))[0] == 818
    assert plain_square(np.nextafter(high, 1))[0] == 816


def plain_line(rule, epochs, lr=0.01):
    """Loss before the update, w and b after it, of every epoch: sums written out."""
    parameters, m, v, told = [0.0, 0.0], [0.0, 0.0], [0.0, 0.0], []
    for t in range(1, epochs + 1):
        errors = [parameters[0] * x + parameters[1] - (2 * x + 1) for x in range(1, 6)]
        slopes = [
            sum(2 * e * x for e, x in zip(errors, range(1, 6), strict=True)) / 5,
            sum(2 * e for e in errors) / 5,
        ]
        for i, g in enumerate(slopes):
            if rule == "sgd":
                parameters[i] -= lr * g
                continue
            m[i], v[i] = 0.9 * m[i] + 0.1 * g, 0.999 * v[i] + 0.001 * g * g
            root = math.sqrt(v[i] / (1 - 0.999**t)) + 1e-8
            parameters[i] -= lr * (m[i] / (1 - 0.9**t)) / root
        told.append((sum(e * e for e in errors) / 5, *parameters))
    return told


@pytest.mark.parametrize(("rule", "make"), [("adam", adam), ("sgd", sgd)])
def test_the_line_is_fitted_as_plain_floats_fit_it(rule, make):
    trace = ours.fit(make)
    told = plain_line(rule, 200)
    mine = [(ours.before(trace, t), *trace.theta[t - 1]) for t in range(1, 201)]
    assert np.allclose(mine, told, rtol=1e-9)
    for epoch in ours.EPOCHS:
        loss, w, b = told[epoch - 1]
        line = f"Epoch {epoch}: loss={loss:.6f} w={w:.4f} b={b:.4f}"
        assert ours.epoch_line(trace, epoch) == line


def test_the_run_s_steps_are_quotients_of_weighted_means():
    run = ours.on_square(steps=300)
    for t in (1, 2, 3, 50, 300):
        step = 0.001 * theory.step_from_gradients(run.g[:t, 0])
        assert run.step[t - 1, 0] == pytest.approx(step, rel=1e-10)


def test_no_step_down_the_square_is_longer_than_the_rate():
    assert np.abs(ours.on_square().step).max() < ours.LR


@pytest.mark.parametrize("advancing", [True, False])
def test_calls_that_drop_their_averages(advancing):
    expected = theory.dropped_state_step(np.arange(1, 51)) if advancing else np.ones(50)
    assert np.allclose(ours.dropped(50, advancing=advancing), expected, rtol=1e-12)


def test_stretches_of_hits_are_told_by_their_ends():
    values = np.arange(6.0)
    hit = np.array([True, True, False, True, False, True])
    assert search.intervals(values, hit) == ((0.0, 1.0), (3.0, 3.0), (5.0, 5.0))
    assert search.intervals(values, np.zeros(6, dtype=bool)) == ()


@pytest.mark.parametrize(("epoch", "rate"), [(200, 0.63), (200, 1.0)])
def test_the_search_for_a_line_finds_what_prints_it(epoch, rate):
    loss, w, b = plain_line("adam", epoch, rate)[-1]
    printed = f"loss={loss:.6f} w={w:.4f} b={b:.4f}" == "loss=0.000000 w=2.0000 b=1.0000"
    assert search.prints(search.at_printed_epochs(adam(np.array([[rate]]))), epoch)[0] == printed


@pytest.mark.parametrize("name", page.audits)
def test_commands_run(name):
    import adamdocs.optimizers
    from adamdocs import landscapes, runs, streams, sweeps

    space = {"streams": streams, "normal_mgf": theory.normal_mgf, "h": 0.001, "line": ours.line()}
    for module in (adamdocs.optimizers, landscapes, runs, sweeps):
        space |= {key: value for key, value in vars(module).items() if not key.startswith("_")}
    space |= {name: getattr(tutorials, name) for name in ("audit", "loop", "step", "step_alone")}
    theta = np.array([5.0])
    space |= {"g": np.ones((10, 2)), "theta": theta, "rule": adam()}
    if name == "example_3":
        space["g"] = 2 * theta
    eval(page.audits[name].command, space)

"""Every rule takes the steps that PyTorch, Optax and Keras take.

`tests/golden/recorder` made the recordings; its README tells what they hold. Trajectories are
compared open loop, within the tolerance that `adamdocs.parity.rounding` derives.
"""

import inspect
import json

import numpy as np
import pytest

from adamdocs.optimizers import RULES
from adamdocs.parity import FRAMEWORKS, batches, recorded
from adamdocs.parity.comparing import excess
from adamdocs.parity.recordings import FIRST_STEP_IS_HALF, contents, shared
from adamdocs.parity.rounding import REST, U, adam_constant, average_count, steps

RECORDED = recorded()

WITHOUT = {
    ("pytorch", "optimistic_adam"): "PyTorch has no optimistic method",
    ("pytorch", "sign_descent"): "PyTorch has none; its Rprop adapts a rate for each coordinate",
    ("pytorch", "lion"): "PyTorch has none",
    ("pytorch", "schedule_free"): "not in torch.optim; its authors' package holds it",
    ("keras", "optimistic_adam"): "Keras has no optimistic method",
    ("keras", "sign_descent"): "Keras has none; its Lion refuses the beta_1 = 0 that would be it",
    ("keras", "adam_l2"): "weight_decay is decoupled in every optimizer of Keras, Adam included",
}
"""Rules that a framework does not offer, and why."""

UNRECORDED = {("keras", "schedule_free"): "keras.optimizers.ScheduleFreeAdamW"}
"""Rules that a framework offers and that no recording holds; the page of all rules says so."""

OTHER_OPTIONS = [
    ("eps_placement", "outside"),
    ("eps_placement", "inside"),
    ("eps_placement", "efficient"),
    ("maximum_of", "v"),
    ("maximum_of", "v_hat"),
    ("correct_m", False),
    ("correct_v", False),
    ("ema", True),
    ("decay_scaled_by_lr", False),
]


def told_apart(framework, rule, change):
    """Whether some setting of a file tells the rule from one with changed hyper-parameters."""
    changes = [(batch, change(batch.hyper)) for batch in batches(framework, rule)]
    possible = [(batch, new) for batch, new in changes if accepts(rule, {**batch.hyper, **new})]
    return not possible or any((excess(rule, batch, **new) > 1).any() for batch, new in possible)


def accepts(rule, hyper):
    try:
        RULES[rule](**hyper)
    except ValueError:
        return False
    return True


each_recording = pytest.mark.parametrize(("framework", "rule"), RECORDED)


@each_recording
def test_steps_are_the_libraries(framework, rule):
    for batch in batches(framework, rule):
        found = excess(rule, batch)
        k, row, d = np.unravel_index(np.argmax(found), found.shape)
        t, scale, pattern = shared()["kept"][k], shared()["scale"][d], shared()["pattern"][d]
        assert found[k, row, d] <= 1, (
            f"{batch.calls[row]} differs from {rule} by {found[k, row, d]:.3g} tolerances at step "
            f"{t} of the {pattern} gradients of scale {scale}"
        )


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_differences_and_tolerances_of_adam_stay_below_their_closed_form(framework):
    for batch in batches(framework, "adam"):
        lr, b1, b2 = (batch.hyper[name][:, 0] for name in ("lr", "b1", "b2"))
        difference = (excess("adam", batch) * batch.allowed).max(axis=(0, 2))
        allowed = batch.allowed[..., shared()["pattern"] == "drifting"].max(axis=(0, 2))
        for i in np.flatnonzero((b1 >= 0) & (b1 * b1 < b2)):
            closed_form = adam_constant(b1[i], b2[i], len(batch.g)) * lr[i] * 2.0**-52
            assert difference[i] <= allowed[i] <= closed_form, batch.calls[i]


@each_recording
def test_one_setting_alone_does_as_in_the_batch(framework, rule):
    batch = batches(framework, rule)[0]
    together = steps(RULES[rule](**batch.hyper), batch.g, batch.theta)
    first = contents(framework, rule)["settings"][0]["ours"]
    alone = steps(RULES[rule](**first), batch.g[:, 0], batch.theta[:, 0])
    np.testing.assert_array_equal(alone, together[:, 0])


@each_recording
def test_a_millionth_of_any_hyper_parameter_is_noticed(framework, rule):
    every = [batch.hyper for batch in batches(framework, rule)]
    for name in sorted({name for hyper in every for name, v in hyper.items() if np.ndim(v)}):
        factor = 0.5 if rule == "lion" and name in ("b1", "b2") else 1 + 1e-6  # signs are coarser

        def nudged(hyper, name=name, factor=factor):
            changed = {own: hyper[own] * factor for own in hyper.keys() & {name}}
            return {own: np.where(np.isinf(value), 100.0, value) for own, value in changed.items()}

        assert told_apart(framework, rule, nudged), f"{factor} times {name} passes"


@each_recording
def test_no_other_option_would_pass(framework, rule):
    known = inspect.signature(RULES[rule]).parameters
    for name, value in ((name, value) for name, value in OTHER_OPTIONS if name in known):
        used = {batch.hyper.get(name, known[name].default) for batch in batches(framework, rule)}
        if used != {value}:
            other = {name: value}
            assert told_apart(framework, rule, lambda hyper, o=other: o), f"{name}={value!r} passes"


@each_recording
def test_betas_are_not_exchanged(framework, rule):
    if {"b1", "b2"} <= batches(framework, rule)[0].hyper.keys():
        swapped = {"b1": "b2", "b2": "b1"}
        assert told_apart(
            framework, rule, lambda hyper: {one: np.abs(hyper[two]) for one, two in swapped.items()}
        )


def test_first_step_of_optimistic_adam_in_optax_is_half():
    _, rule = FIRST_STEP_IS_HALF
    for batch in batches(*FIRST_STEP_IS_HALF):
        ours = steps(RULES[rule](**batch.hyper), batch.g[:1], batch.theta[:1])[0]
        np.testing.assert_allclose(ours, 2 * batch.expected[0], rtol=1e-11)


@pytest.mark.parametrize("framework", ["optax", "keras"])
def test_signs_are_certain(framework):
    """No recorded sign of Lion hangs on a rounding: its argument is exactly 0 or far from it."""
    for batch in batches(framework, "lion"):
        rule, x = RULES["lion"](**batch.hyper), np.abs(batch.g)
        c, size = sign_arguments(rule, batch.g), sign_arguments(rule, x)
        error = size * (average_count(x, batch.hyper["b2"]) + REST) * U
        assert ((np.abs(c) > error) | (size == 0))[shared()["kept"] - 1].all()


def sign_arguments(rule, g):
    state, arguments = rule.init(g[0]), []
    for gradient in g:
        _, state = rule.update(gradient, state, np.zeros_like(gradient))
        arguments.append(state.c)
    return np.stack(arguments)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_recorded_or_excused(rule):
    for framework in FRAMEWORKS:
        places = [(framework, rule) in known for known in (RECORDED, WITHOUT, UNRECORDED)]
        assert sum(places) == 1, framework


def test_no_recording_or_excuse_is_left_over():
    assert {rule for _, rule in [*RECORDED, *WITHOUT, *UNRECORDED]} <= RULES.keys()


@each_recording
def test_recording_is_complete(framework, rule):
    file = contents(framework, rule)
    assert len(file["settings"]) >= 12
    assert len({json.dumps(setting["ours"], sort_keys=True) for setting in file["settings"]}) >= 12
    values = file["theta" if "theta" in file else "step"]
    assert values.shape == (len(file["settings"]), len(shared()["kept"]), shared()["g"].shape[1])
    assert values.dtype == np.float64
    assert np.isfinite(values).all()


def test_gradients_are_complete():
    assert len(shared()["g"]) == len(shared()["theta"]) == 500
    assert {1, 2, 3, 4, 5, 6, 7, 8, 499, 500} <= set(shared()["kept"])
    expected = {10.0**e for e in range(-12, 7, 3)}
    for pattern in ("drifting", "sparse"):
        assert set(shared()["scale"][shared()["pattern"] == pattern]) == expected

"""What a rule is without any setting: a reader who types `adam()` counts on it."""

import inspect

import numpy as np
import pytest

from adamdocs.optimizers import MATRIX_RULES, RULES

MOMENTS = {"b1": 0.9, "b2": 0.999, "eps": 1e-8}
DEFAULTS = {
    "sgd": {"lr": 0.01},
    "momentum": {"lr": 0.01, "b1": 0.9},
    "nesterov": {"lr": 0.01, "b1": 0.9},
    "adagrad": {"lr": 0.01, "eps": 1e-10, "initial": 0.0},
    "rmsprop": {"lr": 0.001, "b2": 0.9, "eps": 1e-8, "initial": 0.0},
    "adam": {"lr": 0.001, **MOMENTS},
    "adamax": {"lr": 0.002, **MOMENTS},
    "nadam": {"lr": 0.002, **MOMENTS, "mu_decay": 0.004},
    "amsgrad": {"lr": 0.001, **MOMENTS},
    "adam_l2": {"lr": 0.001, **MOMENTS, "weight_decay": 0.01},
    "adamw": {"lr": 0.001, **MOMENTS, "weight_decay": 0.01},
    "optimistic_adam": {"lr": 0.001, **MOMENTS},
    "sign_descent": {"lr": 0.001},
    "lion": {"lr": 0.0001, "b1": 0.9, "b2": 0.99, "weight_decay": 0.0},
    "schedule_free": {"lr": 0.0025, **MOMENTS, "weight_decay": 0.0},
    "adafactor": {"lr": 0.01, "eps": 1e-30, "clip": 1.0, "eps_relative": 0.001},
    "muon": {"lr": 0.02, "b1": 0.95, "eps": 1e-7, "newton_steps": 5},
    "shampoo": {"lr": 0.1, "eps": 1e-4},
    "adam_8bit": {"lr": 0.001, **MOMENTS, "block": 2048},
}
SWITCHES = {
    "ema": False,
    "negative_momentum": False,
    "correct_m": True,
    "correct_v": True,
    "decay_scaled_by_lr": True,
    "relative": True,
    "nesterov": True,
    "maximum_of": "v",
    "eps_placement": "outside",
}


ALL_RULES = {**RULES, **MATRIX_RULES}


@pytest.mark.parametrize("name", ALL_RULES)
def test_a_rule_without_settings(name):
    parameters = inspect.signature(ALL_RULES[name]).parameters.values()
    default = {one.name: one.default for one in parameters}
    switches = {key: default.pop(key) for key in list(default) if key in SWITCHES}
    assert default == DEFAULTS[name]
    if name == "adamax":  # its ε stands in the maximum
        assert switches.pop("eps_placement") == "inside"
    assert switches == {key: SWITCHES[key] for key in switches}


@pytest.mark.parametrize("name", ALL_RULES)
def test_a_state_counts_the_steps(name):
    rule = ALL_RULES[name]()
    state = rule.init(np.zeros((3, 2)))
    assert state.t == 0
    for count in (1, 2, 3):
        _, state = rule.update(np.ones((3, 2)), state, np.zeros((3, 2)))
        assert state.t == count


@pytest.mark.parametrize("name", ALL_RULES)
def test_before_the_first_step_a_state_has_its_shapes_and_shows_nothing_yet(name):
    rule, theta = ALL_RULES[name](), np.zeros((4, 3, 2))
    fresh = rule.init(theta)
    _, after = rule.update(np.ones(theta.shape), fresh, theta)
    for field, first, then in zip(fresh._fields, fresh, after, strict=True):
        assert np.shape(first) == np.shape(then), field
        assert np.ndim(first) == 0 or field in rule.memory or not np.any(first), field

"""What a factory refuses, and that it says which argument, which value, and what is allowed."""

import inspect
import math

import numpy as np
import pytest

from adamdocs.optimizers import (
    MATRIX_RULES,
    RULES,
    adagrad,
    adam,
    amsgrad,
    momentum,
    optimistic_adam,
)

WRONG = {
    "lr": (-1e-3, math.nan, math.inf, "fast", None),
    "b1": (1.0, -0.1, 1.5, math.nan, "0.9"),
    "b2": (1.0, -0.1, math.nan, None),
    "eps": (-1e-8, math.nan, math.inf),
    "eps_relative": (-1e-3, math.nan, math.inf),
    "initial": (-0.1, math.nan, math.inf),
    "weight_decay": (-0.01, math.nan, math.inf),
    "clip": (0.0, -0.5, math.nan),
    "mu_decay": (-1.0, math.nan),
    "newton_steps": (0, 5.0, True),
    "block": (0, -1, 2.5),
    "nesterov": (1, None),
    "relative": (0, "no"),
    "correct_m": (1, "yes", None),
    "correct_v": (0, "no"),
    "ema": (1,),
    "negative_momentum": (1,),
    "decay_scaled_by_lr": (None,),
    "eps_placement": ("under", None, 3),
    "maximum_of": ("m", None),
}
EDGES = {
    "lr": (0.0,),
    "b1": (0.0,),
    "b2": (0.0,),
    "eps": (0.0,),
    "eps_relative": (0.0,),
    "initial": (0.0,),
    "weight_decay": (0.0,),
    "clip": (1e-300, math.inf),
    "mu_decay": (0.0, math.inf),
    "newton_steps": (1,),
    "block": (1,),
}
ALL_RULES = {**RULES, **MATRIX_RULES}


def pairs(values):
    return [
        (name, argument, value)
        for name, make in ALL_RULES.items()
        for argument in inspect.signature(make).parameters
        for value in values.get(argument, ())
    ]


def test_every_argument_has_wrong_values_here():
    assert {key for make in ALL_RULES.values() for key in inspect.signature(make).parameters} == {
        *WRONG
    }


@pytest.mark.parametrize(("name", "argument", "value"), pairs(WRONG))
def test_values_outside_their_range_are_refused(name, argument, value):
    with pytest.raises(ValueError, match=f"^{name}: {argument} must be ") as caught:
        ALL_RULES[name](**{argument: value})
    assert f"got {value!r}" in str(caught.value)
    hinted = "negative_momentum=True" in str(caught.value)
    assert hinted == (argument == "b1" and name in ("adam", "momentum", "optimistic_adam"))


@pytest.mark.parametrize(("name", "argument", "value"), pairs(EDGES))
def test_values_at_the_edge_of_their_range_are_taken(name, argument, value):
    assert ALL_RULES[name](**{argument: value}).hyper[argument] == value


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("shape", [(2,), (3, 2)])
def test_a_rate_per_coordinate_is_refused(name, shape):
    message = rf"^{name}: lr must be a scalar or end in an axis of length 1 .*{shape[-1]}"
    with pytest.raises(ValueError, match=message):
        RULES[name](lr=np.full(shape, 1e-3))


def test_one_bad_value_in_a_batch_is_refused():
    with pytest.raises(ValueError, match="adam: b2 must be in"):
        adam(b2=np.array([[0.9], [1.0]]))


@pytest.mark.parametrize("make", [adam, momentum, optimistic_adam])
def test_negative_momentum_must_be_asked_for(make):
    with pytest.raises(ValueError, match="or in \\(-1, 1\\) with negative_momentum=True, got -0.5"):
        make(b1=-0.5)
    assert make(b1=-0.5, negative_momentum=True).hyper["b1"] == -0.5
    for outside in (-1.0, 1.0, 1.5):
        with pytest.raises(ValueError, match=f"b1 must be in \\(-1, 1\\), got {outside}"):
            make(b1=outside, negative_momentum=True)


def test_efficient_eps_needs_a_correction_or_a_rule_that_has_one():
    for make in (adam, amsgrad):
        with pytest.raises(ValueError, match=f"{make.__name__}: eps_placement='efficient' needs"):
            make(correct_v=False, eps_placement="efficient")
    with pytest.raises(ValueError, match="adagrad: eps_placement must be one of 'outside', 'ins"):
        adagrad(eps_placement="efficient")


def test_unknown_arguments_are_refused_by_name():
    with pytest.raises(TypeError, match="beta1"):
        adam(beta1=0.9)
    with pytest.raises(KeyError, match="adamm"):
        RULES["adamm"]

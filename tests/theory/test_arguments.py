"""Every function: what it refuses, and that arrays give what their elements give."""

import inspect
import math

import numpy as np
import pytest

from adamdocs import theory

NUMBERS = {  # per argument, values outside every function's range
    "b1": (1.0, -0.1, math.nan, math.inf, "0.9", None),
    "b2": (1.0, -0.1, math.nan, "0.999", None),
    "beta": (1.0, -1e-9, math.nan, None),
    "t": (-1, 1.5, math.nan, -math.inf, "3", None),
    "k": (-1, 0.5, math.nan, math.inf),
    "n": (-1, 0.5, math.nan, math.inf),
    "before": (0, -2, 1.5, math.nan),
    "silence": (-1, 0.5, math.nan),
    "horizon": (0, 2.5, math.nan),
    "period": (0, 1.5, math.nan, [3, 4]),
    "lr": (0.0, -1.0, math.nan, math.inf, "fast"),
    "curvature": (0.0, -1.0, math.nan, math.inf, True),
    "smallest": (0.0, -1.0, math.nan, math.inf),
    "largest": (0.0, -1.0, math.nan, math.inf),
    "condition": (0.99, math.nan, math.inf),
    "angle": (math.nan, math.inf, "45"),
    "theta": (math.nan, math.inf, "1", 1j),
    "g": (math.nan, math.inf, None, "0.3"),
    "v": (0.0, -1.0, math.nan),
    "x": (math.nan, math.inf),
    "y": (math.nan, math.inf),
    "play": ("turns", None, ""),
    "s": (math.nan, math.inf),
    "mean": (math.nan, math.inf),
    "deviation": (-0.1, math.nan, math.inf),
    "variance": (-0.1, math.nan, math.inf),
    "size": (-0.1, math.nan, math.inf),
    "eps": (-1e-8, math.nan, math.inf),
    "eps_hat": (-1e-8, math.nan, math.inf),
    "scale": (0.0, math.nan, math.inf, "2"),
    "spike": (math.nan, math.inf),
    "large": (math.nan, math.inf, [1.0]),
    "small": (math.nan, math.inf, [1.0]),
    "weight_decay": (-0.1, math.nan, math.inf),
    "fraction": (0.0, 1.0, -0.5, math.nan, [0.1, 0.2]),
    "tolerance": (0.0, -1.0, math.nan, math.inf, [1.0]),
    "low": (0.0, 1.0, math.nan, [0.5]),
    "high": (0.0, 1.0, math.nan, [0.5]),
    "rows": (0, 2.5, math.nan, math.inf, "4"),
    "columns": (0, 2.5, math.nan, math.inf),
    "block": (0, 2.5, math.nan, math.inf),
    "gradients": ([], 1.0, [[1.0]], [math.nan], [1.0, "2"], [[1.0], [2.0, 3.0]]),
    "positives": (0, 2.5, math.nan, math.inf),
    "negatives": (0, 2.5, math.nan, math.inf),
    "scales": ([], 1.0, [1.0, 0.5], [1.0, 0.5, 0.3, 0.0], [1.0, 0.5, 0.3, math.nan]),
    "batch": (0, 2.5, 12, math.nan, math.inf),
    "weights": (1.0, [1.0], [math.nan, 1.0]),
    "p": (-0.1, 1.1, math.nan),
    "q": (0.0, -0.1, 1.1, math.nan),
    "hessian": (
        *([], 1.0, [[1.0]], [[1.0, 0.0], [0.0, -1.0]], [[1.0, 0.5], [0.0, 1.0]]),
        *([[math.nan, 0.0], [0.0, 1.0]], [[1, 2], [2, 1]], [[1.0, 0.0], [0.0, 0.0]]),
    ),
    "center": ([], 1.0, [[1.0]], [math.nan, 1.0]),
    "bound": (0.0, -1.0, math.nan, math.inf, [1.0]),
    "rates": ([], 1.0, [[1.0]], [math.nan], [0.1, 0.0], [0.1, "2"]),
    "radius": (0.0, -1.0, math.nan, math.inf, [1.0]),
    "ridge": (-0.1, math.nan, math.inf),
    "norm": ("l3", None, 2),
    "count": (0, 2.5, math.nan, math.inf),
    "factor": (0.0, -1.0, math.nan, math.inf),
    "outweighs": (0.9, math.nan, math.inf, [1.0]),
    "covariance": ([], 1.0, [[1.0, 0.5], [0.0, 1.0]], [[math.nan]], [[1.0, 2.0], [2.0, 1.0]]),
    "aversion": (0.0, -1.0, math.nan, math.inf, [1.0]),
    "power": (-0.1, math.nan, math.inf),
    "ratio": (0.0, math.nan, math.inf),
    "periods": (0.0, -1.0, math.nan, math.inf),
    "volatility": (-0.1, math.nan, math.inf),
    "years": (0.0, -1.0, math.nan, math.inf),
    "preferences": ([math.nan, 1.0], [], 1.0, ["a"]),
    "policy": ([0.5, 0.6], [1.0, 0.0], [math.nan, 1.0], [], 1.0),
    "values": ([math.nan, 1.0], [], 1.0, [1.0, 2.0, 3.0]),
    "baseline": (math.nan, math.inf, "0"),
    "gradient_covariance": ([[math.nan, 0.0], [0.0, 1.0]], [[math.inf, 0.0], [0.0, 1.0]], "1", 1.0),
    "stretch": ([math.nan, 1.0], [], 1.0),
}
# Ends of ranges that some functions do not allow.
CLOSED_ENDS = {
    ("half_recovery", "b2"): 0.0,
    ("isolated_spike_kick", "b2"): 0.0,
    ("rate_recovery", "b2"): 0.0,
    ("worst_stream", "b2"): 0.0,
    ("l2_shrink", "weight_decay"): 0.0,
    ("l2_shrink", "theta"): 0.0,
    ("adamw_time_constant", "weight_decay"): 0.0,
    ("l2_shrink_with_memory", "theta"): 0.0,
    ("large_eps_rate", "eps"): 0.0,
    ("large_eps_shortfall", "eps"): 0.0,
    ("ridge_share", "variance"): 0.0,
}
ZERO_REFUSED = ("adagrad_constant_step", "adagrad_distance", "adagrad_distance_bounds")
ZERO_REFUSED += ("rmsprop_constant_step", "constant_gradient_step", "uncorrected_step")
ZERO_REFUSED += (
    "adam_step_bound",
    "worst_stream",
    "alternating_step",
    "noise_rms",
    "step_with_eps",
)
ZERO_REFUSED += (
    "half_step_gradient",
    "eps_of_efficient_form",
    "v_hat_relative_variance",
    "ema_weights",
    "ema_variance",
)
ZERO_REFUSED += ("corrected_ema_variance", "effective_sample_size")
ZERO_REFUSED += ("dropped_state_step", "amsgrad_after_first")
ZERO_REFUSED += ("signal_ratio_deviation", "wrong_sign_probability", "noise_walk_rms")
CLOSED_ENDS |= {(name, "t"): 0 for name in ZERO_REFUSED}
CLOSED_ENDS |= {
    (name, "deviation"): 0.0
    for name in ("normal_density", "wrong_sign_probability", "divided_drift")
}
CLOSED_ENDS |= {
    (name, argument): 0
    for name in ("noise_step_rms", "inverse_root_rms")
    for argument in ("t", "b2")
}
CLOSED_ENDS |= {("burst_step", "k"): 0, ("resumed_step", "k"): 0}
CLOSED_ENDS |= {("majority_probability", "n"): 0, ("adam_game_radius", "b2"): 0.0}

FINE = {  # a value inside every function's range
    "b1": 0.8,
    "b2": 0.95,
    "beta": 0.8,
    "t": 3,
    "k": 2,
    "n": 4,
    "before": 5,
    "silence": 6,
    "horizon": 7,
    "period": 7,
    "lr": 0.1,
    "curvature": 2.0,
    "smallest": 0.5,
    "largest": 3.0,
    "condition": 10.0,
    "angle": 20.0,
    "theta": 0.7,
    "g": 0.3,
    "v": 2.0,
    "x": 1.1,
    "y": -0.6,
    "play": "simultaneous",
    "s": 0.4,
    "mean": 0.6,
    "deviation": 1.2,
    "variance": 1.3,
    "size": 0.9,
    "eps": 0.01,
    "eps_hat": 0.02,
    "scale": -3.0,
    "spike": 40.0,
    "large": 70.0,
    "small": -10.0,
    "rows": 4,
    "columns": 6,
    "block": 8,
    "weight_decay": 0.4,
    "fraction": 0.1,
    "tolerance": 1e-3,
    "low": 0.3,
    "high": 0.999,
    "gradients": [90.0, *[-10.0] * 8],
    "positives": 7,
    "negatives": 4,
    "scales": [1.0, 0.5, 0.3, 0.2],
    "batch": 3,
    "weights": [0.5, 0.1],
    "p": 0.6,
    "q": 0.3,
    "hessian": [[2.0, 1.0], [1.0, 3.0]],
    "center": [2.0, -0.5],
    "bound": 0.8,
    "rates": [0.3, 0.2, 0.1],
    "radius": 0.6,
    "ridge": 0.7,
    "norm": "linf",
    "count": 4,
    "factor": 0.8,
    "outweighs": 1.2,
    "covariance": [[2.0, 0.5], [0.5, 1.0]],
    "aversion": 2.0,
    "power": 0.5,
    "ratio": 0.8,
    "periods": 252,
    "volatility": 0.2,
    "years": 7.0,
    "preferences": [0.3, -0.7],
    "policy": [0.3, 0.7],
    "values": [1.0, 4.0],
    "baseline": 2.0,
    "gradient_covariance": [[2.0, -2.0], [-2.0, 2.0]],
    "stretch": [3.0, 1.0],
    "name": "binary16",
    "placement": "outside",
    "correct_m": False,
    "correct_v": False,
    "corrected": True,
    "lose_m": False,
    "lose_v": True,
    "lose_t": True,
}
SECOND = {  # another, for arrays of two
    "b1": 0.3,
    "b2": 0.99,
    "beta": 0.0,
    "t": 4,
    "k": 5,
    "n": 6,
    "rows": 9,
    "columns": 2,
    "block": 256,
    "before": math.inf,
    "count": 9,
    "silence": math.inf,
    "horizon": math.inf,
    "scale": 2.0,
    "angle": 70.0,
    "spike": -9.0,
    "g": -0.2,
}
FUNCTIONS = {
    name: function
    for name in theory.__all__
    if inspect.isfunction(function := getattr(theory, name))
}
ARGUMENTS = [
    (name, argument)
    for name, function in FUNCTIONS.items()
    for argument in inspect.signature(function).parameters
]
SIGNED = {"adam_game_radius", "game_delay", "game_factor"}  # β₁ may be negative
ONE_NUMBER = {  # functions that search, or return an array of their own
    "amsgrad_drift",
    "bandit_best_baseline",
    "bandit_covariance",
    "bandit_gradient",
    "box_minimizer",
    "drift_memory",
    "drift_sign_change",
    "ema_weights",
    "flip_delay",
    "flip_overshoot",
    "flip_recovery",
    "float_format",
    "game_factor",
    "inverse_root_rms",
    "noise_step_rms",
    "noisy_descent_course",
    "periodic_drift",
    "reddi_gradients",
    "relative_noise",
    "rescaled_condition",
    "rotated_hessian",
    "settling_step",
    "softmax",
    "square_underflow",
    "steepest_step",
    "step_from_gradients",
    "steps_until_within",
    "uncorrected_peak",
    "burst_peak",
    "worst_stream",
    "majority_probability",
    "wilson_accuracy",
    "wilson_equal_weights",
    "wilson_gradient_scales",
    "wilson_minimum_norm",
    "wilson_weighted_norm",
    "inverse_volatility_weights",
    "mean_variance_weights",
    "risk_parity_weights",
    "risk_shares",
}


SEARCHES = [
    (name, argument)
    for name in sorted(ONE_NUMBER - {"reddi_gradients"})
    for argument, parameter in inspect.signature(FUNCTIONS[name]).parameters.items()
    if parameter.annotation in (int, float)
]


def call(name, **changes):
    arguments = {key: FINE[key] for key in inspect.signature(FUNCTIONS[name]).parameters}
    if name == "settling_step":
        arguments |= {"theta": [0.7, 2.0], "curvature": [2.0, 3.0]}
    if name == "drift_sign_change":
        arguments["b1"] = 0.5
    if name == "rescaled_condition":
        arguments["scale"] = [0.5, 2.0]
    if name == "steepest_step":
        arguments["g"] = [0.3, -4.0]
    if name == "mean_variance_weights":
        arguments["mean"] = [0.3, 0.4]
    if name == "relative_noise":
        arguments["mean"] = [0.3, -0.3]
    return FUNCTIONS[name](**arguments | changes)


@pytest.mark.parametrize(("name", "argument"), ARGUMENTS)
def test_values_outside_their_range_are_refused(name, argument):
    call(name)
    wrong = NUMBERS.get(argument, ())
    if argument == "b1" and name in SIGNED:
        wrong = (1.0, -1.0, math.nan, math.inf, "0.9", None)
    if (name, argument) == ("settling_step", "theta"):
        wrong = ([math.nan, 1.0], 1.0)
    if (name, argument) == ("settling_step", "curvature"):
        wrong = ([0.0, 1.0], 1.0)
    if (name, argument) == ("rescaled_condition", "scale"):
        wrong = (1.0, [0.0, 1.0], [math.nan, 1.0])
    if (name, argument) == ("steepest_step", "g"):
        wrong = (0.3, [0.0, 0.0], [math.nan, 1.0], None)
    if (name, argument) in CLOSED_ENDS:
        wrong = (*wrong, CLOSED_ENDS[name, argument])
    for value in wrong:
        message = rf"^(the magnitude of )?{argument} must .*got |^smallest must be at most largest"
        with pytest.raises(ValueError, match=message):
            call(name, **{argument: value})


@pytest.mark.parametrize(
    ("name", "argument", "value"),
    [
        (name, argument, value)
        for name, argument in ARGUMENTS
        for value in (
            {"b1": (0.0,), "b2": (0.0,), "beta": (0.0,), "t": (0,), "k": (0,), "n": (0,)}
            | {"eps": (0.0,), "eps_hat": (0.0,), "weight_decay": (0.0,), "deviation": (0.0,)}
            | {"variance": (0.0,), "size": (0.0,), "silence": (0,), "condition": (1.0,)}
            | {"before": (1,), "horizon": (1,)}
        ).get(argument, ())
        if (name, argument) not in CLOSED_ENDS
    ],
)
def test_ends_of_ranges_are_allowed(name, argument, value):
    assert not np.any(np.isnan(np.asarray(call(name, **{argument: value}), dtype=float)))


def test_of_several_wrong_values_the_first_is_named():
    with pytest.raises(ValueError, match=r"^beta must be in \[0, 1\), got 1\.5$"):
        theory.memory_length([0.5, 1.5, 2.0])


@pytest.mark.parametrize(("name", "argument"), SEARCHES)
def test_searches_take_one_number_at_a_time(name, argument):
    with pytest.raises(ValueError, match=rf"^{argument} must be one number, got an array of shape"):
        call(name, **{argument: np.array([FINE[argument]])})


@pytest.mark.parametrize("name", sorted(set(FUNCTIONS) - ONE_NUMBER))
def test_scalars_give_scalars_and_arrays_broadcast(name):
    alone = call(name)
    pair = alone if isinstance(alone, tuple) else (alone,)
    assert all(isinstance(value, float | bool | np.bool_) for value in pair)
    for argument in inspect.signature(FUNCTIONS[name]).parameters:
        if argument not in NUMBERS or argument == "play":
            continue
        values = [FINE[argument], SECOND.get(argument, 0.9 * FINE[argument])]
        if argument == "condition":
            values[1] = 20.0
        together = call(name, **{argument: np.array([values])})
        one_by_one = [call(name, **{argument: value}) for value in values]
        found, expected = np.asarray(together, float), np.asarray(one_by_one, float)
        assert np.allclose(found, expected.T.reshape(found.shape), rtol=1e-14)


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_defaults_are_adams(name):
    known = {"b1": 0.9, "b2": 0.999, "eps": 1e-8, "correct_m": True, "correct_v": True}
    known |= {"low": 0.9, "high": 0.9999999}  # between which β₂ is looked for
    exceptions = {("rmsprop_constant_step", "b2"): 0.9, ("settling_step", "b1"): 0.0}
    exceptions |= {("steps_until_within", key): False for key in ("correct_m", "correct_v")}
    for argument, parameter in inspect.signature(FUNCTIONS[name]).parameters.items():
        if argument in known and parameter.default is not inspect.Parameter.empty:
            expected = exceptions.get((name, argument), known[argument])
            assert parameter.default == expected

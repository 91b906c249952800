"""Keras's trajectories, in double precision on its JAX backend, each run compiled as one loop."""

import os

os.environ["KERAS_BACKEND"] = "jax"

import jax
import keras
import numpy as np
from sweeps import ADAGRAD, ADAM, ADAM_DECAY, LION, MOMENTUM, RATES, RMSPROP, Setting, settings

BETAS = "learning_rate={lr}, beta_1={b1}, beta_2={b2}, epsilon={eps}"
OPTIMIZERS = "keras.optimizers."


def rules() -> dict[str, list[Setting]]:
    """Settings by rule; the first of each is Keras's default."""
    return {**_gradient_rules(), **_adaptive_rules(), **_adam_rules()}


def _gradient_rules() -> dict[str, list[Setting]]:
    sgd = OPTIMIZERS + "SGD"
    lion = (
        OPTIMIZERS
        + "Lion(learning_rate={lr}, beta_1={b1}, beta_2={b2}, weight_decay={weight_decay})"
    )
    return {
        "sgd": [
            Setting({"lr": 0.01}, f"{sgd}()"),
            *settings(f"{sgd}(learning_rate={{lr}})", RATES),
        ],
        "momentum": [
            Setting({"lr": 0.01, "b1": 0.9}, f"{sgd}(momentum=0.9)"),
            *settings(f"{sgd}(learning_rate={{lr}}, momentum={{b1}})", MOMENTUM),
        ],
        "nesterov": [
            Setting({"lr": 0.01, "b1": 0.9}, f"{sgd}(momentum=0.9, nesterov=True)"),
            *settings(f"{sgd}(learning_rate={{lr}}, momentum={{b1}}, nesterov=True)", MOMENTUM),
        ],
        "lion": [
            Setting(
                {"lr": 1e-3, "b1": 0.9, "b2": 0.99, "weight_decay": 0.0}, f"{OPTIMIZERS}Lion()"
            ),
            *settings(lion, LION),
        ],
    }


def _adaptive_rules() -> dict[str, list[Setting]]:
    inside = {"eps_placement": "inside"}
    adagrad = "Adagrad(learning_rate={lr}, epsilon={eps}, initial_accumulator_value={initial})"
    return {
        "adagrad": [
            Setting({"lr": 1e-3, "eps": 1e-7, "initial": 0.1, **inside}, f"{OPTIMIZERS}Adagrad()"),
            *settings(OPTIMIZERS + adagrad, ADAGRAD, **inside),
        ],
        "rmsprop": [
            Setting({"lr": 1e-3, "b2": 0.9, "eps": 1e-7, **inside}, f"{OPTIMIZERS}RMSprop()"),
            *settings(
                OPTIMIZERS + "RMSprop(learning_rate={lr}, rho={b2}, epsilon={eps})",
                RMSPROP,
                **inside,
            ),
        ],
    }


def _adam_rules() -> dict[str, list[Setting]]:
    adam = {"lr": 1e-3, "b1": 0.9, "b2": 0.999, "eps": 1e-7}
    hat = {"eps_placement": "efficient"}  # Keras's epsilon is the paper's epsilon hat
    ams = {"maximum_of": "v", **hat}
    decay = "weight_decay={weight_decay}"
    return {
        "adam": [
            Setting({**adam, **hat}, f"{OPTIMIZERS}Adam()"),
            *settings(f"{OPTIMIZERS}Adam({BETAS})", ADAM, **hat),
        ],
        "adamax": [
            Setting({**adam, "eps_placement": "outside"}, f"{OPTIMIZERS}Adamax()"),
            *settings(f"{OPTIMIZERS}Adamax({BETAS})", ADAM, eps_placement="outside"),
        ],
        "nadam": [
            Setting({**adam, "mu_decay": 1.0}, f"{OPTIMIZERS}Nadam()"),
            *settings(f"{OPTIMIZERS}Nadam({BETAS})", ADAM, mu_decay=1.0),
        ],
        "amsgrad": [
            Setting({**adam, **ams}, f"{OPTIMIZERS}Adam(amsgrad=True)"),
            *settings(f"{OPTIMIZERS}Adam({BETAS}, amsgrad=True)", ADAM, **ams),
        ],
        "adamw": [
            Setting({**adam, "weight_decay": 0.004, **hat}, f"{OPTIMIZERS}AdamW()"),
            *settings(f"{OPTIMIZERS}AdamW({BETAS}, {decay})", ADAM_DECAY[:11], **hat),
            *settings(f"{OPTIMIZERS}Adam({BETAS}, {decay})", ADAM_DECAY[11:], **hat),
        ],
    }


def run(call: str, g: np.ndarray, theta: np.ndarray) -> np.ndarray:
    """Parameters after each step, `theta[t]` having been set before it and `g[t]` its gradient."""
    jax.config.update("jax_enable_x64", True)
    keras.config.set_floatx("float64")  # else the learning rate is kept in single precision
    optimizer = eval(call, {"keras": keras})  # the recorded text is what ran
    optimizer.build([keras.Variable(np.zeros(g.shape[1]), dtype="float64")])

    def step(state, inputs):
        gradient, before = inputs
        after, state = optimizer.stateless_apply(state, [gradient], [before])
        return state, after[0]

    start = [variable.value for variable in optimizer.variables]
    g, theta = jax.numpy.asarray(g), jax.numpy.asarray(theta)
    _, after = jax.jit(lambda: jax.lax.scan(step, start, (g, theta)))()
    assert after.dtype == np.float64, after.dtype
    return np.asarray(after)

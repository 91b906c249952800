"""Optax's rules of matrices, in double precision on the CPU, open loop."""

import json
import random
from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np
from attempts import Failures, attempted

STEPS = 12
DESCRIBED = ("rule", "ours", "call", "shape")
SHAPES = ((1, 4), (3, 3), (5, 2), (2, 6))
FACTOR = "multiply_by_parameter_scale={relative}, min_dim_size_to_factor=1"
ADAFACTOR = "optax.adafactor({lr}, clipping_threshold={clip}, eps={eps}, " + FACTOR + ")"
MUON = "optax.contrib.scale_by_muon(ns_steps={newton_steps}, beta={b1}, eps={eps}, nesterov=False)"
SETTINGS: list[tuple[str, dict[str, Any], str]] = [
    ("adafactor", {"lr": 0.01, "clip": 1.0, "eps": 1e-30, "relative": True}, ADAFACTOR),
    ("adafactor", {"lr": 0.1, "clip": 1.0, "eps": 1e-30, "relative": False}, ADAFACTOR),
    ("adafactor", {"lr": 0.3, "clip": 2.5, "eps": 1e-3, "relative": True}, ADAFACTOR),
    ("muon", {"b1": 0.95, "eps": 0.0, "newton_steps": 5, "nesterov": False}, MUON),
    ("muon", {"b1": 0.0, "eps": 0.0, "newton_steps": 5, "nesterov": False}, MUON),
    ("muon", {"b1": 0.5, "eps": 0.0, "newton_steps": 2, "nesterov": False}, MUON),
]


def draws(rng: random.Random, shape: tuple[int, int]) -> np.ndarray:
    """Matrices of multiples of 2⁻¹⁰, of different size from step to step, as they compress well."""
    units = [[[rng.randrange(-2048, 2049) for _ in range(shape[1])] for _ in range(shape[0])]]
    units += [[[rng.randrange(-2048, 2049) for _ in row] for row in units[0]] for _ in range(STEPS)]
    scales = 2.0 ** np.array([rng.randrange(-14, -6) for _ in units])
    return (np.array(units) * scales[:, None, None])[:STEPS]


class Setting(NamedTuple):
    """One run: our rule and its arguments, the call, the matrix's shape, and what it is fed."""

    rule: str
    ours: dict[str, Any]
    call: str
    shape: tuple[int, int]
    g: np.ndarray
    theta: np.ndarray


def settings() -> Iterator[Setting]:
    """Every setting, with its gradients and parameters."""
    rng = random.Random(1804_04235)
    for rule, ours, template in SETTINGS:
        for shape in SHAPES:
            call = template.format(**ours)
            yield Setting(rule, ours, call, shape, draws(rng, shape), draws(rng, shape))


def run(setting: Setting) -> np.ndarray:
    """The steps of one setting."""
    import jax
    import optax

    jax.config.update("jax_enable_x64", True)
    optimizer = eval(setting.call, {"optax": optax})  # the recorded text is what ran
    state, steps = optimizer.init(setting.theta[0]), []
    for gradient, before in zip(setting.g, setting.theta, strict=True):
        step, state = optimizer.update(gradient, state, before)
        steps.append(np.asarray(step))
    taken = np.array(steps)
    assert taken.dtype == np.float64
    return taken


def record(failures: dict[str, Failures] | None) -> dict[str, np.ndarray]:
    """Everything the file holds, by name; what fails is told in `failures` by rule, or raises."""
    arrays: dict[str, np.ndarray] = {}
    described = []
    for rule, of_rule in groupby(settings(), key=lambda setting: setting.rule):
        failed: Failures | None = None if failures is None else {}
        for setting, steps in attempted(of_rule, run, failed):
            i = len(described)
            described.append({name: getattr(setting, name) for name in DESCRIBED})
            arrays |= {f"g_{i}": setting.g, f"theta_{i}": setting.theta, f"step_{i}": steps}
        if failures is not None and failed:
            failures[rule] = failed
    return {"settings": np.array(json.dumps(described, indent=1)), **arrays}

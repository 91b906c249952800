"""The page and the runs its parts share."""

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from adamdocs import optimizers, streams
from adamdocs.explainers.framework import Explainer
from adamdocs.optimizers import (
    MATRIX_RULES,
    RULES,
    adafactor,
    adam,
    adam_8bit,
    lion,
    muon,
    schedule_free,
    shampoo,
)
from adamdocs.optimizers.base import Rule
from adamdocs.runs import feed

page = Explainer("learn/after-adam", topic="After Adam")

SIDE = 1024  # rows and columns of the matrix whose state is weighed
SPECTRUM = 8
SMALLEST = 1e-3  # of the singular values of that gradient; the largest is 1
B1, B2 = 0.9, 0.999
PARTS = 40  # gradients of each part of the stream
IN_ONE_BLOCK = tuple(float(x) for x in np.geomspace(1, 1e-6, 61))
HELD = 1e-4 * (0.1 + 0.9 * 1.5 / 4)  # a size that eight bits hold in m without error


def bytes_per_parameter(name: str, rows: int = SIDE, columns: int = SIDE) -> float:
    """Bytes of what a rule remembers, weighed on its state for a large matrix in float32."""
    rule = (RULES | MATRIX_RULES)[name]()
    state = rule.init(np.zeros((rows, columns), np.float32))
    return float(sum(getattr(state, field).nbytes for field in rule.memory) / (rows * columns))


@cache
def the_stream() -> NDArray[np.float64]:
    """Gradients that agree, then agree on the other sign, then are noise."""
    parts = [np.ones((PARTS, 1)), -np.ones((PARTS, 1)), streams.noisy(PARTS, seed=5)]
    return np.concatenate(parts)


def rules_of_entries() -> dict[str, Rule]:
    """Rules that move every entry by itself, at a rate of one."""
    return {"adam": adam(1.0), "lion": lion(1.0), "schedule_free": schedule_free(1.0)}


@cache
def rms(name: str, pattern: str, last: int = 500) -> float:
    """Root mean square of the last of two thousand steps under a pattern, in learning rates."""
    steps, runs = 2000, 1 if pattern != "noisy" else 200
    if pattern == "noisy":
        g = streams.noisy(steps * runs).reshape(steps, runs, 1)
    else:
        g = streams.STREAMS[pattern](steps)
    step = feed(rules_of_entries()[name], g, keep="step").step[-last:]
    return float(np.sqrt(np.mean(step * step)))


@cache
def spectrum_gradient(diagonal: bool = False) -> NDArray[np.float64]:
    """A square gradient with singular values from 1 to a thousandth, in directions of no axis."""
    values = np.geomspace(1, SMALLEST, SPECTRUM)
    if diagonal:
        return np.diag(values)
    left, right = (orthogonal(seed) for seed in (1, 2))
    gradient: NDArray[np.float64] = (left * values) @ right.T
    return gradient


def orthogonal(seed: int) -> NDArray[np.float64]:
    """A turn of all axes, by orthogonalizing random columns."""
    q, _ = np.linalg.qr(np.random.default_rng(seed).standard_normal((SPECTRUM, SPECTRUM)))
    return np.asarray(q)


def rules_of_matrices() -> dict[str, Rule]:
    """The rules whose steps on a matrix are compared, at a rate of one."""
    return {
        "adam": adam(1.0, eps=1e-30),
        "adafactor": adafactor(1.0, relative=False),
        "muon": muon(1.0),
        "shampoo": shampoo(1.0, eps=1e-12),
    }


@cache
def step_on(name: str, diagonal: bool = False, after: int = 1) -> NDArray[np.float64]:
    """Step number `after` of a rule that sees the same gradient each time."""
    gradient = spectrum_gradient(diagonal)
    rule = rules_of_matrices()[name]
    state, step = rule.init(gradient), gradient
    for _ in range(after):
        step, state = rule.update(gradient, state, gradient)
    return -step


def singular_values(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """Singular values, the largest first."""
    return np.asarray(np.linalg.svd(matrix, compute_uv=False))


@cache
def mean_likeness(draws: int = 500) -> float:
    """Mean cosine between Muon's and Adam's first steps for singular vectors drawn at random."""
    rng = np.random.default_rng(1)
    sides = rng.standard_normal((2, draws, SPECTRUM, SPECTRUM))
    left, right = (np.linalg.qr(side)[0] for side in sides)
    g = (left * np.geomspace(1, SMALLEST, SPECTRUM)) @ np.swapaxes(right, -1, -2)
    rules = (muon(1.0), adam(1.0, eps=1e-30))
    a, b = (rule.update(g, rule.init(g), g)[0] for rule in rules)
    return float(np.mean([likeness(*pair) for pair in zip(a, b, strict=True)]))


def likeness(a: NDArray[np.float64], b: NDArray[np.float64]) -> float:
    """Cosine of the angle between two matrices taken as vectors."""
    return float((a * b).sum() / np.sqrt((a * a).sum() * (b * b).sum()))


@cache
def eight_bit_steps(sizes: tuple[float, ...], steps: int) -> NDArray[np.float64]:
    """Sizes of the last steps in eight bits under constant gradients that share a block."""
    g = np.broadcast_to(np.array([sizes]), (steps, 1, len(sizes)))
    trace = feed(adam_8bit(1.0, B1, B2, eps=0.0), g, keep="step", every=steps)
    return np.asarray(-trace.step[-1, 0])


def lost_steps(steps: int) -> NDArray[np.float64]:
    """The same of those gradients of the figure whose v eight bits lose."""
    return eight_bit_steps(IN_ONE_BLOCK, steps)[np.array(IN_ONE_BLOCK) < 4e-4]


def held_steps(steps: int) -> NDArray[np.float64]:
    """The same of those whose v they hold."""
    return eight_bit_steps(IN_ONE_BLOCK, steps)[np.array(IN_ONE_BLOCK) > 4e-4]


@cache
def longest_after_turn(smallest: float, turn: int = 300) -> float:
    """Longest step in eight bits over Adam's longest of the same time, if all gradients turn.

    A block of 256 gradients from 1 down to the smallest, a thousand steps.
    """
    sign = np.where(np.arange(1000) < turn, 1.0, -1.0)
    g = sign[:, None] * np.geomspace(1, smallest, 256)
    rounded = feed(adam_8bit(1.0, B1, B2, eps=0.0), g[:, None], keep="step").step[:, 0]
    exact = feed(adam(1.0, B1, B2, eps=0.0), g, keep="step").step
    return float((np.abs(rounded).max(axis=1) / np.abs(exact).max(axis=1)).max())


def full_precision_steps(sizes: tuple[float, ...], steps: int) -> NDArray[np.float64]:
    """The same of Adam."""
    g = np.broadcast_to(np.array(sizes), (steps, len(sizes)))
    trace = feed(adam(1.0, B1, B2, eps=0.0), g, keep="step", every=steps)
    return np.asarray(-trace.step[-1])


def waiting(rule: str, before: int = PARTS) -> int:
    """Steps in the old direction after gradients that agreed have turned."""
    g = np.concatenate([np.ones((before, 1)), -np.ones((200, 1))])
    step = -feed(rules_of_entries()[rule], g).step[before:, 0]
    return int(np.argmax(step < 0))


def diagonal_step(rows: int, spread: bool = False) -> float:
    """Largest entry of Adafactor's first step on the identity, or on a matrix of ones."""
    gradient = np.ones((rows, rows)) if spread else np.eye(rows)
    return float(-feed(adafactor(1.0, relative=False), gradient[None]).step.min())


# How a rule is written, and its ink: by what its step is made of.
LABELS: dict[str, tuple[str, str]] = {
    "sgd": ("Gradient descent", "ink"),
    "momentum": ("Momentum", "m"),
    "adam": ("Adam", "adam"),
    "adam_8bit": ("Adam, 8 bits", "adam"),
    "schedule_free": ("Schedule-Free", "adam"),
    "lion": ("Lion", "m"),
    "muon": ("Muon", "m"),
    "adafactor": ("Adafactor", "v"),
    "shampoo": ("Shampoo", "v"),
}
assert LABELS.keys() <= (RULES | MATRIX_RULES).keys()


def make(rule: str) -> Any:
    """The factory of a rule by its name, Adafactor's with a rate in units of θ like the others'."""
    if rule == "adafactor":
        return lambda lr: adafactor(lr, relative=False)
    return getattr(optimizers, rule)

"""The gradients, parameters and step numbers that every recording shares."""

import random

import numpy as np

STEPS = 500
SCALES = (1e-12, 1e-9, 1e-6, 1e-3, 1.0, 1e3, 1e6)
THETA_SCALES = (2.0**-30, 2.0**-20, 2.0**-10, 1.0, 1.0, 1.0, 1.0)  # a decay can rival any gradient
KEPT = np.array(
    [
        *range(1, 9),
        *(10, 13, 16, 20, 26, 33, 42, 54, 69, 88, 112, 144, 184, 235, 260, 300, 350, 420, 499, 500),
    ]
)
"""Numbers of the kept steps, from 1: all of the first eight, then roughly geometric."""


def drifting(rng: random.Random) -> list[float]:
    """Noise about a mean that falls from 1 to -1; from step 201 to 260 the sign alternates."""
    values = []
    for t in range(1, STEPS + 1):
        mean = 1 - 2 * t / STEPS
        noise = 3 * rng.random() - 1.5
        values.append((mean + noise) * (-1) ** t if 200 < t <= 260 else mean + noise)
    return values


def sparse(rng: random.Random) -> list[float]:
    """Mostly zeros, the first two among them, with a spike and two unbroken stretches.

    Step 60 is a spike of 1000; steps 101 to 150 are one constant; steps 301 to 350 grow by 5 %.
    """
    values = []
    grown = 0.125
    for t in range(1, STEPS + 1):
        draw, chance = 2 * rng.random() - 1, rng.random()
        if t <= 2:
            value = 0.0
        elif t == 60:
            value = 1000.0
        elif 100 < t <= 150:
            value = 0.25
        elif 300 < t <= 350:
            grown *= 1.05
            value = grown
        else:
            value = draw if chance < 0.3 or t in (3, STEPS) else 0.0
        values.append(value)
    return values


def make() -> dict[str, np.ndarray]:
    """Everything `gradients.npz` holds, by name; coordinates are seven scales of two patterns.

    The random numbers are the standard library's, which promises the same sequence for ever.
    """
    rng = random.Random(1412_6980)
    patterns = np.array([drifting(rng), sparse(rng)])
    g = np.concatenate([np.outer(pattern, SCALES) for pattern in patterns], axis=1)
    # Integers times powers of two compress well.
    units = np.array(
        [[rng.randrange(-2048, 2049) for _ in range(g.shape[1])] for _ in range(STEPS)]
    )
    theta = units / 1024 * np.array([*THETA_SCALES, *THETA_SCALES])
    return {
        "g": g,
        "theta": theta,
        "scale": np.array([*SCALES, *SCALES]),
        "pattern": np.repeat(["drifting", "sparse"], len(SCALES)),
        "kept": KEPT,
    }

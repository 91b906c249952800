"""What the size of a batch does to Adam's second moment and to its best rate (learn/tuning).

Arguments broadcast.
"""

import numpy as np

from adamdocs.theory import _checks as check
from adamdocs.theory._checks import Numbers
from adamdocs.theory.averages import second_moment


def square_then_average(mean: Numbers, deviation: Numbers, count: Numbers) -> Numbers:
    """√v̂ of micro-batches squared before they are averaged, over √v̂ of their average, in the mean.

        √((μ² + σ²) / (μ² + σ²/n))

    n independent gradients of mean μ and deviation σ: each has the second moment μ² + σ², their
    average μ² + σ²/n. It is 1 without noise and √n without a mean: the second is the learning
    rate's factor of the square root rule.

    Args:
        mean: μ.
        deviation: σ ≥ 0, not 0 where the mean is.
        count: n ≥ 1.

    Raises:
        ValueError: an argument is outside its range, or both μ and σ are 0.
    """
    n, each = check.steps("count", count), second_moment(mean, deviation)
    if np.any(each == 0):
        raise ValueError("deviation must not be 0 where mean is 0: there is no gradient")
    return np.sqrt(each / second_moment(mean, deviation / np.sqrt(n)))


def square_root_rule(
    factor: Numbers, lr: Numbers = 1e-3, b1: Numbers = 0.9, b2: Numbers = 0.999
) -> tuple[Numbers, Numbers, Numbers]:
    """Adam's rate and decays for a batch κ times as large, (lr, β₁, β₂).

        lr √κ,   1 − κ(1 − β₁),   1 − κ(1 − β₂)

    Noise makes √v̂ proportional to 1/√κ and a step's noise, in learning rates, independent of κ;
    with κ times fewer steps over the same examples their sum keeps its variance if lr² grows by κ,
    and memories keep their length in examples. The share of a gradient that is not noise must be
    small.

    Source: S. Malladi, K. Lyu, A. Panigrahi, S. Arora, NeurIPS 2022, arXiv:2205.10287.

    Args:
        factor: κ > 0.
        lr: learning rate.
        b1: β₁ in [0, 1).
        b2: β₂ in [0, 1).

    Raises:
        ValueError: an argument is outside its range, or κ leaves a decay below 0.
    """
    given = check.positive("factor", factor), check.positive("lr", lr)
    memories = check.beta("b1", b1), check.beta("b2", b2)
    k, lr, b1, b2 = (x[()] for x in np.broadcast_arrays(*given, *memories))
    if np.any(k * (1.0 - np.minimum(b1, b2)) > 1):
        raise ValueError(f"factor must leave both decays at least 0, got {factor!r}")
    return lr * np.sqrt(k), 1.0 - k * (1.0 - b1), 1.0 - k * (1.0 - b2)

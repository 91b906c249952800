"""AdaGrad and RMSProp where their steps can be summed by hand, ε = 0 throughout (learn/3).

Steps and distances are in units of θ. Arguments broadcast.
"""

import numpy as np

from adamdocs.theory import _checks as check
from adamdocs.theory._checks import Numbers
from adamdocs.theory._series import one_minus_power


def adagrad_constant_step(t: Numbers, lr: Numbers = 1.0) -> Numbers:
    """Size of AdaGrad's t-th step under a constant gradient.

        lr / √t

    The sum of squares is t·g², so the step is lr·|g| / (√t·|g|). A sparse coordinate takes the same
    steps, with t counting only its nonzero gradients.

    Raises:
        ValueError: `t` is not whole and ≥ 1, or `lr` not positive.
    """
    return check.positive("lr", lr) / np.sqrt(check.steps("t", t))


def adagrad_distance(t: Numbers, lr: Numbers = 1.0) -> Numbers:
    """Distance AdaGrad travels in t steps under a constant gradient.

        lr · Σ_{i ≤ t} 1/√i

    It grows without limit: see `adagrad_distance_bounds`.

    Raises:
        ValueError: `t` is not whole and ≥ 1, or `lr` not positive.
    """
    t = np.asarray(check.steps("t", t), dtype=np.int64)
    travelled = np.cumsum(1.0 / np.sqrt(np.arange(1.0, np.max(t) + 1.0)))
    return check.positive("lr", lr) * travelled[t - 1]


def adagrad_distance_bounds(t: Numbers, lr: Numbers = 1.0) -> tuple[Numbers, Numbers]:
    """Lower and upper bound of `adagrad_distance`.

        2√(t + 1) − 2  ≤  Σ_{i ≤ t} 1/√i  ≤  2√t − 1

    1/√x falls, so that ∫_i^{i+1} dx/√x ≤ 1/√i ≤ ∫_{i−1}^i dx/√x; sum the left side over i = 1 … t
    and the right side over i = 2 … t, with the first term 1 kept.

    Raises:
        ValueError: `t` is not whole and ≥ 1, or `lr` not positive.
    """
    t, lr = check.steps("t", t), check.positive("lr", lr)
    return lr * (2.0 * np.sqrt(t + 1.0) - 2.0), lr * (2.0 * np.sqrt(t) - 1.0)


def rmsprop_constant_step(t: Numbers, b2: Numbers = 0.9, lr: Numbers = 1.0) -> Numbers:
    """Size of RMSProp's t-th step under a constant gradient from v = 0.

        lr / √(1 − β₂ᵗ)

    as v_t = (1 − β₂ᵗ) g². The first step is lr/√(1 − β₂); later ones fall to lr and no further.

    Raises:
        ValueError: `t` is not whole and ≥ 1, `b2` not in [0, 1), or `lr` not positive.
    """
    shrink = one_minus_power(check.beta("b2", b2), check.steps("t", t))
    return check.positive("lr", lr) / np.sqrt(shrink)


def rmsprop_limit_cycle(lr: Numbers) -> Numbers:
    """Distance from a quadratic's minimum at which RMSProp at a fixed rate ends, on either side.

        lr / 2

    √v shrinks with the gradients until the rate lr/√v is too large for the curvature and θ changes
    sign at every step. Between +a and −a all squared gradients are equal, so that √v = |g| and the
    step is lr; it leads from a to −a, hence 2a = lr.

    Raises:
        ValueError: `lr` is not positive.
    """
    return 0.5 * check.positive("lr", lr)

"""Steps of an Adam that lost part of its state: m, v or the counter t."""

import math

import numpy as np

from adamdocs.theory import _checks as check
from adamdocs.theory._checks import Numbers
from adamdocs.theory._series import one_minus_power


def dropped_state_step(t: Numbers, b1: Numbers = 0.9, b2: Numbers = 0.999) -> Numbers:
    """Size of the t-th step, in learning rates, of an Adam that loses m and v before it.

        (1 − β₁)/(1 − β₁ᵗ) · √(1 − β₂ᵗ)/√(1 − β₂)

    m_t = (1 − β₁) g and v_t = (1 − β₂) g² hold one gradient, and the corrections divide by the
    weight of t. It is 1 at t = 1, and tends to (1 − β₁)/√(1 − β₂). ε = 0.

    Args:
        t: the counter, ≥ 1.
        b1: β₁ in [0, 1).
        b2: β₂ in [0, 1).

    Raises:
        ValueError: an argument is outside its range.
    """
    t, b1, b2 = check.steps("t", t), check.beta("b1", b1), check.beta("b2", b2)
    m_hat = (1.0 - b1) / one_minus_power(b1, t)
    return m_hat * np.sqrt(one_minus_power(b2, t) / (1.0 - b2))


def resumed_step(
    k: Numbers,
    before: Numbers = math.inf,
    b1: Numbers = 0.9,
    b2: Numbers = 0.999,
    *,
    lose_m: bool = False,
    lose_v: bool = False,
    lose_t: bool = False,
) -> Numbers:
    """Size of the k-th step, in learning rates, of an Adam that resumed with part of its state.

        (M β₁ᵏ + 1 − β₁ᵏ)/(1 − β₁ⁿ) / √((V β₂ᵏ + 1 − β₂ᵏ)/(1 − β₂ⁿ)),   n = T + k, or k

    T equal gradients g came before, which leave m = M g and v = V g² with M = 1 − β₁ᵀ and
    V = 1 − β₂ᵀ, or 0 where they are lost; a lost counter starts anew. ε = 0. With m and v lost
    but not t it is not `dropped_state_step`, which loses them before every step.

    Args:
        k: steps since the resumption, ≥ 1.
        before: T, ≥ 1, or infinite.
        b1: β₁ in [0, 1).
        b2: β₂ in [0, 1).
        lose_m: m is 0 after the resumption.
        lose_v: v is 0.
        lose_t: the corrections count from 0.

    Raises:
        ValueError: an argument is outside its range.
    """
    k, before = check.steps("k", k), check.steps_or_infinity("before", before)
    b1, b2 = check.beta("b1", b1), check.beta("b2", b2)
    counted = k if lose_t else before + k

    def corrected(beta: Numbers, lost: bool) -> Numbers:
        kept = 0.0 if lost else one_minus_power(beta, before)
        return (kept * beta**k + one_minus_power(beta, k)) / one_minus_power(beta, counted)

    return corrected(b1, lose_m) / np.sqrt(corrected(b2, lose_v))

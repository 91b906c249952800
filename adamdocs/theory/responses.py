"""Adam's answer to alternating, noisy and turning gradients of constant size (learn/5, 13).

Steps are in units of the learning rate; ε = 0. All gradients being of one size (or one variance),
v̂ is that size squared at every t, and β₂ does not matter. Arguments broadcast unless they are said
to be one number.
"""

import math

import numpy as np

from adamdocs.theory import _checks as check
from adamdocs.theory._checks import Numbers
from adamdocs.theory._series import first_integer, one_minus_power


def alternating_step(t: Numbers = math.inf, b1: Numbers = 0.9) -> Numbers:
    """Size of Adam's t-th step when the gradient's sign alternates.

        (1 − β₁)/(1 + β₁) · (1 − (−β₁)ᵗ)/(1 − β₁ᵗ)

    m_t is the newest gradient times (1 − β₁) Σ_{k<t} (−β₁)ᵏ, and v̂_t = g².

    Args:
        t: step, ≥ 1; infinite for the limit.
        b1: β₁ in [0, 1).

    Raises:
        ValueError: an argument is outside its range.
    """
    t, b1 = check.steps_or_infinity("t", t), check.beta("b1", b1)
    power = b1**t
    odd = np.mod(np.where(np.isinf(t), 0.0, t), 2.0) == 1.0
    sum_ratio = np.where(odd, 1.0 + power, 1.0 - power) / one_minus_power(b1, t)
    return ((1.0 - b1) / (1.0 + b1) * sum_ratio)[()]


def noise_rms(t: Numbers = math.inf, b1: Numbers = 0.9) -> Numbers:
    """Root mean square of Adam's t-th step under independent gradients of mean zero.

        √E[m̂_t²] / √E[v̂_t] = √( (1 − β₁)(1 + β₁ᵗ) / ((1 + β₁)(1 − β₁ᵗ)) )

    E[m̂²] = σ² / effective sample size, E[v̂] = σ². The ratio of the two means stands for the mean of
    the ratio: exact at t = 1, close where v̂ varies little, that is for t ≫ 1 and β₂ near 1.

    Args:
        t: step, ≥ 1; infinite for the limit.
        b1: β₁ in [0, 1).

    Raises:
        ValueError: an argument is outside its range.
    """
    t, b1 = check.steps_or_infinity("t", t), check.beta("b1", b1)
    mean_square = (1.0 - b1) * (1.0 + b1**t) / ((1.0 + b1) * one_minus_power(b1, t))
    return np.sqrt(mean_square)


def flip_step(k: Numbers, b1: Numbers = 0.9, before: Numbers = math.inf) -> Numbers:
    """Adam's step at the k-th gradient after the sign flipped, positive in the old direction.

        m̂/√v̂ = 2 β₁ᵏ (1 − β₁ⁿ)/(1 − β₁ⁿ⁺ᵏ) − 1,   n = before

    m = β₁ᵏ (1 − β₁ⁿ) − (1 − β₁ᵏ) in units of the old gradient, divided by 1 − β₁ⁿ⁺ᵏ; v̂ = g².

    Args:
        k: gradients of the new sign so far, ≥ 0.
        b1: β₁ in [0, 1).
        before: gradients of the old sign, ≥ 1; infinite for the limit.

    Raises:
        ValueError: an argument is outside its range.
    """
    k, b1 = check.steps("k", k, least=0), check.beta("b1", b1)
    n = check.steps_or_infinity("before", before)
    return 2.0 * b1**k * one_minus_power(b1, n) / one_minus_power(b1, n + k) - 1.0


def flip_delay(b1: float = 0.9, before: float = math.inf) -> int:
    """Number of steps in which Adam still moves the old way after the gradient's sign flipped.

        largest k with β₁ᵏ (2 − β₁ⁿ) > 1,   n = before;   k < ln 2 / (−ln β₁) for n = ∞

    `flip_step` is positive exactly then, and it falls with k.

    Args:
        b1: β₁, one number in [0, 1).
        before: gradients of the old sign, one number ≥ 1; infinite for the limit.

    Raises:
        ValueError: an argument is outside its range.
    """
    b1, before = check.one_number("b1", b1), check.one_number("before", before)
    return first_integer(lambda k: flip_step(k, b1, before) <= 0.0) - 1


def flip_overshoot(b1: float = 0.9, before: float = math.inf) -> float:
    """Distance Adam still moves the old way after the gradient's sign flipped.

        Σ flip_step(k) over k = 1, …, flip_delay;   2β₁(1 − β₁ᴷ)/(1 − β₁) − K for n = ∞, K = delay

    Gradient descent turns at once: its distance is 0.

    Args:
        b1: β₁, one number in [0, 1).
        before: gradients of the old sign, one number ≥ 1; infinite for the limit.

    Raises:
        ValueError: an argument is outside its range.
    """
    return float(np.sum(flip_step(np.arange(1, flip_delay(b1, before) + 1), b1, before)))


def flip_recovery(fraction: float, b1: float = 0.9, before: float = math.inf) -> int:
    """First k after a flip from which the step is within a fraction of a full step the new way.

        flip_step(k) + 1 ≤ fraction;   k ≥ ln(fraction/2) / ln β₁ for n = ∞

    Args:
        fraction: one number strictly between 0 and 1.
        b1: β₁, one number in [0, 1).
        before: gradients of the old sign, one number ≥ 1; infinite for the limit.

    Raises:
        ValueError: an argument is outside its range.
    """
    band = check.inside_unit("fraction", check.one_number("fraction", fraction))
    b1, before = check.one_number("b1", b1), check.one_number("before", before)
    return first_integer(lambda k: flip_step(k, b1, before) + 1.0 <= band)

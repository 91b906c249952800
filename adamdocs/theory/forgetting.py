"""What a spike leaves behind, and where periodic gradients drive Adam.

Steps and distances are in units of the learning rate; ε = 0. Arguments broadcast unless they are
said to be one number or have a shape.
"""

import math

import numpy as np
from numpy.typing import NDArray

from adamdocs.theory import _checks as check
from adamdocs.theory._checks import Numbers
from adamdocs.theory._series import falling_root, geometric_sum, one_minus_power


def isolated_spike_kick(
    b1: Numbers = 0.9, b2: Numbers = 0.999, horizon: Numbers = math.inf
) -> Numbers:
    """Distance Adam travels on one gradient after a long silence, in `horizon` steps.

        (1 − β₁)/√(1 − β₂) · Σ_{k < horizon} (β₁/√β₂)ᵏ

    k zeros after the spike G, m = (1 − β₁) β₁ᵏ G and v = (1 − β₂) β₂ᵏ G²; the corrections have worn
    off, and G cancels. Infinite in the limit where β₁² ≥ β₂.

    Args:
        b1: β₁ in [0, 1).
        b2: β₂ in (0, 1).
        horizon: steps from the spike on, ≥ 1, or infinite.

    Raises:
        ValueError: an argument is outside its range.
    """
    b1, b2 = check.beta("b1", b1), check.inside_unit("b2", b2)
    terms = geometric_sum(b1 / np.sqrt(b2), check.steps_or_infinity("horizon", horizon))
    return (1.0 - b1) / np.sqrt(1.0 - b2) * terms


def step_after_spike(k: Numbers, spike: Numbers, b1: Numbers = 0.9, b2: Numbers = 0.999) -> Numbers:
    """Adam's step k gradients after a spike in a long run of equal gradients; k = 0 is the spike.

        (1 + (1 − β₁)(G − 1) β₁ᵏ) / √(1 + (1 − β₂)(G² − 1) β₂ᵏ),   G = spike/background

    Before it m = 1 and v = 1 in units of the background; each keeps its excess times β a step.

    Args:
        k: whole, ≥ 0.
        spike: G, may be negative.
        b1: β₁ in [0, 1).
        b2: β₂ in [0, 1).

    Raises:
        ValueError: an argument is outside its range, or v is 0 (G = 0 with β₂ = 0).
    """
    k, ratio = check.steps("k", k, least=0), check.real("spike", spike)
    b1, b2 = check.beta("b1", b1), check.beta("b2", b2)
    v = 1.0 + (1.0 - b2) * (ratio**2 - 1.0) * b2**k
    if np.any(v <= 0):
        raise ValueError("spike must not be 0 where b2 is 0: v vanishes")
    return (1.0 + (1.0 - b1) * (ratio - 1.0) * b1**k) / np.sqrt(v)


def half_recovery(spike: Numbers, b2: Numbers = 0.999) -> Numbers:
    """Gradients after a spike until Adam's step is back at half its size, a real number.

        ln((1 − β₂)(G² − 1)/3) / (−ln β₂),   G = spike/background

    1/√v = ½ where the excess (1 − β₂)(G² − 1) β₂ᵏ of `step_after_spike` is 3; m has recovered long
    before, as β₁ᵏ is far below β₂ᵏ. It is 0 where the spike never halves 1/√v.

    Args:
        spike: G, may be negative.
        b2: β₂ in (0, 1).

    Raises:
        ValueError: an argument is outside its range.
    """
    ratio, b2 = check.real("spike", spike), check.inside_unit("b2", b2)
    excess = (1.0 - b2) * (ratio**2 - 1.0) / 3.0
    return np.log(np.maximum(excess, 1.0)) / -np.log(b2)


def rate_recovery(v: Numbers, g: Numbers, n: Numbers, b2: Numbers = 0.999) -> Numbers:
    """Factor by which 1/√v grows (or shrinks) in n gradients of size g.

        √(v / v_n),   v_n = β₂ⁿ v + (1 − β₂ⁿ) g²

    It is at most β₂^(−n/2): the rate does not jump when a spike is forgotten, it creeps.

    Args:
        v: second moment at the start, > 0, uncorrected.
        g: gradient.
        n: number of gradients, ≥ 0.
        b2: β₂ in (0, 1).

    Raises:
        ValueError: an argument is outside its range.
    """
    v, g = check.positive("v", v), check.real("g", g)
    n, b2 = check.steps("n", n, least=0), check.inside_unit("b2", b2)
    return 1.0 / np.sqrt(b2**n + one_minus_power(b2, n) * g**2 / v)


def reddi_gradients(
    period: int = 101, large: float = 1010.0, small: float = -10.0
) -> NDArray[np.float64]:
    """One period of the gradients of Reddi, Kale and Kumar's online example, shape (period,).

        `large` once, then `small`

    Their sum is positive, hence −1 is the best point of [−1, 1].

    Source: S. J. Reddi, S. Kale, S. Kumar, ICLR 2018, arXiv:1904.09237, section 5.

    Raises:
        ValueError: `period` is not a whole number ≥ 1, or a gradient is not one finite number.
    """
    rest = check.real("small", check.one_number("small", small))
    gradients = np.full(check.one_count("period", period), rest)
    gradients[0] = check.real("large", check.one_number("large", large))
    return gradients


def periodic_drift(gradients: Numbers, b1: float = 0.9, b2: float = 0.999) -> float:
    """Change of θ per period once Adam's moments have settled on a periodic gradient stream.

        −Σ_j m_j/√v_j,   m_j = (1 − β₁)/(1 − β₁ᴾ) · Σ_{k<P} β₁ᵏ g_{j−k},   v_j alike with β₂ and g²

    with the indices modulo the period P: β₁ᵏ⁺ᴾ meets the same gradient as β₁ᵏ, which makes the
    infinite sum a geometric series of period sums.

    Args:
        gradients: one period, shape (P,).
        b1: β₁, one number in [0, 1).
        b2: β₂, one number in [0, 1).

    Raises:
        ValueError: an argument is outside its range, or v is 0 somewhere.
    """
    g = check.vector("gradients", gradients)
    m = _periodic_average(g, check.beta("b1", check.one_number("b1", b1)))
    v = _periodic_average(g * g, check.beta("b2", check.one_number("b2", b2)))
    if np.any(v <= 0):
        raise ValueError("gradients must not leave v at 0: one is 0 and b2 forgets the others")
    return -float(np.sum(m / np.sqrt(v)))


def drift_sign_change(
    gradients: Numbers, b1: float = 0.9, low: float = 0.9, high: float = 0.9999999
) -> float:
    """β₂ at which `periodic_drift` changes sign, by bisection between `low` and `high`.

        periodic_drift(gradients, β₁, β₂) = 0

    Args:
        gradients: one period, shape (P,).
        b1: β₁, one number in [0, 1).
        low: lower end, in (0, 1).
        high: upper end, in (0, 1), above `low`.

    Raises:
        ValueError: an argument is outside its range, or the drift has one sign at both ends.
    """
    low = check.inside_unit("low", check.one_number("low", low))
    high = check.at_least("high", check.inside_unit("high", check.one_number("high", high)), low)
    ends = periodic_drift(gradients, b1, low), periodic_drift(gradients, b1, high)
    if ends[0] * ends[1] > 0:
        raise ValueError(f"low and high must have drifts of both signs between them, got {ends}")
    downhill = 1.0 if ends[0] >= ends[1] else -1.0

    def drift(b2: Numbers) -> float:
        return downhill * periodic_drift(gradients, b1, float(b2))

    return float(falling_root(drift, low, high))


def drift_memory(period: int, b1: float = 0.9, outweighs: float = 1.0) -> float:
    """Memory 1/(1 − β₂) at which Reddi's example turns, to first order, for a large period.

        P (P − 2 a β₁/(1 − β₁)) / (4 (1 + (a − 1) P)),   gradients a·P·c once, then −c

    Over a period √v falls evenly by the small share s/2, s = P(1 − β₂). Small gradients meet it
    half way on average, the large one at its top or, as m lags by β₁/(1 − β₁), a little later. In
    all that favors the small ones by s (P − 2 a lag)/4 of one, and by 1 + (a − 1) P of them the
    large is ahead. That holds of memories longer than the period; 0 where the period is within
    twice the lag.

    Args:
        period: P, whole, ≥ 1.
        b1: β₁, one number in [0, 1).
        outweighs: a, one number ≥ 1: the large gradient over P small ones.

    Raises:
        ValueError: an argument is outside its range.
    """
    period = check.one_count("period", period)
    b1 = float(check.beta("b1", check.one_number("b1", b1)))
    a = float(check.at_least("outweighs", check.one_number("outweighs", outweighs), 1.0))
    fall = period * max(period - 2.0 * a * b1 / (1.0 - b1), 0.0) / 4.0
    return fall / (1.0 + (a - 1.0) * period)


def amsgrad_drift(gradients: Numbers, b2: float = 0.999) -> float:
    """Change of θ per period once AMSGrad's maximum of v has settled on a periodic gradient stream.

        −Σ_j g_j / √max_j v_j

    with v_j of `periodic_drift`. The m_j of a period have the sum of its g_j, whatever β₁.

    Args:
        gradients: one period, shape (P,).
        b2: β₂, one number in [0, 1).

    Raises:
        ValueError: an argument is outside its range, or all gradients are 0.
    """
    g = check.vector("gradients", gradients)
    v = _periodic_average(g * g, check.beta("b2", check.one_number("b2", b2)))
    if not np.any(v > 0):
        raise ValueError("gradients must not all be 0: v is 0")
    return -float(np.sum(g) / np.sqrt(np.max(v)))


def amsgrad_after_spike(
    k: Numbers, spike: Numbers, b1: Numbers = 0.9, b2: Numbers = 0.999
) -> Numbers:
    """AMSGrad's step k gradients after a spike in a long run of equal ones; k = 0 is the spike.

        (1 + (1 − β₁)(G − 1) β₁ᵏ) / √max(1, 1 + (1 − β₂)(G² − 1)),   G = spike/background

    As `step_after_spike`, with v held at the height that the spike gave it. The corrections have
    worn off, so that both orders of the maximum are one.

    Args:
        k: whole, ≥ 0.
        spike: G, may be negative.
        b1: β₁ in [0, 1).
        b2: β₂ in [0, 1).

    Raises:
        ValueError: an argument is outside its range.
    """
    k, ratio = check.steps("k", k, least=0), check.real("spike", spike)
    b1, b2 = check.beta("b1", b1), check.beta("b2", b2)
    m = 1.0 + (1.0 - b1) * (ratio - 1.0) * b1**k
    return m / np.sqrt(np.maximum(1.0, 1.0 + (1.0 - b2) * (ratio**2 - 1.0)))


def amsgrad_after_first(
    t: Numbers, spike: Numbers, b1: Numbers = 0.9, b2: Numbers = 0.999, corrected: bool = False
) -> Numbers:
    """AMSGrad's step t where the first gradient is G and all others are 1.

        m̂_t / √(max_{s ≤ t} v_s / (1 − β₂ᵗ))     (maximum of v)
        m̂_t / √(max_{s ≤ t} v̂_s)                 (maximum of v̂)
        m̂_t = 1 + (G − 1)(1 − β₁) β₁^(t−1)/(1 − β₁ᵗ)
        v_t = 1 − β₂ᵗ + (G² − 1)(1 − β₂) β₂^(t−1),   v̂_t = v_t/(1 − β₂ᵗ)

    v goes from (1 − β₂)G² towards 1 and v̂ from G² towards 1, never back, so that either maximum is
    at an end.

    Args:
        t: step, ≥ 1.
        spike: G, the first gradient, not 0.
        b1: β₁ in [0, 1).
        b2: β₂ in [0, 1).
        corrected: the maximum is of v̂, not of v.

    Raises:
        ValueError: an argument is outside its range.
    """
    t, ratio = check.steps("t", t), check.real("spike", spike)
    b1, b2 = check.beta("b1", b1), check.beta("b2", b2)
    if np.any(ratio == 0):
        raise ValueError("spike must not be 0: the first step is 0/0")
    m_hat = 1.0 + (ratio - 1.0) * (1.0 - b1) * b1 ** (t - 1.0) / one_minus_power(b1, t)
    weight = one_minus_power(b2, t)
    v = weight + (ratio**2 - 1.0) * (1.0 - b2) * b2 ** (t - 1.0)
    if corrected:
        return m_hat / np.sqrt(np.maximum(ratio**2, v / weight))
    return m_hat / np.sqrt(np.maximum((1.0 - b2) * ratio**2, v) / weight)


def _periodic_average(x: NDArray[np.float64], beta: float) -> NDArray[np.float64]:
    period = x.size
    ages = np.mod(np.subtract.outer(np.arange(period), np.arange(period)), period)
    weights = (1.0 - beta) / one_minus_power(beta, period) * beta ** ages.astype(float)
    return np.asarray(np.sum(weights * x, axis=1))

"""Where fixed-rate Adam stops converging, how it then hovers, how uncertain v̂ is (learn/9, 13).

Arguments broadcast.
"""

import math

from adamdocs.theory import _checks as check
from adamdocs.theory._checks import Numbers
from adamdocs.theory.averages import effective_sample_size


def adam_stability_threshold(lr: Numbers, b1: Numbers = 0.9) -> Numbers:
    """Largest preconditioned curvature λ/(√v̂ + ε) at which Adam converges.

        2 (1 + β₁) / ((1 − β₁) lr),   38/lr for β₁ = 0.9

    With v̂ at rest Adam is momentum as a moving average on a loss whose curvature is divided by
    √v̂ + ε: `ema_momentum_stable_rate` solved for the curvature.

    Source: J. M. Cohen et al., Adaptive Gradient Methods at the Edge of Stability, 2022,
    arXiv:2207.14484.

    Raises:
        ValueError: `lr` is not positive, or `b1` not in [0, 1).
    """
    b1 = check.beta("b1", b1)
    return 2.0 * (1.0 + b1) / ((1.0 - b1) * check.positive("lr", lr))


def limit_cycle_rms(lr: Numbers, b1: Numbers = 0.9) -> Numbers:
    """Root mean square distance from the minimum at which fixed-rate Adam hovers.

        lr (1 − β₁) / (2 (1 + β₁))

    Near the minimum of ½λθ² the gradients shrink, √v̂ follows, and λ/√v̂ grows until it passes
    `adam_stability_threshold`; θ then grows, and √v̂ with it. So √v̂ hovers at λ over the threshold,
    and √v̂ is the root mean square of λθ over v's memory. Exact for β₁ = 0 (lr/2 either side, as
    RMSProp), else an estimate of the right size: v lags, and θ comes in bursts.

    Raises:
        ValueError: `lr` is not positive, or `b1` not in [0, 1).
    """
    return 1.0 / adam_stability_threshold(lr, b1)


def v_hat_relative_variance(t: Numbers = math.inf, b2: Numbers = 0.999) -> Numbers:
    """Variance of v̂_t over its squared mean under independent normal gradients of mean zero.

        2 (1 − β₂)(1 + β₂ᵗ) / ((1 + β₂)(1 − β₂ᵗ))

    Var[g²] = E[g⁴] − E[g²]² = 3σ⁴ − σ⁴, divided by the effective sample size of the average. It is
    2 at t = 1, which is what warm-up answers.

    Args:
        t: step, ≥ 1; infinite for the limit.
        b2: β₂ in [0, 1).

    Raises:
        ValueError: an argument is outside its range.
    """
    return 2.0 / effective_sample_size(check.beta("b2", b2), t)

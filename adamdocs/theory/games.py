"""Two players on the game xy: one goes down it in x, the other up it in y (connections/gan).

The gradients of their own losses xy and −xy are (y, −x): a rotation about the saddle (0, 0). With
w = x + iy it is −i·w. The plays are those of `adamdocs.runs.play`, and "optimistic": a step of
2 g_t − g_{t−1} in place of g_t (C. Daskalakis et al., ICLR 2018, arXiv:1711.00141). β₁ in (−1, 1)
averages gradients, m_t = β₁ m_{t−1} + (1 − β₁) g_t; β₁ = 0 is gradient descent.
"""

from typing import Any, Literal, get_args

import numpy as np

from adamdocs.theory import _checks as check
from adamdocs.theory._checks import Numbers

Play = Literal["simultaneous", "alternating", "extragradient", "optimistic"]


def game_factor(lr: float, b1: float, play: Play = "simultaneous") -> float:
    """Factor on the distance from the saddle of xy per step of gradient descent, in the long run.

        max |μ| over the roots of, with c = lr (1 − β₁),
        simultaneous:   μ² − (1 + β₁ + ic) μ + β₁
        alternating:    (μ − 1)² (μ − β₁)² + c² μ³
        extragradient:  μ² − (1 − c² + β₁² + ic (1 + 2β₁)) μ + β₁² + ic β₁
        optimistic:     μ² − (1 + β₁ + 2ic) μ + β₁ + ic

    At β₁ = 0 these are √(1 + lr²), 1 up to lr = 2, √(1 − lr² + lr⁴) and, below 1 up to
    lr = 1/√3, the optimistic one. G. Zhang and Y. Yu, ICLR 2020, arXiv:1908.05699, treat them all.

    Args:
        lr: learning rate.
        b1: β₁ in (−1, 1), of an average of gradients.
        play: who sees what.

    Raises:
        ValueError: `lr` is not positive, `b1` not in (−1, 1), or there is no such play.
    """
    _require_play(play)
    lr = check.one_number("lr", check.positive("lr", lr))
    b1 = check.one_number("b1", _momentum(b1))
    c = lr * (1.0 - b1)
    polynomial: dict[str, Any] = {
        "simultaneous": [1.0, -(1.0 + b1 + 1j * c), b1],
        "alternating": np.polyadd(np.poly([1.0, 1.0, b1, b1]), [c**2, 0.0, 0.0, 0.0]),
        "extragradient": [
            1.0,
            -(1.0 - c**2 + b1**2 + 1j * c * (1.0 + 2.0 * b1)),
            b1**2 + 1j * c * b1,
        ],
        "optimistic": [1.0, -(1.0 + b1 + 2j * c), b1 + 1j * c],
    }
    return float(np.abs(np.roots(polynomial[play])).max())


def alternating_distances(lr: Numbers, x: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
    """Bounds of the distance from the saddle of xy that alternating gradient descent never leaves.

        √(Q / (1 + lr/2))  and  √(Q / (1 − lr/2)),   Q = x² − lr·x·y + y²

    With x' = x − lr·y and y' = y + lr·x', Q' = x'(x' + lr·y) + y² = x'x + y² = Q: the points lie on
    an ellipse, whose axes are the diagonals, (x² + y²)(1 − lr/2) = Q and (x² + y²)(1 + lr/2) = Q.

    Args:
        lr: learning rate in (0, 2).
        x: start of the player who moves first.
        y: start of the other.

    Raises:
        ValueError: `lr` is outside (0, 2), or a start is not finite.
    """
    half = check.positive("lr", lr) / 2.0
    if np.any(half >= 1.0):
        raise ValueError(f"lr must be below 2, got {lr!r}")
    x, y = check.real("x", x), check.real("y", y)
    kept = x * x - 2.0 * half * x * y + y * y
    return np.sqrt(kept / (1.0 + half)), np.sqrt(kept / (1.0 - half))


def game_delay(b1: Numbers, play: Play = "simultaneous") -> Numbers:
    """Steps by which players of the game xy act on old news: positive drives them outward.

        simultaneous:   β₁/(1 − β₁) + 1/2        alternating:  β₁/(1 − β₁)
        extragradient:  β₁/(1 − β₁²) − 1/2       optimistic:   β₁/(1 − β₁) − 1/2

    While the players turn by a small angle ω a step, a gradient that is L steps old points ωL away
    from the tangent, and outward by ω·ωL of the distance. The average of gradients is β₁/(1 − β₁)
    steps old. A step along the tangent leads out by ω²/2 of the distance: half a step more, which
    taking turns makes good. Looking ahead, and optimism, take off one step. Extragradient passes
    the average through both halves of a step, whose gradients stand for 0 and 1 steps ahead.
    `game_factor` is 1 + lr²·delay, but for higher powers of lr.

    Args:
        b1: β₁ in (−1, 1).
        play: who sees what.

    Raises:
        ValueError: `b1` is not in (−1, 1), or there is no such play.
    """
    _require_play(play)
    b1 = _momentum(b1)
    if play == "extragradient":
        return b1 / (1.0 - b1**2) - 0.5
    return b1 / (1.0 - b1) + {"simultaneous": 0.5, "alternating": 0.0, "optimistic": -0.5}[play]


def adam_game_radius(
    b1: Numbers = 0.9, b2: Numbers = 0.999, play: Play = "simultaneous"
) -> Numbers:
    """Distance, in learning rates, at which Adam circles the saddle of the game xy.

        r/lr = 4 √(D T),   D the delay of `game_delay`,  T = 1/(1 − β₂), half of that with two
                           gradients a step (extragradient)
        simultaneous:  r/lr = √(8 (1 + β₁) / ((1 − β₁)(1 − β₂)))

    On a circle of radius r, v averages y² = r²/2 (1 − cos 2φ) for the one player, x² for the other.
    Both turn by ω = lr√2/r. What is left of the cosine lags by a quarter of a turn, and leads
    inward by 1/(8T) of the distance; the delay leads outward by ω²D. They balance where
    ω² = 1/(8DT). This takes D far below T: the relative error is of order D/T. Without a positive
    delay nothing holds the circle open, down to a size of the order of lr: 0.

    Args:
        b1: β₁ in (−1, 1).
        b2: β₂ in [0, 1), near enough to 1 that 2D < T: beyond, v follows the squares so closely
            that it leads hardly inward.
        play: who sees what.

    Raises:
        ValueError: an argument is outside its range, or there is no such play.
    """
    delay, b2 = game_delay(b1, play), check.beta("b2", b2)
    memory = (0.5 if play == "extragradient" else 1.0) / (1.0 - b2)
    if np.any(2.0 * delay >= memory):
        raise ValueError(f"b2 must be nearer to 1 for b1 = {b1!r}, got {b2!r}")
    return 4.0 * np.sqrt(np.maximum(delay, 0.0) * memory)


def _momentum(b1: Numbers) -> Numbers:
    b1 = check.real("b1", b1)
    if np.any(np.abs(b1) >= 1.0):
        raise ValueError(f"b1 must be in (-1, 1), got {b1!r}")
    return b1


def _require_play(play: str) -> None:
    if play not in get_args(Play):
        raise ValueError(f"play must be one of {', '.join(get_args(Play))}, got {play!r}")

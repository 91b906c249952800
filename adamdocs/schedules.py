"""Learning-rate factors: functions of the step number, in portable arithmetic.

A schedule is called with t = 1, 2, … and returns the factor by which `adamdocs.runs` multiplies the
whole step of a rule. `SCHEDULES` lists the factories by name.
"""

import math
from collections.abc import Callable

from adamdocs.checks import check_count, check_fraction
from adamdocs.portable import cos_turns

Schedule = Callable[[int], float]


def constant() -> Schedule:
    """No schedule: factor 1."""
    return lambda t: 1.0


def inverse_sqrt() -> Schedule:
    """Factor 1/√t, the decay under which AdaGrad's and Adam's regret bounds are proved."""
    return lambda t: 1.0 / math.sqrt(t)


def cosine(steps: int, floor: float = 0.0) -> Schedule:
    """Half a cosine from 1 down to a floor, then the floor.

        factor(t) = floor + (1 − floor) · ½ (1 + cos(π (t − 1) / steps))

    Source: I. Loshchilov and F. Hutter, SGDR, ICLR 2017, arXiv:1608.03983, equation 5.

    Args:
        steps: number of steps until the floor.
        floor: last factor, in [0, 1].

    Raises:
        ValueError: an argument is outside its range.
    """
    check_count("cosine: steps", steps)
    check_fraction("cosine: floor", floor)

    def factor(t: int) -> float:
        done = (t - 1) / steps if t <= steps else 1.0
        return floor + (1.0 - floor) * (0.5 * (1.0 + float(cos_turns(0.5 * done))))

    return factor


def linear(steps: int, floor: float = 0.0) -> Schedule:
    """A straight line from 1 down to a floor, then the floor.

        factor(t) = floor + (1 − floor) · (1 − (t − 1) / steps)

    Source: A. Defazio et al., Optimal Linear Decay Learning Rate Schedules and Further Refinements,
    2023, arXiv:2310.07831, with floor 0.

    Args:
        steps: number of steps until the floor.
        floor: last factor, in [0, 1].

    Raises:
        ValueError: an argument is outside its range.
    """
    check_count("linear: steps", steps)
    check_fraction("linear: floor", floor)

    def factor(t: int) -> float:
        left = 1.0 - (t - 1) / steps if t <= steps else 0.0
        return floor + (1.0 - floor) * left

    return factor


def warmup(steps: int, then: Schedule | None = None) -> Schedule:
    """Linear rise to 1, then constant or another schedule that begins afterwards.

        factor(t) = t / steps for t ≤ steps, then then(t − steps)

    Args:
        steps: number of steps of the rise.
        then: schedule of the steps after it; constant 1 if not given.

    Raises:
        ValueError: `steps` is not a positive integer.
    """
    check_count("warmup: steps", steps)
    after = then if then is not None else constant()
    return lambda t: t / steps if t <= steps else after(t - steps)


def step_decay(every: int, ratio: float = 0.1) -> Schedule:
    """A fall by one factor after every n steps.

        factor(t) = ratio^⌊(t − 1) / every⌋, by running product

    Args:
        every: n.
        ratio: factor of each fall, in [0, 1].

    Raises:
        ValueError: an argument is outside its range.
    """
    check_count("step_decay: every", every)
    check_fraction("step_decay: ratio", ratio)

    def factor(t: int) -> float:
        product = 1.0
        for _ in range((t - 1) // every):
            product = product * ratio
        return product

    return factor


SCHEDULES: dict[str, Callable[..., Schedule]] = {
    factory.__name__: factory
    for factory in (constant, inverse_sqrt, cosine, linear, warmup, step_decay)
}

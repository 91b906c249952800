"""Numbers of Adam's steps after an outlier and after a silence, each in closed form."""

from functools import cache

import numpy as np

from adamdocs import streams, theory
from adamdocs.explainers.tuning.experiments import Array, page
from adamdocs.explainers.tuning.shocks import SIZE
from adamdocs.optimizers import adam
from adamdocs.runs import feed


@cache
def after_outlier(b2: float, size: float = SIZE, steps: int = 2000) -> Array:
    """Steps from the outlier on, in learning rates, after a long run of equal gradients."""
    g = streams.spike(10_000 + steps, at=10_001, size=size)
    return np.asarray(-feed(adam(1.0, b2=b2), g, keep="step").step[10_000:, 0])


def halved_for(b2: float) -> int:
    """Steps after the outlier until Adam's are back at half their size for good."""
    return int(np.flatnonzero(after_outlier(b2) < 0.5)[-1]) + 1


def farther(gradients: int) -> float:
    """Way made from the outlier on with β₂ = 0.95, over that with 0.999."""
    short, long = (after_outlier(b2)[:gradients].sum() for b2 in (0.95, 0.999))
    return float(short / long)


def expected_farther(gradients: int) -> float:
    """The same in closed form."""
    k = np.arange(gradients)
    short, long = (theory.step_after_spike(k, SIZE, b2=b2).sum() for b2 in (0.95, 0.999))
    return float(short / long)


def below_half(b2: float) -> Array:
    """Which steps are below half their size: the outlier's own is number 1."""
    return np.asarray(1 + np.flatnonzero(after_outlier(b2) < 0.5))


def expected_below(b2: float) -> Array:
    """The same in closed form."""
    return np.asarray(
        1 + np.flatnonzero(theory.step_after_spike(np.arange(2000), SIZE, b2=b2) < 0.5)
    )


@page.number(expect=lambda: expected_below(0.999)[0], form="d")
def below_from() -> float:
    """First step below half, at β₂ = 0.999; the outlier itself is the first."""
    return int(below_half(0.999)[0])


@page.number(expect=lambda: expected_below(0.999)[-1], form=",d")
def below_to() -> float:
    """The last."""
    return int(below_half(0.999)[-1])


@page.number(expect=lambda: len(expected_below(0.999)), form=",d")
def below_long() -> float:
    """How many they are."""
    return len(below_half(0.999))


@page.number(expect=lambda: len(expected_below(0.95)), form="d")
def below_short() -> float:
    """The same with β₂ = 0.95."""
    return len(below_half(0.95))


@page.number(expect=lambda: theory.step_after_spike(0, SIZE), form=".2f", tolerance=1e-3)
def outlier_step() -> float:
    """Adam's step on a gradient a hundred times the usual one, in learning rates."""
    return float(after_outlier(0.999)[0])


@page.number(expect=lambda: theory.step_after_spike(0, SIZE, b2=0.95), form=".2f", tolerance=1e-3)
def outlier_step_short() -> float:
    """The same with β₂ = 0.95."""
    return float(after_outlier(0.95)[0])


@page.number(expect=lambda: np.ceil(theory.half_recovery(SIZE)), form=",d")
def halved_long() -> float:
    """Steps for which the outlier halves Adam's."""
    return halved_for(0.999)


@page.number(expect=lambda: np.ceil(theory.half_recovery(SIZE, 0.95)), form="d")
def halved_short() -> float:
    """The same with β₂ = 0.95."""
    return halved_for(0.95)


@page.number(expect=lambda: expected_farther(1000), form=".1f", tolerance=1e-3)
def farther_in_1000() -> float:
    """Way made in a thousand gradients with β₂ = 0.95, over that with 0.999."""
    return farther(1000)


@page.number(expect=lambda: expected_farther(100), form=".2f", tolerance=1e-3)
def farther_in_100() -> float:
    """The same in a hundred."""
    return farther(100)


@page.number(expect=lambda: theory.burst_peak(0.9, 0.999)[1], form=".2f", tolerance=5e-4)
def burst_long() -> float:
    """Longest step when equal gradients follow a silence."""
    return longest_after_silence(0.999)


@page.number(expect=lambda: theory.burst_peak(0.9, 0.95)[1], form=".2f", tolerance=1e-3)
def burst_short() -> float:
    """The same with β₂ = 0.95."""
    return longest_after_silence(0.95)


def longest_after_silence(b2: float) -> float:
    """Longest step on equal gradients after ten thousand zeros."""
    g = streams.spike(10_100, at=10_001, size=1.0, background=0.0, width=100)
    return float(-feed(adam(1.0, b2=b2), g, keep="step").step.min())

"""Numbers of the page."""

import numpy as np

from adamdocs import theory
from adamdocs.explainers.schedules.experiments import (
    KAPPA,
    STEPS,
    after_cut,
    against_cosine,
    averaged,
    come_to_rest,
    free_of_schedule,
    hovering,
    hovering_without_noise,
    page,
    scheduled,
)
from adamdocs.explainers.schedules.figures import NOISES

NOISY = "a mean of 1,000 noisy runs whose v̂ remembers the way from the start: no closed form"
CHOSEN = "the best rate of a grid over noisy runs"


# Hovering.


@page.number(expect=lambda: theory.limit_cycle_rms(1.0), form=".3f", tolerance=0.019)
def hover_quiet() -> float:
    """Distance in learning rates at which Adam hovers without noise worth the name."""
    return float(hovering(NOISES)[0])


@page.number(form=".3f", pinned=0.028, reason="bursts of a v̂ that is not still: no closed form")
def hover_still() -> float:
    """The same with no noise at all."""
    return hovering_without_noise()


def expected_rest() -> float:
    """Mean loss at which the best constant rate of the race hovers, in closed form."""
    walls = np.array([1.0, KAPPA])
    return float((walls * theory.hovering_rms(0.0285, walls) ** 2).sum()) / 2


@page.number(expect=expected_rest, form=".3f", tolerance=0.02)
def constant_rests() -> float:
    """The same, by runs that begin where they hover."""
    return come_to_rest(scheduled("constant").lr)


def expected_hover_loss() -> float:
    """Loss over lr·σ at a noise of ten learning rates times curvature, in closed form."""
    return float(theory.hovering_rms(1.0, 1.0, 10.0)) ** 2 / 2 / 10


@page.number(expect=expected_hover_loss, form=".2f", tolerance=0.02)
def hover_loss() -> float:
    """The same, by runs."""
    return float(hovering(NOISES)[15]) ** 2 / 2 / NOISES[15]


@page.number(
    form=".1%",
    pinned=0.016,
    reason="chance of 32 runs and the noise of v̂, both of which the closed form leaves out",
)
def hover_apart() -> float:
    """Largest relative distance of a run's hovering from the closed form."""
    expected = theory.hovering_rms(1.0, 1.0, np.array(NOISES))
    return float(np.abs(hovering(NOISES) / expected - 1).max())


def expected_cut() -> float:
    """Loss before over loss after a tenfold cut of the rate 0.1, in closed form."""
    before, after = (float(theory.hovering_rms(lr, 1.0)) for lr in (0.1, 0.01))
    return (before / after) ** 2


@page.number(expect=expected_cut, form=".0f", tolerance=0.05)
def cut_gain() -> float:
    """The same, by runs."""
    before, after = after_cut()
    return before / after


# Schedules at their best rates.


def end_of(name: str) -> float:
    """Mean loss at the end of a schedule."""
    return float(scheduled(name).interval.mean)


@page.number(form=".4f", pinned=0.0031, reason=NOISY)
def constant_end() -> float:
    """Loss at the end at the best constant rate."""
    return end_of("constant")


@page.number(form=".4f", pinned=0.0023, reason=NOISY)
def root_end() -> float:
    """Loss at the end under 1/√t."""
    return end_of("1/√t")


@page.number(form=".4f", pinned=0.0011, reason=NOISY)
def cosine_end() -> float:
    """Loss at the end under the cosine."""
    return end_of("cosine")


@page.number(form=".4f", pinned=0.0012, reason=NOISY)
def tenth_end() -> float:
    """Loss at the end under a cosine to a tenth."""
    return end_of("cosine to a tenth")


@page.number(form=".4f", pinned=0.0009, reason=NOISY)
def half_end() -> float:
    """Loss of the second half's mean at a constant rate."""
    return float(averaged("half averaged").interval.mean)


@page.number(form=".5f", pinned=0.00054, reason=NOISY)
def all_end() -> float:
    """Loss of the mean of all points at a constant rate."""
    return float(averaged("all averaged").interval.mean)


@page.number(form=".4f", pinned=0.0023, reason=NOISY)
def free_end() -> float:
    """Loss of Schedule-Free's average."""
    return float(free_of_schedule().interval.mean)


@page.number(form=".5f", pinned=0.00057, reason=NOISY)
def free_moving_end() -> float:
    """The same with gradients at the moving point."""
    return float(free_of_schedule(0.0).interval.mean)


@page.number(form=".5f", pinned=0.00005, reason=NOISY)
def free_moving_width() -> float:
    """Half width of its interval."""
    return float(free_of_schedule(0.0).interval.half_width)


@page.number(form=".2f", pinned=1.69, reason=CHOSEN)
def all_rate() -> float:
    """Best constant rate where all points are averaged."""
    return averaged("all averaged").lr


@page.number(form=".0%", pinned=0.06, reason=NOISY)
def linear_behind() -> float:
    """By how much the straight line ends above the cosine."""
    return against_cosine("linear")[0]


@page.number(form=".0%", pinned=0.02, reason=NOISY)
def linear_behind_width() -> float:
    """Half width of its interval."""
    return against_cosine("linear")[1]


@page.number(form=".0%", pinned=0.07, reason=NOISY)
def tenth_behind() -> float:
    """By how much the cosine to a tenth ends above the one to zero."""
    return against_cosine("cosine to a tenth")[0]


@page.number(form=".0%", pinned=0.02, reason=NOISY)
def tenth_behind_width() -> float:
    """Half width of its interval."""
    return against_cosine("cosine to a tenth")[1]


@page.number(form=".1%", pinned=0.034, reason=NOISY)
def warm_behind() -> float:
    """By how much the cosine after a warm-up ends above the one without."""
    return against_cosine("warm-up, cosine")[0]


@page.number(form=".1%", pinned=0.005, reason=NOISY)
def warm_behind_width() -> float:
    """Half width of its interval."""
    return against_cosine("warm-up, cosine")[1]


@page.number(form=".2f", pinned=2.23, reason=NOISY)
def root_over_cosine() -> float:
    """Loss at the end under 1/√t over the cosine's."""
    return 1 + against_cosine("1/√t")[0]


@page.number(form=".2f", pinned=0.05, reason=NOISY)
def root_over_cosine_width() -> float:
    """Half width of its interval."""
    return against_cosine("1/√t")[1]


@page.number(form=".2f", pinned=1.07, reason=NOISY)
def all_over_bound() -> float:
    """Loss of the mean of all points over the least to be expected of 1,000 gradients."""
    return all_end() / (0.5 * (1 + 1 / KAPPA) / STEPS)


@page.number(form=".2f", pinned=0.09, reason=NOISY)
def all_over_bound_width() -> float:
    """Half width of its interval."""
    least = 0.5 * (1 + 1 / KAPPA) / STEPS
    return float(averaged("all averaged").interval.half_width) / least

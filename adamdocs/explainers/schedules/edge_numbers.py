"""Numbers of the page: first steps, the edge of stability, and networks that tell digits."""

from adamdocs import theory
from adamdocs.explainers.schedules.edge import first_steps, freed, held, largest_held, thrown
from adamdocs.explainers.schedules.experiments import page
from adamdocs.explainers.schedules.figures import TIMES
from adamdocs.explainers.schedules.network import (
    EDGE_RATE,
    EDGE_STEPS,
    NETWORKS,
    along_a_run,
    first_limit,
    over_threshold,
    restless_losses,
    settled_at_edge,
)
from adamdocs.labs.chance import Interval, paired_interval

TRAINED = "networks trained on images: no closed form"


@page.number(expect=lambda: theory.noise_step_rms(10), form=".2f", tolerance=0.01)
def step_10() -> float:
    """Tenth step."""
    return float(first_steps(TIMES)[4])


@page.number(expect=lambda: theory.noise_step_rms(50), form=".2f", tolerance=0.01)
def step_50() -> float:
    """Fiftieth step."""
    return float(first_steps(TIMES)[6])


# The edge.


@page.number(expect=lambda: theory.adam_stability_threshold(1.0), form=".0f", tolerance=2e-3)
def edge_of_held() -> float:
    """Largest preconditioned curvature times the rate that converges with v̂ held."""
    return largest_held()


@page.number(
    form=".1f",
    pinned=2.5,
    reason="growth in 200 steps from a start that is a mixture of both roots",
)
def held_grows() -> float:
    """How many million times as far |θ| is after 200 steps just beyond the edge."""
    return float(held(0.01, 38.1)[-1]) / 1e6


@page.number(form=".4f", pinned=0.0003, reason="the peak of bursts that v̂ ends: no closed form")
def freed_peak() -> float:
    """Farthest that Adam itself gets in a thousand steps beyond the edge, in learning rates."""
    return float(freed(38.1).max()) * 1e-9


@page.number(form=".1f", pinned=0.1, reason="the first steps throw it there, v̂ ends it")
def freed_corrected_peak() -> float:
    """The same with m's bias correction."""
    return float(freed(38.1, correct=True).max()) * 1e-9


@page.number(form=".1f", pinned=10.5, reason="a double root's growth before its decay, by runs")
def held_swells() -> float:
    """How many times as far |θ| gets just within the edge before it shrinks."""
    return float(held(1.0, 37.9, steps=1000).max())


def expected_throw() -> float:
    """Largest |θ_t| of m_t = 0.9 m_{t−1} + 0.1 · 20 θ_{t−1}, θ_t = θ_{t−1} − m_t/(1 − 0.9ᵗ)."""
    theta, m, far = 1.0, 0.0, 0.0
    for t in range(1, 201):
        m = 0.9 * m + 2.0 * theta
        theta -= m / (1 - 0.9**t)
        far = max(far, abs(theta))
    return far / 1000


@page.number(expect=expected_throw, form=".0f", tolerance=1e-5)
def thrown_far() -> float:
    """How many thousand times as far Adam gets first at a little over half the threshold."""
    return thrown() / 1000


@page.number(form=".1f", pinned=0.9, reason="a product of two hundred matrices")
def thrown_after_warm_up() -> float:
    """The same with a warm-up of forty steps."""
    return thrown(40)


@page.number(form="d", pinned=NETWORKS, reason="a choice")
def edge_networks() -> float:
    """Number of networks along which the curvature is followed."""
    return float(along_a_run(schedule=False).curvature.shape[1])


@page.number(form=".2f", pinned=EDGE_RATE, reason="a choice")
def edge_rate() -> float:
    """Their rate."""
    return 38 / float(along_a_run(schedule=False).threshold[0])


@page.number(form=".1f", pinned=2.0, reason=TRAINED)
def edge_first() -> float:
    """Curvature over threshold at the first step, mean of the networks."""
    return float(over_threshold(schedule=False)[0].mean())


@page.number(form=".1f", pinned=1.0, reason=TRAINED)
def edge_first_least() -> float:
    """The least of them."""
    return float(over_threshold(schedule=False)[0].min())


@page.number(form=".1f", pinned=3.7, reason=TRAINED)
def edge_first_most() -> float:
    """The largest of them."""
    return float(over_threshold(schedule=False)[0].max())


@page.number(form=".0f", pinned=19, reason=TRAINED)
def first_over_least() -> float:
    """Curvature over the first step's own limit, the least."""
    return float(along_a_run(schedule=False).curvature[0].min()) / first_limit(schedule=False)


@page.number(form=".0f", pinned=70, reason=TRAINED)
def first_over_most() -> float:
    """The same, the largest."""
    return float(along_a_run(schedule=False).curvature[0].max()) / first_limit(schedule=False)


@page.number(form=".0f", pinned=4, reason=TRAINED)
def first_within() -> float:
    """How many networks' first step under the warm-up is within that limit."""
    return float((along_a_run(schedule=True).curvature[0] < first_limit(schedule=True)).sum())


@page.number(form=".1f", pinned=1.6, reason=TRAINED)
def first_rise() -> float:
    """Mean loss after the first step over the one before it."""
    loss = along_a_run(schedule=False).loss.mean(axis=1)
    return float(loss[1] / loss[0])


@page.number(form=".1f", pinned=0.8, reason=TRAINED)
def third_loss() -> float:
    """Mean loss after the second step over the one before the first."""
    loss = along_a_run(schedule=False).loss.mean(axis=1)
    return float(loss[2] / loss[0])


@page.number(form=".2f", pinned=0.17, reason=TRAINED)
def edge_second() -> float:
    """The same at the second step."""
    return float(over_threshold(schedule=False)[1].mean())


@page.number(form=".2f", pinned=0.96, reason=TRAINED)
def edge_mean() -> float:
    """Mean of curvature over threshold in the second half of the run."""
    return float(settled_at_edge().mean)


@page.number(form=".2f", pinned=0.01, reason=TRAINED)
def edge_mean_width() -> float:
    """Half width of its interval."""
    return float(settled_at_edge().half_width)


def calm_cost() -> Interval:
    """Loss at the end under the schedule less that at the constant rate."""
    return paired_interval(along_a_run(schedule=True).loss[-1], restless_losses())


@page.number(form=".4f", pinned=0.0075, reason=TRAINED)
def calmed_loss() -> float:
    """Mean loss of the networks at the end under the schedule."""
    return float(along_a_run(schedule=True).loss[-1].mean())


@page.number(form=".4f", pinned=0.0042, reason=TRAINED)
def restless_loss() -> float:
    """Mean loss of the networks over the last hundred steps at the constant rate."""
    return float(restless_losses().mean())


@page.number(form=".4f", pinned=0.0033, reason=TRAINED)
def calm_costs() -> float:
    """By how much they end higher under the schedule, network by network."""
    return float(calm_cost().mean)


@page.number(form=".4f", pinned=0.0025, reason=TRAINED)
def calm_costs_width() -> float:
    """Half width of its interval."""
    return float(calm_cost().half_width)


@page.number(form=".1f", pinned=2.0, reason=TRAINED)
def restless_swing() -> float:
    """Largest over least mean loss of the networks in those hundred steps."""
    course = along_a_run(schedule=False)
    last = course.loss[course.t > EDGE_STEPS - 100].mean(axis=1)
    return float(last.max() / last.min())

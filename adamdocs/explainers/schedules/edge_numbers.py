"""Numbers of the page: first steps, the edge of stability, and networks that tell digits."""

from adamdocs import theory
from adamdocs.explainers.schedules.edge import first_steps, freed, held, largest_held, thrown
from adamdocs.explainers.schedules.experiments import page
from adamdocs.explainers.schedules.figures import TIMES
from adamdocs.explainers.schedules.network import (
    EDGE_RATE,
    EDGE_STEPS,
    HIGH,
    LENGTHS,
    NETWORKS,
    USUAL,
    along_a_run,
    best_told,
    by_length,
    gained,
    over_threshold,
    settled_at_edge,
    told,
)

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


def expected_throw() -> float:
    """Largest |θ_t| of m_t = 0.9 m_{t−1} + 0.1 · 20 θ_{t−1}, θ_t = θ_{t−1} − m_t/(1 − 0.9ᵗ)."""
    theta, m, far = 1.0, 0.0, 0.0
    for t in range(1, 201):
        m = 0.9 * m + 2.0 * theta
        theta -= m / (1 - 0.9**t)
        far = max(far, abs(theta))
    return far


@page.number(expect=expected_throw, form=",.0f", tolerance=1e-5)
def thrown_far() -> float:
    """How many times as far Adam gets in its first steps at a little over half the threshold."""
    return thrown()


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


@page.number(form=".4f", pinned=0.0075, reason=TRAINED)
def calmed_loss() -> float:
    """Mean loss of the networks at the end under the schedule."""
    return float(along_a_run(schedule=True).loss[-1].mean())


@page.number(form=".4f", pinned=0.0042, reason=TRAINED)
def restless_loss() -> float:
    """Mean loss of the networks over the last hundred steps at the constant rate."""
    course = along_a_run(schedule=False)
    return float(course.loss[course.t > EDGE_STEPS - 100].mean())


@page.number(form=".1f", pinned=2.0, reason=TRAINED)
def restless_swing() -> float:
    """Largest over least mean loss of the networks in those hundred steps."""
    course = along_a_run(schedule=False)
    last = course.loss[course.t > EDGE_STEPS - 100].mean(axis=1)
    return float(last.max() / last.min())


# Warm-up on digits.


@page.number(form=".1f", pinned=0.5, reason=TRAINED)
def without_high() -> float:
    """Part told right at the high rate without a warm-up."""
    return float(told(0)[4].mean())


@page.number(form=".2f", pinned=0.92, reason=TRAINED)
def with_high() -> float:
    """Part told right at the high rate with one of forty steps."""
    return float(told(40)[4].mean())


@page.number(form=".3f", pinned=0.946, reason=TRAINED)
def best_without() -> float:
    """Part told right at the best rate without a warm-up."""
    return float(best_told(0).mean)


@page.number(form=".3f", pinned=0.944, reason=TRAINED)
def best_with() -> float:
    """Part told right at the best rate with one of forty steps."""
    return float(best_told(40).mean)


@page.number(form=".3f", pinned=0.006, reason=TRAINED)
def best_width() -> float:
    """Half width of their intervals, the larger."""
    return float(max(best_told(0).half_width, best_told(40).half_width))


@page.number(form=".3f", pinned=-0.002, reason=TRAINED)
def usual_gain() -> float:
    """What the warm-up adds at the usual rate."""
    return float(gained(USUAL).mean)


@page.number(form=".3f", pinned=0.004, reason=TRAINED)
def usual_gain_width() -> float:
    """Half width of its interval."""
    return float(gained(USUAL).half_width)


@page.number(form=".1f", pinned=0.5, reason=TRAINED)
def exact_gain() -> float:
    """What the warm-up adds at the high rate where every gradient is that of all images."""
    return float(gained(HIGH, batch=300).mean)


@page.number(form=".1f", pinned=0.2, reason=TRAINED)
def exact_gain_width() -> float:
    """Half width of its interval."""
    return float(gained(HIGH, batch=300).half_width)


@page.number(form=".2f", pinned=0.92, reason=TRAINED)
def ten_steps() -> float:
    """Part told right at the high rate after ten steps of warm-up, β₂ = 0.99."""
    return float(by_length(0.99)[LENGTHS.index(10)].mean())


@page.number(form=".2f", pinned=0.91, reason=TRAINED)
def untuned_steps() -> float:
    """The same after 2/(1 − β₂) = 200 steps."""
    return float(by_length(0.99)[LENGTHS.index(200)].mean())


@page.number(form=".2f", pinned=0.92, reason=TRAINED)
def ten_steps_long_memory() -> float:
    """Part told right at the high rate after ten steps of warm-up, β₂ = 0.999."""
    return float(told(10, (HIGH,), b2=0.999).mean())


@page.number(form=".1f", pinned=0.8, reason=TRAINED)
def four_steps() -> float:
    """Part told right at the high rate after four steps of warm-up, β₂ = 0.99."""
    return float(by_length(0.99)[LENGTHS.index(4)].mean())

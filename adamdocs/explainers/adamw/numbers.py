"""Numbers of the page: shrinking, silence, rest, and what a rate does to a decay."""

import math

import numpy as np

from adamdocs import theory
from adamdocs.explainers.adamw.experiments import (
    PAIRS,
    RESTING_NOISES,
    RUNS,
    SHOWN,
    SHOWN_STEPS,
    SILENT,
    SILENT_RATE,
    SLOW,
    STILL,
    WEAK,
    box_rest,
    boxed,
    edge,
    page,
    quiet_rest,
    resting,
    ridge_rest,
    shown,
    shrink,
    silence,
    time_constant,
)

CHANCE = "how far chance spreads the runs"


def mean(name: str, deviation: float) -> float:
    """Rate of shrinking, in lr·λ."""
    return float(shrink(name, deviation).mean)


def half(deviation: float) -> float:
    """Half the width of the interval of L2's."""
    return float(shrink("l2", deviation).half_width)


def adamw_rate() -> float:
    """AdamW's rate of shrinking, in closed form."""
    left = theory.adamw_shrink(STILL, SLOW, WEAK)
    return float(-np.log(left) / (STILL * SLOW * WEAK))


@page.number(expect=lambda: theory.l2_shrink_rate(1.0, WEAK, 0.1), form=".1f", tolerance=0.005)
def l2_quiet() -> float:
    """L2's rate under noise of a tenth."""
    return mean("l2", 0.1)


@page.number(pinned=0.1, reason=CHANCE, form=".1f")
def l2_quiet_half() -> float:
    """Half the width of its interval."""
    return half(0.1)


@page.number(expect=lambda: theory.l2_shrink_rate(1.0, WEAK, 1.0), form=".2f", tolerance=0.005)
def l2_one() -> float:
    """L2's rate under noise of 1."""
    return mean("l2", 1.0)


@page.number(pinned=0.01, reason=CHANCE, form=".2f")
def l2_one_half() -> float:
    """Half the width of its interval."""
    return half(1.0)


@page.number(expect=lambda: theory.l2_shrink_rate(1.0, WEAK, 10.0), form=".3f", tolerance=0.005)
def l2_loud() -> float:
    """L2's rate under noise of 10."""
    return mean("l2", 10.0)


@page.number(pinned=0.001, reason=CHANCE, form=".3f")
def l2_loud_half() -> float:
    """Half the width of its interval."""
    return half(10.0)


@page.number(expect=lambda: 1 / np.hypot(0.1, WEAK), form=".2f", tolerance=1e-9)
def closed_quiet() -> float:
    """L2's rate under noise of a tenth, in closed form."""
    return float(theory.l2_shrink_rate(1.0, WEAK, 0.1))


@page.number(expect=lambda: 1 / np.hypot(1.0, WEAK), form=".3f", tolerance=1e-9)
def closed_one() -> float:
    """The same under noise of 1."""
    return float(theory.l2_shrink_rate(1.0, WEAK, 1.0))


@page.number(expect=lambda: 1 / np.hypot(10.0, WEAK), form=".4f", tolerance=1e-9)
def closed_loud() -> float:
    """The same under noise of 10."""
    return float(theory.l2_shrink_rate(1.0, WEAK, 10.0))


@page.number(expect=adamw_rate, form=".4f", tolerance=1e-6)
def adamw_quiet() -> float:
    """AdamW's rate under noise of a tenth."""
    return mean("adamw", 0.1)


@page.number(expect=adamw_rate, form=".4f", tolerance=1e-6)
def adamw_one() -> float:
    """AdamW's rate under noise of 1."""
    return mean("adamw", 1.0)


@page.number(expect=adamw_rate, form=".4f", tolerance=1e-6)
def adamw_loud() -> float:
    """AdamW's rate under noise of 10."""
    return mean("adamw", 10.0)


@page.number(pinned=40, reason="chosen", form="d")
def pairs() -> float:
    """Pairs of opposite noises behind each of these."""
    return PAIRS


@page.number(
    expect=lambda: theory.adamw_shrink(SHOWN_STEPS, SHOWN["lr"], SHOWN["weight_decay"]),
    form=".2f",
    tolerance=1e-6,
)
def shown_adamw() -> float:
    """What AdamW leaves of both weights in the widget."""
    return float(shown("adamw")[-1].mean())


@page.number(
    expect=lambda: theory.l2_shrink(SHOWN_STEPS, SHOWN["lr"], SHOWN["weight_decay"], 10.0),
    form=".2f",
    tolerance=0.005,
)
def shown_l2_noisy() -> float:
    """What L2 leaves of the noisy one."""
    return float(shown("l2")[-1, 2:].mean())


@page.number(
    expect=lambda: theory.l2_shrink_with_memory(SILENT, SILENT_RATE), form=".2f", tolerance=0.005
)
def silent_l2() -> float:
    """What 500 steps of L2 leave of a weight without a gradient, λ = 0.1."""
    return float(silence("l2", 0.1)[-1])


@page.number(
    expect=lambda: theory.l2_shrink_with_memory(SILENT, SILENT_RATE), form=".2f", tolerance=0.005
)
def silent_l2_weak() -> float:
    """The same at λ = 0.0001."""
    return float(silence("l2", 1e-4)[-1])


@page.number(
    expect=lambda: theory.adamw_shrink(SILENT, SILENT_RATE, 0.1), form=".3f", tolerance=1e-9
)
def silent_adamw() -> float:
    """What AdamW leaves, λ = 0.1."""
    return float(silence("adamw", 0.1)[-1])


@page.number(
    expect=lambda: theory.adamw_shrink(SILENT, SILENT_RATE, 1e-4), form=".5f", tolerance=1e-9
)
def silent_adamw_weak() -> float:
    """The same at λ = 0.0001."""
    return float(silence("adamw", 1e-4)[-1])


@page.number(expect=lambda: theory.adamw_noiseless_fixed_point(2.0), form=".3g", tolerance=1e-3)
def wall() -> float:
    """Where AdamW rests on ½(θ − 1)² without noise at λ = 2."""
    return quiet_rest()


@page.number(expect=lambda: theory.adamw_noiseless_fixed_point(0.5), form=".3g", tolerance=1e-4)
def inside() -> float:
    """The same at λ = 0.5."""
    return quiet_rest(weight_decay=0.5)


@page.number(expect=lambda: theory.l2_fixed_point(2.0), form=".3f", tolerance=1e-3)
def ridge_at_two() -> float:
    """Where L2 rests, λ = 2."""
    return quiet_rest("l2")


@page.number(expect=lambda: theory.l2_fixed_point(0.5), form=".3f", tolerance=1e-4)
def ridge_at_half() -> float:
    """The same, λ = 0.5."""
    return quiet_rest("l2", 0.5)


@page.number(expect=lambda: theory.adamw_fixed_point(0.5, 0.03), form=".2f", tolerance=0.001)
def rest_quiet() -> float:
    """Where AdamW rests at λ = 0.5 under noise of 0.03."""
    return float(resting("adamw", 0.5).mean[0])


@page.number(expect=lambda: theory.adamw_fixed_point(0.5, 10.0), form=".2f", tolerance=0.03)
def rest_loud() -> float:
    """The same under noise of 10."""
    return float(resting("adamw", 0.5).mean[RESTING_NOISES.index(10.0)])


@page.number(pinned=60, reason="chosen", form="d")
def resting_runs() -> float:
    """Runs behind each resting place."""
    return RUNS


@page.number(expect=lambda: float(box_rest()[1]), form=".2f", tolerance=0.01)
def box_second() -> float:
    """Second coordinate of where AdamW rests in the box, the mean of three runs."""
    return float(boxed("adamw")[-1, :, 1].mean())


@page.number(
    expect=lambda: float(np.linalg.norm(box_rest() - ridge_rest())), form=".2f", tolerance=0.005
)
def box_apart() -> float:
    """How far apart AdamW and L2 rest."""
    rests = [boxed(name)[-1].mean(axis=0) for name in ("adamw", "l2")]
    return float(np.linalg.norm(rests[0] - rests[1]))


def constant_of(lr: float) -> float:
    """First step that leaves AdamW no more than 1/e at λ = 0.01, in closed form."""
    first: int = math.ceil(theory.adamw_time_constant(lr, 0.01))
    return first


@page.number(expect=lambda: constant_of(1e-3), form=",d", tolerance=1e-9)
def constant_slow() -> float:
    """Steps to shrink by e at PyTorch's defaults."""
    return math.ceil(time_constant(1e-3))


@page.number(expect=lambda: constant_of(1e-2), form=",d", tolerance=1e-9)
def constant_fast() -> float:
    """The same at ten times the rate."""
    return math.ceil(time_constant(1e-2))


@page.number(expect=lambda: constant_of(1.0), form=",d", tolerance=1e-9)
def unscaled_slow() -> float:
    """Steps to shrink by e if the decay is not scaled, at a rate of 0.001."""
    return math.ceil(time_constant(1e-3, scaled=False))


@page.number(expect=lambda: constant_of(1.0), form=",d", tolerance=1e-9)
def unscaled_fast() -> float:
    """The same at ten times the rate."""
    return math.ceil(time_constant(1e-2, scaled=False))


@page.number(expect=lambda: 1 / 0.5, form=".6g", tolerance=1e-7)
def edge_slow() -> float:
    """Largest weight of AdamW at λ = 0.5 and a rate of 0.001."""
    return edge(1e-3)


@page.number(expect=lambda: 1 / 0.5, form=".6g", tolerance=1e-7)
def edge_fast() -> float:
    """The same at ten times the rate."""
    return edge(1e-2)


@page.number(expect=lambda: 1e-3 / 0.5, form=".6g", tolerance=1e-6)
def unscaled_edge_slow() -> float:
    """The same if the decay is not scaled, at a rate of 0.001."""
    return edge(1e-3, scaled=False)


@page.number(expect=lambda: 1e-2 / 0.5, form=".6g", tolerance=1e-6)
def unscaled_edge_fast() -> float:
    """At ten times the rate."""
    return edge(1e-2, scaled=False)

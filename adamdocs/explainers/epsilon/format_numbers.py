"""Numbers of the page: what float16, bfloat16 and float32 make of ε and of v."""

import numpy as np

from adamdocs import theory
from adamdocs.explainers.epsilon.experiments import (
    B2,
    EPS,
    TYPES,
    all_halves,
    first_step,
    first_v,
    in_type,
    large_then_small,
    largest_lost,
    largest_lost_square,
    page,
)
from adamdocs.optimizers import adam
from adamdocs.runs import feed

HALF = "counted over every positive float16"


@page.number(expect=lambda: theory.round_to_format(EPS, "binary16"), form=".6g")
def eps_in_half() -> float:
    """The default ε as a float16."""
    return float(TYPES["binary16"](EPS))


@page.number(expect=lambda: theory.round_to_format(B2, "bfloat16"), form=".6g")
def b2_in_bfloat() -> float:
    """The default β₂ as a bfloat16."""
    return float(TYPES["bfloat16"](B2))


@page.number(expect=lambda: theory.round_to_format(0.99, "bfloat16"), form=".3f")
def b2_99_in_bfloat() -> float:
    """β₂ = 0.99 as a bfloat16."""
    return float(TYPES["bfloat16"](0.99))


@page.number(expect=lambda: theory.round_to_format(B2, "binary16"), form=".5f")
def b2_in_half() -> float:
    """The default β₂ as a float16."""
    return float(TYPES["binary16"](B2))


@page.number(expect=lambda: theory.round_to_format(EPS, "bfloat16"), form=".4g", tolerance=1e-6)
def eps_in_bfloat() -> float:
    """The default ε as a bfloat16."""
    return float(TYPES["bfloat16"](EPS))


@page.number(expect=lambda: theory.square_underflow("binary16"), form=".1e", tolerance=1e-3)
def half_square() -> float:
    """Largest float16 gradient whose square is 0."""
    return largest_lost_square("binary16")


@page.number(expect=lambda: theory.square_underflow("bfloat16"), form=".1e", tolerance=0.005)
def bfloat_square() -> float:
    """Largest bfloat16 gradient whose square is 0."""
    return largest_lost_square("bfloat16")


@page.number(expect=lambda: theory.square_underflow("binary32"), form=".1e", tolerance=1e-3)
def single_square() -> float:
    """Largest float32 gradient whose square is 0."""
    return largest_lost_square("binary32")


@page.number(expect=lambda: theory.square_underflow("binary64"), form=".1e", tolerance=1e-3)
def double_square() -> float:
    """Largest float64 gradient whose square is 0."""
    return largest_lost_square("binary64")


@page.number(expect=lambda: theory.second_moment_underflow("binary16"), form=".1e", tolerance=1e-3)
def half_lost() -> float:
    """Largest float16 gradient whose first v is 0."""
    return largest_lost("binary16")


@page.number(expect=lambda: theory.second_moment_underflow("bfloat16"), form=".1e", tolerance=0.01)
def bfloat_lost() -> float:
    """Largest bfloat16 gradient whose first v is 0."""
    return largest_lost("bfloat16")


@page.number(expect=lambda: theory.second_moment_underflow("binary32"), form=".1e", tolerance=1e-3)
def single_lost() -> float:
    """Largest float32 gradient whose first v is 0."""
    return largest_lost("binary32")


@page.number(expect=lambda: theory.second_moment_underflow("binary64"), form=".1e", tolerance=1e-3)
def double_lost() -> float:
    """Largest float64 gradient whose first v is 0."""
    return largest_lost("binary64")


@page.number(expect=lambda: theory.square_overflow("binary16"), form=".0f", tolerance=1e-3)
def half_overflow() -> float:
    """Smallest float16 gradient whose square is infinite."""
    g = all_halves()
    return float(g[np.argmax(np.isinf(first_v(g, "binary16")))])


@page.number(expect=lambda: 0.0, form=".6g")
def half_overflow_step() -> float:
    """First step for that gradient: the denominator is infinite."""
    return float(first_step(half_overflow(), name="binary16")[0])


@page.number(
    expect=lambda: 1 - theory.first_step_in_format(1e-21, "binary32"), form=".1%", tolerance=3e-3
)
def single_short() -> float:
    """How much too short the first step is in float32 for a gradient of 1e-21, ε being 0."""
    return float(1 - first_step(1e-21, 0.0, name="binary32")[0])


@page.number(pinned=0.24, reason=HALF, form=".0%")
def half_infinite() -> float:
    """Share of all positive float16 gradients whose first step is infinite at the default ε."""
    return float(np.mean(np.isinf(first_step(all_halves(), name="binary16"))))


# v is a single bit: half of one is rounded up to it at the edge, one and a half down later.
@page.number(expect=lambda: 1 - 1 / np.sqrt(2), form=".0%", tolerance=2e-3)
def half_edge_short() -> float:
    """How much too short the shortest first step is of all whose v float16 keeps."""
    step = first_step(all_halves(), name="binary16")
    return float(1 - step[np.isfinite(step) & (step > 0)].min())


@page.number(expect=lambda: np.sqrt(1.5) - 1, form=".0%", tolerance=2e-3)
def half_edge_long() -> float:
    """How much too long the longest is."""
    step = first_step(all_halves(), name="binary16")
    return float(step[np.isfinite(step)].max() - 1)


@page.number(pinned=45_760, reason=HALF, form=",.0f")
def half_step_7() -> float:
    """Largest first step over all float16 gradients at ε = 1e-7, in learning rates."""
    return float(first_step(all_halves(), 1e-7, name="binary16").max())


@page.number(
    expect=lambda: theory.second_moment_underflow("binary16") / 1e-4, form=".0f", tolerance=2e-3
)
def half_step_4() -> float:
    """The same at ε = 1e-4."""
    return float(first_step(all_halves(), 1e-4, name="binary16").max())


@page.number(pinned=0.001, reason=HALF, form=".1%")
def half_step_safe() -> float:
    """By how much the same exceeds 1 at ε = 0.0055, the largest gradient that v loses."""
    return float(first_step(all_halves(), 5.5e-3, name="binary16").max() - 1)


@page.number(expect=lambda: theory.step_with_eps(1e-4, 5.5e-3), form=".2f", tolerance=0.02)
def half_step_slow() -> float:
    """First step in float16 at that ε for a gradient of 1e-4."""
    return float(first_step(1e-4, 5.5e-3, name="binary16")[0])


@page.number(expect=lambda: theory.stalled_sum(1 - B2, "bfloat16"), form=".6g")
def stalled_v() -> float:
    """Second moment in bfloat16 after 10,000 gradients of 1."""
    trace = large_then_small("bfloat16")
    return float(trace.state.v[trace.t == 10_000][0, 0])


@page.number(pinned=0.914, reason="rounding stops v short of the fixed point", form=".3f")
def rest_99() -> float:
    """√v̂ in bfloat16 at β₂ = 0.99 after 10,000 gradients of 1."""
    trace = large_then_small("bfloat16", 0.99)
    return float(np.sqrt(trace.state.v_hat[trace.t == 10_000][0, 0]))


# v counts up by its spacing, from a quarter on 2⁻⁹ a step: 255 of them after 381 steps.
@page.number(expect=lambda: np.sqrt(255 / 512 / (1 - B2**381)), form=".2f", tolerance=2e-3)
def hump() -> float:
    """Largest √v̂ in bfloat16 under gradients of 1."""
    v_hat = feed(in_type(adam(1.0), "bfloat16"), np.ones((1_000, 1))).state.v_hat
    return float(np.sqrt(v_hat.max()))


@page.number(expect=lambda: theory.stalled_sum(1 - B2, "bfloat16"), form=".6g")
def kept_v() -> float:
    """Second moment in bfloat16 after as many of 0.01."""
    return float(large_then_small("bfloat16").state.v[-1, 0])


@page.number(expect=lambda: B2**10_000 + 1e-4 * (1 - B2**10_000), form=".1e", tolerance=1e-3)
def forgotten_v() -> float:
    """Second moment in float32 after both."""
    return float(large_then_small("binary32").state.v[-1, 0])


@page.number(
    expect=lambda: 0.01 / np.sqrt(theory.stalled_sum(1 - B2, "bfloat16")),
    form=".3f",
    tolerance=0.02,
)
def bfloat_late_step() -> float:
    """The last step in bfloat16, in learning rates."""
    return float(-large_then_small("bfloat16").step[-1, 0])


@page.number(
    expect=lambda: 0.01 / np.sqrt(B2**10_000 + 1e-4 * (1 - B2**10_000)), form=".2f", tolerance=1e-3
)
def single_late_step() -> float:
    """The last step in float32, in learning rates."""
    return float(-large_then_small("binary32").step[-1, 0])


@page.number(expect=lambda: 1.0, form=".6g")
def weight_after_step() -> float:
    """A bfloat16 weight of 1 after Adam's default step of 0.001."""
    step = feed(adam(1e-3), np.ones((1, 1))).step[0, 0]
    weight = TYPES["bfloat16"]
    return float(weight(1.0) + weight(step))

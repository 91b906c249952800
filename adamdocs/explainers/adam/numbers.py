"""Numbers of the page."""

import numpy as np

from adamdocs import streams, theory
from adamdocs.explainers.adam.experiments import (
    B1,
    B2,
    after_silence,
    fed,
    growing,
    noise_steps,
    on_parabola,
    page,
)
from adamdocs.optimizers import adam
from adamdocs.runs import feed


@page.number(expect=lambda: theory.constant_gradient_step(100), form=".6g")
def agreeing_step() -> float:
    """Step under a constant gradient, in learning rates."""
    return float(-fed("constant", 100).step[-1, 0])


@page.number(expect=lambda: theory.alternating_step(), form=".3f", tolerance=1e-6)
def canceling_step() -> float:
    """Size of the step when the gradient alternates, in learning rates, after a thousand steps."""
    return float(np.abs(fed("alternating", 1000).step[-1, 0]))


@page.number(expect=lambda: theory.noise_rms(), form=".2f", tolerance=0.01)
def noise_step() -> float:
    """Root mean square of the steps 151 to 200 under pure noise, in learning rates."""
    return float(np.sqrt(np.mean(noise_steps(200)[150:] ** 2)))


@page.number(expect=lambda: theory.burst_step(1), form=".2f", tolerance=1e-6)
def one_after_silence() -> float:
    """Step at the first gradient after a long silence, in learning rates."""
    return float(after_silence(40)[0])


@page.number(expect=lambda: theory.burst_peak()[1], form=".2f", tolerance=1e-6)
def burst_after_silence() -> float:
    """Largest step at equal gradients that follow a long silence, in learning rates."""
    return float(after_silence(40).max())


@page.number(expect=lambda: theory.burst_peak()[0], form="d")
def burst_at() -> float:
    """Which of the equal gradients after a long silence causes the largest step."""
    return int(after_silence(40).argmax()) + 1


@page.number(expect=lambda: theory.adam_step_supremum(B1, B2), form=".2f", tolerance=1e-6)
def largest_step() -> float:
    """Step at the end of the stream that makes it as large as can be, in learning rates."""
    return float(growing(1)[0])


@page.number(expect=lambda: theory.worst_stream_growth(B1, B2), form=".2f")
def growth() -> float:
    """Factor by which the gradients of that stream grow from step to step."""
    g = theory.worst_stream(100, B1, B2)
    return float(g[-1] / g[-2])


@page.number(expect=lambda: theory.step_with_eps(10.0, 1e-8) * 1e-3, form=".6f")
def first_step_down() -> float:
    """Length of the first step on θ² from 5 at the default settings."""
    return float(-on_parabola().step[0, 0])


@page.number(expect=lambda: 1.0, form=".6g", tolerance=1e-12)
def hundredfold() -> float:
    """Steps under gradients a hundred times larger, divided by those under the gradients."""
    g = streams.noisy(500)
    plain, larger = (feed(adam(1.0, eps=0.0), k * g).step for k in (1.0, 100.0))
    return float(np.abs(larger / plain).max())

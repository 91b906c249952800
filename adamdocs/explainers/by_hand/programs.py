"""Numbers of the audited programs."""

import numpy as np

from adamdocs import theory
from adamdocs.explainers.audits import Audit
from adamdocs.explainers.by_hand import audits, snippets, tutorials
from adamdocs.explainers.by_hand.experiments import (
    FINE,
    LIMIT,
    LINE_RATE,
    LR,
    PASSING,
    PRINTED_STOP,
    START,
    TOLERANCE,
    arrived,
    before,
    dropped,
    fit,
    line,
    on_square,
    page,
    rates_that_stop_at,
    stop,
    stops,
)
from adamdocs.landscapes import ravine
from adamdocs.optimizers import adam, sgd
from adamdocs.runs import descend

NO_FORM = "Adam on a parabola has no closed form"
NO_LINE = "Adam on a line has no closed form"


@page.number(pinned=4.0447, reason=NO_FORM, form=".4f")
def theta_at_1000() -> float:
    """Where the program on θ² stands after its thousand steps."""
    return float(on_square().theta[LIMIT - 1, 0])


@page.number(pinned=4.21, reason=NO_FORM, form=".2f")
def theta_at_817() -> float:
    """Where the program on θ² stands at the step at which it is said to stop."""
    return float(on_square().theta[PRINTED_STOP - 1, 0])


@page.number(pinned=10_813, reason=NO_FORM, form=",d")
def stop_step() -> float:
    """Step at which the program's stop rule is met at the default rate."""
    return stop()


@page.number(pinned=0.03101, reason=NO_FORM, form=".5f")
def rate_817_low() -> float:
    """Least rate of the interval at which the program stops at step 817."""
    return rates_that_stop_at(PRINTED_STOP)[0]


@page.number(pinned=0.03104, reason=NO_FORM, form=".5f")
def rate_817_high() -> float:
    """Largest rate of that interval."""
    return rates_that_stop_at(PRINTED_STOP)[1]


@page.number(pinned=4.7e-8, reason=NO_FORM, form=".8f")
def minimum_at_817() -> float:
    """What the program prints as the minimum in the middle of that interval."""
    return float(stops(sum(rates_that_stop_at(PRINTED_STOP)) / 2).theta[0])


@page.number(pinned=86, reason=NO_FORM, form="d")
def passing_step() -> float:
    """Step at which a run at the rate `PASSING` is told to have converged."""
    return int(stops(PASSING).step[0])


@page.number(pinned=0.0114, reason=NO_FORM, form=".4f")
def passing_theta() -> float:
    """Where that run stands after the step."""
    return float(stops(PASSING).theta[0])


@page.number(pinned=0.043, reason=NO_FORM, form=".3f")
def swings_from() -> float:
    """Least of the figure's rates at which a stopped run has crossed the minimum."""
    crossed = stops(FINE).theta < 0
    return float(FINE[int(np.argmax(crossed))])


@page.number(pinned=0.72, reason="a count of runs", form=".0%")
def told_too_early() -> float:
    """Share of the figure's stopped runs that end where |g| is above the tolerance again."""
    return float(np.mean(2 * np.abs(stops(FINE).theta[arrived()]) > TOLERANCE))


@page.number(pinned=401, reason="a count of rates", form="d")
def rates_tried() -> float:
    """How many rates the figure tries."""
    return FINE.size


@page.number(pinned=373, reason="a count of runs", form="d")
def rates_stopped() -> float:
    """At how many of them the rule is met within the program's thousand steps."""
    return int(arrived().sum())


@page.number(pinned=6.3e-5, reason=NO_FORM, form=".6f")
def told_farthest() -> float:
    """Largest distance from the minimum at which one of them is told to have converged."""
    return float(np.abs(stops(FINE).theta[arrived()]).max())


@page.number(pinned=1.4e-7, reason=NO_FORM, form=".8f")
def beside_passing() -> float:
    """The larger distance of the runs at rates a ten-thousandth beside `PASSING`."""
    return float(np.abs(stops([PASSING - 1e-4, PASSING + 1e-4]).theta).max())


@page.number(expect=lambda: START - LR, form=".3f")
def small_step_theta() -> float:
    """Where Adam at the default rate stands when a step is first below 0.001."""
    run = on_square()
    return float(run.theta[int(np.argmax(np.abs(run.step[:, 0]) < 1e-3)), 0])


def printed_square() -> float:
    """Mean square error of y = 1.9953 x + 1.0044 on the five points, written out."""
    x = np.arange(1.0, 6.0)
    return float(np.mean(((1.9953 - 2) * x + (1.0044 - 1)) ** 2))


@page.number(expect=printed_square, form=".6f")
def loss_of_printed() -> float:
    """Loss of the line with the w and b that the tutorial prints after 50 epochs."""
    return float(line().value(np.array([1.9953, 1.0044])))


@page.number(pinned=30.797, reason=NO_LINE, form=".3f")
def line_loss() -> float:
    """Loss that the program prints at epoch 50, before that epoch's update."""
    return float(before(fit(adam), 50))


@page.number(pinned=733_000, reason=NO_LINE, form=",.0f")
def below_curve() -> float:
    """How many times as large as the loss printed for epoch 50 the run's is, to thousands."""
    return round(float(before(fit(adam), 50)) / 0.000042, -3)


@page.number(pinned=0.481, reason=NO_LINE, form=".3f")
def line_w() -> float:
    """Slope after 50 epochs."""
    return float(fit(adam).theta[49, 0])


def descent_loss(epoch: int, lr: float = LINE_RATE) -> float:
    """Loss of gradient descent on the line before an epoch's update, by its two curvatures."""
    x = np.arange(1.0, 6.0)
    hessian = 2 * np.array([[(x * x).mean(), x.mean()], [x.mean(), 1.0]])
    curvature, axes = np.linalg.eigh(hessian)
    start = axes.T @ np.array([-2.0, -1.0])
    left = theory.gradient_descent_iterate(start, curvature, lr, epoch - 1)
    return float(0.5 * np.sum(curvature * left**2))


@page.number(expect=lambda: descent_loss(50), form=".3f")
def line_descent() -> float:
    """Loss of gradient descent at the same rate and epoch."""
    return float(before(fit(sgd), 50))


@page.number(expect=lambda: descent_loss(200), form=".4f")
def line_descent_200() -> float:
    """Loss of gradient descent at epoch 200."""
    return float(before(fit(sgd), 200))


@page.number(pinned=2.29, reason=NO_LINE, form=".2f")
def line_loss_200() -> float:
    """Loss of Adam at epoch 200."""
    return float(before(fit(adam), 200))


@page.number(pinned=4098, reason=NO_LINE, form=",d")
def line_settled() -> float:
    """Epoch from which the program prints loss 0.000000, w 2.0000 and b 1.0000."""
    run = fit(adam, epochs=6000)
    loss = np.concatenate([[run.start_loss], run.loss[:-1]])
    away = (loss > 0.5e-6) | (np.abs(run.theta - [2.0, 1.0]) > 0.5e-4).any(axis=-1)
    return int(np.flatnonzero(away)[-1]) + 2


@page.number(expect=lambda: np.min(theory.dropped_state_step(np.arange(1, 100))), form=".2f")
def dropped_least() -> float:
    """Shortest step of an Adam that drops m and v and counts on, in learning rates."""
    return float(dropped(3000, advancing=True).min())


@page.number(
    expect=lambda: float(np.argmin(theory.dropped_state_step(np.arange(1, 100))) + 1), form="d"
)
def dropped_least_at() -> float:
    """At which call that is."""
    return int(dropped(3000, advancing=True).argmin()) + 1


@page.number(
    expect=lambda: float(np.argmax(theory.dropped_state_step(np.arange(2, 500)) > 1) + 2), form="d"
)
def dropped_over() -> float:
    """From which call on its steps are longer than the learning rate."""
    return int(np.argmax(dropped(3000, advancing=True)[1:] > 1)) + 2


@page.number(expect=lambda: theory.dropped_state_step(3000), form=".2f")
def dropped_late() -> float:
    """The step of the three-thousandth call, in learning rates."""
    return float(dropped(3000, advancing=True)[-1])


def way(rule: str) -> float:
    """Length of the way down the ravine at rate 0.001 over the straight one."""
    make = {"adam": adam, "sgd": sgd}[rule]
    path = descend(make(0.001), ravine(), steps=20_000, keep="theta").path()
    return float(np.linalg.norm(np.diff(path, axis=0), axis=1).sum() / np.hypot(10, 1))


@page.number(pinned=1.02, reason="Adam on a ravine has no closed form", form=".2f")
def slow_adam_way() -> float:
    """Adam's way at a small rate."""
    return way("adam")


@page.number(pinned=1.07, reason="the length of a path of many steps", form=".2f")
def slow_gd_way() -> float:
    """Gradient descent's way at a small rate."""
    return way("sgd")


def declared() -> list[Audit]:
    """All audits of the page."""
    names = [name for module in (audits, snippets, tutorials) for name in vars(module)]
    return [page.audits[name] for name in names if name in page.audits]


@page.number(pinned=20, reason="a count of what the page declares", form="d")
def audited() -> float:
    """How many programs and statements the page audits."""
    return len(declared())


@page.number(pinned=7, reason="a count of what the page declares", form="d")
def printed_audited() -> float:
    """How many of them show their output."""
    return sum(1 for audit in declared() if audit.prints)


@page.number(pinned=0, reason="a count of what the runs bear out", form="d")
def printed_reproduced() -> float:
    """How many of the shown outputs come out."""
    return sum(1 for audit in declared() if audit.prints and audit.agrees is True)


@page.number(pinned=13, reason="a count of what the page declares", form="d")
def said_audited() -> float:
    """How many of them have an outcome in words."""
    return sum(1 for audit in declared() if audit.says)


@page.number(pinned=8, reason="a count of what the runs bear out", form="d")
def said_reproduced() -> float:
    """How many of the described outcomes come out."""
    return sum(1 for audit in declared() if audit.says and audit.agrees is True)


@page.number(pinned=3, reason="a count of what the runs bear out", form="d")
def said_depending() -> float:
    """How many come out on a condition that the source leaves open."""
    return sum(1 for audit in declared() if audit.agrees == "depends")

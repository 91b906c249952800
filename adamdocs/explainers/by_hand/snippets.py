"""Audits of programs whose output is described and not shown, and of animations."""

import numpy as np

from adamdocs import streams
from adamdocs.explainers.audits import Outcome
from adamdocs.explainers.by_hand import search
from adamdocs.explainers.by_hand.experiments import page
from adamdocs.landscapes import ravine
from adamdocs.optimizers import adam, sgd
from adamdocs.runs import Trace, descend, feed
from adamdocs.sweeps import best_rate
from adamdocs.theory import normal_mgf

ANSWER = "An answer to “How can I understand Adam?”, of its example"
ANIMATED = "A visual essay on Adam's learning-rate scale, of its animation"
CHAPTER = "A chapter of an online course"
TWO_SETTINGS = "parameters (1, 2), gradients `0.1` and `-0.2`, $\\lr = 0.001$, one call at $t = 1$"
STREAM = "the source names no numbers; ours are $\\beta_1 = 0.9$, $\\beta_2 = 0.999$ and "


def two_parameters() -> Trace:
    """One step of Adam on gradients 0.1 and −0.2 from (1, 2)."""
    return feed(adam(lr=0.001), np.array([[0.1, -0.2]]), [1.0, 2.0])


def swinging(steps: int = 10) -> Trace:
    """Gradients 0.001 and 1, divided by five at every second step, at rate 0.01 from (1, 2)."""
    fifth = np.where(np.arange(steps) % 2 == 0, 1.0, 0.2)
    return feed(adam(lr=0.01), fifth[:, None] * np.array([0.001, 1.0]), [1.0, 2.0])


def scale(g: np.typing.NDArray[np.float64]) -> np.typing.NDArray[np.float64]:
    """The learning-rate scale against the gradient, step by step."""
    sizes: np.typing.NDArray[np.float64] = -feed(adam(lr=1.0), g).step[:, 0]
    return sizes


@page.audit(
    heard=f"{ANSWER} 1",
    settings=TWO_SETTINGS,
    says="The bias correction via m_hat and v_hat helps at early iterations when the estimates of "
    "m and v are poor, as they start at zero",
    command="feed(adam(lr=0.001), [[0.1, -0.2]], [1.0, 2.0])",
    comes_out="Updated parameters: [0.999 2.001]\nUpdated first moment: [ 0.01 -0.02]\n"
    "Updated second moment: [1.e-05 4.e-05]\ncorrected: [ 0.1 -0.2] and [0.01 0.04]",
    agrees=True,
    holds="The first moment is a tenth of the gradient, the second a thousandth of its square; "
    "corrected, they are the gradient and its square. The first three lines are what the program "
    "prints, which the source does not show. The second gradient is twice the first; the step is "
    "not.",
)
def example_1() -> Outcome:
    """One step on two parameters."""
    run = two_parameters()
    m_hat, v_hat = run.state.m_hat[0], run.state.v_hat[0]
    text = (
        f"Updated parameters: {run.theta[0]}\nUpdated first moment: {run.state.m[0]}\n"
        f"Updated second moment: {run.state.v[0]}\ncorrected: {m_hat} and {v_hat}"
    )
    poor = np.abs(run.state.m[0] / run.g[0]).max() < 0.5
    helped = np.allclose(m_hat, run.g[0]) and np.allclose(v_hat, run.g[0] ** 2)
    return Outcome(text, bool(poor and helped))


@page.audit(
    heard=f"{ANSWER} 2",
    settings="`grads[0]` is `0.001` and `grads[1]` is `1`; both are divided by five "
    "at every second step; $\\lr = 0.01$, ten steps from (1, 2)",
    says="parameter associated with grads[1] changes at a slower pace",
    command="feed(adam(lr=0.01), g, [1.0, 2.0])  # g as in the cell",
    comes_out="moved by −0.084895 and −0.084896",
    agrees=False,
    holds="Both move alike, and what little they differ is $\\eps$, which slows the *small* "
    "gradient. No size of the gradients turns this round: a common factor cancels, up to $\\eps$.",
    search=search.slower_when_larger,
)
def example_2() -> Outcome:
    """Ten steps under a small and a large gradient."""
    run = swinging()
    small, large = run.theta[-1] - np.array([1.0, 2.0])
    text = f"moved by {small:.6f} and {large:.6f}".replace("-", "−")
    return Outcome(text, bool(abs(large) < 0.99 * abs(small)))


@page.audit(
    heard=f"{ANSWER} 3",
    settings=f"{TWO_SETTINGS}; the function returns the parameters, and drops $\\m$ and $\\v$",
    says="the adjusted parameter depends on past gradients through m and v",
    command="rule.update(g, rule.init(theta), theta)  # each call",
    comes_out="one call on a gradient of 1: with a past of ten gradients −1, step 0.000709; "
    "with none, step −0.001\n"
    "ten calls, each from m = v = 0: steps −0.001 and 0.001, as with no past",
    agrees="depends",
    holds="True of one call that is handed $\\m$ and $\\v$. The function does not return them, so "
    "a loop that calls it never has them: with its counter at 1, a step has the sign of the "
    "present gradient and nothing of the past. The source shows one call, from $\\m = \\v = 0$.",
)
def example_3() -> Outcome:
    """Calls that begin with empty averages each time."""
    rule, theta = adam(lr=0.001), np.ones(1)
    steps = []
    for k in range(10):
        step, _ = rule.update(np.array([(-1.0) ** k]), rule.init(theta), theta)
        steps.append(round(float(step[0]), 9))
    first, second = sorted(set(steps))
    alike = steps[0::2] == [first] * 5 and steps[1::2] == [second] * 5
    handed = float(feed(rule, np.append(-np.ones(10), 1.0)[:, None]).step[-1, 0])
    text = (
        f"one call on a gradient of 1: with a past of ten gradients −1, step {handed:.6f}; "
        f"with none, step {first}\n"
        f"ten calls, each from m = v = 0: steps {first} and {second}, as with no past"
    )
    return Outcome(text.replace("-", "−"), "depends" if alike and handed > 0 else not alike)


@page.audit(
    heard=f"{ANIMATED} of consistent gradients",
    settings=f"{STREAM}sixty gradients of 1",
    says="The learning-rate scale remains close to one",
    command="feed(adam(lr=1.0), streams.constant(60)).step",
    comes_out="scale from 1.0000 to 1.0000",
    agrees=True,
    holds="It is one from the first step, and needs no building up: bias correction sees to that.",
)
def consistent() -> Outcome:
    """The scale under equal gradients."""
    size = scale(streams.constant(60))
    text = f"scale from {size.min():.4f} to {size.max():.4f}"
    return Outcome(text, bool((np.abs(size - 1) < 0.01).all()))


@page.audit(
    heard=f"{ANIMATED} of gradients around zero",
    settings=f"{STREAM}`2000` Gaussian gradients, of mean 0, from each of a hundred seeds",
    says="The learning-rate scale diminishes",
    command="feed(adam(lr=1.0), streams.noisy(2000, seed=1)).step  # seeds 1 to 100",
    comes_out="root mean square of the scale, median of the seeds: 0.50 in the first ten steps, "
    "0.23 after a hundred",
    agrees=True,
    holds="It does, from one at the first step. About half of the later scales are negative: the "
    "essay's “typically between 0 and 1” then holds of their size alone.",
)
def inconsistent() -> Outcome:
    """The scale under noise, early and late."""
    g = np.stack([streams.noisy(2000, seed=seed) for seed in range(1, 101)], axis=1)
    size = -feed(adam(lr=1.0), g, keep="step").step[..., 0]
    early, late = (
        float(np.median(np.sqrt(np.mean(part**2, axis=0)))) for part in (size[:10], size[100:])
    )
    text = (
        f"root mean square of the scale, median of the seeds: {early:.2f} in the first ten steps, "
        f"{late:.2f} after a hundred"
    )
    return Outcome(text, late < early)


@page.audit(
    heard=f"{ANIMATED} of a flip",
    settings=f"{STREAM}a hundred gradients of 1, then a hundred of −1",
    says="the scale briefly drops, then rebuilds as a new trend forms",
    command="feed(adam(lr=1.0), streams.flip(200, at=101)).step",
    comes_out="the scale changes its sign at opposite gradient 7; its size is within a tenth of "
    "one again from opposite gradient 29 on",
    agrees=True,
    holds="So it does. Whether this “helps prevent overshooting” depends on what it is "
    "[compared with](adam.md#claim-drop_prevents_overshooting).",
)
def flipped() -> Outcome:
    """The size of the scale after the gradient has turned."""
    after = scale(streams.flip(200, at=101))[100:]
    crossed = int(np.argmax(after < 0)) + 1
    back = int(np.flatnonzero(np.abs(after) < 0.9)[-1]) + 2
    text = (
        f"the scale changes its sign at opposite gradient {crossed}; its size is within a tenth of "
        f"one again from opposite gradient {back} on"
    )
    return Outcome(text, bool(crossed < 10 and back < 50))


@page.audit(
    heard=f"{CHAPTER}, of Adam's first step",
    settings="none named; ours are gradients from `1e-3` to `1e3` and the defaults",
    says="Adam takes a step of a fixed magnitude in each direction, completely independent of "
    "how large the gradient was in that direction",
    command="feed(adam(lr=1.0), [[1e-3, 1.0, 1e3]]).step",
    comes_out="−0.99999, −1.00000, −1.00000",
    agrees=True,
    holds="True while the gradient is large against $\\eps$, as the chapter says itself.",
)
def first_steps() -> Outcome:
    """The first step under gradients of three sizes."""
    step = feed(adam(lr=1.0), np.array([[1e-3, 1.0, 1e3]])).step[0]
    text = ", ".join(f"{one:.5f}" for one in step).replace("-", "−")
    return Outcome(text, bool((np.abs(step + 1) < 1e-4).all()))


@page.audit(
    heard=f"{CHAPTER}, of a bowl a hundred times as steep in one direction",
    settings="no start and no rate named; ours are the [ravine](adaptive-scale.md) "
    "$\\tfrac12(x^2 + 100y^2)$ from (10, 1), `300` steps, gradient descent at the best rate of our "
    "sweep, and three rates of Adam, the last the best of the sweep. A crossing of the floor "
    "counts while $|y|$ is above `0.001` after it",
    says="leading to a much more direct, diagonal path to the minimum instead of bouncing between "
    "the valley walls",
    command="[descend(adam(lr), ravine(), steps=300) for lr in (0.1, 0.2, 0.4)]",
    comes_out="gradient descent at 0.016: 1.30 straight ways, 13 crossings, loss 3.1e−3\n"
    "Adam at 0.1: 1.05 straight ways, 5 crossings, loss 1.7e−6\n"
    "Adam at 0.2: 1.08 straight ways, 9 crossings, loss 6.7e−12\n"
    "Adam at 0.4: 1.31 straight ways, 12 crossings, loss 1.6e−12",
    agrees="depends",
    holds="At the smaller rates Adam's way is the more direct one, crosses the floor less often, "
    "and ends far lower than gradient descent at its best. At the rate that ends lowest it is as "
    "long as gradient descent's, and bounces as often. At a rate of `0.001`, over `20000` steps, "
    "neither has a crossing that counts, and Adam's way is {{slow_adam_way}} straight ways long, "
    "gradient descent's {{slow_gd_way}}. More on this where [scales are "
    "compared](adaptive-scale.md).",
)
def canyon() -> Outcome:
    """Ways down the ravine over the straight one, losses, and crossings of its floor."""
    best = [best_rate(make, ravine(), steps=300) for make in (sgd, adam)]
    ways = [("gradient descent", sgd, best[0])]
    ways += [("Adam", adam, lr) for lr in (0.1, 0.2, best[1])]
    told, found = [], []
    for name, make, lr in ways:
        run = descend(make(lr), ravine(), steps=300)
        way, crossed = straight_ways(run.path()), crossings(run.path())
        found.append((way, crossed))
        told.append(
            f"{name} at {lr:g}: {way:.2f} straight ways, {crossed} crossings, "
            f"loss {run.loss[-1]:.1e}".replace("e-0", "e-").replace("e-", "e−")
        )
    descent, *adams = found
    direct = [way < descent[0] and crossed < descent[1] for way, crossed in adams]
    return Outcome("\n".join(told), all(direct) or ("depends" if any(direct) else False))


def straight_ways(path: np.typing.NDArray[np.float64]) -> float:
    """Length of a way down the ravine from (10, 1), over the straight one."""
    return float(np.linalg.norm(np.diff(path, axis=0), axis=1).sum() / np.hypot(10, 1))


def crossings(path: np.typing.NDArray[np.float64]) -> int:
    """How often a way crosses the ravine's floor and ends more than a thousandth from it."""
    after = path[1:, 1]
    return int(((after * path[:-1, 1] < 0) & (np.abs(after) > 1e-3)).sum())


@page.audit(
    heard="An interactive article on Adam, of its moment generating function",
    settings="normal gradients; mean and deviation on sliders, ours are $\\mu = 0.5$, "
    "$\\sigma = 1.2$. Its run button shows a placeholder",
    says="The slope at t=0 gives the 1st moment (the mean). The curvature at t=0 gives the 2nd "
    "uncentered moment",
    command="normal_mgf(h, 0.5, 1.2)  # of h = −0.001, 0, 0.001",
    comes_out="slope 0.5000, curvature 1.6900",
    agrees=True,
    holds="The formulas are right. The article's own program shows no output that could be "
    "checked.",
)
def generating() -> Outcome:
    """Slope and curvature of a normal's generating function at 0, by differences."""
    h = 1e-3
    low, middle, high = (float(normal_mgf(t, 0.5, 1.2)) for t in (-h, 0.0, h))
    slope, curvature = (high - low) / (2 * h), (high - 2 * middle + low) / h**2
    text = f"slope {slope:.4f}, curvature {curvature:.4f}"
    return Outcome(text, abs(slope - 0.5) < 1e-4 and abs(curvature - 0.25 - 1.44) < 1e-4)

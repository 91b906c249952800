"""The page, and its runs on bandits: a policy that stays, and policies that learn."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adamdocs import theory
from adamdocs.explainers.framework import Explainer
from adamdocs.labs.bandit import Learner, bandits, displacements, reinforce
from adamdocs.labs.chance import Interval, paired_interval
from adamdocs.optimizers import Rule, adam, momentum, sgd

page = Explainer("connections/reinforcement-learning", topic="Reinforcement learning")

Array = NDArray[np.float64]

# Ten arms whose values are equally spaced over ±1 around a level. All are drawn alike, or by
# preferences that are the values times an eagerness.
ARMS, LEVEL = 10, 4.0
POLICY = np.full(ARMS, 1 / ARMS)
SPREAD = np.linspace(-1.0, 1.0, ARMS)
EAGER, RARE = 1.5, 3.0  # at the latter arms are drawn that v's thousand steps may not hold
WINDOWS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
CHAINS, SETTLE = 160, 500
KINDS = ("plain", "averaged", "scaled", "adam")


def values(level: float = LEVEL) -> Array:
    """Expected rewards of the arms."""
    return level + SPREAD


def preferring(eager: float) -> Array:
    """The policy of that eagerness; at 0 it is `POLICY`."""
    return theory.softmax(eager * SPREAD)


def moments(
    level: float = LEVEL, *, baseline: bool = False, eager: float = 0.0
) -> tuple[Array, Array]:
    """Mean and covariance of one estimate, in closed form."""
    p, q = preferring(eager), values(level)
    b = float(p @ q) if baseline else 0.0
    return theory.bandit_gradient(p, q), theory.bandit_covariance(p, q, baseline=b)


def divisor(level: float = LEVEL, *, baseline: bool = False, eager: float = 0.0) -> Array:
    """√E[g²] of every coordinate: what √v is where its memory is long."""
    mean, covariance = moments(level, baseline=baseline, eager=eager)
    return np.sqrt(mean**2 + covariance.diagonal())


def noise(level: float = LEVEL, *, baseline: bool = False, eager: float = 0.0) -> float:
    """Noise over signal of one estimate."""
    return theory.relative_noise(*moments(level, baseline=baseline, eager=eager))


def scaled_noise(level: float = LEVEL, *, baseline: bool = False, eager: float = 0.0) -> float:
    """The same after division by √E[g²]."""
    stretch = 1 / divisor(level, baseline=baseline, eager=eager)
    return theory.relative_noise(*moments(level, baseline=baseline, eager=eager), stretch)


def scaled_cosine(level: float = LEVEL, *, baseline: bool = False) -> float:
    """Cosine of the gradient's angle with its mean after that division, common shifts taken off."""
    mean, _ = moments(level, baseline=baseline)
    scaled = mean / divisor(level, baseline=baseline)
    scaled = scaled - scaled.mean()
    return float(mean @ scaled / np.linalg.norm(mean) / np.linalg.norm(scaled))


class Moved(NamedTuple):
    """What rules do to estimates of one policy, kinds as in `KINDS`.

    What all preferences share is taken off noise and signal, for it changes no policy.

    Attributes:
        noise: of the displacement by n steps, over its signal, times n: `(kinds, windows)`.
        rms: of every coordinate of a step, `(kinds, arms)`.
        cosine: of the mean step with the gradient, `(kinds,)`.
    """

    noise: Array
    rms: Array
    cosine: Array


def kinds() -> list[Rule]:
    """The rules of `KINDS`."""
    return [sgd(1.0), momentum(1.0, ema=True), adam(1.0, b1=0.0), adam(1.0)]


def moved(*, baseline: bool = False, eager: float = 0.0) -> Moved:
    """Displacements of a policy that stays as it is, with or without its expected reward taken."""
    return displaced(float(preferring(eager) @ values()) if baseline else 0.0, eager)


@page.experiment()
def displaced(b: float, eager: float) -> Moved:
    """The same with a baseline b, after 500 steps by which averages settle."""
    p, q = preferring(eager), values()
    steps = SETTLE + WINDOWS[-1]
    theta = displacements(kinds(), values=q, policy=p, baseline=b, steps=steps, chains=CHAINS)[
        :, SETTLE - 1 :
    ]
    single = np.diff(theta, axis=1)
    rms = np.sqrt((single**2).mean((1, 2)))
    # The draws' own mean misses the gradient a little. Every rule's mean step repeats that, in its
    # own units, and is freed of it.
    true = theory.bandit_gradient(p, q)
    luck = single[0].mean((0, 1)) - true
    units = np.sqrt((single**2).mean((1, 2)) / (single[0] ** 2).mean((0, 1)))
    units[1] = 1.0  # averages have the mean of what they average
    units[3] = units[2]
    mean = single.mean((1, 2)) - units * luck
    mean = mean - mean.mean(-1, keepdims=True)
    found = []
    for n in WINDOWS:
        way = np.diff(theta[:, ::n], axis=1) - n * single.mean((1, 2))[:, None, None]
        way -= way.mean(-1, keepdims=True)
        found.append((way**2).mean((1, 2)).sum(-1) / n / (mean**2).sum(-1))
    cosine = mean @ true / np.linalg.norm(mean, axis=1) / np.linalg.norm(true)
    return Moved(np.stack(found, 1), rms, cosine)


def less_noise(kind: str, *, steps: int = 1, baseline: bool = False) -> float:
    """Factor by which a rule leaves less noise over signal than plain gradients without baseline.

    Both after so many steps; without baseline plain gradients' is the closed form, `noise()`.
    """
    at = KINDS.index(kind), WINDOWS.index(steps)
    return noise() / float(moved(baseline=baseline).noise[at])


@page.experiment()
def caution(draws: int) -> float:
    """Root mean square of Adam's steps with rewards ten times as noisy, over that before.

    At the baseline π·q, every estimate the mean over so many draws.
    """
    sizes = []
    for deviation in (1.0, 10.0):
        theta = displacements(
            [adam(1.0)],
            values=values(),
            policy=POLICY,
            baseline=LEVEL,
            draws=draws,
            deviation=deviation,
            steps=600,
            chains=60,
        )[0, 199:]
        sizes.append(float(np.sqrt((np.diff(theta, axis=0) ** 2).mean())))
    return sizes[1] / sizes[0]


# Probabilities and values of the arms: before learning, and when one arm is preferred.
STAGES = {
    "uniform": (tuple(POLICY), tuple(LEVEL + SPREAD)),
    "settled": ((0.9, 0.05, 0.05), (1.0, 0.0, -1.0)),
}


def under_expected_reward(stage: str) -> float:
    """Sum of the variances under the expected reward as a baseline, over the least."""
    policy, q = STAGES[stage]
    baselines = float(np.dot(policy, q)), theory.bandit_best_baseline(policy, q)
    ours, least = (
        float(np.trace(theory.bandit_covariance(policy, q, baseline=b))) for b in baselines
    )
    return ours / least


# Policies that learn: rates are chosen on bandits of their own.
DRAWS = 1000
SEEDS, TUNING = tuple(range(100)), tuple(range(1000, 1050))
RATES = tuple(2.0**k for k in range(-7, 1))
LEARNERS = ("sgd", "sgd baseline", "adam", "adam baseline")


class Learned(NamedTuple):
    """What learners gave up a draw, `LEARNERS` first.

    Attributes:
        swept: mean over tuning bandits at every rate, `(learners, rates)`.
        rates: the best, `(learners,)`.
        regret: on fresh bandits, `(learners, seeds)`.
    """

    swept: Array
    rates: Array
    regret: Array


def learners(rates: Array) -> list[Learner]:
    """The learners of `LEARNERS` with a rate or a column of rates each, `(4, …)`."""
    makes = (sgd, sgd, adam, adam)
    return [
        Learner(make(rate), baseline=bool(i % 2))
        for i, (make, rate) in enumerate(zip(makes, rates, strict=True))
    ]


def learned(level: float = LEVEL) -> Learned:
    """A thousand draws of each bandit whose values lie around a level, from equal probabilities."""
    return played(level)


@page.experiment()
def played(level: float) -> Learned:
    """The same, once for each level."""
    grid = np.array(RATES)
    columns = np.broadcast_to(grid[:, None, None], (4, len(grid), 1, 1))
    swept = np.stack(
        [
            lost.mean(-1)
            for lost in reinforce(learners(columns), bandits(TUNING, around=level), steps=DRAWS)
        ]
    )
    rates = grid[swept.argmin(1)]
    regret = reinforce(learners(rates), bandits(SEEDS, around=level), steps=DRAWS)
    return Learned(swept, rates, np.stack(regret))


def saved_by_baseline(rule: str, level: float = LEVEL) -> Interval:
    """What a baseline lowers the regret by, over pairs."""
    found = dict(zip(LEARNERS, learned(level).regret, strict=True))
    return paired_interval(found[rule], found[f"{rule} baseline"])

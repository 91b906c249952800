"""Numbers of the bandits: noise over signal in closed form and in runs, and what is given up."""

import math
from collections.abc import Callable

import numpy as np

from adamdocs import theory
from adamdocs.explainers.reinforcement_learning.experiments import (
    ARMS,
    DRAWS,
    EAGER,
    KINDS,
    LEARNERS,
    LEVEL,
    POLICY,
    RARE,
    RATES,
    SEEDS,
    TUNING,
    caution,
    learned,
    less_noise,
    moments,
    moved,
    noise,
    page,
    preferring,
    saved_by_baseline,
    scaled_cosine,
    scaled_noise,
    under_expected_reward,
    values,
)
from adamdocs.labs.chance import LEVEL as CONFIDENCE
from adamdocs.labs.chance import mean_interval

LEARNS = "a policy that learns from what it draws has no closed form"
FORGETS = "the closed form is for a v that remembers every arm"
DRAWN = 3.9e-3  # what draws leave open in a ratio of variances


def by_hand(level: float, *, baseline: bool) -> float:
    """Noise over signal at equal probabilities, with K arms and values of variance s².

    (1 − 1/K)(c² + s² + 1) K²/(K s²) − 1 with c the level, which a baseline takes away.
    """
    variance = float(np.var(values()))
    left = 0.0 if baseline else level * level
    return (1 - 1 / ARMS) * (left + variance + 1) * ARMS / variance - 1


@page.number(expect=lambda: by_hand(LEVEL, baseline=False), form=".0f")
def noise_plain() -> float:
    """Noise over signal of one estimate without baseline."""
    return noise()


@page.number(expect=lambda: by_hand(LEVEL, baseline=True), form=".0f")
def noise_baseline() -> float:
    """With the expected reward as a baseline."""
    return noise(baseline=True)


@page.number(
    expect=lambda: by_hand(LEVEL, baseline=False) / by_hand(LEVEL, baseline=True),
    tolerance=DRAWN,
    form=".1f",
)
def less_by_baseline() -> float:
    """Factor by which a baseline lowers the noise over the signal, counted in draws."""
    return less_noise("plain", baseline=True)


@page.number(
    expect=lambda: (1 + 0.9) / (1 - 0.9),
    tolerance=0.02,
    form=".0f",
)
def less_by_average() -> float:
    """The same by β₁ alone, in one step."""
    return less_noise("averaged")


@page.number(
    expect=lambda: 1 / (1 - 2 * 0.9 * (1 - 0.9**1000) / (1 - 0.81) / 1000),
    tolerance=0.05,
    form=".1f",
)
def less_by_average_in_all() -> float:
    """By β₁ alone, over a thousand steps together."""
    return float(moved().noise[0, -1] / moved().noise[1, -1])


@page.number(expect=lambda: noise() / scaled_noise(), tolerance=0.04, form=".1f")
def less_by_scale() -> float:
    """By √v alone; the closed form is for a v that has forgotten nothing."""
    return less_noise("scaled")


@page.number(
    expect=lambda: scaled_noise(baseline=True) / noise(baseline=True), tolerance=0.03, form=".1f"
)
def more_by_scale() -> float:
    """Factor by which √v alone raises it where there is a baseline."""
    found = moved(baseline=True).noise
    return float(found[KINDS.index("scaled"), 0] / found[0, 0])


@page.number(
    expect=lambda: scaled_noise(baseline=True, eager=EAGER) / noise(baseline=True, eager=EAGER),
    tolerance=0.02,
    form=".1f",
)
def more_when_eager() -> float:
    """The same where a policy draws its best arm more often than others."""
    found = moved(baseline=True, eager=EAGER).noise
    return float(found[KINDS.index("scaled"), 0] / found[0, 0])


def drawn_best(eager: float) -> float:
    """Probability of the best arm by hand: the others' weights are a geometric series below it."""
    apart = math.exp(-eager * 2 / (ARMS - 1))
    return (1 - apart) / (1 - apart**ARMS)


@page.number(expect=lambda: drawn_best(EAGER), form=".0%")
def eager_draws_best() -> float:
    """How often that policy draws the best arm."""
    return float(preferring(EAGER).max())


@page.number(expect=lambda: drawn_best(RARE), form=".0%")
def rare_draws_best() -> float:
    """How often it is drawn by a policy that hardly draws the worst."""
    return float(preferring(RARE).max())


@page.number(pinned=0.28, reason=FORGETS, form=".2f")
def cosine_rare() -> float:
    """Cosine as in `cosine_scaled` for that policy, without baseline."""
    return float(moved(eager=RARE).cosine[KINDS.index("scaled")])


@page.number(pinned=9, reason=FORGETS, form=".0f")
def less_when_rare() -> float:
    """Factor by which √v alone lowers that policy's noise, over the square of its own mean step."""
    return noise(eager=RARE) / float(moved(eager=RARE).noise[KINDS.index("scaled"), 0])


@page.number(expect=lambda: noise() / scaled_noise() * 19, tolerance=0.024, form=".0f")
def less_by_adam() -> float:
    """By all of Adam, in one step."""
    return less_noise("adam")


@page.number(expect=scaled_cosine, tolerance=5e-4, form=".3f")
def cosine_scaled() -> float:
    """Cosine of the angle between the mean step of √v alone and the gradient."""
    return float(moved().cosine[KINDS.index("scaled")])


def settled_rms(draws: int, deviation: float, baseline: float = LEVEL) -> float:
    """Root mean square of Adam's settled step in closed form, v at its mean."""
    covariance = theory.bandit_covariance(POLICY, values(), deviation, baseline)
    variance = covariance.diagonal() / draws
    mean, _ = moments()
    squares = (mean**2 + theory.noise_rms() ** 2 * variance) / (mean**2 + variance)
    return math.sqrt(float(squares.mean()))


@page.number(expect=lambda: settled_rms(1, 10.0) / settled_rms(1, 1.0), tolerance=6e-3, form=".2f")
def caution_single() -> float:
    """Adam's step with rewards ten times as noisy, over that before; estimates from one draw."""
    return caution(1)


@page.number(
    expect=lambda: settled_rms(300, 10.0) / settled_rms(300, 1.0), tolerance=0.011, form=".2f"
)
def caution_many() -> float:
    """The same with estimates from 300 draws."""
    return caution(300)


@page.number(expect=lambda: settled_rms(1, 1.0, 0.0), tolerance=0.02, form=".2f")
def floor_of_steps() -> float:
    """Root mean square of Adam's steps without baseline, in learning rates."""
    return float(np.sqrt((moved().rms[KINDS.index("adam")] ** 2).mean()))


@page.number(
    expect=lambda: float(
        np.trace(theory.bandit_covariance((0.9, 0.05, 0.05), (1.0, 0.0, -1.0), 1.0, 0.85))
        / np.trace(theory.bandit_covariance((0.9, 0.05, 0.05), (1.0, 0.0, -1.0), 1.0, -0.390541))
    ),
    tolerance=1e-6,
    form=".1f",
)
def more_by_expected_reward() -> float:
    """Variance under the expected reward over the least, for a policy that prefers one arm."""
    return under_expected_reward("settled")


def add(name: str, about: str, pinned: float, form: str, measure: Callable[[], float]) -> None:
    """Register a measured number under a name."""
    measure.__name__, measure.__doc__ = name, about
    page.number(pinned=pinned, reason=LEARNS, form=form)(measure)


# Best rate of the sweep, regret on fresh bandits and half its interval.
ROWS = {
    "sgd": (0.0625, 0.47, 0.07),
    "sgd baseline": (0.25, 0.12, 0.03),
    "adam": (0.125, 0.56, 0.11),
    "adam baseline": (0.125, 0.12, 0.03),
}
for _name, (_rate, _lost, _half) in ROWS.items():
    _at, _tail = LEARNERS.index(_name), _name.replace(" ", "_")
    add(f"rate_{_tail}", "Best.", _rate, ".4g", lambda at=_at: float(learned().rates[at]))  # type: ignore[misc]
    add(
        f"lost_{_tail}",
        "Given up a draw.",
        _lost,
        ".2f",
        lambda at=_at: float(learned().regret[at].mean()),  # type: ignore[misc]
    )
    add(
        f"lost_within_{_tail}",
        "Half its interval.",
        _half,
        ".2f",
        lambda at=_at: float(mean_interval(learned().regret[at]).half_width),  # type: ignore[misc]
    )
for _rule, _mean, _half in (("sgd", 0.35, 0.07), ("adam", 0.44, 0.11)):
    add(
        f"saved_{_rule}",
        "Lower by a baseline.",
        _mean,
        ".2f",
        lambda rule=_rule: float(saved_by_baseline(rule).mean),  # type: ignore[misc]
    )
    add(
        f"saved_within_{_rule}",
        "Half its interval.",
        _half,
        ".2f",
        lambda rule=_rule: float(saved_by_baseline(rule).half_width),  # type: ignore[misc]
    )
add(
    "saved_low_level",
    "Lower by a baseline where rewards lie around −1.",
    -0.02,
    ".2f",
    lambda: float(saved_by_baseline("adam", -1.0).mean),
)
add(
    "saved_within_low_level",
    "Half its interval.",
    0.03,
    ".2f",
    lambda: float(saved_by_baseline("adam", -1.0).half_width),
)


@page.number(expect=lambda: len(SEEDS), form="d")
def bandits() -> float:
    """Bandits compared on."""
    return float(learned().regret.shape[1])


@page.number(expect=lambda: len(TUNING), form="d")
def tuning_bandits() -> float:
    """Bandits that rates are chosen on."""
    return float(len(set(TUNING) - set(SEEDS)))


@page.number(expect=lambda: len(RATES), form="d")
def bandit_rates() -> float:
    """Rates tried, each twice the one before."""
    return float(learned().swept.shape[1])


@page.number(expect=lambda: 1000, form=",d")
def draws() -> float:
    """Draws of each bandit."""
    return float(DRAWS)


@page.number(expect=lambda: 0.95, form=".0%")
def level() -> float:
    """How often such an interval covers the true mean."""
    return CONFIDENCE

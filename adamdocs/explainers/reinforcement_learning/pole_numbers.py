"""Numbers of CartPole: returns at rates chosen by the sweep, and rewards in other units."""

from adamdocs.explainers.reinforcement_learning.experiments import page
from adamdocs.explainers.reinforcement_learning.numbers import add
from adamdocs.explainers.reinforcement_learning.poles import (
    EPISODES,
    SEEDS,
    TUNING,
    UPDATES,
    ahead,
    compared,
    earned,
    mean_returns,
    swept,
)
from adamdocs.labs import cartpole

# In the course of fifty updates rounding decides who falls when, and the last bits of sines are not
# the same on all processors: returns are given as shares of the longest episode, in percent.
# Best rate of the sweep, mean return and half its interval, return of the last ten updates.
ROWS = {
    "sgd": (0.00390625, 0.11, 0.01, 0.15),
    "sgd baseline": (0.0078125, 0.13, 0.01, 0.19),
    "sgd normalized": (32, 0.37, 0.03, 0.65),
    "adam": (0.5, 0.44, 0.08, 0.70),
    "adam baseline": (1, 0.57, 0.11, 0.87),
    "adam unaveraged": (0.5, 0.68, 0.04, 0.99),
    "adam normalized": (0.5, 0.38, 0.07, 0.81),
    "adam normalized unaveraged": (1, 0.69, 0.02, 0.96),
}
FULL = cartpole.STEP_LIMIT
for _name, (_rate, _mean, _half, _late) in ROWS.items():
    _tail = _name.replace(" ", "_")
    add(f"pole_rate_{_tail}", "Best.", _rate, ".3g", lambda name=_name: swept()[name].best)  # type: ignore[misc]
    add(
        f"earned_{_tail}",
        "Mean return.",
        _mean,
        ".0%",
        lambda name=_name: float(earned(name).mean) / FULL,  # type: ignore[misc]
    )
    add(
        f"earned_within_{_tail}",
        "Half its interval, in percentage points.",
        100 * _half,
        ".0f",
        lambda name=_name: 100 * float(earned(name).half_width) / FULL,  # type: ignore[misc]
    )
    add(
        f"late_{_tail}",
        "Mean return of the last ten updates.",
        _late,
        ".0%",
        lambda name=_name: float(compared()[name, 1.0].returns[-10:].mean()) / FULL,  # type: ignore[misc]
    )

# Returns with every reward times a hundredth and times a hundred.
UNITS = {
    "sgd baseline": (0.05, 0.04),
    "adam baseline": (0.57, 0.58),
    "sgd normalized": (0.37, 0.37),
}
for _name, _pair in UNITS.items():
    for _word, _scale, _value in zip(("small", "large"), (0.01, 100.0), _pair, strict=True):
        add(
            f"earned_{_name.replace(' ', '_')}_{_word}",
            "Mean return in other units.",
            _value,
            ".0%",
            lambda name=_name, scale=_scale: float(earned(name, scale).mean) / FULL,  # type: ignore[misc]
        )

# One learner minus another: mean and half its interval, in percentage points.
APART = {
    "baseline_adam": ("adam baseline", "adam", 13, 12),
    "unaveraged_adam": ("adam unaveraged", "adam baseline", 11, 12),
    "adam_normalized": ("adam baseline", "sgd normalized", 20, 11),
    "both_normalized": ("adam normalized", "sgd normalized", 1, 7),
    "unaveraged_normalized": ("adam normalized unaveraged", "sgd normalized", 32, 3),
    "averaging_normalized": ("adam normalized unaveraged", "adam normalized", 31, 8),
}
for _name, (_one, _other, _mean, _half) in APART.items():
    add(
        f"ahead_{_name}",
        "Difference of mean returns.",
        _mean,
        ".0f",
        lambda pair=(_one, _other): 100 * float(ahead(*pair).mean) / FULL,  # type: ignore[misc]
    )
    add(
        f"ahead_within_{_name}",
        "Half its interval.",
        _half,
        ".0f",
        lambda pair=(_one, _other): 100 * float(ahead(*pair).half_width) / FULL,  # type: ignore[misc]
    )


def growth() -> float:
    """Largest mean length of the gradient in Adam's run over the first, without baseline."""
    lengths = compared()["adam", 1.0].lengths.mean(1)
    return float(lengths.max() / lengths[0])


add("gradient_grows", "Factor by which the gradient grows.", 51, ".0f", growth)


@page.number(expect=lambda: len(SEEDS), form="d")
def poles() -> float:
    """Seeds compared on."""
    return float(mean_returns("adam").size)


@page.number(expect=lambda: len(TUNING), form="d")
def tuning_poles() -> float:
    """Seeds that rates are chosen on."""
    return float(len(set(TUNING) - set(SEEDS)))


@page.number(expect=lambda: 8, form="d")
def pole_rates() -> float:
    """Rates tried."""
    return float(swept()["adam"].returns.size)


@page.number(expect=lambda: UPDATES, form="d")
def updates() -> float:
    """Updates of a run."""
    return float(len(compared()["adam", 1.0].returns))


@page.number(expect=lambda: 8, form="d")
def episodes() -> float:
    """Episodes an update."""
    return float(cartpole.draws((0,), 1, EPISODES)[0].shape[-1])


@page.number(expect=lambda: 500, form="d")
def limit() -> float:
    """Steps after which an episode is cut off."""
    return float(cartpole.STEP_LIMIT)

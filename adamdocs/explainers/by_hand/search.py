"""The search for settings at which an audited program would print what is printed.

Each changes one setting, or two together, and leaves the others as the source has them. A grid
finds no value between its own: what is reported is what was tried.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from adamdocs.explainers.audits import Tried
from adamdocs.explainers.by_hand.experiments import (
    B1,
    LINE_RATE,
    PRINTED_STOP,
    Stops,
    line,
    page,
    rates_that_stop_at,
    stops,
)
from adamdocs.optimizers import Rule, adam, sgd
from adamdocs.runs import descend, feed

type Values = NDArray[np.float64]
type Units = tuple[float, float, float]

SQUARE: dict[str, tuple[str, Values]] = {  # settings of the program on θ², and what is tried
    "lr": ("Learning rate alone", np.geomspace(1e-4, 1e4, 40_001)),
    "b1": ("β₁ alone", np.linspace(0, 0.999, 1000)),
    "b2": ("β₂ alone", np.linspace(0, 0.999, 1000)),
    "eps": ("ε alone", np.geomspace(1e-12, 10, 1001)),
    "tolerance": ("Tolerance alone", np.geomspace(1e-12, 10, 1001)),
    "start": ("Start alone", np.geomspace(1e-2, 100, 4001)),
}
PRINTED_LINE = {  # epoch: loss, w, b, and half a unit of their last digits
    50: (0.000042, 1.9953, 1.0044),
    100: (0.0, 2.0, 1.0),
    150: (0.0, 2.0, 1.0),
    200: (0.0, 2.0, 1.0),
}
UNITS = (0.5e-6, 0.5e-4, 0.5e-4)
WITHOUT_LOSS = (np.inf, 0.5e-4, 0.5e-4)
ALONE: dict[str, tuple[Values, Callable[[Values], Rule]]] = {  # what is tried of the line's fit
    "Learning rate alone": (np.geomspace(1e-4, 10, 10_001), lambda x: adam(x)),
    "β₁ alone": (np.linspace(0, 0.999, 1000), lambda x: adam(LINE_RATE, x)),
    "β₂ alone": (np.linspace(0, 0.999, 1000), lambda x: adam(LINE_RATE, B1, x)),
    "ε alone": (np.geomspace(1e-12, 10, 1001), lambda x: adam(LINE_RATE, eps=x)),
    "Gradient descent in Adam's place, its rate": (np.geomspace(1e-4, 10, 10_001), sgd),
}
PAIR_RATES, PAIR_DECAYS = np.geomspace(1e-3, 3, 101), np.linspace(0, 0.99, 100)
EACH_RATE, EACH_DECAY = (x.reshape(-1, 1) for x in np.meshgrid(PAIR_RATES, PAIR_DECAYS))
PAIRS = {
    f"Learning rate with any β₁ of {len(PAIR_DECAYS)} up to 0.99": adam(EACH_RATE, EACH_DECAY),
    f"Learning rate with any β₂ of {len(PAIR_DECAYS)} up to 0.99": adam(EACH_RATE, B1, EACH_DECAY),
}
LATEST = 6000  # epoch up to which the run goes on in the search


def intervals(values: Values, hit: NDArray[np.bool_]) -> tuple[tuple[float, float], ...]:
    """First and last value of every stretch of neighbors that hit."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], hit, [False]]).astype(int)))
    return tuple(
        (float(values[a]), float(values[b - 1]))
        for a, b in zip(edges[::2], edges[1::2], strict=True)
    )


def tried(setting: str, values: Values, hit: NDArray[np.bool_]) -> Tried:
    """A search along one grid."""
    low, high = float(values.min()), float(values.max())
    return Tried(setting, low, high, values.size, intervals(values, hit))


@cache
def _ended(setting: str) -> Stops:
    changed: dict[str, Any] = {setting: SQUARE[setting][1]}
    return stops(**changed)


def stop_at_817() -> list[Tried]:
    """Settings of the program on θ² at which the stop rule is met at step 817."""
    found = []
    for setting, (words, values) in SQUARE.items():
        one = tried(words, values, _ended(setting).step == PRINTED_STOP)
        if setting == "lr" and len(one.hits) == 1:  # its ends to the last bit
            one = one._replace(hits=(rates_that_stop_at(PRINTED_STOP),))
        found.append(one)
    return found


def printed_minimum() -> list[Tried]:
    """Settings at which the program on θ² prints the minimum as 0.00000001."""
    found = []
    for setting, (words, values) in SQUARE.items():
        ended = _ended(setting)
        shown = np.round(ended.theta, 8) == 1e-8
        found.append(tried(words, values, shown))
        both = shown & (ended.step == PRINTED_STOP)
        if setting in ("lr", "start"):  # the two that reach the printed step
            found.append(tried(f"{words}, for this line and step 817 in one run", values, both))
    return found


def prints(rows: Values, epoch: int, units: Units = UNITS) -> NDArray[np.bool_]:
    """Which rows of a batch of runs print a line's three numbers at its epoch."""
    return _close(rows[list(PRINTED_LINE).index(epoch)], epoch, units)


def _close(shown: Values, epoch: int, units: Units) -> NDArray[np.bool_]:
    return np.asarray((np.abs(shown - PRINTED_LINE[epoch]) <= units).all(axis=-1))


def at_printed_epochs(rule: Rule) -> Values:
    """What a batch of runs has at the printed epochs, (epochs, rows, 3); NaN if one diverged."""
    rows = max(np.size(value) for value in rule.hyper.values())
    steps, epochs = max(PRINTED_LINE), np.array(list(PRINTED_LINE))
    with np.errstate(all="ignore"):
        trace = descend(rule, line(), np.zeros((rows, 2)), steps=steps, keep=("theta", "loss"))
    found = np.concatenate([trace.loss[epochs - 2, :, None], trace.theta[epochs - 1]], axis=-1)
    found[:, trace.diverged > 0] = np.nan
    return found


@page.experiment()
def of_setting(setting: str) -> Values:
    """What runs with every value of a setting have at the printed epochs."""
    if setting in PAIRS:
        return at_printed_epochs(PAIRS[setting])
    values, make = ALONE[setting]
    return at_printed_epochs(make(values[:, None]))


def printed_line(epoch: int, units: Units = UNITS) -> list[Tried]:
    """Settings of the program that fits a line at which it prints the line of an epoch.

    Args:
        epoch: which line.
        units: how far its loss, w and b may be off.
    """
    found = []
    for words, (values, _) in ALONE.items():
        found.append(tried(words, values, prints(of_setting(words), epoch, units)))
    for words in PAIRS:
        pairs = prints(of_setting(words), epoch, units).reshape(len(PAIR_DECAYS), len(PAIR_RATES))
        found.append(tried(words, PAIR_RATES, np.any(pairs, axis=0)))
    return [*found, _epochs(epoch, units)]


@cache
def _long_run() -> tuple[Values, Values]:
    trace = descend(adam(LINE_RATE), line(), steps=LATEST)
    loss = np.concatenate([[trace.start_loss], trace.loss[:-1]])
    return np.arange(1.0, LATEST + 1), np.column_stack([loss, trace.theta])


def _epochs(epoch: int, units: Units) -> Tried:
    """Other epochs of the same run."""
    epochs, shown = _long_run()
    return tried("Another epoch of the same run", epochs, _close(shown, epoch, units))


def slower_when_larger() -> list[Tried]:
    """Settings of ten steps on two gradients at which the larger one's parameter moves less."""
    fifth = np.where(np.arange(10) % 2 == 0, 1.0, 0.2)[:, None, None]
    sizes, eps = np.geomspace(2e-3, 1e6, 201), np.geomspace(1e-12, 1e3, 201)
    found = []
    for words, values, large, rule in (
        ("Size of the large gradient alone", sizes, sizes, adam(LINE_RATE)),
        ("ε alone", eps, np.ones_like(eps), adam(LINE_RATE, eps=eps[:, None])),
    ):
        g = fifth * np.stack([np.full_like(large, 1e-3), large], axis=-1)
        way = np.abs(feed(rule, g, keep="theta").theta[-1])
        found.append(tried(words, values, way[:, 1] < 0.99 * way[:, 0]))
    return found

"""The page and the runs its parts share: every rule on one ravine, in four trials."""

from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from adamdocs.explainers.framework import Explainer
from adamdocs.explainers.rules import NAMES, ink
from adamdocs.landscapes import ravine
from adamdocs.optimizers import RULES, Rule
from adamdocs.runs import Trace, descend
from adamdocs.sweeps import RATES

page = Explainer("learn/history", topic="What came when")

Array = NDArray[np.float64]

KAPPA = 100.0
START = (10.0, 1.0)
SMALL = 1e-6  # a run arrives where its loss stays below …
QUIET = 1000  # … for as many steps
STEPS = 3000
LONG = 42_000  # RMSProp's way at the largest rate whose cycle lies below SMALL takes 40,000
WRONG = 1000.0  # factor of the other units, and of the one wrong gradient


# What the grid's best rates are, for closed forms, which may not run anything to learn it.
CHOSEN = {"sgd": 0.016, "momentum": 0.013, "adagrad": 10.0}


class Station(NamedTuple):
    """A rule, when it came, and how it is drawn."""

    year: int
    rule: str

    @property
    def name(self) -> str:
        """What it was called then."""
        return "heavy ball" if self.rule == "momentum" else NAMES[self.rule]

    @property
    def ink(self) -> str:
        """Color of its mechanism."""
        return ink(self.rule)


STATIONS = (
    Station(1951, "sgd"),
    Station(1964, "momentum"),
    Station(1983, "nesterov"),
    Station(2011, "adagrad"),
    Station(2012, "rmsprop"),
    Station(2014, "adam"),
    Station(2018, "amsgrad"),
)
TRIALS: dict[str, dict[str, Any]] = {
    "upright": {},
    "turned": {"angle": 45},
    "units": {"scale": WRONG},
    "wrong": {"first": WRONG},
}


def arrivals(trace: Trace, small: float = SMALL) -> Array:
    """First step from which each run's loss stays small for `QUIET` steps; infinite if none."""
    loud = ~(trace.loss.reshape(len(trace.t), -1) < small)
    found = np.full(loud.shape[1], np.inf)
    for run, is_loud in enumerate(loud.T):
        ends = np.concatenate([[-1], np.flatnonzero(is_loud), [len(is_loud)]])
        long = np.flatnonzero(np.diff(ends) > QUIET)
        if len(long):
            found[run] = ends[long[0]] + 2
    return found


def course(
    rule: Rule,
    steps: int,
    angle: int = 0,
    scale: float = 1.0,
    first: float = 1.0,
    condition: float = KAPPA,
) -> Trace:
    """A run on the ravine, its loss in other units or its first gradient wrong by a factor."""
    landscape = ravine(condition, angle)

    def gradient(theta: Array, t: int, rng: Any) -> Array:
        g: Array = landscape.grad(theta) * (scale * first if t == 1 else scale)
        return g

    return descend(rule, landscape, steps=steps, gradient=gradient, keep="loss")


@page.experiment()
def tried(rule: str, angle: int = 0, condition: float = KAPPA) -> Array:
    """Steps to arrive at every rate of the sweeps' grid."""
    steps = LONG if rule == "rmsprop" else STEPS
    rates = np.array(RATES)[:, None]
    return arrivals(course(RULES[rule](lr=rates), steps, angle, condition=condition))


def rate(rule: str, angle: int = 0) -> float:
    """The rate of the grid at which a rule arrives first; of equals the first."""
    return RATES[int(tried(rule, angle).argmin())]


@page.experiment()
def trial(rule: str, name: str) -> float:
    """Steps to arrive in a trial; infinite if it does not.

    The rate is the best one, chosen anew where the ravine is turned and kept elsewhere.
    """
    if name in ("upright", "turned"):
        return float(tried(rule, **TRIALS[name]).min())
    steps = LONG if rule == "rmsprop" else 3 * STEPS
    return float(arrivals(course(RULES[rule](lr=rate(rule)), steps, **TRIALS[name]))[0])


@cache
def changed_adam(steps: int = STEPS, **hyper: Any) -> float:
    """Fewest steps to arrive over the grid of rates, of Adam with something changed."""
    rates = np.array(RATES)[:, None]
    return float(arrivals(course(RULES["adam"](lr=rates, **hyper), steps)).min())


@cache
def adam_by_momentum(b1: float, b2: float) -> float:
    """Fewest steps to arrive of Adam; with RMSProp's memory in runs as long as RMSProp's."""
    return changed_adam(LONG if b1 == 0 and b2 < 0.99 else 2 * STEPS, b1=b1, b2=b2)


@page.experiment()
def paper_amsgrad(name: str) -> float:
    """Steps to arrive of AMSGrad as published, which corrects neither moment."""
    rates, bare = np.array(RATES)[:, None], {"correct_m": False, "correct_v": False}
    upright = arrivals(course(RULES["amsgrad"](lr=rates, **bare), STEPS))
    if name == "upright":
        return float(upright.min())
    best = RULES["amsgrad"](lr=RATES[int(upright.argmin())], **bare)
    return float(arrivals(course(best, 8 * STEPS, **TRIALS[name]))[0])


def keeps_its_way(rule: str, steps: int = 100) -> bool:
    """Whether other units leave a run as it was if the rate is divided by the same factor."""
    before = course(RULES[rule](lr=rate(rule)), steps).loss[-1]
    after = course(RULES[rule](lr=rate(rule) / WRONG), steps, scale=WRONG).loss[-1]
    return bool(np.allclose(before, after, rtol=1e-6))


@cache
def long_after(rule: str, steps: int = 20_000) -> Array:
    """Loss of a long run at the best rate."""
    loss: Array = course(RULES[rule](lr=rate(rule)), steps).loss.ravel()
    return loss


def first_loud_after_arrival(rule: str) -> int:
    """Step at which a run that has arrived is back above the tolerance."""
    loss, came = long_after(rule), int(trial(rule, "upright"))
    return int(np.flatnonzero(loss[came:] >= SMALL)[0]) + came + 1

"""Training on eight Gaussians: rates chosen over draws of their own, rules compared over others."""

from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from adamdocs.explainers.gan.experiments import page
from adamdocs.labs.chance import Interval, mean_interval, paired_interval
from adamdocs.labs.mixture_gan import modes, shares, train
from adamdocs.optimizers import Rule, adam, sgd

Array = NDArray[np.float64]
STEPS, EVERY, LOOKS = 2000, 100, 6  # the last six looks of twenty decide
PILOT = tuple(range(100, 103))  # seeds of the sweeps
SEEDS = tuple(range(10))
BETAS = (0.9, 0.5, 0.0)
RULED = ("sgd", *(f"adam{b1:g}" for b1 in BETAS))
NAMES = {"sgd": "SGD"} | {f"adam{b1:g}": f"Adam, β₁ = {b1:g}" for b1 in BETAS}
RATES = {"sgd": (0.1, 0.2, 0.4, 0.8), "adam": (0.005, 0.01, 0.02, 0.04)}  # discriminator's
RATIOS = (0.05, 0.2, 1.0)  # generator's rate, over the discriminator's


class Rates(NamedTuple):
    """What a sweep chose."""

    discriminator: float
    ratio: float


class Learned(NamedTuple):
    """Modes and share of samples near a center, means over the last looks, `(..., seeds)`."""

    modes: Array
    near: Array
    last: Array  # the generators' weights at the end, (..., seeds, d)


def column(values: Any) -> Array:
    """Values as rows of a batch, `(n, 1, 1)`."""
    return np.reshape(np.asarray(values, dtype=float), (-1, 1, 1))


def learned(rules: tuple[Rule, Rule], seeds: tuple[int, ...]) -> Learned:
    """Train, and look at the generators from time to time."""
    theta = train(*rules, seeds=seeds, steps=STEPS, every=EVERY)[1].theta[-LOOKS:]
    return Learned(modes(theta).mean(0), shares(theta).sum(-1).mean(0), theta[-1])


def grid(rates: tuple[float, ...]) -> tuple[Array, Array]:
    """Every rate with every ratio: rates of discriminator and generator, `(12, 1, 1)` each."""
    d, ratio = (column(axis) for axis in np.meshgrid(rates, RATIOS, indexing="ij"))
    return d, d * ratio


@page.experiment()
def swept() -> dict[str, Array]:
    """Modes at every rate and ratio, mean over the sweep's seeds, `(rates, ratios)` a rule."""
    rates = grid(RATES["sgd"])
    found = [learned((sgd(rates[0]), sgd(rates[1])), PILOT).modes]
    betas = column(np.repeat(BETAS, len(RATES["adam"]) * len(RATIOS)))
    both = [np.tile(axis, (len(BETAS), 1, 1)) for axis in grid(RATES["adam"])]
    found += np.split(learned((adam(both[0], betas), adam(both[1], betas)), PILOT).modes, 3)
    means = [one.mean(-1).reshape(-1, len(RATIOS)) for one in found]
    return dict(zip(RULED, means, strict=True))


def rates_of(rule: str) -> tuple[float, ...]:
    """The discriminator's rates in a rule's sweep."""
    return RATES["sgd" if rule == "sgd" else "adam"]


@cache
def chosen(rule: str, one_rate: bool) -> Rates:
    """Rates with the most modes in the sweep; with `one_rate` both players must have the same."""
    found = swept()[rule]
    if one_rate:
        found = np.where(np.array(RATIOS) == 1.0, found, -1.0)
    row, place = np.unravel_index(found.argmax(), found.shape)
    return Rates(rates_of(rule)[row], RATIOS[place])


CASES = tuple((rule, one_rate) for rule in RULED for one_rate in (True, False))


@page.experiment()
def compared() -> dict[tuple[str, bool], Learned]:
    """Every rule at its chosen rates, one and two, over fresh seeds."""
    found: dict[tuple[str, bool], Learned] = {}
    for plain in (True, False):
        cases = [case for case in CASES if (case[0] == "sgd") == plain]
        rates = np.array([chosen(*case) for case in cases])
        d, g = column(rates[:, 0]), column(rates.prod(1))
        betas = column([0.0 if plain else float(rule.removeprefix("adam")) for rule, _ in cases])
        rules = (sgd(d), sgd(g)) if plain else (adam(d, betas), adam(g, betas))
        parts = learned(rules, SEEDS)
        found |= {case: Learned(*(p[i] for p in parts)) for i, case in enumerate(cases)}
    return found


def mean_modes(rule: str, one_rate: bool) -> Interval:
    """Modes of a rule over fresh seeds."""
    return mean_interval(compared()[rule, one_rate].modes)


def more_modes(rule: str, other: str, one_rate: bool) -> Interval:
    """Modes of one rule minus another's, seed by seed."""
    both = compared()
    return paired_interval(both[rule, one_rate].modes, both[other, one_rate].modes)

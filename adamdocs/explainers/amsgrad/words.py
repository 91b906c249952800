"""What is rare: a feature that most gradients miss, and words whose frequencies follow Zipf."""

from functools import cache
from typing import Any

import numpy as np

from adamdocs.explainers.amsgrad.experiments import Array, make
from adamdocs.labs.chance import Interval, mean_interval, paired_interval
from adamdocs.optimizers import momentum, sgd
from adamdocs.optimizers.base import Rule
from adamdocs.portable import Mulberry32, exp
from adamdocs.runs import feed, play

RARITIES = (1, 3, 10, 30, 100, 300, 1000)
SEEDS, GRADIENTS = 20, 24_000

WORDS, SPREAD = 64, 2.0  # how many, and how much a word's successors differ from the language's
STEPS = 60
LANGUAGES, TUNED_ON = 20, 5
SLOW = tuple(float(10.0 ** (k / 4)) for k in range(-6, 15))  # rates of momentum and SGD
FAST = tuple(float(10.0 ** (k / 4)) for k in range(-10, 3))
RULES = ("sgd", "momentum", "pytorch", "adam")


@cache
def visits(rule: str) -> Array:
    """Distance per gradient of a feature that one in n gradients has: a row an n, a column a seed.

    The first third of the run, in which averages fill, is not counted.
    """
    uniform = Mulberry32(np.arange(SEEDS)).random((SEEDS, GRADIENTS))
    seen = uniform[None] < 1 / np.array(RARITIES)[:, None, None]
    g = np.moveaxis(seen, -1, 0)[..., None].astype(float)
    run = feed(make(rule, eps=1e-30), g, keep="theta", every=GRADIENTS // 3)
    counted = g[GRADIENTS // 3 :].sum(axis=0)
    distance: Array = ((run.theta[0] - run.theta[-1]) / counted)[..., 0]
    return distance


def language(seeds: range, zipf: bool) -> tuple[Array, Array]:
    """How often each word comes, and for each seed which words follow which.

    Shapes (words,) and (seeds, words, words). The k-th word comes in proportion to 1/k, or all
    equally often; a successor's chance is its frequency times the exponential of a normal.
    """
    frequency = 1.0 / np.arange(1, WORDS + 1) if zipf else np.ones(WORDS)
    frequency = frequency / frequency.sum()
    normal = Mulberry32(np.array(seeds)).standard_normal((len(seeds), WORDS, WORDS))
    follows = frequency * exp(SPREAD * normal)
    return frequency, follows / follows.sum(axis=-1, keepdims=True)


def guesses(theta: Array) -> Array:
    """Softmax of each word's row of scores, `(..., words, words)`."""
    scores = theta.reshape(*theta.shape[:-1], WORDS, WORDS)
    grown = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Array = grown / grown.sum(axis=-1, keepdims=True)
    return shares


def learned(rule: Rule, seeds: range, zipf: bool, rates: int) -> Array:
    """Cross-entropy of each word beyond the least possible, after training on all of a language.

    Shape (rates, seeds, words); infinite for a run that diverged.
    """
    frequency, follows = language(seeds, zipf)

    def field(thetas: Any, t: int, rng: Any) -> list[Array]:
        g = frequency[:, None] * (guesses(thetas[0]) - follows)
        return [g.reshape(thetas[0].shape)]

    start = np.zeros((rates, len(seeds), WORDS * WORDS))
    (run,) = play([rule], field, [start], steps=STEPS, keep="theta", every=STEPS)
    with np.errstate(divide="ignore", over="ignore"):  # of runs far beyond their best rate
        excess = (follows * np.log(follows / guesses(run.theta[-1]))).sum(axis=-1)
    diverged = (run.diverged > 0)[..., None]
    return np.where(diverged, np.inf, excess)


def rule_of(name: str, rates: Any) -> Rule:
    """A rule by its name, with a batch of rates."""
    plain = {"sgd": sgd, "momentum": momentum}
    return plain[name](rates) if name in plain else make(name, rates)


@cache
def chosen(name: str, zipf: bool = True) -> float:
    """The rate with the least mean loss over languages that are not counted afterwards.

    Raises:
        ValueError: it is an end of the grid, beyond which a better one might lie.
    """
    rates = SLOW if name in ("sgd", "momentum") else FAST
    rule = rule_of(name, np.array(rates)[:, None, None])
    seeds = range(1000, 1000 + TUNED_ON)
    frequency, _ = language(seeds, zipf)
    loss = (learned(rule, seeds, zipf, len(rates)) * frequency).sum(axis=-1).mean(axis=-1)
    best = int(np.argmin(loss))
    if best in (0, len(rates) - 1):
        raise ValueError(f"rates: the best of {name} is an end of the grid; make it wider")
    return rates[best]


@cache
def halves(name: str, zipf: bool = True) -> Array:
    """Mean excess over the frequent words and over the rest, `(2, seeds)`, at the chosen rate.

    Frequent are the first words up to half of all text, or half of the words.
    """
    seeds = range(LANGUAGES)
    frequency, _ = language(seeds, zipf)
    excess = learned(rule_of(name, chosen(name, zipf)), seeds, zipf, 1)[0]
    frequent = np.cumsum(frequency) <= 0.5 + 1e-12
    return np.stack(
        [
            (excess * frequency)[:, part].sum(axis=-1) / frequency[part].sum()
            for part in (frequent, ~frequent)
        ]
    )


def mean_of(name: str, zipf: bool = True) -> Interval:
    """Mean excess of frequent and of rare words over the languages, with their intervals."""
    return mean_interval(halves(name, zipf))


def behind(name: str, zipf: bool = True) -> Interval:
    """How much the rare half is behind the frequent one, in pairs of one language."""
    frequent, rare = halves(name, zipf)
    return paired_interval(rare, frequent)

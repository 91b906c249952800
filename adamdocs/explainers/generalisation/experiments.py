"""The page, and its runs on points that a plane tells apart."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adamdocs.explainers.framework import Explainer
from adamdocs.labs import directions, wilson
from adamdocs.labs.chance import Interval, paired_interval
from adamdocs.labs.directions import Truth
from adamdocs.optimizers import RULES, Rule, adam, sgd
from adamdocs.schedules import cosine

page = Explainer("learn/generalisation", topic="Generalization")

Array = NDArray[np.float64]

# Wilson's points: the draw of the figures has exactly the expected shares.
SHARE, N = 0.6, 200
POSITIVES, NEGATIVES = 120, 80
STEPS = 300
RATE = 0.01
DRAWS, FEW_DRAWS = 100, 24
ADAPTIVE = ("adam", "adagrad", "rmsprop")
EPSILONS = tuple(10.0 ** (k / 4) for k in range(-40, -1))
BATCHES = (200, 100, 60, 50, 40, 20, 10, 5)


def balanced(positives: int = POSITIVES, stretch: float = 1.0) -> wilson.Points:
    """One draw, of so many positive points."""
    labels = np.repeat([1.0, -1.0], [positives, N - positives])
    return wilson.given(labels[None], stretch=stretch)


@page.experiment()
def course(rule: str, batch: int | None = None, eps: float = 1e-8) -> Array:
    """Score of a new negative point after each of 300 steps, at a fixed rate."""
    made = sgd(0.2) if rule == "sgd" else adam(RATE, eps=eps)
    trace = wilson.learn(made, balanced(), steps=301, batch=batch, every=1)
    return wilson.new_scores(trace.theta, balanced())[0][:, 0]


@page.experiment()
def by_epsilon() -> Array:
    """Score of a new negative point at the end of runs with every ε, all points at once."""
    column = np.array(EPSILONS)[:, None, None]
    run = wilson.learn(adam(RATE, eps=column), balanced(), steps=STEPS, schedule=cosine(STEPS))
    return wilson.new_scores(run.theta[-1], balanced())[0][:, 0]


@page.experiment()
def by_batch() -> Array:
    """The same over draws of the points, for every batch size, `(sizes, draws)`."""
    task = drawn(FEW_DRAWS)
    return np.stack([wilson.new_scores(fitted(adam(RATE), task, b), task)[0] for b in BATCHES])


def right_in(batch: int) -> int:
    """Draws after which Adam, in such batches, labels new negative points correctly."""
    return int((by_batch()[BATCHES.index(batch)] < 0).sum())


@page.experiment()
def turning(draws: int | None = None, lr: float = RATE) -> Array:
    """ε from which Adam labels new negative points correctly, by bisection, `(draws,)`.

    All points at each step; the draw of the figures if no number of draws is given.
    """
    task = balanced() if draws is None else drawn(draws)
    low, high = (np.full((len(task.labels), 1), e) for e in (3e-3, 8e-3))
    for _ in range(7):
        middle = np.sqrt(low * high)
        theta = fitted(adam(lr, eps=middle), task)
        wrong = wilson.new_scores(theta, task)[0][:, None] > 0
        low, high = np.where(wrong, middle, low), np.where(wrong, high, middle)
    return np.asarray(high[:, 0])


@page.experiment()
def ends() -> tuple[Array, Array]:
    """Weights of gradient descent and of Adam at the end of a run on the draw of the figures."""
    return fitted(sgd(0.2), balanced())[0], fitted(adam(RATE), balanced())[0]


def drawn(draws: int) -> wilson.Points:
    """So many draws, labels at random."""
    return wilson.points(range(draws), n=N, share=SHARE)


def fitted(rule: Rule, task: wilson.Points, batch: int | None = None) -> Array:
    """Weights at the end of a run whose rate falls to zero."""
    trace = wilson.learn(rule, task, steps=STEPS, batch=batch, schedule=cosine(STEPS))
    return np.asarray(trace.theta[-1])


class Drawn(NamedTuple):
    """Share of new points labeled correctly after learning from each draw, and the worst misfit."""

    accuracy: Array
    misfit: float


@page.experiment()
def over_draws(rule: str, draws: int = DRAWS, batch: int | None = None) -> Drawn:
    """Fit draws of Wilson's points, labels drawn at random."""
    task = drawn(draws)
    rates = {"sgd": 0.2, "momentum": 0.02, "adagrad": 0.1}
    made = RULES[rule](lr=rates.get(rule, RATE))
    theta = fitted(made, task, batch)
    misfit = float(np.abs(wilson.scores(theta, task) - task.labels).max())
    return Drawn(new_accuracy(theta, task), misfit)


def new_accuracy(theta: Array, task: wilson.Points) -> Array:
    """Share of new points labeled correctly, of which a share `SHARE` is positive, one a draw.

    No points are drawn for it: all new points of a label have the same score.
    """
    negative, positive = wilson.new_scores(theta, task)
    return SHARE * (positive > 0) + (1 - SHARE) * (negative < 0)


# Two truths: rates are chosen on draws of their own, one for each rule, truth and number of points.
SIZES = (10, 20, 40, 80, 160)
SEEDS, TUNING = tuple(range(24)), tuple(range(1000, 1006))
LINEAR_STEPS = 400
LINEAR_RATES = tuple(4.0**k for k in range(-5, 5))


class Apart(NamedTuple):
    """For every fresh draw: accuracy on new points, and whether all points learned from fit."""

    accuracy: Array
    fits: NDArray[np.bool_]


@page.experiment()
def told_apart(rule: str, truth: Truth, n: int) -> Apart:
    """Fits of the fresh draws, at the rate best on the tuning draws."""

    def run(lr: Array | float, seeds: tuple[int, ...]) -> tuple[Array, directions.Separable]:
        task = directions.separable(seeds, n=n, truth=truth)
        schedule = cosine(LINEAR_STEPS)
        theta = directions.learn(RULES[rule](lr=lr), task, steps=LINEAR_STEPS, schedule=schedule)
        return theta, task

    rates = np.array(LINEAR_RATES)
    theta, task = run(rates[:, None, None], TUNING)
    # What does not fit all points is an unfinished run, not another answer.
    done = (directions.fits(theta, task) == 1).all(-1)
    told = np.where(done, directions.accuracy(theta, task).mean(-1), -np.inf)
    theta, task = run(float(rates[told.argmax()]), SEEDS)
    return Apart(directions.accuracy(theta, task), directions.fits(theta, task) == 1)


def lead(truth: Truth, n: int) -> Interval:
    """Adam's accuracy on new points minus gradient descent's, over pairs of draws."""
    ours, theirs = (told_apart(rule, truth, n).accuracy for rule in ("adam", "sgd"))
    return paired_interval(ours, theirs)

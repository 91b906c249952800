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

page = Explainer("learn/generalisation")

Array = NDArray[np.float64]

# Wilson's points: the draw of the figures has exactly the expected shares.
SHARE, N = 0.6, 200
POSITIVES, NEGATIVES = 120, 80
STEPS = 1000
RATE = 0.01
DRAWS = 100
ORDERS = 6  # streams of batches over the same points
EPSILONS = tuple(10.0 ** (k / 4) for k in range(-40, -1))
BATCHES = (200, 140, 100, 70, 35, 20, 10, 5)


def balanced(copies: int = 1, positives: int = POSITIVES, stretch: float = 1.0) -> wilson.Points:
    """The same points, that many times, each copy with batches of its own."""
    labels = np.repeat([1.0, -1.0], [positives, N - positives])
    return wilson.given(np.tile(labels, (copies, 1)), stretch=stretch)


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
    """The same for every batch size, ten orders each, `(sizes, orders)`."""
    task = balanced(ORDERS)
    return np.stack([wilson.new_scores(fitted(adam(RATE), task, b), task)[0] for b in BATCHES])


def fitted(rule: Rule, task: wilson.Points, batch: int | None = None) -> Array:
    """Weights at the end of a run whose rate falls to zero."""
    trace = wilson.learn(rule, task, steps=STEPS, batch=batch, schedule=cosine(STEPS))
    return np.asarray(trace.theta[-1])


class Drawn(NamedTuple):
    """Share of new points told right after learning from each draw, and the worst misfit."""

    accuracy: Array
    misfit: float


@page.experiment()
def over_draws(rule: str, draws: int = DRAWS, batch: int | None = None) -> Drawn:
    """Fit draws of Wilson's points, labels drawn at random."""
    task = wilson.points(range(draws), n=N, share=SHARE)
    rates = {"sgd": 0.2, "momentum": 0.02, "adagrad": 0.1}
    made = RULES[rule](lr=rates.get(rule, RATE))
    theta = fitted(made, task, batch)
    misfit = float(np.abs(wilson.scores(theta, task) - task.labels).max())
    return Drawn(new_accuracy(theta, task), misfit)


def new_accuracy(theta: Array, task: wilson.Points) -> Array:
    """Share of new points that are told right, of which a share `SHARE` is positive, a draw each.

    No points are drawn for it: all new points of a label have the same score.
    """
    negative, positive = wilson.new_scores(theta, task)
    return SHARE * (positive > 0) + (1 - SHARE) * (negative < 0)


# Two truths: rates are chosen on draws of their own, one for each rule, truth and number of points.
SIZES = (10, 20, 40, 80, 160)
SEEDS, TUNING = tuple(range(24)), tuple(range(1000, 1006))
LINEAR_STEPS = 600
LINEAR_RATES = {
    "sgd": tuple(4.0**k for k in range(-8, 8)),
    "adam": tuple(4.0**k for k in range(-10, 4)),
}


@page.experiment()
def told_apart(rule: str, truth: Truth, n: int) -> Array:
    """Accuracy on new points for every fresh draw, at the rate best on the tuning draws."""

    def run(lr: Array | float, seeds: tuple[int, ...]) -> tuple[Array, directions.Separable]:
        task = directions.separable(seeds, n=n, truth=truth)
        schedule = cosine(LINEAR_STEPS)
        theta = directions.learn(RULES[rule](lr=lr), task, steps=LINEAR_STEPS, schedule=schedule)
        return theta, task

    rates = np.array(LINEAR_RATES[rule])
    theta, task = run(rates[:, None, None], TUNING)
    # What does not fit all points is an unfinished run, not another answer.
    done = (directions.fits(theta, task) == 1).all(-1)
    told = np.where(done, directions.accuracy(theta, task).mean(-1), -np.inf)
    return directions.accuracy(*run(float(rates[told.argmax()]), SEEDS))


def lead(truth: Truth, n: int) -> Interval:
    """Adam's accuracy on new points minus gradient descent's, over pairs of draws."""
    return paired_interval(told_apart("adam", truth, n), told_apart("sgd", truth, n))

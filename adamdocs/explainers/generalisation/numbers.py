"""Numbers of the page: Wilson's points, and the two truths."""

import numpy as np

from adamdocs import theory
from adamdocs.explainers.generalisation.experiments import (
    BATCHES,
    DRAWS,
    EPSILONS,
    NEGATIVES,
    POSITIVES,
    SHARE,
    N,
    balanced,
    by_batch,
    by_epsilon,
    fitted,
    lead,
    over_draws,
    page,
)
from adamdocs.labs import wilson
from adamdocs.labs.chance import share_interval
from adamdocs.optimizers import adam, sgd

NO_FORM = "the rates change along the run, and its end has no closed form"
CHANCE = "a mean over random draws"


def minimum_norm_accuracy() -> float:
    """Closed form of the accuracy of the fit of least norm."""
    return float(theory.wilson_accuracy(theory.wilson_minimum_norm(POSITIVES, NEGATIVES), SHARE))


def equal_weights_accuracy() -> float:
    """Closed form of that of the fit with weights of one size."""
    return float(theory.wilson_accuracy(theory.wilson_equal_weights(POSITIVES, NEGATIVES), SHARE))


def weights_of(rule: str) -> list[float]:
    """Weights at the end: label's feature, constant, positive's own, negative's own."""
    theta = fitted(adam(0.01) if rule == "adam" else sgd(0.2), balanced())[0]
    return [float(theta[k]) for k in (0, 1, 2, -1)]


@page.number(expect=minimum_norm_accuracy, form=".1%")
def accuracy_sgd() -> float:
    """Share of new points told right by gradient descent, the mean over the draws."""
    return float(over_draws("sgd").accuracy.mean())


@page.number(expect=equal_weights_accuracy, form=".1%")
def accuracy_adam() -> float:
    """The same for Adam shown all points."""
    return float(over_draws("adam").accuracy.mean())


@page.number(expect=minimum_norm_accuracy, form=".1%")
def accuracy_batches() -> float:
    """The same for Adam in batches of ten, over 24 draws."""
    return float(over_draws("adam", 24, 10).accuracy.mean())


@page.number(expect=lambda: DRAWS, form="d")
def draws_fooled() -> float:
    """Draws after which Adam, AdaGrad and RMSProp all tell every new point positive."""
    fooled = [over_draws(r).accuracy == SHARE for r in ("adam", "adagrad", "rmsprop")]
    return float(np.all(fooled, axis=0).sum())


@page.number(expect=lambda: 1 / (1 + 1.959964**2 / DRAWS), form=".1%", tolerance=1e-6)
def fooled_at_least() -> float:
    """Lower end of the 95 % score interval for the share of such draws, all being such."""
    fooled = int((over_draws("adam").accuracy == SHARE).sum())
    return share_interval(fooled, DRAWS)[0]


@page.number(expect=lambda: theory.majority_probability(N, SHARE), form=".1%", tolerance=5e-4)
def positives_lead() -> float:
    """Share of 20,000 draws in which positives are more than half."""
    labels = wilson.points(range(20_000), n=N, share=SHARE).labels
    return float((labels.sum(-1) > 0).mean())


@page.number(
    expect=lambda: theory.wilson_minimum_norm(POSITIVES, NEGATIVES)[0], form=".3f", tolerance=1e-6
)
def sgd_label_weight() -> float:
    """Gradient descent's weight of the label's feature."""
    return weights_of("sgd")[0]


@page.number(
    expect=lambda: theory.wilson_minimum_norm(POSITIVES, NEGATIVES)[1], form=".4f", tolerance=1e-6
)
def sgd_constant_weight() -> float:
    """Its weight of each constant feature."""
    return weights_of("sgd")[1]


@page.number(
    expect=lambda: theory.wilson_minimum_norm(POSITIVES, NEGATIVES)[2], form=".4f", tolerance=1e-6
)
def sgd_positive_weight() -> float:
    """Its weight of a positive point's own feature."""
    return weights_of("sgd")[2]


@page.number(
    expect=lambda: theory.wilson_minimum_norm(POSITIVES, NEGATIVES)[3], form=".4f", tolerance=1e-6
)
def sgd_negative_weight() -> float:
    """Its weight of each of a negative point's own features."""
    return weights_of("sgd")[3]


@page.number(expect=lambda: 0.25, form=".3f", tolerance=1e-5)
def adam_weight_size() -> float:
    """Mean size of Adam's four weights."""
    return float(np.mean(np.abs(weights_of("adam"))))


@page.number(expect=lambda: 0.25, form=".3f", tolerance=1e-5)
def adam_new_negative() -> float:
    """Adam's score of a new negative point."""
    w = weights_of("adam")
    return 2 * w[1] - w[0]


@page.number(
    expect=lambda: float(np.dot(theory.wilson_minimum_norm(POSITIVES, NEGATIVES)[:2], [-1.0, 2.0])),
    form=".3f",
    tolerance=1e-6,
)
def sgd_new_negative() -> float:
    """Gradient descent's."""
    w = weights_of("sgd")
    return 2 * w[1] - w[0]


@page.number(pinned=0.0046, reason=NO_FORM, form=".4f")
def turning_eps() -> float:
    """ε from which Adam tells new negative points right, between the runs of the figure."""
    return float(10 ** np.interp(0, -by_epsilon(), np.log10(EPSILONS)))


@page.number(expect=lambda: 1 / N, form=".3f")
def rare_gradient() -> float:
    """Largest gradient at w = 0 of a feature that one point has."""
    task = balanced()
    first = wilson.learn(sgd(1.0), task, steps=1).theta[-1]
    return float(np.abs(first[0, 2:]).max())


@page.number(pinned=35, reason=NO_FORM, form="d")
def turning_batch() -> float:
    """Largest batch of the figure at which new negative points are told right on average."""
    return float(max(b for b, s in zip(BATCHES, by_batch().mean(1), strict=True) if s < 0))


def points_between(value: float) -> float:
    """A share in percentage points."""
    return 100 * value


@page.number(pinned=4.1, reason=CHANCE, form=".1f")
def dense_gain() -> float:
    """Adam's lead where all features count, eighty points, in percentage points."""
    return points_between(float(lead("dense", 80).mean))


@page.number(pinned=0.7, reason=CHANCE, form=".1f")
def dense_gain_within() -> float:
    """Half the width of its interval."""
    return points_between(float(lead("dense", 80).half_width))


@page.number(pinned=11.8, reason=CHANCE, form=".1f")
def sparse_loss() -> float:
    """How far Adam is behind where one feature counts, eighty points."""
    return points_between(-float(lead("sparse", 80).mean))


@page.number(pinned=1.2, reason=CHANCE, form=".1f")
def sparse_loss_within() -> float:
    """Half the width of its interval."""
    return points_between(float(lead("sparse", 80).half_width))

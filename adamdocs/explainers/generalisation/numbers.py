"""Numbers of the page: Wilson's points, and the two truths."""

import math

import numpy as np

from adamdocs import theory
from adamdocs.explainers.generalisation.experiments import (
    ADAPTIVE,
    BATCHES,
    DRAWS,
    FEW_DRAWS,
    NEGATIVES,
    POSITIVES,
    SHARE,
    SIZES,
    N,
    balanced,
    by_batch,
    ends,
    lead,
    over_draws,
    page,
    right_in,
    told_apart,
    turning,
)
from adamdocs.labs import wilson
from adamdocs.labs.directions import Truth
from adamdocs.optimizers import sgd

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
    theta = ends()[rule == "adam"]
    return [float(theta[k]) for k in (0, 1, 2, -1)]


@page.number(expect=minimum_norm_accuracy, form=".1%")
def accuracy_sgd() -> float:
    """Share of new points labeled correctly by gradient descent, the mean over the draws."""
    return float(over_draws("sgd").accuracy.mean())


@page.number(expect=equal_weights_accuracy, form=".1%")
def accuracy_adam() -> float:
    """The same for Adam shown all points."""
    return float(over_draws("adam").accuracy.mean())


@page.number(expect=minimum_norm_accuracy, form=".1%")
def accuracy_batches() -> float:
    """The same for Adam in batches of ten, over fewer draws."""
    return float(over_draws("adam", FEW_DRAWS, 10).accuracy.mean())


@page.number(expect=lambda: DRAWS, form="d")
def draws_fooled() -> float:
    """Draws after which Adam, AdaGrad and RMSProp all call every new point positive."""
    fooled = [over_draws(r).accuracy == SHARE for r in ADAPTIVE]
    return float(np.all(fooled, axis=0).sum())


@page.number(expect=lambda: theory.majority_probability(N, SHARE), form=".1%", tolerance=3e-4)
def positives_lead() -> float:
    """Share of a million draws in which positives are more than half."""
    return float((np.random.default_rng(1).binomial(N, SHARE, 1_000_000) > N // 2).mean())


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


@page.number(pinned=0.0047, reason=NO_FORM, form=".4f")
def turning_eps() -> float:
    """ε from which Adam labels new negative points correctly, on the draw of the figures."""
    return float(turning()[0])


@page.number(pinned=0.0041, reason=NO_FORM, form=".4f")
def turning_low() -> float:
    """The least such ε over the draws."""
    return float(turning(FEW_DRAWS).min())


@page.number(pinned=0.0052, reason=NO_FORM, form=".4f")
def turning_high() -> float:
    """The largest."""
    return float(turning(FEW_DRAWS).max())


@page.number(pinned=0.0051, reason=NO_FORM, form=".4f")
def turning_thrice() -> float:
    """The same as the first at three times the rate."""
    return float(turning(None, 0.03)[0])


@page.number(expect=lambda: 1 / N, form=".3f")
def rare_gradient() -> float:
    """Largest gradient at w = 0 of a feature that one point has, all points shown."""
    task = balanced()
    first = wilson.learn(sgd(1.0), task, steps=1).theta[-1]
    return float(np.abs(first[0, 2:]).max())


@page.number(expect=lambda: FEW_DRAWS, form="d")
def few_draws() -> float:
    """Draws of the runs in batches."""
    return float(by_batch().shape[1])


@page.number(expect=lambda: FEW_DRAWS * float(theory.wilson_rare_score(40 / N) < 0), form="d")
def right_in_forties() -> float:
    """Draws after which Adam in batches of forty labels new negative points correctly."""
    return float(right_in(40))


@page.number(pinned=16, reason="the estimate is 0 there", form="d")
def right_in_fifties() -> float:
    """The same for batches of fifty."""
    return float(right_in(50))


@page.number(expect=lambda: FEW_DRAWS * float(theory.wilson_rare_score(60 / N) < 0), form="d")
def right_in_sixties() -> float:
    """The same for batches of sixty."""
    return float(right_in(60))


@page.number(pinned=-0.37, reason=NO_FORM, form=".2f")
def score_in_tens() -> float:
    """Mean score of a new negative point after batches of ten."""
    return float(by_batch()[BATCHES.index(10)].mean())


@page.number(expect=lambda: theory.wilson_rare_score(10 / N), form=".2f")
def score_by_root() -> float:
    """What the estimate says of it: both fits, solved for both weights."""
    own = math.sqrt(10 / N)
    a, c = np.linalg.solve([[1 + own, 2], [-1 - 5 * own, 2]], [1, -1])
    return float(2 * c - a)


# Adam's accuracy minus gradient descent's, in percentage points, and half its interval.
LEADS: dict[tuple[Truth, int], tuple[float, float]] = {
    ("dense", 10): (-2.3, 1.4),
    ("dense", 20): (-1.1, 0.8),
    ("dense", 40): (2.0, 0.9),
    ("dense", 80): (3.5, 0.6),
    ("sparse", 80): (-11.2, 0.9),
}


def add_lead(truth: Truth, n: int, mean: float, half: float) -> None:
    """Register a difference and half the width of its interval."""

    def difference() -> float:
        """Adam's accuracy minus gradient descent's, in percentage points."""
        return 100 * float(lead(truth, n).mean)

    def within() -> float:
        """Half the width of its interval."""
        return 100 * float(lead(truth, n).half_width)

    difference.__name__, within.__name__ = f"{truth}_{n}", f"{truth}_{n}_within"
    page.number(pinned=mean, reason=CHANCE, form="+.1f")(difference)
    page.number(pinned=half, reason=CHANCE, form=".1f")(within)


for (_truth, _n), _pair in LEADS.items():
    add_lead(_truth, _n, *_pair)


@page.number(expect=lambda: 2 * 2 * len(SIZES) * 24, form="d")
def fits_right() -> float:
    """Of all fits that the figure of two truths shows, those with every point learned right."""
    return float(sum(np.sum(fits) for fits in all_fits()))


def all_fits() -> list[np.ndarray]:
    """Whether all points fit, for each draw, of each rule, truth and size."""
    truths: tuple[Truth, ...] = ("dense", "sparse")
    return [told_apart(r, t, n).fits for r in ("adam", "sgd") for t in truths for n in SIZES]

"""More weights than examples: which of all exact fits a rule finds (learn/generalisation).

The construction is by A. C. Wilson, R. Roelofs, M. Stern, N. Srebro and B. Recht, NeurIPS 2017,
arXiv:1705.08292, section 3.3. A point of label y = ±1 has the features

    y,   1,   1,   and features of its own, all 1: one if y = 1, five if y = −1

and nothing in the features of the other points. A new point has features of its own that no weight
was learned for, so that its score is w₁y + 2w₂. Weights are given as four numbers: that of the
label's feature w₁, that of each constant one w₂, those of a positive and of a negative point's own
features. The loss is half the mean of (x·w − y)².
"""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from adamdocs.theory import _checks as check
from adamdocs.theory._checks import Numbers

OWN = (1.0, 5.0)  # features of its own that a positive, a negative point has


def wilson_equal_weights(positives: int, negatives: int) -> NDArray[np.float64]:
    """The exact fit whose weights are all of one size, shape (4,).

        w = sign(Xᵀy)/4 = (1, 1, 1, −1)/4

    With Xᵀy = (n, b, b, ±1 …), b > 0 more positives than negatives, the signs are
    (1, 1, 1, y …), and a positive point scores 1 + 2 + 1 = 4, a negative one −1 + 2 − 5 = −4: four
    times its label.

    Args:
        positives: number of points with label 1.
        negatives: number of points with label −1, fewer.

    Raises:
        ValueError: an argument is no positive integer, or `negatives` are not fewer.
    """
    more, fewer = _counts(positives, negatives)
    if fewer >= more:
        raise ValueError(f"negatives must be fewer than the {more} positives, got {fewer}")
    return np.array([0.25, 0.25, 0.25, -0.25])


def wilson_minimum_norm(positives: int, negatives: int) -> NDArray[np.float64]:
    """The exact fit of least Euclidean norm, shape (4,).

        w = (aα − bβ, aα + bβ, α, β)   with a positives and b negatives,
        α = (4b + 5)/D,   β = −(4a + 1)/D,   D = 8ab + 15a + 3b + 5

    It is Xᵀc with XXᵀc = y. By symmetry c has one value a label, α and β, and XXᵀc = y becomes
    (3a + 1)α + bβ = 1 and aα + (3b + 5)β = −1.

    Args:
        positives: number of points with label 1.
        negatives: number of points with label −1.

    Raises:
        ValueError: an argument is no positive integer.
    """
    a, b = _counts(positives, negatives)
    D = 8 * a * b + 15 * a + 3 * b + 5
    up, down = (4 * b + 5) / D, -(4 * a + 1) / D
    return np.array([a * up - b * down, a * up + b * down, up, down])


def wilson_weighted_norm(positives: int, negatives: int, scales: ArrayLike) -> NDArray[np.float64]:
    """The exact fit of least Σ d_j w_j² over all features, shape (4,).

        w = D⁻¹Xᵀα   with   X D⁻¹ Xᵀ α = y

    It is where gradient descent ends from zero if coordinate j has the rate 1/d_j. Equal d give the
    least norm, d = |Xᵀy| the weights of equal size.

    Args:
        positives: number of points with label 1.
        negatives: number of points with label −1.
        scales: d of the label's feature, of each constant one, and of a positive and a negative
            point's own features, four positive numbers.

    Raises:
        ValueError: an argument is outside its range.
    """
    a, b = _counts(positives, negatives)
    d = check.positive("scales", check.vector("scales", scales))
    if d.shape != (4,):
        raise ValueError(f"scales must be four numbers, got {len(d)}")
    alike, other = 1 / d[0] + 2 / d[1], 2 / d[1] - 1 / d[0]
    gram = [[a * alike + OWN[0] / d[2], b * other], [a * other, b * alike + OWN[1] / d[3]]]
    up, down = np.linalg.solve(gram, [1.0, -1.0])
    pulls = np.array([a * up - b * down, a * up + b * down, up, down])
    return np.asarray(pulls / d)


def wilson_gradient_scales(positives: int, negatives: int, batch: int) -> NDArray[np.float64]:
    """Root mean square of the gradient at w = 0 over batches drawn without replacement, shape (4,).

        d = (1, √(μ² + (1 − μ²)(n − B)/(B(n − 1))), 1/√(nB), 1/√(nB)),   μ the mean label

    The label's feature sees −y·y = −1 in every batch, a constant one the mean of B labels, and a
    point's own features 1/B in the share B/n of batches that the point is in, else 0.

    Args:
        positives: number of points with label 1.
        negatives: number of points with label −1.
        batch: B, from 1 to n.

    Raises:
        ValueError: an argument is outside its range.
    """
    a, b = _counts(positives, negatives)
    n, size = a + b, check.one_count("batch", batch)
    if size > n:
        raise ValueError(f"batch must be at most {n}, got {size}")
    mean = (a - b) / n
    spread = (1 - mean * mean) * (n - size) / (size * (n - 1))
    own = 1 / math.sqrt(n * size)
    return np.array([1.0, math.sqrt(mean * mean + spread), own, own])


def wilson_rare_score(q: Numbers) -> Numbers:
    """Score of a new negative point if own features get √q of the label feature's weight.

        2c − a = (2√q − 1)/(1 + 3√q)

    A point's own features have a gradient in the share q of batches, where its root mean square is
    1/√q of its mean: so far they are thought to fall behind. That both labels are fitted,
    a + 2c + √q a = 1 and −a + 2c − 5√q a = −1, leaves a = 1/(1 + 3√q) for the label's feature and
    c = √q a for each constant one. It is an estimate for q below 1, and exact at q = 1.

    Args:
        q: share of the points in a batch, in (0, 1].

    Raises:
        ValueError: an argument is outside its range.
    """
    share = check.positive("q", check.real("q", q))
    if np.any(share > 1):
        raise ValueError(f"q must be in (0, 1], got {q!r}")
    root = np.sqrt(share)
    return (2 * root - 1) / (1 + 3 * root)


def wilson_accuracy(weights: ArrayLike, p: Numbers) -> Numbers:
    """Share of new points that are told right, of which a share p are positive.

        p·[w₁ + 2w₂ > 0] + (1 − p)·[2w₂ − w₁ < 0]

    Args:
        weights: (w₁, w₂, …), of which only these two matter, shape `(..., k)`, k at least 2.
        p: in [0, 1].

    Raises:
        ValueError: an argument is outside its range.
    """
    w = check.real("weights", weights)
    if np.ndim(w) == 0 or np.shape(w)[-1] < 2:
        raise ValueError(f"weights must hold at least 2 in their last axis, got {np.shape(w)}")
    share = check.not_negative("p", p)
    if np.any(share > 1):
        raise ValueError(f"p must be in [0, 1], got {p!r}")
    up, down = w[..., 0] + 2 * w[..., 1], 2 * w[..., 1] - w[..., 0]
    return share * (up > 0) + (1 - share) * (down < 0)


def majority_probability(n: int, p: float) -> float:
    """Chance that more than half of n labels are positive.

        Σ_{k > n/2} C(n, k) pᵏ (1 − p)ⁿ⁻ᵏ

    Args:
        n: number of labels.
        p: chance that one is positive, in (0, 1).

    Raises:
        ValueError: an argument is outside its range.
    """
    many = check.one_count("n", n)
    share = float(check.inside_unit("p", check.one_number("p", p)))
    terms = (
        math.comb(many, k) * share**k * (1 - share) ** (many - k)
        for k in range(many // 2 + 1, many + 1)
    )
    return math.fsum(terms)


def _counts(positives: int, negatives: int) -> tuple[int, int]:
    return check.one_count("positives", positives), check.one_count("negatives", negatives)

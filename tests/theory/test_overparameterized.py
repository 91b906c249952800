"""Wilson's points: closed forms against the features written out, and against counting."""

import math

import numpy as np
import pytest

from adamdocs import theory

COUNTS = [(120, 80), (3, 2), (1, 7), (50, 1), (9, 9)]


def features(positives, negatives):
    """All features of all points, and their labels."""
    y = np.repeat([1.0, -1.0], [positives, negatives])
    X = np.zeros((len(y), 3 + 5 * len(y)))
    X[:, 0], X[:, 1:3] = y, 1.0
    for i, label in enumerate(y):
        X[i, 3 + 5 * i : 3 + 5 * i + (1 if label > 0 else 5)] = 1.0
    return X, y


def spread_out(weights, y):
    """The four weights at all features."""
    own = np.zeros((len(y), 5))
    own[y > 0, 0] = weights[2]
    own[y < 0] = weights[3]
    return np.concatenate([[weights[0], weights[1], weights[1]], own.ravel()])


@pytest.mark.parametrize(("positives", "negatives"), COUNTS)
def test_minimum_norm_is_that_of_the_pseudoinverse(positives, negatives):
    X, y = features(positives, negatives)
    w = spread_out(theory.wilson_minimum_norm(positives, negatives), y)
    np.testing.assert_allclose(w, np.linalg.pinv(X) @ y, atol=1e-12)


@pytest.mark.parametrize(("positives", "negatives"), COUNTS)
def test_weighted_norm_is_the_least_of_all_fits(positives, negatives):
    X, y = features(positives, negatives)
    scales = np.array([0.3, 2.0, 0.1, 0.7])
    w = spread_out(theory.wilson_weighted_norm(positives, negatives, scales), y)
    d = spread_out(scales, y)
    d[d == 0] = 1.0
    root = np.sqrt(d)
    np.testing.assert_allclose(w, np.linalg.pinv(X / root) @ y / root, atol=1e-11)


@pytest.mark.parametrize(("positives", "negatives"), [(120, 80), (3, 2), (50, 1)])
def test_equal_weights_are_signs_and_fit(positives, negatives):
    X, y = features(positives, negatives)
    w = spread_out(theory.wilson_equal_weights(positives, negatives), y)
    np.testing.assert_array_equal(w, np.sign(X.T @ y) / 4)
    np.testing.assert_array_equal(X @ w, y)


def test_both_fits_are_ends_of_one_family():
    ones = theory.wilson_weighted_norm(120, 80, np.ones(4))
    np.testing.assert_allclose(ones, theory.wilson_minimum_norm(120, 80), rtol=1e-12)
    whole = theory.wilson_gradient_scales(120, 80, 200)
    np.testing.assert_allclose(whole, [1, 0.2, 1 / 200, 1 / 200], rtol=1e-12)
    found = theory.wilson_weighted_norm(120, 80, whole)
    np.testing.assert_allclose(found, theory.wilson_equal_weights(120, 80), rtol=1e-12)


def test_gradient_scales_are_those_of_drawn_batches():
    X, y = features(6, 4)
    rng = np.random.default_rng(1)
    seen = []
    for _ in range(20_000):
        some = rng.permutation(10)[:3]
        seen.append(X[some].T @ y[some] / 3)
    scale = np.sqrt(np.mean(np.square(seen), axis=0))
    expected = spread_out(theory.wilson_gradient_scales(6, 4, 3), y)
    np.testing.assert_allclose(scale, expected, rtol=0.03)


@pytest.mark.parametrize("q", [0.01, 0.05, 0.25, 0.6, 1.0])
def test_rare_score_solves_both_fits(q):
    own = math.sqrt(q)
    a, c = np.linalg.solve([[1 + own, 2], [-1 - 5 * own, 2]], [1, -1])
    assert theory.wilson_rare_score(q) == pytest.approx(2 * c - a, rel=1e-12, abs=1e-15)
    assert c == pytest.approx(own * a, rel=1e-12)


def test_rare_score_turns_at_a_quarter_and_is_exact_for_all_points():
    assert theory.wilson_rare_score(0.25) == 0
    assert theory.wilson_rare_score(0.249) < 0 < theory.wilson_rare_score(0.251)
    w = theory.wilson_equal_weights(120, 80)
    assert theory.wilson_rare_score(1.0) == 2 * w[1] - w[0]
    np.testing.assert_allclose(theory.wilson_rare_score([0.25, 1.0]), [0.0, 0.25])


def test_accuracy_counts_both_labels():
    weights = [[1.0, 0.0], [1.0, 1.0], [-1.0, 0.1], [0.0, 0.0]]
    found = theory.wilson_accuracy(weights, 0.7)
    np.testing.assert_allclose(found, [1.0, 0.7, 0.0, 0.0])
    for counts in COUNTS:
        assert theory.wilson_accuracy(theory.wilson_minimum_norm(*counts), 0.6) == 1.0


def test_accuracy_is_that_of_new_points_of_either_label():
    weights = np.random.default_rng(2).normal(size=(200, 4))
    right = weights @ [1.0, 2.0, 0.0, 0.0] > 0, weights @ [-1.0, 2.0, 0.0, 0.0] < 0
    for p in (0.0, 0.6, 1.0):
        expected = p * right[0] + (1 - p) * right[1]
        np.testing.assert_array_equal(theory.wilson_accuracy(weights, p), expected)


@pytest.mark.parametrize(("n", "p"), [(1, 0.3), (5, 0.5), (8, 0.6), (11, 0.9)])
def test_majority_probability_by_enumeration(n, p):
    total = sum(
        p ** bin(code).count("1") * (1 - p) ** (n - bin(code).count("1"))
        for code in range(2**n)
        if bin(code).count("1") > n / 2
    )
    assert theory.majority_probability(n, p) == pytest.approx(total, rel=1e-12)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: theory.wilson_equal_weights(80, 80), "negatives must be fewer"),
        (lambda: theory.wilson_minimum_norm(0, 3), "positives"),
        (lambda: theory.wilson_minimum_norm(3, 1.5), "negatives"),
        (lambda: theory.wilson_weighted_norm(3, 2, [1.0, 1.0]), "scales must be four"),
        (lambda: theory.wilson_weighted_norm(3, 2, [1, 1, 0, 1]), "scales must be positive"),
        (lambda: theory.wilson_gradient_scales(3, 2, 6), "batch must be at most 5"),
        (lambda: theory.wilson_rare_score(0.0), "q must be positive"),
        (lambda: theory.wilson_rare_score([0.5, 1.1]), r"q must be in \(0, 1\]"),
        (lambda: theory.wilson_accuracy([1.0], 0.5), "at least 2"),
        (lambda: theory.wilson_accuracy(np.ones((4, 1)), 0.5), r"at least 2 .*, got \(4, 1\)"),
        (lambda: theory.wilson_accuracy([1.0, 1.0], 1.5), "p must be in"),
        (lambda: theory.majority_probability(0, 0.5), "n must be"),
        (lambda: theory.majority_probability(5, math.nan), "p must be in"),
    ],
)
def test_bad_arguments_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()

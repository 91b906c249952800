"""Batches: closed forms against draws and against walks under noise."""

import numpy as np
import pytest

from adamdocs import theory
from adamdocs.optimizers import adam
from adamdocs.runs import feed


def test_square_then_average():
    """Against Adam's two second moments on the same draws."""
    rng = np.random.default_rng(3)
    for mean, deviation, count in ((1.0, 3.0, 4), (0.0, 1.0, 16), (2.0, 0.5, 3)):
        g = rng.normal(mean, deviation, (200_000, count))
        measured = np.sqrt((g * g).mean() / (g.mean(1) ** 2).mean())
        assert measured == pytest.approx(
            theory.square_then_average(mean, deviation, count), rel=0.01
        )
    assert theory.square_then_average(0.0, 2.0, 9) == pytest.approx(3.0, rel=1e-14)
    assert theory.square_then_average(5.0, 0.0, 9) == 1.0
    with pytest.raises(ValueError, match="there is no gradient"):
        theory.square_then_average([1.0, 0.0], 0.0, 9)


def test_square_root_rule_keeps_what_it_promises():
    """Under noise the walk over the same examples keeps its variance, and memories their length."""
    rng = np.random.default_rng(4)
    factor, examples = 4.0, 4000
    scaled = theory.square_root_rule(factor)
    assert np.allclose(scaled, (2e-3, 0.6, 0.996), rtol=1e-12)
    walks = []
    for batch, (lr, b1, b2) in ((1, (1e-3, 0.9, 0.999)), (4, scaled)):
        g = rng.standard_normal((examples, 400)).reshape(examples // batch, batch, 400).mean(1)
        walks.append(feed(adam(lr, b1, b2), g, keep=["theta"], every=len(g)).theta[-1].std())
    assert walks[1] == pytest.approx(walks[0], rel=0.1)
    for wrong in (1e6, [1.0, 11.0]):
        with pytest.raises(ValueError, match="factor must leave both decays at least 0"):
            theory.square_root_rule(wrong)
    assert theory.square_root_rule(2.0, 1.0, 0.5, 0.75) == (2**0.5, 0.0, 0.5)
    assert theory.square_root_rule(1.0) == pytest.approx((1e-3, 0.9, 0.999), rel=1e-15)

"""What the tests of the closed forms share: runs read off as step sizes and weights."""

import numpy as np
from hypothesis import strategies as st

from adamdocs.optimizers import adam
from adamdocs.runs import feed

BETAS = st.floats(0.0, 0.9995)
# A denominator that is 0 only where the moments are: silence then gives a step of 0, not 0/0.
TINY = 1e-300


def moves(rule, gradients):
    """θ after t steps less θ before, against the gradient's sign: shape (T,) for one coordinate."""
    step = -feed(rule, gradients, keep=["step"]).step
    return step[..., 0] if step.shape[-1] == 1 else step


def adam_moves(gradients, b1=0.9, b2=0.999, eps=0.0, **options):
    """Adam's steps in units of the learning rate."""
    return moves(adam(1.0, b1, b2, eps, **options), gradients)


def impulses(steps):
    """One gradient of 1 in every column, each at its own step: m and v become their weights."""
    return np.eye(steps)


def last_outside(sizes, band):
    """First t (from 1) from which sizes stay within a band about 1."""
    outside = np.flatnonzero(np.abs(sizes - 1.0) > band)
    return int(outside[-1]) + 2 if outside.size else 1

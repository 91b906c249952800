"""What chance leaves open: means and shares over seeds with their intervals.

Student (W. S. Gosset), “The probable error of a mean”, Biometrika 6 (1908) 1–25.
E. B. Wilson, “Probable inference, the law of succession, and statistical inference”, Journal of the
American Statistical Association 22 (1927) 209–212.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri, stdtrit

LEVEL = 0.95


class Interval(NamedTuple):
    """A mean with its confidence interval.

    Attributes:
        mean: over the runs.
        half_width: the interval is mean ± half_width.
        runs: how many there were, n.
    """

    mean: NDArray[np.float64]
    half_width: NDArray[np.float64]
    runs: int

    @property
    def low(self) -> NDArray[np.float64]:
        """Lower end."""
        return self.mean - self.half_width

    @property
    def high(self) -> NDArray[np.float64]:
        """Upper end."""
        return self.mean + self.half_width

    @property
    def decided(self) -> NDArray[np.bool_]:
        """Whether the interval leaves out 0."""
        return np.abs(self.mean) > self.half_width


def mean_interval(values: ArrayLike, level: float = LEVEL) -> Interval:
    """Mean over the last axis, with its confidence interval.

        x̄ ± t_{n−1}((1 + level)/2) · s/√n,   s² = Σ(x − x̄)²/(n − 1)

    Args:
        values: one result a seed, `(..., n)`, n at least 2.
        level: how often such an interval covers the true mean, in (0, 1), for normal results.

    Raises:
        ValueError: fewer than two results, one that is not finite, or a level outside (0, 1).
    """
    x = np.asarray(values, dtype=np.float64)
    if x.ndim == 0 or x.shape[-1] < 2:
        raise ValueError(f"values must hold at least 2 results in their last axis, got {x.shape}")
    if not np.isfinite(x).all():
        raise ValueError("values must be finite: say what a diverged run counts for")
    if not 0 < level < 1:
        raise ValueError(f"level must be in (0, 1), got {level!r}")
    n = x.shape[-1]
    quantile = float(stdtrit(n - 1, (1 + level) / 2))
    return Interval(x.mean(-1), quantile * x.std(-1, ddof=1) / np.sqrt(n), n)


def paired_interval(values: ArrayLike, others: ArrayLike, level: float = LEVEL) -> Interval:
    """Mean of `values − others` over the last axis, seed by seed, with its confidence interval.

    Raises:
        ValueError: the shapes differ, or as in `mean_interval`.
    """
    x, y = np.asarray(values, dtype=np.float64), np.asarray(others, dtype=np.float64)
    if x.shape != y.shape:
        raise ValueError(f"pairs need equal shapes, got {x.shape} and {y.shape}")
    return mean_interval(x - y, level)


def share_interval(count: int, runs: int, level: float = LEVEL) -> tuple[float, float]:
    """Ends of Wilson's score interval for a share, of which `count` of `runs` runs are a sample.

        (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n),   p = count/n,  z = Φ⁻¹((1 + level)/2)

    Args:
        count: runs of one outcome, 0 to `runs`.
        runs: how many there were, n, at least 1.
        level: how often such an interval covers the true share, in (0, 1), about.

    Raises:
        ValueError: the count is not among 0, …, n, or a level outside (0, 1).
    """
    if not 0 <= count <= runs or runs < 1:
        raise ValueError(f"count must be between 0 and runs ≥ 1, got {count!r} of {runs!r}")
    if not 0 < level < 1:
        raise ValueError(f"level must be in (0, 1), got {level!r}")
    share, z = count / runs, float(ndtri((1 + level) / 2))
    middle = share + z * z / (2 * runs)
    spread = z * np.sqrt(share * (1 - share) / runs + (z / (2 * runs)) ** 2)
    whole = 1 + z * z / runs
    return max(float(middle - spread) / whole, 0.0), min(float(middle + spread) / whole, 1.0)

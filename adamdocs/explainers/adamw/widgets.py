"""Settings of the page's widget, and how far its runs scatter."""

from typing import Any

from adamdocs.explainers.adamw.experiments import (
    SCATTERED,
    SHOWN,
    l2_pairs_end,
    page,
    shown_ends,
)


@page.widget("adam-decay", figure="two_weights")
def quiet_and_noisy() -> dict[str, Any]:
    """Noise alone, a hundred times as loud for one weight as for the other."""
    return {"loss": "none", **SHOWN}


@page.number(pinned=0.16, reason="how far chance spreads the runs", form=".2f")
def shown_scatter() -> float:
    """Standard deviation of AdamW's weight at the end of the widget's runs."""
    return float(shown_ends().std(ddof=1))


@page.number(pinned=0.002, reason="how far chance spreads the pairs", form=".3f")
def pair_scatter() -> float:
    """Standard deviation of the mean of a pair of L2's noisy weights, over the same runs' pairs."""
    return float(l2_pairs_end().std(ddof=1))


@page.number(pinned=400, reason="chosen", form="d")
def scatter_runs() -> float:
    """Runs that it is taken from."""
    return SCATTERED

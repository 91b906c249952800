"""Settings of the page's widget."""

from typing import Any

from adamdocs.explainers.meta_learning.experiments import DEFAULTS, page


@page.widget("adam-hyper", figure="last_loss_of_rate")
def along_the_rate() -> dict[str, Any]:
    """Fifty steps in Rosenbrock's valley, the cursor where the slope still foretells."""
    return {"ground": "rosenbrock", "steps": 50, "at": 100, **DEFAULTS}

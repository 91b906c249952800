"""Settings of the page's widget."""

from typing import Any

from adamdocs.explainers.adamw.experiments import SHOWN, page


@page.widget("adam-decay", figure="two_weights")
def quiet_and_noisy() -> dict[str, Any]:
    """Noise alone, a hundred times as loud for one weight as for the other."""
    return {"loss": "none", **SHOWN}

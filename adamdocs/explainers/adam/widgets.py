"""Settings of the page's widgets."""

from typing import Any

from adamdocs.explainers.adam.experiments import B1, B2, page


@page.widget("adam-stream", figure="agree_or_cancel")
def gradients_and_steps() -> dict[str, Any]:
    """Alternating gradients: the point at first sight is that they cancel."""
    return {"pattern": "alternating", "b1": B1, "b2": B2}


@page.widget("adam-ledger", figure="two_averages_of_a_slope")
def first_steps() -> dict[str, Any]:
    """The first steps on θ² from 5 at the default settings."""
    return {"landscape": "parabola", "start": 5.0, "lr": 0.001, "b1": B1, "b2": B2, "steps": 20}

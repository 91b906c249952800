"""Settings of the page's widget."""

from typing import Any

from adamdocs.explainers.gan.experiments import page


@page.widget("adam-duel", figure="one_circle")
def two_players() -> dict[str, Any]:
    """Adam's defaults, both at once: out to the circle."""
    return {"method": "adam", "play": "simultaneous", "lr": 0.02, "b1": 0.9, "x": 1, "y": 0}

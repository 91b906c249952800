"""Settings of the page's widget."""

from typing import Any

from adamdocs.explainers.amsgrad.experiments import page


@page.widget("adam-forgets", figure="walks")
def adam_and_amsgrad() -> dict[str, Any]:
    """Their example, with their β₂: Adam walks the wrong way."""
    return {"scene": "rounds", "period": 101, "b2": 0.99, "b1": 0.9, "order": "v"}

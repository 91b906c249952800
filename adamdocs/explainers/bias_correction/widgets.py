"""Settings of the page's widget."""

from typing import Any

from adamdocs.explainers.bias_correction.experiments import B1, B2, page


@page.widget("adam-warmup", figure="step_against_t")
def warm_up() -> dict[str, Any]:
    """Neither average corrected, at the defaults: the step that is too large."""
    return {"b1": B1, "b2": B2, "correct_m": False, "correct_v": False}

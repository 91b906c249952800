"""learn/geometry: what Adam notices when gradients are multiplied, units changed or axes turned."""

from adamdocs.explainers.geometry import (
    claims,
    direction_numbers,
    exercises,
    figures,
    numbers,
    unit_figures,
    unit_numbers,
    widgets,
)
from adamdocs.explainers.geometry.experiments import page

__all__ = [
    "claims",
    "direction_numbers",
    "exercises",
    "figures",
    "numbers",
    "page",
    "unit_figures",
    "unit_numbers",
    "widgets",
]

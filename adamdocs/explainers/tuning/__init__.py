"""learn/tuning: when a run diverges or crawls, from the symptom to its cause."""

from adamdocs.explainers.tuning import (
    claims,
    exercises,
    figures,
    numbers,
    restart_numbers,
    shock_figures,
    shock_numbers,
)
from adamdocs.explainers.tuning.experiments import page

__all__ = [
    "claims",
    "exercises",
    "figures",
    "numbers",
    "page",
    "restart_numbers",
    "shock_figures",
    "shock_numbers",
]

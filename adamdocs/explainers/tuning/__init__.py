"""learn/tuning: when a run diverges or crawls, from the symptom to its cause."""

from adamdocs.explainers.tuning import (
    batch_numbers,
    claims,
    detail_numbers,
    exercises,
    figures,
    first_step_numbers,
    numbers,
    recovery_numbers,
    restart_numbers,
    shock_figures,
    shock_numbers,
    stall_numbers,
)
from adamdocs.explainers.tuning.experiments import page

__all__ = [
    "batch_numbers",
    "claims",
    "detail_numbers",
    "exercises",
    "figures",
    "first_step_numbers",
    "numbers",
    "page",
    "recovery_numbers",
    "restart_numbers",
    "shock_figures",
    "shock_numbers",
    "stall_numbers",
]

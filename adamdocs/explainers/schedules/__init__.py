"""learn/schedules: what a falling or rising learning rate does to Adam, and what it does not."""

from adamdocs.explainers.schedules import (
    claims,
    edge_numbers,
    exercises,
    figures,
    network_figures,
    numbers,
    race_numbers,
    warm_up_numbers,
)
from adamdocs.explainers.schedules.experiments import page

__all__ = [
    "claims",
    "edge_numbers",
    "exercises",
    "figures",
    "network_figures",
    "numbers",
    "page",
    "race_numbers",
    "warm_up_numbers",
]

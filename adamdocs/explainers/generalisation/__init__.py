"""learn/generalisation: when Adam's answer is worse on new data, and when it is not."""

from adamdocs.explainers.generalisation import (
    claims,
    exercises,
    figures,
    network_figures,
    network_numbers,
    numbers,
)
from adamdocs.explainers.generalisation.experiments import page

__all__ = [
    "claims",
    "exercises",
    "figures",
    "network_figures",
    "network_numbers",
    "numbers",
    "page",
]

"""connections/gan: whether Adam damps a game, on xy and where networks learn Gaussians."""

from adamdocs.explainers.gan import (
    claims,
    exercises,
    figures,
    numbers,
    training_figures,
    training_numbers,
    widgets,
)
from adamdocs.explainers.gan.experiments import page

__all__ = [
    "claims",
    "exercises",
    "figures",
    "numbers",
    "page",
    "training_figures",
    "training_numbers",
    "widgets",
]

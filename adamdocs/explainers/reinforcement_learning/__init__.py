"""connections/reinforcement-learning: noise in policy gradients, and what Adam does about it."""

from adamdocs.explainers.reinforcement_learning import (
    claims,
    exercises,
    figures,
    numbers,
    pole_numbers,
)
from adamdocs.explainers.reinforcement_learning.experiments import page

__all__ = ["claims", "exercises", "figures", "numbers", "page", "pole_numbers"]

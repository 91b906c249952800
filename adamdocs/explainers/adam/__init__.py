"""learn/adam: the algorithm, and how large its steps are."""

from adamdocs.explainers.adam import claims, exercises, figures, numbers, widgets
from adamdocs.explainers.adam.experiments import page

__all__ = ["claims", "exercises", "figures", "numbers", "page", "widgets"]

"""connections/meta-learning: a run differentiated in its hyper-parameters, and MAML's starts."""

from adamdocs.explainers.meta_learning import (
    claims,
    exercises,
    figures,
    numbers,
    start_figures,
    start_numbers,
    widgets,
)
from adamdocs.explainers.meta_learning.experiments import page

__all__ = [
    "claims",
    "exercises",
    "figures",
    "numbers",
    "page",
    "start_figures",
    "start_numbers",
    "widgets",
]

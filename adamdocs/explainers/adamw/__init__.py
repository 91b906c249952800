"""learn/adamw: weight decay through Adam's root and beside it, and what each of them solves."""

from adamdocs.explainers.adamw import (
    claims,
    exercises,
    figures,
    lab_figures,
    lab_numbers,
    numbers,
    widgets,
)
from adamdocs.explainers.adamw.experiments import page

__all__ = [
    "claims",
    "exercises",
    "figures",
    "lab_figures",
    "lab_numbers",
    "numbers",
    "page",
    "widgets",
]

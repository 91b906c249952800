"""learn/amsgrad: where Adam forgets, what that costs, and what AMSGrad pays for not forgetting."""

from adamdocs.explainers.amsgrad import (
    chance_figures,
    chance_numbers,
    claims,
    exercises,
    figures,
    numbers,
    reddi_figures,
    reddi_numbers,
    widgets,
    word_figures,
    word_numbers,
)
from adamdocs.explainers.amsgrad.experiments import page

__all__ = [
    "chance_figures",
    "chance_numbers",
    "claims",
    "exercises",
    "figures",
    "numbers",
    "page",
    "reddi_figures",
    "reddi_numbers",
    "widgets",
    "word_figures",
    "word_numbers",
]

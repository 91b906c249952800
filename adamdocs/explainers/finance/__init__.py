"""connections/finance: is Adam's second moment a measure of risk, and does it manage any?"""

from adamdocs.explainers.finance import (
    claims,
    day_numbers,
    exercises,
    figures,
    moment_figures,
    moment_numbers,
    numbers,
)
from adamdocs.explainers.finance.experiments import page

__all__ = [
    "claims",
    "day_numbers",
    "exercises",
    "figures",
    "moment_figures",
    "moment_numbers",
    "numbers",
    "page",
]

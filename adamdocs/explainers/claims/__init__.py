"""reference/claims: what the audited texts say and no other page puts to the test."""

from adamdocs.explainers.claims import (
    averages,
    courses,
    decay,
    edges,
    formulas,
    memory,
    rates,
)
from adamdocs.explainers.claims.experiments import page

__all__ = [
    "averages",
    "courses",
    "decay",
    "edges",
    "formulas",
    "memory",
    "page",
    "rates",
]

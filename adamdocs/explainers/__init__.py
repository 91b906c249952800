"""One module a page: its figures, numbers, claims and exercises, and what holds them to account."""

from adamdocs.explainers.framework import DuplicateName, Explainer, discover
from adamdocs.explainers.pieces import (
    Claim,
    Exercise,
    Figure,
    Finding,
    Number,
    Reading,
    WrongNumber,
    WrongVerdict,
)

__all__ = [
    "Claim",
    "DuplicateName",
    "Exercise",
    "Explainer",
    "Figure",
    "Finding",
    "Number",
    "Reading",
    "WrongNumber",
    "WrongVerdict",
    "discover",
]

"""One module a page: its figures, its numbers, and what each number is held against."""

from adamdocs.explainers.framework import (
    DuplicateName,
    Explainer,
    Figure,
    Number,
    Reading,
    WrongNumber,
    discover,
)

__all__ = [
    "DuplicateName",
    "Explainer",
    "Figure",
    "Number",
    "Reading",
    "WrongNumber",
    "discover",
]

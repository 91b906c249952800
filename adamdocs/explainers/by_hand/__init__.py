"""learn/by-hand: two steps of Adam by hand, and an audit of what programs are said to print."""

from adamdocs.explainers.by_hand import (
    audits,
    claims,
    exercises,
    figures,
    numbers,
    programs,
    snippets,
    tutorials,
    widgets,
)
from adamdocs.explainers.by_hand.experiments import page

__all__ = [
    "audits",
    "claims",
    "exercises",
    "figures",
    "numbers",
    "page",
    "programs",
    "snippets",
    "tutorials",
    "widgets",
]

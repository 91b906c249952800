"""The ledger's own page, and what its claims share."""

from functools import cache
from typing import Any

import numpy as np

from adamdocs.explainers.framework import Explainer
from adamdocs.optimizers import RULES, Rule
from adamdocs.parity.recordings import contents, shared
from adamdocs.parity.rounding import steps
from adamdocs.runs import feed

page = Explainer("reference/claims", topic="Comparing optimizers")

PAPER = {"lr": 0.001, "b1": 0.9, "b2": 0.999}  # Algorithm 1 of arXiv:1412.6980
ESSAY = "a visual essay on Adam"
TUTORIAL = "a tutorial on Adam"
ANSWER = "an answer to “How can I understand Adam?”"
ARTICLE = "an interactive article on Adam"
CHAPTER = "a chapter of an online course"
START = (10.0, 1.0)


def lone(rule: Rule, ago: int) -> float:
    """What one gradient of 1 has left in the average, so many steps later."""
    state = feed(rule, np.r_[1.0, np.zeros(ago)][:, None]).state
    return float(getattr(state, "m" if "m" in state._fields else "v")[-1, 0])


@cache
def off_recording(framework: str, rule: str, changed: tuple[tuple[str, Any], ...] = ()) -> float:
    """Largest distance from the steps that a framework took at its defaults, in learning rates.

    Ours are those of the rule with the arguments that equal these defaults, and what is changed.
    """
    file, common = contents(framework, rule), shared()
    ours = file["settings"][0]["ours"]
    decays = "theta" in file
    theta = common["theta"] if decays else np.zeros_like(common["g"])
    taken = steps(RULES[rule](**{**ours, **dict(changed)}), common["g"], theta)
    at = common["kept"] - 1
    away = (theta + taken)[at] - file["theta" if decays else "step"][0]
    return float(np.abs(away).max() / ours["lr"])

"""Somebody else's Adam, held against the package's step by step.

    python -m adamdocs.auditing FILE.py
    print(audit(update))

`scripts` runs the file and records what its function does with given gradients, `formulas` is
Adam in parts, `changes` are the ways in which a program's is another one, and `verdicts` says
where the two part and what would explain it.
"""

from collections.abc import Callable
from typing import Any

from adamdocs.auditing.changes import CHANGES, Change
from adamdocs.auditing.formulas import Formula, Settings
from adamdocs.auditing.scripts import BadScript, Script, of
from adamdocs.auditing.verdicts import Verdict, judge

__all__ = [
    "CHANGES",
    "BadScript",
    "Change",
    "Formula",
    "Script",
    "Settings",
    "Verdict",
    "audit",
    "judge",
]


def audit(function: Callable[..., Any], **settings: float) -> Verdict:
    """Hold a function that takes Adam's step, or all of them, against the package's Adam.

    Args:
        function: `update(theta, g, m, v, t, …)`, `update(theta, g, state, …)` or
            `adam(grad_fn, theta_init, …)`, for single numbers.
        settings: `lr`, `b1`, `b2`, `eps` in place of the function's own defaults.

    Raises:
        BadScript: it has none of these forms, or fails.
    """
    return judge(of(function, **settings))

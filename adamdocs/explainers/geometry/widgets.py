"""Settings of the page's widget."""

from typing import Any

from adamdocs.explainers.geometry.experiments import page
from adamdocs.explainers.geometry.numbers import WIDGET_RATE
from adamdocs.landscapes import ravine

TURN = 45  # degrees


@page.widget("adam-race", figure="twins")
def turn_it() -> dict[str, Any]:
    """Momentum and Adam on the turned ravine, at the rates that are best on the upright one."""
    x, y = ravine(angle=TURN).start
    return {
        "landscape": "ravine",
        "angle": TURN,
        "x": x,
        "y": y,
        "rules": ["momentum", "adam"],
        **{f"lr_{rule}": rate for rule, rate in WIDGET_RATE.items()},
        "steps": 300,
        "t": 60,
    }

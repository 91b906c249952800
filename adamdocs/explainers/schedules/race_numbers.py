"""Numbers of the page: rate, loss at the end and its interval, for every entrant of the race."""

from adamdocs.explainers.schedules.experiments import (
    AVERAGES,
    Outcome,
    averaged,
    free_of_schedule,
    page,
    scheduled,
)
from adamdocs.explainers.schedules.numbers import CHOSEN, NOISY

# Name in the tokens, name of the entrant; rate, loss and half width, the last two in thousandths.
ENTRANTS = {
    "flat": ("constant", 0.0285, 3.06, 0.20),
    "root": ("1/√t", 0.378, 2.34, 0.15),
    "stairs": ("step decay", 0.116, 1.14, 0.09),
    "straight": ("linear", 0.0595, 1.16, 0.09),
    "wave": ("cosine", 0.0595, 1.08, 0.09),
    "warmed": ("warm-up, cosine", 0.0707, 1.13, 0.09),
    "floored": ("cosine to a tenth", 0.053, 1.15, 0.08),
    "half": ("half averaged", 0.053, 0.87, 0.07),
    "whole": ("all averaged", 1.69, 0.54, 0.04),
    "free": ("Schedule-Free", 0.138, 2.27, 0.20),
}


def outcome(entrant: str) -> Outcome:
    """Rate and losses of an entrant, by its name in the figure."""
    if entrant == "Schedule-Free":
        return free_of_schedule()
    return averaged(entrant) if entrant in AVERAGES else scheduled(entrant)


def register(short: str, entrant: str, rate: float, loss: float, width: float) -> None:
    """Make three numbers of an entrant."""

    def chosen() -> float:
        return outcome(entrant).lr

    def ended() -> float:
        return 1000 * float(outcome(entrant).interval.mean)

    def wide() -> float:
        return 1000 * float(outcome(entrant).interval.half_width)

    for measure, part, says, form, pinned, reason in (
        (chosen, "rate", "Best rate", ".3g", rate, CHOSEN),
        (ended, "loss", "Mean loss at the end, in thousandths", ".2f", loss, NOISY),
        (wide, "width", "Half width of its interval, in thousandths", ".2f", width, NOISY),
    ):
        measure.__name__, measure.__doc__ = f"{short}_{part}", f"{says}: {entrant}."
        page.number(form=form, pinned=pinned, reason=reason)(measure)


for short, expected in ENTRANTS.items():
    register(short, *expected)

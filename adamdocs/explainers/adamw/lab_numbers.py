"""Numbers of the lab: settings that were chosen, and what they come to on fresh seeds."""

import numpy as np

from adamdocs import theory
from adamdocs.explainers.adamw import lab
from adamdocs.explainers.adamw.experiments import page
from adamdocs.explainers.adamw.lab import (
    FRESH,
    STEPS,
    TUNING,
    WIDE,
    ahead,
    best_decays,
    grid,
    kept,
    result,
    top_lead,
)
from adamdocs.optimizers import adamw
from adamdocs.runs import feed
from adamdocs.schedules import cosine

TRAINED = "what trained networks come to"
CHOSEN = "the best cell of a grid"


@page.number(pinned=6, reason="chosen", form="d")
def tuning_seeds() -> float:
    """Seeds that rate and decay are chosen on."""
    return len(TUNING)


@page.number(pinned=30, reason="chosen", form="d")
def fresh_seeds() -> float:
    """Seeds that the comparison is made on."""
    return len(FRESH)


@page.number(pinned=0.01, reason=CHOSEN, form=".6g")
def chosen_rate() -> float:
    """AdamW's rate."""
    return grid("adamw").best.lr


@page.number(pinned=0.3, reason=CHOSEN, form=".6g")
def chosen_decay() -> float:
    """AdamW's decay."""
    return grid("adamw").best.weight_decay


@page.number(pinned=0.01, reason=CHOSEN, form=".6g")
def chosen_l2_rate() -> float:
    """Rate of Adam with L2."""
    return grid("l2").best.lr


@page.number(pinned=0.01, reason=CHOSEN, form=".6g")
def chosen_l2_decay() -> float:
    """Its decay."""
    return grid("l2").best.weight_decay


@page.number(pinned=0.01, reason=CHOSEN, form=".6g")
def chosen_plain_rate() -> float:
    """Adam's rate without decay."""
    return grid("adamw").best_without.lr


@page.number(pinned=0.01, reason=CHOSEN, form=".6g")
def chosen_wide_rate() -> float:
    """AdamW's rate with 32 units."""
    return grid("adamw", WIDE).best.lr


@page.number(pinned=0.01, reason=CHOSEN, form=".6g")
def chosen_wide_l2_rate() -> float:
    """L2's rate with 32 units."""
    return grid("l2", WIDE).best.lr


@page.number(pinned=1, reason=CHOSEN, form=".6g")
def chosen_wide_decay() -> float:
    """AdamW's decay with 32 units."""
    return grid("adamw", WIDE).best.weight_decay


@page.number(pinned=0.01, reason=CHOSEN, form=".6g")
def chosen_wide_l2_decay() -> float:
    """L2's decay with 32 units."""
    return grid("l2", WIDE).best.weight_decay


@page.number(pinned=84.6, reason=TRAINED, form=".1f")
def told_adamw() -> float:
    """Percent of the test images that AdamW tells right."""
    return float(result("adamw").mean)


@page.number(pinned=85.8, reason=TRAINED, form=".1f")
def told_l2() -> float:
    """The same of L2."""
    return float(result("l2").mean)


@page.number(pinned=83.7, reason=TRAINED, form=".1f")
def told_plain() -> float:
    """The same of Adam without decay."""
    return float(result("none").mean)


@page.number(pinned=0.9, reason=TRAINED, form=".1f")
def adamw_gain() -> float:
    """Points that AdamW is ahead of no decay."""
    return float(ahead("adamw", "none").mean)


@page.number(pinned=0.4, reason=TRAINED, form=".1f")
def adamw_gain_half() -> float:
    """Half the width of the interval."""
    return float(ahead("adamw", "none").half_width)


@page.number(pinned=2.1, reason=TRAINED, form=".1f")
def l2_gain() -> float:
    """Points that L2 is ahead of no decay."""
    return float(ahead("l2", "none").mean)


@page.number(pinned=0.5, reason=TRAINED, form=".1f")
def l2_gain_half() -> float:
    """Half the width of the interval."""
    return float(ahead("l2", "none").half_width)


@page.number(pinned=1.2, reason=TRAINED, form=".1f")
def l2_lead() -> float:
    """Points that L2 is ahead of AdamW."""
    return float(ahead("l2", "adamw").mean)


@page.number(pinned=0.5, reason=TRAINED, form=".1f")
def l2_lead_half() -> float:
    """Half the width of the interval."""
    return float(ahead("l2", "adamw").half_width)


@page.number(pinned=0.1, reason=TRAINED, form=".1f")
def wide_lead() -> float:
    """Points that AdamW is ahead of L2 with 32 units."""
    return float(ahead("adamw", "l2", WIDE).mean)


@page.number(pinned=0.4, reason=TRAINED, form=".1f")
def wide_lead_half() -> float:
    """Half the width of the interval."""
    return float(ahead("adamw", "l2", WIDE).half_width)


@page.number(pinned=2.1, reason=TRAINED, form=".1f")
def kept_up() -> float:
    """Points that keeping λ is ahead of keeping lr·λ one rate up."""
    return float(kept(up=True).mean)


@page.number(pinned=0.6, reason=TRAINED, form=".1f")
def kept_up_half() -> float:
    """Half the width of the interval."""
    return float(kept(up=True).half_width)


@page.number(pinned=1.5, reason=TRAINED, form=".1f")
def kept_down() -> float:
    """The same one rate down."""
    return float(kept(up=False).mean)


@page.number(pinned=0.4, reason=TRAINED, form=".1f")
def kept_down_half() -> float:
    """Half the width of the interval."""
    return float(kept(up=False).half_width)


@page.number(pinned=0.3, reason=TRAINED, form=".1f")
def best_lead() -> float:
    """Points, on validation images, that L2's best cell is ahead of the one above it."""
    return float(lab.best_lead().mean)


@page.number(pinned=2.7, reason=TRAINED, form=".1f")
def best_lead_half() -> float:
    """Half the width of the interval."""
    return float(lab.best_lead().half_width)


@page.number(pinned=0.03, reason=CHOSEN, form=".6g")
def l2_top_decay() -> float:
    """L2's best decay at the largest rate."""
    return best_decays("l2")[-1]


@page.number(pinned=0.2, reason=TRAINED, form=".1f")
def top_move() -> float:
    """Points, on validation images, that this decay is ahead of the best cell's."""
    return float(top_lead().mean)


@page.number(pinned=1.7, reason=TRAINED, form=".1f")
def top_move_half() -> float:
    """Half the width of the interval."""
    return float(top_lead().half_width)


@page.number(pinned=0.3, reason=CHOSEN, form=".6g")
def adamw_top_decay() -> float:
    """AdamW's best decay at the largest rate."""
    return best_decays("adamw")[-1]


@page.number(
    expect=lambda: STEPS / 2 / theory.adamw_time_constant(0.01, 0.3), form=".2f", tolerance=0.01
)
def run_constants() -> float:
    """Time constants of AdamW's best cell in a run under its schedule."""
    rule = adamw(**grid("adamw").best._asdict())
    run = feed(rule, np.zeros((STEPS, 1)), [1.0], schedule=cosine(STEPS), keep="theta")
    return float(-np.log(run.theta[-1, 0]))

"""Numbers of runs whose loss is level."""

from adamdocs.explainers.tuning.experiments import CHANCE, WARM, at_rate, first_steps, page
from adamdocs.explainers.tuning.stalls import DEAD, level, revived, same, tenth
from adamdocs.labs.chance import mean_interval


@page.number(pinned=2.46, reason=CHANCE, form=".2f")
def start_loss() -> float:
    """Loss of the first weights."""
    return float(mean_interval(level("none").before).mean)


@page.number(pinned=0.05, reason=CHANCE, form=".2f")
def start_loss_within() -> float:
    """Half width of its interval."""
    return float(mean_interval(level("none").before).half_width)


@page.number(pinned=2.46, reason=CHANCE, form=".2f")
def small_peak() -> float:
    """Largest loss in ten steps at a rate far too small."""
    return float(mean_interval(level("small").peak).mean)


@page.number(pinned=0.05, reason=CHANCE, form=".2f")
def small_peak_within() -> float:
    """Half width of its interval."""
    return float(mean_interval(level("small").peak).half_width)


@page.number(pinned=2.43, reason=CHANCE, form=".2f")
def small_loss() -> float:
    """Loss after 300 steps at a rate far too small."""
    return float(mean_interval(level("small").loss).mean)


@page.number(pinned=0.05, reason=CHANCE, form=".2f")
def small_loss_within() -> float:
    """Half width of its interval."""
    return float(mean_interval(level("small").loss).half_width)


@page.number(pinned=0.04, reason=CHANCE, form=".0%")
def small_early() -> float:
    """Part of the units silent after ten steps at a rate far too small."""
    return float(mean_interval(level("small").early).mean)


@page.number(pinned=0.04, reason=CHANCE, form=".0%")
def small_early_within() -> float:
    """Half width of its interval."""
    return float(mean_interval(level("small").early).half_width)


@page.number(pinned=10.9, reason=CHANCE, form=".1f")
def large_peak() -> float:
    """Largest loss in ten steps at a rate far too large."""
    return float(mean_interval(level("large").peak).mean)


@page.number(pinned=2.3, reason=CHANCE, form=".1f")
def large_peak_within() -> float:
    """Half width of its interval."""
    return float(mean_interval(level("large").peak).half_width)


@page.number(pinned=0.93, reason=CHANCE, form=".0%")
def large_early() -> float:
    """Part of the units silent after ten steps at a rate far too large."""
    return float(mean_interval(level("large").early).mean)


@page.number(pinned=0.04, reason=CHANCE, form=".0%")
def large_early_within() -> float:
    """Half width of its interval."""
    return float(mean_interval(level("large").early).half_width)


@page.number(pinned=2.42, reason=CHANCE, form=".2f")
def labels_peak() -> float:
    """Largest loss in ten steps on labels drawn at random."""
    return float(mean_interval(level("labels").peak).mean)


@page.number(pinned=0.07, reason=CHANCE, form=".2f")
def labels_peak_within() -> float:
    """Half width of its interval."""
    return float(mean_interval(level("labels").peak).half_width)


@page.number(pinned=2.32, reason=CHANCE, form=".2f")
def labels_loss() -> float:
    """Loss after 300 steps on labels drawn at random."""
    return float(mean_interval(level("labels").loss).mean)


@page.number(pinned=0.03, reason=CHANCE, form=".2f")
def labels_loss_within() -> float:
    """Half width of its interval."""
    return float(mean_interval(level("labels").loss).half_width)


@page.number(pinned=0.44, reason=CHANCE, form=".0%")
def labels_early() -> float:
    """Part of the units silent after ten steps on labels drawn at random."""
    return float(mean_interval(level("labels").early).mean)


@page.number(pinned=0.11, reason=CHANCE, form=".0%")
def labels_early_within() -> float:
    """Half width of its interval."""
    return float(mean_interval(level("labels").early).half_width)


@page.number(pinned=0.89, reason=CHANCE, form=".0%")
def labels_late() -> float:
    """The same after 300 steps on labels drawn at random."""
    return float(mean_interval(level("labels").late).mean)


@page.number(pinned=0.05, reason=CHANCE, form=".0%")
def labels_late_within() -> float:
    """Half width of its interval."""
    return float(mean_interval(level("labels").late).half_width)


@page.number(pinned=2.33, reason=CHANCE, form=".2f")
def none_peak() -> float:
    """Largest loss in ten steps at the tuned rate."""
    return float(mean_interval(level("none").peak).mean)


@page.number(pinned=0.03, reason=CHANCE, form=".2f")
def none_peak_within() -> float:
    """Half width of its interval."""
    return float(mean_interval(level("none").peak).half_width)


@page.number(pinned=0.31, reason=CHANCE, form=".0%")
def none_early() -> float:
    """Part of the units silent after ten steps at the tuned rate."""
    return float(mean_interval(level("none").early).mean)


@page.number(pinned=0.1, reason=CHANCE, form=".0%")
def none_early_within() -> float:
    """Half width of its interval."""
    return float(mean_interval(level("none").early).half_width)


@page.number(pinned=81, reason=CHANCE, form=".0f")
def one_peak() -> float:
    """Largest mean loss in ten steps at a rate of 1."""
    return float(first_steps(0)[:, -1].max(0).mean())


@page.number(pinned=2.37, reason=CHANCE, form=".2f")
def warm_peak() -> float:
    """Largest loss in ten steps at the rate that silences, with a warm-up."""
    return float(mean_interval(first_steps(WARM)[:, at_rate(DEAD)].max(0)).mean)


@page.number(pinned=0.03, reason=CHANCE, form=".2f")
def warm_peak_within() -> float:
    """Half width of its interval."""
    return float(mean_interval(first_steps(WARM)[:, at_rate(DEAD)].max(0)).half_width)


@page.number(pinned=2.22, reason=CHANCE, form=".2f")
def revived_loss() -> float:
    """Loss of silent networks after 300 more steps at the tuned rate."""
    return float(mean_interval(revived()).mean)


@page.number(pinned=0.1, reason=CHANCE, form=".2f")
def revived_loss_within() -> float:
    """Half width of its interval."""
    return float(mean_interval(revived()).half_width)


@page.number(pinned=0.9, reason=CHANCE, form=".2f")
def tenth_best() -> float:
    """Loss thirty steps after the rate fell to a tenth, over the loss before."""
    return float(mean_interval(tenth("best")).mean)


@page.number(pinned=0.07, reason=CHANCE, form=".2f")
def tenth_best_within() -> float:
    """Half width of its interval."""
    return float(mean_interval(tenth("best")).half_width)


@page.number(pinned=0.96, reason=CHANCE, form=".2f")
def same_best() -> float:
    """The same where the rate stayed."""
    return float(mean_interval(same("best")).mean)


@page.number(pinned=0.11, reason=CHANCE, form=".2f")
def same_best_within() -> float:
    """Half width of its interval."""
    return float(mean_interval(same("best")).half_width)


@page.number(pinned=0.8, reason=CHANCE, form=".2f")
def tenth_hot() -> float:
    """Loss thirty steps after the rate fell to a tenth, over the loss before."""
    return float(mean_interval(tenth("hot")).mean)


@page.number(pinned=0.1, reason=CHANCE, form=".2f")
def tenth_hot_within() -> float:
    """Half width of its interval."""
    return float(mean_interval(tenth("hot")).half_width)


@page.number(pinned=1.09, reason=CHANCE, form=".2f")
def same_hot() -> float:
    """The same where the rate stayed."""
    return float(mean_interval(same("hot")).mean)


@page.number(pinned=0.27, reason=CHANCE, form=".2f")
def same_hot_within() -> float:
    """Half width of its interval."""
    return float(mean_interval(same("hot")).half_width)


@page.number(pinned=0.99, reason=CHANCE, form=".2f")
def tenth_dead() -> float:
    """Loss thirty steps after the rate fell to a tenth, over the loss before."""
    return float(mean_interval(tenth("dead")).mean)


@page.number(pinned=0.01, reason=CHANCE, form=".2f")
def tenth_dead_within() -> float:
    """Half width of its interval."""
    return float(mean_interval(tenth("dead")).half_width)


@page.number(pinned=1.0, reason=CHANCE, form=".2f")
def same_dead() -> float:
    """The same where the rate stayed."""
    return float(mean_interval(same("dead")).mean)


@page.number(pinned=0.01, reason=CHANCE, form=".2f")
def same_dead_within() -> float:
    """Half width of its interval."""
    return float(mean_interval(same("dead")).half_width)

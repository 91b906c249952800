"""Figure of the lab: accuracy over learning rate and decay."""

import numpy as np

from adamdocs.drawing.charts import Chart
from adamdocs.explainers.adamw.experiments import page
from adamdocs.explainers.adamw.lab import TUNING, grid

STEPS_OF_TINT = ((0.60, 0.12), (0.75, 0.12), (0.80, 0.12), (0.83, 0.14), (0.85, 0.2))


@page.figure(
    caption="Digits with wrong labels: percent of the validation images classified correctly, "
    "means of {{tuning_seeds}} seeds, over learning rate (up) and decay (across, from none). The "
    "best cell is framed, L2's only {{best_lead}} ± {{best_lead_half}} points ahead of the one "
    "above it; tints deepen at 60, 75, 80, 83 and 85. Up to ten times that rate L2's best "
    "$\\lambda$ moves by at most one cell, to {{l2_top_decay}}, and AdamW's, in the libraries' "
    "form, stays at {{adamw_top_decay}}; at the lowest rate both are smaller. Along the dashes "
    "$\\lr\\lambda$ is constant, as it is for one $\\lambda$ of the paper's form.",
    alt="Two tables of accuracies, tinted, for four rates and seven decays. Under L2 the best "
    "cells of the three larger rates are at λ of one to three hundredths. Under AdamW they are all "
    "at λ = 0.3, not along the dashed diagonal of constant rate times decay.",
)
def heat_maps() -> Chart:
    """Validation accuracy for every rate and decay, of L2 and AdamW."""
    first: Chart | None = None
    for name, title, ink in (("l2", "Adam with L2", "v"), ("adamw", "AdamW", "adam")):
        found = grid(name)
        chart = Chart("λ", f"learning rate, {title}", height=2.7, beside=first)
        first = first or chart
        rows, columns = found.accuracy.shape
        y, x = np.divmod(np.arange(rows * columns), columns)
        flat = found.accuracy.ravel()
        for least, strength in STEPS_OF_TINT:
            good = flat >= least
            if not good.any():
                continue
            name_of = f"at least {least:.0%} right"
            chart.areas(name_of, x[good], y[good], 1.0, ink, strength)
        for lr, row in zip(found.lrs, found.each, strict=True):
            for seed, told in zip(TUNING, row.T, strict=True):
                chart.record(
                    f"right in percent, rate {lr:g}, seed {seed}", found.decays, 100 * told
                )
        for place, value in enumerate(flat):
            chart.label(f"{100 * value:.0f}", (x[place], y[place]), "ink", align="center")
        best = divmod(int(flat.argmax()), columns)
        chart.points("best", best[1], best[0], ink, size=0.1)
        ring = np.array([[-0.5, -0.5], [0.5, -0.5], [0.5, 0.5], [-0.5, 0.5], [-0.5, -0.5]])
        chart.line("best cell", best[1] + ring[:, 0], best[0] + ring[:, 1], ink)
        if name == "adamw":
            # Between the cells only, so that no number is struck through.
            ends = np.arange(-1.5, 2.6)[:, None] + np.array([-0.22, 0.22, np.nan])
            away = ends.ravel()
            chart.line(
                "lr·λ constant", best[1] - away, best[0] + away, "theory", dashed=True, faint=True
            )
        chart.view(x=(-0.55, columns - 0.45), y=(-0.55, rows - 0.45))
        chart.ticks(x=_names(found.decays), y=_names(found.lrs))
    assert first is not None
    return first


def _names(values: tuple[float, ...]) -> dict[float, str]:
    """Numbers without the zero before their point, by their place."""
    return {float(i): f"{value:g}".removeprefix("0") or "0" for i, value in enumerate(values)}

"""Figure of the example by chance."""

import numpy as np

from adamdocs.drawing.charts import Chart
from adamdocs.explainers.amsgrad.by_chance import DRAWS, RATES, SEEDS, SHORT, SHOWN, likely, right
from adamdocs.explainers.amsgrad.chance_numbers import sign_of_mean
from adamdocs.explainers.amsgrad.experiments import page


@page.figure(
    caption="The large gradient by chance, one in a hundred: the share of 100 runs that are on the "
    "right side. AMSGrad (bold: at $2/\\sqrt t$, bars its ninety-five percent intervals) is about "
    "as often right as the sign of the plain mean of all gradients is (dashed, exact). Adam is "
    "wrong in every run at that rate.",
    alt="Line chart, gradients from twenty thousand to a million on a logarithmic axis, share of "
    "runs on the right side from none to all. AMSGrad at the rate 2/√t rises from {{chance_right}} "
    "percent to {{chance_late}} percent, along the curve of the sign of the mean, which rises from "
    "{{sign_short}} to {{sign_long}}. At rates four times smaller and larger it reaches "
    "{{chance_late_slow}} and {{chance_late_fast}} percent. Adam stays at none.",
)
def left_to_chance() -> Chart:
    """Share of runs on the right side against gradients, for both rules and the plain mean."""
    chart = Chart("gradients", "share on the right side", height=3.3, x_scale="log")
    fine = [102 * round(n / 102) + 51 for n in np.geomspace(SHORT, DRAWS, 24)]
    chart.line("sign of the mean", fine, [sign_of_mean(n) for n in fine], "theory", dashed=True)
    for lr in RATES:
        shares = [right("pytorch", at, lr) / SEEDS for at in SHOWN]
        chart.line(f"AMSGrad, α = {lr:g}", SHOWN, shares, "adam", faint=lr != 2)
        if lr == 2:
            chart.points(f"AMSGrad, α = {lr:g}, runs", SHOWN, shares, "adam", hollow=True)
    for at in SHOWN:
        ends = np.array(likely("pytorch", at)) / SEEDS
        chart.line(f"interval at {at}", [at, at], ends, "ink")
    chart.line("Adam", SHOWN, [right("adam", at) / SEEDS for at in SHOWN], "adam")
    chart.label("AMSGrad, 2/√t", (SHORT, 0.89), "adam", bold=True)
    chart.label("8/√t", (DRAWS, 0.72), "adam", shift=(-10, -8), align="right")
    chart.label("1/(2√t)", (100_000, 0.36), "adam", shift=(8, -8))
    chart.label("dashed: sign of the mean", (SHORT, 1.0), "theory")
    chart.label("Adam, 2/√t", (100_000, 0), "adam", shift=(0, 9))
    chart.view(x=(18_000, 1_100_000), y=(-0.03, 1.05))
    chart.ticks(
        x={20_000: "20,000", 100_000: "100,000", 1_000_000: "1 million"},
        y={0: "none", 0.25: "1/4", 0.5: "half", 0.75: "3/4", 1: "all"},
    )
    return chart

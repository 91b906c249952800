"""Figures of the networks that learn eight Gaussians."""

import numpy as np

from adamdocs.drawing.charts import Chart
from adamdocs.explainers.gan.experiments import page
from adamdocs.explainers.gan.training import BETAS, NAMES, RULED, compared, mean_modes
from adamdocs.labs.mixture_gan import MODES, NEAR, SPREAD, centers, generated, with_one

SHOWN = 70  # samples of a panel
VIEW = 2.9
PANELS = {
    ("sgd", True): "SGD, one rate",
    ("sgd", False): "SGD, two rates",
    ("adam0.9", True): "Adam, β₁ = 0.9, one rate",
    ("adam0.5", False): "Adam, β₁ = 0.5, two rates",
}


@page.figure(
    caption="What generators have learned after 2000 steps: of each rule the seed whose count of "
    "modes is the median. Data lie in the eight circles. With one rate, SGD and Adam at "
    "$\\beta_1 = 0.9$ reach few of them. With a rate for each player, SGD goes around the ring, "
    "and Adam at $\\beta_1 = 0.5$ fills more circles.",
    alt="Four scatter plots of samples among eight circles on a ring. With SGD at one rate few "
    "samples lie in circles; with SGD at two rates they lie around the ring, many of them "
    "between circles; with Adam at "
    "a momentum of `0.9` samples crowd in few places; with Adam at one half and two rates "
    "most circles hold samples.",
)
def samples() -> Chart:
    """Samples of four generators."""
    noise = with_one(np.random.default_rng(1).standard_normal((SHOWN, 2)))
    turn = np.linspace(0, 2 * np.pi, 25)
    rim = NEAR * SPREAD * np.stack([np.cos(turn), np.sin(turn)])
    first: Chart | None = None
    for (rule, one_rate), title in PANELS.items():
        chart = Chart("", title, height=5.4, beside=first)
        first = first or chart
        for k, (x, y) in enumerate(centers()):
            chart.line(f"circle {k + 1}", x + rim[0], y + rim[1], "theory", faint=True)
        found = compared()[rule, one_rate]
        seed = int(np.argsort(found.modes, kind="stable")[len(found.modes) // 2])
        x, y = np.clip(generated(found.last[seed], noise), -VIEW, VIEW).T
        chart.points("samples", x, y, "ink" if rule == "sgd" else "adam", size=13)
        chart.axes.set_aspect("equal", adjustable="box")
        chart.view(x=(-VIEW, VIEW), y=(-VIEW, VIEW))
        chart.ticks(x=(), y=())
    assert first is not None
    return first


@page.figure(
    caption="Modes of eight over {{gan_seeds}} seeds at tuned rates: dots are seeds (purple: "
    "Adam), the mark "
    "their "
    "mean with its {{gan_level}} interval. Left, one rate for both players; right, one for each. "
    "A second "
    "rate does more for SGD than Adam at its default $\\beta_1$ does.",
    alt="Two dot charts. With one rate: SGD {{modes_sgd_one}} modes, Adam {{modes_adam09_one}} "
    "at a "
    "momentum of `0.9`, {{modes_adam05_one}} at `0.5` and {{modes_adam0_one}} at 0. With two "
    "rates: "
    "SGD "
    "{{modes_sgd_two}}, Adam {{modes_adam09_two}}, {{modes_adam05_two}} and {{modes_adam0_two}}.",
)
def modes_by_rule() -> Chart:
    """Seeds, means and intervals."""
    first: Chart | None = None
    for one_rate, title in ((True, "modes, one rate"), (False, "modes, two rates")):
        chart = Chart("", title, height=3.3, beside=first)
        first = first or chart
        chart.level(MODES, "theory")
        for place, rule in enumerate(RULED):
            ink = "ink" if rule == "sgd" else "adam"
            found = mean_modes(rule, one_rate)
            seeds = compared()[rule, one_rate].modes
            spread = np.linspace(-0.22, 0.22, len(seeds))
            chart.points(f"{NAMES[rule]}, seeds", place + spread, np.sort(seeds), ink, size=9)
            ends = [float(found.low), float(found.high)]
            chart.line(f"{NAMES[rule]}, interval", [place + 0.36] * 2, ends, ink)
            chart.points(f"{NAMES[rule]}, mean", place + 0.36, found.mean, ink, size=42)
        chart.view(x=(-0.5, 3.7), y=(-0.3, 8.5))
        names: dict[float, str] = {0.0: "SGD"}
        names |= {float(k): f"β₁ {b1:g}" for k, b1 in enumerate(BETAS, start=1)}
        chart.ticks(x=names, y=(0, 2, 4, 6, 8))
    assert first is not None
    first.label("all eight", (3.6, 8), "theory", shift=(0, 7), align="right")
    return first

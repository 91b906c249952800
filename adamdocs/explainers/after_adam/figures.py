"""Figures of the page."""

import numpy as np

from adamdocs import theory
from adamdocs.drawing.charts import Chart
from adamdocs.explainers.after_adam.experiments import (
    IN_ONE_BLOCK,
    LABELS,
    PARTS,
    SPECTRUM,
    bytes_per_parameter,
    eight_bit_steps,
    full_precision_steps,
    page,
    rules_of_entries,
    singular_values,
    spectrum_gradient,
    step_on,
    the_stream,
)
from adamdocs.explainers.after_adam.trials import (
    RAVINE_RATES,
    best_on_the_ravine,
    on_the_matrix,
    on_the_ravine,
)
from adamdocs.runs import feed

WEIGHED = (
    "shampoo",
    "schedule_free",
    "adam",
    "muon",
    "lion",
    "momentum",
    "adam_8bit",
    "adafactor",
)
SHORT = {"sgd": "SGD"}  # beside the rows, where a phone has little room


@page.figure(
    caption="Bytes of state for each parameter of a square matrix, `1024 × 1024`, weighed on the "
    "states themselves. Lion and Muon drop Adam's second moment, eight bits keep both moments "
    "roughly, Adafactor keeps a row and a column of sums, {{adafactor_floats}} numbers in all. "
    "Schedule-Free and Shampoo save nothing, and of `256 × 4096`, as many entries, "
    "Shampoo would keep {{shampoo_oblong}} bytes each: they change the step.",
    alt="Dots on a logarithmic scale of bytes per parameter. Shampoo, Schedule-Free and Adam at "
    "{{adam_bytes}}; Muon, Lion and momentum at {{lion_bytes}}; Adam in eight bits at "
    "{{eight_bit_bytes}}; Adafactor far below the others at {{adafactor_bytes}}.",
)
def bytes_of_state() -> Chart:
    """State of every rule, measured, on one logarithmic axis."""
    chart = Chart("bytes per parameter", "state kept between steps", height=3.1, x_scale="log")
    for i, rule in enumerate(WEIGHED):
        size, (label, ink) = bytes_per_parameter(rule), LABELS[rule]
        y = len(WEIGHED) - i
        chart.points(label, size, y, ink, size=52)
        text = f"{size:.4f}" if size < 0.1 else f"{size:.3f}" if size % 1 else f"{size:.0f}"
        chart.label(text, (size, y), ink, shift=(9, 0), bold=rule == "adam")
    chart.view(x=(4e-3, 20), y=(0.4, len(WEIGHED) + 0.6))
    chart.ticks(
        x={0.01: "0.01", 0.1: "0.1", 1: "1", 8: "8"},
        y={len(WEIGHED) - i: LABELS[rule][0] for i, rule in enumerate(WEIGHED)},
    )
    chart.axes.tick_params(axis="y", length=0)
    return chart


@page.figure(
    caption="One stream, three rules, steps in learning rates. Where gradients agree all three "
    "keep their pace. After the turn Adam goes on for {{adam_waits}} steps, as after any long "
    "stretch, and Lion, whose memory is longer, for {{lion_waits}}; after thousands of agreeing "
    "gradients it would be {{lion_waits_long}}. Then it jumps, for it has no steps between one "
    "and minus one. Under noise Adam's shrink, Lion's cannot. Schedule-Free's θ also follows the "
    "average of its whole path, and turns more slowly the later it is.",
    alt="Line chart over 120 steps. While gradients are 1, Adam's and Lion's steps are 1 and "
    "Schedule-Free's {{free_agreeing}}. After the turn at step 40 Adam's go smoothly to −1, "
    "Lion's jump to −1 {{lion_waits}} steps later and Schedule-Free's fall slowly. Under noise "
    "from step 80 on Adam's are small, Lion's are always 1 in size.",
)
def one_stream() -> Chart:
    """Steps of Adam, Lion and Schedule-Free under one stream."""
    chart = Chart("step", "step, in learning rates", height=3.2)
    t = np.arange(1, 3 * PARTS + 1)
    chart.level(0.0)
    for rule, sized in rules_of_entries().items():
        label, ink = LABELS[rule]
        step = -feed(sized, the_stream()).step[:, 0]
        if rule == "lion":  # its jumps are jumps
            chart.line(label, np.repeat(t, 2)[1:], np.repeat(step, 2)[:-1], ink, faint=True)
        else:
            chart.line(label, t, step, ink, dashed=rule == "schedule_free")
    for name, at in (("1, 1, 1, …", 20), ("−1, −1, −1, …", 60), ("noise", 100)):
        chart.label(f"gradients {name}" if at == 20 else name, (at, 1.42), "muted", align="center")
    chart.label("Lion", (59, 0.6), "m", shift=(7, 0), bold=True)
    chart.label("Adam", (51, -0.5), "adam", shift=(-5, -6), align="right", bold=True)
    chart.label("Schedule-Free", (20, 0.55), "adam", shift=(0, -11), align="center", bold=True)
    chart.view(x=(0, 121), y=(-1.15, 1.55))
    chart.ticks(x=(1, 40, 80, 120), y=(-1, 0, 1))
    return chart


@page.figure(
    caption="Constant gradients of different sizes in one block; each dot is the thousandth step "
    "of one of them. Adam takes one learning rate for all. In eight bits the step is "
    "{{held_least}} to {{held_most}} of it down to {{threshold}} of the block's largest gradient. "
    "Below it $\\v$ is rounded to zero after every step. A gradient whose $\\m$ is held exactly "
    "then steps {{forgotten_step}} learning rates, the dashed line; the dots lie between "
    "{{lost_least}} and {{lost_most}}, since $\\m$ is rounded too.",
    alt="Chart of step size against gradient over the block's largest, both logarithmic. Adam is "
    "a level line at 1. Eight-bit Adam lies on it for large gradients and jumps below "
    "{{threshold}} to between {{lost_least}} and {{lost_most}}, about a level of "
    "{{forgotten_step}}.",
)
def lost_moments() -> Chart:
    """Steps in eight bits and in full, against the size of the gradient in its block."""
    chart = Chart(
        "gradient, relative to the largest of its block",
        "step, in learning rates",
        height=3.0,
        x_scale="log",
        y_scale="log",
    )
    sizes = IN_ONE_BLOCK
    edge = np.sqrt(0.5 * 3.25e-7)
    lost = float(theory.forgotten_moment_step(1000))
    chart.line("closed form, v lost", (1e-6, edge), (lost, lost), "theory", dashed=True)
    chart.line("Adam", sizes, full_precision_steps(sizes, 1000), "adam", faint=True)
    chart.points("Adam in 8 bits", sizes, eight_bit_steps(sizes, 1000), "adam", size=20)
    chart.label("Adam", (1e-6, 1), "adam", shift=(4, -10))
    chart.label("in 8 bits", (0.03, 1), "adam", shift=(0, 14), bold=True, align="center")
    chart.label("closed form, v lost", (edge, lost), "theory", shift=(8, 0))
    chart.view(x=(7e-7, 1.5), y=(0.5, 60))
    chart.ticks(x={1e-6: "1/1,000,000", 1e-4: "1/10,000", 1e-2: "1/100", 1: "1"}, y=(1, 5, 25))
    return chart


@page.figure(
    caption="Left: the singular values of one gradient, eight directions from 1 down to a "
    "thousandth. Right: those of the first step. Muon's lie between {{muon_smallest}} and "
    "{{muon_largest}}, Shampoo's at one: every direction moves alike. Adam makes every *entry* "
    "alike, and so moves {{adam_largest}} along one direction and hardly along another. "
    "Adafactor's first step is much like Adam's.",
    alt="Two charts of eight singular values. Left, logarithmic: the gradient's fall evenly from 1 "
    "to a thousandth. Right: Shampoo's step has all at 1, Muon's from {{muon_largest}} to "
    "{{muon_smallest}}, Adam's fall from {{adam_largest}} to nearly zero, Adafactor's likewise.",
)
def directions_of_a_step() -> Chart:
    """Singular values of a gradient and of four rules' first steps on it."""
    k = np.arange(1, SPECTRUM + 1)
    left = Chart("direction", "gradient", height=3.1, y_scale="log")
    left.points("gradient", k, singular_values(spectrum_gradient()), "g", size=30)
    left.view(x=(0.3, 8.7), y=(5e-4, 2))
    left.ticks(x=(1, 4, 8), y={1e-3: "0.001", 1e-2: "0.01", 0.1: "0.1", 1: "1"})
    right = Chart("direction", "step, in learning rates", beside=left)
    for rule, hollow in (("adafactor", True), ("adam", False), ("muon", False), ("shampoo", True)):
        label, ink = LABELS[rule]
        values = singular_values(step_on(rule))
        right.line(label, k, values, ink, faint=True, dashed=hollow)
        right.points(label, k, values, ink, size=26, hollow=hollow)
    right.label("Adam", (2, 4.5), "adam", shift=(9, 4), bold=True)
    right.label("Adafactor", (3, 3.1), "v", shift=(9, 4))
    right.label("Shampoo", (8, 1), "v", shift=(2, 12), align="right")
    right.label("Muon", (2.6, 0.4), "m", align="center", bold=True)
    right.view(x=(0.3, 8.7), y=(-0.2, 6.4))
    right.ticks(x=(1, 4, 8), y=(0, 1, 3, 6))
    return left


@page.figure(
    caption="The ravine with noise in every gradient: mean loss after a thousand steps, for every "
    "rate. Adam at a fixed rate has a narrow best; a cosine schedule makes it better and wider. "
    "Below a loss of {{strict}}, twice Schedule-Free's least, lie {{free_width}} decades of rates "
    "for Schedule-Free, {{cosine_width}} for the cosine and {{fixed_width}} for the fixed rate. "
    "Below `0.012` it is {{cosine_width_loose}} for the cosine and {{free_width_loose}} for "
    "Schedule-Free, which is the worse of the two from a rate of {{free_overtaken}} on. Rings: "
    "the default rates, too small here for either rule.",
    alt="Chart with both axes logarithmic: loss against learning rate over six decades. All three "
    "fall from about 50. Adam at a fixed rate reaches {{adam_fixed}} and rises at once; with a "
    "cosine it reaches {{adam_cosine}}, rises slowly and levels off at about 12 thousandths; "
    "Schedule-Free is flat near {{free_least}} over two decades and then rises above the cosine.",
)
def loss_by_rate() -> Chart:
    """Loss against rate: Adam fixed, Adam with cosine, Schedule-Free."""
    chart = Chart(
        "learning rate", "loss after 1,000 steps", height=3.3, x_scale="log", y_scale="log"
    )
    chart.line("Adam, fixed rate", RAVINE_RATES, on_the_ravine("fixed"), "ink")
    chart.line("Adam, cosine", RAVINE_RATES, on_the_ravine("cosine"), "adam", dashed=True)
    chart.line("Schedule-Free", RAVINE_RATES, on_the_ravine("average"), "adam")
    for kind, ink in (("fixed", "ink"), ("cosine", "adam"), ("average", "adam")):
        chart.points(f"best, {kind}", *best_on_the_ravine(kind), ink)
    default = 2.5e-3
    at = int(np.argmin(np.abs(np.array(RAVINE_RATES) - default)))
    loss = float(on_the_ravine("average")[at])
    chart.points("Schedule-Free, default rate", default, loss, "adam", size=52, hollow=True)
    chart.label("Adam, fixed rate", (3, 0.65), "ink", shift=(0, 13), align="right")
    chart.label("Adam, cosine", (300, 0.0118), "adam", shift=(0, -11), align="center")
    chart.label("Schedule-Free", (1.5, 0.00217), "adam", shift=(0, -12), align="center", bold=True)
    first = float(on_the_ravine("fixed")[0])
    chart.points("Adam, default rate", RAVINE_RATES[0], first, "ink", size=52, hollow=True)
    chart.label("defaults", (default, loss), "muted", shift=(6, 10))
    chart.view(x=(8e-4, 1.2e3), y=(5e-4, 120))
    chart.ticks(
        x={1e-3: "0.001", 0.03: "0.03", 1: "1", 30: "30", 1000: "1,000"},
        y={1e-3: "0.001", 1e-2: "0.01", 1: "1", 100: "100"},
    )
    return chart


@page.figure(
    caption="A small quadratic of a matrix with four rows and columns under noise, each rule at "
    "its own best rates: held fixed (ring) and falling along a cosine (dot). The steps "
    "of Lion, Muon and Adafactor have about one length, under noise too, and at a fixed rate "
    "cannot settle: these three gain most, {{adafactor_gains}}, {{lion_gains}} and {{muon_gains}} "
    "times for Adafactor, Lion and Muon. "
    "Read no ranking for large models from this.",
    alt="Dumbbell chart of losses on a logarithmic axis. At a fixed rate Lion, Muon and Adafactor "
    "end several times above the others. With a falling rate all are lower, Shampoo and momentum "
    "lowest. Schedule-Free, without a schedule, is at {{free_on_matrix}}.",
)
def small_problem() -> Chart:
    """Losses of every rule at its best fixed and its best falling rate."""
    chart = Chart("loss at the end", "each rule at its best rates", height=3.5, x_scale="log")
    rules = sorted(LABELS, key=lambda rule: on_the_matrix(rule)[1].loss * (rule != "schedule_free"))
    for i, rule in enumerate(rules):
        fixed, falling = on_the_matrix(rule)
        (label, ink), y = LABELS[rule], len(rules) - i
        if rule != "schedule_free":
            chart.line(label, (falling.loss, fixed.loss), (y, y), ink, faint=True)
            chart.points(f"{label}, falling", falling.loss, y, ink, size=44)
        chart.points(f"{label}, fixed", fixed.loss, y, ink, size=44, hollow=True)
    left, right = on_the_matrix(rules[1])[1].loss, on_the_matrix(rules[-1])[0].loss
    chart.label("falling", (left, len(rules) - 1), "muted", shift=(-8, 0), align="right")
    chart.label("fixed", (right, 1), "muted", shift=(9, 0))
    chart.view(x=(6e-3, 2.2), y=(0.4, len(rules) + 0.9))
    chart.ticks(
        x={0.01: "0.01", 0.1: "0.1", 1: "1"},
        y={len(rules) - i: SHORT.get(rule, LABELS[rule][0]) for i, rule in enumerate(rules)},
    )
    chart.axes.tick_params(axis="y", length=0)
    return chart

"""What people get wrong about the history of optimizers, put to the test."""

from adamdocs import theory
from adamdocs.explainers.history.batches import MOVED, drifts, last_tenth, mean_loss, pull
from adamdocs.explainers.history.experiments import (
    KAPPA,
    STEPS,
    TRIALS,
    adam_by_momentum,
    arrivals,
    course,
    page,
    trial,
)
from adamdocs.explainers.pieces import Finding
from adamdocs.optimizers import momentum


@page.claim(
    says="Newer optimizers need fewer steps.",
    verdict="false",
    holds="On the upright ravine heavy ball of 1964, at Polyak's rate and decay, which ask for "
    "both curvatures, arrives in {{polyak_steps}} steps, Adam of 2014 in {{adam_upright}}. What "
    "came later buys other things: independence of units, memory that fades, a guarantee.",
    otherwise="Put the loss into other units and keep the rates, and heavy ball diverges while "
    "Adam's steps stay what they were.",
    statistic="Adam's steps to arrive over those of the optimal heavy ball",
    evidence=("figure trials",),
    counter_example={"units": "units"},
)
def newer_is_faster(units: str = "upright") -> Finding:
    """Adam needs fewer steps than the optimal heavy ball."""
    lr, b1 = theory.heavy_ball_best_rate(1.0, KAPPA), theory.heavy_ball_best_b1(KAPPA)
    ball = arrivals(course(momentum(float(lr), float(b1)), STEPS, **TRIALS[units]))[0]
    return Finding(trial("adam", units) / float(ball), "<", 1)


@page.claim(
    says="What Adam adds to RMSProp is momentum.",
    verdict="depends",
    holds="At RMSProp's $\\beta_2 = 0.9$ it is momentum that counts: Adam arrives in "
    "{{adam_short_memory}} steps, and with $\\beta_1 = 0$ in {{adam_short_memory_without_m}}. But "
    "Adam adds bias correction too, and averages gradients *before* it divides; RMSProp with "
    "momentum is older {{citep graves2013}} and divides first. [The page on Adam](adam.md) "
    "compares the two.",
    otherwise="At Adam's default $\\beta_2$ the longer memory of squares has already brought the "
    "run without momentum to {{adam_without_m}} steps; momentum makes them {{adam_upright}}.",
    statistic="the fewest steps of Adam with $\\beta_1 = 0.9$ over the fewest with "
    "$\\beta_1 = 0$, both at $\\beta_2 = 0.9$,",
    evidence=("numbers above, each a sweep over the grid of rates",),
    form=".2g",
    counter_example={"b2": 0.999},
)
def momentum_is_what_adam_adds(b2: float = 0.9) -> Finding:
    """Momentum saves three quarters of Adam's steps."""
    return Finding(adam_by_momentum(0.9, b2) / adam_by_momentum(0.0, b2), "<=", 0.25)


@page.claim(
    says="Adam adapts its learning rate, so the rate need not fall.",
    verdict="false",
    holds="Under mini-batch noise Adam at a fixed rate hovers at a mean loss of {{adam_fixed}}; "
    "with the falling rate that Robbins and Monro asked for in 1951 it is at {{adam_falling}} "
    "after as many steps.",
    otherwise="At a hundredth of that rate it would be true for a run of this length: a rate "
    "that falls from there falls too soon for the way.",
    statistic="Adam's mean loss over the last tenth of the run with a falling rate over that with "
    "a fixed one",
    evidence=("figure noise",),
    form=".2g",
    counter_example={"lr": 0.005},
)
def adam_needs_no_schedule(lr: float | None = None) -> Finding:
    """A falling rate takes less than a tenth off Adam's mean loss."""
    fixed, falls = (last_tenth(mean_loss("adam", falls, lr)) for falls in (False, True))
    return Finding(falls / fixed, ">=", 0.9)


@page.claim(
    says="AMSGrad gives a guarantee without sacrificing much performance.",
    verdict="depends",
    heard="a tutorial's history: “a theoretical guarantee of convergence without sacrificing much "
    "empirical performance”",
    holds="On the upright ravine it arrives in {{amsgrad_upright}} steps, Adam in "
    "{{adam_upright}}. (The guarantee is that of the published rule: {{amsgrad_paper}} steps.)",
    otherwise="After one gradient that is a thousand times too large AMSGrad needs "
    "{{amsgrad_wrong}} steps, Adam {{adam_wrong}}. As published, without bias correction, it "
    "needs {{amsgrad_paper_wrong}}.",
    statistic="AMSGrad's steps to arrive over Adam's, up to a tenth more counting as equal,",
    evidence=("figure trials",),
    counter_example={"name": "wrong"},
)
def amsgrad_costs_little(name: str = "upright") -> Finding:
    """AMSGrad needs at most a tenth more steps than Adam."""
    return Finding(trial("amsgrad", name) / trial("adam", name), "<=", 1.1)


@page.claim(
    says="Adam's flaw can only be mended by changing the algorithm.",
    verdict="false",
    heard="histories in which AMSGrad is *the* solution to the failure found in 2018",
    holds="With $\\beta_2 = 0.9999$ the unchanged algorithm stays on the right side of the "
    "ravine, at {{rare_long_memory}}. {{cite zhang2022}} prove that for a given problem, and a "
    "$\\beta_2$ large enough for it, with $\\beta_1 < \\sqrt{\\beta_2}$, Adam comes to a "
    "neighborhood of its critical points.",
    otherwise="At the default $\\beta_2$ Adam leaves the minimum, and comes to rest at "
    "{{rare_adam}}. For every $\\beta_2$ there is a problem on which it does "
    "{{citep reddi2018}}.",
    statistic="the place $x$ at which Adam with $\\beta_2 = 0.9999$ ends",
    evidence=("figure rare",),
    counter_example={"b2": 0.999},
)
def flaw_needs_a_new_algorithm(b2: float = 0.9999) -> Finding:
    """Adam with a longer memory still ends on the wrong side."""
    return Finding(float(drifts("adam", b2)[-1]), ">", 0)


@page.claim(
    says="With L2 inside Adam, parameters with large variances get less regularization.",
    verdict="true",
    heard="a tutorial's history, of what AdamW fixed",
    holds="A weight whose gradients have a deviation of a tenth is pulled {{l2_on_floor}} times as "
    "hard as $\\lr\\lambda$ says, one whose gradients have ten, {{l2_on_wall}} times.",
    otherwise="AdamW pulls both {{adamw_anywhere}} times as hard.",
    statistic="L2's pull on the noisy weight over that on the quiet one, a half counting as less,",
    evidence=("both numbers above, each held against a closed form",),
    form=".2g",
    counter_example={"decoupled": True},
)
def noisy_weights_decay_less(decoupled: bool = False) -> Finding:
    """The noisier weight is pulled less than half as hard."""
    return Finding(pull(KAPPA * MOVED, decoupled) / pull(MOVED, decoupled), "<", 0.5)

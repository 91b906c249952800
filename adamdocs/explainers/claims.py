"""reference/claims: what the audited texts say and no other page puts to the test."""

from collections.abc import Callable
from typing import Literal

import numpy as np

from adamdocs import theory
from adamdocs.auditing import CHANGES, Settings
from adamdocs.auditing.formulas import ADAM
from adamdocs.explainers.framework import Explainer
from adamdocs.explainers.pieces import Finding
from adamdocs.landscapes import ravine
from adamdocs.optimizers import Rule, adagrad, adam, adam_l2, amsgrad, rmsprop, sgd
from adamdocs.runs import descend, feed
from adamdocs.streams import constant, noisy

page = Explainer("reference/claims", topic="Comparing optimizers")

PAPER = {"lr": 0.001, "b1": 0.9, "b2": 0.999}  # Algorithm 1 of arXiv:1412.6980
TUTORIAL = "a tutorial on Adam"
CHAPTER = "a chapter of an online course"
START = (10.0, 1.0)


@page.claim(
    says="The root brings Adam's denominator to the scale of its numerator.",
    verdict="true",
    topic="Units and axes",
    heard="a visual essay on Adam",
    holds="With the root, a thousandfold gradient leaves the quotient as it is; without it the "
    "quotient is a thousandth. What is left of a scale is $\\eps$.",
    otherwise="Gradients near $\\eps$ feel their scale all the same.",
    statistic="the quotient under a thousandfold gradient, over that under the gradient itself",
    evidence=("[Epsilon](../learn/epsilon.md)",),
    counter_example={"rooted": False},
)
def root_makes_one_scale(rooted: bool = True) -> Finding:
    """The step does not change with the gradient's unit."""
    formula = ADAM if rooted else next(c for c in CHANGES if c.name == "no root").of(ADAM)
    settings = Settings(lr=1.0, eps=0.0)
    once, thousandfold = (formula.run([g] * 5, 0.0, settings)[-1].theta for g in (1.0, 1000.0))
    return Finding(thousandfold / once, ">", 0.5)


@page.claim(
    says="With a small learning rate gradient descent takes thousands of steps to move a little.",
    verdict="depends",
    topic="A fixed rate",
    heard=f"{TUTORIAL}, of “too small”",
    holds="How many depends on rate and curvature. Half of the way down the floor of the ravine, "
    "which has curvature 1, takes {{crawling_steps}} steps at a rate of `0.0001`.",
    otherwise="At the ravine's best rate it takes {{walking_steps}}.",
    statistic="steps for half of the way",
    evidence=("[A fixed learning rate](../learn/fixed-rate.md)",),
    counter_example={"lr": theory.gradient_descent_best_rate(1, 100)},
)
def small_rates_crawl(lr: float = 1e-4) -> Finding:
    """Half of the way takes more than a thousand steps."""
    return Finding(half_way(lr), ">", 1000)


def half_way(lr: float) -> float:
    """Steps of gradient descent until half of the floor is behind it."""
    path = descend(sgd(lr=lr), ravine(), START, steps=8000, keep=["theta"]).theta[:, 0]
    return float(np.argmax(path <= START[0] / 2) + 1)


@page.number(expect=lambda: np.ceil(np.log(0.5) / np.log1p(-1e-4)), form=",d")
def crawling_steps() -> float:
    """Steps of gradient descent at a rate of 0.0001 for half of the ravine's floor."""
    return half_way(1e-4)


@page.number(
    expect=lambda: np.ceil(np.log(0.5) / np.log1p(-theory.gradient_descent_best_rate(1, 100))),
    form="d",
)
def walking_steps() -> float:
    """The same at the best rate of the ravine."""
    return half_way(float(theory.gradient_descent_best_rate(1, 100)))


def lone(rule: Rule, ago: int) -> float:
    """What one gradient of 1 has left in the average, so many steps later."""
    state = feed(rule, np.r_[1.0, np.zeros(ago)][:, None]).state
    return float(getattr(state, "m" if "m" in state._fields else "v")[-1, 0])


@page.claim(
    says="With β₁ = 0.9 the new gradient has a tenth of the weight, the past nine tenths.",
    verdict="true",
    topic="Moments",
    heard=TUTORIAL,
    holds="The new gradient's weight in $\\m$ is $1 - \\beta_1$. After bias correction it is more: "
    "in the first step all of it.",
    otherwise="The weights go with $\\beta_1$ alone.",
    statistic="the weight of the new gradient",
    evidence=("[Moments](../learn/moments.md)",),
    counter_example={"b1": 0.95},
)
def a_tenth_is_new(b1: float = PAPER["b1"]) -> Finding:
    """A lone gradient of 1 makes an average of at least a tenth, up to rounding."""
    return Finding(lone(adam(b1=b1), 0), ">", 0.1 - 1e-12)


@page.claim(
    says="A new gradient counts more than one of ten steps ago.",
    verdict="true",
    topic="Moments",
    heard=TUTORIAL,
    holds="In an average with $\\beta_1 = 0.9$ a gradient of ten steps ago has $\\beta_1^{10}$ of "
    "the weight of the new one, {{ten_ago}}.",
    otherwise="In AdaGrad's sum all squares count alike, however old.",
    statistic="the weight of a gradient of ten steps ago, over that of the new one",
    evidence=("[Moments](../learn/moments.md)",),
    counter_example={"make": adagrad},
)
def newer_counts_more(make: Callable[..., Rule] = adam) -> Finding:
    """What is left of a gradient after ten steps is less than at first."""
    return Finding(lone(make(), 10) / lone(make(), 0), "<", 1)


@page.number(expect=lambda: 0.9**10, form=".2f")
def ten_ago() -> float:
    """Weight of a gradient of ten steps ago in m, over that of the new one."""
    return lone(adam(), 10) / lone(adam(), 0)


@page.claim(
    says="The first averages are heavily biased toward zero.",
    verdict="true",
    topic="Bias correction",
    heard=TUTORIAL,
    holds="Under a constant gradient $\\m$ is a tenth of it after one step, and $\\v$ a thousandth "
    "of its square.",
    otherwise="After a hundred steps hardly anything of the bias of $\\m$ is left.",
    statistic="m after the first of equal gradients, as a share of them",
    evidence=("[Bias correction](../learn/bias-correction.md)",),
    counter_example={"steps": 100},
)
def averages_start_near_zero(steps: int = 1) -> Finding:
    """The first average is less than half of the gradient."""
    return Finding(float(feed(adam(), constant(steps)).state.m[-1, 0]), "<", 0.5)


@page.claim(
    says="The paper's defaults are 0.001, 0.9 and 0.999.",
    verdict="true",
    topic="What came when",
    heard=TUTORIAL,
    holds="So says Algorithm 1 of {{cite kingma2015}}, “for the tested machine learning problems”, "
    "with an $\\eps$ of $10^{-8}$. Ours are the same.",
    otherwise="The defaults of other rules are others, and so is $\\eps$ in Keras.",
    statistic="how many of the three our rule has",
    evidence=("[Optimizers at a glance](optimizers.md)",),
    form="d",
    counter_example={"make": rmsprop},
)
def defaults_are_the_papers(make: Callable[..., Rule] = adam) -> Finding:
    """All three are the rule's own."""
    hyper = make().hyper
    return Finding(sum(hyper.get(name) == value for name, value in PAPER.items()), ">=", 3)


@page.claim(
    says="A canyon ½ (x² + 100 y²) is a hundred times as steep across as along.",
    verdict="depends",
    topic="A fixed rate",
    heard=f"{CHAPTER}, whose formula is lost in our text",
    holds="Its *curvature* is a hundred times as large across. So is its slope, at equal distances "
    "from the minimum.",
    otherwise="At the usual start (10, 1) the slope across is ten times that along.",
    statistic="the slope across over the slope along",
    evidence=("[A fixed learning rate](../learn/fixed-rate.md)",),
    counter_example={"at": START},
)
def a_hundred_times_steeper(at: tuple[float, float] = (1.0, 1.0)) -> Finding:
    """The gradient's coordinates differ a hundredfold."""
    along, across = ravine().grad(np.array(at))
    return Finding(float(across / along), ">=", 100)


@page.claim(
    says="With ε, steps vanish as gradients do.",
    verdict="true",
    topic="Epsilon and rounding",
    heard=f"{CHAPTER}: “the update vanishes gracefully”",
    holds="Gradients far below $\\eps$ take steps that shrink with them: a thousandth of $\\eps$ "
    "is worth {{faded_step}} learning rates.",
    otherwise="With $\\eps = 0$ they take whole steps, however small they are.",
    statistic="the step under constant gradients of `1e-11`, in learning rates",
    evidence=("[Epsilon](../learn/epsilon.md)",),
    counter_example={"eps": 0.0},
)
def small_gradients_fade(eps: float = 1e-8) -> Finding:
    """The step is a hundredth of a learning rate at most."""
    return Finding(faded(eps), "<=", 0.01)


def faded(eps: float) -> float:
    """Step under constant gradients of 1e-11, in learning rates."""
    return -float(feed(adam(lr=1.0, eps=eps), constant(10, size=1e-11)).step[-1, 0])


@page.number(expect=lambda: theory.step_with_eps(1e-11, 1e-8), form=".3f")
def faded_step() -> float:
    """Step under constant gradients of a thousandth of ε, in learning rates."""
    return faded(1e-8)


@page.claim(
    says="AMSGrad's denominator never falls.",
    verdict="depends",
    topic="Memory and convergence",
    heard="an interactive article on Adam, whose formula takes the maximum and corrects nothing",
    holds="It does not where the maximum is taken of what is divided by: in the paper, and in "
    "Optax, which corrects first.",
    otherwise="PyTorch and Keras take the maximum of $\\v$ and correct it afterwards: the quotient "
    "falls while $1-\\beta_2^t$ rises.",
    statistic="the least ratio of a denominator to the one before, after a spike",
    evidence=("[AMSGrad](../learn/amsgrad.md)",),
    counter_example={"order": "v"},
)
def denominator_never_falls(order: Literal["v", "v_hat"] = "v_hat") -> Finding:
    """Each denominator is at least the one before."""
    g = np.r_[100.0, np.ones(99)][:, None]
    denominator = feed(amsgrad(maximum_of=order), g).state.denominator[:, 0]
    return Finding(float((denominator[1:] / denominator[:-1]).min()), ">=", 1)


@page.claim(
    says="With L2 inside Adam, a large weight inflates its own v, and so lowers its rate.",
    verdict="depends",
    topic="Weight decay",
    heard=CHAPTER,
    holds="It does where $\\lambda\\,\\th$ is large against the gradients of the loss: a weight of "
    "`1000` at $\\lambda = 0.01$, among gradients of deviation 1.",
    otherwise="A weight of 1 there adds a hundredth to a gradient of 1, and $\\v$ hardly notices.",
    statistic="the rate that v leaves the weight, over that of a weight of 0",
    evidence=("[AdamW](../learn/adamw.md)",),
    counter_example={"weight": 1.0},
)
def large_weights_slow_themselves(weight: float = 1000.0) -> Finding:
    """The weight's rate is less than half of another's."""

    def rate(theta: float) -> float:
        state = feed(adam_l2(lr=0.0, weight_decay=0.01), noisy(4000), [theta]).state
        return float(1 / np.sqrt(state.v_hat[-1, 0]))

    return Finding(rate(weight) / rate(0.0), "<", 0.5)

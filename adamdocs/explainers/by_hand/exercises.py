"""What the page asks: a prediction and exercises, their answers computed."""

import numpy as np

from adamdocs import theory
from adamdocs.explainers.by_hand.experiments import (
    LINE_RATE,
    PRINTED_STOP,
    START,
    dropped,
    fit,
    on_square,
    page,
    rates_that_stop_at,
)
from adamdocs.explainers.by_hand.numbers import by_hand, moment
from adamdocs.landscapes import absolute
from adamdocs.optimizers import adam
from adamdocs.runs import descend


@page.prediction(
    question="The rule asks whether $|\\g|$ is below `1e-7`. At which rate would it be met at the "
    "printed step, 817? At one learning rate a step the way from 5 takes 817 steps at a rate of "
    "about 1/160.",
    choices=("About 1/160", "About 1/32", "About 1/5"),
    right="About 1/32",
    solution="From {{rate_817_low}} to {{rate_817_high}}. Steps of one learning rate last only for "
    "the first part of the way. Near the minimum the gradients shrink and $\\vhat$ remembers "
    "larger ones, so most of the steps are spent on coming to rest.",
)
def rate_for_the_print() -> str:
    """Rate at which the rule is met at the step that is printed."""
    middle = sum(rates_that_stop_at(PRINTED_STOP)) / 2
    return f"About 1/{min((160, 32, 5), key=lambda part: abs(np.log(part * middle)))}"


@page.exercise(
    question="Take the third step by hand: what is $\\m_3$, to three decimals?",
    solution="$\\g_3 = 2\\th_2$ = {{g_3}}, and $\\m_3 = 0.9\\,\\m_2 + 0.1\\,\\g_3$ with $\\m_2$ = "
    "{{m_2}}: **{{third_step}}**. Divided by $1-\\beta_1^3$ it is {{m_hat_3}}, the gradients' "
    "mean, "
    "and the step is one learning rate once more.".replace("0.9\\,", "\\beta_1").replace(
        "0.1\\,", "(1-\\beta_1)\\,"
    ),
    form=".3f",
    expect=lambda: moment(0.9, 3, 1),
)
def third_step() -> float:
    """First moment after the third step."""
    return float(on_square().state.m[2, 0])


@page.number(expect=lambda: by_hand(3)[0], form=".6f")
def g_3() -> float:
    """Gradient of the third step."""
    return float(on_square().g[2, 0])


@page.number(expect=lambda: moment(0.9, 3, 1) / (1 - 0.9**3), form=".3f")
def m_hat_3() -> float:
    """Corrected first moment of the third step."""
    return float(on_square().state.m_hat[2, 0])


@page.exercise(
    question="The gradients on the way down are never larger than the ones before, so no step is "
    "longer than $\\lr$. What is, to four decimals, the least rate at which 817 steps could lead "
    "from 5 to 0?",
    solution="$5/817$: **{{rate_for_817}}**. At this rate the parameter would have to go at full "
    "step until it is there; with time to come to rest it takes {{rate_817_low}}, five times as "
    "much.",
    form=".4f",
    expect=lambda: START / PRINTED_STOP,
    tolerance=2e-3,
)
def rate_for_817() -> float:
    """Least of rates a thousandth apart at which steps of one rate lead from 5 to 0 in 817."""
    rates = np.arange(0.005, 0.008, 1e-6)
    path = descend(adam(rates[:, None], eps=0.0), absolute(), [START], steps=PRINTED_STOP)
    return float(rates[int(np.argmax(path.theta.min(axis=0)[:, 0] <= 0))])


@page.exercise(
    question="The tutorial's line starts at $w = 0$, its rate is $\\lr = 0.01$, and it prints "
    "$w = 1.9953$. What is the least epoch at which this could be?",
    solution="$w/\\lr$, rounded up: **{{least_epoch}}**. It is printed for epoch 50. In the "
    "run $w$ gets there at epoch {{epoch_of_w}}.",
    form="d",
    expect=lambda: np.ceil(1.9953 / LINE_RATE),
)
def least_epoch() -> float:
    """First epoch at which full steps from 0 reach the printed w: Adam under equal gradients."""
    theta = descend(adam(LINE_RATE), absolute(), [1.9953], steps=300, keep="theta").theta[:, 0]
    return int(np.argmax(theta <= 0)) + 1


@page.number(pinned=2772, reason="Adam on a line has no closed form", form=",d")
def epoch_of_w() -> float:
    """Epoch at which the run's w reaches the printed one."""
    return int(np.argmax(fit(adam, epochs=6000).theta[:, 0] >= 1.9953)) + 1


@page.exercise(
    question="A function drops $\\m$ and $\\v$ between calls, but its counter goes on. How long "
    "is its tenth step under a constant gradient, in learning rates, to three decimals?",
    solution="$\\m = (1-\\beta_1)\\,\\g$ is divided by $1-\\beta_1^{10},$ and $\\v = "
    "(1-\\beta_2)\\,\\g^2$ by $1-\\beta_2^{10}$: **{{tenth_dropped}}**. The first ten calls are a "
    "brake, and from call {{dropped_over}} on the function steps too far.",
    form=".3f",
    expect=lambda: theory.dropped_state_step(10),
)
def tenth_dropped() -> float:
    """Tenth step of calls that drop m and v and count on."""
    return float(dropped(10, advancing=True)[-1])

"""The audits: programs that print an output in what we read, each run again."""

from collections.abc import Callable

import numpy as np

from adamdocs.explainers.audits import Outcome, Tried
from adamdocs.explainers.by_hand import search
from adamdocs.explainers.by_hand.experiments import (
    EPOCHS,
    LIMIT,
    LR,
    START,
    epoch_line,
    fit,
    page,
    stops,
)
from adamdocs.landscapes import parabola
from adamdocs.optimizers import Rule, adam, sgd
from adamdocs.runs import descend

TUTORIAL = "A tutorial that derives Adam from first principles, of its program on $\\th^2$"
LINE = "The same tutorial, of its program that fits a line"
SQUARE_SETTINGS = (
    "$\\th^2$ from $\\th_0 = 5$ at $\\lr = 0.001$, $\\beta_1 = 0.9$, $\\beta_2 = 0.999$, "
    "$\\eps = 10^{-8}$; it stops once $|\\g|$ is below `1e-7`, at the latest after `1000` steps"
)
LINE_SETTINGS = (
    "mean square error of $wx+b$ on the five points $x = 1, \\dots, 5$ of $y = 2x+1$, from "
    "$w = b = 0$ at $\\lr = 0.01$, other settings at their defaults, `200` epochs of all five "
    "points"
)
DESCEND = "descend(adam(lr=0.001), parabola(), [5.0], steps=1000)"
FIT = "descend(adam(lr=0.01), line, steps=200)"


@page.audit(
    heard=TUTORIAL,
    settings=SQUARE_SETTINGS,
    prints="Converged at step 817",
    command=DESCEND,
    comes_out="(no line: the rule is not met in 1000 steps)",
    agrees=False,
    holds="With a longer limit the rule is met at step {{stop_step}}. At step 817 the run stands "
    "at {{theta_at_817}}. It takes a rate about thirty times as large as the one in the source, "
    "from {{rate_817_low}} to {{rate_817_high}}, to stop there.",
    search=search.stop_at_817,
)
def converged_at() -> Outcome:
    """The first line of the program on θ²."""
    step = int(stops().step[0])
    if step:
        return Outcome(f"Converged at step {step}")
    return Outcome(f"(no line: the rule is not met in {LIMIT} steps)")


@page.audit(
    heard=TUTORIAL,
    settings=SQUARE_SETTINGS,
    prints="Minimum at θ = 0.00000001",
    command=f"{DESCEND}.theta[-1, 0]",
    comes_out="Minimum at θ = 4.04472223",
    agrees=False,
    holds="Many larger rates print this line, none of them together with the line above: a run "
    "that stops at step 817 prints {{minimum_at_817}}. The two lines are of no common run that we "
    "could find.",
    search=search.printed_minimum,
)
def minimum_at() -> Outcome:
    """The second line of the program on θ²."""
    return Outcome(f"Minimum at θ = {stops().theta[0]:.8f}")


def two_steps(rule: Rule) -> float:
    """How far two steps on θ² from 5 lead."""
    return START - float(descend(rule, parabola(), [START], steps=2).theta[-1, 0])


def slower_descent() -> list[Tried]:
    """Rates at which gradient descent's first two steps are shorter than Adam's."""
    rates = np.geomspace(1e-6, 0.5, 601)
    theta = descend(sgd(rates[:, None]), parabola(), [START], steps=2).theta[-1, :, 0]
    words = "Rates of gradient descent at which Adam is ahead"
    return [search.tried(words, rates, START - theta < two_steps(adam(LR)))]


@page.audit(
    heard="The same tutorial, of its two steps by hand",
    settings="$\\th^2$ from $\\th_0 = 5$ with Adam's defaults; the rate of gradient descent is not "
    "named, ours are the same $\\lr = 0.001$ and a hundredth of it",
    says="yet much faster than tiny-… SGD (which would crawl)",
    command="descend(sgd(lr=0.001), parabola(), [5.0], steps=2)  # and lr=0.00001, and adam()",
    comes_out="moved in two steps: Adam by 0.002000\n"
    "gradient descent at 0.001 by 0.019980, at 0.00001 by 0.000200",
    agrees="depends",
    holds="Adam is ahead of rates below a tenth of its own. At the same rate gradient descent is "
    "ahead by a factor of ten: its step is the rate times a gradient of {{g_1}}.",
    search=slower_descent,
)
def worked_example() -> Outcome:
    """Two steps of Adam, and of gradient descent at its rate and at a hundredth of it."""
    by_adam, same, tiny = two_steps(adam(LR)), two_steps(sgd(LR)), two_steps(sgd(LR / 100))
    text = (
        f"moved in two steps: Adam by {by_adam:.6f}\n"
        f"gradient descent at 0.001 by {same:.6f}, at 0.00001 by {tiny:.6f}"
    )
    return Outcome(text, by_adam > same or ("depends" if by_adam > tiny else False))


def epoch(number: int) -> Outcome:
    """A line of the program that fits a line."""
    return Outcome(epoch_line(fit(adam), number))


def _search(number: int) -> Callable[[], list[Tried]]:
    return lambda: search.printed_line(number)


@page.audit(
    heard=LINE,
    settings=LINE_SETTINGS,
    prints="Epoch 50: loss=0.000042 w=1.9953 b=1.0044",
    command=FIT,
    comes_out="Epoch 50: loss=30.797351 w=0.4812 b=0.4807",
    agrees=False,
    holds="The line does not even fit itself: with the printed $w$ and $b$ the loss is "
    "{{loss_of_printed}}. The program prints the loss before the update and the parameters after "
    "it, so the three could belong together only if that update had more than tripled the loss.",
    search=_search(EPOCHS[0]),
)
def epoch_50() -> Outcome:
    """The program's line after 50 epochs."""
    return epoch(EPOCHS[0])


@page.audit(
    heard=LINE,
    settings=LINE_SETTINGS,
    prints="Epoch 100: loss=0.000000 w=2.0000 b=1.0000",
    command=FIT,
    comes_out="Epoch 100: loss=14.620063 w=0.8879 b=0.8849",
    agrees=False,
    holds="A hundred steps of at most $\\lr$ move $w$ by at most {{way_of_100}}. The printed value "
    "is twice as far away.",
    search=_search(EPOCHS[1]),
)
def epoch_100() -> Outcome:
    """The program's line after 100 epochs."""
    return epoch(EPOCHS[1])


@page.audit(
    heard=LINE,
    settings=LINE_SETTINGS,
    prints="Epoch 150: loss=0.000000 w=2.0000 b=1.0000",
    command=FIT,
    comes_out="Epoch 150: loss=6.150170 w=1.2058 b=1.1972",
    agrees=False,
    holds="On this run the line is printed by every epoch from {{line_settled}} on.",
    search=_search(EPOCHS[2]),
)
def epoch_150() -> Outcome:
    """The program's line after 150 epochs."""
    return epoch(EPOCHS[2])


@page.audit(
    heard=LINE,
    settings=LINE_SETTINGS,
    prints="Epoch 200: loss=0.000000 w=2.0000 b=1.0000",
    command=FIT,
    comes_out="Epoch 200: loss=2.292333 w=1.4372 b=1.4191",
    agrees=False,
    holds="At some far larger rates the last line does come out, though not the three before it.",
    search=_search(EPOCHS[3]),
)
def epoch_200() -> Outcome:
    """The program's line after 200 epochs."""
    return epoch(EPOCHS[3])


@page.audit(
    heard=LINE,
    settings=LINE_SETTINGS,
    prints="Fitted: ŷ = 2.0000·x + 1.0000",
    command=f"{FIT}.theta[-1]",
    comes_out="Fitted: ŷ = 1.4372·x + 1.4191",
    agrees=False,
    holds="Both are still on their way. The intercept has passed its goal, because early on $w$ "
    "and $b$ take the same steps.",
    search=lambda: search.printed_line(EPOCHS[3], search.WITHOUT_LOSS),
)
def fitted() -> Outcome:
    """The program's last line."""
    w, b = fit(adam).theta[-1]
    return Outcome(f"Fitted: ŷ = {w:.4f}·x + {b:.4f}")

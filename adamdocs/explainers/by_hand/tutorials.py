"""The audited Adams themselves, written anew from their formulas, and audited as functions."""

from collections.abc import Callable
from math import sqrt

from adamdocs.auditing import audit
from adamdocs.explainers.audits import Outcome
from adamdocs.explainers.by_hand.audits import TUTORIAL
from adamdocs.explainers.by_hand.experiments import page
from adamdocs.explainers.by_hand.snippets import ANSWER

UPDATE = "its own defaults: $\\lr = 0.001$, $\\beta_1 = 0.9$, $\\beta_2 = 0.999$, $\\eps = 10^{-8}$"
SAME = "Adam: θ is the same at each of 24 steps of 3 gradient streams."


def loop(
    grad_fn: Callable[[float], float],
    theta_init: float,
    alpha: float = 0.001,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
    max_iters: int = 1000,
) -> float:
    """The tutorial's: all steps, with its stop rule."""
    theta, m, v = theta_init, 0.0, 0.0
    for t in range(1, max_iters + 1):
        g = grad_fn(theta)
        theta, m, v = step(theta, g, m, v, t, alpha, beta1, beta2, eps)
        if abs(g) < 1e-7:
            break
    return theta


def step(
    params: float,
    grads: float,
    m: float,
    v: float,
    t: int,
    lr: float = 0.001,
    beta1: float = 0.9,
    beta2: float = 0.999,
    epsilon: float = 1e-8,
) -> tuple[float, float, float]:
    """The answer's first example: one step, which hands on its moments."""
    m = beta1 * m + (1 - beta1) * grads
    v = beta2 * v + (1 - beta2) * grads**2
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return params - lr * m_hat / (sqrt(v_hat) + epsilon), m, v


def step_alone(
    params: float,
    grads: float,
    m: float,
    v: float,
    t: int,
    lr: float = 0.001,
    beta1: float = 0.9,
    beta2: float = 0.999,
    epsilon: float = 1e-8,
) -> float:
    """The answer's third example: the same, but the moments are not handed on."""
    params, m, v = step(params, grads, m, v, t, lr, beta1, beta2, epsilon)
    return params


def outcome(function: Callable[..., object]) -> Outcome:
    """What the audit finds, and whether it is Adam."""
    verdict = audit(function)
    return Outcome("\n".join(verdict.findings()), verdict.right)


@page.audit(
    heard=TUTORIAL,
    settings=UPDATE,
    says="Minimal Adam from Scratch",
    command="audit(loop)  # its function, written anew",
    comes_out=SAME,
    agrees=True,
    holds="What is wrong with the program is what is said of its output, not its Adam.",
)
def tutorial_is_adam() -> Outcome:
    """The tutorial's function, step by step."""
    return outcome(loop)


@page.audit(
    heard=f"{ANSWER} 1",
    settings=UPDATE,
    says="Performs one step of the Adam optimization algorithm",
    command="audit(step)  # its function, written anew",
    comes_out=SAME,
    agrees=True,
    holds="It is Adam, if its caller hands $\\m$, $\\v$ and the next $t$ on, as example 2 does.",
)
def example_1_is_adam() -> Outcome:
    """The answer's first function, step by step."""
    return outcome(step)


@page.audit(
    heard=f"{ANSWER} 3",
    settings=UPDATE,
    says="showcase the pure update formula",
    command="audit(step_alone)  # its function, written anew",
    comes_out="Parts from Adam at step 2 of gradients of both signs, in m: it has "
    "-0.0590386, Adam -0.141871.\nNot Adam: m and v dropped. It begins every step with m = v = 0: "
    "nothing is remembered, and only the size of t and the sign of the gradient matter.",
    agrees=False,
    holds="The first call is Adam's first step. From the second on nothing is left to average.",
)
def example_3_is_adam() -> Outcome:
    """The answer's third function, step by step."""
    return outcome(step_alone)

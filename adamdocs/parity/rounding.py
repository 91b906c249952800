"""How far two correct programs of one update rule may differ: a rounding-error analysis.

Both compute the same function of the same doubles, with operations in different orders, so they
differ by at most the sum of their rounding errors. Errors are counted in units of u = 2⁻⁵³: an
operation whose result is x is off by at most u |x| (N. Higham, Accuracy and Stability of Numerical
Algorithms, 2nd ed., SIAM 2002, equation 2.4). All counts below are for both programs together.
Products of two errors are neglected: `tolerance` sees to it that no count reaches 10⁸, so that they
are below 10⁻⁸ of what is counted, and single counts are rounded up by far more.

A step is a quotient −lr · N / D; for Adam N = m̂. Its numerator may cancel, so the error is compared
not with N but with its majorant: the same expression with |g| for g, all terms of which are
positive. D holds only squares and absolute values and is its own majorant. Hence

    |Δstep| ≤ lr · majorant(N) / D · (count(N) + count(D)) · u,

and lr · majorant(N) / D is the size of the step that the rule itself takes with |g| for g.

Three things are counted:

*Averages.* In s_t = β s_{t−1} + w x_t a program rounds β s and w x at most 5 times each: the weight
1 − β, the square, two products, the sum. Keras writes s + (1 − β) (x − s) and so rounds (1 − β) s
where the others round β s: the larger counts. Earlier errors fade as fast as the average does:
e_t = β e_{t−1} + 5 (β s_{t−1} + w x_t). While x keeps its size, e is 5 / (1 − β) times s.

*Bias correction.* β^t by a running product is off by t − 1 roundings; repeated squaring needs no
more, a library's `pow` fewer. Both together change 1 − β^t by a fraction 2 t β^t / (1 − β^t), which
is largest at the start: 2 / (1 − β). A square root halves it.

*The rest* is at most ten operations in each program: roots, quotients, products, and sums of terms
of one sign.

So where gradients keep their size, |Δstep| ≤ C · lr · 2⁻⁵² for Adam, with

    C = R · (6 / (1 − β₁) + 3 / (1 − β₂) + 10),

R being the largest m̂ / √v̂ that any |g| can give, by Cauchy's inequality for the two weighted sums.
`tolerance` evaluates the recursions for the gradients at hand and needs no such assumption.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from adamdocs.optimizers import RULES, Rule
from adamdocs.runs.trace import Array

U = 2.0**-53
AVERAGE = 5  # roundings of one program in one step of an average
REST = 20  # roundings of both programs outside averages and powers of beta
DECAY = 8  # of both, relative to the parameter: its decay, and the sum with the step


def steps(rule: Rule, g: Array, theta: Array) -> Array:
    """Steps of a rule over a gradient sequence, the parameter being set anew before each."""
    state, taken = rule.init(theta[0]), []
    with np.errstate(divide="raise", invalid="raise"):
        for gradient, before in zip(g, theta, strict=True):
            step, state = rule.update(gradient, state, before)
            taken.append(step)
    return np.stack(taken)


def weighted_sums(
    x: Array, beta: Any, start: Any = 0.0, *, by_difference: bool = False
) -> tuple[Array, Array]:
    """s_t = β s_{t−1} + x_t, an average of x but for its weight, at every t, with its error."""
    s, error = start + np.zeros_like(x[0]), np.zeros_like(x[0])
    sums, errors = [], []
    kept = np.maximum(beta, 1 - beta) if by_difference else beta
    for term in x:
        error = beta * error + AVERAGE * (term + kept * s)
        s = beta * s + term
        sums.append(s)
        errors.append(error)
    return np.stack(sums), 2 * np.stack(errors)


def relative(error: Array, of: Array) -> Array:
    """Quotient of both, and 0 where all terms have been 0: then every program finds exactly 0."""
    share: Array = np.divide(error, of, out=np.zeros_like(error), where=of > 0)
    return share


def average_count(x: Array, beta: Any, start: Any = 0.0, *, by_difference: bool = False) -> Array:
    """Relative error of an average of x ≥ 0, in units of u."""
    sums, errors = weighted_sums(x, beta, start, by_difference=by_difference)
    return relative(errors, sums)


def correction_count(power: Any, count: Any) -> Array:
    """Relative error of 1 − p, in units of u, where p is off by a fraction of `count` u."""
    found: Array = count * power / (1 - power) + 1
    return found


class Hyper:
    """Hyper-parameters of one run, and step numbers shaped to meet them: (steps, 1, 1)."""

    def __init__(
        self, hyper: Mapping[str, Any], count: int, *, by_difference: bool = False
    ) -> None:
        def given(name: str) -> Array:
            return np.asarray(hyper.get(name, 0.0))

        self.lr, self.b1, self.b2 = given("lr"), given("b1"), given("b2")
        self.initial, self.mu_decay = given("initial"), given("mu_decay")
        self.decay = given("weight_decay")
        self.b1_size: Array = np.abs(self.b1)  # rules for games allow a negative beta1
        self.t = np.arange(1, count + 1)[:, None, None]
        self.by_difference = by_difference

    def power_count(self, beta: Array) -> Array:
        """Relative error of 1 − βᵗ at every step, in units of u."""
        power = beta**self.t
        return correction_count(power, 2 * self.t)


def adam_constant(b1: float, b2: float, count: int) -> float:
    """C(β₁, β₂) of Adam over `count` steps, for β₁² < β₂; R² is the largest Σ_{k<t} a_k² / w_k.

    The weights are a_k = (1 − β₁) β₁^k / (1 − β₁^t) in m̂ and w_k = (1 − β₂) β₂^k / (1 − β₂^t) in v̂.
    """
    t = np.arange(1, count + 1)
    ratio = b1 * b1 / b2
    largest = (1 - b1) ** 2 / (1 - b1**t) ** 2 * (1 - b2**t) / (1 - b2)
    r = np.sqrt(np.max(largest * (1 - ratio**t) / (1 - ratio)))
    return float(r * (6 / (1 - b1) + 3 / (1 - b2) + 10))


def nadam_count(h: Hyper, m_count: Array) -> Array:
    """Count of Nadam's numerator, (1 − μ_t) g / (1 − P_t) + μ_{t+1} m / (1 − P_{t+1}).

    With p_t = 0.96^(t ψ): a program that multiplies t times by exp(ψ ln 0.96) is off by at most 4 t
    roundings, one that calls `pow` by fewer. In μ = β₁ (1 − p/2) they weigh (p/2) / (1 − p/2) ≤ p.
    """
    t = np.arange(1, len(h.t) + 2)[:, None, None]
    p = 0.96 ** (t * h.mu_decay)
    mu = h.b1 * (1 - p / 2)
    mu_count = 8 * t * p + 4
    product = np.cumprod(mu, axis=0)
    corrections = correction_count(product, np.cumsum(mu_count + 2, axis=0))
    of_g = correction_count(mu, mu_count)[:-1] + corrections[:-1]
    of_m = mu_count[1:] + corrections[1:] + m_count
    largest: Array = np.maximum(of_g, of_m)
    return largest


def numerator_count(name: str, h: Hyper, x: Array) -> Any:
    """Relative error of a rule's numerator, in units of u."""
    if name in ("sgd", "sign_descent", "lion", "adagrad", "rmsprop"):
        return 0.0  # the gradient itself, or a sign; `test_signs_are_certain` sees to the latter
    m_count = average_count(x, h.b1_size, by_difference=h.by_difference)
    if name in ("momentum", "nesterov"):
        return m_count
    if name == "nadam":
        return nadam_count(h, m_count)
    return m_count + h.power_count(h.b1_size)


def denominator_count(name: str, h: Hyper, g: Array, x: Array) -> Any:
    """Relative error of a rule's denominator, in units of u."""
    if name in ("sgd", "sign_descent", "lion", "momentum", "nesterov"):
        return 0.0
    if name == "adagrad":
        return average_count(g * g, 1.0, h.initial) / 2
    if name == "rmsprop":
        return average_count(g * g, h.b2, h.initial / (1 - h.b2)) / 2
    if name == "adamax":
        return 2.0 * h.t  # at most one product a step in each program; a maximum rounds nothing
    average = average_count(g * g, h.b2, by_difference=h.by_difference)
    count = (average + h.power_count(h.b2)) / 2
    if name == "amsgrad":  # the maximum may stem from any earlier step
        return np.maximum.accumulate(count)
    if name == "adam_l2":  # g + λθ is off by 4 u x, so its square by 8 u |g + λθ| x
        squares, _ = weighted_sums(g * g, h.b2)
        count = count + relative(weighted_sums(8 * np.abs(g) * x, h.b2)[0], squares) / 2
    return count


def majorant(name: str, hyper: Mapping[str, Any], h: Hyper, g: Array, x: Array) -> Array:
    """Size of the step with every term positive: the rule's own step with |g| for g and no decay.

    A negative β₁ weighs the new gradient (1 − β₁) / (1 − |β₁|) times as much as |β₁| does. In
    `adam_l2` the sum g + λθ may cancel, so the average is of x = |g| + λ|θ|.
    """
    sized = {**hyper, "b1": h.b1_size} if "b1" in hyper else hyper
    size: Array = np.abs(steps(RULES[name](**sized), np.abs(g), np.zeros_like(g)))
    size = size * ((1 - h.b1) / (1 - h.b1_size))
    if name == "adam_l2":
        sums = [weighted_sums(terms, h.b1)[0] for terms in (x, np.abs(g))]
        return size * np.divide(sums[0], sums[1], out=np.ones_like(x), where=sums[1] > 0)
    return size


def schedule_free_tolerance(hyper: Mapping[str, Any], g: Array, theta: Array) -> Array:
    """Largest |Δ(theta + step)|: rounding errors of z add up, and each step adds those of its sums.

    d = lr (g / denominator + λ θ) is one of Adam's steps without an average. Optax finds x from θ
    and z and multiplies by the β₁ it has divided by; its c is a quotient of sums, off by t of 1/t.
    """
    h = Hyper(hyper, len(g))
    without = {"lr": h.lr, "b1": 0.0, "b2": h.b2, "eps": hyper["eps"]}
    size: Array = np.abs(steps(RULES["adam"](**without), np.abs(g), np.zeros_like(g)))
    size = size + h.lr * h.decay * np.abs(theta)
    z = np.abs(theta[0]) + np.cumsum(size, axis=0)
    count = denominator_count("schedule_free", h, g, np.abs(g)) + REST
    allowed: Array = np.cumsum(size * count * U + 2 * U * z, axis=0)
    allowed += REST * U * (np.abs(theta) + z + size)
    return allowed


def tolerance(
    name: str,
    hyper: Mapping[str, Any],
    g: Array,
    theta: Array | None = None,
    *,
    by_difference: bool = False,
) -> Array:
    """Largest possible |Δstep| of two programs of rule `name`; given `theta`, |Δ(theta + step)|.

    Shapes: `g` and `theta` (steps, settings, coordinates); numbers in `hyper` (settings, 1).
    """
    if name == "optimistic_adam":  # two of Adam's steps forward, one back
        adam = tolerance("adam", hyper, g)
        twice: Array = 2 * adam + np.concatenate([np.zeros_like(adam[:1]), adam[:-1]])
        return twice
    before = np.zeros_like(g) if theta is None else theta
    if name == "schedule_free":
        return schedule_free_tolerance(hyper, g, before)
    h = Hyper(hyper, len(g), by_difference=by_difference)
    x, inputs = np.abs(g), 0
    if name == "adam_l2":
        x, inputs = np.abs(g) + h.decay * np.abs(before), 4
        g = g + h.decay * before
    count = numerator_count(name, h, x) + denominator_count(name, h, g, x) + inputs + REST
    assert np.max(count) < 1e8
    size = majorant(name, hyper, h, g, x)
    allowed: Array = size * count * U
    if theta is not None:
        rate = h.lr * h.decay if hyper.get("decay_scaled_by_lr", True) else h.decay
        allowed = allowed + DECAY * U * (np.abs(theta) * (1 + rate) + size)
    return allowed

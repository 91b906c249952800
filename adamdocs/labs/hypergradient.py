"""A whole run as one function of its hyper-parameters, and the slope of that function, three ways.

    L(lr, β₁, β₂) = f(θ_T),   θ_t = θ_{t−1} + step(∇f(θ_{t−1}), state_{t−1})

    final_loss(rosenbrock(), 100, {"lr": 0.05})            # L, through the package's own rules
    by_autograd(rosenbrock(), 100, {"lr": 0.05})           # dL/dlr, from the end of the run back
    by_complex_step(rosenbrock(), 100, {"lr": 0.05})       # along the run, in complex numbers
    along_the_run("rosenbrock", 100, 0.05)                 # along the run, by Adam's tangent

Backwards costs about one more run, whatever the number of hyper-parameters, and keeps the whole run
in memory; along the run costs one more run a hyper-parameter, and keeps one state.

D. Maclaurin, D. Duvenaud and R. P. Adams, ICML 2015, arXiv:1502.03492. L. Franceschi, M. Donini,
P. Frasconi and M. Pontil, ICML 2017, arXiv:1703.01785, for the two directions.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal, localcontext
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from adamdocs.checks import check_count
from adamdocs.landscapes import Landscape, ravine, rosenbrock
from adamdocs.optimizers import Rule, adam

Array = NDArray[np.float64]
Make = Callable[..., Rule]
STEP = 1e-30  # imaginary part of a complex step: its square is lost beside every real part


def unrolled(rule: Rule, gradient: Callable[[Any], Any], theta: Any, steps: int) -> Any:
    """Parameters after `steps` steps, of whatever the arguments are made of.

    `adamdocs.runs` holds arrays of floats and watches them; this loop takes complex numbers and the
    boxes of autograd as they come.

    Raises:
        ValueError: `steps` is not a positive integer.
    """
    check_count("steps", steps)
    state = rule.init(theta)
    for _ in range(steps):
        step, state = rule.update(gradient(theta), state, theta)
        theta = theta + step
    return theta


def final_loss(
    ground: Landscape,
    steps: int,
    hyper: Mapping[str, Any],
    *,
    make: Make = adam,
    start: ArrayLike | None = None,
) -> Any:
    """Loss at the end of a run, L, as a function of the hyper-parameters.

    Args:
        ground: the loss surface, of polynomials and roots if derivatives are to pass.
        steps: number of steps T.
        hyper: hyper-parameters of the rule by name; batches are `(n, 1)`.
        make: the rule's factory.
        start: starting point, the landscape's own if not given.

    Raises:
        ValueError: an argument is outside its range.
    """
    theta = np.array(ground.start if start is None else start, dtype=np.float64)
    return ground.value(unrolled(make(**hyper), ground.grad, theta, steps))


def by_autograd(
    ground: Landscape, steps: int, hyper: Mapping[str, float], **options: Any
) -> tuple[float, dict[str, float]]:
    """L and its slope in every hyper-parameter, by reverse accumulation through the whole run.

    Options are those of `final_loss`.

    Raises:
        ImportError: autograd is not installed.
        ValueError: as in `final_loss`.
    """
    from autograd import value_and_grad

    from adamdocs.labs.autodiff import bridge_numpy

    bridge_numpy()
    value, slopes = value_and_grad(lambda given: final_loss(ground, steps, given, **options))(
        {name: float(one) for name, one in hyper.items()}
    )
    return float(value), {name: float(one) for name, one in slopes.items()}


def by_complex_step(
    ground: Landscape, steps: int, hyper: Mapping[str, float], **options: Any
) -> tuple[float, dict[str, float]]:
    """L and its slope in every hyper-parameter, without a difference.

        ∂L/∂h = Im L(h + i·δ)/δ,   δ = 10⁻³⁰

    All are one batch: row k has the imaginary part in the k-th hyper-parameter. Options are those
    of `final_loss`.

    Source: W. Squire and G. Trapp, SIAM Rev. 40 (1998) 110–112.

    Raises:
        ValueError: as in `final_loss`.
    """
    rows = np.eye(len(hyper)) * 1j * STEP
    given = {name: one + rows[:, [k]] for k, (name, one) in enumerate(hyper.items())}
    loss = final_loss(ground, steps, given, **options)
    slopes = (loss.imag / STEP).tolist()
    return float(loss.real[0]), dict(zip(hyper, slopes, strict=True))


def ravine_bend(theta: Any, along: Any) -> Any:
    """How the gradient of `ravine()` changes along a direction: H·d, H = diag(1, 100)."""
    return np.stack([along[..., 0], 100.0 * along[..., 1]], axis=-1)


def rosenbrock_bend(theta: Any, along: Any) -> Any:
    """How the gradient of `rosenbrock()` changes along a direction, H·d.

    H = [[2 − 400 (y − x²) + 800 x², −400 x], [−400 x, 200]]
    """
    x, y = theta[..., 0], theta[..., 1]
    square = x * x
    wall = (2.0 - 400.0 * (y - square)) + 800.0 * square
    cross = -400.0 * x
    dx, dy = along[..., 0], along[..., 1]
    return np.stack([wall * dx + cross * dy, cross * dx + 200.0 * dy], axis=-1)


GROUNDS: dict[str, tuple[Landscape, Callable[[Any, Any], Any]]] = {
    "ravine": (ravine(), ravine_bend),
    "rosenbrock": (rosenbrock(), rosenbrock_bend),
}


def along_the_run(
    name: str, steps: int, lr: ArrayLike, b1: float = 0.9, b2: float = 0.999
) -> tuple[Array, Array]:
    """L and dL/dlr for every rate, by Adam's tangent carried along the run.

    A dot is a derivative in the rate, H the second derivative of f, D = √v̂ + ε:

        ġ_t = H(θ_{t−1}) θ̇_{t−1}
        ṁ_t = β₁ ṁ_{t−1} + (1 − β₁) ġ_t         v̇_t = β₂ v̇_{t−1} + 2 (1 − β₂) g_t ġ_t
        q_t = m̂_t/D_t                           Ḋ_t = v̇_t/(1 − β₂ᵗ)/(2 √v̂_t)
        q̇_t = (ṁ_t/(1 − β₁ᵗ) − q_t Ḋ_t)/D_t
        θ̇_t = θ̇_{t−1} − q_t − lr q̇_t            L̇ = ∇f(θ_T)·θ̇_T

    Where v̂ = 0 its root has no slope, and Ḋ is taken as 0. In portable arithmetic: the JavaScript
    of the site repeats it to the bit.

    Args:
        name: the landscape, a key of `GROUNDS`: its second derivatives are known here.
        steps: number of steps T.
        lr: rates, any shape `(n,)` or a single one.
        b1: β₁.
        b2: β₂.

    Returns:
        L and its slope, of the shape of `lr`.

    Raises:
        ValueError: no second derivative of the landscape is known, or as in `adam`.
    """
    check_count("steps", steps)
    if name not in GROUNDS:
        raise ValueError(f"name must be one of {', '.join(map(repr, GROUNDS))}, got {name!r}")
    ground, bend = GROUNDS[name]
    rates = np.asarray(lr, dtype=np.float64)[..., None]
    rule = adam(rates, b1, b2)
    theta = np.broadcast_to(np.array(ground.start), (*rates.shape[:-1], len(ground.start)))
    state = rule.init(theta)
    d_theta = d_m = d_v = np.zeros(theta.shape)
    for _ in range(steps):
        g, d_g = ground.grad(theta), bend(theta, d_theta)
        step, state = rule.update(g, state, theta)
        d_m = b1 * d_m + (1 - b1) * d_g
        d_v = b2 * d_v + (1 - b2) * (2.0 * (g * d_g))
        quotient = state.m_hat / state.denominator
        root = np.sqrt(state.v_hat)
        still = root == 0.0
        d_root = np.where(still, 0.0, (d_v / (1 - state.b2_power)) / np.where(still, 1.0, root))
        d_quotient = (d_m / (1 - state.b1_power) - quotient * (0.5 * d_root)) / state.denominator
        theta, d_theta = theta + step, (d_theta - quotient) - rates * d_quotient
    slope = ground.grad(theta) * d_theta
    return np.asarray(ground.value(theta)), slope[..., 0] + slope[..., 1]


def in_decimals(steps: int, lr: Decimal, digits: int = 50) -> float:
    """Last loss of Adam in Rosenbrock's valley, every operation rounded to so many digits.

    For what float64 makes of a long run by rounding alone. Decays and ε are the float64 defaults.

    Raises:
        ValueError: `steps` or `digits` is not a positive integer.
    """
    check_count("steps", steps)
    check_count("digits", digits)
    with localcontext() as context:
        context.prec = digits
        one = Decimal(1)
        b1, b2, eps = (Decimal.from_float(value) for value in (0.9, 0.999, 1e-8))
        theta = [Decimal(float(part)) for part in rosenbrock().start]
        m, v = [Decimal(0)] * 2, [Decimal(0)] * 2
        for t in range(1, steps + 1):
            x, y = theta
            off = y - x * x
            for k, g in enumerate((-2 * (one - x) - 400 * x * off, 200 * off)):
                m[k] = b1 * m[k] + (one - b1) * g
                v[k] = b2 * v[k] + (one - b2) * g * g
                root = (v[k] / (one - b2**t)).sqrt()
                theta[k] -= lr * (m[k] / (one - b1**t)) / (root + eps)
        x, y = theta
        return float((one - x) ** 2 + 100 * (y - x * x) ** 2)

"""What people get wrong about ε, put to the test."""

import numpy as np

from adamdocs import streams, theory
from adamdocs.explainers.epsilon.experiments import (
    B1,
    B2,
    EPS,
    all_halves,
    first_step,
    in_type,
    large_then_small,
    page,
)
from adamdocs.explainers.epsilon.recordings import apart
from adamdocs.explainers.pieces import Finding
from adamdocs.optimizers import adam
from adamdocs.runs import feed


@page.claim(
    says="Without ε the step explodes when gradients get small.",
    verdict="false",
    heard="tutorials and code comments, as the reason for ε",
    holds="Numerator and denominator shrink together. Over gradients from $10^{-150}$ to "
    "$10^{150}$ the first step without $\\eps$ is one learning rate, and no later step is "
    "longer if they fall tenfold a step. Whatever the gradients do, no step exceeds "
    "[{{learn/adam:largest_step}}](adam.md#how-large-can-a-step-be) at $\\beta_1 = 0.9$, "
    "$\\beta_2 = 0.999$.",
    otherwise="It is true of gradients, from the first on, whose $\\v$ the number format rounds to "
    "0: up to {{half_lost}} in float16, up to {{single_lost}} in float32.",
    statistic="the largest of a hundred steps at ε = 0, over gradients that start at 10⁻¹⁵⁰ to "
    "10¹⁵⁰ and fall tenfold a step, in learning rates,",
    evidence=("figure edges_of_formats",),
    counter_example={"name": "binary16", "smallest": 1e-3, "largest": 1.0},
)
def explodes_without_eps(
    name: str = "binary64", smallest: float = 1e-150, largest: float = 1e150
) -> Finding:
    """Some step without ε exceeds what exact arithmetic allows any step to be."""
    g = np.geomspace(smallest, largest, 61) * streams.growing(100, 0.1)
    rule = in_type(adam(1.0, B1, B2, 0.0), name)
    state, longest = rule.init(g[0]), 0.0
    with np.errstate(all="ignore"):
        for now in g:
            step, state = rule.update(now, state, now)
            longest = max(longest, float(np.nanmax(np.abs(step))))
    return Finding(longest, ">", float(theory.adam_step_supremum(B1, B2)))


@page.claim(
    says="ε only avoids a division by zero.",
    verdict="false",
    heard="docstrings that give no other reason for ε",
    holds="It changes every step of a gradient that is not far above it: at $|\\g| = \\eps$ by "
    "half, at ten times that by a tenth. It is a floor under the gradients that count.",
    otherwise="It would be true, within one percent, if no gradient were smaller than a hundred "
    "times ε.",
    statistic="over gradients from ε to 1, none of them 0, the largest part of the first step "
    "that ε takes away",
    evidence=("figure step_against_gradient",),
    form=".2g",
    counter_example={"smallest": 1e-6},
)
def only_avoids_division_by_zero(smallest: float = EPS) -> Finding:
    """Over gradients that are not zero, ε changes the first step by at most one percent."""
    g = np.geomspace(smallest, 1.0, 41)
    return Finding(float(np.max(1 - first_step(g) / first_step(g, 0.0))), "<=", 0.01)


@page.claim(
    says="Whether ε stands inside or outside the root makes no difference.",
    verdict="false",
    heard="code that moves it from one place to the other and keeps its value",
    holds="Inside the root it is in units of $\\g^2$. At $10^{-8}$ a gradient of $10^{-4}$ steps "
    "{{outside_step}} with $\\eps$ outside and {{inside_step}} with it inside; smaller ones differ "
    "far more.",
    otherwise="The square of $\\eps$ inside the root does nearly what $\\eps$ does outside: the "
    "steps then differ by a factor of at most $\\sqrt2$.",
    statistic="over gradients from ε to 1, the largest quotient of the two first steps",
    evidence=("figure step_against_gradient",),
    counter_example={"inside": EPS * EPS},
)
def placement_is_irrelevant(inside: float = EPS) -> Finding:
    """The two first steps differ by a factor of at most two over a range of gradients."""
    g = np.geomspace(1e-8, 1.0, 41)
    quotient = first_step(g) / first_step(g, inside, "inside")
    return Finding(float(np.maximum(quotient, 1 / quotient).max()), "<=", 2)


@page.claim(
    says="The same ε gives the same steps in PyTorch, Optax and Keras.",
    verdict="false",
    heard="ports from one library to another that carry the number over",
    holds="PyTorch's `eps` and Optax's are the $\\eps$ of Algorithm 1, Keras's `epsilon` is the "
    "paper's $\\hat\\epsilon.$ At equal settings PyTorch's and Keras's recorded steps are up to "
    "{{keras_from_pytorch}} learning rates apart.",
    otherwise="Between PyTorch and Optax it is true, to rounding.",
    statistic="the largest difference between PyTorch's and Keras's recorded steps at equal "
    "settings, in learning rates,",
    evidence=("figure readings",),
    counter_example={"other": "optax"},
)
def same_number_same_steps(other: str = "keras") -> Finding:
    """Recorded steps at equal settings differ by at most a billionth of a learning rate."""
    return Finding(apart("pytorch", other), "<=", 1e-9)


@page.claim(
    says="Adam is invariant to the scale of the gradients.",
    verdict="depends",
    heard="the abstract of {{cite kingma2015}}: “invariant to diagonal rescaling of the gradients”",
    holds="As long as gradients are far above $\\eps$: a thousandth of noise of size 1 changes no "
    "step by a hundredth of a learning rate. Without $\\eps$ the scale cancels altogether, as "
    "long as the number format can hold $\\g^2$ and $\\v$ with all their digits.",
    otherwise="A billionth of the same noise gives other steps: $\\eps$ is in units of the "
    "gradient, and does not shrink with it.",
    statistic="the largest change of a step when all gradients are multiplied by 2⁻¹⁰, in "
    "learning rates,",
    evidence=("exercise scaled_eps",),
    form=".2g",
    counter_example={"power": -30},
)
def invariant_to_scale(power: int = -10) -> Finding:
    """Steps under noise change by at most a hundredth of a learning rate."""
    g = streams.noisy(500)
    plain, scaled = (feed(adam(1.0), scale * g).step for scale in (1.0, 2.0**power))
    return Finding(float(np.abs(plain - scaled).max()), "<=", 0.01)


@page.claim(
    says="Without ε, gradients scaled by a power of two give the same steps to the last bit, as "
    "long as no g² or v leaves the format's normal range.",
    verdict="true",
    heard=None,
    holds="Squares, averages, root and quotient all scale by powers of two, which changes "
    "exponents and no digits. In float64 and under noise of size 1 there is room down to about "
    "$2^{-500}$.",
    otherwise="Below it $\\v$ is subnormal and loses digits, then is 0; at $2^{-540}$ no step is "
    "finite. For a factor of 3 the last digits differ anywhere, and so they do with $\\eps$.",
    statistic="the number of steps, of 500 under noise, that differ in any bit when the gradients "
    "are multiplied by 2⁻⁵⁰⁰,",
    evidence=("the derivation of a change of scale, above",),
    form="d",
    counter_example={"scale": 2.0**-540},
)
def bitwise_for_powers_of_two(scale: float = 2.0**-500) -> Finding:
    """No step differs."""
    g = streams.noisy(500)
    with np.errstate(all="ignore"):
        plain, scaled = (feed(adam(1.0, eps=0.0), factor * g).step for factor in (1.0, scale))
    return Finding(float(np.count_nonzero(plain != scaled)), "<=", 0)


@page.claim(
    says="In float16, raise ε to 1e-4 and Adam works.",
    verdict="false",
    heard="forum answers and pull requests that mend NaNs in half precision {{citep isozaki2022}}",
    holds="The infinite steps become finite, up to {{half_step_4}} learning rates. The fault is "
    "$\\v$, which is 0 for gradients up to {{half_lost}}; they are divided by $\\eps$ alone.",
    otherwise="With $\\eps$ as large as the gradients that $\\v$ loses no step is too large, and "
    "Adam is momentum for all of them.",
    statistic="the largest first step over every positive float16, in learning rates,",
    evidence=("figure raising_eps_in_half",),
    counter_example={"eps": 5.5e-3},
)
def raised_eps_mends_half(eps: float = 1e-4) -> Finding:
    """No first step exceeds the learning rate by more than one percent."""
    return Finding(float(first_step(all_halves(), eps, name="binary16").max()), "<=", 1.01)


@page.claim(
    says="bfloat16 has the range of float32, so Adam's state can be kept in it.",
    verdict="false",
    heard="advice to save memory",
    holds="It has the range and not the digits. $\\beta_2 = 0.999$ rounds to {{b2_in_bfloat}}, and "
    "$\\v$ never forgets: after ten thousand gradients of 1 and as many of a hundredth it is still "
    "{{kept_v}}.",
    otherwise="With $\\beta_2 = 0.99$, of which bfloat16 makes {{b2_99_in_bfloat}}, $\\v$ does "
    "decay, and $\\sqrt{\\vhat}$ is then off by some ten percent only.",
    statistic="√v̂ after these gradients, over the same in float32,",
    evidence=("figure bfloat_never_forgets",),
    counter_example={"b2": 0.99},
)
def bfloat_state_is_enough(b2: float = B2) -> Finding:
    """After a change of scale the root of v̂ is within a factor of two of float32's."""
    last = [large_then_small(name, b2).state.v_hat[-1, 0] for name in ("bfloat16", "binary32")]
    return Finding(float(np.sqrt(last[0] / last[1])), "<=", 2)

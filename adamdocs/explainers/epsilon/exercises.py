"""What the page asks: a prediction and exercises, their answers computed."""

from adamdocs import streams, theory
from adamdocs.explainers.epsilon.experiments import TYPES, first_step, page, step_after_fall
from adamdocs.explainers.epsilon.numbers import half_at
from adamdocs.optimizers import adam
from adamdocs.runs import feed


@page.prediction(
    question="Set $\\eps$ to 0, in double precision. Ten gradients of 1 are followed by gradients "
    "of $10^{-30}$. How long is the step a thousand steps later?",
    choices=("It has exploded", "One learning rate", "About zero"),
    right="About zero",
    solution="It is {{fallen_step}} learning rates. $\\mhat$ forgets a tenth at every step and is "
    "down to $10^{-30}$, while $\\v$ forgets a thousandth and still holds the large gradients. "
    "Falling gradients make steps without $\\eps$ shorter, not longer.",
)
def after_the_fall() -> str:
    """What the step without ε is a thousand steps after the gradients have fallen."""
    step = step_after_fall()
    return "It has exploded" if step > 10 else "One learning rate" if step > 0.1 else "About zero"


@page.exercise(
    question="You port a run from PyTorch, at its default $\\eps = 10^{-8}$, to Optax and put "
    "`eps_root=1e-8, eps=0`. For which gradient is the first step half a learning rate now?",
    solution="Inside the root $\\g/\\sqrt{\\g^2+\\eps} = 1/2$ means $3\\g^2 = \\eps$: "
    "**{{ported_half}}**, thousands of times the gradient at which it was half before.",
    form=".1e",
    expect=lambda: theory.half_step_gradient(1e-8, "inside"),
    tolerance=1e-6,
)
def ported_half() -> float:
    """Gradient whose first step is half with ε = 1e-8 inside the root."""
    return half_at(1e-8, "inside")


@page.exercise(
    question="Keras, at its default $\\hat\\epsilon = 10^{-7},$ meets a first gradient of "
    "$10^{-6}.$ How many learning rates is the first step?",
    solution="At $t = 1$ the factor is $1/\\sqrt{1-\\beta_2} = {{hat_factor_first}}$, so "
    "$\\eps = {{hat_factor_first}} \\cdot 10^{-7}$ and the step is "
    "$\\g/(\\g+\\eps)$: **{{keras_first}}**. PyTorch's is {{step_100}}.",
    form=".2f",
    expect=lambda: theory.step_with_eps(1e-6, 1e-7, "efficient"),
)
def keras_first() -> float:
    """First step for a gradient of 1e-6 at Keras's default."""
    return float(first_step(1e-6, 1e-7, "efficient")[0])


@page.exercise(
    question="To keep float16 gradients from vanishing you multiply the loss by 1024, and forget "
    "to divide the gradients again before Adam. Which $\\eps$ would do to the true gradients what "
    "$10^{-8}$ now does?",
    solution="Divide numerator and denominator by 1024: $\\eps$ becomes $10^{-8}/1024$, "
    "**{{scaled_eps}}**. Adam's steps hide the mistake; only $\\eps$ sees it.",
    form=".1e",
    expect=lambda: theory.eps_after_rescaling(1e-8, 1024.0),
)
def scaled_eps() -> float:
    """ε with which Adam takes on unscaled gradients the steps it takes on scaled ones."""
    g = streams.constant(1, 1e-9)
    step = -feed(adam(1.0), 1024 * g).step[0, 0]
    return float(1e-9 * (1 / step - 1))


@page.exercise(
    question="A weight of 1 is kept in bfloat16, and Adam's step is one learning rate, downward. "
    "Above which learning rate does the weight move at all?",
    solution="The next number below 1 is $2^{-8}$ away, and a step of at most half of that is "
    "rounded off: **{{least_moving_rate}}**. At Adam's default rate the weight stays at "
    "{{weight_after_step}} for ever. Keep the weights in float32 as well.",
    form=".3g",
    expect=lambda: 2.0 ** -(theory.float_format("bfloat16").precision + 1),
    tolerance=1e-4,
)
def least_moving_rate() -> float:
    """Largest rate at which a bfloat16 weight of 1 does not move, by bisection."""
    weight, low, high = TYPES["bfloat16"](1.0), 1e-4, 1e-1
    for _ in range(60):
        middle = 0.5 * (low + high)
        step = feed(adam(middle, eps=0.0), streams.constant(1)).step[0, 0]
        stays = TYPES["bfloat16"](float(weight) + step) == weight
        low, high = (middle, high) if stays else (low, middle)
    return low

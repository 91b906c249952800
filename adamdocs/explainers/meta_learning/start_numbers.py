"""Numbers of the page: starts learned by MAML."""

from adamdocs.explainers.meta_learning.experiments import page
from adamdocs.explainers.meta_learning.starts import (
    from_joint,
    learned,
    less,
    one_adam_step,
    typical,
    untaught,
)
from adamdocs.labs.chance import mean_interval, paired_interval

TRAINED = "training of ten networks a rule"
TUNED = "the best of a grid of rates"
COMPARED = "measured on waves drawn by ten seeds"


@page.number(pinned=1.73, reason=TRAINED, form=".2f")
def maml_sgd() -> float:
    """Error after three steps of gradient descent from MAML's start."""
    return float(learned("sgd", "MAML").interval.mean)


@page.number(pinned=0.18, reason=TRAINED, form=".2f")
def maml_sgd_width() -> float:
    """Half width of its interval."""
    return float(learned("sgd", "MAML").interval.half_width)


@page.number(pinned=2.46, reason=TRAINED, form=".2f")
def maml_adam() -> float:
    """Error after three steps of Adam from the start of MAML with Adam inside."""
    return float(learned("adam", "MAML").interval.mean)


@page.number(pinned=0.15, reason=TRAINED, form=".2f")
def maml_adam_width() -> float:
    """Half width of its interval."""
    return float(learned("adam", "MAML").interval.half_width)


@page.number(pinned=2.73, reason=TRAINED, form=".2f")
def first_sgd() -> float:
    """The same of first-order MAML, gradient descent inside."""
    return float(learned("sgd", "first order").interval.mean)


@page.number(pinned=2.80, reason=TRAINED, form=".2f")
def first_adam() -> float:
    """The same of first-order MAML, Adam inside."""
    return float(learned("adam", "first order").interval.mean)


@page.number(pinned=0.03, reason=TUNED, form=".6g")
def first_adam_rate() -> float:
    """Its inner rate."""
    return learned("adam", "first order").inner


@page.number(pinned=0.1, reason=TUNED, form=".6g")
def maml_adam_rate() -> float:
    """Inner rate of MAML with Adam inside."""
    return learned("adam", "MAML").inner


@page.number(pinned=2.99, reason=TRAINED, form=".2f")
def joint_sgd() -> float:
    """The same from the start trained jointly, gradient descent inside."""
    return float(learned("sgd", "joint").interval.mean)


@page.number(pinned=4.26, reason=TRAINED, form=".2f")
def untaught_error() -> float:
    """The same from networks that learned nothing."""
    return float(untaught().mean())


@page.number(pinned=0.73, reason=TRAINED, form=".2f")
def adam_behind() -> float:
    """Error of MAML with Adam inside less that with gradient descent inside."""
    return float(less(("adam", "MAML"), ("sgd", "MAML")).mean)


@page.number(pinned=0.19, reason=TRAINED, form=".2f")
def adam_behind_width() -> float:
    """Half width of its interval."""
    return float(less(("adam", "MAML"), ("sgd", "MAML")).half_width)


@page.number(pinned=1.00, reason=TRAINED, form=".2f")
def first_behind() -> float:
    """Error of first-order MAML less that of MAML, gradient descent inside."""
    return float(less(("sgd", "first order"), ("sgd", "MAML")).mean)


@page.number(pinned=0.25, reason=TRAINED, form=".2f")
def first_behind_width() -> float:
    """Half width of its interval."""
    return float(less(("sgd", "first order"), ("sgd", "MAML")).half_width)


@page.number(pinned=0.01, reason=TRAINED, form=".2f")
def one_step_behind() -> float:
    """The same with a single inner step of Adam."""
    exact, first = one_adam_step()
    return float(paired_interval(first, exact).mean)


@page.number(pinned=0.11, reason=TRAINED, form=".2f")
def one_step_behind_width() -> float:
    """Half width of its interval."""
    exact, first = one_adam_step()
    return float(paired_interval(first, exact).half_width)


@page.number(pinned=1.75, reason=TRAINED, form=".2f")
def joint_sgd_20() -> float:
    """Error after 20 steps of gradient descent from the start trained jointly."""
    return float(mean_interval(from_joint(20)["sgd"]).mean)


@page.number(pinned=1.36, reason=TRAINED, form=".2f")
def joint_adam_20() -> float:
    """The same of Adam."""
    return float(mean_interval(from_joint(20)["adam"]).mean)


@page.number(pinned=0.75, reason=COMPARED, form=".2f")
def cosine_sgd_2() -> float:
    """Cosine of first-order with exact meta-gradient, two steps of gradient descent."""
    return float(typical("gradient descent", 2).mean)


@page.number(pinned=0.50, reason=COMPARED, form=".2f")
def cosine_sgd_8() -> float:
    """The same for eight steps."""
    return float(typical("gradient descent", 8).mean)


@page.number(pinned=-0.61, reason=COMPARED, form=".2f")
def cosine_adam_3() -> float:
    """The same for three steps of Adam."""
    return float(typical("Adam", 3).mean)


@page.number(pinned=0.05, reason=COMPARED, form=".2f")
def cosine_adam_3_width() -> float:
    """Half width of its interval."""
    return float(typical("Adam", 3).half_width)


@page.number(pinned=0.96, reason=COMPARED, form=".2f")
def cosine_adam_small() -> float:
    """The same for three steps at a tenth of the inner rate."""
    return float(typical("Adam at a tenth", 3).mean)


@page.number(pinned=0.42, reason=COMPARED, form=".2f")
def cosine_adam_8() -> float:
    """The same for eight steps of Adam."""
    return float(typical("Adam", 8).mean)

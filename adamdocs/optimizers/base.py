"""What every update rule is made of: the `Rule`, its decorator, the check of hyper-parameters."""

import inspect
import math
from collections.abc import Callable, Mapping
from functools import wraps
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, get_args, get_origin

import numpy as np

from adamdocs.checks import check_count

Init = Callable[[Any], Any]
Update = Callable[[Any, Any, Any], tuple[Any, Any]]


class Rule(NamedTuple):
    """An update rule: a pure pair of functions, with what is known about it.

    `init(theta)` gives the state before the first step; `update(g, state, theta)` gives
    `(step, state)`, and the parameters move to `theta + step`. Nothing is changed in place.

    Shapes: `theta` and `g` are `(..., d)`: any number of batch axes, then one axis of coordinates.
    Hyper-parameters are scalars or arrays whose last axis has length 1, so that a batch of rates
    `(n, 1)` cannot be mistaken for one rate per coordinate. A rule of `MATRIX_RULES` looks at the
    last two axes together: `theta` is `(..., rows, columns)`, a batch of rates `(n, 1, 1)`.

    Attributes:
        name: the factory's name, a key of `RULES` or `MATRIX_RULES`.
        init: state before the first step.
        update: the formula. It checks no values; `adamdocs.runs` watches for them.
        hyper: the hyper-parameters by name.
        memory: the state fields on which later steps depend, one number per parameter each unless
            the rule says otherwise. All other fields show a symbol of the equation or count steps.
        axes: how many of the last axes of `theta` the rule looks at together: 1, or 2 of a matrix.
    """

    name: str
    init: Init
    update: Update
    hyper: Mapping[str, Any]
    memory: tuple[str, ...]
    axes: int = 1


def rule[**P](
    memory: tuple[str, ...], axes: int = 1
) -> Callable[[Callable[P, tuple[Init, Update]]], Callable[P, Rule]]:
    """Make a checked factory of `Rule`s from a function that returns `(init, update)`."""

    def decorate(make: Callable[P, tuple[Init, Update]]) -> Callable[P, Rule]:
        signature = inspect.signature(make)

        @wraps(make)
        def factory(*args: P.args, **kwargs: P.kwargs) -> Rule:
            bound = signature.bind(*args, **kwargs)
            bound.apply_defaults()
            hyper = MappingProxyType(dict(bound.arguments))
            check_hyper(signature, make.__name__, hyper, axes)
            init, update = make(*args, **kwargs)
            init = checked(make.__name__, init, axes)
            return Rule(make.__name__, init, update, hyper, memory, axes)

        return factory

    return decorate


NUMBERS: Mapping[str, tuple[Callable[[Any], Any], str]] = {
    "lr": (lambda x: (x >= 0) & (x < math.inf), "finite and at least 0"),
    "eps": (lambda x: (x >= 0) & (x < math.inf), "finite and at least 0"),
    "eps_relative": (lambda x: (x >= 0) & (x < math.inf), "finite and at least 0"),
    "initial": (lambda x: (x >= 0) & (x < math.inf), "finite and at least 0"),
    "weight_decay": (lambda x: (x >= 0) & (x < math.inf), "finite and at least 0"),
    "clip": (lambda x: x > 0, "above 0 (infinity is allowed)"),
    "mu_decay": (lambda x: x >= 0, "at least 0 (infinity is allowed)"),
    "b1": (lambda x: (x >= 0) & (x < 1), "in [0, 1)"),
    "b2": (lambda x: (x >= 0) & (x < 1), "in [0, 1)"),
}
NEGATIVE_B1 = (lambda x: (x > -1) & (x < 1), "in (-1, 1)")
NEGATIVE_HINT = ", or in (-1, 1) with negative_momentum=True"


def checked(name: str, init: Init, axes: int) -> Init:
    """An `init` that refuses parameters with fewer axes than a matrix rule needs."""

    def first_state(theta: Any) -> Any:
        if np.ndim(theta) < axes or 0 in np.shape(theta):
            raise ValueError(
                f"{name}: theta must be a matrix (..., rows, columns), got shape {np.shape(theta)}"
            )
        return init(theta)

    return init if axes == 1 else first_state


def check_hyper(
    signature: inspect.Signature, name: str, hyper: Mapping[str, Any], axes: int
) -> None:
    """Refuse hyper-parameters outside their range, of the wrong shape or unknown.

    Raises:
        ValueError: naming the rule, the argument, its value and what is allowed.
    """
    for key, value in hyper.items():
        label, annotation = f"{name}: {key}", signature.parameters[key].annotation
        if annotation is bool:
            if not isinstance(value, bool):
                raise ValueError(f"{label} must be True or False, got {value!r}")
        elif get_origin(annotation) is Literal:
            if value not in get_args(annotation):
                allowed = ", ".join(map(repr, get_args(annotation)))
                raise ValueError(f"{label} must be one of {allowed}, got {value!r}")
        elif annotation is int:
            check_count(label, value)
        else:
            inside, allowed = NUMBERS[key]
            if key == "b1" and hyper.get("negative_momentum") is True:
                inside, allowed = NEGATIVE_B1
            elif key == "b1" and "negative_momentum" in hyper:
                allowed += NEGATIVE_HINT
            _check_shape(label, np.shape(value), axes)
            _check_number(label, value, inside, allowed)


def _check_shape(label: str, shape: tuple[int, ...], axes: int) -> None:
    if shape and shape[-axes:] != (1,) * axes:
        end = "an axis of length 1" if axes == 1 else "two axes of length 1"
        raise ValueError(
            f"{label} must be a scalar or end in {end} (one value per row of a batch), "
            f"got shape {shape}"
        )


def _check_number(label: str, value: Any, inside: Callable[[Any], Any], allowed: str) -> None:
    try:  # the real part, so that a complex step can be taken through a rule
        good = inside(getattr(value, "real", value))
    except TypeError:
        good = False
    if not np.all(good):
        raise ValueError(f"{label} must be {allowed}, got {value!r}")


def sign(x: Any) -> Any:
    """Sign of each entry, −1, 0 or 1; NaN stays NaN and a zero keeps its own sign."""
    return np.where(x > 0, 1.0, np.where(x < 0, -1.0, x))


def larger(a: Any, b: Any) -> Any:
    """Larger of two arrays entry by entry; NaN in either is handed on."""
    return np.where(a >= b, a, np.where(b > a, b, a + b))


def root(x: Any) -> Any:
    """Square root; of a Python float again a Python float, so that float16 arrays stay float16."""
    return math.sqrt(x) if isinstance(x, float) else np.sqrt(x)

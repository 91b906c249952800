"""A rule in another number format: every operation of its update is rounded there.

By the name of a format, or by a type that computes in it:

    feed(in_format(adam(1.0), "bfloat16"), gradients)
    feed(in_format(adam(1.0), np.float16), gradients)  # in NumPy's own arithmetic
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin
from numpy.typing import DTypeLike

from adamdocs.optimizers import Rule
from adamdocs.theory import FLOAT_FORMATS, round_to_format

__all__ = ["in_format"]

Cast = Callable[[Any], Any]


class Rounded(NDArrayOperatorsMixin):
    """An array whose arithmetic goes through `cast`: what comes in, and what comes out.

    Python's numbers become numbers of the format only when they meet an array, as with NumPy's
    own: 1 − β₂ is a difference of doubles, then rounded.
    """

    def __init__(self, values: Any, cast: Cast) -> None:
        self.values, self.cast = values, cast

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **kwargs: Any) -> Any:
        if method != "__call__" or kwargs:
            return NotImplemented
        plain = [self.cast(x.values if isinstance(x, Rounded) else x) for x in inputs]
        return Rounded(self.cast(ufunc(*plain)), self.cast)


def in_format(rule: Rule, number_format: str | DTypeLike) -> Rule:
    """The rule with gradients, state and step in a number format; the parameter stays as it is.

        feed(in_format(adam(1.0), "bfloat16"), gradients)
        feed(in_format(adam(1.0), np.float16), gradients)    in NumPy's own arithmetic

    Args:
        rule: the update rule. Powers of β and hyper-parameters stay double until they meet an
            array, as in NumPy.
        number_format: a name in `adamdocs.theory.FLOAT_FORMATS`, which is emulated by rounding
            every result; or a data type that computes by itself, such as `numpy.float16` or
            `ml_dtypes.bfloat16`.

    Returns:
        A rule whose arrays are double precision and hold numbers of the format.

    Raises:
        ValueError: there is no such format.
    """
    cast = _cast(number_format)

    def wrap(x: Any) -> Any:
        return Rounded(cast(x), cast) if np.ndim(x) else x

    def unwrap(x: Any) -> Any:
        return np.asarray(x.values, np.float64) if isinstance(x, Rounded) else x

    def update(g: Any, state: Any, theta: Any) -> tuple[Any, Any]:
        before = type(state)(*map(wrap, state))
        with np.errstate(all="ignore"):
            step, after = rule.update(wrap(np.asarray(g)), before, theta)
        return unwrap(step), type(state)(*map(unwrap, after))

    return rule._replace(update=update)


def _cast(number_format: str | DTypeLike) -> Cast:
    if isinstance(number_format, str):
        if number_format not in FLOAT_FORMATS:
            known = ", ".join(FLOAT_FORMATS)
            raise ValueError(f"number_format must be one of {known}, got {number_format!r}")
        return lambda x: _rounded(x, number_format)
    dtype = np.dtype(number_format)
    if not np.can_cast(dtype, np.float64) or dtype.kind in "biu":
        raise ValueError(f"number_format must be a name or a float type, got {number_format!r}")
    return lambda x: np.asarray(x).astype(dtype)


def _rounded(x: Any, name: str) -> Any:
    x = np.asarray(x, np.float64)
    finite = np.isfinite(x)
    return np.where(finite, round_to_format(np.where(finite, x, 0.0), name), x)

"""Derivatives through the package's own rules, by HIPS autograd, without a second copy of them.

The rules call NumPy; autograd traces its own wrapper of NumPy. NumPy asks every argument it does
not know for `__array_ufunc__` and `__array_function__` before it gives up: the bridge answers for
autograd's boxes with the wrapped function of the same name.
"""

from typing import Any

import autograd.numpy as wrapped_numpy
from autograd.numpy.numpy_boxes import ArrayBox


def _ufunc(self: Any, ufunc: Any, method: str, *inputs: Any, **kwargs: Any) -> Any:
    if method != "__call__":
        return NotImplemented
    return getattr(wrapped_numpy, ufunc.__name__)(*inputs, **kwargs)


def _function(self: Any, function: Any, types: Any, args: Any, kwargs: Any) -> Any:
    return getattr(wrapped_numpy, function.__name__)(*args, **kwargs)


def bridge_numpy() -> None:
    """Let `numpy.sqrt(box)`, `numpy.where(…, box, …)` and the like reach autograd. Idempotent.

    Source of the protocol: NumPy enhancement proposals 13 and 18.
    """
    ArrayBox.__array_ufunc__ = _ufunc
    ArrayBox.__array_function__ = _function

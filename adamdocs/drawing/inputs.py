"""What a reader hands to `plot`, as named curves in inks; or one sentence about what is wrong."""

from collections.abc import Mapping
from itertools import chain, cycle
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from adamdocs.checks import is_number
from adamdocs.drawing.numerals import number_text
from adamdocs.runs import Trace

Array = NDArray[np.float64]
MOST_ROWS = 8
SYMBOLS = {
    "g": "g",
    "m": "m",
    "m_hat": "m",
    "v": "v",
    "v_hat": "v",
    "step": "adam",
    "adam": "adam",
    "loss": "ink",
}
ORDER = ("adam", "m", "v", "theory", "alarm", "muted")


class Curve(NamedTuple):
    """Points in their order, a name (empty where none is needed) and the ink of both."""

    name: str
    ink: str
    x: Array
    y: Array


def read(
    curves: ArrayLike | Mapping[str, Any] | Trace, x: ArrayLike | None
) -> tuple[list[Curve], str]:
    """The curves, and what they show where that is known.

    Args:
        curves: as `plot` takes them.
        x: abscissae of the curves that come without.

    Raises:
        ValueError: see `plot`.
    """
    shows = ""
    if isinstance(curves, Trace):
        pairs, shows = _rows(curves, x)
    elif isinstance(curves, Mapping):
        pairs = {_name(name): _pair(name, value, x) for name, value in curves.items()}
    else:
        pairs = {"": _points("curves", x, _array("curves", curves))}
    if not pairs:
        raise ValueError("curves must hold at least one curve, got an empty mapping")
    symbols = ["loss"] if shows == "loss" and len(pairs) == 1 else list(pairs)
    inked = zip(pairs.items(), inks(symbols), strict=True)
    return [Curve(name, ink, *points) for (name, points), ink in inked], shows


def inks(names: list[str]) -> list[str]:
    """An ink for every name: its symbol's, or the next that no other curve has."""
    taken = {SYMBOLS[name] for name in names if name in SYMBOLS}
    others = chain((ink for ink in ORDER if ink not in taken), cycle(ORDER))
    return [SYMBOLS[name] if name in SYMBOLS else next(others) for name in names]


def _rows(trace: Trace, x: ArrayLike | None) -> tuple[dict[str, tuple[Array, Array]], str]:
    """One curve a row of the run: its loss, or the first coordinate of its steps."""
    count = int(np.prod(trace.start.shape[:-1], dtype=int))
    if count > MOST_ROWS:
        raise ValueError(
            f"curves: a trace may have {MOST_ROWS} rows at most, got {count}; choose some, "
            "such as {'row 0': trace.loss[:, 0]}"
        )
    if trace.loss is None and trace.step is None:
        raise ValueError("curves: the trace kept neither loss nor step; add one to keep=")
    if trace.loss is not None:
        values, shows = trace.loss, "loss"
    else:
        values = trace.step[..., 0]
        shows = "change of θ" if trace.step.shape[-1] == 1 else "change of θ, first coordinate"
    x = trace.t if x is None else x
    rows = np.reshape(values, (len(values), count)).T
    names = _row_names(trace, count)
    return {name: _points(name, x, row) for name, row in zip(names, rows, strict=True)}, shows


def _row_names(trace: Trace, count: int) -> list[str]:
    """Rows by the hyper-parameter in which they differ, if there is one; else counted."""
    if count == 1:
        return [""]
    column = (*trace.start.shape[:-1], 1)
    varied = {key: value for key, value in trace.hyper.items() if np.shape(value) == column}
    if len(varied) == 1:
        ((key, values),) = varied.items()
        names = [f"{key} = {number_text(value)}" for value in np.ravel(values)]
        if len(set(names)) == count:
            return names
    return [f"row {i}" for i in range(count)]


def _name(name: Any) -> str:
    if not isinstance(name, str):
        raise ValueError(f"curves: every name must be text, got {name!r}")
    return name


def _pair(name: str, value: Any, x: ArrayLike | None) -> tuple[Array, Array]:
    """An entry of a mapping: values, or abscissae and values."""
    label = f"curves[{name!r}]"
    try:
        paired = len(value) == 2 and all(np.ndim(part) == 1 for part in value)
    except (TypeError, ValueError):  # no length, or ragged: left to the check of the whole
        paired = False
    if not paired:
        return _points(label, x, _array(label, value))
    xs, ys = (_array(f"{label}[{i}]", part) for i, part in enumerate(value))
    if len(xs) != len(ys):
        raise ValueError(f"{label} must pair values one to one, got {len(xs)} and {len(ys)}")
    return xs, ys


def _points(label: str, x: ArrayLike | None, y: Array) -> tuple[Array, Array]:
    if x is None:
        return np.arange(1.0, len(y) + 1), y
    x = _array("x", x)
    if len(x) != len(y):
        raise ValueError(f"x must be as long as {label}, got {len(x)} and {len(y)} values")
    return x, y


def _array(label: str, value: Any) -> Array:
    """Real numbers of shape (n,), as floats.

    Raises:
        ValueError: it holds something else, nothing, or has another shape.
    """
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(f"{label} must have shape (n,), got rows of different lengths") from None
    if array.ndim != 1 or array.size == 0:
        rows = array.ndim > 1 and label.startswith("curves")
        more = "; give every row a name: {'one': ..., 'two': ...}" if rows else ""
        raise ValueError(f"{label} must have shape (n,) with n at least 1, got {array.shape}{more}")
    if array.dtype.kind not in "iuf":
        bad = next((entry for entry in array.tolist() if not is_number(entry)), array.dtype.name)
        raise ValueError(f"{label} must hold real numbers, got {bad!r}")
    return array.astype(np.float64)

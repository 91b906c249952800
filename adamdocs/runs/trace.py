"""What a run leaves behind: a `Trace`, the `Recorder` that fills it, and its table of values."""

import csv
import io
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from adamdocs.files import write_whole

Array = NDArray[np.float64]
BASIC_FIELDS = ("theta", "g", "step", "loss")


class Position(NamedTuple):
    """One player of a run after a step: parameters, state, and how it got there."""

    theta: Array
    state: Any
    g: Array
    step: Array
    loss: Array | None


@dataclass(frozen=True)
class Trace:
    """A run, stacked over time along the first axis.

    With K kept steps, batch axes `...` and d coordinates:

    Attributes:
        rule: name of the rule.
        hyper: its hyper-parameters.
        t: the kept step numbers, shape `(K,)`.
        start: parameters before the first step, `(..., d)`.
        start_loss: their loss, `(...)`; None where the run has no loss.
        theta: parameters *after* step t, `(K, ..., d)`.
        g: the gradient of step t, taken before it, `(K, ..., d)`.
        step: the rule's step times the schedule's factor, before any projection, `(K, ..., d)`.
        loss: loss at `theta`, `(K, ...)`; None where the run has no loss.
        state: the rule's own NamedTuple, each field stacked over time.
        diverged: first step at which a row met a value that is not finite, 0 where it met none,
            `(...)`. From that step on the row repeats its last finite values, with steps of 0;
            counters that all rows share run on.

    Fields that were not kept are None. All arrays are read-only.
    """

    rule: str
    hyper: dict[str, Any]
    t: NDArray[np.int64]
    start: Array
    start_loss: Array | None
    theta: Any
    g: Any
    step: Any
    loss: Any
    state: Any
    diverged: NDArray[np.int64]

    def path(self) -> Array:
        """Parameters from the start on, shape `(K + 1, ..., d)`.

        Raises:
            ValueError: `theta` was not kept.
        """
        if self.theta is None:
            raise ValueError("path needs theta, but the run did not keep it; add it to keep=")
        return np.concatenate([self.start[None], self.theta])

    def columns(self) -> dict[str, Any]:
        """Every kept field by name, the basic ones first."""
        named = {name: getattr(self, name) for name in BASIC_FIELDS}
        named |= {name: x for name, x in self.state._asdict().items() if name != "t"}
        return {name: x for name, x in named.items() if x is not None}

    def to_csv(self, path: str | os.PathLike[str] | None = None) -> str:
        """Table of the kept steps, one line a step and row, numbers at full precision.

        Columns are `t`, then `row` when the run is a batch (counted in C order), then every kept
        field; a field with several coordinates has columns `theta_0`, `theta_1`, …

        Args:
            path: file to write, replaced only once the table is complete. Without it nothing is
                written.

        Returns:
            The table.
        """
        batch = self.diverged.shape
        rows = int(np.prod(batch, dtype=int))
        header, table = ["t"], [np.repeat(self.t, rows)]
        if batch:
            header.append("row")
            table.append(np.tile(np.arange(rows), len(self.t)))
        for name, values in self.columns().items():
            flat = _spread(values, (len(self.t), *batch))
            width = flat.shape[1]
            header += [name] if width == 1 else [f"{name}_{i}" for i in range(width)]
            table += [flat[:, i] for i in range(width)]
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(zip(*(column.tolist() for column in table), strict=True))
        if path is not None:
            write_whole(Path(path), text.getvalue().encode())
        return text.getvalue()


def _spread(values: Any, shape: tuple[int, ...]) -> Any:
    """Values of a field as `(lines, width)`, repeating what a batch shares."""
    values = np.asarray(values)
    if values.ndim > len(shape) and values.shape[: len(shape)] == shape:
        return values.reshape(int(np.prod(shape)), -1)
    if values.ndim == 1:
        values = values.reshape(-1, *(1,) * len(shape))
    elif values.shape == shape:
        values = values[..., None]
    return np.broadcast_to(values, (*shape, 1)).reshape(-1, 1)


class Recorder:
    """Room for the kept fields of one player, filled as the run goes."""

    def __init__(self, position: Position, keep: Iterable[str] | None, times: list[int]) -> None:
        known = [name for name in BASIC_FIELDS if getattr(position, name) is not None]
        known += position.state._fields
        wanted = set(known) if keep is None else {keep} if isinstance(keep, str) else set(keep)
        for name in sorted(wanted - set(known)):
            raise ValueError(f"keep: {name!r} is not among {', '.join(known)}")
        self._times = times
        self._kept = 0
        self._start = position
        self._arrays: dict[str, Any] = {name: None for name in known if name in wanted}
        self._of_state = set(position.state._fields)

    def record(self, position: Position) -> None:
        """Copy the kept fields of a position into the next place."""
        for name, array in self._arrays.items():
            value = getattr(position.state if name in self._of_state else position, name)
            if array is None:
                dtype = np.int64 if name == "t" else np.float64
                array = np.empty((len(self._times), *np.shape(value)), dtype)
                self._arrays[name] = array
            array[self._kept] = value
        self._kept += 1

    def trace(self, rule: Any, diverged: NDArray[np.int64]) -> Trace:
        """What was recorded, as a read-only trace."""
        start, state = self._start, self._start.state
        for array in (*self._arrays.values(), diverged):
            array.flags.writeable = False
        return Trace(
            rule=rule.name,
            hyper=dict(rule.hyper),
            t=np.array(self._times),
            start=start.theta,
            start_loss=start.loss,
            **{name: self._arrays.get(name) for name in BASIC_FIELDS},
            state=type(state)(*(self._arrays.get(name) for name in state._fields)),
            diverged=diverged,
        )

"""The loop under every run: move all players, freeze what is no longer finite, record."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from adamdocs.checks import check_count
from adamdocs.optimizers import Rule
from adamdocs.runs.trace import Array, Position, Recorder, Trace
from adamdocs.schedules import Schedule

Project = Callable[[Array], Array]
Order = Literal["simultaneous", "alternating", "extragradient"]
Gradients = Callable[[tuple[Array, ...], int], Sequence[Array]]


def run(
    rules: Sequence[Rule],
    thetas: Sequence[Array],
    gradients: Gradients,
    steps: int,
    *,
    axes: int = 1,
    loss: Callable[[Array], Any] | None = None,
    order: Order = "simultaneous",
    schedule: Schedule | None = None,
    project: Project | None = None,
    keep: Iterable[str] | None = None,
    every: int,
) -> tuple[Trace, ...]:
    """Move all players `steps` times; the arguments are those of `descend`, `feed` and `play`.

    The last `axes` axes of parameters are one point, the others a batch.

    Raises:
        ValueError: `steps`, `every`, `keep` or the schedule is wrong, or a start's loss not finite.
    """
    check_count("steps", steps)
    check_count("every", every)
    with np.errstate(all="ignore"):  # overflow is not an accident here: it is recorded
        players = [_position(rule, theta, loss) for rule, theta in zip(rules, thetas, strict=True)]
        times = [t for t in range(1, steps + 1) if t % every == 0 or t == steps]
        recorders = [Recorder(player, keep, times) for player in players]
        alive = np.ones(thetas[0].shape[:-axes], dtype=bool)
        diverged = np.zeros(alive.shape, dtype=np.int64)
        frozen = False  # whether any row is
        for t in range(1, steps + 1):
            moved = _move(rules, players, gradients, t, order, _factor(schedule, t), project)
            if loss is not None:
                moved = [player._replace(loss=loss(player.theta)) for player in moved]
            if frozen or not _all_finite(rules, moved):
                finite = _finite_rows(rules, moved, alive.shape)
                diverged = np.where(alive & ~finite, t, diverged)
                alive = alive & finite
                frozen = not alive.all()
                moved = [_freeze(*pair, alive) for pair in zip(players, moved, strict=True)]
            players = moved
            if t % every == 0 or t == steps:
                for recorder, player in zip(recorders, players, strict=True):
                    recorder.record(player)
    return tuple(
        recorder.trace(rule, diverged.copy())
        for rule, recorder in zip(rules, recorders, strict=True)
    )


def _move(
    rules: Sequence[Rule],
    players: Sequence[Position],
    gradients: Gradients,
    t: int,
    order: Order,
    factor: float,
    project: Project | None,
) -> list[Position]:
    """All players after step t."""

    def moved(i: int, g: Array, state: Any) -> Position:
        theta = players[i].theta
        step, state = rules[i].update(g, state, theta)
        step = factor * step
        after = theta + step if project is None else project(theta + step)
        return Position(after, state, g, step, None)

    now = list(players)
    if order == "alternating":
        for i in range(len(rules)):
            g = gradients(tuple(player.theta for player in now), t)[i]
            now[i] = moved(i, g, now[i].state)
        return now
    for _ in range(2 if order == "extragradient" else 1):
        gs = gradients(tuple(player.theta for player in now), t)
        now = [moved(i, g, now[i].state) for i, g in enumerate(gs)]
    return now


def _watched(rule: Rule, player: Position) -> Iterator[Any]:
    """What must be finite: parameters, gradient, every remembered state, and the loss if any."""
    yield player.theta
    yield player.g
    for name in rule.memory:
        yield getattr(player.state, name)
    if player.loss is not None:
        yield player.loss


def _all_finite(rules: Sequence[Rule], players: Sequence[Position]) -> bool:
    """Whether all that is watched is finite and has squares that are: asked at every step."""
    for rule, player in zip(rules, players, strict=True):
        for values in _watched(rule, player):
            if not math.isfinite(np.vdot(values, values)):
                return False
    return True


def _finite_rows(
    rules: Sequence[Rule], players: Sequence[Position], batch: tuple[int, ...]
) -> NDArray[np.bool_]:
    """Which rows are finite in all that is watched."""
    finite = np.ones(batch, dtype=bool)
    for rule, player in zip(rules, players, strict=True):
        for values in _watched(rule, player):
            good = np.isfinite(values)
            finite = finite & good.all(axis=tuple(range(len(batch), good.ndim)))
    return finite


def _freeze(old: Position, new: Position, alive: NDArray[np.bool_]) -> Position:
    """The new position where a row is alive, the old one, at rest, where it is not."""

    def hold(before: Any, after: Any) -> Any:
        own = np.ndim(after) - alive.ndim  # axes of one row; counters that all rows share have none
        if own <= 0:
            return after
        return np.where(alive.reshape(alive.shape + (1,) * own), after, before)

    return Position(
        theta=hold(old.theta, new.theta),
        state=type(new.state)(*map(hold, old.state, new.state)),
        g=hold(old.g, new.g),
        step=hold(np.zeros_like(new.step), new.step),
        loss=None if old.loss is None or new.loss is None else np.where(alive, new.loss, old.loss),
    )


def _position(rule: Rule, theta: Array, loss: Callable[[Array], Any] | None) -> Position:
    value = None if loss is None else np.asarray(loss(theta))
    if value is not None and not np.isfinite(value).all():
        raise ValueError("start must have a finite loss, got one that is not")
    zeros = np.zeros_like(theta)
    theta.flags.writeable = False
    return Position(theta, rule.init(theta), zeros, zeros, value)


def _factor(schedule: Schedule | None, t: int) -> float:
    if schedule is None:
        return 1.0
    factor = schedule(t)
    if not np.all(np.isfinite(factor)):
        raise ValueError(f"schedule must give a finite factor, got {factor!r} at t = {t}")
    return factor

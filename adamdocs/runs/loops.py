"""The only loops of the project: `descend` a landscape, `feed` a rule, `play` a game."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, get_args

import numpy as np
from numpy.typing import ArrayLike

from adamdocs.landscapes import Landscape
from adamdocs.optimizers import Rule
from adamdocs.runs.engine import Order, Project, run
from adamdocs.runs.trace import Array, Trace
from adamdocs.schedules import Schedule

Gradient = Callable[[Array, int, Any], ArrayLike]
Field = Callable[[tuple[Array, ...], int, Any], Sequence[ArrayLike]]
ORDERS: tuple[Order, ...] = get_args(Order)


def descend(
    rule: Rule,
    landscape: Landscape,
    start: ArrayLike | None = None,
    *,
    steps: int,
    gradient: Gradient | None = None,
    rng: Any = None,
    schedule: Schedule | None = None,
    project: Project | None = None,
    keep: Iterable[str] | None = None,
    every: int = 1,
) -> Trace:
    """Run a rule on a landscape.

        step_t, state_t = rule.update(g_t, state_{t−1}, θ_{t−1}),   g_t = ∇f(θ_{t−1})
        θ_t = project(θ_{t−1} + factor(t) · step_t)

    A row of the batch is frozen at its first value that is not finite, and the step recorded in
    `Trace.diverged`.

    Args:
        rule: the update rule; its hyper-parameters may be batches `(n, 1)`.
        landscape: the loss surface.
        start: starting point `(d,)` or points `(..., d)`; the landscape's own if not given. Where
            that is a matrix, points are `(..., rows, columns)` and batches of rates `(n, 1, 1)`.
        steps: number of steps, at least 1.
        gradient: `gradient(theta, t, rng)` in place of the landscape's, for noise or examples.
        rng: source of randomness handed to `gradient`: `numpy.random.default_rng(seed)`, or
            `adamdocs.portable.Mulberry32`, with one seed or one a row.
        schedule: factor of the step at t = 1, 2, …
        project: map back into a bounded domain, after each step.
        keep: names of the fields to record, all if not given.
        every: record every n-th step and the last.

    Returns:
        The trace; shapes are those of start and hyper-parameters broadcast together.

    Raises:
        ValueError: an argument is outside its range or of the wrong shape, or the schedule gives a
            factor that is not finite.
    """
    if not isinstance(landscape, Landscape):
        raise ValueError(
            f"landscape must be a Landscape, such as ravine(), got {type(landscape).__name__}"
        )
    theta = _start(landscape.start if start is None else start, rule, "start")
    point: tuple[int, ...] = np.shape(landscape.start)
    if len(point) < rule.axes:
        raise ValueError(f"rule: {rule.name} needs a matrix, but {landscape.name} is over {point}")
    if theta.shape[-len(point) :] != point:
        inside = "in its last axis" if len(point) == 1 else "in its last two axes"
        raise ValueError(
            f"start must have {' by '.join(map(str, point))} coordinates {inside} for "
            f"{landscape.name}, got shape {theta.shape}"
        )

    def gradients(thetas: tuple[Array, ...], t: int) -> list[Array]:
        (theta,) = thetas
        g = landscape.grad(theta) if gradient is None else gradient(theta, t, rng)
        return [_checked(g, theta, "gradient")]

    traces = run(
        [rule],
        [theta],
        gradients,
        steps,
        axes=len(point),
        loss=landscape.value,
        schedule=schedule,
        project=project,
        keep=keep,
        every=every,
    )
    return traces[0]


def feed(
    rule: Rule,
    gradients: ArrayLike,
    start: ArrayLike | None = None,
    *,
    schedule: Schedule | None = None,
    keep: Iterable[str] | None = None,
    every: int = 1,
) -> Trace:
    """Run a rule on given gradients, whatever its steps do: open loop.

    Args:
        rule: the update rule; its hyper-parameters may be batches `(n, 1)`.
        gradients: shape `(steps, ..., d)`, as `adamdocs.streams` makes them; all finite. For a rule
            of `MATRIX_RULES` `(steps, ..., rows, columns)`, and a batch of rates is `(n, 1, 1)`.
        start: parameters before the first step, 0 if not given. Only decay looks at them.
        schedule: factor of the step at t = 1, 2, …
        keep: names of the fields to record, all if not given.
        every: record every n-th step and the last.

    Returns:
        The trace, without losses.

    Raises:
        ValueError: a gradient is not finite (the message names the first), or an argument is
            outside its range or of the wrong shape.
    """
    g = np.array(gradients, dtype=np.float64)
    if g.ndim < 2 or 0 in g.shape:
        raise ValueError(
            "gradients must have shape (steps, ..., coordinates), none of them 0, "
            f"got {g.shape}; a plain list of numbers becomes gradients[:, None]"
        )
    if not np.isfinite(g).all():
        first = tuple(int(i) for i in np.argwhere(~np.isfinite(g))[0])
        raise ValueError(
            f"gradients must be finite, got {g[first]} at step {first[0] + 1} (index {first})"
        )
    theta = _start(np.zeros(g.shape[1:]) if start is None else start, rule, "start", g.shape[1:])
    g = g.reshape(len(g), *(1,) * (theta.ndim + 1 - g.ndim), *g.shape[1:])
    spread = np.broadcast_to(g, (len(g), *theta.shape))
    traces = run(
        [rule],
        [theta],
        lambda thetas, t: [spread[t - 1]],
        len(g),
        axes=rule.axes,
        schedule=schedule,
        keep=keep,
        every=every,
    )
    return traces[0]


def play(
    rules: Sequence[Rule],
    field: Field,
    starts: Sequence[ArrayLike],
    *,
    steps: int,
    order: Order = "simultaneous",
    rng: Any = None,
    schedule: Schedule | None = None,
    project: Project | None = None,
    keep: Iterable[str] | None = None,
    every: int = 1,
) -> tuple[Trace, ...]:
    """Let several players, each with a rule of its own, descend a field together.

    Orders, with F the field:

        simultaneous:   every player moves by F at the common point
        alternating:    players move in turn, each seeing the moves before its own
        extragradient:  all look ahead by one step, and move by F at the point ahead
                        (G. M. Korpelevich, 1976); with moments the state is carried through both
                        halves, as in ExtraAdam (G. Gidel et al., ICLR 2019, arXiv:1802.10551)

    A row is frozen for all players when one of them meets a value that is not finite.

    Args:
        rules: one rule a player.
        field: `field(thetas, t, rng)` gives each player's gradient of its own loss.
        starts: starting points, one a player, `(..., d_i)` with common batch axes.
        steps: number of steps, at least 1.
        order: who sees what.
        rng: source of randomness handed to `field`.
        schedule: factor of every step at t = 1, 2, …
        project: map of each player's parameters into a bounded domain.
        keep: names of the fields to record, all if not given.
        every: record every n-th step and the last.

    Returns:
        One trace a player, without losses.

    Raises:
        ValueError: an argument is outside its range or of the wrong shape.
    """
    if order not in ORDERS:
        raise ValueError(f"order must be one of {', '.join(map(repr, ORDERS))}, got {order!r}")
    if len(rules) != len(starts) or not rules:
        raise ValueError(
            f"play needs one start a rule, got {len(rules)} rules and {len(starts)} starts"
        )
    for rule in rules:
        if rule.axes > 1:
            raise ValueError(f"rules: {rule.name} needs matrices; play takes rules of RULES")
    thetas = [
        _start(start, rule, f"starts[{i}]")
        for i, (rule, start) in enumerate(zip(rules, starts, strict=True))
    ]
    batches = [theta.shape[:-1] for theta in thetas]
    try:
        batch = np.broadcast_shapes(*batches)
    except ValueError:
        raise ValueError(f"starts must share their batch axes, got {batches}") from None
    thetas = [np.broadcast_to(theta, (*batch, theta.shape[-1])).copy() for theta in thetas]

    def gradients(thetas: tuple[Array, ...], t: int) -> list[Array]:
        gs = field(thetas, t, rng)
        if len(gs) != len(thetas):
            raise ValueError(f"field must give {len(thetas)} gradients, got {len(gs)}")
        return [_checked(g, thetas[i], f"field: gradient {i}") for i, g in enumerate(gs)]

    return run(
        rules,
        thetas,
        gradients,
        steps,
        order=order,
        schedule=schedule,
        project=project,
        keep=keep,
        every=every,
    )


def _start(start: ArrayLike, rule: Rule, name: str, shape: tuple[int, ...] = ()) -> Array:
    """Starting parameters as floats, broadcast against batched hyper-parameters."""
    theta = np.array(start, dtype=np.float64)
    if theta.ndim == 0 or theta.size == 0:
        raise ValueError(
            f"{name} must have shape (..., coordinates), got {theta.shape}; write [x], not x"
        )
    if not np.isfinite(theta).all():
        raise ValueError(f"{name} must be finite, got {start!r}")
    shapes = [np.shape(value) for value in rule.hyper.values()]
    try:
        full = np.broadcast_shapes(theta.shape, shape, *shapes)
    except ValueError:
        raise ValueError(
            f"{name} of shape {theta.shape} does not broadcast against gradients {shape} and the "
            f"hyper-parameters of {rule.name}, shapes {[s for s in shapes if s]}"
        ) from None
    return np.broadcast_to(theta, full).copy()


def _checked(g: ArrayLike, theta: Array, name: str) -> Array:
    g = np.asarray(g, dtype=np.float64)
    if g.shape != theta.shape:
        raise ValueError(f"{name} must have theta's shape {theta.shape}, got {g.shape}")
    return g

"""The game xy: one player goes down it in x, the other up it in y; its saddle is (0, 0).

    x, y = duel(adam, "simultaneous", lr=0.1, b1=0.9, start=(1.0, 1.0), steps=4000)

`docs/javascripts/games.js` mirrors this module to the bit.
"""

from collections.abc import Callable, Sequence
from typing import Any, Literal, NamedTuple, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from adamdocs.optimizers import Rule, adam, momentum, optimistic_adam
from adamdocs.runs import play
from adamdocs.runs.engine import Order
from adamdocs.runs.loops import Field
from adamdocs.theory.games import Play

Array = NDArray[np.float64]
Method = Literal["descent", "adam"]
PLAYS: tuple[Play, ...] = get_args(Play)
METHODS: tuple[Method, ...] = get_args(Method)


class Duel(NamedTuple):
    """Places of both players from the start on, `(steps + 1, ...)`."""

    x: Array
    y: Array

    @property
    def distance(self) -> Array:
        """How far from the saddle they are: √(x² + y²)."""
        with np.errstate(over="ignore"):  # of players who are all but gone
            return np.sqrt(self.x * self.x + self.y * self.y)


def game(thetas: tuple[Array, ...], t: int, rng: Any) -> list[Array]:
    """Each player's gradient of its own loss: of xy by x, of −xy by y."""
    x, y = thetas
    return [y, -x]


def optimistic(field: Field) -> Field:
    """A field that foresees its change: 2 g_t − g_{t−1}, with g_0 = 0.

    C. Daskalakis, A. Ilyas, V. Syrgkanis and H. Zeng, ICLR 2018, arXiv:1711.00141. It remembers the
    last gradients: one field for one run.
    """
    last: list[ArrayLike] = []

    def foreseen(thetas: tuple[Array, ...], t: int, rng: Any) -> Sequence[ArrayLike]:
        now = field(thetas, t, rng)
        before = last or [np.zeros_like(g) for g in now]
        ahead = [2 * np.asarray(g) - old for g, old in zip(now, before, strict=True)]
        last[:] = now
        return ahead

    return foreseen


def rule_of(method: Method, playing: Play, lr: Any, b1: Any, b2: Any = 0.999) -> Rule:
    """The rule of both players: an average of gradients, or Adam; optimistic where that is asked.

    Raises:
        ValueError: there is no such method, or a hyper-parameter is outside its range.
    """
    if method not in METHODS:
        raise ValueError(f"method must be one of {', '.join(METHODS)}, got {method!r}")
    if method == "descent":
        return momentum(lr, b1, ema=True, negative_momentum=True)
    make: Callable[..., Rule] = optimistic_adam if playing == "optimistic" else adam
    return make(lr, b1, b2, negative_momentum=True)


def duel(
    method: Method,
    playing: Play = "simultaneous",
    *,
    steps: int,
    lr: Any = 0.1,
    b1: Any = 0.0,
    b2: Any = 0.999,
    start: tuple[float, float] = (1.0, 1.0),
    every: int = 1,
) -> Duel:
    """Let two players of one rule meet on xy.

    Args:
        method: `"descent"`, gradient descent on an average of gradients, or `"adam"`.
        playing: an order of `runs.play`, or `"optimistic"`, in which both move at once.
        steps: number of steps.
        lr: learning rate, or a batch of them `(n, 1)`.
        b1: β₁ in (−1, 1), likewise.
        b2: β₂ of Adam, likewise.
        start: places (x, y) before the first step.
        every: keep every n-th step and the last.

    Raises:
        ValueError: an argument is outside its range or of the wrong shape.
    """
    if playing not in PLAYS:
        raise ValueError(f"playing must be one of {', '.join(PLAYS)}, got {playing!r}")
    rule = rule_of(method, playing, lr, b1, b2)
    foresees = playing == "optimistic" and method == "descent"
    order: Order = "simultaneous" if playing == "optimistic" else playing
    traces = play(
        [rule, rule],
        optimistic(game) if foresees else game,
        [[start[0]], [start[1]]],
        steps=steps,
        order=order,
        keep={"theta"},
        every=every,
    )
    return Duel(*(np.concatenate([one.start[None], one.theta])[..., 0] for one in traces))

"""CartPole, a pole to be balanced on a cart: many copies of gymnasium's environment at once.

REINFORCE with Adam at three learning rates on ten seeds, eight episodes an update:

    rates = np.array([0.01, 0.1, 1.0])[:, None, None]
    (course,) = reinforce([Learner(adam(rates), "mean")], seeds=range(10), updates=60)
    course.returns   # mean return of each update's episodes, (60, 3, 10)

The reference is `gymnasium.make("CartPole-v1")`: `push`, `fallen`, `STEP_LIMIT` and what a policy
observes are its own to the last bit, as `tests/labs/test_cartpole.py` shows.

Sources: A. G. Barto, R. S. Sutton and C. W. Anderson, IEEE Trans. Syst. Man Cybern. SMC-13 (1983)
834–846; M. Towers et al., Gymnasium, arXiv:2407.17032; R. J. Williams, Machine Learning 8 (1992)
229–256 for REINFORCE.
"""

import math
from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from adamdocs.checks import check_count, is_number
from adamdocs.optimizers import Rule
from adamdocs.runs import play

Array = NDArray[np.float64]
Baseline = Literal["none", "mean", "normalized"]

STEP_LIMIT = 500
START = 0.05  # every coordinate of the first state is uniform in ±START
GRAVITY, CART, POLE, HALF_LENGTH, FORCE, SECONDS = 9.8, 1.0, 0.1, 0.5, 10.0, 0.02
TOTAL, POLE_MOMENT = POLE + CART, POLE * HALF_LENGTH
EDGE, LEAN = 2.4, 12 * 2 * math.pi / 360
WEIGHTS = 5  # four observations and a constant


def push(state: Sequence[Array], right: NDArray[np.bool_]) -> tuple[Array, Array, Array, Array]:
    """State after 0.02 s of a push by 10 N to the right, or to the left, by Euler's method.

        temp = (F + m l ω² sin φ)/M
        ω̇ = (g sin φ − temp cos φ) / (l (4/3 − m cos² φ/M)),   v̇ = temp − m l ω̇ cos φ/M
        (x, v, φ, ω) + 0.02 (v, v̇, ω, ω̇)

    M is the mass of cart and pole, m the pole's, l half its length. The operations are gymnasium's
    in its order.
    """
    x, v, angle, turn = state
    force = np.where(right, FORCE, -FORCE)
    cosine, sine = np.cos(angle), np.sin(angle)
    temp = (force + POLE_MOMENT * np.square(turn) * sine) / TOTAL
    turning = (GRAVITY * sine - cosine * temp) / (
        HALF_LENGTH * (4.0 / 3.0 - POLE * np.square(cosine) / TOTAL)
    )
    speeding = temp - POLE_MOMENT * turning * cosine / TOTAL
    return (
        x + SECONDS * v,
        v + SECONDS * speeding,
        angle + SECONDS * turn,
        turn + SECONDS * turning,
    )


def fallen(state: Sequence[Array]) -> NDArray[np.bool_]:
    """Whether an episode ends here: the cart is beyond ±2.4, or the pole leans by over 12°."""
    x, _, angle, _ = state
    return np.asarray((x < -EDGE) | (x > EDGE) | (angle < -LEAN) | (angle > LEAN))


class Episodes(NamedTuple):
    """What a batch of episodes leaves behind.

    Attributes:
        lengths: steps of each, which are its return: the reward is 1 a step; `(..., episodes)`.
        surprise: 1 or 0 for a push to the right or left, minus its probability, by which the policy
            chose it; 0 after the end; `(steps, ..., episodes)`.
        seen: what it had observed, in single precision as gymnasium gives it,
            `(4, steps, ..., episodes)`.
    """

    lengths: NDArray[np.int64]
    surprise: Array
    seen: NDArray[np.float32]


def draws(seeds: Sequence[int], update: int, episodes: int) -> tuple[Array, Array]:
    """First states `(4, seeds, episodes)` and the chances by which actions are drawn.

    The latter are `(500, seeds, episodes)`. All learners of a seed get the same ones.
    """
    starts, chances = [], []
    for seed in seeds:
        rng = np.random.default_rng((seed, update))
        starts.append(rng.uniform(-START, START, (4, episodes)))
        chances.append(rng.random((STEP_LIMIT, episodes)))
    return np.stack(starts, 1), np.stack(chances, 1)


def balance(theta: Array, starts: Array, chances: Array) -> Episodes:
    """Let a policy balance poles until each falls, at most 500 steps.

        P(right | observation o) = 1/(1 + exp(−θ·(o, 1)))

    It is the softmax of two linear scores, of which only the difference θ matters.

    Args:
        theta: weights, `(..., seeds, 5)`.
        starts: first states, as `draws` gives them, `(4, seeds, episodes)`.
        chances: uniform numbers, `(500, seeds, episodes)`.

    Raises:
        ValueError: shapes do not fit.
    """
    if theta.shape[-1:] != (WEIGHTS,) or theta.shape[-2:-1] != starts.shape[1:2]:
        raise ValueError(
            f"theta must be (..., {starts.shape[1]} seeds, {WEIGHTS}), got {theta.shape}"
        )
    shape = (*theta.shape[:-1], starts.shape[-1])
    count = math.prod(shape)
    weights = np.broadcast_to(theta[..., None, :], (*shape, WEIGHTS)).reshape(count, WEIGHTS).T
    drawn = np.broadcast_to(np.arange(starts[0].size).reshape(starts.shape[1:]), shape).ravel()
    chances = chances.reshape(len(chances), -1)
    surprise = np.zeros((STEP_LIMIT, count))
    seen = np.zeros((4, STEP_LIMIT, count), np.float32)
    lengths = np.full(count, STEP_LIMIT)
    running = np.arange(count)
    state = tuple(start.ravel()[drawn] for start in starts)
    for t in range(STEP_LIMIT):
        observed = [part.astype(np.float32) for part in state]
        score = weights[-1] + sum(w * o for w, o in zip(weights, observed, strict=False))
        likely = 0.5 + 0.5 * np.tanh(0.5 * score)
        right = chances[t, drawn] < likely
        surprise[t, running] = right - likely
        for kept, part in zip(seen, observed, strict=True):
            kept[t, running] = part
        state = push(state, right)
        over = fallen(state)
        if over.any():
            lengths[running[over]] = t + 1
            stay = ~over
            if not stay.any():
                break
            running, drawn, weights = running[stay], drawn[stay], weights[:, stay]
            state = tuple(part[stay] for part in state)
    last = int(lengths.max())
    return Episodes(
        lengths.reshape(shape),
        surprise[:last].reshape(last, *shape),
        seen[:, :last].reshape(4, last, *shape),
    )


def policy_gradient(done: Episodes, baseline: Baseline = "none", scale: float = 1.0) -> Array:
    """REINFORCE's estimate of the gradient of the mean return, `(..., 5)`.

        mean over episodes of Σ_t A_t (a_t − P(right | o_t)) (o_t, 1),   a_t ∈ {0, 1}

    The return to go of a step t = 0, 1, … is R_t = L − t in an episode of L steps, without
    discount. A_t is R_t if there is no baseline. With `"mean"` it is R_t minus the mean of that
    over those episodes of the batch that still run at t. The episode itself is among them, which
    takes 1/n off the expectation with n of them. `"normalized"` divides A_t by its root mean square
    over the steps of the batch, and takes the mean over steps in place of that over episodes: a
    gradient that neither rewards nor the length of episodes can scale.

    Args:
        done: a batch of episodes.
        baseline: what is subtracted.
        scale: factor of every reward.

    Raises:
        ValueError: the baseline is unknown, or the scale not finite and positive.
    """
    if baseline not in get_args(Baseline):
        raise ValueError(
            f"baseline must be one of {', '.join(get_args(Baseline))}, got {baseline!r}"
        )
    if not (is_number(scale) and 0 < scale < np.inf):
        raise ValueError(f"scale must be finite and positive, got {scale!r}")
    lengths = done.lengths.astype(np.float64)
    t = np.arange(len(done.surprise)).reshape(-1, *(1,) * lengths.ndim)
    if baseline == "none":
        advantage = scale * (lengths - t)
    else:
        running = t < lengths
        many = np.maximum(running.sum(-1, keepdims=True), 1)
        advantage = scale * (lengths - (lengths * running).sum(-1, keepdims=True) / many)
    count = np.full(lengths.shape[:-1], float(lengths.shape[-1]))
    if baseline == "normalized":
        count = lengths.sum(-1)
        rms = np.sqrt((advantage * advantage * running).sum(0).sum(-1) / count)[..., None]
        advantage = advantage / np.where(rms > 0, rms, 1.0)
    weighted = advantage * done.surprise
    # Time first: to sum over both axes at once takes several times as long.
    parts = [(weighted * part).sum(0).sum(-1) for part in done.seen] + [weighted.sum(0).sum(-1)]
    return np.asarray(np.stack(parts, -1) / count[..., None])


class Learner(NamedTuple):
    """Who learns: a rule, and how rewards reach it.

    Attributes:
        rule: the update rule; learning rates may be a batch `(rates, 1, 1)`.
        baseline: as in `policy_gradient`.
        scale: factor of every reward; the reported return is without it.
    """

    rule: Rule
    baseline: Baseline = "none"
    scale: float = 1.0


class Course(NamedTuple):
    """One learner's course.

    Attributes:
        returns: mean return of the episodes of each update, before it; `(updates, ..., seeds)`.
        lengths: of the gradient at each update, shaped like them.
        theta: weights at the end, `(..., seeds, 5)`.
    """

    returns: Array
    lengths: Array
    theta: Array


def reinforce(
    learners: Sequence[Learner], *, seeds: Iterable[int], updates: int, episodes: int = 8
) -> tuple[Course, ...]:
    """Let learners climb their policy gradients from weights of zero, side by side.

    Args:
        learners: who learns; all have as many rates, or one each.
        seeds: integers of at least 0; learners of one seed meet the same first states and chances.
        updates: number of updates.
        episodes: episodes an update.

    Raises:
        ValueError: an argument is outside its range or of the wrong shape.
    """
    check_count("reinforce: episodes", episodes)
    seeds = list(seeds)
    for seed in seeds:
        check_count("reinforce: seeds", seed, least=0)
    if not seeds:
        raise ValueError("reinforce: seeds must hold at least one integer")
    returns: list[Array] = []
    lengths: list[Array] = []

    def field(thetas: tuple[Array, ...], t: int, rng: Any) -> list[Array]:
        done = balance(np.stack(thetas), *draws(seeds, t, episodes))
        returns.append(done.lengths.mean(-1))
        parts = (
            Episodes(done.lengths[i], done.surprise[:, i], done.seen[:, :, i])
            for i in range(len(thetas))
        )
        found = [
            policy_gradient(part, who.baseline, who.scale)
            for part, who in zip(parts, learners, strict=True)
        ]
        lengths.append(np.sqrt(np.square(found).sum(-1)))
        return [-slope for slope in found]

    start = np.zeros((len(seeds), WEIGHTS))
    traces = play(
        [who.rule for who in learners],
        field,
        [start] * len(learners),
        steps=updates,
        keep={"theta"},
        every=updates,
    )
    return tuple(
        Course(np.stack(returns)[:, i], np.stack(lengths)[:, i], trace.theta[-1])
        for i, trace in enumerate(traces)
    )

"""A bandit: arms that pay at random, and a policy that learns by REINFORCE which pays best.

Adam with a baseline on a hundred bandits whose rewards lie around four:

    task = bandits(range(100), around=4.0)
    (regret,) = reinforce([Learner(adam(0.1), baseline=True)], task, steps=1000)

The bandits are those of R. S. Sutton and A. G. Barto, Reinforcement Learning, second edition
(2018), sections 2.3 and 2.8; REINFORCE is R. J. Williams', Machine Learning 8 (1992) 229–256.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from adamdocs.checks import check_count, is_number
from adamdocs.optimizers import Rule
from adamdocs.runs import play
from adamdocs.theory import softmax

Array = NDArray[np.float64]


class Bandits(NamedTuple):
    """Bandits that are played side by side.

    Attributes:
        seeds: one a bandit.
        values: expected reward of each arm, `(seeds, arms)`; every reward has noise of variance 1.
    """

    seeds: tuple[int, ...]
    values: Array


def bandits(seeds: Iterable[int], *, around: float = 0.0, arms: int = 10) -> Bandits:
    """Bandits whose arms have values of variance 1 around a common level.

    Args:
        seeds: integers of at least 0, one a bandit.
        around: the level.
        arms: at least 2.

    Raises:
        ValueError: an argument is outside its range, or there is no seed.
    """
    check_count("bandits: arms", arms, least=2)
    if not (is_number(around) and np.isfinite(around)):
        raise ValueError(f"bandits: around must be finite, got {around!r}")
    seeds = tuple(seeds)
    for seed in seeds:
        check_count("bandits: seeds", seed, least=0)
    if not seeds:
        raise ValueError("bandits: seeds must hold at least one integer")
    drawn = [np.random.default_rng((seed, 0)).standard_normal(arms) for seed in seeds]
    return Bandits(seeds, np.stack(drawn) + around)


def chosen(policy: Array, chance: Array) -> NDArray[np.int64]:
    """Arms drawn from a policy `(..., arms)` by uniform numbers `(...)`."""
    return np.asarray((policy.cumsum(-1)[..., :-1] <= chance[..., None]).sum(-1))


class Learner(NamedTuple):
    """Who learns.

    Attributes:
        rule: the update rule; learning rates may be a batch `(rates, 1, 1)`.
        baseline: subtract from each reward the mean of those before it, from the second on; the
            first is then not learned from. That of the present reward is left out, so that the
            gradient's mean stays what it is.
    """

    rule: Rule
    baseline: bool = False


def reinforce(learners: Sequence[Learner], task: Bandits, *, steps: int) -> tuple[Array, ...]:
    """Let learners climb their policy gradients from equal probabilities, side by side.

        h ← h + rule((r − b)(e_a − π)),   π = softmax(h)

    Learners of one seed meet the same chances and, for the same arm, the same reward.

    Args:
        learners: who learns; all have as many rates, or one each.
        task: the bandits.
        steps: number of draws.

    Returns:
        For each learner the expected reward that its policy gave up against always taking the best
        arm, mean over the steps, `(..., seeds)`.

    Raises:
        ValueError: an argument is outside its range or of the wrong shape.
    """
    rngs = [np.random.default_rng((seed, 1)) for seed in task.seeds]
    chances = np.stack([rng.random(steps) for rng in rngs], 1)
    noises = np.stack([rng.standard_normal(steps) for rng in rngs], 1)
    arms = np.arange(task.values.shape[1])
    uses = np.array([who.baseline for who in learners])
    best = task.values.max(1)
    regret: Any = 0.0
    sums: Any = 0.0

    def field(thetas: tuple[Array, ...], t: int, rng: Any) -> list[Array]:
        nonlocal regret, sums
        policy = softmax(np.stack(thetas))
        regret = regret + (best - (policy * task.values).sum(-1)) / steps
        arm = chosen(policy, chances[t - 1])
        picked = arms == arm[..., None]
        reward = (picked * task.values).sum(-1) + noises[t - 1]
        learned = uses.reshape(-1, *(1,) * (reward.ndim - 1))
        before = sums / (t - 1) if t > 1 else reward
        advantage = np.where(learned, reward - before, reward)
        sums = sums + reward
        return list(-advantage[..., None] * (picked - policy))

    start = np.zeros(task.values.shape)
    rules = [who.rule for who in learners]
    play(rules, field, [start] * len(rules), steps=steps, keep=set(), every=steps)
    return tuple(regret)


def displacements(
    rules: Sequence[Rule],
    *,
    values: ArrayLike,
    policy: ArrayLike,
    baseline: float = 0.0,
    draws: int = 1,
    deviation: float = 1.0,
    steps: int,
    chains: int,
    seed: int = 0,
) -> Array:
    """How far rules would move a policy that stays as it is: `(rules, steps, chains, arms)`.

    All rules are given the same estimates, each the mean over some draws of the policy. The policy
    does not follow, so that estimates are independent and of one law, which
    `adamdocs.theory.bandit_covariance` has in closed form.

    Args:
        rules: update rules, each with one rate.
        values: expected reward of each arm, `(arms,)`.
        policy: probabilities of the arms.
        baseline: what is subtracted from every reward.
        draws: how many an estimate is the mean of.
        deviation: of an arm's rewards.
        steps: number of steps.
        chains: independent repetitions.
        seed: of the draws.

    Raises:
        ValueError: an argument is outside its range or of the wrong shape.
    """
    check_count("displacements: draws", draws)
    check_count("displacements: chains", chains)
    rng = np.random.default_rng(seed)
    q, p = np.asarray(values, dtype=np.float64), np.asarray(policy, dtype=np.float64)
    if q.shape != p.shape or q.ndim != 1:
        raise ValueError(f"values and policy must be (arms,), got {q.shape} and {p.shape}")

    def field(thetas: tuple[Array, ...], t: int, _: Any) -> list[Array]:
        counts = rng.multinomial(draws, p, chains)
        noise = deviation * np.sqrt(counts) * rng.standard_normal((chains, len(q)))
        paid = (counts * (q - baseline) + noise) / draws  # by arm, summed over its draws
        estimate = paid - p * paid.sum(-1, keepdims=True)
        return [-estimate] * len(thetas)

    start = np.zeros((chains, len(q)))
    traces = play(rules, field, [start] * len(rules), steps=steps, keep={"theta"})
    return np.stack([np.asarray(trace.theta) for trace in traces])

"""What becomes of Adam's formulas in programs that compute something else."""

import math
from dataclasses import replace
from typing import Any, NamedTuple

from adamdocs.auditing.formulas import Before, Formula, Settings, Symbols


class Change(NamedTuple):
    """One way in which a program's Adam is another one.

    Attributes:
        name: in a few words.
        says: what the program computes, and what follows, as a sentence.
        formulas: those of `Formula` that are replaced.
        accepted: whether papers or frameworks call this Adam too.
    """

    name: str
    says: str
    formulas: dict[str, Any]
    accepted: bool = False

    def of(self, formula: Formula) -> Formula:
        """The formula with this change made in it."""
        return replace(formula, **self.formulas)

    def joins(self, other: "Change") -> bool:
        """Whether both can be made at once."""
        return not self.formulas.keys() & other.formulas.keys()


def _uncorrected(average: float, was: Before, decay: float) -> float:
    return average


def _second_over(was: Before, now: Symbols, s: Settings) -> float:
    return now.m_hat / (now.v_hat + s.eps)


CHANGES: tuple[Change, ...] = (
    Change(
        "ε̂ of the efficient form",
        "It adds ε to the root of the uncorrected v, which is ε/√(1 − β₂ᵗ) beside the corrected "
        "one: the form at the end of the paper's section 2, and Keras's. It is Adam with a larger "
        "ε in the first steps.",
        {
            "over": lambda was, now, s: (
                now.m_hat / (math.sqrt(now.v_hat) + s.eps / math.sqrt(1 - s.b2**was.t))
            )
        },
        accepted=True,
    ),
    Change(
        "ε inside the root",
        "It computes √(v̂ + ε): ε is then compared with squares of gradients, and gradients below "
        "√ε take shorter steps.",
        {"over": lambda _, now, s: now.m_hat / math.sqrt(now.v_hat + s.eps)},
    ),
    Change(
        "no ε",
        "It divides by √v̂ alone; the first gradient that is 0 gives 0/0.",
        {"over": lambda _, now, s: now.m_hat / math.sqrt(now.v_hat)},
    ),
    Change(
        "no root",
        "It divides by v̂ and not by its root, so that the step is the larger the smaller the "
        "gradient.",
        {"over": _second_over},
    ),
    Change(
        "no correction of m",
        "It steps along m as it is: the first steps are too short, by 1 − β₁ᵗ.",
        {"correct_m": _uncorrected},
    ),
    Change(
        "no correction of v",
        "It divides by the root of v as it is, which is too small at first: the first steps are "
        "too long, by 1/√(1 − β₂ᵗ).",
        {"correct_v": _uncorrected},
    ),
    Change(
        "no correction",
        "It corrects neither moment: the first step is (1 − β₁)/√(1 − β₂) learning rates.",
        {"correct_m": _uncorrected, "correct_v": _uncorrected},
    ),
    Change(
        "t frozen at 1",
        "It never counts t: both corrections divide by 1 − β₁ and 1 − β₂ at every step, and the "
        "settled step is √(1 − β₂)/(1 − β₁) learning rates.",
        {"counted": lambda t: 1},
    ),
    Change(
        "t one too large",
        "Its corrections see t + 1: at the first step they undo β² and not β.",
        {"counted": lambda t: t + 1},
    ),
    Change(
        "t one too small",
        "Its corrections see t − 1, and the first of them divides by 1 − 1 = 0.",
        {"counted": lambda t: t - 1},
    ),
    Change(
        "β times t",
        "It corrects by 1 − β t where 1 − βᵗ belongs.",
        {
            "correct_m": lambda m, was, decay: m / (1 - decay * was.t),
            "correct_v": lambda v, was, decay: v / (1 - decay * was.t),
        },
    ),
    Change(
        "corrections multiplied",
        "It multiplies by 1 − βᵗ where it should divide.",
        {
            "correct_m": lambda m, was, decay: m * (1 - decay**was.t),
            "correct_v": lambda v, was, decay: v * (1 - decay**was.t),
        },
    ),
    Change(
        "m and v dropped",
        "It begins every step with m = v = 0: nothing is remembered, and only the size of t and "
        "the sign of the gradient matter.",
        {"keeps": False},
    ),
    Change(
        "β₁ and β₂ swapped",
        "It remembers gradients as long as it should remember their squares, and the other way "
        "round.",
        {"reads": lambda s: s._replace(b1=s.b2, b2=s.b1)},
    ),
    Change(
        "β₁ on the new gradient",
        "It computes m = (1 − β₁) m + β₁ g: the two weights are exchanged.",
        {"first": lambda was, _, s: (1 - s.b1) * was.m + s.b1 * was.g},
    ),
    Change(
        "β₂ on the new square",
        "It computes v = (1 − β₂) v + β₂ g²: the two weights are exchanged.",
        {"second": lambda was, _, s: (1 - s.b2) * was.v + s.b2 * was.g**2},
    ),
    Change(
        "m without 1 − β₁",
        "It adds the whole gradient to β₁ m, as heavy ball does: m is 1/(1 − β₁) times too large.",
        {"first": lambda was, _, s: s.b1 * was.m + was.g},
    ),
    Change(
        "v without 1 − β₂",
        "It adds the whole square to β₂ v: v is 1/(1 − β₂) times too large, and steps are √(1 − "
        "β₂) of Adam's.",
        {"second": lambda was, _, s: s.b2 * was.v + was.g**2},
    ),
    Change(
        "v never forgets",
        "It sums all squares, as AdaGrad does, and steps shrink for good.",
        {"second": lambda was, _, s: was.v + was.g**2},
    ),
    Change(
        "v without the square",
        "It averages g where g² belongs; a negative average has no root.",
        {"second": lambda was, _, s: s.b2 * was.v + (1 - s.b2) * was.g},
    ),
    Change(
        "v of sizes",
        "It averages |g| where g² belongs, and takes its root.",
        {"second": lambda was, _, s: s.b2 * was.v + (1 - s.b2) * abs(was.g)},
    ),
    Change(
        "v is of m",
        "It averages m² where g² belongs.",
        {"second": lambda was, m, s: s.b2 * was.v + (1 - s.b2) * m**2},
    ),
    Change(
        "v is a variance",
        "It averages (g − m)² where g² belongs, as AdaBelief does (arXiv:2010.07468).",
        {"second": lambda was, m, s: s.b2 * was.v + (1 - s.b2) * (was.g - m) ** 2},
    ),
    Change(
        "the largest v̂ so far",
        "It divides by the root of the largest corrected v̂ so far: AMSGrad, in Optax's order.",
        {"correct_v": lambda v, was, decay: max(was.v_hat, v / (1 - decay**was.t))},
    ),
    Change(
        "the largest v so far",
        "It divides by the root of the largest v so far, corrected: AMSGrad, in PyTorch's order.",
        {
            "correct_v": lambda v, was, decay: (
                max(was.v_hat * (1 - decay ** (was.t - 1)), v) / (1 - decay**was.t)
            )
        },
    ),
    Change(
        "steps of the moments before",
        "It steps along the moments of the step before, so that each gradient acts one step late.",
        {"over": lambda was, _, s: was.m_hat / (math.sqrt(was.v_hat) + s.eps)},
    ),
    Change(
        "g in place of m̂",
        "It steps along the gradient and not along its average: RMSProp with a correction.",
        {"over": lambda was, now, s: was.g / (math.sqrt(now.v_hat) + s.eps)},
    ),
    Change(
        "look-ahead",
        "It steps along β₁ m̂ + (1 − β₁) g / (1 − β₁ᵗ): a look-ahead of Nesterov's kind.",
        {
            "over": lambda was, now, s: (
                (s.b1 * now.m_hat + (1 - s.b1) * was.g / (1 - s.b1**was.t))
                / (math.sqrt(now.v_hat) + s.eps)
            )
        },
    ),
    Change(
        "the wrong sign",
        "It adds the step where it should subtract: it climbs.",
        {"rate": lambda t: -1.0},
    ),
    Change(
        "the rate over √t",
        "It divides the rate by √t, which the paper's convergence theorem does and its Algorithm 1 "
        "does not.",
        {"rate": lambda t: 1 / math.sqrt(t)},
    ),
    Change(
        "the rate over t",
        "It divides the rate by t.",
        {"rate": lambda t: 1 / t},
    ),
)

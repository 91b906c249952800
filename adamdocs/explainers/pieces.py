"""What a page is made of: figures, numbers, claims and exercises, each checked when it is built."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from adamdocs.drawing.charts import Chart

Measure = Callable[[], float]
Draw = Callable[[], Chart]
Choose = Callable[[], str]
Settings = Callable[[], Mapping[str, Any]]
Verdict = Literal["true", "false", "depends"]
Relation = Literal["<", "<=", ">", ">="]
COMPARISONS: Mapping[str, Callable[[float, float], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
HALF = 0.51  # of the unit of the last digit shown, and a little for rounding


class WrongNumber(ValueError):
    """A number does not meet its expectation."""


class WrongChoice(ValueError):
    """What a run gives is not the choice that a prediction calls right."""


class WrongVerdict(ValueError):
    """A claim's test does not bear out its verdict."""


class Reading(NamedTuple):
    """A measured number, as it stands in prose (`text`) and in formulas (`tex`)."""

    value: float
    text: str
    tex: str


class Figure(NamedTuple):
    """A figure of a page; caption and alt text may hold number tokens."""

    name: str
    draw: Draw
    caption: str
    alt: str


@dataclass(frozen=True)
class Number:
    """A number of a page: how it is measured, what it must be, and how it is written.

    Attributes:
        name: its token.
        measure: the run that gives it.
        expect: closed form it is held against, to a relative `tolerance`.
        pinned: value it is held against where no closed form exists, to one unit of its last digit.
        reason: why it is pinned.
        form: format specification of the text, such as `".2f"` or `","`.
        where: file and line of the definition, for messages.
    """

    name: str
    measure: Measure
    expect: Measure | None
    tolerance: float
    pinned: float | None
    reason: str | None
    form: str
    where: str

    def read(self) -> Reading:
        """Measure, compare with the expectation, and write.

        Raises:
            WrongNumber: the run and the expectation part, the tolerance is so wide that a
                difference would show in print, or the run gave no finite number.
        """
        value = finite(self.measure(), self.name, self.where)
        expected, allowed = self._expectation()
        if not abs(value - expected) <= allowed:
            raise WrongNumber(
                f"{self.where}: {self.name} came out as {value!r}, expected {expected!r} "
                f"within {allowed:.1g}; mend the run or the expectation, whichever is wrong"
            )
        return write(value, self.form)

    def _expectation(self) -> tuple[float, float]:
        if self.expect is not None:
            expected = float(self.expect())
            allowed = self.tolerance * abs(expected)
            shown = write(expected, self.form).text
            if allowed > HALF * last_digit(shown):
                raise WrongNumber(
                    f"{self.where}: {self.name} may be {allowed:.1g} from what is expected, which "
                    f"would show in {shown}; lower its tolerance, or write fewer digits"
                )
            return expected, allowed
        assert self.pinned is not None
        return self.pinned, last_digit(write(self.pinned, self.form).text)


class Finding(NamedTuple):
    """Result of a claim's test: the claim holds if `statistic relation threshold`."""

    statistic: float
    relation: Relation
    threshold: float

    @property
    def holds(self) -> bool:
        """Whether it does."""
        return COMPARISONS[self.relation](self.statistic, self.threshold)


@dataclass(frozen=True)
class Claim:
    """A sentence about Adam that is put to a test.

    Attributes:
        name: its token and anchor.
        says: the sentence, as it is heard.
        verdict: what the test found: "true", "false", or "depends" (true as tested, false under the
            counter-example, and neither case is rare).
        holds: what holds, in Markdown; tokens allowed.
        otherwise: under what condition the verdict would be another.
        heard: where the sentence is found; None for our own statements.
        evidence: tokens of the figures, numbers and pages that show it.
        statistic: what the test measures, in words.
        form: format specification of statistic and threshold.
        test: the test, with the tested case as default arguments.
        counter_example: arguments under which the claim must come out the other way.
        topic: where the ledger puts it, if not where its page's claims stand.
        where: file and line of the definition.
    """

    name: str
    says: str
    verdict: Verdict
    holds: str
    otherwise: str
    heard: str | None
    evidence: tuple[str, ...]
    statistic: str
    form: str
    test: Callable[..., Finding]
    counter_example: Mapping[str, Any]
    topic: str | None
    where: str

    def judge(self) -> dict[str, Any]:
        """Run the test; it must bear out the verdict.

        Returns:
            Statistic, relation, threshold and the counter-example's statistic, as they are written.

        Raises:
            WrongVerdict: it does not, or its counter-example does not turn it.
        """
        finding = self.test()
        finite(finding.statistic, self.name, self.where)
        if finding.holds != (self.verdict != "false"):
            raise WrongVerdict(
                f"{self.where}: {self.name} is called {self.verdict}, but its test found "
                f"{finding.statistic!r} {finding.relation} {finding.threshold!r} to be "
                f"{finding.holds}; mend the verdict or the test, whichever is wrong"
            )
        other = self.test(**self.counter_example)
        if other.holds == finding.holds:
            raise WrongVerdict(
                f"{self.where}: {self.name} comes out the same under its counter-example, "
                f"{other.statistic!r} {other.relation} {other.threshold!r}; choose arguments that "
                "turn the verdict"
            )
        return {
            "finding": write(finding.statistic, self.form).text,
            "relation": finding.relation,
            "threshold": write(finding.threshold, "g").text,
            "otherwise_finding": write(other.statistic, self.form).text,
        }


class Exercise(NamedTuple):
    """A question with a computed answer; the answer is the number of the same name."""

    name: str
    question: str
    solution: str


@dataclass(frozen=True)
class Prediction:
    """A question with a few answers to choose from, put before the reader sees the result.

    Attributes:
        name: its token and anchor.
        question: in Markdown; tokens allowed.
        choices: the answers, one of them right.
        right: the right one.
        solution: what is so and why, in Markdown; tokens allowed.
        choose: the run that finds the right one.
        where: file and line of the definition.
    """

    name: str
    question: str
    choices: tuple[str, ...]
    right: str
    solution: str
    choose: Choose
    where: str

    def check(self) -> dict[str, str]:
        """Run; it must find the choice that is called right.

        Raises:
            WrongChoice: it does not.
        """
        found = self.choose()
        if found != self.right:
            raise WrongChoice(
                f"{self.where}: {self.name} calls {self.right!r} right, but its run gives "
                f"{found!r}; mend the choice or the run, whichever is wrong"
            )
        return {"right": found}


class Widget(NamedTuple):
    """A widget of a page: its element, its settings, and the figure for who runs no script."""

    name: str
    element: str
    figure: str
    settings: Settings
    where: str


def write(value: float, form: str) -> Reading:
    """A number as text and as LaTeX, with a real minus and grouped thousands."""
    text = format(int(value) if form.endswith("d") else value, form).replace("-", "−")
    text = re.sub(r"e\+?(−?)0*(?=\d)", r"e\1", text)
    tex = text.replace("−", "-").replace(",", "{,}").replace("%", r"\%")
    tex = re.sub(r"e(-?\d+)", r" \\cdot 10^{\1}", tex)
    return Reading(float(value), text, tex)


def finite(value: Any, name: str, where: str) -> float:
    """The value if it is a finite number.

    Raises:
        WrongNumber: it is not.
    """
    try:
        number = float("no number") if isinstance(value, str) else float(value)
    except (TypeError, ValueError):
        got = repr(value)[:60]
        raise WrongNumber(f"{where}: {name} must give a number, got {got}; return one") from None
    if not math.isfinite(number):
        raise WrongNumber(f"{where}: {name} came out as {number!r}; mend the run, it diverged")
    return number


def last_digit(text: str) -> float:
    """Unit of the last digit of a written number: 0.01 for "6.57", 0.1 % for "12.3%"."""
    mantissa, _, exponent = text.rstrip("%").partition("e")
    digits = len(mantissa.partition(".")[2])
    unit: float = 10.0 ** (int(exponent.replace("−", "-") or 0) - digits)
    return unit / 100 if text.endswith("%") else unit


VERDICTS = get_args(Verdict)


def where_defined(function: Callable[..., Any]) -> str:
    """File, from the folder that holds the package, and line of a function."""
    code = function.__code__
    return f"{from_package(code.co_filename)}:{code.co_firstlineno}"


def from_package(file: str | None) -> str:
    """A file's path from the folder that holds the package."""
    path = Path(file or "")
    for parent in path.parents:
        if parent.name == "adamdocs":
            path = path.relative_to(parent.parent)
            break
    return path.as_posix()

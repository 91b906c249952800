"""Audits: what a program is said to print, what comes out, and what would have printed it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, NamedTuple

IS = {True: "is", False: "is not", "depends": "is on a condition"}
FEW = 3  # stretches of hits that are named one by one
Agreement = bool | Literal["depends"]  # "depends": so under one condition, and not under another
NUMERAL = re.compile(r"(?<![\w.])[-+−]?\d+(?:\.\d+)?(?!\w)")


class WrongAudit(ValueError):
    """A run does not come out as its audit has it."""


class Outcome(NamedTuple):
    """What our run of an audited program comes to.

    Attributes:
        text: what it prints.
        agrees: whether that is what is said of it; None where the program's output is quoted, and
            the two texts tell.
    """

    text: str
    agrees: Agreement | None = None


class Tried(NamedTuple):
    """One setting, changed alone or with another, in search of a printed result.

    Attributes:
        setting: what was changed, in words.
        low: smallest value.
        high: largest value.
        number: how many values.
        hits: intervals of values at which the printed text comes out.
    """

    setting: str
    low: float
    high: float
    number: int
    hits: tuple[tuple[float, float], ...] = ()

    def grid(self) -> str:
        """What was tried."""
        return f"{self.number:,} values from {_plain(self.low)} to {_plain(self.high)}"

    def told(self) -> str:
        """What was tried and found, as a sentence."""
        if len(self.hits) > FEW:
            ends = _interval(self.hits[0][0], self.hits[-1][1])
            return f"{self.setting}, {self.grid()}: {len(self.hits)} scattered stretches, {ends}."
        found = " or ".join(_interval(*hit) for hit in self.hits) or "none"
        return f"{self.setting}, {self.grid()}: {found}."


Search = Callable[[], Sequence[Tried]]


@dataclass(frozen=True)
class Audit:
    """A program of a source, rewritten from its formulas and settings, and run.

    Attributes:
        name: its token and anchor.
        heard: the source, by its kind.
        settings: as the source has them, in Markdown.
        prints: the output that the source shows, to the letter; empty where it shows none.
        says: what the source says of its program, where that is what is put to the test.
        command: what to run, in Python, on the package.
        comes_out: what our run prints.
        agrees: whether it bears out what is printed or said; "depends" where it does so under one
            condition that the source leaves open, and not under another.
        holds: what to make of it, in Markdown; tokens allowed.
        run: our run.
        search: looks for a setting that gives the printed text; None where it comes out anyway.
        where: file and line of the definition.
    """

    name: str
    heard: str
    settings: str
    prints: str
    says: str
    command: str
    comes_out: str
    agrees: Agreement
    holds: str
    run: Callable[[], Outcome]
    search: Search | None
    where: str

    def compare(self) -> dict[str, Any]:
        """Run, compare with what is printed or said, and search.

        Returns:
            `text`, `differences` of the numbers in it, and `tried`, sentences of the search.

        Raises:
            WrongAudit: our run comes out otherwise than it is written, or the search finds the
                printed text where the audit says that nothing does.
        """
        text, agrees = self.run()
        if agrees is None:
            agrees = text == self.prints
        if text != self.comes_out or agrees != self.agrees:
            raise WrongAudit(
                f"{self.where}: {self.name} printed {text!r}, which {IS[agrees]} "
                f"what it is said to print; it is written as {self.comes_out!r} with "
                f"agrees={self.agrees}: mend the run or the audit, whichever is wrong"
            )
        tried = () if self.search is None else self.search()
        return {
            "text": text,
            "differences": differences(self.prints, text),
            "tried": sentences(tried),
        }


def declared(run: Callable[[], Outcome], where: str, words: dict[str, Any]) -> Audit:
    """An audit of a function, from the arguments of `@page.audit`.

    Raises:
        ValueError: an argument is missing or unknown, or neither or both of `prints` and `says`
            are there.
    """
    needed = {"heard", "settings", "command", "comes_out", "agrees", "holds"}
    known = needed | {"prints", "says", "search"}
    name = run.__name__
    if not needed <= set(words) <= known:
        wrong = sorted((needed - set(words)) | (set(words) - known))
        raise ValueError(f"{where}: {name}: missing or unknown: {', '.join(wrong)}")
    if bool(words.get("prints")) == bool(words.get("says")):
        raise ValueError(f"{where}: {name} needs one of prints= and says=")
    blank = {"prints": "", "says": "", "search": None}
    return Audit(name=name, run=run, where=where, **(blank | words))


def sentences(tried: Sequence[Tried]) -> list[str]:
    """A search in words: a sentence for each hit, and one for all that found nothing."""
    misses = [f"{one.setting} ({one.grid()})" for one in tried if not one.hits]
    told = [one.told() for one in tried if one.hits]
    return told + ([f"No value found: {'; '.join(misses)}."] if misses else [])


def differences(printed: str, text: str) -> list[str]:
    """Ours less theirs, for every number in which two outputs of the same shape differ."""
    theirs, ours = (NUMERAL.findall(one) for one in (printed, text))
    if len(theirs) != len(ours) or NUMERAL.sub("#", printed) != NUMERAL.sub("#", text):
        return []
    pairs = zip(map(_decimal, ours), map(_decimal, theirs), strict=True)
    return [f"{a - b:+f}".replace("-", "−") for a, b in pairs if a != b]


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace("−", "-"))


def _interval(low: float, high: float) -> str:
    first, last = format(low, ".4g"), format(high, ".4g")
    return first if first == last else f"{_plain(float(first))} to {_plain(float(last))}"


def _plain(value: float) -> str:
    """A number as prose has it: no exponent where a few digits do."""
    text = f"{value:,.4g}"
    if "e" not in text:
        return text
    mantissa, _, power = f"{value:.3g}".partition("e")
    ten = f"10{str(int(power)).translate(str.maketrans('-0123456789', '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'))}"
    return ten if mantissa == "1" else f"{mantissa} · {ten}"

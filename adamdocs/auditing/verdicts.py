"""Where a program's Adam and the package's part, and what would explain it."""

import itertools
import math
import textwrap
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from adamdocs.auditing.changes import CHANGES, Change
from adamdocs.auditing.formulas import ADAM, Formula
from adamdocs.auditing.scripts import Script
from adamdocs.auditing.watching import SYMBOLS, Seen
from adamdocs.optimizers import adam
from adamdocs.runs import feed
from adamdocs.streams import noisy

STEPS = 24
CLOSE = 1e-9  # of a symbol, a way or a learning rate: far above rounding
ROUNDING = 1e-13  # of θ itself, where the rate is tiny beside it
WIDTH = 66  # of a line, as it fits below a cell of the site
SHOWN = {"m": "m", "v": "v", "m_hat": "m̂", "v_hat": "v̂", "theta": "θ"}


class Probe(NamedTuple):
    """Gradients that are given to both, and where the parameter starts."""

    name: str
    gradients: tuple[float, ...]
    start: float


class Parting(NamedTuple):
    """The first value in which two runs differ."""

    probe: str
    step: int
    symbol: str
    theirs: float
    ours: float


class Verdict(NamedTuple):
    """What an audit found.

    Attributes:
        script: what was audited.
        difference: the largest difference of θ, in learning rates; NaN if θ became none.
        parting: where the two part; None where they agree.
        changes: the fewest changes that make Adam do what the program does; empty where it is
            Adam, and where no one or two of those known do.
    """

    script: Script
    difference: float
    parting: Parting | None
    changes: tuple[Change, ...]

    @property
    def right(self) -> bool:
        """Whether the program computes Adam, in one of the forms that go by that name."""
        found = bool(self.changes) and all(change.accepted for change in self.changes)
        return self.parting is None or found

    def __str__(self) -> str:
        settings = ", ".join(f"{key} = {x:g}" for key, x in self.script.settings._asdict().items())
        lines = f"{self.script.where}, {settings}", *self.findings()
        return "\n".join(textwrap.fill(line, WIDTH) for line in lines)

    def findings(self) -> Iterator[str]:
        """What was found, a sentence or a few a line."""
        if self.parting is None:
            streams = len(probes())
            yield f"Adam: θ is the same at each of {STEPS} steps of {streams} gradient streams."
            return
        step, theirs, ours = self.parting.step, self.parting.theirs, self.parting.ours
        symbol = SHOWN[self.parting.symbol]
        yield (
            f"Parts from Adam at step {step} of {self.parting.probe}, in {symbol}: "
            f"it has {theirs:.6g}, Adam {ours:.6g}."
        )
        for change in self.changes:
            kind = "Also called Adam" if change.accepted else "Not Adam"
            yield f"{kind}: {change.name}. {change.says}"
        if not self.changes:
            known = f"none of {len(CHANGES)} known changes, alone or two together, explains it"
            yield f"Not Adam, and {known}."


def probes() -> tuple[Probe, ...]:
    """Streams that tell the known changes apart: signs, sizes near ε, growth, and a spike."""
    noise = tuple(map(float, noisy(STEPS, seed=7)[:, 0]))
    return (
        Probe("gradients of both signs", noise, 1.0),
        Probe("gradients near 0.00001", tuple(1e-5 * (g + 2) for g in noise), 0.0),
        Probe("a spike among small ones", (0.1, 0.1, 10.0, *[0.1] * (STEPS - 3)), -1.0),
    )


def judge(script: Script) -> Verdict:
    """Run a program beside the package's Adam, and look for what explains a difference.

    Raises:
        BadScript: it cannot be run.
    """
    asked = probes()
    theirs = [script.run(probe.gradients, probe.start) for probe in asked]
    ours = [_package(script, probe) for probe in asked]
    gaps = [
        abs(a["theta"] - b["theta"]) / (script.settings.lr or 1.0)
        for run, other in zip(theirs, ours, strict=True)
        for a, b in zip(run, other, strict=True)
    ]
    difference = math.nan if any(map(math.isnan, gaps)) else max(gaps)
    found = [
        _parting(script, probe, run, other)
        for probe, run, other in zip(asked, theirs, ours, strict=True)
        if not _same(script, probe, run, other)
    ]
    if not found:
        return Verdict(script, difference, None, ())
    first = min(found, key=lambda parting: (parting.step, SYMBOLS.index(parting.symbol)))
    return Verdict(script, difference, first, _explained(script, asked, theirs))


def _package(script: Script, probe: Probe) -> list[Seen]:
    """What the package's Adam computes."""
    rule = adam(**script.settings._asdict())
    run = feed(rule, np.array(probe.gradients)[:, None], np.array([probe.start]))
    columns = run.columns()
    return [{name: float(columns[name][k, 0]) for name in SYMBOLS} for k in range(STEPS)]


def _same(script: Script, probe: Probe, run: Sequence[Seen], other: Sequence[Seen]) -> bool:
    """Whether θ is the same at every step, up to rounding."""
    return all(
        _close(script, probe, "theta", a["theta"], b["theta"])
        for a, b in zip(run, other, strict=True)
    )


def _parting(script: Script, probe: Probe, run: Sequence[Seen], other: Sequence[Seen]) -> Parting:
    """The first value that differs, among the symbols that the program names."""
    return next(
        Parting(probe.name, step, symbol, a[symbol], b[symbol])
        for step, (a, b) in enumerate(zip(run, other, strict=True), start=1)
        for symbol in SYMBOLS
        if symbol in a and not _close(script, probe, symbol, a[symbol], b[symbol])
    )


def _explained(
    script: Script, asked: Sequence[Probe], theirs: Sequence[Sequence[Seen]]
) -> tuple[Change, ...]:
    """The fewest changes that make Adam do the same at every step of every probe."""
    for changes in _candidates():
        formula = ADAM
        for change in changes:
            formula = change.of(formula)
        if all(
            _same(script, probe, run, _computed(formula, script, probe))
            for probe, run in zip(asked, theirs, strict=True)
        ):
            return changes
    return ()


def _candidates() -> Iterator[tuple[Change, ...]]:
    yield from ((change,) for change in CHANGES)
    yield from (pair for pair in itertools.combinations(CHANGES, 2) if pair[0].joins(pair[1]))


def _computed(formula: Formula, script: Script, probe: Probe) -> list[Seen]:
    return [
        symbols._asdict() for symbols in formula.run(probe.gradients, probe.start, script.settings)
    ]


def _close(script: Script, probe: Probe, symbol: str, a: float, b: float) -> bool:
    """Equal up to rounding; two that are no numbers are equal too."""
    if math.isnan(a) or math.isnan(b):
        return math.isnan(a) and math.isnan(b)
    allowed = CLOSE * abs(b)
    if symbol == "theta":
        way = max(abs(b - probe.start), script.settings.lr)
        allowed = CLOSE * way + ROUNDING * abs(b)
    return a == b or abs(a - b) <= allowed

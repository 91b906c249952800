"""How far a rule is from a framework's recorded steps, in learning rates and in tolerances."""

from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from adamdocs.optimizers import RULES
from adamdocs.parity.recordings import (
    FOLDER,
    Batch,
    batches,
    contents,
    recorded,
    shared,
    versions,
)
from adamdocs.parity.rounding import steps
from adamdocs.runs.trace import Array


class Found(NamedTuple):
    """The largest differences over some settings.

    Attributes:
        settings: how many.
        share: of the tolerance; 1 is the most that rounding can explain.
        where: call, number of the step, pattern and scale of the gradients of that.
        difference: in learning rates.
        step: our step there, in learning rates.
    """

    settings: int
    share: float
    where: tuple[str, int, str, float]
    difference: float
    step: float


class Group(NamedTuple):
    """Settings of one recording that have the same options: the first of them, and what was found.

    Attributes:
        ours: arguments of our rule.
        call: the framework's call.
        found: over all of them.
    """

    ours: dict[str, Any]
    call: str
    found: Found


class Comparison(NamedTuple):
    """A rule against a framework.

    Attributes:
        framework: its name in `FRAMEWORKS`.
        rule: name of the rule.
        ours: arguments of our rule that equal the framework's defaults.
        call: the framework's call at its defaults.
        default: what was found there.
        found: over all settings.
        groups: the settings by their options, the defaults' first.
        values: how many recorded numbers were compared.
    """

    framework: str
    rule: str
    ours: dict[str, Any]
    call: str
    default: Found
    found: Found
    groups: tuple[Group, ...]
    values: int

    @property
    def agrees(self) -> bool:
        """Whether rounding may explain every difference."""
        return self.found.share <= 1

    @property
    def exact(self) -> bool:
        """Whether every recorded number is ours to the last bit."""
        return self.found.difference == 0


class Survey(NamedTuple):
    """All recordings.

    Attributes:
        versions: of the libraries.
        steps: how many each run takes.
        kept: how many of them were recorded.
        sequences: how many sequences of gradients every setting was fed.
        comparisons: by framework and rule.
    """

    versions: dict[str, str]
    steps: int
    kept: int
    sequences: int
    comparisons: dict[tuple[str, str], Comparison]


def survey(folder: Path = FOLDER) -> Survey:
    """Compare every recording.

    Raises:
        ValueError: a file is missing, is none that the recorder writes, or is named after no rule.
    """
    common = shared(folder)
    found = {pair: compare(*pair, folder) for pair in recorded(folder)}
    count, sequences = common["g"].shape
    return Survey(versions(folder), count, len(common["kept"]), sequences, found)


def compare(framework: str, rule: str, folder: Path = FOLDER) -> Comparison:
    """Compare one recording.

    Raises:
        ValueError: the file is missing, is none that the recorder writes, or does not fit the rule.
    """
    settings = contents(framework, rule, folder)["settings"]
    by_row: dict[int, Found] = {}
    values = 0
    for batch in batches(framework, rule, folder):
        values += int(np.isfinite(batch.allowed).sum())
        by_row |= _by_row(rule, batch, shared(folder))
    groups = defaultdict(list)
    for row, setting in enumerate(settings):
        groups[_options(setting["ours"])].append(row)
    return Comparison(
        framework,
        rule,
        settings[0]["ours"],
        settings[0]["call"],
        by_row[0],
        _largest(list(by_row.values())),
        tuple(
            Group(**settings[rows[0]], found=_largest([by_row[row] for row in rows]))
            for rows in groups.values()
        ),
        values,
    )


def difference(rule: str, batch: Batch, **changed: Any) -> tuple[Array, Array]:
    """|difference| from the recording at every kept step, and the size of our step there."""
    taken = steps(RULES[rule](**{**batch.hyper, **changed}), batch.g, batch.theta)
    at = batch.kept - 1
    return np.abs((batch.theta + taken)[at] - batch.expected), np.abs(taken[at])


def excess(rule: str, batch: Batch, **changed: Any) -> Array:
    """|difference| / tolerance at every kept step; 1 is the most that rounding can explain."""
    return _shares(difference(rule, batch, **changed)[0], batch.allowed)


def _shares(error: Array, allowed: Array) -> Array:
    start = np.where(error == 0, 0.0, np.inf)
    shares: Array = np.divide(error, allowed, out=start, where=allowed > 0)
    return shares


def _by_row(rule: str, batch: Batch, common: dict[str, Array]) -> dict[int, Found]:
    """What was found of each setting of a batch."""
    error, size = difference(rule, batch)
    shares = _shares(error, batch.allowed)
    error = np.where(np.isfinite(batch.allowed), error, 0.0)
    found = {}
    for i, (row, call) in enumerate(zip(batch.rows, batch.calls, strict=True)):
        lr = float(batch.hyper["lr"][i, 0])
        k, d = np.unravel_index(np.argmax(shares[:, i]), shares[:, i].shape)
        where = (call, int(batch.kept[k]), str(common["pattern"][d]), float(common["scale"][d]))
        share = float(shares[k, i, d])
        k, d = np.unravel_index(np.argmax(error[:, i]), error[:, i].shape)
        found[row] = Found(1, share, where, float(error[k, i, d]) / lr, float(size[k, i, d]) / lr)
    return found


def _largest(found: list[Found]) -> Found:
    of_share = max(found, key=lambda one: one.share)
    of_size = max(found, key=lambda one: one.difference)
    count = sum(one.settings for one in found)
    return Found(count, of_share.share, of_share.where, of_size.difference, of_size.step)


def _options(ours: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
    """The arguments that are no numbers."""
    return tuple(sorted((name, v) for name, v in ours.items() if isinstance(v, bool | str)))

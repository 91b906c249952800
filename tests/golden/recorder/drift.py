"""Do newly installed PyTorch, Optax and Keras still take the recorded steps?

    python drift.py                  record anew with the libraries installed here, and compare
    python drift.py --keep FOLDER    and keep what was recorded
    python drift.py --new FOLDER     compare what was kept; needs NumPy alone
    python drift.py --old FOLDER     compare with other recordings than those beside this folder

Prints one line a rule. Exit code 0: all the same; 1: something is not; 2: a folder cannot be read.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import BadZipFile

import numpy as np

GOLDEN = Path(__file__).resolve().parents[1]
PACKAGES = {"pytorch": "torch", "optax": "optax", "keras": "keras"}
FAILURES = "failures.json"
MATRICES = "optax_matrices"
LIMIT = 2.0**22
"""Ulps beyond which a difference is drift.

Two correct programs of a rule whose averages reach back 1 / (1 − β₂) = 10⁵ gradients may be about
3 · 10⁵ ulps apart (`adamdocs.parity.rounding`), so rounding stays below; a change of a
hyper-parameter by a millionth is 4 · 10⁹ ulps.
"""


class Unreadable(Exception):
    """A folder that holds no recordings, or others than can be compared."""


class Row(NamedTuple):
    """One rule of one framework, old against new."""

    framework: str
    rule: str
    old: str
    new: str
    compared: int
    settings: int
    ulps: float
    rates: float
    verdict: str
    notes: tuple[str, ...] = ()

    @property
    def fine(self) -> bool:
        """Whether nothing is to be looked at."""
        return self.verdict in ("same", "same to rounding", "new rule")


class Run(NamedTuple):
    """One setting's recorded numbers, and what they are to be measured in.

    Shapes: `values` and `before`, the parameter before each step, are (steps, …).
    """

    call: str
    lr: float
    values: np.ndarray
    before: np.ndarray


def compare(old: Path, new: Path) -> list[Row]:
    """Compare two folders of recordings, rule by rule.

    Raises:
        Unreadable: a folder is incomplete, or their gradients are not the same.
    """
    shared = _load(old / "gradients.npz")
    for name, values in _load(new / "gradients.npz").items():
        if name not in shared or not np.array_equal(values, shared[name]):
            raise Unreadable(
                f"{new / 'gradients.npz'}: {name} is not that of {old / 'gradients.npz'}: "
                "gradients.py has changed since; record everything with record.py"
            )
    failures = _json(new / FAILURES) if (new / FAILURES).is_file() else {}
    versions = [_json(folder / "versions.json") for folder in (old, new)]
    rows = []
    for framework, package in PACKAGES.items():
        before, after = (_rules(folder, framework, shared) for folder in (old, new))
        names = [each.get(package, "unknown") for each in versions]
        why = failures.get(framework, "")
        for rule in dict.fromkeys([*before, *after]):
            failed = failures.get(f"{framework}/{rule}", {})
            row = _judge(before.get(rule), after.get(rule, {}), failed, why)
            rows.append(Row(framework, rule, *names, *row))
    if not rows:
        raise Unreadable(f"{old}: holds no recordings; name the folder that record.py wrote")
    return rows


def _rules(folder: Path, framework: str, shared: dict[str, Any]) -> dict[str, dict[str, Run]]:
    """The runs of a framework by rule and setting."""
    found = {}
    for path in sorted((folder / framework).glob("*.npz")):
        file = _load(path)
        values = file["theta"] if "theta" in file else file.get("step")
        settings = _settings(path, file)
        if values is None or len(values) != len(settings):
            raise Unreadable(f"{path}: is no recording; write it anew with record.py")
        theta = shared["theta"][shared["kept"] - 1]
        before = theta if "theta" in file else np.zeros_like(theta)
        found[path.stem] = {
            _name(one): Run(one["call"], one["ours"].get("lr", 1.0), kept, before)
            for one, kept in zip(settings, values, strict=True)
        }
    path = folder / f"{MATRICES}.npz"
    if framework == "optax" and path.is_file():
        file = _load(path)
        for i, one in enumerate(_settings(path, file)):
            kept, lr = file[f"step_{i}"], one["ours"].get("lr", 1.0)
            runs = found.setdefault(one["rule"], {})
            runs[_name(one)] = Run(one["call"], lr, kept, np.zeros_like(kept))
    return found


def _name(setting: dict[str, Any]) -> str:
    return json.dumps(setting, sort_keys=True)


def _judge(
    old: dict[str, Run] | None, new: dict[str, Run], failed: dict[str, str], why: str
) -> tuple[Any, ...]:
    """The columns of a rule from `compared` on."""
    if old is None:
        return 0, len(new), 0.0, 0.0, "new rule", ("no old recording: compare it with ours",)
    notes = [f"{call}: {error}" for call, error in failed.items()]
    both = [name for name in old if name in new]
    if not both:
        reason = [why] if why else notes or ["no setting of it was recorded anew"]
        return 0, len(old), 0.0, 0.0, "rule missing", tuple(reason)
    measured = {name: difference(old[name], new[name]) for name in both}
    ulps = max(one[0] for one in measured.values())
    rates = max(one[1] for one in measured.values())
    drifted = [f"{old[name].call}: {m[2]}" for name, m in measured.items() if m[0] > LIMIT]
    gone = [one.call for name, one in old.items() if name not in new and one.call not in failed]
    notes += drifted + [f"{call}: is no longer among the settings" for call in gone]
    verdict = "same" if rates == 0 else "same to rounding"
    if gone:
        verdict = "other settings"
    if failed:
        verdict = "new error"
    if drifted:
        verdict = "drift"
    return len(both), len(old), ulps, rates, verdict, tuple(notes)


def difference(old: Run, new: Run) -> tuple[float, float, str]:
    """The largest difference of a run in ulps and in learning rates, and where it is.

    An ulp is that of the longest change in the run, coordinate by coordinate: a step that nearly
    cancels has no digits of its own. What the last bits of the parameter explain does not count.
    """
    if old.values.shape != new.values.shape:
        return np.inf, np.inf, f"has the shape {new.values.shape}, not {old.values.shape}"
    apart = np.abs(new.values - old.values)
    longest = np.abs(old.values - old.before).max(axis=0)
    explained = 4 * np.spacing(np.abs(old.values)) * (old.before != 0)
    ulps = np.maximum(apart - explained, 0.0) / np.spacing(longest)
    where = np.unravel_index(np.argmax(ulps), ulps.shape)
    told = f"{old.values[where]!s} was recorded, {new.values[where]!s} now (entry {_entry(where)})"
    return float(ulps[where]), float(apart.max() / old.lr), told


def _entry(where: Iterable[Any]) -> str:
    return ", ".join(str(int(i)) for i in where)


def _load(path: Path) -> dict[str, np.ndarray]:
    try:
        with path.open("rb") as stream, np.load(stream) as file:  # np.load leaves a torn one open
            return dict(file)
    except FileNotFoundError:
        raise Unreadable(f"{path}: is missing; name a folder that record.py wrote") from None
    except (OSError, ValueError, EOFError, KeyError, TypeError, BadZipFile) as error:
        raise Unreadable(f"{path}: cannot be read ({error}); write it anew") from None


def _settings(path: Path, file: dict[str, np.ndarray]) -> list[dict[str, Any]]:
    try:
        return json.loads(str(file["settings"]))
    except (KeyError, ValueError):
        raise Unreadable(f"{path}: has no settings; write it anew with record.py") from None


def _json(path: Path) -> dict[str, Any]:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Unreadable(f"{path}: is missing; name a folder that record.py wrote") from None
    except ValueError as error:
        raise Unreadable(f"{path}: is no JSON ({error}); write it anew") from None


def report(rows: list[Row]) -> Iterator[str]:
    """The lines of the report."""
    head = ("framework", "rule", "old", "new", "settings", "ulps", "learning rates", "verdict")
    lines = [head]
    for row in rows:
        count = f"{row.compared} of {row.settings}"
        sizes = (f"{row.ulps:.3g}", f"{row.rates:.3g}") if row.compared else ("-", "-")
        lines.append((row.framework, row.rule, row.old, row.new, count, *sizes, row.verdict))
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    for line in lines:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        yield "  ".join(cells).rstrip()
    for row in rows:
        for note in row.notes[:3]:
            yield f"{row.framework}/{row.rule}: {row.verdict}: {note}"
        if len(row.notes) > 3:
            yield f"{row.framework}/{row.rule}: and {len(row.notes) - 3} more"
    wrong = sum(not row.fine for row in rows)
    same = sum(row.verdict == "same" for row in rows)
    yield ""
    yield f"{len(rows)} rules: {same} the same to the last bit, {wrong} to be looked at."
    if wrong:
        yield "README.md beside this file tells what to do about them."


def changes(old: Path, new: Path) -> str:
    """What stands in the place of what, in one line.

    Raises:
        Unreadable: a folder names no versions.
    """
    before, after = (_json(folder / "versions.json") for folder in (old, new))
    said = []
    for name, version in after.items():
        was = before.get(name, "unknown")
        said.append(f"{name} {version}" if was == version else f"{name} {was} -> {version}")
    return ", ".join(said)


def record_anew(folder: Path) -> None:
    """Record with the libraries installed here; what fails is told in the folder too."""
    import record  # it needs the libraries, the comparison does not

    failures: dict[str, Any] = {}
    record.main(folder, failures)
    (folder / FAILURES).write_text(json.dumps(failures, indent=1) + "\n", encoding="utf-8")


def main(arguments: list[str]) -> int:
    """The command: its exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--old", type=Path, default=GOLDEN, metavar="FOLDER")
    parser.add_argument("--new", type=Path, metavar="FOLDER")
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    asked = parser.parse_args(arguments)
    if asked.new and asked.keep:
        parser.error("--keep goes with recording anew, --new with what was kept")
    if asked.keep and asked.keep.resolve() == asked.old.resolve():
        parser.error("--keep would overwrite the recordings that are compared with")
    try:
        with tempfile.TemporaryDirectory() as temporary:
            folder = asked.new or asked.keep or Path(temporary)
            if asked.new is None:
                record_anew(folder)
            rows, versions = compare(asked.old, folder), changes(asked.old, folder)
    except Unreadable as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 2
    print("\n".join(["", versions, "", *report(rows)]))
    return 0 if all(row.fine for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

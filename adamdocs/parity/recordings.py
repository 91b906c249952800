"""Steps that PyTorch, Optax and Keras took, as `tests/golden/recorder` has written them down."""

import hashlib
import json
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import BadZipFile

import numpy as np

from adamdocs.optimizers import RULES
from adamdocs.parity.rounding import tolerance
from adamdocs.runs.trace import Array

FOLDER = Path(__file__).parents[2] / "tests" / "golden"
FRAMEWORKS = ("pytorch", "optax", "keras")
GRADIENTS, VERSIONS = "gradients.npz", "versions.json"
MEND = "record it with tests/golden/recorder, whose README tells how"

FIRST_STEP_IS_HALF = ("optax", "optimistic_adam")
"""Optax starts from d_0 = d_1 where the paper has d_0 = 0, so only its first step differs."""


class Batch(NamedTuple):
    """Settings that differ in numbers only, so that one run with a batch axis does them all.

    Shapes: `g` and `theta` (steps, settings, coordinates); `expected` and `allowed` the same at the
    kept steps, whose numbers are in `kept`; numbers in `hyper` (settings, 1).
    """

    rows: list[int]
    calls: list[str]
    hyper: dict[str, Any]
    g: Array
    theta: Array
    kept: Array
    expected: Array
    allowed: Array


def recorded(folder: Path = FOLDER) -> list[tuple[str, str]]:
    """Framework and rule of every recording.

    Raises:
        ValueError: a file is named after no rule.
    """
    found = []
    for framework in FRAMEWORKS:
        for path in sorted((folder / framework).glob("*.npz")):
            if path.stem not in RULES:
                raise ValueError(
                    f"{shown(path)}: {path.stem!r} is no rule of RULES; remove the file, or name "
                    f"it after one of: {', '.join(RULES)}"
                )
            found.append((framework, path.stem))
    return found


def fingerprint(folder: Path = FOLDER) -> str:
    """Hash of all files that a comparison reads."""
    total = hashlib.sha256()
    files = [folder / GRADIENTS, folder / VERSIONS, *sorted(folder.glob("*/*.npz"))]
    for path in files:
        content = path.read_bytes() if path.is_file() else b""
        total.update(f"{path.relative_to(folder)} {len(content)} ".encode())
        total.update(content)
    return total.hexdigest()


@cache
def versions(folder: Path = FOLDER) -> dict[str, str]:
    """Version of each library that was recorded, without what follows a `+`.

    Raises:
        ValueError: the file is missing, or no such table.
    """
    path = folder / VERSIONS
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
        return {name: version.partition("+")[0] for name, version in known.items()}
    except FileNotFoundError:
        raise ValueError(f"{shown(path)}: is missing; {MEND}") from None
    except (AttributeError, ValueError) as error:
        raise ValueError(f"{shown(path)}: names no versions ({error}); {MEND}") from None


@cache
def shared(folder: Path = FOLDER) -> dict[str, Array]:
    """The gradients, parameters and numbers of the kept steps that all recordings share."""
    return _arrays(folder / GRADIENTS, ("g", "theta", "scale", "pattern", "kept"))


@cache
def contents(framework: str, rule: str, folder: Path = FOLDER) -> dict[str, Any]:
    """What one file holds: `settings`, and each `step`; of a rule that decays, the new `theta`.

    Raises:
        ValueError: the file is missing, is none that the recorder writes, or holds other steps.
    """
    path = folder / framework / f"{rule}.npz"
    file: dict[str, Any] = dict(_arrays(path, ("settings",)))
    wrong = ""
    try:
        file["settings"] = json.loads(str(file["settings"]))
        wrong = "" if file["settings"][0]["ours"] and file["settings"][0]["call"] else "no setting"
    except (ValueError, TypeError, KeyError, IndexError):
        wrong = "its settings are no list of ours and call"
    values = file.get("theta", file.get("step"))
    if values is None:
        wrong = wrong or "it holds neither step nor theta"
    elif not wrong:
        due = (len(file["settings"]), len(shared(folder)["kept"]), shared(folder)["g"].shape[1])
        wrong = "" if values.shape == due else f"its steps are {values.shape}, not {due}"
    if wrong:
        raise ValueError(f"{shown(path)}: {wrong}; {MEND}")
    return file


def _arrays(path: Path, needed: tuple[str, ...]) -> dict[str, Array]:
    try:
        with path.open("rb") as stream, np.load(stream) as file:  # np.load leaves a torn one open
            found = dict(file)
    except FileNotFoundError:
        raise ValueError(f"{shown(path)}: is missing; {MEND}") from None
    except (OSError, ValueError, EOFError, KeyError, TypeError, BadZipFile) as error:
        said = f"{type(error).__name__}: {error}"
        raise ValueError(f"{shown(path)}: cannot be read ({said}); {MEND}") from None
    missing = [name for name in needed if name not in found]
    if missing:
        raise ValueError(f"{shown(path)}: lacks {', '.join(missing)}; {MEND}")
    return found


def shown(path: Path) -> str:
    """A file as messages name it: from the project's folder on, if it is in there."""
    root = FOLDER.parents[1]
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


@cache
def batches(framework: str, rule: str, folder: Path = FOLDER) -> list[Batch]:
    """All settings of a recording, in batches that one run does.

    Raises:
        ValueError: the file is missing, or is none that the recorder writes.
    """
    groups = defaultdict(list)
    for row, setting in enumerate(contents(framework, rule, folder)["settings"]):
        kinds = {
            name: v if isinstance(v, bool | str) else None for name, v in setting["ours"].items()
        }
        groups[tuple(sorted(kinds.items()))].append(row)
    return [_batch(framework, rule, dict(kinds), rows, folder) for kinds, rows in groups.items()]


def _batch(
    framework: str, rule: str, kinds: dict[str, Any], rows: list[int], folder: Path
) -> Batch:
    file, common = contents(framework, rule, folder), shared(folder)
    settings = [file["settings"][row] for row in rows]
    hyper = {
        name: np.array([[s["ours"][name]] for s in settings], np.float64) if kind is None else kind
        for name, kind in kinds.items()
    }
    decays = "theta" in file
    g, theta = (np.repeat(common[name][:, None], len(rows), axis=1) for name in ("g", "theta"))
    theta = theta if decays else np.zeros_like(g)
    keras = framework == "keras"
    allowed = tolerance(rule, hyper, g, theta if decays else None, by_difference=keras)
    allowed = allowed[common["kept"] - 1]
    if (framework, rule) == FIRST_STEP_IS_HALF:
        allowed[0] = np.inf
    expected = np.moveaxis(file["theta" if decays else "step"][rows], 0, 1)
    calls = [setting["call"] for setting in settings]
    return Batch(rows, calls, hyper, g, theta, common["kept"], expected, allowed)

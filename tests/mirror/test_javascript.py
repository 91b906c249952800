"""The JavaScript by itself: its own tests, the arithmetic it may use, what it refuses."""

import gzip
import inspect
import re

import numpy as np
import pytest

from adamdocs.landscapes import LANDSCAPES
from adamdocs.optimizers import RULES
from adamdocs.schedules import SCHEDULES
from adamdocs.streams import STREAMS
from tests.mirror import recompute

from .node import ROOT, mirror, node

MIRRORS = """checks formats games optimizers optimizers/base landscapes portable runs
    schedules streams sweeps""".split()
MATRIX = ["optimizers/algebra", "optimizers/eight_bit", "optimizers/matrix"]  # by no widget
SOURCES = [ROOT / f"docs/javascripts/{name}.js" for name in MIRRORS]
OF_MATRICES = [ROOT / f"docs/javascripts/{name}.js" for name in MATRIX]
WORDS = re.compile(r'"(?:[^"\\\n]|\\.)*"|/\*.*?\*/|//[^\n]*', re.DOTALL)  # strings and comments
EXACT = {
    "Math.sqrt",
    "Math.floor",
    "Math.abs",
    "Math.imul",
    "Math.fround",
}  # with + - * / they have one result
LONGEST = 300  # lines
HEAVIEST = 14_000  # bytes, compressed, of what every widget stands on


def inexact(code):
    """What could give other bits elsewhere, and sums whose order no one wrote down."""
    code = WORDS.sub("", code)
    names = set(re.findall(r"\bMath\s*[.\[]\s*\w*", code)) - EXACT
    return names | set(re.findall(r"\*\*|\.reduce\w*|\bparseFloat|\bMath\b(?![.])", code))


def test_javascripts_own_tests_pass():
    code, out, complaint = node("--test", *sorted((ROOT / "tests/js").glob("*.test.mjs")))
    assert code == 0, out + complaint
    assert int(re.search(r"tests (\d+)", out).group(1)) > 10


@pytest.mark.parametrize("path", [*SOURCES, *OF_MATRICES], ids=[*MIRRORS, *MATRIX])
def test_only_operations_with_one_result_are_used(path):
    assert inexact(path.read_text(encoding="utf-8")) == set()


INEXACT = """x ** 2 | x **= 2 | Math.pow(x, 2) | Math['exp'](x) | Math.max(a, b) | xs.reduce(add)
    | const { hypot } = Math; | Math.sin(x) // Math.sqrt""".split("|")


@pytest.mark.parametrize("code", INEXACT)
def test_the_check_of_arithmetic_sees(code):
    assert len(inexact(code)) >= 1


def test_no_file_is_long_and_all_are_light():
    every = [*SOURCES, *OF_MATRICES]
    lengths = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in every}
    assert max(lengths.values()) <= LONGEST, lengths
    shared = [
        path for path in SOURCES if path.stem not in ("formats", "games")
    ]  # for one widget each
    weight = sum(len(gzip.compress(path.read_bytes(), 9, mtime=0)) for path in shared)
    assert weight <= HEAVIEST


BAD = {
    "lr": (-1e-3, np.nan, np.inf, "0.1", None, [0.1], {}, "", True),
    "b1": (1, 1.0, -0.1, 1.5, np.nan, "0.9", None),
    "b2": (1, -0.1, np.nan, "0.999", None),
    "eps": (-1e-8, np.nan, np.inf, "1e-8"),
    "initial": (-0.1, np.nan, np.inf, "0"),
    "weight_decay": (-0.01, np.nan, np.inf, "0"),
    "mu_decay": (-1, np.nan, "1"),
    "correct_m": (1, 0, "yes", None),
    "correct_v": (1, 0, "no", None),
    "ema": (1, "true", None),
    "negative_momentum": (1, "true", None),
    "decay_scaled_by_lr": (1, None),
    "eps_placement": ("under", None, 3, "", ["outside"], "toString"),
    "maximum_of": ("m", None, "constructor"),
    "curvature": (0, -1, np.nan, np.inf, "2", None),
    "condition": (0.5, np.nan, np.inf, "100", None),
    "angle": (7, -5, 95, 45.5, np.nan, "45", None),
    "steps": (0, -1, 1.5, np.nan, np.inf, "10", None, True),
    "at": (0, 1.5, "1", None),
    "width": (0, 1.5, None),
    "every": (0, -1, 2.5, "3", None),
    "size": (np.nan, np.inf, "1", None),
    "background": (np.nan, -np.inf, "1", None),
    "mean": (np.nan, "0", None),
    "deviation": (-1, np.nan, np.inf, "1", None),
    "seed": (-1, 2**32, 1.5, np.nan, "1", None),
    "ratio": (np.nan, np.inf, "2", None),
    "floor": (-0.1, 1.1, np.nan, "0", None),
    "then": (1, "cosine", {}),
}
UNCHECKED = [("lr", True), *(("then", value) for value in BAD["then"])]  # by Python, which is free
NEEDED = {"steps": 5, "at": 2, "every": 3, "ratio": 1}
REGISTRIES = {"RULES": RULES, "LANDSCAPES": LANDSCAPES, "STREAMS": STREAMS, "SCHEDULES": SCHEDULES}


def test_bad_arguments_are_refused_as_in_python():
    calls, labels = [], []
    for registry, factories in REGISTRIES.items():
        for name, make in factories.items():
            parameters = inspect.signature(make).parameters
            for key in parameters:
                for value in BAD[key]:
                    needed = {one: x for one, x in NEEDED.items() if one in parameters}
                    options = needed | {key: value}
                    calls.append({"registry": registry, "name": name, "options": options})
                    labels.append("Mulberry32: seed" if key == "seed" else f"{name}: {key}")
                    if (key, value) not in UNCHECKED:
                        with pytest.raises((ValueError, TypeError)):
                            make(**options)
    answers = mirror("refusals", recompute.encode(calls))
    wrong = [
        f"{call['name']}({call['options']}): {answer}"
        for call, label, answer in zip(calls, labels, answers, strict=True)
        if not answer
        or answer["type"] != "RangeError"
        or not answer["message"].startswith(f"{label} must be ")
        or ", got " not in answer["message"]
    ]
    assert not wrong, "\n".join(wrong)

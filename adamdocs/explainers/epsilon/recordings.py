"""Steps that PyTorch, Optax and Keras took, against ours with ε read in each of three ways."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any, get_args

import numpy as np

from adamdocs.optimizers import adam
from adamdocs.runs import feed
from adamdocs.runs.trace import Array
from adamdocs.theory.epsilon import EpsPlacement

FOLDER = Path(__file__).parents[3] / "tests" / "golden"
# A new recording is looked at before the page speaks of it: then its hash is set here.
RECORDED = {
    "gradients.npz": "3c7ed94f1271a05772ee9f5a610cf993adfe46d1cc5e8d9efa60196e88c9f7db",
    "pytorch/adam.npz": "138adf5bc8bb7f499789d0584c72342f0e75fff2bba6552dac0cee8b612feb89",
    "optax/adam.npz": "da7957fbb960c33801d07d2d664ea4f4854b6e4fd170b5aee3d93795c6d5b0ee",
    "keras/adam.npz": "22bdf14410892ef35ef9c3568a2ad48361b682de9eb2081e0bf00512695a2e92",
}
_RECORDED_FROM = json.loads((FOLDER / "versions.json").read_text(encoding="utf-8"))
VERSIONS = "PyTorch {torch}, Optax {optax} and Keras {keras}".format(
    **{name: version.partition("+")[0] for name, version in _RECORDED_FROM.items()}
)
READINGS: tuple[EpsPlacement, ...] = get_args(EpsPlacement)
# What a library calls its argument, and the reading that its recordings bear out.
ARGUMENTS: dict[tuple[str, str], EpsPlacement] = {
    ("pytorch", "eps"): "outside",
    ("optax", "eps"): "outside",
    ("optax", "eps_root"): "inside",
    ("keras", "epsilon"): "efficient",
}


@cache
def recording(name: str) -> dict[str, Any]:
    """Arrays of one recording, checked against its hash.

    Raises:
        ValueError: the file is not the one this page was written for.
    """
    path = FOLDER / name
    if hashlib.sha256(path.read_bytes()).hexdigest() != RECORDED[name]:
        raise ValueError(
            f"tests/golden/{name} is not the recording that learn/epsilon speaks of: look at it, "
            "then set its hash in adamdocs/explainers/epsilon/recordings.py"
        )
    with np.load(path) as file:
        return dict(file)


@cache
def settings(library: str, argument: str) -> list[tuple[dict[str, Any], Array]]:
    """Settings of an argument, each with the steps that the library took.

    Left out are settings whose steps have no bound, β₁² ≥ β₂: rounding grows with them.
    """
    file = recording(f"{library}/adam.npz")
    found = []
    for setting, steps in zip(json.loads(str(file["settings"])), file["step"], strict=True):
        ours = dict(setting["ours"])
        inside = ours.pop("eps_placement", "") == "inside"
        if inside == (argument == "eps_root") and ours["b1"] ** 2 < ours["b2"]:
            found.append((ours, steps))
    return found


@cache
def deviation(library: str, argument: str, reading: EpsPlacement) -> float:
    """Largest difference from the recorded steps if the argument is read so, in learning rates."""
    shared = recording("gradients.npz")
    worst = 0.0
    for ours, steps in settings(library, argument):
        rule = adam(**ours, eps_placement=reading)
        taken = feed(rule, shared["g"], keep="step").step[shared["kept"] - 1]
        worst = max(worst, float(np.abs(taken - steps).max()) / ours["lr"])
    return worst


@cache
def apart(one: str, other: str) -> float:
    """Largest difference between two libraries' recordings of equal settings, in learning rates.

    Equal are rate, decays and the number given for ε.
    """
    worst = 0.0
    for ours, steps in settings(one, "eps"):
        for theirs, other_steps in settings(other, "epsilon" if other == "keras" else "eps"):
            if ours == theirs:
                worst = max(worst, float(np.abs(steps - other_steps).max()) / ours["lr"])
    return worst


def compared() -> int:
    """How many recorded steps these are, over all arguments."""
    return sum(steps.size for key in ARGUMENTS for _, steps in settings(*key))

"""Record the trajectories of PyTorch, Optax and Keras that `adamdocs.parity` reads.

    python record.py OUTDIR

OUTDIR receives `gradients.npz`, `versions.json` and one `FRAMEWORK/RULE.npz` for each framework and
rule. Each run is open loop: the gradients are fixed, and the parameter is set anew before every
step, so that no rounding error is carried from one step into the next through the parameter.
Nothing of `adamdocs` is imported. What the files hold is told in `README.md`.
"""

import importlib
import json
import os
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from platform import python_version
from types import ModuleType

import gradients
import matrices
import numpy as np
from attempts import Failures, attempted
from sweeps import Setting

# The instructions that all x86-64 processors have, so that another can repeat a recording.
BASELINE = {"ATEN_CPU_CAPABILITY": "default", "XLA_FLAGS": "--xla_cpu_max_isa=SSE4_2"}
FRAMEWORKS = {"pytorch": "with_torch", "optax": "with_optax", "keras": "with_keras"}
LIBRARIES = ("torch", "optax", "jax", "jaxlib", "keras", "numpy")
DECAYING = ("adam_l2", "adamw", "lion", "schedule_free")


def record(
    rule: str, settings: list[Setting], library: ModuleType, shared: dict, failures: Failures | None
) -> dict:
    """What one file holds: `settings`, and each `step`; of a rule that decays, the new `theta`.

    Settings that fail are left out and told in `failures`; where that is None, they raise.
    """
    decays = rule in DECAYING
    before = shared["theta"] if decays else np.zeros_like(shared["g"])

    def run(setting: Setting) -> np.ndarray:
        kept = library.run(setting.call, shared["g"], before)[gradients.KEPT - 1]
        if not np.isfinite(kept).all():
            raise ValueError("some step is not finite")
        return kept

    done = attempted(settings, run, failures)
    described = json.dumps([setting._asdict() for setting, _ in done], indent=1)
    kept = np.array([kept for _, kept in done])
    return {"settings": np.array(described), "theta" if decays else "step": kept}


def main(outdir: Path, failures: dict[str, Failures | str] | None = None) -> None:
    """Write every file below `outdir`.

    Args:
        outdir: the folder.
        failures: receives what fails, by `FRAMEWORK/RULE` and call, or by framework where a library
            cannot be imported; without it the first failure raises.
    """
    os.environ.update(BASELINE)  # before the libraries are imported
    shared = gradients.make()
    outdir.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(outdir / "gradients.npz", **shared)
    for framework, module in FRAMEWORKS.items():
        try:
            library = importlib.import_module(module)
        except ImportError as error:
            if failures is None:
                raise
            failures[framework] = f"{type(error).__name__}: {error}"
            continue
        (outdir / framework).mkdir(exist_ok=True)
        for rule, settings in library.rules().items():
            path = outdir / framework / f"{rule}.npz"
            failed: Failures | None = None if failures is None else {}
            np.savez_compressed(path, **record(rule, settings, library, shared, failed))
            if failures is not None and failed:
                failures[f"{framework}/{rule}"] = failed
            print(f"{framework}/{path.name}: {len(settings)} settings, {path.stat().st_size} bytes")
    _record_matrices(outdir / "optax_matrices.npz", failures)
    versions = {"python": python_version(), **{name: _version(name) for name in LIBRARIES}}
    (outdir / "versions.json").write_text(json.dumps(versions, indent=2) + "\n")


def _record_matrices(path: Path, failures: dict[str, Failures | str] | None) -> None:
    if failures is None:
        np.savez_compressed(path, **matrices.record(None))
    elif "optax" not in failures:
        failed: Failures = {}
        np.savez_compressed(path, **matrices.record(failed))
        for rule, calls in failed.items():
            failures[f"optax/{rule}"] = calls


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))

"""The report on newly installed libraries, on recordings that are made up."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

RECORDER = Path(__file__).parents[1] / "golden" / "recorder"
SCRIPT = RECORDER / "drift.py"
spec = importlib.util.spec_from_file_location("drift", SCRIPT)
drift = importlib.util.module_from_spec(spec)
sys.modules["drift"] = drift  # where NamedTuple looks for annotations
spec.loader.exec_module(drift)

KEPT = np.array([1, 2, 4])
SHARED = {
    "g": np.ones((4, 2)),
    "theta": np.array([[1.0, -2.0], [0.5, 1e-3], [3.0, 1.0], [2.0, 0.25]]),
    "kept": KEPT,
}
CALLS = ("torch.optim.Adam(params)", "torch.optim.Adam(params, lr=0.1)")
STEPS = np.array([[[-1e-3, 1e-3], [-2e-3, 5e-4], [1e-19, -1e-3]], [[0.1, 0.2], [0.3, 0.0], [0, 1]]])


def settings(calls=CALLS, rates=(1e-3, 0.1)):
    return [{"ours": {"lr": lr}, "call": call} for lr, call in zip(rates, calls, strict=True)]


def write(folder, framework, rule, values, described=None, kind="step"):
    (folder / framework).mkdir(exist_ok=True)
    text = json.dumps(settings() if described is None else described)
    np.savez(folder / framework / f"{rule}.npz", settings=np.array(text), **{kind: values})


def made(folder, version="1.0", failures=None):
    """A small folder of recordings: two rules of PyTorch, one of Optax, one of a matrix."""
    folder.mkdir()
    np.savez(folder / "gradients.npz", **SHARED)
    versions = {"python": "3", "torch": version, "optax": "2.0", "keras": "3.0"}
    (folder / "versions.json").write_text(json.dumps(versions))
    write(folder, "pytorch", "adam", STEPS)
    write(folder, "pytorch", "adamw", SHARED["theta"][KEPT - 1] + STEPS, kind="theta")
    write(folder, "optax", "sgd", STEPS)
    muon = [{"rule": "muon", "ours": {"b1": 0.9}, "call": "optax.muon()", "shape": [1, 2]}]
    np.savez(folder / "optax_matrices.npz", settings=np.array(json.dumps(muon)), step_0=STEPS[0])
    if failures is not None:
        (folder / drift.FAILURES).write_text(json.dumps(failures))
    return folder


@pytest.fixture
def old(tmp_path):
    return made(tmp_path / "old")


@pytest.fixture
def new(tmp_path):
    return made(tmp_path / "new", version="1.1", failures={})


def verdicts(old, new):
    return {(row.framework, row.rule): row.verdict for row in drift.compare(old, new)}


def row_of(old, new, rule):
    (row,) = [row for row in drift.compare(old, new) if row.rule == rule]
    return row


def run(old, new):
    command = [sys.executable, str(SCRIPT), "--old", str(old), "--new", str(new)]
    return subprocess.run(command, capture_output=True, text=True)


def test_identical_recordings_are_the_same(old, new):
    assert set(verdicts(old, new).values()) == {"same"}
    done = run(old, new)
    assert (done.returncode, done.stderr) == (0, "")
    assert "python 3, torch 1.0 -> 1.1, optax 2.0, keras 3.0" in done.stdout
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("pytorch    adam ")]
    assert line.split() == ["pytorch", "adam", "1.0", "1.1", "2", "of", "2", "0", "0", "same"]
    assert "4 rules: 4 the same to the last bit, 0 to be looked at." in done.stdout


@pytest.mark.parametrize(
    ("factor", "verdict"), [(1 + 2.0**-50, "same to rounding"), (1 + 1e-6, "drift")]
)
@pytest.mark.parametrize(("rule", "kind"), [("adam", "step"), ("adamw", "theta")])
def test_a_change_planted_in_one_value_is_told_by_its_size(old, new, rule, kind, factor, verdict):
    before = SHARED["theta"][KEPT - 1] if kind == "theta" else 0.0
    changed = STEPS.copy()
    changed[1, 2, 1] *= factor
    write(new, "pytorch", rule, before + changed, kind=kind)
    found = verdicts(old, new)
    assert found.pop(("pytorch", rule)) == verdict
    assert set(found.values()) == {"same"}
    row = row_of(old, new, rule)
    assert row.rates == pytest.approx((factor - 1) / 0.1, rel=1e-5)
    assert row.ulps == pytest.approx((factor - 1) * 2**52, rel=1e-5) or row.rule == "adamw"
    done = run(old, new)
    assert done.returncode == (verdict == "drift")
    told = f"pytorch/{rule}: drift: {CALLS[1]}: "
    assert (told in done.stdout) == (verdict == "drift")


def test_a_step_that_nearly_cancels_is_measured_by_its_run(old, new):
    changed = STEPS.copy()
    changed[0, 2, 0] = -1e-19  # all of its own size, nothing beside 2e-3
    write(new, "pytorch", "adam", changed)
    assert row_of(old, new, "adam").verdict == "same to rounding"


def test_last_bits_of_a_parameter_beside_a_short_step_are_no_drift(old, new):
    short = SHARED["theta"][KEPT - 1] + 1e-12 * STEPS
    write(old, "pytorch", "adamw", short, kind="theta")
    write(new, "pytorch", "adamw", np.nextafter(short, np.inf), kind="theta")
    assert row_of(old, new, "adamw").verdict == "same to rounding"


def test_a_rule_that_is_gone_is_missing(old, new):
    (new / "optax" / "sgd.npz").unlink()
    row = row_of(old, new, "sgd")
    assert (row.verdict, row.compared) == ("rule missing", 0)
    done = run(old, new)
    assert done.returncode == 1
    assert "optax/sgd: rule missing: no setting of it was recorded anew" in done.stdout


def test_a_rule_whose_every_call_fails_is_missing_with_its_error(tmp_path, old):
    failed = dict.fromkeys(CALLS, "AttributeError: no SGD")
    new = made(tmp_path / "new", failures={"optax/sgd": failed})
    write(new, "optax", "sgd", np.array([]), described=[])
    assert row_of(old, new, "sgd").notes == tuple(f"{call}: {failed[call]}" for call in CALLS)
    assert row_of(old, new, "sgd").verdict == "rule missing"


def test_a_call_that_fails_is_a_new_error_and_the_others_are_compared(tmp_path, old):
    failures = {"pytorch/adam": {CALLS[1]: "TypeError: lr must be a Tensor"}}
    new = made(tmp_path / "new", failures=failures)
    write(new, "pytorch", "adam", STEPS[:1], described=settings()[:1])
    row = row_of(old, new, "adam")
    assert (row.verdict, row.compared, row.settings) == ("new error", 1, 2)
    done = run(old, new)
    assert done.returncode == 1
    assert f"pytorch/adam: new error: {CALLS[1]}: TypeError: lr must be a Tensor" in done.stdout


def test_a_library_that_is_not_installed_is_told_with_each_of_its_rules(tmp_path, old):
    new = made(tmp_path / "new", failures={"optax": "ModuleNotFoundError: optax"})
    (new / "optax" / "sgd.npz").unlink()
    (new / "optax_matrices.npz").unlink()
    rows = [row for row in drift.compare(old, new) if row.framework == "optax"]
    assert [(row.rule, row.verdict) for row in rows] == [
        ("sgd", "rule missing"),
        ("muon", "rule missing"),
    ]
    assert {row.notes for row in rows} == {("ModuleNotFoundError: optax",)}


def test_other_settings_and_new_rules_are_told_apart_from_drift(old, new):
    write(new, "pytorch", "adam", STEPS, described=settings(rates=(1e-3, 0.2)))
    write(new, "pytorch", "lion", STEPS)
    assert row_of(old, new, "adam").verdict == "other settings"
    assert row_of(old, new, "lion").verdict == "new rule"
    assert not row_of(old, new, "adam").fine
    assert row_of(old, new, "lion").fine


def test_steps_of_another_shape_are_drift(old, new):
    write(new, "pytorch", "adam", STEPS[:, :2])
    assert row_of(old, new, "adam").verdict == "drift"


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda folder: (folder / "gradients.npz").unlink(), "gradients.npz: is missing; name a"),
        (lambda folder: (folder / "versions.json").unlink(), "versions.json: is missing; name a"),
        (lambda folder: (folder / "versions.json").write_text("{"), "versions.json: is no JSON"),
        (
            lambda folder: np.savez(folder / "gradients.npz", **{**SHARED, "g": np.zeros((4, 2))}),
            "gradients.npz: g is not that of",
        ),
        (
            lambda folder: (folder / "pytorch" / "adam.npz").write_bytes(b"PK torn"),
            "adam.npz: cannot be read",
        ),
        (
            lambda folder: np.savez(folder / "pytorch" / "adam.npz", step=STEPS),
            "adam.npz: has no settings; write it anew",
        ),
    ],
)
def test_a_folder_that_cannot_be_read_is_told_in_one_line(old, new, spoil, told):
    spoil(new)
    done = run(old, new)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"error: {new}")
    assert told in line


@pytest.mark.parametrize(
    "arguments", [["--new", "a", "--keep", "b"], ["--keep", "a", "--old", "a"], ["a"]]
)
def test_arguments_that_do_not_fit_are_refused(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        drift.main(arguments)
    assert ended.value.code == 2
    assert "error: " in capsys.readouterr().err


def test_the_comparison_needs_numpy_alone():
    code = f"""
import sys
sys.path.insert(0, {str(RECORDER)!r})
import drift
others = {{name.split(".")[0] for name in sys.modules}} - sys.stdlib_module_names
print(sorted(others - {{"numpy", "drift", "__main__"}}))
"""
    done = subprocess.run([sys.executable, "-I", "-S", "-c", _with_numpy(code)],
                          capture_output=True, text=True)  # fmt: skip
    assert (done.stdout, done.stderr) == ("[]\n", "")


def _with_numpy(code):
    return f"import sys; sys.path.append({str(Path(np.__file__).parents[1])!r})\n{code}"


def test_the_committed_recordings_compare_with_themselves():
    golden = RECORDER.parent
    rows = drift.compare(golden, golden)
    assert {row.verdict for row in rows} == {"same"}
    assert len(rows) == len(list(golden.glob("*/*.npz"))) + 2  # Adafactor and Muon


def test_settings_that_fail_are_left_out_and_told():
    spec = importlib.util.spec_from_file_location("attempts", RECORDER / "attempts.py")
    attempts = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(attempts)
    runs = [drift.Run(call, 1.0, None, None) for call in ("1 / 4", "1 / 0")]
    failures = {}
    done = attempts.attempted(runs, lambda one: eval(one.call), failures)
    assert done == [(runs[0], 0.25)]
    assert failures == {"1 / 0": "ZeroDivisionError: division by zero"}
    with pytest.raises(ZeroDivisionError):
        attempts.attempted(runs, lambda one: eval(one.call), None)

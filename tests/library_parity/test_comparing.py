"""What a comparison finds in recordings, planted differences and files that are none included."""

import json
import shutil

import numpy as np
import pytest

from adamdocs.optimizers import RULES
from adamdocs.parity import FOLDER, compare, recorded, survey
from adamdocs.parity.recordings import fingerprint, shared, versions
from adamdocs.parity.rounding import steps


@pytest.fixture
def golden(tmp_path):
    """A copy of some recordings."""
    for name in ("gradients.npz", "versions.json", "pytorch/adam.npz", "optax/optimistic_adam.npz"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(FOLDER / name, tmp_path / name)
    return tmp_path


def change(path, **arrays):
    with np.load(path) as file:
        np.savez(path, **dict(file) | arrays)


def values(path, name="step"):
    with np.load(path) as file:
        return file[name].copy()


@pytest.fixture(scope="module")
def found():
    return survey()


def test_every_recording_is_compared_and_agrees(found):
    assert list(found.comparisons) == recorded()
    assert all(one.agrees for one in found.comparisons.values())


def test_counts_are_those_of_the_files(found):
    for (framework, rule), one in found.comparisons.items():
        with np.load(FOLDER / framework / f"{rule}.npz") as file:
            settings = json.loads(str(file["settings"]))
            size = file["theta" if "theta" in file else "step"].size
        assert one.found.settings == len(settings)
        left_out = len(settings) * found.sequences if rule == "optimistic_adam" else 0
        assert one.values == size - left_out  # its first step
        assert sum(group.found.settings for group in one.groups) == len(settings)
        assert (one.ours, one.call) == (settings[0]["ours"], settings[0]["call"])
    assert (found.steps, found.sequences) == shared()["g"].shape
    assert found.kept == len(shared()["kept"])


def test_largest_difference_is_that_of_a_plain_loop(found):
    """Setting by setting, without batches."""
    one = found.comparisons["keras", "adam"]
    with np.load(FOLDER / "keras" / "adam.npz") as file:
        settings, step = json.loads(str(file["settings"])), file["step"]
    g, largest = shared()["g"], []
    for setting, took in zip(settings, step, strict=True):
        taken = steps(RULES["adam"](**setting["ours"]), g, np.zeros_like(g))
        apart = np.abs(taken[shared()["kept"] - 1] - took)
        largest.append(apart.max() / setting["ours"]["lr"])
    assert one.found.difference == pytest.approx(max(largest), rel=1e-12)
    assert one.default.difference == pytest.approx(largest[0], rel=1e-12)


@pytest.mark.parametrize("row", [0, 7])
def test_a_planted_difference_is_found_where_it_is(golden, row):
    path = golden / "pytorch" / "adam.npz"
    step = values(path)
    step[row, 20, 3] *= 1 + 1e-6
    change(path, step=step)
    one = compare("pytorch", "adam", golden)
    assert not one.agrees
    assert one.found.share > 100
    call, t, pattern, scale = one.found.where
    with np.load(path) as file:
        assert call == json.loads(str(file["settings"]))[row]["call"]
    assert t == shared()["kept"][20]
    assert (pattern, scale) == (shared()["pattern"][3], shared()["scale"][3])
    assert (one.default.share > 1) == (row == 0)


def test_a_difference_of_the_last_bits_is_none(golden):
    path = golden / "pytorch" / "adam.npz"
    change(path, step=values(path) * (1 + 2.0**-51))
    one = compare("pytorch", "adam", golden)
    assert one.agrees
    assert not one.exact


def test_only_the_first_step_of_optaxs_optimistic_adam_is_left_out(golden):
    path = golden / "optax" / "optimistic_adam.npz"
    step = values(path)
    step[:, 0] *= 3
    change(path, step=step)
    assert compare("optax", "optimistic_adam", golden).agrees
    step[0, 1] *= 3
    change(path, step=step)
    compare.__globals__["batches"].cache_clear()
    compare.__globals__["contents"].cache_clear()
    assert not compare("optax", "optimistic_adam", golden).agrees


def test_a_fingerprint_changes_with_any_file(golden):
    before = fingerprint(golden)
    assert before == fingerprint(golden)
    change(golden / "pytorch" / "adam.npz", more=np.ones(1))
    assert fingerprint(golden) != before


MEND = "; record it with tests/golden/recorder, whose README tells how"


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda path: path.unlink(), "adam.npz: is missing"),
        (lambda path: path.write_bytes(b""), "adam.npz: cannot be read (EOFError"),
        (lambda path: path.write_bytes(b"PK\3\4torn"), "adam.npz: cannot be read (BadZipFile"),
        (lambda path: np.savez(path, step=values(FOLDER / "pytorch/adam.npz")), "lacks settings"),
        (lambda path: change(path, settings=np.array("[]")), "its settings are no list of ours"),
        (lambda path: change(path, settings=np.array("{")), "its settings are no list of ours"),
        (
            lambda path: np.savez(path, settings=values(path, "settings")),
            "it holds neither step nor theta",
        ),
        (lambda path: change(path, step=np.zeros((2, 3))), "its steps are (2, 3), not (13, 28, 14"),
    ],
)
def test_a_file_that_is_no_recording_is_told_with_the_mend(golden, spoil, told):
    spoil(golden / "pytorch" / "adam.npz")
    with pytest.raises(ValueError, match="adam.npz: ") as raised:
        compare("pytorch", "adam", golden)
    assert told in str(raised.value)
    assert str(raised.value).endswith(MEND)


def test_missing_gradients_and_versions_are_told(golden):
    (golden / "gradients.npz").unlink()
    with pytest.raises(ValueError, match="gradients.npz: is missing; record it"):
        survey(golden)
    (golden / "versions.json").write_text("[]")
    with pytest.raises(ValueError, match="versions.json: names no versions"):
        versions(golden)
    versions.cache_clear()
    (golden / "versions.json").unlink()
    with pytest.raises(ValueError, match="versions.json: is missing; record it"):
        versions(golden)


def test_a_recording_of_no_rule_is_told(golden):
    shutil.copy(golden / "pytorch" / "adam.npz", golden / "pytorch" / "tiger.npz")
    with pytest.raises(ValueError, match=r"tiger.npz: 'tiger' is no rule of RULES; remove the fil"):
        survey(golden)

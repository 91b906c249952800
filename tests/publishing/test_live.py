"""Python for the reader's browser: what the build gathers, and what it refuses."""

import gzip
import hashlib
import io
import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest

from adamdocs.publishing import keys, live, starting
from adamdocs.publishing.problems import Problem

DOCS = live.ROOT / "docs"


@pytest.fixture(scope="module")
def assembled(tmp_path_factory):
    """The runtime in a store of its own, and that store."""
    store = tmp_path_factory.mktemp("live")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(live, "STORE", store)
        yield live.assemble(DOCS), store


@pytest.fixture
def plan(assembled):
    runtime, store = assembled
    return json.loads((store / runtime.files[runtime.address]).read_text())


def unpacked(plan, assembled):
    runtime, store = assembled
    names = {address.removeprefix(live.FOLDER): name for address, name in runtime.files.items()}
    return {
        part["name"]: gzip.decompress((store / names[part["path"]]).read_bytes())
        for part in plan["files"]
    }


def test_the_parts_are_whole_and_counted(assembled, plan):
    runtime, store = assembled
    parts = unpacked(plan, assembled)
    wheels = {package["file_name"] for package in plan["lock"]["packages"].values()}
    assert set(parts) == {*live.CORE, *wheels, "worker.js"}
    assert parts[starting.WASM] == (live.PYODIDE / starting.WASM).read_bytes()
    (numpy,) = live.VENDOR.glob("numpy-*.whl")
    library, wheel = starting.compiled(live.PYODIDE, numpy)
    assert (parts[starting.LIBRARY], parts[numpy.name]) == (library, wheel)
    sizes = {part["path"]: part["size"] for part in plan["files"]}
    assert sizes == {
        path: (store / runtime.files[live.FOLDER + path]).stat().st_size for path in sizes
    }
    assert runtime.size == sum(sizes.values())


def test_the_lock_names_two_packages_with_their_hashes_and_no_address(assembled, plan):
    parts = unpacked(plan, assembled)
    packages = plan["lock"]["packages"]
    assert set(packages) == {"numpy", "adamdocs"}
    for package in packages.values():
        assert hashlib.sha256(parts[package["file_name"]]).hexdigest() == package["sha256"]
    assert "://" not in json.dumps(plan)
    own = json.loads((live.PYODIDE / "pyodide-lock.json").read_text())
    hashed = {"sha256": packages["numpy"]["sha256"]}
    assert packages["numpy"] == own["packages"]["numpy"] | hashed
    assert plan["lock"]["info"] == own["info"]


def test_numpy_is_the_one_that_draws_the_figures(plan):
    locked = re.search(r"^numpy==(\S+)", (live.ROOT / "requirements.lock").read_text(), re.M)
    assert plan["lock"]["packages"]["numpy"]["version"] == locked[1]


def test_names_follow_contents(assembled, plan):
    runtime, store = assembled
    for address, name in runtime.files.items():
        digest = hashlib.sha256((store / name).read_bytes()).hexdigest()[: live.DIGITS]
        assert digest in address
    assert {f"{live.FOLDER}{part['path']}" for part in plan["files"]} < set(runtime.files)


def test_a_change_of_the_package_changes_its_wheel_alone(assembled, monkeypatch):
    runtime, store = assembled
    monkeypatch.setattr(live, "STORE", store)
    monkeypatch.setattr(live, "_wheel", lambda: ("adamdocs-0.1.0-py3-none-any.whl", b"changed"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    changed = live.assemble(DOCS)
    gone = {
        address.split("/")[-1].split(".")[0] for address in runtime.files - changed.files.keys()
    }
    assert gone == {"runtime", "adamdocs-0"}


@pytest.mark.parametrize("file", ["pyodide-lock.json", "pyodide.asm.wasm", "python_stdlib.zip"])
def test_another_pyodide_is_another_runtime(tmp_path, monkeypatch, file):
    snapshot = keys.Snapshot()
    before = live._key(DOCS, snapshot)
    for name in ("pyodide-lock.json", *live.CORE):
        (tmp_path / name).symlink_to(live.PYODIDE / name)
    monkeypatch.setattr(live, "PYODIDE", tmp_path)
    assert live._key(DOCS, snapshot) == before
    (tmp_path / file).unlink()
    (tmp_path / file).write_text("{}")
    assert live._key(DOCS, snapshot) != before


def test_what_was_edited_meanwhile_is_not_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(live, "STORE", tmp_path)
    monkeypatch.setattr(keys.Snapshot, "stands", lambda self, without=(): False)
    live.assemble(DOCS)
    assert list(tmp_path.glob("runtime.*"))
    assert not list(tmp_path.glob("index.*"))


def test_the_wheel_for_notebooks_is_the_one_that_runs(assembled, plan):
    runtime, store = assembled
    wheel = (store / runtime.files[runtime.wheel]).read_bytes()
    entry = plan["lock"]["packages"]["adamdocs"]
    assert hashlib.sha256(wheel).hexdigest() == entry["sha256"]
    assert runtime.wheel.endswith(f"/{entry['file_name']}")
    with zipfile.ZipFile(io.BytesIO(wheel)) as files:
        held = files.read("adamdocs/optimizers/adam.py")
        folders = {name.split("/")[1] for name in files.namelist() if name.startswith("adamdocs/")}
    assert {"drawing", "labs", "runs"} <= folders
    assert not folders & {"explainers", "publishing"}
    assert held == (live.ROOT / "adamdocs/optimizers/adam.py").read_bytes()


def test_nothing_is_made_twice(assembled, monkeypatch):
    runtime, store = assembled
    before = {path: path.stat().st_ino for path in store.iterdir()}
    monkeypatch.setattr(live, "STORE", store)
    monkeypatch.setattr(live, "_assembled", None)
    assert live.assemble(DOCS) == runtime
    assert {path: path.stat().st_ino for path in store.iterdir()} == before


def test_what_is_lost_is_made_again_and_comes_out_the_same(assembled, monkeypatch):
    runtime, store = assembled
    monkeypatch.setattr(live, "STORE", store)
    lost = store / next(name for name in runtime.files.values() if name.startswith("worker"))
    content = lost.read_bytes()
    lost.unlink()
    assert live.assemble(DOCS) == runtime
    assert lost.read_bytes() == content


@pytest.fixture
def vendor(tmp_path, monkeypatch):
    """A copy of the vendored wheel, to spoil; nothing is stored in the project."""
    root = tmp_path / "project"
    folder = root / "scripts" / "web" / "vendor"
    shutil.copytree(live.VENDOR, folder)
    monkeypatch.setattr(live, "ROOT", root)
    monkeypatch.setattr(live, "VENDOR", folder)
    monkeypatch.setattr(live, "STORE", tmp_path / "store")
    monkeypatch.setattr(live, "METADATA", ())
    return next(folder.glob("*.whl"))


def refused(store):
    with pytest.raises(Problem) as caught:
        live.assemble(DOCS)
    assert not [path for path in store.iterdir() if path.is_file()]
    return str(caught.value)


def test_another_wheel_of_numpy_is_refused(vendor):
    vendor.write_bytes(vendor.read_bytes() + b" ")
    said = refused(live.STORE)
    assert re.fullmatch(
        r"scripts/web/vendor/numpy-.*\.whl: is not the wheel that Pyodide's lock names; "
        r"its sha256 must be [0-9a-f]{64}",
        said,
    )


def test_a_missing_wheel_of_numpy_is_named(vendor):
    vendor.unlink()
    assert refused(live.STORE) == (
        f"scripts/web/vendor/{vendor.name}: is missing; "
        "Pyodide's lock names this wheel, put it there"
    )


def test_missing_pyodide_names_the_command_that_brings_it(vendor, monkeypatch):
    monkeypatch.setattr(live, "PYODIDE", Path("nowhere"))
    assert refused(live.STORE) == (
        "pyodide is missing in scripts/web; run scripts/build, which installs it"
    )


def test_the_vendored_wheel_comes_with_its_license():
    text = (live.VENDOR / "LICENSE-numpy.txt").read_text(encoding="utf-8")
    (wheel,) = live.VENDOR.glob("numpy-*.whl")
    with zipfile.ZipFile(wheel) as files:
        (inner,) = [name for name in files.namelist() if name.endswith("licenses/LICENSE.txt")]
        assert files.read(inner).decode() == text

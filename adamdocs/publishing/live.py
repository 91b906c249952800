"""Python for the reader's browser, as files of the site: Pyodide, NumPy, and our own wheel.

    live/runtime.<hash>.json                what there is, and how much of it
    live/<name>.<hash>.bin                  each file, packed; the hash is that of its content
    live/<hash>/adamdocs-….whl              our wheel as it is, for notebooks elsewhere

Names change with contents: browsers may keep them for good, and fetch again only what changed.
"""

import gzip
import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from adamdocs.files import write_whole
from adamdocs.publishing import execution, keys, scripts, starting
from adamdocs.publishing.folders import sweep, touch
from adamdocs.publishing.problems import Problem
from adamdocs.publishing.slices import stamp

ROOT = keys.PACKAGE.parent
PYODIDE = ROOT / "scripts" / "web" / "node_modules" / "pyodide"
VENDOR = ROOT / "scripts" / "web" / "vendor"
STORE = ROOT / ".cache" / "live"
FOLDER = "live/"
CORE = (starting.WASM, starting.LIBRARY)
METADATA = ("pyproject.toml", "README.md", "LICENSE", ".gitignore")  # what makes our wheel
DIGITS = 12  # of a hash in a name


class Runtime(NamedTuple):
    """What the site holds of Python.

    Attributes:
        address: of the list of all.
        wheel: address of our wheel.
        size: packed bytes that a first run fetches.
        files: names of files in the store, by their address.
    """

    address: str
    wheel: str
    size: int
    files: dict[str, str]


def assemble(docs: Path) -> Runtime:
    """Gather what a browser needs to run Python, and pack what is not packed yet.

    Args:
        docs: folder that holds `javascripts/`.

    Raises:
        Problem: Pyodide is not installed or does not run, or NumPy's wheel is not the one that it
            names.
    """
    snapshot = keys.Snapshot()
    index = STORE / f"index.{_key(docs, snapshot)}.json"
    if touch([index]):
        known = Runtime(**json.loads(index.read_text(encoding="utf-8")))
        if touch(STORE / name for name in known.files.values()):
            return known
    STORE.mkdir(parents=True, exist_ok=True)
    runtime = _assembled(docs)
    if snapshot.stands():  # else the wheel is of sources that were edited meanwhile
        write_whole(index, json.dumps(runtime._asdict()).encode())
    sweep(STORE.iterdir())
    return runtime


def _key(docs: Path, snapshot: keys.Snapshot) -> str:
    """Key of all that the runtime is made of: texts, and the stamps of what is large."""
    texts = [ROOT / name for name in METADATA] + [PYODIDE / "pyodide-lock.json", starting.PROGRAM]
    large = [*sorted(VENDOR.glob("*.whl")), *(PYODIDE / name for name in CORE)]
    return keys.digest(
        snapshot.key(),
        os.environ.get("SOURCE_DATE_EPOCH", ""),  # it is written into the wheel
        *(path.read_text(encoding="utf-8") for path in texts if path.is_file()),
        *(f"{path.name} {stamp(path)}" for path in large if path.is_file()),
        *scripts.sources(docs),
    )


def _assembled(docs: Path) -> Runtime:
    lock = _lock()
    listed = lock["packages"]["numpy"]
    library, numpy = starting.compiled(PYODIDE, _checked(VENDOR / listed["file_name"], listed))
    listed = listed | {"sha256": hashlib.sha256(numpy).hexdigest()}
    name, wheel = _wheel()
    contents = {
        starting.WASM: (PYODIDE / starting.WASM).read_bytes(),
        starting.LIBRARY: library,
        listed["file_name"]: numpy,
        name: wheel,
        "worker.js": scripts.worker(docs),
    }
    packed = {part: _packed(part, content) for part, content in contents.items()}
    places = {part: _place(part, path) for part, path in packed.items()}
    parts = [
        {"name": part, "path": places[part], "size": path.stat().st_size}
        for part, path in packed.items()
    ]
    packages = {"numpy": listed, "adamdocs": _entry(name, wheel)}
    text = json.dumps({"files": parts, "lock": {"info": lock["info"], "packages": packages}})
    runtime = _stored(f"runtime.{_hash(text.encode())}.json", text.encode())
    plain = _stored(f"{_hash(wheel)}.whl", wheel)
    address = f"{FOLDER}{_hash(wheel)}/{name}"
    return Runtime(
        address=FOLDER + runtime.name,
        wheel=address,
        size=sum(path.stat().st_size for path in packed.values()),
        files={FOLDER + places[part]: path.name for part, path in packed.items()}
        | {FOLDER + runtime.name: runtime.name, address: plain.name},
    )


def _lock() -> dict[str, Any]:
    """Pyodide's own list of the packages that fit it."""
    try:
        lock: dict[str, Any] = json.loads((PYODIDE / "pyodide-lock.json").read_text("utf-8"))
    except FileNotFoundError:
        raise Problem(
            "pyodide is missing in scripts/web; run scripts/build, which installs it"
        ) from None
    return lock


def _checked(path: Path, entry: dict[str, Any]) -> Path:
    """A wheel, if it is the one that Pyodide names."""
    name = path.relative_to(ROOT).as_posix()
    if not path.is_file():
        raise Problem(f"{name}: is missing; Pyodide's lock names this wheel, put it there")
    if hashlib.sha256(path.read_bytes()).hexdigest() != entry["sha256"]:
        raise Problem(
            f"{name}: is not the wheel that Pyodide's lock names; its sha256 must be "
            f"{entry['sha256']}"
        )
    return path


def _wheel() -> tuple[str, bytes]:
    """Our wheel: its name and its content, without the floors that no cell may import."""
    from hatchling.builders.wheel import WheelBuilder  # a build in which nothing changed needs none

    with tempfile.TemporaryDirectory() as folder:
        builder = WheelBuilder(str(ROOT))
        builder.target_config["exclude"] = [f"/adamdocs/{name}" for name in execution.ABOVE]
        (made,) = builder.build(directory=folder, versions=["standard"])
        return Path(made).name, Path(made).read_bytes()


def _entry(wheel: str, content: bytes) -> dict[str, Any]:
    """Our wheel in the words of Pyodide's lock."""
    name, version, *_ = wheel.split("-")
    return {
        "name": name,
        "version": version,
        "file_name": wheel,
        "install_dir": "site",
        "sha256": hashlib.sha256(content).hexdigest(),
        "package_type": "package",
        "imports": [name],
        "depends": ["numpy"],
        "unvendored_tests": False,
    }


def _place(name: str, packed: Path) -> str:
    """Name of a packed file, after what it holds: to pack comes out differently elsewhere.

    It is not called gzip, for some servers unpack on the way what they call that.
    """
    return f"{name}.{_hash(packed.read_bytes())}.bin"


def _packed(name: str, content: bytes) -> Path:
    path = STORE / f"{name}.{_hash(content)}.gz"
    return path if touch([path]) else _stored(path.name, gzip.compress(content, 9, mtime=0))


def _stored(name: str, content: bytes) -> Path:
    write_whole(STORE / name, content)
    return STORE / name


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:DIGITS]

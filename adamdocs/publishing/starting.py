"""What Python in the reader's browser starts from, compiled here once and not there at each start.

Compiling what it imports took more than half of a start.
"""

import subprocess
import tempfile
from pathlib import Path
from typing import Any

from adamdocs.files import write_whole
from adamdocs.publishing import bytecode, keys
from adamdocs.publishing.folders import sweep, touch
from adamdocs.publishing.node import NODE, environment
from adamdocs.publishing.problems import Problem
from adamdocs.publishing.slices import stamp

ROOT = keys.PACKAGE.parent
STORE = ROOT / ".cache" / "bytecode"
PROGRAM = ROOT / "scripts" / "web" / "bytecode.mjs"
MODULE = Path(bytecode.__file__)
WASM, LIBRARY = "pyodide.asm.wasm", "python_stdlib.zip"  # files of Pyodide's package
PATIENCE = 300  # seconds: it takes four


def compiled(pyodide: Path, wheel: Path) -> tuple[bytes, bytes]:
    """Pyodide's standard library and NumPy's wheel, with all that a start imports compiled.

    Made once for their stamps, by that Python in Node.

    Args:
        pyodide: folder of its package.
        wheel: of NumPy.

    Raises:
        Problem: Node is missing, or that Python does not run in it.
    """
    tools = [path.read_text(encoding="utf-8") for path in (PROGRAM, MODULE)]
    sources = [pyodide / LIBRARY, pyodide / WASM, wheel]
    key = keys.digest(*tools, *(f"{path.name} {stamp(path)}" for path in sources))
    library, numpy = (STORE / f"{name}.{key}" for name in (LIBRARY, wheel.name))
    if not touch([library, numpy]):
        STORE.mkdir(parents=True, exist_ok=True)
        _make(pyodide, wheel, {LIBRARY: library, wheel.name: numpy})
        sweep(STORE.iterdir())
    return library.read_bytes(), numpy.read_bytes()


def _make(pyodide: Path, wheel: Path, places: dict[str, Path]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        command: list[str | Path] = [NODE, PROGRAM, pyodide, wheel, MODULE, folder]
        settings: dict[str, Any] = {"capture_output": True, "text": True, "timeout": PATIENCE}
        try:
            done = subprocess.run(command, env=environment(), **settings)
        except FileNotFoundError:
            raise Problem("Node is missing in .venv; run scripts/build, which sets it up") from None
        except subprocess.TimeoutExpired:
            raise _failed(f"it took more than {PATIENCE} seconds") from None
        if done.returncode:
            raise _failed(done.stderr.strip().rpartition("\n")[2])
        for name, place in places.items():
            write_whole(place, Path(folder, name).read_bytes())


def _failed(reason: str) -> Problem:
    return Problem(
        f"scripts/web/{PROGRAM.name}: Python's modules could not be compiled: {reason}; if nothing "
        "was changed there, remove scripts/web/node_modules and run scripts/build again"
    )

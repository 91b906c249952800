"""JavaScript's side of the mirror: calls of `tests/js/mirror.mjs` in Node."""

import json
import subprocess
import tempfile
from pathlib import Path

import pytest

from adamdocs.publishing.node import NODE

ROOT = Path(__file__).resolve().parents[2]
MIRROR = ROOT / "tests/js/mirror.mjs"
PATIENCE = 120  # seconds


def node(*arguments):
    """Run Node on some arguments, without the warning that .js files need a package.json."""
    if not NODE.exists():
        pytest.fail("node is missing: scripts/test sets it up", pytrace=False)
    command = [NODE, "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", *arguments]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out:  # last words get lost in a pipe
        done = subprocess.run(
            command, cwd=ROOT, stdout=out, stderr=subprocess.PIPE, text=True, timeout=PATIENCE
        )
        out.seek(0)
        return done.returncode, out.read(), done.stderr


def mirror(command, given=None):
    """The answer of one command of tests/js/mirror.mjs to one JSON value."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "given.json"
        file.write_text(json.dumps(given), encoding="utf-8")
        code, answer, complaint = node(MIRROR, command, file)
    if code:
        pytest.fail(f"tests/js/mirror.mjs {command} failed:\n{complaint}", pytrace=False)
    return json.loads(answer)

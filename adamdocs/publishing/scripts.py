"""The site's scripts: modules joined into a few small files, named by what they hold.

Browsers may keep such files for good, and a module never meets one of another version.
"""

import hashlib
import os
import re
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from adamdocs.publishing import keys
from adamdocs.publishing.problems import Problem, one_line

ROOT = keys.PACKAGE.parent
MODULES = ROOT / "scripts" / "web" / "node_modules"
FOLDER = "javascripts/"
WORKER = f"{FOLDER}live/worker.js"
# Expressions stay as they are written: nothing comes near the order of their operations.
ALWAYS = """--bundle --format=esm --charset=utf8 --minify-whitespace
    --log-level=error --log-limit=1 --color=false""".split()
# What a page loads later stays a file of its own.
SPLIT = """--splitting --minify-identifiers --entry-names=[dir]/[name]
    --chunk-names=parts/[name]-[hash]""".split()
# A worker's script is one file. Where it runs there is no Node, whose modules it would ask for.
WHOLE = ["--external:node:*", "--external:ws"]


def joined(docs: Path, entries: Sequence[str]) -> tuple[str, dict[str, bytes]]:
    """The files a browser loads for some scripts, and the folder of the site they lie in.

    Args:
        docs: folder that holds `javascripts/`.
        entries: scripts that pages name, such as `javascripts/widgets.js`.

    Returns:
        The folder, named by the contents, and the files by their path in it.

    Raises:
        Problem: a script cannot be read, or the program that joins them is missing.
    """
    if not entries:
        return FOLDER, {}
    files = _bundled(docs, entries, SPLIT)
    digest = hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest()[:12]
    return f"{FOLDER}{digest}/", files


def worker(docs: Path) -> bytes:
    """The script of the worker that runs Python in the reader's browser, as one file.

    Raises:
        Problem: as for `joined`.
    """
    (script,) = _bundled(docs, [WORKER], WHOLE).values()
    return script


def _bundled(docs: Path, entries: Sequence[str], settings: Sequence[str]) -> dict[str, bytes]:
    """What esbuild makes of some scripts, by path below their folder."""
    with tempfile.TemporaryDirectory() as folder:
        command = [str(_program()), *entries, f"--outdir={folder}", f"--outbase={FOLDER}"]
        done = subprocess.run(
            [*command, *ALWAYS, *settings],
            cwd=docs,
            env=os.environ | {"NODE_PATH": str(MODULES)},  # where `import "…"` finds packages
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise Problem(_told(done.stderr, docs))
        made = sorted(path for path in Path(folder).rglob("*") if path.is_file())
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in made}


def _program() -> Path:
    """Esbuild, as npm put it beside its other platforms' places."""
    found = sorted([*MODULES.glob("@esbuild/*/bin/esbuild"), *MODULES.glob("@esbuild/*/*.exe")])
    if not found:
        raise Problem("esbuild is missing in scripts/web; run scripts/build, which installs it")
    return found[0]


def _told(said: str, docs: Path) -> str:
    """Esbuild's first complaint in one line: file and line, what it is, and the mend."""
    message = re.search(r"\[ERROR\]\s*(.+?)\n\s*\n?\s*(\S+?):(\d+):\d+:", said, re.DOTALL)
    if message is None:
        return f"{docs.name}/{FOLDER}: {one_line(said)}; mend the script"
    text, file, line = message.groups()
    return f"{docs.name}/{file}:{line}: {one_line(text)}; mend the script"

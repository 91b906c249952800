"""The site's scripts: modules joined into a few small files, named by what they hold.

Browsers may keep such files for good, and a module never meets one of another version.
"""

import hashlib
import json
import os
import re
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from adamdocs.files import write_whole
from adamdocs.publishing import keys
from adamdocs.publishing.folders import sweep, touch
from adamdocs.publishing.problems import Problem, one_line

ROOT = keys.PACKAGE.parent
MODULES = ROOT / "scripts" / "web" / "node_modules"
STORE = ROOT / ".cache" / "scripts"
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
    """What esbuild makes of some scripts, by path below their folder; made once for its sources."""
    command = [*entries, *ALWAYS, *settings]
    stored = STORE / f"{keys.digest(*command, *sources(docs))}.json"
    if touch([stored]):
        texts: dict[str, str] = json.loads(stored.read_text(encoding="utf-8"))
    else:
        texts = _made(docs, command)
        STORE.mkdir(parents=True, exist_ok=True)
        write_whole(stored, json.dumps(texts).encode())
        sweep(STORE.iterdir())
    return {name: text.encode() for name, text in texts.items()}


def sources(docs: Path) -> list[str]:
    """What scripts are made of: each by name and text, and what npm has installed."""
    paths = sorted((docs / FOLDER).rglob("*.js"))
    named = [(path.relative_to(docs).as_posix(), path) for path in paths]
    installed = MODULES / ".package-lock.json"
    parts = [part for name, path in named for part in (name, path.read_text(encoding="utf-8"))]
    return [*parts, installed.read_text(encoding="utf-8") if installed.is_file() else ""]


def _made(docs: Path, command: Sequence[str]) -> dict[str, str]:
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [str(_program()), *command, f"--outdir={folder}", f"--outbase={FOLDER}"],
            cwd=docs,
            env=os.environ | {"NODE_PATH": str(MODULES)},  # where `import "…"` finds packages
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise Problem(_told(done.stderr, docs))
        made = sorted(path for path in Path(folder).rglob("*") if path.is_file())
        return {p.relative_to(folder).as_posix(): p.read_text(encoding="utf-8") for p in made}


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

"""The site's scripts: modules joined into a few small files, named by what they hold.

Browsers may keep such files for good, and a module never meets one of another version.
"""

import hashlib
import json
import os
import re
import subprocess
import tempfile
from collections import Counter
from collections.abc import Sequence
from itertools import count
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
PARTS = "parts/"
SERVICE = f"{FOLDER}offline.js"
# Expressions stay as they are written: nothing comes near the order of their operations.
ALWAYS = """--bundle --charset=utf8 --minify-whitespace
    --log-level=error --log-limit=1 --color=false""".split()
# What a page loads later stays a file of its own.
SPLIT = """--format=esm --splitting --minify-identifiers --entry-names=[dir]/[name]
    --chunk-names=parts/[name]-[hash]""".split()
# A worker's script is one file. Where it runs there is no Node, whose modules it would ask for.
WHOLE = ["--format=esm", "--external:node:*", "--external:ws"]
# A page on a disk loads no modules, and runs no Python. With a star a path is what an import says.
CLASSIC = """--format=iife --minify-identifiers --define:OFFLINE=false
    --external:./live/cell.* --external:../live/open.*""".split()


def joined(
    docs: Path, entries: Sequence[str], *, offline: bool = False
) -> tuple[str, dict[str, bytes]]:
    """The files a browser loads for some scripts, and the folder of the site they lie in.

    Args:
        docs: folder that holds `javascripts/`.
        entries: scripts that pages name, such as `javascripts/widgets.js`.
        offline: whether they register the service worker; it is `OFFLINE` to them.

    Returns:
        The folder, named by the contents, and the files by their path in it.

    Raises:
        Problem: a script cannot be read, or the program that joins them is missing.
    """
    settings = [*SPLIT, f"--define:OFFLINE={str(offline).lower()}"]
    return _placed(_short(_bundled(docs, entries, settings)) if entries else {})


def classic(docs: Path, entries: Sequence[str]) -> tuple[str, dict[str, bytes]]:
    """The same for pages that are read from a disk: each script is one file, and none a module.

    Raises:
        Problem: as for `joined`.
    """
    return _placed(_bundled(docs, entries, CLASSIC) if entries else {})


def _placed(files: dict[str, bytes]) -> tuple[str, dict[str, bytes]]:
    if not files:
        return FOLDER, {}
    digest = hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest()[:12]
    return f"{FOLDER}{digest}/", files


def _short(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files with the hashes of parts left out: their folder has one, and no hash packs well."""
    stems = {name: name.rpartition("-")[0] for name in sorted(files) if name.startswith(PARTS)}
    often = Counter(stems.values())
    number = count()
    short = {
        name: f"{stem}.js" if often[stem] == 1 else f"{PARTS}{next(number)}.js"
        for name, stem in stems.items()
    }
    named = {Path(old).name: Path(new).name for old, new in short.items()}
    long = re.compile("|".join(map(re.escape, named)) or r"(?!)")
    return {
        short.get(name, name): long.sub(lambda found: named[found[0]], content.decode()).encode()
        for name, content in files.items()
    }


def service(docs: Path) -> bytes:
    """The script of the service worker, as one file.

    Raises:
        Problem: as for `joined`.
    """
    (script,) = _bundled(docs, [SERVICE], ["--format=esm", "--minify"]).values()
    return script


def style(text: str) -> str:
    """A style sheet in as few characters as say the same.

    Raises:
        Problem: it is not a style sheet, or the program that packs it is missing.
    """
    command = [str(_program()), "--loader=css", "--minify", "--charset=utf8", "--log-limit=1"]
    done = subprocess.run(command, input=text, capture_output=True, text=True)
    if done.stderr:  # of what it does not understand it only warns
        raise Problem(f"docs/stylesheets/: {one_line(done.stderr)}; mend the style sheet")
    return done.stdout


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

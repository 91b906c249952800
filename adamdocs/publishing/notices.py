"""licenses.txt: whose work the site hands on beside our own, and on what terms."""

import json
from collections.abc import Iterator
from importlib.metadata import distribution

from adamdocs.publishing import keys
from adamdocs.publishing.problems import Problem

WEB = keys.PACKAGE.parent / "scripts" / "web"
LOCK = WEB / "package-lock.json"
ADDRESS = "licenses.txt"
THEME = "mkdocs-material"  # from PyPI
TEXTS = {"MPL-2.0": "node_modules/dompurify/LICENSE-MPL"}  # for packages that come without
TOOLS = ("@types/emscripten", "esbuild", "ws")  # at work on this machine; no reader gets them
HEAD = """\
Adamdocs: code MIT, text and figures CC BY 4.0.

The site also hands on work of others, under the terms below: the faces (cut to the characters that
are used, and renamed), the theme, the editor of the cells, and Python for the reader's browser. Of
Python and NumPy the modules that a start imports are compiled, and their source is left out; so is
what only compilers and type checkers read of NumPy, whose list of files is written anew.
Pyodide is the package of that name and version on npm, its scripts joined into one; its source is
at https://github.com/pyodide/pyodide. It holds CPython, under the PSF License 2.0, whose text is at
https://docs.python.org/3/license.html.
"""
LINE = "=" * 80


def licenses() -> str:
    """The text of every license, under the name and version of what it covers.

    Raises:
        Problem: a package names no license, or a vendored license has no wheel beside it.
    """
    parts = [f"{LINE}\n{name}\n{LINE}\n\n{text.strip()}\n" for name, text in _notices()]
    return "\n".join([HEAD, *parts])


def _notices() -> Iterator[tuple[str, str]]:
    lock = json.loads(LOCK.read_text(encoding="utf-8"))
    for folder, package in sorted(lock["packages"].items()):
        name = folder.removeprefix("node_modules/")
        if not name or name in TOOLS or package.get("dev") or package.get("optional"):
            continue
        terms = package.get("license")
        if terms is None:
            raise Problem(f"{LOCK.name}: {name} names no license; see to its terms, or drop it")
        found = sorted((WEB / folder).glob("LICENSE*"))
        if not found and terms not in TEXTS:
            raise Problem(f"scripts/web: {name} comes without the text of {terms}; see to it")
        texts = [path.read_text(encoding="utf-8") for path in found or [WEB / TEXTS[terms]]]
        yield f"{name} {package['version']} ({terms})", "\n\n".join(texts)
    theme = distribution(THEME)
    text = theme.read_text("licenses/LICENSE")  # beside its metadata: to list its files takes long
    if text is None:
        raise Problem(f"{THEME}: comes without the text of its license; see to it")
    yield f"{THEME} {theme.version} (MIT)", text
    for path in sorted((WEB / "vendor").glob("LICENSE-*.txt")):
        name = path.stem.removeprefix("LICENSE-")
        wheels = list((WEB / "vendor").glob(f"{name}-*.whl"))
        if len(wheels) != 1:
            raise Problem(f"scripts/web/vendor: {path.name} needs one wheel of {name} beside it")
        version = wheels[0].name.split("-")[1]
        yield f"{name} {version} (BSD-3-Clause)", path.read_text(encoding="utf-8")

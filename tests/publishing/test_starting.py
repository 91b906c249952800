"""What a start imports is compiled by the reader's own Python, once, or one line says why not."""

import gzip
import io
import shutil
import zipfile

import pytest

from adamdocs.publishing import live, starting
from adamdocs.publishing.problems import Problem
from tests.site.built import SITE

(NUMPY,) = live.VENDOR.glob("numpy-*.whl")
LIBRARY = live.PYODIDE / starting.LIBRARY
# Some of what a start cannot do without; what it imports in a browser: tests/browser.
HOT = {"asyncio/events.py", "ast.py", "re/_parser.py", "_pyodide/_base.py", "traceback.py"}
HOT_OF_NUMPY = {"numpy/__init__.py", "numpy/_core/numeric.py", "numpy/linalg/_linalg.py"}


def checked(source, made, hot):
    """An archive has lost the source of what starts import, and what only compilers read."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(io.BytesIO(made)) as new:
        before, after = set(old.namelist()), set(new.namelist())
        compiled = {name.removesuffix("c") for name in after - before}
        assert hot <= compiled <= before
        assert len(compiled) < len(before) / 2
        left = before - after - compiled
        assert all(name.endswith(starting.bytecode.FOR_COMPILERS) for name in left), left
        same = {name for name in before & after if not name.endswith("/RECORD")}
        assert all(old.read(name) == new.read(name) for name in same)


def test_what_starts_import_is_compiled_once_and_comes_out_as_the_builds(tmp_path, monkeypatch):
    monkeypatch.setattr(starting, "STORE", tmp_path)
    library, numpy = starting.compiled(live.PYODIDE, NUMPY)
    checked(LIBRARY, library, HOT)
    checked(NUMPY, numpy, HOT_OF_NUMPY)
    for name, content in ((starting.LIBRARY, library), (NUMPY.name, numpy)):
        (built,) = (SITE / "live").glob(f"{name}.*.bin")
        assert gzip.decompress(built.read_bytes()) == content
    monkeypatch.setattr(starting, "_make", None)
    assert starting.compiled(live.PYODIDE, NUMPY) == (library, numpy)


def refused(monkeypatch, tmp_path, pyodide):
    monkeypatch.setattr(starting, "STORE", tmp_path / "store")
    with pytest.raises(Problem) as caught:
        starting.compiled(pyodide, NUMPY)
    assert not list((tmp_path / "store").iterdir())
    return str(caught.value)


def test_a_missing_node_names_the_command_that_brings_it(tmp_path, monkeypatch):
    monkeypatch.setattr(starting, "NODE", tmp_path / "node")
    assert refused(monkeypatch, tmp_path, live.PYODIDE) == (
        "Node is missing in .venv; run scripts/build, which sets it up"
    )


def test_a_pyodide_that_does_not_run_is_told_in_a_line(tmp_path, monkeypatch):
    broken = shutil.copytree(live.PYODIDE, tmp_path / "pyodide")
    (broken / starting.LIBRARY).write_bytes(b"no archive")
    said = refused(monkeypatch, tmp_path, broken)
    assert said == (
        "scripts/web/bytecode.mjs: Python's modules could not be compiled: "
        "Program terminated with exit(1); if nothing was changed there, "
        "remove scripts/web/node_modules and run scripts/build again"
    )


def test_a_module_that_is_wrong_is_told_in_a_line(tmp_path, monkeypatch):
    monkeypatch.setattr(starting, "MODULE", tmp_path / "bytecode.py")
    starting.MODULE.write_text("import nothing_of_the_kind\n")
    said = refused(monkeypatch, tmp_path, live.PYODIDE)
    assert ": ModuleNotFoundError: No module named 'nothing_of_the_kind'; if nothing was " in said


def test_a_node_that_hangs_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(starting, "PATIENCE", 0.01)
    said = refused(monkeypatch, tmp_path, live.PYODIDE)
    assert "could not be compiled: it took more than 0.01 seconds; if nothing was" in said

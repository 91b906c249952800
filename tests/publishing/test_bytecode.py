"""Archives of modules, some of them compiled, as this Python makes and imports them."""

import io
import json
import py_compile
import subprocess
import sys
import zipfile

import pytest

from adamdocs.publishing import bytecode

FILES = {
    "hot/__init__.py": '"""Imported by every start."""\n',
    "hot/sums.py": "def half(x):\n    return x / 2\n",
    "hot/sums.pyi": "def half(x: float) -> float: ...\n",
    "hot/include/sums.h": "double half(double);\n",
    "hot/table.txt": "1 2 3\n",
    "cold.py": "import hot.sums\n\nhot.sums.half('a')\n",
    "hot-1.dist-info/RECORD": "hot/sums.py,sha256=abc,12\n",
    "hot-1.dist-info/METADATA": "Name: hot\n",
}


def archived(files):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return made.getvalue()


@pytest.fixture
def made(tmp_path):
    """The archive with two modules compiled, where the bytecode says it is."""
    place = tmp_path / "modules.zip"
    names = {"hot/__init__.py", "hot/sums.py"}
    place.write_bytes(bytecode.compiled(archived(FILES), names, str(place)))
    return place


def python(place, source):
    """What a new Python says that has the archive on its path."""
    command = [sys.executable, "-c", f"import sys; sys.path[:0] = [{str(place)!r}]\n{source}"]
    return subprocess.run(command, capture_output=True, text=True)


def test_what_is_compiled_has_lost_its_source_and_all_else_is_as_it_was(made):
    with zipfile.ZipFile(made) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    assert {"hot/__init__.pyc", "hot/sums.pyc"} == {name for name in held if name.endswith("c")}
    for name in ("hot/table.txt", "cold.py", "hot-1.dist-info/METADATA"):
        assert held[name].decode() == FILES[name]
    gone = FILES.keys() - held.keys()
    assert gone == {"hot/__init__.py", "hot/sums.py", "hot/sums.pyi", "hot/include/sums.h"}
    listed = held["hot-1.dist-info/RECORD"].decode().splitlines()
    assert sorted(listed) == sorted(f"{name},," for name in held)


def test_python_imports_it_and_tells_where_it_is(made):
    done = python(made, "import hot.sums; print(hot.sums.half(3), hot.sums.__file__)")
    assert done.stdout.split() == ["1.5", f"{made}/hot/sums.pyc"], done.stderr
    failed = python(made, "import cold")
    assert f'File "{made}/hot/sums.py", line 2, in half' in failed.stderr


def test_sources_are_of_modules_that_were_read_and_are_not_frozen(made):
    tell = "import json, os, hot.sums; from adamdocs.publishing.bytecode import sources\n"
    library = json.__file__.removesuffix("/json/__init__.py")
    tell += "of = lambda place: sorted(sources([*sys.modules.values()], place))\n"
    tell += f"print(json.dumps([of({library!r}), of({str(made)!r})]))"
    of_library, of_archive = json.loads(python(made, tell).stdout)
    assert {"json/__init__.py", "json/decoder.py"} <= set(of_library)
    assert "os.py" not in of_library  # it is in the program
    assert of_archive == []  # what is compiled is no source


def test_the_bytes_are_the_same_each_time():
    names = {name for name in FILES if name.endswith(".py")}
    once, again = (bytecode.compiled(archived(FILES), names, "/there") for _ in range(2))
    assert once == again


def test_a_module_that_is_wrong_is_named():
    with pytest.raises(py_compile.PyCompileError, match="/there/wrong.py"):
        bytecode.compiled(archived({"wrong.py": "def:\n"}), {"wrong.py"}, "/there")

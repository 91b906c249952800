"""The house rules that a linter does not know: floors, bit-exact arithmetic, length, the wheel.

That imports point downward is checked by import-linter (see pyproject.toml and `scripts/test`).
"""

import ast
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "adamdocs"

FLOOR_0 = ("portable", "checks", "optimizers", "landscapes", "streams", "schedules", "theory")
NUMPY_ALONE = (*FLOOR_0, "runs", "sweeps")
BIT_EXACT = ("portable", "optimizers", "landscapes", "streams", "schedules")

MOVES = """arange array asarray atleast_1d atleast_2d broadcast_arrays broadcast_shapes broadcast_to
    concatenate empty empty_like expand_dims eye full full_like moveaxis ndim ones ones_like repeat
    reshape shape size squeeze stack tile zeros zeros_like""".split()
COMPUTES = "abs all any floor isfinite isnan sqrt where".split()
TYPES = """bool_ dtype errstate float16 float32 float64 floating inf int64 integer nan ndarray
    newaxis uint32 uint64 uint8""".split()
ALLOWED = {
    "numpy": {*MOVES, *COMPUTES, *TYPES},
    "math": {"fabs", "floor", "inf", "isfinite", "isinf", "isnan", "nan", "pi", "sqrt"},
}
METHODS = {"cumprod", "cumsum", "dot", "mean", "prod", "std", "sum", "trace", "var"}
BUILTINS = {"divmod", "pow", "round", "sum"}  # Python 3.12 sums floats with compensation
OTHER_MATHS = {"cmath", "decimal", "fractions", "operator", "random", "statistics"}


def sources(*modules):
    """The Python files of these modules of the package, or of all of it."""
    found = []
    for module in modules or (".",):
        path = PACKAGE / module
        files = sorted(path.rglob("*.py")) if path.is_dir() else [path.with_suffix(".py")]
        assert files, f"adamdocs.{module} is missing: name it here as it is called now"
        found += files
    return found


def imported(tree):
    """Line and top-level name of everything that a module imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.split(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, "adamdocs" if node.level else node.module.split(".")[0]
        elif isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in (
            "__import__",
            "import_module",
        ):
            yield node.lineno, ast.unparse(node)


def places(files, finder):
    """`file:line: what` for everything that `finder` yields in these files."""
    return [
        f"{path.relative_to(ROOT)}:{line}: {what}"
        for path in files
        for line, what in finder(ast.parse(path.read_text(encoding="utf-8")))
    ]


def foreign(tree):
    own = {*sys.stdlib_module_names, "numpy", "adamdocs"}
    return ((line, name) for line, name in imported(tree) if name not in own)


def inexact(tree):
    """Line and name of every operation whose last bit another language may round otherwise."""
    modules = {}  # the local name of numpy and math
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name in ALLOWED:
                    modules[alias.asname or alias.name] = alias.name
                elif alias.name.split(".")[0] in {*ALLOWED, *OTHER_MATHS}:
                    yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom) and node.module != "numpy.typing":
            origin = (node.module or "").split(".")[0]
            for alias in node.names:
                if origin in OTHER_MATHS or alias.name not in ALLOWED.get(origin, {alias.name}):
                    yield node.lineno, f"{node.module}.{alias.name}"
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp | ast.AugAssign):
            if isinstance(node.op, ast.Pow | ast.MatMult):
                yield node.lineno, ast.unparse(node)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            module = modules.get(node.value.id)
            if module and node.attr not in ALLOWED[module]:
                yield node.lineno, f"{module}.{node.attr}"
        if isinstance(node, ast.Call):
            call = node.func
            builtin = isinstance(call, ast.Name) and call.id in BUILTINS
            method = isinstance(call, ast.Attribute) and call.attr in METHODS
            if builtin or (method and ast.unparse(call.value) not in modules):
                yield node.lineno, ast.unparse(node)


def test_floors_0_and_1_import_nothing_but_numpy_and_the_standard_library():
    files = [PACKAGE / "__init__.py", *sources(*NUMPY_ALONE)]
    assert places(files, foreign) == []


@pytest.mark.parametrize(
    "code",
    [
        "import scipy.stats",
        "from matplotlib import pyplot",
        "def f():\n    import pandas as pd",
        "import importlib\nimportlib.import_module('torch')",
    ],
)
def test_the_check_of_imports_sees_one(code):
    assert list(foreign(ast.parse(code)))


def test_two_modules_know_mkdocs():
    def knows(tree):
        return ((line, name) for line, name in imported(tree) if name.startswith("mkdocs"))

    others = [path for path in sources() if not path.name.startswith("mkdocs_")]
    assert places(others, knows) == []


def test_the_bit_exact_modules_use_only_operations_with_one_result():
    assert places(sources(*BIT_EXACT), inexact) == []


@pytest.mark.parametrize(
    "code",
    [
        "x ** 2",
        "x **= 2",
        "a @ b",
        "import numpy as np\nnp.exp(x)",
        "import numpy as np\nf = np.sum",
        "import numpy\nnumpy.linalg.norm(x)",
        "import numpy as np\nnp.add.reduce(x)",
        "import numpy.linalg as la",
        "from numpy import dot",
        "from numpy.linalg import norm",
        "import math as m\nm.pow(x, 2)",
        "from math import hypot",
        "from statistics import fmean",
        "x.sum(axis=-1)",
        "(a * b).mean()",
        "pow(x, 2)",
        "sum(x)",
        "round(x)",
    ],
)
def test_the_check_of_arithmetic_sees(code):
    assert len(list(inexact(ast.parse(code)))) == 1


def test_the_check_of_arithmetic_accepts_what_is_exact():
    code = """
import math
import numpy as np
from numpy.typing import NDArray
from adamdocs.portable import exp
y = np.where(x > 0, np.sqrt(x * x) / 2.0, -np.abs(np.floor(x))) + exp(x) + math.sqrt(2.0)
shape = np.stack([x, y], axis=-1).reshape(-1).shape
z = (np.uint32(7) >> np.uint32(1)) ^ (1 << 5)
"""
    assert list(inexact(ast.parse(code))) == []


def test_no_file_is_longer_than_300_lines():
    scripts = [
        path
        for path in (ROOT / "scripts").rglob("*")
        if path.suffix in {"", ".sh", ".py", ".js", ".mjs"} and path.is_file()
        if "node_modules" not in path.parts
    ]
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in [*PACKAGE.rglob("*.py"), *scripts]
    }
    assert {name: length for name, length in lengths.items() if length > 300} == {}


SMOKE = """
import sys, importlib
import numpy as np
for module in sys.argv[1:]:
    importlib.import_module(f"adamdocs.{module}")
from adamdocs.optimizers import adam
rule = adam(lr=0.1)
theta = np.array([1.0, -2.0])
state = rule.init(theta)
for _ in range(10):
    step, state = rule.update(2 * theta, state, theta)
    theta = theta + step
others = {name.split(".")[0] for name in sys.modules} - sys.stdlib_module_names
print(sorted(others - {"numpy", "adamdocs", "__main__"}), state.t, theta.tolist())
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    (path,) = folder.glob("*.whl")
    return path


def test_the_wheel_holds_the_package_and_nothing_else(wheel):
    name, version = wheel.name.split("-")[:2]
    tops = {entry.split("/")[0] for entry in zipfile.ZipFile(wheel).namelist()}
    assert tops == {name, f"{name}-{version}.dist-info"}


def test_the_wheel_installs_and_runs_with_numpy_alone(wheel, tmp_path):
    uv = shutil.which("uv", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    assert uv, "uv is on PATH or in .venv after the set-up by scripts/test"
    venv.create(tmp_path / "venv", symlinks=True)
    python = tmp_path / "venv" / "bin" / "python"
    (packages,) = (tmp_path / "venv").glob("lib/python3*/site-packages")
    numpy = Path(np.__file__).parent
    for folder in (numpy, numpy.with_name("numpy.libs")):
        (packages / folder.name).symlink_to(folder)
    (metadata,) = numpy.parent.glob("numpy-*.dist-info")  # uv overlooks a link here
    shutil.copytree(metadata, packages / metadata.name)

    # Without an index nothing but the NumPy already there can satisfy the wheel's requirements.
    install = [uv, "pip", "install", "--no-config", "--no-index", "--python", python, wheel]
    done = subprocess.run(install, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr

    command = [python, "-I", "-c", SMOKE, *NUMPY_ALONE]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    here = subprocess.run([sys.executable, *command[1:]], capture_output=True, text=True)
    assert run.stdout.startswith("[] 10 [")
    assert run.stdout.split("] 10 ")[1] == here.stdout.split("] 10 ")[1]

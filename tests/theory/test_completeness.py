"""Every public closed form is held against something, and the package stays on its floor."""

import ast
import inspect
import sys
from pathlib import Path

import pytest

from adamdocs import theory

HERE = Path(__file__).parent
# What only checks arguments does not count as a test of a formula.
EVIDENCE = sorted(set(HERE.glob("test_*.py")) - {HERE / "test_arguments.py", Path(__file__)})
SOURCES = sorted(Path(theory.__file__).parent.glob("*.py"))


def names_used_in_tests(path):
    """Attributes of `theory` that the functions of a test file look up."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    return {
        node.attr
        for function in functions
        for node in ast.walk(function)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "theory"
    }


def test_every_public_name_is_exercised():
    used = set().union(*map(names_used_in_tests, EVIDENCE))
    assert set(theory.__all__) - used == set()


def test_all_names_every_public_function():
    defined = {
        node.name
        for path in SOURCES
        if not path.name.startswith("_")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    }
    assert set(theory.__all__) == defined | {"FLOAT_FORMATS"}
    assert len(theory.__all__) == len(set(theory.__all__))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_nothing_but_numpy_and_the_standard_library_is_imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            modules = [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            modules = [node.module]
        else:
            continue
        for module in modules:
            top = module.split(".")[0]
            own = module == "adamdocs.theory" or module.startswith("adamdocs.theory.")
            assert own or top == "numpy" or top in sys.stdlib_module_names


@pytest.mark.parametrize(
    "name", [n for n in theory.__all__ if inspect.isfunction(getattr(theory, n))]
)
def test_docstrings_state_an_equation_and_what_is_refused(name):
    doc = inspect.getdoc(getattr(theory, name))
    assert "Raises:\n    ValueError: " in doc
    first, rest = doc.split("\n", 1)
    assert first.endswith((".", "?"))
    # An indented equation follows the sentence, except where there is none to state.
    assert name == "float_format" or rest.startswith("\n    ")

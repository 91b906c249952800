"""What a function can reach by the names in it: modules behind its globals, cells and imports."""

import ast
import dis
import functools
import inspect
import sys
import types
from collections.abc import Iterator

PACKAGE = "adamdocs"
PAGES = "adamdocs.explainers"
LOADS = {"LOAD_GLOBAL", "LOAD_NAME", "LOAD_DEREF", "LOAD_FROM_DICT_OR_GLOBALS"}


def reached(function) -> set[str]:
    """Modules of the package that a function uses, through helpers of the pages as well.

    Modules below the pages are not looked into: that is what the contracts on imports are for.
    """
    found: set[str] = set()
    todo, seen = [function], set()
    while todo:
        value = todo.pop()
        value = inspect.unwrap(value) if callable(value) else value
        if id(value) in seen:
            continue
        seen.add(id(value))
        home = value.__name__ if isinstance(value, types.ModuleType) else module_of(value)
        if isinstance(value, types.FunctionType) and (value is function or in_pages(home)):
            todo += uses(value, found)
        elif home.startswith(PACKAGE) and not in_pages(home):
            found.add(home)
    return found


def in_pages(module):
    return module.startswith(PAGES) or not module.startswith(PACKAGE)


def module_of(value):
    """Where a function, class or object of a class was defined."""
    home = getattr(value, "__module__", None) or type(value).__module__
    return home if isinstance(home, str) else ""


def uses(function, found) -> Iterator[object]:
    """The values of all names in a function's code; imports inside it go into `found`."""
    cells = dict(zip(function.__code__.co_freevars, function.__closure__ or (), strict=True))
    for code in codes(function.__code__):
        instructions = list(dis.get_instructions(code))
        for number, one in enumerate(instructions):
            if one.opname == "IMPORT_NAME":
                found.add(one.argval)
            if one.opname not in LOADS:
                continue
            if one.argval in cells:
                yield cells[one.argval].cell_contents
                continue
            value = function.__globals__.get(one.argval)
            if isinstance(value, types.ModuleType):
                yield from attributes(value, instructions[number + 1 :])
            else:
                yield value
                yield from assigned(function.__globals__, one.argval, value, found)


def codes(code) -> Iterator[types.CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from codes(constant)


def attributes(module, following) -> Iterator[object]:
    """A module is used for the attributes taken from it, one after the other."""
    value, owner = module, module
    for one in following:
        if one.opname not in ("LOAD_ATTR", "LOAD_METHOD") or not isinstance(
            value, types.ModuleType
        ):
            break
        value, owner = getattr(value, one.argval, None), value
    yield value if hasattr(value, "__module__") else owner


def assigned(namespace, name, value, found) -> Iterator[object]:
    """What a module's own plain value, such as `SIZE = feed(…)`, was computed from."""
    module = sys.modules.get(namespace.get("__name__", ""))
    if module is None or callable(value) or not in_pages(module.__name__):
        return
    for node in statements(module):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        names = {
            inner.id for t in targets if t for inner in ast.walk(t) if isinstance(inner, ast.Name)
        }
        if name in names and getattr(node, "value", None):
            source = ast.Expression(ast.Lambda(NO_ARGUMENTS, node.value))
            code = compile(ast.fix_missing_locations(source), module.__file__ or "", "eval")
            yield from uses(eval(code, namespace), found)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                if (alias.asname or alias.name) == name:
                    origin = sys.modules.get(node.module)
                    yield from assigned(vars(origin), alias.name, value, found) if origin else ()


@functools.cache
def statements(module) -> list[ast.stmt]:
    return ast.parse(inspect.getsource(module)).body


NO_ARGUMENTS = ast.arguments([], [], None, [], [], None, [])

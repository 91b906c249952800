"""Which mutants there are, and which functions and constants have none."""

import ast
import fnmatch
import tomllib
import uuid
from pathlib import Path
from typing import NamedTuple

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator
from cosmic_ray.work_item import MutationSpec, WorkItem

from tests.mutation import operators

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SETTINGS = tomllib.loads((HERE / "mutation.toml").read_text())


class Part(NamedTuple):
    """A function or a constant: its name, and its first and last line."""

    name: str
    first: int
    last: int


def modules(wanted=("*",)):
    """The modules to mutate whose path matches, from the project's root."""
    patterns = [pattern for group in SETTINGS["modules"].values() for pattern in group]
    found = sorted(path.relative_to(ROOT) for pattern in patterns for path in ROOT.glob(pattern))
    return [path for path in found if any(fnmatch.fnmatch(path, f"*{one}*") for one in wanted)]


def operator(name):
    """An operator by its name in a session."""
    provider, _, short = name.partition("/")
    return getattr(operators, short)() if provider == "own" else get_operator(name)()


def mutants(path, source):
    """Mutants of a module: those of the usual operators, and others where these find nothing."""
    settings = SETTINGS["operators"]
    usual = [f"core/{name}" for name in settings["cosmic-ray"]]
    found = list(_positions(path, source, usual + [f"own/{name}" for name in settings["own"]]))
    bare = parts_without(source, found)
    others = _positions(path, source, [f"own/{name}" for name in settings["otherwise"]])
    found += [one for one in others if any(_within(one, part) for part in bare)]
    return [WorkItem.single(uuid.uuid4().hex, one) for one in found]


def parts_without(source, found):
    """Functions and constants of a module in which no mutation is."""
    return [part for part in parts(source) if not any(_within(one, part) for one in found)]


def parts(source):
    """All functions with a body, however deep, and all constants of a module."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and not _is_interface(node):
            yield Part(node.name, node.body[0].lineno, node.end_lineno)
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name) and target.id.strip("_").isupper():
                yield Part(target.id, node.lineno, node.end_lineno)


def around(source, line):
    """Spans of lines around a line: its statement, the function or class that it is in."""
    nodes = [
        node for node in ast.walk(ast.parse(source)) if _span(node)[0] <= line <= _span(node)[1]
    ]
    simple = [node for node in nodes if isinstance(node, ast.stmt) and not hasattr(node, "body")]
    scopes = [node for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    spans = [_span(node) for node in simple[-1:]] or [(line, line)]
    return spans + [_span(node) for node in reversed(scopes)]


def _span(node):
    above = [one.lineno for one in getattr(node, "decorator_list", ())]
    return min([getattr(node, "lineno", 0), *above]), getattr(node, "end_lineno", 0) or 0


def mutated(source, mutation):
    """The source with one thing wrong."""
    return mutate_code(source, operator(mutation.operator_name), mutation.occurrence)


def change(source, mutation):
    """The lines that a mutation changes, before and after."""
    before, after = source.splitlines(), mutated(source, mutation).splitlines()
    head = next(
        at for at, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]
    )
    tail = len(before) - len(after)
    last = mutation.end_pos[0]
    old, new = before[head:last], after[head : last - tail]
    return " ".join(map(str.strip, old)), " ".join(map(str.strip, new))


def _positions(path, source, names):
    tree = get_ast(source)
    for name in names:
        one = operator(name)
        places = (
            (node, place) for node in ast_nodes(tree) for place in one.mutation_positions(node)
        )
        for occurrence, (node, (start, end)) in enumerate(places):
            if not (_in_annotation(node) or _marks_parameters(node) or _is_nudged(name, node)):
                yield MutationSpec(
                    module_path=path,
                    operator_name=name,
                    occurrence=occurrence,
                    start_pos=start,
                    end_pos=end,
                )


def _within(mutation, part):
    return part.first <= mutation.start_pos[0] <= part.last


def _is_interface(function):
    """Whether it says what to write and does nothing."""
    overload = any("overload" in ast.unparse(one) for one in function.decorator_list)
    return overload or all(
        isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant) for one in function.body
    )


def _marks_parameters(node):
    """Whether it is the star after which arguments have names, which is no product."""
    return node.type == "operator" and node.parent.type in ("parameters", "param")


def _is_nudged(name, node):
    """Whether it is a float, which another operator changes less."""
    return name == "core/NumberReplacer" and operators.is_float(node.value)


def _in_annotation(node):
    """Whether a node is part of a type: types are mypy's to hold."""
    while (above := node.parent) is not None:
        if above.type == "tfpdef" and node is not above.children[0]:
            return True
        if above.type == "annassign" and node is above.children[1]:
            return True
        if above.type == "funcdef" and node is above.annotation:
            return True
        node = above
    return False

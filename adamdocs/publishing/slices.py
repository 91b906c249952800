"""Python modules taken apart: what a page registers, all else, and what each piece mentions."""

import ast
import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

Stamp = tuple[int, int]
# Arguments of `@page.…` that are set when the page is: they are no part of what is run or drawn.
WORDS = {
    *("alt", "caption", "doc", "evidence", "heard", "holds", "otherwise"),
    *("question", "reason", "says", "settings", "solution", "statistic"),
}


class Import(NamedTuple):
    """A module that some code imports, and the names it takes from it; None for the module."""

    module: str
    names: frozenset[str] | None


class Code(NamedTuple):
    """A piece of a module: its hash, the names it mentions, and what it imports."""

    key: str
    names: frozenset[str]
    imports: tuple[Import, ...]


class Source(NamedTuple):
    """A module, taken apart.

    Attributes:
        items: the functions it registers with `@page.…`.
        rest: all else.
        frame: all else but imports.
        passes_on: whether it has nothing but names that it imports from other modules.
    """

    items: dict[str, Code]
    rest: Code
    frame: str
    passes_on: bool

    def reached(self, names: frozenset[str] | None) -> set[str]:
        """Items that some names lead to, directly or by way of other items; all for None."""
        found: set[str] = set()
        todo = list(self.items if names is None else names | self.rest.names)
        while todo:
            name = todo.pop()
            if name in self.items and name not in found:
                found.add(name)
                todo += self.items[name].names
        return found


def stamp(path: Path) -> Stamp:
    """What tells whether a file is still the same: when it was written, and its size."""
    status = path.stat()
    return status.st_mtime_ns, status.st_size


@cache
def _tree(path: Path, written: Stamp) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def tree(path: Path) -> ast.Module:
    """Syntax tree of a file, parsed once as long as the file stays the same."""
    return _tree(path, stamp(path))


@cache
def source_at(path: Path, module: str, written: Stamp) -> Source:
    """A module's file, taken apart once as long as it stays the same."""
    parsed = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    items: dict[str, list[ast.stmt]] = {}
    rest: list[ast.stmt] = []
    taken = _taken(parsed)
    for node in _stripped(parsed).body:
        if isinstance(node, ast.FunctionDef) and any(map(_registers, node.decorator_list)):
            items[node.name] = [node]
        else:
            rest.append(node)
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    imports = [node for node in rest if isinstance(node, ast.Import | ast.ImportFrom)]
    frame = [node for node in rest if node not in imports and not _is_all(node)]
    renamed = any(alias.asname for node in imports for alias in node.names)
    return Source(
        {name: _code(nodes, package, taken) for name, nodes in items.items()},
        _code(rest, package, taken),
        digest(*map(ast.dump, frame)),
        bool(imports) and not (items or frame or renamed),
    )


def _is_all(node: ast.stmt) -> bool:
    """Whether a statement says what `import *` takes, which nothing here does."""
    if not isinstance(node, ast.Assign):
        return False
    return [ast.unparse(target) for target in node.targets] == ["__all__"]


def _taken(parsed: ast.Module) -> dict[str, frozenset[str]]:
    """For every name of which nothing but attributes are used, as in `theory.first_step`, those."""
    bases = [node for node in ast.walk(parsed) if isinstance(node, ast.Attribute)]
    of_names = [(node.value, node.attr) for node in bases if isinstance(node.value, ast.Name)]
    inner = {id(name) for name, _ in of_names}
    whole = {
        node.id for node in ast.walk(parsed) if isinstance(node, ast.Name) and id(node) not in inner
    }
    found: dict[str, set[str]] = {}
    for name, attribute in of_names:
        found.setdefault(name.id, set()).add(attribute)
    return {name: frozenset(used) for name, used in found.items() if name not in whole}


def _stripped(parsed: ast.Module) -> ast.Module:
    """The tree without docstrings, and without the words given to `@page.…`."""
    for node in ast.walk(parsed):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr):
            value = body[0].value
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                del body[0]
        if isinstance(node, ast.FunctionDef):
            for call in filter(_registers, node.decorator_list):
                assert isinstance(call, ast.Call)
                call.keywords = [word for word in call.keywords if word.arg not in WORDS]
    return parsed


def _registers(decorator: ast.expr) -> bool:
    """Whether a decorator is `@page.…(…)`."""
    return (
        isinstance(decorator, ast.Call)
        and isinstance(decorator.func, ast.Attribute)
        and isinstance(decorator.func.value, ast.Name)
        and decorator.func.value.id == "page"
    )


def _code(nodes: list[ast.stmt], package: str, taken: dict[str, frozenset[str]]) -> Code:
    found = [inner for node in nodes for inner in ast.walk(node)]
    return Code(
        digest(*map(ast.dump, nodes)),
        frozenset(node.id for node in found if isinstance(node, ast.Name)),
        tuple(one for node in found for one in _imports(node, package, taken)),
    )


def _imports(node: ast.AST, package: str, taken: dict[str, frozenset[str]]) -> Iterator[Import]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield Import(alias.name, taken.get(alias.asname or ""))
    elif isinstance(node, ast.ImportFrom):
        up = package.split(".")[: package.count(".") + 2 - node.level] if node.level else []
        module = ".".join([*up, *([node.module] if node.module else [])])
        yield Import(module, frozenset(alias.name for alias in node.names))
        for alias in node.names:  # some of them may be modules
            yield Import(f"{module}.{alias.name}", taken.get(alias.asname or alias.name))


def digest(*parts: str) -> str:
    """Hash of a sequence of texts."""
    total = hashlib.sha256()
    for part in parts:
        total.update(hashlib.sha256(part.encode()).digest())
    return total.hexdigest()[:24]

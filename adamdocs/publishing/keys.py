"""What an artefact depends on, as one hash: its function, what that uses, and library versions.

Sources are compared by syntax tree: a comment or a line break changes no key.
"""

import ast
import hashlib
import platform
from functools import cache
from importlib.metadata import version
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
RENDERING = "adamdocs.drawing.rendering"
LIBRARIES = ("numpy", "matplotlib")


def source_of(module: str, root: Path = PACKAGE) -> Path | None:
    """File of a module of the package, or None where there is none of that name."""
    path = root.parent.joinpath(*module.split("."))
    for candidate in (path.with_suffix(".py"), path / "__init__.py"):
        if candidate.is_file():
            return candidate
    return None


@cache
def _tree(path: Path, stamp: tuple[int, int]) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def tree(path: Path) -> ast.Module:
    """Syntax tree of a file, parsed once as long as the file stays the same."""
    status = path.stat()
    return _tree(path, (status.st_mtime_ns, status.st_size))


def imported_modules(module: str, root: Path = PACKAGE) -> set[str]:
    """Every module of the package that a module needs, itself included, by reading the sources."""
    found: set[str] = set()
    todo = [module]
    while todo:
        name = todo.pop()
        path = source_of(name, root)
        if name in found or path is None:
            continue
        found.add(name)
        parents = name.split(".")[:-1]
        todo += [".".join(parents[: i + 1]) for i in range(len(parents))]
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Import):
                todo += [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                todo += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return found


def page_items(module: ast.Module) -> dict[str, ast.FunctionDef]:
    """Functions registered with `@page.…`, by name."""
    return {
        node.name: node
        for node in module.body
        if isinstance(node, ast.FunctionDef)
        and any(
            isinstance(decorator, ast.Call)
            and isinstance(decorator.func, ast.Attribute)
            and isinstance(decorator.func.value, ast.Name)
            and decorator.func.value.id == "page"
            for decorator in node.decorator_list
        )
    }


def item_key(module: str, name: str, kind: str, root: Path = PACKAGE) -> str:
    """Key of one figure or number of a page's module.

    It covers the item's own source, the other items it names, the rest of its module, every module
    of the package imported from there, and the versions of Python and of the libraries. A figure's
    caption and alt text stand in its decorator and are left out: they are set when the page is.
    """
    path = source_of(module, root)
    assert path is not None
    parsed = tree(path)
    items = page_items(parsed)
    needed, todo = set(), [name]
    while todo:
        item = todo.pop()
        if item not in needed:
            needed.add(item)
            names = {n.id for n in ast.walk(items[item]) if isinstance(n, ast.Name)}
            todo += sorted(names & set(items))
    rest = [node for node in parsed.body if getattr(node, "name", None) not in items]
    parts = [kind, name, *map(ast.dump, rest)]
    for item in sorted(needed):
        decorators = [] if kind == "figure" else items[item].decorator_list
        parts += map(ast.dump, [items[item].args, *items[item].body, *decorators])
    used = imported_modules(module, root)
    if kind == "figure":
        used |= imported_modules(RENDERING, root)
    for imported in sorted(used - {module}):
        source = source_of(imported, root)
        assert source is not None
        parts += [imported, ast.dump(tree(source))]
    return digest(*parts, *library_versions())


@cache
def library_versions() -> tuple[str, ...]:
    """Versions of all that can change a number or a stroke."""
    return platform.python_version(), *(f"{name} {version(name)}" for name in LIBRARIES)


def package_key(root: Path = PACKAGE) -> str:
    """Key of the whole package: while it stays, no artefact can have changed."""
    parts = []
    for path in sorted(root.rglob("*.py")):
        parts += [path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")]
    return digest(*parts, *library_versions())


def digest(*parts: str) -> str:
    """Hash of a sequence of texts."""
    total = hashlib.sha256()
    for part in parts:
        total.update(hashlib.sha256(part.encode()).digest())
    return total.hexdigest()[:24]

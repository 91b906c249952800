"""What an artefact depends on, as one hash: its function, what that uses, and library versions.

Sources are compared by syntax tree: a comment, a docstring or a line break changes no key.
"""

import hashlib
import platform
import sys
import sysconfig
from collections.abc import Container, Iterable, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, packages_distributions, version
from pathlib import Path
from typing import NamedTuple

from adamdocs.publishing.slices import Import, Source, Stamp, digest, source_at, stamp, tree

__all__ = [
    "PACKAGE",
    "Item",
    "Snapshot",
    "digest",
    "imported_modules",
    "installed",
    "package_key",
    "source_of",
    "tree",
    "versions",
]

PACKAGE = Path(__file__).resolve().parents[1]
RENDERING = "adamdocs.drawing.rendering"
STROKES = ("brotli", "contourpy", "matplotlib", "pillow")  # draws, beside what sources import
FACES = ".cache/fonts/*.ttf"  # what figures are set in


class Item(NamedTuple):
    """Key of something a page computes, and the files it hangs on."""

    key: str
    files: frozenset[Path]


class Reach(NamedTuple):
    """Hashes of code by where it stands, and the libraries that it uses."""

    parts: dict[str, str]
    foreign: set[str]


class Snapshot:
    """The package's files as they are when this is made.

    Args:
        root: folder of the package.
    """

    def __init__(self, root: Path = PACKAGE) -> None:
        self.root = root
        files = _files(root)
        sources = [path for path in files if path.suffix == ".py"]
        self._stamps = {path: stamp(path) for path in [*files, *_faces(root)]}
        self._hashed = {path: _hash(path, written) for path, written in self._stamps.items()}
        self._reached: dict[Import, Reach] = {}
        self._keys: dict[tuple[str, ...], str] = {}
        self._modules = {_module(path.relative_to(root.parent)): path for path in sources}
        data = [path for path in files if _is_data(path.relative_to(root.parent))]
        self._data = self._of_all(data)  # once: thousands of items hang on it
        self._drawn = self._of_all([*data, *_faces(root)])

    def source(self, module: str) -> Source:
        """A module, taken apart."""
        path = self._modules[module]
        return source_at(path, module, self._stamps[path])

    def item(self, module: str, name: str, kind: str) -> Item:
        """One figure, number or claim of a page.

        Its key covers its function, the other items that it names, the rest of its module, every
        module of the package that these import, data files, and the versions of Python and of the
        libraries. Captions and other words are left out: they are set when the page is.
        """
        known = name in self.source(module).items
        parts, foreign = self._reach_of(Import(module, frozenset({name}) if known else None))
        data, hashes = self._data
        if kind == "figure":
            rendering = self._reach_of(Import(RENDERING, frozenset()))
            parts |= rendering.parts
            foreign |= rendering.foreign | set(STROKES)
            data, hashes = self._drawn
        files = {self._modules[part.split(":")[0]] for part in parts}
        flat = [text for pair in sorted(parts.items()) for text in pair]
        key = digest(kind, name, *flat, *hashes, *versions(frozenset(foreign)))
        return Item(key, data | files)

    def modules(self, module: str) -> set[str]:
        """Every module of the package that a module needs, itself included."""
        return {part.split(":")[0] for part in self._reach([Import(module, None)]).parts}

    def _reach(self, start: Iterable[Import]) -> Reach:
        """Hashes of all code that some imports lead to, and the foreign modules on the way."""
        found = Reach({}, set())
        seen: set[Import] = set()
        todo = list(start)
        while todo:
            one = todo.pop()
            if one not in seen:
                seen.add(one)
                todo += self._step(one, found)
        return found

    def _reach_of(self, one: Import) -> Reach:
        """What `_reach` finds from one import; what many items import is followed once for all."""
        found = Reach({}, set())
        for onward in self._step(one, found):
            if onward not in self._reached:
                self._reached[onward] = self._reach([onward])
            found.parts.update(self._reached[onward].parts)
            found.foreign.update(self._reached[onward].foreign)
        return found

    def _step(self, one: Import, found: Reach) -> list[Import]:
        """Add what an import brings, and return where it leads."""
        if one.module not in self._modules:
            name = one.module.partition(".")[0]
            found.foreign.update({name} - {self.root.name})
            return []
        if self._takes_modules_alone(one):
            return []
        source = self.source(one.module)
        found.parts.update(self._parents(one.module))
        if source.passes_on and one.names is not None:
            found.parts[f"{one.module}:"] = source.frame
            inner = (f"{one.module}.{name}" for name in one.names)
            return [
                *(part for part in source.rest.imports if _gives(part, one.names)),
                *(Import(name, None) for name in inner if name in self._modules),
            ]
        found.parts[one.module] = source.rest.key
        leads = list(source.rest.imports)
        for item in source.reached(one.names):
            found.parts[f"{one.module}:{item}"] = source.items[item].key
            leads += source.items[item].imports
        return leads

    def _takes_modules_alone(self, one: Import) -> bool:
        """Whether an import takes nothing of a package but modules, which are followed anyway."""
        names = one.names or ()
        return bool(names) and all(f"{one.module}.{name}" in self._modules for name in names)

    def _parents(self, module: str) -> dict[str, str]:
        """A parent runs when its child is imported; what it only imports is not used by it."""
        parts = {}
        while module := module.rpartition(".")[0]:
            parts[f"{module}:"] = self.source(module).frame
        return parts

    def changed(self, files: Iterable[Path]) -> bool:
        """Whether one of these files is no longer what it was."""
        try:
            edited = [path for path in files if stamp(path) != self._stamps[path]]
            return any(_hash(path, stamp(path)) != self._hashed[path] for path in edited)
        except FileNotFoundError:
            return True

    def key(self, without: tuple[str, ...] = ()) -> str:
        """Key of all files and the environment: while it stays, no artefact can have changed.

        Args:
            without: names of modules and folders of the package that do not count.
        """
        if without not in self._keys:
            self._keys[without] = digest(*self._hashes(self._counted(without)), *installed())
        return self._keys[without]

    def stands(self, without: tuple[str, ...] = ()) -> bool:
        """Whether the files that a key is made of are still what they were."""
        return not self.changed(self._counted(without))

    def _counted(self, without: Container[str]) -> list[Path]:
        return [
            path
            for path in self._stamps
            if not path.is_relative_to(self.root)
            or path.relative_to(self.root).parts[0] not in without
        ]

    def _of_all(self, files: list[Path]) -> tuple[frozenset[Path], list[str]]:
        return frozenset(files), self._hashes(files)

    def _hashes(self, files: Iterable[Path]) -> list[str]:
        return [
            f"{path.relative_to(self.root.parent).as_posix()} {self._hashed[path]}"
            for path in sorted(files)
        ]


def _gives(one: Import, names: frozenset[str]) -> bool:
    """Whether an import brings one of these names."""
    return one.names is not None and bool(one.names & names)


def _is_data(path: Path) -> bool:
    """Whether a file of the package is neither Python nor the builder's own."""
    return path.suffix != ".py" and path.parts[1] != "publishing"


def _module(path: Path) -> str:
    """Dotted name of a file of the package."""
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def _files(root: Path) -> list[Path]:
    """Every file of the package, caches aside."""
    return [path for path in root.rglob("*") if "__pycache__" not in path.parts and path.is_file()]


def _faces(root: Path) -> list[Path]:
    """The faces that figures are set in."""
    return list(root.parent.glob(FACES))


@cache
def _hash(path: Path, written: Stamp) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def source_of(module: str, root: Path = PACKAGE) -> Path | None:
    """File of a module of the package, or None where there is none of that name."""
    path = root.parent.joinpath(*module.split("."))
    for candidate in (path.with_suffix(".py"), path / "__init__.py"):
        if candidate.is_file():
            return candidate
    return None


def imported_modules(module: str, root: Path = PACKAGE) -> set[str]:
    """Every module of the package that a module needs, itself included, by reading the sources."""
    return Snapshot(root).modules(module)


def package_key(root: Path = PACKAGE) -> str:
    """Key of the whole package and environment as they are now."""
    return Snapshot(root).key()


@cache
def versions(modules: frozenset[str]) -> tuple[str, ...]:
    """Versions of Python and of the libraries that hold these modules."""
    found = [platform.python_version()]
    for module in sorted(modules - set(sys.stdlib_module_names)):
        try:
            found.append(f"{module} {version(module)}")
        except PackageNotFoundError:
            homes = sorted(set(_distributions().get(module, [])))
            found += [f"{home} {version(home)}" for home in homes]
    return tuple(found)


@cache
def _distributions() -> Mapping[str, list[str]]:
    """What was installed, by the modules it brought: to look takes a second."""
    return packages_distributions()


def installed() -> tuple[str, ...]:
    """Name and version of everything installed beside Python, quickly."""
    folders = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    names = {path.name for folder in folders for path in Path(folder).glob("*.dist-info")}
    return platform.python_version(), *sorted(names)

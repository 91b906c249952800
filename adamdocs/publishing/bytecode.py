"""Archives of Python modules, some of them compiled: a start need not compile those any more.

The build runs this module in Pyodide, since only the Python that reads bytecode can write it. It
imports nothing but the standard library.
"""

import io
import py_compile
import tempfile
import zipfile
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from pathlib import Path
from types import ModuleType

DATE = (1980, 1, 1, 0, 0, 0)
FOR_COMPILERS = (".a", ".c", ".h", ".pxd", ".pyi")  # what a wheel holds besides what Python reads


def sources(modules: Iterable[ModuleType], place: str) -> set[str]:
    """Of modules, the sources that were read in a folder or an archive, as paths in it."""
    specs = [getattr(module, "__spec__", None) for module in modules]
    origins = [spec.origin for spec in specs if spec is not None and spec.has_location]
    folder = f"{place}/"
    below = {origin.removeprefix(folder) for origin in origins if origin.startswith(folder)}
    return {path for path in below if path.endswith(".py")}


def compiled(archive: bytes, names: AbstractSet[str], place: str) -> bytes:
    """An archive with the bytecode of some modules in the place of their source.

    Its files are not packed one by one: all together pack better.

    Args:
        archive: a wheel, or another archive of modules.
        names: paths in it of the modules to compile.
        place: where Python will find it; tracebacks name the modules there.

    Raises:
        py_compile.PyCompileError: a module cannot be compiled.
    """
    made = io.BytesIO()
    record = ""
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith(".dist-info/RECORD"):
                record = name
            elif name in names:
                new.writestr(_dated(f"{name}c"), _bytecode(content, f"{place}/{name}"))
            elif not name.endswith(FOR_COMPILERS):
                new.writestr(_dated(name), content)
        if record:
            held = [*new.namelist(), record]
            new.writestr(_dated(record), "".join(f"{name},,\n" for name in held))
    return made.getvalue()


def _dated(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, DATE)


def _bytecode(source: bytes, shown: str) -> bytes:
    """A module compiled so that Python takes it without looking for its source."""
    with tempfile.TemporaryDirectory() as folder:
        module, target = Path(folder, "module.py"), Path(folder, "module.pyc")
        module.write_bytes(source)
        unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH
        py_compile.compile(
            str(module), str(target), shown, doraise=True, invalidation_mode=unchecked
        )
        return target.read_bytes()

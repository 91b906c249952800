"""The reference of the package, written from its docstrings without importing it.

    {{api adamdocs.optimizers}}

stands for the Markdown of everything in that module's `__all__`: signature, docstring, arguments,
errors. It is kept by content.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

import griffe

from adamdocs.files import write_whole
from adamdocs.publishing import keys
from adamdocs.publishing.problems import Problem

STORE = keys.PACKAGE.parent / ".cache" / "reference"


def reference(module: str, store: Path = STORE) -> str:
    """Markdown of a module's public functions and classes.

    Args:
        module: dotted name, such as `adamdocs.optimizers`.
        store: folder in which it is kept.

    Raises:
        Problem: there is no such module.
    """
    source = keys.source_of(module)
    if source is None or not module.startswith("adamdocs."):
        raise Problem(f"unknown module {module!r}; write it as adamdocs.optimizers")
    read = sorted(source.parent.rglob("*.py")) if source.name == "__init__.py" else [source]
    texts = [path.read_text(encoding="utf-8") for path in [Path(__file__), *read]]
    kept = store / f"{module}-{keys.digest(*texts, version('griffe'))}.md"
    if not kept.is_file():
        store.mkdir(parents=True, exist_ok=True)
        for old in store.glob(f"{module}-*.md"):
            old.unlink(missing_ok=True)
        write_whole(kept, "\n".join(_module(module)).encode())
    return kept.read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _package(key: str) -> griffe.Object | griffe.Alias:
    """The whole package, read once for each state of its sources: that takes a second."""
    return griffe.load(
        "adamdocs",
        search_paths=[str(keys.PACKAGE.parent)],
        docstring_parser="google",
        allow_inspection=False,
    )


def _module(name: str) -> Iterator[str]:
    module = _package(keys.package_key())[name.partition(".")[2]]
    assert isinstance(module, griffe.Module | griffe.Alias)
    public = [str(export) for export in module.exports or ()] or [
        member.name
        for member in module.members.values()
        if member.is_public and not member.is_alias and (member.is_function or member.is_class)
    ]
    for export in sorted(public, key=str.lower):
        member = module[export]
        if member.is_module:  # a module may hide the function it is named after
            member = member[export]
        if member.is_function or member.is_class:
            yield from _member(member)


def _member(member: griffe.Object | griffe.Alias) -> Iterator[str]:
    yield f"### {member.name} {{ #{member.path.split('.')[1]}-{member.name.lower()} }}\n"
    yield f"```python\n{signature(member)}\n```\n"
    for section in member.docstring.parsed if member.docstring else ():
        if section.kind is griffe.DocstringSectionKind.text:
            yield f"{_plain(section.value)}\n"
        elif section.kind in (
            griffe.DocstringSectionKind.parameters,
            griffe.DocstringSectionKind.attributes,
        ):
            for item in section.value:
                yield f"`{item.name}`\n:   {_joined(item.description)}\n"
        elif section.kind is griffe.DocstringSectionKind.returns:
            yield f"Returns\n:   {_joined(' '.join(item.description for item in section.value))}\n"
        elif section.kind is griffe.DocstringSectionKind.raises:
            yield (
                "Raises\n:   "
                + "; ".join(
                    f"`{item.annotation}`: {_joined(item.description)}" for item in section.value
                )
                + "\n"
            )


def signature(member: griffe.Object | griffe.Alias, width: int = 66) -> str:
    """Name and parameters as a call, without annotations, broken to the page's width."""
    if not member.is_function:
        return f"class {member.name}"
    assert isinstance(member, griffe.Function | griffe.Alias)
    words = list(_parameters(list(member.parameters)))
    line = f"{member.name}({', '.join(words)})"
    if len(line) <= width:
        return line
    return "\n".join([f"{member.name}(", *(f"    {word}," for word in words), ")"])


def _parameters(parameters: Sequence[griffe.Parameter]) -> Iterator[str]:
    starred = False
    for parameter in parameters:
        if parameter.kind is griffe.ParameterKind.keyword_only and not starred:
            starred = True
            yield "*"
        if parameter.name in ("self", "cls"):
            continue
        default = "" if parameter.default is None else f"={parameter.default}"
        yield parameter.name + default


def _joined(text: str) -> str:
    return _plain(re.sub(r"\s+", " ", text).strip())


def _plain(text: str) -> str:
    """Prose in which `∫_a^b … ∫_b^c` stays as it is; code and indented equations are left alone."""
    return re.sub(
        r"`[^`]*`|^ {4}.*$|_",
        lambda found: r"\_" if found[0] == "_" else found[0],
        text,
        flags=re.MULTILINE,
    )

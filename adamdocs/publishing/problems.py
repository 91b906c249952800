"""How the builder says what is wrong: one line naming file, line and the mend."""

import logging
import sys
import traceback
from pathlib import Path

# Below "mkdocs", so that a strict build counts every warning.
log = logging.getLogger("mkdocs.adamdocs")


class Problem(Exception):
    """Something a contributor can mend, told in one line; several problems in as many lines."""


def say(text: str) -> None:
    """Tell whoever runs the command, beside its output."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def tell(line: str) -> None:
    """Put a line of the command's output where a reader who waits sees it at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def one_line(text: object) -> str:
    """Text without line breaks."""
    return " ".join(str(text).split())


def described(error: BaseException, root: Path, otherwise: str) -> str:
    """An error raised by an explainer, in one line: where, what, and what it says.

    Args:
        error: what was raised.
        root: folder that holds the package.
        otherwise: the place to name if the error does not lead to one.
    """
    said = f"{type(error).__name__}: {one_line(error)}".removesuffix(": ")
    if isinstance(error, SyntaxError) and error.filename:
        line = f":{error.lineno}" if error.lineno else ""
        return f"{_relative(error.filename, root)}{line}: SyntaxError: {error.msg}"
    frames = [
        (_relative(frame.filename, root), frame.lineno)
        for frame in traceback.extract_tb(error.__traceback__)
        if _ours(frame.filename, root)
    ]
    pages = [frame for frame in frames if _of_a_page(frame[0])]
    if not frames:
        return f"{otherwise}: {said}"
    file, line = (pages or frames)[-1]
    inner = "" if (file, line) == frames[-1] else f" (raised in {frames[-1][0]}:{frames[-1][1]})"
    return f"{file}:{line}: {said}{inner}"


def _ours(filename: str, root: Path) -> bool:
    """Whether a file belongs to the package, the builder aside."""
    path = Path(filename)
    return path.is_relative_to(root / "adamdocs") and "publishing" not in path.parts


def _of_a_page(name: str) -> bool:
    return "/explainers/" in name and not name.endswith(("/framework.py", "/pieces.py"))


def _relative(filename: str, root: Path) -> str:
    path = Path(filename)
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name

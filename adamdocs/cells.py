"""Cells of Python that run one after another in one namespace, as in a notebook.

The build runs a page's cells with this module, and so does the reader's browser, so that both show
the same. It knows nothing of either.
"""

import ast
import contextlib
import gc
import io
import linecache
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import Any

Emit = Callable[[str, str], None]

# What a cell shows: `text` of its own, `note` for warnings and the like, `error`, `markup` of a
# drawing, and `cut` where there was more.
KINDS = ("text", "note", "error", "markup", "cut")
MOST_TEXT = 64 * 1024  # characters of one cell, as a loop that prints without end makes them
MOST_MARKUP = 1024 * 1024
MOST = {"text": "64 KB of text", "markup": "1 MB of drawings"}
RESERVE = 1 << 20  # bytes: what it takes to tell that memory is used up


class Session:
    """Names that cells share, and the means to run one cell more."""

    def __init__(self) -> None:
        self.names: dict[str, Any] = {"__name__": "__main__", "display": self._display}

    def _display(self, *values: Any) -> None:
        """What cells call `display`: show values as a notebook does."""
        self._output.display(*values)

    def close(self) -> None:
        """Forget all names at once: functions refer to them, so that they would linger."""
        self.names.clear()
        gc.collect()

    def run(self, source: str, name: str, emit: Emit) -> str:
        """Run a cell: what it prints, and the value of its last line, if that is an expression.

        Args:
            source: the cell.
            name: what tracebacks call it, as in `File "cell 3", line 2`.
            emit: called with a kind and a text for every piece of output, in order.

        Returns:
            The name of the error that ended the cell, such as `ZeroDivisionError`; empty if none.
        """
        output = _Output(emit)
        self._output = output
        lines = source.splitlines(keepends=True)
        linecache.cache[name] = (len(source), None, lines, name)  # a traceback quotes the line
        self.names.pop("__warningregistry__", None)  # each run warns anew
        with (
            contextlib.redirect_stdout(_Stream(output, "text")),
            contextlib.redirect_stderr(_Stream(output, "note")),
        ):
            try:
                self._reserve = bytearray(RESERVE)
                value = _value(source, name, self.names)
                if value is not None:
                    output.display(value)
            except BaseException as error:  # noqa: BLE001  # whatever ends a cell is its result
                self._reserve = bytearray()
                output.write("error", _told(error))
                return type(error).__name__
        return ""


def _value(source: str, name: str, names: dict[str, Any]) -> Any:
    """Execute a cell; the value of its last statement if that is an expression, else None."""
    tree = compile(source, name, "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
    assert isinstance(tree, ast.Module)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, name, "exec", dont_inherit=True), names)  # noqa: S102
    if not isinstance(last, ast.Expr):
        return None
    return eval(compile(ast.Expression(last.value), name, "eval", dont_inherit=True), names)  # noqa: S307


def _told(error: BaseException) -> str:
    """A traceback that begins in the cell."""
    frames: TracebackType | None = error.__traceback__
    while frames is not None and frames.tb_frame.f_code.co_filename == __file__:
        frames = frames.tb_next
    return "".join(traceback.format_exception(type(error), error, frames))


class _Output:
    """Passes pieces on until a cell has shown as much as it may."""

    def __init__(self, emit: Emit) -> None:
        self._emit = emit
        self._left = {"text": MOST_TEXT, "markup": MOST_MARKUP}  # negative once something was cut

    def display(self, *values: Any) -> None:
        """Show values as a notebook does: drawings as such, everything else as text."""
        for value in values:
            markup = _markup(value)
            if markup is None:
                self.write("text", f"{value!r}\n")
            else:
                self.write("markup", markup)

    def write(self, kind: str, text: str) -> None:
        """Pass a piece on, or as much of it as there is room for; an error is told anyway."""
        text = text.encode("utf-8", "backslashreplace").decode()  # half a pair is no character
        if kind == "error":
            self._emit(kind, text[-MOST_TEXT:])
            return
        budget = "markup" if kind == "markup" else "text"
        left = self._left[budget]
        self._left[budget] = left - len(text)
        if 0 < len(text) <= left:
            self._emit(kind, text)
        elif len(text) > left >= 0:
            if kind != "markup" and left:  # half a drawing is none
                self._emit(kind, text[:left])
            self._emit("cut", f"The rest is cut: a cell shows at most {MOST[budget]}.")


def _markup(value: Any) -> str | None:
    """What an object gives of itself for a page, if it does."""
    for name in ("_repr_html_", "_repr_svg_"):
        given = getattr(type(value), name, None)
        markup = given(value) if callable(given) else None
        if isinstance(markup, str):
            return markup
    return None


class _Stream(io.TextIOBase):
    """Where `print` writes while a cell runs."""

    def __init__(self, output: _Output, kind: str) -> None:
        self._output = output
        self._kind = kind

    def writable(self) -> bool:
        """Whether one may write."""
        return True

    def write(self, text: str) -> int:
        """Show a text.

        Raises:
            TypeError: it is none.
        """
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._output.write(self._kind, text)
        return len(text)

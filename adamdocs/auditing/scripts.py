"""A program with an Adam in it: found, fed with given gradients, and watched."""

import contextlib
import inspect
import io
import math
import runpy
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from adamdocs.auditing.formulas import Settings
from adamdocs.auditing.watching import CALLED, Seen, numbers, symbols, watched

FORMS = """It takes one of
  def update(theta, g, m, v, t, lr=…, beta1=…, beta2=…, eps=…):    returns theta, m, v
  def update(theta, g, state, lr=…, …):                            returns theta, state
  def adam(grad_fn, theta_init, lr=…, …, max_iters=…):             calls grad_fn(theta) each step
with arguments under these or other usual names, each for single numbers."""


class BadScript(ValueError):
    """A program cannot be audited, and why."""


class Script(NamedTuple):
    """A function of a program, the names of its arguments, and its settings."""

    function: Callable[..., Any]
    names: Mapping[str, str]
    settings: Settings

    @property
    def where(self) -> str:
        """File, line and function."""
        code = self.function.__code__
        file = Path(code.co_filename).name
        return f"{file}:{code.co_firstlineno} ({self.function.__name__})"

    def run(self, gradients: Sequence[float], start: float) -> list[Seen]:
        """What the function computes at each step: θ, and the symbols that it names.

        Raises:
            BadScript: it fails, stops early, or does not return what its form asks for.
        """
        run = self._loop if "grad_fn" in self.names else self._steps
        try:
            with _quiet(), contextlib.redirect_stdout(io.StringIO()):
                return run(gradients, start)
        except BadScript:
            raise
        except Exception as problem:
            raise BadScript(f"{self.where} fails: {_told(problem)}") from problem

    def _call(self, seen: Seen, **given: Any) -> Any:
        arguments = given | self.settings._asdict()
        named = {self.names[name]: value for name, value in arguments.items() if name in self.names}
        with watched(self.function, seen):
            return self.function(**named)

    def _steps(self, gradients: Sequence[float], start: float) -> list[Seen]:
        path: list[Seen] = []
        theta, memory = start, {"m": 0.0, "v": 0.0, "state": None}
        for t, g in enumerate(gradients, start=1):
            seen: Seen = {}
            try:
                result = self._call(seen, theta=theta, g=g, t=t, **memory)
            except ArithmeticError:
                result, seen = math.nan, {}
            theta, kept = self._taken(result)
            memory |= kept
            path.append(seen | numbers(kept) | {"theta": theta})
        return path

    def _taken(self, result: Any) -> tuple[float, dict[str, Any]]:
        """θ, and what the next step begins with, of what a step returns."""
        parts = result if isinstance(result, tuple) else (result,)
        shape = ("theta", "state") if "state" in self.names else ("theta", "m", "v", "t")
        try:
            theta = float(parts[0])
            if len(parts) not in (1, *({2} if "state" in self.names else {3, 4})):
                raise TypeError
        except (TypeError, ValueError, IndexError):
            wanted = " or ".join(("theta", ", ".join(shape[:3])))
            raise BadScript(
                f"{self.where} returned {_short(result)}; it must return {wanted}"
            ) from None
        return theta, dict(zip(shape[1:3], parts[1:3], strict=False))

    def _loop(self, gradients: Sequence[float], start: float) -> list[Seen]:
        path: list[Seen] = []
        left = list(gradients)

        def gradient(theta: Any, *_: Any) -> float:
            if path or len(left) < len(gradients):
                path.append(symbols(sys._getframe(1)) | {"theta": float(theta)})
            if not left:
                raise _Enough
            return left.pop(0)

        final: Seen = {}
        try:
            result = self._call(
                final, grad_fn=gradient, start=start, steps=len(gradients) + 1, theta=start
            )
        except _Enough:
            return path
        except ArithmeticError:
            return path + [{"theta": math.nan}] * (len(gradients) - len(path))
        if len(path) < len(gradients):
            raise BadScript(
                f"{self.where} returned {_short(result)} after {len(path) + 1} of "
                f"{len(gradients) + 1} gradients; call its number of steps max_iters, and let it "
                "call grad_fn(theta) at each"
            )
        return path


class _Enough(Exception):
    """All gradients were given."""


def read(file: Path, name: str | None = None, **given: float) -> Script:
    """Run a program, without its `__main__` part, and find the function to audit.

    Args:
        file: the program.
        name: its function; the only one that has one of the known forms, if not given.
        given: settings in place of the function's own defaults.

    Raises:
        BadScript: it fails, has no such function, or several.
    """
    try:
        with _quiet(), contextlib.redirect_stdout(io.StringIO()):
            found = _run(file)
    except BaseException as problem:
        if isinstance(problem, KeyboardInterrupt):
            raise
        raise BadScript(f"{file} fails when it is run: {_told(problem)}") from problem
    own = {
        key: value
        for key, value in found.items()
        if inspect.isfunction(value) and Path(value.__code__.co_filename).name == file.name
    }
    if name is not None and name not in own:
        raise BadScript(f"{file} has no function {name}; it has {', '.join(own) or 'none'}")
    chosen = own if name is None else {name: own[name]}
    known = [key for key in chosen if _names(own[key]) is not None]
    if not known:
        raise BadScript(f"{file} has no function that can be audited. {FORMS}")
    if len(known) > 1:
        raise BadScript(f"{file} has several: name one of {', '.join(known)} with --function")
    return of(own[known[0]], **given)


def of(function: Callable[..., Any], **given: float) -> Script:
    """A function to audit, with its own settings or those given.

    Raises:
        BadScript: it has none of the known forms.
    """
    names = _names(function)
    if names is None:
        raise BadScript(f"{function.__name__} cannot be audited. {FORMS}")
    return Script(function, names, _settings(function, names, given))


def _run(file: Path) -> dict[str, Any]:
    """What a program defines; it may import what lies beside it."""
    sys.path.insert(0, str(file.parent))
    try:
        return runpy.run_path(str(file), run_name="audited")
    finally:
        sys.path.remove(str(file.parent))


def _names(function: Callable[..., Any]) -> dict[str, str] | None:
    """What a function calls each thing that it takes; None if it has none of the forms."""
    parameters = inspect.signature(function).parameters
    names = {CALLED[key.lower()]: key for key in parameters if key.lower() in CALLED}
    if "grad_fn" not in names and "steps" in names and "g" in names:
        names["grad_fn"] = names.pop("g")
    needed = {
        key
        for key, parameter in parameters.items()
        if parameter.default is parameter.empty
        and parameter.kind is parameter.POSITIONAL_OR_KEYWORD
    }
    if needed - set(names.values()):
        return None
    if "grad_fn" in names:
        return names if names.keys() & {"start", "theta"} else None
    return names if {"theta", "g"} <= names.keys() else None


def _settings(
    function: Callable[..., Any], names: Mapping[str, str], given: Mapping[str, float]
) -> Settings:
    """The function's own settings, where it has any, and those given."""
    parameters = inspect.signature(function).parameters
    own = {
        key: float(parameters[names[key]].default)
        for key in Settings._fields
        if key in names and isinstance(parameters[names[key]].default, int | float)
    }
    return Settings(**{**own, **given})


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """No warnings of a division by zero: what is not a number is told as such."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) < 60 else f"{text[:57]}…"


def _told(problem: BaseException) -> str:
    return f"{type(problem).__name__}: {problem}" if str(problem) else type(problem).__name__

"""Runs that several pieces of a page ask: run once, and kept as long as their code stays."""

from collections.abc import Callable, Hashable
from typing import Any

Shelf = Callable[[tuple[Hashable, ...], Callable[[], Any]], Any]


class Experiment[**P, R]:
    """A function of a page whose results are remembered, and kept on a shelf where there is one.

    Attributes:
        name: the function's name.
        module: the module that defines it.
        shelf: `shelf(arguments, run)` finds what was kept for some arguments, or keeps what `run()`
            gives; the builder puts it here. Without it results last as long as the process.
    """

    def __init__(self, run: Callable[P, R]) -> None:
        self.name, self.module, self.__doc__ = run.__name__, run.__module__, run.__doc__
        self.shelf: Shelf | None = None
        self._run = run
        self._known: dict[tuple[Hashable, ...], R] = {}

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """The result for some arguments, all of which must be hashable and told apart by `repr`.

        Raises:
            TypeError: an argument is not hashable, such as an array.
        """
        asked: tuple[Any, ...] = (*args, *sorted(kwargs.items()))
        if asked not in self._known:

            def run() -> R:
                return self._run(*args, **kwargs)

            self._known[asked] = run() if self.shelf is None else self.shelf(asked, run)
        return self._known[asked]

"""Runs of which some may fail, as they do under a library's newer version."""

from collections.abc import Callable, Iterable
from typing import Any

Failures = dict[str, Any]


def attempted(
    settings: Iterable[Any], run: Callable[[Any], Any], failures: Failures | None
) -> list[tuple[Any, Any]]:
    """Settings with what their runs give. What fails is told by call in `failures`, or raises."""
    done = []
    for setting in settings:
        try:
            done.append((setting, run(setting)))
        except Exception as error:
            if failures is None:
                raise
            said = " ".join(str(error).split())
            failures[setting.call] = f"{type(error).__name__}: {said[:200]}"
    return done

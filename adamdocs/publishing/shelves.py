"""Where the results of experiments are kept, so that an edited figure need not run them again."""

import os
import pickle
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any

from adamdocs.files import write_whole
from adamdocs.publishing import keys
from adamdocs.publishing.keys import Item, Snapshot, digest

KEPT = keys.PACKAGE.parent / ".cache" / "experiments"


def shelf(
    sources: Snapshot, module: str, name: str, folder: Path = KEPT
) -> Callable[[tuple[Hashable, ...], Callable[[], Any]], Any]:
    """What `Experiment.shelf` wants: find what was kept for some arguments, or run and keep it.

    Args:
        sources: the package as it was before any of it was imported.
        module: module of the experiment.
        name: its function.
        folder: where results are kept.
    """
    looked_up: list[Item] = []

    def fetch(arguments: tuple[Hashable, ...], run: Callable[[], Any]) -> Any:
        if not looked_up:
            looked_up.append(sources.item(module, name, "experiment"))
        (item,) = looked_up
        path = folder / f"{item.key}-{digest(repr(arguments))}.pickle"
        try:
            found = pickle.loads(path.read_bytes())
        except (FileNotFoundError, EOFError, pickle.UnpicklingError):
            found = run()
            if not sources.changed(item.files):  # else nobody knows what code ran
                folder.mkdir(parents=True, exist_ok=True)
                write_whole(path, pickle.dumps(found))
        else:
            os.utime(path)
        return found

    return fetch


def left_over(known: set[str], folder: Path) -> list[Path]:
    """Results of experiments that no longer are as they were, whose keys are not among these."""
    return [path for path in folder.glob("*.pickle") if path.name.partition("-")[0] not in known]

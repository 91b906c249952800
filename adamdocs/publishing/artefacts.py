"""Figures, numbers and claims as files: made in parallel, kept by content, written whole.

The parent process imports no explainer: workers do, so that an edited module is never stale, and a
build in which nothing changed reads one index and stops. A file's name is the key of its content,
so builds that run at once, or are killed, cannot spoil one another.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from adamdocs.files import write_whole
from adamdocs.publishing import keys, workers
from adamdocs.publishing.folders import sweep, touch
from adamdocs.publishing.lanes import run_in_lanes
from adamdocs.publishing.planning import Changed, Task, plan
from adamdocs.publishing.problems import Problem
from adamdocs.publishing.progress import Progress
from adamdocs.publishing.shelves import KEPT, left_over
from adamdocs.publishing.workers import MakeExecutor

ROOT = keys.PACKAGE.parent
STORE = ROOT / ".cache" / "artefacts"
FORMS = {
    "figure": ("inline.svg", "svg", "dark.svg", "png", "csv"),
    "number": ("json",),
    "claim": ("json",),
    "prediction": ("json",),
    "audit": ("json",),
}
ATTEMPTS = 3


def refresh(
    *, store: Path = STORE, jobs: int | None = None, make_executor: MakeExecutor | None = None
) -> dict[str, Any]:
    """Make every artefact that is missing or out of date, and the index of all.

    Args:
        store: folder of the artefacts.
        jobs: number of workers; one a core if not given.
        make_executor: where the work runs; in processes if not given.

    Returns:
        The index: by page, its figures, numbers, claims and exercises.

    Raises:
        Problem: an explainer cannot be imported, or a figure, number or claim fails.
    """
    index = read_index(store)
    if index.get("package") == keys.package_key() and touch(_files_of(index, store)):
        return index
    for _ in range(ATTEMPTS):
        try:
            with _planned(jobs, make_executor) as (lanes, index, tasks):
                _make(lanes, [task for task in tasks if not touch(files(task, store))], store)
        except Changed:
            continue
        for task in tasks:
            entry = index["pages"][task.slug][f"{task.kind}s"][task.name]
            made = files(task, store)[0].read_text(encoding="utf-8")
            entry |= {"svg": made} if task.kind == "figure" else json.loads(made)
        text = json.dumps(index, ensure_ascii=False, indent=1)
        write_whole(store / "index.json", text.encode())
        needed = {path for task in tasks for path in files(task, store)}
        sweep(path for path in store.iterdir() if path not in needed)
        experiments = (page["experiments"].values() for page in index["pages"].values())
        sweep(left_over({key for kept in experiments for key in kept}, store.with_name(KEPT.name)))
        return index
    raise Problem("the sources were edited while figures were drawn; build again when they rest")


def select(
    names: Sequence[str],
    *,
    force: bool = False,
    make_them: bool = True,
    store: Path = STORE,
    jobs: int | None = None,
    make_executor: MakeExecutor | None = None,
) -> list[Task]:
    """Make the artefacts of some pages, or of some names, and no others.

    Args:
        names: pages (`learn/bias-correction`, or its last part), names of figures, numbers and
            claims, or both joined by a colon; everything if empty.
        force: make them even if they are there.
        make_them: False to find out only which they are.
        store: folder of the artefacts.
        jobs: number of workers; one a core if not given.
        make_executor: where the work runs; in processes if not given.

    Raises:
        Problem: a name is unknown, or one of them fails.
    """
    for _ in range(ATTEMPTS):
        try:
            with _planned(jobs, make_executor) as (lanes, _, tasks):
                chosen = _chosen(tasks, names)
                todo = [task for task in chosen if force or not touch(files(task, store))]
                _make(lanes, todo if make_them else [], store)
                return chosen
        except Changed:
            continue
    raise Problem("the sources were edited while figures were drawn; try again when they rest")


def files(task: Task, store: Path = STORE) -> list[Path]:
    """Files an artefact consists of."""
    return [store / f"{task.key}.{form}" for form in FORMS[task.kind]]


def read_index(store: Path = STORE) -> dict[str, Any]:
    """The index of the last build, empty if there is none."""
    try:
        index = json.loads((store / "index.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return index if isinstance(index, dict) else {}


def _files_of(index: dict[str, Any], store: Path) -> Iterator[Path]:
    for page in index["pages"].values():
        for kind, forms in FORMS.items():
            for item in page[f"{kind}s"].values():
                yield from (store / f"{item['key']}.{form}" for form in forms)


@contextmanager
def _planned(
    jobs: int | None, make_executor: MakeExecutor | None
) -> Iterator[tuple[list[Executor], dict[str, Any], list[Task]]]:
    """Workers, one a lane, and the answer of one of them to what there is to make."""
    lanes = [(make_executor or workers.processes)(1) for _ in range(jobs or workers.cores())]
    try:
        yield lanes, *lanes[0].submit(plan).result()
    except BrokenProcessPool:
        raise Problem(
            "a worker died, perhaps for want of memory; try again with --jobs 1"
        ) from None
    finally:
        for lane in lanes:
            lane.shutdown(cancel_futures=True)


def _make(lanes: list[Executor], todo: list[Task], store: Path) -> None:
    failures, changed = set(), False
    store.mkdir(parents=True, exist_ok=True)
    with Progress("Figures and numbers", len(todo)) as progress:
        for task, future in run_in_lanes(lanes, todo):
            try:
                contents = future.result()
            except Problem as problem:
                failures.add(str(problem))
            except Changed:
                changed = True
            else:
                for path, content in zip(files(task, store), contents, strict=True):
                    write_whole(path, content)
            progress.step()
    if changed:
        raise Changed
    if failures:
        raise Problem("\n".join(sorted(failures)))


def _chosen(tasks: list[Task], names: Iterable[str]) -> list[Task]:
    called: dict[str, list[Task]] = {}
    for task in tasks:
        for name in {task.slug, task.slug.rpartition("/")[2], task.name, task.token}:
            called.setdefault(name, []).append(task)
    unknown = [name for name in names if name not in called]
    if unknown:
        raise Problem(
            "\n".join(
                f"no page, figure, number or claim is called {name!r}; "
                "scripts/figures --list names them all"
                for name in unknown
            )
        )
    chosen = {task for name in names for task in called[name]}
    return [task for task in tasks if task in chosen] if names else tasks

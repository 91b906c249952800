"""Figures and numbers as files: made in parallel, kept by content, written whole or not at all.

The parent process imports no explainer: workers do, in fresh interpreters, so that an edited module
is never stale, and a build in which nothing changed reads one index and stops.
"""

import json
import multiprocessing
import os
import shutil
import traceback
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Any, NamedTuple

import click

from adamdocs.files import write_whole
from adamdocs.publishing import keys
from adamdocs.publishing.problems import Problem

ROOT = keys.PACKAGE.parent
STORE = ROOT / ".cache" / "artefacts"
FORMS = {
    "figure": ("inline.svg", "svg", "png", "csv"),
    "number": ("json",),
    "claim": ("json",),
}
MakeExecutor = Callable[[int], Executor]


class Task(NamedTuple):
    """One artefact: what kind, of which page and module, and its key."""

    kind: str
    slug: str
    module: str
    name: str
    key: str

    def files(self, store: Path) -> list[Path]:
        """Files the artefact consists of."""
        return [store / f"{self.key}.{form}" for form in FORMS[self.kind]]

    def made(self, store: Path) -> bool:
        """Whether all of them are there."""
        return all(path.is_file() for path in self.files(store))


def processes(jobs: int) -> Executor:
    """Fresh interpreters, so that workers import what is on the disk now."""
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"))


def refresh(
    *,
    store: Path = STORE,
    jobs: int | None = None,
    force: bool = False,
    only: Iterable[str] = (),
    make_executor: MakeExecutor = processes,
) -> dict[str, Any]:
    """Make every artefact that is missing or out of date, and the index of all.

    Args:
        store: folder of the artefacts.
        jobs: number of workers; one a core if not given.
        force: make them even if they are there.
        only: pages or names; with `force`, just these are made again.
        make_executor: where the work runs.

    Returns:
        The index: by page, its figures and numbers.

    Raises:
        Problem: an explainer cannot be imported, a figure or number fails, or a name is unknown.
    """
    only = list(only)
    package = keys.package_key()
    index = read_index(store)
    if not force and index.get("package") == package and _complete(index, store):
        if not only:
            return index
    store.mkdir(parents=True, exist_ok=True)
    jobs = jobs or os.cpu_count() or 1
    with make_executor(jobs) as executor:
        index, tasks = executor.submit(plan).result()
        wanted = [task for task in tasks if not only or {task.slug, task.name} & set(only)]
        _refuse_unknown(only, tasks)
        todo = [task for task in tasks if not task.made(store) or (force and task in wanted)]
        _make(executor, todo, store)
    for task in tasks:
        entry = index["pages"][task.slug][f"{task.kind}s"][task.name]
        made = task.files(store)[0].read_text(encoding="utf-8")
        entry |= {"svg": made} if task.kind == "figure" else json.loads(made)
    index["package"] = package
    write_whole(store / "index.json", json.dumps(index, ensure_ascii=False, indent=1).encode())
    _sweep(store, tasks)
    return index


def read_index(store: Path = STORE) -> dict[str, Any]:
    """The index of the last build, empty if there is none."""
    try:
        index = json.loads((store / "index.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return index if isinstance(index, dict) else {}


def _complete(index: dict[str, Any], store: Path) -> bool:
    return all(
        (store / f"{item['key']}.{form}").is_file()
        for page in index["pages"].values()
        for kind in FORMS
        for item in page[f"{kind}s"].values()
        for form in FORMS[kind]
    )


def _refuse_unknown(only: list[str], tasks: list[Task]) -> None:
    known = {task.slug for task in tasks} | {task.name for task in tasks if task.kind == "figure"}
    for name in only:
        if name not in known:
            raise Problem(
                f"no page or figure is called {name!r}; known are {', '.join(sorted(known))}"
            )


def _make(executor: Executor, todo: list[Task], store: Path) -> None:
    failures = []
    futures = {executor.submit(make, task, store): task for task in todo}
    with click.progressbar(
        length=len(todo), label="Figures and numbers", file=click.get_text_stream("stderr")
    ) as bar:
        for future in as_completed(futures):
            error = future.exception()
            if error is not None:
                failures.append(str(error))
            bar.update(1)
    if failures:
        raise Problem("\n".join(sorted(failures)))


def _sweep(store: Path, tasks: list[Task]) -> None:
    """Remove what no page needs any more, and what a killed build left."""
    needed = {path for task in tasks for path in task.files(store)} | {store / "index.json"}
    for path in store.iterdir():
        if path not in needed:
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def plan() -> tuple[dict[str, Any], list[Task]]:
    """What there is to make: the index without its readings, and the tasks. Runs in a worker.

    Raises:
        Problem: an explainer cannot be imported or is not in order.
    """
    from adamdocs.explainers import discover

    try:
        pages = discover()
    except Exception as error:
        raise Problem(_one_line(error)) from None
    index: dict[str, Any] = {"pages": {}}
    tasks = []
    for slug, (module, page) in pages.items():
        figures, numbers, claims = {}, {}, {}
        for figure in page.figures.values():
            key = keys.item_key(module, figure.name, "figure")
            figures[figure.name] = {"key": key, "caption": figure.caption, "alt": figure.alt}
            tasks.append(Task("figure", slug, module, figure.name, key))
        for number in page.numbers.values():
            key = keys.item_key(module, number.name, "number")
            doc = (number.measure.__doc__ or "").strip()
            numbers[number.name] = {"key": key, "doc": doc, "where": number.where}
            tasks.append(Task("number", slug, module, number.name, key))
        for claim in page.claims.values():
            key = keys.item_key(module, claim.name, "claim")
            words = ("says", "verdict", "holds", "otherwise", "heard", "evidence", "statistic")
            said = {word: getattr(claim, word) for word in words}
            claims[claim.name] = {"key": key, **said, "where": claim.where}
            tasks.append(Task("claim", slug, module, claim.name, key))
        index["pages"][slug] = {
            "module": module,
            "figures": figures,
            "numbers": numbers,
            "claims": claims,
            "exercises": {name: e._asdict() for name, e in page.exercises.items()},
        }
    return index, tasks


def make(task: Task, store: Path) -> None:
    """Make one artefact. Runs in a worker.

    Raises:
        Problem: the function raised, or a number missed its expectation.
    """
    from adamdocs.drawing.rendering import render
    from adamdocs.explainers import WrongNumber, WrongVerdict, discover

    _, page = discover()[task.slug]
    try:
        if task.kind == "number":
            reading = page.numbers[task.name].read()._asdict()
            contents = [json.dumps(reading, ensure_ascii=False).encode()]
        elif task.kind == "claim":
            judged = page.claims[task.name].judge()
            contents = [json.dumps(judged, ensure_ascii=False).encode()]
        else:
            drawn = render(task.name, page.figures[task.name].draw)
            contents = [drawn.inline.encode(), drawn.svg.encode(), drawn.png, drawn.csv.encode()]
    except (WrongNumber, WrongVerdict) as error:
        raise Problem(str(error)) from None
    except Exception as error:
        raise Problem(f"{task.kind} {task.name} of {task.slug}: {_one_line(error)}") from None
    for path, content in zip(task.files(store), contents, strict=True):
        write_whole(path, content)


def _one_line(error: BaseException) -> str:
    """File and line of the project's innermost frame, and the message."""
    where = ""
    for frame in traceback.extract_tb(error.__traceback__):
        path = Path(frame.filename)
        if (
            path.is_relative_to(ROOT)
            and ".venv" not in path.parts
            and "publishing" not in path.parts
        ):
            where = f"{path.relative_to(ROOT).as_posix()}:{frame.lineno}: "
    if isinstance(error, SyntaxError) and error.filename:
        where = f"{Path(error.filename).name}:{error.lineno}: "
    return f"{where}{type(error).__name__}: {error}"

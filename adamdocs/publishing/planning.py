"""What runs in a worker: finding out what the pages compute, and computing one piece of it."""

import importlib
import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from adamdocs.publishing import keys
from adamdocs.publishing.pages import NUMBER
from adamdocs.publishing.problems import Problem, described
from adamdocs.publishing.shelves import shelf

ROOT = keys.PACKAGE.parent
PLACE = re.compile(r"\S+\.py:\d+: ")  # a message that names its place already
KINDS = ("figure", "number", "claim", "prediction", "audit")
SAID = ("says", "verdict", "holds", "otherwise", "heard", "evidence", "statistic", "topic")
AUDITED = ("heard", "settings", "prints", "says", "command", "agrees", "holds")


class Task(NamedTuple):
    """One artefact: what kind, of which page, the page's module, its function's, and its key."""

    kind: str
    slug: str
    name: str
    page: str
    module: str
    key: str
    where: str

    @property
    def token(self) -> str:
        """How any page names it."""
        return f"{self.slug}:{self.name}"


class Changed(Exception):
    """A source was edited while it was in use: what came of it belongs to no key."""


def plan() -> tuple[dict[str, Any], list[Task]]:
    """What there is to make: the index without what is computed, and the tasks.

    Raises:
        Problem: an explainer cannot be imported, or its words name what is not there.
        Changed: a source was edited meanwhile.
    """
    _sources.cache_clear()
    sources = _sources()
    try:
        from adamdocs.explainers import discover
        from adamdocs.publishing.brand import mark
        from adamdocs.publishing.contrast import page_stylesheet, unscripted_stylesheet

        pages = discover()
    except Exception as error:  # noqa: BLE001  # whatever a module may raise when it is imported
        raise Problem(_told(error, "adamdocs/explainers")) from None
    files = {
        "stylesheets/palette.css": page_stylesheet(),
        "stylesheets/palette-dark.css": unscripted_stylesheet(),
        "images/mark.svg": mark(),
    }
    index: dict[str, Any] = {"package": sources.key(), "pages": {}, "files": files}
    tasks = []
    for slug, (module, page) in pages.items():
        entry: dict[str, Any] = {"module": module, "topic": page.topic}
        entry |= {f"{kind}s": {} for kind in KINDS}
        for kind, name, function, words in _items(page):
            where = _where(function)
            key = sources.item(function.__module__, name, kind).key
            entry[f"{kind}s"][name] = {"key": key, "where": where, **words}
            tasks.append(Task(kind, slug, name, module, function.__module__, key, where))
        entry["experiments"] = {
            name: sources.item(experiment.module, name, "experiment").key
            for name, experiment in page.experiments.items()
        }
        entry["exercises"] = {
            name: {**exercise._asdict(), "where": entry["numbers"][name]["where"]}
            for name, exercise in page.exercises.items()
        }
        entry["widgets"] = {name: _widget(widget) for name, widget in page.widgets.items()}
        index["pages"][slug] = entry
    problems = list(_wrong_words(index["pages"]))
    if keys.package_key() != index["package"]:
        raise Changed
    if problems:
        raise Problem("\n".join(problems))
    return index, tasks


def _items(page: Any) -> Iterator[tuple[str, str, Any, dict[str, Any]]]:
    """Kind, name, function and words of everything that a page computes."""
    for figure in page.figures.values():
        yield "figure", figure.name, figure.draw, {"caption": figure.caption, "alt": figure.alt}
    for number in page.numbers.values():
        doc = (number.measure.__doc__ or "").strip()
        yield "number", number.name, number.measure, {"doc": doc}
    for claim in page.claims.values():
        yield "claim", claim.name, claim.test, {word: getattr(claim, word) for word in SAID}
    for prediction in page.predictions.values():
        words = {word: getattr(prediction, word) for word in ("question", "choices", "solution")}
        yield "prediction", prediction.name, prediction.choose, words
    for audit in page.audits.values():
        yield "audit", audit.name, audit.run, {word: getattr(audit, word) for word in AUDITED}


def _widget(widget: Any) -> dict[str, Any]:
    """A widget as the index holds it.

    Raises:
        Problem: its settings raise, or are nothing that JSON can hold.
    """
    try:
        settings = json.dumps(widget.settings(), allow_nan=False, ensure_ascii=False)
    except Exception as error:  # noqa: BLE001  # whatever the function of an explainer may raise
        raise Problem(_told(error, widget.where)) from None
    return {
        "element": widget.element,
        "figure": widget.figure,
        "settings": settings,
        "where": widget.where,
    }


def _wrong_words(pages: dict[str, Any]) -> Iterator[str]:
    """What captions, claims and exercises name that is not there."""
    for slug, page in pages.items():
        if not page["topic"] and (page["claims"] or page["audits"]):
            module = page["module"].replace(".", "/")
            yield f"{module}: {slug} has claims and no topic; write Explainer({slug!r}, topic=…)"
        for kind in ("figures", "claims", "exercises", "predictions", "audits"):
            for name, item in page[kind].items():
                text = " ".join(value for value in item.values() if isinstance(value, str))
                for token in re.findall(NUMBER, text):
                    other, _, number = token.rpartition(":")
                    if number not in pages.get(other or slug, {}).get("numbers", {}):
                        yield (
                            f"{item['where']}: {name} names the number {token!r}, which "
                            f"{other or slug} does not have; mend the name, or define the number"
                        )
                for shown in item.get("evidence", ()):
                    what, _, shown_name = shown.partition(" ")
                    if shown_name not in page.get(f"{what}s", [shown_name]):
                        yield (
                            f"{item['where']}: {name} shows the {shown} as evidence, which {slug} "
                            "does not have; mend the name, or define it"
                        )
        for name, widget in page["widgets"].items():
            if widget["figure"] not in page["figures"]:
                yield (
                    f"{widget['where']}: {name} stands for the figure {widget['figure']!r}, which "
                    f"{slug} does not have; mend the name, or draw it"
                )


def make(task: Task) -> list[bytes]:
    """Compute one artefact: the contents of its files.

    Raises:
        Problem: the function raised, or a number or claim came out wrong.
        Changed: a source was edited since the plan was made.
    """
    sources = _sources()
    try:
        item = sources.item(task.module, task.name, task.kind)
    except (SyntaxError, OSError):
        raise Changed from None
    if item.key != task.key:
        raise Changed
    try:
        page = importlib.import_module(task.page).page
        put_up_shelves(sources)
        return _contents(page, task)
    except Exception as error:  # noqa: BLE001  # whatever the function of an explainer may raise
        raise Problem(_told(error, task.where, task)) from None
    finally:
        if sources.changed(item.files):
            raise Changed


def put_up_shelves(sources: keys.Snapshot) -> None:
    """Let the experiments of all pages that are imported by now keep their results."""
    for name, module in list(sys.modules.items()):
        if name.startswith("adamdocs.explainers."):
            for experiment in getattr(getattr(module, "page", None), "experiments", {}).values():
                experiment.shelf = experiment.shelf or shelf(
                    sources, experiment.module, experiment.name
                )


def imported_key() -> str:
    """Key of the package as this worker began with it."""
    return _sources().key()


@cache
def _sources() -> keys.Snapshot:
    """The sources as they were before this worker imported any of them."""
    return keys.Snapshot()


def _contents(page: Any, task: Task) -> list[bytes]:
    if task.kind == "figure":
        from adamdocs.drawing.rendering import render

        drawn = render(task.name, page.figures[task.name].draw)
        drawings = (drawn.inline, drawn.svg, drawn.dark)
        return [*(one.encode() for one in drawings), drawn.png, drawn.csv.encode()]
    if task.kind == "number":
        from adamdocs.explainers.pieces import last_digit

        reading = page.numbers[task.name].read()
        found = reading._asdict() | {"unit": last_digit(reading.text)}
    elif task.kind == "claim":
        found = page.claims[task.name].judge()
    elif task.kind == "audit":
        found = page.audits[task.name].compare()
    else:
        found = page.predictions[task.name].check()
    return [json.dumps(found, ensure_ascii=False).encode()]


def _where(function: Any) -> str:
    from adamdocs.explainers.pieces import where_defined

    return where_defined(function)


def _told(error: Exception, where: str, task: Task | None = None) -> str:
    """One line for an error: its place, what it says, and how to look into it."""
    if PLACE.match(str(error)):
        return str(error)
    if type(error).__name__ == "NoChart":
        return f"{where}: {error}"
    if task is None:
        return f"{described(error, ROOT, where)}; mend it: no page can be built without"
    mend = f"mend the {task.kind} {task.name}, and try it with scripts/figures {task.token}"
    return f"{described(error, ROOT, where)}; {mend}"

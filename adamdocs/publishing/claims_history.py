"""The record of the ledger: what each entry said, how it was judged, and since which day.

    [2026-11-23."learn/adam:steps_are_equal"]
    verdict = "false"
    says = "All steps have the same length."

`docs/claims-history.toml` holds a table for each day on which entries changed, the first with all
of them. `scripts/claims` writes it. What kind of change one was follows from what stood before it.
An entry of a page that has moved keeps its old name there: `docs/redirects.toml` tells the new one.
"""

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from adamdocs.files import write_whole
from adamdocs.publishing import redirects
from adamdocs.publishing.citations import in_markdown
from adamdocs.publishing.ledger import entries
from adamdocs.publishing.ledger_data import SLUG
from adamdocs.publishing.mathml import common
from adamdocs.publishing.messages import at
from adamdocs.publishing.pages import Page, plain
from adamdocs.publishing.problems import Problem
from adamdocs.publishing.tables import ROOT, refuse, table

FILE = "docs/claims-history.toml"
WITHDRAWN = "withdrawn"
VERDICTS = ("true", "false", "depends", WITHDRAWN)
ID = re.compile(r"[\w/-]+:[\w-]+")
HEAD = """\
# What the entries of the ledger said, and how they were judged, day by day; the feed of changes is
# made of it. `scripts/claims` adds what has changed; earlier days stay as they are.
"""
_LINKED = re.compile(r"\[([^\]]+)\]\([^)]*\)")


class State(NamedTuple):
    """What an entry says, and its verdict; one that was withdrawn says what it said last."""

    verdict: str
    says: str


class Change(NamedTuple):
    """An entry of the ledger as it is from a day on, and as it was before, if it was there.

    Attributes:
        day: of the change.
        id: of the entry, as it was on that day.
        now: from that day on.
        before: until then.
        here: its id today; its page may have moved.
    """

    day: date
    id: str
    now: State
    before: State | None
    here: str

    @property
    def kind(self) -> str:
        """What happened to it: `new`, `withdrawn`, `turned` or `reworded`."""
        if self.now.verdict == WITHDRAWN:
            return WITHDRAWN
        if self.before is None or self.before.verdict == WITHDRAWN:
            return "new"
        return "turned" if self.now.verdict != self.before.verdict else "reworded"


def current(pages: Mapping[str, Any]) -> dict[str, State]:
    """The ledger's entries as they are now.

    Args:
        pages: the artefacts' index, by page.

    Raises:
        Problem: a text names a number that is not there.
    """
    here = Page(slug=SLUG, source=f"docs/{SLUG}.md", text="", root="", pages=dict(pages))
    return {
        entry.id: State(entry.verdict, _LINKED.sub(r"\1", in_markdown(common(plain(text, here)))))
        for entry in entries(pages, {}, "")
        for text in (entry.statement,)
    }


def changes(root: Path = ROOT) -> list[Change]:
    """Every change on record, the earliest first.

    Raises:
        Problem: the record is missing or broken; the message names line and mend.
    """
    found: list[Change] = []
    known: dict[str, State] = {}
    moved = redirects.moved(root)
    if not (root / FILE).is_file():
        raise Problem(f"{FILE}: is missing; run scripts/claims, which writes it")
    days = table(FILE, root)
    for named, inside in days.items():
        day = _day(named, root)
        if found and day < found[-1].day:
            raise Problem(f"{_at(root, named)}: {named} stands behind a later day; put it before")
        if not isinstance(inside, dict) or not inside:
            raise Problem(f'{_at(root, named)}: {named} holds nothing; write [{named}."page:name"]')
        for name, words in inside.items():
            now, here = _state(named, name, words, root), _here(name, moved)
            before = known.get(here)
            if now == before or (before is None and now.verdict == WITHDRAWN):
                was = "as it was before" if before else "withdrawn and was never there"
                raise Problem(f"{_at(root, named, name)}: {name} is {was}; drop the entry")
            found.append(Change(day, name, now, before, here))
            known[here] = now
    return found


def _here(name: str, moved: Mapping[str, str]) -> str:
    """The id of an entry today."""
    slug, _, claim = name.rpartition(":")
    return f"{moved.get(slug, slug)}:{claim}"


def _day(named: str, root: Path) -> date:
    try:
        day = date.fromisoformat(named)
    except ValueError:
        day = None
    if day is None or day.isoformat() != named:
        raise Problem(f"{_at(root, named)}: {named} is no day; write it as 2026-11-23")
    return day


def _state(day: str, name: str, words: object, root: Path) -> State:
    place = f'[{day}."{name}"]'
    if not ID.fullmatch(name) or not isinstance(words, dict):
        raise Problem(f'{_at(root, day, name)}: {place} is no entry; write [{day}."page:name"]')
    refuse(FILE, place, words, ("verdict", "says"), (), root)
    if words["verdict"] not in VERDICTS:
        raise Problem(
            f"{_at(root, day, name)}: {place} has the verdict {words['verdict']!r}; there are: "
            f"{', '.join(VERDICTS)}"
        )
    return State(words["verdict"], str(words["says"]))


def _at(root: Path, day: str, name: str = "") -> str:
    return at(root, FILE, f'[{day}."{name}"]' if name else f"[{day}")


def missing(pages: Mapping[str, Any], day: date, root: Path = ROOT) -> list[Change]:
    """What the record lacks, as changes of a day. What it holds of that day counts as not said.

    Args:
        pages: the artefacts' index, by page.
        day: of the changes.
        root: folder of the project.

    Raises:
        Problem: the record is broken, or goes beyond that day.
    """
    known: dict[str, State] = {}
    for change in _recorded(root):
        if change.day > day:
            raise Problem(f"{FILE}: goes to {change.day}, beyond {day}; see to the machine's clock")
        if change.day < day:
            known[change.here] = change.now
    now = current(pages)
    found = [
        Change(day, name, state, known.get(name), name)
        for name, state in now.items()
        if state != known.get(name)
    ]
    gone = [
        Change(day, name, State(WITHDRAWN, state.says), state, name)
        for name, state in known.items()
        if name not in now and state.verdict != WITHDRAWN
    ]
    return [*found, *gone]


def behind(pages: Mapping[str, Any], root: Path = ROOT) -> list[str]:
    """Ids of the entries that are not as the record has them.

    Raises:
        Problem: the record is missing or broken.
    """
    known = {change.here: change.now for change in changes(root)}
    last = {name: state for name, state in known.items() if state.verdict != WITHDRAWN}
    now = current(pages)
    return sorted(name for name in {*now, *last} if now.get(name) != last.get(name))


def record(pages: Mapping[str, Any], day: date, root: Path = ROOT) -> list[Change]:
    """Write down what has changed, under a day; twice on a day, the day's table is made anew.

    Returns:
        The changes of that day.

    Raises:
        Problem: as `missing`.
    """
    found = missing(pages, day, root)
    kept = [change for change in _recorded(root) if change.day < day]
    text = HEAD + "".join(_written(change) for change in [*kept, *found])
    write_whole(root / FILE, text.encode())
    return found


def _recorded(root: Path) -> list[Change]:
    """Every change on record; none, if there is no record yet."""
    return changes(root) if (root / FILE).is_file() else []


def _written(change: Change) -> str:
    verdict, says = (json.dumps(word, ensure_ascii=False) for word in change.now)
    return f'\n[{change.day}."{change.id}"]\nverdict = {verdict}\nsays = {says}\n'

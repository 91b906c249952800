"""What the project is called where it is cited, and of which day this edition is.

Both stand in `CITATION.cff`; SOURCE_DATE_EPOCH names another day, that of the source.
"""

import os
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import yaml

from adamdocs.publishing import keys
from adamdocs.publishing.problems import Problem, one_line

ROOT = keys.PACKAGE.parent
FILE = "CITATION.cff"
EPOCH = "SOURCE_DATE_EPOCH"
LICENSE = "https://creativecommons.org/licenses/by/4.0/"  # of text and figures


class Edition(NamedTuple):
    """The work as a whole: its title, its authors, and the day of this edition."""

    title: str
    author: str
    day: date


def edition(root: Path = ROOT) -> Edition:
    """The edition that is built.

    Args:
        root: folder of the project.

    Raises:
        Problem: `CITATION.cff` is missing or lacks something, or SOURCE_DATE_EPOCH is no number.
    """
    path = root / FILE
    if not path.is_file():
        raise Problem(f"{FILE}: is missing; pages are cited by the authors and the date in it")
    title, author, day = _read(path.read_text(encoding="utf-8"))
    return Edition(title, author, today(day))


def today(otherwise: date) -> date:
    """The day that SOURCE_DATE_EPOCH names, or another one.

    Raises:
        Problem: it is no number of seconds.
    """
    given = seconds()
    return otherwise if given is None else datetime.fromtimestamp(given, UTC).date()


def seconds() -> int | None:
    """The time that SOURCE_DATE_EPOCH names, if it is set.

    Raises:
        Problem: it is no number of seconds.
    """
    epoch = os.environ.get(EPOCH)
    try:
        given = None if epoch is None else int(epoch)
        datetime.fromtimestamp(given or 0, UTC)
        return given
    except (ValueError, OverflowError, OSError):
        raise Problem(
            f"{EPOCH} is {epoch!r}; give whole seconds since 1970, as of `date +%s`, or unset it"
        ) from None


@lru_cache(maxsize=4)
def _read(text: str) -> tuple[str, str, date]:
    try:
        found = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise Problem(f"{FILE}: {one_line(error)}; mend the YAML") from None
    found = found if isinstance(found, dict) else {}
    people = [one for one in found.get("authors") or [] if isinstance(one, dict)]
    authors = [str(one.get("name", "")) for one in people]
    title, day = found.get("title"), found.get("date-released")
    if not isinstance(title, str) or not authors or not all(authors):
        raise Problem(f"{FILE}: needs a title, and authors that each have a name")
    if not isinstance(day, date):
        raise Problem(f"{FILE}: date-released is {day!r}; give a day such as 2026-11-23")
    return title, " and ".join(authors), day

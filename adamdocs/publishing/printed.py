"""A citation as some text prints it, held against our own entry of that source."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from adamdocs.publishing import bibliography
from adamdocs.publishing.bibliography import Entry
from adamdocs.publishing.problems import Problem

VERDICTS = ("true", "false", "depends")
FIELDS = ("authors", "title", "year", "submitted", "pages", "address")


class Printed(NamedTuple):
    """A citation beside our entry.

    Attributes:
        key: of our entry.
        fields: what is printed.
        differences: names of the fields that differ.
        holds: what is right, in Markdown; may be empty where nothing differs.
        verdict: `true` or `false`; `depends` too of what a source is said to have found.
        reports: what the source itself says, where its findings are told and not its title page.
    """

    key: str
    fields: Mapping[str, str]
    differences: tuple[str, ...]
    holds: str
    verdict: str
    reports: str = ""


def printed(file: str, place: str, entry: Mapping[str, Any]) -> Printed:
    """Read a citation and compare it.

    Args:
        file: that it stands in, for messages.
        place: of it in that file.
        entry: `cites`, the key of our entry; `printed`, the fields as they are printed; `verdict`,
            whether they are right; `holds`, what is, if they are not.

    Raises:
        Problem: the source or a field is unknown, or the comparison finds another verdict.
    """
    sources, key, fields = bibliography.read(), entry["cites"], entry["printed"]
    if key not in sources:
        raise Problem(f"{file}: {place} cites {key!r}, which {bibliography.FILE} does not have")
    if unknown := sorted(fields.keys() - set(FIELDS)):
        there = ", ".join(FIELDS)
        raise Problem(f"{file}: {place} prints {', '.join(unknown)}; fields are {there}")
    differences = tuple(
        name for name in FIELDS if name in fields and differs(name, fields, sources[key])
    )
    verdict = "false" if differences else "true"
    if verdict != entry["verdict"]:
        found = f"{', '.join(differences)} differ" if differences else "no field differs"
        raise Problem(
            f"{file}: {place} is called {entry['verdict']}, but {found} from {key} in "
            f"{bibliography.FILE}; mend whichever is wrong"
        )
    if differences and not entry.get("holds"):
        raise Problem(f"{file}: {place} needs holds=, as it is false")
    return Printed(key, fields, differences, entry.get("holds", ""), verdict)


def reported(file: str, place: str, entry: Mapping[str, Any]) -> Printed:
    """Read what is told of a source's findings: we have read the source, no build can.

    Args:
        file: that it stands in, for messages.
        place: of it in that file.
        entry: `cites`, the key of our entry; `reports`, what the source says; `verdict`, whether
            that is what it is said to; `holds`, what to make of it.

    Raises:
        Problem: the source or the verdict is unknown.
    """
    key, verdict = entry["cites"], hand_written(file, place, entry["verdict"])
    if key not in bibliography.read():
        raise Problem(f"{file}: {place} cites {key!r}, which {bibliography.FILE} does not have")
    return Printed(
        key, {}, (), entry["holds"], hand_written(file, place, verdict), entry["reports"]
    )


def hand_written(file: str, place: str, verdict: str) -> str:
    """A verdict that is written by hand.

    Raises:
        Problem: there is none of that name.
    """
    if verdict not in VERDICTS:
        there = ", ".join(VERDICTS)
        raise Problem(f"{file}: {place} has the verdict {verdict!r}; verdicts are {there}")
    return verdict


def differs(name: str, fields: Mapping[str, str], source: Entry) -> bool:
    """Whether a printed field is another than the source's."""
    said = fields[name]
    if name == "authors":
        return [_letters(one) for one in said.split(",")] != [
            _letters(author.family) for author in source.authors
        ]
    if name == "address":
        places = (source.fields.get(field, "") for field in ("doi", "eprint", "url"))
        return not any(place and place in said for place in places)
    if name == "submitted":  # an identifier of arXiv begins with year and month
        return said != f"20{source.fields.get('eprint', '')[:2]}"
    if name == "pages":
        return re.findall(r"\d+", said) != re.findall(r"\d+", source.fields.get("pages", ""))
    return _letters(said) != _letters(source.fields.get(name, ""))


def _letters(text: str) -> str:
    return re.sub(r"[^\w]+", " ", re.sub(r"[{}]", "", text)).strip().lower()

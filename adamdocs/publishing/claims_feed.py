"""The feed of the ledger's changes, in Atom: new claims, other words, verdicts that turned.

It is made of the record alone, so that it is the same on every machine. The day on which the record
begins is one entry. Identifiers depend on days and on what was said, not on where the site is
published: who has read a first wording of today reads the second, too.
"""

import re
import uuid
from collections import Counter
from collections.abc import Sequence
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from pylatexenc.latex2text import LatexNodes2Text

from adamdocs.publishing.blocks import LABELS
from adamdocs.publishing.claims_history import WITHDRAWN, Change
from adamdocs.publishing.edition import LICENSE, Edition
from adamdocs.publishing.ledger_data import FORMULA, SLUG

ADDRESS = f"{SLUG}.xml"
MOST = 100  # changes that the feed holds
TITLES = {"new": "New", "reworded": "Reworded", "turned": "Verdict turned", WITHDRAWN: "Withdrawn"}
_IDS = uuid.UUID("6d1b6f0e-55b1-5a7e-9c57-8f2ad4f1c0ad")  # what ours are derived from; it stays
_LATEX = LatexNodes2Text(math_mode="text")

FEED = """\
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<id>{id}</id>
<title>{title}</title>
<subtitle>Claims that are new, say something else, or are judged otherwise.</subtitle>
<updated>{updated}</updated>
<author><name>{author}</name></author>
<rights>CC BY 4.0, {license}</rights>
<link rel="self" type="application/atom+xml" href={self}/>
<link rel="alternate" type="text/html" href={ledger}/>
{entries}</feed>
"""
ENTRY = """\
<entry>
<id>{id}</id>
<title>{title}</title>
<updated>{updated}</updated>
<link rel="alternate" type="text/html" href={way}/>
<content type="html">{content}</content>
</entry>
"""


def feed(changes: Sequence[Change], edition: Edition, name: str, root: str) -> str:
    """The feed.

    Args:
        changes: all that are on record, the earliest first.
        edition: whose authors it names.
        name: of the site.
        root: where the site is published; ends in a slash.
    """
    first = changes[0].day
    last = {change.here: change.now.verdict for change in changes}
    opening = [change for change in changes if change.day == first]
    later = [change for change in changes if change.day > first][::-1]
    ledger = f"{root}{SLUG}/"
    entries = [_entry(one, ledger, last[one.here] != WITHDRAWN) for one in later[:MOST]]
    if len(later) < MOST:
        entries.append(_opening(opening, ledger))
    return FEED.format(
        id=_urn("feed"),
        title=escape(f"{name}: claims"),
        updated=_instant(changes[-1].day),
        author=escape(edition.author),
        license=LICENSE,
        self=quoteattr(f"{root}{ADDRESS}"),
        ledger=quoteattr(ledger),
        entries="".join(entries),
    )


def _entry(change: Change, ledger: str, is_there: bool) -> str:
    """A change; its link leads to the entry of the ledger, if that is still there."""
    anchor = re.sub(r"[/:]", "-", change.here)
    return ENTRY.format(
        id=_urn(f"{change.day} {change.id} {change.now.verdict} {change.now.says}"),
        title=escape(f"{TITLES[change.kind]}: {_shown(change.now.says)}"),
        updated=_instant(change.day),
        way=quoteattr(f"{ledger}#{anchor}" if is_there else ledger),
        content=escape("".join(f"<p>{escape(line)}</p>" for line in _lines(change))),
    )


def _lines(change: Change) -> list[str]:
    """What there is to tell of a change."""
    now, before = change.now, change.before
    said = f"“{_shown(now.says).strip('“”')}”"
    if change.kind == WITHDRAWN:
        assert before is not None
        return [said, f"The ledger has it no more. Its verdict was: {_label(before.verdict)}."]
    if before is None or change.kind == "new":
        return [said, f"Verdict: {_label(now.verdict)}."]
    lines = [said]
    if before.says != now.says:
        lines.append(f"Before: “{_shown(before.says).strip('“”')}”")
    was = "" if before.verdict == now.verdict else f" It was: {_label(before.verdict)}."
    return [*lines, f"Verdict: {_label(now.verdict)}.{was}"]


def _opening(changes: Sequence[Change], ledger: str) -> str:
    """The first day's entries, all in one."""
    counts = Counter(change.now.verdict for change in changes)
    told = f"{counts['true']} true, {counts['false']} false, {counts['depends']} that depend"
    return ENTRY.format(
        id=_urn(f"{changes[0].day} {len(changes)} {told}"),
        title=f"The ledger begins with {len(changes)} entries",
        updated=_instant(changes[0].day),
        way=quoteattr(ledger),
        content=escape(f"<p>{told}.</p>"),
    )


def _urn(name: str) -> str:
    return uuid.uuid5(_IDS, name).urn


def _instant(day: date) -> str:
    return f"{day}T00:00:00Z"


def _label(verdict: str) -> str:
    return LABELS[verdict].lower()


def _shown(says: str) -> str:
    """A statement as plain text: formulas in letters and signs, no marks of Markdown."""
    text = FORMULA.sub(lambda found: _LATEX.latex_to_text(found[0]).strip(), says)
    return re.sub(r"(?<!\w)([*_`]+)(.+?)\1(?!\w)", r"\2", text)

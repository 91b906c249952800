"""The ledger: every claim and audit of the site, and what other texts say of each.

Entries are those of the pages, and `docs/sources.toml` names the sentences that they settle.
Citations are entries of their own: the build compares them with our bibliography.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from adamdocs.publishing import bibliography
from adamdocs.publishing.pages import beginning, qualified
from adamdocs.publishing.printed import Printed, hand_written, printed, reported
from adamdocs.publishing.problems import Problem
from adamdocs.publishing.tables import ROOT, refuse, table

FILE = "docs/sources.toml"
OF_AUDIT = {True: "true", False: "false", "depends": "depends"}
CITATIONS = "Citations"
DENIED = {"true": "false", "false": "true", "depends": "depends"}
LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(#[^)\s]*)?\)")
CITED = re.compile(r"\{\{\s*cite[p]?\s+([^{}]*?)\s*\}\}")


class Said(NamedTuple):
    """A sentence, printed output or citation of a text.

    Attributes:
        name: its own, for messages.
        quote: its words.
        text: the text that it stands in.
        answer: token of the claim or audit that settles it; of a citation None.
        denies: whether it says that what is claimed there is not so.
        cited: the citation as it is printed, beside our entry of the source.
        verdict: on this sentence, where it is not that on what settles it; else empty.
        because: why, or what else is to be said of this sentence, in Markdown; may be empty.
    """

    name: str
    quote: str
    text: str
    answer: str | None
    denies: bool
    cited: Printed | None
    verdict: str = ""
    because: str = ""

    @property
    def settled_by(self) -> str:
        """Id of the entry that settles it: a citation is one of its own."""
        return self.answer or f"{self.text}:{self.name}"


class Text(NamedTuple):
    """A text whose sentences are put to the test."""

    name: str
    called: str
    begins: str
    said: tuple[Said, ...]


class Entry(NamedTuple):
    """A claim, an audit or a citation, as the ledger has it.

    Attributes:
        id: `page:name`, or `text:name` of a citation; it stays.
        kind: `claim`, `audit` or `citation`.
        words: of the index, their links and numbers meant from the ledger's page; of a citation
            what it `says`, and what `holds`.
        topic: where it stands.
        verdict: `true`, `false` or `depends`.
        said: where other texts say it.
    """

    id: str
    kind: str
    words: Mapping[str, Any]
    topic: str
    verdict: str
    said: tuple[Said, ...]

    @property
    def slug(self) -> str:
        """Its page."""
        return self.id.partition(":")[0]

    @property
    def name(self) -> str:
        """What its page calls it."""
        return self.id.partition(":")[2]

    @property
    def anchor(self) -> str:
        """Its place on the ledger's page."""
        return re.sub(r"[/:]", "-", self.id)

    @property
    def statement(self) -> str:
        """What is put to the test."""
        if self.kind == "claim":
            return str(self.words["says"])
        said = self.words.get("prints") or self.words["says"]
        return f"“{said}”".replace("\n", " ")

    @property
    def correction(self) -> str:
        """What holds, in a sentence."""
        return beginning(self.words["holds"])

    @property
    def cited(self) -> tuple[str, ...]:
        """Keys of the sources that its words cite."""
        words = " ".join(
            str(self.words[key]) for key in ("heard", "holds", "otherwise") if self.words.get(key)
        )
        return tuple(dict.fromkeys(key for group in CITED.findall(words) for key in group.split()))


def entries(pages: Mapping[str, Any], order: Mapping[str, int], root: str) -> list[Entry]:
    """All claims and audits, in the order of the navigation.

    Args:
        pages: the artefacts' index, by page.
        order: of the pages.
        root: the way from the ledger's page to `docs/`.

    Raises:
        Problem: a text in `docs/sources.toml` is answered by what is not there.
    """
    read = texts()
    said = _by_answer(read, pages)
    found = []
    for slug in sorted(pages, key=lambda one: (order.get(one, len(order)), one)):
        page = pages[slug]
        for kind in ("claim", "audit"):
            for name, words in page[f"{kind}s"].items():
                verdict = words["verdict"] if kind == "claim" else OF_AUDIT[words["agrees"]]
                token = f"{slug}:{name}"
                own = {key: led(value, slug, root) for key, value in words.items()}
                topic = words.get("topic") or page["topic"]
                found.append(Entry(token, kind, own, topic, verdict, said.get(token, ())))
    return [*found, *(_citation(one) for text in read for one in text.said if one.cited)]


def _citation(one: Said) -> Entry:
    """A citation as an entry of its own."""
    assert one.cited is not None
    words = {"says": one.quote, "holds": one.cited.holds or "It is as printed."}
    return Entry(one.settled_by, "citation", words, CITATIONS, one.cited.verdict, (one,))


def own_citations(root: Path = ROOT) -> set[str]:
    """Keys of the sources that `docs/sources.toml` cites."""
    cited = [one.cited for text in texts(root) for one in text.said if one.cited]
    because = [one.because for text in texts(root) for one in text.said]
    told = " ".join([*(one.holds for one in cited), *because])
    words = [key for group in CITED.findall(told) for key in group.split()]
    return {*(one.key for one in cited), *words}


def led(value: Any, slug: str, root: str) -> Any:
    """A text, or texts, of a page's explainer, numbers and links meant from another page."""
    if isinstance(value, list | tuple):
        return [led(one, slug, root) for one in value]
    if not isinstance(value, str):
        return value

    def moved(link: re.Match[str]) -> str:
        path, anchor = link[1], link[2] or ""
        here = PurePosixPath(slug)
        target = posixpath.normpath(here.parent / path) if path else f"{slug}.md"
        return f"]({root}{target}{anchor})"

    return LINK.sub(moved, qualified(value, slug))


def _by_answer(known: list[Text], pages: Mapping[str, Any]) -> dict[str, tuple[Said, ...]]:
    """What is said, by the token of what settles it.

    Raises:
        Problem: that is not there.
    """
    found: dict[str, tuple[Said, ...]] = {}
    for text in known:
        for one in text.said:
            if one.answer is None:
                continue
            slug, _, name = one.answer.partition(":")
            page = pages.get(slug, {})
            if name not in {**page.get("claims", {}), **page.get("audits", {})}:
                raise Problem(
                    f"{FILE}: [{text.name}.{one.name}] is answered by {one.answer!r}, which is no "
                    "claim and no audit; mend the name, or write the claim"
                )
            found[one.answer] = (*found.get(one.answer, ()), one)
    return found


def verdict_of(one: Said, known: Mapping[str, Entry]) -> str:
    """Whether a text is right there."""
    if one.verdict:
        return one.verdict
    verdict = known[one.settled_by].verdict
    return DENIED[verdict] if one.denies else verdict


def texts(root: Path = ROOT) -> list[Text]:
    """The texts and what they say.

    Raises:
        Problem: an entry lacks something, or a citation's verdict is not what comes out.
    """
    path = root / FILE
    content = path.read_text(encoding="utf-8") if path.is_file() else ""
    return _texts(root, content, tuple(bibliography.read()) if content else ())


@lru_cache(maxsize=4)
def _texts(root: Path, content: str, _sources: tuple[str, ...]) -> list[Text]:
    found = []
    for name, entry in (table(FILE, root) if content else {}).items():
        said = {key: one for key, one in entry.items() if isinstance(one, dict)}
        head = {key: value for key, value in entry.items() if key not in said}
        refuse(FILE, f"[{name}]", head, ("called", "begins"), (), root)
        ones = tuple(_said(name, key, one, root) for key, one in said.items())
        found.append(Text(name, head["called"], head["begins"], ones))
    return found


def _said(text: str, name: str, entry: Mapping[str, Any], root: Path) -> Said:
    place = f"[{text}.{name}]"
    if "reports" in entry:
        refuse(FILE, place, entry, ("quote", "cites", "reports", "verdict", "holds"), (), root)
        cited = reported(FILE, place, entry)
        return Said(name, entry["quote"], text, None, denies=False, cited=cited)
    if "cites" in entry:
        refuse(FILE, place, entry, ("quote", "cites", "verdict", "printed"), ("holds",), root)
        cited = printed(FILE, place, entry)
        return Said(name, entry["quote"], text, None, denies=False, cited=cited)
    refuse(FILE, place, entry, ("quote", "answer"), ("denies", "verdict", "because"), root)
    denies, because = entry.get("denies", False), entry.get("because", "")
    verdict = hand_written(FILE, place, entry["verdict"]) if "verdict" in entry else ""
    if verdict and not because:
        raise Problem(f"{FILE}: {place} has a verdict of its own, and needs because=")
    said = Said(name, entry["quote"], text, entry["answer"], denies=denies, cited=None)
    return said._replace(verdict=verdict, because=because)


def topics(found: list[Entry]) -> Iterator[tuple[str, list[Entry]]]:
    """Entries by topic, in the order in which topics come."""
    for topic in dict.fromkeys(entry.topic for entry in found):
        yield topic, [entry for entry in found if entry.topic == topic]

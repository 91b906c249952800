"""The ledger as Markdown: entries by topic, and each text's sentences with their verdicts."""

import html
import re
from collections.abc import Iterator

from adamdocs.publishing.blocks import LABELS
from adamdocs.publishing.citations import in_markdown
from adamdocs.publishing.ledger import Entry, Said, Text, entries, texts, topics, verdict_of
from adamdocs.publishing.pages import PAGE, SITE

CODED = re.compile(r"`([^`]+)`")


def claims() -> Iterator[str]:
    """Every entry, by topic, behind a list of the topics."""
    found = ledger()
    known = {text.name: text for text in texts()}
    counts = {verdict: sum(one.verdict == verdict for one in found) for verdict in LABELS}
    told = f"{counts['true']} true, {counts['false']} false, and {counts['depends']} that depend"
    yield f"The ledger has {len(found)} entries: {told}."
    yield ""
    yield '<nav class="ad-gallery-pages" aria-label="Topics" markdown="1">'
    yield ""
    for topic, group in topics(found):
        yield f"- [{topic}](#{slugged(topic)}) {len(group)}"
    yield from ("", "</nav>", "", "<adam-claims></adam-claims>", "")
    yield from ('<div class="ad-ledger" markdown="1">', "")
    for topic, group in topics(found):
        yield from (f"## {topic} {{ #{slugged(topic)} }}", "")
        for entry in group:
            yield from _card(entry, known)
    yield from ("</div>", "")


def sources() -> Iterator[str]:
    """Every text, with its sentences in their order."""
    known = {entry.id: entry for entry in ledger()}
    for text in texts():
        yield from (f"### {text.called} {{ #text-{text.name} }}", "")
        yield f"Our text begins “{_quoted(text.begins)}”."
        yield ""
        for one in text.said:
            yield _line(one, known)
        yield ""


def ledger() -> list[Entry]:
    """The entries, as the page being converted has them."""
    here = PAGE.get()
    order = {page.slug: place for place, page in enumerate(SITE.get(()))}
    return entries(here.pages, order, here.root)


def slugged(topic: str) -> str:
    """The anchor of a topic."""
    return f"topic-{re.sub(r'[^a-z]+', '-', topic.lower()).strip('-')}"


def _card(entry: Entry, known: dict[str, Text]) -> Iterator[str]:
    style = f"ad-claim ad-claim-{entry.verdict}"
    data = f'data-verdict="{entry.verdict}" data-topic="{html.escape(entry.topic)}"'
    yield f'<div class="{style}" id="{entry.anchor}" {data} markdown="1">'
    yield ""
    verdict = f"**{LABELS[entry.verdict]}**{{ .ad-verdict }}"
    yield f'{verdict} <span class="ad-said">{_said(entry)}</span>'
    yield from ("{: .ad-claim-says }", "")
    yield from (entry.correction, "")
    yield f"{_led(entry, known)}"
    yield from ("{: .ad-claim-test }", "", "</div>", "")


def _said(entry: Entry) -> str:
    """A statement of ours is Markdown; somebody else's words are to the letter."""
    return entry.statement if entry.kind == "claim" else _quoted(entry.statement)


def _led(entry: Entry, known: dict[str, Text]) -> str:
    """Where the test is, and who says so."""
    here = PAGE.get()
    said = dict.fromkeys(one.text for one in entry.said)
    places = [f"[{_lower(known[name].called)}](#text-{name})" for name in said]
    parts = []
    if entry.kind != "citation":
        page = next((one for one in SITE.get(()) if one.slug == entry.slug), None)
        title = page.title if page else entry.slug
        way = here.way(page) if page else f"{here.root}{entry.slug}.md"
        parts.append(f"[Test and evidence: {title}]({way}#{entry.kind}-{entry.name}).")
    if places:
        parts.append(f"Said in {', '.join(places)}.")
    permalink = f"[¶](#{entry.anchor}){{ .headerlink title='Permanent link' }}"
    return " ".join([*parts, permalink])


def _line(one: Said, known: dict[str, Entry]) -> str:
    verdict = verdict_of(one, known)
    entry = known[one.settled_by]
    label = f"**{LABELS[verdict]}**{{ .ad-verdict .ad-verdict-{verdict} }}"
    settled = entry.correction if one.cited else entry.statement
    denied = "It denies this: " if one.denies else ""
    shown = settled if entry.kind == "claim" or one.cited else "its audit"
    because = f" {one.because}" if one.because else ""
    return f"- {label} “{_quoted(one.quote)}” {denied}[{_plain(shown)}](#{entry.anchor}){because}"


def _quoted(words: str) -> str:
    """Somebody else's words in Markdown, to the letter but for code."""
    escaped = re.sub(r"([\\*_\[\]$<>{}])", r"\\\1", CODED.sub("\x00\\1\x00", words))
    return re.sub("\x00(.+?)\x00", lambda code: f"`{code[1].replace(chr(92), '')}`", escaped)


def _plain(words: str) -> str:
    """Words within a link: without links of their own."""
    return re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", in_markdown(words))


def _lower(words: str) -> str:
    return words[0].lower() + words[1:]

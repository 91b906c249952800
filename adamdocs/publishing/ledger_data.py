"""The ledger as data: `reference/claims.json`, of the shape of `docs/reference/claims.schema.json`.

Texts are Markdown with common LaTeX between dollar signs; numbers stand in it as the page shows
them, and links are whole addresses.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from adamdocs.publishing.bibliography import read
from adamdocs.publishing.citations import in_markdown
from adamdocs.publishing.ledger import Entry, Said, Text, entries, texts, verdict_of
from adamdocs.publishing.mathml import common
from adamdocs.publishing.pages import Page, plain

ADDRESS = "reference/claims.json"
SLUG = "reference/claims"
LINK = re.compile(r"\]\(([\w/.-]+?)(?:\.md|\.ipynb)(#[\w:-]+)?\)")
FORMULA = re.compile(r"\$[^$]+\$")


def claims(site: tuple[Page, ...], pages: Mapping[str, Any], root: str) -> str:
    """The whole ledger as JSON.

    Args:
        site: the pages, in the order of the navigation.
        pages: the artefacts' index, by page.
        root: address of the site, which ends in a slash.

    Raises:
        Problem: a text is answered by what is not there, or names a number that is not.
    """
    order = {page.slug: place for place, page in enumerate(site)}
    found, said = entries(pages, order, ""), texts()
    known = {entry.id: entry for entry in found}
    here = Page(slug=SLUG, source=f"docs/{SLUG}.md", text="", root="", pages=dict(pages))
    data = {
        "$schema": f"{root}reference/claims.schema.json",
        "license": "CC-BY-4.0",
        "entries": [_entry(entry, here, root) for entry in found],
        "texts": {text.name: _text(text, known, here, root) for text in said},
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _text(text: Text, known: Mapping[str, Entry], here: Page, root: str) -> dict[str, Any]:
    return {
        "called": text.called,
        "begins": text.begins,
        "said": [_said(one, known, here, root) for one in text.said],
    }


def _said(one: Said, known: Mapping[str, Entry], here: Page, root: str) -> dict[str, Any]:
    return {
        "id": f"{one.text}:{one.name}",
        "quote": one.quote,
        "verdict": verdict_of(one, known),
        "entry": one.settled_by,
        "denies": one.denies,
        "because": written(one.because, here, root) if one.because else None,
    }


def _entry(entry: Entry, here: Page, root: str) -> dict[str, Any]:
    def words(key: str) -> str | None:
        value = entry.words.get(key)
        return written(str(value), here, root) if value else None

    page = f"{root}{entry.slug}/#{entry.kind}-{entry.name}"
    ledger = f"{root}{SLUG}/#{entry.anchor}"
    return {
        "id": entry.id,
        "kind": entry.kind,
        "statement": written(entry.statement, here, root),
        "topic": entry.topic,
        "verdict": entry.verdict,
        "correction": written(entry.correction, here, root),
        "holds": words("holds"),
        "otherwise": words("otherwise"),
        "heard": words("heard"),
        "said": [f"{one.text}:{one.name}" for one in entry.said],
        "test": _test(entry, here, root),
        "evidence": [_evidence(one, entry, here, root) for one in entry.words.get("evidence", ())],
        "references": _references(entry),
        "address": ledger if entry.kind == "citation" else page,
        "ledger": ledger,
    }


def _test(entry: Entry, here: Page, root: str) -> dict[str, Any]:
    """What was measured or compared, and what came out."""
    words = entry.words
    if entry.kind == "claim":
        return {
            "statistic": written(words["statistic"], here, root),
            "relation": words["relation"],
            "threshold": words["threshold"],
            "finding": words["finding"],
            "otherwise_finding": words["otherwise_finding"],
        }
    if entry.kind == "audit":
        return {"command": words["command"], "prints": words["prints"], "comes_out": words["text"]}
    (one,) = entry.said
    assert one.cited is not None
    if one.cited.reports:
        return {"reports": one.cited.reports}
    return {"compared": list(one.cited.fields), "differ": list(one.cited.differences)}


def _evidence(token: str, entry: Entry, here: Page, root: str) -> dict[str, str]:
    """Where it is shown: a figure, number, exercise or audit of its page, or a link."""
    kind, _, name = token.partition(" ")
    if not re.fullmatch(r"[a-z]+ [a-z_][a-z0-9_]*", token):
        return {"words": written(token, here, root)}
    anchor = "" if kind == "number" else f"#{kind}-{name}"
    return {"kind": kind, "name": name, "address": f"{root}{entry.slug}/{anchor}"}


def _references(entry: Entry) -> list[dict[str, str]]:
    """The sources that its words cite."""
    known = read()
    keys = (*entry.cited, *(one.cited.key for one in entry.said if one.cited))
    return [
        {
            "key": key,
            "reference": "".join(piece.text for piece in known[key].pieces()),
            "address": known[key].address,
        }
        for key in dict.fromkeys(keys)
    ]


def written(text: str, here: Page, root: str) -> str:
    """A text of the ledger for readers who know no token, macro or relative link."""
    text = plain(text, here)
    text = FORMULA.sub(lambda formula: common(formula[0]), text)
    text = LINK.sub(lambda link: f"]({root}{_folder(link[1])}{link[2] or ''})", text)
    return in_markdown(text)


def _folder(path: str) -> str:
    """The address of a page from its source: `learn/adam` is `learn/adam/`, `index` the root."""
    path = re.sub(r"(^|/)index$", r"\1", path)
    return f"{path}/" if path and not path.endswith("/") else path

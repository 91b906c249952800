"""What the search reads of a page, and what it finds besides the sections of pages.

A claim is found by its statement and by where it is heard, on its page and in the ledger; there
also by the words that texts say it in. A symbol is found by what readers type for it, a source by
its authors, title, year and number. Each leads to its own place.
"""

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from adamdocs.publishing import bibliography, ledger, ledger_data, symbols
from adamdocs.publishing.framing import TAG
from adamdocs.publishing.mathml import Mathematics
from adamdocs.publishing.pages import SENTENCES, SITE, TELLING, Page

Entry = dict[str, Any]

DRAWN = re.compile(
    r'<svg\b(?=[^>]*\srole="img")[^>]*\saria-label="(?P<label>[^"]*)".*?</svg>|<math\b.*?</math>',
    re.DOTALL,
)
# What a search need not find in a section: code, derivations, questions, differences, what others
# wrote, links to a place; and what has entries of its own.
UNSOUGHT = re.compile(
    r'<(?:pre\b|details\b|adam-guess\b|thead\b|table(?=>)|h2 id="references"'
    r'|a class="headerlink"|(?:section|div)\b(?=[^>]* class="ad-parity)[^>]*'
    r'|(?:dl|p|span|div|td) class="ad-(?:as-drawn|audit-rows|beside-(?:code|hold)|claim [\w-]+'
    r'|downloads|symbols)")'
)
LEFT_OUT = " data-search-exclude"
REST = f"<ad-rest{LEFT_OUT}>", "</ad-rest>"
ASIDE = re.compile(r'<span data-aside="(\d+)">.*?</span>', re.DOTALL)
CAPTION = re.compile(
    r"(?<=</strong> <span>)(?P<words>.*?)"
    r'(?=</span>(?:<a class="head|<span class="ad-down|</figcaption))'
)
CLAIM = re.compile(
    r'<div class="ad-claim ad-claim-\w+"[^>]* id="claim-(?P<name>\w+)">\s*'
    r'<p class="ad-claim-says"><strong[^>]*>(?P<verdict>.*?)</strong>(?P<says>.*?)(?:<a class="head'
    r".*?)?</p>(?P<rest>.*?)</div>",
    re.DOTALL,
)
HEARD = re.compile(r"<em>Heard in</em>(.*?)</p>", re.DOTALL)
CODE = re.compile(r"</?code>")  # in results it would be a look only
FORMULA = re.compile(r"\$([^$]+)\$")
HATS = str.maketrans({"ˆ": "\u0302", "\u2061": " "})
SOURCES = "reference/bibliography"
# Where words are found twice: symbols first, pages before the ledger, sources last.
SYMBOL, IN_LEDGER, SOURCE = 1.1, 0.9, 0.1


def set_aside(content: str) -> tuple[str, list[str]]:
    """A page as the search is to read it, and the drawings and formulas that were set aside.

    Of a formula in a sentence its text stays, of a caption its beginning; code, folds and
    references bear the mark that leaves them out. A drawing's label says in other words what its
    caption says.
    """
    aside: list[str] = []

    def take(found: re.Match[str]) -> str:
        aside.append(found[0])
        silent = found["label"] or ' display="block"' in found[0].partition(">")[0]
        text = "" if silent else TAG.sub("", found[0]).translate(HATS)
        return f'<span data-aside="{len(aside) - 1}">{text}</span>'

    light = DRAWN.sub(take, content)
    light = CAPTION.sub(lambda caption: _shortened(caption["words"]), light)
    return UNSOUGHT.sub(lambda tag: tag[0] + LEFT_OUT, light), aside


def _shortened(words: str) -> str:
    """A caption in which all but its first sentences are left out."""
    for end in SENTENCES.finditer(words):
        first = words[: end.start()]
        whole = len(re.findall(r"<\w", first)) == first.count("</")
        if whole and len(TAG.sub("", first)) >= TELLING:
            return f"{first}{REST[0]}{words[end.start() :]}{REST[1]}"
    return words


def put_back(output: str, aside: list[str]) -> str:
    """A page with what was set aside, and without the marks."""
    for mark in REST:
        output = output.replace(mark, "")
    return ASIDE.sub(lambda place: aside[int(place[1])], output.replace(LEFT_OUT, ""))


def complete(page: Page, url: str, light: str, entries: list[Entry]) -> None:
    """Name a page by its title, leave its sections without words out, and add what else is found.

    Args:
        page: the page.
        url: where it is, from the root of the site.
        light: its content, as `set_aside` gives it.
        entries: of the pages so far and of this one. The first of a page stands for all of it.
    """
    own = [one for one in entries if one["location"].partition("#")[0] == url]
    for entry in own if page.slug != ledger_data.SLUG else ():  # whose entries are complete
        entry["text"] = CODE.sub("", entry["text"])
        if entry["location"] == url:
            entry |= _named(page, entry)
        elif entry["text"].strip():
            entry.pop("boost", None)  # front matter means the page, not each of its sections
        else:
            entries.remove(entry)
    for found in CLAIM.finditer(light):
        entries += _claim(page, found, entries)
    if 'class="ad-symbols"' in light:
        entries += _symbols(page)
    if page.slug == SOURCES:
        entries += _sources(page)


def _named(page: Page, entry: Entry) -> Entry:
    """What the navigation calls a page before its heading, which may be a question.

    A page that its front matter lifts is lifted by its name alone: not by all words of its heading.
    """
    title, heading = html.escape(page.title, quote=False), entry["title"]
    if page.slug == "index" or heading.lower().startswith(title.lower()):
        return {}
    if "boost" in entry:
        return {"title": title, "text": f"<p>{heading}</p> {entry['text']}"}
    return {"title": f"{title}: {heading}"}


def _sources(page: Page) -> Iterator[Entry]:
    yield _entry(f"{page.slug}/", page.title, "Every source of the site.")
    for source in bibliography.read().values():
        title = _line(source.fields["title"].replace("{", "").replace("}", ""))
        place = f"{page.slug}/#ref-{source.key}"
        number = source.fields.get("eprint", "")
        yield _entry(place, f"{source.names} ({source.year}): {title}", number, SOURCE)


def _claim(page: Page, found: re.Match[str], known: list[Entry]) -> Iterator[Entry]:
    """A claim on its page and in the ledger, one after the other: so their index stays small."""
    says, verdict = _words(found["says"]), _words(found["verdict"])
    heard = HEARD.search(found["rest"])
    text = f"{verdict}. Heard in {_words(heard[1])}" if heard else f"{verdict}."
    if page.slug != ledger_data.SLUG:
        yield _entry(f"{page.slug}/#claim-{found['name']}", says, text)
    place = f"{ledger_data.SLUG}/"
    home = next((one for one in SITE.get(()) if one.slug == ledger_data.SLUG), None)
    if home is None:
        return
    if not any(entry["location"] == place for entry in known):
        yield _entry(place, home.title, "Every claim of the site, with its verdict.")
    token = f"{page.slug}:{found['name']}"
    said = " ".join([text, *(f"“{quote}”" for quote in _quotes(token))])
    yield _entry(f"{place}#{re.sub('[/:]', '-', token)}", says, said, IN_LEDGER)


def _quotes(token: str) -> list[str]:
    """The words in which texts say what a claim settles."""
    return [one.quote for text in ledger.texts() for one in text.said if one.answer == token]


def _symbols(page: Page) -> Iterator[Entry]:
    for _, group in symbols.read():
        for symbol in group:
            means = _line(symbol["means"])
            first = re.split("[:;,]", means)[0]
            written = ", ".join(symbols.written(symbol)) or _formula(symbol["shown"])
            code = " ".join(str(symbol[name]) for name in symbols.LIBRARIES if name in symbol)
            place = f"{page.slug}/#{symbols.place(symbol)}"
            text = f"{means}. {code}".replace("`", "")
            yield _entry(place, f"{written}: {first}", text, SYMBOL)


def _line(words: str) -> str:
    """Markdown in which formulas are text."""
    return FORMULA.sub(lambda formula: _formula(formula[1]), words)


@lru_cache
def _formula(tex: str) -> str:
    """A formula as a line of text."""
    return TAG.sub("", Mathematics().mathml(tex, block=False)).translate(HATS)


def _entry(location: str, title: str, text: str, boost: float = 1) -> Entry:
    words = {"title": title, "text": text}
    escaped = {key: html.escape(html.unescape(value), quote=False) for key, value in words.items()}
    return {"location": location, **escaped} | ({"boost": boost} if boost != 1 else {})


def _words(markup: str) -> str:
    """The text of some elements, spaces joined."""
    return " ".join(TAG.sub("", markup).split())

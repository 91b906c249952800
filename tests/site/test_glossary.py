"""On every page the first use of a term leads to the glossary, once; every term is used."""

import html
import json
import re

import pytest

from adamdocs.publishing.glossary import read

from .addresses import destination
from .built import PAGE

GLOSSARY = "reference/glossary/index.html"
LINK = "ad-term"
PROSE = ("p", "li", "dd")
ASIDE = {  # what stands on a page and is not its prose
    *("a", "code", "pre", "figure", "figcaption", "table", "details", "blockquote", "nav", "dt"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "summary", "script", "style", "math", "data"),
}
CLASSES = {"ad-audit", "ad-claim", "ad-reference", "ad-cite", "ad-widget", "ad-fact"}
QUOTED = re.compile(r"“[^”]*(?:”|$)")


def is_link(element):
    return LINK in element.get("class").split()


def prose(page):
    """The prose of a page and its links, piece by piece, in order, up to its references."""
    ends = next((h.start for h in page.all("h2") if h.get("id") == "references"), None)
    main = page.all("article") or page.all("main")
    for element, words in pieces(main[0], within=False) if main else ():
        if ends is None or element.start < ends:
            yield element, QUOTED.sub(" ", words)


def pieces(element, *, within):
    """Pieces of text below an element that are prose, each with the element it stands in."""
    within = within or element.tag in PROSE
    for child in element.children:
        if isinstance(child, str):
            if within:
                yield element, child
        elif is_link(child) or not aside(child):
            yield from pieces(child, within=within)


def aside(element):
    classes = set(element.get("class").split())
    return element.tag in ASIDE or element.tag.startswith("adam-") or bool(classes & CLASSES)


def links(page):
    return [element for element in page.all("a") if is_link(element)]


def unlinked(site, page, terms):
    """Terms that a page links twice, or uses before it links them, or links not at all."""
    if page.path == GLOSSARY:
        return [page.at(one, "links a term on the glossary's own page") for one in links(page)]
    names = [one.get("href").rpartition("#")[2] for one in links(page)]
    found = [
        f"{page.path}: {name} is linked {names.count(name)} times"
        for name in sorted({name for name in names if names.count(name) > 1})
    ]
    first = {}
    for element, words in prose(page):
        for match in terms.pattern.finditer(words):
            term = terms.by_form[" ".join(match[0].lower().split())]
            first.setdefault(term.name, element)
    for name, element in first.items():
        if not is_link(element):
            found.append(page.at(element, f"{name} is used first, and not linked"))
    return found


def broken(site, page):
    """Links of terms that lead elsewhere than to their entry, or say nothing when pointed at."""
    found = []
    for one in links(page):
        file, fragment = destination(site, page.path, one.get("href"))
        if file != GLOSSARY or fragment not in site.pages[GLOSSARY].ids:
            found.append(page.at(one, f"{one.text} leads to {file}#{fragment}"))
        if not one.get("title"):
            found.append(page.at(one, f"{one.text} says nothing"))
    return found


def test_every_term_is_linked_once_on_every_page_that_uses_it(site):
    terms = read()
    assert site.findings(lambda site, page: unlinked(site, page, terms)) == []
    assert sum(len(links(page)) for page in site.pages.values()) > len(terms.all)


def test_every_link_of_a_term_leads_to_its_entry(site):
    assert site.findings(broken) == []


def test_every_term_is_used_somewhere(site):
    names = {
        one.get("href").rpartition("#")[2] for page in site.pages.values() for one in links(page)
    }
    assert sorted({term.name for term in read().all} - names) == []


ENTRY = f'<a class="{LINK}" href="../reference/glossary/#{{}}" title="x">{{}}</a>'
RATE = ENTRY.format("learning-rate", "learning rate")


def made(small, body):
    page = '<span id="learning-rate">x</span><span id="sweep">x</span>'
    site = small(
        files={GLOSSARY: wrapped("Glossary", page), "one/index.html": wrapped("One", body)}
    )
    return site, site.pages["one/index.html"]


def wrapped(title, body):
    address = "reference/glossary/" if title == "Glossary" else "one/"
    return PAGE.format(title=title, address=address, head="", body=body)


@pytest.mark.parametrize(
    ("body", "findings"),
    [
        (f"<p>A {RATE}, a learning rate.</p>", []),
        ("<p>Nothing of the kind.</p>", []),
        ("<h2>Learning rate</h2><pre><code>learning rate</code></pre>", []),
        ("<p>They say “a learning rate”.</p>", []),
        ('<h2 id="references">References</h2><ul><li>A learning rate</li></ul>', []),
        (f"<p>{RATE}</p><p>{RATE}</p>", ["learning-rate is linked 2 times"]),
        ("<p>A learning rate.</p>", ["learning-rate is used first, and not linked"]),
        (f"<p>A learning rate, a {RATE}.</p>", ["learning-rate is used first, and not linked"]),
        (f"<p>{RATE} and a <em>sweep</em></p>", ["sweep is used first, and not linked"]),
    ],
)
def test_a_term_that_is_linked_wrongly_is_found(small, body, findings):
    site, page = made(small, body)
    found = unlinked(site, page, read())
    assert [one.partition(": ")[2] for one in found] == findings


@pytest.mark.parametrize(
    ("link", "finding"),
    [
        (
            ENTRY.format("learning-rates", "x"),
            "x leads to reference/glossary/index.html#learning-r",
        ),
        (RATE.replace(' title="x"', ""), "learning rate says nothing"),
    ],
)
def test_a_link_that_leads_wrongly_is_found(small, link, finding):
    site, page = made(small, f"<p>{link}</p>")
    (found,) = broken(site, page)
    assert finding in found


def test_the_search_finds_what_a_term_means(site):
    entries = json.loads(site.read("search/search_index.json"))["docs"]
    texts = " ".join(one["text"] for one in entries if "reference/glossary/" in one["location"])
    words = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", texts)).split())
    assert [term.name for term in read().all if " ".join(term.says.split()) not in words] == []

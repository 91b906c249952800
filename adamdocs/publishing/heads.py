"""What pages say of themselves to programs that link, list and cite them.

Each has a picture and a few words for whoever shows a link to it, its kind, license and sources as
structured data, and the entry under which it is cited.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urljoin

from adamdocs.publishing import artefacts, bibliography, cards, citations, ledger_data
from adamdocs.publishing.edition import LICENSE, Edition
from adamdocs.publishing.pages import Page, beginning, plain

CITED = ("learn/", "connections/", "notebooks/")  # pages that one cites by themselves
_H1 = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
_PERMALINK = re.compile(r'<a class="headerlink".*?</a>', re.DOTALL)


class Source(NamedTuple):
    """A page as it is published: what the extension knows of it, its HTML, and its address."""

    known: Page
    content: str
    description: str
    url: str


class About(NamedTuple):
    """What a page's template needs to know of it.

    Attributes:
        headline: its question.
        card: address of its picture.
        shows: what is to be seen there, in words.
        data: what it is, as JSON-LD.
        bibtex: its entry, empty for pages that are not cited by themselves.
        citation: the same in words.
    """

    headline: str
    card: str
    shows: str
    data: str
    bibtex: str = ""
    citation: str = ""


class Site(NamedTuple):
    """The whole that pages are parts of."""

    name: str
    address: str
    edition: Edition


def headline(source: Source) -> str:
    """A page's first heading as plain text; its title, if it has none."""
    found = _H1.search(source.content)
    words = re.sub(r"<[^>]+>", "", _PERMALINK.sub("", found[1])) if found else source.known.title
    return " ".join(html.unescape(words).split())


def abouts(
    sources: Sequence[Source], site: Site, mark: str
) -> tuple[dict[str, About], dict[str, Path]]:
    """What every page says of itself, by slug, and the pictures, by address.

    Raises:
        Problem: a figure's words name a number that is not there, or the bibliography is broken.
    """
    shown = {source.known.slug: _figure(source.known) for source in sources}
    drawn = []
    for source in sources:
        figure = shown[source.known.slug]
        picture = artefacts.STORE / f"{figure['key']}.png" if figure else None
        drawn.append(cards.Card(source.known.slug, headline(source), site.name, picture))
    pictures, files = cards.build(drawn, mark)
    found = {}
    for source in sources:
        slug = source.known.slug
        figure = shown[slug]
        alt = beginning(figure["alt"]) if figure else f"The mark of {site.name}"
        about = About(
            headline(source), urljoin(site.address, pictures[slug]), plain(alt, source.known), ""
        )
        found[slug] = about._replace(data=_data(source, about, site), **_cited(source, about, site))
    return found, files


def _figure(page: Page) -> dict[str, Any] | None:
    """The first figure that a page shows."""
    for slug, name in page.shown("figure"):
        if name in page.pages.get(slug, {}).get("figures", {}):
            return page.entry("figures", f"{slug}:{name}")
    return None


def _data(source: Source, about: About, site: Site) -> str:
    """A page as structured data, safe within an element."""
    address = urljoin(site.address, source.url)
    whole: dict[str, Any] = {"@type": "WebSite", "name": site.name, "url": site.address}
    if not source.url:
        own = [whole | {"description": source.description, "license": LICENSE}]
    else:
        own = [_article(source, about, site, whole), *_dataset(source, site)]
        steps = [(site.name, site.address), (source.known.title, address)]
        trail = [
            {"@type": "ListItem", "position": place, "name": name, "item": item}
            for place, (name, item) in enumerate(steps, start=1)
        ]
        own.append({"@type": "BreadcrumbList", "itemListElement": trail})
    text = json.dumps(
        {"@context": "https://schema.org", "@graph": own}, ensure_ascii=False, separators=(",", ":")
    )
    return text.replace("<", "\\u003c")  # nothing in it can end the element


def _article(source: Source, about: About, site: Site, whole: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "@type": "TechArticle",
        "headline": about.headline,
        "description": source.description,
        "url": urljoin(site.address, source.url),
        "image": about.card,
        "license": LICENSE,
        "author": {"@type": "Organization", "name": site.edition.author},
        "isPartOf": whole,
    }
    if sources := list(_sources(source.known)):
        found["citation"] = sources
    return found


def _sources(page: Page) -> Iterator[dict[str, str]]:
    """What a page cites or lists, each by title and address."""
    named = dict.fromkeys([*citations.cited(page), *citations.listed(page)])
    if not named:
        return
    known = bibliography.read()
    for key in named:
        if key in known:  # what is not there is told when the page is checked
            entry = known[key]
            title = entry.fields["title"].replace("{", "").replace("}", "")
            yield {"@type": "CreativeWork", "name": title} | (
                {"url": entry.address} if entry.address else {}
            )


def _dataset(source: Source, site: Site) -> Iterator[dict[str, Any]]:
    """The ledger's data, on the ledger's page."""
    if source.known.slug != ledger_data.SLUG:
        return
    yield {
        "@type": "Dataset",
        "name": f"{site.name}: {source.known.title}",
        "description": source.description,
        "license": LICENSE,
        "url": urljoin(site.address, source.url),
        "creator": {"@type": "Organization", "name": site.edition.author},
        "distribution": {
            "@type": "DataDownload",
            "encodingFormat": "application/json",
            "contentUrl": urljoin(site.address, ledger_data.ADDRESS),
        },
    }


def _cited(source: Source, about: About, site: Site) -> dict[str, str]:
    """How a page is cited: as BibTeX, and in words."""
    slug = source.known.slug
    if not slug.startswith(CITED):
        return {}
    year, author = site.edition.day.year, site.edition.author
    address = urljoin(site.address, source.url)
    key = f"adamdocs{year}-{slug.rpartition('/')[2].replace('_', '-')}"
    fields = {
        "author": f"{{{bibliography.in_latex(author)}}}",
        "title": f"{{{bibliography.in_latex(about.headline)}}}",
        "howpublished": bibliography.in_latex(site.edition.title),
        "year": str(year),
        "url": address,
    }
    rows = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    title = about.headline + ("" if about.headline.endswith(("?", ".", "!")) else ".")
    words = f"{author} ({year}). {title} In {site.edition.title}. {address}"
    return {"bibtex": f"@misc{{{key},\n{rows}}}", "citation": words}

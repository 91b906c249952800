"""What pages say to programs that link, list, follow and cite them, and what hosts are told."""

import json
import re
import struct
from datetime import datetime
from xml.etree import ElementTree

import pytest

from adamdocs.publishing import artefacts, claims_history
from adamdocs.publishing.hosting import hashed, kept
from adamdocs.publishing.navigation import CONFIG, addresses

from .built import PAGE, ROOT

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LARGEST_CARD = 60_000  # bytes
ALL_CARDS = 2_000_000
EXPLAINS = ("learn/", "connections/", "notebooks/")


def properties(page):
    """What a page tells whoever shows a link to it."""
    return {
        meta.get("property") or meta.get("name"): meta.get("content")
        for meta in page.all("meta")
        if meta.get("property") or meta.get("name")
    }


def size_of(png):
    """Width and height of a picture."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", png[16:24])


def links_shown(site, page):
    """What is wrong with how a link to a page would be shown."""
    if page.is_404 or page.is_moved:
        return []
    told, found = properties(page), []
    needed = {
        "og:title": None,
        "og:description": told.get("description"),
        "og:url": site.base + page.address,
        "og:image:width": "1200",
        "og:image:height": "630",
        "twitter:card": "summary_large_image",
    }
    for name, wanted in needed.items():
        got = told.get(name)
        if not got or (wanted is not None and got != wanted):
            found.append(f"{page.path}: {name} is {got!r}, not {wanted or 'there'}")
    if not told.get("og:image:alt"):
        found.append(f"{page.path}: its picture has no alternative text")
    image = told.get("og:image", "").removeprefix(site.base)
    if image not in site.files:
        return [*found, f"{page.path}: its picture {image!r} is not there"]
    picture = (site.folder / image).read_bytes()
    if size_of(picture) != (1200, 630) or len(picture) > LARGEST_CARD:
        found.append(f"{page.path}: its picture has {size_of(picture)}, {len(picture)} bytes")
    return found


def data(page):
    """The structured data of a page, by kind."""
    (script,) = [one for one in page.all("script") if one.get("type") == "application/ld+json"]
    found = json.loads("".join(script.children))
    assert found["@context"] == "https://schema.org"
    return {one["@type"]: one for one in found["@graph"]}


def entries(site):
    """The feed, and its entries."""
    root = ElementTree.fromstring(site.read("reference/claims.xml"))
    return root, root.findall(f"{ATOM}entry")


def test_a_link_to_any_page_is_shown_with_its_picture(site):
    assert site.findings(links_shown) == []


def test_every_page_has_a_picture_of_its_own_and_all_are_light(site):
    pages = [page for page in site.pages.values() if not (page.is_404 or page.is_moved)]
    assert len({properties(page)["og:image"] for page in pages}) == len(pages)
    drawn = [path for path in site.files if path.startswith("cards/")]
    assert len(drawn) == len(pages)
    assert sum((site.folder / path).stat().st_size for path in drawn) <= ALL_CARDS


def test_icons_have_the_sizes_that_they_are_named_by(site):
    for side in (32, 180):
        assert size_of((site.folder / f"images/icon-{side}.png").read_bytes()) == (side, side)


def test_structured_data_tells_what_a_page_is_and_what_it_cites(site):
    for page in site.pages.values():
        if page.is_404 or page.is_moved:
            continue
        found = data(page)
        if not page.address:
            assert found["WebSite"]["url"] == site.base
            continue
        article, trail = found["TechArticle"], found["BreadcrumbList"]["itemListElement"]
        told = properties(page)
        assert article["url"] == site.base + page.address
        assert (article["headline"], article["image"]) == (told["og:title"], told["og:image"])
        assert article["description"] == told["description"]
        assert article["isPartOf"]["url"] == trail[0]["item"] == site.base
        assert trail[-1]["item"] == article["url"]
        listed = {one.get("id") for one in page.all("span") if one.get("class") == "ad-reference"}
        named = {one["url"] for one in article.get("citation", []) if "url" in one}
        here = {link.get("href") for link in page.all("a")}
        if page.address.startswith(EXPLAINS):
            assert len(article.get("citation", [])) >= len(listed), page.path
            assert named <= here, page.path
    claims = data(site.pages["reference/claims/index.html"])["Dataset"]
    file = claims["distribution"]["contentUrl"].removeprefix(site.base)
    assert file in site.files
    assert len(claims["description"]) >= 50


def test_every_page_that_explains_can_be_cited(site):
    keys = set()
    for page in site.pages.values():
        folds = [one for one in page.all("details") if one.get("class") == "ad-cite-page"]
        assert len(folds) == page.address.startswith(EXPLAINS), page.path
        for fold in folds:
            (entry,) = fold.all("code")
            key = re.match(r"@misc\{([\w-]+), author = \{\{The Adamdocs authors\}\}", entry.text)
            keys.add(key[1])
            assert f"url = {{{site.base}{page.address}}}" in entry.text
            assert f"{site.base}{page.address}" in fold.all("p")[0].text
    assert len(keys) == sum(page.address.startswith(EXPLAINS) for page in site.pages.values())
    assert "Cite this page" not in site.read("search/search_index.json")


def test_the_feed_is_valid_and_every_page_names_it(site):
    root, found = entries(site)
    assert root.tag == f"{ATOM}feed"
    for one in (root, *found):
        for name in ("id", "title", "updated"):
            assert len(one.findall(ATOM + name)) == 1
            assert one.findtext(ATOM + name).strip()
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", one.findtext(f"{ATOM}id"))
        assert datetime.fromisoformat(one.findtext(f"{ATOM}updated")).tzinfo is not None
        for link in one.findall(f"{ATOM}link"):
            address, _, anchor = link.get("href").removeprefix(site.base).partition("#")
            file = address + "index.html" * (address.endswith("/"))
            assert link.get("href").startswith(site.base)
            assert file in site.files
            assert not anchor or anchor in site.pages[file].ids
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    ids = [one.findtext(f"{ATOM}id") for one in (root, *found)]
    assert len(set(ids)) == len(ids)
    days = [one.findtext(f"{ATOM}updated") for one in found]
    assert days == sorted(days, reverse=True)
    assert root.findtext(f"{ATOM}updated") == days[0]
    self = [one.get("href") for one in root.findall(f"{ATOM}link") if one.get("rel") == "self"]
    assert self == [f"{site.base}reference/claims.xml"]
    ledger = site.pages["reference/claims/index.html"]
    assert "../claims.xml" in {
        link.get("href") for main in ledger.all("main") for link in main.all("a")
    }
    for page in site.pages.values():
        if not page.is_moved:
            feeds = [one for one in page.all("link") if one.get("type") == "application/atom+xml"]
            assert len(feeds) == 1, page.path


def test_the_record_of_the_ledger_is_up_to_date():
    late = claims_history.behind(artefacts.read_index()["pages"])
    assert late == [], "run scripts/claims, which writes down what has changed"


def test_crawlers_find_the_map_which_names_every_page_and_no_day(site):
    assert f"\nSitemap: {site.base}sitemap.xml\n" in site.read("robots.txt")
    tree = ElementTree.fromstring(site.read("sitemap.xml"))
    pages = [page for page in site.pages.values() if not (page.is_404 or page.is_moved)]
    named = [place.text for place in tree.iter(f"{MAP}loc")]
    assert sorted(named) == sorted(site.base + page.address for page in pages)
    assert sorted(page.address for page in pages) == sorted(addresses(ROOT / CONFIG, site.folder))
    assert {element.tag for element in tree.iter()} == {
        MAP + tag for tag in ("urlset", "url", "loc")
    }


def test_what_pages_load_everywhere_may_be_kept_for_good(site):
    rules = re.findall(r"^/.*$", site.read("_headers"), re.MULTILINE)
    base = re.sub(r"^https?://[^/]+", "", site.base)
    assert rules == [base + place for place in kept(site.files)]
    for rule in rules:
        start = rule.removeprefix(base).removesuffix("*")
        assert all(hashed(name) for name in site.files if name.startswith(start))
    page = site.pages["learn/adam/index.html"]
    loaded = [link.get("href") for link in page.all("link") if link.get("rel") == "stylesheet"]
    loaded += [script.get("src") for script in page.all("script") if script.get("src")]
    names = {address.removeprefix("../../") for address in loaded}
    assert {name for name in names if not hashed(name)} == {"stylesheets/palette-dark.css"}


CARD = """<meta property="og:title" content="Home"><meta property="og:url" content="{url}">
<meta property="og:description" content="Home in a sentence.">
<meta property="og:image:alt" content="x">
<meta property="og:image" content="http://127.0.0.1:8000/a.png"><meta property="og:image:width"
content="1200"><meta property="og:image:height" content="630"><meta name="twitter:card"
content="summary_large_image">"""
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 1200, 630)


@pytest.mark.parametrize(
    ("old", "new", "picture", "finding"),
    [
        ("", "", PNG, None),
        ("{url}", "http://127.0.0.1:8000/other/", PNG, "og:url is"),
        ("in a sentence", "otherwise", PNG, "og:description is"),
        ("summary_large_image", "summary", PNG, "twitter:card is"),
        ('"og:image:alt" content="x"', '"og:image:alt" content=""', PNG, "no alternative text"),
        ("a.png", "b.png", PNG, "'b.png' is not there"),
        ("", "", PNG + b" " * LARGEST_CARD, "60024 bytes"),
        ("", "", PNG[:16] + struct.pack(">II", 630, 630), "its picture has (630, 630)"),
    ],
)
def test_a_link_that_would_be_shown_badly_is_found(small, old, new, picture, finding):
    head = (CARD.replace(old, new) if old else CARD).format(url="http://127.0.0.1:8000/")
    home = PAGE.format(title="Home", address="", head=head, body="")
    site = small(files={"index.html": home, "a.png": picture})
    found = links_shown(site, site.pages["index.html"])
    assert [finding in one for one in found] == ([True] if finding else [])

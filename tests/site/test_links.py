"""Every address in the site leads to something that is there."""

import gzip
import json
from xml.etree import ElementTree

import pytest

from .addresses import Broken, destination, in_css, in_page
from .built import BODY_LINE, PAGE

LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
REFERENCES = ("for", "list", "aria-controls", "aria-describedby", "aria-labelledby", "headers")


def broken_links(site, page):
    """Links, images, style sheets, scripts and anchors of a page that lead nowhere."""
    found = []
    for address in in_page(page):
        try:
            target = destination(site, page.path, address.text)
        except Broken as broken:
            found.append(f"{page.path}:{address.line}: {broken}")
            continue
        if target is not None:
            file, fragment = target
            other = site.pages.get(file)
            if fragment and other and fragment not in other.ids and not fragment.startswith(":~:"):
                found.append(f"{page.path}:{address.line}: {address.text} names no id of {file}")
    return found


def broken_references(site, page):
    """Labels and descriptions that point to an id which the page does not have."""
    return [
        page.at(element, f"{name} of <{element.tag}> names no id {identifier!r}")
        for element in page.elements
        for name in REFERENCES
        for identifier in element.get(name).split()
        if identifier not in page.ids
    ]


def broken_in_style_sheets(site):
    """Files that style sheets name and the site does not have."""
    found = []
    for path in site.ending(".css"):
        for address in in_css(site.read(path)):
            try:
                destination(site, path, address.text)
            except Broken as broken:
                found.append(f"{path}:{address.line}: {broken}")
    return found


def broken_in_indexes(site):
    """Addresses in the sitemap and the search index that lead nowhere, and pages not in the map."""
    found = []
    sitemap = (site.folder / "sitemap.xml").read_bytes()
    if gzip.decompress((site.folder / "sitemap.xml.gz").read_bytes()) != sitemap:
        found.append("sitemap.xml.gz differs from sitemap.xml")
    named = {element.text for element in ElementTree.fromstring(sitemap).iter(LOCATION)}
    pages = [page for page in site.pages.values() if not (page.is_404 or page.is_moved)]
    ours = {site.base + page.address for page in pages}
    found += [f"sitemap.xml: {address} is no page" for address in sorted(named - ours)]
    found += [f"sitemap.xml: {address} is missing" for address in sorted(ours - named)]
    for entry in json.loads(site.read("search/search_index.json"))["docs"]:
        location = entry["location"]
        try:
            file, fragment = destination(site, "index.html", location)
        except Broken as broken:
            found.append(f"search_index.json: {broken}")
            continue
        if fragment and fragment not in site.pages[file].ids:
            found.append(f"search_index.json: {location} names no id of {file}")
    return found


def test_every_address_on_every_page_leads_somewhere(site):
    assert site.findings(broken_links) == []


def test_every_label_and_description_points_to_an_id_of_its_page(site):
    assert site.findings(broken_references) == []


def test_every_file_that_a_style_sheet_names_is_there(site):
    assert broken_in_style_sheets(site) == []


def test_the_sitemap_and_the_search_index_name_what_is_there(site):
    assert broken_in_indexes(site) == []


def test_the_small_site_is_right(small):
    site = small('<p>See <a href="other/#here">the other page</a>.</p>')
    assert site.findings(broken_links) == []
    assert len(in_page(site.pages["index.html"])) == 3


@pytest.mark.parametrize(
    ("body", "finding"),
    [
        ('<a href="nowhere/">x</a>', "nowhere/ leads nowhere"),
        ('<a href="other">x</a>', "other misses its closing /"),
        ('<a href="other/#there">x</a>', "other/#there names no id of other/index.html"),
        ('<a href="#there">x</a>', "#there names no id of index.html"),
        ('<a href="/other/">x</a>', "/other/ begins with /"),
        ('<a href="../../other/">x</a>', "../../other/ leaves the site"),
        ('<a href="http://127.0.0.1:8000/gone/">x</a>', "/gone/ leads nowhere"),
        ('<img src="a.png" alt="x">', "a.png leads nowhere"),
        ('<img srcset="other/ 1x, b.png 2x" alt="x">', "b.png leads nowhere"),
        ('<script src="a.js"></script>', "a.js leads nowhere"),
        ('<svg><use xlink:href="#a"/></svg>', "#a names no id"),
        ('<svg><path fill="url(#b)"/></svg>', "#b names no id"),
        ("<style>p { background: url('c.svg') }</style>", "c.svg leads nowhere"),
        ("<p style='background: url(d.svg)'>x</p>", "d.svg leads nowhere"),
        ('<form action="search/">x</form>', "search/ leads nowhere"),
    ],
)
def test_an_address_that_leads_nowhere_is_found(small, body, finding):
    (found,) = small(body).findings(broken_links)
    assert found.startswith(f"index.html:{BODY_LINE}: ")
    assert finding in found


@pytest.mark.parametrize(
    ("address", "finding"),
    [
        ("..", ".. is relative, but 404.html answers at any depth"),
        ("/", "/ is not below /adam/"),
        ("/adam/gone/", "/adam/gone/"),
    ],
)
def test_a_404_page_that_works_at_one_depth_only_is_found(small, address, finding):
    below = PAGE.replace("8000/", "8000/adam/")
    home = below.format(title="Home", address="", head="", body="")
    lost = below.format(title="Lost", address="", head="", body=f'<a href="{address}">x</a>')
    pages = {"index.html": home, "404.html": lost, "other/index.html": home}
    (found,) = small(files=pages).findings(broken_links)
    assert found.startswith(f"404.html:{BODY_LINE}: ")
    assert finding in found


def test_a_label_without_its_field_is_found(small):
    (found,) = small('<label for="nothing">x</label>').findings(broken_references)
    assert found == f"index.html:{BODY_LINE}: for of <label> names no id 'nothing'"


def test_a_style_sheet_that_names_a_missing_file_is_found(small):
    css = "/* url(comment.png) */\na { background: url(data:image/png;base64,x) }\n@import 'b.css';"
    assert broken_in_style_sheets(small(files={"css/a.css": css})) == [
        "css/a.css:3: b.css leads nowhere"
    ]


def test_a_sitemap_and_a_search_index_that_are_wrong_are_found(small):
    sitemap = (
        b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        b"<url><loc>http://127.0.0.1:8000/</loc></url>"
        b"<url><loc>http://127.0.0.1:8000/gone/</loc></url></urlset>"
    )
    index = {"docs": [{"location": "other/#here"}, {"location": "other/#x"}, {"location": "gone/"}]}
    files = {
        "sitemap.xml": sitemap,
        "sitemap.xml.gz": gzip.compress(sitemap + b" "),
        "search/search_index.json": json.dumps(index),
    }
    assert broken_in_indexes(small(files=files)) == [
        "sitemap.xml.gz differs from sitemap.xml",
        "sitemap.xml: http://127.0.0.1:8000/gone/ is no page",
        "sitemap.xml: http://127.0.0.1:8000/other/ is missing",
        "search_index.json: other/#x names no id of other/index.html",
        "search_index.json: gone/ leads nowhere",
    ]

"""Every figure and widget is on a page of its own and on a slide, under the site's one policy."""

import html
import re

import pytest
from markupsafe import escape

from .addresses import Broken, destination
from .built import FRAMED, Site
from .test_html import messages

OWN = re.compile(r"figure-(\w+)")
ADDRESS = re.compile(r'<(?:a|link|script)\b[^>]*?\s(?:href|src)="([^"]*)"')
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
DARK = re.compile(r'<link rel="stylesheet" href="[^"]*palette-dark\.css" media="([^"]*)">')
ON_SCREENS = "screen and (prefers-color-scheme: dark)"
ID = re.compile(r'\sid="([^"]*)"')
FRAME = re.compile(r"<textarea\b[^>]*>(.*?)</textarea>", re.DOTALL)
TALLEST = 2000  # pixels of a frame


def pieces(site):
    """Page and name of every figure and widget that can be linked to."""
    for page in site.pages.values():
        for one in page.all("figure", "div"):
            named = OWN.fullmatch(one.get("id"))
            if named and {"ad-figure", "ad-widget"} & {*one.get("class").split()}:
                yield page.address, named[1]


def slug(address):
    return address.rstrip("/") or "index"


def unframed(site):
    """Figures and widgets without a page of their own or a slide, and such pages without one."""
    known = [*pieces(site)]
    embeds = {f"embed/{slug(page)}/{name}/index.html" for page, name in known}
    talks = {f"talk/{slug(page)}/index.html" for page, _ in known}
    found = [f"{path} is missing" for path in sorted({*embeds, *talks} - {*site.framed})]
    found += [f"{path} shows nothing of a page" for path in {*site.framed} - embeds - talks]
    for page, name in known:
        path = f"talk/{slug(page)}/index.html"
        if path in site.files and f' id="figure-{name}"' not in site.read(path):
            found.append(f"{path}: has no slide of {name}")
    return found


def faults(site, path, policy):
    """What is wrong with one such page."""
    text = site.read(path)
    head = text.partition("</head>")[0]
    if POLICY.findall(head) != [policy]:
        yield "has another policy than the home page"
    if '<meta name="robots" content="noindex">' not in head:
        yield "could be found in place of its page"
    ids = ID.findall(text)
    yield from (f"has the id {one} twice" for one in sorted({*ids}) if ids.count(one) > 1)
    for address in {*ADDRESS.findall(text)}:
        try:
            target = destination(site, path, html.unescape(address))
        except Broken as broken:
            yield str(broken)
            continue
        file, fragment = target or ("", "")
        known = ids if file == path else site.pages[file].ids if file in site.pages else ()
        if fragment and fragment not in known:
            yield f"{address} names no id"
    if 'rel="canonical"' in head:  # a page that crawlers are to leave out stands for no other
        yield "stands for another page, and is not to be found"
    if DARK.findall(head) != [ON_SCREENS]:
        yield "would be printed dark"
    if path.startswith("embed/"):
        yield from _frame_faults(site, path, text)


def _frame_faults(site, path, text):
    (code,) = FRAME.findall(text)
    code = html.unescape(code)
    address = re.search(r' src="([^"]*)"', code)[1]
    if address != site.base + path.removesuffix("index.html"):
        yield f"offers a frame of {address}"
    if not re.search(r' title="[^"]{10,}"', code):
        yield "offers a frame without a title"
    if not 200 <= int(re.search(r' height="(\d+)"', code)[1]) <= TALLEST:
        yield f"offers {code}"


def wrong(site):
    policy = POLICY.search(site.read("index.html"))[0]
    return [f"{path}: {fault}" for path in site.framed for fault in faults(site, path, policy)]


def test_every_figure_and_widget_has_a_page_of_its_own_and_a_slide(site):
    assert len([*pieces(site)]) > 100
    assert unframed(site) == []


def test_no_page_is_printed_dark_without_scripts(site):
    for page in site.pages.values():
        if not page.is_moved:
            assert DARK.findall(page.source) == [ON_SCREENS], page.path


def test_such_pages_are_governed_complete_and_lead_somewhere(site):
    assert wrong(site) == []


def test_one_of_each_kind_is_valid(site):
    paths = [
        "embed/learn/bias-correction/step_against_t/index.html",
        "embed/learn/bias-correction/two_averages/index.html",
        "talk/learn/bias-correction/index.html",
    ]
    assert [f"{path}: {message['message']}" for path, message, _ in messages(site, paths)] == []


@pytest.fixture
def pair(site, tmp_path):
    """The home page and one page of a figure alone, to break."""
    path = "embed/learn/bias-correction/two_averages/index.html"
    home = POLICY.search(site.read("index.html"))[0]
    link = f'<link rel="canonical" href="{site.base}">'
    page = '<p id="figure-two_averages"></p>'
    files = {
        "index.html": f"<head>{home}{link}</head>",
        "learn/bias-correction/index.html": page,
        path: site.read(path),
    }
    for address in {*ADDRESS.findall(files[path])}:
        if address.startswith("../") and not address.partition("#")[0].endswith("/"):
            files[address.replace("../", "")] = ""

    def broken(old, new):
        assert old in files[path]
        for name, text in (files | {path: files[path].replace(old, new)}).items():
            place = tmp_path / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text)
        return Site(tmp_path)

    return broken


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("default-src 'none'", "default-src *", "another policy"),
        ("noindex", "all", "in place of its page"),
        ("bias-correction/#figure", "bias-correction/#no-figure", "names no id"),
        ("</title>", '</title><link rel="canonical" href="/">', "stands for another page"),
        ('media="screen and ', 'media="', "would be printed dark"),
        ("../../../../learn/bias", "../../../learn/bias", "leads nowhere"),
        ('id="told"', 'id="copy"', "has the id copy twice"),
        ('src="http', 'src="ftp', "offers a frame of ftp"),
        ('" height="', '" height="9', "offers <iframe"),
    ],
)
def test_what_is_wrong_is_found(pair, old, new, fault):
    escaped = {"src=", "height"} & {old[:4], old[2:8]}
    old, new = (str(escape(one)) if escaped else one for one in (old, new))
    found = wrong(pair(old, new))
    assert any(fault in one for one in found), found


def test_pages_that_are_missing_or_strange_are_found(small):
    figure = '<figure class="ad-figure" id="figure-one"></figure>'
    files = {"talk/index/index.html": "<p></p>", "embed/index/two/index.html": ""}
    assert unframed(small(figure, files=files)) == [
        "embed/index/one/index.html is missing",
        "embed/index/two/index.html shows nothing of a page",
        "talk/index/index.html: has no slide of one",
    ]
    assert all(path.startswith(FRAMED) for path in small(figure, files=files).framed)

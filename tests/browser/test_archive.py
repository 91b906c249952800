"""The site as one file: unpacked, it opens from a disk with its widgets and its search."""

import io
import zipfile
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

import pytest

from adamdocs.publishing import archive
from tests.site.addresses import in_page
from tests.site.built import ROOT, Site

from .conftest import NARROW
from .test_offline import FACES, MOVE
from .watching import Watch, becomes

ADDRESSES = [
    "index.html",
    "learn/race/index.html",
    "notebooks/adam_from_scratch/index.html",
    "reference/claims/index.html",
    "reference/figures/index.html",
]
SLIDES = "talk/learn/bias-correction/index.html"


@pytest.fixture(scope="module")
def unpacked(site, tmp_path_factory):
    """The folder that the archive unpacks into."""
    folder = tmp_path_factory.mktemp("disk")
    zipfile.ZipFile(io.BytesIO(archive.packed(site.folder, ROOT / "docs"))).extractall(folder)
    return folder / archive.TOP


@pytest.fixture(scope="module")
def disk(unpacked):
    """Where the archive was unpacked, as an address."""
    return unpacked.as_uri()


def broken(site):
    """Addresses in pages that name no file, where a browser would show a folder or nothing."""
    for page in site.pages.values():
        for text, line, _ in in_page(page):
            parts = urlsplit(text)
            if parts.scheme or parts.netloc or not parts.path:
                continue
            file = normpath(join(dirname(page.path), unquote(parts.path)))
            if parts.path.endswith("/") or file not in site.files:
                yield f"{page.path}:{line}: {text}"
            elif parts.fragment and unquote(parts.fragment) not in site.pages[file].ids:
                yield f"{page.path}:{line}: {text} names no id"


def test_every_address_names_a_file(unpacked, site):
    copy = Site(unpacked)
    assert list(copy.pages) == [path for path in site.pages if path != "404.html"]
    assert list(broken(copy)) == []


@pytest.fixture
def opened(tab, disk):
    """`opened(address)`: a page of the archive, and what the browser says of it."""

    def go(address, **settings):
        watch = Watch(tab(**settings), disk)
        watch.go(f"/{address}")
        return watch.tab, watch

    return go


@pytest.mark.parametrize("way", ADDRESSES)
def test_a_page_opens_from_a_disk_without_a_complaint(opened, way):
    page, watch = opened(way, width=NARROW)
    assert (watch.complaints, watch.violations()) == ([], [])
    faces = page.evaluate(FACES)
    assert "loaded" in faces
    assert "error" not in faces
    banner = page.locator(".md-banner").inner_text()
    assert banner.startswith("A copy on your disk")
    assert ("cells show code and output" in banner) == (page.locator("adam-cell").count() > 0)
    assert page.locator(".ad-cell-bar, .ad-cell-bar *").count() == 0


def test_slides_go_on_by_keys(opened):
    page, watch = opened(SLIDES)
    slides = page.locator(".ad-slide").count()
    page.keyboard.press("End")
    assert becomes(page, "document.activeElement.matches('.ad-slide:last-of-type')")
    assert slides > 2
    assert (watch.complaints, watch.violations()) == ([], [])


def test_a_widget_moves_links_lead_on_and_the_search_finds(opened, disk):
    page, watch = opened("learn/moments/index.html")
    before, after = page.evaluate(MOVE)
    assert before != after
    assert page.get_by_role("button", name="Copy link").count() > 0
    assert page.get_by_role("button", name="Open in Python").count() == 0
    page.locator(".md-footer__link--next").click()
    page.wait_for_url(f"{disk}/learn/adam/index.html")
    page.locator(".md-search__input").focus()
    page.keyboard.type("epsilon")
    found = page.locator(".md-search-result__link").first
    found.wait_for()
    address = found.evaluate("(link) => link.href")
    found.click()
    page.wait_for_url(address)
    place = urlsplit(address).fragment
    page.locator(f"[id='{unquote(place)}']" if place else "h1").first.wait_for()
    assert watch.complaints == []

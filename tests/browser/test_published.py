"""A reader who is lost, comes by an old link, or cites a page."""

import re
from urllib.parse import urlsplit

import pytest

from tests.site.built import OLD, SITE, old_address, small_site

from .serving import BELOW, deployed, serving
from .watching import Watch, becomes

NEAR = ".ad-lost [data-near] a"


@pytest.mark.parametrize(
    ("way", "nearest"),
    [
        ("/learn/bias-corection/", "Bias correction"),
        ("/deep/in/the/site/amsgrad.html", "AMSGrad"),
        ("/reinforcement", "Reinforcement learning"),
        ("/refrence/glossry", "Glossary"),
        ("/notebooks/portfolio.html", "A portfolio"),
    ],
)
def test_a_reader_who_is_lost_finds_the_page_by_its_address(tab, origin, site, way, nearest):
    page = tab(390)
    watch = Watch(page, origin)
    watch.go(way)
    links = page.locator(NEAR)
    assert links.count() == 3
    assert links.first.text_content() == nearest
    links.first.click()
    page.wait_for_url(lambda url: url != origin + way)
    assert page.locator("h1").count() == 1
    assert page.locator(".ad-lost").count() == 0
    assert (watch.complaints, watch.shifts()) == ([], [])


@pytest.mark.parametrize(
    ("way", "others"),
    [
        ("learn/momentun/", ["Momentum", "Moments", "Tuning"]),
        ("lern/race", ["A fair race"]),
        ("glosary", ["Glossary"]),
    ],
)
def test_a_site_below_a_path_takes_that_path_for_no_word(tab, origin, site, way, others):
    lost = site.read("404.html").replace('="/', f'="{BELOW}')
    page = tab()
    page.route(
        f"{origin}{BELOW}{way}",
        lambda route: route.fulfill(body=lost, status=404, content_type="text/html"),
    )
    page.goto(f"{origin}{BELOW}{way}")
    page.locator(".ad-lost [data-search] a").wait_for()
    found = page.locator(NEAR).all_text_contents()
    search = page.locator(".ad-lost [data-search] a").get_attribute("href")
    assert found[: len(others)] == others
    assert "Adam" not in found
    assert search.startswith(f"{BELOW}?q=")


def test_a_search_for_the_words_of_an_address_is_one_click_away(tab, origin, site):
    page = deployed(tab(), site, f"{origin}/")
    page.goto(f"{origin}/learn/second-momment/", wait_until="networkidle")
    page.get_by_role("link", name="search for “second momment”").click()
    field = page.locator("[data-md-component=search-query]")
    field.wait_for()
    assert becomes(page, "document.querySelector('[data-md-toggle=search]').checked")
    assert field.input_value() == "second momment"
    assert page.url.startswith(f"{origin}/")


@pytest.mark.parametrize("way", ["/%E0%A4%A/", "/---/", "/%22%3E%3Cimg%20src=x%3E/"])
def test_a_strange_address_does_no_harm(tab, origin, way):
    watch = Watch(tab(), origin)
    watch.go(way)
    assert watch.complaints == []
    assert watch.tab.locator(NEAR).count() == 3
    assert watch.tab.locator(".ad-lost img").count() == 0


def test_all_pages_are_listed_for_readers_without_scripts(reader, origin, site):
    page = reader(f"{origin}/no/such/page/", scripts=False)
    ways = page.locator(".ad-lost [data-pages] a").evaluate_all("all => all.map((a) => a.pathname)")
    pages = [one for one in site.pages.values() if not (one.is_404 or one.is_moved)]
    base = urlsplit(site.base).path  # which the page takes for the root, wherever it is met
    assert sorted(ways) == sorted(f"{base}{one.address}" for one in pages if one.address)
    assert page.locator(NEAR).count() == 3


@pytest.fixture
def moved(tmp_path, site):
    """A site with an old address, and the script that the built one has for it."""
    (script,) = [path for path in site.files if path.endswith("/moved.js")]
    icon = (SITE / "images/mark.svg").read_text()
    own = {OLD: old_address(script), script: site.read(script), "images/mark.svg": icon}
    small_site(tmp_path, files=own)
    with serving(tmp_path) as origin:
        yield origin + BELOW


def test_an_old_link_leads_to_its_place_on_the_new_page(moved, tab):
    page = tab()
    page.goto(f"{moved}learn/old/?x=1#here")
    page.wait_for_url(f"{moved}other/?x=1#here")
    page.go_back()
    assert page.url == "about:blank"


def test_an_old_link_leads_on_without_scripts(moved, tab):
    page = tab(java_script_enabled=False)
    page.goto(f"{moved}learn/old/#here")
    page.wait_for_url(re.compile(re.escape(f"{moved}other/")))


def test_the_entry_of_a_page_is_copied_by_the_themes_button(tab, origin):
    page = tab()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{origin}/learn/epsilon/", wait_until="networkidle")
    page.get_by_text("Cite this page").click()
    fold = page.locator(".ad-cite-page")
    fold.get_by_role("button", name="Copy").click()
    assert becomes(page, "navigator.clipboard.readText().then((text) => text.length > 0)")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.strip() == fold.locator("code").text_content().strip()
    assert copied.startswith("@misc{adamdocs")
    page.emulate_media(media="print")
    assert not fold.is_visible()

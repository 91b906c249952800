"""What every page says about itself: language, title, description, address, heading, landmark."""

import posixpath
from collections import Counter

import pytest

from .built import OLD, PAGE, old_address

LONGEST_DESCRIPTION = 320  # beyond this even generous search engines cut


def meta(page, name):
    return [
        element.get("content").strip()
        for element in page.all("meta")
        if element.get("name").lower() == name
    ]


def titles(page):
    return [title.text for title in page.all("title") if not title.inside("svg")]


def heads(site, page):
    """What a page's head and outline miss."""
    found = []
    (html,) = page.all("html")
    if html.get("lang") != "en":
        found.append("its lang is not en")
    if len(titles(page)) != 1 or not titles(page)[0]:
        found.append("it needs one title")
    described = meta(page, "description")
    if len(described) != 1 or not 0 < len(described[0]) <= LONGEST_DESCRIPTION:
        found.append(f"it needs one description of at most {LONGEST_DESCRIPTION} characters")
    if not meta(page, "viewport"):
        found.append("it needs a viewport")
    canonical = [link.get("href") for link in page.all("link") if link.get("rel") == "canonical"]
    expected = [] if page.is_404 else [site.base + page.address]
    if page.is_moved:  # its canonical address is the new one
        expected = [site.base + way for way in onward(page)]
    if canonical != expected:
        found.append(f"its canonical address is {canonical}, not {expected}")
    counts = {tag: len(page.all(tag)) for tag in ("main", "h1")}
    found += [f"it has {count} {tag} elements" for tag, count in counts.items() if count != 1]
    if any(not heading.inside("main") for heading in page.all("h1")):
        found.append("its h1 stands outside main")
    if any(not heading.text.strip("¶ ") for heading in page.all("h1", "h2", "h3", "h4")):
        found.append("it has an empty heading")
    return [f"{page.path}: {finding}" for finding in found]


def onward(page):
    """Where a page at an old address leads, from the site's root."""
    for meta in page.all("meta"):
        way = meta.get("content").partition("url=")[2]
        if meta.get("http-equiv") == "refresh":
            yield posixpath.normpath(posixpath.join(page.address, way)) + "/"


def outlines(site, page):
    """Headings that skip a level, which leaves a gap in a screen reader's outline."""
    found, level = [], 0
    for heading in page.all("h1", "h2", "h3", "h4", "h5", "h6"):
        if (step := int(heading.tag[1])) > level + 1:
            found.append(page.at(heading, f"h{step} follows h{level}: {heading.text}"))
        level = step
    return found


def shared_texts(site):
    """Titles and descriptions that two pages have in common."""
    pages = [page for page in site.pages.values() if not (page.is_404 or page.is_moved)]
    found = []
    for what, texts in (
        ("title", [text for page in pages for text in titles(page)]),
        ("description", [text for page in pages for text in meta(page, "description")]),
    ):
        found += [
            f"{n} pages have the {what} {text!r}" for text, n in Counter(texts).items() if n > 1
        ]
    return found


def test_every_page_says_what_it_is(site):
    assert site.findings(heads) == []


def test_no_heading_skips_a_level(site):
    assert site.findings(outlines) == []


def test_every_page_has_a_title_and_a_description_of_its_own(site):
    assert shared_texts(site) == []


def test_the_404_page_is_there(site):
    assert "404.html" in site.pages


GOOD = PAGE.replace("{head}", '<meta name="viewport" content="width=device-width">{head}').format(
    title="Home", address="", head="", body=""
)


def test_an_old_address_is_no_page_of_its_own(small):
    moved = old_address()
    site = small(files={OLD: moved})
    assert heads(site, site.pages[OLD]) == []
    site = small(files={OLD: moved.replace("8000/other/", "8000/learn/old/")})
    (found,) = heads(site, site.pages[OLD])
    assert "its canonical address is" in found


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("", "", None),
        ('lang="en"', "", "its lang is not en"),
        ("<title>Home", "<title>", "it needs one title"),
        ("Home in a sentence.", " ", "it needs one description"),
        ("Home in a sentence.", "too long " * 40, "it needs one description"),
        ('name="viewport"', "", "it needs a viewport"),
        ("8000/", "8000/elsewhere/index.html", "its canonical address is"),
        ('rel="canonical"', 'rel="next"', "its canonical address is []"),
        ("<h1", "<h1>Twice</h1><h1", "it has 2 h1 elements"),
        ("h1", "h2", "it has 0 h1 elements"),
        ("main", "div", "it has 0 main elements"),
        ("<main>\n", "<main></main>", "its h1 stands outside main"),
        (">Home</h1>", ">¶</h1>", "it has an empty heading"),
    ],
)
def test_what_a_page_misses_is_found(small, old, new, finding):
    changed = GOOD.replace(old, new) if old else GOOD
    site = small(files={"index.html": changed, "other/index.html": GOOD})
    site.base = "http://127.0.0.1:8000/"
    found = heads(site, site.pages["index.html"])
    if finding is None:
        assert found == []
    else:
        assert any(finding in one for one in found)


def test_a_gap_in_the_outline_is_found(small):
    (found,) = small("<h2>a</h2><h4>b</h4><h3>c</h3>").findings(outlines)
    assert found.endswith("h4 follows h2: b")


def test_a_shared_title_or_description_is_found(small):
    assert shared_texts(small(files={"other/index.html": GOOD})) == [
        "2 pages have the title 'Home'",
        "2 pages have the description 'Home in a sentence.'",
    ]

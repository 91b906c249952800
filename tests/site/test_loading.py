"""What holds up a page's first paint: two style sheets of the theme, one of ours, no script."""

import pytest

SHEETS = 3


def waits(page):
    """What a browser has to load before it shows a page, beyond what it may."""
    sheets = [
        link.get("href")
        for link in page.all("link")
        if link.get("rel") == "stylesheet" and not link.inside("noscript")
    ]
    found = [f"{len(sheets)} style sheets: {sheets}"] if len(sheets) > SHEETS else []
    found += [
        f"{script.get('src')} is not deferred"
        for script in page.all("script")
        if script.get("src") and script.get("type") != "module" and "defer" not in script.attributes
    ]
    return [f"{page.path}: {finding}" for finding in found]


def test_a_page_is_shown_before_its_scripts_come(site):
    assert site.findings(lambda _, page: waits(page)) == []


SHEET = '<link rel="stylesheet" href="a.css">'


@pytest.mark.parametrize(
    ("body", "count"),
    [
        (SHEET * 3, 0),
        (SHEET * 4, 1),
        (f"{SHEET * 3}<noscript>{SHEET}</noscript>", 0),
        ('<script src="a.js"></script>', 1),
        ('<script src="a.js" defer></script><script src="b.js" type="module"></script>', 0),
    ],
)
def test_what_holds_a_page_up_is_found(small, body, count):
    assert len(small(body).findings(lambda _, page: waits(page))) == count

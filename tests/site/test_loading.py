"""What holds up a page's first paint: a style sheet of the theme, one of ours, no script."""

import re

import pytest

from adamdocs.publishing.styles import PLAIN, UNUSED
from tests.site.built import ROOT

SHEETS = 2


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


def dropped(page):
    """Classes of a page whose style is left out, for a feature that is off."""
    return {
        f"{page.path}: styles.py leaves {name} of the theme out; mend its UNUSED"
        for element in page.elements
        for name in (element.get("class") or "").split()
        if name.startswith(tuple(UNUSED))
    }


def test_no_page_has_a_part_whose_style_was_left_out(site):
    assert site.findings(lambda _, page: sorted(dropped(page))) == []


def test_a_part_whose_style_was_left_out_is_found(small):
    built = small('<div class="a tabbed-set"></div><b class="own-grid">b</b>')
    (found,) = built.findings(lambda _, page: sorted(dropped(page)))
    assert "leaves tabbed-set of the theme out" in found


def test_no_style_is_computed_anew_because_something_around_changed_its_classes(site):
    sheets = sorted(site.folder.rglob("*.css"))
    assert len(sheets) > SHEETS
    assert [sheet.name for sheet in sheets if "[class" in sheet.read_text(encoding="utf-8")] == []


def strange_tables(page):
    """Tables with a class of ours that would look like those without."""
    known = re.findall(r"\.([\w-]+)", PLAIN)
    return [
        f"{page.path}:{table.line}: add a class of {table.get('class')} to styles.PLAIN, and where "
        "site.css has the same"
        for table in page.all("table")
        if table.get("class") and not {*table.get("class").split()} & {*known}
    ]


def test_tables_with_a_class_are_not_drawn_as_those_without(site):
    assert site.findings(lambda _, page: strange_tables(page)) == []
    style = (ROOT / "docs/stylesheets/site.css").read_text(encoding="utf-8")
    assert PLAIN.replace(",", ", ") in style


def test_a_table_of_another_class_is_found(small):
    built = small('<table class="ad-rules"></table><table class="own"></table><table></table>')
    (found,) = built.findings(lambda _, page: strange_tables(page))
    assert "add a class of own" in found


SHEET = '<link rel="stylesheet" href="a.css">'


@pytest.mark.parametrize(
    ("body", "count"),
    [
        (SHEET * 2, 0),
        (SHEET * 3, 1),
        (f"{SHEET * 2}<noscript>{SHEET}</noscript>", 0),
        ('<script src="a.js"></script>', 1),
        ('<script src="a.js" defer></script><script src="b.js" type="module"></script>', 0),
    ],
)
def test_what_holds_a_page_up_is_found(small, body, count):
    assert len(small(body).findings(lambda _, page: waits(page))) == count

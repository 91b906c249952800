"""What holds up a page's first paint: a style sheet of the theme, one of ours, no script."""

import pytest

from adamdocs.publishing.plain_tables import CLASS
from adamdocs.publishing.styles import UNUSED

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


def test_every_table_has_a_class_else_the_theme_would_move_it(site):
    tables = [table for page in site.pages.values() for table in page.all("table")]
    assert sum(table.get("class") == CLASS for table in tables) > 20
    assert all(table.get("class") for table in tables)


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

"""Formulas on the built pages: no escape has been taken for a symbol."""

import re

import pytest


@pytest.mark.parametrize("escape", ["amp;", "&amp;amp", "<mi>a</mi><mi>m</mi><mi>p</mi><mo>;</mo>"])
def test_no_formula_shows_an_escape(site, escape):
    seen = 0
    for page in site.folder.rglob("*.html"):
        for formula in re.findall(r"<math.*?</math>", page.read_text(encoding="utf-8"), re.DOTALL):
            seen += 1
            assert escape not in formula.replace("&amp;", "&"), f"{page}: {formula[:80]}"
    assert seen > 20

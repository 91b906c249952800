"""Shades for more contrast and for the system's own colors: legible, and a block for each case."""

import pytest

from adamdocs.drawing.palette import INKS
from adamdocs.publishing.contrast import STARK, page_stylesheet, unscripted_stylesheet
from tests.drawing.test_palette import GROUNDS, HAIRLINE, WRITES, contrast

THEMES = ("light", "dark")
BY_NAME = {ink.name: ink for ink in INKS}


def block(media, selector, style=None):
    """The shades that a selector has within some media, in the order of the style sheet."""
    rules = (style or page_stylesheet()).partition(f"@media {media} {{")[2].partition("\n}")[0]
    lines = [line for line in rules.splitlines() if line.startswith(f"{selector}{{")]
    assert len(lines) == 1
    return dict(pair.split(":") for pair in lines[0].partition("{")[2].rstrip("}").split(";")[:-1])


@pytest.mark.parametrize("theme", [0, 1], ids=THEMES)
@pytest.mark.parametrize("name", [ink.name for ink in WRITES])
def test_who_asks_for_more_contrast_gets_it(name, theme):
    """7 is what the guidelines ask of text where contrast is enhanced."""
    for ground in GROUNDS:
        assert contrast(STARK[name][theme], STARK[ground][theme]) >= 7
    was = [getattr(BY_NAME[one], THEMES[theme]) for one in (name, "paper")]
    assert contrast(STARK[name][theme], STARK["paper"][theme]) > contrast(*was)


@pytest.mark.parametrize("theme", [0, 1], ids=THEMES)
def test_a_hairline_counts_as_a_line(theme):
    assert contrast(STARK[HAIRLINE][theme], STARK["paper"][theme]) >= 3


def shades(theme):
    return {ink.variable: STARK[ink.name][theme] for ink in INKS}


def test_more_contrast_follows_the_theme():
    media, slate = "screen and (prefers-contrast: more)", '[data-md-color-scheme="slate"]'
    assert block(media, ":root") == shades(0)
    assert block(media, slate) == shades(1)
    assert block(media, ":root", unscripted_stylesheet()) == shades(1)


@pytest.mark.parametrize("theme", [0, 1], ids=THEMES)
def test_in_the_system_s_colors_shades_follow_the_system_and_not_the_theme(theme):
    media = f"screen and (forced-colors: active) and (prefers-color-scheme: {THEMES[theme]})"
    assert block(media, ":root,[data-md-color-scheme]") == shades(theme)


def test_paper_is_light_in_the_dark_theme_too():
    light = {ink.variable: ink.light for ink in INKS}
    assert block("print", '[data-md-color-scheme="slate"]') == light

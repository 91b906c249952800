"""The colors: legible in both themes, and every marker turned into one of them."""

import re

import pytest

from adamdocs.drawing.palette import (
    INKS,
    MARKERS,
    painted,
    stylesheet,
    themed,
    with_fallback,
)

BY_NAME = {ink.name: ink for ink in INKS}
GROUNDS = ("paper", "wash")
HAIRLINE = "rule"  # nothing is told by it alone
WRITES = [ink for ink in INKS if ink.name not in (*GROUNDS, HAIRLINE)]


def luminance(color):
    """Relative luminance, as the Web Content Accessibility Guidelines 2.2 define it."""
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_contrast_is_the_published_one():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", WRITES, ids=lambda ink: ink.name)
def test_text_and_lines_are_legible_on_page_and_wash(ink, ground, theme):
    """4.5 is asked of text, 3 of lines: every curve's ink also writes its label."""
    assert contrast(getattr(ink, theme), getattr(BY_NAME[ground], theme)) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_inks_that_mean_different_things_differ(theme):
    shades = [getattr(ink, theme) for ink in WRITES if ink.name != "g"]
    assert len(set(shades)) == len(shades)


def test_every_marker_is_replaced_in_every_way_to_paint():
    drawing = " ".join(f'fill="{marker}" stroke="{marker}7f"' for marker in MARKERS.values())
    for paint in (themed, painted, lambda svg: painted(svg, dark=True)):
        assert not any(marker in paint(drawing) for marker in MARKERS.values())
    assert re.findall(r"var\((--ad-\w+)\)", themed(drawing))[::2] == [i.variable for i in INKS]
    assert [ink.dark in painted(drawing, dark=True) for ink in INKS] == [True] * len(INKS)


def test_markers_are_colors_of_their_own():
    assert len(set(MARKERS.values())) == len(INKS)
    assert not set(MARKERS.values()) & {shade for ink in INKS for shade in (ink.light, ink.dark)}


def test_a_fallback_names_the_light_shade():
    assert with_fallback("fill: var(--ad-m)") == f"fill: var(--ad-m, {BY_NAME['m'].light})"


def test_the_style_sheet_defines_every_ink_in_both_themes():
    light, dark, *classes = stylesheet().split("}")
    for ink in INKS:
        assert f"{ink.variable}: {ink.light};" in light
        assert f"{ink.variable}: {ink.dark};" in dark
        assert any(f".ad-{ink.name} {{ color: var({ink.variable});" in rule for rule in classes)
    assert light.strip().startswith(":root")
    assert dark.strip().startswith('[data-md-color-scheme="slate"]')

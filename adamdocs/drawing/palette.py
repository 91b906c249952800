"""The colours of the site: one name a meaning, one shade a theme.

A figure is drawn once, in marker colours; `themed` turns each marker into a CSS custom property
that follows the reader's theme, `painted` into the shade of one theme for a file on its own.
"""

import re
from typing import NamedTuple


class Ink(NamedTuple):
    """A colour by meaning, with its shade in the light and in the dark theme."""

    name: str
    meaning: str
    light: str
    dark: str

    @property
    def variable(self) -> str:
        """Name of the CSS custom property."""
        return f"--ad-{self.name}"


INKS = (
    Ink("ink", "text, axes' labels", "#1d2129", "#e6e4df"),
    Ink("muted", "ticks, notes, secondary text", "#5b6270", "#a5a9b4"),
    Ink("rule", "axes, hairlines", "#c9ccd3", "#454a57"),
    Ink("paper", "page", "#ffffff", "#15171c"),
    Ink("wash", "quiet areas", "#eef0f4", "#22252d"),
    Ink("g", "the gradient", "#5b6270", "#a5a9b4"),
    Ink("m", "first moment, momentum methods", "#1f5fa8", "#7fb2f0"),
    Ink("v", "second moment, AdaGrad and RMSProp", "#ad4a06", "#f0a05a"),
    Ink("adam", "Adam's step, the Adam family", "#7a3aa8", "#c79bf0"),
    Ink("theory", "closed forms, targets", "#1b7a53", "#6fd0a4"),
    Ink("alarm", "divergence, refuted claims", "#b3261e", "#f2938c"),
)

# Colours that no drawing would use by chance, told apart by their last byte.
MARKERS = {ink.name: f"#0a00{number:02x}" for number, ink in enumerate(INKS, start=0x11)}
_MARKER = re.compile("|".join(MARKERS.values()))
_BY_MARKER = {MARKERS[ink.name]: ink for ink in INKS}


def themed(svg: str) -> str:
    """Drawing that follows the page: every marker becomes `var(--ad-…)`."""
    return _MARKER.sub(lambda match: f"var({_BY_MARKER[match[0]].variable})", svg)


def with_fallback(svg: str) -> str:
    """A themed drawing that also names the light shades, for pages without the properties."""
    for ink in INKS:
        svg = svg.replace(f"var({ink.variable})", f"var({ink.variable}, {ink.light})")
    return svg


def painted(svg: str, dark: bool = False) -> str:
    """Drawing that stands alone: every marker becomes the shade of one theme."""
    return _MARKER.sub(
        lambda match: _BY_MARKER[match[0]].dark if dark else _BY_MARKER[match[0]].light, svg
    )


def dark_stylesheet() -> str:
    """The dark shades for readers whose system is dark and who run no script to say so."""
    shades = [f"  {ink.variable}: {ink.dark};" for ink in INKS]
    lines = [
        f"  --md-default-fg-color--{pale}: var(--ad-rule);" for pale in ("lighter", "lightest")
    ]
    theme = ["[data-md-color-scheme] {", "  color-scheme: dark;", *lines, "}"]
    return "\n".join([":root {", *shades, "}", *theme, ""])


def stylesheet() -> str:
    """Custom properties of both themes, and a class `ad-<name>` for each symbol's colour."""

    def block(selector: str, shades: list[str]) -> str:
        lines = [f"  {ink.variable}: {shade};" for ink, shade in zip(INKS, shades, strict=True)]
        return "\n".join([f"{selector} {{", *lines, "}"])

    return "\n".join(
        [
            block(":root", [ink.light for ink in INKS]),
            block('[data-md-color-scheme="slate"]', [ink.dark for ink in INKS]),
            *(f".ad-{ink.name} {{ color: var({ink.variable}); }}" for ink in INKS),
            "",
        ]
    )

"""Shades beside the palette's two themes: for paper, more contrast, the system's own colors.

They are apart from `drawing.palette`, on which every figure depends: a change draws none again.
"""

from adamdocs.drawing.palette import INKS, dark_stylesheet, stylesheet

# Light and dark, for readers who ask for more contrast or whose system colors the page itself. Its
# ground is then the system's, close to white or to black.
STARK = {
    "ink": ("#000000", "#ffffff"),
    "muted": ("#3b414d", "#cdd1d9"),
    "rule": ("#767c88", "#8b909c"),
    "paper": ("#ffffff", "#000000"),
    "wash": ("#eef0f4", "#22252d"),
    "g": ("#3b414d", "#cdd1d9"),
    "m": ("#17497f", "#9cc5f5"),
    "v": ("#843805", "#f5b77f"),
    "adam": ("#652f8c", "#d6b6f5"),
    "theory": ("#125c3e", "#86dcb5"),
    "alarm": ("#93160f", "#f7aaa4"),
}
LIGHT = {ink.name: ink.light for ink in INKS}
STARK_LIGHT, STARK_DARK = ({name: shades[n] for name, shades in STARK.items()} for n in (0, 1))
EVERY, DARK = ":root,[data-md-color-scheme]", '[data-md-color-scheme="slate"]'
MORE = "screen and (prefers-contrast: more)"
FORCED = "screen and (forced-colors: active) and (prefers-color-scheme: {})"


def _rules(media: str, rules: dict[str, dict[str, str]]) -> str:
    """Shades by selector, where some media are as asked for."""
    lines = [
        "".join([selector, "{", *(f"--ad-{name}:{shade};" for name, shade in shades.items()), "}"])
        for selector, shades in rules.items()
    ]
    return "\n".join([f"@media {media} {{", *lines, "}", ""])


def page_stylesheet() -> str:
    """The palette, and after it the shades for every other way to look at a page.

    Where the system chooses the colors, the shades follow its ground, whatever theme the reader has
    chosen here. Paper is light.
    """
    return "".join(
        [
            stylesheet(),
            _rules("print", {DARK: LIGHT}),
            _rules(MORE, {":root": STARK_LIGHT, DARK: STARK_DARK}),
            _rules(FORCED.format("light"), {EVERY: STARK_LIGHT}),
            _rules(FORCED.format("dark"), {EVERY: STARK_DARK}),
        ]
    )


def unscripted_stylesheet() -> str:
    """The dark theme where no script chooses it, and its shades for more contrast."""
    return dark_stylesheet() + _rules(MORE, {":root": STARK_DARK})

"""The site's mark: the step of uncorrected Adam over its first two thousand steps, as a curve."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from adamdocs import theory

if TYPE_CHECKING:
    from PIL.Image import Image

SIZE = 64
STROKE = (
    "#8f52c4"  # between the purples of the two themes: the mark is an image and follows neither
)
LEVEL, THIN, THICK, DASHES, PALE = 52, 4, 8, (7, 6), 0.55
PAPER = "#ffffff"
FINE = 8  # a raster is drawn so many times larger, then made small


def points() -> list[tuple[float, float]]:
    """Curve of (1 − β₁ᵗ) / √(1 − β₂ᵗ) against log t, down the mark's square."""
    t = np.geomspace(1, 4000, 60).round()
    step = theory.uncorrected_step(t)
    x = 6 + (SIZE - 12) * np.log(t) / np.log(t[-1])
    y = LEVEL - 40 * (step - 1) / (step.max() - 1)
    return [(float(a), float(b)) for a, b in zip(x, y, strict=True)]


def mark() -> str:
    """The curve above the dashed level 1, as SVG."""
    path = " ".join(f"{a:.1f},{b:.1f}" for a, b in points())
    dashes = " ".join(map(str, DASHES))
    level = (
        f'<path d="M6 {LEVEL}H{SIZE - 6}" stroke-width="{THIN}" stroke-dasharray="{dashes}" '
        f'opacity="{PALE}"/>'
    )
    curve = f'<polyline points="{path}" stroke-width="{THICK}"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" fill="none" '
        f'stroke="{STROKE}" stroke-linecap="round" stroke-linejoin="round">{level}{curve}</svg>\n'
    )


def raster(side: int, paper: str = PAPER) -> "Image":
    """The mark in a square of so many pixels, on paper of its own."""
    from PIL import Image, ImageColor, ImageDraw

    scale = FINE * side / SIZE
    picture = Image.new("RGB", (FINE * side, FINE * side), paper)
    pen = ImageDraw.Draw(picture)
    ground, ink = ImageColor.getrgb(paper), ImageColor.getrgb(STROKE)
    pale = tuple(round(PALE * a + (1 - PALE) * b) for a, b in zip(ink, ground, strict=True))
    dash, gap = DASHES
    for left in range(6, SIZE - 6, dash + gap):
        right = min(left + dash, SIZE - 6)
        _stroke(pen, [(left, LEVEL), (right, LEVEL)], THIN, pale, scale)
    _stroke(pen, points(), THICK, ink, scale)
    return picture.resize((side, side), Image.Resampling.LANCZOS)


def _stroke(
    pen: Any, path: Sequence[tuple[float, float]], width: float, ink: Any, scale: float
) -> None:
    """A line with round ends and bends."""
    places = [(x * scale, y * scale) for x, y in path]
    pen.line(places, fill=ink, width=round(width * scale))
    half = width * scale / 2
    for x, y in places:
        pen.ellipse((x - half, y - half, x + half, y + half), fill=ink)

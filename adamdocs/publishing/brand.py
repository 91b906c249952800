"""The site's mark: the step of uncorrected Adam over its first two thousand steps, as a curve."""

import numpy as np

from adamdocs import theory

SIZE = 64
STROKE = (
    "#8f52c4"  # between the purples of the two themes: the mark is an image and follows neither
)


def mark() -> str:
    """Curve of (1 − β₁ᵗ) / √(1 − β₂ᵗ) against log t, above the dashed level 1, as SVG."""
    t = np.geomspace(1, 4000, 60).round()
    step = theory.uncorrected_step(t)
    x = 6 + (SIZE - 12) * np.log(t) / np.log(t[-1])
    y = 52 - 40 * (step - 1) / (step.max() - 1)
    path = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x, y, strict=True))
    level = f'<path d="M6 52H{SIZE - 6}" stroke-width="4" stroke-dasharray="7 6" opacity=".55"/>'
    curve = f'<polyline points="{path}" stroke-width="8"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" fill="none" '
        f'stroke="{STROKE}" stroke-linecap="round" stroke-linejoin="round">{level}{curve}</svg>\n'
    )

"""Curves as SVG without Matplotlib: `plot` runs wherever NumPy does, also in a reader's browser."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from adamdocs.drawing.inputs import Curve, read
from adamdocs.drawing.lettering import LINE, apart, text_lines, text_width
from adamdocs.drawing.numerals import spoken_number
from adamdocs.drawing.palette import with_fallback
from adamdocs.drawing.thinning import thinned
from adamdocs.drawing.ticks import SCALES, Scale, Span, tick_texts
from adamdocs.runs import Trace

Array = NDArray[np.float64]
WIDTH, HEIGHT = 403.2, 210.0  # in the units of every figure: 1.8 of them a curve's width
TEXT, TICKS = 10.2, 9.2
LABEL_ROOM = 132.0  # a longer label is broken into lines
LARGEST = 1e250  # beyond it the steps and margins of an axis could overflow


@dataclass(frozen=True, repr=False)
class Plot:
    """A drawing, as a notebook displays it.

    Attributes:
        svg: the drawing, in the colors of its page, or in the light shades where it names none.
        points: how many values each curve has.
    """

    svg: str
    points: tuple[int, ...]

    def _repr_html_(self) -> str:
        return f'<figure class="ad-figure">{self.svg}</figure>'

    def __repr__(self) -> str:
        least, most = min(self.points), max(self.points)
        count = f"{most} point{'s' * (most != 1)}"
        if len(self.points) == 1:
            return f"<plot of 1 curve, {count}>"
        count = f"{count} each" if least == most else f"{least} to {count}"
        return f"<plot of {len(self.points)} curves, {count}>"


class Frame(NamedTuple):
    """Both axes, and where in the drawing they lie."""

    x: Span
    y: Span
    left: float
    right: float
    top: float
    bottom: float

    def across(self, x: ArrayLike) -> Array:
        """Places of abscissae, to a tenth."""
        return _tenths(self.left + self.x.fraction(x) * (self.right - self.left))

    def down(self, y: ArrayLike) -> Array:
        """Places of ordinates, to a tenth."""
        return _tenths(self.bottom - self.y.fraction(y) * (self.bottom - self.top))


def plot(
    curves: ArrayLike | Mapping[str, Any] | Trace,
    x: ArrayLike | None = None,
    *,
    x_label: str = "step",
    y_label: str = "",
    x_scale: Scale = "linear",
    y_scale: Scale = "linear",
) -> Plot:
    """Draw curves in the hand and the colors of the site's figures, named where they end.

    A value that is not finite, or 1e250 and more in size, breaks its line, as does one that is not
    above 1e-250 on a log axis. A curve with the name of a symbol (`g`, `m`, `m_hat`, `v`, `v_hat`,
    `step`, `loss`) has its color.

    Args:
        curves: values of shape `(n,)`; or a mapping from names to such values, or to pairs
            `(xs, ys)` of them, such as a path in the plane; or a trace: its loss, or where the run
            had none the first coordinate of its steps, one curve a row.
        x: abscissae of the curves that come without, shape `(n,)`. If not given: 1, 2, …, n, or
            the step numbers of a trace.
        x_label: name of the horizontal axis.
        y_label: name above the vertical axis; if not given, a trace says what it shows.
        x_scale: spacing of the horizontal axis, `"linear"` or `"log"`.
        y_scale: spacing of the vertical axis.

    Returns:
        The drawing: displayed when it is the last value of a cell, and text in `svg`.

    Raises:
        ValueError: an argument is of the wrong kind or shape, lengths differ, a trace has more
            than eight rows, or nothing is left to draw.
    """
    for label, text in (("x_label", x_label), ("y_label", y_label)):
        if not isinstance(text, str):
            raise ValueError(f"{label} must be text, got {text!r}")
    for label, scale in (("x_scale", x_scale), ("y_scale", y_scale)):
        if repr(scale) not in map(repr, SCALES):  # an array would compare one by one
            raise ValueError(f"{label} must be {' or '.join(map(repr, SCALES))}, got {scale!r}")
    given, shows = read(curves, x)
    y_label = y_label or shows
    usable = [_usable(curve.x, x_scale) & _usable(curve.y, y_scale) for curve in given]
    if not any(mask.any() for mask in usable):
        raise ValueError(
            "curves: nothing to draw; values must be smaller in size than 1e250 and, on a log "
            "axis, larger than 1e-250"
        )
    kept = [Curve(c.name, c.ink, c.x[u], c.y[u]) for c, u in zip(given, usable, strict=True)]
    frame = _framed(kept, y_label, x_scale, y_scale)
    lines = [_line(c, _runs(u), frame) for c, u in zip(kept, usable, strict=True)]
    parts = [_axes(frame, x_label, y_label), *lines, _labels(kept, frame)]
    alt = _alt(kept, x_label, y_label, x_scale, y_scale)
    return Plot(_svg("".join(parts), frame, x_label, alt), tuple(len(c.y) for c in given))


def _usable(values: Array, scale: Scale) -> NDArray[np.bool_]:
    size = np.abs(values)
    return (size < LARGEST) & ((values > 1 / LARGEST) if scale == "log" else (size >= 0))


def _runs(usable: NDArray[np.bool_]) -> NDArray[np.int64]:
    """For each usable value the number of the unbroken run that it is in."""
    breaks: NDArray[np.int64] = np.cumsum(~usable)
    return breaks[usable]


def _framed(curves: Sequence[Curve], y_label: str, x_scale: Scale, y_scale: Scale) -> Frame:
    """Axes around the curves, with room above, below, left and right for what is written there."""
    x = Span.of(np.concatenate([curve.x for curve in curves]), x_scale, 0.02)
    y = Span.of(np.concatenate([curve.y for curve in curves]), y_scale, 0.05)
    left = 8 + max((text_width(text) for text in tick_texts(y.ticks(5))), default=0.0)
    ends = [curve for curve in curves if curve.x.size]
    rights = [
        left + (WIDTH - left - 6 - max(map(text_width, lines))) / float(x.fraction(curve.x[-1]))
        for curve in ends
        if (lines := text_lines(curve.name, LABEL_ROOM))
    ]
    across = tick_texts(x.ticks(6))
    widest = WIDTH - max([18.0, *(text_width(text) / 2 for text in across)])
    top = 12 + LINE * len(text_lines(y_label, WIDTH - left)) - 4 * (not y_label)
    needed = LINE * sum(len(text_lines(curve.name, LABEL_ROOM)) for curve in ends)
    return Frame(x, y, left, min([widest, *rights]), top, max(HEIGHT - 37, top + needed))


def _line(curve: Curve, run: NDArray[np.int64], frame: Frame) -> str:
    """A curve through its points, broken between runs; a point alone becomes a dot."""
    x, y, run = thinned(frame.across(curve.x), frame.down(curve.y), run)
    lines, dots = [], []
    for part in np.split(np.arange(len(x)), np.flatnonzero(np.diff(run)) + 1):
        places = [f"{x[i]:g} {y[i]:g}" for i in part]
        if len(set(places)) > 1:
            lines.append("M" + "L".join(places))
        elif places:
            dots.append(f"M{places[0]}h0")
    return "".join(
        f'<path d="{"".join(paths)}" fill="none" stroke="{_ink(curve.ink)}" stroke-width="{width}" '
        'stroke-linejoin="round" stroke-linecap="round"/>'
        for paths, width in ((lines, 1.8), (dots, 4))
        if paths
    )


def _axes(frame: Frame, x_label: str, y_label: str) -> str:
    """Two hairlines with ticks and names, and one at 0 where a tick lies below it."""
    left, right, top, bottom = (f"{_tenths(side):g}" for side in frame[2:])
    marks, texts = [f"M{left} {top}V{bottom}H{right}"], []
    ticks = _sparse_ticks(frame)
    for place, text in zip(frame.across(ticks), tick_texts(ticks), strict=True):
        marks.append(f"M{place:g} {bottom}v3.5")
        texts.append(_text(text, place, frame.bottom + 14.5, "middle"))
    ticks = frame.y.ticks(5)
    for place, text in zip(frame.down(ticks), tick_texts(ticks), strict=True):
        marks.append(f"M{left} {place:g}h-3.5")
        texts.append(_text(text, frame.left - 6, place + 3.3, "end"))
    if frame.y.scale == "linear" and 0 in ticks[1:]:
        marks.append(f"M{left} {frame.down(0.0):g}H{right}")
    middle = (frame.left + frame.right) / 2
    below = enumerate(text_lines(x_label, frame.right - frame.left))
    above = enumerate(text_lines(y_label, WIDTH - frame.left))
    names = [_text(line, middle, frame.bottom + 30 + LINE * i, "middle") for i, line in below]
    names += [_text(line, frame.left, 12 + LINE * i) for i, line in above]
    return (
        f'<path d="{"".join(marks)}" fill="none" stroke="{_ink("rule")}" stroke-width="0.8"/>'
        f'<g fill="{_ink("muted")}" font-size="{TICKS}">{"".join(texts)}</g>'
        f'<g fill="{_ink("ink")}">{"".join(names)}</g>'
    )


def _sparse_ticks(frame: Frame) -> list[float]:
    """As many ticks across, six at best, as leave their numbers room."""
    for count in (6, 5, 4, 3):
        ticks = frame.x.ticks(count)
        widths = np.array([text_width(text) for text in tick_texts(ticks)])
        gaps = np.diff(frame.across(ticks)) - (widths[:-1] + widths[1:]) / 2
        if (gaps >= 4).all():
            return ticks
    return frame.x.ticks(2)


def _labels(curves: Sequence[Curve], frame: Frame) -> str:
    """Every curve's name beside its end, moved apart, on a halo of the page."""
    blocks = [
        (text_lines(curve.name, LABEL_ROOM), curve)
        for curve in curves
        if curve.name and curve.x.size
    ]
    centers = apart(
        [float(frame.down(curve.y[-1])) for _, curve in blocks],
        [LINE * len(lines) for lines, _ in blocks],
        frame.top - LINE / 2,
        frame.bottom + LINE / 2,
    )
    groups = []
    for (lines, curve), center in zip(blocks, centers, strict=True):
        x = float(frame.across(curve.x[-1])) + 5
        first = center - LINE * (len(lines) - 1) / 2 + 3.5
        texts = "".join(_text(line, x, first + LINE * i) for i, line in enumerate(lines))
        groups.append(f'<g fill="{_ink(curve.ink)}">{texts}</g>')
    halo = f'stroke="{_ink("paper")}" stroke-width="3" stroke-linejoin="round"'
    return f'<g {halo} paint-order="stroke">{"".join(groups)}</g>' if groups else ""


def _svg(parts: str, frame: Frame, x_label: str, alt: str) -> str:
    below = text_lines(x_label, frame.right - frame.left)
    height = frame.bottom + 21 + LINE * len(below) + 3 * bool(below)
    return (
        f'<svg role="img" aria-label="{html.escape(_printable(alt))}" '
        f'viewBox="0 0 {WIDTH} {_tenths(height):g}" xmlns="http://www.w3.org/2000/svg" '
        f'font-family="var(--ad-figure-font, sans-serif)" font-size="{TEXT}">{parts}</svg>'
    )


def _alt(
    curves: Sequence[Curve], x_label: str, y_label: str, x_scale: Scale, y_scale: Scale
) -> str:
    """What a reader who does not see the drawing should know: axes, and each curve's landmarks."""
    axes = {"horizontal": x_scale, "vertical": y_scale}
    logs = [axis for axis, scale in axes.items() if scale == "log"]
    of = f" of {y_label}" if y_label else ""
    against = f" against {x_label}" if x_label else ""
    spacing = f", {' and '.join(logs)} axis logarithmic" if logs else ""
    sentences = [f"Line chart{of}{against}{spacing}."]
    for curve in curves:
        told = "nothing to draw"
        if curve.x.size:
            told = _landmarks(_settled(curve.x, x_scale), _settled(curve.y, y_scale))
        sentences.append(f"{curve.name}: {told}." if curve.name else f"{told.capitalize()}.")
    return " ".join(sentences)


def _settled(values: Array, scale: Scale) -> Array:
    """Values with 0 in place of what rounding left of it, except where a log axis shows that."""
    size = np.abs(values)
    return values if scale == "log" else np.where(size < 1e-12 * size.max(), 0.0, values)


def _landmarks(x: Array, y: Array) -> str:
    """First and last value, and the extremes where they are neither."""
    low, high, last = y.min(), y.max(), len(y) - 1
    where = {  # the first of those that differ in their last bits
        "lowest": int(np.argmax(y <= low + 1e-9 * abs(low))),
        "highest": int(np.argmax(y >= high - 1e-9 * abs(high))),
    }
    said = {
        i: f"{spoken_number(y[i])} at {spoken_number(x[i])}" for i in (0, last, *where.values())
    }
    told = [f"from {said[0]} to {said[last]}" if last else said[0]]
    told += [f"{word} {said[i]}" for word, i in where.items() if i not in (0, last)]
    return ", ".join(told)


def _text(text: str, x: float, y: float, anchor: str = "start") -> str:
    aligned = "" if anchor == "start" else f' text-anchor="{anchor}"'
    escaped = html.escape(_printable(text))
    return f'<text x="{_tenths(x):g}" y="{_tenths(y):g}"{aligned}>{escaped}</text>'


def _printable(text: str) -> str:
    """Text without the control characters and half pairs that no XML file may hold."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _ink(name: str) -> str:
    return with_fallback(f"var(--ad-{name})")


def _tenths(places: ArrayLike) -> Array:
    """Rounded twice, so that a last bit does not decide on which side of a tie a place falls."""
    tenths: Array = np.round(np.round(np.asarray(places, np.float64), 6), 1)
    return tenths + 0.0  # no −0

"""Chart verbs: a `Chart` draws with Matplotlib and remembers every number it drew."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.ticker import FuncFormatter, NullFormatter, NullLocator
from numpy.typing import ArrayLike, NDArray

from adamdocs.drawing.areas import blocks
from adamdocs.drawing.faces import FAMILIES
from adamdocs.drawing.numerals import number_text
from adamdocs.drawing.palette import MARKERS
from adamdocs.landscapes import Landscape

Scale = Literal["linear", "log", "memory"]
WIDTH = 5.6  # inches: labels stay legible on a phone, and are as large as the text on a desk
TEXT, TICKS = 10.2, 9.2  # points
FINE = 160  # points of a landscape along each axis
RC: dict[str, Any] = {
    "font.family": "sans-serif",
    "font.sans-serif": FAMILIES,
    "font.size": TEXT,
    "mathtext.fontset": "stixsans",
    "text.color": MARKERS["ink"],
    "axes.labelcolor": MARKERS["ink"],
    "axes.edgecolor": MARKERS["rule"],
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.labelsize": TEXT,
    "axes.unicode_minus": True,
    "xtick.color": MARKERS["rule"],
    "ytick.color": MARKERS["rule"],
    "xtick.labelcolor": MARKERS["muted"],
    "ytick.labelcolor": MARKERS["muted"],
    "xtick.labelsize": TICKS,
    "ytick.labelsize": TICKS,
    "xtick.major.width": 0.8,
    "ytick.major.width": 0.8,
    "lines.linewidth": 1.8,
    "lines.solid_capstyle": "round",
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "savefig.facecolor": "none",
    "path.simplify": True,
    "path.simplify_threshold": 0.3,
    "svg.fonttype": "none",
}


_SCALES: Mapping[Scale, dict[str, Any]] = {
    "linear": {"value": "linear"},
    "log": {"value": "log"},
    "memory": {
        "value": "function",
        "functions": (lambda beta: -np.log1p(-beta), lambda place: -np.expm1(-place)),
    },
}


class Chart:
    """One pair of axes in the project's hand, and the table of what was drawn on it.

    Args:
        x: label of the horizontal axis.
        y: label above the vertical axis, read horizontally.
        height: height in inches; the width is the text's.
        x_scale: spacing of the horizontal axis; `"memory"` spaces decays β by the logarithm of
            their memory length 1/(1 − β).
        y_scale: spacing of the vertical axis.
        beside: the first chart of a figure that this one shares, two charts a row; `height` is
            then the first one's, which also stands for the figure.
    """

    def __init__(
        self,
        x: str,
        y: str,
        *,
        height: float = 3.1,
        x_scale: Scale = "linear",
        y_scale: Scale = "linear",
        beside: "Chart | None" = None,
    ) -> None:
        self._panels: list[Chart] = [self] if beside is None else beside._panels
        if beside is None:
            self.figure = Figure(figsize=(WIDTH, height), layout="constrained")
            self.axes: Axes = self.figure.subplots()
        else:
            self._panels.append(self)
            self.figure = beside.figure
            grid = self.figure.add_gridspec((len(self._panels) + 1) // 2, 2)
            places = [grid[divmod(number, 2)] for number in range(len(self._panels))]
            for chart, place in zip(self._panels[:-1], places, strict=False):
                chart.axes.set_subplotspec(place)
            self.axes = self.figure.add_subplot(places[-1])
        self._header = ("series", x or "x", y or "y")
        self._drawn: list[tuple[str, NDArray[np.float64], NDArray[np.float64]]] = []
        self.axes.set_xlabel(x)
        self.axes.set_title(y, loc="left", fontsize=TEXT, color=MARKERS["ink"], pad=10)
        self.axes.set_xscale(**_SCALES[x_scale])
        self.axes.set_yscale(**_SCALES[y_scale])
        for axis in (self.axes.xaxis, self.axes.yaxis):
            axis.set_major_formatter(FuncFormatter(lambda value, _: number_text(value)))
            axis.set_minor_formatter(NullFormatter())
        self.axes.tick_params(which="minor", length=0)

    def line(
        self,
        name: str,
        x: ArrayLike,
        y: ArrayLike,
        ink: str,
        *,
        dashed: bool = False,
        faint: bool = False,
    ) -> None:
        """Draw a curve and enter it into the table under its name."""
        x, y = self._enter(name, x, y)
        self.axes.plot(
            x,
            y,
            color=MARKERS[ink],
            linestyle=(0, (4, 2.5)) if dashed else "-",
            alpha=0.45 if faint else 1.0,
        )

    def points(
        self,
        name: str,
        x: ArrayLike,
        y: ArrayLike,
        ink: str,
        *,
        size: float = 30,
        hollow: bool = False,
    ) -> None:
        """Draw points, ringed by the page so that they stand off their curve; or rings."""
        x, y = self._enter(name, x, y)
        face, edge = ("paper", ink) if hollow else (ink, "paper")
        self.axes.scatter(
            x, y, s=size, color=MARKERS[face], edgecolors=MARKERS[edge], linewidths=1.2, zorder=4
        )

    def stems(self, name: str, x: ArrayLike, y: ArrayLike, ink: str) -> None:
        """Draw each value as a stem with a head, standing on zero."""
        x, y = self._enter(name, x, y)
        self.axes.vlines(x, 0.0, y, color=MARKERS[ink], linewidth=1.6)
        self.axes.scatter(x, y, s=22, color=MARKERS[ink], zorder=4)

    def band(
        self, name: str, x: ArrayLike, low: ArrayLike, high: ArrayLike, ink: str, strength: float
    ) -> None:
        """Tint the area between two curves; the table holds both."""
        x, low = self._enter(f"{name}, lower edge", x, low)
        _, high = self._enter(f"{name}, upper edge", x, high)
        self.axes.fill_between(x, low, high, color=MARKERS[ink], alpha=strength, linewidth=0)

    def areas(
        self, name: str, x: ArrayLike, y: ArrayLike, side: float, ink: str, strength: float
    ) -> None:
        """Tint square cells around their centers, neighbors as one.

        Args:
            name: what the table calls the centers.
            x: centers across, one a cell, row by row from left to right.
            y: centers up, likewise.
            side: of a cell.
            ink: color of the tint.
            strength: of the tint, from 0 to 1.
        """
        xs, ys = self._enter(name, x, y)
        edges = blocks(xs, ys, side)
        corners = np.array([[x, y, z, y, z, w, x, w, x, y] for x, y, z, w in edges])
        codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY] * len(edges)
        cells = Path(corners.reshape(-1, 2), codes)
        self.axes.add_patch(
            PathPatch(cells, facecolor=MARKERS[ink], alpha=strength, linewidth=0, zorder=-1)
        )

    def contours(
        self,
        landscape: Landscape,
        levels: Sequence[float],
        x: tuple[float, float] | None = None,
        y: tuple[float, float] | None = None,
    ) -> None:
        """Draw isolines of a landscape in two coordinates, and set the view to it.

        Args:
            landscape: the loss surface.
            levels: losses to draw a line at, ascending.
            x: ends of the horizontal axis; the landscape's view if not given.
            y: ends of the vertical axis, likewise.
        """
        view = (x or landscape.view[0], y or landscape.view[1])
        xs, ys = (np.linspace(*ends, FINE) for ends in view)
        loss = landscape.value(np.stack(np.meshgrid(xs, ys), axis=-1))
        self.axes.contour(
            xs, ys, loss, levels=levels, colors=MARKERS["rule"], linewidths=0.8, zorder=0
        )
        self.view(*view)

    def path(self, name: str, points: ArrayLike, ink: str, *, faint: bool = False) -> None:
        """Draw a run across a landscape, points `(K, 2)` from its start on, a dot a step."""
        x, y = self._enter(name, *np.asarray(points, dtype=float).T)
        alpha = 0.45 if faint else 1.0
        self.axes.plot(x, y, color=MARKERS[ink], linewidth=1.2, alpha=alpha)
        # Strokes of no length with round ends: one path, where markers would be an element each.
        twice = Path(
            np.repeat(np.column_stack([x, y]), 2, axis=0), [Path.MOVETO, Path.LINETO] * len(x)
        )
        twice.should_simplify = False
        dots = {"facecolor": "none", "edgecolor": MARKERS[ink], "capstyle": "round"}
        self.axes.add_patch(PathPatch(twice, linewidth=2.6, alpha=alpha, zorder=2.1, **dots))

    def record(self, name: str, x: ArrayLike, y: ArrayLike) -> None:
        """Put values into the table alone, which the drawing tells otherwise, as by labels."""
        self._enter(name, x, y)

    def level(self, y: float, ink: str = "rule") -> None:
        """Draw a horizontal hairline across the chart."""
        self.axes.axhline(y, color=MARKERS[ink], linewidth=0.9, zorder=1)

    def label(
        self,
        text: str,
        at: tuple[float, float],
        ink: str,
        *,
        shift: tuple[float, float] = (0, 0),
        align: str = "left",
        bold: bool = False,
    ) -> None:
        """Write beside a curve, shifted by points: direct labels take the place of a legend."""
        self.axes.annotate(
            text,
            at,
            xytext=shift,
            textcoords="offset points",
            color=MARKERS[ink],
            ha=align,
            va="center",
            fontsize=TEXT,
            fontweight="semibold" if bold else "normal",
        )

    def view(self, x: Sequence[float] | None = None, y: Sequence[float] | None = None) -> None:
        """Set the ends of the axes."""
        if x is not None:
            self.axes.set_xlim(*x)
        if y is not None:
            self.axes.set_ylim(*y)

    def ticks(
        self,
        x: Sequence[float] | Mapping[float, str] | None = None,
        y: Sequence[float] | Mapping[float, str] | None = None,
    ) -> None:
        """Set where the axes carry numbers, or which texts they carry where."""
        for axis, places in ((self.axes.xaxis, x), (self.axes.yaxis, y)):
            if places is None:
                continue
            axis.set_minor_locator(NullLocator())
            texts = list(places.values()) if isinstance(places, Mapping) else None
            axis.set_ticks(list(places), labels=texts)

    def csv(self) -> str:
        """Everything drawn, as a table: series, x, y, with the axes' labels as header.

        Of two charts side by side the first column says which: its y against its x.
        """
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        twins = len(self._panels) > 1
        writer.writerow(("panel", "series", "x", "y") if twins else self._header)
        for chart in self._panels:
            _, x_label, y_label = chart._header
            panel = (f"{y_label} against {x_label}",) if twins else ()
            for name, x, y in chart._drawn:
                pairs = zip(x.tolist(), y.tolist(), strict=True)
                writer.writerows((*panel, name, *pair) for pair in pairs)
        return text.getvalue()

    def _enter(
        self, name: str, x: ArrayLike, y: ArrayLike
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        xs, ys = np.broadcast_arrays(np.atleast_1d(x).astype(float), np.atleast_1d(y).astype(float))
        self._drawn.append((name, xs, ys))
        return xs, ys

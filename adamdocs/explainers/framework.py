"""What a page computes: figures that run, and numbers with an independent expectation.

    page = Explainer("learn/bias-correction")

    @page.number(expect=lambda: theory.uncorrected_step(1), form=".2f")
    def first_step():
        "Size of the first step without correction, in units of the learning rate."
        return ...

    @page.figure(caption="…", alt="…")
    def step_against_t():
        return chart

Prose then says `{{first_step}}` and `{{figure step_against_t}}`.
"""

import importlib
import inspect
import math
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from adamdocs.drawing.charts import Chart

Measure = Callable[[], float]
Draw = Callable[[], Chart]


class DuplicateName(ValueError):
    """Two things of a page, or two pages, have one name."""


class WrongNumber(ValueError):
    """A number does not meet its expectation."""


class Reading(NamedTuple):
    """A measured number, as it stands in prose (`text`) and in formulas (`tex`)."""

    value: float
    text: str
    tex: str


class Figure(NamedTuple):
    """A figure of a page; caption and alt text may hold number tokens."""

    name: str
    draw: Draw
    caption: str
    alt: str


@dataclass(frozen=True)
class Number:
    """A number of a page: how it is measured, what it must be, and how it is written.

    Attributes:
        name: its token.
        measure: the run that gives it.
        expect: closed form it is held against, to a relative `tolerance`.
        pinned: value it is held against where no closed form exists, to one unit of its last digit.
        reason: why it is pinned.
        form: format specification of the text, such as `".2f"` or `","`.
        where: file and line of the definition, for messages.
    """

    name: str
    measure: Measure
    expect: Measure | None
    tolerance: float
    pinned: float | None
    reason: str | None
    form: str
    where: str

    def read(self) -> Reading:
        """Measure, compare with the expectation, and write.

        Raises:
            WrongNumber: the run and the expectation part, or the run gave no finite number.
        """
        value = self.measure()
        if not isinstance(value, int | float) and not hasattr(value, "__float__"):
            raise WrongNumber(f"{self.where}: {self.name} must return a number, got {value!r}")
        if not math.isfinite(value):
            raise WrongNumber(f"{self.where}: {self.name} came out as {value!r}")
        expected, allowed = self._expectation()
        if not abs(value - expected) <= allowed:
            raise WrongNumber(
                f"{self.where}: {self.name} came out as {value!r}, expected {expected!r} "
                f"within {allowed:.1g}; mend the run or the expectation, whichever is wrong"
            )
        text = format(value, self.form).replace("-", "−")
        tex = text.replace("−", "-").replace(",", "{,}").replace("%", r"\%")
        return Reading(float(value), text, tex)

    def _expectation(self) -> tuple[float, float]:
        if self.expect is not None:
            expected = float(self.expect())
            return expected, self.tolerance * max(abs(expected), 1e-300)
        assert self.pinned is not None
        return self.pinned, last_digit(format(self.pinned, self.form))


def last_digit(text: str) -> float:
    """Unit of the last digit of a written number: 0.01 for "6.57", 0.1 % for "12.3%"."""
    mantissa, _, exponent = text.rstrip("%").partition("e")
    digits = len(mantissa.partition(".")[2])
    unit: float = 10.0 ** (int(exponent or 0) - digits)
    return unit / 100 if text.endswith("%") else unit


@dataclass(frozen=True)
class Explainer:
    """Everything one page computes.

    Args:
        slug: the page's path below `docs/`, without `.md`.
    """

    slug: str
    figures: dict[str, Figure] = field(default_factory=dict)
    numbers: dict[str, Number] = field(default_factory=dict)

    def figure(self, *, caption: str, alt: str) -> Callable[[Draw], Draw]:
        """Register a function that draws a chart.

        Args:
            caption: what to see, in Markdown; tokens allowed.
            alt: what a sighted reader would conclude; tokens allowed.

        Raises:
            DuplicateName: the page has something of that name already.
        """

        def register(draw: Draw) -> Draw:
            name = self._new_name(draw)
            self.figures[name] = Figure(name, draw, caption, alt)
            return draw

        return register

    def number(
        self,
        *,
        form: str,
        expect: Measure | None = None,
        tolerance: float = 1e-9,
        pinned: float | None = None,
        reason: str | None = None,
    ) -> Callable[[Measure], Measure]:
        """Register a function that measures a number.

        Args:
            form: format specification of the text.
            expect: closed form, from `adamdocs.theory` alone.
            tolerance: relative difference allowed between run and closed form.
            pinned: the value, where no closed form exists.
            reason: why none exists.

        Raises:
            DuplicateName: the page has something of that name already.
            ValueError: neither or both of `expect` and `pinned`, or `pinned` without `reason`.
        """

        def register(measure: Measure) -> Measure:
            name = self._new_name(measure)
            if (expect is None) == (pinned is None):
                raise ValueError(f"{_where(measure)}: {name} needs one of expect= and pinned=")
            if pinned is not None and not reason:
                raise ValueError(f"{_where(measure)}: {name} is pinned and needs reason=")
            self.numbers[name] = Number(
                name, measure, expect, tolerance, pinned, reason, form, _where(measure)
            )
            return measure

        return register

    def _new_name(self, function: Callable[..., Any]) -> str:
        name = function.__name__
        if name in self.figures or name in self.numbers:
            raise DuplicateName(
                f"{_where(function)}: {self.slug} has two things called {name!r}; rename one"
            )
        return name


def _where(function: Callable[..., Any]) -> str:
    code = function.__code__
    path = Path(code.co_filename)
    for parent in path.parents:
        if parent.name == "adamdocs":
            path = path.relative_to(parent.parent)
            break
    return f"{path.as_posix()}:{code.co_firstlineno}"


def discover(package: ModuleType | None = None) -> dict[str, tuple[str, Explainer]]:
    """Import every module of the package and gather its name and its `page`, by slug.

    Args:
        package: where to look; this package if not given.

    Raises:
        DuplicateName: two modules explain one page.
        AttributeError: a module has no `page`.
    """
    package = package or importlib.import_module("adamdocs.explainers")
    pages: dict[str, tuple[str, Explainer]] = {}
    for module_name in sorted(module.name for module in pkgutil.iter_modules(package.__path__)):
        if module_name == "framework":
            continue
        module = importlib.import_module(f"{package.__name__}.{module_name}")
        page = getattr(module, "page", None)
        if not isinstance(page, Explainer):
            raise AttributeError(
                f"{inspect.getsourcefile(module)}: must define page = Explainer(...)"
            )
        if page.slug in pages:
            raise DuplicateName(
                f"{module.__name__}: {page.slug} is explained by {pages[page.slug][0]} already"
            )
        pages[page.slug] = module.__name__, page
    return pages

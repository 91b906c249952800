"""The page's own register: `Explainer` with its four decorators, and `discover`.

    page = Explainer("learn/bias-correction")

    @page.number(expect=lambda: theory.uncorrected_step(1), form=".2f")
    def first_step() -> float:
        "Size of the first step without correction, in units of the learning rate."
        return ...

    @page.figure(caption="…", alt="…")
    def step_against_t() -> Chart:
        return chart

Prose then says `{{first_step}}` and `{{figure step_against_t}}`.
"""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from adamdocs.explainers.pieces import (
    VERDICTS,
    Claim,
    Draw,
    Exercise,
    Figure,
    Finding,
    Measure,
    Number,
    Verdict,
)

Test = Callable[..., Finding]


class DuplicateName(ValueError):
    """Two things of a page, or two pages, have one name."""


@dataclass(frozen=True)
class Explainer:
    """Everything one page computes.

    Args:
        slug: the page's path below `docs/`, without `.md`.
    """

    slug: str
    figures: dict[str, Figure] = field(default_factory=dict)
    numbers: dict[str, Number] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    exercises: dict[str, Exercise] = field(default_factory=dict)

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
            name, where = self._new_name(measure), where_defined(measure)
            if (expect is None) == (pinned is None):
                raise ValueError(f"{where}: {name} needs one of expect= and pinned=")
            if pinned is not None and not reason:
                raise ValueError(f"{where}: {name} is pinned and needs reason=")
            self.numbers[name] = Number(
                name, measure, expect, tolerance, pinned, reason, form, where
            )
            return measure

        return register

    def claim(
        self,
        *,
        says: str,
        verdict: Verdict,
        holds: str,
        otherwise: str,
        statistic: str,
        counter_example: Mapping[str, Any],
        evidence: tuple[str, ...],
        form: str = ".3g",
        heard: str | None = None,
    ) -> Callable[[Test], Test]:
        """Register a test of a sentence; the arguments are those of `Claim`.

        Raises:
            DuplicateName: the page has something of that name already.
            ValueError: the verdict is unknown, or there is no counter-example or no evidence.
        """

        def register(test: Test) -> Test:
            name, where = self._new_name(test), where_defined(test)
            if verdict not in VERDICTS:
                raise ValueError(f"{where}: verdict must be one of {VERDICTS}, got {verdict!r}")
            if not counter_example or not evidence:
                raise ValueError(f"{where}: {name} needs a counter-example and evidence")
            self.claims[name] = Claim(
                name,
                says,
                verdict,
                holds,
                otherwise,
                heard,
                evidence,
                statistic,
                form,
                test,
                counter_example,
                where,
            )
            return test

        return register

    def exercise(
        self,
        *,
        question: str,
        solution: str,
        form: str,
        expect: Measure | None = None,
        tolerance: float = 1e-9,
        pinned: float | None = None,
        reason: str | None = None,
    ) -> Callable[[Measure], Measure]:
        """Register a question whose answer a function computes.

        The answer is a number of the page, under the function's name.

        Args:
            question: in Markdown; tokens allowed.
            solution: in Markdown; tokens allowed, the answer's own among them.
            form: as in `number`, like the remaining arguments.
            expect: closed form of the answer.
            tolerance: relative difference allowed.
            pinned: the answer, where no closed form exists.
            reason: why none exists.

        Raises:
            DuplicateName: the page has something of that name already.
            ValueError: as in `number`.
        """
        as_number = self.number(
            form=form, expect=expect, tolerance=tolerance, pinned=pinned, reason=reason
        )

        def register(measure: Measure) -> Measure:
            as_number(measure)
            name = measure.__name__
            self.exercises[name] = Exercise(name, question, solution)
            return measure

        return register

    def _new_name(self, function: Callable[..., Any]) -> str:
        name = function.__name__
        if any(name in kind for kind in (self.figures, self.numbers, self.claims)):
            raise DuplicateName(
                f"{where_defined(function)}: {self.slug} has two things called {name!r}; rename one"
            )
        return name


def where_defined(function: Callable[..., Any]) -> str:
    """File, from the folder that holds the package, and line of a function."""
    code = function.__code__
    return f"{_from_package(code.co_filename)}:{code.co_firstlineno}"


def _from_package(file: str | None) -> str:
    path = Path(file or "")
    for parent in path.parents:
        if parent.name == "adamdocs":
            path = path.relative_to(parent.parent)
            break
    return path.as_posix()


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
        if module_name in ("framework", "pieces"):
            continue
        module = importlib.import_module(f"{package.__name__}.{module_name}")
        page, where = getattr(module, "page", None), _from_package(module.__file__)
        if not isinstance(page, Explainer):
            raise AttributeError(f"{where}:1: must define page = Explainer(…)")
        if page.slug in pages:
            other = pages[page.slug][0]
            raise DuplicateName(
                f"{where}:1: {page.slug} is explained by {other} already; leave one of them out"
            )
        pages[page.slug] = module.__name__, page
    return pages

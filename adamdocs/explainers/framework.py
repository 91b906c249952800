"""The page's own register: `Explainer` with its decorators.

    page = Explainer("learn/bias-correction", topic="Bias correction")

    @page.number(expect=lambda: theory.uncorrected_step(1), form=".2f")
    def first_step() -> float:
        "Size of the first step without correction, in units of the learning rate."
        return ...

    @page.figure(caption="…", alt="…")
    def step_against_t() -> Chart:
        return chart

Prose then says `{{first_step}}` and `{{figure step_against_t}}`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from adamdocs.explainers.audits import Audit, Outcome, declared
from adamdocs.explainers.experiments import Experiment
from adamdocs.explainers.pieces import (
    VERDICTS,
    Choose,
    Claim,
    Draw,
    Exercise,
    Figure,
    Finding,
    Measure,
    Number,
    Prediction,
    Settings,
    Verdict,
    Widget,
    where_defined,
)

Test = Callable[..., Finding]
Print = Callable[[], Outcome]


class DuplicateName(ValueError):
    """Two things of a page, or two pages, have one name."""


@dataclass(frozen=True)
class Explainer:
    """Everything one page computes.

    Args:
        slug: the page's path below `docs/`, without `.md`.
        topic: where the ledger puts its claims and audits; needed if it has any.
    """

    slug: str
    topic: str = ""
    figures: dict[str, Figure] = field(default_factory=dict)
    numbers: dict[str, Number] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    exercises: dict[str, Exercise] = field(default_factory=dict)
    predictions: dict[str, Prediction] = field(default_factory=dict)
    widgets: dict[str, Widget] = field(default_factory=dict)
    audits: dict[str, Audit] = field(default_factory=dict)
    experiments: dict[str, Experiment[..., Any]] = field(default_factory=dict)

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
        topic: str | None = None,
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
                topic,
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

    def prediction(
        self, *, question: str, choices: tuple[str, ...], right: str, solution: str
    ) -> Callable[[Choose], Choose]:
        """Register a question to commit to before the result is shown.

        Args:
            question: in Markdown; tokens allowed.
            choices: the answers to choose from.
            right: the right one; the function, which asks a run, must return it too.
            solution: what is so and why, in Markdown; tokens allowed.

        Raises:
            DuplicateName: the page has something of that name already.
            ValueError: `right` is not among at least two different choices.
        """

        def register(choose: Choose) -> Choose:
            name, where = self._new_name(choose), where_defined(choose)
            if right not in choices or len(set(choices)) < max(2, len(choices)):
                raise ValueError(
                    f"{where}: {name} needs different choices, with right= among them, "
                    f"got {choices!r} and {right!r}"
                )
            self.predictions[name] = Prediction(
                name, question, choices, right, solution, choose, where
            )
            return choose

        return register

    def experiment[**P, R](self) -> Callable[[Callable[P, R]], Experiment[P, R]]:
        """Register a long run that several figures, numbers or claims ask.

        The builder keeps its results as long as no code that it reaches changes. They must be of
        what pickle knows, as numbers, arrays, tuples and traces are.

        Raises:
            DuplicateName: the page has something of that name already.
        """

        def register(run: Callable[P, R]) -> Experiment[P, R]:
            name = self._new_name(run)
            self.experiments[name] = kept = Experiment(run)
            return kept

        return register

    def audit(self, **words: Any) -> Callable[[Print], Print]:
        """Register the run of a program that a source prints; the arguments are those of `Audit`.

        Raises:
            DuplicateName: the page has something of that name already.
            ValueError: an argument is missing, unknown or one too many.
        """

        def register(run: Print) -> Print:
            name = self._new_name(run)
            self.audits[name] = declared(run, where_defined(run), words)
            return run

        return register

    def widget(self, element: str, *, figure: str) -> Callable[[Settings], Settings]:
        """Register a function that returns a widget's settings, as JSON can hold them.

        Args:
            element: custom element, such as `adam-stream`.
            figure: name of the page's figure that stands in its place without JavaScript.

        Raises:
            DuplicateName: the page has something of that name already.
            ValueError: the element's name does not begin with `adam-`.
        """

        def register(settings: Settings) -> Settings:
            name, where = self._new_name(settings), where_defined(settings)
            if not re.fullmatch(r"adam(-[a-z]+)+", element):
                raise ValueError(f"{where}: {name}: no element adam-… is called {element!r}")
            self.widgets[name] = Widget(name, element, figure, settings, where)
            return settings

        return register

    def _new_name(self, function: Callable[..., Any]) -> str:
        name = function.__name__
        kinds = (self.figures, self.numbers, self.claims, self.predictions)
        if any(name in kind for kind in (*kinds, self.widgets, self.audits, self.experiments)):
            raise DuplicateName(
                f"{where_defined(function)}: {self.slug} has two things called {name!r}; rename one"
            )
        return name

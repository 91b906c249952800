"""The register of a page: what it takes, what it refuses, and how numbers and claims are held."""

import dataclasses
import math
import sys
import types

import pytest

from adamdocs.explainers import (
    DuplicateName,
    Explainer,
    Finding,
    WrongChoice,
    WrongNumber,
    WrongVerdict,
    discover,
    pieces,
)
from adamdocs.explainers.pieces import from_package, last_digit, write

CLAIM = {
    "says": "It is small.",
    "verdict": "true",
    "holds": "It is.",
    "otherwise": "Not otherwise.",
    "statistic": "the size",
    "counter_example": {"size": 5},
    "evidence": ("figure one",),
}


def number(measure, **options):
    page = Explainer("learn/test")
    page.number(**({"form": ".2f"} | options))(measure)
    return page.numbers[measure.__name__]


def size():
    return 3.14159


def test_a_number_is_measured_held_against_its_closed_form_and_written():
    reading = number(size, expect=lambda: 3.14159).read()
    assert reading == (3.14159, "3.14", "3.14")


@pytest.mark.parametrize("expected", [3.1416, 3.0, -3.14159, 0.0])
def test_a_number_that_misses_its_expectation_names_file_line_and_both_values(expected):
    with pytest.raises(
        WrongNumber, match=r"test_framework\.py:\d+: size came out as 3\.14159, exp"
    ):
        number(size, expect=lambda: expected).read()


def test_the_tolerance_is_relative():
    number(size, expect=lambda: 3.1416, tolerance=1e-5).read()
    with pytest.raises(WrongNumber):
        number(size, expect=lambda: 3.1416, tolerance=1e-6).read()


def test_half_a_last_digit_is_all_that_a_tolerance_may_be():
    for form, most in ((".2f", 0.0051), (".1e", 0.051), ("d", 0.51), (".0%", 0.0051)):
        number(lambda: 1.0, expect=lambda: 1.0, form=form, tolerance=most).read()
        with pytest.raises(WrongNumber, match="lower its tolerance, or write fewer digits"):
            number(lambda: 1.0, expect=lambda: 1.0, form=form, tolerance=1.0005 * most).read()


@pytest.mark.parametrize("kind", ["number", "exercise"])
@pytest.mark.parametrize("expected", [1.0, 1e-7])
def test_without_a_tolerance_a_billionth_is_allowed(kind, expected):
    page = Explainer("learn/test")
    words = {"question": "How large?", "solution": "So."} if kind == "exercise" else {}

    def read(off):
        page.numbers.clear()
        getattr(page, kind)(form="g", expect=lambda: expected, **words)(
            lambda: expected * (1 + off)
        )
        return page.numbers["<lambda>"].read()

    for off in (0.9995e-9, -0.9995e-9):
        read(off)
    for off in (1.0005e-9, -1.0005e-9):
        with pytest.raises(WrongNumber):
            read(off)


def test_zero_is_held_against_zero():
    assert number(lambda: 0.0, expect=lambda: 0.0).read().text == "0.00"
    with pytest.raises(WrongNumber):
        number(lambda: 1e-300, expect=lambda: 0.0).read()


def test_a_figure_is_kept_with_its_words_and_may_be_called_still():
    page = Explainer("learn/test")
    assert page.figure(caption="What to see.", alt="What is seen.")(size) is size
    assert page.figures == {"size": pieces.Figure("size", size, "What to see.", "What is seen.")}


@pytest.mark.parametrize(
    "kind",
    [
        kind
        for module in (pieces, sys.modules[Explainer.__module__])
        for kind in vars(module).values()
        if dataclasses.is_dataclass(kind) and kind.__module__ == module.__name__
    ],
)
def test_what_is_registered_stays_as_it_is(kind):
    blank = object.__new__(kind)
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(blank, dataclasses.fields(kind)[0].name, "another")


def test_files_are_named_from_the_folder_that_holds_the_package():
    assert from_package("/somewhere/adamdocs/optimizers/adam.py") == "adamdocs/optimizers/adam.py"
    assert from_package("/adamdocs/lib/adamdocs/runs.py") == "adamdocs/runs.py"
    assert from_package("/elsewhere/page.py") == "/elsewhere/page.py"


def test_what_is_no_number_is_shown_cut_short():
    with pytest.raises(WrongNumber) as told:
        number(lambda: list(range(100)), expect=lambda: 1.0).read()
    assert f"must give a number, got {repr(list(range(100)))[:60]}; return one" in str(told.value)


def test_a_pinned_number_may_be_off_by_one_unit_of_its_last_digit():
    number(size, pinned=3.15, reason="no closed form").read()
    with pytest.raises(WrongNumber, match="within 0.01"):
        number(size, pinned=3.16, reason="no closed form").read()


@pytest.mark.parametrize("value", [math.nan, math.inf, None, "3", [1, 2]])
def test_what_is_no_finite_number_is_refused(value):
    def broken():
        return value

    with pytest.raises(WrongNumber, match="broken"):
        number(broken, expect=lambda: 1.0).read()


def test_numbers_need_exactly_one_expectation_and_pins_a_reason():
    for options in ({}, {"expect": lambda: 1.0, "pinned": 1.0, "reason": "r"}):
        with pytest.raises(ValueError, match="size needs one of expect= and pinned="):
            number(size, **options)
    with pytest.raises(ValueError, match="size is pinned and needs reason="):
        number(size, pinned=3.14)


@pytest.mark.parametrize(
    ("value", "form", "text", "tex"),
    [
        (1751.0, ",d", "1,751", "1{,}751"),
        (-0.5, ".1f", "−0.5", "-0.5"),
        (0.281, ".0%", "28%", r"28\%"),
        (1e-9, ".1e", "1.0e−9", r"1.0 \cdot 10^{-9}"),
        (4.5e12, ".1e", "4.5e12", r"4.5 \cdot 10^{12}"),
        (2.0, ".0e", "2e0", r"2 \cdot 10^{0}"),
        (44, "d", "44", "44"),
    ],
)
def test_numbers_are_written_with_a_real_minus_and_grouped_thousands(value, form, text, tex):
    assert write(value, form)[1:] == (text, tex)


@pytest.mark.parametrize(
    ("text", "unit"), [("6.57", 0.01), ("1,751", 1.0), ("12.3%", 0.001), ("1.5e-03", 1e-4)]
)
def test_the_unit_of_the_last_digit(text, unit):
    assert last_digit(text) == pytest.approx(unit)


def claim(**options):
    page = Explainer("learn/test")

    def is_small(size=1):
        return Finding(size, "<", 3)

    page.claim(**(CLAIM | options))(is_small)
    return page.claims["is_small"]


def test_a_claim_is_judged_by_its_test():
    found = {"finding": "1", "relation": "<", "threshold": "3", "otherwise_finding": "5"}
    assert claim().judge() == found


def test_a_verdict_the_test_does_not_bear_out_names_file_and_line():
    with pytest.raises(WrongVerdict, match=r"test_framework\.py:\d+: is_small is called false"):
        claim(verdict="false").judge()


def test_a_counter_example_that_turns_nothing_is_refused():
    told = r"test_framework\.py:\d+: is_small comes out the same under its counter-example, 2 < 3"
    with pytest.raises(WrongVerdict, match=told):
        claim(counter_example={"size": 2}).judge()


def test_claims_need_a_known_verdict_a_counter_example_and_evidence():
    with pytest.raises(ValueError, match="verdict must be one of"):
        claim(verdict="maybe")
    for missing in ({"counter_example": {}}, {"evidence": ()}):
        with pytest.raises(ValueError, match="is_small needs a counter-example and evidence"):
            claim(**missing)


@pytest.mark.parametrize(
    ("relation", "holds"), [("<", False), ("<=", True), (">", False), (">=", True)]
)
def test_findings_compare_as_they_are_written(relation, holds):
    assert Finding(2.0, relation, 2.0).holds is holds


def test_two_things_of_one_name_are_refused():
    page = Explainer("learn/test")
    page.number(form="g", expect=lambda: 1.0)(size)
    with pytest.raises(DuplicateName, match=r"learn/test has two things called 'size'; rename one"):
        page.figure(caption="c", alt="a")(size)


def test_an_exercise_is_a_number_with_a_question():
    page = Explainer("learn/test")
    words = {"question": "How large?", "solution": "{{size}}"}
    assert page.exercise(**words, form=".1f", expect=size)(size) is size
    assert page.exercises["size"].question == "How large?"
    assert page.numbers["size"].read().text == "3.1"


def prediction(choose, **options):
    page = Explainer("learn/test")
    words = {"question": "Which?", "choices": ("Up", "Down"), "right": "Up", "solution": "So."}
    page.prediction(**(words | options))(choose)
    return page.predictions[choose.__name__]


def test_a_prediction_is_right_about_the_run():
    def rises():
        return "Up"

    assert prediction(rises).check() == {"right": "Up"}
    with pytest.raises(
        WrongChoice, match=r"test_framework\.py:\d+: rises calls 'Down' right, .* gives 'Up'"
    ):
        prediction(rises, right="Down").check()


@pytest.mark.parametrize("choices", [("Up",), ("Up", "Up"), ("Down", "Level"), ()])
def test_a_prediction_has_choices_and_the_right_one_among_them(choices):
    with pytest.raises(ValueError, match="size needs different choices, with right= among them"):
        prediction(size, choices=choices)


@pytest.mark.parametrize("element", ["stream", "adam-", "adam-Stream", "adam-a b"])
def test_a_widget_is_an_element_of_ours(element):
    with pytest.raises(ValueError, match="size: no element adam-… is called"):
        Explainer("learn/test").widget(element, figure="one")(size)


def package(tmp_path, name, **modules):
    folder = tmp_path / name
    folder.mkdir()
    for module, text in modules.items():
        (folder / f"{module}.py").write_text(text)
    made = types.ModuleType(name)
    made.__path__ = [str(folder)]
    sys.modules[name] = made
    return made


def test_discover_finds_every_module_s_page(tmp_path):
    text = "from adamdocs.explainers import Explainer\npage = Explainer('learn/{}')\n"
    modules = {"a": text.format("a"), "audits": "", "b": text.format("b")}  # audits is no page
    found = discover(package(tmp_path, "two_pages", **modules))
    assert {slug: module for slug, (module, _) in found.items()} == {
        "learn/a": "two_pages.a",
        "learn/b": "two_pages.b",
    }


def test_discover_refuses_two_modules_for_one_page_and_a_module_without_one(tmp_path):
    text = "from adamdocs.explainers import Explainer\npage = Explainer('learn/a')\n"
    with pytest.raises(DuplicateName, match="learn/a is explained by same_page.a already"):
        discover(package(tmp_path, "same_page", a=text, b=text))
    with pytest.raises(AttributeError, match=r"must define page = Explainer"):
        discover(package(tmp_path, "no_page", c="x = 1\n"))


def test_an_experiment_runs_once_for_each_of_its_arguments():
    page, calls = Explainer("learn/test"), []

    @page.experiment()
    def long_run(times, size=1.0):
        """What it is."""
        calls.append((times, size))
        return times * size

    assert [long_run(2), long_run(2), long_run(2, size=3.0), long_run(1)] == [2.0, 2.0, 6.0, 1.0]
    assert calls == [(2, 1.0), (2, 3.0), (1, 1.0)]
    assert long_run.__doc__ == "What it is."
    assert page.experiments == {"long_run": long_run}
    with pytest.raises(TypeError, match="unhashable"):
        long_run([1, 2])


def test_an_experiment_asks_its_shelf_first():
    page = Explainer("learn/test")

    @page.experiment()
    def long_run(times):
        raise AssertionError

    long_run.shelf = lambda arguments, run: ("kept", arguments)
    assert long_run(4) == ("kept", (4,))


def test_an_experiment_and_a_number_cannot_share_a_name():
    page = Explainer("learn/test")
    page.number(form=".2f", pinned=1.0, reason="a test")(size)
    with pytest.raises(DuplicateName, match="two things called 'size'"):
        page.experiment()(size)

"""Mutation testing itself: what is mutated, what is noticed, and what is explained."""

import tomllib
from functools import cache

import pytest
from cosmic_ray import work_item

from tests.mutation import mutants, operators, running
from tests.mutation.__main__ import EXPLAINED, Survivor
from tests.mutation.mutants import ROOT, SETTINGS, Part

MODULES = mutants.modules()
EXPLANATIONS = tomllib.loads(EXPLAINED.read_text()).get("survivor", [])


@cache
def found(path):
    source = (ROOT / path).read_text()
    return source, [item.mutations[0] for item in mutants.mutants(path, source)]


@cache
def changes(path):
    """Mutants of a module that end where an explained line may: to make all takes seconds."""
    source, all_mutants = found(path)
    lines = [line.strip() for line in source.splitlines()]
    explained = tuple(one["line"] for one in EXPLANATIONS if one["module"] == str(path))
    return {
        mutants.change(source, mutant)
        for mutant in all_mutants
        if any(line.endswith(lines[mutant.end_pos[0] - 1]) for line in explained)
    }


def test_floors_0_and_1_and_the_machinery_of_numbers_are_mutated():
    for pattern in (one for group in SETTINGS["modules"].values() for one in group):
        assert list(ROOT.glob(pattern)), f"mutation.toml: {pattern} matches no module"
    left_out = {path.relative_to(ROOT) for path in ROOT.glob("adamdocs/explainers/*.py")}
    left_out = {path.stem for path in left_out - set(MODULES)}
    assert left_out == {"__init__", "home", "parity", "rules"}


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_every_function_and_constant_has_a_mutant(path):
    assert mutants.parts_without(*found(path)) == []


def test_a_function_and_a_constant_without_a_mutant_are_told():
    source = "A, B = x, y\nNAMES = names\n\n\ndef f():\n    yield\n\n\ndef g():\n    return 1\n"
    bare = mutants.parts_without(source, [])
    assert bare == [Part("f", 6, 6), Part("g", 10, 10), Part("NAMES", 2, 2)]
    made = [item.mutations[0] for item in mutants.mutants("m.py", source)]
    assert mutants.parts_without(source, made) == [Part("f", 6, 6)]


@pytest.mark.parametrize(
    "name", [*SETTINGS["operators"]["own"], *SETTINGS["operators"]["otherwise"]]
)
def test_operators_of_our_own_do_what_their_examples_say(name):
    operator = getattr(operators, name)
    for before, after in operator.examples():
        assert mutants.mutate_code(before, operator(), 0) == after


def test_types_are_not_mutated():
    source = "A: int | str = 1\n\n\ndef f(x: int | str, y: int = 2) -> int | str:\n    return x\n"
    names = [item.mutations[0].operator_name for item in mutants.mutants("m.py", source)]
    assert set(names) == {"core/NumberReplacer", "own/NothingReturned"}
    assert len(names) == 5


def test_a_change_is_told_by_its_lines():
    source = "def f():\n    return (\n        1\n        + x\n    )\n"
    one, *_ = (
        item.mutations[0]
        for item in mutants.mutants("m.py", source)
        if item.mutations[0].operator_name.endswith("Add_Sub")
    )
    assert mutants.change(source, one) == ("+ x", "- x")


def test_around_a_line_are_its_statement_and_what_it_is_in():
    source = (
        "class A:\n    @cache\n    def f(self, x=1):\n        return (\n            x\n        )\n"
    )
    assert mutants.around(source, 5) == [(4, 6), (2, 6), (1, 6)]
    assert mutants.around(source, 3) == [(3, 3), (2, 6), (1, 6)]


@pytest.mark.parametrize(
    ("before", "after", "outcome"),
    [
        ("0 <= value <= 1", "0 <= value <= 1", work_item.TestOutcome.SURVIVED),
        ("value < least", "value <= least", work_item.TestOutcome.KILLED),
        ("import math", "import maths", work_item.TestOutcome.INCOMPETENT),
    ],
)
def test_a_mutant_is_noticed_and_the_module_as_it_is_is_not(before, after, outcome):
    path = next(one for one in MODULES if one.name == "checks.py")
    source = (ROOT / path).read_text()
    assert before in source
    tests = ["tests/test_streams.py::test_each_stream_is_what_its_docstring_says"]
    one = running.Attempt("job", path, source.replace(before, after), tests, seconds=1.0)
    ((job, result),) = running.run_all([one], jobs=1)
    assert (job, result.test_outcome) == ("job", outcome), result.output


@pytest.mark.parametrize("one", EXPLANATIONS, ids=str)
def test_explained_survivors_are_mutants_of_the_code_as_it_is(one):
    path = next((path for path in MODULES if str(path) == one["module"]), None)
    assert path, f"survivors.toml: {one['module']} is not mutated"
    assert (one["line"], one["mutant"]) in changes(path)
    assert Survivor(one["module"], one["line"], one["mutant"])
    assert len(one["reason"].split()) > 4

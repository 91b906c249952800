"""Expectations are independent of runs: closed forms they may reach, runs and optimizers never."""

import functools
import types

import pytest

from adamdocs import optimizers, runs, streams, theory
from adamdocs.explainers import discover
from adamdocs.landscapes import parabola
from adamdocs.optimizers import adam
from adamdocs.runs import feed
from tests.explainers.reach import reached

FORBIDDEN = ("adamdocs.runs", "adamdocs.optimizers", "adamdocs.labs")
NUMBERS = [
    pytest.param(number, id=f"{slug}:{name}")
    for slug, (_, page) in discover().items()
    for name, number in page.numbers.items()
    if number.expect is not None
]


def forbidden(function):
    return {module for module in reached(function) if module.startswith(FORBIDDEN)}


@pytest.mark.parametrize("number", NUMBERS)
def test_expectations_reach_no_run_and_no_optimizer(number):
    assert forbidden(number.expect) == set(), f"{number.where}: {number.name}"


SIZE = 0.5
MEASURED = float(feed(adam(1.0), streams.constant(1)).step[0, 0])
CLOSED = theory.first_step(0.9, 0.999)


def helper():
    return feed(adam(1.0), streams.constant(1)).step[0, 0]


@functools.cache
def cached():
    return helper()


def imports_inside():
    from adamdocs.runs import descend

    return descend


def through(function):
    return lambda: function()


DEPENDENT = {
    "a run": lambda: feed(None, None),
    "an optimizer": lambda: adam(1.0).hyper,
    "a module of runs": lambda: runs.feed,
    "a module of optimizers": lambda: optimizers.RULES,
    "a helper": lambda: helper(),
    "a cached helper": lambda: cached() + 1,
    "a helper in a list": lambda: [helper() for _ in range(2)],
    "a closure": through(helper),
    "an import inside": lambda: imports_inside(),
    "a constant that a run gave": lambda: 2 * MEASURED,
    "an object of a run": lambda rule=None: RULE.update,
}
RULE = adam(1.0)
INDEPENDENT = {
    "a number": lambda: 3.0,
    "a constant": lambda: 1 - SIZE,
    "a closed form": lambda: theory.first_step(0.9, 0.999),
    "a constant of a closed form": lambda: CLOSED,
    "a landscape": lambda: parabola().minimum,
    "a stream": lambda: streams.constant(3),
    "NumPy": lambda: functools.reduce(max, [1.0, 2.0]),
}


@pytest.mark.parametrize("function", DEPENDENT.values(), ids=DEPENDENT)
def test_the_check_sees(function):
    assert forbidden(function)


@pytest.mark.parametrize("function", INDEPENDENT.values(), ids=INDEPENDENT)
def test_the_check_allows(function):
    assert forbidden(function) == set()


def test_the_check_tells_which_modules():
    assert reached(lambda: theory.first_step) == {"adamdocs.theory.steps"}
    assert isinstance(theory, types.ModuleType)

"""Portable functions, landscapes, streams and schedules for many arguments, as bits."""

import itertools
import random

import numpy as np
import pytest

from adamdocs import portable
from adamdocs.labs.bilinear import METHODS, PLAYS, duel
from adamdocs.landscapes import LANDSCAPES
from adamdocs.optimizers import RULES
from adamdocs.schedules import SCHEDULES
from adamdocs.streams import STREAMS
from adamdocs.sweeps import RATES, best_rate, sweep
from tests.mirror import draw, recompute

from .node import mirror

COUNT = 20_000
SPECIAL = [*draw.ODD, np.inf, -np.inf, np.nan, 2.2e-308, 1.7e308, 0.125, 0.25, 0.375, 0.5]


def arguments(low, high, seed):
    """Special values, sizes of every order, and numbers in a range, with both signs of all."""
    rng = np.random.default_rng(seed)
    sizes = 10.0 ** rng.uniform(-320, 308, COUNT)
    x = np.concatenate([SPECIAL, sizes, rng.uniform(low, high, COUNT)])
    return np.concatenate([x, -x])


def evaluate(what, name, at=(), arguments=None):
    return {"what": what, "name": name, "at": recompute.encode(list(at))} | {
        "arguments": recompute.encode(arguments or {})
    }


def assert_same(calls, ours):
    """Hold what JavaScript gives for some calls against Python's numbers, bit by bit."""
    for call, mine, theirs in zip(calls, ours, mirror("evaluate", calls), strict=True):
        mine = np.array(mine, dtype="<f8").ravel()
        mine[np.isnan(mine)] = np.nan
        found = np.frombuffer(bytes.fromhex(theirs), dtype="<f8")
        assert len(found) == len(mine), call["name"]
        wrong = np.flatnonzero(found.view("<u8") != mine.view("<u8"))
        if len(wrong):
            i, brief = wrong[0], call | {"at": "..."}
            pytest.fail(
                f"{len(wrong)} of {len(mine)} results of {brief} part; result {i} is "
                f"{mine[i]!r} in Python, {found[i]!r} in JavaScript",
                pytrace=False,
            )


def test_portable_functions():
    ranges = {"exp": (0, 720), "sin_turns": (0, 3), "cos_turns": (0, 3)}
    at = {name: arguments(*ends, seed=1) for name, ends in ranges.items()}
    calls = [evaluate("portable", name, x.tolist()) for name, x in at.items()]
    with np.errstate(all="ignore"):
        assert_same(calls, [getattr(portable, name)(x) for name, x in at.items()])


def test_random_numbers():
    rng = random.Random(1)
    seeds = [0, 1, 2**31 - 1, 2**31, 2**32 - 1, *(rng.randrange(2**32) for _ in range(200))]
    ours = []
    for seed in seeds:
        mulberry = portable.Mulberry32(seed)
        ours += [*mulberry.random(20), mulberry.random()]
        ours += [*mulberry.standard_normal(20), mulberry.standard_normal()]
    assert_same([evaluate("draws", "Mulberry32", seeds, {"count": 20})], [ours])


def test_landscapes_anywhere():
    """Losses and gradients at starts, at minimisers, and where nothing is finite any more."""
    rng, calls, ours = random.Random(2), [], []
    numbers = arguments(0, 12, seed=2).tolist()
    for name in [*LANDSCAPES] * 4:
        theirs = draw.call(rng, LANDSCAPES, name)["arguments"]
        landscape = LANDSCAPES[name](**theirs)
        d = len(landscape.start)
        at = np.array([rng.choices(numbers, k=d) for _ in range(1000)])
        at = np.concatenate([[landscape.start], np.array(landscape.minimisers), at])
        with np.errstate(all="ignore"):
            both = [landscape.value(at)[:, None], landscape.grad(at)]
        ours.append(np.concatenate(both, axis=1))
        calls.append(evaluate("landscape", name, at.tolist(), theirs))
    assert_same(calls, ours)


def test_streams():
    rng = random.Random(3)
    asked = [draw.call(rng, STREAMS, name) for name in STREAMS for _ in range(40)]
    calls = [evaluate("stream", one["name"], arguments=one["arguments"]) for one in asked]
    assert_same(calls, [STREAMS[one["name"]](**one["arguments"]) for one in asked])


def test_schedules():
    rng, times = random.Random(4), [*range(1, 500), 10**6]
    asked = [draw.schedule(rng, name) for name in SCHEDULES for _ in range(40)]
    calls = [evaluate("schedule", one["name"], times, one["arguments"]) for one in asked]
    ours = [[recompute.schedule_of(one)(t) for t in times] for one in asked]
    assert_same(calls, ours)


@pytest.mark.parametrize("landscape", ["ravine", "rosenbrock"])
def test_sweeps_and_the_rates_they_choose(landscape):
    """Every rule at every rate, those that diverge among them."""
    settings = {"landscape": landscape, "steps": 60}
    calls = [evaluate("sweep", name, arguments=settings) for name in RULES]
    surface = LANDSCAPES[landscape]()
    ours = [
        [*sweep(make, surface, steps=60), best_rate(make, surface, steps=60)]
        for make in RULES.values()
    ]
    assert np.isinf(ours).any(), "no run diverged: sweep wider"
    assert_same([evaluate("rates", "RATES"), *calls], [RATES, *ours])


def test_duels_in_every_play():
    """Rates at which players leave, come and circle; some leave all numbers behind."""
    rng, calls, ours = random.Random(5), [], []
    for method, playing in itertools.product(METHODS, PLAYS):
        for lr, b1 in (
            (0.02, 0.9),
            (0.1, 0.0),
            (1.0, -0.5),
            (2.5, 0.3),
            (10.0 ** rng.uniform(-3, 0), 0.7),
        ):
            start = [rng.uniform(-10, 10), rng.choice([0.0, rng.uniform(-10, 10)])]
            options = {"lr": lr, "b1": b1, "b2": 0.99, "steps": 700}
            theirs = options | {"playing": playing, "start": start}
            calls.append(evaluate("duel", method, arguments=theirs))
            run = duel(method, playing, start=tuple(start), **options)
            ours.append([run.x, run.y])
    assert_same(calls, ours)

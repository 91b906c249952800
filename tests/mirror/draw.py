"""Configurations for the mirror, as Python draws them: every rule with every kind of task.

A group is what a batch shares: rules with their switches, task, schedule. Its rows differ in
hyper-parameters, starts, seeds and streams. Values that break careless programs are frequent:
zeros of both signs, denormals, numbers near overflow, rates under which runs diverge.
"""

import inspect
import itertools
import math
import random
from typing import Literal, get_args, get_origin

from adamdocs.landscapes import LANDSCAPES
from adamdocs.optimizers import RULES
from adamdocs.runs import ORDERS
from adamdocs.schedules import SCHEDULES
from adamdocs.streams import STREAMS

STEPS = 200
ROWS = 34
TINY, ALMOST_ONE = 5e-324, 1 - 2**-53
ODD = (0.0, -0.0, TINY, -TINY, 2.5e-310, 1e-160, -1e-160, 1e150, -1e200, 1.0, -1.0, 1e16)
HOW = "tests/mirror/draw.py: say in {} how to draw {!r}"


def wide(rng, low, high):
    """A number of either sign whose size is anywhere between two powers of ten."""
    return rng.choice((-1, 1)) * 10 ** rng.uniform(low, high)


def mixed(rng, *odd, low, high):
    """Often one of a few odd values, else a positive number between two powers of ten."""
    return rng.choice(odd) if rng.random() < 0.25 else 10 ** rng.uniform(low, high)


def fraction(rng):
    odd = (0.0, -0.0, TINY, 0.5, ALMOST_ONE, 0.9, 0.999)
    return rng.choice(odd) if rng.random() < 0.3 else 1 - 10 ** rng.uniform(-6, 0)


HYPER = {
    "lr": lambda rng: mixed(rng, 0.0, -0.0, TINY, 1e-310, 1.0, 1e10, 1e300, low=-6, high=1),
    "b1": fraction,
    "b2": fraction,
    "eps": lambda rng: mixed(rng, 0.0, -0.0, TINY, 1e-300, 1e-8, 1e300, low=-20, high=2),
    "initial": lambda rng: mixed(rng, 0.0, -0.0, TINY, 0.1, 1e300, low=-10, high=2),
    "weight_decay": lambda rng: mixed(rng, 0.0, -0.0, TINY, 2.0, low=-6, high=0),
    "mu_decay": lambda rng: mixed(rng, 0.0, -0.0, TINY, 1.0, math.inf, 1e300, low=-5, high=4),
}


def size(rng):
    return rng.choice(ODD) if rng.random() < 0.3 else wide(rng, -3, 3)


def count(rng):
    return rng.choice((1, 2, 3, 7, 50, STEPS, STEPS + 1, 400))


ARGUMENTS = {
    "steps": count,
    "at": count,
    "width": count,
    "every": count,
    "size": size,
    "background": size,
    "mean": size,
    "deviation": lambda rng: abs(size(rng)),
    "seed": lambda rng: rng.choice((0, 1, 2**31 - 1, 2**31, 2**32 - 1, rng.randrange(2**32))),
    "floor": lambda rng: rng.choice((0.0, 1.0, TINY, rng.random())),
    "curvature": lambda rng: mixed(rng, TINY, 1e-300, 1.0, 1e100, low=-4, high=3),
    "condition": lambda rng: rng.choice((1.0, 1.0 + 2**-52, 3.7, 100.0, 1e6, 1e100)),
    "angle": lambda rng: rng.randrange(0, 91, 5),
}
RATIOS = {
    "growing": lambda rng: rng.choice((0.0, -0.0, 1.0, -1.0, 0.5, -0.99, 0.999 / 0.9, TINY)),
    "step_decay": lambda rng: rng.choice((0.0, 1.0, 0.1, TINY, rng.random())),
}


def drawn(table, name, rng):
    if name not in table:
        raise NotImplementedError(HOW.format("HYPER" if table is HYPER else "ARGUMENTS", name))
    return table[name](rng)


def call(rng, registry, name):
    """Name and arguments of a call of a factory; some that may be left out are."""
    arguments = {}
    for parameter in inspect.signature(registry[name]).parameters.values():
        key = parameter.name
        if parameter.default is not parameter.empty and rng.random() < 0.4:
            continue
        if key == "then":
            arguments[key] = schedule(rng, rng.choice(sorted(SCHEDULES)))
        elif key == "ratio":
            arguments[key] = drawn(RATIOS, name, rng)
        elif key == "steps" and registry is STREAMS:
            arguments[key] = STEPS
        else:
            arguments[key] = drawn(ARGUMENTS, key, rng)
    return {"name": name, "arguments": arguments}


def schedule(rng, name):
    return None if name is None else call(rng, SCHEDULES, name)


def switches(name):
    """Every combination of a rule's switches and words that it accepts."""
    choices = {}
    for key, parameter in inspect.signature(RULES[name]).parameters.items():
        if parameter.annotation is bool:
            choices[key] = (False, True)
        elif get_origin(parameter.annotation) is Literal:
            choices[key] = get_args(parameter.annotation)
    for values in itertools.product(*choices.values()):
        given = dict(zip(choices, values, strict=True))
        if given.get("eps_placement") != "efficient" or given.get("correct_v", True):
            yield given


def numbers_of(rng, name):
    """Which hyper-parameters of a rule a group gives; the others keep their defaults."""
    keys = [
        key
        for key, parameter in inspect.signature(RULES[name]).parameters.items()
        if parameter.annotation is not bool and get_origin(parameter.annotation) is not Literal
    ]
    return [key for key in keys if key == "lr" or rng.random() < 0.8]


def hyper(rng, keys, options):
    values = {key: drawn(HYPER, key, rng) for key in keys}
    if "b1" in values and options.get("negative_momentum"):
        values["b1"] = values["b1"] * rng.choice((-1, 1))
    return values


def point(rng, d, most=3):
    return [rng.choice(ODD[:7]) if rng.random() < 0.1 else wide(rng, -1, most) for _ in range(d)]


def tasks():
    """Every landscape, and the other kinds of task several times over."""
    yield from (("descend", name) for name in LANDSCAPES)
    yield from (("descend", "ravine"), ("feed", None), ("update", "inf"))
    yield from (("play", order) for order in ORDERS)
    yield from (("feed", None), ("update", "nan"), ("feed", None), ("update", "finite"))


def fed_gradients(rng, d, kind):
    """Gradients for the bare formula; of those that are not finite most stand near the end."""
    rows = [point(rng, d, most=2) for _ in range(STEPS)]
    for row in rows:
        if rng.random() < 0.2:
            row[rng.randrange(d)] = rng.choice(ODD)
    if kind != "finite":
        odd = (math.nan,) if kind == "nan" else (math.inf, -math.inf)
        for at in (rng.randrange(STEPS), rng.randrange(STEPS - 20, STEPS)):
            rows[at][rng.randrange(d)] = rng.choice(odd)
    return rows


def group(rng, rule, options, task, factors):
    """One group: a rule with its switches on one task."""
    kind, what = task
    shared = {"kind": kind, "steps": STEPS, "every": rng.choice((1, 1, 1, 1, 7))}
    shared |= {"schedule": schedule(rng, factors), "box": rng.choice((None, None, None, 1.0))}
    players, d = [{"rule": rule, "options": options}], rng.choice((1, 2))
    own_start, noisy = rng.random() < 0.2, rng.random() < 0.2
    if kind == "descend":
        shared |= {"landscape": call(rng, LANDSCAPES, what), "noisy": noisy}
        d = len(LANDSCAPES[what]().start)
    elif kind == "play":
        other = rng.choice(sorted(RULES))
        players.append({"rule": other, "options": rng.choice(list(switches(other)))})
        shared |= {"order": what, "curvature": rng.choice((0.0, 0.1, -0.05, 1.0))}
    elif kind == "update":
        shared |= {"gradients": fed_gradients(rng, d, what)}
    keys = [numbers_of(rng, player["rule"]) for player in players]

    def row():
        one = {
            "players": [
                {"hyper": hyper(rng, keys[i], player["options"]), "start": point(rng, d)}
                for i, player in enumerate(players)
            ],
            "seed": drawn(ARGUMENTS, "seed", rng) if noisy else None,
        }
        if kind == "feed":
            names = rng.choices(sorted(STREAMS), k=d)
            one["streams"] = [call(rng, STREAMS, name) for name in names]
        if own_start and kind in ("descend", "feed"):
            one["players"][0]["start"] = None
        return one

    return shared | {"players": players, "rows": [row() for _ in range(ROWS)]}


def draw(seed):
    """Groups of configurations: every rule with every task and, in turn, every switch."""
    rng = random.Random(seed)
    factors = itertools.cycle([None, *SCHEDULES])
    for name in RULES:
        options = itertools.cycle(switches(name))
        for task in tasks():
            yield group(rng, name, next(options), task, next(factors))

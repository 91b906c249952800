"""Python and JavaScript give the same bits: every rule, landscape, stream, schedule and loop."""

import json
import struct

import numpy as np
import pytest

from adamdocs.landscapes import LANDSCAPES
from adamdocs.optimizers import RULES
from adamdocs.runs import ORDERS
from adamdocs.schedules import SCHEDULES
from adamdocs.streams import STREAMS
from tests.mirror import draw, recompute

from .node import mirror

LEAST = 10_000


def parted(group, row, alone=False):
    """Where the two first part on one configuration, in words."""
    labels, values = recompute.numbers(group, row if alone else [row])
    asked = {"group": recompute.encode(group | {"rows": []}), "row": recompute.encode(row)}
    theirs = mirror("values", asked | {"alone": alone})
    return difference(labels, values[0], theirs["labels"], bytes.fromhex(theirs["values"]))


def difference(labels, ours, their_labels, their_bytes):
    if labels != their_labels:
        return f"the fields of a step are {labels} in Python, {their_labels} in JavaScript"
    if len(their_bytes) != ours.nbytes:
        return f"{len(ours)} numbers in Python, {len(their_bytes) // 8} in JavaScript"
    theirs = np.frombuffer(their_bytes, dtype="<f8")
    at = int(np.argmax(ours.view("<u8") != theirs.view("<u8")))
    where = f"line {at // len(labels) + 1} of the trace, {labels[at % len(labels)]}"
    if at >= len(ours) - len(ours) % len(labels):
        where = "start, loss of the start or diverged"
    return f"{where}: Python {shown(ours[at])}, JavaScript {shown(theirs[at])}"


def shown(x):
    return f"{float(x)!r} ({struct.pack('>d', x).hex()})"


def assert_same(groups, ours, theirs, alone=False):
    """Fail with what parts first, for each rule, where digests do."""
    pairs = [(group, row) for group in groups for row in group["rows"]]
    assert len(pairs) == len(ours) == len(theirs)
    wrong = [i for i in range(len(pairs)) if ours[i] != theirs[i]]
    if not wrong:
        return
    count = f"{len(wrong)} of {len(pairs)} configurations part"
    lines = [f"{count}. Is the JavaScript still the Python, line for line? The first of each rule:"]
    rules = {}
    for i in wrong:
        names = " and ".join(player["rule"] for player in pairs[i][0]["players"])
        rules.setdefault(names, i)
    for names, i in list(rules.items())[:5]:
        group, row = pairs[i]
        raised = ":" in theirs[i]
        said = f"JavaScript raises {theirs[i]}" if raised else parted(group, row, alone)
        brief = {key: value for key, value in group.items() if key not in ("rows", "gradients")}
        lines.append(f"{names}, {group['kind']}: {said}")
        lines.append(f"    {json.dumps(recompute.encode(brief | {'row': row}))}")
    pytest.fail("\n".join(lines), pytrace=False)


def test_what_python_draws_javascript_recomputes():
    groups = list(draw.draw(seed=20141222))
    ours = recompute.digests(groups)
    assert len(ours) >= LEAST
    theirs = mirror("digests", {"groups": recompute.encode(groups), "alone": False})
    assert_same(groups, ours, theirs)


def test_what_javascript_draws_python_recomputes():
    drawn = mirror("draw", 16091122)
    groups = recompute.decode(drawn)
    theirs = mirror("digests", {"groups": drawn, "alone": False})
    assert len(theirs) >= LEAST
    assert_same(groups, recompute.digests(groups), theirs)


def test_a_row_alone_without_a_batch_axis_is_the_same():
    groups = [group | {"rows": group["rows"][:1]} for group in list(draw.draw(seed=7))[::2]]
    ours = [recompute.digest(recompute.numbers(group, group["rows"][0])[1][0]) for group in groups]
    theirs = mirror("digests", {"groups": recompute.encode(groups), "alone": True})
    assert_same(groups, ours, theirs, alone=True)


def test_the_first_number_that_parts_is_named():
    group = next(draw.draw(seed=1))
    labels, (ours,) = recompute.numbers(group, group["rows"][:1])
    theirs = ours.copy()
    at = 4 * len(labels) + labels.index("0.step")
    theirs[at] = np.nextafter(theirs[at], np.inf)
    said = difference(labels, ours, labels, theirs.tobytes())
    assert said.startswith(f"line 5 of the trace, 0.step: Python {float(ours[at])!r} (")
    theirs = np.append(ours[:-1], 3.0)
    assert "or diverged: Python 0.0" in difference(labels, ours, labels, theirs.tobytes())


def drawn_by_python():
    return list(draw.draw(seed=20141222))


def drawn_by_javascript():
    return recompute.decode(mirror("draw", 16091122))


@pytest.mark.parametrize("source", [drawn_by_python, drawn_by_javascript])
def test_the_draws_leave_nothing_out(source):
    groups = source()
    rows = [(group, row) for group in groups for row in group["rows"]]
    players = [player for group in groups for player in group["players"]]
    switches = {name: list(draw.switches(name)) for name in RULES}
    for name, combinations in switches.items():
        met = [player["options"] for player in players if player["rule"] == name]
        assert all(options in met for options in combinations), name
    tasks = {(g["players"][0]["rule"], g.get("landscape", {}).get("name")) for g in groups}
    assert tasks >= {(rule, landscape) for rule in RULES for landscape in LANDSCAPES}
    orders = {(g["players"][0]["rule"], g.get("order")) for g in groups}
    assert orders >= {(rule, order) for rule in RULES for order in ORDERS}
    assert {one["name"] for _, row in rows for one in row.get("streams", ())} == {*STREAMS}
    assert {g["schedule"]["name"] for g in groups if g["schedule"]} == {*SCHEDULES}
    hypers = [p["hyper"] for _, row in rows for p in row["players"]]
    for name in {key for hyper in hypers for key in hyper}:
        values = {repr(hyper[name]) for hyper in hypers if name in hyper}
        assert {"-0.0"} & values, name
        assert len(values) > 300, name

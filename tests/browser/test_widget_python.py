"""The Python of a widget's state: one cell, whose run is the widget's to the bit."""

import ast
import contextlib
import inspect
import io
import re
from itertools import product
from types import SimpleNamespace

import numpy as np
import pytest

from adamdocs.drawing import curves
from adamdocs.labs.bilinear import Duel
from adamdocs.optimizers import RULES

from .serving import serving
from .widget_pages import element, opened, write_page

WIDTH = 66
TAGS = ("adam-stream", "adam-ledger", "adam-warmup", "adam-race", "adam-moments", "adam-epsilon")
TAGS += ("adam-decay", "adam-duel", "adam-forgets", "adam-hyper")
BODY = "".join(element(tag, tag.removeprefix("adam-")) for tag in TAGS)

# A widget's state, set; then its source, its numbers as bits, and its texts.
TAKEN = """async ([tag, state]) => {
  const widget = document.querySelector(tag);
  widget.reset();
  const own = state.own && new Float64Array(state.own);
  widget.set(own ? { ...state, own } : state);
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const [columns, ...rows] = widget.table();
  const bits = new BigUint64Array(new Float64Array(rows.flat()).buffer);
  const data = [...widget.shadowRoot.querySelectorAll("table data")];
  return {
    columns,
    bits: bits.join(),
    source: await widget.python(),
    caption: widget.caption.textContent,
    data: data.map((one) => one.textContent),
    shown: widget.shadowRoot.querySelector(".transport output")?.textContent,
  };
}"""

STRANGE = [0.1 + 0.2, -0.0, 1e-300, 5e-324, -1e100, 1e21, 2.0**53, 123456.789, -1e-5, 1.0, 0.0]
LONG = np.random.default_rng(7).standard_normal(5000).tolist()
DRAWN_UNITS = [(7 * i) % 81 - 40 for i in range(48)]
GIVEN = {"b1": 0.5, "b2": 0.99, "eps": 0.1, "correct_v": False}

STREAMS = [
    *({"pattern": name} for name in ("constant", "flip", "spike", "sparse", "noisy", "growing")),
    *({"pattern": name, "hundredfold": True, **GIVEN} for name in ("constant", "alternating")),
    *({"correct_m": m, "correct_v": v, "t": 7} for m, v in product((False, True), repeat=2)),
    {"pattern": "flip", "at": 40, "b1": 0.99},
    {"pattern": "flip", "at": 2, "hundredfold": True},
    {"pattern": "spike", "size": 100, "b2": 0.9999, "eps": 0},
    {"pattern": "spike", "size": 1, "b1": 0, "b2": 0},
    {"pattern": "sparse", "every": 24, "eps": 0},  # its first step is 0 / 0
    {"pattern": "sparse", "every": 3, "eps": 1e-16, "t": 3},
    {"pattern": "noisy", "seed": 999, "noise": 3, "hundredfold": True, "correct_m": False},
    {"pattern": "noisy", "seed": 1, "noise": 0, "eps": 1},
    {"pattern": "noisy", "mean": 0, "seed": 7},
    {"pattern": "noisy", "mean": -1.3, "noise": 0.2, "b1": 0},
    {"pattern": "noisy", "mean": -0.0, "noise": 0, "correct_v": False},
    {"pattern": "noisy", "mean": 0, "noise": 0, "eps": 0},  # every step is 0 / 0
    {"pattern": "growing", "ratio": 0.8, "b1": 0.123456789012345},
    {"pattern": "growing", "ratio": 1.2, "b2": 0.9},
    *({"pattern": name} for name in ("lone", "burst", "swell")),
    {"pattern": "lone", "silence": 8, "t": 1},
    {"pattern": "burst", "silence": 1000, "hundredfold": True, "t": 20},
    {"pattern": "burst", "silence": 30, **GIVEN},
    {"pattern": "lone", "b2": 0.5, "t": 3},
    {"pattern": "swell", "correct_m": False, "t": 12},
    {"pattern": "sparse", "correct_v": False},
    {"pattern": "burst", "eps": 0},  # every step is 0 / 0
    {"pattern": "swell", "silence": 3000, "b1": 0.123456789012345, "b2": 0.9999},
    {"pattern": "swell", "silence": 100, "b1": 0, "hundredfold": True},
    {"pattern": "swell", "silence": 8, "b2": 0, "t": 30},
    {"pattern": "draw"},
    {"pattern": "draw", "drawn": DRAWN_UNITS, "hundredfold": True, "t": 20},
    {"pattern": "draw", "drawn": [20] * 20 + [0] + [20] * 27, "eps": 0, "b2": 0},  # ends at 21
    {"pattern": "draw", "drawn": [-0.0] * 24 + [-11] * 24, "eps": 1e-6},
    {"pattern": "own"},  # none given yet: the drawn ones
    {"pattern": "own", "own": STRANGE, "t": 900},
    {"pattern": "own", "own": [1.0], "b1": 0.99, "hundredfold": True},
    {"pattern": "own", "own": LONG, "t": 5000, "eps": 1e-4},
]
LEDGERS = [
    {},
    {"t": 20, "lr": 0.5},
    {"landscape": "quartic", "start": -4, "lr": 0.5, "b1": 0.5, "t": 7},
    {"landscape": "quartic", "start": 20, "lr": 5, "b1": 0, "b2": 0, "eps": 0, "t": 3},
    {"landscape": "absolute", "start": 0.5, "lr": 0.2, "eps": 0.01, "b2": 0.9, "t": 3},
    {"landscape": "absolute", "start": 0, "t": 2},
    {"start": 0, "eps": 0, "t": 5},  # diverges at once
    {"start": -19.5, "lr": 1e-4, "b2": 0.9999, "steps": 1000, "t": 999},
    {"start": 0.1234567890123, "lr": 0.00012345678901234567, "eps": 1, "steps": 2, "t": 9},
]
WARMUPS = [
    *({"correct_m": m, "correct_v": v} for m, v in product((False, True), repeat=2)),
    {"b1": 0, "b2": 0, "t": 1},
    {"b1": 0.99, "b2": 0.5, "correct_v": True, "t": 5000},
    {"b1": 0.95, "b2": 0.9985, "correct_m": True, "t": 345},
    {"b1": 0.123456789012345, "b2": 0.9999},
]
TURNED = {"x": 6.363961030678928, "y": 7.778174593052023, "angle": 45}
RACES = [
    {},
    {"rules": list(RULES), "steps": 100, "t": 99},
    {"rules": list(RULES), "b1": 0.5, "b2": 0.9, "landscape": "beale", "x": 1.5, "y": -1},
    {"rules": ["sgd", "adagrad"], "lr_sgd": 10, "lr_adagrad": 7.9, **TURNED},  # one diverges
    {"landscape": "rastrigin", "x": 2.2, "y": -1.7, "lr_adam": 0.12345678901234567, "t": 1},
    {"rules": ["lion"], "landscape": "styblinski_tang", "x": -0.1, "y": 5e-324, "steps": 1000},
]
MOMENTS = [
    {},
    {"mean": 0, "deviation": 2.5, "seed": 999, "t": 1},
    {"mean": -1.3, "deviation": 0, "b1": 0, "b2": 0, "t": 1000},
    {"mean": 0.1, "deviation": 0.30000000000000004, "b1": 0.99, "b2": 0.9999},
    {"mean": -2, "deviation": 0.123456789012345, "b1": 0.5, "seed": 7, "t": 2},
]
EPSILONS = [
    {},
    {"eps": 0, "at": 1e-24},
    {"placement": "inside", "eps": 3e-16, "b1": 0.123456789012345, "at": 3e-9},
    {"placement": "efficient", "steps": 20, "b2": 0.9},
    {"format": "binary16", "at": 1e-2},  # infinite, 0/0 and 0 among its steps
    {"format": "binary16", "eps": 1e-4, "placement": "inside", "steps": 3, "at": 1.0},
    {"format": "bfloat16", "steps": 100, "b2": 0.9999, "at": 123.0},
    {"format": "bfloat16", "placement": "efficient", "eps": 3e-5, "steps": 7},
    {"format": "binary32", "b1": 0, "b2": 0, "eps": 1, "steps": 2, "at": 1e4},
]
DECAYS = [
    {},
    {"loss": "parabola", "weight_decay": 2, "quiet": 0, "noisy": 1, "t": 1},
    {"weight_decay": 0, "lr": 0.012345678901234567, "quiet": 30, "noisy": 0, "seed": 0, "t": 3000},
    {"loss": "parabola", "weight_decay": 0.30000000000000004, "quiet": 0.01, "seed": 999},
]
FORGETS = [
    {},
    {"period": 21, "b2": 0.9999, "b1": 0, "order": "v_hat"},
    {"period": 2, "b2": 0.123456789012345},
    {"scene": "spike", "b2": 0.999},
    {"scene": "spike", "size": 300, "b2": 0.9, "order": "v_hat"},
    {"scene": "spike", "size": 1, "b1": 0, "b2": 0},
]
HYPERS = [
    {},
    {"ground": "ravine", "steps": 20, "at": 0},
    {"steps": 1000, "zoom": 2, "middle": 0.123456789012345, "at": 119},
    {"ground": "ravine", "steps": 5, "b1": 0, "b2": 0.9, "zoom": 8, "middle": 1},
]
DUELS = [
    {},
    {"method": "descent", "b1": 0, "lr": 1, "t": 1},
    {"method": "descent", "play": "optimistic", "lr": 0.2, "b1": -0.3, "x": -2.5, "y": 5e-324},
    {"method": "descent", "play": "alternating", "lr": 0.1, "b1": 0.30000000000000004},
    {"play": "extragradient", "b1": 0.123456789012345, "x": 0, "y": 0},
    {"play": "optimistic", "lr": 0.012345678901234567, "y": -10, "t": 77},
]
STATES = [
    *(("adam-stream", state) for state in STREAMS),
    *(("adam-ledger", state) for state in LEDGERS),
    *(("adam-warmup", state) for state in WARMUPS),
    *(("adam-race", state) for state in RACES),
    *(("adam-moments", state) for state in MOMENTS),
    *(("adam-epsilon", state) for state in EPSILONS),
    *(("adam-decay", state) for state in DECAYS),
    *(("adam-forgets", state) for state in FORGETS),
    *(("adam-hyper", state) for state in HYPERS),
    *(("adam-duel", state) for state in DUELS),
]
NAMES = {  # of the warm-up's columns
    "step_neither_corrected": "neither corrected",
    "step_only_m_corrected": "only m corrected",
    "step_only_v_corrected": "only v corrected",
    "step_both_corrected": "both corrected",
}


def ran(source):
    """Names after a cell ran, and the lines that it printed."""
    names = {}
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(compile(source, "cell", "exec"), names)
    return names, out.getvalue().splitlines()


@pytest.fixture(scope="module")
def taken(browser, tmp_path_factory):
    """Every state with what its widget gives, from one page."""
    folder = write_page(tmp_path_factory.mktemp("python"), BODY)
    context = browser.new_context()
    with serving(folder) as origin:
        page = opened(context.new_page(), origin, ",".join(TAGS))
        given = [page.evaluate(TAKEN, [tag, state]) for tag, state in STATES]
    context.close()
    pairs = zip(STATES, given, strict=True)
    return [SimpleNamespace(tag=tag, state=state, **one) for (tag, state), one in pairs]


@pytest.fixture(scope="module")
def cells(taken):
    """What was taken, and what its cells did; to draw takes longer than all the rest."""
    signature = inspect.signature(curves.plot)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(curves, "plot", signature.bind)
        for one in taken:
            one.names, one.printed = ran(one.source)
    return taken


def of(tag, cells):
    return [one for one in cells if one.tag == tag]


def column(names, name):
    """A column of the widget's table, from the runs of its cell."""
    if "surface" in names:
        return race_column(names["runs"], name)
    if "paths" in names:
        return decay_column(names["paths"], name)
    if "exact" in names:
        found = names.get(name, getattr(names["state"], name, None))
        return np.where(np.isnan(found), np.nan, found).reshape(-1)  # whose bits are not fixed
    if "slope" in names:
        return names["rates" if name == "lr" else name]
    if "both" in names:
        return names["lines"].get(name, names["x"])
    run = names["run"]
    if isinstance(run, Duel):
        return np.arange(float(len(run.x))) if name == "t" else getattr(run, name)
    if name == "t":
        return run.t.astype(float)
    if name == "gradient":
        return run.t.astype(float) - len(names["silence"])
    if name == "step_in_learning_rates":
        return names["step"]
    if name == "g" and "g" in names:
        return names["g"][:, 0]  # a run that ends drops the rest
    if name in NAMES:
        return -names["runs"][NAMES[name]].step[:, 0]
    if name in ("b1_power", "b2_power"):
        return getattr(run.state, name)
    if name in ("theta", "g", "step"):
        return getattr(run, name)[:, 0]
    if "g" not in names:
        return getattr(run.state, name)[:, 0]
    lived = (run.t < run.diverged) | (run.diverged == 0)
    return np.where(lived, getattr(run.state, name)[:, 0], np.nan)


def decay_column(paths, name):
    """A column of the decays: step numbers, or a weight by one rule, under a noise or its twin."""
    if name == "t":
        return np.arange(1.0, len(paths["l2"]) + 1)
    rule, weight, *twin = name.split("_")
    return paths[rule][:, 2 * (weight == "noisy") + len(twin)]


def race_column(runs, name):
    """A column of the race: step numbers from 0 on, or a coordinate or loss of one optimizer."""
    if name == "t":
        return np.arange(len(next(iter(runs.values())).t) + 1.0)
    rule, _, field = name.rpartition("_")
    [run] = [run for run in runs.values() if run.rule == rule]
    if field == "loss":
        return np.concatenate([[run.start_loss], run.loss])
    return run.path()[:, "xy".index(field)]


def differing(names, cell):
    """Columns in which a run and the widget differ by a bit."""
    bits = np.array(cell.bits.split(","), dtype=np.uint64).reshape(-1, len(cell.columns))
    found = []
    for name, theirs in zip(cell.columns, bits.T, strict=True):
        last = column(names, name)[-len(theirs) :]  # what came before is not shown
        ours = np.ascontiguousarray(last, dtype=np.float64).view(np.uint64)
        if not np.array_equal(ours, theirs):
            found.append(name)
    return found


def test_every_run_is_the_widgets_to_the_bit(cells):
    assert len(cells) >= 40
    for cell in cells:
        assert differing(cell.names, cell) == [], (cell.state, cell.source)


def test_the_warm_up_has_all_four_runs_and_the_chosen_one(cells):
    for cell in of("adam-warmup", cells):
        runs = cell.names["runs"]
        chosen = cell.state.get("correct_m", False) + 2 * cell.state.get("correct_v", False)
        assert list(runs) == list(NAMES.values())
        assert cell.names["run"] is runs[list(runs)[chosen]]


MISTAKES = {
    "eps=0.1": "eps=0.2",
    "b1=0.5, ": "",
    ", correct_v=False": "",
    "g = 100 * g": "g = 99 * g",
}


@pytest.mark.parametrize("right", MISTAKES)
def test_a_mistake_would_be_seen(cells, right):
    state = {"pattern": "alternating", "hundredfold": True, **GIVEN}
    [cell] = [cell for cell in cells if cell.state == state]
    assert right in cell.source
    names, _ = ran(cell.source.replace(right, MISTAKES[right]).rpartition("plot(")[0])
    assert differing(names, cell) != []


def test_cells_fit_a_phone_and_end_in_a_plot(taken):
    for cell in taken:
        lines = cell.source.splitlines()
        assert max(map(len, lines)) <= WIDTH, cell.source
        assert not any(line.endswith(" ") for line in lines), cell.source
        last = ast.parse(cell.source).body[-1]
        assert isinstance(last, ast.Expr), cell.source
        assert last.value.func.id == "plot", cell.source


NUMBER = re.compile(r"(?<![\w.])-?\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?")


def numbers(text):
    """Every number of a text, as a value: 3,100 and 3.1e+03 are one."""
    found = NUMBER.findall(text.replace("−", "-"))
    return [float(one.rstrip(",").replace(",", "")) for one in found]


def told(cell):
    """Numbers that the caption says; what it calls one learning rate is 0.98 to 1.02."""
    found = set(numbers(cell.caption.replace("one learning rate", "1 learning rate")))
    if "every step" in cell.caption:
        found |= {0.98, 0.99, 1.0, 1.01}
    if "turns with it" in cell.caption or "stays" in cell.caption:
        found.add(0.0)
    if "still walks the old way" in cell.caption:
        found.add(48 - cell.state["at"] + 1)
    return found


def test_the_stream_prints_what_the_widget_says(cells):
    for cell in of("adam-stream", cells):
        at, headline = cell.printed
        if cell.data[3] == "—":
            assert at.endswith(": nan"), (cell.state, at)
        else:
            assert numbers(at)[-1] == numbers(cell.data[3])[0], (cell.state, at)
        where = re.search(r"(step|gradient) [\d,−]+", cell.shown)[0]
        assert at.lower().startswith(where.replace(",", "").replace("−", "-")), (at, where)
        assert set(numbers(headline)) <= told(cell), (cell.state, headline, cell.caption)


def test_the_ledger_prints_its_caption(cells):
    for cell in of("adam-ledger", cells):
        found = set(numbers(" ".join(cell.printed)))
        assert found <= told(cell), (cell.state, cell.printed, cell.caption)


def test_the_warm_up_prints_what_the_widget_says(cells):
    for cell in of("adam-warmup", cells):
        at, headline = cell.printed
        first, largest = numbers(headline)
        assert numbers(at) == [cell.state.get("t", 12), *numbers(cell.data[-1])]
        assert first in told(cell), (cell.state, headline)
        assert largest in told(cell) | {1.0}, (cell.state, headline)  # not told unless too large


def test_the_moments_print_what_the_widget_says(cells):
    for cell in of("adam-moments", cells):
        data = [numbers(text)[0] for text in cell.data]
        estimated, exact = cell.printed
        assert numbers(estimated) == [cell.state.get("t", 300), *data[1:4:2], data[6]]
        assert numbers(exact) == [data[0], data[2], data[5]], (cell.state, exact)


def test_the_step_prints_its_cursor(cells):
    for cell in of("adam-epsilon", cells):
        [line] = cell.printed
        words = cell.data[3].replace("∞", "inf").replace("—", "nan").replace("−", "-")
        assert line == f"Step: {words.replace(',', '')}" or numbers(line) == numbers(cell.data[3])


def test_the_decays_print_their_table(cells):
    for cell in of("adam-decay", cells):
        data = [numbers(text)[0] for text in cell.data[::2]]
        printed = [numbers(line.partition(":")[2])[0] for line in cell.printed]
        assert [line.partition(":")[0] for line in cell.printed[::2]] == [
            "l2, quiet",
            "adamw, quiet",
        ]
        by_weight = [printed[i] for i in (0, 2, 1, 3)]
        assert by_weight == pytest.approx(data, rel=6e-3, abs=6e-4), cell.state


def test_the_rates_print_their_table(cells):
    for cell in of("adam-hyper", cells):
        data = [numbers(text)[0] for text in cell.data]
        loss, slope = (numbers(line.rpartition(" ")[2])[0] for line in cell.printed)
        assert [loss, slope] == pytest.approx(data[:2], rel=6e-4), (cell.state, cell.printed)


@pytest.mark.parametrize("tag", TAGS)
def test_what_a_cell_plots_can_be_drawn(taken, tag):
    ran(of(tag, taken)[0].source)


def test_the_race_prints_its_table(cells):
    for cell in of("adam-race", cells):
        rules = cell.state.get("rules", ["sgd", "momentum", "rmsprop", "adam"])
        assert len(cell.printed) == len(rules)
        for line, words in zip(cell.printed, cell.data, strict=False):
            loss = numbers(line.rpartition(":")[2])[0]
            if words not in ("overflow", "gone"):
                assert loss == pytest.approx(numbers(words)[0], rel=6e-3), (line, words)


def test_every_optimizer_of_the_package_races(cells):
    assert {name for cell in of("adam-race", cells) for name in cell.state.get("rules", [])} == {
        *RULES
    }

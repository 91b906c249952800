"""Curves without Matplotlib: every place, tick, label and word of the drawing, and its refusals."""

import ast
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import adamdocs
from adamdocs.drawing import charts, curves, numerals
from adamdocs.drawing.curves import HEIGHT, WIDTH, Plot, plot
from adamdocs.drawing.inputs import ORDER, inks
from adamdocs.drawing.lettering import LINE, apart, text_lines, text_width
from adamdocs.drawing.palette import INKS
from adamdocs.drawing.thinning import MOST_POINTS, thinned
from adamdocs.drawing.ticks import Span, tick_texts
from adamdocs.landscapes import parabola, ravine
from adamdocs.optimizers import adam, sgd
from adamdocs.runs import descend, feed

SVG = "{http://www.w3.org/2000/svg}"
DRAWING = Path(adamdocs.__file__).parent / "drawing"
STEPS = np.arange(1.0, 41.0)
FALL = 10 * np.exp(-STEPS / 9)


def parsed(drawn):
    return ElementTree.fromstring(drawn.svg)


def texts(drawn):
    """Every text with its place and alignment."""
    return [
        (t.text, float(t.get("x")), float(t.get("y")), t.get("text-anchor", "start"))
        for t in parsed(drawn).iter(f"{SVG}text")
    ]


def paths(drawn, width="1.8"):
    """Of each curve (or its dots, of width 4) the ink and the unbroken runs of places."""
    found = []
    for path in parsed(drawn).iter(f"{SVG}path"):
        if path.get("stroke-width") == width:
            runs = [
                [tuple(map(float, place.removesuffix("h0").split())) for place in run.split("L")]
                for run in path.get("d").removeprefix("M").split("M")
            ]
            found.append((re.search(r"--ad-(\w+)", path.get("stroke"))[1], runs))
    return found


def ticks(drawn, across):
    """Tick texts as numbers, with their places along the axis: read off the drawing alone."""
    anchor = "middle" if across else "end"
    muted = next(g for g in parsed(drawn).iter(f"{SVG}g") if "--ad-muted" in g.get("fill", ""))
    return [
        (float(t.text.replace("−", "-").replace(",", "")), float(t.get("x" if across else "y")))
        for t in muted
        if t.get("text-anchor") == anchor
    ]


def reading(ticks, values, bend=lambda x: x):
    """Where values lie by the first and the last tick: a map that shares nothing with the code."""
    (low, start), (high, end) = ticks[0], ticks[-1]
    return start + (bend(values) - bend(low)) / (bend(high) - bend(low)) * (end - start)


def labels(drawn):
    """Text, place and ink of the curves' names."""
    root = parsed(drawn)
    halo = [g for g in root.iter(f"{SVG}g") if g.get("paint-order")]
    return [
        (t.text, float(t.get("x")), float(t.get("y")), re.search(r"--ad-(\w+)", g.get("fill"))[1])
        for outer in halo
        for g in outer
        for t in g
    ]


def alt(drawn):
    return parsed(drawn).get("aria-label")


# Places


@pytest.mark.parametrize("x_scale", ["linear", "log"])
@pytest.mark.parametrize("y_scale", ["linear", "log"])
def test_every_point_stands_where_the_ticks_say(x_scale, y_scale):
    bends = {"linear": lambda x: x, "log": np.log10}
    drawn = plot({"m": FALL}, x=STEPS**2, x_scale=x_scale, y_scale=y_scale)
    ((ink, (run,)),) = paths(drawn)
    x, y = np.transpose(run)
    assert ink == "m"
    assert x == pytest.approx(reading(ticks(drawn, True), STEPS**2, bends[x_scale]), abs=0.25)
    upright = reading(ticks(drawn, False), FALL, bends[y_scale])
    assert y + 3.3 == pytest.approx(upright, abs=0.25)


def test_a_path_in_the_plane_keeps_its_order():
    xs, ys = [0.0, 2.0, 1.0, 0.0], [0.0, 1.0, 2.0, 0.0]
    ((_, (run,)),) = paths(plot({"path": (xs, ys)}, x_label="x", y_label="y"))
    (x0, y0), (x1, y1), (x2, y2), back = run
    assert back == (x0, y0)
    assert (x1 - x0) / 2 == pytest.approx(x2 - x0, abs=0.1)
    assert (y0 - y1) * 2 == pytest.approx(y0 - y2, abs=0.2)
    assert y1 < y0  # up is up


def test_a_pair_may_be_an_array_of_two_rows():
    pair = np.array([STEPS, FALL])
    assert plot({"a": pair}).svg == plot({"a": (STEPS, FALL)}).svg == plot({"a": FALL}).svg


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, 1e300])
def test_what_is_not_finite_breaks_the_line_and_leaves_the_rest(bad):
    whole = FALL.copy()
    whole[[10, 20, 22]] = bad
    ((_, runs),) = paths(plot(whole))
    assert [len(run) for run in runs] == [10, 9, 17]
    ((_, dots),) = paths(plot(whole), "4")
    assert [len(run) for run in dots] == [1]
    assert runs[1][-1][0] < dots[0][0][0] < runs[2][0][0]


def test_a_log_axis_breaks_where_nothing_is_above_zero():
    ((_, runs),) = paths(plot(np.tile([1.0, 10.0, 0.0, 5.0, 7.0, -3.0], 2), y_scale="log"))
    assert [len(run) for run in runs] == [2, 2, 2, 2]
    ((_, runs),) = paths(plot([1.0, 2.0, 3.0], x=[0.0, 1.0, 10.0], x_scale="log"))
    assert [len(run) for run in runs] == [2]


def test_a_curve_with_nothing_to_draw_is_said_not_drawn():
    drawn = plot({"a": FALL, "lost": np.full(3, np.nan)})
    assert len(paths(drawn)) == 1
    assert "lost: nothing to draw." in alt(drawn)
    assert [text for text, *_ in labels(drawn)] == ["a"]


# Axes


@pytest.mark.parametrize(
    ("values", "scale", "expected"),
    [
        ([0, 12], "linear", "0 5 10"),
        ([-0.001, 0.001], "linear", "−0.001 −0.0005 0 0.0005 0.001"),
        ([0, 0.7], "linear", "0 0.2 0.4 0.6"),
        ([0, 40_000], "linear", "0 10,000 20,000 30,000 40,000"),
        ([1e6, 1e6 + 3], "linear", "1,000,000 1,000,001 1,000,002 1,000,003"),
        ([1e-7, 1e-3], "log", "10⁻⁷ 10⁻⁶ 10⁻⁵ 0.0001 0.001"),
        ([1e-12, 1.0], "log", "10⁻¹² 10⁻⁹ 10⁻⁶ 0.001 1"),
        ([-2e6, 2e6], "linear", "−2e6 −1e6 0 1e6 2e6"),
        ([2, 9], "log", "2 5"),
        ([3.1, 3.9], "log", "3.2 3.4 3.6 3.8"),
        ([3, 3], "linear", "3"),
    ],
)
def test_ticks_are_round(values, scale, expected):
    span = Span.of(np.array(values, float), scale, 0.02)
    assert tick_texts(span.ticks(5)) == expected.split()


def test_steps_are_counted_in_whole_numbers():
    assert [value for value, _ in ticks(plot([1.0, 2.0, 4.0]), True)] == [1, 2, 3]


@given(st.floats(-1e12, 1e12), st.floats(1e-6, 1e12), st.sampled_from(["linear", "log"]), st.data())
def test_tick_texts_across_do_not_touch(start, size, scale, data):
    x = abs(start) + size * np.array([1.0, 2.0, 3.0])
    drawn = plot({data.draw(st.text(max_size=30)): [1.0, 2.0, 3.0]}, x=x, x_scale=scale)
    row = [t for t in texts(drawn)[: len(ticks(drawn, True))] if t[3] == "middle"]
    ends = [(x - text_width(text) / 2, x + text_width(text) / 2) for text, x, *_ in row]
    assert len(row) <= 2 or all(a[1] < b[0] for a, b in pairwise(ends))


def test_a_hairline_stands_at_zero_only_where_values_lie_below():
    def axis(values):
        return parsed(plot(values)).find(f"{SVG}path").get("d")

    assert axis([-1.0, 2.0]).count("H") == 2
    assert axis([1.0, 2.0]).count("H") == 1


# Labels and inks


def test_names_of_symbols_take_their_ink_and_others_what_is_left():
    named = "one m_hat two g step loss v_hat three".split()
    assert inks(named) == ["theory", "m", "alarm", "g", "adam", "ink", "v", "muted"]
    assert inks(["a", "b", "c", "d", "e", "f", "g"]) == [*ORDER, "g"]
    assert inks([*"abcdef", "h"])[6] == ORDER[0]


def test_every_color_is_a_property_of_the_palette_with_its_light_shade():
    drawn = plot({name: FALL + i for i, name in enumerate("abcdef")})
    shades = {ink.variable: ink.light for ink in INKS}
    used = re.findall(r'(?:fill|stroke)="(?!none)([^"]*)"', drawn.svg)
    assert used
    for color in used:
        name, light = re.fullmatch(r"var\((--ad-\w+), (#\w{6})\)", color).groups()
        assert shades[name] == light


def test_a_label_stands_at_the_end_of_its_curve_in_its_ink():
    drawn = plot({"m": FALL, "v": FALL + 5})
    for (ink, (run,)), (text, x, y, label_ink) in zip(paths(drawn), labels(drawn), strict=True):
        assert text == ink == label_ink
        assert (x, y) == (pytest.approx(run[-1][0] + 5), pytest.approx(run[-1][1] + 3.5))


@given(st.lists(st.floats(0, 1), min_size=1, max_size=25), st.text("ab m", max_size=90))
def test_labels_never_overlap_nor_leave_the_drawing(ends, name):
    drawn = plot({f"{i}{name}": [0.5, end] for i, end in enumerate(ends)}, y_label=name)
    places = sorted((y, x, text) for text, x, y, _ in labels(drawn))
    for (above, *_), (below, *_) in pairwise(places):
        assert below - above >= LINE - 0.11
    height = float(parsed(drawn).get("viewBox").split()[3])
    assert all(x + text_width(text) <= WIDTH + 0.1 for _, x, text in places)
    assert all(8 <= y <= height - 2 for _, _, y, _ in texts(drawn))


def test_blocks_that_want_one_place_share_it():
    assert apart([50, 50], [10, 10], 0, 100) == [45, 55]
    assert apart([20, 80], [10, 20], 0, 100) == [20, 80]
    assert apart([99, 98], [10, 10], 0, 100) == [95, 85]
    assert apart([5.0] * 3, [10] * 3, 0, 20) == [5, 15, 25]
    assert apart([], [], 0, 20) == []


def test_a_long_label_is_broken_and_a_very_long_one_cut():
    name = "Adam with a learning rate of 1 per mille"
    drawn = plot({name: FALL})
    lines = [text for text, *_ in labels(drawn)]
    assert len(lines) == 2
    assert " ".join(lines) == name
    lines = text_lines("x" * 500, 132)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert text_lines("", 132) == []


def test_the_axes_are_named_and_ticks_have_room():
    drawn = plot({"a": -1e6 * FALL}, x_label="examples", y_label="loss")
    said = {text: (x, y, anchor) for text, x, y, anchor in texts(drawn)}
    axis = re.match(r"M([\d.]+) ([\d.]+)V([\d.]+)H([\d.]+)", parsed(drawn)[0].get("d"))
    left, top, bottom, right = map(float, axis.groups())
    assert said["loss"][::2] == (left, "start")
    assert said["loss"][1] < top
    assert said["examples"][::2] == (pytest.approx((left + right) / 2, abs=0.06), "middle")
    assert bottom < said["examples"][1] < HEIGHT
    assert all(x - text_width(text) >= 0 for text, x, _, anchor in texts(drawn) if anchor == "end")


# Long lines


def test_thinning_keeps_every_extreme_and_the_ends():
    rng = np.random.default_rng(1)
    y = np.round(rng.uniform(0, 150, 50_000), 1)
    x = np.round(np.linspace(30, 380, y.size), 1)
    few = thinned(x, y, np.zeros(y.size, int))
    assert len(few[0]) <= MOST_POINTS
    assert (few[0][0], few[0][-1]) == (x[0], x[-1])
    for column in range(30, 380):
        inside = (x >= column) & (x < column + 1)
        kept = (few[0] >= column) & (few[0] < column + 1)
        assert few[1][kept].min() == y[inside].min()
        assert few[1][kept].max() == y[inside].max()


@given(st.integers(1401, 6000), st.integers(1, 7), st.integers(0, 2**32))
def test_thinning_to_and_fro_keeps_the_whole_extent_and_a_bound(n, every, seed):
    x, y = np.round(np.random.default_rng(seed).uniform(0, 300, (2, n)), 1)
    run = np.arange(n) // every
    few_x, few_y, few_run = thinned(x, y, run)
    assert len(few_x) == len(few_y) == len(few_run) <= MOST_POINTS
    for few, all_ in ((few_x, x), (few_y, y)):
        assert (few.min(), few.max()) == (all_.min(), all_.max())
    assert (np.diff(few_run) >= 0).all()


def test_short_lines_keep_every_point():
    x = np.linspace(0, 1, MOST_POINTS)
    assert thinned(x, x, np.zeros(MOST_POINTS, int))[0] is x


@pytest.mark.parametrize("kind", ["noise", "plane", "broken", "smooth", "log"])
def test_a_hundred_thousand_points_stay_small(kind):
    noise = np.random.default_rng(0).normal(size=(2, 100_000))
    drawn = {
        "noise": lambda: plot(noise[0]),
        "plane": lambda: plot({"walk": noise}),
        "broken": lambda: plot(np.where(np.arange(100_000) % 2, noise[0], np.nan)),
        "smooth": lambda: plot(np.sin(np.arange(100_000) / 9000)),
        "log": lambda: plot(np.abs(noise[0]), x_scale="log", y_scale="log"),
    }[kind]()
    assert len(drawn.svg) < 25_000


# Traces


def test_a_trace_shows_its_loss_over_its_steps():
    trace = descend(adam(lr=0.1), parabola(), steps=100, every=10)
    drawn = plot(trace)
    assert drawn.svg == plot({"": trace.loss}, x=trace.t, y_label="loss").svg.replace(
        "--ad-adam, #7a3aa8", "--ad-ink, #1d2129"
    )
    assert alt(drawn).startswith("Line chart of loss against step. From ")
    assert repr(drawn) == "<plot of 1 curve, 10 points>"
    assert "of regret against epoch" in alt(plot(trace, x_label="epoch", y_label="regret"))


def test_a_trace_without_losses_shows_its_steps():
    gradients = np.array([[1.0, 9.0], [-1.0, 9.0], [1.0, 9.0]])
    trace = feed(adam(lr=0.5), gradients)
    drawn = plot(trace, x=[10, 20, 30])
    (ink, _), *more = paths(drawn)
    assert (ink, more) == ("adam", [])
    assert "change of θ, first coordinate against step" in alt(drawn)
    assert f"From {numerals.spoken_number(trace.step[0, 0])} at 10 to " in alt(drawn)
    assert "change of θ against step" in alt(plot(feed(adam(), gradients[:, :1])))


def test_a_batch_is_one_curve_a_row_named_by_what_differs():
    rates = np.array([0.001, 0.01, 0.1])[:, None]
    drawn = plot(descend(adam(lr=rates), ravine(), steps=20))
    assert {text for text, *_ in labels(drawn)} == {"lr = 0.001", "lr = 0.01", "lr = 0.1"}
    drawn = plot(descend(sgd(lr=0.01), ravine(), start=[[1.0, 1.0], [2.0, 1.0]], steps=20))
    assert {text for text, *_ in labels(drawn)} == {"row 0", "row 1"}
    assert repr(drawn) == "<plot of 2 curves, 20 points each>"
    same = descend(adam(lr=np.full((2, 1), 0.1)), ravine(), steps=2)
    assert {text for text, *_ in labels(plot(same))} == {"row 0", "row 1"}


def test_a_diverged_trace_is_drawn():
    with np.errstate(all="ignore"):
        trace = descend(sgd(lr=1e3), ravine(), steps=300)
    assert trace.diverged > 0
    assert paths(plot(trace, y_scale="log"))


# Words


def test_the_alternative_text_says_axes_and_landmarks():
    drawn = plot(
        {"adam": [12.5, 3.0, -2.0, 0.5], "flat": [1.0, 1.0, 1.0, 1.0]},
        x=[1, 10, 48_213, 500_000],
        y_label="loss",
        x_scale="log",
    )
    assert alt(drawn) == (
        "Line chart of loss against step, horizontal axis logarithmic. "
        "adam: from 12.5 at 1 to 0.5 at 500,000, lowest −2 at 48,213. "
        "flat: from 1 at 1 to 1 at 500,000."
    )
    assert alt(plot([2.0], x_label="")) == "Line chart. 2 at 1."
    assert alt(plot([0.0, 1.0, -1e-17])).endswith("From 0 at 1 to 0 at 3, highest 1 at 2.")


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "\"'&amp;", "--><g/>", "var(--ad-m)", "{{alt}}", "]]>"]
)
def test_names_come_out_as_text(name):
    drawn = plot({name: FALL}, x_label=name, y_label=name)
    assert name in alt(drawn)
    assert "".join(text for text, *_ in texts(drawn)).count(name) == 3
    assert {element.tag.removeprefix(SVG) for element in parsed(drawn).iter()} == set(
        "svg g path text".split()
    )


@given(st.dictionaries(st.text(max_size=12), st.just([1.0, 2.0]), min_size=1, max_size=4))
def test_any_text_is_a_name(named):
    parsed(plot(named)).find("nothing")


def test_the_drawing_has_no_identifiers_scripts_or_titles():
    allowed = set(
        """role aria-label viewBox font-family font-size d fill stroke stroke-width x y
        stroke-linejoin stroke-linecap paint-order text-anchor""".split()
    )
    for element in parsed(plot({"a": FALL, "b": [1.0, np.nan, 2.0]})).iter():
        assert set(element.attrib) <= allowed
        assert element.tag.removeprefix(SVG) in ("svg", "g", "path", "text")


def test_the_notebook_gets_a_figure():
    drawn = plot({"a": FALL, "b": FALL})
    markup = drawn._repr_html_()
    assert markup == f'<figure class="ad-figure">{drawn.svg}</figure>'
    assert re.match(r'<figure class="ad-figure"><svg role="img" aria-label="', markup)
    assert "var(--ad-figure-font, sans-serif)" in markup
    assert repr(drawn) == "<plot of 2 curves, 40 points each>"
    assert repr(plot({"a": FALL, "b": ([1, 2], [1, 2])})) == "<plot of 2 curves, 2 to 40 points>"
    assert repr(plot([1])) == "<plot of 1 curve, 1 point>"
    with pytest.raises(AttributeError):
        drawn.svg = ""
    assert isinstance(drawn, Plot)


# Anything finite, the same bytes everywhere, and nothing heavy


@given(
    arrays(float, st.integers(1, 12)),
    st.sampled_from(["linear", "log"]),
    st.sampled_from(["linear", "log"]),
)
def test_any_numbers_give_a_drawing_or_one_sentence(values, x_scale, y_scale):
    pair = np.array([values[::-1], values])
    low = {"linear": -1e250, "log": 1e-250}
    inside = (pair > [[low[x_scale]], [low[y_scale]]]) & (pair < 1e250)
    if not inside.all(axis=0).any():
        with pytest.raises(ValueError, match="nothing to draw"):
            plot({"a": pair}, x_scale=x_scale, y_scale=y_scale)
        return
    drawn = plot({"a": pair}, x_scale=x_scale, y_scale=y_scale)
    height = float(parsed(drawn).get("viewBox").split()[3])
    for width in ("1.8", "4"):
        for _, runs in paths(drawn, width):
            for x, y in (place for run in runs for place in run):
                assert 0 <= x <= WIDTH
                assert 0 <= y <= height
    assert "nan" not in drawn.svg


@pytest.mark.parametrize("scale", ["linear", "log"])
def test_the_last_bit_of_a_value_changes_nothing(scale):
    def drawing(y):
        return plot({"a": y, "b": y[::-1], "c": (y, y)}, x_scale=scale, y_scale=scale).svg

    y = np.concatenate([FALL, FALL[::-1], np.full(9, 0.25)])
    wanted = drawing(y)
    for toward in (-np.inf, np.inf):
        assert drawing(np.nextafter(y, toward)) == wanted


def test_the_last_bit_of_a_place_on_a_tie_changes_nothing():
    span = Span("linear", 0.0, 1.0)
    frame = curves.Frame(span, span, left=20.0, right=380.0, top=20.0, bottom=170.0)
    ties = (np.arange(20, 170) + 0.45 - 20) / 150
    for place in (frame.across, frame.down):
        for toward in (-1.0, 2.0):
            np.testing.assert_array_equal(place(np.nextafter(ties, toward)), place(ties))


def test_the_last_bit_of_a_logarithm_changes_nothing(monkeypatch):
    def drawing():
        return plot(10.0 ** np.arange(1, 22), y_scale="log").svg  # begins at a decade

    wanted, log10 = drawing(), np.log10
    for toward in (-np.inf, 11.0, np.inf):
        monkeypatch.setattr(np, "log10", lambda x, toward=toward: np.nextafter(log10(x), toward))
        assert drawing() == wanted


@pytest.mark.parametrize("tie", [0.12345, 2.0005, 8192.5])
def test_the_last_bit_of_a_spoken_number_changes_nothing(tie):
    said = {numerals.spoken_number(np.nextafter(tie, toward)) for toward in (0, tie, np.inf)}
    assert len(said) == 1


def test_of_values_that_differ_in_their_last_bits_the_first_is_named():
    least = np.nextafter(0.5, 0)
    drawn = plot([9.0, 0.5, least, 0.5, 3.0])
    assert alt(drawn).endswith("lowest 0.5 at 2.")


def test_no_module_of_it_needs_more_than_numpy():
    code = (
        "import sys; sys.modules['matplotlib'] = None; import adamdocs.drawing.curves as c; "
        "c.plot([1, 2]); print(*{m.partition('.')[0] for m in sys.modules})"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "numpy" in ran.stdout.split()
    own = {*sys.stdlib_module_names, "numpy", "adamdocs"}
    for name in "curves inputs lettering numerals palette thinning ticks".split():
        for node in ast.walk(ast.parse((DRAWING / f"{name}.py").read_text())):
            modules = [node.module] if isinstance(node, ast.ImportFrom) else []
            modules += [a.name for a in node.names] if isinstance(node, ast.Import) else []
            assert {module.partition(".")[0] for module in modules} <= own


def test_numbers_are_written_as_in_the_charts():
    assert charts.number_text is numerals.number_text
    assert (curves.TEXT, curves.TICKS) == (charts.TEXT, charts.TICKS)
    assert pytest.approx(charts.WIDTH * 72) == WIDTH


# Refusals


TRACE = descend(adam(lr=np.full((9, 1), 0.1)), parabola(), steps=2)


@pytest.mark.parametrize(
    ("curves", "options", "message"),
    [
        ({}, {}, "curves must hold at least one curve, got an empty mapping"),
        ([], {}, "curves must have shape (n,) with n at least 1, got (0,)"),
        (3.0, {}, "curves must have shape (n,) with n at least 1, got ()"),
        (np.ones((2, 3)), {}, "got (2, 3); give every row a name: {'one': ..., 'two': ...}"),
        ([[1, 2], [3]], {}, "curves must have shape (n,), got rows of different lengths"),
        ({"a": [[1, 2], [3]]}, {}, "curves['a'] must pair values one to one, got 2 and 1"),
        ({"a": [[1], [2], [3, 4]]}, {}, "curves['a'] must have shape (n,), got rows of differ"),
        ({"a": np.ones((3, 2))}, {}, "curves['a'] must have shape (n,) with n at least 1, got (3"),
        ({"a": None}, {}, "curves['a'] must have shape (n,) with n at least 1, got ()"),
        ({3: [1.0]}, {}, "curves: every name must be text, got 3"),
        (["one"], {}, "curves must hold real numbers, got 'one'"),
        ([1j], {}, "curves must hold real numbers, got 1j"),
        ([True], {}, "curves must hold real numbers, got True"),
        ([1, None], {}, "curves must hold real numbers, got None"),
        ([1, 2], {"x": [1, 2, 3]}, "x must be as long as curves, got 3 and 2 values"),
        ({"a": [1, 2]}, {"x": [1]}, "x must be as long as curves['a'], got 1 and 2 values"),
        ([1, 2], {"x": [1j, 2]}, "x must hold real numbers, got 1j"),
        ([1, 2], {"x_scale": "cubic"}, "x_scale must be 'linear' or 'log', got 'cubic'"),
        ([1, 2], {"y_scale": None}, "y_scale must be 'linear' or 'log', got None"),
        ([1, 2], {"x_label": 3}, "x_label must be text, got 3"),
        ([1, 2], {"y_label": None}, "y_label must be text, got None"),
        (
            [0.0, -1.0],
            {"y_scale": "log"},
            "curves: nothing to draw; values must be smaller in size than 1e250",
        ),
        ([np.nan], {}, "curves: nothing to draw"),
        (TRACE, {}, "curves: a trace may have 8 rows at most, got 9; choose some, such as {'row 0"),
        (
            descend(adam(), parabola(), steps=2, keep="theta"),
            {},
            "curves: the trace kept neither loss nor step; add one to keep=",
        ),
    ],
)
def test_bad_input_is_told_in_one_sentence(curves, options, message):
    with pytest.raises(ValueError, match=re.escape(message)) as caught:
        plot(curves, **options)
    assert "\n" not in str(caught.value)

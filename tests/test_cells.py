"""Cells of Python: what they show, how they end, and where they are cut."""

import subprocess
import sys
import weakref

import pytest

from adamdocs import cells
from adamdocs.cells import KINDS, MOST_MARKUP, MOST_TEXT, Session


class Shown(list):
    """Pieces as they come; text of one kind in one piece."""

    def __call__(self, kind, text):
        assert kind in KINDS
        if self and self[-1][0] == kind != "markup":
            self[-1] = (kind, self[-1][1] + text)
        else:
            self.append((kind, text))


def run(*sources):
    """What the last of some cells of one session shows, and how it ended."""
    session = Session()
    for number, source in enumerate(sources, start=1):
        shown = Shown()
        error = session.run(source, f"cell {number}", shown)
    return shown, error


@pytest.mark.parametrize(
    ("sources", "shown"),
    [
        (["1 + 1"], [("text", "2\n")]),
        (["x = 3", "x"], [("text", "3\n")]),
        (["None"], []),
        (["x = 3"], []),
        ([""], []),
        (["# nothing"], []),
        (["print('a')\nprint('b', end='')\n'c'"], [("text", "a\nb'c'\n")]),
        (["def f(): return g()", "def g(): return 5", "f()"], [("text", "5\n")]),
        (["display(1, 'b')\n3"], [("text", "1\n'b'\n3\n")]),
        (["import sys\nprint(1)\nprint(2, file=sys.stderr)"], [("text", "1\n"), ("note", "2\n")]),
        (["__name__"], [("text", "'__main__'\n")]),
        (["for i in range(2):\n    i"], []),
        (["print(end='')"], []),
        (["import sys\nsys.stdout.writable()"], [("text", "True\n")]),
        (["import numpy as np\nnp.arange(3) / 2"], [("text", "array([0. , 0.5, 1. ])\n")]),
        (["class A:\n    def _repr_html_(self): return '<b>a</b>'\nA()"], [("markup", "<b>a</b>")]),
        (["class A:\n    def _repr_svg_(self): return '<svg/>'\nA()"], [("markup", "<svg/>")]),
        (
            ["class A:\n    _repr_html_ = lambda self: None\n    __repr__ = lambda self: 'b'\nA()"],
            [("text", "b\n")],
        ),
        (
            ["class A:\n    def _repr_html_(self): return '<b>a</b>'", "A.__name__"],
            [("text", "'A'\n")],
        ),
    ],
)
def test_a_cell_shows_what_it_prints_and_its_last_value(sources, shown):
    assert run(*sources) == (shown, "")


def test_a_class_of_drawings_is_no_drawing():
    shown, error = run("class A:\n    def _repr_html_(self): return '<b>a</b>'\nA")
    assert (error, shown[0][0]) == ("", "text")


@pytest.mark.parametrize(
    ("sources", "name", "told"),
    [
        (
            ["\n1 / 0"],
            "ZeroDivisionError",
            'Traceback (most recent call last):\n  File "cell 1", line 2, in <module>\n    1 / 0\n',
        ),
        (["x = 1", "y = (\n\n)) 3"], "SyntaxError", '  File "cell 2", line 3\n    )) 3\n'),
        (["def f():\n    return nothing", "f()"], "NameError", '  File "cell 1", line 2, in f\n'),
        (["raise SystemExit"], "SystemExit", '  File "cell 1", line 1, in <module>\n'),
        (["raise KeyboardInterrupt"], "KeyboardInterrupt", "KeyboardInterrupt\n"),
        (
            ["class A:\n    def __repr__(self): return 1\nA()"],
            "TypeError",
            "__repr__ returned non-string",
        ),
        (["class A:\n    def _repr_html_(self): 1 / 0\nA()"], "ZeroDivisionError", "line 2"),
        (["f = lambda: f()\nf()"], "RecursionError", 'File "cell 1", line 1, in <lambda>'),
        (["x = 'a\0b'"], "SyntaxError", "null bytes"),
    ],
)
def test_an_error_is_told_with_the_cell_s_own_lines(sources, name, told):
    shown, error = run(*sources)
    assert error == name
    kind, text = shown[-1]
    assert kind == "error"
    assert told in text
    assert "cells.py" not in text


def test_the_text_before_an_error_stays():
    shown, error = run("print('a')\nraise ValueError('b')")
    assert [kind for kind, _ in shown] == ["text", "error"]
    assert shown[1][1].endswith("ValueError: b\n")
    assert error == "ValueError"


def test_names_outlive_an_error():
    assert run("x = 1\nraise ValueError", "x") == ([("text", "1\n")], "")


def test_sessions_share_no_names():
    run("x = 1")
    assert run("x")[1] == "NameError"


@pytest.mark.parametrize(
    "source",
    [
        "for i in range(100_000): print('x' * 10)",
        "print('x' * 1_000_000)",
        "'x' * 1_000_000",
        "import sys\nfor i in range(100_000): print('x', end='', file=sys.stderr)\nprint('y')",
    ],
)
def test_a_flood_is_cut_once(source):
    shown, error = run(source)
    assert error == ""
    assert sum(len(text) for kind, text in shown if kind != "cut") == MOST_TEXT
    assert [piece for piece in shown if piece[0] == "cut"] == [
        ("cut", "The rest is cut: a cell shows at most 64 KB of text.")
    ]


def test_a_cell_shows_as_much_as_it_says():
    assert cells.MOST == {"text": "64 KB of text", "markup": "1 MB of drawings"}
    assert (MOST_TEXT, MOST_MARKUP) == (65_536, 1_048_576)


def test_a_closed_session_leaves_nothing():
    session = Session()
    session.run("class A:\n    pass\na = A()\na.itself = a\ndef f(): return a", "cell 1", Shown())
    lingering = weakref.ref(session.names["a"])
    session.close()
    assert (session.names, lingering()) == ({}, None)


def test_as_much_as_fits_is_not_cut():
    shown, _ = run(f"print('x' * {MOST_TEXT - 1})")
    assert [kind for kind, _ in shown] == ["text"]
    shown, _ = run(f"print('x' * {MOST_TEXT})")
    assert [kind for kind, _ in shown] == ["text", "cut"]


def test_an_error_is_told_after_a_flood():
    shown, error = run("print('x' * 1_000_000)\n1 / 0")
    assert error == "ZeroDivisionError"
    assert shown[-1][1].endswith("division by zero\n")


def test_drawings_are_cut_whole():
    big = f"'<b>' + 'x' * {MOST_MARKUP // 2} + '</b>'"
    made = f"class A:\n    def _repr_html_(self): return {big}\ndisplay(A(), A(), A())\n'text'"
    shown, _ = run(made)
    assert [kind for kind, _ in shown] == ["markup", "cut", "text"]
    assert shown[1][1] == "The rest is cut: a cell shows at most 1 MB of drawings."


def test_a_long_error_is_cut_at_its_beginning():
    shown, _ = run("raise ValueError('x' * 1_000_000 + 'end')")
    assert len(shown[0][1]) == MOST_TEXT
    assert shown[0][1].endswith("end\n")


def test_output_goes_back_where_it_went(capsys):
    run("print('in')\nraise ValueError")
    print("out")
    assert capsys.readouterr().out == "out\n"


WARNING = """
from adamdocs.cells import Session
source = "import warnings\\n\\nwarnings.warn('oh')"
shown = []
Session().run(source, "cell 1", lambda *piece: shown.append(piece))
print(*shown[0])
"""


def test_warnings_name_the_cell_s_line():
    said = subprocess.run([sys.executable, "-c", WARNING], capture_output=True, text=True)
    assert said.stdout.startswith("note cell 1:3: UserWarning: oh\n"), said
    assert said.stderr == ""


def test_memory_is_kept_for_telling_that_there_is_none():
    session, left = Session(), []
    session.names["probe"] = lambda: left.append(len(session._reserve))
    shown = Shown()
    assert session.run("probe()\nraise MemoryError", "cell 1", shown) == "MemoryError"
    assert left == [cells.RESERVE]
    assert len(session._reserve) == 0
    assert shown[-1][1].endswith("MemoryError\n")

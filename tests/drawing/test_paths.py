"""Shorter paths lead through the same points."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adamdocs.drawing.paths import short_path

PLACES = st.tuples(st.sampled_from(["0", "1.5", "-2"]), st.sampled_from(["0", "3", "-0.4"]))
COMMANDS = st.one_of(
    st.tuples(st.sampled_from("ML"), PLACES),
    st.tuples(st.just("C"), PLACES, PLACES, PLACES),
    st.just(("z",)),
)


def commands(path):
    """What a browser reads: every command with all its coordinates."""
    found, x, y = [], None, None
    for letter, numbers in re.findall(r"([MLHVCz])([^MLHVCz]*)", path):
        values = numbers.split()
        if letter == "H":
            letter, values = "L", [*values, y]
        elif letter == "V":
            letter, values = "L", [x, *values]
        size = {"M": 2, "L": 2, "C": 6, "z": 1}[letter]
        if letter == "z":
            found.append(("z",))
        for at in range(0, len(values), size):
            found.append((letter, *values[at : at + size]))
            x, y = values[at + size - 2 : at + size]
            letter = "L" if letter == "M" else letter
    return found


@given(st.lists(COMMANDS, max_size=12))
def test_they_are_read_as_the_same_commands(drawn):
    path = " ".join(
        " ".join([letter, *(number for place in places for number in place)])
        for letter, *places in [("M", ("7", "8")), *drawn]
    )
    assert commands(short_path(path)) == commands(path)
    assert len(short_path(path)) <= len(path)


@pytest.mark.parametrize(
    ("path", "short"),
    [
        ("M 1 2 L 3 2 L 3 5 L 4 6 L 5 8 z", "M1 2H3V5L4 6 5 8z"),
        ("M 1 2 L 4 6 C 1 1 2 2 3 3 L 3 3", "M1 2 4 6C1 1 2 2 3 3H3"),
        ("", ""),
    ],
)
def test_examples(path, short):
    assert short_path(path) == short

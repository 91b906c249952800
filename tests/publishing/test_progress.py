"""The progress of figures: a bar on a terminal, two lines elsewhere, nothing when all is there."""

import io

from adamdocs.publishing.progress import Progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


def shown(stream, total, steps):
    with Progress("Figures", total, stream) as progress:
        for _ in range(steps):
            progress.step()
    return stream.getvalue()


def test_nothing_is_shown_when_there_is_nothing_to_do():
    assert shown(io.StringIO(), 0, 0) == ""
    assert shown(Terminal(), 0, 0) == ""


def test_without_a_terminal_there_are_two_plain_lines():
    first, last = shown(io.StringIO(), 3, 3).splitlines()
    assert first == "Figures: 3 to make"
    assert last.startswith("Figures: 3 of 3 made in ")


def test_a_terminal_gets_a_bar_that_fills_and_goes():
    text = shown(Terminal(), 2, 2)
    bars = text.split("\r")
    assert [bar.count("█") for bar in bars[1:4]] == [0, 15, 30]
    assert bars[2].endswith(" 1/2")
    assert bars[4].startswith("\033[KFigures: 2 of 2 made in ")


def test_the_last_line_tells_how_many_were_made_when_one_failed():
    stream = io.StringIO()
    try:
        with Progress("Figures", 3, stream) as progress:
            progress.step()
            raise ValueError
    except ValueError:
        pass
    assert "1 of 3 made" in stream.getvalue()

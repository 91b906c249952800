"""The edition that is cited: read from CITATION.cff, dated by SOURCE_DATE_EPOCH."""

from datetime import date

import pytest

from adamdocs.publishing.edition import Edition, edition
from adamdocs.publishing.problems import Problem

GOOD = """\
title: "A: b"
authors:
  - name: The authors
date-released: 2026-11-23
"""


@pytest.fixture
def read(tmp_path, monkeypatch):
    """`read(text, epoch)`: the edition, or what is said of the file."""

    def read(text, epoch=None):
        monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
        if epoch is not None:
            monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        (tmp_path / "CITATION.cff").write_text(text)
        try:
            return edition(tmp_path)
        except Problem as problem:
            return str(problem)

    return read


def test_the_file_names_the_day_unless_the_build_does(read):
    assert read(GOOD) == Edition("A: b", "The authors", date(2026, 11, 23))
    assert read(GOOD, "1700000000").day == date(2023, 11, 14)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(Problem, match=r"CITATION\.cff: is missing"):
        edition(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("title", "name", "CITATION.cff: needs a title, and authors that each have a name"),
        ("  - name: The authors", "  - alias: x", "CITATION.cff: needs a title, and authors"),
        ("2026-11-23", "soon", "CITATION.cff: date-released is 'soon'; give a day such as"),
        ("date-released: 2026-11-23", "", "CITATION.cff: date-released is None"),
        ('"A: b"', "A: b", "CITATION.cff: mapping values are not allowed here"),
    ],
)
def test_a_file_that_will_not_do_is_refused(read, old, new, said):
    assert read(GOOD.replace(old, new)).startswith(said)


@pytest.mark.parametrize("epoch", ["soon", "", "1e9", "9" * 30])
def test_a_date_that_is_none_is_refused(read, epoch):
    assert read(GOOD, epoch).startswith(f"SOURCE_DATE_EPOCH is {epoch!r}; give whole seconds")

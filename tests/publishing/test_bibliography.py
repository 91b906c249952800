"""Sources are complete, named by one rule and shown in one style; a broken entry is told."""

from pathlib import Path

import pytest

from adamdocs.publishing.bibliography import FILE, in_latex, parsed, read
from adamdocs.publishing.problems import Problem

PAPER = """@inproceedings{{{key},
  author = {{{author}}},
  title = {{{title}}},
  booktitle = {{Conference on Shapes (CoS)}},
  {more}
  year = {{2015}},
}}
"""


def paper(key="ash2015", author="Ash, Ann B.", title="A Shape", more=""):
    return PAPER.format(key=key, author=author, title=title, more=more)


def shown(text):
    (entry,) = parsed(text).values()
    return "".join(piece.text for piece in entry.pieces())


def test_the_sources_of_this_site_are_in_order():
    entries = list(read().values())
    assert len(entries) > 40
    names = [(entry.authors[0].family.lower(), entry.year) for entry in entries]
    assert names == sorted(names)
    without = [one.key for one in entries if not one.address]
    assert without == ["cauchy1847", "nesterov1983", "tieleman2012"]


def in_marks(text):
    """A text with the dashes and apostrophes of BibTeX."""
    return text.replace("’", "'").replace("—", "---").replace("–", "--")


def test_every_source_survives_being_taken_along_alone():
    letters = {letter for letter in Path(FILE).read_text(encoding="utf-8") if letter.isalpha()}
    for entry in read().values():
        assert entry.bibtex.isascii()
        text = entry.bibtex
        for letter in letters:
            text = text.replace(in_latex(letter), letter)
        (again,) = parsed(text).values()
        assert (again.key, again.kind) == (entry.key, entry.kind)
        pieces = [(in_marks(piece.text), *piece[1:]) for piece in entry.pieces()]
        assert [(in_marks(piece.text), *piece[1:]) for piece in again.pieces()] == pieces


def test_accents_are_commands_that_any_bibtex_knows():
    text = "Srećković, Łukasz and Güneş Weiß, D’Ash {A} $x$ 1--2"
    assert in_latex(text) == (
        r"Sre{\'c}kovi{\'c}, {\L}ukasz and G{\"u}ne{\c{s}} Wei{\ss}, D'Ash {A} $x$ 1--2"
    )


@pytest.mark.parametrize(
    ("author", "names", "people"),
    [
        ("Ash, Ann B.", "Ash", "A. B. Ash"),
        ("Ash, Ann and Oak, Bo", "Ash and Oak", "A. Ash and B. Oak"),
        ("Ash, A and Oak, B and Elm, C", "Ash, Oak and Elm", "A. Ash, B. Oak and C. Elm"),
        (" and ".join(["Ash, A"] * 4), "Ash et al.", "A. Ash, A. Ash, A. Ash and A. Ash"),
        (" and ".join(["Ash, A"] * 9), "Ash et al.", "A. Ash et al."),
        ("Ash, Klaus-Robert", "Ash", "K.-R. Ash"),
        ("Ash, Émile", "Ash", "É. Ash"),
    ],
)
def test_authors_are_named_by_one_rule(author, names, people):
    text = paper(author=author)
    (entry,) = parsed(text).values()
    assert entry.names == names
    end = " " if people.endswith(".") else ". "
    assert shown(text).startswith(f"{people}{end}A Shape.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (paper(), "A. B. Ash. A Shape. CoS 2015."),
        (paper(title="{Ash}: is it?"), "A. B. Ash. Ash: is it? CoS 2015."),
        (
            paper(more="series = {Proceedings of Machine Learning Research}, volume = {80}, "
                  "number = {3}, pages = {1--17},"),
            "A. B. Ash. A Shape. CoS 2015, PMLR 80(3), 1–17.",
        ),
        (
            paper(more="eprint = {1412.6980}, archiveprefix = {arXiv},"),
            "A. B. Ash. A Shape. CoS 2015. arXiv:1412.6980.",
        ),
        (
            ("@article{ash2015, author={Ash, A}, title={T}, journal={J}, volume={4}, number={5}, "
            "pages={1--2}, year=2015, doi={10.1/x}}"),
            "A. Ash. T. J 4(5), 1–2, 2015. doi:10.1/x.",
        ),
        (
            "@misc{ash2015, author={Ash, A}, title={T}, year=2015, url={https://www.a.org/t.html}}",
            "A. Ash. T. 2015. a.org/t.",
        ),
        (
            "@book{ash2015, author={Ash, A}, title={T}, publisher={P}, year=2015}",
            "A. Ash. T. P, 2015.",
        ),
    ],
)  # fmt: skip
def test_references_have_one_style(text, expected):
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("\n@article{ash2015, title={T}}", "2: ash2015: lacks author, journal, year"),
        (paper(author=""), "1: ash2015: lacks author"),
        ("@web{ash2015, title={T}}", "1: ash2015: @web is not among @article, @book, "),
        (paper(key="Ash2015"), "1: Ash2015: its key should be 'ash2015', the first author's fam"),
        (paper(key="ash2016"), "1: ash2016: its key should be 'ash2015'"),
        (paper(author="A, B, C, D"), "1: ash2015: author: Cannot split"),
        (paper(more="note = {x},"), "1: ash2015: has the unknown field note; there are: author,"),
        (paper(more="pages = {1-2},"), r"1: ash2015: pages is '1-2', which is not of the shape"),
        (paper(more="doi = {https://doi.org/10.1/x},"), "1: ash2015: doi is 'https://doi.org"),
        (paper(more="eprint = {1412.6980},"), "1: ash2015: eprint and archiveprefix = {arXiv} go"),
        (paper() + paper(), "8: 'ash2015' is here twice; drop one, or end its year in a, b"),
        (paper().replace("{A Shape}", "{A Shape"), "1: "),
        (paper(more="title = {U},"), "1: Duplicate field keys on entry: 'title'"),
        (
            "@misc{ash2015, author={Ash, A}, title={T}, year=2015}",
            "1: ash2015: says nowhere where it is; add one of doi, eprint, url or howpublished",
        ),
    ],
)
def test_what_is_wrong_with_an_entry_is_told_with_its_line(text, wrong):
    with pytest.raises(Problem) as told:
        parsed(text)
    (line,) = str(told.value).splitlines()
    assert line.startswith(f"{FILE}:{wrong}")


def test_two_works_of_a_year_are_told_apart_by_a_letter():
    assert list(parsed(paper(key="ash2015a") + paper(key="ash2015b"))) == ["ash2015a", "ash2015b"]


def test_everything_wrong_is_told_at_once():
    text = paper(key="x2015") + paper(key="y2015")
    with pytest.raises(Problem) as told:
        parsed(text)
    assert len(str(told.value).splitlines()) == 2


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(Problem, match=r"docs/references\.bib: is missing; pages that cite"):
        read(tmp_path)

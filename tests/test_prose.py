"""The rules of the site's prose, each by example, and then the site's own prose."""

import json

import pytest

from adamdocs.drawing.charts import Chart
from adamdocs.explainers import Explainer
from adamdocs.publishing import prose
from adamdocs.publishing.problems import Problem
from adamdocs.publishing.prose import Text, checked, findings
from adamdocs.publishing.wording import unwanted


def test_the_prose_of_this_project_has_no_findings():
    found = findings()
    assert not found, "\n" + "\n".join(found)


def lines(words):
    return list(checked(Text("learn/one", "docs/learn/one.md", 1, words)))


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("The step is 3.16.", "3.16 is a decimal"),
        ("It is 3.16, not 1.", "3.16 is a decimal"),
        ("(−0.5)", "0.5 is a decimal"),
        ("**6.57** times", "6.57 is a decimal"),
        ("| a | 0.9 |", "0.9 is a decimal"),
        ("It falls by 10 %.", "10 % is a percentage"),
        ("It falls by 12.5%.", "12.5% is a percentage"),
        ("It falls by 10 percent.", "10 percent is a percentage"),
        ("It is 3 times larger.", "3 times is a factor"),
        ("It is 3.16 times larger.", "3.16 times is a factor"),
        ("It is 10× larger.", "10× is a factor"),
        ("It is 4.5 × larger.", "4.5 × is a factor"),
        ("A 100-fold gain.", "100-fold is a factor"),
        ("After 1,750 steps.", "1,750 is a large number"),
        ("After 1,000,000 steps.", "1,000,000 is a large number"),
        ("At 1e-8.", "1e-8 is a power of ten"),
        ("A rate of 2.5e−3.", "2.5e−3 is a power of ten"),
        ("# Of 3.16", "3.16 is a decimal"),
        ('!!! note "At 3.16"', "3.16 is a decimal"),
        ("[of 3.16](other.md)", "3.16 is a decimal"),
        ("---\ntitle: Of 3.16\n---\n", "3.16 is a decimal"),
        ("---\ndescription: >-\n  Of\n  3.16\n---\n", "3.16 is a decimal"),
    ],
)
def test_a_number_typed_by_hand_is_found(words, kind):
    (line,) = lines(words)
    assert f": {kind} typed by hand; measure it and write {{{{its_name}}}}" in line


@pytest.mark.parametrize(
    "words",
    [
        "The step is {{first_step}} times the rate, {{share}} % or {{learn/two:size}}.",
        "With `0.9` and `1,750`.",
        "```\n3.16 10 %\n```",
        "~~~ python\nx = 3.16\n~~~",
        "- a\n\n    ```\n    3.16\n    ```",
        "$\\beta_1 = 0.9$ and $\\beta_2 = 0.999$",
        "$\\beta_1 = 0.9,\\; \\beta_2 = 0.999$".replace("\\;", ""),
        "$\\lr = 10^{-3}$, $\\eps = 10^{-8}$, $\\lr = 2.5 \\cdot 10^{-3}$",
        "$$\n\\beta_1 = 0.9 \\qquad \\beta_2 = 0.999\n$$",
        "$\\beta_2 \\in [0.9, 0.999]$ and $0.5 < \\beta_1 < 0.99$",
        "$(1-\\beta_1)/\\sqrt{1-\\beta_2} = {{first_step}}$",
        "$x_0 = 1.5$",
        "$\\beta_1^{12}$ and $2^{-52}$",
        "β₁ = 0.9, ε=0.5 and β₂ of 0.95",
        "beta 2 = 0.95",
        "Section 12.10, sections 2.1, 2.2 and equation 3.4 of arXiv:1412.6980.",
        "PyTorch 2.13, Python 3.12 and CC BY 4.0.",
        "See doi:10.1000/182 and <https://a.org/1.5/2,000>.",
        "[there](page.md#of-3.16)",
        '<img width="50.5%" alt="x"> {: width="50.5%" } {#at-3.16}',
        "<!-- 3.16 -->",
        "They write “3.16 times” and “very powerful”.",
        "## References\n\n1. Volume 3.16, very elegant, 10 %, colour.\n",
        "In 2015, on 5 May 2027, after 12 steps, of 3 pages, at 1/2.",
        "The first, second and twelfth; ten percent; a thousand.",
        "---\ntitle: One\nweight: 3.16\n---\n",
        "Steps 1, 2 and 3. Then 4.",
        "a1.5b and v1.2.3",
    ],
)
def test_a_number_that_is_a_choice_or_somebody_else_s_is_left_alone(words):
    assert lines(words) == []


@pytest.mark.parametrize(
    "formula",
    [
        "(1-\\beta_1)/\\sqrt{1-\\beta_2} = 3.16",
        "\\m_1 = 0.1",
        "\\vhat_t = 0.9",
        "\\step_1 = 3.16",
        "\\beta_1 = 0.9, \\m_1 = 0.1",
        "0.1 \\g_t",
        "t = 1{,}750",
        "10.5\\%",
        "\\beta_1^{12} = 0.28",
        "3.16",
    ],
)
@pytest.mark.parametrize("shape", ["Is ${}$.", "$$\n{}\n$$"])
def test_a_result_typed_into_a_formula_is_found(shape, formula):
    (line,) = lines(shape.format(formula))
    assert ": the formula holds the number " in line
    assert "; measure it and write {{its_name}}, or define a symbol by it alone" in line


def test_references_end_where_the_next_heading_begins():
    words = "## References\n\nVolume 3.16.\n\n### More\n\nPage 3.17.\n\n## Next\n\nIt is 3.18.\n"
    (line,) = lines(words)
    assert line.startswith("docs/learn/one.md:11: 3.18 is a decimal")


def test_a_finding_names_the_line_it_stands_on():
    words = "# One\n\n```\n1.5\n```\n\n$$\n\\m = 1.5\n$$\n\nA `1.5`,\na 2.5 and very\ngrey.\n"
    assert [line.split(": ")[0] for line in lines(words)] == [
        f"docs/learn/one.md:{number}" for number in (7, 12, 12, 13)
    ]


@pytest.mark.parametrize(
    "words",
    [
        "This is simply true.",
        "A Beautiful result.",
        "just do it",
        "very large",
        "a powerful method",
        "It is worth noting that",
        "in order to see",
        "Let us delve into it.",
        "of course",
        "magic",
    ],
)
def test_hype_and_filler_are_found(words):
    ((_, mend),) = unwanted(words)
    assert "leave it out, or say what was measured" in mend


@pytest.mark.parametrize(
    "words",
    [
        "the power of ten, a simple rule, an obvious sign of magnitude",
        "just after the peak, just above one, just as large",
        "every, variety, adjust, quiet",
        "the course of a run, in order",
    ],
)
def test_words_that_look_alike_are_left_alone(words):
    assert list(unwanted(words)) == []


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("colour", "color"),
        ("Coloured", "Colored"),
        ("behaviours", "behaviors"),
        ("neighbouring", "neighboring"),
        ("centred", "centered"),
        ("minimise", "minimize"),
        ("optimisers", "optimizers"),
        ("regularisation", "regularization"),
        ("normalising", "normalizing"),
        ("generalises", "generalizes"),
        ("initialised", "initialized"),
        ("parametrised", "parametrized"),
        ("analyse", "analyze"),
        ("labelled", "labeled"),
        ("modelling", "modeling"),
        ("grey", "gray"),
        ("artefacts", "artifacts"),
        ("licence", "license"),
        ("Sceptic", "Skeptic"),
        ("whilst", "while"),
        ("maths", "math"),
    ],
)
def test_british_spellings_are_found_and_translated(british, american):
    ((offset, mend),) = unwanted(f"The {british} of it.")
    assert offset == 4
    assert mend == f"{british!r} is British; write {american!r}"


@pytest.mark.parametrize(
    "words",
    [
        "otherwise, coordinate-wise, elementwise, likewise, exercises, precise, promises, noise",
        "unsupervised, surprising, comprises, raise, rise, revised, premises, concise, analysis",
        "color, center, minimizer, behavior, gray, license, skeptic, modeling, basis, hypotheses",
        "this, his, is, crises, promised, disguise, expertise, advised, devised, enterprise",
    ],
)
def test_american_spellings_are_left_alone(words):
    assert list(unwanted(words)) == []


@pytest.fixture
def small(tmp_path, monkeypatch):
    """`small(page text, cells)`: a project with one explainer; its findings, shortened."""
    page = Explainer("learn/one")

    @page.number(expect=lambda: 1.0, form=".1f")
    def shown():
        return 1.0

    @page.number(expect=lambda: 1.0, form=".1f")
    def dead():
        return 1.0

    @page.figure(caption="It is {{shown}} and 3.16.", alt="Very {{unknown}}.")
    def shape():
        return Chart("x", "y")

    @page.exercise(question="How many?", solution="**{{answer}}**", form=".1f", expect=lambda: 1.0)
    def answer():
        return 1.0

    monkeypatch.setattr(prose, "discover", lambda: {"learn/one": ("one", page)})

    def run(text, *cells):
        (tmp_path / "docs" / "learn").mkdir(parents=True)
        (tmp_path / "docs" / "learn" / "one.md").write_text(text)
        made = [
            {"cell_type": kind, "id": str(n), "metadata": {}, "source": source.splitlines(True)}
            for n, (kind, source) in enumerate(cells)
        ]
        notebook = json.dumps({"cells": made, "metadata": {}}, indent=1)
        (tmp_path / "docs" / "note.ipynb").write_text(notebook)
        return findings(tmp_path)

    return run


def test_words_of_explainers_and_their_tokens_are_looked_at(small):
    found = small("{{figure shape}} {{exercise answer}} {{dead}}")
    assert [line.partition(": ")[2].split(";")[0] for line in found] == [
        "3.16 is a decimal typed by hand",
        "'Very' is filler",
        "unknown number 'learn/one:unknown'",
    ]
    assert all(line.partition(":")[0].endswith("tests/test_prose.py") for line in found)


def test_what_is_computed_and_shown_nowhere_is_found(small):
    found = small("`{{figure shape}}`\n\n```\n{{dead}} {{exercise answer}}\n```\n")
    dead = sorted(line.partition(": ")[2] for line in found if "shown nowhere" in line)
    assert dead == [
        f"the {what} is shown nowhere; name it on a page, or leave it out"
        for what in ("exercise answer", "figure shape", "number dead")
    ]


def test_tokens_of_pages_that_name_nothing_are_found(small):
    text = "{{figure shape}} {{exercise answer}} {{dead}}\n\n{{learn/two:a}} {{claim none}}"
    found = [line for line in small(text) if line.startswith("docs/")]
    assert found == [
        "docs/learn/one.md:3: unknown number 'learn/two:a'; mend its name, or define it",
        "docs/learn/one.md:3: unknown claim 'learn/one:none'; mend its name, or define it",
    ]


def test_markdown_cells_of_notebooks_are_looked_at_and_code_cells_are_not(small):
    cells = [("code", "x = 3.16  # very\n"), ("markdown", "# One\n\nIt is 2.5.\n")]
    (line,) = [line for line in small("", *cells) if line.startswith("docs/note.ipynb")]
    assert line.startswith("docs/note.ipynb:18: 2.5 is a decimal typed by hand; measure it and ")


def test_a_broken_notebook_is_told(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "note.ipynb").write_text("{")
    with pytest.raises(Problem, match=r"^docs/note\.ipynb: is no notebook; save it again"):
        findings(tmp_path)

"""Citations lead to the list of their page; what is cited is listed, what is listed is cited."""

import re

import pytest

from adamdocs.publishing import citations
from adamdocs.publishing.bibliography import parsed
from adamdocs.publishing.extension import left_over
from adamdocs.publishing.pages import PAGE, SITE, Page

from .test_pages import PAGES, convert

BIB = """@misc{ash2015, author={Ash, Ann}, title={On {Ash}}, year=2015, url={https://a.org/ash}}
@misc{elm2016, author={Elm, Ed and Oak, Bo}, title={Rate $O(1/k^2)$}, year=2016, doi={10.1/e}}
@book{fir2017, author={Fir, F}, title={Firs}, year=2017, publisher={P}}
"""
LIST = "\n\n## References\n\n- {{reference ash2015}}\n- {{reference elm2016}} Section 2.\n"


@pytest.fixture(autouse=True)
def sources(monkeypatch):
    """Three sources, and a site of no pages."""
    monkeypatch.setattr(citations, "read", lambda: parsed(BIB))
    SITE.set(())


def page(text, pages=PAGES):
    return Page("learn/one", "docs/learn/one.md", text, "../", pages)


def wrong(text, pages=PAGES):
    return list(citations.problems(page(text, pages)))


def words(html):
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


def test_a_citation_in_a_sentence_and_one_in_parentheses():
    html = convert("{{cite ash2015}} and others {{citep ash2015 elm2016}}." + LIST)
    assert words(html).startswith(
        "Ash (2015) and others (Ash, 2015; Elm and Oak, 2016). References"
    )
    assert html.count('<a href="#ref-ash2015">') == 2
    assert html.count('id="ref-ash2015"') == 1
    assert list(left_over(html, PAGE.get())) == []


def test_a_reference_is_complete_and_its_formula_is_one():
    html = convert("- {{reference elm2016}} Section 2.\n")
    assert '<em>Rate <span class="ad-joined"><math' in html
    assert '<a href="https://doi.org/10.1/e">doi:10.1/e</a>.</span> Section 2.' in html


def test_the_rest_of_what_is_cited_is_listed_by_one_token():
    text = (
        "{{cite elm2016}} {{cite ash2015}}\n\n- {{reference fir2017}} For firs.\n\n{{references}}"
    )
    html = convert(text)
    assert re.findall(r'id="ref-(\w+)"', html) == ["fir2017", "ash2015", "elm2016"]
    assert '<a href="#ref-ash2015">' in html
    assert wrong(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "{{cite ash2015}}, {{citep elm2016}}" + LIST,
        "{{cite ash2015}}" + LIST,
        "`{{cite nobody1999}}`\n\n```\n{{cite nobody1999}}\n```\n",
        "Nothing cited.",
        "{{cite ash2015}}\n\n{{references}}",
    ],
)
def test_a_page_in_order_has_no_findings(text):
    assert wrong(text) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "{{cite ash2015}}\n{{cite asch2015}}" + LIST,
            "2: unknown source 'asch2015'; write 'ash2015'?",
        ),
        ("{{cite nobody}}", "1: unknown source 'nobody'; add it to docs/references.bib"),
        ("{{reference nobody}} x", "1: unknown source 'nobody'; add it to docs/references.bib"),
        (
            "{{cite ash2015 elm2016}}" + LIST,
            "1: cite takes one key; write one token for each, or citep for all",
        ),
        (
            "{{cite ash2015}}\n\n{{cite fir2017}}" + LIST,
            (
                "3: cites 'fir2017', which is not among the references of docs/learn/one.md; add "
                "- {{reference fir2017}} there, or {{references}}"
            ),
        ),
        (
            "{{cite ash2015}} alone",
            (
                "1: cites 'ash2015', which is not among the references of docs/learn/one.md; add "
                "- {{reference ash2015}} there, or {{references}}"
            ),
        ),
        (
            "Nothing." + LIST,
            (
                "5: 'ash2015' is listed, and cited nowhere; say what it is for behind it, cite "
                "it, or leave it out"
            ),
        ),
        (
            "{{cite ash2015}}" + LIST + "- {{reference ash2015}} Again.\n",
            "7: 'ash2015' is listed twice; leave one out",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_mend(text, line):
    assert wrong(text) == [f"docs/learn/one.md:{line}"]


def test_an_unknown_source_leaves_a_mark_and_no_token():
    assert convert("As {{cite nobody1999}} says.") == "<p>As ? says.</p>"


def test_words_of_a_page_s_explainer_cite_for_it():
    claim = {"holds": "As {{cite fir2017}} says.", "evidence": ("{{cite elm2016}}, there",)}
    pages = PAGES | {"learn/one": {"claims": {"big": claim | {"where": "adamdocs/x.py:7"}}}}
    (found,) = wrong("- {{reference elm2016}}\n", pages)
    assert found.startswith("adamdocs/x.py:7: cites 'fir2017', which is not among the references")
    assert wrong("- {{reference elm2016}}\n- {{reference fir2017}}\n", pages) == []


def test_a_file_that_is_broken_is_told_once_for_a_page_that_cites(monkeypatch):
    monkeypatch.setattr(citations, "read", lambda: parsed("@misc{x, title={"))
    (found,) = wrong("{{cite ash2015}} {{cite elm2016}}")
    assert found.startswith("docs/references.bib:1: ")
    assert convert("{{cite ash2015}} {{references}}").startswith("<p>? ")
    assert wrong("No citation.") == []


ALL = Page("reference/all", "docs/reference/all.md", "# All\n\n{{bibliography}}\n", "../", PAGES)


def test_all_sources_stand_on_a_page_with_those_that_cite_them():
    citing = page("{{cite ash2015}}" + LIST)._replace(title="One")
    SITE.set((citing, ALL))
    html = convert(ALL.text, slug="reference/all")
    assert re.findall(r'id="ref-(\w+)"', html) == ["ash2015", "elm2016", "fir2017"]
    assert html.count('Cited on <a href="../learn/one.md#ref-') == 2
    assert html.count("Background.") == 1


def test_words_shown_elsewhere_lead_to_the_page_of_all_sources():
    SITE.set((ALL,))
    assert '<a href="../reference/all.md#ref-ash2015">' in convert("{{cite ash2015}}")


def test_a_notebook_taken_along_has_words_and_links():
    assert citations.in_markdown("{{cite ash2015}} {{citep ash2015 fir2017}}") == (
        "[Ash (2015)](https://a.org/ash) ([Ash, 2015](https://a.org/ash); Fir, 2017)"
    )
    assert citations.in_markdown("- {{reference ash2015}}") == (
        "- A. Ash. *On Ash.* 2015. [a.org/ash](https://a.org/ash)."
    )


def test_a_build_is_refused_with_one_line_a_mistake(project, refused):
    project.write("docs/references.bib", BIB)
    project.edit("docs/learn/tiny.md", "# Tiny\n", "# Tiny\n\nSee {{cite asch2015}}.\n")
    refused(r"docs/learn/tiny\.md:3: unknown source 'asch2015'; write 'ash2015'\?")


def test_a_build_without_sources_is_refused_where_one_is_cited(project, refused):
    project.edit("docs/learn/tiny.md", "# Tiny\n", "# Tiny\n\nSee {{cite ash2015}}.\n")
    refused(r"docs/references\.bib: is missing; pages that cite take their sources from there")

"""Every symbol of a formula is on the page of symbols; a table that is wrong is told."""

import pytest

from adamdocs.publishing import symbols
from adamdocs.publishing.mathml import OURS
from adamdocs.publishing.pages import SITE, Page
from adamdocs.publishing.problems import Problem
from adamdocs.publishing.prose import Text, _strange
from adamdocs.publishing.symbols import FILE, OPERATORS, listed, read, unlisted

from .test_pages import PAGES, convert

ROW = '[[group.symbol]]\nmacros = [{}]\nshown = "{}"\nmeans = "m"\npage = "learn/one"\n'


def table(root, rows, head='[[group]]\ntitle = "All"\n'):
    (root / "docs").mkdir()
    (root / FILE).write_text(head + "".join(rows), encoding="utf-8")


def row(macro):
    return ROW.format(f'"\\\\{macro}"', f"\\\\{macro}")


EVERY = [row(macro) for macro in OURS if macro not in OPERATORS]


def test_the_macros_of_this_site_are_explained_and_no_other():
    assert set(OURS) - OPERATORS <= listed()
    shown = [one["shown"] for _, group in read() for one in group]
    assert len(shown) > 20


@pytest.mark.parametrize(
    ("formula", "strange"),
    [
        (r"\m_t = \beta_1\,\m_{t-1}", []),
        (r"\mhat\vhat\lr\g", []),
        (r"\zeta\g", [r"\zeta"]),
        (r"\Gamma + \iota_t", [r"\Gamma", r"\iota"]),
        (r"\frac{\sqrt{2}}{\pi}\quad\max", []),
        (r"\lambda_{\min}", []),
    ],
)
def test_a_symbol_that_no_entry_explains_is_found(formula, strange):
    assert [macro for _, macro in unlisted(formula, listed())] == strange


def test_a_strange_symbol_is_told_with_its_line():
    text = Text("learn/one", "docs/learn/one.md", 1, "# One\n\n$$\n\\g\n\\zeta_t\n$$\n")
    assert list(_strange(text, listed())) == [
        (
            "docs/learn/one.md:5: the symbol \\zeta is not in docs/symbols.toml; add it there, or "
            "use one that is"
        )
    ]


def test_a_table_that_explains_every_macro_is_read(tmp_path):
    table(tmp_path, EVERY)
    ((title, group),) = read(tmp_path)
    assert (title, len(group)) == ("All", len(EVERY))


@pytest.mark.parametrize(
    ("rows", "head", "wrong"),
    [
        (EVERY[1:], None, r"no entry for the macro \\eps; add a \[\[group\.symbol\]\] for it"),
        ([*EVERY, row("g").replace("page", "place")], None, r'"\\\\g" lacks page; add it'),
        ([*EVERY, row("g") + 'note = "x"\n'], None, "has note, which nothing reads; there are: sh"),
        (EVERY, "[[group]]\n", "lacks title; add it"),
        (EVERY, "[[group]\n", r"docs/symbols\.toml:1: .*; mend the TOML"),
    ],
)
def test_a_table_that_is_wrong_is_told(tmp_path, rows, head, wrong):
    table(tmp_path, rows, *([head] if head else []))
    with pytest.raises(Problem, match=wrong):
        read(tmp_path)


def test_a_missing_table_is_told(tmp_path):
    with pytest.raises(Problem, match=r"docs/symbols\.toml: is missing; the page that shows it"):
        read(tmp_path)


def test_the_page_has_colors_units_names_and_ways(monkeypatch):
    entry = {
        "shown": r"\m_t",
        "means": "the average",
        "unit": r"of $\g$",
        "page": "learn/one#start",
        "ours": "m",
        "pytorch": "exp_avg; buffer in SGD",
    }
    monkeypatch.setattr(symbols, "read", lambda: [("All", [entry])])
    SITE.set((Page("learn/one", "docs/learn/one.md", "", "../", {}, title="One"),))
    html = convert("{{symbols}}", slug="reference/symbols", pages=PAGES)
    assert 'class="ad-symbol ad-m"' in html
    assert 'The average. Defined on <a href="../learn/one.md#start">One</a>.' in html
    assert (
        "In code: here <code>m</code>; PyTorch <code>exp_avg</code>, <code>buffer</code> in "
        in html
    )


def test_a_page_that_is_not_there_is_told(monkeypatch, caplog):
    entry = {"shown": "x", "means": "x", "page": "learn/none"}
    monkeypatch.setattr(symbols, "read", lambda: [("All", [entry])])
    SITE.set(())
    convert("{{symbols}}")
    assert "there is no page 'learn/none'; mend `page` of the entry" in caplog.text

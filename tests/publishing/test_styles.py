"""Style sheets: comments go, and the theme's unused colors; a build joins what is left."""

import gzip
import re
from pathlib import Path

import material
import pytest

from adamdocs.publishing import plain_tables
from adamdocs.publishing.styles import of_colors, of_features, of_tables, without_comments
from tests.site.built import ROOT

STYLES = {
    "a { color: red; }\n": "a { color: red; }\n",
    "/* One. */\na {\n  color: red; /* two */\n}\n": " a {\n  color: red;  }\n",
    "/* a {\n * } */\n\nb { top: 0; }\n": " \nb { top: 0; }\n",
    'a::after { content: "/* said */"; }\n': 'a::after { content: "/* said */"; }\n',
    'a[settings*=\'"adam"\'] { top: 0; /* not "here */ }': "a[settings*='\"adam\"'] { top: 0;   }",
    "a { margin: 1px/**/2px; }": "a { margin: 1px 2px; }",
}


@pytest.mark.parametrize("style", STYLES)
def test_comments_go_and_nothing_else(style):
    assert without_comments(style) == STYLES[style]


PALETTE = (
    "@media screen{[data-md-color-scheme=slate]{top:0}}"
    "[data-md-color-accent=red]{--a:red}[data-md-color-primary=deep-blue]{--a:blue}"
    "[data-md-color-primary=red] .md-tabs,[data-md-color-primary=red]{top:1}"
    "@media print{[data-md-color-primary=red]{--a:none}}/*# sourceMappingURL=a.map */"
)


THEME = (
    ".md-tabs{top:0}.a,.md-tabs .b{top:1}:is(.md-tabs,.c) .d{top:2}.e:is(.f,.g:not(.h)),.i{top:3}"
    "@media print{.md-tabs{top:4}}@media screen{.md-tabs{top:5}.j{top:6}}"
    '.k:after{content:".md-tabs{,}"}@keyframes l{from{top:7}to{top:8}}'
    ":root{--md-m:url('data:image/svg+xml;a,b');--md-n:url(\"data:{c}\");--md-o:1px}"
    ".p{mask:var(--md-n)}/*# sourceMappingURL=main.css.map */"
)


def test_what_features_asked_for_that_are_off_goes_and_nothing_else():
    assert of_features(THEME, "") == (
        ".a{top:1}.e:is(.f,.g:not(.h)),.i{top:3}"
        "@media screen{.j{top:6}}"
        '.k:after{content:".md-tabs{,}"}@keyframes l{from{top:7}to{top:8}}'
        ':root{--md-n:url("data:{c}");--md-o:1px}'
        ".p{mask:var(--md-n)}"
    )
    assert "--md-m:" in of_features(THEME, ".own { mask: var(--md-m) }")


def test_tables_without_a_class_are_asked_for_by_the_class_that_they_get():
    style = ".md-typeset table:not([class]) td,b{top:0}"
    assert of_tables(style) == ".md-typeset table.ad-plain td,b{top:0}"
    table = "<table>\n<tr><td>1</td></tr>\n</table>"
    boxed = plain_tables.boxed(f"{table}<p>{table}<table class='own'></table>")
    assert boxed.count('<div class="md-typeset__table"><table class="ad-plain">\n<tr>') == 2
    assert boxed.count("</table></div></div>") == 2
    assert boxed.endswith("<table class='own'></table>")


def test_the_theme_s_style_sheet_is_less_than_two_thirds_of_itself():
    (theme,) = Path(material.__file__).parent.rglob("stylesheets/main.*.min.css")
    style = theme.read_text(encoding="utf-8")
    left = of_features(style, "")
    assert len(gzip.compress(left.encode())) < len(gzip.compress(style.encode())) * 2 / 3
    assert left.count("{") == left.count("}")
    for kept in (".md-header{", ".md-typeset h1{", ".md-search__form{", "--md-admonition-icon"):
        assert kept in style
        assert kept in left


def test_a_change_of_colors_reaches_no_element_that_has_no_color_of_it():
    """The theme's style for it names every element, and browsers would compute all styles anew."""
    switching = "[data-md-color-switching] *,[data-md-color-switching] :after{transition:0s}"
    assert of_colors(f"@media screen{{a{{top:0}}{switching}}}b{{top:1}}", set()) == (
        "@media screen{a{top:0}}b{top:1}"
    )
    (theme,) = Path(material.__file__).parent.rglob("palette.*.min.css")
    assert "switching" in theme.read_text(encoding="utf-8")
    assert "switching" not in of_colors(theme.read_text(encoding="utf-8"), set())


def test_colors_that_nobody_chose_go():
    assert of_colors(PALETTE, {"deep-blue"}) == (
        "@media screen{[data-md-color-scheme=slate]{top:0}}"
        "[data-md-color-primary=deep-blue]{--a:blue}"
        "[data-md-color-primary=red] .md-tabs,[data-md-color-primary=red]{top:1}"
        "@media print{}"
    )


SHEETS = """\
extra_css:
  - stylesheets/one.css
  - stylesheets/two.css
"""


@pytest.fixture
def styled(project):
    """The project with two style sheets that every page loads, and one that no page names."""
    project.edit("mkdocs.yml", "plugins:", f"{SHEETS}plugins:")
    link = (
        '{%- for s in config.extra_css %}<link rel="stylesheet" href="{{ s | url }}">{% endfor %}'
    )
    project.edit("theme/main.html", "</head>", f"{link}\n</head>")
    project.write("docs/stylesheets/one.css", "/* One. */\na { color: red }\n")
    project.write("docs/stylesheets/two.css", "b { background: url(../x.svg) }\n")
    project.write("docs/stylesheets/late.css", "/* Late. */ i { top: 0 }\n")
    return project


def sheet_of(project):
    done = project.run("build")
    assert (done.status, done.errors) == (0, [])
    built = project.built()
    page = built["learn/tiny/index.html"].decode()
    [name] = re.findall(r'<link rel="stylesheet" href="\.\./\.\./(stylesheets/[^"]+)">', page)
    assert "stylesheets/late.css" in built
    assert not {"stylesheets/one.css", "stylesheets/two.css"} & set(built)
    return name, built[name].decode()


def test_a_build_joins_them_under_a_name_that_changes_with_them(styled):
    name, text = sheet_of(styled)
    assert text == "a{color:red}b{background:url(../x.svg)}\n"
    assert sheet_of(styled) == (name, text)
    styled.edit("docs/stylesheets/two.css", "b {", "u {")
    assert sheet_of(styled)[0] != name


def test_what_is_no_style_is_one_line(styled, refused):
    styled.write("docs/stylesheets/two.css", "b { color: red\n")
    refused(r"docs/stylesheets/: .+ mend the style sheet")


# A browser asks a `:has()` anew, for all that a box holds, whenever a script puts a thing there.
WHOLE_PAGES = re.compile(
    r"(?:^|[\s>~+,(])(?::root|html|body|main|article|\.md-[\w-]+)[^\s>~+,(]*"
    r":has\((?!\s*> ?[^\s>~+]+\))"
)


def test_no_box_that_holds_a_page_is_asked_what_it_holds():
    for sheet in sorted((ROOT / "docs/stylesheets").glob("*.css")):
        rules = without_comments(sheet.read_text(encoding="utf-8"))
        for selectors in re.findall(r"[^{}]+(?={)", rules):
            assert not WHOLE_PAGES.search(selectors.strip()), f"{sheet.name}: {selectors.strip()}"
    for slow in (
        ".md-main:has(.x) > p",
        "a,:root:has(.x)",
        "body:has(> main .x)",
        "p:is(main:has(a))",
    ):
        assert WHOLE_PAGES.search(slow)
    assert not WHOLE_PAGES.search(".ad-widget:has(> adam-race), .ad-frame:has(> .ad-talk)")

"""What a contributor can get wrong: a line with file, line and mend; `site/` stays as it was."""

import re

import pytest

TINY = "adamdocs/explainers/tiny.py"
PAGE = "docs/learn/tiny.md"
NUMBER = '''

@page.number({options}, form="{form}")
def {name}():
    """Wrong."""
    return {value}
'''
FIGURE = """

@page.figure(caption="A figure.", alt="A figure.")
def {name}():
    chart = Chart("x", "y", height=2.0)
    {line}
"""


def add(project, text):
    project.edit(PAGE, "## More", f"{text}\n\n## More")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("It is {{frist_step}}.", r"docs/learn/tiny\.md:7: unknown number 'frist_step'; write .*"),
        (
            "It is {{other/page:size}}.",
            r"docs/learn/tiny\.md:7: unknown number 'other/page:size'; there is no explainer .*",
        ),
        (
            "It is {{zzz}}.",
            r"docs/learn/tiny\.md:7: unknown number 'zzz'; define it in adamdocs/expl.*first_step",
        ),
        ("$x = {{frist_step}}$", r"docs/learn/tiny\.md:7: unknown number 'frist_step'; write .*"),
        ("{{figure stepz}}", r"docs/learn/tiny\.md:7: unknown figure 'stepz'; write 'steps'\?"),
        ("{{figure steps}}", r"docs/learn/tiny\.md:5: a figure 'steps' is .* already; leave .*"),
        ("{{claim it_is_big}}", r"docs/learn/tiny\.md:7: unknown claim 'it_is_big'; .*"),
        (
            "{{source adamdocs.optimizers.adam:atom}}",
            r"docs/learn/tiny\.md:7: unknown function 'atom' in adamdocs\.optimizers\.adam; .*",
        ),
        ("$\\frac{1}{$", r"docs/learn/tiny\.md:7: bad formula '\\\\frac\{1\}\{': .*; mend the .*"),
        ("$$\n\\nosuch x\n$$", r"docs/learn/tiny\.md:8: bad formula .*nosuch.*; mend the LaTeX"),
        (
            "<div>{{first_step}}</div>",
            r"docs/learn/tiny\.md:7: \{\{first_step\}\} was not replaced; take it out .*",
        ),
        (
            "It is {{First-Step}}.",
            r"docs/learn/tiny\.md:7: \{\{First-Step\}\} was not replaced; write \{\{name\}\}, .*",
        ),
        (
            "See {{figure steps}} here.",
            r"docs/learn/tiny\.md:5: \{\{figure steps\}\} was not replaced; put it in a par.*",
        ),
        (
            "[there](nowhere.md)",
            r"docs/learn/tiny\.md:7: link 'nowhere\.md', but the target .*; mend the link, .*",
        ),
        (
            "[there](#nowhere)",
            r"docs/learn/tiny\.md:7: link '#nowhere', but there is no such anchor .*; mend .*",
        ),
        (
            "[there](/nowhere)",
            r"docs/learn/tiny\.md:7: absolute link '/nowhere', it was left as is; mend the link.*",
        ),
    ],
)
def test_a_mistake_in_a_page_is_one_line(project, refused, text, line):
    add(project, text)
    refused(line)


def test_every_mistake_of_a_page_is_told_at_once(project, refused):
    add(project, "{{no_number}}\n\n[a](gone.md)\n\n$\\frac$")
    refused(r".*:7: unknown number .*", r".*:9: link 'gone\.md'.*", r".*:11: bad formula .*")


def test_a_page_that_the_navigation_lacks_is_one_line(project, refused):
    project.write("docs/extra.md", "# Extra\n")
    refused(r"mkdocs\.yml:7: no line under nav for extra\.md; add one")


def test_a_line_of_the_navigation_without_a_page_is_one_line(project, refused):
    project.edit("mkdocs.yml", "hooks:", "  - Gone: gone.md\nhooks:")
    refused(r"mkdocs\.yml:10: A reference to 'gone\.md' .*; mend the line, or add the page")


def test_a_wrong_setting_is_one_line(project, refused):
    project.edit("mkdocs.yml", "strict: true", "strict: perhaps")
    refused(r".*'strict'.*")


NUMBERS = {
    "missed": ("expect=lambda: 2.0", "1.0", r"missed came out as 1\.0, expected 2\.0 .*; mend .*"),
    "pinned": ("pinned=2.0, reason='r'", "2.02", r"pinned came out as 2\.02, expected .*; mend .*"),
    "nan": ("expect=lambda: 2.0", "float('nan')", r"nan came out as nan; mend the run, .*"),
    "infinite": ("expect=lambda: 2.0", "float('inf')", r"infinite came out as inf; mend the run.*"),
    "nothing": ("expect=lambda: 2.0", "None", r"nothing must give a number, got None; return one"),
    "text": ("expect=lambda: 2.0", "'2.0'", r"text must give a number, got '2\.0'; return one"),
    "thing": ("expect=lambda: 2.0", "page", r"thing must give a number, got Expl.*; return one"),
    "no_closed_form": (
        "expect=lambda: 1 / 0",
        "1.0",
        r"ZeroDivisionError: .*; mend the number no_closed_form, and try it with .*",
    ),
}


def test_wrong_numbers_are_a_line_each(project, refused):
    added = [
        NUMBER.format(name=name, options=options, value=value, form=".2f")
        for name, (options, value, _) in NUMBERS.items()
    ]
    project.edit(TINY, "\n\n@page.figure", "".join(added) + "\n\n@page.figure")
    refused(*[rf"adamdocs/explainers/tiny\.py:\d\d: {line}" for _, _, line in NUMBERS.values()])


def test_a_number_whose_form_does_not_fit_is_one_line(project, refused):
    added = NUMBER.format(name="odd", options="expect=lambda: 2.0", value="2.0", form=".2q")
    project.edit(TINY, "\n\n@page.figure", f"{added}\n\n@page.figure")
    refused(r"adamdocs/explainers/.*: ValueError: .*; mend the number odd, and try it with .*")


def test_a_claim_whose_test_contradicts_its_verdict_is_one_line(project, refused):
    project.edit(TINY, 'verdict="false"', 'verdict="true"')
    refused(r"adamdocs/explainers/tiny\.py:3\d: it_is_small is called true, but .*; mend .*")


FIGURES = {
    "raises": ("return 1 / 0", r"ZeroDivisionError: division by zero; mend the figure raises, .*"),
    "none": ("chart.level(1.0)", r"none must return a Chart, got NoneType; end it with `ret.*"),
    "number": ("return 1.0", r"number must return a Chart, got float; end it with `return chart`"),
    "ink": (
        "chart.level(1.0, ink='pink')",
        r"KeyError: 'pink' \(raised in adamdocs/drawing/charts\.py:\d+\); mend the figure ink, .*",
    ),
    "shapes": ("chart.line('a', [1, 2], [1, 2, 3], 'm')", r"ValueError: .*; mend the figure sha.*"),
}


def test_figures_that_fail_are_a_line_each(project, refused):
    added = [FIGURE.format(name=name, line=line) for name, (line, _) in FIGURES.items()]
    project.edit(TINY, "\n\n@page.claim", "".join(added) + "\n\n@page.claim")
    refused(*[rf"adamdocs/explainers/tiny\.py:\d\d: {line}" for _, line in FIGURES.values()])


def test_a_helper_that_raises_is_told_for_everything_that_uses_it(project, refused):
    project.edit(TINY, "constant(3)", "constant(-3)")
    refused(*[r"adamdocs/explainers/tiny\.py:16: ValueError: .*; mend the \w+ \w+, .*"] * 3)


def test_words_that_name_nothing_are_a_line_each(project, refused):
    project.edit(TINY, "starts at {{first_step}}", "starts at {{last_step}}")
    project.edit(TINY, "figure steps", "figure stairs")
    refused(
        r"adamdocs/explainers/tiny\.py:25: steps names the number 'last_step', which .*; mend .*",
        r"adamdocs/explainers/tiny\.py:3\d: it_is_small shows the figure stairs as .*; mend .*",
    )


MODULES = [
    (
        "def steps():",
        "def first_step():",
        r"tiny\.py:25: learn/tiny has two things called 'first_step'; rename one",
    ),
    ("page = Explainer", "leaf = Explainer", r"tiny\.py:\d+: NameError: name 'page' is not .*; .*"),
    ("def steps():", "def steps(:", r"tiny\.py:26: SyntaxError: invalid syntax; mend it: .*"),
    (
        "import theory",
        "import theories",
        r"tiny\.py:3: ImportError: cannot import name 'theories' .*",
    ),
    (
        'form=".2f"',
        'form=".2f", pinned=1.0',
        r"tiny\.py:\d+: first_step needs one of expect= and pinned=.*",
    ),
    (
        "expect=lambda: theory.uncorrected_step(1, 0.9, 0.999)",
        "pinned=3.16",
        r"tiny\.py:\d+: first_step is pinned and needs reason=.*",
    ),
]


@pytest.mark.parametrize(("old", "new", "line"), MODULES)
def test_an_explainer_that_cannot_be_imported_is_one_line(project, refused, old, new, line):
    project.edit(TINY, old, new)
    refused(rf"adamdocs/explainers/{line}")


def test_a_module_without_a_page_is_one_line(project, refused):
    project.write("adamdocs/explainers/extra.py", '"""Nothing."""\n')
    refused(r"adamdocs/explainers/extra\.py:1: must define page = Explainer\(…\)")


def test_a_page_explained_twice_is_one_line(project, refused):
    text = "from adamdocs.explainers.framework import Explainer\n\npage = Explainer('learn/tiny')\n"
    project.write("adamdocs/explainers/extra.py", text)
    refused(
        r"adamdocs/explainers/tiny\.py:1: learn/tiny is explained by .*extra already; leave one .*"
    )


def test_a_broken_lower_floor_is_one_line(project, refused):
    whole = (project.root / "adamdocs/streams.py").read_text()
    try:
        project.write("adamdocs/streams.py", f"{whole}\n1 / 0\n")
        refused(
            r"adamdocs/explainers/tiny\.py:\d+: ZeroDivisionError: .*streams\.py:\d+\); mend .*"
        )
    finally:
        project.write("adamdocs/streams.py", whole)


@pytest.mark.parametrize("jobs", ["0", "-1"])
def test_too_few_jobs_are_refused(project, jobs):
    for command in ("build", "figures"):
        done = project.run(command, f"--jobs={jobs}")
        assert done.status == 1
        assert done.errors == [
            f"error: --jobs must be at least 1, got {jobs}; leave it out for all cores"
        ]


def test_an_unknown_name_is_refused_and_nothing_is_made(project):
    before = project.built(".cache/artefacts")
    done = project.run("figures", "--force", "steps", "stairs")
    assert (done.status, done.out) == (1, "")
    (line,) = done.errors
    assert line.startswith("error: no page, figure, number or claim is called 'stairs'; scripts/")
    assert project.built(".cache/artefacts") == before


@pytest.mark.parametrize("name", ["site", ".cache/artefacts"])
def test_a_file_where_a_folder_must_be_is_one_line(project, name):
    place, aside = project.root / name, project.root / "aside"
    place.rename(aside)
    try:
        place.write_text("mine")
        done = project.run("build")
        assert done.status == 1
        (line,) = done.errors
        assert re.fullmatch(rf"error: {re.escape(name)}\S*: .*; \S.*", line), line
        assert place.read_text() == "mine"
    finally:
        place.unlink()
        aside.rename(place)


def test_a_link_in_the_place_of_the_site_is_one_line(project):
    place, aside = project.root / "site", project.root / "aside"
    place.rename(aside)
    try:
        place.symlink_to(aside)
        done = project.run("build")
        assert (done.status, len(done.errors)) == (1, 1)
        assert done.errors[0].startswith("error: site: is a link; remove it")
    finally:
        place.unlink()
        aside.rename(place)


def test_the_command_line_itself_ends_with_status_one(project):
    project.edit(PAGE, "{{figure steps}}", "{{figure stairs}}")
    done = project.command("build")
    assert (done.status, done.out) == (1, "")
    assert done.errors[0].startswith("error: docs/learn/tiny.md:5: unknown figure 'stairs'; ")
    assert all(line.startswith("error: docs/learn/tiny.md") for line in done.errors), done.errors

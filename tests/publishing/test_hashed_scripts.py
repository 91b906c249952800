"""Scripts are joined into files below a folder named by what they hold: browsers may keep them."""

import re

import pytest

from adamdocs.publishing.problems import Problem
from adamdocs.publishing.scripts import joined

CONFIG = """\
extra_javascript:
  - javascripts/plain.js
  - path: javascripts/main.js
    type: module
"""
HEAD = "{%- for s in config.extra_javascript %}{{ s | script_tag }}{% endfor %}\n</head>"
MAIN = "import { two } from './parts/two.js';\nimport('./later.js');\ntwo();\n"


def folder_of(project):
    done = project.run("build")
    assert (done.status, done.errors) == (0, [])
    page = (project.root / "site" / "learn" / "tiny" / "index.html").read_text()
    tags = re.findall(r'<script src="\.\./\.\./(javascripts/\w+)/(\S+)"( type="module")?>', page)
    [folder] = {folder for folder, _, _ in tags}
    assert [tag[1:] for tag in tags] == [("plain.js", ""), ("main.js", ' type="module"')]
    return project.root / "site" / folder


@pytest.fixture
def scripted(project):
    """The project with scripts: a plain one, a module with a part, and one that is loaded later."""
    project.edit("mkdocs.yml", "plugins:", f"{CONFIG}plugins:")
    project.edit("theme/main.html", "</head>", HEAD)
    project.write("docs/javascripts/plain.js", "let a = 1;\n")
    project.write("docs/javascripts/main.js", MAIN)
    project.write(
        "docs/javascripts/later.js", "import { two } from './parts/two.js';\ntwo('later');\n"
    )
    project.write(
        "docs/javascripts/parts/two.js",
        "/** A note for whoever reads the source. */\nexport const two = (x) => console.log(x);\n",
    )
    return project


def test_one_edit_moves_them_all_and_nothing_is_left_behind(scripted):
    before = folder_of(scripted)
    assert folder_of(scripted) == before
    scripted.edit("docs/javascripts/parts/two.js", "log(x)", "log(x, x)")
    after = folder_of(scripted)
    assert after != before
    assert [path.name for path in (scripted.root / "site" / "javascripts").iterdir()] == [
        after.name
    ]


def test_parts_are_joined_notes_dropped_and_what_comes_later_kept_apart(scripted):
    folder = folder_of(scripted)
    names = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.js"))]
    assert [name for name in names if "parts/" not in name] == ["main.js", "plain.js"]
    assert [name for name in names if "parts/" in name] == ["parts/chunk.js", "parts/later.js"]
    text = "".join(path.read_text() for path in folder.rglob("*.js"))
    assert "whoever reads" not in text
    assert text.count("console.log") == 1


def test_the_order_of_operations_stays_as_it_is_written(tmp_path):
    (tmp_path / "javascripts").mkdir()
    sums = "(a + b) + c - (a + (b + c)) + 0.1 * 3 + x * x / (1 - 0.9)"
    source = f"export const f = (a, b, c, x) => {sums};\n"
    (tmp_path / "javascripts" / "main.js").write_text(source)
    _, files = joined(tmp_path, ["javascripts/main.js"])
    text = files["main.js"].decode().replace(" ", "")
    a, b, c, x = re.search(r"\((\w+),(\w+),(\w+),(\w+)\)=>", text).groups()
    wanted = f"{a}+{b}+{c}-({a}+({b}+{c}))+.1*3+{x}*{x}/(1-.9)"
    assert wanted in text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("let = 5 +;\n", r"docs/javascripts/main\.js:1: .+; mend the script"),
        (
            "import './gone.js';\n",
            r'docs/javascripts/main\.js:1: Could not resolve "\./gone\.js"; mend the script',
        ),
    ],
)
def test_a_broken_script_is_one_line(scripted, refused, text, told):
    scripted.write("docs/javascripts/main.js", text)
    refused(told)


def test_a_missing_program_names_the_command_that_brings_it(tmp_path, monkeypatch):
    monkeypatch.setattr("adamdocs.publishing.scripts.MODULES", tmp_path)
    with pytest.raises(Problem, match="esbuild is missing in scripts/web; run scripts/build"):
        joined(tmp_path, ["javascripts/main.js"])

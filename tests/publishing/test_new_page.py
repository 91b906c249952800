"""A page that is begun builds at once; one that cannot be begun leaves nothing."""

import ast
import io
import subprocess
import sys
from pathlib import Path

import pytest

from adamdocs.publishing import new_page as module
from adamdocs.publishing.__main__ import main
from adamdocs.publishing.new_page import asked, new_page, next_steps
from adamdocs.publishing.problems import Problem


def tree(root):
    return {path: path.read_text() for path in root.rglob("*") if path.suffix in (".md", ".yml")}


def test_a_new_page_builds(project):
    made = new_page("learn/trust-region", "Trust: regions", "How far it goes.", root=project.root)
    assert made == [
        "docs/learn/trust-region.md",
        "adamdocs/explainers/trust_region.py",
        "mkdocs.yml",
    ]
    try:
        done = project.run("build")
        assert (done.status, done.errors) == (0, [])
        page = project.built()["learn/trust-region/index.html"].decode()
        assert "3.16" in page
        assert "<svg" in page
        assert "<title>Trust: regions</title>" in page
        assert '<meta name="description" content="How far it goes.">' in page
    finally:
        (project.root / made[1]).unlink()


@pytest.fixture
def root(tmp_path):
    (tmp_path / "docs" / "learn").mkdir(parents=True)
    (tmp_path / "docs" / "learn" / "adam.md").touch()
    (tmp_path / "docs" / "learn" / "book.ipynb").touch()
    (tmp_path / "adamdocs" / "explainers" / "momentum").mkdir(parents=True)
    nav = "nav:\n  - Home: index.md\n  - Adam:\n      - Adam: learn/adam.md\n  - Try: try.md\n"
    (tmp_path / "mkdocs.yml").write_text(f"site_name: x\n{nav}\nplugins: []\n")
    return tmp_path


@pytest.mark.parametrize(
    ("slug", "after", "before_it", "line"),
    [
        ("learn/one", None, "      - Adam: learn/adam.md", "      - One: learn/one.md"),
        ("learn/one", "try", "  - Try: try.md", "  - One: learn/one.md"),
        ("other/one", None, "  - Try: try.md", "  - One: other/one.md"),
    ],
)
def test_its_line_follows_its_folder_or_the_page_that_is_named(root, slug, after, before_it, line):
    new_page(slug, "One", "About one.", after, root=root)
    lines = (root / "mkdocs.yml").read_text().splitlines()
    assert lines[lines.index(before_it) + 1] == line


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("docs/learn/one", "One", "About."), "named like learn/trust-region"),
        (("learn/one.md", "One", "About."), "named like learn/trust-region"),
        (("learn/one--more", "One", "About."), "named like learn/trust-region"),
        (("learn/one-", "One", "About."), "named like learn/trust-region"),
        (("learn/book", "One", "About."), r"docs/learn/book\.ipynb: is there already"),
        (("learn/one", "Try", "About."), "TITLE: the navigation has a 'Try' already"),
        (("learn/one", "O" * 62, "About."), "TITLE: has 1 characters too many"),
        (("learn/one", "One", "A" * 301), "ABOUT: has 301 characters"),
        (("Learn/One", "One", "About."), "named like learn/trust-region"),
        (("one", "One", "About."), "named like learn/trust-region"),
        (("learn/../one", "One", "About."), "named like learn/trust-region"),
        (("learn/one", " ", "About."), "TITLE: needs one line"),
        (("learn/one", "One", 'a "b"'), "ABOUT: needs one line"),
        (("learn/one", "One", "a {{token}}"), "ABOUT: needs one line"),
        (("learn/adam", "Adam", "About."), r"docs/learn/adam\.md: is there already"),
        (("learn/momentum", "M", "About."), r"adamdocs/explainers/momentum: is there already"),
        (("learn/one", "One", "About.", "learn/none"), "no page of the navigation is learn/none"),
    ],
)
def test_what_cannot_be_begun_leaves_nothing(root, arguments, message):
    before = tree(root)
    with pytest.raises(Problem, match=message):
        new_page(*arguments, root=root)
    assert tree(root) == before


ABOUT = "How far a step may be trusted when nothing is known but one gradient, and what that costs"


@pytest.mark.parametrize(
    ("slug", "title", "about"),
    [
        ("learn/one", "One", "About one."),
        ("learn/one", "Adam’s one", ABOUT),
        ("connections/reinforcement-by-trust", "t" * 36, "a" * 300),
    ],
)
def test_a_new_page_meets_the_rules_of_style(root, slug, title, about):
    explainer = root / new_page(slug, title, about, root=root)[1]
    rules = Path(__file__).parents[2] / "pyproject.toml"
    ruff = [sys.executable, "-m", "ruff"]
    for command in (["check", "--no-cache"], ["format", "--no-cache", "--diff"]):
        done = subprocess.run(
            [*ruff, *command, "--config", rules, explainer], capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_what_is_said_of_it_ends_as_a_sentence(root):
    text, explainer, _ = new_page("learn/one", "One", "About one", root=root)
    assert "\nAbout one. Under" in (root / text).read_text()
    assert ast.get_docstring(ast.parse((root / explainer).read_text())) == "learn/one: About one."


def test_an_interrupted_begin_leaves_nothing(root, monkeypatch):
    def interrupted(path, content):
        if path.name == "mkdocs.yml":
            raise KeyboardInterrupt
        path.write_bytes(content)

    before = tree(root)
    monkeypatch.setattr(module, "write_whole", interrupted)
    with pytest.raises(KeyboardInterrupt):
        new_page("learn/one", "One", "About.", root=root)
    assert tree(root) == before
    assert not (root / "adamdocs" / "explainers" / "one.py").exists()


def test_an_argument_too_many_is_told_in_a_line(capsys):
    assert main(["new-page", "learn/one", "One", "About", "one", "more"]) == 2
    told = capsys.readouterr().err
    assert told == "error: unknown arguments: one more; try scripts/new-page --help\n"


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_who_sits_at_a_terminal_is_asked_for_what_is_missing(root, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", Terminal("One page\n About one. \n"))
    assert asked("learn/one", None, None, root) == ("learn/one", "One page", "About one.")
    assert capsys.readouterr().err == "What the navigation calls it: One sentence about it: "


def test_an_answer_that_will_not_do_is_asked_for_again_at_once(root, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", Terminal("Learn\nlearn/adam\nlearn/one\n\nOne\nAbout.\n"))
    assert asked(None, None, None, root) == ("learn/one", "One", "About.")
    told = capsys.readouterr().err
    assert told.count("Path of the page") == 3
    assert "error: Learn: a page is named like" in told
    assert "error: docs/learn/adam.md: is there already" in told
    assert told.count("What the navigation calls it") == 2


def test_whoever_stops_answering_is_not_asked_on(root, monkeypatch):
    monkeypatch.setattr("sys.stdin", Terminal("learn/one\n"))
    with pytest.raises(Problem, match="^no answer; nothing was written$"):
        asked(None, None, None, root)


def test_nobody_else_is(root, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("learn/one\n"))
    with pytest.raises(Problem, match="^TITLE: is missing"):
        asked("learn/one", None, None, root)


def test_the_next_steps_name_the_files(root):
    made = new_page("learn/one", "One", "About one.", root=root)
    steps = next_steps("learn/one", made)
    assert [line[:2] for line in steps.splitlines() if line[:1].isdigit()] == ["1.", "2.", "3."]
    assert all(name in steps for name in ("learn/one/", *made[:2]))

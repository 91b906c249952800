"""A page that is begun builds at once; one that cannot be begun leaves nothing."""

import io

import pytest

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


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_who_sits_at_a_terminal_is_asked_for_what_is_missing(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", Terminal("One page\n About one. \n"))
    assert asked("learn/one", None, None) == ("learn/one", "One page", "About one.")
    assert capsys.readouterr().err == "What the navigation calls it: One sentence about it: "


def test_nobody_else_is(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("learn/one\n"))
    with pytest.raises(Problem, match="^TITLE: is missing"):
        asked("learn/one", None, None)


def test_the_next_steps_name_the_files(root):
    made = new_page("learn/one", "One", "About one.", root=root)
    steps = next_steps("learn/one", made)
    assert [line[:2] for line in steps.splitlines() if line[:1].isdigit()] == ["1.", "2.", "3."]
    assert all(name in steps for name in ("learn/one/", *made[:2]))

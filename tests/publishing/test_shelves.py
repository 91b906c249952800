"""Experiments run once, and again when their code changes."""

import pickle

import numpy as np
import pytest

from adamdocs.publishing import shelves
from adamdocs.publishing.keys import Snapshot

EXPERIMENT = """\


@page.experiment()
def long_run(times):
    with open({log!r}, "a") as log:
        log.write("run ")
    return times


@page.number(form=".0f", pinned=2, reason="a test")
def answer():
    "What a long run comes to."
    return long_run(2)
"""


@pytest.fixture
def kept(tmp_path):
    """A folder with a module of one experiment, and a shelf for it."""
    root = tmp_path / "package"
    root.mkdir()
    (root / "__init__.py").touch()

    def write(body):
        (root / "runs.py").write_text(f"@page.experiment()\ndef long_run(times):\n    {body}\n")

    def shelf():
        return shelves.shelf(Snapshot(root), "package.runs", "long_run", tmp_path / "kept")

    write("return 1")
    return write, shelf, tmp_path / "kept"


def counting(result):
    calls = []

    def run():
        calls.append(1)
        return result

    return run, calls


def test_a_result_is_kept_by_arguments(kept):
    _, shelf, _ = kept
    run, calls = counting(np.arange(3.0))
    for _ in range(3):
        np.testing.assert_array_equal(shelf()((1, "a"), run), np.arange(3.0))
    assert len(calls) == 1
    shelf()((2, "a"), run)
    assert len(calls) == 2


def test_changed_code_runs_again_and_a_docstring_does_not(kept):
    write, shelf, folder = kept
    run, calls = counting(1)
    shelf()((), run)
    write('"""Words."""\n    return 1')
    shelf()((), run)
    assert len(calls) == 1
    write("return 2")
    shelf()((), run)
    assert len(calls) == 2
    assert len(list(folder.iterdir())) == 2


def test_a_torn_file_is_made_again(kept):
    _, shelf, folder = kept
    run, calls = counting(5)
    shelf()((), run)
    (path,) = folder.iterdir()
    for torn in (b"", path.read_bytes()[:-3]):
        path.write_bytes(torn)
        assert shelf()((), run) == 5
    assert len(calls) == 3
    assert pickle.loads(path.read_bytes()) == 5


def test_code_that_was_edited_meanwhile_leaves_nothing(kept):
    write, shelf, folder = kept
    fetch = shelf()

    def run():
        write("return 7")
        return 1

    assert fetch((), run) == 1
    assert not folder.exists()


def test_what_no_experiment_needs_is_left_over(kept):
    write, shelf, folder = kept
    shelf()((), lambda: 1)
    (old,) = folder.iterdir()
    write("return 2")
    shelf()((), lambda: 2)
    (new,) = set(folder.iterdir()) - {old}
    assert shelves.left_over({new.name.partition("-")[0]}, folder) == [old]


def test_builds_run_an_experiment_once(project):
    log, tiny = project.root / "log", "adamdocs/explainers/tiny.py"
    source = (project.root / tiny).read_text() + EXPERIMENT.format(log=str(log))
    project.edit("docs/learn/tiny.md", "## More", "It comes to {{answer}}.\n\n## More")

    def runs(text):
        project.write(tiny, text)
        done = project.run("build")
        assert (done.status, done.errors) == (0, [])
        return log.read_text().count("run")

    assert runs(source) == 1
    assert runs(source.replace("return long_run(2)", "return 1 * long_run(2)")) == 1
    assert runs(source.replace("return times", "return 1 * times")) == 2

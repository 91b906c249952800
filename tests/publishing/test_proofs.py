"""The proofs on the whole project find what they are for: builds that differ, and what is torn."""

from types import MappingProxyType, SimpleNamespace

import pytest

from adamdocs.publishing import proofs
from adamdocs.publishing.problems import Problem

# Stands in for the builder: keeps two files, which it takes its time to make, then puts a site.
BUILDER = """
import os, pathlib, sys, time
page = pathlib.Path("docs/index.md").read_text()
def write(name, text, whole=True):
    path = pathlib.Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    pathlib.Path(".cache").mkdir(exist_ok=True)
    if path.exists() and path.read_text() == text:
        return
    part = pathlib.Path(".cache", path.name + ".part") if whole else path
    with part.open("w") as file:
        for letter in text:
            file.write(letter)
            file.flush()
            time.sleep({pause})
    part.rename(path)
write(".cache/artefacts/one", "x" * 20, whole={whole})
write(".cache/cells/two", "y" * 20)
if {removes}:
    pathlib.Path("site/index.html").unlink(missing_ok=True)
    time.sleep({pause} * 5)
write("site/index.html", page + {salt})
"""


@pytest.fixture
def small(monkeypatch):
    """`small(…)`: the project that is copied is one file whose builder is as asked for."""

    def make(whole=True, salt="''", pause=0.01, removes=False):
        class Copy:
            environment = MappingProxyType({"PATH": "/usr/bin:/bin"})

            def __init__(self, root, *, caches):
                assert not caches
                self.root = root
                for name in ("adamdocs/publishing", "docs"):
                    (root / name).mkdir(parents=True)
                (root / "adamdocs/__init__.py").touch()
                (root / "adamdocs/publishing/__init__.py").touch()
                builder = BUILDER.format(whole=whole, salt=salt, pause=pause, removes=removes)
                (root / "adamdocs/publishing/__main__.py").write_text(builder)
                (root / "docs/index.md").write_text("A page.\n")

        monkeypatch.setattr(proofs, "Copy", Copy)
        monkeypatch.setattr(proofs, "LEAST", 0.05)

    return make


def test_builds_that_repeat_pass(small, capsys):
    small(pause=0)
    proofs.run(["repeats"])
    assert "two clean builds are byte-identical: 1 files, " in capsys.readouterr().out


def test_builds_that_differ_are_found_by_name(small):
    small(pause=0, salt="os.environ['PYTHONHASHSEED']")
    with pytest.raises(Problem, match="two clean builds differ in 1 files\n  index.html"):
        proofs.run(["repeats"])


def test_a_builder_that_writes_whole_files_survives(small, capsys):
    small()
    proofs.run(["kills"], moments=8)
    told = capsys.readouterr().out
    assert "nothing was torn" in told
    assert told.count("; the old site; ") >= 4
    assert "killed alone" in told
    assert "killed with its workers" in told


def test_a_torn_file_is_found(small):
    small(whole=False)
    with pytest.raises(Problem, match="does not make\n  artefacts/one"):
        proofs.run(["kills"], moments=8)


def test_a_site_that_is_gone_for_a_while_is_found(small):
    small(removes=True)
    with pytest.raises(Problem, match="site/ is neither whole nor as it was\n  index.html"):
        proofs.run(["kills"], moments=8)


def test_a_site_that_was_moved_away_is_there(tmp_path):
    (tmp_path / ".cache/site-1.old").mkdir(parents=True)
    (tmp_path / ".cache/site-1.old/index.html").write_text("old")
    (tmp_path / ".cache/ipython").mkdir()
    (tmp_path / ".cache/ipython/history").write_text("of no build")
    old = proofs.tree(tmp_path / ".cache/site-1.old")
    copy = SimpleNamespace(root=tmp_path)
    attempt = proofs.Attempt(copy, old, {"index.html": "new"}, tmp_path / "old")
    assert attempt._check(killed=True) == "old, moved away,"
    with pytest.raises(Problem, match="neither whole"):
        attempt._check(killed=False)
    (tmp_path / ".cache/site-1.old/index.html").write_text("torn")
    with pytest.raises(Problem, match="neither whole"):
        attempt._check(killed=True)


def test_a_proof_in_which_nothing_was_killed_is_none(small, monkeypatch):
    with pytest.raises(Problem, match="--moments 0: "):
        proofs.run(["kills"], moments=0)
    small(pause=0)

    def wait(self, number, _):
        self._build(number, 30.0)  # no build takes so long

    monkeypatch.setattr(proofs.Attempt, "changed", wait)
    with pytest.raises(Problem, match="none of 1 builds was killed"):
        proofs.run(["kills"], moments=1)


def test_a_build_that_fails_is_told(small):
    small(pause=0, salt="sys.exit('broken')")
    with pytest.raises(Problem, match="a clean build, the first ended with status 1"):
        proofs.run(["repeats"])

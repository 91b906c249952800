"""Builds that repeat, change a little, run at once, or are killed."""

import os
import re
import shutil
import subprocess
import sys
import time

import pytest

TINY = "adamdocs/explainers/tiny.py"
PAGE = "docs/learn/tiny.md"
STORE = ".cache/artefacts"


def clean(project):
    shutil.rmtree(project.root / STORE, ignore_errors=True)
    shutil.rmtree(project.root / "site", ignore_errors=True)


def build(project, *arguments):
    """The built tree, and what was told of figures."""
    done = project.run("build", *arguments)
    assert (done.status, done.errors) == (0, [])
    told, end, seconds = done.err.rpartition("Site: built into site/ in ")
    assert end
    assert re.fullmatch(r"[\d.]+ s for http://127.0.0.1:8000/; SITE_URL .*\n", seconds)
    return project.built(), told


def test_clean_builds_are_byte_identical_whatever_the_number_of_jobs(project):
    clean(project)
    one, told = build(project, "--jobs=1")
    assert "Figures and numbers: 3 of 3 made" in told
    artefacts = project.built(STORE)
    clean(project)
    two, _ = build(project, "--jobs=2")
    assert two == one
    assert project.built(STORE) == artefacts


def test_a_build_in_an_interpreter_of_its_own_gives_the_same_bytes(project):
    reference, _ = build(project)
    clean(project)
    done = project.command("build", PYTHONHASHSEED="7")
    assert (done.status, done.errors) == (0, [])
    assert project.built() == reference


def test_dates_follow_source_date_epoch(project):
    reference, _ = build(project)
    assert b"<lastmod>2023-11-14</lastmod>" in reference["sitemap.xml"]
    assert project.command("build", SOURCE_DATE_EPOCH="1600000000").status == 0
    later = project.built()
    assert b"<lastmod>2020-09-13</lastmod>" in later["sitemap.xml"]
    assert {name for name in later if later[name] != reference[name]} == {
        "sitemap.xml",
        "sitemap.xml.gz",
    }


def test_nothing_is_made_or_said_when_nothing_changed(project):
    build(project)
    index = project.root / STORE / "index.json"
    before = index.stat().st_mtime_ns, index.stat().st_ino
    text, told = build(project)
    assert told == ""
    assert (index.stat().st_ino, len(text)) == (before[1], len(project.built()))


@pytest.mark.parametrize(
    ("old", "new", "made"),
    [
        ("    return chart", "    # done\n    return chart", 0),
        ("It starts at", "It begins at", 0),
        ('"steps", [1, 2, 3]', '"step", [1, 2, 3]', 1),
        ("constant(3)", "constant(4)[:3]", 3),
    ],
    ids=["a comment", "a caption", "a figure", "a helper"],
)
def test_only_what_an_edit_reaches_is_made(project, old, new, made):
    build(project)
    project.edit(TINY, old, new)
    shutil.rmtree(project.root / "site")
    after, told = build(project)
    assert (f"Figures and numbers: {made} of {made} made" in told) == (made > 0)
    assert (told == "") == (made == 0)
    assert (b"It begins at" in after["learn/tiny/index.html"]) == ("begins" in new)
    assert after["figures/learn/tiny/steps.csv"].count(b"\nstep,") == 3 * ("step" in new[:6])


def test_a_source_edited_while_it_is_in_use_leaves_nothing_under_the_wrong_key(project):
    """The number edits its own module when it is first measured, as an author might."""
    # Both 1 and 2 are within the tolerance of 1.5, which is all that a whole number may have.
    given = 'theory.uncorrected_step(1, 0.9, 0.999), form=".2f")'
    project.edit(TINY, given, '1.5, form=".0f", tolerance=0.338)')
    project.edit(TINY, "    return first(0.999)[0]\n", EDITS_ITSELF)
    after, _ = build(project)
    assert b'<data class="ad-number" value="2.0">2</data>' in after["index.html"]
    stored = project.built(STORE).values()
    assert not any(b'"value": 1.0' in content for content in stored)


EDITS_ITSELF = """\
    from pathlib import Path
    path, text = Path(__file__), Path(__file__).read_text()
    if "size = 1" ".0" in text:
        path.write_text(text.replace("size = 1" ".0", "size = 2.0"))
    size = 1.0
    return size
"""


def test_sources_that_never_rest_end_the_build_with_a_line(project):
    project.edit(TINY, "    return first(0.999)[0]\n", RESTLESS)
    done = project.run("build")
    assert done.status == 1
    assert done.errors == [
        "error: the sources were edited while figures were drawn; build again when they rest"
    ]


RESTLESS = """\
    from pathlib import Path
    path = Path(__file__)
    path.write_text(path.read_text() + "# more\\n")
    return first(0.999)[0]
"""


def test_two_builds_at_once_do_not_disturb_each_other(project):
    clean(project)
    reference, _ = build(project)
    artefacts = project.built(STORE)
    clean(project)
    command = [sys.executable, "-m", "adamdocs.publishing", "build", "--jobs=1"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    both = [
        subprocess.Popen(command, cwd=project.root, env=project.environment, **pipes)
        for _ in range(2)
    ]
    for process in both:
        _, errors = process.communicate(timeout=300)
        assert process.returncode == 0, errors
    assert project.built() == reference
    assert project.built(STORE) == artefacts


def test_what_no_build_has_needed_for_an_hour_goes_and_nothing_else(project):
    build(project)
    store = project.root / STORE
    old, young = store / "old.svg", store / "young.svg"
    stale = project.root / ".cache" / "site-stale"
    stale.mkdir()
    for path in (old, young):
        path.write_text("drawn")
    two_hours_ago = time.time() - 7200
    for path in (old, stale, *store.glob("*.csv")):
        os.utime(path, (two_hours_ago, two_hours_ago))
    project.edit(TINY, "It starts at", "It begins at")
    build(project)
    assert not old.exists()
    assert not stale.exists()
    assert young.exists()
    young.unlink()
    assert len(list(store.glob("*.csv"))) >= 1


def test_a_torn_or_foreign_index_is_made_again(project):
    reference, _ = build(project)
    index = project.root / STORE / "index.json"
    for text in ("", "{", "[]", '{"package": "other"}'):
        index.write_text(text)
        assert build(project)[0] == reference


def test_a_missing_or_empty_artefact_is_made_again(project):
    reference, _ = build(project)
    (picture,) = (project.root / STORE).glob("*.png")
    content = picture.read_bytes()
    for spoil in (picture.unlink, lambda: picture.write_bytes(b"")):
        spoil()
        after, told = build(project)
        assert "1 of 1 made" in told
        assert (after, picture.read_bytes()) == (reference, content)

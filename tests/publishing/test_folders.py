"""Folders put in place, swept and touched."""

import os
import time

import pytest

from adamdocs.publishing.folders import put_folder, refuse_unwritable, sweep, touch
from adamdocs.publishing.problems import Problem


def folder(path, **files):
    path.mkdir(parents=True)
    for name, text in files.items():
        (path / name).write_text(text)
    return path


def names(path):
    return sorted(inner.name for inner in path.iterdir())


def test_a_folder_is_put_where_there_is_none(tmp_path):
    put_folder(folder(tmp_path / "new", a="1"), tmp_path / "site")
    assert names(tmp_path) == ["site"]


def test_a_folder_is_put_in_the_place_of_another(tmp_path):
    folder(tmp_path / "site", old="1", both="1")
    put_folder(folder(tmp_path / "new", both="2"), tmp_path / "site")
    assert names(tmp_path) == ["site"]
    assert names(tmp_path / "site") == ["both"]
    assert (tmp_path / "site" / "both").read_text() == "2"


def test_a_folder_that_another_build_puts_there_meanwhile_gives_way(tmp_path, monkeypatch):
    new = folder(tmp_path / "new", mine="1")
    rename = type(new).rename

    def interfered(path, target):
        if path == new and not (tmp_path / "done").exists():
            (tmp_path / "done").touch()
            folder(tmp_path / "site", theirs="1")
        return rename(path, target)

    monkeypatch.setattr(type(new), "rename", interfered)
    put_folder(new, tmp_path / "site")
    assert names(tmp_path / "site") == ["mine"]


def test_a_folder_that_is_not_there_cannot_be_put(tmp_path):
    with pytest.raises(OSError, match="new"):
        put_folder(tmp_path / "new", tmp_path / "site")


def test_sweep_takes_what_is_old_alone(tmp_path):
    long_ago = time.time() - 4000
    for name in ("old", "young"):
        (tmp_path / name).touch()
    folder(tmp_path / "old_folder", a="1")
    for name in ("old", "old_folder"):
        os.utime(tmp_path / name, (long_ago, long_ago))
    sweep([*tmp_path.iterdir(), tmp_path / "gone"])
    assert names(tmp_path) == ["young"]


def test_touch_makes_files_young_and_finds_the_missing_and_the_empty(tmp_path):
    old = tmp_path / "old"
    old.write_text("1")
    os.utime(old, (0, 0))
    assert touch([old])
    assert time.time() - old.stat().st_mtime < 60
    assert not touch([old, tmp_path / "gone"])
    (tmp_path / "empty").touch()
    assert not touch([tmp_path / "empty"])


def test_a_folder_without_the_right_to_write_is_refused(tmp_path, monkeypatch):
    def refuse(**_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    with pytest.raises(Problem, match=r"^\.: cannot be written \(Permission denied\); see to its"):
        refuse_unwritable(tmp_path)

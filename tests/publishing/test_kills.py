"""A build killed at any moment leaves nothing torn, and the next one ends as if it had not been.

The whole builder is killed in a dozen moments; its store of artefacts, where most of the writing is
done, in fifty, with artefacts that take no time to make.
"""

import multiprocessing
import os
import shutil
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from adamdocs.publishing import artefacts, lanes
from adamdocs.publishing.planning import Task

PAGE = "docs/learn/tiny.md"
STORE = ".cache/artefacts"


@pytest.mark.parametrize("cold", [True, False], ids=["cold", "one page changed"])
def test_a_killed_build_leaves_the_old_site_or_the_new_one(project, cold):
    old = built(project)[0]
    project.edit(PAGE, "The first", "The very first")
    reset(project, old, cold=cold)
    new, duration = built(project)
    artefacts_made = project.built(STORE)
    killed = 0
    for moment in range(6):
        reset(project, old, cold=cold)
        done = project.run("build", kill_after=duration * (moment + 0.5) / 6)
        killed += done.status == -signal.SIGKILL
        assert not (project.root / "site").exists() or project.built() in (old, new)
        for name, content in project.built(STORE).items():
            assert name.endswith(".part") or artefacts_made.get(name) == content
        assert built(project)[0] == new
    assert killed


def built(project):
    """The site, and how long it took."""
    began = time.monotonic()
    done = project.run("build")
    assert (done.status, done.errors) == (0, [])
    return project.built(), time.monotonic() - began


def reset(project, old, *, cold):
    """Put the old site in place, and take the artefacts away if the build is to be a cold one."""
    shutil.rmtree(project.root / "site", ignore_errors=True)
    for name, content in old.items():
        path = project.root / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    if cold:
        shutil.rmtree(project.root / STORE, ignore_errors=True)


TASKS = [
    Task("figure", "learn/many", f"figure_{n}", "pages", "pages", f"{n:024x}", "pages.py:1")
    for n in range(16)
]


def plan():
    figures = {task.name: {"key": task.key} for task in TASKS}
    pages = {"learn/many": {"figures": figures, "experiments": {}}}
    return {"package": "as it is", "pages": pages}, TASKS


def make(task):
    return [f"{task.name} {form}\n".encode() * 500 for form in artefacts.FORMS[task.kind]]


def refresh(store):
    artefacts.plan, lanes.make = plan, make
    artefacts.refresh(store=store, make_executor=ThreadPoolExecutor, jobs=2)


def contents(store):
    return {path.name: path.read_bytes() for path in store.iterdir() if path.suffix != ".part"}


def in_a_child(store, kill_after=None):
    """How it ended, and how long it took."""
    child = multiprocessing.get_context("fork").Process(target=refresh, args=(store,))
    began = time.monotonic()
    child.start()
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child.pid, signal.SIGKILL)
    child.join(timeout=60)
    return child.exitcode, time.monotonic() - began


def test_a_store_killed_at_fifty_moments_is_never_torn(tmp_path):
    status, duration = in_a_child(tmp_path / "whole")
    reference = contents(tmp_path / "whole")
    assert (status, len(reference)) == (0, len(artefacts.FORMS["figure"]) * len(TASKS) + 1)
    killed = 0
    for moment in range(50):
        store = tmp_path / f"killed-{moment}"
        status, _ = in_a_child(store, kill_after=duration * moment / 50)
        killed += status == -signal.SIGKILL
        left = contents(store) if store.is_dir() else {}
        assert left.items() <= reference.items()
        status, duration = in_a_child(store)
        assert (status, contents(store)) == (0, reference)
        shutil.rmtree(store)
    assert killed >= 10

"""The service worker: one for each build at the root of the site, none where pages are rebuilt."""

from pathlib import Path

import pytest

from adamdocs.publishing import scripts

PAGE = "docs/learn/tiny.md"
DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture
def worked(project):
    """The project with a worker of two parts."""
    project.write("docs/javascripts/offline.js", "import { a } from './offline/a.js';\na();\n")
    project.write("docs/javascripts/offline/a.js", "export const a = () => self.skipWaiting();\n")
    return project


def worker_of(project):
    done = project.run("build")
    assert (done.status, done.errors) == (0, [])
    built = project.built()
    assert not [name for name in built if name.startswith("javascripts/")]
    return built["sw.js"].decode()


def test_every_build_has_a_worker_of_its_own(worked):
    first = worker_of(worked)
    assert first.startswith("// Build ")
    assert "skipWaiting" in first
    assert "import" not in first
    assert worker_of(worked) == first
    worked.edit(PAGE, "The first is", "The very first is")
    second = worker_of(worked)
    assert second.splitlines()[0] != first.splitlines()[0]
    assert second.splitlines()[1:] == first.splitlines()[1:]


def test_a_site_without_a_worker_has_none(project):
    done = project.run("build")
    assert (done.status, done.errors) == (0, [])
    assert "sw.js" not in project.built()


def test_an_archive_without_a_page_that_leads_to_it_is_one_line(project):
    before = project.built()
    done = project.run("build", "--archive")
    assert done.status == 1
    line = "reference/offline/index.html is missing; it is the page that leads to the archive"
    assert done.errors == [f"error: {line}"]
    assert project.built() == before


@pytest.mark.parametrize("offline", [True, False])
def test_pages_register_it_where_there_is_one(offline):
    _, files = scripts.joined(DOCS, ["javascripts/access.js"], offline=offline)
    assert ("sw.js" in files["access.js"].decode()) == offline

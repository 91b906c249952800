"""A small project to build, one a process; every test finds its sources as they were."""

import re

import pytest

from tests.publishing.project import ROOT, Project


@pytest.fixture(scope="session")
def _built(tmp_path_factory):
    if not (ROOT / ".cache" / "fonts" / "index.json").is_file():
        pytest.fail("the site's faces are missing: run scripts/build first", pytrace=False)
    project = Project(tmp_path_factory.mktemp("small") / "project")
    done = project.run("build")
    assert (done.status, done.errors) == (0, [])
    yield project
    project.close()


@pytest.fixture
def project(_built):
    """The project, built, its sources as they were."""
    _built.reset()
    return _built


@pytest.fixture
def refused(project):
    """`refused(pattern, …)`: the build ends with just these lines, and leaves the site alone."""

    def check(*patterns):
        before = project.built()
        done = project.run("build")
        assert done.status == 1
        assert done.out == ""
        assert len(done.errors) == len(patterns), done.errors
        for pattern in patterns:
            matching = [line for line in done.errors if re.fullmatch(f"error: {pattern}", line)]
            assert matching, (pattern, done.errors)
        assert project.built() == before
        assert not list((project.root / ".cache").glob("site-*"))

    return check
